import { describe, expect, test } from '@jest/globals';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { type Asked, failing, lines } from '../actions/branch-protection/organisation-world.ts';
import {
  auditOf,
  checksRule,
  contexts,
  good,
  organisation,
  sound,
  weak,
} from '../actions/required-checks/organisation-world.ts';
import { ci, ciPath } from '../actions/required-checks/repository.ts';
import { platformFaults } from '../support/platform-faults.ts';
import type { PlatformState, RepositoryData } from '../support/platform-state.ts';

/* Repositories of an organisation whose authors, or whose readers, want another picture of their required checks than the true one. */

const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);
const other = '.github/workflows/other.yml';
const main = (required: readonly string[]): RepositoryData['rulesets'] => [
  { id: 9, name: 'main', include: ['~DEFAULT_BRANCH'], rules: [checksRule(required)] },
];

describe('a report that may be public', () => {
  const lint = 'on: workflow_call\njobs: {hush-inner: {runs-on: x, steps: [{run: x}]}}\n';
  const hushed = ci.replaceAll('unit', 'hush-job');
  const secret = (name: string, more: Partial<RepositoryData> = {}): RepositoryData => ({
    ...sound(name, { files: { [ciPath]: hushed }, rulesets: main(['build', 'hush-job', 'decision']) ?? [] }),
    visibility: 'private',
    defaultBranch: 'main',
    topics: ['hush-topic'],
    ...more,
  });
  const calls = 'on: pull_request\njobs: {x: {uses: acme/hush-shared/.github/workflows/hush-lint.yml@v1}}\n';
  const repositories = [
    good,
    weak,
    secret('hush-strong'),
    secret('hush-weak', { rulesets: main(['hush-job']) ?? [] }),
    secret('hush-caller', { files: { [ciPath]: hushed, [other]: calls } }),
    secret('hush-broken', { files: { [ciPath]: 'hush-text: [' } }),
    secret('hush-internal', { visibility: 'internal' }),
    secret('hush-shared', { files: { '.github/workflows/hush-lint.yml': lint }, rulesets: [] }),
  ];
  const open = { name: 'acme/governance', visibility: 'public' } as const;

  /** Every byte that leaves the run. */
  async function bytesOf(state: PlatformState, more: Asked = {}): Promise<{ text: string; evaluation: Evaluation }> {
    const journal = { lines: [] as string[] };
    const { evaluation, logged, asked } = await auditOf(state, { ...more, journal });
    const named = asked.filter((request) => request.includes('/repos/acme/') && !request.includes('governance'));
    return { text: JSON.stringify([evaluation, logged, journal.lines, named]), evaluation };
  }
  const hide = { section: { repositories: { organisation: 'acme', 'exclude-names': 'governance' } } };

  test.each<[string, PlatformState, Asked]>([
    ['of a public repository', organisation(repositories, {}, open), hide],
    ['of one that is open to an enterprise', organisation(repositories, {}, { ...open, visibility: 'internal' }), hide],
    ['of one that cannot be read', organisation(repositories), { ...hide, repository: 'acme/gone' }],
    [
      'with a budget that ends early',
      organisation(repositories, {}, open),
      { section: { budget: { requests: 5, points: 99 } } },
    ],
    ...Object.entries(platformFaults)
      .filter(([name]) => !/never comes/.test(name))
      .flatMap(([name, answer]): [string, PlatformState, Asked][] =>
        [0, 1, 2].map((after) => [
          `with ${name} after ${after} answers`,
          organisation(
            repositories,
            {
              faults: [
                { at: 'POST /graphql', after, answer },
                { at: '/repos/acme/hush', answer },
              ],
            },
            open,
          ),
          {},
        ]),
      ),
  ])('says nothing of a private repository, also not one %s', async (_name, state, more) => {
    const { text, evaluation } = await bytesOf(state, more);
    expect(text).not.toMatch(/hush/i);
    expect(evaluation.results.length).toBeGreaterThan(0);
    expect(statusOf(evaluation)).not.toBe('passed');
  });

  test('counts them, and their failure is a failure', async () => {
    const { evaluation } = await bytesOf(organisation(repositories, {}, open), {
      section: { 'disabled-workflows': false },
    });
    const hidden = evaluation.results.find(({ about }) => about[1] === 'repositories that are not shown');
    // Weak, broken and shared fail, and so does the caller, whose called job nothing waits for.
    expect(hidden).toMatchObject({ status: 'failed', actual: '4 not as asked, 0 not verified, 2 as asked' });
  });

  test('a public repository that calls a private workflow does not tell what that holds', async () => {
    const caller = sound('open-caller', {
      files: { [ciPath]: ci, [other]: calls.replaceAll('hush-lint', 'lint').replaceAll('hush-shared', 'shared') },
    });
    const shared = secret('shared', { files: { '.github/workflows/lint.yml': lint }, rulesets: [] });
    const { text, evaluation } = await bytesOf(organisation([caller, shared], {}, open));
    expect(text).not.toContain('hush-inner');
    expect(lines({ results: failing(evaluation) }).some((line) => line.includes('acme/open-caller'))).toBe(true);
    const { text: told } = await bytesOf(organisation([caller, { ...shared, visibility: 'public' }], {}, open));
    expect(told).toContain('hush-inner');
  });

  test('what the list calls public and the repository itself private is asked for by no name of its own', async () => {
    const liar = secret('hush-liar', { visibility: 'public', files: { [ciPath]: hushed, [other]: calls } });
    const { evaluation } = await auditOf(organisation([liar], {}, open), {
      through: (github) => ({
        ...github,
        async graphql(query, variables) {
          const answer = await github.graphql(query, variables);
          return JSON.parse(
            JSON.stringify(answer).replaceAll('"isPrivate":false', '"isPrivate":true'),
          ) as typeof answer;
        },
      }),
    });
    expect(JSON.stringify(evaluation.results)).not.toMatch(/hush-(job|inner|lint|shared)/);
  });

  test('in a private repository they are named', async () => {
    const { text } = await bytesOf(organisation(repositories));
    expect(text).toContain('acme/hush-weak');
  });
});

