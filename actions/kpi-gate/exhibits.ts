import type { Exhibit, ExhibitRow, Mark } from '../../shared/core/exhibit.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { unitOf } from '../../shared/domain/kpi/definition.ts';
import { intervalCharts } from '../../shared/domain/kpi/interval-charts.ts';
import { intervalText, valueText, verdictText, verdictTexts, withUnit } from '../../shared/domain/kpi/text.ts';
import type { Regression } from '../../shared/domain/kpi-gate/regression.ts';
import type { Run } from '../../shared/domain/kpi-gate/run.ts';
import { againstText } from './comparisons.ts';
import type { Earlier } from './history.ts';
import type { ShownPooled } from './targets.ts';

/** The KPIs, in each run and over all of them. */
export function kpisExhibit(kpis: readonly ShownPooled[], runs: readonly Run[]): Exhibit {
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
    rows: kpis.map((kpi): ExhibitRow => {
      const { mark } = verdictTexts[kpi.verdict];
      const values = runs.map(({ report }) => {
        const result = report.kpis.find(({ id }) => id === kpi.id);
        return result === undefined ? 'not there' : valueText(result);
      });
      const cells = [
        kpi.label,
        kpi.asked,
        ...values,
        valueText(kpi),
        intervalText(kpi.interval),
        kpi.more === undefined || kpi.more === 0 ? String(kpi.samples) : `${kpi.samples}, about ${kpi.more} more`,
        verdictText(kpi.verdict, kpi.required),
      ];
      return { cells, ...(mark === undefined ? {} : { mark }) };
    }),
    charts: intervalCharts(kpis),
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
      const unit = unitOf(kpi);
      const number = (value: number | undefined): string => (value === undefined ? 'none' : withUnit(value, unit));
      const cells = [
        kpi.title ?? one.id,
        againstText(one),
        number(one.reference),
        number(one.current),
        number(one.limit),
        one.interval === undefined ? 'by value' : `${one.judged} ${intervalText(one.interval)}`,
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
          cells: [label, report.time?.last ?? 'not known', valueAt(values[index], unitOf(kpi))],
        })),
        remark: 'Values of earlier reports are told as they were reported',
        charts: [
          {
            kind: 'line',
            labels: points.map(({ label }) => label),
            unit: unitOf(kpi) ?? 'ratio',
            series: [
              { name: kpi.title ?? kpi.id, values },
              ...(limit === undefined ? [] : [{ name: 'target', values: points.map(() => limit) }]),
            ],
          },
        ],
      };
    });
}

function valueAt(value: number | null | undefined, unit: string | undefined): string {
  return value === null || value === undefined ? 'none' : withUnit(value, unit);
}
