import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/required-checks/control.ts';
import type { Evaluation } from '../../../shared/core/evaluation.ts';
import type { Exhibit } from '../../../shared/core/exhibit.ts';
import { asciiJson } from '../../../shared/core/json.ts';
import { totalsOf } from '../../../shared/core/totals.ts';
import { reportStatus } from '../../../shared/domain/decision/status.ts';
import type { OrganisationData } from '../../../shared/domain/organisation/config.ts';
import { renderExhibits } from '../../../shared/render/exhibit.ts';
import { coverRules } from '../../support/coverage.ts';
import { platformFaults } from '../../support/platform-faults.ts';
import { accessOf, type PlatformState, type RepositoryData } from '../../support/platform-state.ts';
import { classicOff } from '../../support/protection-api.ts';
import { type Asked, failing, killedAfter, lines } from '../branch-protection/organisation-world.ts';
import { auditOf, checksRule, contexts, good, organisation, sound, weak } from './organisation-world.ts';
import { actionsApp, ci, ciPath, jsonPath } from './repository.ts';

const { see } = coverRules(control);
const run: typeof auditOf = async (...given) => {
  const audited = await auditOf(...given);
  see(audited.evaluation);
  return audited;
};
const dataOf = ({ data }: Evaluation): OrganisationData => data as OrganisationData;
const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);
/** `rule about: status code` of what is neither passed nor not asked, without what everybody is asked for. */
const wrong = ({ results }: Evaluation): string[] =>
  lines({ results: failing({ results }) }).map((line) =>
    line.replaceAll('~DEFAULT_BRANCH ', '').replaceAll('.github/workflows/', ''),
  );
const ruleset = (rules: RepositoryData['rulesets']): Partial<RepositoryData> => ({ rulesets: rules ?? [] });
const requires = (required: readonly string[], app?: number | 'any'): Partial<RepositoryData> =>
  ruleset([{ id: 9, name: 'main', include: ['~DEFAULT_BRANCH'], rules: [checksRule(required, app)] }]);
const files = (more: Readonly<Record<string, string>>): Partial<RepositoryData> => ({
  files: { [ciPath]: ci, ...more },
});
const workflow = (jobs: string, on = '[pull_request, merge_group]'): string => `on: ${on}\njobs: {${jobs}}\n`;
const other = '.github/workflows/other.yml';
const called = 'acme/shared/.github/workflows/lint.yml@v1';
const calling = (name: string): RepositoryData =>
  sound(name, {
    ...files({ [other]: workflow(`lint: {uses: ${called}}`) }),
    ...requires([...contexts, 'lint / x']),
  });
const shared: RepositoryData = {
  name: 'acme/shared',
  files: { '.github/workflows/lint.yml': 'on: workflow_call\njobs: {x: {runs-on: x, steps: [{run: x}]}}\n' },
};
const without = { repositories: { organisation: 'acme', 'exclude-names': ['governance', 'shared'] } };

