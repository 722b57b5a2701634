import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../../shared/core/json.ts';
import { comparability } from '../../../../shared/domain/kpi-gate/comparable.ts';
import type { Run } from '../../../../shared/domain/kpi-gate/run.ts';
import { rowsOfRun, runOf, setWith } from '../../../support/kpi-runs.ts';

const count = { id: 'rows', kind: 'count', target: { max: 100 } };
const set = setWith([count]);
const run = (name: string, facts: Record<string, Json> = {}, report: Partial<Run['report']> = {}): Run => {
  const one = runOf(name, rowsOfRun(name.charCodeAt(0), 5), set);
  return { ...one, facts: { commit: 'c0ffee', ...facts }, report: { ...one.report, ...report } };
};
const brief = (runs: Run[], asked?: string[]): string[] =>
  comparability(runs, asked)
    .filter(({ agreement }) => agreement !== 'same')
    .map(
      ({ fact, agreement, values, missing }) =>
        `${fact} ${agreement}: ${[...values.map(({ value, runs: names }) => `${JSON.stringify(value)} ${names.join()}`), ...missing.map((name) => `- ${name}`)].join('; ')}`,
    );

describe('what differs between runs', () => {
  test.each<[name: string, runs: Run[], asked: string[] | undefined, differing: string[]]>([
    ['nothing', [run('a'), run('b')], undefined, []],
    ['a single run', [run('a')], undefined, []],
    ['a commit', [run('a'), run('b', { commit: 'badc0de' })], undefined, ['commit differs: "c0ffee" a; "badc0de" b']],
    [
      'three values of three runs',
      [run('b', { commit: '2' }), run('a', { commit: '1' }), run('c', { commit: '2' }), run('d', { commit: '3' })],
      undefined,
      ['commit differs: "1" a; "2" b,c; "3" d'],
    ],
    [
      'a flag inside of a fact',
      [run('a', { flags: { x: 1, y: true } }), run('b', { flags: { y: true, x: 2 } })],
      undefined,
      ['flags differs: {"x":1,"y":true} a; {"y":true,"x":2} b'],
    ],
    [
      'the order of members is no difference',
      [run('a', { flags: { x: 1, y: 2 } }), run('b', { flags: { y: 2, x: 1 } })],
      undefined,
      [],
    ],
    [
      'a text is no number',
      [run('a', { model: 1 }), run('b', { model: '1' })],
      undefined,
      ['model differs: 1 a; "1" b'],
    ],
    ['a fact that one does not have', [run('a', { model: 'm' }), run('b')], undefined, ['model unknown: "m" a; - b']],
    ['a blank fact', [run('a', { model: 'm' }), run('b', { model: ' ' })], undefined, ['model unknown: "m" a; - b']],
    [
      'a fact that is null in both',
      [run('a', { model: null }), run('b', { model: null })],
      undefined,
      ['model unknown: - a; - b'],
    ],
    [
      'a fact that one does not have and others differ in',
      [run('a', { model: 'm' }), run('b', { model: 'n' }), run('c')],
      undefined,
      ['model differs: "m" a; "n" b; - c'],
    ],
    [
      'a fact that is asked for and none has',
      [run('a'), run('b')],
      ['commit', 'platform'],
      ['platform unknown: - a; - b'],
    ],
    [
      'a fact that is not asked for',
      [run('a', { platform: 'linux' }), run('b', { platform: 'win32' })],
      ['commit'],
      [],
    ],
    [
      'what is always compared, also when other facts are asked for',
      [run('a'), run('b', {}, { definitionHash: 'f'.repeat(64), minimumSamples: 9, kpis: [], toolVersion: '2.0.0' })],
      ['commit'],
      [
        `KPI definitions differs: ${JSON.stringify(run('a').report.definitionHash)} a; "${'f'.repeat(64)}" b`,
        'minimum samples differs: 4 a; 9 b',
        'KPIs differs: ["rows"] a; [] b',
        'tool version differs: "1" a; "2" b',
      ],
    ],
    ['a minor version of the tool is no difference', [run('a'), run('b', {}, { toolVersion: '1.9.0' })], undefined, []],
    [
      'no version of the tool',
      [run('a'), run('b', {}, { toolVersion: 'next' })],
      undefined,
      ['tool version unknown: "1" a; - b'],
    ],
    [
      'a constant of the rows',
      [
        run('a'),
        run(
          'b',
          {},
          {
            provenance: [
              { pointer: '/commit', value: 'badc0de' },
              { pointer: '/flags', value: { fast: true } },
            ],
          },
        ),
      ],
      undefined,
      ['/commit differs: "c0ffee" a; "badc0de" b'],
    ],
    [
      'a constant that one does not have',
      [run('a'), run('b', {}, { provenance: [{ pointer: '/commit', value: 'c0ffee' }] })],
      undefined,
      ['/flags unknown: {"fast":true} a; - b'],
    ],
    ['a fact with the name of what is always compared adds nothing', [run('a', { KPIs: 1 }), run('b')], undefined, []],
  ])('%s', (_, runs, asked, differing) => {
    expect(brief(runs, asked)).toEqual(differing);
    expect(comparability(runs.toReversed(), asked)).toEqual(comparability(runs, asked));
  });

  test('everything that was compared is told, also what agrees', () => {
    expect(comparability([run('a'), run('b')]).map(({ fact, agreement }) => [fact, agreement])).toEqual([
      ['KPI definitions', 'same'],
      ['minimum samples', 'same'],
      ['KPIs', 'same'],
      ['schema version', 'same'],
      ['tool version', 'same'],
      ['/commit', 'same'],
      ['/flags', 'same'],
      ['commit', 'same'],
    ]);
  });
});

test('runs agree only when each pair of them does', () => {
  const value = fc.constantFrom<Json | undefined>(1, '1', true, null, undefined, { x: 1 });
  const plain = run('a');
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 5 }), (values) => {
      const runs = values.map(
        (fact, index): Run => ({ ...plain, name: `${index}`, facts: fact === undefined ? {} : { fact } }),
      );
      const agreement = (some: Run[]) => comparability(some, ['fact']).at(-1)?.agreement;
      const pairs = runs.flatMap((one) =>
        runs.filter((other) => other !== one).map((other) => agreement([one, other])),
      );
      expect(agreement(runs) === 'same').toBe(pairs.every((one) => one === 'same'));
      expect(agreement(runs) === 'differs').toBe(pairs.includes('differs'));
    }),
  );
});
