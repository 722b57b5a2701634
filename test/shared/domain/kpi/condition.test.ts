import { describe, expect, test } from '@jest/globals';
import { type Answer, ConditionSchema, conditionsTest, missingField } from '../../../../shared/domain/kpi/condition.ts';
import { contributionOf } from '../../../../shared/domain/kpi/contribution.ts';
import { KpiSchema, unitOf } from '../../../../shared/domain/kpi/definition.ts';
import { fieldReader, shown } from '../../../../shared/domain/kpi/field.ts';
import type { KpiInput } from '../../../support/kpi-inputs.ts';

const ask = (conditions: object[], row: unknown): Answer =>
  conditionsTest(conditions.map((condition) => ConditionSchema.parse({ pointer: '/x', ...condition })))(row, () => {});

describe('one condition', () => {
  test.each<[condition: object, yes: unknown[], no: unknown[], invalid: unknown[]]>([
    [{ equals: 'a' }, ['a'], ['b', 'A', ''], [1, true, ['a'], {}]],
    [{ equals: true }, [true], [false], ['true', 1, 0]],
    [{ equals: 1 }, [1], [2, -1], ['1', true, Number.NaN, Number.POSITIVE_INFINITY]],
    [{ not: 'a' }, ['b'], ['a'], [1, true, []]],
    [{ not: false }, [true], [false], ['false', 0]],
    [{ in: ['a', 'b'] }, ['a', 'b'], ['c'], [1]],
    [{ in: ['a', 1] }, ['a', 1], ['c', 2], [true]],
    [{ 'not-in': ['a', 'b'] }, ['c'], ['a', 'b'], [1]],
    [{ 'at-least': 2 }, [2, 3], [1.999], ['2', true, Number.POSITIVE_INFINITY, Number.NaN]],
    [{ 'at-most': 2 }, [2, -5], [2.001], ['2', Number.NEGATIVE_INFINITY]],
    [{ 'more-than': 2 }, [2.001], [2], ['3']],
    [{ 'less-than': 2 }, [1.999], [2], ['1']],
    [{ positive: true }, [true, 1, 0.5], [false, 0, -0], ['true', -1, Number.NaN, []]],
    [{ positive: false }, [false, 0], [true, 7], ['', -1]],
  ])('%j', (condition, yes, no, invalid) => {
    for (const x of yes) expect([x, ask([condition], { x })]).toEqual([x, 'yes']);
    for (const x of no) expect([x, ask([condition], { x })]).toEqual([x, 'no']);
    for (const x of invalid) expect([x, ask([condition], { x })]).toEqual([x, 'invalid']);
    // Not even "is not" holds for a field that is not there.
    for (const row of [{}, { x: null }, { y: 1 }, [], null, 'x']) expect(ask([condition], row)).toBe('missing');
  });

  test('exists', () => {
    for (const [row, there] of [
      [{ x: 0 }, true],
      [{ x: '' }, true],
      [{ x: null }, false],
      [{}, false],
      [null, false],
    ] as const) {
      expect(ask([{ exists: true }], row)).toBe(there ? 'yes' : 'no');
      expect(ask([{ exists: false }], row)).toBe(there ? 'no' : 'yes');
    }
  });
});

describe('several conditions', () => {
  const values = { yes: 1, no: 2, invalid: 'x', missing: undefined } as const;
  const answers = Object.keys(values) as Answer[];
  const both = (a: Answer, b: Answer): Answer =>
    a === 'no' || b === 'no'
      ? 'no'
      : a === 'invalid' || b === 'invalid'
        ? 'invalid'
        : a === 'missing' || b === 'missing'
          ? 'missing'
          : 'yes';

  test.each(answers.flatMap((a) => answers.map((b) => [a, b, both(a, b)] as const)))(
    '%s and %s: %s',
    (a, b, expected) => {
      const conditions = [
        { pointer: '/a', equals: 1 },
        { pointer: '/b', equals: 1 },
      ];
      expect(ask(conditions, { a: values[a], b: values[b] })).toBe(expected);
    },
  );

  test('none say yes, and the first field that is not there is named', () => {
    expect(ask([], {})).toBe('yes');
    const conditions = [
      { pointer: '/a', exists: false },
      { pointer: '/b', equals: 1 },
    ].map((condition) => ConditionSchema.parse(condition));
    expect(missingField(conditions, {})).toBe('/b');
    expect(missingField(conditions, { b: 2 })).toBeUndefined();
  });
});

