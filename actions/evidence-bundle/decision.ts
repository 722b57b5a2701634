import type { Collected } from '../../shared/core/collected.ts';
import type { Because } from '../../shared/core/errors.ts';
import { type DecisionWord, decisionWords } from '../../shared/core/executive-summary.ts';
import { z } from '../../shared/core/zod.ts';
import { candidatesIn } from '../../shared/domain/own-report/candidates.ts';
import { decisionProblem } from '../../shared/domain/own-report/decision.ts';
import { reportsOfControl } from '../../shared/domain/own-report/of-run.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { RunFacts } from './run-facts.ts';

/** The decision of this run: what executive-summary said in it. */
export type Decided =
  | { state: 'decided'; word: DecisionWord; profile: string; sha256: string; from: string[] }
  | { state: 'unknown'; because: Because }
  | { state: 'foreign'; why: readonly string[] };

const SummarySchema = z.object({
  decision: z.enum(decisionWords),
  profile: z.string(),
  reports: z.array(z.object({ sha256: z.string().optional() })),
});

export function decisionOf(ctx: Ctx, collected: Collected, { jobs }: RunFacts): Decided {
  const found = reportsOfControl(ctx, 'executive-summary', { found: candidatesIn(collected), jobs });
  if (found.state === 'unknown') return found;
  if (found.wrong.length > 0) return { state: 'foreign', why: found.wrong };
  const [bound, ...others] = found.bound;
  const own = found.own.find(({ report }) => report === bound?.report);
  const summary = SummarySchema.safeParse(bound?.report.data);
  if (bound === undefined || own === undefined || others.length > 0 || !summary.success) {
    const message =
      others.length > 0
        ? `${others.length + 1} reports of executive-summary say what was decided`
        : 'the report of executive-summary does not say what was decided';
    return { state: 'unknown', because: noData(message, 'one report of executive-summary, of this version') };
  }
  const { decision: word, profile, reports } = summary.data;
  const problem = decisionProblem(bound.report, word);
  if (problem !== undefined) return { state: 'foreign', why: [`it ${problem}`] };
  return {
    state: 'decided',
    ...{ word, profile, sha256: own.file.sha256 },
    from: reports.flatMap(({ sha256 }) => sha256 ?? []),
  };
}
