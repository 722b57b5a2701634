import type { DecisionWord } from '../../core/executive-summary.ts';
import type { Report } from '../../core/report.ts';
import { reportStatus } from '../decision/status.ts';

/**
 * Why a report of executive-summary does not bear out the word that it says was decided: a clause that continues "its report …"; undefined
 * when word, status and results agree. A no-go needs nothing to bear it out.
 */
export function decisionProblem({ results, error, status }: Report, word: DecisionWord): string | undefined {
  const follows = reportStatus(results, error);
  const conditional = results.every(({ status: each, because }) =>
    each === 'unverified' ? because?.code === 'CONDITIONAL' : each !== 'failed',
  );
  const holds = word === 'go' ? follows === 'passed' : word === 'no-go' || (conditional && follows !== 'error');
  return holds && status === follows ? undefined : `says ${word}, and its results say ${follows}`;
}