describe('what a row contributes', () => {
  const base = { id: 'k', direction: 'lower-is-better', required: false } as const;
  const wrong: KpiInput = { ...base, kind: 'ratio', numerator: [{ pointer: '/wrong', positive: true }] };
  const slow: KpiInput = { ...base, kind: 'percentile', percentile: 95, value: { pointer: '/ms', unit: 'ms' } };
  const perHour: KpiInput = {
    ...base,
    kind: 'rate-per',
    numerator: [{ pointer: '/wrong', positive: true }],
    per: { pointer: '/hours', unit: 'hours' },
  };
  const onlyA = [{ pointer: '/case', equals: 'a' }];
  const hit = { part: 'sample', hit: true };
  const miss = { part: 'sample', hit: false };
  const excluded = { part: 'excluded' };

  test.each<[name: string, kpi: KpiInput, row: object, contribution: object, problems: string[]]>([
    ['counted', wrong, { wrong: true }, hit, []],
    ['counted once, whatever its size', wrong, { wrong: 17 }, hit, []],
    ['not counted', wrong, { wrong: 0 }, miss, []],
    ['missing, an error', wrong, {}, excluded, ['missing /wrong']],
    ['missing, left out', { ...wrong, missing: 'exclude' }, {}, excluded, []],
    ['missing, a failure where low is good', { ...wrong, missing: 'count-as-failure' }, {}, hit, []],
    [
      'missing, a failure where high is good',
      { ...wrong, missing: 'count-as-failure', direction: 'higher-is-better' },
      {},
      miss,
      [],
    ],
    [
      'of another type: an error whatever the policy',
      { ...wrong, missing: 'exclude' },
      { wrong: 'no' },
      excluded,
      ['wrong-type /wrong'],
    ],
    ['outside', { ...wrong, filter: onlyA }, { case: 'b' }, { part: 'outside' }, []],
    ['inside', { ...wrong, filter: onlyA }, { case: 'a', wrong: false }, miss, []],
    ['not known to be inside: an error', { ...wrong, filter: onlyA }, { wrong: true }, excluded, ['missing /case']],
    [
      'not known to be inside: left out',
      { ...wrong, filter: onlyA, missing: 'exclude' },
      { wrong: true },
      excluded,
      [],
    ],
    [
      'not known to be inside: a failure',
      { ...wrong, filter: onlyA, missing: 'count-as-failure' },
      { wrong: false },
      hit,
      [],
    ],
    ['a number', slow, { ms: 5 }, { ...hit, value: 5 }, []],
    ['minus zero', slow, { ms: -0 }, { ...hit, value: 0 }, []],
    ['a missing number, an error', slow, { ms: null }, excluded, ['missing /ms']],
    ['a missing number, left out', { ...slow, missing: 'exclude' }, {}, excluded, []],
    [
      'a number in quotes: an error whatever the policy',
      { ...slow, missing: 'exclude' },
      { ms: '5' },
      excluded,
      ['wrong-type /ms'],
    ],
    ['too small a number', slow, { ms: -1 }, excluded, ['below-minimum /ms']],
    [
      'too large a number',
      { ...slow, value: { pointer: '/ms', unit: 'ms', max: 9 } },
      { ms: 10 },
      excluded,
      ['above-maximum /ms'],
    ],
    ['an event and its time', perHour, { wrong: true, hours: 2 }, { ...hit, exposure: 2 }, []],
    ['no event, and its time', perHour, { wrong: false, hours: 2 }, { ...miss, exposure: 2 }, []],
    [
      'a missing event as failure has its time too',
      { ...perHour, missing: 'count-as-failure' },
      { hours: 2 },
      { ...hit, exposure: 2 },
      [],
    ],
    ['time is never left out', { ...perHour, missing: 'exclude' }, { wrong: true }, excluded, ['missing /hours']],
  ])('%s', (_name, kpi, row, contribution, problems) => {
    const noted: string[] = [];
    expect(contributionOf(KpiSchema.parse(kpi))(row, ({ code, pointer }) => noted.push(`${code} ${pointer}`))).toEqual(
      contribution,
    );
    expect(noted).toEqual(problems);
  });

  test.each<[KpiInput, string | undefined]>([
    [wrong, undefined],
    [slow, 'ms'],
    [perHour, 'events per hours'],
    [{ ...perHour, per: { unit: 'rows', size: 1000 } }, 'events per 1000 rows'],
    [{ ...base, kind: 'count' }, 'rows'],
  ])('the unit of %j', (kpi, unit) => {
    expect(unitOf(KpiSchema.parse(kpi))).toBe(unit);
  });
});

describe('fields', () => {
  test.each<[pointer: string, row: unknown, value: unknown]>([
    ['/a/b', { a: { b: 1 } }, 1],
    ['/a~1b/~0', { 'a/b': { '~': 2 } }, 2],
    ['/a/1', { a: [5, 6] }, 6],
    ['/a/01', { a: [5, 6] }, undefined],
    ['/a/-', { a: [5] }, undefined],
    ['/a/length', { a: [5] }, undefined],
    ['/a/length', { a: 'text' }, undefined],
    ['/toString', {}, undefined],
    ['/__proto__', {}, undefined],
    ['/a/b', { a: null }, undefined],
    ['/a', { a: null }, undefined],
    ['/a', { a: false }, false],
    ['/', { '': 7 }, 7],
    ['a', { a: 1 }, undefined],
  ])('%s of %j is %p', (pointer, row, value) => {
    expect(fieldReader(pointer)(row)).toBe(value);
  });

  test('are shown short, and as what they are', () => {
    expect(['x'.repeat(121), 'x'.repeat(120), Number.NaN, {}, [1], null, undefined].map(shown)).toEqual([
      `${'x'.repeat(117)}...`,
      'x'.repeat(120),
      'NaN',
      'an object',
      'a list',
      null,
      null,
    ]);
  });
});
