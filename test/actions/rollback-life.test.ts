import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { control as atomicChange } from '../../actions/atomic-change/control.ts';
import { control as cutoverGate } from '../../actions/cutover-gate/control.ts';
import { control as manifestRepin } from '../../actions/manifest-repin/control.ts';
import { control as manifestSync } from '../../actions/manifest-sync/control.ts';
import { control as rollbackOpen } from '../../actions/rollback-open/control.ts';
import { control as rollbackPlan } from '../../actions/rollback-plan/control.ts';
import type { AnyControl } from '../../shared/core/control.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Report } from '../../shared/core/report.ts';
import { paths } from '../support/contract-files.ts';
import {
  both,
  by,
  contractLife,
  deskName,
  type Life,
  ledgerName,
  type More,
  posture,
  records,
  standing,
} from '../support/contract-life.ts';
import { gitDataApi, type KeptPull } from '../support/git-data-api.ts';
import { withGitHub } from '../support/github-server.ts';
import { answer, paths as handoff, releaseFiles } from '../support/handoffs.ts';
import { acknowledge, handOver, handoffSection } from '../support/handover.ts';
import { playedTogether } from '../support/played-github.ts';
import { portsOf, pullRequestToken } from '../support/repin-pair.ts';
import { repositoryApi } from '../support/repository-api.ts';

/*
 * A release is handed over, followed and answered, and then the consumer goes back: an incident stops it, the plan is made, carried out and
 * written down. Each step builds on those before it. The platform is played, git is real.
 */

const notePath = 'docs/incident-note.md';
const reason = 'the gate is about the release that is left';
const rollback = { posture: records.posture, 'may-fail': [{ rule: 'cutover-gate/repin', reason }] };
const deskSections = {
  roles: { 'ledger-owner': ['pat'], 'desk-owner': ['casey'] },
  'rollback-plan': rollback,
  'rollback-open': rollback,
  'atomic-change': { groups: [{ id: 'pair', 'all-of': [paths.pin, paths.mirror, paths.matrix] }] },
  'cutover-gate': {
    checkpoint: 'desk-cutover',
    side: 'consumer',
    other: { repository: ledgerName },
    'joint-go': { producer: ['ledger-owner'], consumer: ['desk-owner'] },
    repin: { path: paths.pin, commit: '/commit', tag: '/release' },
    'hash-gate': { check: 'ci' },
    posture: [
      { side: 'producer', path: records.posture },
      { side: 'consumer', path: records.posture },
    ],
    verifications: [{ id: 'desk-ci', side: 'consumer', check: 'ci' }],
    checkpoints: [
      {
        id: 'desk-cutover',
        release: 'v3.0.0',
        'consumer-artifacts': [paths.matrix],
        verify: ['desk-ci'],
        requires: ['repin', 'hash-gate', 'posture'],
      },
    ],
  },
};

let life: Life;
/** The commit of the consumer that was pinned to the former release. */
let former = '';
/** What the producer handed over. */
let promised: { previous: { tag: string; commit: string } } | undefined;
beforeAll(() => {
  life = contractLife({ 'release-handoff': handoffSection }, deskSections);
});
afterAll(() => life.remove());

const loadControl = async (name: string): Promise<AnyControl> =>
  (await import(`../../actions/${name}/control.ts`)).control;

const secrets = {
  token: 'token-of-the-workflow-0123456789',
  'other-token': 'token-for-the-ledger-0123456789',
  'producer-token': 'token-for-the-release-0123456789',
};
let documents: Readonly<Record<string, string | Uint8Array>> = {};
const text = (name: string): string => Buffer.from(documents[name] ?? '').toString('utf8');

/** Runs a control on the default branch of the consumer. */
function run(control: AnyControl, now: string, more: More = {}): Promise<Report> {
  return life.dispatch(life.desk, control, now, {
    loadControl,
    secrets,
    take: (taken) => {
      documents = taken;
    },
    ...more,
    env: { GITHUB_SHA: life.desk.repository.git('rev-parse', 'main'), ...more.env },
  });
}

