import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/cutover-gate/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import {
  atCutover,
  checkRun,
  checks,
  collected,
  consumer,
  file,
  go,
  landedHead,
  type Played,
  paths,
  pin,
  producer,
  record,
  rehearsal,
  rehearsals,
  section,
  sectionWith,
  table,
  tip,
} from '../support/cutover.ts';
import { landingAnswers, pullOf } from '../support/landings.ts';
import { type GitHubAnswers, notFound } from '../support/memory-github.ts';
import { type PostureVersion, postureHistory } from '../support/postures.ts';
import { account, pullAnswers, review } from '../support/pull-request.ts';
import { baseSha, evaluateWith, headSha } from '../support/world.ts';

/* Somebody wants to cut over before both sides are ready. Everything but the attack is in order. */

const other = '4'.repeat(40);
const answers = (given: GitHubAnswers): Played => ({ answers: given });
const reviewed = (pull: Parameters<typeof pullAnswers>[1]): Played =>
  answers(pullAnswers(`GET /repos/${producer}/pulls/7`, { head: headSha, ...pull }));
const approving = (login: string, rest: Parameters<typeof review>[2] = {}) =>
  review(login, 0, { commit_id: headSha, ...rest });
const both = [approving('pat'), approving('casey')];
const frozen = go.replace('GO', 'frozen');
const stable = {
  [`GET /repos/${producer}/releases/tags/v2.4.0`]: {
    json: { tag_name: 'v2.4.0', draft: false, prerelease: false, published_at: '2026-01-01T00:00:00Z' },
  },
};
const stop = { text: frozen.replace('2026-11-20', '2026-11-09'), pull: 4, mergedAt: '2026-11-10T00:00:00Z' };
const lifted = { text: go, pull: 3, mergedAt: '2026-11-11T00:00:00Z', head: '6'.repeat(40) };
const lift = (...reviews: ReturnType<typeof review>[]): GitHubAnswers => ({
  ...stable,
  ...pullAnswers(`GET /repos/${producer}/pulls/3`, {
    head: lifted.head,
    reviews: reviews.map((each) => ({ ...each, commit_id: lifted.head })),
  }),
});
const early = (login: string) => review(login, 0, { submitted_at: '2026-11-09T00:00:00Z' });
const late = (login: string) => review(login, 0, { submitted_at: '2026-11-10T12:00:00Z' });

const first = { text: go, pull: 5, mergedAt: '2026-10-01T00:00:00Z' };
const hidden = stop.text;
/** A commit of the first-parent line that exchanges the record. */
const mergeOf = (from: string, to: string, name: string, digit: string) => ({
  name,
  key: name,
  head: digit.repeat(40),
  before: { [paths.posture]: from },
  after: { [paths.posture]: to },
});
/** What the platform knows of such a commit. */
const brought = (digit: string, pull: number, mergedAt: string, text: string): GitHubAnswers => ({
  [`GET /repos/${producer}/commits/${digit.repeat(40)}/pulls`]: {
    json: [pullOf({ number: pull, head: lifted.head, mergedAt, mergeCommit: digit.repeat(40) })],
  },
  [file(producer, paths.posture, digit.repeat(40))]: { raw: text },
});

