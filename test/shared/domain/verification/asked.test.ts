import { describe, expect, test } from '@jest/globals';
import { askedVerifications } from '../../../../shared/domain/verification/asked.ts';
import {
  PresetSchema,
  VerificationSchema,
  verificationProblems,
} from '../../../../shared/domain/verification/config.ts';
import { presetNames, presets } from '../../../../shared/domain/verification/presets.ts';

const unit = VerificationSchema.parse({ id: 'unit', command: ['npm', 'test'] });

test('without required ids every verification is required', () => {
  expect(askedVerifications([unit], [], [])).toEqual({ verifications: [unit], required: ['unit'] });
  expect(askedVerifications([unit], ['other', 'other'], []).required).toEqual(['other']);
});

test('a preset asks for its ids, brings its reports along, and leaves what the configuration says', () => {
  const own = VerificationSchema.parse({ id: 'provenance-coverage', command: ['make', 'provenance'] });
  const { verifications, required } = askedVerifications(
    [own],
    [],
    [{ preset: 'durability-reports', artifact: 'durability', job: 'durable', expected: { 'replay-determinism': 6 } }],
  );
  expect(required).toEqual(presets['durability-reports'].map(({ id }) => id));
  expect(verifications.map(({ id }) => id).sort()).toEqual([...required].sort());
  expect(verifications[0]).toBe(own);
  expect(verifications[1]).toMatchObject({
    id: 'replay-determinism',
    report: {
      path: 'artifacts/replay_determinism_report.json',
      artifact: 'durability',
      job: 'durable',
      format: 'summary',
      contract: 'replay_determinism_v1',
    },
    expected: 6,
  });
});

test('a preset of suites only asks', () => {
  const { verifications, required } = askedVerifications([unit], ['unit'], ['contract-suites']);
  expect(verifications).toEqual([unit]);
  expect(required).toEqual(['unit', 'pin', 'governance', 'handoff', 'contract', 'governance-negative']);
});

test('what presets hold fits the configuration, each id once', () => {
  for (const name of presetNames) expect(PresetSchema.safeParse(name).success).toBe(true);
  const { verifications } = askedVerifications([], [], [...presetNames]);
  for (const one of verifications) expect(VerificationSchema.parse(one)).toEqual(one);
  expect(verificationProblems({ verifications })).toEqual([]);
});

describe('the configuration refuses', () => {
  test.each<[string, object, string]>([
    ['neither command nor report', {}, 'needs a command or a report'],
    ['an empty command', { command: [] }, 'Too small'],
    ['no program', { command: [''] }, 'names no program'],
    ['a NUL', { command: ['a\0b'] }, 'has a NUL character'],
    ['a folder outside', { command: ['x'], folder: '../x' }, 'leaves the repository'],
    ['a report outside', { report: { path: '/etc/passwd' } }, 'is absolute'],
    [
      'a report of a command in an artifact',
      { command: ['x'], report: { path: 'x', artifact: 'y' } },
      'a command writes its report into the work tree',
    ],
    ['a token that is passed on', { command: ['x'], environment: { pass: ['GITHUB_TOKEN'] } }, 'is withheld'],
    ['a secret that is passed on', { command: ['x'], environment: { pass: ['MY_API_KEY'] } }, 'is withheld'],
    ['a job without an artifact', { report: { path: 'x', job: 'y' } }, 'is for an artifact, and there is none'],
    ['a repetition that compares nothing', { command: ['x'], repeat: { output: false } }, 'asks for nothing'],
    [
      'variations that no run is given',
      { command: ['x'], repeat: { times: 2, variations: [{ TZ: 'A' }, { TZ: 'B' }, { TZ: 'C' }] } },
      'has more variations than runs',
    ],
    [
      'a text of the output without a command',
      { report: { path: 'x' }, output: 'x' },
      'is for a command, and there is none',
    ],
    ['a time of a day', { command: ['x'], timeout: '1d' }, 'is longer than six hours'],
    ['an exit code without a command', { report: { path: 'x' }, exit: 0 }, 'is for a command, and there is none'],
    ['a number of tests without a report', { command: ['x'], expected: 1 }, 'is for a report, and there is none'],
    [
      'skips without a report',
      { command: ['x'], skips: [{ test: 'a', reason: 'b' }] },
      'is for a report, and there is none',
    ],
    ['no test expected', { report: { path: 'x' }, expected: 0 }, 'Too small'],
    ['a skip without a reason', { report: { path: 'x' }, skips: [{ test: 'a' }] }, 'Invalid input'],
    [
      'a contract of JUnit',
      { report: { path: 'x', format: 'junit', contract: 'c' } },
      'only reports of the format summary have a contract',
    ],
    ['an id that is no name', { id: 'A b', command: ['x'] }, 'expected a name in kebab-case'],
  ])('%s', (_name, one, message) => {
    const parsed = VerificationSchema.safeParse({ id: 'a', ...one });
    expect(JSON.stringify(parsed.error?.issues)).toContain(message);
  });

  test('two verifications of one id', () => {
    expect(verificationProblems({ verifications: [unit, unit] })).toEqual([
      { pointer: '/verifications/1/id', message: 'there are two verifications unit' },
    ]);
  });

  test('numbers of tests of what a preset does not bring', () => {
    const expected = { 'replay-determinsm': 6, 'provenance-coverage': { minimum: 1 } };
    const problems = verificationProblems({ presets: ['contract-suites', { preset: 'durability-reports', expected }] });
    expect(problems).toEqual([
      {
        pointer: '/presets/1/expected/replay-determinsm',
        message: expect.stringContaining('brings no report of replay-determinsm'),
      },
    ]);
  });
});
