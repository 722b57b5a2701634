import { isObject, stableJson } from '../../core/json.ts';
import { isoMillisecondTime, parseTime } from '../../core/time.ts';
import type { Note, Scalar } from './condition.ts';
import type { KpiSet, Stratum, Timestamp } from './config.ts';
import { type Contribution, contributionOf } from './contribution.ts';
import { milliseconds } from './duration.ts';
import {
  type FieldReader,
  type FieldReaders,
  fieldReader,
  fieldsReader,
  isComparable,
  kindOf,
  shown,
} from './field.ts';
import { fieldCheck } from './field-rule.ts';
import { isUnusable, type RowProblem } from './problem.ts';
import { missingProblem, wrongType } from './value-problem.ts';

/** What one row says, in the order of the parts of the KPI set. */
export interface RowJudgement {
  /** Everything that is wrong with it; each field and kind of problem once. */
  problems: readonly RowProblem[];
  /** It can be evidence; only then do strata and KPIs count it. */
  usable: boolean;
  /** For each stratum the index of its value; -1 when it has none of them. */
  strata: readonly number[];
  /** For each key its text, equal for equal values; undefined when a field of it is missing. */
  keys: readonly (string | undefined)[];
  /** For each constant its value; undefined when it is missing. */
  constants: readonly unknown[];
  /** When it was measured, in milliseconds since 1970. */
  time: number | undefined;
  /** For each KPI what the row is to it. */
  contributions: readonly Contribution[];
}

const none: readonly RowProblem[] = [];
const nothing = { usable: false, strata: [], keys: [], constants: [], time: undefined, contributions: [] };

/**
 * Reads the parts of the set once, and gives the judgement of single rows: never an exception, whatever a row holds. `now` is
 * the moment at which age and future are judged; all readers of one set of rows must be given the same.
 */
export function rowJudge(set: KpiSet, now: number): (row: unknown) => RowJudgement {
  const judge = judging(set, now, fieldReader);
  return (row) => (isObject(row) ? judge(row) : { ...nothing, problems: [notAnObject(row)] });
}

/**
 * The same for rows of which only the fields are there, in the order of `readFields`: undefined stands for a field that the
 * row does not have, or that is null.
 */
export function fieldsJudge(set: KpiSet, now: number): (fields: readonly unknown[]) => RowJudgement {
  return judging(set, now, fieldsReader(readFields(set)));
}

function judging(set: KpiSet, now: number, readers: FieldReaders): (row: unknown) => RowJudgement {
  const checks = set.rows.map((rule) => fieldCheck(rule, readers));
  const constants = set.constant.map(({ pointer }) => constantReader(pointer, readers));
  const strata = set.strata.map((stratum) => stratumReader(stratum, readers));
  const keys = set.unique.map((pointers) => keyReader(pointers, readers));
  const time = set.timestamp === undefined ? undefined : timeReader(set.timestamp, now, readers);
  const contributions = set.kpis.map((kpi) => contributionOf(kpi, readers));
  // Of the row that is being judged; made anew only for a row that has any.
  let problems: readonly RowProblem[] = none;
  const note: Note = (problem) => {
    const known = problems.some(({ code, pointer }) => code === problem.code && pointer === problem.pointer);
    if (!known) problems = [...problems, problem];
  };
  return (row) => {
    problems = none;
    for (const check of checks) check(row, note);
    const judgement = {
      usable: true,
      problems,
      constants: constants.map((read) => read(row, note)),
      strata: strata.map((read) => read(row, note)),
      keys: keys.map((read) => read(row, note)),
      time: time?.(row, note),
      contributions: contributions.map((contribute) => contribute(row, note)),
    };
    judgement.problems = problems;
    judgement.usable = !isUnusable(problems);
    return judgement;
  };
}

/** The fields that the judgement of a row reads, so that a reader may leave out all others. */
export function readFields(set: KpiSet): string[] {
  const conditions = (list: readonly { pointer: string }[]): string[] => list.map(({ pointer }) => pointer);
  return [
    ...new Set([
      ...set.rows.flatMap(({ pointer, when }) => [pointer, ...conditions(when)]),
      ...conditions(set.constant),
      ...conditions(set.strata),
      ...set.unique.flat(),
      ...(set.timestamp === undefined ? [] : [set.timestamp.pointer]),
      ...set.kpis.flatMap((kpi) => [
        ...conditions(kpi.filter),
        ...('numerator' in kpi ? conditions(kpi.numerator ?? []) : []),
        ...('value' in kpi && kpi.value !== undefined ? [kpi.value.pointer] : []),
        ...(kpi.kind === 'rate-per' && kpi.per.pointer !== undefined ? [kpi.per.pointer] : []),
      ]),
    ]),
  ].sort();
}

