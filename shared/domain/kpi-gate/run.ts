import type { Json } from '../../core/json.ts';
import type { Accumulator } from '../kpi/accumulator.ts';
import type { KpiReport } from '../kpi/report-schema.ts';
import type { V1Report } from '../kpi/v1-schema.ts';

/** What the file of a report said, in the shape in which it was written. */
export type Claim = { shape: 'current'; report: KpiReport } | { shape: 'v1'; report: V1Report };

/** One run that is to be judged together with others. */
export interface Run {
  /** Path of its report; no two runs of a gate have the same. */
  name: string;
  runId: string;
  runType: string;
  /** As it was computed again from the rows; as it was given, where rows are not read. */
  report: KpiReport;
  /** The rows, added up; only where they were read. */
  rows?: Accumulator | undefined;
  claimed?: Claim | undefined;
  /** What was measured, and by what: repository, branch, commit, model, version, flags, platform, harness, by name. */
  facts: Readonly<Record<string, Json>>;
}

/** An earlier report that runs are compared with. */
export type Reference = Pick<Run, 'name' | 'report' | 'rows'>;
