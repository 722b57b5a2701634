import type { Exhibit } from '../../shared/core/exhibit.ts';
import { intervalCharts } from '../../shared/domain/kpi/interval-charts.ts';
import type { KpiReport, KpiResult } from '../../shared/domain/kpi/report-schema.ts';
import { askedText, intervalText, valueText, verdictText, verdictTexts } from '../../shared/domain/kpi/text.ts';

/** The table of the KPIs, with a picture of their intervals where there are any. */
export function kpiExhibit({ kpis, rows, time }: KpiReport, evaluate: 'as-defined' | 'point'): Exhibit {
  const span = time === undefined ? '' : `, measured from ${time.first} to ${time.last}`;
  const how =
    evaluate === 'point'
      ? '; each value is judged by itself, the intervals are shown beside it'
      : '; the worse end of an interval must meet its target';
  return {
    title: 'KPIs',
    columns: [
      { name: 'KPI' },
      { name: 'Target', numeric: true },
      { name: 'Value', numeric: true },
      { name: 'Interval', numeric: true },
      { name: 'n', numeric: true },
      { name: 'Verdict' },
    ],
    rows: kpis.map((kpi) => {
      const { mark } = verdictTexts[kpi.verdict];
      return {
        cells: [
          kpi.title ?? kpi.id,
          askedText(kpi),
          valueText(kpi),
          intervalText(kpi.interval),
          samplesText(kpi),
          verdictText(kpi.verdict, kpi.required),
        ],
        ...(mark === undefined ? {} : { mark }),
      };
    }),
    charts: intervalCharts(
      kpis.map(({ id, title, value, interval, target, unit }) => ({
        label: title ?? id,
        value,
        interval,
        target,
        unit,
      })),
    ),
    remark: `${rows} rows${span}${how}`,
  };
}

/** How many samples there are, and how many would decide where they do not. */
function samplesText({ denominator, interval, verdict }: KpiResult): string {
  const needed = interval?.needed;
  return verdict === 'inconclusive' && needed !== undefined ? `${denominator} of about ${needed}` : String(denominator);
}