function notAnObject(row: unknown): RowProblem {
  return {
    code: 'not-an-object',
    pointer: '',
    message: `a row is an object, this is ${kindOf(row)}`,
    actual: shown(row),
  };
}

function constantReader(pointer: string, readers: FieldReaders): (row: unknown, note: Note) => unknown {
  const read = readers(pointer);
  // Many rows have the very same one.
  let right: unknown;
  return (row, note) => {
    const value = read(row);
    if (value !== undefined && value === right) return value;
    if (value === undefined) note(missingProblem(pointer, 'it says what was measured'));
    else if (typeof value === 'string' && value.trim() === '')
      note({ code: 'blank', pointer, message: `${pointer} is blank`, actual: shown(value) });
    else if (!isComparable(value)) note(wrongType(pointer, 'a value of less depth', value));
    else {
      right = value;
      return value;
    }
    return undefined;
  };
}

function stratumReader({ pointer, values }: Stratum, readers: FieldReaders): (row: unknown, note: Note) => number {
  const read = readers(pointer);
  const indexes = new Map<unknown, number>(values.map((value: Scalar, index) => [value, index]));
  return (row, note) => {
    const value = read(row);
    const index = indexes.get(value);
    if (index !== undefined) return index;
    if (value === undefined) note(missingProblem(pointer, 'rows are grouped by it'));
    else
      note({
        code: 'not-allowed',
        pointer,
        message: `${pointer} is none of the allowed values`,
        expected: values,
        actual: shown(value),
      });
    return -1;
  };
}

function keyReader(
  pointers: readonly string[],
  readersOf: FieldReaders,
): (row: unknown, note: Note) => string | undefined {
  const readers: [string, FieldReader][] = pointers.map((pointer) => [pointer, readersOf(pointer)]);
  const [alone] = readers.length === 1 ? readers : [];
  return (row, note) => {
    const text = alone?.[1](row);
    if (typeof text === 'string') return text;
    const values: unknown[] = [];
    for (const [pointer, read] of readers) {
      const value = read(row);
      if (value === undefined) note(missingProblem(pointer, 'it tells rows apart'));
      else if (!isComparable(value)) note(wrongType(pointer, 'a value of less depth', value));
      else values.push(value);
    }
    if (values.length !== readers.length) return undefined;
    // One text is its own key; anything else begins with what no JSON text begins with.
    const [first] = values;
    return values.length === 1 && typeof first === 'string' ? first : `\u0000${stableJson(values)}`;
  };
}

function timeReader(
  timestamp: Timestamp,
  now: number,
  readers: FieldReaders,
): (row: unknown, note: Note) => number | undefined {
  const { pointer } = timestamp;
  const read = readers(pointer);
  const newest = now + milliseconds(timestamp['clock-tolerance']);
  const age = timestamp['maximum-age'];
  const oldest = age === undefined ? Number.NEGATIVE_INFINITY : now - milliseconds(age);
  return (row, note) => {
    const value = read(row);
    if (value === undefined) {
      note(missingProblem(pointer, 'it says when the row was measured'));
      return undefined;
    }
    if (typeof value !== 'string') {
      note(wrongType(pointer, 'string', value));
      return undefined;
    }
    const time = parseTime(value);
    if (time === undefined) {
      const expected = 'ISO 8601 with time zone';
      note({ code: 'not-a-time', pointer, message: `${pointer} names no time`, expected, actual: shown(value) });
    } else if (time > newest) {
      const message = `${pointer} is in the future`;
      note({
        code: 'future',
        pointer,
        message,
        expected: `at most ${isoMillisecondTime(newest)}`,
        actual: shown(value),
      });
    } else if (time < oldest) {
      const message = `${pointer} is older than ${age}`;
      note({
        code: 'too-old',
        pointer,
        message,
        expected: `at least ${isoMillisecondTime(oldest)}`,
        actual: shown(value),
      });
    }
    return time;
  };
}
