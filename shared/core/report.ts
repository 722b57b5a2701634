import type { z } from 'zod';
import type {
  AllowanceSchema,
  ErrorSchema,
  PolicySourceSchema,
  ReportSchema,
  ResultSchema,
  SubjectSchema,
} from './report-schema.ts';

export type Result = z.infer<typeof ResultSchema>;
/** What was judged. */
export type Subject = z.infer<typeof SubjectSchema>;
/** Where the configuration was read. */
export type PolicySource = z.infer<typeof PolicySourceSchema>;
/** One control's run, as it is written. */
export type Report = z.infer<typeof ReportSchema>;
export type ReportError = z.infer<typeof ErrorSchema>;
export type Metrics = Report['metrics'];
/** How a result is lived with; it never changes its status. */
export type Allowance = z.infer<typeof AllowanceSchema>;
