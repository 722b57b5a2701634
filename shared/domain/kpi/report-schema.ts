import { Sha256 } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { Scalar } from './condition.ts';
import { kinds, TargetSchema } from './definition.ts';
import { type ProblemCode, problemClasses } from './problem.ts';

/*
 * The data of a kpi-report: what was computed, from which rows, by which definitions. Whoever reads one later trusts none of
 * it and computes it again.
 */

const Count = z.number().int().min(0);
const Code = z.enum(Object.keys(problemClasses) as [ProblemCode, ...ProblemCode[]]);
const ShownSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(Scalar)]);
const Counts = { numerator: Count, denominator: Count, excluded: Count };

export const IntervalSchema = z.strictObject({
  lower: z.number().nullable().meta({ description: 'null: without end.' }),
  upper: z.number().nullable().meta({ description: 'null: without end.' }),
  confidence: z.number(),
  method: z.string(),
  needed: Count.optional().meta({
    description: 'Samples in all with which the value seen would decide its target, if it holds.',
  }),
});
export const NoIntervalSchema = z.strictObject({
  reason: z.enum(['too-few', 'too-many', 'no-spread', 'unstable', 'not-whole']),
  message: z.string(),
  needed: Count.optional().meta({ description: 'The smallest number of samples that gives an interval.' }),
});

export const KpiResultSchema = z.strictObject({
  id: z.string(),
  title: z.string().optional(),
  kind: z.enum(kinds),
  unit: z.string().optional(),
  direction: z.enum(['lower-is-better', 'higher-is-better']),
  required: z.boolean(),
  ...Counts,
  outside: Count.meta({ description: 'Rows that the filter left out.' }),
  value: z.number().nullable().meta({ description: 'Unrounded; null when it was not measured.' }),
  numbers: z
    .strictObject({ sum: z.number(), mean: z.number(), m2: z.number(), min: z.number(), max: z.number() })
    .optional(),
  rate: z.strictObject({ events: z.number(), exposure: z.number() }).optional(),
  percentile: z.number().optional(),
  method: z.string().optional().meta({
    description: 'nearest-rank or linear of the numbers themselves; ddsketch: nearest rank, from a sketch of them.',
  }),
  relativeError: z.number().optional().meta({
    description: 'Of a value from a sketch: how far it may be from the number itself, relative to it.',
  }),
  interval: IntervalSchema.optional(),
  noInterval: NoIntervalSchema.optional().meta({ description: 'Why an estimate has no interval.' }),
  target: TargetSchema.optional(),
  evaluate: z.enum(['bound', 'point']),
  verdict: z.enum(['met', 'missed', 'inconclusive', 'not-measured', 'not-judged']),
  because: z.strictObject({ code: z.string(), message: z.string() }).optional(),
  strata: z.array(z.strictObject({ pointer: z.string(), value: Scalar, ...Counts })),
  definitionHash: Sha256,
});

export const KpiReportSchema = z.strictObject({
  kind: z.literal('release-governance/kpi-report'),
  schemaVersion: z.literal(1),
  toolVersion: z.string(),
  definitionHash: Sha256,
  status: z.enum(['passed', 'failed', 'unverified', 'error']),
  sources: z.array(z.strictObject({ path: z.string(), lines: Count, rows: Count, bytes: Count, sha256: Sha256 })),
  rows: Count,
  unusable: Count,
  minimumSamples: Count,
  time: z
    .strictObject({
      first: z.string(),
      last: z.string(),
      longestGapMs: Count.optional(),
    })
    .optional(),
  provenance: z.array(z.strictObject({ pointer: z.string(), value: z.json() })),
  strata: z.array(
    z.strictObject({ pointer: z.string(), value: Scalar, rows: Count, minimum: Count, covered: z.boolean() }),
  ),
  covered: z.boolean(),
  kpis: z.array(KpiResultSchema),
  findings: z.array(
    z.strictObject({
      code: Code,
      message: z.string(),
      pointer: z.string().optional(),
      path: z.string().optional(),
      line: Count.optional(),
      otherPath: z.string().optional(),
      otherLine: Count.optional(),
      expected: ShownSchema.optional(),
      actual: ShownSchema.optional(),
    }),
  ),
  findingTotals: z.partialRecord(Code, Count),
});

export type KpiResult = z.infer<typeof KpiResultSchema>;
export type KpiReport = z.infer<typeof KpiReportSchema>;