/** Brings files to the default branch of the consumer, where its check succeeds. */
function bring(number: number, files: Record<string, string>, time: string): string {
  const { played } = life.desk;
  played.open(number, files, both(time));
  const merged = played.merge(number, time);
  played.check(merged, 'ci');
  return merged;
}

/** What a commit holds at the paths of the contract, by object. */
const trioOf = (commit: string): string =>
  life.desk.repository.git('ls-tree', '-r', commit, '--', paths.pin, paths.mirror, paths.matrix);

const failed = ({ results }: Report, control: string): string[] =>
  [...new Set(results.filter(({ status }) => status === 'failed').map(({ rule }) => rule))]
    .filter((rule) => rule.startsWith(`${control}/`))
    .sort();

test('handed over and followed: the consumer pins the new release, says so, and all is in order', async () => {
  const { ledger, desk } = life;
  const go = posture('GO', '2026-09-01T00:00:00Z', 'release 2');
  ledger.played.open(1, go, both('2026-09-01T08:00:00Z'));
  ledger.played.merge(1, '2026-09-01T09:00:00Z');
  former = bring(1, go, '2026-09-01T09:00:00Z');
  ledger.played.open(10, releaseFiles(), by('2026-09-22T08:00:00Z', 'casey'));
  ledger.played.check(ledger.played.merge(10, '2026-09-22T10:00:00Z'), 'suite');
  ledger.played.release('v3.0.0', '2026-09-22T11:00:00Z');
  const handed = await handOver(life, '2026-09-22T12:00:00Z');
  expect(standing(handed.report)).toEqual([]);
  promised = JSON.parse(handed.payload);
  ledger.played.open(20, { [handoff.payload]: handed.payload, [handoff.packet]: handed.packet });
  ledger.played.merge(20, '2026-09-22T13:00:00Z');

  expect(standing(await run(manifestRepin, '2026-09-23T09:00:00Z', { given: { apply: 'true' } }))).toEqual([]);
  desk.repository.git('checkout', '-q', '-b', 'pull-30');
  desk.played.adopt(30, desk.repository.commit({}, 'repin'), by('2026-09-23T10:00:00Z', 'casey'));
  desk.repository.git('checkout', '-q', 'main');
  desk.played.check(desk.played.merge(30, '2026-09-23T11:00:00Z'), 'ci', 'success', '2026-09-23T11:01:00Z');
  for (const control of [manifestSync, cutoverGate])
    expect(standing(await run(control, '2026-09-23T12:00:00Z'))).toEqual([]);
  expect(trioOf('main')).not.toBe(trioOf(former));

  const commit = desk.repository.git('rev-parse', 'main');
  const said = JSON.stringify(answer(sha256(handed.payload), { commit, 'files-changed': [paths.pin, paths.mirror] }));
  bring(31, { [handoff.answer]: said }, '2026-09-23T13:00:00Z');
  expect(standing(await acknowledge(life, '2026-09-23T14:00:00Z'))).toEqual([]);
});

const branch = 'release-governance/rollback-ledger';

/** Asks for the retreat by a pull request at the played API; gives what was asked for. */
async function open(now: string): Promise<{ report: Report; pulls: KeptPull[] }> {
  const { ledger, desk } = life;
  const pulls: KeptPull[] = [];
  const own = { name: deskName, folder: desk.repository.folder, token: pullRequestToken };
  const routes = {
    ...repositoryApi({ ...own, defaultBranch: 'main', grants: ['contents', 'pull-requests'] }),
    ...gitDataApi({ ...own, pulls }),
  };
  const played = playedTogether({ [ledgerName]: ledger.played.github(), [deskName]: desk.played.github() });
  const report = await withGitHub(routes, async (server) => {
    const { github, write } = portsOf(server);
    return run(rollbackOpen, now, {
      given: { 'pull-request': 'true' },
      secrets: { ...secrets, 'pull-request-token': pullRequestToken },
      github: (token) => (token === pullRequestToken ? github(token) : played),
      write,
    });
  });
  return { report, pulls };
}

