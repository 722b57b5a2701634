import { describe, expect, test } from '@jest/globals';
import { contradictions } from '../../actions/cutover-gate/contradictions.ts';
import { control } from '../../actions/cutover-gate/control.ts';
import { parseConfig } from '../../shared/core/config.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { coverRules } from '../support/coverage.ts';
import {
  actionsApp,
  atCutover,
  checkRun,
  checks,
  collected,
  consumer,
  cutover,
  file,
  go,
  job,
  jobs,
  type Played,
  paths,
  pin,
  producer,
  rehearsal,
  rehearsals,
  section,
  sectionWith,
  table,
  tip,
} from '../support/cutover.ts';
import { landingAnswers } from '../support/landings.ts';
import { type GitHubAnswers, notFound } from '../support/memory-github.ts';
import { pullAnswers, review } from '../support/pull-request.ts';
import { result } from '../support/results.ts';
import { baseSha, configurationOf, headSha } from '../support/world.ts';

const rules = coverRules(control, {
  'window unverified': 'the window is in the configuration, and every run knows its time',
});
const denied: Because = { code: 'MISSING_PERMISSION', message: 'may not read', needs: 'more' };
const unreadable = { because: denied };
const other = '4'.repeat(40);

/** What is not passed and asked for: `rule about: status`, with the code where it is unverified. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${[rule.replace('cutover-gate/', ''), ...about.slice(1)].join(' ')}: ${because?.code ?? status}`],
  );
  return error === undefined ? lines : [...lines, `${error.code} ${error.message}`];
}

const judged = async (played: Played): Promise<Evaluation> => rules.evaluate(atCutover(played));
const messages = ({ results }: Evaluation): string[] =>
  results.flatMap(({ status, message }) => (status === 'failed' ? [message] : []));

test('everything in order passes', async () => {
  const evaluation = await judged({});
  expect(open(evaluation)).toEqual([]);
  expect(reportStatus(evaluation.results, evaluation.error)).toBe('passed');
  expect(evaluation.outputs).toEqual({ checkpoint: 'v3-cutover', 'producer-commit': headSha, 'consumer-commit': tip });
  expect(
    evaluation.exhibits.map(({ title, rows }) => [title, rows.length, rows.every(({ mark }) => mark === 'good')]),
  ).toEqual([['Checkpoint v3-cutover', 20, true]]);
  expect(evaluation.data).toEqual({
    checkpoint: 'v3-cutover',
    environment: 'production',
    producer: headSha,
    consumer: tip,
    verifications: { contract: 'passed', 'producer-suite': 'passed', 'consumer-ci': 'passed' },
  });
});

const at = (checkpoint: Record<string, unknown>, fields: Record<string, unknown> = {}): Played => ({
  section: sectionWith(checkpoint, fields),
});
const answers = (given: GitHubAnswers): Played => ({ answers: given });
const reviewed = (...reviews: ReturnType<typeof review>[]): Played =>
  answers(pullAnswers(`GET /repos/${producer}/pulls/7`, { head: headSha, reviews }));
const approving = (login: string): ReturnType<typeof review> => review(login, 0, { commit_id: headSha });
const tagged: GitHubAnswers = {
  [`GET /repos/${producer}/git/ref/tags/v3.0.0`]: { json: { object: { type: 'commit', sha: headSha } } },
};
/** The tag is pinned, and the pinned commit may be an ancestor of it. */
const ancestor = { repin: { path: paths.pin, commit: '/commit', tag: '/tag', 'tag-relation': 'sha-ancestor-of-tag' } };
const versions = (text: string | null) => [{ text, pull: 5, mergedAt: '2026-10-01T00:00:00Z' }];
const reporting = (change: Parameters<typeof collected>[0]): Played => ({ reports: collected(change) });
const required = `GET /repos/${consumer}/rules/branches/main`;
const branch = `GET /repos/${consumer}/branches/main`;
const rulesetFor = (app: number): Record<string, unknown> => ({
  type: 'required_status_checks',
  ruleset_id: app,
  parameters: { required_status_checks: [{ context: 'contracts', integration_id: app }] },
});
const requiring = (app: number): Played => answers({ [required]: { json: [rulesetFor(app)] } });
const ownPosture = `posture producer producer:${paths.posture}`;
const theirPosture = `posture consumer consumer:${paths.posture}`;
const lift = (side: string): string => `posture-lift ${side} ${side}:${paths.posture}`;
const row = (check: string): string => `decision-table ${paths.table} Go or no-go ${check}`;

