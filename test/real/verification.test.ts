import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/verification/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { presets } from '../../shared/domain/verification/presets.ts';
import { readReport } from '../../shared/domain/verification/read-report.ts';
import { testsOf } from '../../shared/domain/verification/tests.ts';
import type { VerificationRecords } from '../../shared/domain/verification-record/record.ts';
import { artifactOf } from '../support/verification.ts';
import { evaluateWith, type Setup } from '../support/world.ts';
import { realFile, realNames } from './data.ts';

const folder = ['synthetic', 'reports'] as const;
const durability = presets['durability-reports'].flatMap(({ report }) => report?.file ?? []);
const textOf = (name: string): string => realFile(...folder, name).toString('utf8');
const files = Object.fromEntries(durability.map((name) => [`artifacts/${name}`, textOf(name)]));
const afterwards = '2026-06-11T06:00:00Z';

const open = async (setup: Setup): Promise<{ status: string; lines: string[]; records: VerificationRecords }> => {
  const { results, error, data } = await evaluateWith(control, { now: afterwards, ...setup });
  const lines = results.flatMap(({ rule, status, about }) =>
    status === 'failed' || status === 'unverified'
      ? [`${rule.replace('verification/', '')} ${about.join(' ')}: ${status}`]
      : [],
  );
  return { status: reportStatus(results, error), lines, records: data as VerificationRecords };
};

describe('the durability reports', () => {
  const section = { presets: [{ preset: 'durability-reports', artifact: 'durability' }] };
  const artifact = artifactOf('durability', files, { createdAt: '2026-06-11T05:00:00Z' });

  test('pass out of an artifact of the run, each with the tests that it lists', async () => {
    const { status, lines, records } = await open({
      section,
      subject: { runId: 101, attempt: 1 },
      reports: () => artifact,
    });
    expect([status, lines]).toEqual(['passed', []]);
    expect(
      records.verifications.map(({ id, counts }) => [id, counts?.expected, counts?.executed, counts?.failed]),
    ).toEqual([
      ['replay-determinism', 6, 6, 0],
      ['workflow-version-compatibility', 3, 3, 0],
      ['checkpoint-schema-provenance', 6, 6, 0],
      ['provenance-coverage', 8, 8, 0],
    ]);
  });

  test('are claims as files that a step laid there: nothing in them names a commit', async () => {
    const { status, lines } = await open({ section: { presets: ['durability-reports'] }, produced: files });
    expect(status).toBe('unverified');
    expect(lines).toEqual(presets['durability-reports'].map(({ id }) => `of-commit ${id}: unverified`));
  });

  test('are too old a month later, where an age is asked for', async () => {
    const report = { path: 'artifacts/replay_determinism_report.json' };
    const { lines } = await open({
      section: { verifications: [{ id: 'replay', report, 'maximum-age': '7d' }] },
      produced: files,
      now: '2026-07-11T06:00:00Z',
    });
    expect(lines).toContain('fresh replay: failed');
  });

  test.each<[string, (text: string) => string, string[]]>([
    [
      'a test that failed',
      (text) => text.replace('"returncode": 0', '"returncode": 1'),
      ['no-failures replay: failed'],
    ],
    [
      'an execution that is not complete',
      (text) => text.replace('"execution_complete": true', '"execution_complete": false'),
      ['totals replay: failed'],
    ],
    [
      'a test that was taken out',
      (text) => text.replace(/\{\s*"nodeid"[^}]*\},/, ''),
      ['executed replay: failed', 'totals replay: failed'],
    ],
    [
      'another contract',
      (text) => text.replace('replay_determinism_v1', 'replay_determinism_v2'),
      ['report-read replay: failed'],
    ],
  ])('with %s are not passed', async (_name, change, expected) => {
    const report = { path: 'r.json', format: 'summary', contract: 'replay_determinism_v1' };
    const text = change(textOf('replay_determinism_report.json'));
    const { status, lines } = await open({
      section: { verifications: [{ id: 'replay', report }] },
      produced: { 'r.json': text },
    });
    expect(status).toBe('failed');
    expect(lines).toEqual(expect.arrayContaining(expected));
  });
});

test('of all reports of the readiness scripts only those with tests are read, and none is guessed', () => {
  const read = realNames(...folder).flatMap((name) => {
    const one = readReport(realFile(...folder, name), { format: 'auto', contract: undefined });
    return one.state === 'read' && testsOf([one.report]).executed > 0 ? [`${name} ${one.format}`] : [];
  });
  expect(read).toEqual([...durability].sort().map((name) => `${name} summary`));
});
