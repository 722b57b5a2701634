import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  choice,
  commonFields,
  type Fields,
  flag,
  inputText,
  integer,
  list,
  parseInputs,
  secret,
  structured,
  text,
} from '../../../shared/core/inputs.ts';

const fields: Fields = {
  title: text({ description: 'A line.', default: 'none' }),
  needed: text({ description: 'What is needed.', default: 'there' }),
  maybe: text({ description: 'A line or nothing.', optional: true }),
  strict: flag({ description: 'Yes or no.', default: false }),
  mode: choice(['off', 'soft', 'hard'], { description: 'How hard.', default: 'soft' }),
  count: integer({ description: 'How many.', default: 3, min: 0, max: 100 }),
  globs: list({ description: 'Globs.', default: ['**'], renamedFrom: 'patterns' }),
  owners: structured(z.array(z.strictObject({ name: z.string() })), { description: 'People.', default: [] }),
  token: secret({ description: 'A token.' }),
  threshold: integer({ description: 'The bar.', default: 90, policy: true }),
};

interface Asked {
  fields?: Fields;
  given?: Record<string, string>;
  configured?: Record<string, unknown>;
  untrusted?: boolean;
}

function parse({ fields: own = fields, given = {}, configured = {}, untrusted = false }: Asked) {
  const { values, problems, policyDifferences } = parseInputs({ fields: own, given, configured, untrusted });
  return { values, problems: problems.map(({ message }) => message), policyDifferences };
}

describe('the text of an input', () => {
  test.each<[string, string, string, unknown]>([
    ['text', 'title', '  two words ', 'two words'],
    ['text with an end of line at its end', 'title', 'one\n', 'one'],
    ['flag', 'strict', ' true ', true],
    ['flag', 'strict', ' false\n', false],
    ['choice', 'mode', ' hard ', 'hard'],
    ['integer', 'count', '42', 42],
    ['integer', 'count', ' +7 ', 7],
    ['integer', 'count', '007', 7],
    ['the least integer', 'count', '0', 0],
    ['the greatest integer', 'count', '100', 100],
    ['list of one', 'globs', 'src/**', ['src/**']],
    ['list, one item a line, empty lines do not count', 'globs', '\n src/** \r\n\n  test/**\n', ['src/**', 'test/**']],
    ['list items keep commas and spaces', 'globs', 'a, b\nc d', ['a, b', 'c d']],
  ])('%s: %s', (_name, field, given, value) => {
    const parsed = parse({ given: { [field]: given } });
    expect(parsed.problems).toEqual([]);
    expect(parsed.values[field]).toEqual(value);
  });

  test.each<[string, string, string]>([
    ['title', 'one\ntwo', 'input title: expected one line'],
    ['title', 'one\rtwo', 'input title: expected one line'],
    ['strict', 'yes', 'input strict: expected true or false, got "yes"'],
    ['strict', 'TRUE', 'input strict: expected true or false, got "TRUE"'],
    ['strict', '1', 'input strict: expected true or false, got "1"'],
    ['mode', 'Hard', 'input mode: expected one of off, soft, hard, got "Hard"'],
    ['mode', 'constructor', 'input mode: expected one of off, soft, hard, got "constructor"'],
    ['count', 'three', 'input count: expected a whole number, got "three"'],
    ['count', '1.5', 'input count: expected a whole number, got "1.5"'],
    ['count', '1e3', 'input count: expected a whole number, got "1e3"'],
    ['count', '0x10', 'input count: expected a whole number, got "0x10"'],
    ['count', '1_000', 'input count: expected a whole number, got "1_000"'],
    ['count', '-1', 'input count: -1 is out of range'],
    ['count', '101', 'input count: 101 is out of range'],
    ['strict', 'x'.repeat(100), `input strict: expected true or false, got "${'x'.repeat(57)}..."`],
    ['strict', 'x'.repeat(60), `input strict: expected true or false, got "${'x'.repeat(60)}"`],
    ['owners', '[]', 'owners can only be set in the configuration'],
    ['patterns', '**', 'input patterns is now called globs'],
    ['titel', 'x', 'there is no input titel (did you mean title?)'],
    ['token-x', 'x', expect.stringMatching(/^there is no input token-x \((did you mean|known)/) as unknown as string],
    ['constructor', 'x', expect.stringMatching(/^there is no input constructor \(/) as unknown as string],
    ['__proto__x', 'x', expect.stringMatching(/^there is no input __proto__x \(/) as unknown as string],
  ])('%s: %j is refused', (field, given, problem) => {
    expect(parse({ given: { [field]: given } }).problems).toEqual([problem]);
  });

  test('a structured input is never suggested, for it cannot be given', () => {
    expect(parse({ given: { ownerz: 'x' } }).problems[0]).not.toMatch(/owners/);
  });

  test('all problems are told at once', () => {
    const given = { titel: 'x', strict: 'maybe', mode: 'x', count: '1.5', owners: '[]', patterns: 'x' };
    expect(parse({ given }).problems).toHaveLength(6);
  });

  test.each(['', ' ', '\n', '\t\r\n '])('%j counts as not given', (empty) => {
    const given = Object.fromEntries(
      ['title', 'strict', 'mode', 'count', 'globs', 'maybe'].map((name) => [name, empty]),
    );
    const { values, problems } = parse({ given });
    expect(problems).toEqual([]);
    expect(values).toMatchObject({ title: 'none', strict: false, mode: 'soft', count: 3, globs: ['**'] });
    expect(values['maybe']).toBeUndefined();
  });

  test('no text whatever makes it throw, or gives a value that its schema refuses', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(fields)), fc.string({ unit: 'binary' }), (name, given) => {
        const { values, problems } = parse({ given: { [name]: given } });
        const field = fields[name];
        expect(problems.length > 0 || field?.schema.safeParse(values[name]).success).toBe(true);
      }),
    );
  });
});

