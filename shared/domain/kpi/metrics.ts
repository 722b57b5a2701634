/** A value of a KPI with its interval and how many samples it has. */
export interface MeasuredKpi {
  id: string;
  value: number | null | undefined;
  unit?: string | undefined;
  interval?: { lower: number | null; upper: number | null } | undefined;
  denominator: number;
}

export interface Metric {
  name: string;
  value: number;
  unit?: string | undefined;
}

/** The figures of KPIs for the metrics of a report. An id has no space, so that no two names are the same. */
export function kpiMetrics(kpis: readonly MeasuredKpi[]): Metric[] {
  return kpis.flatMap(({ id, value, unit, interval, denominator }) => {
    const figures: [name: string, value: number | null | undefined, unit: string | undefined][] = [
      [`kpi ${id}`, value, unit],
      [`kpi ${id} lower bound`, interval?.lower, unit],
      [`kpi ${id} upper bound`, interval?.upper, unit],
      [`kpi ${id} samples`, denominator, undefined],
    ];
    return figures.flatMap(([name, figure, of]) =>
      figure === null || figure === undefined || !Number.isFinite(figure) ? [] : [{ name, value: figure, unit: of }],
    );
  });
}
