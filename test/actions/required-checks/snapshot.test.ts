import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/required-checks/control.ts';
import type { CollectedFile } from '../../../shared/core/collected.ts';
import type { Evaluation } from '../../../shared/core/evaluation.ts';
import type { Result } from '../../../shared/core/report.ts';
import { reportStatus } from '../../../shared/domain/decision/status.ts';
import type { Observation } from '../../../shared/domain/seen-repository/observation.ts';
import { readSnapshot, writeSnapshot } from '../../../shared/domain/seen-repository/snapshot.ts';
import { answersOf, classicOff, faults, type RulesetData, requests, type World } from '../../support/protection-api.ts';
import { evaluateWith, headSha, type Setup } from '../../support/world.ts';
import { now, run, runs, snapshotText, tip, uploaded } from '../branch-protection/published.ts';
import { actionsApp, api, changed, ciPath, documentFiles, section, setupOf } from './repository.ts';

/* The rules of the branch as a snapshot of branch-protection has them: of a file, or published by the scheduled audit. */

const checks = (contexts: readonly string[]): object => ({
  strict_required_status_checks_policy: true,
  required_status_checks: contexts.map((context) => ({ context, integration_id: actionsApp })),
});
const ruleset = (contexts: readonly string[]): RulesetData => ({
  id: 7,
  include: ['~DEFAULT_BRANCH'],
  rules: [{ type: 'required_status_checks', parameters: checks(contexts) as Record<string, unknown> }],
});
const all = ['build', 'unit', 'decision'];
const good: World = { rulesets: [ruleset(all)] };
const onMain = { repository: { branches: [{ pattern: 'main', deletion: true }] } };
const path = 'config/main.snapshot.json';

async function offline(world: World, more: Partial<Setup> = {}, edit = (text: string) => text): Promise<Setup> {
  const { files = {}, policyFiles = {} } = setupOf();
  return {
    subject: { repository: 'acme/app', event: 'pull_request' },
    now,
    files,
    policyFiles: { ...policyFiles, [path]: edit(await snapshotText(world, onMain)) },
    // A request without an answer would throw.
    github: {},
    section: { ...section, snapshot: path },
    ...more,
  };
}

