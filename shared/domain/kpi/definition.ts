import { sha256 } from '../../core/fingerprint.ts';
import { stableJson } from '../../core/json.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { percentileMethods } from '../statistics/percentile.ts';
import { ConditionSchema } from './condition.ts';
import { FieldPointer } from './field.ts';

/*
 * What a KPI is, as data: of which rows, what is counted or measured in them, and what is asked of it. Nothing about any
 * product is known to the code.
 */

const Samples = z.number().int().min(1).max(1_000_000_000);
const Conditions = z.array(ConditionSchema);

/** What is asked of a value; compared unrounded. */
export const TargetSchema = z
  .strictObject({
    max: z.number().optional().meta({ description: 'The value may be at most this.' }),
    min: z.number().optional().meta({ description: 'The value must be at least this.' }),
    inclusive: z.boolean().default(true).meta({ description: 'Whether the limit itself meets the target.' }),
  })
  .refine(({ max, min }) => (max === undefined) !== (min === undefined), 'a target has either max or min');

export const ValueSchema = z.strictObject({
  pointer: FieldPointer,
  unit: Text.meta({ description: 'What the number counts, such as ms; shown with the value.' }),
  min: z.number().default(0).meta({ description: 'A smaller number is a broken row.' }),
  max: z.number().optional().meta({ description: 'A larger number is a broken row.' }),
});

const common = {
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, 'expected letters, digits, dots, hyphens and underscores')
    .meta({ description: 'Name of the KPI; reports of two runs are joined by it.' }),
  title: Text.optional().meta({ description: 'What people read instead of the id.' }),
  filter: Conditions.default([]).meta({
    description: 'Which rows are its population: those to which all conditions apply. None: all rows.',
  }),
  direction: z.enum(['lower-is-better', 'higher-is-better']),
  target: TargetSchema.optional().meta({
    description: 'What is asked of the value. Without it the value is only told.',
  }),
  'minimum-samples': Samples.default(1).meta({ description: 'With fewer samples it is not measured.' }),
  'minimum-samples-per-stratum': z
    .record(z.string(), Samples)
    .default({})
    .meta({ description: 'Value of a stratum to the fewest samples of this KPI in it.' }),
  required: z.boolean().default(true).meta({ description: 'false: informational, it decides nothing.' }),
};
const missingNumber = z.enum(['error', 'exclude']).default('error').meta({
  description: 'A row of the population without the field is an error, or is left out and counted.',
});
const missingFlag = z.enum(['error', 'exclude', 'count-as-failure']).default('error').meta({
  description:
    'A row without the field is an error, is left out and counted, or counts as the worse outcome for the direction.',
});
const sampled = {
  evaluate: z.enum(['bound', 'point']).default('bound').meta({
    description: 'bound: the worse end of the confidence interval must meet the target; point: the value itself.',
  }),
  confidence: z.number().gt(0.5).lt(1).default(0.95).meta({ description: 'Confidence of the interval.' }),
};
const intervalText = 'How the confidence interval is computed.';
const exact = {
  evaluate: z.literal('point').default('point').meta({ description: 'The value itself must meet the target.' }),
};
const Numerator = Conditions.min(1).meta({ description: 'Which rows of the population are counted.' });

