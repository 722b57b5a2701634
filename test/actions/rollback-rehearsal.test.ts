import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { control } from '../../actions/rollback-rehearsal/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { History } from '../../shared/core/history.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { coverRules } from '../support/coverage.ts';
import { root } from '../support/dist.ts';
import {
  atDrill,
  drilled,
  type PlayedDrill,
  paths,
  product,
  record,
  recordWith,
  run,
  runs,
  section,
  sectionWith,
  smoke,
  verified,
} from '../support/drills.ts';
import { notFound } from '../support/memory-github.ts';
import { memoryHistory } from '../support/memory-history.ts';
import { result } from '../support/results.ts';
import { configurationOf, evaluateWith, headSha, memoryTree, world } from '../support/world.ts';

const rules = coverRules(control);
const denied: Because = { code: 'MISSING_PERMISSION', message: 'may not read', needs: 'more' };

/** What is not passed and asked for: `rule about: status`, with the code where it is unverified. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [
          `${[rule.replace('rollback-rehearsal/', ''), ...about.filter((part) => part !== 'release')].join(' ')}: ${because?.code ?? status}`,
        ],
  );
  return error === undefined ? lines : [...lines, `${error.code} ${error.message}`];
}

const judged = async (played: PlayedDrill): Promise<Evaluation> => rules.evaluate(atDrill(played));

test('a drill where everything is in order passes', async () => {
  const evaluation = await judged({});
  expect(open(evaluation)).toEqual([]);
  expect(reportStatus(evaluation.results, evaluation.error)).toBe('passed');
  expect(evaluation.data).toEqual({
    active: [
      { name: 'ffGate', value: 'true', drill: 'release', status: 'passed' },
      { name: 'ffRouter', value: 'true', drill: 'release', status: 'passed' },
      { name: 'ledger', value: 'v3.0.0', drill: 'release', status: 'passed' },
    ],
    drills: [
      {
        id: 'release',
        record: paths.record,
        status: 'passed',
        commit: drilled,
        start: '2026-11-24T08:00:00Z',
        end: '2026-11-24T08:12:30Z',
        durationMs: 750_000,
        operator: 'olive',
        mode: 'live',
        environment: 'staging',
      },
    ],
  });
  expect(evaluation.outputs).toEqual({ active: 'ffGate\nffRouter\nledger', uncovered: '' });
  expect(Object.keys(evaluation.facts)).toEqual(['drill/release']);
  expect(evaluation.exhibits.map(({ title, rows }) => [title, rows.map(({ mark }) => mark)])).toEqual([
    ['Drills of the rollback', ['good']],
    ['Flags and pins that are on', ['good', 'good', 'good']],
  ]);
});

const exchanged = (...exchanges: Parameters<typeof recordWith>): PlayedDrill => ({ record: recordWith(...exchanges) });
const without = (line: string): PlayedDrill => exchanged([line, '']);
const of = (fields: Record<string, unknown>): PlayedDrill => ({ section: sectionWith(fields) });
const unreadable = { reason: 'unreadable', message: 'x', because: denied } as const;
const gone = { reason: 'absent', message: 'does not exist' } as const;
const withRun = {
  section: sectionWith({ drills: [{ id: 'release', record: paths.record, workflow: 'rollback.yml' }] }),
};
const ran = (changes: Record<string, unknown>): PlayedDrill => ({
  ...withRun,
  answers: { [runs]: { json: run(changes) } },
});
const switchRules = (code: string): string[] => ['covered', 'settings', 'behaviour'].map((rule) => `${rule}: ${code}`);
const everything = ['of-commit', 'outcome', 'times', 'objective', 'fresh', 'operator', 'mode', 'steps'];
const content = [...everything, 'versions N-1', 'versions N', 'versions N+1', 'post-checks Smoke'];
const ofSwitches = ['ffGate', 'ffRouter', 'ledger'].flatMap((name) =>
  ['covered', 'settings', 'behaviour'].map((rule) => `${rule} ${name}`),
);
const claimed = (code: string): string[] => [...content, ...ofSwitches].map((line) => `${line}: ${code}`);
/** Nobody knows who did the drill, so that whoever approved the record may have been it. */
const unwitnessed = [
  'approved: NO_DATA',
  'operator: failed',
  ...claimed('NO_DATA').filter((line) => !line.startsWith('operator')),
];
const unfound = (code: string): string[] => [
  ...['approved', ...everything, 'versions', 'post-checks'].map((line) => `${line}: ${code}`),
  ...ofSwitches.map((line) => `${line}: ${line.startsWith('covered') ? code : 'NO_DATA'}`),
];