const cases: [name: string, played: Played, open: string[]][] = [
  // one commit
  ['the judged commit is that of the release', { ...at({ release: 'v3.0.0' }), answers: tagged }, []],
  [
    'the judged commit is another one than that of the release',
    {
      ...at({ release: 'v3.0.0' }),
      answers: { [`GET /repos/${producer}/git/ref/tags/v3.0.0`]: { json: { object: { type: 'commit', sha: other } } } },
    },
    ['one-commit producer: failed'],
  ],
  [
    'the release has no tag',
    { ...at({ release: 'v3.0.0' }), answers: { [`GET /repos/${producer}/git/ref/tags/v3.0.0`]: notFound } },
    ['one-commit producer: NO_DATA'],
  ],
  // artifacts
  [
    'an artifact of the producer is missing',
    at({ 'producer-artifacts': ['api/v4.yaml'] }),
    ['artifact producer api/v4.yaml: failed'],
  ],
  ['an artifact of the producer is empty', { files: { 'api/v3.yaml': '' } }, ['artifact producer api/v3.yaml: failed']],
  [
    'an artifact of the consumer is missing',
    answers({ [file(consumer, 'config/ledger-manifest.json', tip)]: notFound }),
    ['artifact consumer config/ledger-manifest.json: failed'],
  ],
  [
    'an artifact of the consumer cannot be read',
    answers({ [file(consumer, 'config/ledger-manifest.json', tip)]: unreadable }),
    ['artifact consumer config/ledger-manifest.json: MISSING_PERMISSION'],
  ],
  [
    'an artifact of the producer cannot be read',
    { files: { 'api/v3.yaml': { reason: 'unreadable', message: 'x', because: denied } } },
    ['artifact producer api/v3.yaml: MISSING_PERMISSION'],
  ],
  [
    'an artifact of the producer is too large',
    { files: { 'api/v3.yaml': { reason: 'too-large', message: 'is over 1 MiB' } } },
    ['artifact producer api/v3.yaml: TRUNCATED'],
  ],
  // verifications
  [
    'a check failed',
    answers(checks(producer, 'suite', headSha, [checkRun('suite', headSha, { conclusion: 'failure' })])),
    ['verified producer producer-suite: failed'],
  ],
  [
    'a check was skipped',
    answers(checks(producer, 'suite', headSha, [checkRun('suite', headSha, { conclusion: 'skipped' })])),
    ['verified producer producer-suite: failed'],
  ],
  [
    'a check goes on',
    answers(
      checks(producer, 'suite', headSha, [checkRun('suite', headSha, { status: 'in_progress', conclusion: null })]),
    ),
    ['verified producer producer-suite: NO_DATA'],
  ],
  [
    'a check did not run',
    answers(checks(producer, 'suite', headSha, [])),
    ['verified producer producer-suite: NO_DATA'],
  ],
  [
    'one of two checks of a name failed',
    answers(
      checks(producer, 'suite', headSha, [
        checkRun('suite', headSha),
        checkRun('suite', headSha, { conclusion: 'failure' }),
      ]),
    ),
    ['verified producer producer-suite: failed'],
  ],
  [
    'checks cannot be read',
    answers({
      [`GET /repos/${producer}/commits/${headSha}/check-runs`]: unreadable,
      ...Object.fromEntries([
        [`GET /repos/${producer}/commits/${headSha}/check-runs?check_name=suite&filter=latest`, unreadable],
      ]),
    }),
    ['verified producer producer-suite: MISSING_PERMISSION'],
  ],
  [
    'the consumer is red',
    answers(checks(consumer, 'ci', tip, [checkRun('ci', tip, { conclusion: 'failure' })])),
    ['verified consumer consumer-ci: failed', `${row('Consumer CI')}: failed`],
  ],
  ['no report of a control', { reports: () => ({ files: [], problems: [] }) }, ['verified producer contract: NO_DATA']],
  [
    'the artifacts of the run cannot be listed',
    { reports: () => ({ files: [], problems: [], unlisted: denied }) },
    ['verified producer contract: MISSING_PERMISSION'],
  ],
  [
    'the jobs of the run cannot be listed',
    answers({ [jobs]: unreadable }),
    ['verified producer contract: MISSING_PERMISSION'],
  ],
  [
    'a report that failed',
    reporting(
      (made) =>
        void ((made.results = [result({ rule: 'manifest-sync/a', status: 'failed' })]), (made.status = 'failed')),
    ),
    ['verified producer contract: failed'],
  ],
  [
    'a report that is not verified',
    reporting(
      (made) =>
        void ((made.results = [result({ rule: 'manifest-sync/a', status: 'unverified' })]),
        (made.status = 'unverified')),
    ),
    ['verified producer contract: NO_DATA'],
  ],
  [
    'a report that says more than its results',
    reporting((made) => void (made.results = [result({ rule: 'manifest-sync/a', status: 'failed' })])),
    ['verified producer contract: failed'],
  ],
  [
    'a report of another commit',
    reporting((made) => void (made.subject.headSha = other)),
    ['verified producer contract: failed'],
  ],
  ['a replay', reporting((made) => void (made.replay = true)), ['verified producer contract: failed']],
  [
    'a report of a bootstrap',
    reporting((made) => void (made.policySource = { kind: 'bootstrap', path: 'x', sha256: 'c'.repeat(64) })),
    ['verified producer contract: NO_DATA'],
  ],
  [
    'a job that ran again',
    answers({ [jobs]: { json: [job, { ...job, id: 12, run_attempt: 2, started_at: '2026-12-02T11:58:00Z' }] } }),
    ['verified producer contract: failed'],
  ],
  // prerequisites
  [
    'the record of the checkpoint before is missing',
    { files: { [paths.record]: { reason: 'absent', message: 'does not exist' } } },
    ['prerequisite v3-review: failed'],
  ],
  [
    'it says NO-GO',
    { files: { [paths.record]: `checkpoint: v3-review\ndecision: NO-GO\ncommit: ${'ab'.repeat(20)}\n` } },
    ['prerequisite v3-review: failed'],
  ],
  [
    'it is about another checkpoint',
    { files: { [paths.record]: `checkpoint: v2-review\ndecision: GO\ncommit: ${'ab'.repeat(20)}\n` } },
    ['prerequisite v3-review: failed'],
  ],
  ['it is no record', { files: { [paths.record]: 'GO\n' } }, ['prerequisite v3-review: failed']],
  [
    'it cannot be read',
    { files: { [paths.record]: { reason: 'unreadable', message: 'x', because: denied } } },
    ['prerequisite v3-review: MISSING_PERMISSION'],
  ],
  [
    'one side approved it',
    answers(
      pullAnswers(`GET /repos/${producer}/pulls/6`, {
        head: '8'.repeat(40),
        reviews: [review('pat', 0, { commit_id: '8'.repeat(40) })],
      }),
    ),
    ['prerequisite v3-review: failed'],
  ],
  [
    'it was pushed',
    answers({ [`GET /repos/${producer}/commits/${'e'.repeat(40)}/pulls`]: { json: [] } }),
    ['prerequisite v3-review: NO_DATA'],
  ],
  [
    'its approvals cannot be read',
    answers({ [`GET /repos/${producer}/pulls/6/reviews`]: unreadable }),
    ['prerequisite v3-review: MISSING_PERMISSION'],
  ],
  // repin
  [
    'the consumer is pinned to another commit',
    answers({ [file(consumer, paths.pin, tip)]: { raw: pin(other) } }),
    ['repin: failed'],
  ],
  ['the consumer has no pin', answers({ [file(consumer, paths.pin, tip)]: notFound }), ['repin: NO_DATA']],
  ['the pin has no commit', answers({ [file(consumer, paths.pin, tip)]: { raw: '{}' } }), ['repin: NO_DATA']],
  ['the pin is broken', answers({ [file(consumer, paths.pin, tip)]: { raw: '{' } }), ['repin: NO_DATA']],
  [
    'the tag is pinned, and the commit is an ancestor of it',
    {
      ...at({ release: 'v3.0.0' }, ancestor),
      answers: {
        ...tagged,
        [file(consumer, paths.pin, tip)]: { raw: pin(other) },
        [`GET /repos/${producer}/compare/${other}...${headSha}`]: { json: { status: 'ahead' } },
      },
    },
    [],
  ],
  [
    'the commit is an ancestor, and another tag is pinned',
    {
      ...at({ release: 'v3.0.0' }, ancestor),
      answers: {
        ...tagged,
        [file(consumer, paths.pin, tip)]: { raw: pin(other, 'v2.4.0') },
        [`GET /repos/${producer}/compare/${other}...${headSha}`]: { json: { status: 'ahead' } },
      },
    },
    ['repin: failed'],
  ],
  [
    'the commit has gone another way than the tag',
    {
      ...at({ release: 'v3.0.0' }, ancestor),
      answers: {
        ...tagged,
        [file(consumer, paths.pin, tip)]: { raw: pin(other) },
        [`GET /repos/${producer}/compare/${other}...${headSha}`]: { json: { status: 'diverged' } },
      },
    },
    ['repin: failed'],
  ],
  [
    'the pinned commit is no commit',
    {
      ...at({ release: 'v3.0.0' }, ancestor),
      answers: { ...tagged, [file(consumer, paths.pin, tip)]: { raw: pin('../main') } },
    },
    ['repin: failed'],
  ],
  // hash gate
  [
    'the consumer does not require the check of the hash',
    answers({ [required]: { json: [] } }),
    ['hash-gate required: failed'],
  ],
  [
    'the classic protection requires it',
    answers({
      [required]: { json: [] },
      [branch]: {
        json: { name: 'main', protected: true, protection: { required_status_checks: { contexts: ['contracts'] } } },
      },
    }),
    [],
  ],
  [
    'the classic protection requires it, and is not enforced',
    answers({
      [required]: { json: [] },
      [branch]: {
        json: {
          name: 'main',
          protected: true,
          protection: { enabled: true, required_status_checks: { enforcement_level: 'off', contexts: ['contracts'] } },
        },
      },
    }),
    ['hash-gate required: failed'],
  ],
  ['a ruleset takes it from its own app alone', requiring(actionsApp), []],
  ['a ruleset takes it from another app alone', requiring(99), ['hash-gate required: failed']],
  [
    'two rulesets take it from one app each',
    answers({ [required]: { json: [rulesetFor(99), rulesetFor(actionsApp)] } }),
    [],
  ],
  [
    'a ruleset takes it from one app alone, and no check run shows which that is',
    answers({
      [required]: { json: [rulesetFor(actionsApp)] },
      ...checks(consumer, 'contracts', tip, [checkRun('contracts', tip, { app: { slug: 'github-actions' } })]),
    }),
    ['hash-gate required: NO_DATA'],
  ],
  [
    'a plan that enforces nothing',
    answers({ [required]: { because: { code: 'PLAN_LIMIT', message: 'Upgrade to GitHub Pro' } } }),
    ['hash-gate required: failed'],
  ],
  [
    'a branch that was renamed',
    answers({ [branch]: { json: { name: 'trunk', protected: false } } }),
    ['hash-gate required: NOT_FOUND'],
  ],
  [
    'what protects the branch is hidden',
    answers({ [required]: { json: [] }, [branch]: { json: { name: 'main', protected: true } } }),
    ['hash-gate required: NO_DATA'],
  ],
  [
    'rules of the branch cannot be read',
    answers({ [required]: unreadable }),
    ['hash-gate required: MISSING_PERMISSION'],
  ],
  [
    'the branch cannot be read',
    answers({ [required]: { json: [] }, [branch]: unreadable }),
    ['hash-gate required: MISSING_PERMISSION'],
  ],
  [
    'the check of the hash failed',
    answers(checks(consumer, 'contracts', tip, [checkRun('contracts', tip, { conclusion: 'failure' })])),
    ['hash-gate succeeded: failed'],
  ],
  // joint go
  ['nobody said go', reviewed(), ['joint-go: failed']],
  ['only the consumer said go', reviewed(approving('casey')), ['joint-go: failed']],
  [
    'the go of somebody who asks for changes since',
    reviewed(
      approving('pat'),
      approving('casey'),
      review('casey', 1, { commit_id: headSha, state: 'CHANGES_REQUESTED' }),
    ),
    ['joint-go: failed'],
  ],
  [
    'too few of a side',
    at({}, { 'joint-go': { ...section['joint-go'], approvals: 2 } }),
    ['prerequisite v3-review: failed', 'joint-go: failed'],
  ],
  [
    'the approvals cannot be read',
    answers({ [`GET /repos/${producer}/pulls/7/reviews`]: unreadable }),
    ['joint-go: MISSING_PERMISSION'],
  ],
  // window
  ['the first moment of the window', { now: '2026-12-01T08:00:00Z' }, []],
  ['one second too early', { now: '2026-12-01T07:59:59Z' }, ['window not-before: failed']],
  ['one second too early when it was asked', { eventTime: '2026-12-01T07:59:59Z' }, ['window not-before: failed']],
  ['the last moment of the window', { now: '2026-12-10T08:00:00Z' }, []],
  ['one second too late', { now: '2026-12-10T08:00:01Z' }, ['window not-after: failed']],
  // stability
  [
    'the release is out for a second less than the window',
    {
      now: '2026-12-02T12:00:00Z',
      answers: {
        [`GET /repos/${producer}/releases/tags/v2.4.0`]: {
          json: { tag_name: 'v2.4.0', draft: false, prerelease: false, published_at: '2026-11-18T12:00:01Z' },
        },
      },
    },
    ['stability: failed'],
  ],
  [
    'the release is out for the window',
    {
      answers: {
        [`GET /repos/${producer}/releases/tags/v2.4.0`]: {
          json: { tag_name: 'v2.4.0', draft: false, prerelease: false, published_at: '2026-11-18T12:00:00Z' },
        },
      },
    },
    [],
  ],
  [
    'the release is a draft',
    answers({
      [`GET /repos/${producer}/releases/tags/v2.4.0`]: {
        json: { tag_name: 'v2.4.0', draft: true, prerelease: false, published_at: null },
      },
    }),
    ['stability: NO_DATA'],
  ],
  [
    'the release cannot be read',
    answers({ [`GET /repos/${producer}/releases/tags/v2.4.0`]: unreadable }),
    ['stability: MISSING_PERMISSION'],
  ],
  // rehearsal
  [
    'the rehearsal failed',
    answers({ [rehearsals]: { json: { workflow_runs: [rehearsal({ conclusion: 'failure' })] } } }),
    ['rehearsal: failed'],
  ],
  [
    'the last rehearsal failed, an earlier one did not',
    answers({
      [rehearsals]: {
        json: {
          workflow_runs: [
            rehearsal({ id: 800, created_at: '2026-11-24T00:00:00Z' }),
            rehearsal({ conclusion: 'failure' }),
          ],
        },
      },
    }),
    ['rehearsal: failed'],
  ],
  [
    'the rehearsal is old',
    answers({ [rehearsals]: { json: { workflow_runs: [rehearsal({ created_at: '2026-11-02T11:59:59Z' })] } } }),
    ['rehearsal: failed'],
  ],
  [
    'the rehearsal is just fresh',
    answers({ [rehearsals]: { json: { workflow_runs: [rehearsal({ created_at: '2026-11-02T12:00:00Z' })] } } }),
    [],
  ],
  [
    'a rehearsal of a pull request',
    answers({ [rehearsals]: { json: { workflow_runs: [rehearsal({ event: 'pull_request' })] } } }),
    ['rehearsal: failed'],
  ],
  ['rehearsals cannot be listed', answers({ [rehearsals]: unreadable }), ['rehearsal: MISSING_PERMISSION']],
  // posture
  [
    'the producer is frozen',
    { postures: { producer: versions(go.replace('GO', 'frozen')) } },
    [`${ownPosture}: failed`, 'posture-agrees: failed'],
  ],
  [
    'both are frozen',
    { postures: { producer: versions(go.replace('GO', 'frozen')), consumer: versions(go.replace('GO', 'frozen')) } },
    [`${ownPosture}: failed`, `${theirPosture}: failed`],
  ],
  [
    'the consumer has no record',
    { postures: { consumer: versions(null) } },
    [`${theirPosture}: failed`, 'posture-agrees: failed'],
  ],
  [
    'the producer has no record',
    { postures: { producer: versions(null) } },
    [`${ownPosture}: failed`, 'posture-agrees: failed'],
  ],
  [
    'a GO for another environment',
    {
      postures: {
        producer: versions(go.replace('production', 'staging')),
        consumer: versions(go.replace('production', 'staging')),
      },
    },
    [`${ownPosture}: failed`, `${theirPosture}: failed`],
  ],
  [
    'a GO on a condition that is not verified',
    {
      postures: {
        producer: versions(`${go}conditions: [contract]\n`),
        consumer: versions(`${go}conditions: [contract]\n`),
      },
      reports: () => ({ files: [], problems: [] }),
    },
    ['verified producer contract: NO_DATA', `${ownPosture}: NO_DATA`, `${theirPosture}: NO_DATA`],
  ],
  [
    'records with another end',
    { postures: { producer: versions(`${go}until: 2027-01-01T00:00:00Z\n`) } },
    ['posture-agrees: failed'],
  ],
  [
    'records with other conditions',
    { postures: { consumer: versions(`${go}conditions: [producer-suite]\n`) } },
    ['posture-agrees: failed'],
  ],
  [
    'the record of the consumer cannot be read',
    answers({ [file(consumer, paths.posture, tip)]: unreadable }),
    [
      `${theirPosture}: MISSING_PERMISSION`,
      `${lift('consumer')}: MISSING_PERMISSION`,
      'posture-agrees: MISSING_PERMISSION',
      'stability: MISSING_PERMISSION',
    ],
  ],
  [
    'the record of the producer cannot be read',
    { files: { [paths.posture]: { reason: 'unreadable', message: 'x', because: denied } } },
    [
      `${ownPosture}: MISSING_PERMISSION`,
      `${lift('producer')}: MISSING_PERMISSION`,
      'posture-agrees: MISSING_PERMISSION',
      'stability: MISSING_PERMISSION',
    ],
  ],
  [
    'the history of a record cannot be read',
    answers({
      [`GET /repos/${producer}/commits?path=${encodeURIComponent(paths.posture)}&sha=${baseSha}&per_page=31`]:
        unreadable,
    }),
    [`${lift('producer')}: MISSING_PERMISSION`, 'stability: MISSING_PERMISSION'],
  ],
  // decision tables
  [
    'a row that does not say go',
    { files: { [paths.table]: table.replace('| GO', '| NO-GO') } },
    [`${row('Consumer CI')}: failed`],
  ],
  [
    'a row that says both',
    { files: { [paths.table]: table.replace('| GO', '| GO / NO-GO') } },
    [`${row('Consumer CI')}: failed`],
  ],
  [
    'a row that nothing measures',
    { files: { [paths.table]: `${table}| Training | GO |\n` } },
    [`${row('Training')}: NO_DATA`],
  ],
  [
    'a row that is lost',
    { files: { [paths.table]: table.replace('Consumer CI', 'Consumer') } },
    [`${row('Consumer CI')}: failed`, `${row('Consumer')}: NO_DATA`],
  ],
  ['no table', { files: { [paths.table]: '# RFC\n\n## Go or no-go\n' } }, [`${row('').trim()}: failed`]],
  [
    'two tables',
    { files: { [paths.table]: `${table}\nText\n\n| Check | Status |\n| --- | --- |\n| A | GO |\n` } },
    [`${row('').trim()}: failed`],
  ],
  [
    'a table without rows',
    { files: { [paths.table]: '## Go or no-go\n\n| Check | Status |\n| --- | --- |\n' } },
    [`${row('').trim()}: failed`],
  ],
  ['a row twice', { files: { [paths.table]: `${table}| consumer ci | GO |\n` } }, [`${row('').trim()}: failed`]],
  [
    'a table beside HTML',
    { files: { [paths.table]: `${table}\n<details>not yet</details>\n` } },
    [`${row('').trim()}: failed`],
  ],
  [
    'no column of that name',
    { files: { [paths.table]: table.replace('Status', 'State') } },
    [`${row('').trim()}: failed`],
  ],
  [
    'no heading of that name',
    { files: { [paths.table]: table.replace('## Go or no-go', '## Go') } },
    [`${row('').trim()}: failed`],
  ],
  [
    'no file',
    { files: { [paths.table]: { reason: 'absent', message: 'does not exist' } } },
    [`${row('').trim()}: failed`],
  ],
  ['not text', { files: { [paths.table]: '\u0000' } }, [`${row('').trim()}: failed`]],
  [
    'it cannot be read',
    { files: { [paths.table]: { reason: 'unreadable', message: 'x', because: denied } } },
    [`${row('').trim()}: MISSING_PERMISSION`],
  ],
  // configuration that only the run can refuse
  [
    'somebody speaks for both sides',
    at({}, { 'joint-go': { producer: ['ledger-owner'], consumer: ['@Pat'] } }),
    ['BAD_CONFIG pat would say go for both sides'],
  ],
  [
    'a role that nobody has',
    at({}, { 'joint-go': { producer: ['ledger-owner'], consumer: ['desk-owners'] } }),
    ['BAD_CONFIG joint-go: consumer names desk-owners, and there is no such role'],
  ],
];

