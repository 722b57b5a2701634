import { conditionsTest, missingField, type Note, type Scalar } from './condition.ts';
import type { FieldRule } from './config.ts';
import { type FieldReaders, fieldReader, shown } from './field.ts';
import type { RowProblem } from './problem.ts';
import { missingProblem, numberProblem, wrongType } from './value-problem.ts';

/** Longer texts are not matched against a pattern, which could take very long. */
const longestText = 4096;

/** Checks one field of a row, and notes everything that is wrong with it. */
export function fieldCheck(rule: FieldRule, readers: FieldReaders = fieldReader): (row: unknown, note: Note) => void {
  const { pointer, when } = rule;
  const read = readers(pointer);
  const applies = conditionsTest(when, readers);
  const problemOf = valueCheck(rule);
  const always = when.length === 0;
  return (row, note) => {
    const answer = always ? 'yes' : applies(row, note);
    if (answer === 'missing') {
      const field = missingField(when, row, readers) ?? pointer;
      note(missingProblem(field, `it says whether ${pointer} is asked for`));
    }
    if (answer !== 'yes') return;
    const value = read(row);
    if (value === undefined) {
      if (rule.required) note(missingProblem(pointer, 'every row must have it'));
      return;
    }
    const problem = problemOf(value);
    if (problem !== undefined) note(problem);
  };
}

function valueCheck(rule: FieldRule): (value: unknown) => RowProblem | undefined {
  const { pointer, min, max } = rule;
  const types: readonly string[] = typeof rule.type === 'string' ? [rule.type] : rule.type;
  const expected = types.join(' or ');
  const numeric = types.includes('number') || types.includes('integer');
  const pattern = rule.pattern === undefined ? undefined : new RegExp(`^(?:${rule.pattern})$`, 'u');
  return (value) => {
    if (typeof value === 'number') {
      if (!numeric) return wrongType(pointer, expected, value);
      const problem = numberProblem(pointer, value, { min, max });
      if (problem !== undefined) return problem;
      const whole = types.includes('number') || Number.isInteger(value);
      return whole ? listProblem(rule, value) : wrongType(pointer, expected, value);
    }
    if (typeof value === 'boolean' && types.includes('boolean')) return listProblem(rule, value);
    if (typeof value !== 'string' || !types.includes('string')) return wrongType(pointer, expected, value);
    if (!rule.blank && value.trim() === '')
      return { code: 'blank', pointer, message: `${pointer} is blank`, actual: shown(value) };
    return listProblem(rule, value) ?? (pattern === undefined ? undefined : textProblem(rule, pattern, value));
  };
}

function listProblem({ pointer, enum: allowed }: FieldRule, value: Scalar): RowProblem | undefined {
  if (allowed === undefined || allowed.includes(value)) return undefined;
  return {
    code: 'not-allowed',
    pointer,
    message: `${pointer} is none of the allowed values`,
    expected: allowed,
    actual: shown(value),
  };
}

function textProblem(rule: FieldRule, pattern: RegExp, value: string): RowProblem | undefined {
  const { pointer } = rule;
  if (value.length > longestText)
    return {
      code: 'too-long',
      pointer,
      message: `${pointer} has ${value.length} characters`,
      expected: `at most ${longestText} characters`,
      actual: shown(value),
    };
  if (pattern.test(value)) return undefined;
  return {
    code: 'no-match',
    pointer,
    message: `${pointer} does not have the expected form`,
    expected: rule.pattern ?? null,
    actual: shown(value),
  };
}
