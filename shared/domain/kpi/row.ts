import { milliseconds } from '../../core/duration.ts';
import { isObject, stableJson } from '../../core/json.ts';
import { isoMillisecondTime, parseTime } from '../../core/time.ts';
import type { Note, Scalar } from './condition.ts';
import type { FieldRule, KpiSet, Stratum, Timestamp } from './config.ts';
import { type Contribution, contributionOf } from './contribution.ts';
import { type Kpi, numeratorOf, valueOf } from './definition.ts';
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
import { memory, type Part } from './row-memory.ts';
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
 * row does not have, or that is null. What depends on the same fields as in the row before is not looked at again, so a value
 * must not change itself.
 */
export function fieldsJudge(set: KpiSet, now: number): (fields: readonly unknown[]) => RowJudgement {
  const pointers = readFields(set);
  const { checks, constants, strata, keys, time, contributions } = partsOf(set, now, fieldsReader(pointers));
  const { note, taken } = notes();
  const { changes, remember, rememberAll } = memory(pointers, note);
  const allChecks = rememberAll(checks);
  const allConstants = rememberAll(constants);
  const allStrata = rememberAll(strata);
  const allKeys = rememberAll(keys);
  const timeOf = time && remember(time);
  const allContributions = rememberAll(contributions);
  return (fields) => {
    const changed = changes(fields);
    allChecks(fields, changed);
    const judged = {
      usable: true,
      problems: none,
      constants: allConstants(fields, changed),
      strata: allStrata(fields, changed),
      keys: allKeys(fields, changed),
      time: timeOf?.(fields, changed),
      contributions: allContributions(fields, changed),
    };
    judged.problems = taken();
    judged.usable = judged.problems === none || !isUnusable(judged.problems);
    return judged;
  };
}

function judging(set: KpiSet, now: number, readers: FieldReaders): (row: unknown) => RowJudgement {
  const { checks, constants, strata, keys, time, contributions } = partsOf(set, now, readers);
  const { note, taken } = notes();
  return (row) => {
    for (const check of checks) check.run(row, note);
    const judgement = {
      constants: constants.map(({ run }) => run(row, note)),
      strata: strata.map(({ run }) => run(row, note)),
      keys: keys.map(({ run }) => run(row, note)),
      time: time?.run(row, note),
      contributions: contributions.map(({ run }) => run(row, note)),
    };
    const problems = taken();
    return { ...judgement, problems, usable: !isUnusable(problems) };
  };
}

/** The problems of one row after the other, each field and kind of problem once. */
function notes(): { note: Note; taken(): readonly RowProblem[] } {
  // Made anew only for a row that has any.
  let problems: readonly RowProblem[] = none;
  return {
    note(problem) {
      const known = problems.some(({ code, pointer }) => code === problem.code && pointer === problem.pointer);
      if (!known) problems = [...problems, problem];
    },
    taken() {
      const all = problems;
      problems = none;
      return all;
    },
  };
}

/** Everything that is found out about a row, each with the fields that it reads. */
function partsOf(set: KpiSet, now: number, readers: FieldReaders) {
  const { timestamp } = set;
  return {
    checks: set.rows.map((rule): Part<void> => ({ reads: ruleFields(rule), run: fieldCheck(rule, readers) })),
    constants: set.constant.map(
      ({ pointer }): Part<unknown> => ({ reads: [pointer], run: constantReader(pointer, readers) }),
    ),
    strata: set.strata.map(
      (stratum): Part<number> => ({ reads: [stratum.pointer], run: stratumReader(stratum, readers) }),
    ),
    keys: set.unique.map(
      (pointers): Part<string | undefined> => ({ reads: pointers, run: keyReader(pointers, readers) }),
    ),
    time:
      timestamp &&
      ({ reads: [timestamp.pointer], run: timeReader(timestamp, now, readers) } satisfies Part<number | undefined>),
    contributions: set.kpis.map(
      (kpi): Part<Contribution> => ({ reads: kpiFields(kpi), run: contributionOf(kpi, readers) }),
    ),
  };
}

function ruleFields({ pointer, when }: FieldRule): string[] {
  return [pointer, ...when.map((condition) => condition.pointer)];
}

function kpiFields(kpi: Kpi): string[] {
  const value = valueOf(kpi);
  return [
    ...[...kpi.filter, ...numeratorOf(kpi)].map(({ pointer }) => pointer),
    ...(value === undefined ? [] : [value.pointer]),
    ...(kpi.kind === 'rate-per' && kpi.per.pointer !== undefined ? [kpi.per.pointer] : []),
  ];
}

/** The fields that the judgement of a row reads, so that a reader may leave out all others. */
export function readFields(set: KpiSet): string[] {
  const { checks, constants, strata, keys, time, contributions } = partsOf(set, 0, fieldReader);
  const parts = [...checks, ...constants, ...strata, ...keys, ...(time === undefined ? [] : [time]), ...contributions];
  return [...new Set(parts.flatMap(({ reads }) => reads))].sort();
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
  return (row, note) => {
    const value = read(row);
    if (value === undefined) note(missingProblem(pointer, 'it says what was measured'));
    else if (typeof value === 'string' && value.trim() === '')
      note({ code: 'blank', pointer, message: `${pointer} is blank`, actual: shown(value) });
    else if (!isComparable(value)) note(wrongType(pointer, 'a value of less depth', value));
    else return value;
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