describe('where a value comes from', () => {
  test('given before configured before default', () => {
    const configured = { title: 'configured', count: 5 };
    const { values } = parse({ given: { title: 'given' }, configured });
    expect(values).toMatchObject({ title: 'given', count: 5, mode: 'soft' });
  });

  test('a configured false, zero, empty text or empty list is a value', () => {
    const configured = { strict: false, count: 0, title: '', globs: [] };
    expect(parse({ configured }).values).toMatchObject(configured);
  });

  test('a structured value comes from the configuration, else from the default', () => {
    expect(parse({ configured: { owners: [{ name: 'a' }] } }).values['owners']).toEqual([{ name: 'a' }]);
    expect(parse({}).values['owners']).toEqual([]);
  });

  test('a secret never becomes a value', () => {
    const { values, problems } = parse({ given: { token: 'ghp_x' }, configured: { token: 'ghp_y' } });
    expect(problems).toEqual([]);
    expect(Object.keys(values)).not.toContain('token');
    expect(JSON.stringify(values)).not.toContain('ghp_');
  });

  test('what has neither default nor value is required, and all that is lacking is told', () => {
    const own: Fields = {
      first: text({ description: 'The first.' }),
      second: structured(z.string(), { description: 'The second.' }),
      third: text({ description: 'The third.', optional: true }),
      fourth: list({ description: 'The fourth.' }),
    };
    expect(parse({ fields: own, given: { first: '  ' } }).problems).toEqual([
      'first is required: The first.',
      'second is required: The second.',
      'fourth is required: The fourth.',
    ]);
    expect(parse({ fields: own, given: { first: 'a', fourth: 'b' }, configured: { second: 'c' } }).problems).toEqual(
      [],
    );
  });
});