const cases: [name: string, played: PlayedDrill, open: string[]][] = [
  // the record
  ['there is no record', { record: null }, ['record: failed', ...unfound('NO_DATA')]],
  [
    'the record cannot be read',
    { record: unreadable },
    ['record: MISSING_PERMISSION', 'approved: NO_DATA', ...unfound('MISSING_PERMISSION').slice(1)],
  ],
  [
    'the record is not UTF-8',
    { record: new Uint8Array([0x23, 0xff]), answers: landed(new Uint8Array([0x23, 0xff])) },
    [
      'record: failed',
      'approved: NO_DATA',
      'outcome: NO_DATA',
      'of-commit: failed',
      'times: failed',
      'objective: NO_DATA',
      'fresh: NO_DATA',
      'operator: failed',
      'mode: failed',
      'steps: failed',
      'versions N-1: failed',
      'versions N: failed',
      'versions N+1: failed',
      'post-checks Smoke: failed',
      ...ofSwitches.map((line) => `${line}: NO_DATA`),
    ],
  ],
  [
    'a flag that is there twice',
    exchanged(['| `ffRouter` |', '| `ffGate` |']),
    ['record: failed', ...claimed('NO_DATA')],
  ],
  [
    'an image beside the facts',
    exchanged(['# Rollback drill', '# Rollback drill\n\n![Mode: dry](x.png)']),
    ['record: failed', ...claimed('NO_DATA')],
  ],
  [
    'a fact that is there twice',
    exchanged(['- Mode: live', '- Mode: live\n- Mode: dry']),
    ['record: failed', ...claimed('NO_DATA')],
  ],
  [
    'a row that has a cell too many',
    exchanged(['| Smoke | passed |', '| Smoke | passed | no |']),
    ['record: failed', ...claimed('NO_DATA')],
  ],
  [
    'a table of flags in a code fence',
    { record: fenced() },
    ofSwitches.map((line) => `${line}: ${line.startsWith('covered') ? 'failed' : 'NO_DATA'}`),
  ],
  // who approved it
  ['nobody approved it', { pull: { reviews: [] } }, ['approved: failed', ...claimed('NO_DATA')]],
  [
    'who may judge it may not be asked for',
    { answers: { [`GET /repos/${product}/pulls/5/reviews`]: { because: denied } } },
    ['approved: MISSING_PERMISSION', ...claimed('MISSING_PERMISSION')],
  ],
  [
    'it came without a pull request',
    { answers: { [`GET /repos/${product}/commits/${'e'.repeat(40)}/pulls`]: { json: [] } } },
    ['approved: NO_DATA', ...claimed('NO_DATA')],
  ],
  // the run
  ['the run of the workflow', ran({}), []],
  ['a run of another workflow', ran({ path: '.github/workflows/ci.yml' }), ['ran: failed']],
  ['a run of another branch', ran({ head_branch: 'topic' }), ['ran: failed']],
  ['a run of a fork', ran({ head_repository: { full_name: 'evil/desk' } }), ['ran: failed']],
  ['a run of a pull request', ran({ event: 'pull_request' }), ['ran: failed']],
  ['a run that failed', ran({ conclusion: 'failure' }), ['ran: failed']],
  ['a run of another commit', ran({ head_sha: headSha }), ['ran: failed']],
  ['a run of another time', ran({ updated_at: '2026-11-24T08:10:00Z' }), ['ran: failed']],
  ['a run that cannot be read', { ...withRun, answers: { [runs]: { because: denied } } }, ['ran: MISSING_PERMISSION']],
  ['a run that is not there', { ...withRun, answers: { [runs]: notFound } }, ['ran: NOT_FOUND']],
  ['no run', { ...withRun, ...without('- Run: 4711\n') }, ['ran: failed']],
  ['a run without a number', { ...withRun, ...exchanged(['4711', '`<run id>`']) }, ['ran: failed']],
  [
    'a run as a web address',
    { ...ran({}), ...exchanged(['4711', `https://github.com/${product}/actions/runs/4711`]) },
    [],
  ],
  [
    'times that a run bears out need nobody',
    { ...ran({}), pull: { reviews: [] } },
    ['approved: failed', ...claimed('NO_DATA').filter((line) => !/^(?:of-commit|times|objective|fresh)/.test(line))],
  ],
  // the commit
  ['the judged commit itself', exchanged([drilled, headSha]), []],
  ['a commit that is cut off', exchanged([drilled, drilled.slice(0, 12)]), ['of-commit: failed']],
  ['no commit', without(`- Commit: \`${drilled}\`\n`), ['of-commit: failed']],
  ['a placeholder for a commit', exchanged([`\`${drilled}\``, '`<commit sha>`']), ['of-commit: failed']],
  ['another commit', { since: { base: '6'.repeat(40) } }, ['of-commit: failed']],
  [
    'a commit that is not here',
    { since: { unknown: { code: 'NO_BASE', message: 'is not here' } } },
    ['of-commit: NO_BASE'],
  ],
  ['code that changed since', { since: { after: { 'src/app.ts': 'x' } } }, ['of-commit: failed']],
  [
    'code that changed since, where that may be',
    { since: { after: { 'src/app.ts': 'x' } }, ...of({ commit: 'ancestor' }) },
    [],
  ],
  [
    'another commit, though code may change',
    { since: { base: '6'.repeat(40) }, ...of({ commit: 'ancestor' }) },
    ['of-commit: failed'],
  ],
  [
    'documents that changed since',
    { since: { after: { 'docs/x.md': 'x', [paths.record]: record } }, ...of({ unaffected: ['docs/**'] }) },
    [],
  ],
  ['changes that cannot be listed', { since: { base: drilled, because: denied } }, ['of-commit: MISSING_PERMISSION']],
  // outcome
  [
    'a drill that is said to have failed',
    exchanged(['- Mode: live', '- Mode: live\n- Result: failed']),
    ['outcome: failed'],
  ],
  [
    'a drill that is still to be done',
    exchanged(['- Mode: live', '- Mode: live\n- Status: pending execution']),
    ['outcome: failed'],
  ],
  [
    'one of several words for it is bad',
    exchanged(['- Mode: live', '- Mode: live\n- Result: passed\n- Status: completed\n- Verdict: no']),
    ['outcome: failed'],
  ],
  [
    'a drill that is said to be completed',
    exchanged(['- Mode: live', '- Mode: live\n- Status: completed\n- Result: passed']),
    [],
  ],
  // times
  ['no start', without('- Start: 2026-11-24T09:00:00+01:00\n'), ['times: failed', 'objective: NO_DATA']],
  ['no end', without('- End: 2026-11-24T09:12:30+01:00\n'), ['times: failed', 'objective: NO_DATA', 'fresh: NO_DATA']],
  [
    'an end without its zone',
    exchanged(['09:12:30+01:00', '09:12:30']),
    ['times: failed', 'objective: NO_DATA', 'fresh: NO_DATA'],
  ],
  ['an end before the start', exchanged(['09:12:30+01:00', '08:12:30+01:00']), ['times: failed', 'objective: NO_DATA']],
  ['an end at the start', exchanged(['09:12:30+01:00', '09:00:00+01:00']), ['times: failed', 'objective: NO_DATA']],
  [
    'an end that looks later and is earlier',
    exchanged(['09:12:30+01:00', '09:12:30+02:00']),
    ['times: failed', 'objective: NO_DATA'],
  ],
  ['an end after the record landed', { mergedAt: '2026-11-24T08:12:00Z' }, ['times: failed']],
  ['times in the future', { now: '2026-11-24T08:05:00Z', mergedAt: '2026-11-25T00:00:00Z' }, ['times: failed']],
  ['a duration that start and end contradict', exchanged(['12 min', '5 min']), ['times: failed']],
  ['a duration that is none', exchanged(['12 min', 'quick']), ['times: failed']],
  [
    'a day that the start contradicts',
    exchanged(['- Mode: live', '- Mode: live\n- Date: 2026-11-20']),
    ['times: failed'],
  ],
  ['the day of the start', exchanged(['- Mode: live', '- Mode: live\n- Date: 2026-11-24']), []],
  [
    'the night in which the clock goes forward',
    exchanged(
      ['2026-11-24T09:00:00+01:00', '2026-03-29T01:55:00+01:00'],
      ['2026-11-24T09:12:30+01:00', '2026-03-29T03:07:30+02:00'],
    ),
    ['fresh: failed'],
  ],
  [
    'the night in which the clock goes back',
    exchanged(
      ['2026-11-24T09:00:00+01:00', '2026-10-25T02:55:00+02:00'],
      ['2026-11-24T09:12:30+01:00', '2026-10-25T02:07:30+01:00'],
    ),
    [],
  ],
  // objective and age
  [
    'longer than it may take',
    exchanged(['09:12:30+01:00', '09:15:01+01:00'], ['12 min', '15 min']),
    ['objective: failed'],
  ],
  [
    'a duration that hides that',
    exchanged(['09:12:30+01:00', '09:50:00+01:00']),
    ['times: failed', 'objective: failed'],
  ],
  ['too long ago', { now: '2027-03-02T12:00:00Z' }, ['fresh: failed']],
  [
    'a day that is too long ago',
    {
      ...exchanged(
        ['- End: 2026-11-24T09:12:30+01:00', '- Date: 2026-08-01'],
        ['- Start: 2026-11-24T09:00:00+01:00\n', ''],
      ),
    },
    ['times: failed', 'objective: NO_DATA', 'fresh: failed'],
  ],
  // operator, mode
  ['an operator whom nobody named', exchanged(['@olive', '@mallory']), unwitnessed],
  ['an operator of the role in other letters', exchanged(['`@olive`', 'Olive']), []],
  ['no operator', without('- Operator: `@olive`\n'), unwitnessed],
  ['an operator who is still to be found', exchanged(['`@olive`', 'TBD']), unwitnessed],
  ['a simulated drill', exchanged(['Mode: live', 'Mode: simulated']), ['mode: failed']],
  ['a dry run where that counts', exchanged(['Mode: live', 'Mode: dry-run'], ['staging', 'production']), []],
  ['a mode that is none', exchanged(['Mode: live', 'Mode: test-level']), ['mode: failed']],
  ['no mode', without('- Mode: live\n'), ['mode: failed']],
  ['an environment that does not count', exchanged(['staging', 'laptop']), ['mode: failed']],
  ['no environment', without('- Environment: staging\n'), ['mode: failed']],
  ['an environment that is the name of a method', exchanged(['staging', 'constructor']), ['mode: failed']],
  // steps
  [
    'a sentence that may say that a step was not done',
    exchanged(['Re-check replies and policy.', 'Re-check replies, but not policy.']),
    ['steps: NO_DATA'],
  ],
  ['nothing is reopened', without('4. Reopen the changes.\n'), ['steps: failed']],
  [
    'reopened before the check',
    exchanged(['3. Re-check replies', '3. Reopen it.\n4. Re-check replies']),
    ['steps: failed'],
  ],
  [
    'a step that only mentions the check',
    exchanged(['3. Re-check replies and policy.\n', ''], ['Reopen the changes', 'Reopen after the re-check']),
    ['steps: failed'],
  ],
  [
    'a word of the configuration',
    { ...exchanged(['Re-check replies', 'Run preview']), ...of({ words: { 're-check': ['Run'] } }) },
    [],
  ],
  [
    'a step that went wrong',
    exchanged([
      '## Steps\n',
      '## Steps\n\n| Step | Result |\n| --- | --- |\n| Freeze | passed |\n| Re-pin | failed |\n| Re-check | passed |\n| Reopen | passed |\n\nIn words:\n',
    ]),
    ['steps: failed'],
  ],
  // versions
  [
    'a version that was not tried',
    without('| N-1 | v2.4.0 | last known good replies | pass |\n'),
    ['versions N-1: failed'],
  ],
  ['a version that is not named', exchanged(['| N | v3.0.0 |', '| N | |']), ['versions N: failed']],
  [
    'one version under two names',
    exchanged(['| N | v3.0.0 |', '| N | v2.4.0 |']),
    ['versions N-1: failed', 'versions N: failed'],
  ],
  ['a version that failed', exchanged(['candidate | pass', 'candidate | fail']), ['versions N: failed']],
  ['a version with nothing expected', exchanged(['last known good replies', 'TODO']), ['versions N-1: failed']],
  ['a present version that was only simulated', exchanged(['| N |', '| N (simulated) |']), ['versions N: failed']],
  [
    'no versions, where none are asked for',
    { ...of({ versions: [] }), ...without('| N | v3.0.0 | replies of the candidate | pass |\n') },
    [],
  ],
  ['the present version is that of the pin', of({ 'version-pin': 'ledger' }), []],
  [
    'another version than that of the pin',
    { ...of({ 'version-pin': 'ledger' }), ...exchanged(['| N | v3.0.0 |', '| N | v3.0.1 |']) },
    ['versions N: failed'],
  ],
  [
    'the version of a pin that nobody knows',
    { ...of({ 'version-pin': 'ledger' }), files: { [paths.pin]: unreadable } },
    [`active ${paths.pin}/release_tag ledger: MISSING_PERMISSION`, 'versions N: NO_DATA', ...switchRules('NO_DATA')],
  ],
  // post-checks
  [
    'a bullet below the table that says it failed',
    exchanged(['| Smoke | passed |', '| Smoke | passed |\n\n- Health: failed']),
    ['post-checks Health: failed'],
  ],
  ['a check that failed', exchanged(['| Smoke | passed |', '| Smoke | failed |']), ['post-checks Smoke: failed']],
  [
    'a check that is missing',
    exchanged(['| Smoke | passed |', '| Health | failed |']),
    ['post-checks Smoke: failed', 'post-checks Health: failed'],
  ],
  ['a check without a result', exchanged(['| Smoke | passed |', '| Smoke | |']), ['post-checks Smoke: failed']],
  ['a check that nothing measures', of({ 'post-checks': [{ name: 'Smoke' }] }), ['post-checks Smoke: NO_DATA']],
  [
    'another check, which nothing measures',
    exchanged(['| Smoke | passed |', '| Smoke | passed |\n| Health | ok |']),
    ['post-checks Health: NO_DATA'],
  ],
  ['no check at all', { ...of({ 'post-checks': [] }), ...without('| Smoke | passed |\n') }, ['post-checks: failed']],
  ['a verification that failed', { reports: verified([smoke({ status: 'failed' })]) }, ['post-checks Smoke: failed']],
  [
    'a verification that is not verified',
    { reports: verified([smoke({ status: 'unverified' })]) },
    ['post-checks Smoke: NO_DATA'],
  ],
  [
    'a verification of another commit',
    { reports: verified([smoke({ sha: drilled })]) },
    ['post-checks Smoke: NO_DATA'],
  ],
  [
    'a verification of no commit',
    { reports: verified([{ id: 'smoke', required: true, status: 'passed' }]) },
    ['post-checks Smoke: NO_DATA'],
  ],
  ['no such verification', { reports: verified([smoke({ id: 'other' })]) }, ['post-checks Smoke: NO_DATA']],
  ['no report of verifications', { reports: () => ({ files: [], problems: [] }) }, ['post-checks Smoke: NO_DATA']],
  [
    'a report of another run',
    { reports: verified([smoke()], (made) => Object.assign(made.subject, { runId: 99 })) },
    ['post-checks Smoke: failed'],
  ],
  [
    'a record of a verification that the results contradict',
    {
      reports: verified([smoke()], (made) => {
        made.results.push(result({ rule: 'verification/exit', about: ['smoke'], status: 'unverified' }));
        made.status = 'unverified';
      }),
    },
    ['post-checks Smoke: NO_DATA'],
  ],
  [
    'data that is none',
    { reports: verified([], (made) => (made.data = { verifications: 'x' })) },
    ['post-checks Smoke: NO_DATA'],
  ],
  // what is on
  [
    'a file of flags that is missing',
    { files: { [paths.flags]: gone } },
    [`active ${paths.flags}/flags: failed`, ...switchRules('NO_DATA')],
  ],
  [
    'a file of flags that cannot be read',
    { files: { [paths.flags]: unreadable } },
    [`active ${paths.flags}/flags: MISSING_PERMISSION`, ...switchRules('NO_DATA')],
  ],
  [
    'a file of flags that is broken',
    { files: { [paths.flags]: '{' } },
    [`active ${paths.flags}/flags: failed`, ...switchRules('NO_DATA')],
  ],
  [
    'a flag that is neither on nor off',
    { files: { [paths.flags]: '{"flags":{"ffGate":"true"}}' } },
    [`active ${paths.flags}/flags: failed`, ...switchRules('NO_DATA')],
  ],
  [
    'a pin that is empty',
    { files: { [paths.pin]: '{"release_tag":""}' } },
    [`active ${paths.pin}/release_tag ledger: failed`, ...switchRules('NO_DATA')],
  ],
  [
    'nothing is on',
    of({ active: [{ configuration: paths.flags, at: '/flags', on: ['x'], off: [true, false] }] }),
    switchRules('NO_DATA'),
  ],
  ['nothing is asked for', of({ active: [] }), []],
  [
    'a list of names',
    { files: { [paths.flags]: '["ffGate","ffRouter"]' }, ...of({ active: [{ configuration: paths.flags }] }) },
    [],
  ],
  [
    'data of a report of this run',
    {
      ...of({ active: [{ control: 'verification', at: '/flags' }] }),
      reports: verified([smoke()], (made) => Object.assign(made.data as object, { flags: { ffGate: true } })),
    },
    [],
  ],
  [
    'a report of this run that is not there',
    { ...of({ active: [{ control: 'kpi-report', at: '/flags' }] }) },
    ['active kpi-report/flags: NO_DATA', ...switchRules('NO_DATA')],
  ],
  [
    'a report of another run for what is on',
    {
      ...of({ active: [{ control: 'verification', at: '/flags' }] }),
      reports: verified([smoke()], (made) => Object.assign(made.subject, { runId: 99 })),
    },
    ['post-checks Smoke: failed', 'active verification/flags: failed', ...switchRules('NO_DATA')],
  ],
  // flags and pins
  [
    'a flag that no drill rolled back',
    { files: { [paths.flags]: '{"flags":{"ffGate":true,"ffNew":true}}' } },
    ['covered ffNew: failed', 'settings ffNew: NO_DATA', 'behaviour ffNew: NO_DATA'],
  ],
  [
    'a flag in letters that look the same',
    exchanged(['`ffGate`', '`ffGаte`']),
    ['covered ffGate: failed', 'settings ffGate: NO_DATA', 'behaviour ffGate: NO_DATA'],
  ],
  [
    'another pin than was rolled back',
    { files: { [paths.pin]: '{"release_tag":"v3.1.0"}' } },
    ['settings ledger: failed'],
  ],
  [
    'a flag whose rollback went wrong',
    exchanged(
      ['Before | After |\n| --- |', 'Before | After | Result |\n| --- | --- |'],
      ['unknown actions pass |', 'unknown actions pass | failed |'],
      ['operator comes first |', 'operator comes first | passed |'],
      ['have a text |', 'have a text | passed |'],
    ),
    ['covered ffGate: failed'],
  ],
  ['no setting after', exchanged(['| `true` | `false` |', '| `true` | |']), ['settings ffGate: failed']],
  [
    'a setting that was not changed',
    exchanged(['| `true` | `false` |', '| `true` | `true` |']),
    ['settings ffGate: failed'],
  ],
  ['no behaviour before', exchanged(['unknown actions are stopped', 'n/a']), ['behaviour ffGate: failed']],
  [
    'the same behaviour before and after',
    exchanged(['unknown actions are stopped', 'unknown actions pass']),
    ['behaviour ffGate: failed'],
  ],
  [
    'only a bullet about a flag',
    { record: bulleted() },
    ['ffGate', 'ffRouter', 'ledger'].flatMap((name) => [`settings ${name}: failed`, `behaviour ${name}: failed`]),
  ],
];

