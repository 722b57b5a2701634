import { isObject } from '../../core/json.ts';
import { inputNamed, type SuiteStep } from './workflow-steps.ts';

/**
 * The controls that a decision is about: all that judge here, or those of the summary that its step names. Where an expression gives the
 * name, or no summary has it, they are not known, and all of them may be meant. `summaries` is as the configuration has it.
 */
export function decidedOver(
  { step, action, control }: SuiteStep,
  judging: readonly string[],
  summaries: unknown,
): { names: readonly string[]; known: boolean } {
  // A composite has no such input.
  const name = action === control ? (inputNamed(step, 'name') ?? '') : '';
  if (name === '') return { names: judging, known: true };
  const part =
    typeof name === 'string' && isObject(summaries) && Object.hasOwn(summaries, name) ? summaries[name] : undefined;
  if (!isObject(part)) return { names: judging, known: false };
  const own = part['controls'];
  return { names: judging.filter((each) => Array.isArray(own) && own.includes(each)), known: true };
}