/** The snapshot with parts of its observations exchanged. */
function edited(text: string, parts: Partial<Observation>): string {
  const read = readSnapshot(path, text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const observations = read.snapshot.observations.map((one) => ({ ...one, ...parts }));
  return writeSnapshot({ ...read.snapshot, observations });
}

const ofRules = ({ results }: Pick<Evaluation, 'results'>, ...rules: string[]): Result[] =>
  results.filter(({ rule }) => rules.some((one) => rule === `required-checks/${one}`));
const passedRules = ({ results }: Pick<Evaluation, 'results'>): string[] =>
  [...new Set(results.filter(({ status }) => status === 'passed').map(({ rule }) => rule.split('/')[1] ?? ''))].sort();
const failedRules = ({ results }: Pick<Evaluation, 'results'>): string[] =>
  [...new Set(results.filter(({ status }) => status === 'failed').map(({ rule }) => rule.split('/')[1] ?? ''))].sort();
/** What the files alone tell. */
const ofFiles = [
  'declarations-agree',
  'declared-job-exists',
  'document-readable',
  'name-provable',
  'workflow-readable',
].sort();

const limit = { code: 'RATE_LIMITED', message: 'the limit was used up' } as const;
const unasked = { state: 'none', why: 'not-asked', message: 'nobody asked for it' } as const;

describe('a snapshot from a file', () => {
  test('passes nothing that rests on the rules, and asks nobody', async () => {
    const evaluation = await evaluateWith(control, await offline(good));
    expect(evaluation.error).toBeUndefined();
    expect([passedRules(evaluation), failedRules(evaluation)]).toEqual([ofFiles, []]);
    expect(reportStatus(evaluation.results)).toBe('unverified');
    expect([evaluation.metrics['requests'], evaluation.outputs['required']]).toEqual([{ value: 0 }, '']);
    expect(evaluation.notes.join('\n')).toContain(`Judged by the snapshot ${path}`);
    // Nothing is not applicable because of what a file says is not required.
    const idle = evaluation.results.filter(({ status }) => status === 'not-applicable').map(({ rule }) => rule);
    expect(idle).toEqual(['required-checks/repositories']);
  });

  test('what fails there fails, for the judged change too', async () => {
    const without = await evaluateWith(control, await offline({ rulesets: [ruleset(['build', 'unit'])] }));
    expect(failedRules(without)).toEqual(['decision-is-required', 'declared-is-required', 'produced-is-required']);
    const files = { ...setupOf().files, ...changed(['  unit:', '  units:'], ['[build, unit]', '[build, units]']) };
    expect(failedRules(await evaluateWith(control, await offline(good, { files })))).toContain('check-produced');
  });

  test('of classic protection, as who administers the repository saw it', async () => {
    const classic = {
      ...classicOff,
      required_status_checks: {
        strict: true,
        contexts: ['build'],
        checks: [{ context: 'build', app_id: actionsApp }],
      },
    };
    const evaluation = await evaluateWith(control, await offline({ classic }));
    expect(failedRules(evaluation)).toEqual(['decision-is-required', 'declared-is-required', 'produced-is-required']);
    expect(ofRules(evaluation, 'app-pinned').map(({ status }) => status)).toEqual(['unverified']);
  });

  test('which workflows are disabled, and what other repositories hold, is not in it', async () => {
    const remote = 'on: [pull_request, merge_group]\njobs: {x: {uses: acme/shared/.github/workflows/lint.yml@v1}}\n';
    const files = { ...setupOf().files, '.github/workflows/remote.yml': remote };
    const evaluation = await evaluateWith(control, await offline(good, { files }));
    for (const rule of ['workflow-enabled', 'name-provable']) {
      const because = ofRules(evaluation, rule).find(({ status }) => status === 'unverified')?.because;
      expect([rule, because?.message]).toEqual([rule, expect.stringContaining('nothing is asked of GitHub')]);
    }
  });

  test('on a laptop it says itself which repository it is of', async () => {
    const subject = { repository: undefined, event: 'local' };
    const evaluation = await evaluateWith(control, await offline({ rulesets: [ruleset(['build'])] }, { subject }));
    expect(failedRules(evaluation)).toContain('declared-is-required');
  });

  test.each<[string, (text: string) => string, RegExp]>([
    [
      'of another branch',
      (text) => text.replaceAll('"ref":"main"', '"ref":"other"'),
      /has nothing of the branch "main"/,
    ],
    [
      'in which the rules could not be read',
      (text) => edited(text, { rules: { state: 'unknown', because: limit } }),
      /the limit was used up/,
    ],
    [
      'without the branch and its classic protection',
      (text) => edited(text, { branch: unasked, classic: unasked }),
      /nobody asked for it/,
    ],
  ])('one %s leaves the rules open', async (_name, edit, says) => {
    const evaluation = await evaluateWith(control, await offline(good, {}, edit));
    expect(evaluation.error).toBeUndefined();
    const about = ofRules(evaluation, 'declared-is-required', 'decision-is-required', 'app-pinned');
    expect(new Set(about.map(({ status }) => status))).toEqual(new Set(['unverified']));
    expect(about.map(({ because }) => because?.message).join('\n')).toMatch(says);
  });

  test.each<[string, Partial<Setup>, RegExp]>([
    ['is not there', { policyFiles: {} }, /the snapshot does not exist/],
    ['is only in the judged change', { policyFiles: {}, files: { [path]: '{}' } }, /the snapshot does not exist/],
    ['is none', { policyFiles: { ...documentFiles, [path]: '{}' } }, /is no snapshot/],
    ['is of another repository', { subject: { repository: 'acme/other' } }, /expected one that has acme\/other/],
  ])('one that %s is an error', async (_name, more, says) => {
    const { error, results } = await evaluateWith(control, await offline(good, more));
    expect(error?.code).toBe('BAD_INPUT');
    expect(results.filter(({ status }) => status === 'passed').map(({ rule }) => rule)).not.toContain(
      'required-checks/check-produced',
    );
    expect(error?.problems?.map(({ message }) => message).join('\n')).toMatch(says);
  });
});

/** What the workflow's token sees of classic protection that GitHub speaks of and does not show. */
const classic = {
  ...classicOff,
  required_status_checks: {
    strict: true,
    contexts: all,
    checks: all.map((context) => ({ context, app_id: actionsApp })),
  },
};
const hidden = { name: 'main', protected: true, protection: { enabled: true } };

async function published(
  more: { files?: readonly CollectedFile[]; listed?: readonly object[]; changed?: object; world?: World } = {},
): Promise<Evaluation> {
  const { files: read, listed = [run()], changed: other = {}, world = { classic } } = more;
  // The administrator's run met the same summary of the branch.
  const text = edited(await snapshotText(world, onMain), { branch: { state: 'read', data: hidden } });
  const files = read ?? [uploaded(text)];
  const setup = setupOf({ section: { ...section, snapshot: 'published' } });
  return evaluateWith(control, {
    ...setup,
    subject: { repository: 'acme/app', event: 'pull_request', runId: 101, attempt: 1 },
    now,
    github: {
      ...answersOf(world, 'GITHUB_TOKEN'),
      [requests.branch]: { json: hidden },
      [api.workflows]: { json: [{ id: 1, path: ciPath, state: 'active' }] },
      [runs]: { json: listed },
      [tip]: { json: { object: { type: 'commit', sha: headSha } } },
      ...other,
    },
    reports: ({ runs: wanted = [] }) => ({
      files: files.filter(({ origin }) => origin.kind !== 'artifact' || wanted.includes(origin.runId)),
      problems: [],
    }),
  });
}

describe('what the scheduled audit published', () => {
  test('decides what the plain token does not see', async () => {
    const evaluation = await published();
    expect(failedRules(evaluation)).toEqual([]);
    expect(passedRules(evaluation)).toEqual(expect.arrayContaining(['decision-is-required', 'declared-is-required']));
    expect(evaluation.notes.join('\n')).toContain('run 77 of the scheduled audit');
    const weak = {
      classic: {
        ...classic,
        required_status_checks: { ...classic.required_status_checks, contexts: ['build'], checks: [] },
      },
    };
    expect(failedRules(await published({ world: weak }))).toContain('declared-is-required');
  });

  test('is not looked for where the token sees the checks itself', async () => {
    const evaluation = await published({
      world: good,
      listed: [],
      changed: {
        [requests.branch]: answersOf(good, 'GITHUB_TOKEN')[requests.branch],
        [runs]: faults['a server error'],
      },
    });
    expect([failedRules(evaluation), reportStatus(evaluation.results)]).toEqual([[], 'passed']);
  });

  test.each<[string, Parameters<typeof published>[0], RegExp]>([
    ['no run', { listed: [] }, /no scheduled run/],
    ['a run that somebody started', { listed: [run({ event: 'workflow_dispatch' })] }, /no scheduled run/],
    ['a run of another workflow', { listed: [run({ path: '.github/workflows/mine.yml' })] }, /no scheduled run/],
    ['an old run', { listed: [run({ created_at: '2026-11-10T03:00:00Z' })] }, /no scheduled run/],
    ['no file', { files: [] }, /left no file/],
    ['a file of the run of the change', { files: [uploaded('{}', 101)] }, /left no file/],
    ['a file that is none', { files: [uploaded('{}')] }, /is no snapshot/],
    ['rules that are not shown now', { changed: { [requests.rules]: faults['a rate limit'] } }, /rate limit/],
    [
      'a branch that is shown otherwise now',
      { changed: { [requests.branch]: { json: { name: 'main', protected: true } } } },
      /is not as in the snapshot/,
    ],
  ])('%s: nothing holds by it', async (_name, given, says) => {
    const evaluation = await published(given);
    expect(evaluation.error).toBeUndefined();
    const about = ofRules(evaluation, 'declared-is-required', 'decision-is-required', 'app-pinned', 'check-produced');
    expect(new Set(about.map(({ status }) => status))).toEqual(new Set(['unverified']));
    expect(evaluation.results.map(({ because }) => because?.message ?? '').join('\n')).toMatch(says);
  });
});
