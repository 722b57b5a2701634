import { GovernanceError } from '../core/errors.ts';
import type { Answer } from '../core/ports.ts';

/** The data of an answer; what GitHub refused is thrown. `failed`: a clause that says what could not be done. */
export function expectAnswer<T>(answer: Answer<T>, failed: string): T {
  if (answer.ok) return answer.data;
  const { code, message, needs } = answer.because;
  const transient = code === 'GITHUB_DOWN' || code === 'RATE_LIMITED';
  const hint = transient ? 'Run it again when GitHub answers.' : needs === undefined ? undefined : `It needs ${needs}.`;
  throw new GovernanceError(
    transient ? 'GITHUB_DOWN' : 'BAD_INPUT',
    `${failed}: ${message}`,
    hint === undefined ? {} : { hint },
  );
}