describe('policy inputs', () => {
  const given = { threshold: '10' };

  test('from the judged change: what the base says is used, and the difference is told', () => {
    expect(parse({ given, configured: { threshold: 80 }, untrusted: true })).toMatchObject({
      values: { threshold: 80 },
      problems: [],
      policyDifferences: [{ name: 'threshold', given: 10, used: 80 }],
    });
  });

  test('from the judged change, the base says nothing: the default is used, and the difference is told', () => {
    const parsed = parse({ given, untrusted: true });
    expect(parsed.values['threshold']).toBe(90);
    expect(parsed.policyDifferences).toEqual([{ name: 'threshold', given: 10, used: 90 }]);
  });

  test('the same value is no difference', () => {
    expect(parse({ given, configured: { threshold: 10 }, untrusted: true }).policyDifferences).toEqual([]);
    expect(parse({ given: { threshold: '90' }, untrusted: true }).policyDifferences).toEqual([]);
  });

  test('an input that is not policy may differ', () => {
    const parsed = parse({ given: { count: '1' }, configured: { count: 2 }, untrusted: true });
    expect([parsed.values['count'], parsed.policyDifferences]).toEqual([1, []]);
  });

  test('from a person at the keyboard: given goes before configured', () => {
    const parsed = parse({ given, configured: { threshold: 80 } });
    expect([parsed.values['threshold'], parsed.policyDifferences]).toEqual([10, []]);
  });

  test('a wrong text is a problem, not a difference', () => {
    const parsed = parse({ given: { threshold: 'low' }, configured: { threshold: 80 }, untrusted: true });
    expect(parsed.problems).toEqual(['input threshold: expected a whole number, got "low"']);
    expect(parsed.policyDifferences).toEqual([]);
  });

  test('one that must be set, and that only the judged change sets, is a problem', () => {
    const own: Fields = { bar: integer({ description: 'The bar.', policy: true }) };
    expect(parse({ fields: own, given: { bar: '1' }, untrusted: true }).problems).toEqual([
      'bar is policy: only the configuration of the base can set it',
    ]);
    expect(parse({ fields: own, given: { bar: '1' } }).problems).toEqual([]);
  });

  test('an optional one that only the judged change sets stays unset, and the difference is told', () => {
    const own: Fields = { roster: text({ description: 'Who.', optional: true, policy: true }) };
    const parsed = parse({ fields: own, given: { roster: 'mine.yml' }, untrusted: true });
    expect(parsed.values['roster']).toBeUndefined();
    expect(parsed.policyDifferences).toEqual([{ name: 'roster', given: 'mine.yml', used: undefined }]);
  });
});

describe('when the configuration could not be read', () => {
  const asked = (own: Fields, given: Record<string, string>) =>
    parseInputs({ fields: own, given, configured: undefined, untrusted: true });

  test('nothing is known to differ from it, and the default is used', () => {
    expect(asked(fields, { threshold: '10', title: 'mine' })).toMatchObject({
      values: { threshold: 90, title: 'mine' },
      problems: [],
      policyDifferences: [],
    });
  });

  test('nothing is known to be lacking, and what is given wrongly is still told', () => {
    const own: Fields = {
      bar: integer({ description: 'The bar.', policy: true }),
      need: text({ description: 'A need.' }),
    };
    expect(asked(own, { bar: '1' }).problems).toEqual([]);
    expect(asked(own, { bar: 'x', other: 'y' }).problems).toHaveLength(2);
  });
});

describe('the inputs that every control has', () => {
  test('have these defaults', () => {
    const parsed = parse({ fields: commonFields });
    expect(parsed.problems).toEqual([]);
    expect(parsed.values).toEqual({
      config: '.github/release-governance.yml',
      profile: 'standard',
      'fail-on': 'unverified',
      'report-dir': undefined,
      'upload-artifact': true,
      'artifact-key': undefined,
      summary: 'on',
      annotations: 'on',
      'if-not-configured': 'error',
      'working-directory': '.',
    });
  });

  test('profile, fail-on and as-of can turn red into green, so they are policy', () => {
    const policy = Object.entries<Fields[string]>(commonFields).filter(([, field]) => field.policy === true);
    expect(policy.map(([name]) => name)).toEqual(['profile', 'fail-on', 'as-of']);
    const given = { 'fail-on': 'never', profile: 'transitional' };
    const parsed = parse({ fields: commonFields, given, untrusted: true });
    expect(parsed.values).toMatchObject({ 'fail-on': 'unverified', profile: 'standard' });
    expect(parsed.policyDifferences).toHaveLength(2);
  });
});

test.each<[unknown, string]>([
  ['a', 'a'],
  [true, 'true'],
  [7, '7'],
  [['a', 'b'], 'a\nb'],
  [[], ''],
  [undefined, 'nothing'],
  [{ a: [1] }, '{"a":[1]}'],
])('the text of %j', (value, expected) => {
  expect(inputText(value)).toBe(expected);
});