describe(`each of ${cases.length} situations is told for what it is`, () => {
  test.each(cases)('%s', async (_name, played, expected) => {
    const evaluation = await judged(played);
    const lines = open(evaluation);
    // A run that breaks leaves its rules without a result.
    expect(evaluation.error === undefined ? lines : lines.slice(-1)).toEqual(expected);
  });
});

describe('what was stopped', () => {
  const stop = { text: go.replace('GO', 'frozen'), pull: 4, mergedAt: '2026-11-20T11:00:00Z' };
  const lifted = { text: go, pull: 3, mergedAt: '2026-11-20T13:00:00Z', head: '6'.repeat(40) };
  const by = (...reviews: ReturnType<typeof review>[]): GitHubAnswers =>
    pullAnswers(`GET /repos/${producer}/pulls/3`, {
      head: lifted.head,
      reviews: reviews.map((each) => ({ ...each, commit_id: lifted.head })),
    });
  const stable = {
    [`GET /repos/${producer}/releases/tags/v2.4.0`]: {
      json: { tag_name: 'v2.4.0', draft: false, prerelease: false, published_at: '2026-10-01T00:00:00Z' },
    },
  };

  test('is lifted by both sides, and the stability window begins anew', async () => {
    const postures = { producer: [lifted, stop] };
    const lift = { ...stable, ...by(review('pat'), review('casey', 1)) };
    expect(open(await judged({ postures, answers: lift }))).toEqual(['stability: failed']);
    expect(open(await judged({ postures, answers: lift, now: '2026-12-04T13:00:00Z' }))).toEqual([]);
  });

  test('is not lifted by one side', async () => {
    const evaluation = await judged({
      postures: { producer: [lifted, stop] },
      answers: { ...stable, ...by(review('pat')) },
      now: '2026-12-04T13:00:00Z',
    });
    expect(open(evaluation)).toEqual([`${lift('producer')}: failed`]);
    expect(messages(evaluation)[0]).toContain(
      'which both sides did not approve after 2026-11-20T11:00:00Z (consumer: 0 of 1 approvals by casey)',
    );
  });
});

