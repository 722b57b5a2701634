import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { control as contractChange } from '../../actions/contract-change/control.ts';
import { control as cutoverGate } from '../../actions/cutover-gate/control.ts';
import { control as executiveSummary } from '../../actions/executive-summary/control.ts';
import { control as manifestRepin } from '../../actions/manifest-repin/control.ts';
import { control as manifestSync } from '../../actions/manifest-sync/control.ts';
import type { ExecutiveSummary } from '../../shared/core/executive-summary.ts';
import type { Report } from '../../shared/core/report.ts';
import { contractFiles, paths } from '../support/contract-files.ts';
import {
  both,
  by,
  contractLife,
  type Life,
  operations,
  posture,
  pullPayload,
  records,
  standing,
} from '../support/contract-life.ts';
import { artifact, decisionJob, job } from '../support/decision-run.ts';
import { noticeText } from '../support/notices.ts';
import { edited, producerPaths as p, producerFiles, raisedFiles } from '../support/producer-files.ts';

/*
 * A contract lives: it is announced, changed, released, followed, cut over to, stopped by an incident, mended in an emergency and opened
 * again. Each step builds on those before it. The platform is played, git is real.
 */

let life: Life;
beforeAll(() => {
  life = contractLife();
  for (const [number, side] of [life.ledger, life.desk].entries()) {
    side.played.open(number + 1, posture('GO', '2026-09-01T00:00:00Z', 'release 2'), both('2026-09-01T08:00:00Z'));
    side.played.merge(number + 1, '2026-09-01T09:00:00Z');
  }
});
afterAll(() => life.remove());

const third = { ...raisedFiles({ release: 'v3.0.0' }) } as Record<string, string>;
/** The note of an entry goes, under a new version, with all that belongs to such a change. */
const broken = edited(third, p.openapi, '        note: {type: string}\n', '') as Record<string, string>;
const said = (checkpoint: string, commit: string): string =>
  `checkpoint: ${checkpoint}\ndecision: GO\ncommit: ${commit}\n`;

/** What a notice of the changes of that report must name. */
function announceOf(report: Report): string {
  const { units } = report.data as { units: { surfaces: { announce?: string }[] }[] };
  return units[0]?.surfaces[0]?.announce ?? 'nothing';
}

/** Judges the contract as it would change by a pull request of its own. */
async function change(number: number, files: Record<string, string>, now: string): Promise<Report> {
  life.ledger.played.open(number, files, both(now));
  return life.judge(life.ledger, contractChange, number, now);
}

/** Decides on the report of a pull request of the consumer; `base` is that of its event. */
async function decide(
  number: number,
  base: string,
  now: string,
  event = '2026-09-24T07:00:00Z',
): Promise<ExecutiveSummary> {
  const { repository } = life.desk;
  const head = repository.git('rev-parse', `pull-${number}`);
  const payload = pullPayload(number, base, head, event);
  const report = await life.judge(life.desk, manifestSync, number, now, { payload });
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const answers = { 'GET /repos/harbour-example/desk/actions/runs/101/jobs': { json: [job(), decisionJob] } };
  const decided = await life.judge(life.desk, executiveSummary, number, now, {
    ...{ payload, answers },
    given: { name: 'contract' },
    env: { GITHUB_JOB: 'decision' },
    collected: { files: [artifact(text, { headSha: head })], problems: [] },
  });
  return decided.data as ExecutiveSummary;
}

test('announced: what breaks is not named by a notice, nor is the version agreed on', async () => {
  const { ledger } = life;
  ledger.played.open(
    10,
    { [records.wave]: said('joint-green', ledger.repository.git('rev-parse', 'main')) },
    both('2026-09-02T08:00:00Z'),
  );
  ledger.played.merge(10, '2026-09-02T09:00:00Z');

  const draft = await change(11, broken, '2026-09-03T12:00:00Z');
  expect(standing(draft)).toEqual(['bump-gated service: failed', 'notice-given: failed', 'notice-period: unverified']);

  // A notice whose commit says that it is a year old, merged on Monday, 7 September.
  const { git } = ledger.repository;
  git('checkout', '-q', '-b', 'announce', 'main');
  const text = noticeText({ id: 'ledger-v3', changes: `[${announceOf(draft)}]`, codes: '{}' });
  ledger.repository.commit({ [records.notice]: text }, 'announce');
  git('commit', '-q', '--amend', '--no-edit', '--date=2025-09-01T00:00:00Z');
  ledger.played.adopt(12, git('rev-parse', 'HEAD'), by('2026-09-07T08:00:00Z', 'pat'));
  ledger.played.merge(12, '2026-09-07T09:00:00Z');

  const early = await change(13, broken, '2026-09-21T12:00:00Z');
  expect(standing(early)).toEqual(['bump-gated service: failed', 'notice-period: failed']);
  const period = early.results.find(({ rule }) => rule === 'contract-change/notice-period');
  expect(period?.message).toContain('it passes from 2026-09-22 00:00 UTC');
});

