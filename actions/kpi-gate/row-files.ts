import type { CollectedFile } from '../../shared/core/collected.ts';
import type { Because } from '../../shared/core/errors.ts';
import { type Accumulator, adding } from '../../shared/domain/kpi/accumulator.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { namedFiles } from '../../shared/domain/kpi/named-files.ts';
import { heldRows, openRows, type RowsFile, rowEndings, whyNotRead } from '../../shared/domain/kpi/rows-file.ts';
import { rowsReading } from '../../shared/domain/kpi/rows-inputs.ts';
import type { Source } from '../../shared/domain/kpi/sources.ts';
import { withoutAge } from '../../shared/domain/kpi-gate/age.ts';
import type { Ctx } from './definition.ts';
import { besidePath, type FoundRun } from './found.ts';

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

type Opened = RowsFile | { found: false; problem: string; because?: Because };

/** A file of the input `rows` that is not there or could not be read. */
export interface MissingRows {
  name: string;
  because: Because;
}

/** Finds the rows of runs again. */
export interface RowFiles {
  of(found: FoundRun): Promise<RunRows>;
  missing(): Promise<MissingRows[]>;
}

/** Reads files of rows for a gate. Rows get older after their report was made, which does not make that wrong: the gate judges age by itself. */
export function rowFiles(ctx: Ctx, whole: KpiSet): RowFiles {
  const set = withoutAge(whole);
  const reading = rowsReading(ctx.inputs);
  const opened = new Map<string, Promise<Opened | undefined>>();
  let handed: ReturnType<typeof handedFiles> | undefined;

  async function open(path: string): Promise<Opened | undefined> {
    const file = await openRows(ctx, set, path, reading);
    if (file.found) return file;
    if (file.reason === 'absent') return undefined;
    const why = whyNotRead(path, file);
    return 'because' in why
      ? { found: false, problem: why.because.message, because: why.because }
      : { found: false, problem: `the rows ${path}: ${why.problem}` };
  }

  function at(path: string): Promise<Opened | undefined> {
    const known = opened.get(path) ?? open(path);
    opened.set(path, known);
    return known;
  }

  /** The files that the section names, by their digest, and those of which none is there. */
  async function handedFiles(): Promise<{ byDigest: Map<string, RowsFile>; missing: MissingRows[] }> {
    const byDigest = new Map<string, RowsFile>();
    const missing: MissingRows[] = [];
    const named = await namedFiles(ctx, ctx.inputs.rows, reading.origin);
    if (!named.ok)
      return { byDigest, missing: [...new Set(ctx.inputs.rows)].map((name) => ({ name, because: named.because })) };
    for (const { entry, because } of named.unmatched) missing.push({ name: entry, because });
    for (const path of named.paths) {
      const file = await at(path);
      if (file?.found === true) byDigest.set(file.sha256, file);
      else {
        const message = file?.problem ?? `there is no file ${path}`;
        missing.push({
          name: path,
          because: file?.because ?? { code: 'NO_DATA', message, needs: 'the rows of a run' },
        });
      }
    }
    return { byDigest, missing };
  }

  /** The file of a source: what has its digest wherever it lies; else what is wrong with what lies where it should. */
  async function fileOf(found: FoundRun, source: WantedRows): Promise<Opened | undefined> {
    const { sha256 } = source;
    const { byDigest } = await (handed ??= handedFiles());
    const same = sha256 === undefined ? undefined : byDigest.get(sha256);
    if (same !== undefined) return same;
    let other: Opened | undefined;
    for (const path of placesOf(found, source)) {
      const carried = found.beside.get(path);
      const elsewhere = found.collected ? undefined : await at(path);
      const file: Opened | undefined =
        carried === undefined ? elsewhere : heldRows(ctx, set, placeOf(carried), carried, reading);
      if (file?.found === true && (sha256 === undefined || file.sha256 === sha256)) return file;
      other ??= file;
    }
    if (other?.found !== true) return other;
    const problem = `the rows ${other.path} are not those of the report: sha256 ${other.sha256}, expected ${sha256}`;
    return { found: false, problem };
  }

  async function rowsOf(found: FoundRun): Promise<RunRows> {
    const claimed = wantedRows(found);
    if (claimed.length === 0) return { state: 'wrong', problem: 'names no rows that it was computed from' };
    const twice = namedTwice(claimed);
    if (twice !== undefined)
      return { state: 'wrong', problem: `names the rows ${twice.path} twice (sha256 ${twice.sha256})` };
    const { merge, empty } = adding(set);
    const sources: Source[] = [];
    let total = empty();
    for (const source of claimed) {
      const file = await fileOf(found, source);
      if (file === undefined) return { state: 'unknown', because: noRows(source) };
      if (!file.found) return notFound(file);
      const rows = await file.rows();
      if (!rows.found) {
        const why = whyNotRead(file.path, rows);
        return 'because' in why
          ? { state: 'unknown', because: why.because }
          : { state: 'wrong', problem: `the rows ${file.path}: ${why.problem}` };
      }
      const { lines, rows: count } = rows.value;
      sources.push({ path: file.path, lines, rows: count, bytes: file.bytes, sha256: file.sha256 });
      total = merge(total, rows.value);
    }
    return { state: 'read', total, sources };
  }

  return { of: rowsOf, missing: async () => (await (handed ??= handedFiles())).missing };
}

/** A file of an artifact, told apart from those of artifacts of the same name: every run of a workflow may name its own alike. */
function placeOf({ origin, path }: CollectedFile): string {
  return `${origin.name}/${path}${origin.kind === 'artifact' ? ` (artifact ${origin.id})` : ''}`;
}

function notFound({ problem, because }: { problem: string; because?: Because }): RunRows {
  return because === undefined ? { state: 'wrong', problem } : { state: 'unknown', because };
}

/** Rows that count twice would look surer than they are. */
function namedTwice(claimed: readonly WantedRows[]): WantedRows | undefined {
  const digests = claimed.map(({ sha256 }) => sha256);
  return claimed.find(({ sha256 }, index) => sha256 !== undefined && digests.indexOf(sha256) !== index);
}

function wantedRows({ claimed }: FoundRun): readonly WantedRows[] {
  return claimed.kind === 'v1'
    ? [{ path: claimed.report.executionStatus.rawRunsPath, sha256: undefined }]
    : claimed.run.report.sources;
}

/** Where the rows of a report may lie: as they go along with it, beside it by their own name, or where they were measured. */
function placesOf({ path: report, claimed }: FoundRun, { path }: WantedRows): string[] {
  if (claimed.kind === 'v1') return [besidePath(report, path)];
  const stem = report.replace(/\.report\.json$/, '');
  const name = path.split('/').at(-1) ?? path;
  return [...new Set([...rowEndings.map((ending) => `${stem}${ending}`), besidePath(report, name), path])];
}

function noRows({ path, sha256 }: WantedRows): Because {
  const digest = sha256 === undefined ? '' : ` (sha256 ${sha256})`;
  return {
    code: 'NO_DATA',
    message: `the rows ${path}${digest} were not found`,
    needs: 'the rows beside the report, or under rows in the section kpi-gate',
  };
}