describe('from the side of the consumer', () => {
  const ours = { repository: consumer };
  const released = {
    [`GET /repos/${producer}/git/ref/tags/v3.0.0`]: { json: { object: { type: 'commit', sha: other } } },
  };
  const side = sectionWith(
    {
      release: 'v3.0.0',
      after: [],
      verify: ['producer-suite', 'consumer-ci'],
      requires: ['repin', 'hash-gate', 'joint-go'],
      'producer-artifacts': ['api/v3.yaml'],
      'consumer-artifacts': ['config/ledger-manifest.json'],
      'decision-tables': [],
      stability: undefined,
    },
    {
      side: 'consumer',
      other: { repository: producer },
      verifications: [section.verifications[1], section.verifications[2]],
      checkpoints: undefined,
    },
  );
  const { checkpoints: _none, ...rest } = side;
  const checkpoint = Object.fromEntries(
    Object.entries({
      ...cutover,
      release: 'v3.0.0',
      after: [],
      verify: ['producer-suite', 'consumer-ci'],
      requires: ['repin', 'hash-gate', 'joint-go'],
      'decision-tables': [],
    }).filter(([key]) => key !== 'stability'),
  );
  const played = (more: Played = {}): Played => ({
    section: { ...rest, checkpoints: [checkpoint] },
    subject: ours,
    files: { [paths.pin]: pin(other), 'config/ledger-manifest.json': '{}', ...more.files },
    answers: {
      ...released,
      ...checks(producer, 'suite', other),
      ...checks(consumer, 'ci', headSha),
      ...checks(consumer, 'contracts', headSha),
      [file(producer, 'api/v3.yaml', other)]: { raw: 'openapi: 3.1.0\n' },
      ...pullAnswers(`GET /repos/${consumer}/pulls/7`, {
        head: headSha,
        reviews: [approving('pat'), approving('casey')],
      }),
      ...more.answers,
    },
    ...(more.credentials === undefined ? {} : { credentials: more.credentials }),
  });

  test('the producer’s commit is that of the release', async () => {
    const evaluation = await judged(played());
    expect(open(evaluation)).toEqual([]);
    expect(evaluation.data).toMatchObject({ producer: other, consumer: headSha });
  });

  test('a pin of another commit is none', async () => {
    expect(open(await judged(played({ files: { [paths.pin]: pin(headSha) } })))).toEqual(['repin: failed']);
  });

  test('without a token for the producer its conditions are not verified', async () => {
    expect(open(await judged(played({ credentials: ['token'] })))).toEqual([
      'one-commit producer: NO_CREDENTIAL',
      'artifact producer api/v3.yaml: NO_CREDENTIAL',
      'verified producer producer-suite: NO_CREDENTIAL',
      'repin: NO_CREDENTIAL',
    ]);
  });
});

