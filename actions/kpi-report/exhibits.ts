import type { Exhibit, Mark } from '../../shared/core/exhibit.ts';
import { intervalCharts } from '../../shared/domain/kpi/interval-charts.ts';
import type { KpiReport, KpiResult } from '../../shared/domain/kpi/report-schema.ts';
import { askedText, intervalText, valueText } from '../../shared/domain/kpi/text.ts';

const verdicts: Record<KpiResult['verdict'], [text: string, mark?: Mark]> = {
  met: ['met', 'good'],
  missed: ['missed', 'bad'],
  inconclusive: ['inconclusive', 'open'],
  'not-measured': ['not measured', 'open'],
  'not-judged': ['told'],
};

/** The table of the KPIs, with a picture of their intervals where there are any. */
export function kpiExhibit({ kpis, rows, time }: KpiReport, evaluate: 'as-defined' | 'point'): Exhibit {
  const span = time === undefined ? '' : `, measured from ${time.first} to ${time.last}`;
  const how =
    evaluate === 'point'
      ? '; each value is judged by itself, the intervals are told'
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
      const [text, mark] = verdicts[kpi.verdict];
      const told = kpi.required ? '' : ' (told)';
      return {
        cells: [
          kpi.title ?? kpi.id,
          askedText(kpi),
          valueText(kpi),
          intervalText(kpi),
          samplesText(kpi),
          kpi.verdict === 'not-judged' ? text : `${text}${told}`,
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
