import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KpiSetSchema } from '../../../../shared/domain/kpi/config.ts';
import { type ProblemCode, problemClasses } from '../../../../shared/domain/kpi/problem.ts';
import { readFields, rowJudge } from '../../../../shared/domain/kpi/row.ts';
import { checkoutRow, checkoutSet, kpiSet, now, reportOn } from '../../../support/kpi-rows.ts';

const judge = rowJudge(kpiSet(), now);
/** Rows that pass as evidence, to which one other row is added. */
const good = Array.from({ length: 6 }, (_, index) => checkoutRow(index));
/** As a reader gets it: JSON.parse makes infinity of 1e400, and an own member of __proto__. */
const parsed = (text: string): unknown => JSON.parse(text);
const withNumber = (literal: string): unknown =>
  parsed(JSON.stringify(checkoutRow(9)).replace('"ms":109', `"ms":${literal}`));
const deep = parsed(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);

test('a good row is usable, and says what it is to each part of the set', () => {
  expect(judge(checkoutRow(1))).toEqual({
    problems: [],
    usable: true,
    strata: [1, 1],
    keys: ['run-1', '\u0000["return","2026-03-10T11:01:00.000Z"]'],
    constants: ['c0ffee', { fast: true }],
    time: now - 3_540_000,
    contributions: [
      { part: 'sample', hit: true },
      ...Array.from({ length: 5 }, () => ({ part: 'sample', hit: true, value: 101 })),
      { part: 'sample', hit: false },
      { part: 'sample', hit: true, value: 0, exposure: 0.5 },
    ],
  });
  expect(reportOn(good)).toMatchObject({ status: 'passed', unusable: 0, findings: [] });
});

