import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/rollback-rehearsal/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import {
  atDrill,
  flags,
  kpi,
  landedHead,
  type PlayedDrill,
  paths,
  pin,
  record,
  recordWith,
  run,
  runs,
  sectionWith,
  smoke,
  verified,
} from '../support/drills.ts';
import { account, review } from '../support/pull-request.ts';
import { evaluateWith, headSha } from '../support/world.ts';

/* Somebody wants a release to go whose rollback nobody rehearsed. Everything but the attack is in order. */

const approving = (login: string, rest: Parameters<typeof review>[2] = {}) =>
  review(login, 0, { commit_id: landedHead, ...rest });
const exchanged = (...exchanges: Parameters<typeof recordWith>): PlayedDrill => ({ record: recordWith(...exchanges) });
const off = JSON.stringify({ environment: { featureFlags: { ffGate: true, ffRouter: true, ffNew: false } } });
const on = off.replace('"ffNew":false', '"ffNew":true');
const withRun = sectionWith({ drills: [{ id: 'release', record: paths.record, workflow: 'rollback.yml' }] });
const invented = (changes: Record<string, unknown>): PlayedDrill => ({
  section: withRun,
  answers: { [runs]: { json: run(changes) } },
});
const gone = { reason: 'absent', message: 'does not exist' } as const;
const all = { [paths.flags]: flags, [paths.report]: kpi, [paths.pin]: pin };

const attacks: [name: string, played: PlayedDrill, status: 'failed' | 'unverified', rules: string[]][] = [
  // whose word it is
  [
    'the record comes with the change',
    { files: { [paths.record]: record }, policyFiles: { [paths.record]: gone } },
    'failed',
    ['record'],
  ],
  ['nobody approved the record', { pull: { reviews: [] } }, 'failed', ['approved']],
  [
    'its author approved it',
    { pull: { opener: account('will'), reviews: [approving('will')] } },
    'failed',
    ['approved'],
  ],
  [
    'a co-author approved it',
    { pull: { commits: [{ sha: landedHead, author: { login: 'will' } }], reviews: [approving('will')] } },
    'failed',
    ['approved'],
  ],
  ['who did the drill approved it', { pull: { reviews: [approving('olive')] } }, 'failed', ['approved']],
  [
    'who did the drill approved it, in other letters',
    { ...exchanged(['`@olive`', '`Olive`']), pull: { reviews: [approving('olive')] } },
    'failed',
    ['approved'],
  ],
  ['somebody of another role approved it', { pull: { reviews: [approving('otto')] } }, 'failed', ['approved']],
  ['a bot approved it', { pull: { reviews: [approving('will', { type: 'Bot' })] } }, 'failed', ['approved']],
  [
    'an earlier head was approved',
    { pull: { reviews: [approving('will', { commit_id: 'c'.repeat(40) })] } },
    'failed',
    ['approved'],
  ],
  [
    'the approval was taken back',
    {
      pull: { reviews: [approving('will'), review('will', 5, { commit_id: landedHead, state: 'CHANGES_REQUESTED' })] },
    },
    'failed',
    ['approved'],
  ],
  // what it is about
  ['the drill was about other code', { since: { after: { 'src/rollback.ts': 'x' } } }, 'failed', ['of-commit']],
  ['the drill was about a commit of another branch', { since: { base: '6'.repeat(40) } }, 'failed', ['of-commit']],
  [
    'the commit is a range that means something else',
    exchanged(['7'.repeat(40), `${headSha}..`]),
    'failed',
    ['of-commit'],
  ],
  ['the commit is that of another run', { ...invented({ head_sha: '6'.repeat(40) }) }, 'failed', ['ran']],
  [
    'the run is of a fork with a branch main',
    invented({ head_repository: { full_name: 'evil/desk' } }),
    'failed',
    ['ran'],
  ],
  ['the run is of a pull request', invented({ event: 'pull_request' }), 'failed', ['ran']],
  [
    'the run is of another workflow, which is always green',
    invented({ path: '.github/workflows/lint.yml' }),
    'failed',
    ['ran'],
  ],
  // how it went
  ['the duration is a claim', exchanged(['09:12:30+01:00', '11:12:30+01:00']), 'failed', ['objective', 'times']],
  [
    'the end is earlier by another zone',
    exchanged(['09:12:30+01:00', '10:05:00+02:00'], ['12 min', '5 min'], ['09:00:00+01:00', '08:00:00+01:00']),
    'failed',
    ['objective', 'times'],
  ],
  [
    'the drill has yet to come',
    { ...exchanged(['2026-11-24T09:00', '2027-11-24T09:00'], ['2026-11-24T09:12', '2027-11-24T09:12']) },
    'failed',
    ['times'],
  ],
  ['the drill ended after its record was merged', { mergedAt: '2026-11-20T00:00:00Z' }, 'failed', ['times']],
  ['a word that reads like a live drill', exchanged(['Mode: live', 'Mode: live (simulated)']), 'failed', ['mode']],
  [
    'a later label takes the mode back',
    exchanged(['- Mode: live', '- Mode: live\n- Drill mode: simulated']),
    'failed',
    ['record'],
  ],
  ['HTML strikes the mode out', exchanged(['Mode: live', 'Mode: <s>dry</s> live']), 'failed', ['mode', 'record']],
  [
    'an invisible character tells two flags apart',
    exchanged(['| `ffRouter` |', '| `ffGate\u200b` |']),
    'failed',
    ['record'],
  ],
  ['a check is green in words', { section: sectionWith({ 'post-checks': [] }) }, 'unverified', ['post-checks']],
  [
    'a check is green in words, and its verification failed',
    { reports: verified([smoke({ status: 'failed' })]) },
    'failed',
    ['post-checks'],
  ],
  [
    'a verification of another commit',
    { reports: verified([smoke({ sha: '6'.repeat(40) })]) },
    'unverified',
    ['post-checks'],
  ],
  [
    'a report of another commit',
    { reports: verified([smoke()], (made) => Object.assign(made.subject, { headSha: '6'.repeat(40) })) },
    'failed',
    ['post-checks'],
  ],
  [
    'a replay',
    { reports: verified([smoke()], (made) => Object.assign(made, { replay: true })) },
    'failed',
    ['post-checks'],
  ],
  // what is on
  [
    'the change takes the flag out of the report',
    { files: { [paths.report]: off }, policyFiles: { [paths.report]: on } },
    'failed',
    ['covered'],
  ],
  ['the change deletes the report', { files: { [paths.report]: gone }, policyFiles: all }, 'failed', ['active']],
  [
    'the change hides the flag behind a text',
    { files: { [paths.flags]: '{"flags":{"ffGate":true,"ffNew":"yes"}}' }, policyFiles: all },
    'failed',
    ['active'],
  ],
  [
    'the change empties the flags',
    { files: { [paths.flags]: '{"flags":{}}', [paths.report]: off, [paths.pin]: '{}' }, policyFiles: all },
    'failed',
    ['active'],
  ],
  [
    'the change pins what was never rolled back',
    { files: { [paths.pin]: '{"release_tag":"v4.0.0"}' }, policyFiles: all },
    'failed',
    ['settings'],
  ],
];