describe('several repositories', () => {
  test('what fails is said of each with its place in words, what holds once for each rule and class', async () => {
    const { evaluation, asked, logged } = await run(organisation([good, weak]));
    expect(evaluation.error).toBeUndefined();
    expect(wrong(evaluation)).toEqual([
      'decision-is-required acme/weak ci.yml decision: failed',
      'produced-is-required acme/weak decision: failed',
    ]);
    const [failed] = failing(evaluation);
    expect(failed?.message).toMatch(/^acme\/weak: .* \(\.github\/workflows\/ci\.yml:\d+\)$/);
    // A place in another repository is none of the checkout, which a reader would be led to.
    expect(evaluation.results.filter(({ location }) => location !== undefined)).toEqual([]);
    const held = evaluation.results.filter(({ status }) => status === 'passed');
    expect(held.find(({ rule }) => rule.endsWith('/app-pinned'))?.actual).toBe('5 results of 2 repositories');
    expect(asked).toEqual([
      'GET /orgs/acme/repos',
      'GET /orgs/acme',
      'POST /graphql',
      'POST /graphql',
      'POST /graphql',
      'GET /repos/acme/good/actions/workflows',
      'GET /repos/acme/weak/actions/workflows',
    ]);
    // The repository that runs the audit is asked whether it is private, with the token of the workflow.
    expect(evaluation.metrics).toMatchObject({
      repositories: { value: 2 },
      requests: { value: asked.length + 1 },
      'not-read': { value: 0 },
    });
    expect(logged).toEqual([
      'audit of 2 repositories: about 7 requests and 3 points, of a budget of 1000 requests and 2500 points',
    ]);
  });

  test('are shown worst first, in one screen and in a table in which nothing is a formula', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `r${index}`);
    const many = names.map((name, index) =>
      index % 3 === 0
        ? sound(name, requires(['build', 'unit']))
        : index % 5 === 0
          ? sound(name, requires(['gone']))
          : sound(name),
    );
    const { evaluation } = await run(organisation(many));
    const text = renderExhibits(evaluation.exhibits, 200);
    expect(text.split('\n').length).toBeLessThanOrEqual(50);
    expect(evaluation.exhibits.map(({ title }) => title)).toEqual([
      'Rules by class',
      'Repositories with the most to do',
    ]);
    const counts = evaluation.exhibits[0]?.rows.map(({ cells }) => Number(cells[2])) ?? [];
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts.at(-1)).toBe(0);
    const [head, ...rows] = String(evaluation.documents['audit.csv']).trimEnd().split('\r\n');
    expect(head).toBe('"class","repository","rule","about","verdict","severity","reason"');
    expect(rows.filter((row) => /^"[=+@-]/.test(row))).toEqual([]);
    expect(new Set(rows.map((row) => row.split(',')[1])).size).toBe(30);
  });

  test('nothing of the checkout is taken for theirs', async () => {
    // Neither the configuration nor the workflows of the repository that runs the audit ask another one for a decision.
    const { evaluation } = await run(organisation([sound('plain', { files: {}, ...requires(['build']) })]), {
      section: { 'decision-job': 'if-used' },
    });
    expect(wrong(evaluation)).toContain('check-produced acme/plain build: failed');
    const decisions = evaluation.results.filter(({ rule }) => rule.includes('/decision-'));
    expect(decisions.map(({ status }) => status)).toEqual(['not-applicable', 'not-applicable']);
  });

  test('the action of the suite under ./ decides in the repository of the suite alone', async () => {
    const local = ci.replace(/uses: .*/, 'uses: ./actions/executive-summary');
    const { evaluation } = await run(organisation([sound('own', { files: { [ciPath]: local } })]));
    expect(wrong(evaluation)).toContain('decision-is-required acme/own executive-summary: failed');
  });
});

describe('each finding of one repository is one of many', () => {
  test.each<[string, RepositoryData, string[]]>([
    ['nothing', good, []],
    [
      'a check from any app',
      sound('a', requires(contexts, 'any')),
      [
        ...contexts.toSorted().map((context) => `app-pinned acme/a ${context} ruleset 9: failed`),
        'decision-is-required acme/a ci.yml decision: failed',
      ],
    ],
    ['a check that nothing makes', sound('a', requires([...contexts, 'gone'])), ['check-produced acme/a gone: failed']],
    [
      'a disabled workflow',
      sound('a', { workflows: [{ id: 1, name: 'ci', path: ciPath, state: 'disabled_manually' }] }),
      contexts.toSorted().map((context) => `workflow-enabled acme/a ${context}: failed`),
    ],
    [
      'a merge queue without its event',
      sound('a', {
        files: { [ciPath]: ci.replace('  merge_group:\n', '') },
        ...ruleset([
          {
            id: 9,
            include: ['~DEFAULT_BRANCH'],
            rules: [checksRule(contexts), { type: 'merge_queue', parameters: {} }],
          },
        ]),
      }),
      [
        'decision-always-runs acme/a ci.yml decision merge_group: failed',
        ...contexts.toSorted().map((context) => `runs-in-merge-queue acme/a ${context}: failed`),
      ],
    ],
    [
      'two jobs of one name',
      sound('a', files({ [other]: workflow('unit: {runs-on: x, steps: [{run: x}]}') })),
      ['check-unique acme/a unit: failed'],
    ],
    [
      'a file that GitHub refuses',
      sound('a', files({ [other]: 'on: push\njobs: [' })),
      expect.arrayContaining([
        expect.stringMatching(/^workflow-readable acme\/a other\.yml .*: (failed|unverified)/),
      ]) as never,
    ],
    [
      'a link',
      sound('a', { ...files({ [other]: 'x' }), links: [other] }),
      ['workflow-readable acme/a other.yml not-a-file: unverified INCONCLUSIVE'],
    ],
    [
      'no workflow at all',
      sound('a', { files: {} }),
      expect.arrayContaining(['check-produced acme/a build: failed']) as never,
    ],
    ['a repository without a commit', { name: 'acme/a', empty: true }, []],
  ])('%s', async (_name, repository, expected) => {
    const { evaluation } = await run(organisation([good, repository].slice(repository === good ? 1 : 0)));
    expect(wrong(evaluation)).toEqual(expected);
  });

  test('of one that requires nothing each reason is told once', async () => {
    const { evaluation } = await run(organisation([good, sound('bare', ruleset([]))]), {
      section: { 'decision-job': 'off' },
    });
    const own = failing(evaluation).filter(({ about }) => about[0] === 'acme/bare' && about.length < 3);
    expect(own.map(({ status, because }) => [status, because?.message])).toEqual([
      ['unverified', 'there is no check to look at: "main" requires none, and no document declares one'],
    ]);
    expect(statusOf(evaluation)).toBe('failed');
  });
});

