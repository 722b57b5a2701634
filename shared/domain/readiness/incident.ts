import type { Because } from '../../core/errors.ts';
import { z } from '../../core/zod.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** Something that is to be treated as an incident when it happens on the default branch; for whoever acts on it. */
export const IncidentSchema = z.object({
  trigger: z.enum(['failed', 'repeated']).meta({
    description: 'failed: a job or report failed on the default branch; repeated: so did a report in several runs.',
  }),
  id: z.string().meta({ description: 'The id of the job or report.' }),
  message: z.string(),
  runs: z.array(z.number().int()).optional().meta({ description: 'The runs in which it failed, the newest first.' }),
});
export type Incident = z.infer<typeof IncidentSchema>;

/** What is known of a requirement. */
export interface Outcome {
  id: string;
  status: Verdict['status'];
  /** Why it did not pass. */
  message: string | undefined;
}

/** The requirements that are an incident because they failed now. */
export function failedNow(on: readonly string[], outcomes: readonly Outcome[]): Incident[] {
  return outcomes
    .filter(({ id, status }) => status === 'failed' && on.includes(id))
    .map(({ id, message = 'it failed' }) => ({ trigger: 'failed', id, message }));
}

/** What a report said in an earlier run, the newest run first; `because`: it could not be read. */
export type Earlier = { runId: number; failed: boolean } | { runId: number; because: Because };

/** Whether a report failed in so many runs one after the other, this one included; or why that is not known. */
export function failedAgain(
  id: string,
  now: { runId: number; failed: boolean },
  earlier: readonly Earlier[],
  runs: number,
): Incident | { because: Because } | undefined {
  if (!now.failed) return undefined;
  const failed = [now.runId];
  for (const one of earlier.slice(0, runs - 1)) {
    if ('because' in one) return { because: one.because };
    if (!one.failed) return undefined;
    failed.push(one.runId);
  }
  if (failed.length < runs) return undefined;
  return { trigger: 'repeated', id, message: `${id} failed in ${runs} runs one after the other`, runs: failed };
}
