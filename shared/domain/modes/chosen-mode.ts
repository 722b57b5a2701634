import { GovernanceError } from '../../core/errors.ts';
import type { Subject } from '../../core/report.ts';

/**
 * The mode of a run of a control that has several, which must be one of those that the policy allows. A job could leave out what would fail
 * by naming another one: where there are several, the report must bear the mode as its key, so that the decision can ask for each. Else
 * BAD_INPUT.
 */
export function chosenMode<M extends string>(
  { mode, modes: allowed }: { mode: string | undefined; modes: readonly M[] },
  subject: Pick<Subject, 'event' | 'matrixKey'>,
): M {
  const [only] = allowed;
  const chosen = mode === undefined && new Set(allowed).size === 1 ? only : allowed.find((each) => each === mode);
  if (chosen === undefined)
    throw new GovernanceError(
      'BAD_INPUT',
      mode === undefined
        ? 'it is not said which mode is meant'
        : `${mode} is not one of the modes that are allowed here`,
      { hint: `Set mode to one of these: ${allowed.join(', ')}.` },
    );
  if (subject.event !== 'local' && new Set(allowed).size > 1 && subject.matrixKey !== chosen)
    throw new GovernanceError('BAD_INPUT', `the report of the mode ${chosen} must bear its name`, {
      hint: `Set artifact-key: ${chosen}, and name the modes under legs of executive-summary.`,
    });
  return chosen;
}
