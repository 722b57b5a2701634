import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ConfigProblem, parseConfig } from '../../../shared/core/config.ts';
import { sampleControl } from '../../support/sample-control.ts';

const control = sampleControl();
const known = { controls: ['sample', 'release-gate'], lists: ['things', 'contracts'] };

const parse = (value: unknown) => parseConfig(value, [control], known);

function problems(value: unknown): ConfigProblem[] {
  const parsed = parse(value);
  if (parsed.ok) throw new Error('the configuration was taken');
  return parsed.problems;
}

const waiver = {
  id: 'W-1',
  rule: 'sample/fits',
  value: `v1:${'a'.repeat(32)}`,
  approver: 'alice',
  reason: 'it will shrink',
  granted: '2026-03-01',
  expires: '2026-03-31',
};

describe('a key that nobody knows is told with the nearest one that is valid there', () => {
  test.each<[string, unknown, string, string]>([
    ['at the top: a control', { sampel: {} }, '/sampel', 'unknown key sampel (did you mean sample?)'],
    [
      'at the top: another control',
      { 'release-gte': {} },
      '/release-gte',
      'unknown key release-gte (did you mean release-gate?)',
    ],
    ['at the top: a list', { thing: [] }, '/thing', 'unknown key thing (did you mean things?)'],
    ['at the top: a common key', { waiver: [] }, '/waiver', 'unknown key waiver (did you mean waivers?)'],
    ['at the top: underscores', { fail_on: 'never' }, '/fail_on', 'unknown key fail_on (did you mean fail-on?)'],
    ['in the section', { sample: { strct: true } }, '/sample/strct', 'unknown key strct (did you mean strict?)'],
    [
      'in the section: a common key',
      { sample: { 'disabled-rule': {} } },
      '/sample/disabled-rule',
      'unknown key disabled-rule (did you mean disabled-rules?)',
    ],
    [
      'in a list',
      { things: [{ id: 'a' }, { id: 'b', 'max-sise': 1 }] },
      '/things/1/max-sise',
      'unknown key max-sise (did you mean max-size?)',
    ],
    [
      'four levels down',
      { sample: { owners: [{ name: 'a', limits: { 'soft-limt': 1 } }] } },
      '/sample/owners/0/limits/soft-limt',
      'unknown key soft-limt (did you mean soft-limit?)',
    ],
    [
      'in a waiver',
      { waivers: [{ ...waiver, aprover: 'bob' }] },
      '/waivers/0/aprover',
      'unknown key aprover (did you mean approver?)',
    ],
    [
      'in a profile',
      { profiles: { mine: { treshold: 'high' } } },
      '/profiles/mine/treshold',
      'unknown key treshold (did you mean threshold?)',
    ],
    [
      'with / and ~ in it',
      { sample: { 'a/b~c': 1 } },
      '/sample/a~1b~0c',
      expect.stringMatching(/^unknown key a\/b~c \(known: disabled-rules, globs, limit, /) as unknown as string,
    ],
    [
      'a secret is no key of the section',
      { sample: { 'extra-token': 'x' } },
      '/sample/extra-token',
      expect.stringMatching(/^unknown key extra-token/) as unknown as string,
    ],
    [
      'the name of a rule that does not exist',
      { sample: { 'disabled-rules': { fit: 'why' } } },
      '/sample/disabled-rules/fit',
      'sample has no rule fit (did you mean fits?)',
    ],
    [
      'the name of a rule as it stands in reports',
      { sample: { 'disabled-rules': { 'sample/fits': 'why' } } },
      '/sample/disabled-rules/sample~1fits',
      expect.stringMatching(/expected a rule id of this control|sample has no rule/) as unknown as string,
    ],
    [
      'a key that is not written as asked',
      { things: [{ id: 'a', labels: { 'Big One': 'x' } }] },
      '/things/0/labels/Big One',
      'things.0.labels.Big One: expected lower-case letters and hyphens',
    ],
  ])('%s', (_name, value, pointer, message) => {
    const found = problems({ version: 1, ...(value as object) });
    expect(found).toContainEqual({ pointer, message, key: true });
    expect(new Set(found.map((each) => each.pointer)).size).toBe(1);
  });

  test('inside of a value that can have several forms: the form that fits best', () => {
    expect(problems({ version: 1, things: [{ id: 'a', source: { path: 'x', 'line-numbr': 1 } }] })).toEqual([
      {
        pointer: '/things/0/source/line-numbr',
        message: 'unknown key line-numbr (did you mean line-number?)',
        key: true,
      },
    ]);
  });

  test('inside of a value that fits none of its forms', () => {
    expect(problems({ version: 1, things: [{ id: 'a', source: { 'line-numbr': 1 } }] })).toEqual([
      {
        pointer: '/things/0/source',
        message:
          'things.0.source fits none of its forms: things.0.source: expected string, got a mapping; or ' +
          'things.0.source.path is missing (expected string) and things.0.source: unknown key line-numbr (did you mean line-number?)',
      },
    ]);
  });
});

test('a form that is told apart by a key: the key is wrong, or what belongs to it', () => {
  expect(problems({ version: 1, things: [{ id: 'a', shape: { kind: 'flat' } }] })).toEqual([
    {
      pointer: '/things/0/shape/kind',
      message: "things.0.shape.kind: Invalid discriminator value. Expected 'round' | 'square'",
    },
  ]);
  expect(problems({ version: 1, things: [{ id: 'a', shape: { kind: 'round', radius: 1, radios: 2 } }] })).toEqual([
    { pointer: '/things/0/shape/radios', message: 'unknown key radios (did you mean radius?)', key: true },
  ]);
});

describe('a value of the wrong kind is told with its pointer', () => {
  test.each<[string, unknown, string, string]>([
    ['no version', {}, '/version', 'version is missing (expected 1)'],
    ['another version', { version: 2 }, '/version', 'version: expected 1'],
    ['the version as text', { version: '1' }, '/version', 'version: expected 1'],
    ['a text for a section', { version: 1, sample: 'on' }, '/sample', 'sample: expected object, got a string'],
    ['a list for a section', { version: 1, sample: [] }, '/sample', 'sample: expected object, got a list'],
    [
      'a text for a flag',
      { version: 1, sample: { strict: 'yes' } },
      '/sample/strict',
      'sample.strict: expected boolean, got a string',
    ],
    [
      'a fraction for a whole number',
      { version: 1, sample: { limit: 1.5 } },
      '/sample/limit',
      'sample.limit: expected a whole number, got a number',
    ],
    [
      'nothing for a value',
      { version: 1, sample: { limit: null } },
      '/sample/limit',
      'sample.limit: expected number, got nothing (null)',
    ],
    [
      'out of the range',
      { version: 1, sample: { limit: 0 } },
      '/sample/limit',
      'sample.limit: Too small: expected number to be >=1',
    ],
    [
      'none of the choices',
      { version: 1, sample: { mode: 'Hard' } },
      '/sample/mode',
      'sample.mode: expected "off", "soft", "hard"',
    ],
    [
      'an empty line in a list',
      { version: 1, sample: { globs: ['a', ''] } },
      '/sample/globs/1',
      'sample.globs.1: Too small: expected string to have >=1 characters',
    ],
    ['a mapping for a list', { version: 1, things: {} }, '/things', 'things: expected array, got a mapping'],
    [
      'an item that lacks what it needs',
      { version: 1, things: [{}] },
      '/things/0/id',
      'things.0.id is missing (expected string)',
    ],
    [
      'a form that is none',
      { version: 1, things: [{ id: 'a', source: 7 }] },
      '/things/0/source',
      'things.0.source fits none of its forms: things.0.source: expected string, got a number; or things.0.source: expected object, got a number',
    ],
    [
      'a form that lacks something',
      { version: 1, things: [{ id: 'a', source: {} }] },
      '/things/0/source',
      'things.0.source fits none of its forms: things.0.source: expected string, got a mapping; or things.0.source.path is missing (expected string)',
    ],
    [
      'what the schema cannot say',
      { version: 1, things: [{ id: 'a' }, { id: 'a' }] },
      '/things/1/id',
      'the id a is used twice',
    ],
    [
      'a disabled rule without a reason',
      { version: 1, sample: { 'disabled-rules': { fits: ' ' } } },
      '/sample/disabled-rules/fits',
      'sample.disabled-rules.fits: must not be empty',
    ],
    [
      'a fail-on that is none',
      { version: 1, 'fail-on': 'always' },
      '/fail-on',
      'fail-on: expected "unverified", "failed", "never"',
    ],
    [
      'a key with / and ~',
      { version: 1, profiles: { 'a/b~c': { waivers: 'no' } } },
      '/profiles/a~1b~0c/waivers',
      'profiles.a/b~c.waivers: expected boolean, got a string',
    ],
  ])('%s', (_name, value, pointer, message) => {
    expect(problems(value)).toEqual([{ pointer, message }]);
  });

  test.each([[null], [[]], ['version: 1'], [7], [undefined]])('%j for the file', (value) => {
    expect(problems(value)).toEqual([{ pointer: '', message: 'expected a mapping of keys to values' }]);
  });
});

test.each([
  ['{"version":1,"__proto__":{"fail-on":"never"}}', '/__proto__'],
  ['{"version":1,"profiles":{"__proto__":{"accept":"conditional-go"}}}', '/profiles/__proto__'],
  ['{"version":1,"things":[{"id":"a"},{"id":"b","labels":{"__proto__":"x"}}]}', '/things/1/labels/__proto__'],
])('a key that JavaScript would drop is refused: %s', (text, pointer) => {
  expect(problems(JSON.parse(text))).toEqual([{ pointer, message: 'the key __proto__ cannot be used', key: true }]);
});

describe('all problems are told at once', () => {
  test('of the schema, of its keys, of the rules and of what the schema cannot say', () => {
    const found = problems({
      version: 3,
      smaple: {},
      sample: { strict: 'yes', lmit: 1, 'disabled-rules': { fit: 'why' } },
      things: [{ id: 'a' }, { id: 'a' }],
      waivers: [{ ...waiver, expires: '2026-04-31' }],
    });
    expect(found.map(({ pointer }) => pointer).sort()).toEqual([
      '/sample/disabled-rules/fit',
      '/sample/lmit',
      '/sample/strict',
      '/smaple',
      '/things/1/id',
      '/version',
      '/waivers/0/expires',
    ]);
  });

  test('a list that does not fit is not judged further', () => {
    expect(problems({ version: 1, things: [{ id: 'a' }, { id: 'a', size: 1 }] })).toEqual([
      { pointer: '/things/1/size', message: expect.stringMatching(/^unknown key size/), key: true },
    ]);
  });

  test('every pointer leads to a value of the file, or to the place where one is missing', () => {
    const names = fc.constantFrom('version', 'sample', 'things', 'waivers', 'strict', 'limit', 'id', 'a/b', '~', 'x');
    const file = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(1, 'a', true, null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(names, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(file, (value) => {
        const parsed = parse(value);
        const told = parsed.ok ? [] : parsed.problems;
        expect(told.length > 0).toBe(!parsed.ok);
        for (const { pointer, message, key } of told) {
          expect(message).not.toMatch(/undefined|\[object/);
          const steps = pointer.split('/').slice(1);
          const holder = steps.slice(0, -1).reduce(step, value);
          expect(steps.length === 0 || typeof holder === 'object').toBe(true);
          expect(key !== true || Object.hasOwn(holder as object, unescaped(steps.at(-1) ?? ''))).toBe(true);
        }
      }),
    );
  });
});

function step(value: unknown, name: string): unknown {
  return (value as Record<string, unknown>)[unescaped(name)];
}

function unescaped(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}
