import { z } from '../../shared/core/zod.ts';
import { byFact } from '../../shared/domain/readiness/agreement.ts';
import { IncidentSchema } from '../../shared/domain/readiness/incident.ts';
import type { Incidents } from './incidents.ts';
import type { JobOutcome } from './jobs.ts';
import { firstMissing, type Row } from './outcome.ts';
import type { ReportOutcome } from './reports.ts';
import type { Compared } from './shadows.ts';
import { isReady, type Memory } from './tell.ts';

const Status = z.enum(['passed', 'failed', 'unverified', 'not-applicable']);
const Count = z.number().int().min(0);

/** The data of a report of readiness. */
export const ReadinessDataSchema = z.object({
  ready: z.boolean().meta({ description: 'Everything that is asked for happened, and was measured.' }),
  profile: z.string(),
  firstMissing: z.string().optional().meta({ description: 'The first job or report that stands in the way.' }),
  jobs: z.array(
    z.object({
      id: z.string(),
      job: z.string(),
      severity: z.string(),
      status: Status,
      message: z.string().optional(),
      where: z.string().optional(),
      attempts: z
        .array(
          z.object({
            id: Count,
            name: z.string(),
            attempt: Count,
            status: z.string(),
            conclusion: z.string().nullable(),
          }),
        )
        .meta({ description: 'Every execution of it, also those that failed before one succeeded.' }),
      earlierRuns: z.array(Count).optional().meta({ description: 'Older runs of its workflow for the same commit.' }),
    }),
  ),
  reports: z.array(
    z.object({
      id: z.string(),
      control: z.string().optional(),
      severity: z.string(),
      status: Status,
      message: z.string().optional(),
      files: z.array(
        z.object({
          name: z.string(),
          sha256: z.string(),
          runId: Count.optional(),
          createdAt: z.string().optional(),
        }),
      ),
    }),
  ),
  facts: z.record(z.string(), z.array(z.object({ report: z.string(), value: z.json().optional() }))),
  incidents: z.array(IncidentSchema),
  incidentsUnknown: z.array(z.object({ id: z.string(), message: z.string() })),
  shadows: z.array(
    z.object({
      id: z.string(),
      said: z.string().optional(),
      compared: Count,
      unmatched: z.array(z.string()),
      disagreements: z.array(
        z.object({ check: z.string(), id: z.string().optional(), ours: z.string(), theirs: z.string() }),
      ),
    }),
  ),
});
export type ReadinessData = z.infer<typeof ReadinessDataSchema>;

/** All that was found, as data for other controls. */
export function dataOf(found: {
  profile: string;
  memory: Memory;
  rows: readonly Row[];
  jobs: readonly JobOutcome[];
  reports: readonly ReportOutcome[];
  incidents: Incidents;
  compared: readonly Compared[];
}): ReadinessData {
  const { profile, memory, rows, jobs, reports, incidents, compared } = found;
  const first = firstMissing(rows)?.id ?? memory.first;
  const stateOf = (id: string): Pick<ReadinessData['jobs'][number], 'status' | 'message'> => {
    const row = rows.find((one) => one.id === id);
    return { status: row?.status ?? 'unverified', ...(row?.message === undefined ? {} : { message: row.message }) };
  };
  const facts: ReadinessData['facts'] = {};
  for (const [fact, said] of byFact(reports.flatMap((report) => report.facts)))
    facts[fact] = said.map(({ report, value }) => ({ report, ...(value === undefined ? {} : { value }) }));
  return {
    ready: first === undefined && isReady(memory),
    profile,
    ...(first === undefined ? {} : { firstMissing: first }),
    jobs: jobs.map(({ asked: { id, job, severity }, where, attempts, earlier }) => ({
      id,
      job,
      severity,
      ...stateOf(id),
      ...(where === undefined ? {} : { where }),
      attempts: attempts.map(({ id: number, name, attempt, status, conclusion }) => ({
        id: number,
        name,
        attempt,
        status,
        conclusion,
      })),
      ...(earlier.length === 0 ? {} : { earlierRuns: [...earlier] }),
    })),
    reports: reports.map(({ asked: { id, control, severity }, files }) => ({
      id,
      ...(control === undefined ? {} : { control }),
      severity,
      ...stateOf(id),
      files: files.map(({ name, sha256, artifact }) => ({
        name,
        sha256,
        ...(artifact === undefined ? {} : { runId: artifact.runId, createdAt: artifact.createdAt }),
      })),
    })),
    facts,
    incidents: [...incidents.incidents],
    incidentsUnknown: incidents.unknown.map(({ id, because }) => ({ id, message: because.message })),
    shadows: compared.map((one) => ({
      id: one.shadow.id,
      ...('said' in one ? { said: one.said } : {}),
      compared: 'comparison' in one ? one.comparison.compared : 0,
      unmatched: 'comparison' in one ? [...one.comparison.unmatched] : [],
      disagreements:
        'comparison' in one
          ? one.comparison.disagreements.map(({ check, id, ours, theirs }) => ({
              check,
              ...(id === undefined ? {} : { id }),
              ours,
              theirs,
            }))
          : [],
    })),
  };
}
