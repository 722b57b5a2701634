import type { Because } from '../../shared/core/errors.ts';
import type { Missing } from '../../shared/core/ports.ts';
import type { NotScanned } from '../../shared/core/scan.ts';
import type { Accumulator } from '../../shared/domain/kpi/accumulator.ts';
import { adding } from '../../shared/domain/kpi/accumulator.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { rowsScan } from '../../shared/domain/kpi/rows-scan.ts';
import type { Source } from '../../shared/domain/kpi/sources.ts';
import type { Ctx } from './definition.ts';

/** Up to this size a file is held in memory, and goes along with the report. */
export const carriedBytes = 16 * 1024 * 1024;
const mebibyte = 1024 * 1024;

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
    const read = await readFile(ctx, set, path);
    if (!read.found) {
      complete = false;
      missing(ctx, path, read);
      continue;
    }
    ctx.passed('rows-read', { path });
    carried = read.content;
    const { lines, rows } = read.value;
    sources.push({ path, lines, rows, bytes: read.bytes, sha256: read.sha256 });
    total = merge(total, read.value);
  }
  return complete ? { total, sources, carried: paths.length === 1 ? carried : undefined } : undefined;
}

/** The files that the section names, each once, sorted; undefined when there are not all. */
async function rowFiles(ctx: Ctx): Promise<string[] | undefined> {
  const { rows, origin } = ctx.inputs;
  if (rows.length === 0) {
    const because: Because = {
      code: 'NO_DATA',
      message: 'no file of rows is named',
      needs: 'rows in the section kpi-report',
    };
    ctx.unverified('rows-read', { path: 'rows' }, because);
    return undefined;
  }
  const listed = origin === 'output' ? await ctx.produced.list() : await listedFiles(ctx);
  if (!listed.ok) {
    for (const path of rows) ctx.unverified('rows-read', { path }, listed.because);
    return undefined;
  }
  const found = new Set<string>();
  let complete = true;
  for (const entry of rows) {
    const matches = await ctx.matcher([entry]);
    const paths = listed.paths.filter(matches);
    // A plain path is asked for by name, so that what is wrong with it is said.
    if (paths.length === 0 && !/[*?[{!(]/.test(entry)) paths.push(entry);
    for (const path of paths) found.add(path);
    if (paths.length > 0) continue;
    complete = false;
    ctx.unverified('rows-read', { path: entry }, nothingMatches(entry, origin));
  }
  return complete ? [...found].sort() : undefined;
}

async function listedFiles(
  ctx: Ctx,
): Promise<{ ok: true; paths: readonly string[] } | { ok: false; because: Because }> {
  return ctx.match(['**']);
}

function nothingMatches(entry: string, origin: 'output' | 'committed'): Because {
  return origin === 'output'
    ? {
        code: 'NO_DATA',
        message: `no file that a step produced matches ${entry}`,
        needs:
          'a step before this one that measures, in the same job (or origin: committed for files of the repository)',
      }
    : {
        code: 'NO_DATA',
        message: `no file of the judged commit matches ${entry}`,
        needs: 'the rows in the repository',
      };
}

type Read =
  | { found: true; value: Accumulator; bytes: number; sha256: string; content: Uint8Array | undefined }
  | NotScanned;

async function readFile(ctx: Ctx, set: KpiSet, path: string): Promise<Read> {
  const { origin, 'maximum-mib': mebibytes, 'maximum-row-kib': rowKib } = ctx.inputs;
  const maxBytes = mebibytes * mebibyte;
  const parameters = { set, now: ctx.time.latest, maxRowBytes: rowKib * 1024 };
  const small = Math.min(carriedBytes, maxBytes);
  const held = origin === 'output' ? await ctx.produced.read(path, small) : await ctx.read(path, { maxBytes });
  if (held.found) {
    const { content, sha256, bytes } = held;
    // What is packed nobody can look through but who unpacks it.
    const secrets = content[0] === 0x1f && content[1] === 0x8b;
    const scanned = await ctx.scan(rowsScan, { ...parameters, secrets }, { path, content }, { maxBytes });
    return scanned.found ? { found: true, value: scanned.value, sha256, bytes, content } : scanned;
  }
  if (origin === 'committed' || held.reason !== 'too-large') return held;
  const scanned = await ctx.scan(rowsScan, parameters, { path, produced: true }, { maxBytes });
  return scanned.found ? { ...scanned, content: undefined } : scanned;
}

function missing(ctx: Ctx, path: string, read: Missing | NotScanned): void {
  const { reason, message } = read;
  if (reason === 'absent' || reason === 'unreadable') {
    const because: Because = ('because' in read ? read.because : undefined) ?? {
      code: 'NO_DATA',
      message: `the file ${path} ${message}`,
      needs: 'the rows of the run',
    };
    ctx.unverified('rows-read', { path }, because);
  } else if (reason === 'too-large') {
    const needs = 'a smaller file, or a greater maximum-mib in the configuration';
    ctx.unverified('rows-read', { path }, { code: 'TRUNCATED', message: `the file ${path} ${message}`, needs });
  } else {
    const fix =
      ctx.inputs.origin === 'output'
        ? 'have a step of this job write the rows to a file of its own'
        : 'commit the rows as a regular file';
    ctx.failed('rows-read', { path, problem: message, fix }, { path });
  }
}
