import { Duration } from '../../core/duration.ts';
import { z } from '../../core/zod.ts';
import { ConditionSchema, Scalar } from './condition.ts';
import { KpiSchema } from './definition.ts';
import { FieldPointer } from './field.ts';

/*
 * A KPI set: what a row of evidence looks like, what must hold among the rows, and the KPIs that are computed from them.
 */

const Type = z.enum(['string', 'number', 'integer', 'boolean']);

/** What is asked of one field of every row, or of the rows to which `when` applies. */
export const FieldRuleSchema = z.strictObject({
  pointer: FieldPointer,
  type: z
    .union([Type, z.array(Type).min(1)])
    .meta({ description: 'The type of the value, or the types that it may have.' }),
  required: z.boolean().default(true).meta({ description: 'false: the field may be missing or null.' }),
  enum: z.array(Scalar).min(1).optional().meta({ description: 'The values that it may have.' }),
  pattern: z.string().refine(isPattern, 'is not a regular expression').optional().meta({
    description: 'A regular expression that the whole text must match.',
  }),
  min: z.number().optional().meta({ description: 'The smallest number that it may be.' }),
  max: z.number().optional().meta({ description: 'The largest number that it may be.' }),
  blank: z.boolean().default(false).meta({ description: 'true: a text may be empty or white space.' }),
  when: z.array(ConditionSchema).default([]).meta({
    description: 'The rule is for rows to which all conditions apply; the field of other rows is not looked at.',
  }),
});

export const ConstantSchema = z.strictObject({
  pointer: FieldPointer,
  equals: Scalar.optional().meta({ description: 'The value that all rows must have, where it is known beforehand.' }),
  fact: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,49}$/, 'expected a name in lower case, such as app-version')
    .optional()
    .meta({
      description:
        'Its name among what runs have in common, such as model or app-version. commit and repository are held against what is judged.',
    }),
});

export const StratumSchema = z.strictObject({
  pointer: FieldPointer,
  values: z.array(Scalar).min(1).meta({ description: 'The values that a row may have here.' }),
  'minimum-samples': z.number().int().min(1).default(1).meta({
    description: 'The fewest rows of each value. With fewer the set is not covered.',
  }),
  'minimum-each': z
    .record(z.string(), z.number().int().min(1))
    .default({})
    .meta({ description: 'Value to the fewest rows of it, where that is another number.' }),
});

export const TimestampSchema = z.strictObject({
  pointer: FieldPointer,
  order: z.enum(['ascending', 'any']).default('ascending').meta({
    description: 'ascending: no row is earlier than the row before it.',
  }),
  'maximum-age': Duration.optional().meta({ description: 'No row is older than this when it is judged.' }),
  'maximum-gap': Duration.optional().meta({
    description: 'No two neighbouring rows are further apart; asks for ascending order.',
  }),
  'clock-tolerance': Duration.default('1min').meta({
    description: 'How far ahead the clock of the measuring machine may be before a row is from the future.',
  }),
});

/** A KPI set. */
export const KpiSetSchema = z.strictObject({
  rows: z.array(FieldRuleSchema).meta({ description: 'The fields of a row.' }),
  constant: z.array(ConstantSchema).default([]).meta({
    description: 'Fields that are the same in all rows: commit, model, version, flags. They say what was measured.',
  }),
  strata: z.array(StratumSchema).default([]).meta({
    description: 'Fields by which rows are grouped, such as a scenario, and how many of each there must be.',
  }),
  unique: z.array(z.array(FieldPointer).min(1)).min(1).meta({
    description:
      'Keys that no two rows share, each of one or more fields. Without one a row could be repeated at will.',
  }),
  timestamp: TimestampSchema.optional().meta({ description: 'When a row was measured (ISO 8601 with time zone).' }),
  'minimum-samples': z.number().int().min(1).default(1).meta({
    description: 'The fewest rows. With fewer the set is not covered.',
  }),
  kpis: z.array(KpiSchema).min(1),
});

export type FieldRule = z.infer<typeof FieldRuleSchema>;
export type Stratum = z.infer<typeof StratumSchema>;
export type Timestamp = z.infer<typeof TimestampSchema>;
export type KpiSet = z.infer<typeof KpiSetSchema>;
export type KpiSetInput = z.input<typeof KpiSetSchema>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

/** The fewest rows that a value of a stratum must have. */
export function minimumOf(stratum: Stratum, value: Scalar): number {
  const label = String(value);
  return Object.hasOwn(stratum['minimum-each'], label)
    ? (stratum['minimum-each'][label] ?? stratum['minimum-samples'])
    : stratum['minimum-samples'];
}
