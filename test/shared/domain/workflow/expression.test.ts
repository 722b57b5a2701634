import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, type Scope, truth } from '../../../../shared/domain/workflow/expression.ts';
import { parseExpression } from '../../../../shared/domain/workflow/expression-syntax.ts';
import {
  isList,
  isMap,
  isUnknown,
  numberText,
  type Value,
  valueOf,
} from '../../../../shared/domain/workflow/expression-value.ts';
import { parseTemplate, render } from '../../../../shared/domain/workflow/template.ts';

const scope: Scope = {
  contexts: new Map<string, Value>([
    ['github', new Map<string, Value>([['event_name', 'push']])],
    ['matrix', valueOf({ os: 'Linux', node: 20, deep: { list: [1, { a: 'x' }] }, none: null })],
    ['needs', valueOf({ a: { result: 'success' }, b: { result: 'success' } })],
    ['inputs', new Map()],
  ]),
  partial: new Set(['github']),
};

function plain(value: Value): unknown {
  if (isUnknown(value)) return `unknown: ${value.unknown}`;
  if (isList(value)) return value.map(plain);
  return isMap(value) ? Object.fromEntries([...value].map(([key, member]) => [key, plain(member)])) : value;
}

function valueOfText(text: string): unknown {
  const parsed = parseExpression(text);
  return parsed.ok ? plain(evaluate(parsed.expression, scope)) : `refused: ${parsed.message}`;
}

describe('an expression has the value that the documentation gives it', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['false', false],
    ['711', 711],
    ['-9.2', -9.2],
    ['0xff', 255],
    ['-2.99e-2', -0.0299],
    ["'It''s open source!'", "It's open source!"],
    ["'a' == 'A'", true],
    ["'a' != 'b'", true],
    ["1 == '1'", true],
    ["null == ''", true],
    ['null == 0', true],
    ['true == 1', true],
    ["'true' == true", false],
    ["'abc' == 0", false],
    ["'abc' < 'ABD'", true],
    ['2 > 1 && 3 >= 3', true],
    ["'' || 'other'", 'other'],
    ["'first' || 'other'", 'first'],
    ["'a' && 'b'", 'b'],
    ["!''", true],
    ['!(1 == 2) && !false', true],
    ['1 == 1 == true', true],
    ['matrix.os', 'Linux'],
    ['MATRIX.OS', 'Linux'],
    ["matrix['os']", 'Linux'],
    ['matrix.deep.list[0]', 1],
    ["matrix.deep.list[1]['a']", 'x'],
    ['matrix.deep.list[5]', null],
    ['matrix.missing.key', null],
    ['inputs.any', null],
    ['needs.*.result', ['success', 'success']],
    ["contains(needs.*.result, 'FAILURE')", false],
    ["contains(needs.*.result, 'SUCCESS')", true],
    ["contains('Hello world', 'LLO')", true],
    ['contains(fromJSON(\'["push", "pull_request"]\'), github.event_name)', true],
    ["startsWith('Hello world', 'he')", true],
    ["endsWith('Hello world', 'LD')", true],
    ["startsWith(matrix.deep, 'O')", false],
    ["format('Hello {0} {1} {2}', 'Mona', 'the', 'Octocat')", 'Hello Mona the Octocat'],
    ["format('{{Hello {0}!}}', 'Mona')", '{Hello Mona!}'],
    ["format('{0}', matrix.deep)", 'Object'],
    ["format('{0}', matrix.deep.list)", 'Array'],
    ["format('{0}', null)", ''],
    ['join(fromJSON(\'[1, true, null, "a"]\'))', '1,true,,a'],
    ["join(fromJSON('[1, 2]'), ' - ')", '1 - 2'],
    ["join('text', ', ')", 'text'],
    ['toJSON(fromJSON(\'{"a": [1, {}], "b": []}\'))', '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}'],
    ["toJSON('a')", '"a"'],
    ["case(github.event_name == 'push', 'p', 'other')", 'p'],
    ['case(false, 1, false, 2, 3)', 3],
  ])('%s', (text, value) => {
    expect(valueOfText(text)).toStrictEqual(value);
  });
});

describe('what a run alone knows is unknown, with its name', () => {
  test.each<[string, unknown]>([
    ['vars.os', 'unknown: vars.os'],
    ['vars', 'unknown: vars'],
    ['github.ref', 'unknown: github.ref'],
    ['github.event.pull_request.number', 'unknown: github.event.pull_request.number'],
    ["github['actor']", 'unknown: github.actor'],
    ['toJSON(github)', 'unknown: github'],
    ["vars.a == 'b'", 'unknown: vars.a'],
    ['false && vars.a', false],
    ['true || vars.a', true],
    ["vars.a || 'b'", 'unknown: vars.a'],
    ["hashFiles('**')", 'unknown: hashFiles()'],
    ['success()', 'unknown: success()'],
    ["fromJSON('{')", 'unknown: fromJSON(), which fails with these values, or gives what only GitHub knows'],
    ["format('{1}', 'a')", 'unknown: format(), which fails with these values, or gives what only GitHub knows'],
    ["format('{0}', vars.a)", 'unknown: vars.a'],
  ])('%s', (text, value) => {
    expect(valueOfText(text)).toStrictEqual(value);
  });
});

