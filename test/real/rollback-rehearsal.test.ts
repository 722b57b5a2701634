import { expect, test } from '@jest/globals';
import { control } from '../../actions/rollback-rehearsal/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { evaluateWith, type Files } from '../support/world.ts';
import { realFile } from './data.ts';

const commit = 'ce12f9571e24315ed0f349be75997525fab85857';
const asked = {
  approvers: ['@reviewer'],
  operators: ['@operator'],
  objective: '15min',
  'maximum-age': '90d',
  environments: { staging: ['live'] },
};

/** The status, and what is failed, each in its own words. */
async function judged(files: Files, section: Record<string, unknown>, now: string) {
  const { results, error, data } = await evaluateWith(control, {
    files,
    section: { ...asked, ...section },
    now,
    subject: { repository: 'acme/desktop', headSha: commit },
  });
  const lacks = results.flatMap(({ status, rule, message }) =>
    status === 'failed' ? [`${rule.replace('rollback-rehearsal/', '')} ${message}`] : [],
  );
  const passed = results.flatMap(({ status, rule }) =>
    status === 'passed' ? [rule.replace('rollback-rehearsal/', '')] : [],
  );
  return { status: reportStatus(results, error), lacks, passed, data };
}

const record = 'docs/reliability/artifacts/2026-02-13-rollback-rehearsal-002.md';
const report = 'docs/reliability/artifacts/2026-02-13-gate-run-003.report.json';
const realText = (path: string): string => realFile('bytedance-UI-TARS-desktop', '1269c08', path).toString('utf8');
const section = { drills: [{ id: '002', record }], active: [{ report, at: '/environment/featureFlags' }] };
const flags = ['ffToolRegistry', 'ffInvokeGate', 'ffToolFirstRouting', 'ffConfidenceLayer', 'ffLoopGuardrails'];

test('the drill record of a migration covers every flag of the report, and lacks nearly everything else', async () => {
  const files = { [record]: realText(record), [report]: realText(report) };
  const { status, lacks, passed, data } = await judged(files, section, '2026-02-14T00:00:00Z');
  expect(status).toBe('failed');
  expect(passed).toEqual(['active', 'record']);
  expect(lacks).toEqual([
    'times 002: its start is missing; its end is missing',
    'operator 002: its operator is missing',
    'mode 002: its environment is missing; its mode is missing',
    'steps 002: no step freezes what goes on (freeze), no step puts back what was there before (re-pin), no step checks it again (re-check), no step opens it again (reopen)',
    ...['N-1', 'N', 'N+1'].map((name) => `versions 002 ${name}: it is not among the versions that were tried`),
    'post-checks 002: its record has no check after the rollback',
    ...flags.flatMap((name) => [
      `settings ${name}: its setting before is missing; its setting after is missing`,
      `behaviour ${name}: its behaviour before is missing`,
    ]),
  ]);
  expect(data).toEqual({
    active: flags.map((name) => ({ name, value: 'true', drill: '002', status: 'failed' })),
    drills: [{ id: '002', record, status: 'failed', commit }],
  });
});

test('the same record does not cover a flag that is switched on later', async () => {
  const later = realText(report).replace('"ffInvokeGate": true', '"ffInvokeGate": true, "ffNew": true');
  const { lacks } = await judged({ [record]: realText(record), [report]: later }, section, '2026-02-14T00:00:00Z');
  expect(lacks).toContain('covered ffNew: no drill rolled it back');
});

test('the same record is too old half a year later, by its day', async () => {
  const files = { [record]: realText(record), [report]: realText(report) };
  const { lacks } = await judged(files, section, '2026-08-14T00:00:00Z');
  expect(lacks).toContain('fresh 002: it ended 2026-02-13T00:00:00Z, longer ago than 90d');
});

test('a canary drill has the matrix and two steps, and names neither commit, versions, times nor people', async () => {
  const path = 'docs/operations/quay-canary-rollback-drill-2026-05-12.md';
  const files = { [path]: realFile('synthetic', 'quay-rollout', path).toString('utf8') };
  const drill = { drills: [{ id: 'quay', record: path }], active: [] };
  const { lacks } = await judged(files, drill, '2026-05-13T00:00:00Z');
  expect(lacks).toEqual([
    'of-commit quay: its commit is missing',
    'times quay: its start is missing; its end is missing',
    'operator quay: its operator is missing',
    'mode quay: its environment is missing; its mode is missing',
    'steps quay: no step checks it again (re-check), no step opens it again (reopen)',
    ...['N-1', 'N', 'N+1'].map((name) => `versions quay ${name}: its tag or commit is missing`),
    'post-checks quay: its record has no check after the rollback',
  ]);
});