/** Every kind of row that is no evidence. */
const broken: [name: string, row: unknown, code: ProblemCode, pointer: string][] = [
  ['null', null, 'not-an-object', ''],
  ['a list', [checkoutRow(9)], 'not-an-object', ''],
  ['a text', 'ok', 'not-an-object', ''],
  ['a number', 1, 'not-an-object', ''],
  ['true', true, 'not-an-object', ''],
  ['an empty object', {}, 'missing', '/id'],
  ['a field is missing', checkoutRow(9, { ok: undefined }), 'missing', '/ok'],
  ['a field is null', checkoutRow(9, { ok: null }), 'missing', '/ok'],
  ['a key is missing', checkoutRow(9, { id: undefined }), 'missing', '/id'],
  ['a constant is missing', checkoutRow(9, { commit: undefined }), 'missing', '/commit'],
  ['an object that must be constant is missing', checkoutRow(9, { flags: undefined }), 'missing', '/flags'],
  ['a stratum is missing', checkoutRow(9, { screens: undefined }), 'missing', '/screens'],
  ['a time is missing', checkoutRow(9, { at: undefined }), 'missing', '/at'],
  ['a field of some rows is missing in one of them', checkoutRow(10, { refund: undefined }), 'missing', '/refund'],
  ['what says whether a field is asked for is missing', checkoutRow(10, { case: undefined }), 'missing', '/case'],
  ['a name of the object prototype', { ...checkoutRow(9, { id: undefined }), constructor: 'x' }, 'missing', '/id'],
  ['members of __proto__ are not those of the row', parsed('{"__proto__":{"id":"x"}}'), 'missing', '/id'],
  ['a text is empty', checkoutRow(9, { id: '' }), 'blank', '/id'],
  ['a text is white space', checkoutRow(9, { commit: ' \t' }), 'blank', '/commit'],
  ['a boolean in quotes', checkoutRow(9, { ok: 'true' }), 'wrong-type', '/ok'],
  ['a boolean as number', checkoutRow(9, { ok: 1 }), 'wrong-type', '/ok'],
  ['a number in quotes', checkoutRow(9, { ms: '109' }), 'wrong-type', '/ms'],
  ['a number as boolean', checkoutRow(9, { ms: true }), 'wrong-type', '/ms'],
  ['a number as list', checkoutRow(9, { ms: [109] }), 'wrong-type', '/ms'],
  ['a text as number', checkoutRow(9, { id: 9 }), 'wrong-type', '/id'],
  ['a text as object', checkoutRow(9, { id: {} }), 'wrong-type', '/id'],
  ['a time as number', checkoutRow(9, { at: now }), 'wrong-type', '/at'],
  ['a constant that is nested without end', checkoutRow(9, { flags: deep as never }), 'wrong-type', '/flags'],
  ['a key that is nested without end', checkoutRow(9, { id: deep as never }), 'wrong-type', '/id'],
  ['1e400', withNumber('1e400'), 'not-finite', '/ms'],
  ['-1e400', withNumber('-1e400'), 'not-finite', '/ms'],
  ['NaN', checkoutRow(9, { ms: Number.NaN }), 'not-finite', '/ms'],
  ['NaN in quotes', checkoutRow(9, { ms: 'NaN' }), 'wrong-type', '/ms'],
  ['1e300', withNumber('1e300'), 'too-large', '/ms'],
  ['a negative number', withNumber('-1'), 'below-minimum', '/ms'],
  ['a negative number of events', checkoutRow(9, { crashes: -1 }), 'below-minimum', '/crashes'],
  ['a negative time of observation', checkoutRow(9, { hours: -0.5 }), 'below-minimum', '/hours'],
  ['no time of observation for an event', checkoutRow(9, { crashes: 3, hours: undefined }), 'missing', '/hours'],
  ['a value that is not listed', checkoutRow(9, { case: 'Buy' }), 'not-allowed', '/case'],
  ['a value of a stratum that is not listed', checkoutRow(9, { screens: 3 }), 'not-allowed', '/screens'],
  ['a stratum of another type', checkoutRow(9, { screens: '1' }), 'not-allowed', '/screens'],
  ['a text of another form', checkoutRow(9, { commit: 'main' }), 'no-match', '/commit'],
  ['a form that is matched in part', checkoutRow(9, { commit: 'c0ffee main' }), 'no-match', '/commit'],
  ['a text too long to match', checkoutRow(9, { commit: 'a'.repeat(5000) }), 'too-long', '/commit'],
  ['no time', checkoutRow(9, { at: 'now' }), 'not-a-time', '/at'],
  ['a time without zone', checkoutRow(9, { at: '2026-03-10T11:30:00' }), 'not-a-time', '/at'],
  ['a day that does not exist', checkoutRow(9, { at: '2026-02-30T11:30:00Z' }), 'not-a-time', '/at'],
  ['an hour that does not exist', checkoutRow(9, { at: '2026-03-10T25:30:00Z' }), 'not-a-time', '/at'],
  ['the future', checkoutRow(9, { at: '2026-03-10T12:01:00.001Z' }), 'future', '/at'],
  ['an old row', checkoutRow(9, { at: '2026-02-08T11:59:59.999Z' }), 'too-old', '/at'],
];

