import { z } from '../../shared/core/zod.ts';
import type { PooledKpi } from '../../shared/domain/kpi-gate/pooled.ts';
import type { Regression } from '../../shared/domain/kpi-gate/regression.ts';
import type { Run } from '../../shared/domain/kpi-gate/run.ts';
import type { SelfAudit } from '../../shared/domain/kpi-gate/self-audit.ts';

const End = z.number().nullable().meta({ description: 'null: without end.' });
const Interval = z.object({ lower: End, upper: End, confidence: z.number() });
const Count = z.number().int().min(0);

/** The data of a report of kpi-gate; every value was computed from rows. */
export const GateDataSchema = z.object({
  runs: z.array(
    z.object({
      name: z.string(),
      runId: z.string(),
      runType: z.string(),
      facts: z.record(z.string(), z.json()),
      rows: Count,
      sources: z.array(z.object({ path: z.string(), sha256: z.string(), bytes: Count, rows: Count })),
      first: z.string().optional(),
      last: z.string().optional(),
      values: z.record(z.string(), z.number().nullable()),
    }),
  ),
  kpis: z.array(
    z.object({
      id: z.string(),
      required: z.boolean(),
      value: z.number().nullable(),
      samples: Count,
      interval: Interval.optional(),
      method: z.string().optional(),
      verdict: z.string(),
      more: z.number().optional().meta({ description: 'Samples more that would decide.' }),
    }),
  ),
  comparisons: z.array(
    z.object({
      id: z.string(),
      against: z.string(),
      name: z.string().optional(),
      zone: z.string(),
      current: z.number().nullable(),
      reference: z.number().nullable(),
      limit: z.number().nullable(),
      judged: z.string().optional(),
      method: z.string().optional(),
      interval: Interval.optional(),
      p: z.number().optional(),
      adjusted: z.number().optional().meta({ description: 'The p-value after the correction of Holm.' }),
      detectable: z.number().optional(),
      more: z.number().optional(),
    }),
  ),
  selfAudit: z
    .object({
      pairs: Count,
      alarms: z.array(z.object({ earlier: z.string(), later: z.string(), kpis: z.array(z.string()) })),
      undecided: Count,
      rate: z.number().nullable(),
      interval: Interval.optional(),
    })
    .optional(),
});
export type GateData = z.infer<typeof GateDataSchema>;

type Ends = { lower: number; upper: number; confidence: number };

/** JSON has no infinity. */
function shown({ lower, upper, confidence }: Ends): z.infer<typeof Interval> {
  const end = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return { lower: end(lower), upper: end(upper), confidence };
}

function given<K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, T>>);
}

export function gateData(
  runs: readonly Run[],
  pooled: readonly PooledKpi[],
  compared: readonly Regression[],
  audit: SelfAudit | undefined,
): GateData {
  return {
    runs: runs.map(({ name, runId, runType, facts, report }) => ({
      ...{ name, runId, runType, facts: { ...facts }, rows: report.rows },
      sources: report.sources.map(({ path, sha256, bytes, rows: count }) => ({ path, sha256, bytes, rows: count })),
      ...given('first', report.time?.first),
      ...given('last', report.time?.last),
      values: Object.fromEntries(report.kpis.map(({ id, value }) => [id, value])),
    })),
    kpis: pooled.map(({ id, required, value, samples, interval, verdict, more }) => ({
      ...{ id, required, value: value ?? null, samples, verdict },
      ...(interval === undefined ? {} : { interval: shown(interval), method: interval.method }),
      ...given('more', more),
    })),
    comparisons: compared.map((one) => ({
      ...{ id: one.id, against: one.against.kind, zone: one.zone },
      ...given('name', one.against.name),
      ...{ current: one.current ?? null, reference: one.reference ?? null, limit: one.limit ?? null },
      ...given('judged', one.judged),
      ...given('method', one.method),
      ...(one.interval === undefined ? {} : { interval: shown(one.interval) }),
      ...given('p', one.p),
      ...given('adjusted', one.adjusted),
      ...given('detectable', one.detectable),
      ...given('more', one.more),
    })),
    ...(audit === undefined
      ? {}
      : {
          selfAudit: {
            ...{ pairs: audit.pairs, alarms: audit.alarms, undecided: audit.undecided, rate: audit.rate ?? null },
            ...(audit.interval === undefined ? {} : { interval: shown(audit.interval) }),
          },
        }),
  };
}
