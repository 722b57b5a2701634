import { mayHoldSecret } from '../../core/sanitise.ts';
import type { RecordBlock, RecordReader, RecordScan } from '../../core/scan.ts';
import { areBlank, carriageReturn, lineFeed } from '../../parse/rows/bytes.ts';
import { rowFields } from '../../parse/rows/row-fields.ts';
import { type RowFault, readRow } from '../../parse/rows/row-json.ts';
import type { CutProblem, RowsAbout } from '../../parse/rows/rows-block.ts';
import { rowsCutter } from '../../parse/rows/rows-cutter.ts';
import { type Accumulator, adding, type Limits } from './accumulator.ts';
import type { KpiSet } from './config.ts';
import type { RowProblem } from './problem.ts';
import { fieldsJudge, readFields, rowJudge } from './row.ts';

export interface RowsParameters {
  set: KpiSet;
  /** The moment at which age and future are judged. */
  now: number;
  /** Longer rows are dropped, and are a problem. */
  maxRowBytes: number;
  limits?: Limits | undefined;
  /** Say whether anything in the rows looks like a credential. */
  secrets?: boolean | undefined;
  /** About how long a block is; 1 MiB unless given. The value does not depend on it, but for which problems are listed. */
  blockBytes?: number | undefined;
}

/**
 * Reads a file of rows, NDJSON or one JSON array, and adds up what they say. What `JSON.parse` refuses is a problem with its
 * line, and so is what it would let pass unseen: a member given twice, a number out of range, bytes that are no text. The lines
 * of the accumulator are those of the file.
 */
export const rowsScan: RecordScan<RowsParameters, Accumulator> = {
  name: 'kpi-rows',
  cutter: ({ maxRowBytes, blockBytes }) => rowsCutter({ maxRowBytes, blockBytes }),
  reader: rowsReader,
};

function rowsReader({ set, now, maxRowBytes, limits, secrets = false }: RowsParameters): RecordReader<Accumulator> {
  const { empty, add, addUnreadable, addFault, merge } = adding(set, limits);
  const pointers = readFields(set);
  const judge = rowJudge(set, now);
  const judgeFields = fieldsJudge(set, now);
  const fields = rowFields(pointers);
  const values = Array.from<unknown>({ length: pointers.length });

  /** A row of an unknown form, or none at all. */
  function addRow(
    part: Accumulator,
    bytes: Uint8Array,
    start: number,
    end: number,
    line: number,
  ): RowFault | undefined {
    const read = readRow(bytes.subarray(start, end));
    if (!read.ok) return read.fault;
    fields.learn(start, end);
    add(part, judge(read.value), line);
    return undefined;
  }

  function addProblems(part: Accumulator, problems: readonly CutProblem[]): void {
    for (const { code, line, message, row, count } of problems)
      for (let index = 0; index < count; index += 1) {
        const problem: RowProblem = { code, pointer: '', message };
        if (row) addUnreadable(part, problem, line, index === 0);
        else addFault(part, problem, line, index === 0);
      }
  }

  function readLines(part: Accumulator, bytes: Uint8Array, about: RowsAbout): void {
    let line = about.lines;
    let toTell = about.spread === 'first';
    for (let start = 0; start < bytes.length; ) {
      // Most rows have a known form: looking at each byte once finds the end too.
      const behind = fields.read(start, bytes.length, values, true);
      if (behind !== -1 && behind - start <= maxRowBytes) {
        line += 1;
        add(part, judgeFields(values), line);
        start = behind + 1;
        continue;
      }
      const found = bytes.indexOf(lineFeed, start);
      const end = found === -1 ? bytes.length : found;
      const content = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end;
      const from = start;
      line += 1;
      start = end + 1;
      if (areBlank(bytes, from, content)) continue;
      if (content - from > maxRowBytes) {
        addUnreadable(
          part,
          { code: 'line-too-long', pointer: '', message: `the row has more than ${maxRowBytes} bytes` },
          line,
        );
        continue;
      }
      const fault = addRow(part, bytes, from, content, line);
      if (fault === undefined) continue;
      if (about.spread !== undefined) {
        const message =
          'a JSON value goes over several lines: expected one row in each line, or one JSON array of rows';
        addUnreadable(part, { code: 'not-json', pointer: '', message }, line, toTell);
        toTell = false;
      } else if (found === -1 && (fault.code === 'not-json' || fault.code === 'not-utf8')) {
        const message = `the file ends in this row: ${fault.message}`;
        addUnreadable(part, { code: 'truncated', pointer: '', message }, line);
      } else addUnreadable(part, fault, line);
    }
    part.lines = line;
  }

  function readElements(part: Accumulator, bytes: Uint8Array, { places = new Uint32Array(), lines }: RowsAbout): void {
    for (let index = 0; index < places.length; index += 3) {
      const [start, end, line] = [places[index] ?? 0, places[index + 1] ?? 0, places[index + 2] ?? 0];
      if (fields.read(start, end, values, false) === end) {
        add(part, judgeFields(values), line);
        continue;
      }
      const fault = addRow(part, bytes, start, end, line);
      if (fault !== undefined) addUnreadable(part, fault, line);
    }
    part.lines = lines;
  }

  return {
    empty,
    merge,
    read({ bytes, about }: RecordBlock) {
      const part = empty();
      // The cutter of this scan made it.
      const known = about as RowsAbout;
      fields.use(bytes);
      if (known.form === 'elements') readElements(part, bytes, known);
      else readLines(part, bytes, known);
      const { lines } = part;
      addProblems(part, known.problems);
      part.lines = lines;
      if (secrets && mayHoldSecret(new TextDecoder('latin1').decode(bytes))) part.secret = true;
      part.problems.items.sort((one, other) => one.line - other.line);
      return part;
    },
  };
}
