import type { Because } from '../../shared/core/errors.ts';
import { type Accumulator, adding } from '../../shared/domain/kpi/accumulator.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { rowsScan } from '../../shared/domain/kpi/rows-scan.ts';
import type { Source } from '../../shared/domain/kpi/sources.ts';
import type { Ctx } from './definition.ts';
import { besidePath, type FoundRun, rowEndings } from './found.ts';

/** The rows of a run, read again; or why they could not be; or what is wrong with what was found in their place. */
export type RunRows =
  | { state: 'read'; total: Accumulator; sources: Source[] }
  | { state: 'unknown'; because: Because }
  | { state: 'wrong'; problem: string };

interface RowFile {
  /** Where it lies: no other file has the same. */
  path: string;
  sha256: string;
  bytes: number;
  /** Reads the rows of it; asked once. */
  value(): Promise<Accumulator | { problem: string }>;
}

/** Finds the rows of runs again. */
export interface RowFiles {
  of(found: FoundRun): Promise<RunRows>;
}

const mebibyte = 1024 * 1024;
const heldBytes = 16 * mebibyte;

/** Reads files of rows for a gate; each file once, whatever number of reports names it. */
export function rowFiles(ctx: Ctx, set: KpiSet): RowFiles {
  const { 'maximum-mib': mebibytes, 'maximum-row-kib': rowKib, origin, rows: named } = ctx.inputs;
  const maxBytes = mebibytes * mebibyte;
  const parameters = { set, now: ctx.time.latest, maxRowBytes: rowKib * 1024 };
  const read = new Map<string, Promise<RowFile | { problem: string; because?: Because } | undefined>>();
  const handed = once(() => handedFiles());

  function held(path: string, content: Uint8Array, sha256: string): RowFile {
    const value = once(async () => {
      const scanned = await ctx.scan(rowsScan, parameters, { path, content }, { maxBytes });
      return scanned.found ? scanned.value : { problem: scanned.message };
    });
    return { path, sha256, bytes: content.length, value };
  }

  async function fromPlace(path: string): Promise<RowFile | { problem: string; because?: Because } | undefined> {
    const file =
      origin === 'output'
        ? await ctx.produced.read(path, Math.min(heldBytes, maxBytes))
        : await ctx.read(path, { maxBytes });
    if (file.found) return held(path, file.content, file.sha256);
    if (file.reason === 'absent') return undefined;
    if (file.reason !== 'too-large' || origin === 'committed')
      return { problem: file.message, ...(file.because === undefined ? {} : { because: file.because }) };
    const scanned = await ctx.scan(rowsScan, parameters, { path, produced: true }, { maxBytes });
    if (scanned.found) return { path, sha256: scanned.sha256, bytes: scanned.bytes, value: async () => scanned.value };
    const because: Because | undefined =
      scanned.reason === 'too-large'
        ? { code: 'TRUNCATED', message: `the file ${path} ${scanned.message}`, needs: 'a greater maximum-mib' }
        : undefined;
    return { problem: scanned.message, ...(because === undefined ? {} : { because }) };
  }

  function at(path: string): Promise<RowFile | { problem: string; because?: Because } | undefined> {
    const known = read.get(path) ?? fromPlace(path);
    read.set(path, known);
    return known;
  }

  /** The files that the section names, by their digest. */
  async function handedFiles(): Promise<Map<string, RowFile>> {
    const files = new Map<string, RowFile>();
    if (named.length === 0) return files;
    const listed = origin === 'output' ? await ctx.produced.list() : await ctx.match(['**']);
    const matches = await ctx.matcher(named);
    for (const path of listed.ok ? listed.paths.filter(matches) : []) {
      const file = await at(path);
      if (file !== undefined && 'sha256' in file) files.set(file.sha256, file);
    }
    return files;
  }

  /** The file of a source: what has its digest, else what lies where it should. */
  async function fileOf(
    found: FoundRun,
    path: string,
    sha256: string | undefined,
  ): Promise<RowFile | { problem: string; because?: Because } | undefined> {
    const stem = found.path.replace(/\.report\.json$/, '');
    for (const ending of rowEndings) {
      const carried = found.beside.get(`${stem}${ending}`);
      if (carried !== undefined && (sha256 === undefined || carried.sha256 === sha256))
        return held(`${carried.origin.name}/${carried.path}`, carried.content, carried.sha256);
    }
    const byDigest = sha256 === undefined ? undefined : (await handed()).get(sha256);
    if (byDigest !== undefined) return byDigest;
    if (found.beside.size > 0) return carriedOther(found, stem, sha256);
    const beside = await at(
      besidePath(found.path, found.claimed.kind === 'v1' ? path : (path.split('/').at(-1) ?? path)),
    );
    const there = beside ?? (found.claimed.kind === 'v1' ? undefined : await at(path));
    if (there !== undefined && 'sha256' in there && sha256 !== undefined && there.sha256 !== sha256)
      return {
        problem: `the rows ${there.path} are not those of the report: sha256 ${there.sha256}, expected ${sha256}`,
      };
    return there;
  }

  return {
    async of(found) {
      const { merge, empty } = adding(set);
      const claimed =
        found.claimed.kind === 'v1'
          ? [{ path: found.claimed.report.executionStatus.rawRunsPath, sha256: undefined }]
          : found.claimed.run.report.sources;
      if (claimed.length === 0) return { state: 'wrong', problem: 'names no rows that it was computed from' };
      const sources: Source[] = [];
      let total = empty();
      for (const { path, sha256 } of claimed) {
        const file = await fileOf(found, path, sha256);
        if (file === undefined) return { state: 'unknown', because: noRows(path, sha256) };
        if ('problem' in file)
          return file.because === undefined
            ? { state: 'wrong', problem: file.problem }
            : { state: 'unknown', because: file.because };
        const value = await file.value();
        if ('problem' in value) return { state: 'wrong', problem: `the rows ${file.path}: ${value.problem}` };
        sources.push({ path: file.path, lines: value.lines, rows: value.rows, bytes: file.bytes, sha256: file.sha256 });
        // Merging uses up what it is given, and another report may name the same file.
        total = merge(total, structuredClone(value));
      }
      return { state: 'read', total, sources };
    },
  };
}

function carriedOther(found: FoundRun, stem: string, sha256: string | undefined): { problem: string } | undefined {
  for (const ending of rowEndings) {
    const carried = found.beside.get(`${stem}${ending}`);
    if (carried !== undefined)
      return { problem: `the rows beside it have the sha256 ${carried.sha256}, expected ${sha256}` };
  }
  return undefined;
}

function noRows(path: string, sha256: string | undefined): Because {
  const digest = sha256 === undefined ? '' : ` (sha256 ${sha256})`;
  return {
    code: 'NO_DATA',
    message: `the rows ${path}${digest} were not found`,
    needs: 'the rows beside the report, or under rows in the section kpi-gate',
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