describe('a run that cannot look', () => {
  test('without a token for the other side', async () => {
    const lines = open(await judged({ credentials: ['token'] }));
    expect(lines).toEqual([
      'one-commit consumer: NO_CREDENTIAL',
      'artifact consumer config/ledger-manifest.json: NO_CREDENTIAL',
      'verified consumer consumer-ci: NO_CREDENTIAL',
      'repin: NO_CREDENTIAL',
      'hash-gate required: NO_CREDENTIAL',
      'hash-gate succeeded: NO_CREDENTIAL',
      `${theirPosture}: NO_CREDENTIAL`,
      `${lift('consumer')}: NO_CREDENTIAL`,
      'posture-agrees: NO_CREDENTIAL',
      'stability: NO_CREDENTIAL',
      'rehearsal: NO_CREDENTIAL',
      `${row('Consumer CI')}: NO_DATA`,
    ]);
  });

  test('without any token', async () => {
    const { results } = await judged({ credentials: [] });
    expect(
      results.filter(
        ({ status, rule }) =>
          status === 'failed' || (status === 'passed' && !/one-commit|window|artifact|posture$/.test(rule)),
      ),
    ).toEqual([]);
  });

  test('where the other repository was renamed', async () => {
    const lines = open(
      await judged(
        answers({ [`GET /repos/${consumer}`]: { json: { full_name: 'mallory/desk', default_branch: 'main' } } }),
      ),
    );
    expect(lines).toContain('verified consumer consumer-ci: NOT_FOUND');
  });

  test('a commit without a pull request', async () => {
    const { pullRequest: _pull, ...subject } = { repository: producer, pullRequest: undefined };
    const none = { [`GET /repos/${producer}/commits/${headSha}/pulls`]: { json: [] } };
    expect(open(await judged({ subject: { ...subject, pullRequest: undefined }, answers: none }))).toContain(
      'joint-go: NO_DATA',
    );
  });

  test('a commit on the default branch is approved where its pull request was', async () => {
    const brought = landingAnswers({
      repository: producer,
      path: 'x',
      ref: 'x',
      content: 'x',
      commit: headSha,
      pull: 9,
      head: '3'.repeat(40),
      mergeCommit: headSha,
    });
    const approvals = pullAnswers(`GET /repos/${producer}/pulls/9`, {
      head: '3'.repeat(40),
      reviews: [review('pat', 0, { commit_id: '3'.repeat(40) }), review('casey', 1, { commit_id: '3'.repeat(40) })],
    });
    expect(open(await judged({ subject: { pullRequest: undefined }, answers: { ...brought, ...approvals } }))).toEqual(
      [],
    );
  });
});

