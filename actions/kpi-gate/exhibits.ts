import type { Exhibit, ExhibitRow, Mark } from '../../shared/core/exhibit.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { unitOf } from '../../shared/domain/kpi/definition.ts';
import { intervalCharts } from '../../shared/domain/kpi/interval-charts.ts';
import { valueText } from '../../shared/domain/kpi/text.ts';
import type { Verdict } from '../../shared/domain/kpi/verdict.ts';
import type { PooledKpi } from '../../shared/domain/kpi-gate/pooled.ts';
import type { Regression } from '../../shared/domain/kpi-gate/regression.ts';
import type { Run } from '../../shared/domain/kpi-gate/run.ts';
import type { Earlier } from './history.ts';
import { againstText, asked, pooledText, rangeText, withUnit } from './targets.ts';

const verdicts: Record<Verdict, [text: string, mark?: Mark]> = {
  met: ['met', 'good'],
  missed: ['missed', 'bad'],
  inconclusive: ['inconclusive', 'open'],
  'not-measured': ['not measured', 'open'],
  'not-judged': ['told'],
};

/** The KPIs, in each run and over all of them. */
export function kpisExhibit(set: KpiSet, runs: readonly Run[], pooled: readonly PooledKpi[]): Exhibit {
  return {
    title: 'KPIs',
    columns: [
      { name: 'KPI' },
      { name: 'Target', numeric: true },
      ...runs.map(({ runId }) => ({ name: runId, numeric: true as const })),
      { name: 'All runs', numeric: true },
      { name: 'Interval', numeric: true },
      { name: 'n', numeric: true },
      { name: 'Verdict' },
    ],
    rows: pooled.flatMap((one, index): ExhibitRow[] => {
      const kpi = set.kpis[index];
      if (kpi === undefined) return [];
      const [text, mark] = verdicts[one.verdict];
      const values = runs.map(({ report }) => {
        const result = report.kpis.find(({ id }) => id === one.id);
        return result === undefined ? 'not there' : valueText(result);
      });
      const cells = [
        kpi.title ?? one.id,
        asked(kpi),
        ...values,
        pooledText(kpi, one),
        one.interval === undefined ? 'none' : rangeText(one.interval),
        one.more === undefined || one.more === 0 ? String(one.samples) : `${one.samples}, about ${one.more} more`,
        one.required || one.verdict === 'not-judged' ? text : `${text} (told)`,
      ];
      return [{ cells, ...(mark === undefined ? {} : { mark }) }];
    }),
    charts: intervalCharts(
      pooled.flatMap((one, index) => {
        const kpi = set.kpis[index];
        if (kpi === undefined) return [];
        const { value, interval } = one;
        return [{ label: kpi.title ?? one.id, value, interval, target: kpi.target, unit: unitOf(kpi) }];
      }),
    ),
    remark: 'The worse end of the interval over all runs must meet the target, and so must the value of each run',
  };
}

const zones: Record<Regression['zone'], [text: string, mark: Mark]> = {
  within: ['no worse', 'good'],
  worse: ['worse', 'bad'],
  inconclusive: ['inconclusive', 'open'],
  'not-measured': ['not measured', 'open'],
};

/** The runs beside the baseline and the best sustained value. */
export function regressionsExhibit(set: KpiSet, found: readonly Regression[]): Exhibit {
  return {
    title: 'Compared with before',
    columns: [
      { name: 'KPI' },
      { name: 'Compared with' },
      { name: 'Then', numeric: true },
      { name: 'Now', numeric: true },
      { name: 'Allowed', numeric: true },
      { name: 'Difference', numeric: true },
      { name: 'Verdict' },
    ],
    rows: found.flatMap((one): ExhibitRow[] => {
      const kpi = set.kpis.find(({ id }) => id === one.id);
      if (kpi === undefined) return [];
      const [text, mark] = zones[one.zone];
      const number = (value: number | undefined): string => (value === undefined ? 'none' : withUnit(kpi, value));
      const cells = [
        kpi.title ?? one.id,
        againstText(one),
        number(one.reference),
        number(one.current),
        number(one.limit),
        one.interval === undefined ? 'by value' : `${one.judged} ${rangeText(one.interval)}`,
        text,
      ];
      return [{ cells, mark }];
    }),
    remark:
      'No worse and worse only when the whole interval says so; many KPIs do not make a false alarm likely (Holm)',
  };
}

/** Who was judged. */
export function runsExhibit(runs: readonly Run[]): Exhibit {
  return {
    title: 'Runs',
    columns: [
      { name: 'Run' },
      { name: 'Rows', numeric: true },
      { name: 'From' },
      { name: 'To' },
      { name: 'Commit' },
      { name: 'Rows sha256' },
    ],
    rows: runs.map(({ runId, report, facts }) => ({
      cells: [
        runId,
        String(report.rows),
        report.time?.first ?? 'not known',
        report.time?.last ?? 'not known',
        typeof facts['commit'] === 'string' ? facts['commit'].slice(0, 12) : 'not known',
        report.sources.map(({ sha256 }) => sha256.slice(0, 12)).join(', '),
      ],
    })),
  };
}

/** How a KPI went over the last reports of the branch, and these runs. */
export function trendExhibits(set: KpiSet, earlier: readonly Earlier[], runs: readonly Run[]): Exhibit[] {
  if (earlier.length === 0) return [];
  const points = [
    ...earlier.map(({ run, report }) => ({ label: run.runId, report })),
    ...runs.map(({ runId, report }) => ({ label: runId, report })),
  ];
  return set.kpis
    .filter(({ required }) => required)
    .map((kpi): Exhibit => {
      const values = points.map(({ report }) => report.kpis.find(({ id }) => id === kpi.id)?.value ?? null);
      const limit = kpi.target?.max ?? kpi.target?.min;
      return {
        title: `Trend: ${kpi.title ?? kpi.id}`,
        columns: [{ name: 'Run' }, { name: 'Measured' }, { name: 'Value', numeric: true }],
        rows: points.map(({ label, report }, index) => ({
          cells: [
            label,
            report.time?.last ?? 'not known',
            values[index] == null ? 'none' : withUnit(kpi, values[index]),
          ],
        })),
        remark: 'Values of earlier reports are told as they were reported',
        charts: [
          {
            kind: 'line',
            labels: points.map(({ label }) => label),
            unit: withUnit(kpi, 0).replace(/^0 ?/, '') || 'ratio',
            series: [
              { name: kpi.title ?? kpi.id, values },
              ...(limit === undefined ? [] : [{ name: 'target', values: points.map(() => limit) }]),
            ],
          },
        ],
      };
    });
}
