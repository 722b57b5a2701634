import type { Context } from '../../core/control.ts';
import type { Because } from '../../core/errors.ts';
import type { Found, Missing } from '../../core/ports.ts';
import type { NotScanned, Scanned, ScanSource } from '../../core/scan.ts';
import type { Accumulator } from './accumulator.ts';
import type { KpiSet } from './config.ts';
import type { Origin, RowsReading } from './rows-inputs.ts';
import { rowsScan } from './rows-scan.ts';

/** What reading files asks of the context of a control. */
export type FilesContext = Pick<Context, 'produced' | 'read' | 'match' | 'matcher' | 'scan' | 'time'>;

/** Smaller files are held in memory: they go along with a report, and are looked at before they are read. */
export const heldBytes = 16 * 1024 * 1024;
/** What names of files end in that go along with a report. */
export const rowEndings = ['.rows.ndjson', '.rows.ndjson.gz', '.rows.json'] as const;

/** Whether bytes begin as those of gzip. */
export function isGzip(content: Uint8Array): boolean {
  return content[0] === 0x1f && content[1] === 0x8b;
}

/** A file of rows. */
export interface RowsFile {
  found: true;
  path: string;
  sha256: string;
  bytes: number;
  /** Its bytes, when they are held. */
  content: Uint8Array | undefined;
  /** What its rows say. Each caller gets one of its own, since merging uses it up. */
  rows(): Promise<{ found: true; value: Accumulator } | NotScanned>;
}

/** Opens one file of rows; never throws for what is in it. */
export async function openRows(
  ctx: FilesContext,
  set: KpiSet,
  path: string,
  reading: RowsReading,
): Promise<RowsFile | NotScanned> {
  const { maxBytes, origin } = reading;
  const file = await readNamed(ctx, path, origin, origin === 'output' ? Math.min(heldBytes, maxBytes) : maxBytes);
  if (file.found) return heldRows(ctx, set, path, file, reading);
  if (origin === 'committed' || file.reason !== 'too-large') return file;
  const scan = (): Scan => scanned(ctx, set, { path, produced: true }, reading);
  const first = await scan();
  if (!first.found) return first;
  let unused: typeof first | undefined = first;
  return {
    found: true,
    path,
    sha256: first.sha256,
    bytes: first.bytes,
    content: undefined,
    async rows() {
      const mine = unused ?? (await scan());
      unused = undefined;
      if (!mine.found || mine.sha256 === first.sha256) return mine;
      return { found: false, path, reason: 'broken', message: 'changed while it was read' };
    },
  };
}

/** A file of rows whose bytes are there already. */
export function heldRows(
  ctx: FilesContext,
  set: KpiSet,
  path: string,
  { content, sha256 }: Pick<Found, 'content' | 'sha256'>,
  reading: RowsReading,
): RowsFile {
  // What is packed nobody can look through but who unpacks it.
  const rows = (): Scan => scanned(ctx, set, { path, content }, reading, isGzip(content));
  return { found: true, path, sha256, bytes: content.length, content, rows };
}

type Scan = Promise<Scanned<Accumulator> | NotScanned>;

function scanned(
  ctx: FilesContext,
  set: KpiSet,
  source: ScanSource,
  { maxBytes, maxRowBytes }: RowsReading,
  secrets = false,
): Scan {
  return ctx.scan(rowsScan, { set, now: ctx.time.latest, maxRowBytes, secrets }, source, { maxBytes });
}

/** Reads a file of the declared origin. */
export function readNamed(ctx: FilesContext, path: string, origin: Origin, maxBytes: number): Promise<Found | Missing> {
  return origin === 'output' ? ctx.produced.read(path, maxBytes) : ctx.read(path, { maxBytes });
}

/** Why rows could not be looked at; or, where they were, what is wrong with the file. */
export function whyNotRead(path: string, not: NotScanned): { because: Because } | { problem: string } {
  const { reason, message } = not;
  const needs: Partial<Record<NotScanned['reason'], string>> = {
    absent: 'the rows of the run',
    unreadable: 'the rows of the run',
    'too-large': 'a smaller file, or a greater maximum-mib in the configuration',
  };
  const needed = needs[reason];
  if (needed === undefined) return { problem: message };
  const told = 'because' in not ? not.because : undefined;
  const code = reason === 'too-large' ? 'TRUNCATED' : 'NO_DATA';
  return { because: told ?? { code, message: `the file ${path} ${message}`, needs: needed } };
}
