import { type Answer, type Condition, conditionsTest, missingField, type Note } from './condition.ts';
import { type Kpi, numeratorOf, valueOf } from './definition.ts';
import { type FieldReaders, fieldReader } from './field.ts';
import { missingProblem, numberProblem } from './value-problem.ts';

/** What a row is to one KPI. */
export type Contribution =
  /** Not of its population. */
  | { part: 'outside' }
  /** Of its population, without the field, and left out by its policy. */
  | { part: 'excluded' }
  /** A sample. `hit`: it counts in the numerator. `exposure`: how much was observed, for a rate. */
  | { part: 'sample'; hit: boolean; value?: number; exposure?: number };

const outside: Contribution = { part: 'outside' };
const excluded: Contribution = { part: 'excluded' };
const hit: Contribution = { part: 'sample', hit: true };
const miss: Contribution = { part: 'sample', hit: false };

type Contribute = (row: unknown, note: Note) => Contribution;

/**
 * What a row contributes to a KPI. Notes what makes the row unusable for it, and a missing field where the policy says so; a
 * row with such a problem contributes nothing.
 */
export function contributionOf(kpi: Kpi, readers: FieldReaders = fieldReader): Contribute {
  const inFilter = conditionsTest(kpi.filter, readers);
  const sample = valueOf(kpi) === undefined ? countedSample(kpi, readers) : measuredSample(kpi, readers);
  return withExposure(kpi, readers, (row, note) => {
    const answer = inFilter(row, note);
    if (answer === 'yes') return sample(row, note);
    return answer === 'no' ? outside : withoutAnswer(kpi, kpi.filter, answer, row, note, readers);
  });
}

/** `invalid` was noted by the condition. Whether a row without the field fails or is left out is the policy's. */
function withoutAnswer(
  kpi: Kpi,
  conditions: readonly Condition[],
  answer: Exclude<Answer, 'yes' | 'no'>,
  row: unknown,
  note: Note,
  readers: FieldReaders,
): Contribution {
  if (answer === 'invalid' || kpi.missing === 'exclude') return excluded;
  if (kpi.missing === 'count-as-failure') return kpi.direction === 'lower-is-better' ? hit : miss;
  note(missingProblem(missingField(conditions, row, readers) ?? '', `${kpi.id} needs it`));
  return excluded;
}

function countedSample(kpi: Kpi, readers: FieldReaders): Contribute {
  const numerator = numeratorOf(kpi);
  const counts = conditionsTest(numerator, readers);
  return (row, note) => {
    const answer = counts(row, note);
    if (answer === 'yes') return hit;
    return answer === 'no' ? miss : withoutAnswer(kpi, numerator, answer, row, note, readers);
  };
}

function measuredSample(kpi: Kpi, readers: FieldReaders): Contribute {
  const { pointer = '', min, max } = valueOf(kpi) ?? {};
  const read = readers(pointer);
  return (row, note) => {
    const value = read(row);
    if (value === undefined) {
      if (kpi.missing !== 'exclude') note(missingProblem(pointer, `${kpi.id} needs it`));
      return excluded;
    }
    const problem = numberProblem(pointer, value, { min, max });
    // Minus zero is zero: the two would have different texts.
    if (problem === undefined) return { part: 'sample', hit: true, value: (value as number) + 0 };
    note(problem);
    return excluded;
  };
}

/** Adds how much was observed in a row, for a rate that says where that stands. It is never left out: that would hide time in
 * which something was observed. */
function withExposure(kpi: Kpi, readers: FieldReaders, contribute: Contribute): Contribute {
  if (kpi.kind !== 'rate-per' || kpi.per.pointer === undefined) return contribute;
  const { pointer } = kpi.per;
  const read = readers(pointer);
  return (row, note) => {
    const contribution = contribute(row, note);
    if (contribution.part !== 'sample') return contribution;
    const value = read(row);
    const problem =
      value === undefined ? missingProblem(pointer, `${kpi.id} needs it`) : numberProblem(pointer, value, { min: 0 });
    if (problem === undefined) return { ...contribution, exposure: (value as number) + 0 };
    note(problem);
    return excluded;
  };
}