test('a retreat that nobody has stopped for yet stops by itself: its posture is NO-GO', async () => {
  const { git } = life.desk.repository;
  const { report, pulls } = await open('2026-09-24T08:00:00Z');
  expect(standing(report)).toEqual(['others-green the control cutover-gate: failed']);
  expect(report.status).toBe('passed');
  expect(pulls).toMatchObject([{ title: 'Roll ledger back from v3.0.0 to v2.4.0', base: 'main', head: branch }]);
  expect(git('diff', '--name-only', 'main', branch).split('\n')).toEqual([
    records.posture,
    paths.mirror,
    paths.pin,
    notePath,
    paths.matrix,
  ]);
  expect(trioOf(branch)).toBe(trioOf(former));
  expect(git('show', `${branch}:${records.posture}`)).toContain('posture: "NO-GO"');
  expect(git('show', `${branch}:${notePath}`)).toContain('- Posture: `NO-GO`\n');
  git('branch', '-q', '-D', branch);
});

interface Planned {
  baseline: { commit: string; tag: string };
  others: { control: string; state: string; words: string }[];
}
let plan: Planned;
let note = '';

test('stopped by an incident: the plan finds the former pin, and names what will still fail', async () => {
  bring(40, posture('frozen', '2026-09-24T09:00:00Z', 'incident 12'), '2026-09-24T09:30:00Z');
  expect(standing(await run(cutoverGate, '2026-09-24T10:00:00Z'))).toEqual([
    'posture consumer: failed',
    'posture-agrees: failed',
  ]);
  const report = await run(rollbackPlan, '2026-09-24T11:00:00Z');
  plan = report.data as Planned;
  note = text('rollback-plan.note.md');
  expect(report.status).toBe('passed');
  expect(standing(report)).toEqual(['others-green the control cutover-gate: failed']);
  // The retreat leads where the handoff said that it would.
  expect(plan.baseline.tag).toBe('v2.4.0');
  expect(plan.baseline).toMatchObject({ tag: promised?.previous.tag, pinned: promised?.previous.commit });
  expect(trioOf(plan.baseline.commit)).toBe(trioOf(former));
  const token = (name: string): string => `${name} cannot be asked without a token`;
  const gate = (...rules: string[]): string => rules.map((rule) => `cutover-gate/${rule}`).join(', ');
  const findings = [
    `fails as agreed: cutover-gate/repin (the consumer is not pinned to what the checkpoint is about: the tag in ${paths.pin} is another one; agreed because: ${reason})`,
    `fails as before: cutover-gate/posture (the posture record ${records.posture} says "frozen" (pat, 2026-09-24T09:00:00Z, incident 12))`,
    `not judged: ${gate('one-commit', 'posture', 'posture-lift', 'posture-agrees')}: ${token(ledgerName)}`,
    `not judged: ${gate('verified', 'hash-gate', 'posture', 'posture-lift')}: ${token(deskName)}`,
  ];
  expect(plan.others.map(({ control, state }) => `${control} ${state}`)).toEqual([
    'atomic-change passes',
    'cutover-gate fails as agreed',
  ]);
  expect(note.split('\n').filter((line) => line.startsWith('- `cutover-gate: '))).toEqual(
    findings.map((finding) => `- \`cutover-gate: ${finding}\``),
  );
});

