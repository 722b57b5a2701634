import { describe, expect, test } from '@jest/globals';
import { GateSchema, gateProblems } from '../../../../shared/domain/kpi-gate/config.ts';
import type { GateInput } from '../../../support/kpi-inputs.ts';
import { failureRate, ms, setWith } from '../../../support/kpi-runs.ts';

const set = setWith([
  { ...failureRate, target: { max: 0.05 }, 'minimum-samples': 200 },
  { id: 'mean', kind: 'mean', value: ms, target: { max: 500 } },
  { id: 'drift', kind: 'mean', value: { ...ms, min: -100 }, required: false },
  {
    id: 'success',
    kind: 'ratio',
    numerator: [{ pointer: '/ok', equals: true }],
    direction: 'higher-is-better',
    required: false,
  },
]);
const baseline = { path: 'reports/base.json' };
const tolerances = { failures: { absolute: 0.05 }, mean: { relative: 0.1 } };

test('the defaults', () => {
  expect(GateSchema.parse({})).toEqual({ runs: 2, tolerances: {}, alpha: 0.05, power: 0.8 });
  expect(GateSchema.parse({ ratchet: {}, 'self-audit': {} })).toMatchObject({
    ratchet: { reports: 20 },
    'self-audit': { pairs: 50, 'minimum-pairs': 10 },
  });
});

test.each<[string, unknown, string]>([
  ['a single run', { runs: 1 }, '/runs'],
  ['half a run', { runs: 2.5 }, '/runs'],
  ['a gap without unit', { 'minimum-gap': '90' }, '/minimum-gap'],
  ['a baseline outside', { baseline: { path: '../base.json' } }, '/baseline/path'],
  ['a tolerance without value', { tolerances: { failures: {} } }, '/tolerances/failures'],
  ['a tolerance of two kinds', { tolerances: { failures: { absolute: 1, relative: 1 } } }, '/tolerances/failures'],
  ['a negative tolerance', { tolerances: { failures: { absolute: -1 } } }, '/tolerances/failures/absolute'],
  ['no alpha', { alpha: 0 }, '/alpha'],
  ['a power of a coin', { power: 0.5 }, '/power'],
  ['no facts', { comparable: [] }, '/comparable'],
  ['a blank fact', { comparable: [' '] }, '/comparable/0'],
  ['a ratchet of one report', { ratchet: { reports: 1 } }, '/ratchet/reports'],
  ['a misspelt key', { run: 2 }, '/'],
])('%s is refused', (_, input, pointer) => {
  const parsed = GateSchema.safeParse(input);
  expect(parsed.error?.issues.map(({ path }) => `/${path.join('/')}`)).toEqual([pointer]);
});

describe('what the parts say about each other', () => {
  test.each<[string, GateInput, gate: string[], inSet: string[]]>([
    ['nothing to compare', {}, [], []],
    ['a baseline with tolerances', { baseline, tolerances }, [], []],
    ['equal gaps', { 'minimum-gap': '1h', 'maximum-gap': '60min' }, [], []],
    ['gaps that exclude each other', { 'minimum-gap': '2h', 'maximum-gap': '60min' }, ['/minimum-gap'], []],
    ['a baseline without tolerances', { baseline }, ['/tolerances', '/tolerances'], []],
    ['a ratchet without one of them', { ratchet: {}, tolerances: { mean: { absolute: 1 } } }, ['/tolerances'], []],
    ['tolerances of nothing', { tolerances }, ['/tolerances'], []],
    [
      'a KPI that is none',
      { baseline, tolerances: { ...tolerances, 'a/b~c': { absolute: 1 } } },
      ['/tolerances/a~1b~0c'],
      [],
    ],
    [
      'a tolerance beyond any ratio',
      { baseline, tolerances: { ...tolerances, success: { absolute: 1 } } },
      ['/tolerances/success/absolute'],
      [],
    ],
    [
      'a share of everything',
      { baseline, tolerances: { ...tolerances, success: { relative: 1 } } },
      ['/tolerances/success/relative'],
      [],
    ],
    [
      'a share of what can be negative',
      { baseline, tolerances: { ...tolerances, drift: { relative: 0.1 } } },
      ['/tolerances/drift/relative'],
      [],
    ],
    [
      'a share of nothing',
      { baseline, tolerances: { ...tolerances, mean: { relative: 0 } } },
      ['/tolerances/mean/relative'],
      [],
    ],
    [
      'more pairs than are replayed',
      { 'self-audit': { pairs: 5, 'minimum-pairs': 6 }, tolerances },
      ['/self-audit/minimum-pairs'],
      [],
    ],
    [
      'a tolerance that so few samples never show',
      { baseline, tolerances: { ...tolerances, failures: { absolute: 0.001 } } },
      [],
      ['/kpis/0/minimum-samples'],
    ],
    [
      'everything at once',
      {
        'minimum-gap': '2d',
        'maximum-gap': '1d',
        ratchet: {},
        tolerances: { failures: { absolute: 0 }, none: { absolute: 1 } },
      },
      ['/minimum-gap', '/tolerances/none', '/tolerances'],
      ['/kpis/0/minimum-samples'],
    ],
  ])('%s', (_, input, gate, inSet) => {
    const found = gateProblems(GateSchema.parse(input), set);
    expect(found.gate.map(({ pointer }) => pointer)).toEqual(gate);
    expect(found.set.map(({ pointer }) => pointer)).toEqual(inSet);
  });
});