/** The bytes of a record after its merge, where they are no text. */
function landed(raw: Uint8Array): PlayedDrill['answers'] & object {
  return { [`GET /repos/${product}/contents/${paths.record}?ref=${'9'.repeat(40)}`]: { raw } };
}

function fenced(): string {
  return recordWith(['| Name | From', '```text\n| Name | From'], ['have a text |\n', 'have a text |\n```\n']);
}

function bulleted(): string {
  const [start = '', rest = ''] = record.split('| Name |');
  const end = rest.slice(rest.indexOf('## Versions'));
  return `${start}- \`ffGate\`: passes\n- \`ffRouter\`: passes\n- ledger: old\n\n${end}`;
}

test.each(cases)('%s', async (_name, played, expected) => {
  const evaluation = await judged(played);
  expect(open(evaluation).sort()).toEqual([...expected].sort());
});

describe('records in other forms', () => {
  const document = {
    commit: drilled,
    start: '2026-11-24T09:00:00+01:00',
    end: '2026-11-24T09:12:30+01:00',
    duration: 'PT12M30S',
    operator: 'olive',
    mode: 'live',
    environment: 'staging',
    switches: [
      { name: 'ffGate', from: true, to: false, before: 'stops', after: 'passes' },
      { name: 'ffRouter', from: true, to: false, before: 'tools', after: 'eyes' },
      { name: 'ledger', from: 'v3.0.0', to: 'v2.4.0', before: 'codes', after: 'texts' },
    ],
    versions: [
      { version: 'N-1', ref: 'v2.4.0', expected: 'codes', result: 'passed' },
      { version: 'N', ref: 'v3.0.0', expected: 'texts', result: 'passed' },
      { version: 'N+1', simulated: true, ref: 'v3.1.0', expected: 'texts', result: 'passed' },
    ],
    steps: ['freeze', { step: 're-pin', result: 'passed' }, 're-check', 'reopen'],
    'post-checks': [{ name: 'Smoke', result: 'passed' }],
  };
  const at = (path: string, text: string): PlayedDrill => {
    const setup = atDrill({ record: text });
    const answers = Object.fromEntries(
      Object.entries(setup.github ?? {}).map(([request, answer]) => [
        request
          .replace(encodeURIComponent(paths.record), encodeURIComponent(path))
          .replace(`contents/${paths.record}`, `contents/${path}`),
        answer,
      ]),
    );
    return {
      ...of({ drills: [{ id: 'release', record: path }] }),
      record: null,
      policyFiles: { [path]: text },
      answers,
    };
  };
  const json = JSON.stringify(document);

  test.each<[string, string, string, string[]]>([
    ['JSON', 'drill.json', json, []],
    ['YAML', 'drill.yml', json.replace('"live"', 'live'), []],
    ['front matter of Markdown', 'drill.md', `---\n${json}\n---\n\n# Drill\n`, []],
    ['a key that is there twice', 'drill.yml', json.replace('{', '{"mode":"dry",'), ['record: failed']],
    ['broken YAML', 'drill.yml', 'commit: [', ['record: failed']],
    ['a misspelt key', 'drill.json', json.replace('"operator"', '"opperator"'), ['record: failed']],
    ['a name that is there twice', 'drill.json', json.replace('"ffRouter"', '"FFGATE"'), ['record: failed']],
  ])('%s', async (_name, path, text, first) => {
    expect(open(await judged(at(path, text))).slice(0, 1)).toEqual(first);
  });

  test('problems have their lines', async () => {
    const evaluation = await judged(at('drill.yml', 'commit: x\nswitches:\n  - nam: y\n'));
    const found = evaluation.results.find(({ status }) => status === 'failed');
    expect([found?.message, found?.location]).toEqual([
      'release: its record drill.yml /switches/0/name: is missing (line 3), has no field "nam" in /switches/0 (did you mean name?) (line 3)',
      { path: 'drill.yml', line: 3, column: 5 },
    ]);
  });
});