describe('the words of others', () => {
  const evil = '=HYPERLINK("http://x")';
  const jobs = (name: string): string =>
    `on: [pull_request, merge_group]\njobs: {x: {runs-on: x, steps: [{run: x}], name: ${JSON.stringify(name)}}}\n`;

  test('are no formula in the table, and no command of the runner', async () => {
    const one = sound('evil', { files: { [ciPath]: ci, [other]: jobs(`${evil}\n::error::x`) } });
    const { evaluation } = await auditOf(organisation([one]));
    const csv = String(evaluation.documents['audit.csv']);
    expect(csv).not.toMatch(/"[=+@]/);
    expect(csv).toContain('HYPERLINK');
  });

  test.each(['acme/../governance', 'acme/a b', 'acme/a\n', 'acme'])(
    'a repository that is called %j is none',
    async (name) => {
      const { evaluation } = await auditOf(organisation([good, { ...good, name }]));
      expect(statusOf(evaluation)).not.toBe('passed');
      expect(evaluation.results.filter(({ status }) => status === 'passed')).toEqual([]);
    },
  );

  test('a job of another repository with the name of a check counts there alone', async () => {
    const without = sound('without', { files: { [ciPath]: ci.replaceAll('unit', 'other') } });
    const { evaluation } = await auditOf(organisation([good, without]));
    expect(lines({ results: failing(evaluation) })).toContain(
      'check-produced acme/without ~DEFAULT_BRANCH unit: failed',
    );
  });
});

describe('a journal', () => {
  const many = [weak, good, ...Array.from({ length: 20 }, (_, index) => sound(`z${index}`))];
  const section = { resume: 'earlier', 'disabled-workflows': false };

  async function journalOf(state: PlatformState): Promise<string> {
    const kept: string[] = [];
    // Rules, classic protection and the files of 20 repositories are read.
    await auditOf(state, { section: { ...section, budget: { requests: 6, points: 2500 } }, journal: { lines: kept } });
    return kept.join('');
  }
  const goesOn = async (earlier: string, more: Asked = {}): Promise<Evaluation> =>
    (
      await auditOf(organisation(many), {
        section,
        now: '2026-03-10T18:00:00Z',
        ...more,
        journal: { earlier, lines: [] },
      })
    ).evaluation;

  test('whose answers stand under other names is not believed', async () => {
    const swapped = (await journalOf(organisation(many))).replaceAll(/"acme\/(good|weak)":/g, (_all, name: string) =>
      name === 'good' ? '"acme/weak":' : '"acme/good":',
    );
    expect(lines({ results: failing(await goesOn(swapped)) })).toEqual([
      'decision-is-required acme/weak ~DEFAULT_BRANCH .github/workflows/ci.yml decision: failed',
      'produced-is-required acme/weak ~DEFAULT_BRANCH decision: failed',
    ]);
  });

  test('that says that less is to be asked is not believed', async () => {
    const text = await journalOf(organisation(many));
    const shorter = text.replace('"parts":["rulesets","classic","workflows"]', '"parts":[]');
    expect(shorter).not.toBe(text);
    expect(lines({ results: failing(await goesOn(shorter)) }).length).toBe(2);
  });

  test.each(['pull_request', 'merge_group'])('is not taken in a run of %s', async (event) => {
    const green = organisation(many.map((one) => ({ ...good, name: one.name })));
    const evaluation = await goesOn(await journalOf(green), { event });
    expect(failing(evaluation).length).toBe(2);
    expect(evaluation.notes.join('\n')).toMatch(/began anew/);
  });
});

test('what one repository requires is not what another one does', async () => {
  const bare = sound('bare', { rulesets: [] });
  const { evaluation } = await auditOf(organisation([good, bare]));
  const about = lines({ results: failing(evaluation) });
  expect(about).toContain('decision-is-required acme/bare ~DEFAULT_BRANCH .github/workflows/ci.yml decision: failed');
  for (const context of contexts)
    expect(about).toContain(`produced-is-required acme/bare ~DEFAULT_BRANCH ${context}: failed`);
});