describe('what .NET may compute otherwise is unknown', () => {
  test.each([
    "'ß' == 'ẞ'",
    "'ı' == 'I'",
    "'é' < 'f'",
    "startsWith('ß', 's')",
    "endsWith('a', 'ß')",
    "contains('ﬁ', 'f')",
    'contains(fromJSON(\'["ſ"]\'), "s")'.replaceAll('"s"', "'s'"),
    '0xffffffff',
    "'0x100000000' > 0",
    "'0o37777777777' > 0",
    "'1e400' > 0",
    "'12345678901234567890' > 0",
    "'infinity' > 0",
    "'nan' == 0",
    "'-0' == 0",
    "'\uFEFF' == 0",
    "'\u0085' == 0",
    "'1\u0000' == 1",
    "fromJSON('[true]')[0.5]",
    "fromJSON('[true]')['0.5']",
    'fromJSON(\'{"A": true, "a": false}\').A',
    'fromJSON(\'{"A": true, "a": false}\').*',
    'fromJSON(\'{"é": true, "É": false}\')',
    "fromJSON('9007199254740993')",
    "fromJSON('-0')",
    "toJSON('\u2028')",
    'matrix.deep == matrix.deep',
  ])('%j', (text) => {
    expect(valueOfText(text)).toMatch(/^unknown: (?:what GitHub may|\w+\(\), which fails)/);
  });

  test.each<[string, unknown]>([
    ["'Größe' == 'Größe'", true],
    ["'Größe' == 'Maß'", false],
    ["'ß' == 'ss'", false],
    ["'Größe' == 'Brüte'", false],
    ["'0x7fffffF' > 0", true],
    ["'0xfg' == 0", 'unknown: what GitHub may compute otherwise'],
    ["' 12.5 ' == 12.5", true],
    ["fromJSON('[1, 2]')[5]", null],
    ["fromJSON('[1, 2]')['x']", null],
    ['fromJSON(\'{"A": 1, "b": 2}\').a', 1],
    ['contains(fromJSON(\'["ſ", "s"]\'), \'s\')', true],
  ])('but not %s', (text, value) => {
    expect(valueOfText(text)).toStrictEqual(value);
  });
});

describe('what is no expression is refused', () => {
  test.each<[string, RegExp]>([
    ['', /is empty/],
    ['"a"', /none/],
    ["'a", /none/],
    ['a b', /goes on/],
    ['(a', /lacks \)/],
    ['a.', /property/],
    ['f(a,', /value is expected/],
    ['a[1', /lacks \]/],
    ['1x', /no number/],
    ['a = b', /none/],
    ['\uFEFFa', /none/],
    ['a\uFEFF', /none/],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, /deeper than 50/],
    [`'${'a'.repeat(21_000)}'`, /longer/],
  ])('%s', (text, message) => {
    const parsed = parseExpression(text);
    expect(parsed.ok ? '' : parsed.message).toMatch(message);
  });

  test('nothing makes reading or evaluating throw', () => {
    const pieces = ['a', '.', '*', '[', ']', '(', ')', '!', '==', '&&', '||', "'x'", '1', ',', 'format', 'vars', ' '];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
        const parsed = parseExpression(parts.join(''));
        if (parsed.ok) evaluate(parsed.expression, scope);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void parseExpression(text)));
  });
});

describe('truth needs only as much as decides it', () => {
  test.each<[string, boolean | undefined]>([
    ['vars.a', undefined],
    ['vars.a && false', false],
    ['false && vars.a', false],
    ['vars.a || true', true],
    ['!(vars.a && false)', true],
    ['vars.a || false', undefined],
    ['!vars.a', undefined],
    ["'false'", true],
    ['0', false],
  ])('%s', (text, value) => {
    const parsed = parseExpression(text);
    expect(parsed.ok ? truth(parsed.expression, scope) : 'refused').toBe(value);
  });
});

describe('numbers are written as .NET writes them with 15 digits', () => {
  test.each<[number, string]>([
    [0, '0'],
    [-0, '0'],
    [3.1, '3.1'],
    [100, '100'],
    [1.5e-4, '0.00015'],
    [1e-5, '1E-05'],
    [123_456_789_012_345, '123456789012345'],
    [1e15, '1E+15'],
    [1.234_567_890_123_456e19, '1.23456789012346E+19'],
    [0.1 + 0.2, '0.3'],
    [-2.5, '-2.5'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('%d', (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});

describe('a text with expressions', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['plain', ['plain'], []],
    ['test ${{ matrix.os }} (${{ matrix.node }})', ['test Linux (20)'], []],
    ["a${{ '}}' }}b", ['a}}b'], []],
    ['${{ vars.a }} on ${{ vars.b }}', ['', ' on ', ''], ['vars.a', 'vars.b']],
    ['$ { { a } }', ['$ { { a } }'], []],
  ])('%s', (text, pieces, unknown) => {
    const parsed = parseTemplate(text);
    expect(parsed.ok ? render(parsed.template, scope) : parsed).toEqual({ pieces, unknown });
  });

  test.each(['${{ a', 'x ${{ }} y', '${{ a b }}', "${{ 'a }}"])('%s is refused', (text) => {
    expect(parseTemplate(text).ok).toBe(false);
  });
});
