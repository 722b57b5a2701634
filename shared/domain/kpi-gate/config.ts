import { Duration, milliseconds } from '../../core/duration.ts';
import { RelativePath } from '../../core/path.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import type { KpiSet } from '../kpi/config.ts';
import type { SetProblem } from '../kpi/config-problems.ts';
import { type Kpi, valueOf } from '../kpi/definition.ts';
import { isEstimate } from './comparison.ts';
import { powerProblems } from './power.ts';
import { type Tolerance, ToleranceSchema } from './tolerance.ts';

/*
 * What a gate over several runs is asked, in parts, so that a control takes those that it needs.
 */

export const MinimumRuns = z.number().int().min(2).max(100).default(2).meta({
  description: 'The fewest runs that are judged together.',
});
export const MinimumGap = Duration.meta({
  description: 'The shortest time between the end of a run and the next one.',
});
export const MaximumGap = Duration.meta({ description: 'The longest time between the end of a run and the next one.' });
export const BaselineSchema = z.strictObject({
  path: RelativePath.meta({ description: 'The report that the runs are compared with.' }),
});
export const RatchetSchema = z.strictObject({
  reports: z.number().int().min(2).max(1000).default(20).meta({
    description: 'The last reports, of which the best value that two consecutive ones reached is the anchor.',
  }),
});
export const SelfAuditSchema = z.strictObject({
  pairs: z.number().int().min(1).max(1000).default(50).meta({
    description: 'Pairs of reports of the same commit that are replayed at most, the latest.',
  }),
  'minimum-pairs': z.number().int().min(1).max(1000).default(10).meta({
    description: 'With fewer pairs the rate of false alarms is not measured.',
  }),
});
export const TolerancesSchema = z.record(z.string(), ToleranceSchema).meta({
  description: 'KPI id to how much worse it may be than the baseline and the best sustained value.',
});
export const Alpha = z.number().gt(0.0001).lt(0.5).default(0.05).meta({
  description: 'The error of comparisons: their intervals are two-sided at 1 - alpha.',
});
export const Power = z.number().gt(0.5).lt(1).default(0.8).meta({
  description: 'With which probability a difference is to be seen that is told as detectable.',
});
export const ComparableFacts = z.array(Text).min(1).meta({
  description: 'Names of the facts, or pointers of constants, in which the runs must agree. None: all that are known.',
});

/** All parts together. */
export const GateSchema = z.strictObject({
  runs: MinimumRuns,
  'minimum-gap': MinimumGap.optional(),
  'maximum-gap': MaximumGap.optional(),
  baseline: BaselineSchema.optional(),
  ratchet: RatchetSchema.optional(),
  tolerances: TolerancesSchema.default({}),
  alpha: Alpha,
  power: Power,
  comparable: ComparableFacts.optional(),
  'self-audit': SelfAuditSchema.optional(),
});

export type Gate = z.infer<typeof GateSchema>;

/** What is wrong with a gate over runs of a set, with pointers into the gate, and into the set where the rules of that cannot be kept. */
export interface GateProblems {
  gate: SetProblem[];
  set: SetProblem[];
}

/** What the schema cannot say: how the parts fit each other and the KPI set, and rules that can never come out as asked. */
export function gateProblems(gate: Gate, set: KpiSet): GateProblems {
  const problems: SetProblem[] = [];
  const add = (pointer: string, message: string): void => {
    problems.push({ pointer, message });
  };
  const { 'minimum-gap': least, 'maximum-gap': most, tolerances } = gate;
  if (least !== undefined && most !== undefined && milliseconds(least) > milliseconds(most))
    add('/minimum-gap', `${least} is longer than the maximum gap of ${most}, so no two runs could follow each other`);
  const compares = gate.baseline !== undefined || gate.ratchet !== undefined || gate['self-audit'] !== undefined;
  for (const [id, tolerance] of Object.entries(tolerances)) {
    const kpi = set.kpis.find((one) => one.id === id);
    if (kpi === undefined) add(`/tolerances/${escaped(id)}`, `${id} is no KPI of the set`);
    else toleranceProblems(kpi, tolerance, `/tolerances/${escaped(id)}`, add);
  }
  if (!compares && Object.keys(tolerances).length > 0)
    add('/tolerances', 'nothing is compared; name a baseline, or ask for ratchet or self-audit');
  if (compares)
    for (const { id, required } of set.kpis)
      if (required && !Object.hasOwn(tolerances, id))
        add('/tolerances', `${id} is required and has no tolerance; say how much worse it may be`);
  const audit = gate['self-audit'];
  if (audit !== undefined && audit['minimum-pairs'] > audit.pairs)
    add(
      '/self-audit/minimum-pairs',
      `${audit['minimum-pairs']} is more than the ${audit.pairs} pairs that are replayed, so nothing would be measured`,
    );
  const { runs, alpha } = gate;
  return { gate: problems, set: powerProblems(set, { runs, alpha, ...(compares ? { tolerances } : {}) }) };
}

function toleranceProblems(
  kpi: Kpi,
  { absolute, relative }: Tolerance,
  at: string,
  add: (pointer: string, message: string) => void,
): void {
  if (kpi.kind === 'ratio' && absolute !== undefined && absolute >= 1)
    add(`${at}/absolute`, `no two ratios lie ${absolute} apart, so ${kpi.id} could never be worse`);
  if (relative === undefined) return;
  if (kpi.direction === 'higher-is-better' && relative >= 1)
    add(`${at}/relative`, `any value of ${kpi.id} is within ${relative} of another, so it could never be worse`);
  if ((valueOf(kpi)?.min ?? 0) < 0)
    add(`${at}/relative`, `${kpi.id} can be negative, of which a share says nothing; make it absolute`);
  if (relative === 0 && isEstimate(kpi))
    add(`${at}/relative`, 'equal values are never shown to be no worse; allow more than 0');
}

function escaped(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}
