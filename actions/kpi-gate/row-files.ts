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

/** Rows as a report names them; v1 tells no digest. */
interface WantedRows {
  path: string;
  sha256: string | undefined;
}

interface Problem {
  problem: string;
  because?: Because;
}

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
  const parameters = { set: withoutAge(set), now: ctx.time.latest, maxRowBytes: rowKib * 1024 };
  const read = new Map<string, Promise<RowFile | Problem | undefined>>();
  const handed = once(() => handedFiles());

  function held(path: string, content: Uint8Array, sha256: string): RowFile {
    const value = once(async () => {
      const scanned = await ctx.scan(rowsScan, parameters, { path, content }, { maxBytes });
      return scanned.found ? scanned.value : { problem: scanned.message };
    });
    return { path, sha256, bytes: content.length, value };
  }

  async function fromPlace(path: string): Promise<RowFile | Problem | undefined> {
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

  function at(path: string): Promise<RowFile | Problem | undefined> {
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

  /** The file of a source: what has its digest wherever it lies; else what is wrong with what lies where it should. */
  async function fileOf(found: FoundRun, source: WantedRows): Promise<RowFile | Problem | undefined> {
    const { sha256 } = source;
    const byDigest = sha256 === undefined ? undefined : (await handed()).get(sha256);
    if (byDigest !== undefined) return byDigest;
    let other: RowFile | Problem | undefined;
    for (const path of placesOf(found, source)) {
      const carried = found.beside.get(path);
      const file =
        carried === undefined
          ? found.collected
            ? undefined
            : await at(path)
          : held(`${carried.origin.name}/${path}`, carried.content, carried.sha256);
      if (file !== undefined && 'sha256' in file && (sha256 === undefined || file.sha256 === sha256)) return file;
      other ??= file;
    }
    if (other === undefined || 'problem' in other) return other;
    return {
      problem: `the rows ${other.path} are not those of the report: sha256 ${other.sha256}, expected ${sha256}`,
    };
  }

  return {
    async of(found) {
      const { merge, empty } = adding(set);
      const claimed =
        found.claimed.kind === 'v1'
          ? [{ path: found.claimed.report.executionStatus.rawRunsPath, sha256: undefined }]
          : found.claimed.run.report.sources;
      if (claimed.length === 0) return { state: 'wrong', problem: 'names no rows that it was computed from' };
      const digests = claimed.map(({ sha256 }) => sha256);
      const twice = claimed.find(({ sha256 }, index) => sha256 !== undefined && digests.indexOf(sha256) !== index);
      if (twice !== undefined)
        return { state: 'wrong', problem: `names the rows ${twice.path} twice (sha256 ${twice.sha256})` };
      const sources: Source[] = [];
      let total = empty();
      for (const { path, sha256 } of claimed) {
        const file = await fileOf(found, { path, sha256 });
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

/** Where the rows of a report may lie: as they go along with it, beside it by their own name, or where they were measured. */
function placesOf({ path: report, claimed }: FoundRun, { path }: WantedRows): string[] {
  if (claimed.kind === 'v1') return [besidePath(report, path)];
  const stem = report.replace(/\.report\.json$/, '');
  const name = path.split('/').at(-1) ?? path;
  return [...new Set([...rowEndings.map((ending) => `${stem}${ending}`), besidePath(report, name), path])];
}

/** Rows get older after their report was made, which does not make that wrong: the gate judges their age by itself. */
function withoutAge(set: KpiSet): KpiSet {
  if (set.timestamp === undefined) return set;
  const { 'maximum-age': _age, ...timestamp } = set.timestamp;
  return { ...set, timestamp };
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
