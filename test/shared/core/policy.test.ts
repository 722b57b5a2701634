import { describe, expect, test } from '@jest/globals';
import type { ZodType } from 'zod';
import {
  AttestationSchema,
  builtInProfiles,
  DeferralSchema,
  ProfileSchema,
  WaiverSchema,
} from '../../../shared/core/policy.ts';

const waiver = {
  id: 'W-1',
  rule: 'sample/fits',
  value: `v1:${'a'.repeat(32)}`,
  approver: 'alice',
  reason: 'it will shrink',
  granted: '2026-03-01',
  expires: '2026-03-31',
};
const attestation = {
  id: 'A-1',
  rule: 'sample/fits',
  by: 'bob',
  role: 'administrator',
  when: '2026-03-01',
  until: '2026-03-31',
  method: 'looked at the settings page',
  evidence: { path: 'evidence/a-1.png', sha256: 'c'.repeat(64) },
  bound: { 'ruleset 7': '2026-02-01T10:00:00Z' },
};

/** `path: message` of each problem; empty when the value fits. */
function problemsOf(schema: ZodType, value: unknown): string[] {
  return (schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const either = ': give either rule or fingerprint';
const noDay = 'there is no such day';
const noDate = 'expected a date as YYYY-MM-DD';
const noRule = 'expected <control>/<rule> or <control>/*';
const noHash = 'expected v1: and 32 hexadecimal digits, as the report shows it';

describe('a waiver', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['as it should be', {}, []],
    ['for all rules of a control', { rule: 'sample/*' }, []],
    ['for a fingerprint', { rule: undefined, fingerprint: `v1:${'0'.repeat(32)}` }, []],
    ['for one day', { expires: '2026-03-01' }, []],
    ['for rule and fingerprint', { fingerprint: `v1:${'0'.repeat(32)}` }, [either]],
    ['for neither', { rule: undefined }, [either]],
    ['for every control', { rule: '*/*' }, [`rule: ${noRule}`]],
    ['for everything', { rule: '*' }, [`rule: ${noRule}`]],
    ['for a control without a rule', { rule: 'sample' }, [`rule: ${noRule}`]],
    ['for a part of a rule name', { rule: 'sample/fi*' }, [`rule: ${noRule}`]],
    ['for a rule with an end of line', { rule: 'sample/fits\n' }, [`rule: ${noRule}`]],
    ['without a value', { value: undefined }, ['value: Invalid input: expected string, received undefined']],
    ['with a value of another version', { value: `v2:${'a'.repeat(32)}` }, [`value: ${noHash}`]],
    ['with a value in capitals', { value: `v1:${'A'.repeat(32)}` }, [`value: ${noHash}`]],
    ['with a short fingerprint', { rule: undefined, fingerprint: 'v1:00' }, [`fingerprint: ${noHash}`]],
    ['without an approver', { approver: ' ' }, ['approver: must not be empty']],
    ['without a reason', { reason: '' }, ['reason: must not be empty']],
    ['without an id', { id: '\t' }, ['id: must not be empty']],
    ['that never ends', { expires: undefined }, ['expires: Invalid input: expected string, received undefined']],
    ['that ends before it begins', { expires: '2026-02-28' }, [': expires before it was granted']],
    ['until a day that is none', { expires: '2026-04-31' }, [`expires: ${noDay}`]],
    ['until 29 February of no leap year', { granted: '2026-01-01', expires: '2026-02-29' }, [`expires: ${noDay}`]],
    ['until a time', { expires: '2026-03-31T00:00:00Z' }, [`expires: ${noDate}`, `expires: ${noDay}`]],
    ['with a key that nobody knows', { renewed: true }, [': Unrecognized key: "renewed"']],
  ])('%s', (_name, change, problems) => {
    expect(problemsOf(WaiverSchema, { ...waiver, ...change })).toEqual(problems);
  });
});

describe('an attestation', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['as it should be', {}, []],
    ['bound to what was looked at', { bound: { 'ruleset 7': '2026-03-01T10:00:00Z' } }, []],
    ['for neither rule nor fingerprint', { rule: undefined }, [either]],
    ['that ends before it begins', { until: '2026-02-01' }, [': ends before it begins']],
    ['without evidence', { evidence: undefined }, ['evidence: Invalid input: expected object, received undefined']],
    [
      'with evidence without a digest',
      { evidence: { path: 'a' } },
      ['evidence.sha256: Invalid input: expected string, received undefined'],
    ],
    [
      'with a digest that is none',
      { evidence: { path: 'a', sha256: 'c'.repeat(63) } },
      ['evidence.sha256: expected 64 lower-case hexadecimal digits'],
    ],
    ['without a role', { role: '' }, ['role: must not be empty']],
    ['bound to nothing', { bound: undefined }, ['bound: Invalid input: expected record, received undefined']],
    ['bound to no fact', { bound: {} }, ['bound: name at least one']],
    ['without a method', { method: ' ' }, ['method: must not be empty']],
    [
      'bound to what is no text',
      { bound: { ruleset: 7 } },
      ['bound.ruleset: Invalid input: expected string, received number'],
    ],
  ])('%s', (_name, change, problems) => {
    expect(problemsOf(AttestationSchema, { ...attestation, ...change })).toEqual(problems);
  });
});

describe('a deferral', () => {
  const deferral = { rule: 'sample/fits', to: 'release', reason: 'forks have no token' };

  test.each<[string, Record<string, unknown>, boolean]>([
    ['to a release', {}, true],
    ['to the merge group', { to: 'merge_group' }, true],
    ['to the default branch', { to: 'default-branch' }, true],
    ['to where it is judged anyway', { to: 'pull-request' }, false],
    ['to never', { to: 'never' }, false],
    ['without a reason', { reason: ' ' }, false],
    ['for everything', { rule: '*' }, false],
  ])('%s: %s', (_name, change, fits) => {
    expect(problemsOf(DeferralSchema, { ...deferral, ...change }).length === 0).toBe(fits);
  });
});

describe('a profile', () => {
  test('says nothing: it is the standard one', () => {
    expect(ProfileSchema.parse({})).toEqual(builtInProfiles.standard);
  });

  test('the threshold cannot be info, which never decides', () => {
    expect(problemsOf(ProfileSchema, { threshold: 'info' })).toHaveLength(1);
  });

  test.each(Object.entries(builtInProfiles))('%s is one that could be written down', (_name, profile) => {
    expect(ProfileSchema.parse(profile)).toEqual(profile);
  });
});