test('ten thousand flags are judged one by one', async () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `ff${index}`);
  const rows = names.slice(1).map((name) => `| ${name} | true | false | a | b |`);
  const setup = atDrill({
    ...of({ active: [{ configuration: paths.flags }] }),
    files: { [paths.flags]: JSON.stringify(Object.fromEntries(names.map((name) => [name, true]))) },
    record: recordWith(['| `ffGate` |', `${rows.join('\n')}\n| \`ffGate\` |`]),
  });
  const evaluation = await evaluateWith(control, setup);
  expect(open(evaluation)).toEqual(['covered ff0: failed', 'settings ff0: NO_DATA', 'behaviour ff0: NO_DATA']);
  expect(evaluation.outputs['uncovered']).toBe('ff0');
});

test('of two drills the one that covers a flag whole counts', async () => {
  const second = 'docs/drills/second.md';
  const drills = [
    { id: 'first', record: paths.record },
    { id: 'second', record: second },
  ];
  const poor = recordWith(['unknown actions are stopped', 'n/a']);
  const base = atDrill({ record: poor });
  const answers = Object.fromEntries(
    Object.entries(base.github ?? {}).map(([request, answer]) => [
      request
        .replace(encodeURIComponent(paths.record), encodeURIComponent(second))
        .replace(`contents/${paths.record}`, `contents/${second}`),
      answer,
    ]),
  );
  const evaluation = await judged({ section: sectionWith({ drills }), policyFiles: { [second]: poor }, answers });
  expect(open(evaluation)).toEqual([]);
});

