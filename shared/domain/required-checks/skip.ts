import { canBe, certainText } from '../check-names/check-name.ts';
import type { ProducedCheck, SkippedCheck, Step } from '../check-names/produced-check.ts';
import { hasExpression } from '../workflow/template.ts';

/** In which situation a job is skipped, for certain or perhaps; undefined when it never is. */
export function skipsWhen({ job, runs }: Step): { certain: boolean; words: string } | undefined {
  const afterFailure = job.needs.length > 0 ? 'when a job that it needs fails' : 'by its if';
  if (runs.afterSuccess === false) return { certain: true, words: 'always' };
  if (runs.afterFailure === false) return { certain: true, words: afterFailure };
  if (runs.afterSuccess === undefined) return { certain: false, words: 'by its if' };
  if (runs.afterFailure === undefined) return { certain: false, words: afterFailure };
  // What a job that a cancelled run leaves out reports as is not documented.
  return runs.afterCancel === true ? undefined : { certain: false, words: 'when the run is cancelled' };
}

/** A job that reports a context when it is skipped, which counts as success, though it makes the context in no other way. */
export interface StandIn {
  check: SkippedCheck;
  /** Whether both its name and that it can be skipped are certain. */
  certain: boolean;
  words: string;
}

/** The jobs, other than those that make the context, that report it when they are skipped. */
export function standInsOf(
  context: string,
  skipped: readonly SkippedCheck[],
  makers: readonly ProducedCheck[],
): StandIn[] {
  return skipped.flatMap((check) => {
    if (!canBe(check.name, context) || makers.some((maker) => isSameJob(maker, check))) return [];
    const ways = check.runs.flatMap(({ steps }) => {
      const step = steps.at(-1);
      return step === undefined ? [] : [skipsWhen(step)];
    });
    const way = ways.find((each) => each?.certain === true) ?? ways.find((each) => each !== undefined);
    if (way === undefined) return [];
    return [{ check, certain: way.certain && certainText(check.name) !== undefined, words: way.words }];
  });
}

function isSameJob(a: Pick<ProducedCheck, 'workflow' | 'jobs'>, b: Pick<ProducedCheck, 'workflow' | 'jobs'>): boolean {
  return a.workflow === b.workflow && a.jobs.join('\u0001') === b.jobs.join('\u0001');
}

/**
 * Whether a job can report the context when it is skipped: one without a matrix does, one of a matrix whose values do not stand in the name
 * too. As what a name with expressions is reported then is not documented without a matrix.
 */
export function keepsName(check: ProducedCheck, { job }: Step, context: string): boolean {
  if (!check.expanded || canBe(check.skippedAs, context)) return true;
  return job.matrix === undefined && hasExpression(job.name?.value ?? '');
}
