import { isoMillisecondTime } from '../../core/time.ts';
import type { Accumulator } from './accumulator.ts';
import type { KpiSet } from './config.ts';
import { shown } from './field.ts';
import { type ProblemCode, problemClasses, type Shown } from './problem.ts';
import { lengthOf, type Step } from './timeline.ts';

/** Something that is wrong with the rows. `line` counts over all files; `other` is the row that it is about besides. */
export interface Finding {
  code: ProblemCode;
  message: string;
  pointer?: string;
  line?: number;
  other?: number;
  expected?: Shown;
  actual?: Shown;
}

/** What is wrong: the findings that are kept, and how many there are of each kind. */
export interface Findings {
  items: Finding[];
  totals: Partial<Record<ProblemCode, number>>;
}

/** Everything that is wrong with the rows, each alone and beside each other. */
export function findingsOf(set: KpiSet, rows: Accumulator): Findings {
  const items: Finding[] = [...rows.problems.items];
  const totals = { ...rows.totals };
  const add = (finding: Finding): void => {
    items.push(finding);
  };
  const count = (code: ProblemCode, total: number): void => {
    if (total > 0) totals[code] = (totals[code] ?? 0) + total;
  };

  for (const [index, tally] of rows.keys.entries()) {
    const key = (set.unique[index] ?? []).join(' and ');
    count('duplicate-key', tally.duplicates.total);
    for (const { line, first } of tally.duplicates.items)
      add({ code: 'duplicate-key', pointer: key, message: `${key} is that of an earlier row`, line, other: first });
  }

  for (const finding of [...differingConstants(set, rows), ...foreignConstants(set, rows)]) {
    count(finding.code, 1);
    add(finding);
  }

  const { pointer = '', 'maximum-gap': maximumGap } = set.timestamp ?? {};
  const step = (code: ProblemCode, message: string, { from, to }: Step): Finding => ({
    code,
    pointer,
    message,
    line: to.line,
    other: from.line,
    expected: code === 'gap-too-long' ? `at most ${maximumGap}` : `at least ${isoMillisecondTime(from.time)}`,
    actual: isoMillisecondTime(to.time),
  });
  const { backwards, gaps } = rows.timeline;
  count('clock-backwards', backwards.total);
  for (const one of backwards.items) add(step('clock-backwards', `${pointer} is earlier than in the row before`, one));
  count('gap-too-long', gaps.total);
  for (const one of gaps.items) {
    const seconds = lengthOf(one) / 1000;
    add(step('gap-too-long', `${pointer} is ${seconds} s later than in the row before`, one));
  }
  return { items: items.sort((one, other) => (one.line ?? 0) - (other.line ?? 0)), totals };
}

function differingConstants(set: KpiSet, rows: Accumulator): Finding[] {
  return set.constant.flatMap(({ pointer }, index): Finding[] => {
    const { values = [], more = false } = rows.constants[index] ?? {};
    const [first, second] = values;
    if (first === undefined || second === undefined) return [];
    const count = `${values.length}${more ? ' and more' : ''}`;
    return [
      {
        code: 'not-constant',
        pointer,
        message: `${pointer} has ${count} values, expected the same in all rows`,
        line: second.line,
        other: first.line,
        expected: shown(first.value),
        actual: values.slice(1).map(({ value }) => shown(value) ?? 'null'),
      },
    ];
  });
}

/** Constants whose value is known beforehand. Without rows nothing is claimed. */
function foreignConstants(set: KpiSet, rows: Accumulator): Finding[] {
  return set.constant.flatMap(({ pointer, equals }, index): Finding[] => {
    if (equals === undefined) return [];
    const found = rows.constants[index]?.values ?? [];
    const foreign = found.find(({ value }) => value !== equals);
    if (foreign === undefined && (found.length > 0 || rows.rows === 0)) return [];
    return [
      {
        code: 'other-provenance',
        pointer,
        message: `${pointer} is not what was to be measured`,
        expected: equals,
        ...(foreign === undefined ? { actual: null } : { line: foreign.line, actual: shown(foreign.value) }),
      },
    ];
  });
}

/** What the findings make of the rows. */
export function soundness({ totals }: Findings): 'sound' | 'failed' | 'error' {
  const classes = (Object.keys(totals) as ProblemCode[])
    .filter((code) => (totals[code] ?? 0) > 0)
    .map((code) => problemClasses[code]);
  if (classes.includes('error')) return 'error';
  return classes.includes('failed') ? 'failed' : 'sound';
}