describe('what a configuration cannot ask for', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'a role that there is not',
      { approvers: ['nobody'] },
      'BAD_CONFIG rollback-rehearsal: approvers names nobody, and there is no such role',
    ],
    [
      'operators that there are not',
      { operators: ['nobody'] },
      'BAD_CONFIG rollback-rehearsal: operators names nobody, and there is no such role',
    ],
  ])('%s', async (_name, fields, error) => {
    expect(open(await judged(of(fields)))).toContain(error);
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      'two drills of one id',
      { drills: [section.drills[0], { id: 'release', record: 'x.md' }] },
      'there are two drills release',
    ],
    [
      'two drills of one record',
      { drills: [section.drills[0], { id: 'x', record: paths.record }] },
      `there are two drills with the record ${paths.record}`,
    ],
    ['two checks of one name', { 'post-checks': [{ name: 'a' }, { name: 'a' }] }, 'there are two post-checks a'],
    [
      'a control that there is not',
      { active: [{ control: 'kpi-repot' }] },
      'there is no control kpi-repot (did you mean kpi-report?)',
    ],
    [
      'a source of two places',
      { active: [{ control: 'kpi-report', report: 'x' }] },
      'give one of configuration, report and control',
    ],
    [
      'two sources of one place',
      { active: [{ report: 'x' }, { report: 'x', on: ['yes'] }] },
      'there are two sources x',
    ],
    [
      'the version of a pin that there is not',
      { 'version-pin': 'ledgr' },
      'no source under active has the pin ledgr (did you mean ledger?)',
    ],
    ['a value that is on and off', { active: [{ report: 'x', on: [false] }] }, 'has a value under on and off'],
    ['a record outside of the repository', { drills: [{ id: 'x', record: '../x.md' }] }, 'leaves the repository'],
    ['a mode that there is not', { environments: { staging: ['lively'] } }, 'expected "live", "dry", "simulated"'],
    ['no approvers', { approvers: [] }, 'Too small'],
  ])('%s', (_name, fields, message) => {
    expect(() => configurationOf(control, { section: sectionWith(fields) })).toThrow(message);
  });
});

