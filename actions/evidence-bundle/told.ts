import { type Finding, lacks, wrong } from '../../shared/domain/finding/finding.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import type { Ctx, Task } from './definition.ts';
import type { RuleName } from './rules.ts';

/** The rules that a task judges by; to any other one it has nothing to say. */
export const rulesOf: Readonly<Record<Task, readonly RuleName[]>> = {
  create: ['items', 'producers', 'private', 'lineage', 'written', 'results'],
  verify: [
    ...(['form', 'digests', 'complete', 'names', 'commits', 'one-commit', 'producers'] as const),
    ...(['results', 'age', 'agrees', 'signature'] as const),
  ],
};

/** So many findings of a rule are told one by one; a report of more would be too large to be read. */
const mostFindings = 1000;

/** Findings as they are told: beyond a number the worst, and the others that are wrong or not known as one each. */
export function fewer(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= mostFindings) return findings;
  const order = ['failed', 'unverified', 'passed', 'not-applicable'];
  const weight = ({ verdict: { status } }: Finding): number => order.indexOf(status);
  const sorted = [...findings].sort((a, b) => weight(a) - weight(b));
  const rest = sorted.slice(mostFindings);
  const [failed, unverified] = ['failed', 'unverified'].map(
    (status) => rest.filter(({ verdict }) => verdict.status === status).length,
  );
  const more = (count: number): string => `${count} more like those above`;
  return [
    ...sorted.slice(0, mostFindings),
    ...(failed ? [wrong(['more'], { problem: more(failed), actual: failed, fix: 'mend those above first' })] : []),
    ...(unverified ? [lacks(more(unverified), 'what those above name', 'more unverified')] : []),
  ];
}

/** Records findings under a rule; whether something was found and all of it holds. `here`: their places are in the judged tree. */
export function tell(ctx: Ctx, rule: RuleName, findings: readonly Finding[], here = false): boolean {
  for (const { about, verdict } of fewer(findings)) tellVerdict(ctx, rule, { about }, verdict, { elsewhere: !here });
  return findings.every(({ verdict }) => verdict.status === 'passed' || verdict.status === 'not-applicable');
}

/** The finding that nothing is asked. */
export function notAsked(why: string): Finding {
  return { about: [], verdict: { status: 'not-applicable', why } };
}