describe('what a checkpoint does not ask for does not apply', () => {
  test('a checkpoint of the planning', async () => {
    const evaluation = await judged({ section: { ...section, checkpoint: 'v3-review' } });
    expect(open(evaluation)).toEqual([]);
    const asked = evaluation.results
      .filter(({ status }) => status !== 'not-applicable')
      .map(({ rule }) => rule.replace('cutover-gate/', ''));
    expect([...new Set(asked)].sort()).toEqual(['joint-go', 'verified']);
  });
});

describe('a configuration that does not fit', () => {
  const bad: [name: string, section: Record<string, unknown>, message: string][] = [
    [
      'a checkpoint that is not there',
      { ...section, checkpoint: 'v4' },
      '/cutover-gate/checkpoint: there is no checkpoint v4',
    ],
    [
      'a control that there is not',
      {
        ...section,
        verifications: [{ ...section.verifications[0], control: 'manifest-sink' }, ...section.verifications.slice(1)],
      },
      '/cutover-gate/verifications/0/control: contract names manifest-sink, and there is no such control (did you mean manifest-sync?)',
    ],
    [
      'a table twice',
      sectionWith({ 'decision-tables': [...cutover['decision-tables'], ...cutover['decision-tables']] }),
      `/cutover-gate/checkpoints/1/decision-tables/1: the table under Go or no-go of ${paths.table} stands twice`,
    ],
    [
      'a stability window of a release that can be none',
      sectionWith({ stability: { release: '2.4', for: '14d' } }),
      'checkpoints.1.stability.release: expected a release tag such as v1.2.3',
    ],
    [
      'a stability window of no time',
      sectionWith({ stability: { release: 'v2.4.0', for: '0d' } }),
      'expected a length of time above zero',
    ],
    [
      'two checkpoints that differ in capitals alone',
      { ...section, checkpoints: [...section.checkpoints, { ...cutover, id: 'V3-Cutover' }] },
      '/cutover-gate/checkpoints/2/id: V3-Cutover stands twice',
    ],
    [
      'a checkpoint twice',
      { ...section, checkpoints: [cutover, cutover, section.checkpoints[0]] },
      '/cutover-gate/checkpoints/1/id: v3-cutover stands twice',
    ],
    [
      'a verification twice',
      { ...section, verifications: [...section.verifications, section.verifications[0]] },
      '/cutover-gate/verifications/3/id: contract stands twice',
    ],
    [
      'a report of the other side',
      {
        ...section,
        verifications: [
          { id: 'contract', side: 'consumer', control: 'manifest-sync' },
          ...section.verifications.slice(1),
        ],
      },
      '/cutover-gate/verifications/0/control: contract is of the consumer, and reports of this run are of the producer: name a check',
    ],
    [
      'control and check at once',
      { ...section, verifications: [{ id: 'contract', side: 'producer', control: 'a', check: 'b' }] },
      'give either control or check',
    ],
    [
      'a verification that is not there',
      sectionWith({ verify: ['suit'], 'decision-tables': [] }),
      '/cutover-gate/checkpoints/1/verify/0: there is no verification suit',
    ],
    ['nothing to verify', sectionWith({ verify: [] }), '/cutover-gate/checkpoints/1/verify'],
    [
      'a row that is measured by nothing that is asked',
      sectionWith({ verify: ['contract'] }),
      '/cutover-gate/checkpoints/1/decision-tables/0/measured: Consumer CI is measured by consumer-ci, which verify does not name',
    ],
    [
      'a checkpoint before that is not there',
      sectionWith({ after: ['v1'] }),
      '/cutover-gate/checkpoints/1/after/0: there is no checkpoint v1',
    ],
    [
      'one without a record',
      {
        ...section,
        checkpoints: [{ ...section.checkpoints[0], record: undefined }, cutover].map(
          (each) => JSON.parse(JSON.stringify(each)) as unknown,
        ),
      },
      '/cutover-gate/checkpoints/1/after/0: v3-review has no record',
    ],
    [
      'checkpoints that wait for each other',
      {
        ...section,
        checkpoints: [
          { ...section.checkpoints[0], after: ['v3-cutover'] },
          { ...cutover, record: 'x.yml' },
        ],
      },
      '/cutover-gate/checkpoints/0/after: checkpoints wait for each other: v3-review -> v3-cutover -> v3-review',
    ],
    [
      'a window that ends before it begins',
      sectionWith({ 'not-after': '2026-11-01T00:00:00Z' }),
      '/cutover-gate/checkpoints/1/not-after: the window ends before it begins',
    ],
    ['a time without a zone', sectionWith({ 'not-before': '2026-12-01T08:00:00' }), 'expected a time with its zone'],
    [
      'a posture that is required and not named',
      { ...section, posture: [section.posture[0]] },
      '/cutover-gate/checkpoints/1/requires: v3-cutover requires posture (everything unless requires: says less), and the section names no posture record of the consumer',
    ],
    [
      'a tag that is compared with nothing',
      { ...section, repin: { path: 'p.json', tag: '/tag' } },
      '/cutover-gate/checkpoints/1/requires: repin compares the pinned tag, and the checkpoint names no release',
    ],
    [
      'a pin that is held against itself',
      sectionWith(
        { verify: ['producer-suite', 'consumer-ci'] },
        { side: 'consumer', verifications: section.verifications.slice(1) },
      ),
      '/cutover-gate/checkpoints/1/requires: repin needs a release',
    ],
    ['a pin of nothing', { ...section, repin: { path: 'p.json' } }, 'give commit, tag, or both'],
    [
      'an ancestor without a tag',
      { ...section, repin: { path: 'p.json', commit: '/c', 'tag-relation': 'sha-ancestor-of-tag' } },
      'sha-ancestor-of-tag needs the tag',
    ],
    [
      'nobody for a side',
      { ...section, 'joint-go': { producer: ['ledger-owner'], consumer: [] } },
      '/cutover-gate/joint-go/consumer',
    ],
  ];
  const surfaces = (cutoverOf: Record<string, unknown>): Record<string, unknown> => ({
    'cutover-gate': section,
    surfaces: [{ id: 'ledger', cutover: { go: section['joint-go'], ...cutoverOf } }],
  });
  const record = '.github/checkpoints/{to}-review.yml';
  const contradicting: [name: string, whole: Record<string, unknown>, problems: string[]][] = [
    ['the same record and people', surfaces({ bump: { checkpoint: '{to}-review', record } }), []],
    ['another checkpoint', surfaces({ bump: { checkpoint: '{to}-go', record: 'x.yml' } }), []],
    [
      'another record',
      surfaces({ bump: { checkpoint: '{to}-review', record: 'records/{to}.yml' } }),
      [
        'v3-review is recorded in .github/checkpoints/v3-review.yml here, and in records/v3.yml by surfaces/0/cutover/bump',
      ],
    ],
    [
      'no record',
      surfaces({ wave: { checkpoint: 'v3-cutover', record: 'wave.yml' } }),
      ['v3-cutover is recorded in no file here, and in wave.yml by surfaces/0/cutover/wave'],
    ],
    [
      'other people',
      surfaces({
        go: { producer: ['@mallory'], consumer: ['desk-owner'] },
        bump: { checkpoint: 'v3-review', record: paths.record },
      }),
      ['other people say go for v3-review here than by surfaces/0/cutover/bump: go'],
    ],
    [
      'fewer people',
      surfaces({
        go: { ...section['joint-go'], approvals: 2 },
        bump: { checkpoint: 'v3-review', record: paths.record },
      }),
      ['other people say go for v3-review here than by surfaces/0/cutover/bump: go'],
    ],
    ['surfaces that are none', { surfaces: 'none' }, []],
  ];
  test.each(contradicting)('a surface that asks for %s', (_name, whole, problems) => {
    const { checkpoints } = configurationOf(control, { section }).sections['cutover-gate'] as {
      checkpoints: Checkpoint[];
    };
    const go = { ...section['joint-go'], approvals: 1 };
    expect(contradictions({ checkpoints, 'joint-go': go }, whole).map(({ message }) => message)).toEqual(problems);
  });

  test('what a surface says is held against it when the configuration is read', () => {
    const whole = { version: 1, ...surfaces({ bump: { checkpoint: '{to}-review', record: 'other.yml' } }) };
    const parsed = parseConfig(whole, [control], { controls: ['cutover-gate'], lists: ['surfaces'] });
    expect(parsed.ok ? [] : parsed.problems.map(({ pointer }) => pointer)).toEqual([
      '/cutover-gate/checkpoints/0/record',
    ]);
  });

  test('an id may have capitals', () => {
    const [first, last] = section.checkpoints;
    const given = {
      ...section,
      checkpoint: 'P1',
      checkpoints: [
        { ...first, id: 'M1' },
        { ...last, id: 'P1', after: ['M1'] },
      ],
    };
    expect(configurationOf(control, { section: given }).sections['cutover-gate']).toMatchObject({ checkpoint: 'P1' });
  });

  test.each(bad)('%s', (_name, given, message) => {
    expect(() => configurationOf(control, { section: given })).toThrow(message);
  });

  test.each(['repin', 'hash-gate', 'rehearsal'])('%s is required and not there', (part) => {
    const { [part as 'repin']: _part, ...given } = section;
    expect(() => configurationOf(control, { section: given })).toThrow(
      `/cutover-gate/checkpoints/1/requires: v3-cutover requires ${part} (everything unless requires: says less), and the section does not configure it`,
    );
  });
});

test('a failure says what is expected, what is there and what to do', async () => {
  const { results } = await judged({
    now: '2026-11-30T00:00:00Z',
    answers: { [file(consumer, paths.pin, tip)]: { raw: pin(other) } },
  });
  const failed = results.filter(({ status }) => status === 'failed');
  expect(failed.map(({ message, expected, actual, fix }) => ({ message, expected, actual, fix }))).toEqual([
    {
      message:
        'the consumer is not pinned to what the checkpoint is about: the commit in config/ledger-pin.json is another one',
      expected: headSha,
      actual: other,
      fix: `repin the consumer: commit ${headSha} in config/ledger-pin.json, with its manifest and matrix`,
    },
    {
      message: 'it is too early: it passes from 2026-12-01T08:00:00Z',
      expected: 'not before 2026-12-01T08:00:00Z',
      actual: '2026-11-30T00:00:00Z',
      fix: 'wait until 2026-12-01T08:00:00Z',
    },
  ]);
});

rules.prove();
