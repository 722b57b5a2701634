import { Sha256 } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';

/*
 * What the report of `verification` says of each verification: its `data`, for controls that hand results on. It is a claim of that report:
 * who reads it binds the report first (`own-report/binding`), and holds `sha` against the commit that is meant.
 */

const Count = z.number().int().nonnegative();

/** Formats of reports on tests that are read; `node-test` is the TAP of `node --test`, `summary` the counters of durability reports. */
export const reportFormats = ['junit', 'ctrf', 'node-test', 'jest', 'pytest-json', 'cargo', 'summary'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** How a verification ended: `passed` only if everything about it that is asked was measured and holds. */
export const verificationStatuses = ['passed', 'failed', 'unverified'] as const;

const LogSchema = z.object({
  path: z.string().meta({ description: 'Name of the file beside the report, in the same artifact.' }),
  sha256: Sha256.meta({ description: 'Of the file as it was kept.' }),
  bytes: Count.meta({ description: 'Of the file as it was kept.' }),
  written: Count.meta({ description: 'Bytes that the command wrote.' }),
  capped: z.boolean().meta({ description: 'The command wrote more than is kept.' }),
});

const ReportFileSchema = z.object({
  name: z
    .string()
    .meta({ description: 'Path of the file; with the name of the artifact before it, where it lay in one.' }),
  format: z.enum(reportFormats).optional().meta({ description: 'Absent when the file could not be read.' }),
  sha256: Sha256,
  bytes: Count,
});

/** Tests by what became of them; a test that has several entries counts once among `executed`. */
const CountsSchema = z.object({
  expected: Count.optional().meta({
    description: 'How many tests must run; at least so many where `minimum` is true.',
  }),
  minimum: z.boolean().optional(),
  executed: Count.meta({ description: 'Different tests that ran to an end.' }),
  passed: Count,
  failed: Count.meta({ description: 'Failures and errors.' }),
  skipped: Count,
  retried: Count.meta({ description: 'Tests that passed after an attempt that failed.' }),
});

export const VerificationRecordSchema = z.object({
  id: z.string(),
  title: z.string().optional(),
  required: z.boolean(),
  status: z.enum(verificationStatuses),
  sha: z.string().optional().meta({
    description: 'The commit that it verified, as the platform or this run knows it; absent when nobody knows.',
  }),
  argv: z.array(z.string()).optional().meta({ description: 'The command, when there is one.' }),
  folder: z
    .string()
    .optional()
    .meta({ description: 'Where it ran, from the working directory; absent for that itself.' }),
  exit: z.number().int().optional().meta({ description: 'Its exit code; absent when it did not end by itself.' }),
  started: z.string().optional().meta({ description: 'When the command was started (ISO 8601, UTC).' }),
  durationMs: z.number().nonnegative().optional(),
  log: LogSchema.optional(),
  reports: z.array(ReportFileSchema).optional().meta({ description: 'The reports on tests that were read.' }),
  counts: CountsSchema.optional(),
  problems: z.array(z.string()).optional().meta({ description: 'Why it is not passed, in words.' }),
});
export type VerificationRecord = z.infer<typeof VerificationRecordSchema>;

/** `Report.data` of the control `verification`. */
export const verificationRecords = z.object({
  sha: z.string().optional().meta({ description: 'The commit that was judged; absent when it is not known.' }),
  verifications: z.array(VerificationRecordSchema),
});
export type VerificationRecords = z.infer<typeof verificationRecords>;