describe('a broken row is named, and none passes', () => {
  test.each(broken)('%s', (_name, row, code, pointer) => {
    const { problems, usable } = judge(row);
    expect(problems).toContainEqual(expect.objectContaining({ code, pointer }));
    expect(usable).toBe(problemClasses[code] === 'failed');
    for (const { message } of problems) expect(message).not.toMatch(/undefined|\[object|\n/);
    const report = reportOn([...good, row]);
    expect(report.status).toBe(problemClasses[code]);
    expect(report.findings).toContainEqual(expect.objectContaining({ code, path: 'runs.ndjson', line: 7 }));
    expect(report.kpis.map(({ verdict }) => verdict)).not.toContain('met');
  });

  test('the table has every code that a row alone can have', () => {
    const beside = ['duplicate-key', 'not-constant', 'other-provenance', 'clock-backwards', 'gap-too-long'];
    const reader = [
      'not-json',
      'not-utf8',
      'lone-surrogate',
      'too-deep',
      'truncated',
      'duplicate-member',
      'line-too-long',
    ];
    const all = Object.keys(problemClasses).filter((code) => ![...beside, ...reader, 'above-maximum'].includes(code));
    expect([...new Set(broken.map(([, , code]) => code))].sort()).toEqual(all.sort());
  });
});

describe('a row at the edge of what is allowed is usable', () => {
  test.each([
    ['a field of other rows is not looked at', checkoutRow(9, { refund: 'nonsense' })],
    ['minus zero is zero', withNumber('-0')],
    ['the clock is ahead as far as is tolerated', checkoutRow(9, { at: '2026-03-10T12:01:00Z' })],
    ['just not too old', checkoutRow(9, { at: '2026-02-08T12:00:00Z' })],
    ['another zone', checkoutRow(9, { at: '2026-03-10T13:30:00+02:00' })],
    ['further fields', checkoutRow(9, { note: 'x' })],
    ['a number that may be left out', checkoutRow(9, { crashes: undefined })],
  ])('%s', (_name, row) => {
    expect(judge(row)).toMatchObject({ problems: [], usable: true });
  });
});

test('all problems of a row are told, each field and kind once', () => {
  const row = checkoutRow(9, { id: undefined, ok: 'yes', ms: -5, screens: 7 });
  expect(
    judge(row)
      .problems.map(({ code, pointer }) => `${code} ${pointer}`)
      .sort(),
  ).toEqual(['below-minimum /ms', 'missing /id', 'not-allowed /screens', 'wrong-type /ok']);
});

test('a field is not asked for by a value that cannot be compared, which is named itself', () => {
  const { problems } = judge(checkoutRow(10, { case: 5, refund: undefined }));
  expect([...new Set(problems.map(({ pointer }) => pointer))]).toEqual(['/case']);
});

describe('field rules', () => {
  const withRule = (rule: object): ((value: unknown) => string[]) => {
    const set = KpiSetSchema.parse({ ...checkoutSet, rows: [{ pointer: '/x', ...rule }] });
    const judgeOne = rowJudge(set, now);
    return (x) =>
      judgeOne({ ...checkoutRow(9), x })
        .problems.filter(({ pointer }) => pointer === '/x')
        .map(({ code }) => code);
  };

  test.each<[name: string, rule: object, good: unknown[], bad: [unknown, ProblemCode][]]>([
    [
      'boolean or count',
      { type: ['boolean', 'integer'], min: 0 },
      [true, false, 0, 3],
      [
        [1.5, 'wrong-type'],
        [-1, 'below-minimum'],
        ['true', 'wrong-type'],
      ],
    ],
    [
      'whole number in a range',
      { type: 'integer', min: 1, max: 5 },
      [1, 5],
      [
        [0, 'below-minimum'],
        [6, 'above-maximum'],
        [2.5, 'wrong-type'],
        [true, 'wrong-type'],
        [Number.POSITIVE_INFINITY, 'not-finite'],
      ],
    ],
    ['a field that may be missing', { type: 'number', required: false }, [undefined, null, 1], [['1', 'wrong-type']]],
    ['a text that may be blank', { type: 'string', blank: true }, ['', ' '], [[undefined, 'missing']]],
    ['listed numbers', { type: 'number', enum: [1, 2] }, [1, 2], [[3, 'not-allowed']]],
    ['a listed boolean', { type: 'boolean', enum: [true] }, [true], [[false, 'not-allowed']]],
    ['a form with alternatives', { type: 'string', pattern: 'a|b' }, ['a', 'b'], [['ab', 'no-match']]],
  ])('%s', (_name, rule, right, wrong) => {
    const problems = withRule(rule);
    for (const value of right) expect(problems(value)).toEqual([]);
    for (const [value, code] of wrong) expect(problems(value)).toEqual([code]);
  });
});

test('nothing that a row holds throws, and only sound rows are usable', () => {
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.double(), fc.constantFrom(null, true, 'buy', '1e400'));
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...Object.keys(checkoutRow(1))), value)),
      (difference) => {
        const row =
          typeof difference === 'object' && difference !== null && !Array.isArray(difference)
            ? { ...checkoutRow(1), ...difference }
            : difference;
        const { problems, usable } = judge(row);
        expect(usable).toBe(problems.every(({ code }) => problemClasses[code] === 'failed'));
        const seen = problems.map(({ code, pointer }) => `${code} ${pointer}`);
        expect(new Set(seen).size).toBe(seen.length);
      },
    ),
    { numRuns: 500 },
  );
});

test('the fields that a set reads are enough to judge a row', () => {
  const set = kpiSet();
  const tops = new Set(readFields(set).map((pointer) => pointer.split('/')[1] ?? ''));
  expect([...tops].sort()).toEqual(Object.keys(checkoutRow(1)).sort());
});
