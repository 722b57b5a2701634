import type { NotScanned } from '../../shared/core/scan.ts';
import { type Accumulator, adding } from '../../shared/domain/kpi/accumulator.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { namedFiles } from '../../shared/domain/kpi/named-files.ts';
import { openRows, whyNotRead } from '../../shared/domain/kpi/rows-file.ts';
import { rowsReading } from '../../shared/domain/kpi/rows-inputs.ts';
import type { Source } from '../../shared/domain/kpi/sources.ts';
import type { Ctx } from './definition.ts';

/** The rows of a run: what they say, and the files that they come from. */
export interface Rows {
  total: Accumulator;
  sources: Source[];
  /** The bytes of the one file, when there is one and it is small. */
  carried: Uint8Array | undefined;
}

/** Reads every file of rows and says of each whether it could be; undefined when one could not, so that nothing is computed of a part. */
export async function readRows(ctx: Ctx, set: KpiSet): Promise<Rows | undefined> {
  const paths = await rowFiles(ctx);
  if (paths === undefined) return undefined;
  const { merge, empty } = adding(set);
  const sources: Source[] = [];
  let total = empty();
  let carried: Uint8Array | undefined;
  let complete = true;
  for (const path of paths) {
    const file = await openRows(ctx, set, path, rowsReading(ctx.inputs));
    const read = file.found ? await file.rows() : file;
    if (!file.found || !read.found) {
      complete = false;
      notRead(ctx, path, read as NotScanned);
      continue;
    }
    ctx.passed('rows-read', { path });
    carried = file.content;
    const { lines, rows } = read.value;
    sources.push({ path, lines, rows, bytes: file.bytes, sha256: file.sha256 });
    total = merge(total, read.value);
  }
  return complete ? { total, sources, carried: paths.length === 1 ? carried : undefined } : undefined;
}

/** The files that the section names; undefined when there are not all. */
async function rowFiles(ctx: Ctx): Promise<string[] | undefined> {
  const { rows, origin } = ctx.inputs;
  if (rows.length === 0) {
    const because = {
      code: 'NO_DATA' as const,
      message: 'no file of rows is named',
      needs: 'rows in the section kpi-report',
    };
    ctx.unverified('rows-read', {}, because);
    return undefined;
  }
  const named = await namedFiles(ctx, rows, origin);
  if (!named.ok) {
    for (const path of new Set(rows)) ctx.unverified('rows-read', { path }, named.because);
    return undefined;
  }
  for (const { entry, because } of named.unmatched) ctx.unverified('rows-read', { path: entry }, because);
  return named.unmatched.length === 0 ? named.paths : undefined;
}

function notRead(ctx: Ctx, path: string, not: NotScanned): void {
  const why = whyNotRead(path, not);
  if ('because' in why) {
    ctx.unverified('rows-read', { path }, why.because);
    return;
  }
  const fix =
    ctx.inputs.origin === 'output'
      ? 'have a step of this job write the rows to a file of its own'
      : 'commit the rows as a regular file';
  ctx.failed('rows-read', { path, problem: why.problem, fix }, { path });
}