describe('what a batch does not tell whole is asked for by itself, or is not verified', () => {
  const long = `${ci}# ${'x'.repeat(520_000)}\n`;
  test.each<[string, Partial<RepositoryData>]>([
    ['a file that GitHub cuts', { files: { [ciPath]: long } }],
    ['a file that GitHub takes for no text', { files: { [ciPath]: ci }, binaries: [ciPath] }],
  ])('%s', async (_name, more) => {
    const { evaluation, asked } = await run(organisation([sound('a', more)]));
    expect([wrong(evaluation), statusOf(evaluation)]).toEqual([[], 'passed']);
    expect(asked.filter((one) => one.includes('/contents/'))).toEqual([`GET /repos/acme/a/contents/${ciPath}`]);
    const faults = [
      { at: 'GET /repos/{owner}/{repo}/contents/{+path}', answer: platformFaults['a missing permission'] },
    ];
    const unread = await run(organisation([good, sound('a', more)], { faults }));
    expect(wrong(unread.evaluation)).toEqual(['repositories acme/a: unverified MISSING_PERMISSION']);
  });

  test('a text that is not the one of its object', async () => {
    const through: Asked['through'] = (github) => ({
      ...github,
      async graphql(query, variables) {
        const answer = await github.graphql(query, variables);
        return JSON.parse(JSON.stringify(answer).replaceAll('decision:', 'decisiom:')) as typeof answer;
      },
    });
    const { evaluation, asked } = await run(organisation([good]), { through });
    expect([wrong(evaluation), asked.filter((one) => one.includes('/contents/')).length]).toEqual([[], 1]);
  });

  test('a token that may not read files', async () => {
    const secret = { ...good, name: 'acme/secret', visibility: 'private' } as const;
    const tokens = {
      app: accessOf.app('acme', { permissions: { administration: 'read' } }),
      token: accessOf.workflow('acme/governance'),
    };
    const { evaluation } = await run(organisation([secret], { tokens }));
    expect(wrong(evaluation)).toEqual(
      expect.arrayContaining(['repositories acme/secret: unverified MISSING_PERMISSION']),
    );
    expect(evaluation.results.filter(({ status }) => status === 'passed').map(({ rule }) => rule)).toEqual([
      'required-checks/repositories',
    ]);
  });

  test('files that come in no batch are listed and read one by one', async () => {
    const isFiles = (body: string): boolean => body.includes('root: object(');
    const faults = [
      {
        at: 'POST /graphql',
        after: 2,
        answer: (request: { body: string }) =>
          isFiles(request.body) ? platformFaults['a bad gateway'] : platformFaults['a bad token'],
      },
    ];
    const { evaluation, asked } = await run(organisation([good, weak], { faults }));
    expect(wrong(evaluation)).toEqual([
      'decision-is-required acme/weak ci.yml decision: failed',
      'produced-is-required acme/weak decision: failed',
    ]);
    expect(asked.filter((one) => /good\/(git|contents)/.test(one))).toEqual([
      'GET /repos/acme/good/git/ref/heads/main',
      'GET /repos/acme/good/contents/.github/workflows',
      `GET /repos/acme/good/contents/${ciPath}`,
    ]);
  });

  test('a default branch that was changed in between', async () => {
    let answers = 0;
    const through: Asked['through'] = (github) => ({
      ...github,
      async graphql(query, variables) {
        const answer = await github.graphql(query, variables);
        answers += 1;
        return answers < 3
          ? answer
          : (JSON.parse(JSON.stringify(answer).replaceAll('"name":"main"', '"name":"trunk"')) as typeof answer);
      },
    });
    const { evaluation } = await run(organisation([good]), { through });
    expect(wrong(evaluation)).toContain('repositories acme/good: unverified INCONCLUSIVE');
  });
});

