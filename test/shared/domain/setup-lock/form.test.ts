import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formNames, integrityProblem, malformation, vagueness } from '../../../../shared/domain/setup-lock/form.ts';
import { hostileText } from '../../../support/hostile.ts';

const hex = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 15 }), { minLength: length, maxLength: length })
    .filter((digits) => new Set(digits).size > 8)
    .map((digits) => digits.map((digit) => digit.toString(16)).join(''));

describe('what nobody made up has its form', () => {
  test('digests, pins and commits of any digits', () => {
    fc.assert(
      fc.property(hex(64), hex(40), (long, short) => {
        expect(malformation(`sha256:${long}`, 'digest', [])).toBeUndefined();
        expect(malformation(`bridge:${long}`, 'pin', [])).toBeUndefined();
        expect(malformation(long, 'pin', [])).toBeUndefined();
        expect(malformation(short, 'commit', [])).toBeUndefined();
        expect(malformation(`registry.dev:5000/a/b@sha256:${long}`, 'image', [])).toBeUndefined();
        expect(vagueness(long, ['<required>'])).toBeUndefined();
      }),
    );
  });

  test('a digit less or more has not', () => {
    fc.assert(
      fc.property(hex(64), fc.nat(63), (digits, at) => {
        const less = digits.slice(0, at) + digits.slice(at + 1);
        for (const value of [less, `${digits}0`]) {
          expect(malformation(`sha256:${value}`, 'digest', [])).toBeDefined();
          expect(malformation(value, 'pin', [])).toBeDefined();
        }
      }),
    );
  });

  test('an integrity of that many bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 64, maxLength: 64 }).filter((bytes) => new Set(bytes).size > 16),
        (bytes) => {
          const base64 = Buffer.from(bytes).toString('base64');
          expect(integrityProblem(`sha512-${base64}`)).toBeUndefined();
          expect(integrityProblem(`sha384-${base64}`)).toBeDefined();
          expect(integrityProblem(`sha512-${Buffer.from(bytes.slice(1)).toString('base64')}`)).toBeDefined();
        },
      ),
    );
  });
});

test('any text gets an answer, and a token of the policy never counts', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const form of formNames) expect(typeof (malformation(text, form, []) ?? '')).toBe('string');
      expect(vagueness(`${text}<required>`, ['<required>'])).toBeDefined();
    }),
  );
});

const endpoints: [value: string, hosts: string[], problem: RegExp | undefined][] = [
  ['https://gateway.dev/sse', [], undefined],
  ['http://localhost:8811/sse', ['localhost'], undefined],
  ['http://localhost:8811/sse', [], /not https/],
  ['https://a.quay.dev/', ['*.quay.dev'], undefined],
  ['https://quay.dev/', ['*.quay.dev'], /does not name/],
  ['https://evilquay.dev/', ['*.quay.dev'], /does not name/],
  ['https://quay.dev.evil.io/', ['quay.dev'], /does not name/],
  ['https://quay.dev@evil.io/', ['quay.dev'], /user name/],
  ['https://QUAY.dev/', ['quay.dev'], undefined],
  ['https://gateway.test/', [], /reserved/],
  ['javascript:alert(1)', [], /not an http/],
  ['https:// quay.dev', [], /not an http/],
];

test.each(endpoints)('the endpoint %j with the hosts %j', (value, hosts, problem) => {
  const said = malformation(value, 'endpoint', hosts);
  expect(said ?? 'nothing is wrong').toMatch(problem ?? /^nothing is wrong$/);
});

const concrete: string[] = [
  'pensions-prod-01',
  'rg-westeurope-mcp',
  'harbour/gateway:v2',
  'registry.dev:5000/a/b:2026.1',
  'https://gateway.dev/sse?tenant=4f',
  'gw_7',
  'café-gateway',
  '00000003-0000-0000-c000-000000000000',
];
test('the id of an application that begins with noughts is one', () => {
  expect(malformation('00000003-0000-0000-c000-000000000000', 'uuid', [])).toBeUndefined();
});
test.each(concrete)('the value %s is concrete', (value) => {
  expect(vagueness(value, ['<required>'], 'gatewayId')).toBeUndefined();
});

const madeUp: [form: 'uuid' | 'commit' | 'pin', value: string][] = [
  ['uuid', '00000000-0000-0000-0000-000000000001'],
  ['uuid', '11111111-2222-3333-4444-555555555555'],
  ['uuid', '12345678-1234-1234-1234-123456789012'],
  ['uuid', '123E4567-e89b-12d3-a456-426614174000'],
  ['commit', '1234567890'.repeat(4)],
  ['commit', `${'0'.repeat(39)}1`],
  ['pin', `bridge:${'abc'.repeat(21)}a`],
];
test.each(madeUp)('the %s %s is made up', (form, value) => {
  expect(malformation(value, form, [])).toBeDefined();
});

test('a name that means something else to those who read it', () => {
  expect(malformation('g\u0430teway', 'text', [])).toMatch(/two scripts/);
  expect(malformation('шлюз gateway', 'text', [])).toBeUndefined();
});

test('a value of a megabyte is refused at once', () => {
  const value = 'a'.repeat(1_000_000);
  for (const form of formNames) expect(malformation(value, form, [])).toMatch(/more than 2000 characters/);
});
