import type { Collected, CollectedFile, CollectedProblem, Origin } from '../../core/collected.ts';
import { executiveSummaryKind } from '../../core/executive-summary.ts';
import { isObject } from '../../core/json.ts';
import type { Report } from '../../core/report.ts';
import { parseReport } from '../../core/report-schema.ts';
import { reportKind, reportSchemaVersion } from '../../core/report-status.ts';
import { decides } from '../../core/severity.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';

/** A report of the suite as it was found; it is bound to nothing yet. */
export interface Candidate {
  /** With the results that a decision can turn on; of those that passed only one is kept. */
  report: Report;
  file: CollectedFile;
}

/** Something that was found and is not a report that could be read. */
export interface Stray {
  from: string;
  problem: string;
  /** Could not be looked at, as against: was looked at and is wrong. */
  because?: CollectedProblem['because'];
}

/**
 * The reports among the collected files, in the order of their places, each content once, and what is wrong with the others.
 * JSON files that do not call themselves reports of the suite are left alone: they may be reports of other tools.
 */
export function candidatesIn(collected: Collected): { candidates: Candidate[]; strays: Stray[] } {
  const candidates: Candidate[] = [];
  const strays: Stray[] = collected.problems.map(({ origin, path, message, because }) => ({
    from: placeOf(origin, path),
    problem: message,
    ...(because === undefined ? {} : { because }),
  }));
  if (collected.unlisted !== undefined) {
    const { message } = collected.unlisted;
    strays.push({ from: 'the artifacts of this run', problem: message, because: collected.unlisted });
  }
  const seen = new Set<string>();
  for (const file of collected.files) {
    if (seen.has(file.sha256)) continue;
    const read = readReport(file);
    if (read === undefined) continue;
    seen.add(file.sha256);
    if ('report' in read) candidates.push({ report: read.report, file });
    else strays.push({ from: placeOf(file.origin, file.path), ...read });
  }
  return { candidates, strays };
}

/** Where something was found, for people. */
export function placeOf(origin: Origin, path?: string): string {
  const where = origin.kind === 'artifact' ? `artifact ${origin.name}` : origin.name;
  return path === undefined || path === where ? where : `${where}/${path}`;
}

const reportName = /\.report\.json$/;

function readReport(file: CollectedFile): { report: Report } | Omit<Stray, 'from'> | undefined {
  const named = reportName.test(file.path);
  const decoded = decodeText(file.content);
  if (!decoded.ok) return named ? { problem: `is not text: ${decoded.message}` } : undefined;
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return named ? { problem: `is not JSON: ${parsed.message}` } : undefined;
  const { value } = parsed.document;
  const object = isObject(value) ? value : {};
  const { kind } = object;
  if (kind === executiveSummaryKind && !named) return undefined;
  if (kind !== reportKind)
    return named ? { problem: `is not a report: its kind is ${JSON.stringify(kind) ?? 'missing'}` } : undefined;
  const version = object['schemaVersion'];
  if (typeof version === 'number' && Number.isInteger(version) && version > reportSchemaVersion) {
    const message = `has the schema version ${version}, and this version of the suite reads up to ${reportSchemaVersion}`;
    const needs = 'the same version of the suite in all jobs';
    return { problem: message, because: { code: 'NO_DATA', message, needs } };
  }
  if (parsed.document.mayHaveDuplicates)
    return { problem: 'has a key twice, so that readers could see different reports' };
  const report = parseReport(object);
  if (report.success) return { report: weighty(report.data) };
  const issue = report.error.issues[0];
  return {
    problem: `does not have the form of a report (${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''})`,
  };
}

/**
 * The report with the results that a decision can turn on: what failed, what was not measured, what is not its own, and one that
 * passed, for without any nothing was measured. Hundreds of reports have ten thousands of others, which would only be carried along.
 */
function weighty(report: Report): Report {
  const own = `${report.control}/`;
  let passed = false;
  const results = report.results.filter(({ status, rule, severity }) => {
    if (status === 'failed' || status === 'unverified' || !rule.startsWith(own)) return true;
    if (passed || status !== 'passed' || !decides(severity)) return false;
    passed = true;
    return true;
  });
  return { ...report, results };
}