describe('a token that administers nothing', () => {
  const byClassic = sound('classic', {
    rulesets: [],
    branches: [
      {
        name: 'main',
        classic: {
          ...classicOff,
          required_status_checks: {
            strict: true,
            contexts,
            checks: contexts.map((context) => ({ context, app_id: actionsApp })),
          },
        },
      },
    ],
  });

  test('is told the required checks of classic protection by the branch, 1 request each', async () => {
    const { evaluation, asked } = await run(organisation([good, byClassic]), { admin: 'blind' });
    expect(asked.filter((one) => one.includes('/branches/'))).toEqual([
      'GET /repos/acme/classic/branches/main',
      'GET /repos/acme/good/branches/main',
    ]);
    // Who does not administer the organisation is not told how many private repositories there are.
    expect(wrong(evaluation).filter((line) => !line.startsWith('repositories acme all'))).toEqual([]);
    expect(
      evaluation.results.some(
        ({ rule, actual }) => rule.endsWith('/app-pinned') && actual === '6 results of 2 repositories',
      ),
    ).toBe(true);
  });

  test.each(['a missing permission', 'a hidden 404', 'half of the JSON', 'a used up limit'] as const)(
    'nothing is known of the rules with %s',
    async (name) => {
      const faults = [{ at: 'GET /repos/{owner}/{repo}/branches/{branch}', answer: platformFaults[name] }];
      const { evaluation } = await run(organisation([good, byClassic], { faults }), { admin: 'blind' });
      const held = evaluation.results.filter(
        ({ rule, status }) => /app-pinned|decision-is/.test(rule) && status === 'passed',
      );
      expect(held).toEqual([]);
      expect(['unverified', 'error']).toContain(statusOf(evaluation));
    },
  );
});

describe('called workflows of other repositories', () => {
  test('are read once, however many call them', async () => {
    const { evaluation, asked } = await run(organisation([calling('a'), calling('b'), shared]), { section: without });
    expect([wrong(evaluation), statusOf(evaluation)]).toEqual([[], 'passed']);
    expect(asked.filter((one) => one.includes('/acme/shared/'))).toEqual([
      'GET /repos/acme/shared/contents/.github/workflows/lint.yml',
    ]);
  });

  test('that cannot be read leave the repositories that call them open, and no other one', async () => {
    const { evaluation } = await run(organisation([good, calling('a'), calling('b')]));
    const about = new Set(failing(evaluation).map((result) => result.about[0]));
    expect(about).toEqual(new Set(['acme/a', 'acme/b']));
    expect(new Set(failing(evaluation).map(({ status }) => status))).toEqual(new Set(['unverified']));
  });

  test('cost requests of the budget', async () => {
    const section = { ...without, 'disabled-workflows': false, budget: { requests: 6, points: 2500 } };
    const { evaluation } = await run(organisation([calling('a'), shared]), { section });
    expect(failing(evaluation).map(({ because }) => because?.code)).toContain('TRUNCATED');
    expect(evaluation.metrics['requests']).toEqual({ value: 6 });
  });
});

