import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/release-handoff/control.ts';
import { evaluate } from '../../shared/core/evaluation.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { packetText } from '../../shared/domain/handoff/packet.ts';
import { type Handoff, handoffText } from '../../shared/domain/handoff/payload.ts';
import { checkRun, checks } from '../support/cutover.ts';
import {
  acknowledging,
  answer,
  answerHead,
  consumer,
  deskTip,
  generated,
  generating,
  type Played,
  paths,
  producer,
  record,
  tried,
  verified,
  verifying,
  worldOf,
} from '../support/handoffs.ts';
import { account, pullAnswers, review } from '../support/pull-request.ts';
import { evaluateWith, headSha, type Setup } from '../support/world.ts';

/* Somebody hands over what was not measured, or takes an answer for one that is none. Everything but the attack is in order. */

const at = `GET /repos/${producer}`;
const desk = `GET /repos/${consumer}`;
const other = 'c1'.repeat(20);

/** The status of the report, and the rules that did not pass. */
async function ends(setup: Setup): Promise<[status: string, ...rules: string[]]> {
  const { results, error, documents } = await evaluateWith(control, setup);
  expect(documents).toEqual({});
  const rules = results.flatMap(({ rule, status }) =>
    status === 'failed' || status === 'unverified' ? [`${rule.replace('release-handoff/', '')} ${status}`] : [],
  );
  return [reportStatus(results, error), ...new Set(rules)];
}

/** What is said of what failed. */
async function said(setup: Setup): Promise<string> {
  const { results } = await evaluateWith(control, setup);
  return results.flatMap(({ status, message }) => (status === 'failed' ? [message] : [])).join('\n');
}

async function edited(change: (value: Handoff) => void, played: Played = {}): Promise<Setup> {
  const { value } = await generated();
  change(value);
  const text = handoffText(value);
  return verifying({ [paths.payload]: text, [paths.packet]: packetText(value, sha256(text)) }, played);
}

describe('a payload of what nobody measured', () => {
  test.each<[name: string, reports: Setup['reports'], expected: string[]]>([
    [
      'a report of an earlier run',
      verified([record()], (made) => void (made.subject.runId = 100)),
      ['failed', 'results failed'],
    ],
    [
      'a report judged by the configuration of the change',
      verified([record()], (made) => void Object.assign(made.policySource ?? {}, { sha256: 'd'.repeat(64) })),
      ['failed', 'results failed'],
    ],
    [
      'a report that says passed, and its results do not',
      verified([record()], (made) => void Object.assign(made.results[0] ?? {}, { status: 'failed' })),
      ['failed', 'form unverified', 'results failed'],
    ],
    ['a replay', verified([record()], (made) => void (made.replay = true)), ['failed', 'results failed']],
    [
      'a report of a control of another name',
      verified([record()], (made) => void (made.control = 'kpi-gate')),
      ['unverified', 'form unverified', 'results unverified'],
    ],
    [
      'records of a commit that nobody named',
      verified(
        [record({ sha: undefined })],
        (made) => void (made.data = { verifications: [record({ sha: undefined })] }),
      ),
      ['unverified', 'form unverified', 'results unverified'],
    ],
    [
      'a verification that is not required in the place of one that is',
      verified([record({ required: false, status: 'failed' })]),
      ['failed', 'results failed'],
    ],
  ])('%s', async (_name, reports, expected) => {
    expect(await ends(generating({ reports }))).toEqual(expected);
  });

  test('the report of another run is named as what it is', async () => {
    const reports = verified([record()], (made) => void (made.subject.runId = 100));
    expect(await said(generating({ reports }))).toContain('does not show that it passed: its run is 100, and not 101');
  });

  test('a replay of the handoff itself hands nothing over', async () => {
    const setup = generating();
    const made = worldOf(setup);
    const { documents } = await evaluate(control, made);
    expect(Object.keys(documents)).toEqual(['payload.json', 'packet.md']);
    const again = await evaluate(control, { ...made, time: { ...made.time, replay: true } });
    expect(again.documents).toEqual({});
    expect(again.outputs['ready']).toBe('false');
  });
});

