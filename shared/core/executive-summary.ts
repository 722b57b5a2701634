import type { Exhibit } from './exhibit.ts';
import { ExhibitSchema, PolicySourceSchema, SubjectSchema } from './report-schema.ts';
import { reportStatuses } from './report-status.ts';
import { z } from './zod.ts';

/*
 * The executive summary: the one document over all reports of a run. Apart from `Report`, because people and tools read it by
 * itself, as governance_executive_summary.json.
 */

export const executiveSummaryKind = 'release-governance/executive-summary';
export const decisionWords = ['go', 'conditional-go', 'no-go'] as const;
export type DecisionWord = (typeof decisionWords)[number];
const Word = z.enum(decisionWords);

/** What became of one expected report. */
const RowSchema = z.object({
  control: z.string().meta({ description: 'The control, or the id of a foreign report.' }),
  key: z.string().optional().meta({ description: 'The artifact-key that tells the legs of a matrix apart.' }),
  job: z.string().optional(),
  verdict: Word.meta({ description: 'What this report alone would allow.' }),
  state: z.enum(['present', 'missing', 'invalid', 'foreign', 'duplicated']),
  status: z.enum(reportStatuses).optional(),
  summary: z.string().optional().meta({ description: 'The report in one sentence.' }),
  why: z.array(z.string()).meta({ description: 'Every reason against go; empty for go.' }),
  fix: z.array(z.string()).meta({ description: 'What would turn it into go.' }),
  owner: z.string().optional(),
  from: z.string().optional().meta({ description: 'Artifact or folder in which it was found.' }),
  sha256: z.string().optional(),
});

const NotMeasuredSchema = z.object({
  rule: z.string(),
  about: z.array(z.string()),
  why: z.string(),
  needs: z.string().optional(),
});

const UseSchema = z.object({
  id: z.string(),
  kind: z.enum(['waiver', 'attestation', 'deferral']),
  control: z.string(),
  state: z.enum(['used', 'unused', 'expired', 'void']),
  message: z.string(),
  terms: z.string().meta({ description: 'Who allowed it, why, and until when.' }),
});

export const ExecutiveSummarySchema = z.object({
  kind: z.literal(executiveSummaryKind),
  schemaVersion: z.literal(1),
  version: z.string(),
  name: z.string().optional().meta({ description: 'Tells several summaries of one run apart.' }),
  decision: Word,
  accepted: z.boolean().meta({ description: 'Whether the profile accepts the decision; the exit code follows it.' }),
  profile: z.string(),
  subject: SubjectSchema,
  policySource: PolicySourceSchema.optional(),
  generatedAt: z.string().meta({ description: 'ISO 8601, UTC.' }),
  firstFailing: z
    .object({ control: z.string(), message: z.string(), owner: z.string().optional() })
    .optional()
    .meta({ description: 'The worst reason; absent for go.' }),
  toGo: z.array(z.string()).meta({ description: 'What would turn the decision into go, worst first.' }),
  reports: z.array(RowSchema).meta({ description: 'Worst first.' }),
  checks: z
    .array(
      z.object({
        rule: z.string(),
        about: z.array(z.string()),
        verdict: Word,
        message: z.string(),
        fix: z.string().optional(),
      }),
    )
    .meta({
      description: 'What the summary itself checked besides the reports and found wanting: jobs, gate, posture, trust.',
    }),
  allowances: z.array(UseSchema),
  notMeasured: z.array(NotMeasuredSchema),
  tables: z
    .array(ExhibitSchema)
    .optional()
    .meta({ description: 'Figures of the legs of a matrix, added up; no part of the decision.' }),
  notes: z.array(z.string()),
  replay: z.literal(true).optional(),
});

export type ExecutiveSummary = z.infer<typeof ExecutiveSummarySchema>;
export type ReportRow = z.infer<typeof RowSchema>;
/** What the control knows; the word, the checks and what follows from them are added when all results are known. */
export type DecisionBasis = Pick<ExecutiveSummary, 'name' | 'reports' | 'allowances' | 'notMeasured'> & {
  tables?: readonly Exhibit[];
};
export type SummaryUse = z.infer<typeof UseSchema>;