describe('every fault, at every place, of several repositories', () => {
  const repositories = [good, weak, sound('bare', ruleset([])), calling('caller'), shared];
  const truth = auditOf(organisation(repositories), { section: without });
  /** Of how many repositories a rule holds. */
  const heldOf = ({ results }: Evaluation): Map<string, number> =>
    new Map(
      results.flatMap(({ rule, status, actual }) =>
        status === 'passed' ? [[rule, Number(/of (\d+) repositories$/.exec(String(actual))?.[1] ?? 0)] as const] : [],
      ),
    );
  const places: [string, Partial<NonNullable<PlatformState['faults']>[number]>][] = [
    ['every batch', { at: 'POST /graphql' }],
    ['the rules', { at: 'POST /graphql', times: 1 }],
    ['classic protection', { at: 'POST /graphql', after: 1, times: 1 }],
    ['the files', { at: 'POST /graphql', after: 2, times: 1 }],
    ['the states of workflows', { at: 'GET /repos/{owner}/{repo}/actions/workflows' }],
    ['called workflows', { at: 'GET /repos/{owner}/{repo}/contents/{+path}' }],
    ['the list', { at: 'GET /orgs/{org}/repos' }],
    ['the numbers', { at: 'GET /orgs/{org}' }],
  ];
  const faults = Object.entries(platformFaults).filter(([name]) => !/unprotected branch|never comes/.test(name));
  const table = places.flatMap(([place, at]) =>
    faults.map(([name, answer]) => [`${name}, at ${place}`, at, answer] as const),
  );

  test.each(table)('%s: nothing passes that is not so', async (_name, at, answer) => {
    const whole = (await truth).evaluation;
    const failed = whole.results.flatMap(({ status, about }) => (status === 'failed' ? [about[0]] : []));
    const faulty = [{ at: 'POST /graphql', ...at, answer }];
    const { evaluation } = await run(organisation(repositories, { faults: faulty }), { section: without });
    expect(evaluation.error).toBeUndefined();
    expect(statusOf(evaluation)).not.toBe('passed');
    // A repository with a failure fails still, or is named as one that could not be judged.
    const told = new Set(failing(evaluation).map(({ about }) => about[0]));
    expect(told.has(undefined) || failed.every((name) => told.has(name))).toBe(true);
    const before = heldOf(whole);
    for (const [rule, count] of heldOf(evaluation))
      expect([rule, count <= (before.get(rule) ?? 0)]).toEqual([rule, true]);
  });

  test.each(['a list that ends in the middle', 'a body of another form', 'null in place of files'])(
    '%s',
    async (name) => {
      const through: Asked['through'] = (github) => ({
        ...github,
        async graphql(query, variables) {
          const answer = await github.graphql(query, variables);
          if (!answer.ok || !query.includes('root: object(')) return answer;
          const { data } = answer.data as { data: Record<string, Record<string, unknown>> };
          if (name === 'a body of another form') return { ...answer, data: { data: { r0: [] } } };
          const cut = Object.entries(data).map(([alias, node]) =>
            alias === 'rateLimit'
              ? [alias, node]
              : [
                  alias,
                  name === 'null in place of files'
                    ? { ...node, root: null, workflows: null }
                    : { ...node, workflows: { __typename: 'Tree' } },
                ],
          );
          return { ...answer, data: { data: Object.fromEntries(cut) as unknown } };
        },
      });
      const faulty = [{ at: '/git/ref/', answer: platformFaults['a missing permission'] }];
      const { evaluation } = await run(organisation([good, weak], { faults: faulty }), { through });
      expect(wrong(evaluation)).toEqual(
        [
          'repositories acme/good: unverified MISSING_PERMISSION',
          'repositories acme/weak: unverified MISSING_PERMISSION',
        ].concat(wrong(evaluation).filter((line) => !line.startsWith('repositories'))),
      );
      expect(evaluation.results.filter(({ status }) => status === 'passed').length).toBe(1);
    },
  );
});