describe('a rehearsal that was none', () => {
  test.each(attacks)('%s', async (_name, played, status, rules) => {
    const { results, error } = await evaluateWith(control, atDrill(played));
    expect(reportStatus(results, error)).toBe(status);
    const bad = results.flatMap((result) =>
      result.status === status ? [result.rule.replace('rollback-rehearsal/', '')] : [],
    );
    expect([...new Set(bad)].sort()).toEqual(rules);
  });

  test.each<[string, PlayedDrill, string]>([
    ['the record comes with the change', { policyFiles: { [paths.record]: gone } }, 'does not exist in the base'],
    ['who did the drill approved it', { pull: { reviews: [approving('olive')] } }, 'lacks approvals'],
    ['the duration is a claim', exchanged(['09:12:30+01:00', '09:50:00+01:00']), 'is not the 50 min from start to end'],
    [
      'the change takes the flag out of the report',
      { files: { [paths.report]: off }, policyFiles: { [paths.report]: on } },
      'no drill rolled it back',
    ],
    [
      'a check is green in words',
      { section: sectionWith({ 'post-checks': [] }) },
      'is only claimed: nothing measures it',
    ],
  ])('%s, and the report says so', async (_name, played, words) => {
    const { results } = await evaluateWith(control, atDrill(played));
    const said = results.flatMap(({ message, because }) => [message, because?.message ?? '']);
    expect(said.join('\n')).toContain(words);
  });

  test('the same without an attack passes', async () => {
    const { results, error } = await evaluateWith(
      control,
      atDrill({ section: withRun, answers: { [runs]: { json: run() } } }),
    );
    expect(reportStatus(results, error)).toBe('passed');
  });

  test('nothing that the record says is passed while nobody approved it', async () => {
    const { results } = await evaluateWith(control, atDrill({ pull: { reviews: [] } }));
    const passed = results.flatMap(({ status, rule }) =>
      status === 'passed' ? [rule.replace('rollback-rehearsal/', '')] : [],
    );
    expect([...new Set(passed)].sort()).toEqual(['active', 'record']);
  });
});