test('changed: the go of one side alone does not raise the version', async () => {
  const { ledger } = life;
  const commit = ledger.repository.git('rev-parse', 'main');
  ledger.played.open(20, { [records.review]: said('ledger-v3-review', commit) }, by('2026-09-08T08:00:00Z', 'pat'));
  ledger.played.merge(20, '2026-09-08T09:00:00Z');
  expect(standing(await change(21, broken, '2026-09-22T00:00:00Z'))).toEqual(['bump-gated service: failed']);

  const agreed = `${said('ledger-v3-review', commit)}reason: agreed by both\n`;
  ledger.played.open(22, { [records.review]: agreed }, both('2026-09-09T08:00:00Z'));
  ledger.played.merge(22, '2026-09-09T09:00:00Z');

  // One more breaking change makes it another one, whose clock has not begun.
  const another = edited(broken, p.openapi, 'amount: {type: number}', 'amount: {type: integer}');
  expect(standing(await change(23, another as Record<string, string>, '2026-09-22T09:00:00Z'))).toEqual([
    'notice-given: failed',
    'notice-period: unverified',
  ]);

  expect(standing(await change(24, broken, '2026-09-22T09:00:00Z'))).toEqual([]);
  const merged = ledger.played.merge(24, '2026-09-22T10:00:00Z');
  ledger.played.check(merged, 'suite');
  ledger.played.release('v3.0.0', '2026-09-22T11:00:00Z');
});

/** The gate at the release, by hand on the default branch. */
async function gate(now: string): Promise<string[]> {
  const { git } = life.ledger.repository;
  const released = git('rev-parse', 'v3.0.0');
  git('checkout', '-q', released);
  return standing(await life.dispatch(life.ledger, cutoverGate, now, { env: { GITHUB_SHA: released } }));
}

test('followed: the gate waits for the repin and for its day', async () => {
  const { desk } = life;
  desk.played.check(desk.repository.git('rev-parse', 'main'), 'ci');
  expect(await gate('2026-09-23T08:00:00Z')).toEqual(['repin: failed', 'window not-before: failed']);

  const repin = await life.dispatch(desk, manifestRepin, '2026-09-23T09:00:00Z', { given: { apply: 'true' } });
  expect(repin.results.filter(({ status }) => status === 'failed' || status === 'unverified')).toEqual([]);
  expect(desk.repository.git('diff', '--name-only').split('\n')).toEqual([paths.mirror, paths.pin, paths.matrix]);
  desk.repository.git('stash', '-q');
  desk.repository.git('checkout', '-q', '-b', 'pull-30');
  desk.repository.git('stash', 'pop', '-q');
  desk.played.adopt(30, desk.repository.commit({}, 'repin'), by('2026-09-23T10:00:00Z', 'casey'));
  desk.repository.git('checkout', '-q', 'main');

  const half = { [paths.pin]: contractFiles({ tag: 'v3.0.0' })[paths.pin] ?? '' };
  desk.played.open(31, half);
  expect((await life.judge(desk, manifestSync, 31, '2026-09-23T10:00:00Z')).status).toBe('failed');
  expect(standing(await life.judge(desk, manifestSync, 30, '2026-09-23T10:00:00Z'))).toEqual([]);
  desk.played.check(desk.played.merge(30, '2026-09-23T11:00:00Z'), 'ci');
});

test('cut over: all is in order from the agreed hour on', async () => {
  expect(await gate('2026-09-24T07:59:59Z')).toEqual(['window not-before: failed']);
  expect(await gate('2026-09-24T08:00:00Z')).toEqual([]);
});

/** The tip of the consumer before the incident. */
let before = '';

test('an incident stops the gate, the repin, and also an event from before it', async () => {
  const { ledger, desk } = life;
  desk.played.open(40, { 'docs/desk.md': 'x' });
  before = desk.repository.git('rev-parse', 'main');
  expect((await decide(40, before, '2026-09-24T07:30:00Z')).decision).toBe('go');

  const stop = posture('frozen', '2026-09-24T09:00:00Z', 'incident 12');
  desk.played.open(41, stop);
  desk.played.check(desk.played.merge(41, '2026-09-24T09:30:00Z'), 'ci');
  expect(await gate('2026-09-24T10:00:00Z')).toEqual(['posture consumer: failed', 'posture-agrees: failed']);
  ledger.played.open(42, stop);
  ledger.played.merge(42, '2026-09-24T10:30:00Z');
  expect(await gate('2026-09-24T11:00:00Z')).toEqual(['posture consumer: failed', 'posture producer: failed']);

  const repin = await life.dispatch(desk, manifestRepin, '2026-09-24T11:00:00Z', { given: { apply: 'true' } });
  expect(standing(repin)).toEqual(['posture the posture record .github/posture.yml: failed']);

  const { decision, checks } = await decide(40, before, '2026-09-24T11:00:00Z');
  expect(decision).toBe('no-go');
  expect(checks.map(({ message }) => message).join('\n')).toContain('says "frozen"');
});