describe('classes', () => {
  const document = (...required: string[]): string => JSON.stringify({ required_status_checks: required });
  const classes = [{ name: 'service', topic: 'service', documents: [{ path: 'config/service.json' }] }];
  const policyFiles = { [jsonPath]: document(...contexts), 'config/service.json': document('scan') };
  const service = sound('service', { topics: ['service'] });

  test('a document of the policy holds for every repository, one of a class for those of the class', async () => {
    const section = { documents: [{ path: jsonPath, complete: false }], classes };
    const { evaluation } = await run(organisation([good, service]), { section, policyFiles });
    expect(wrong(evaluation)).toEqual(
      expect.arrayContaining([
        'check-produced acme/service scan: failed',
        'declared-is-required acme/service config/service.json scan: failed',
      ]),
    );
    expect(failing(evaluation).every(({ about }) => about[0] === 'acme/service')).toBe(true);
    const [held] = evaluation.results.filter(
      ({ rule, status }) => rule.endsWith('/declared-is-required') && status === 'passed',
    );
    expect(held?.actual).toBe('3 results of 1 repositories');
  });

  test('of which it is not known who is of them leave the repository open', async () => {
    const faults = [{ at: 'GET /orgs/{org}/properties/values', answer: platformFaults['a missing permission'] }];
    const section = { classes: [{ name: 'a', property: { name: 'p', value: 'v' }, 'external-checks': ['x'] }] };
    const { evaluation } = await run(organisation([good], { faults }), { section });
    expect(wrong(evaluation)).toEqual(['repositories acme/good classes: unverified NO_DATA']);
  });

  test('that nobody is of are named', async () => {
    const { evaluation } = await run(organisation([good]), { section: { classes }, policyFiles });
    expect(evaluation.notes).toContain('No repository is of the class service.');
  });

  test.each<[string, object, string]>([
    ['classes without repositories', { repositories: undefined, classes }, '/classes: only repositories'],
    ['another branch', { branch: 'trunk' }, '/branch: '],
    ['a snapshot', { snapshot: 'published' }, '/snapshot: '],
    ['recent commits', { 'recent-commits': 3 }, '/recent-commits: '],
    ['one repository', { repository: 'acme/good' }, '/repository: '],
    ['a journal without an audit', { repositories: undefined, resume: 'audit' }, '/resume: '],
    [
      'a document that is read in two ways',
      { documents: [{ path: 'config/service.json', complete: false }], classes },
      '/classes/0/documents/0: ',
    ],
  ])('%s is wrong', async (_name, section, message) => {
    await expect(auditOf(organisation([good]), { section, policyFiles })).rejects.toThrow(`/required-checks${message}`);
  });
});

test.each<[string, Record<string, string>, RegExp]>([
  ['another branch', { branch: 'trunk' }, /^branch: /],
  ['a snapshot', { snapshot: 'published' }, /^snapshot: /],
])('%s that the command line gives is refused', async (_name, given, says) => {
  const { evaluation } = await auditOf(organisation([good]), { given });
  expect(evaluation.error).toMatchObject({ code: 'BAD_INPUT' });
  expect(evaluation.error?.problems?.map(({ message }) => message).join('\n')).toMatch(says);
});