test('what came to the base since the drill counts too: the tree that is judged is compared, not the head', async () => {
  const merge = '5'.repeat(40);
  const setup = atDrill({ record: recordWith([drilled, headSha]) });
  const { policy } = world(setup);
  const ranges: (string | undefined)[] = [];
  const history: History = {
    units: async (request) => {
      ranges.push(request?.range);
      const after = { 'src/app.ts': 'x' };
      return memoryHistory([{ base: headSha, before: {}, after: request?.eachCommit === true ? {} : after }]).units(
        request,
      );
    },
  };
  const overrides = { tree: memoryTree(setup.files ?? {}, merge), policy: { ...policy, history } };
  const evaluation = await evaluateWith(control, setup, overrides);
  expect(open(evaluation)).toEqual(['of-commit: failed']);
  expect(ranges.at(-1)).toBe(`${headSha}..${merge}`);
});

test('a work tree that nobody committed is not what was rolled back', async () => {
  const setup = atDrill();
  const { headSha: _none, ...subject } = world(setup).subject;
  const overrides = { tree: memoryTree(setup.files ?? {}), subject };
  expect(open(await evaluateWith(control, setup, overrides))).toContain('of-commit: NO_DATA');
});

test('what is only claimed rests on the bytes of the record, so that an attestation is void when they change', async () => {
  const played: PlayedDrill = { answers: { [`GET /repos/${product}/pulls/5/reviews`]: { because: denied } } };
  const { results, facts } = await judged(played);
  const claims = results.filter(({ status }) => status === 'unverified');
  expect(new Set(claims.map(({ restsOn }) => restsOn?.join()))).toEqual(new Set(['drill/release']));
  expect(facts).toEqual({ 'drill/release': sha256(record) });
  expect(claims.map(({ because }) => because?.needs)).toEqual(claims.map(() => 'more'));
});

