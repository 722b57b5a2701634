import { isObject, type Json } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { KpiReport } from '../kpi/report-schema.ts';
import { v1Differences, v1Report } from '../kpi/v1.ts';
import type { V1Report } from '../kpi/v1-schema.ts';
import type { Run } from './run.ts';

/** One value of a report that its rows do not give. `undefined`: only the other has it. */
export interface SupportDifference {
  /** JSON Pointer into the report as it was claimed; empty for the report as a whole. */
  pointer: string;
  claimed: Json | undefined;
  computed: Json | undefined;
}

/**
 * - `supported`: the rows give every value of the report
 * - `contradicted`: they do not, and `differences` names every one
 * - `not-recomputed`: it was not looked at, and `because` says why
 */
export type Support =
  | { name: string; status: 'supported' }
  | { name: string; status: 'contradicted'; differences: SupportDifference[] }
  | { name: string; status: 'not-recomputed'; because: string };

/**
 * Whether the rows of a run support the report that was made of them: hash, bytes and number of its rows, every number and verdict of
 * every KPI, provenance, strata, times, findings and status. Not compared is where files lie, and by which version of the tool
 * the report was made. The ends of intervals may differ in their last digits, since they depend on the machine.
 */
export function supportOf(run: Run): Support {
  const { name, claimed } = run;
  const unknown = (because: string): Support => ({ name, status: 'not-recomputed', because });
  if (claimed === undefined) return unknown('it is not known what the report said');
  if (run.rows === undefined) return unknown('its rows were not read');
  if (claimed.shape === 'current') return judged(name, reportDifferences(claimed.report, run.report));
  const computed = v1Again(run, claimed.report);
  if (typeof computed === 'string') return unknown(computed);
  return judged(name, computed);
}

function judged(name: string, differences: SupportDifference[]): Support {
  return differences.length === 0 ? { name, status: 'supported' } : { name, status: 'contradicted', differences };
}

/** The differences of a v1 report; a text when it cannot be computed with these definitions. */
function v1Again({ report, rows }: Run, published: V1Report): SupportDifference[] | string {
  if (rows === undefined) return 'its rows were not read';
  if (published.targetResult.minSampleCount !== report.minimumSamples)
    return `it was computed with a minimum of ${report.minimumSamples} samples, expected ${published.targetResult.minSampleCount}`;
  const computed = v1Report(report, rows, {
    // All that the rows do not say.
    generatedAt: published.generatedAt,
    platform: published.environment.platform,
    runId: published.scope.runId,
    runType: published.scope.runType,
    rawRunsPath: published.executionStatus.rawRunsPath,
  });
  if (!computed.ok)
    return [{ pointer: '', claimed: 'a report of rows that can be evidence', computed: computed.message }];
  return v1Differences(published, computed.report).map((difference) => ({
    pointer: difference.pointer,
    claimed: difference.published as Json | undefined,
    computed: difference.computed as Json | undefined,
  }));
}

/** Every value in which a report differs from what its rows give. */
export function reportDifferences(claimed: KpiReport, computed: KpiReport): SupportDifference[] {
  const found: SupportDifference[] = [];
  compare(claimed, computed, '', '', found);
  return found;
}

/** Where files lie and what wrote the report; `*` stands for a place in a list. */
const apart = new Set(['/toolVersion', '/sources/*/path', '/findings/*/path', '/findings/*/otherPath']);
/** Computed with functions whose last digit is not the same on every machine. */
const nearly = new Set(['/kpis/*/interval/lower', '/kpis/*/interval/upper']);
/** A whole number derived from them. */
const nearlyWhole = new Set(['/kpis/*/interval/needed']);

function compare(a: unknown, b: unknown, pointer: string, form: string, found: SupportDifference[]): void {
  if (apart.has(form)) return;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.max(a.length, b.length); index += 1)
      compare(a[index], b[index], childPointer(pointer, index), `${form}/*`, found);
    return;
  }
  if (isObject(a) && isObject(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
      compare(member(a, key), member(b, key), childPointer(pointer, key), `${form}/${key}`, found);
    return;
  }
  if (Object.is(a, b) || (typeof a === 'number' && typeof b === 'number' && isClose(a, b, form))) return;
  found.push({ pointer, claimed: a as Json | undefined, computed: b as Json | undefined });
}

function member(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function isClose(a: number, b: number, form: string): boolean {
  // Zero has two signs, and JSON keeps one.
  if (a === b) return true;
  if (nearlyWhole.has(form)) return Math.abs(a - b) <= 1;
  return nearly.has(form) && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}
