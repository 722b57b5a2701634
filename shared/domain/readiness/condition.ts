import { parsePointer } from '../../core/pointer.ts';
import { z } from '../../core/zod.ts';

/** A JSON Pointer to a field of a report, in the configuration. */
export const ReportPointer = z
  .string()
  .refine(
    (text) => text !== '' && parsePointer(text) !== undefined,
    'expected a JSON Pointer such as /summary/failed_tests',
  )
  .meta({ description: 'JSON Pointer (RFC 6901) into the report.' });

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Size = z.number().int().min(0);

const LengthSchema = z
  .strictObject({ equals: Size.optional(), 'at-least': Size.optional(), 'at-most': Size.optional() })
  .refine((length) => Object.values(length).some((size) => size !== undefined), 'names no length');

const comparisons = [
  'equals',
  'not',
  'in',
  'not-in',
  'exists',
  'at-least',
  'at-most',
  'length',
  'set',
  'contains',
] as const;

/** One comparison of one field of a report. */
export const ConditionSchema = z
  .strictObject({
    pointer: ReportPointer,
    equals: Scalar.optional().meta({ description: 'The field is this value.' }),
    not: Scalar.optional().meta({ description: 'The field is there, and is another value than this one.' }),
    in: z.array(Scalar).min(1).optional().meta({ description: 'The field is one of these values.' }),
    'not-in': z
      .array(Scalar)
      .min(1)
      .optional()
      .meta({ description: 'The field is there, and is none of these values.' }),
    exists: z.boolean().optional().meta({ description: 'Whether the field is there; null counts as not there.' }),
    'at-least': z.number().optional().meta({ description: 'The field is a number >= this one.' }),
    'at-most': z.number().optional().meta({ description: 'The field is a number <= this one.' }),
    length: LengthSchema.optional().meta({ description: 'How many items a list has, or keys an object.' }),
    set: z.array(Scalar).optional().meta({ description: 'A list has exactly these items, in any order.' }),
    contains: z.array(Scalar).min(1).optional().meta({ description: 'A list has all of these items.' }),
    of: ReportPointer.optional().meta({
      description:
        'What a number that must be small is a part of: a number, or a list, that must be greater than 0. Found by itself for usual counters, as total_tests for failed_tests.',
    }),
  })
  .superRefine((condition, check) => {
    const used = comparisons.filter((name) => condition[name] !== undefined);
    if (used.length !== 1) {
      const which = used.length === 0 ? 'none' : used.join(' and ');
      const message = `a condition has one comparison (${comparisons.join(', ')}), this one has ${which}`;
      check.addIssue({ code: 'custom', message });
    }
    if (condition.of !== undefined && !boundsAbove(condition)) {
      const message =
        'of is for what must be small: equals: 0, in with 0, at-most, length with 0 or at-most, set: [], or exists: false';
      check.addIssue({ code: 'custom', path: ['of'], message });
    }
  });
export type Condition = z.infer<typeof ConditionSchema>;

/** Whether a condition asks for little of something, which nothing at all would give too. */
export function boundsAbove({
  equals,
  in: among,
  exists,
  'at-most': most,
  length,
  set,
}: Omit<Condition, 'pointer'>): boolean {
  const ofNone = equals === 0 || among?.includes(0) === true || exists === false || set?.length === 0;
  return ofNone || most !== undefined || length?.equals === 0 || length?.['at-most'] !== undefined;
}

/** What a condition asks for, in words. */
export function conditionText(condition: Condition): string {
  const [name] = comparisons.filter((one) => condition[one] !== undefined);
  return name === undefined ? 'nothing' : `${name} ${JSON.stringify(condition[name])}`;
}
