import { z } from '../../core/zod.ts';
import { FieldPointer, type FieldReaders, fieldReader } from './field.ts';
import type { RowProblem } from './problem.ts';
import { numberProblem, wrongType } from './value-problem.ts';

export const Scalar = z.union([z.string(), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof Scalar>;

const comparisons = [
  'equals',
  'not',
  'in',
  'not-in',
  'exists',
  'at-least',
  'at-most',
  'more-than',
  'less-than',
  'positive',
] as const;

/** One comparison of one field. */
export const ConditionSchema = z
  .strictObject({
    pointer: FieldPointer,
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
    'more-than': z.number().optional().meta({ description: 'The field is a number > this one.' }),
    'less-than': z.number().optional().meta({ description: 'The field is a number < this one.' }),
    positive: z.boolean().optional().meta({
      description: 'The field says that something happened: true, or a number > 0. false and 0 say that it did not.',
    }),
  })
  .superRefine((condition, check) => {
    const used = comparisons.filter((name) => condition[name] !== undefined);
    if (used.length !== 1)
      check.addIssue({
        code: 'custom',
        message: `a condition has one comparison (${comparisons.join(', ')}), this one has ${used.length === 0 ? 'none' : used.join(' and ')}`,
      });
  });

export type Condition = z.infer<typeof ConditionSchema>;

/**
 * What a row says to conditions. `missing`: a field that decides it is not there. `invalid`: it has a value that cannot be
 * compared. Neither is ever a "no": a row that does not say whether something went wrong is not a row in which nothing did.
 */
export type Answer = 'yes' | 'no' | 'missing' | 'invalid';
/** Notes a problem of the row. */
export type Note = (problem: RowProblem) => void;
type Test = (row: unknown, note: Note) => Answer;

/**
 * All of the conditions together: one "no" settles it, else a value that cannot be compared, else a missing one. Notes what
 * is invalid; what becomes of a missing field is up to the caller. No conditions say "yes".
 */
export function conditionsTest(conditions: readonly Condition[], readers: FieldReaders = fieldReader): Test {
  const tests = conditions.map((condition) => conditionTest(condition, readers));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  const ignore: Note = () => {};
  return (row, note) => {
    let answer: Answer = 'yes';
    for (const test of tests) {
      const one = test(row, ignore);
      if (one === 'no') return 'no';
      if (one === 'invalid' || (one === 'missing' && answer === 'yes')) answer = one;
    }
    // Only now is it known that the row is concerned.
    if (answer === 'invalid') for (const test of tests) test(row, note);
    return answer;
  };
}

/** The first of the conditions whose field the row does not have. */
export function missingField(
  conditions: readonly Condition[],
  row: unknown,
  readers: FieldReaders = fieldReader,
): string | undefined {
  return conditions.find(({ pointer, exists }) => exists === undefined && readers(pointer)(row) === undefined)?.pointer;
}

/** The values that a condition compares for equality. */
export function comparedValues(condition: Condition): Scalar[] {
  const single = condition.equals ?? condition.not;
  return single === undefined ? (condition.in ?? condition['not-in'] ?? []) : [single];
}

function conditionTest(condition: Condition, readers: FieldReaders): Test {
  const read = readers(condition.pointer);
  const { exists } = condition;
  if (exists !== undefined) return (row) => ((read(row) !== undefined) === exists ? 'yes' : 'no');
  const holds = comparison(condition);
  return (row, note) => {
    const value = read(row);
    return value === undefined ? 'missing' : holds(value, note);
  };
}

function comparison(condition: Condition): (value: unknown, note: Note) => Answer {
  const { pointer, positive } = condition;
  const values = comparedValues(condition);
  if (values.length > 0) {
    const types = [...new Set(values.map((value) => typeof value))];
    const wanted = condition.equals !== undefined || condition.in !== undefined;
    const [first] = values;
    return (value, note) => {
      if (value === first || values.includes(value as Scalar)) return wanted ? 'yes' : 'no';
      const sameType = types.includes(typeof value as (typeof types)[number]);
      const problem = sameType
        ? typeof value === 'number'
          ? numberProblem(pointer, value)
          : undefined
        : wrongType(pointer, types.join(' or '), value);
      if (problem === undefined) return wanted ? 'no' : 'yes';
      note(problem);
      return 'invalid';
    };
  }
  if (positive !== undefined)
    return (value, note) => {
      if (typeof value === 'boolean') return value === positive ? 'yes' : 'no';
      const problem = numberProblem(pointer, value, { min: 0, expected: 'boolean or number' });
      if (problem === undefined) return (value as number) > 0 === positive ? 'yes' : 'no';
      note(problem);
      return 'invalid';
    };
  const { 'at-least': least, 'at-most': most, 'more-than': more, 'less-than': less } = condition;
  return (value, note) => {
    const problem = numberProblem(pointer, value);
    if (problem !== undefined) {
      note(problem);
      return 'invalid';
    }
    const number = value as number;
    if (least !== undefined) return number >= least ? 'yes' : 'no';
    if (most !== undefined) return number <= most ? 'yes' : 'no';
    if (more !== undefined) return number > more ? 'yes' : 'no';
    return number < (less ?? Number.NaN) ? 'yes' : 'no';
  };
}