/** The default branch of the producer went on since the base of the event. */
function movedOn(...versions: PostureVersion[]): GitHubAnswers {
  const sha = '2'.repeat(40);
  return {
    ...postureHistory({ repository: producer, path: paths.posture, ref: sha, versions }),
    [`GET /repos/${producer}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha } } },
    [file(producer, paths.posture, sha)]: { raw: versions[0]?.text ?? '' },
  };
}

const anotherLine = 'cd'.repeat(20);
const ofAnotherLine = record.replace('ab'.repeat(20), anotherLine);
/** What the platform knows of a record that both sides approved. */
const recorded = (content: string): GitHubAnswers =>
  landingAnswers({ repository: producer, path: paths.record, ref: baseSha, content, pull: 6, head: landedHead });

const attacks: [attack: string, played: Played, words: string][] = [
  [
    'a go of one side only',
    reviewed({ reviews: [approving('pat'), approving('quinn')] }),
    'the go is not joint: consumer: 0 of 1 approvals by casey',
  ],
  [
    'the author says go for the own side',
    reviewed({ opener: account('pat'), reviews: both }),
    'producer: 0 of 1 approvals by pat, quinn, pat opened the pull request',
  ],
  [
    'a co-author says go',
    reviewed({
      reviews: both,
      commits: [{ sha: headSha, message: 'x\n\nCo-authored-by: Casey <casey@users.noreply.github.com>' }],
    }),
    'consumer: 0 of 1 approvals by casey, casey is a co-author of commit',
  ],
  [
    'a bot says go',
    reviewed({ reviews: [approving('pat'), approving('casey', { type: 'Bot' })] }),
    'consumer: 0 of 1 approvals by casey, casey is no person',
  ],
  [
    'a go for an earlier head',
    reviewed({ reviews: [approving('pat'), approving('casey', { commit_id: other })] }),
    'casey reviewed',
  ],
  [
    'a pull request that has moved on',
    reviewed({ head: other, reviews: both }),
    `the pull request has moved on to ${other}`,
  ],
  [
    'a pull request that a bot opened',
    reviewed({ opener: account('robot', 'Bot'), reviews: both }),
    'producer: 1 of 2 approvals',
  ],
  [
    'a person of both sides',
    { section: { ...section, 'joint-go': { producer: ['ledger-owner'], consumer: ['@PAT'] } } },
    'pat would say go for both sides',
  ],
  ['one second too early', { now: '2026-12-01T07:59:59Z' }, 'it is too early: it passes from 2026-12-01T08:00:00Z'],
  ['an early event that is run again in time', { eventTime: '2026-11-30T00:00:00Z' }, 'it is too early'],
  [
    'an event in time that is run again too late',
    { eventTime: '2026-12-02T00:00:00Z', now: '2026-12-11T00:00:00Z' },
    'it is too late: the window ended at 2026-12-10T08:00:00Z',
  ],
  [
    'a window of days over the night in which an hour is won',
    {
      section: sectionWith({ stability: { release: 'v2.4.0', for: '14d' }, 'not-before': '2026-10-20T00:00:00+02:00' }),
      now: '2026-11-01T23:30:00+01:00',
      answers: {
        [`GET /repos/${producer}/releases/tags/v2.4.0`]: {
          json: { tag_name: 'v2.4.0', draft: false, prerelease: false, published_at: '2026-10-18T23:00:00Z' },
        },
      },
    },
    'is not over: it passes from 2026-11-01T23:00:00Z',
  ],
  [
    'a stability window that an incident interrupted',
    {
      postures: {
        producer: [
          { ...lifted, mergedAt: '2026-11-30T00:00:00Z' },
          { ...stop, mergedAt: '2026-11-01T00:00:00Z' },
        ],
      },
      answers: lift(late('pat'), late('casey')),
    },
    'which began anew at 2026-11-30T00:00:00Z after a stop',
  ],
  [
    'a check of the same name by another app',
    answers(checks(consumer, 'ci', tip, [checkRun('ci', tip, { app: { slug: 'mallory' } })])),
    'no check ci of github-actions ran',
  ],
  [
    'a red check beside a green one of the same name',
    answers(checks(consumer, 'ci', tip, [checkRun('ci', tip), checkRun('ci', tip, { conclusion: 'failure' })])),
    'the check ci of acme/desk',
  ],
  [
    'a check that was skipped',
    answers(checks(consumer, 'ci', tip, [checkRun('ci', tip, { conclusion: 'skipped' })])),
    'was skipped',
  ],
  [
    'a green check of another commit',
    answers(checks(consumer, 'ci', tip, [checkRun('ci', other)])),
    'no check ci of github-actions ran',
  ],
  [
    'the report of another run',
    { reports: collected((made) => void (made.subject.runId = 1)) },
    'its run is 1, and not 101',
  ],
  [
    'a report judged by another configuration',
    { reports: collected((made) => void (made.policySource = { kind: 'base', path: 'x', sha256: '0'.repeat(64) })) },
    'another configuration',
  ],
  [
    'a report of another control under the name',
    {
      reports: collected(
        (made) =>
          void (made.results = [{ ...(made.results[0] as (typeof made.results)[number]), rule: 'kpi-gate/target' }]),
      ),
    },
    'which is not a rule of manifest-sync',
  ],
  [
    'the consumer follows another commit',
    answers({ [file(consumer, paths.pin, tip)]: { raw: pin(other) } }),
    'the consumer is not pinned to what the checkpoint is about',
  ],
  [
    'the gate of the hash is switched off',
    answers({ [`GET /repos/${consumer}/rules/branches/main`]: { json: [] } }),
    'does not require the check contracts',
  ],
  [
    'a rehearsal of somebody else',
    answers({
      [rehearsals]: { json: { workflow_runs: [rehearsal({ head_repository: { full_name: 'mallory/desk' } })] } },
    }),
    'no finished run of rollback.yml',
  ],
  [
    'the last rehearsal failed',
    answers({
      [rehearsals]: {
        json: {
          workflow_runs: [rehearsal({ created_at: '2026-11-20T00:00:00Z' }), rehearsal({ conclusion: 'failure' })],
        },
      },
    }),
    'the last rehearsal of the rollback',
  ],
  [
    'the change lifts the freeze that stops it',
    { files: { [paths.posture]: go }, policyFiles: { [paths.posture]: frozen } },
    'says "frozen"',
  ],
  [
    'an event from before a stop that is run again after it',
    answers(movedOn({ text: stop.text, pull: 4, mergedAt: '2026-12-02T09:00:00Z' })),
    'the posture record .github/posture.yml says "frozen"',
  ],
  [
    'an event from before a stop that is run again when one side has lifted it',
    {
      answers: {
        ...lift(late('pat')),
        ...movedOn({ ...lifted, text: `${go}# again\n` }, stop),
      },
    },
    'which both sides did not approve after 2026-11-10T00:00:00Z',
  ],
  [
    'a tip that cannot be seen',
    answers({
      [`GET /repos/${producer}/git/ref/heads/main`]: {
        because: { code: 'MISSING_PERMISSION', message: 'may not see the tip' },
      },
    }),
    'may not see the tip',
  ],
  [
    'records that disagree',
    { postures: { consumer: [{ text: frozen, pull: 5, mergedAt: '2026-10-01T00:00:00Z' }] } },
    'contradict each other',
  ],
  [
    'a GO that has expired',
    {
      postures: {
        producer: [{ text: `${go}until: 2026-12-02T12:00:00Z\n`, pull: 5, mergedAt: '2026-10-01T00:00:00Z' }],
      },
    },
    'which expired at 2026-12-02T12:00:00Z',
  ],
  [
    'a GO for another environment',
    { section: sectionWith({ environment: 'mars' }) },
    'restricted to production, and this run is about mars',
  ],
  [
    'a GO for an environment that nobody names',
    { section: sectionWith({ environment: undefined }) },
    'no environment that it names',
  ],
  [
    'a GO on a condition that nobody measures',
    { postures: { producer: [{ text: `${go}conditions: [anything]\n`, pull: 5, mergedAt: '2026-10-01T00:00:00Z' }] } },
    'on the condition of anything, which did not pass',
  ],
  [
    'a stop that one side lifts',
    { postures: { producer: [lifted, stop] }, answers: lift(late('pat')) },
    'which both sides did not approve after 2026-11-10T00:00:00Z (consumer: 0 of 1',
  ],
  [
    'a stop that is lifted by approvals from before',
    { postures: { producer: [lifted, stop] }, answers: lift(early('pat'), early('casey')) },
    '1 of them earlier than the stop',
  ],
  [
    'a stop that a later edit of the record hides',
    {
      postures: { producer: [{ ...lifted, text: `${go}# edited\n`, pull: 2 }, lifted, stop] },
      answers: lift(late('pat')),
    },
    'was lifted by pull request #3, which both sides did not approve',
  ],
  [
    'a stop that was deleted and written anew',
    {
      postures: { producer: [lifted, { text: null, pull: 4, mergedAt: '2026-11-10T00:00:00Z' }, { ...stop, pull: 8 }] },
      answers: lift(late('pat')),
    },
    'was lifted by pull request #3, which both sides did not approve',
  ],
  [
    'a stop that a merge takes back to an older version, which the list of commits leaves out',
    {
      postures: { producer: [first] },
      line: [mergeOf(go, hidden, 'the stop', '5'), mergeOf(hidden, go, 'the merge', '3')],
      answers: {
        ...brought('5', 8, '2026-11-10T00:00:00Z', hidden),
        ...brought('3', 3, '2026-11-11T00:00:00Z', go),
        ...lift(late('pat')),
      },
    },
    'was lifted by pull request #3, which both sides did not approve after 2026-11-10T00:00:00Z (consumer: 0 of 1',
  ],
  [
    'a clone in which such a merge could not be seen',
    { postures: { producer: [first] }, line: { because: { code: 'NO_BASE', message: 'the history is cut off' } } },
    'the history is cut off',
  ],
  [
    'a record of an earlier checkpoint that one side wrote',
    answers(
      pullAnswers(`GET /repos/${producer}/pulls/6`, {
        head: '8'.repeat(40),
        reviews: [review('pat', 0, { commit_id: '8'.repeat(40) })],
      }),
    ),
    'the record of v3-review (.github/checkpoints/v3-review.yml) was not approved by both sides',
  ],
  [
    'a record of an earlier checkpoint for a commit of another line',
    {
      files: { [paths.record]: ofAnotherLine },
      answers: {
        [`GET /repos/${producer}/compare/${anotherLine}...${headSha}`]: { json: { status: 'diverged' } },
        ...recorded(ofAnotherLine),
      },
    },
    `is about commit ${anotherLine}, which commit ${headSha} does not contain`,
  ],
  [
    'a record of an earlier checkpoint for a commit that is not there',
    {
      files: { [paths.record]: ofAnotherLine },
      answers: { [`GET /repos/${producer}/compare/${anotherLine}...${headSha}`]: notFound, ...recorded(ofAnotherLine) },
    },
    `is about commit ${anotherLine}, which commit ${headSha} does not contain`,
  ],
  ...[
    ['was restricted to another environment', go.replace('production', 'staging')],
    ['has expired', `${go}until: 2026-11-22T00:00:00Z\n`],
    ['was on a condition that nobody measures', `${go}conditions: [load-test]\n`],
    ['was not whole', 'posture: GO\n'],
    ['named an incident that is left out since', `${go}incident: { id: INC-1, at: '2026-11-10T12:00:00Z' }\n`],
  ].map(([name = '', text = '']): (typeof attacks)[number] => [
    `a GO of one side after one that ${name}`,
    { postures: { producer: [lifted, { ...stop, text }] }, answers: lift(late('pat')) },
    'was lifted by pull request #3, which both sides did not approve after 2026-11-10T',
  ]),
  [
    'a check that only another app must report',
    answers({
      [`GET /repos/${consumer}/rules/branches/main`]: {
        json: [
          {
            type: 'required_status_checks',
            ruleset_id: 1,
            parameters: { required_status_checks: [{ context: 'contracts', integration_id: 424242 }] },
          },
        ],
      },
    }),
    'takes the check contracts from the app with the id 424242 alone, and not from github-actions (15368)',
  ],
  [
    'the check of the hash required by a protection that is switched off',
    answers({
      [`GET /repos/${consumer}/rules/branches/main`]: { json: [] },
      [`GET /repos/${consumer}/branches/main`]: {
        json: {
          name: 'main',
          protected: true,
          protection: { enabled: true, required_status_checks: { enforcement_level: 'off', contexts: ['contracts'] } },
        },
      },
    }),
    'does not require the check contracts',
  ],
  [
    'a stability window that begins with a pre-release',
    answers({
      [`GET /repos/${producer}/releases/tags/v2.4.0`]: {
        json: { tag_name: 'v2.4.0', draft: false, prerelease: true, published_at: '2026-01-01T00:00:00Z' },
      },
    }),
    'acme/ledger has not published v2.4.0 as a full release',
  ],
  ...[' \n', '\ufeff', ''].map((raw): (typeof attacks)[number] => [
    `an artifact that holds ${JSON.stringify(raw)}`,
    answers({ [file(consumer, 'config/ledger-manifest.json', tip)]: { raw } }),
    'the artifact config/ledger-manifest.json of the consumer is empty',
  ]),
  [
    'a record that only the change brings',
    {
      files: { [paths.record]: record },
      policyFiles: { [paths.record]: { reason: 'absent', message: 'does not exist' } },
    },
    'there is no record that v3-review was passed',
  ],
  [
    'a status that somebody typed',
    { files: { [paths.table]: `${table}| Load test | GO |\n` } },
    'is only claimed: nothing measures it',
  ],
  [
    'a table that the change rewrites',
    { files: { [paths.table]: table }, policyFiles: { [paths.table]: table.replace('| GO', '| NO-GO') } },
    'the decision table says "NO-GO" for "Consumer CI"',
  ],
  [
    'a GO in the table over a red check',
    answers(checks(consumer, 'ci', tip, [checkRun('ci', tip, { conclusion: 'failure' })])),
    'and consumer-ci, which measures it, failed',
  ],
  [
    'a word that looks like GO',
    { files: { [paths.table]: table.replace('| GO', '| G\u041E') } },
    'the decision table says',
  ],
];

/** Every word that speaks against a cutover. */
async function against(played: Played): Promise<{ status: string; words: string }> {
  const setup = atCutover(played);
  const { section: given } = setup;
  const plain = JSON.parse(JSON.stringify(given)) as Record<string, unknown>;
  const { results, error } = await evaluateWith(control, { ...setup, section: plain });
  const words = results.flatMap(({ status, message, because }) =>
    status === 'failed' ? [message] : status === 'unverified' ? [because?.message ?? ''] : [],
  );
  return { status: reportStatus(results, error), words: [...words, error?.message ?? ''].join('\n') };
}

test('nothing else than the attack turns these red', async () => {
  expect(await against({})).toEqual({ status: 'passed', words: '' });
  expect(
    (await against({ postures: { producer: [lifted, stop] }, answers: lift(late('pat'), late('casey')) })).status,
  ).toBe('passed');
});

describe(`none of ${attacks.length} attacks ends green`, () => {
  test.each(attacks)('%s', async (_name, played, words) => {
    const outcome = await against(played);
    expect(outcome.words).toContain(words);
    expect(outcome.status).not.toBe('passed');
  });
});