describe('a payload that was changed on its way', () => {
  test.each<[name: string, change: (value: Handoff) => void, expected: string[], played?: Played]>([
    [
      'a manifest of its own',
      (value) => void (value.baseline.manifest.sha256 = 'e'.repeat(64)),
      ['failed', 'digest failed'],
    ],
    [
      'a version that the manifest does not say',
      (value) => void (value.baseline.versions['service'] = 'ledger.v4'),
      ['failed', 'agrees failed'],
    ],
    ['an error code less', (value) => void value.errorCodes.pop(), ['failed', 'agrees failed']],
    [
      'a changelog without what breaks',
      (value) => void (value.changelog.text = 'Small corrections.'),
      ['failed', 'agrees failed'],
    ],
    [
      'another release before, to which nobody should go back',
      (value) => void Object.assign(value.previous ?? {}, { tag: 'v3.0.0', commit: headSha }),
      ['failed', 'release failed', 'digest failed', 'agrees failed'],
    ],
    [
      'a tag that was moved after the handoff',
      () => undefined,
      ['failed', 'release failed'],
      { answers: { [`${at}/git/tags/${'7'.repeat(40)}`]: { json: { object: { type: 'commit', sha: other } } } } },
    ],
    [
      'a branch with the name of the tag',
      () => undefined,
      ['failed', 'release failed'],
      { answers: { [`${at}/git/ref/heads/v3.0.0`]: { json: { object: { type: 'commit', sha: other } } } } },
    ],
    [
      'a check of the same name by another app',
      () => undefined,
      ['unverified', 'measured unverified'],
      { answers: checks(producer, 'handoff', headSha, [checkRun('handoff', headSha, { app: { slug: 'mallory' } })]) },
    ],
    [
      'a tag that changes the address that is asked',
      (value) => void (value.baseline.tag = 'v3.0.0/../../../evil'),
      [
        'failed',
        'form failed',
        'release failed',
        'release unverified',
        'agrees failed',
        'agrees unverified',
        'packet unverified',
      ],
    ],
  ])('%s', async (_name, change, expected, played = {}) => {
    const moved = { [`${at}/compare/${headSha}...${other}`]: { json: { status: 'diverged' } } } as const;
    const before = { [`${at}/compare/${'b1'.repeat(20)}...${other}`]: { json: { status: 'ahead' } } } as const;
    const ended = await ends(await edited(change, { ...played, answers: { ...moved, ...before, ...played.answers } }));
    expect(new Set(ended)).toEqual(new Set(expected));
  });

  test.each(['../x', '/etc/passwd', 'a/../../x', 'a\\b', '.git/config', 'C:/x', 'a//b', './a'])(
    'a file at %s is never asked for',
    async (path) => {
      // What is asked for and has no answer throws.
      const ended = await ends(
        await edited((value) => void (value.packet.evidence[0] = { path, sha256: '0'.repeat(64) })),
      );
      expect(ended).toContain('contained failed');
      expect(ended).not.toContain('digest failed');
    },
  );

  test('a packet for people that tells something else than the payload for machines', async () => {
    const { payload, packet } = await generated();
    const files = {
      [paths.payload]: payload,
      [paths.packet]: packet.replace('Repin required: yes', 'Repin required: no'),
    };
    expect(await ends(verifying(files))).toEqual(['failed', 'packet failed']);
    expect(await said(verifying(files))).toContain('does not say what the payload says');
  });

  test('a job that does another task in the place of the one that would fail', async () => {
    const { payload } = await generated();
    const setup = acknowledging(payload, null);
    const section = { ...setup.section, ...verifying({}).section, tasks: ['verify', 'acknowledge'] };
    const subject = { ...setup.subject, matrixKey: 'acknowledge' };
    expect(await ends({ ...setup, section, subject, given: { task: 'verify' } })).toEqual(['error']);
    expect(await ends({ ...setup, section, subject, given: { task: 'generate' } })).toEqual(['error']);
  });
});

describe('an answer that is none', () => {
  const answered = async (changes: Record<string, unknown>, played: Played = {}): Promise<Setup> => {
    const { payload } = await generated();
    return acknowledging(payload, answer(sha256(payload), changes), played);
  };
  const nothing = ['verdict unverified', 'answer-measured unverified', 'answered-by unverified'];

  test('to the payload before', async () => {
    const { payload } = await generated({ given: { 'source-date-epoch': '0' } });
    const setup = await answered({ handoff: sha256(payload) });
    expect(await ends(setup)).toEqual(['failed', 'answer failed', ...nothing]);
    expect(await said(setup)).toContain('is to another handoff');
  });

  test.each<[name: string, changes: Record<string, unknown>, answers: Played['answers'], expected: string[]]>([
    [
      'accepted by who wrote it',
      {},
      pullAnswers(`${desk}/pulls/21`, {
        head: answerHead,
        opener: account('casey'),
        reviews: [review('casey', 0, { commit_id: answerHead })],
      }),
      ['failed', 'answered-by failed'],
    ],
    [
      'accepted by the producer',
      {},
      pullAnswers(`${desk}/pulls/21`, { head: answerHead, reviews: [review('pat', 0, { commit_id: answerHead })] }),
      ['failed', 'answered-by failed'],
    ],
    [
      'of a commit of a fork, where any check is green',
      {},
      { [`${desk}/compare/${tried}...${deskTip}`]: { json: { status: 'diverged' } } },
      ['failed', 'answer-measured failed'],
    ],
    [
      'with results that no check measured',
      {},
      checks(consumer, 'ci', tried, []),
      ['unverified', 'answer-measured unverified'],
    ],
    ['accepted with a blocker', { blockers: [{ what: 'x1', state: 'open' }] }, {}, ['failed', 'verdict failed']],
  ])('%s', async (_name, changes, answers, expected) => {
    expect(await ends(await answered(changes, { answers: answers ?? {} }))).toEqual(expected);
  });

  test('dates in the payload do not move the clock', async () => {
    const { value } = await generated();
    const text = handoffText({ ...value, generatedAt: '2030-01-01T00:00:00Z' });
    expect(await ends(acknowledging(text, null, { now: '2026-09-08T00:00:00Z' }))).toContain('in-time failed');
  });
});