test('restored by git apply: the bytes are those of the former commit, and the contract is green', async () => {
  const { desk } = life;
  const { git } = desk.repository;
  git('checkout', '-q', '-b', 'pull-50', 'main');
  execFileSync('git', ['apply', '--index'], {
    cwd: desk.repository.folder,
    input: text('rollback-plan.restore.patch'),
  });
  git('commit', '-q', '-m', 'restore');
  git('checkout', '-q', 'main');
  expect(trioOf('pull-50')).toBe(trioOf(plan.baseline.commit));
  expect(git('diff', '--name-only', 'main', 'pull-50').split('\n')).toEqual([paths.mirror, paths.pin, paths.matrix]);

  const head = git('rev-parse', 'pull-50');
  desk.played.adopt(50, head, both('2026-09-24T11:30:00Z'));
  desk.played.check(head, 'ci');
  const judge = (control: AnyControl): Promise<Report> =>
    life.judge(desk, control, 50, '2026-09-24T12:00:00Z', { secrets, env: { GITHUB_SHA: head } });
  const sync = await judge(manifestSync);
  // That there is a newer release is a remark.
  expect([sync.status, standing(sync)]).toEqual(['passed', ['newer-release the release v2.4.0: failed']]);
  expect(standing(await judge(atomicChange))).toEqual([]);

  // What fails with the platform at hand is what the plan said would fail, or what it said that it had not judged.
  const red = failed(await judge(cutoverGate), 'cutover-gate');
  expect(red).toEqual(['cutover-gate/posture', 'cutover-gate/posture-agrees', 'cutover-gate/repin']);
  const { words = '' } = plan.others.find(({ control }) => control === 'cutover-gate') ?? {};
  for (const rule of red) expect(words).toContain(rule);
});

test('asked for by a pull request: exactly that patch and the note, which is checked until people have filled it', async () => {
  const { desk } = life;
  const { git } = desk.repository;
  const { report, pulls } = await open('2026-09-24T12:30:00Z');
  expect([report.status, pulls.length]).toEqual(['passed', 1]);
  // The record says frozen, which is more than the retreat would say.
  expect(git('diff', '--name-only', 'pull-50', branch)).toBe(notePath);
  const written = `${git('show', `${branch}:${notePath}`)}\n`;
  expect(written).toBe(note.replace('`planned`', '`opened`'));

  const verify = async (number: number, content: string): Promise<Report> => {
    git('checkout', '-q', '-b', `pull-${number}`, branch);
    desk.played.adopt(number, desk.repository.commit({ [notePath]: content }, 'note'));
    git('checkout', '-q', 'main');
    return life.judge(desk, rollbackPlan, number, '2026-09-24T13:00:00Z', {
      ...{ secrets, loadControl, given: { 'verify-note': notePath } },
      env: { GITHUB_SHA: git('rev-parse', `pull-${number}`) },
    });
  };
  const wrong = ({ results }: Report): string[] =>
    results
      .filter(({ rule, status }) => /note-/.test(rule) && status !== 'passed')
      .map(({ rule, about, status }) => `${rule.replace(/.*note-/, '')} ${about[1]}: ${status}`);
  const unfilled = await verify(60, written);
  expect(unfilled.status).toBe('failed');
  expect(wrong(unfilled)).toEqual([
    'complete the part Trigger: failed',
    'complete the part Root cause: failed',
    'complete the part Impact: failed',
    'complete the part Recovery status: failed',
    'complete the part Next validation milestone: failed',
    'milestone the part Next validation milestone: failed',
  ]);
  const filled = Object.entries({
    Trigger: 'the desk refused entries from 2026-09-24 08:40 UTC on',
    'Root cause': 'release 3 has no note, and the desk looks for it',
    Impact: 'no entry could be made for twenty minutes',
    'Recovery status': 'entries can be made again',
    'Next validation milestone': '2026-09-30: the desk reads entries without a note',
  }).reduce((all, [label, value]) => all.replace(new RegExp(`^- ${label}: .*$`, 'm'), `- ${label}: ${value}`), written);
  const good = await verify(61, filled);
  expect([wrong(good), good.status]).toEqual([[], 'passed']);

  // Merged, it says of the default branch what is so.
  desk.played.merge(61, '2026-09-24T14:00:00Z');
  expect(trioOf('main')).toBe(trioOf(former));
  const after = await run(rollbackPlan, '2026-09-24T15:00:00Z', { given: { 'verify-note': notePath } });
  expect([wrong(after), after.status]).toEqual([[], 'passed']);
  expect(documents['rollback-plan.restore.patch']).toBeUndefined();
});