const RatioSchema = z.strictObject({
  ...common,
  ...sampled,
  kind: z.literal('ratio'),
  numerator: Numerator,
  interval: z
    .enum(['clopper-pearson', 'wilson'])
    .default('clopper-pearson')
    .meta({
      description: `${intervalText} clopper-pearson: exact, never below its confidence; wilson: narrower, its confidence holds on average over all rates.`,
    }),
  missing: missingFlag,
});
const CountSchema = z.strictObject({
  ...common,
  ...exact,
  kind: z.literal('count'),
  numerator: Conditions.default([]).meta({
    description: 'Which rows of the population are counted. None: all of them.',
  }),
  unit: Text.default('rows'),
  missing: missingFlag,
});
const PercentileSchema = z.strictObject({
  ...common,
  ...sampled,
  kind: z.literal('percentile'),
  value: ValueSchema,
  percentile: z.number().meta({ description: 'Between 0 and 100, such as 95, with at most 6 decimals.' }),
  method: z.enum(percentileMethods).default('linear').meta({
    description:
      'nearest-rank: the smallest value with at least this share of the values at or below it; linear: between the neighbours of rank (n - 1) p + 1.',
  }),
  interval: z
    .enum(['order-statistic', 'bootstrap'])
    .default('order-statistic')
    .meta({
      description: `${intervalText} order-statistic: from one measured value to another, never below its confidence; bootstrap: by seeded resampling, at a confidence of at most 0.99.`,
    }),
  missing: missingNumber,
});
const MeanSchema = z.strictObject({
  ...common,
  ...sampled,
  kind: z.literal('mean'),
  value: ValueSchema,
  interval: z
    .enum(['student-t', 'bootstrap'])
    .default('student-t')
    .meta({
      description: `${intervalText} student-t: exact for normally distributed values; bootstrap: by seeded resampling, for skewed ones, at a confidence of at most 0.99.`,
    }),
  missing: missingNumber,
});
const TotalSchema = z.strictObject({
  ...common,
  ...exact,
  kind: z.enum(['sum', 'min', 'max']),
  value: ValueSchema,
  missing: missingNumber,
});
const RatePerSchema = z
  .strictObject({
    ...common,
    ...sampled,
    kind: z.literal('rate-per'),
    interval: z
      .literal('poisson')
      .default('poisson')
      .meta({
        description: `${intervalText} poisson: exact for events that come one by one; for events that are no whole number there is none.`,
      }),
    numerator: Numerator.optional().meta({ description: 'Which rows are events; or count them with value.' }),
    value: ValueSchema.optional().meta({ description: 'How many events a row tells of; or name rows with numerator.' }),
    per: z.strictObject({
      pointer: FieldPointer.optional().meta({
        description: 'How much was observed in a row. Without it each row counts as 1.',
      }),
      unit: Text.meta({ description: 'What was observed, such as hours.' }),
      size: z.number().gt(0).max(1e15).default(1).meta({ description: 'The rate is per so many units.' }),
    }),
    missing: missingFlag,
  })
  .refine(
    ({ numerator, value }) => (numerator === undefined) !== (value === undefined),
    'events come either from numerator or from value',
  );

export const kinds = ['ratio', 'percentile', 'mean', 'count', 'sum', 'min', 'max', 'rate-per'] as const;

/** One KPI. */
export const KpiSchema = z.discriminatedUnion(
  'kind',
  [RatioSchema, PercentileSchema, MeanSchema, CountSchema, TotalSchema, RatePerSchema],
  { error: `expected one of ${kinds.join(', ')}` },
);
export type Kpi = z.infer<typeof KpiSchema>;
export type Target = z.infer<typeof TargetSchema>;

/** The conditions that decide which rows are counted; none for a KPI of values. */
export function numeratorOf(kpi: Kpi): z.infer<typeof Conditions> {
  return 'numerator' in kpi ? (kpi.numerator ?? []) : [];
}

/** Where the number of a row is; undefined for a KPI that counts rows. */
export function valueOf(kpi: Kpi): z.infer<typeof ValueSchema> | undefined {
  return 'value' in kpi ? kpi.value : undefined;
}

/** The unit of the value of a KPI; a ratio has none. */
export function unitOf(kpi: Kpi): string | undefined {
  if (kpi.kind === 'ratio') return undefined;
  if (kpi.kind === 'count') return kpi.unit;
  if (kpi.kind !== 'rate-per') return kpi.value.unit;
  const per = kpi.per.size === 1 ? kpi.per.unit : `${kpi.per.size} ${kpi.per.unit}`;
  return `${kpi.value?.unit ?? 'events'} per ${per}`;
}

/** The sha256 of a definition with all defaults written out: equal exactly for equal definitions, however they were written. */
export function definitionHash(definition: unknown): string {
  return sha256(stableJson(definition));
}
