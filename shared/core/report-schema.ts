import { marks } from './exhibit.ts';
import { isPlainReport } from './plain-report.ts';
import { readSources } from './ports.ts';
import { reportKind, reportSchemaVersion, reportStatuses, resultStatuses } from './report-status.ts';
import { severities } from './severity.ts';
import { z } from './zod.ts';

/*
 * The report: the JSON file of one control's run. Apart from its types, because a run that writes a report need not build these
 * schemas. Objects are read leniently (unknown keys are dropped), so that a report
 * of a newer minor version can still be read; a newer `schemaVersion` cannot.
 */

const LocationSchema = z.object({
  path: z.string(),
  line: z.number().int().positive().optional(),
  column: z.number().int().positive().optional(),
  endLine: z.number().int().positive().optional(),
});

const BecauseSchema = z.object({
  code: z
    .string()
    .meta({ description: 'Why it could not be looked at, or why it does not apply; a closed list per version.' }),
  message: z.string(),
  needs: z.string().optional().meta({ description: 'The permission, datum or setting that would settle it.' }),
  deferrable: z.literal(false).optional(),
});

/** How a result is lived with. Never changes its status. */
export const AllowanceSchema = z.object({
  id: z.string(),
  by: z.string(),
  reason: z.string(),
  until: z.string().optional().meta({ description: 'ISO date after which it is void.' }),
  evidence: z
    .object({ path: z.string(), sha256: z.string() })
    .optional()
    .meta({ description: 'Of an attestation: what shows what was seen.' }),
});

export const ResultSchema = z.object({
  rule: z.string().meta({ description: 'control/rule' }),
  status: z.enum(resultStatuses),
  severity: z.enum(severities),
  message: z.string(),
  about: z.array(z.string()),
  expected: z.unknown().optional(),
  actual: z.unknown().optional(),
  location: LocationSchema.optional(),
  fix: z.string().optional(),
  because: BecauseSchema.optional(),
  fingerprint: z.string(),
  valueHash: z
    .string()
    .optional()
    .meta({ description: 'Of the observed value of a failed result; a waiver repeats it.' }),
  restsOn: z.array(z.string()).optional().meta({
    description: 'Of an unverified result: the names of the facts to each of which an attestation must be bound.',
  }),
  waiver: AllowanceSchema.optional(),
  attestation: AllowanceSchema.optional(),
  deferredTo: z.enum(['merge_group', 'default-branch', 'release']).optional(),
});

export const SubjectSchema = z.object({
  repository: z.string().optional().meta({ description: 'owner/name' }),
  event: z.string().meta({ description: 'The event of the run; "local" on a laptop.' }),
  ref: z.string().optional(),
  headSha: z.string().optional().meta({ description: 'What things are joined by.' }),
  baseSha: z.string().optional(),
  mergeSha: z.string().optional().meta({ description: 'The test merge of a pull request.' }),
  checkedOutSha: z.string().optional().meta({ description: 'The commit whose tree was read.' }),
  treeSha: z.string().optional().meta({ description: 'The git tree that was read.' }),
  pullRequest: z.number().int().optional(),
  range: z
    .string()
    .optional()
    .meta({ description: 'The range of commits that was judged in place of what the event is about.' }),
  workflowRef: z.string().optional(),
  job: z.string().optional(),
  matrixKey: z.string().optional(),
  checkRunId: z.number().int().optional().meta({ description: 'The job of the run, as the API numbers it.' }),
  runId: z.number().int().optional(),
  attempt: z.number().int().optional(),
});

export const PolicySourceSchema = z.object({
  kind: z.enum(['base', 'bootstrap', 'worktree']).meta({
    description:
      'base: the trusted earlier commit; bootstrap: none there yet, the judged tree itself; worktree: a laptop.',
  }),
  path: z.string(),
  ref: z.string().optional(),
  sha256: z.string().optional(),
});

const ReadSchema = z.object({
  source: z.enum(readSources),
  path: z.string(),
  ref: z.string().optional(),
  sha256: z.string(),
  bytes: z.number().int().nonnegative(),
});

export const ErrorSchema = z.object({
  code: z.enum(['BAD_INPUT', 'BAD_CONFIG', 'BAD_REPORT', 'GITHUB_DOWN', 'INTERNAL']),
  message: z.string(),
  hint: z.string().optional(),
  problems: z
    .array(
      z.object({
        message: z.string(),
        path: z.string().optional(),
        line: z.number().int().optional(),
        column: z.number().int().optional(),
      }),
    )
    .optional(),
});

export const ExhibitSchema = z.object({
  title: z.string(),
  columns: z.array(z.object({ name: z.string(), numeric: z.literal(true).optional() })),
  rows: z.array(z.object({ cells: z.array(z.string()), mark: z.enum(marks).optional() })),
  remark: z.string().optional(),
  charts: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.enum(['line', 'bar']),
          labels: z.array(z.string()),
          unit: z.string(),
          series: z.array(z.object({ name: z.string(), values: z.array(z.number().nullable()) })),
        }),
        z.object({
          kind: z.literal('interval'),
          unit: z.string(),
          items: z.array(
            z.object({
              label: z.string(),
              value: z.number().nullable(),
              lower: z.number().nullable(),
              upper: z.number().nullable(),
              limit: z.object({ kind: z.enum(['min', 'max']), value: z.number() }).optional(),
            }),
          ),
        }),
      ]),
    )
    .optional(),
  graph: z
    .object({
      nodes: z.array(z.object({ id: z.string(), label: z.string(), mark: z.enum(marks).optional() })),
      edges: z.array(z.object({ from: z.string(), to: z.string(), label: z.string() })),
    })
    .optional(),
  totals: z.literal(true).optional().meta({ description: 'May be added up over the legs of a matrix.' }),
});

export const ReportSchema = z.object({
  kind: z.literal(reportKind),
  schemaVersion: z.literal(reportSchemaVersion),
  control: z.string(),
  version: z.string(),
  status: z.enum(reportStatuses),
  summary: z.string(),
  subject: SubjectSchema,
  policySource: PolicySourceSchema.optional(),
  startedAt: z.string().meta({ description: 'ISO 8601, UTC.' }),
  durationMs: z.number().nonnegative(),
  results: z.array(ResultSchema),
  inputs: z.array(ReadSchema).meta({ description: 'Every file that was read, with its digest.' }),
  metrics: z.record(z.string(), z.object({ value: z.number(), unit: z.string().optional() })),
  notes: z.array(z.string()),
  exhibits: z.array(ExhibitSchema).optional().meta({ description: 'Figures for people; no part of the verdict.' }),
  facts: z.record(z.string(), z.string()).optional().meta({
    description: 'Ids and times of what was looked at, as this run saw it: what an attestation is bound to.',
  }),
  data: z.unknown().optional(),
  error: ErrorSchema.optional(),
  replay: z.literal(true).optional(),
});

/** What `ReportSchema` says of a value that was parsed from JSON; one that surely fits it is not taken apart. */
export function parseReport(value: Record<string, unknown>): ReturnType<typeof ReportSchema.safeParse> {
  if (isPlainReport(value)) return { success: true, data: value as z.infer<typeof ReportSchema> };
  return ReportSchema.safeParse(value);
}
