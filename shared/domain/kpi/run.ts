import type { Json } from '../../core/json.ts';
import { z } from '../../core/zod.ts';
import type { KpiSet } from './config.ts';
import type { KpiReport } from './report-schema.ts';
import { KpiReportSchema } from './report-schema.ts';

/** One run of a harness: what a kpi-report says of its rows, and of whom they are. */
export const KpiRunSchema = z.strictObject({
  runId: z.string().min(1).meta({ description: 'Tells the runs of a harness apart.' }),
  runType: z.string().min(1).meta({ description: 'What the run was made for, such as gate or baseline.' }),
  set: z.string().min(1).meta({ description: 'The id of the KPI set.' }),
  evaluate: z.enum(['as-defined', 'point']).meta({ description: 'How the targets were judged.' }),
  facts: z
    .record(z.string(), z.json())
    .meta({ description: 'What was measured: commit, model, version, flags, platform, harness.' }),
  report: KpiReportSchema,
});
export type KpiRun = z.infer<typeof KpiRunSchema>;

/** What rows say of themselves, by the names that the set gives its constants. */
export function factsOf(set: KpiSet, report: KpiReport): Record<string, Json> {
  const values = new Map(report.provenance.map(({ pointer, value }) => [pointer, value]));
  return Object.fromEntries(
    set.constant.flatMap(({ fact, pointer }) => {
      const value = values.get(pointer);
      return fact === undefined || value === undefined ? [] : [[fact, value]];
    }),
  );
}
