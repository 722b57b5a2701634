import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../shared/core/report.ts';
import { calendarText } from '../support/calendars.ts';
import { by, deskName, ledgerName, posture, records } from '../support/contract-life.ts';
import { runDist } from '../support/dist.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { noticeText } from '../support/notices.ts';
import { playedRepository } from '../support/played-github.ts';
import { playedRoutes } from '../support/played-routes.ts';
import { edited, producerPaths as p, producerFiles, raisedFiles, surfaceEntry } from '../support/producer-files.ts';
import type { Grant } from '../support/repository-api.ts';
import type { Consumer, Files } from './consumer.ts';
import { workflowToken } from './run-workflow.ts';
import { type ExpectedJob, expectScenario, type Scenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { after, control, type Job, workflowText } from './workflows.ts';

/* A pull request of a producer: its contract, the checkpoint that it shares with a consumer, and one decision over both. */

let tools: Tools;
beforeAll(() => {
  tools = findTools();
}, 600_000);

const hour = 3_600_000;
const now = Date.now();
/** So long ago, as the platform writes it. */
const ago = (hours: number): string => new Date(now - hours * hour).toISOString().replace(/\.\d+/, '');
const dayAgo = (days: number): string => ago(24 * days).slice(0, 10);

const config = '.github/release-governance.yml';
const pin = 'config/ledger-pin.json';
const calendar = '.github/calendar.yml';
const deskToken = 'token-of-the-desk-1234567890';

const surface = {
  ...surfaceEntry,
  notices: {
    files: ['.github/notices/*.yml'],
    calendar: { 'time-zone': 'UTC', 'cut-off': '17:00', files: [calendar] },
    additive: ['error-code'],
  },
};
const gate = {
  checkpoint: 'ledger-v3-cutover',
  side: 'producer',
  other: { repository: deskName },
  'joint-go': { producer: ['ledger-owner'], consumer: ['desk-owner'] },
  repin: { path: pin, commit: '/commit' },
  'hash-gate': { check: 'contracts' },
  posture: [
    { side: 'producer', path: records.posture },
    { side: 'consumer', path: records.posture },
  ],
  verifications: [
    { id: 'contract', side: 'producer', control: 'contract-change' },
    { id: 'suite', side: 'producer', check: 'suite' },
    { id: 'desk-ci', side: 'consumer', check: 'ci' },
  ],
  checkpoints: [
    { id: 'ledger-v3-review', verify: ['suite'], requires: ['joint-go'], record: records.review },
    {
      id: 'ledger-v3-cutover',
      after: ['ledger-v3-review'],
      environment: 'production',
      'producer-artifacts': [p.openapi, p.notes],
      'consumer-artifacts': [pin],
      verify: ['contract', 'suite', 'desk-ci'],
      requires: ['repin', 'hash-gate', 'joint-go', 'posture'],
      'not-before': ago(1),
    },
  ],
};
const configText = JSON.stringify({
  version: 1,
  roles: { 'ledger-owner': ['pat'], 'desk-owner': ['casey'] },
  surfaces: [surface],
  'cutover-gate': gate,
  'executive-summary': { posture: records.posture },
});

/** The note of an entry goes: under a new version with all that belongs to it, or without any of that. */
const withoutNote = (files: ReturnType<typeof raisedFiles>): Record<string, string> =>
  edited(files, p.openapi, '        note: {type: string}\n', '') as Record<string, string>;
const announced = withoutNote(raisedFiles());
const unannounced = withoutNote({ [p.openapi]: producerFiles()[p.openapi] ?? '' });

const go = posture('GO', ago(24 * 40), 'release 2');
const frozen = posture('frozen', ago(5), 'incident 12');

/** What a notice of the change must name, as the finding tells it on a laptop. */
async function announcement(): Promise<string> {
  const { folder, commit, remove } = gitRepository();
  try {
    commit({ ...producerFiles(), [config]: configText, [calendar]: calendarText([]) });
    commit(announced);
    const { stdout } = await runDist('cli.js', { args: ['contract-change', '--json', '--working-directory', folder] });
    const { results } = JSON.parse(stdout) as Report;
    const told = results.find(({ rule }) => rule === 'contract-change/notice-given');
    return /c1:[0-9a-f]+/.exec(JSON.stringify(told))?.[0] ?? `nothing: ${JSON.stringify(told)}`;
  } finally {
    remove();
  }
}

/** What both sides reviewed, before the checkout of the run began. */
const reviewed = 'ab'.repeat(20);

let base: Files;
let desk: TestRepository;
beforeAll(async () => {
  desk = gitRepository();
  const changes = `[${await announcement()}]`;
  base = {
    ...producerFiles(),
    ...go,
    [config]: configText,
    [calendar]: calendarText([], [dayAgo(60), dayAgo(-60)]),
    [records.notice]: noticeText({ id: 'ledger-v3', changes, codes: '{}' }),
    [records.review]: `checkpoint: ledger-v3-review\ndecision: GO\ncommit: ${reviewed}\n`,
  };
});
afterAll(() => desk.remove());

interface World {
  /** Who approved the pull request; both sides unless given. */
  approving?: readonly string[];
  grants?: readonly Grant[];
}

/** GitHub with both repositories: the base landed by one pull request forty days ago, and the consumer has followed. */
function platform({
  approving = ['pat', 'casey'],
  grants = all,
}: World): (made: Consumer) => ReturnType<typeof playedRoutes> {
  return ({ origin, baseSha, headSha }) => {
    const own = playedRepository(origin, ledgerName);
    own.landed(5, baseSha, ago(24 * 40), by(ago(24 * 41), 'pat', 'casey'));
    own.adopt(7, headSha, by(ago(2), ...approving));
    const other = playedRepository(desk, deskName, ['contracts']);
    const followed = desk.commit({ ...go, [pin]: JSON.stringify({ commit: headSha }) });
    other.landed(30, followed, ago(24 * 40), by(ago(24 * 41), 'pat', 'casey'));
    for (const name of ['ci', 'contracts']) other.check(followed, name);
    const contained = { body: { status: 'ahead' } };
    const suite = { name: 'suite', head_sha: headSha, status: 'completed', conclusion: 'success' };
    const checked = { total_count: 1, check_runs: [{ ...suite, app: { slug: 'github-actions' } }] };
    return {
      [`GET /repos/${ledgerName}/compare/${reviewed}...${headSha}`]: { optional: true, answer: contained },
      [`GET /repos/${ledgerName}/commits/${headSha}/check-runs`]: { optional: true, answer: { body: checked } },
      ...playedRoutes(ledgerName, own, { token: workflowToken, grants, pulls: [5, 7] }),
      ...playedRoutes(deskName, other, { token: deskToken, grants: all, pulls: [30] }),
    };
  };
}
const all: readonly Grant[] = ['contents', 'actions', 'pull-requests', 'checks'];

const contract: Record<string, Job> = { contract: control('contract-change') };
const cutover = control('cutover-gate', { 'other-token': '${{ secrets.DESK_TOKEN }}' });
const judging: Record<string, Job> = { ...contract, cutover: after(contract, cutover) };
const workflow = workflowText({ ...judging, decision: after(judging, control('executive-summary')) });

const names = {
  contract: 'governance-contract-change-contract-1',
  cutover: 'governance-cutover-gate-cutover-1',
  decision: 'governance-executive-summary-decision-1',
};

/** A job whose step ended like this. */
function ended(
  status: 'passed' | 'failed' | 'unverified',
  outputs: Readonly<Record<string, string>> = {},
): ExpectedJob {
  const exits = { passed: [], failed: [1], unverified: [3] }[status];
  return { conclusion: status === 'passed' ? 'success' : 'failure', exits, outputs: { status, ...outputs } };
}

function rulesOf(report: Report | undefined, status: string): string[] {
  return [...new Set(report?.results.filter((each) => each.status === status).map(({ rule }) => rule))].sort();
}

interface Case extends World {
  head: () => Files;
  base?: Files;
  contract: [status: 'passed' | 'failed' | 'unverified', ...rules: string[]];
  cutover: [status: 'passed' | 'failed' | 'unverified', ...rules: string[]];
  decision: 'go' | 'no-go';
  also?: Scenario['also'];
}

const cases: Record<string, Case> = {
  'announced, agreed, followed: both pass, and the decision is go': {
    head: () => announced,
    contract: ['passed'],
    cutover: ['passed'],
    decision: 'go',
    also({ requests }, reports) {
      expect(reports[names.cutover]?.data).toMatchObject({
        checkpoint: 'ledger-v3-cutover',
        verifications: { contract: 'passed', suite: 'passed', 'desk-ci': 'passed' },
      });
      const tokens = requests.filter(({ path }) => path.includes(deskName)).map(({ token }) => token);
      expect(new Set(tokens)).toEqual(new Set([deskToken]));
    },
  },
  'what breaks under the same version fails, and holds the checkpoint up': {
    head: () => unannounced,
    contract: [
      'failed',
      'contract-change/breaking-bumped',
      'contract-change/companions',
      'contract-change/impact-statement',
      'contract-change/notice-given',
    ],
    cutover: ['failed', 'cutover-gate/artifact', 'cutover-gate/verified'],
    decision: 'no-go',
  },
  'the go of one side is none': {
    head: () => announced,
    approving: ['pat'],
    contract: ['passed'],
    cutover: ['failed', 'cutover-gate/joint-go'],
    decision: 'no-go',
  },
  'frozen after an incident: the checkpoint and the decision say so': {
    head: () => announced,
    base: frozen,
    contract: ['passed'],
    cutover: ['failed', 'cutover-gate/posture', 'cutover-gate/posture-agrees'],
    decision: 'no-go',
    also: (_run, reports) => expect(rulesOf(reports[names.decision], 'failed')).toContain('executive-summary/posture'),
  },
  'without pull-requests: read nobody knows when it was announced, nor who approved': {
    head: () => announced,
    grants: ['contents', 'actions', 'checks'],
    contract: ['unverified', 'contract-change/notice-period'],
    cutover: ['unverified', 'cutover-gate/joint-go', 'cutover-gate/prerequisite', 'cutover-gate/verified'],
    decision: 'no-go',
    also: (_run, reports) => expect(JSON.stringify(reports[names.contract]?.results)).toContain('pull-requests: read'),
  },
};

describe('contract-change and cutover-gate under a real runner', () => {
  test.each(Object.entries(cases))(
    '%s',
    async (_name, { contract: [is, ...broken], cutover: [word, ...open], ...each }) => {
      await expectScenario(tools, {
        repository: ledgerName,
        workflow,
        base: { ...base, ...each.base },
        head: each.head(),
        history: 'all',
        grants: each.grants ?? all,
        secrets: { DESK_TOKEN: deskToken },
        api: platform(each),
        expect: {
          jobs: {
            contract: ended(is, { class: 'breaking' }),
            cutover: ended(word, { checkpoint: 'ledger-v3-cutover' }),
            decision: {
              conclusion: each.decision === 'go' ? 'success' : 'failure',
              outputs: { decision: each.decision },
            },
          },
          artifacts: {
            [names.contract]: is,
            [names.cutover]: word,
            [names.decision]: each.decision === 'go' ? 'passed' : 'failed',
          },
        },
        also(run, reports) {
          expect(rulesOf(reports[names.contract], is === 'passed' ? 'failed' : is)).toEqual(broken);
          expect(rulesOf(reports[names.cutover], word === 'passed' ? 'failed' : word)).toEqual(open);
          each.also?.(run, reports);
        },
      });
    },
  );
});
