import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { control } from '../../actions/release-handoff/control.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Report } from '../../shared/core/report.ts';
import { by, contractLife, deskName, type Life, ledgerName, type More, standing } from '../support/contract-life.ts';
import { artifact, job } from '../support/decision-run.ts';
import {
  acknowledgeSection,
  answer,
  generateSection,
  paths,
  record,
  releaseFiles,
  verifySection,
} from '../support/handoffs.ts';
import { report, result } from '../support/results.ts';

/*
 * A release is handed over, verified, and answered. Each step builds on those before it. The platform is played, git is real.
 */

let life: Life;
let payload = '';
let packet = '';
let config = '';
beforeAll(() => {
  life = contractLife({
    'release-handoff': {
      modes: ['generate', 'verify', 'acknowledge'],
      producer: ledgerName,
      generate: generateSection,
      verify: { ...verifySection, check: { check: 'suite' } },
      acknowledge: {
        ...acknowledgeSection,
        answer: { path: paths.answer, repository: deskName },
      },
    },
  });
  const { played, repository } = life.ledger;
  config = repository.git('show', 'main:.github/release-governance.yml');
  played.open(10, releaseFiles(), by('2026-09-22T08:00:00Z', 'casey'));
  played.check(played.merge(10, '2026-09-22T09:00:00Z'), 'suite');
});
afterAll(() => life.remove());

/** What stands in no file: a document in which the value of a secret stood would not be the one that was digested. */
const secrets = { token: 'token-of-the-workflow-0123456789', 'consumer-token': 'token-of-the-desk-9876543210' };
const asked = (mode: string, more: More = {}): More => ({
  ...more,
  secrets,
  given: { mode, 'artifact-key': mode, 'source-date-epoch': '1790000000' },
});

/** Generates at the tip of main, with a report of the control verification of that run. */
async function generate(now: string, of = life.ledger.repository.git('rev-parse', 'main')): Promise<Report> {
  const verification = report({
    control: 'verification',
    results: [result({ rule: 'verification/passed' })],
    subject: {
      ...{ event: 'workflow_dispatch', repository: ledgerName, headSha: of },
      ...{ runId: 101, attempt: 1, job: 'verify' },
    },
    policySource: { kind: 'base', path: '.github/release-governance.yml', sha256: sha256(`${config}\n`.trimEnd()) },
    data: { sha: of, verifications: [record({ sha: of, started: now })] },
  });
  const tip = life.ledger.repository.git('rev-parse', 'main');
  return life.dispatch(
    life.ledger,
    control,
    now,
    asked('generate', {
      env: { GITHUB_SHA: tip },
      collected: {
        files: [artifact(JSON.stringify(verification), { headSha: of }, 'verification.report.json')],
        problems: [],
      },
      answers: {
        [`GET /repos/${ledgerName}/actions/runs/101/jobs`]: {
          json: [job({ name: 'verify' }), job({ id: 12, status: 'in_progress', conclusion: null })],
        },
      },
      take: (documents) => {
        payload = String(documents['release-handoff-generate.payload.json'] ?? '');
        packet = String(documents['release-handoff-generate.packet.md'] ?? '');
      },
    }),
  );
}
const acknowledge = (now: string): Promise<Report> =>
  life.dispatch(
    life.ledger,
    control,
    now,
    asked('acknowledge', { env: { GITHUB_SHA: life.ledger.repository.git('rev-parse', 'main') } }),
  );

test('nothing is handed over before the release is there, or by the results of another commit', async () => {
  const early = await generate('2026-09-22T10:00:00Z');
  expect(standing(early)).toContain('sources: failed');
  expect(payload).toBe('');
  life.ledger.played.release('v3.0.0', '2026-09-22T11:00:00Z');
  const before = life.ledger.repository.git('rev-parse', 'v2.4.0');
  expect(standing(await generate('2026-09-22T12:00:00Z', before))).toEqual(['results: failed', 'results: failed']);
  expect(payload).toBe('');
});

test('handed over: from the released commit, with what was measured there', async () => {
  expect(standing(await generate('2026-09-22T12:00:00Z'))).toEqual([]);
  const first = payload;
  expect(JSON.parse(first)).toMatchObject({
    baseline: { tag: 'v3.0.0', commit: life.ledger.repository.git('rev-parse', 'v3.0.0') },
    previous: { tag: 'v2.4.0', versions: { service: 'ledger.v2' } },
    generatedAt: '2026-09-21T14:13:20Z',
  });
  expect(packet).toContain(sha256(first));
});

test('verified in the pull request that brings it, and edited by hand not', async () => {
  const { played } = life.ledger;
  const judge = (number: number, files: Record<string, string>): Promise<Report> => {
    played.open(number, files, by('2026-09-23T08:00:00Z', 'casey'));
    return life.judge(life.ledger, control, number, '2026-09-23T09:00:00Z', asked('verify'));
  };
  expect(standing(await judge(20, { [paths.payload]: payload, [paths.packet]: packet }))).toEqual([]);
  const edited = payload.replace('"refuses under load"', '"<none|describe>"');
  expect(standing(await judge(21, { [paths.payload]: edited, [paths.packet]: packet }))).toEqual([
    'filled: failed',
    'packet: failed',
  ]);
  played.merge(20, '2026-09-23T10:00:00Z');
});

test('unanswered: open at first, a finding when the time is over', async () => {
  expect((await acknowledge('2026-09-28T09:59:59Z')).status).toBe('unverified');
  const late = await acknowledge('2026-09-28T10:00:00Z');
  expect(late.status).toBe('failed');
  expect(standing(late)).toContain('in-time: failed');
});

test('answered: by who may, with what was measured, and without what is in the way', async () => {
  const { played, repository } = life.desk;
  const commit = repository.git('rev-parse', 'main');
  const text = (changes: Record<string, unknown> = {}): Record<string, string> => ({
    [paths.answer]: JSON.stringify(answer(sha256(payload), { commit, ...changes })),
  });
  const bring = (number: number, files: Record<string, string>, time: string, ...people: string[]): void => {
    played.open(number, files, by(time, ...people));
    played.merge(number, time);
  };
  bring(30, text({ blockers: [{ what: 'no pin', state: 'open' }] }), '2026-09-28T11:00:00Z', 'casey');
  expect(standing(await acknowledge('2026-09-28T12:00:00Z'))).toEqual([
    'answer-measured: unverified',
    'verdict: failed',
  ]);
  played.check(commit, 'ci');
  bring(31, text({ 'files-changed': [] }), '2026-09-28T13:00:00Z', 'pat');
  expect(standing(await acknowledge('2026-09-28T14:00:00Z'))).toEqual(['answered-by: failed']);
  bring(32, text(), '2026-09-28T15:00:00Z', 'casey');
  expect(standing(await acknowledge('2026-09-28T16:00:00Z'))).toEqual([]);
});

test('handed over again: the old answer is none to it', async () => {
  const { played } = life.ledger;
  played.open(40, { [paths.payload]: payload.replace('"refuses under load"', '"refuses more"') });
  played.merge(40, '2026-09-29T10:00:00Z');
  const again = await acknowledge('2026-09-29T11:00:00Z');
  expect(standing(again)).toContain('answer: failed');
  expect(again.results.find(({ rule }) => rule.endsWith('/in-time'))?.status).toBe('passed');
});
