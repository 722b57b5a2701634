import { posix } from 'node:path';
import { likeness } from '../kpi/likeness.ts';
import { byName, pairsOf } from './pair.ts';
import type { Run } from './run.ts';

export type SamenessCode = 'run-id' | 'report-file' | 'rows-file' | 'rows-content' | 'near-copy';

export interface Sameness {
  code: SamenessCode;
  /** What is the same, and how much. */
  message: string;
}

export interface Distinctness {
  /** Runs that are not two: every such pair with every reason. */
  same: { a: string; b: string; reasons: Sameness[] }[];
  /** Pairs of which it could not be told whether one is a copy of the other with changes, and why. */
  unmeasured: { a: string; b: string; because: string }[];
  /** Runs without an id. */
  nameless: string[];
}

/**
 * Which runs are the same run twice: by run id (whatever its case, width or invisible characters), report file, file or sha256 of
 * rows, or because they share keys, timestamps, rhythm or contents as only copies do.
 */
export function distinctness(runs: readonly Run[]): Distinctness {
  const ordered = byName(runs);
  const found: Distinctness = {
    same: [],
    unmeasured: [],
    nameless: ordered.filter(({ runId }) => foldedId(runId) === '').map(({ name }) => name),
  };
  for (const [a, b] of pairsOf(ordered)) {
    const near = nearness(a, b);
    const reasons = [...plainReasons(a, b), ...near.reasons];
    if (reasons.length > 0) found.same.push({ a: a.name, b: b.name, reasons });
    if (near.because !== undefined) found.unmeasured.push({ a: a.name, b: b.name, because: near.because });
  }
  return found;
}

/** A run id without what people do not see as a difference. */
export function foldedId(runId: string): string {
  const visible = runId.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  // By way of upper case, so that also letters without a lower case of their own agree.
  return visible.trim().toUpperCase().toLowerCase().normalize('NFKC');
}

function plainReasons(a: Run, b: Run): Sameness[] {
  const reasons: Sameness[] = [];
  const add = (code: SamenessCode, message: string): void => {
    reasons.push({ code, message });
  };
  const id = foldedId(a.runId);
  if (id !== '' && id === foldedId(b.runId)) add('run-id', `both have the run id ${a.runId.trim()}`);
  if (posix.normalize(a.name) === posix.normalize(b.name)) add('report-file', `both reports are the file ${a.name}`);
  const paths = new Set(b.report.sources.map(({ path }) => posix.normalize(path)));
  const hashes = new Map(b.report.sources.map(({ sha256, path }) => [sha256, path]));
  for (const { path, sha256 } of a.report.sources) {
    if (paths.has(posix.normalize(path))) add('rows-file', `both read the rows of ${path}`);
    const other = hashes.get(sha256);
    if (other !== undefined) add('rows-content', `${path} and ${other} have the same content (sha256 ${sha256})`);
  }
  return reasons;
}

function nearness(a: Run, b: Run): { reasons: Sameness[]; because?: string } {
  if (a.rows === undefined || b.rows === undefined) {
    const missing = [a, b].filter(({ rows }) => rows === undefined).map(({ name }) => name);
    return { reasons: [], because: `the rows of ${missing.join(' and ')} were not read` };
  }
  const { copy, because, signatures } = likeness(a.rows, b.rows);
  if (copy) return { reasons: because.map((message) => ({ code: 'near-copy', message })) };
  if (signatures.some(({ tells }) => tells)) return { reasons: [] };
  return { reasons: [], because: signatures.map((one) => one.because ?? '').join('; ') };
}
