import type { Because } from '../../core/errors.ts';
import { detectFormat, readTestReport } from '../../parse/test-report/read.ts';
import type { ReadTestReport, TestReport } from '../../parse/test-report/test-report.ts';
import type { ReportFormat } from '../verification-record/record.ts';
import type { Verification } from './config.ts';
import { readSummary } from './summary-report.ts';

/** A report that was read; or what is wrong with it; or why it could not be read as any. Clauses continue "the report …". */
export type ReadReport =
  | { state: 'read'; format: ReportFormat; report: TestReport }
  | { state: 'wrong'; problem: string; line?: number | undefined }
  | { state: 'unknown'; because: Because };

/** Reads a report as the configuration says that it is; `auto` by its form. What has no known form is not guessed at. */
export function readReport(
  content: Uint8Array,
  { format, contract }: Pick<NonNullable<Verification['report']>, 'format' | 'contract'>,
): ReadReport {
  if (format !== 'auto') return named(content, format, contract);
  const detected = detectFormat(content);
  if (detected.format !== undefined) return named(content, detected.format, contract);
  const summary = readSummary(content, contract);
  if (summary.ok || summary.reason === 'broken') {
    if (summary.ok) return told('summary', summary);
    const { message } = summary;
    return unknown(`is of no known format, and as a summary it ${message}`, detected.nearest);
  }
  return unknown('is of no known format', detected.nearest);
}

function named(content: Uint8Array, format: ReportFormat, contract: string | undefined): ReadReport {
  const read = format === 'summary' ? readSummary(content, contract) : readTestReport(content, format);
  return told(format, read);
}

function told(format: ReportFormat, read: ReadTestReport): ReadReport {
  if (read.ok) return { state: 'read', format, report: read.report };
  const problem = read.reason === 'other' ? `is no report of the format ${format}: it ${read.message}` : read.message;
  return { state: 'wrong', problem, line: read.line };
}

function unknown(message: string, nearest: ReportFormat | undefined): ReadReport {
  const near = nearest === undefined ? '' : `; the nearest is ${nearest}`;
  const needs = 'a report of a format that is read: junit, ctrf, node-test, jest, pytest-json, cargo or summary';
  return { state: 'unknown', because: { code: 'NO_DATA', message: `the report ${message}${near}`, needs } };
}
