import { GovernanceError } from '../../core/errors.ts';
import type { Subject } from '../../core/report.ts';

/**
 * The task of a run of a control that has several, which must be one of those that the policy allows. A job could leave out what would fail
 * by naming another one: where there are several, the report must bear the task as its key, so that the decision can ask for each. Else
 * BAD_INPUT. `keysOf`: the keys that the report of a task may have, where it is not its name alone.
 */
export function chosenTask<M extends string>(
  { task, tasks: allowed }: { task: string | undefined; tasks: readonly M[] },
  subject: Pick<Subject, 'event' | 'matrixKey'>,
  keysOf: (task: M) => readonly string[] = (each) => [each],
): M {
  const [only] = allowed;
  const chosen = task === undefined && new Set(allowed).size === 1 ? only : allowed.find((each) => each === task);
  if (chosen === undefined)
    throw new GovernanceError(
      'BAD_INPUT',
      task === undefined
        ? 'it is not said which task is meant'
        : `${task} is not one of the tasks that are allowed here`,
      { hint: `Set task to one of these: ${allowed.join(', ')}.` },
    );
  if (subject.event !== 'local' && new Set(allowed).size > 1 && !keysOf(chosen).includes(subject.matrixKey ?? ''))
    throw new GovernanceError('BAD_INPUT', `the report of the task ${chosen} must bear its name`, {
      hint: `Set artifact-key: ${chosen}, and name the tasks under legs of executive-summary.`,
    });
  return chosen;
}
