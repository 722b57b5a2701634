import type { Problem } from '../../core/errors.ts';
import { z } from '../../core/zod.ts';
import { type Progress, ProgressSchema } from './progress.ts';

/*
 * Progress as a text that only grows: one line to begin with, and one for each answer. A run that is killed in the middle of a line has
 * lost that line and nothing before it.
 */

const { read, spent, size, stopped } = ProgressSchema.shape;
const StepSchema = z.strictObject({ read, spent, size, stopped });

/** The line that begins a journal: progress as it stands, without its end of line. */
export function journalStart(progress: Progress): string {
  return JSON.stringify(progress);
}

/** The line of one answer: what is known of the repositories that it told of, and what was spent so far. */
export function journalStep(progress: Progress, changed: readonly string[]): string {
  const known = changed.filter((name) => Object.hasOwn(progress.read, name)).map((name) => [name, progress.read[name]]);
  const { spent: paid, size: next, stopped: because } = progress;
  return JSON.stringify({ read: Object.fromEntries(known), spent: paid, size: next, stopped: because });
}

export type ReadJournal = { ok: true; progress: Progress } | { ok: false; problems: Problem[] };

/**
 * The progress that a journal of this key tells of; `path` is for the problems. A last line without its end is not complete
 * and left out; every other line that is not understood is a problem, because what it told would be missing.
 */
export function readJournal(path: string, text: string, key: string): ReadJournal {
  const problem = (line: number, message: string): ReadJournal => ({ ok: false, problems: [{ message, path, line }] });
  const [head = '', ...steps] = text.split('\n').slice(0, -1);
  const begun = lineOf(head, ProgressSchema);
  if (!begun.ok) return problem(1, `is no journal of an audit: ${begun.message}`);
  if (begun.value.key !== key)
    return problem(
      1,
      'is the journal of another audit: its selection, its part or its repositories differ; begin anew',
    );
  let progress = begun.value;
  const known = { ...progress.read };
  const audited = new Set(progress.repositories);
  for (const [index, line] of steps.entries()) {
    const step = lineOf(line, StepSchema);
    if (!step.ok) return problem(index + 2, `is no step of an audit: ${step.message}`);
    for (const [name, entry] of Object.entries(step.value.read)) {
      if (!audited.has(name))
        return problem(index + 2, `tells of a repository that is not audited: ${JSON.stringify(name)}`);
      known[name] = entry;
    }
    progress = { ...progress, spent: step.value.spent, size: step.value.size, stopped: step.value.stopped };
  }
  return { ok: true, progress: { ...progress, read: known } };
}

/** The lines are our own and many, so that the plain parser does. */
function lineOf<T>(line: string, schema: z.ZodType<T>): { ok: true; value: T } | { ok: false; message: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, message: 'the line is not JSON' };
  }
  const checked = schema.safeParse(value);
  if (checked.success) return { ok: true, value: checked.data };
  return { ok: false, message: checked.error.issues.map(({ message }) => message).join('; ') };
}
