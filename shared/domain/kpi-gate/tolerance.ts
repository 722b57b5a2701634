import { z } from '../../core/zod.ts';
import type { Kpi } from '../kpi/definition.ts';
import type { Claim } from '../statistics/p-value.ts';
import type { Rule } from '../statistics/zone.ts';

/** How much worse a value may be than that of the reference. */
export const ToleranceSchema = z
  .strictObject({
    absolute: z
      .number()
      .min(0)
      .optional()
      .meta({ description: 'In the unit of the KPI; for a ratio 0.01 is one percentage point.' }),
    relative: z
      .number()
      .min(0)
      .optional()
      .meta({ description: 'As a share of the value of the reference: 0.1 is ten percent.' }),
  })
  .refine(
    ({ absolute, relative }) => (absolute === undefined) !== (relative === undefined),
    'a tolerance is either absolute or relative',
  );

export type Tolerance = z.infer<typeof ToleranceSchema>;

/** A tolerance as what must hold of value - factor * reference. */
export interface Allowance {
  factor: number;
  /** What keeps within the tolerance. */
  rule: Rule;
  /** The claim that it is worse than the tolerance allows. */
  worse: Claim;
}

export function allowanceOf({ direction }: Pick<Kpi, 'direction'>, { absolute, relative = 0 }: Tolerance): Allowance {
  const sign = direction === 'lower-is-better' ? 1 : -1;
  const factor = absolute === undefined ? 1 + sign * relative : 1;
  const margin = absolute === undefined ? 0 : sign * absolute;
  return {
    factor,
    rule: { operator: sign === 1 ? '<=' : '>=', target: margin },
    worse: { factor, margin, alternative: sign === 1 ? 'greater' : 'less' },
  };
}

/** The worst value that is still within the tolerance of a reference. */
export function limitOf({ factor, rule }: Allowance, reference: number): number {
  return factor * reference + rule.target;
}