test('a record that comes with the change itself binds no attestation, and nothing in it passes', async () => {
  const setup = atDrill();
  const around = world(setup);
  const source = { ...around.policy.source, kind: 'bootstrap' as const };
  const { results, facts } = await evaluateWith(control, setup, { policy: { ...around.policy, source } });
  expect(facts).toEqual({});
  const passed = results.flatMap(({ status, rule }) => (status === 'passed' ? [rule] : []));
  expect(new Set(passed)).toEqual(new Set(['rollback-rehearsal/record', 'rollback-rehearsal/active']));
});

describe('the example of the producer', () => {
  const example = (path: string): string => readFileSync(join(root, 'examples/producer', path), 'utf8');
  const config = load(example('.github/rollback.yml')) as Record<string, Record<string, unknown>>;
  const files = Object.fromEntries(
    ['docs/drills/service.md', 'deploy/running.json'].map((path) => [path, example(path)]),
  );

  test('lacks nothing but what only GitHub and other jobs know', async () => {
    const evaluation = await evaluateWith(control, {
      files,
      section: config['rollback-rehearsal'] ?? {},
      roles: config['roles'] as Record<string, string[]>,
      now: '2026-01-20T12:00:00Z',
    });
    const status = reportStatus(evaluation.results, evaluation.error);
    expect([status, evaluation.results.filter((each) => each.status === 'failed')]).toEqual(['unverified', []]);
    expect(evaluation.data).toMatchObject({
      active: [{ name: 'ledger', value: 'ledger.v2', drill: 'service' }],
      drills: [{ id: 'service', durationMs: 700_000, operator: 'olive', mode: 'live', environment: 'staging' }],
    });
  });
});

rules.prove();
