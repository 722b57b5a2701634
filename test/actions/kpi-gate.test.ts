import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/kpi-gate/control.ts';
import type { GateData } from '../../actions/kpi-gate/data.ts';
import type { CollectedFile } from '../../shared/core/collected.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { asciiJson } from '../../shared/core/json.ts';
import type { Report } from '../../shared/core/report.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import type { KpiRun } from '../../shared/domain/kpi/run.ts';
import { coverRules } from '../support/coverage.ts';
import { type RunSetup, runArtifact, runFiles } from '../support/kpi-evidence.ts';
import { ndjson, orderFile, orderRows, ordersSet } from '../support/kpi-files.ts';
import { configurationOf, headSha, type Setup } from '../support/world.ts';

const rules = coverRules(control, {
  'complete failed': 'a run that is left out is not looked at, so it is never failed',
  'enough-runs failed': 'too few runs are a gap in the evidence and no finding',
});
const now = '2026-11-20T12:00:00Z';
const sets = { 'kpi-sets': [ordersSet] };
const section = { set: 'orders', reports: ['evidence/*.report.json'], harness: { none: 'runs are made by hand' } };
const a: RunSetup = { run: 'a', start: '2026-11-20T08:00:00Z', rows: 200 };
const b: RunSetup = { run: 'b', start: '2026-11-20T09:00:00Z', rows: 200 };

async function gate(
  runs: readonly RunSetup[],
  more: Setup = {},
  change?: Parameters<typeof runFiles>[1],
): Promise<Setup> {
  return { now, produced: await runFiles(runs, change), lists: sets, section, ...more };
}

/** What is not passed and asked for, as `rule about: status code`. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${[rule.replace('kpi-gate/', ''), ...about].join(' ')}: ${because?.code ?? status}`],
  );
  return error === undefined ? lines : [...lines, error.code];
}
const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);
const dataOf = ({ data }: Evaluation): GateData => data as GateData;

describe('two sound runs', () => {
  test('pass everything, computed again from their rows', async () => {
    const evaluation = await rules.evaluate(await gate([a, b]));
    expect(open(evaluation)).toEqual([]);
    expect(statusOf(evaluation)).toBe('passed');
    const { runs, kpis } = dataOf(evaluation);
    expect(runs.map(({ runId, recomputed, rows }) => [runId, recomputed, rows])).toEqual([
      ['run-a', true, 200],
      ['run-b', true, 200],
    ]);
    expect(kpis.map(({ id, verdict, samples }) => [id, verdict, samples])).toEqual([
      ['success', 'met', 400],
      ['p50', 'met', 400],
      ['mean', 'met', 400],
    ]);
    expect(evaluation.exhibits.map(({ title }) => title)).toEqual(['KPIs', 'Runs']);
    expect(evaluation.outputs).toEqual({ runs: '2' });
  });

  test('in which order they are found does not matter', async () => {
    const forth = await rules.evaluate(await gate([a, b]));
    const back = await rules.evaluate(await gate([b, a]));
    expect(back.results).toEqual(forth.results);
    expect(dataOf(back)).toEqual(dataOf(forth));
  });

  test('that neither shows the target alone show it together', async () => {
    const set = { ...ordersSet, 'minimum-samples': 100, kpis: [{ ...ordersSet.kpis[0], target: { min: 0.975 } }] };
    const runs = [a, b].map((run) => ({ ...run, rows: 100, set, section: { evaluate: 'as-defined' } }));
    const evaluation = await rules.evaluate(await gate(runs, { lists: { 'kpi-sets': [set] } }));
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation).kpis).toMatchObject([{ verdict: 'met', samples: 200 }]);
  });
});
rules.prove();
void ndjson;
void orderRows;
void orderFile;
void headSha;
void configurationOf;
void runArtifact;
void asciiJson;
export type Unused = [CollectedFile, Report, KpiRun];