describe('the budget, and what is left', () => {
  const many = Array.from({ length: 30 }, (_, index) => sound(`m${String(index).padStart(2, '0')}`));

  test('ends the audit, and each repository that is left is named with the reason', async () => {
    const section = { budget: { requests: 6, points: 2500 } };
    const { evaluation, asked } = await run(organisation(many), { section });
    expect(asked.length + 1).toBe(6);
    // The files of 20 were read, and of none whether its workflow is disabled.
    expect(wrong(evaluation).filter((line) => line.startsWith('repositories')).length).toBe(10);
    expect(
      evaluation.results.filter(({ rule, status }) => rule.endsWith('/workflow-enabled') && status === 'passed'),
    ).toEqual([]);
    expect(evaluation.exhibits.at(-1)?.title).toBe('Repositories that were not read');
    expect(statusOf(evaluation)).toBe('unverified');
  });

  test('whether workflows are disabled is not asked where the policy says so', async () => {
    const { evaluation, asked } = await run(organisation(many), { section: { 'disabled-workflows': false } });
    expect(asked.filter((one) => one.includes('/actions/workflows'))).toEqual([]);
    const enabled = evaluation.results.filter(({ rule }) => rule.endsWith('/workflow-enabled'));
    expect(enabled.map(({ status }) => status)).toEqual(['not-applicable']);
    expect(statusOf(evaluation)).toBe('passed');
    expect(evaluation.notes.join('\n')).toContain('Whether workflows are disabled is not looked at');
  });

  test('an audit that is interrupted goes on from its journal and asks nothing again', async () => {
    const resumed = { section: { resume: 'earlier' } } satisfies Asked;
    const first: string[] = [];
    const killed = await auditOf(organisation(many), {
      ...resumed,
      through: killedAfter(3),
      journal: { lines: first },
    });
    expect(killed.evaluation.error).toMatchObject({ code: 'INTERNAL' });
    const journal = { earlier: first.join(''), lines: [] as string[] };
    const { evaluation, asked } = await run(organisation(many), { ...resumed, journal, now: '2026-03-11T11:00:00Z' });
    // Rules, classic protection and the files of 20 repositories were known, and that the repositories are still there was asked.
    expect(asked.filter((one) => one === 'POST /graphql').length).toBe(2);
    const whole = await run(organisation(many));
    expect(evaluation.results).toEqual(whole.evaluation.results);
    expect(dataOf(evaluation).resumed).toMatchObject({ repositories: 30 });
  });
});

describe('parts', () => {
  const many = [...Array.from({ length: 12 }, (_, index) => sound(`p${index}`)), weak, sound('bare', ruleset([]))];
  const section = { repositories: { organisation: 'acme', 'exclude-names': 'governance', shards: 3 } };
  const part = (index: number): Asked => ({ section, given: { shard: `${index}/3` }, key: `${index}-of-3` });

  test('are the whole together', async () => {
    const parts = await Promise.all([1, 2, 3].map((index) => run(organisation(many), part(index))));
    const whole = await run(organisation(many), { section });
    const problems = (one: Evaluation): string[] =>
      failing(one).flatMap(({ fingerprint, about }) => (about.length === 0 ? [] : [fingerprint]));
    expect(parts.flatMap(({ evaluation }) => problems(evaluation)).sort()).toEqual(problems(whole.evaluation).sort());
    const [added] = totalsOf(
      'required-checks',
      parts.map(({ evaluation }) => evaluation.exhibits),
      3,
    );
    const rowsOf = (exhibit: Exhibit | undefined): string[] => exhibit?.rows.map(({ cells }) => cells.join('|')) ?? [];
    expect(rowsOf(added).sort()).toEqual(rowsOf(whole.evaluation.exhibits[0]).sort());
    expect(added?.rows.length).toBeGreaterThan(5);
  });

  test.each<[string, Asked, RegExp]>([
    ['a key of another part', { ...part(1), key: '2-of-3' }, /artifact-key 2-of-3, expected 1-of-3/],
    ['another number of parts', { section, given: { shard: '1/2' }, key: '1-of-2' }, /the configuration has 3 shards/],
    ['one repository', { section: { repositories: undefined }, given: { shard: '1/3' } }, /names no repositories/],
  ])('%s is refused', async (_name, options, why) => {
    const { evaluation } = await auditOf(organisation(many), options);
    expect(evaluation.error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringMatching(why) });
  });
});

describe('1,000 repositories', () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    sound(`a-rather-long-name-${index}`, requires(['build', 'unit'])),
  );

  test('cost 102 requests, and one more each where disabled workflows are asked for', async () => {
    const budget = { requests: 5000, points: 2500 };
    const { evaluation, asked } = await auditOf(organisation(many), {
      section: { budget, 'disabled-workflows': false },
    });
    // 11 of the list, 1 of its numbers, 20 of rules, 20 of classic protection, 50 of files.
    expect(asked.length).toBe(102);
    expect(dataOf(evaluation).estimate.requests).toBe(102);
    expect(dataOf(evaluation).spent.points).toBeLessThan(320);
    expect(failing(evaluation).length).toBe(2000);
    expect(asciiJson(evaluation).length).toBeLessThan(10 * 1024 * 1024);
    const with1000 = await auditOf(organisation(many), { section: { budget } });
    expect(with1000.asked.length).toBe(1102);
  });
});