test('an emergency is mended with docs, spec and tests, after both sides called the last wave green', async () => {
  const { ledger } = life;
  const codes = ['invalid', 'not_found', 'closed', 'busy'];
  const impact =
    '- Runtime behavior changes: refuses under load\n- Required mapping changes: busy\n- Repin required: yes\n';
  const { [p.running]: _running, ...mended } = producerFiles({
    version: 'ledger.v3',
    release: 'v3.0.1',
    codes,
    impact,
  });
  const urgent: Record<string, string> = {
    ...(edited(mended, p.openapi, '        note: {type: string}\n', '') as Record<string, string>),
    [operations]: '# Operations\n\nSend less when the ledger is busy.\n',
  };
  const draft = await change(50, urgent, '2026-09-24T11:00:00Z');
  expect(standing(draft)).toEqual(['notice-given: failed', 'notice-period: unverified', 'wave-green: failed']);

  const emergency = { mode: 'emergency', approver: 'quinn', incident: 'incident-12', codes: '{ busy: 503 }' };
  const text = noticeText({ id: 'busy', changes: `[${announceOf(draft)}]`, ...emergency });
  ledger.played.open(51, { [records.urgent]: text }, by('2026-09-24T11:30:00Z', 'quinn'));
  ledger.played.merge(51, '2026-09-24T12:00:00Z');
  const green = said('joint-green', ledger.repository.git('rev-parse', 'v3.0.0'));
  ledger.played.open(52, { [records.wave]: green }, both('2026-09-24T12:30:00Z'));
  ledger.played.merge(52, '2026-09-24T13:00:00Z');

  expect(standing(await change(53, urgent, '2026-09-25T11:59:59Z'))).toEqual(['notice-period: failed']);
  // Its docs would come a day later.
  const { [operations]: _operations, ...undocumented } = urgent;
  expect(standing(await change(54, undocumented, '2026-09-25T12:00:00Z'))).toEqual(['emergency-same-day: failed']);
  expect(standing(await change(55, urgent, '2026-09-25T12:00:00Z'))).toEqual([]);
  ledger.played.check(ledger.played.merge(55, '2026-09-25T13:00:00Z'), 'suite');

  // Nobody has followed yet, so that it is not rolled out.
  const rollout = await change(56, { 'rollout/all.json': '{"release": "v3.0.1"}' }, '2026-09-25T14:00:00Z');
  expect(standing(rollout)).toEqual(['emergency-rollout busy: failed']);
});

test('opened again: by both sides, later than the stop', async () => {
  const { ledger, desk } = life;
  const open = (reason: string): Record<string, string> => posture('GO', '2026-09-25T15:00:00Z', reason);
  desk.played.open(60, open('mended'), both('2026-09-25T16:00:00Z'));
  desk.played.check(desk.played.merge(60, '2026-09-25T16:30:00Z'), 'ci');
  ledger.played.open(61, open('mended'), by('2026-09-25T16:00:00Z', 'pat'));
  ledger.played.merge(61, '2026-09-25T16:30:00Z');
  expect(await gate('2026-09-26T08:00:00Z')).toEqual(['posture-lift producer: failed']);

  ledger.played.open(62, posture('frozen', '2026-09-26T09:00:00Z', 'lifted by one side'));
  ledger.played.merge(62, '2026-09-26T09:30:00Z');
  ledger.played.open(63, open('mended, say both'), both('2026-09-26T10:00:00Z'));
  ledger.played.merge(63, '2026-09-26T10:30:00Z');
  expect(await gate('2026-09-26T11:00:00Z')).toEqual([]);

  // The consumer follows the emergency, and then it is rolled out.
  ledger.played.release('v3.0.1', '2026-09-26T12:00:00Z');
  const repin = await life.dispatch(desk, manifestRepin, '2026-09-26T13:00:00Z', { given: { apply: 'true' } });
  expect(standing(repin)).toEqual([]);
  desk.repository.git('stash', '-q');
  desk.repository.git('checkout', '-q', '-b', 'pull-64');
  desk.repository.git('stash', 'pop', '-q');
  desk.played.adopt(64, desk.repository.commit({}, 'repin'), by('2026-09-26T13:30:00Z', 'casey'));
  desk.played.check(desk.played.merge(64, '2026-09-26T14:00:00Z'), 'ci');
  const rollout = await change(65, { 'rollout/all.json': '{"release": "v3.0.1"}' }, '2026-09-26T15:00:00Z');
  expect(standing(rollout)).toEqual([]);
  const again = (event?: string): Promise<ExecutiveSummary> =>
    decide(40, desk.repository.git('rev-parse', 'main'), '2026-09-26T15:00:00Z', event);
  expect((await again()).decision).toBe('go');
  expect((await again('2026-09-26T14:30:00Z')).decision).toBe('go');
});
