import type { Report, Result } from '../core/report.ts';
import { basisOf } from './basis.ts';
import { type Draw, renderExhibits } from './exhibit.ts';
import { firstProblemLines } from './first-problem.ts';
import { summaryMaxBytes, tableMaxRows } from './limits.ts';
import { brief, code, plain, strong, table } from './markdown.ts';
import { type Standing, standing, worstFirst } from './order.ts';
import { textOf } from './result-text.ts';

/** What a summary says besides the report. */
export interface SummaryContext {
  title: string;
  /** The words of the verdict, e.g. FAILED. */
  headline: string;
  /** Name of the uploaded artifact, where there is one. */
  artifact?: string | undefined;
  /** Where an exhibit has something to draw. */
  draw?: Draw | undefined;
}

const symbols: Record<Report['status'], string> = {
  passed: '✅',
  failed: '❌',
  unverified: '❓',
  'not-applicable': '➖',
  error: '💥',
};

/**
 * The job summary of one report as GitHub-flavoured Markdown of at most the size that the runner takes: the verdict in the
 * first line, the first problem and its fix next, then the exhibits, then every problem, then what the verdict rests on.
 */
export function renderSummary(report: Report, context: SummaryContext): string {
  const results = worstFirst(report.results);
  for (let rows = tableMaxRows; ; rows = Math.floor(rows / 2)) {
    const text = compose(report, results, context, rows);
    // Every text is cut, so that one row of each table always fits.
    if (rows === 1 || new TextEncoder().encode(text).length <= summaryMaxBytes) return text;
  }
}

function compose(report: Report, results: readonly Result[], context: SummaryContext, rows: number): string {
  const parts = [
    ...firstLines(report, context),
    renderExhibits(report.exhibits ?? [], rows, context.draw),
    errorPart(report, rows),
    problemList('Failed', 'failed', results, rows),
    problemList('Not verified', 'unverified', results, rows),
    problemList('Lived with (waived, attested or deferred)', 'lived-with', results, rows),
    problemList('Remarks', 'remark', results, rows),
    passedPart(results, rows),
    basis(report, context, rows),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function firstLines(report: Report, context: SummaryContext): string[] {
  const title = `## ${symbols[report.status]} ${context.headline} · ${plain(context.title)}`;
  return [title, ...firstProblemLines(report), plain(report.summary)].filter((line) => line !== '');
}

function errorPart(report: Report, max: number): string {
  const problems = report.error?.problems ?? [];
  if (problems.length === 0) return '';
  const rows = problems
    .slice(0, max)
    .map((problem) => [
      problem.path === undefined ? '' : code(`${problem.path}${problem.line === undefined ? '' : `:${problem.line}`}`),
      plain(problem.message),
    ]);
  return `### Problems (${problems.length})\n\n${table(['Where', 'What'], rows)}${moreThan(max, problems.length)}`;
}

/** A list, not a table: in a narrow pane problem and fix are read without scrolling. */
function problemList(title: string, wanted: Standing, results: readonly Result[], max: number): string {
  const chosen = results.filter((result) => standing(result) === wanted);
  if (chosen.length === 0) return '';
  const items = chosen.slice(0, max).map((result) => {
    const { what, where, expected, actual, next } = textOf(result);
    const parts = [
      strong(what),
      `${where === undefined ? '' : `${code(where)} · `}${plain(result.rule)} · ${result.severity}`,
      expected === undefined ? undefined : `expected ${code(expected)}`,
      actual === undefined ? undefined : `actual ${code(actual)}`,
      next === undefined ? undefined : plain(next),
    ];
    return `1. ${parts.filter((part) => part !== undefined && part !== '').join('<br>')}`;
  });
  return `### ${title} (${chosen.length})\n\n${items.join('\n')}${moreThan(max, chosen.length)}`;
}

function moreThan(max: number, count: number): string {
  return count > max ? `\n\n…and ${count - max} more in the report.` : '';
}

/** Two columns, which also a narrow pane has room for. */
function passedPart(results: readonly Result[], max: number): string {
  const passed = results.filter((result) => result.status === 'passed');
  const notAsked = results.filter((result) => result.status === 'not-applicable');
  if (passed.length + notAsked.length === 0) return '';
  const rows = [...passed, ...notAsked]
    .slice(0, max)
    .map((result) => [
      `${result.status === 'passed' ? 'passed' : 'not asked for'} · ${brief(result.rule.split('/')[1] ?? result.rule)}`,
      plain(
        [result.about.join(', '), result.status === 'passed' ? result.message : (result.because?.message ?? '')]
          .filter((text) => text !== '')
          .join(': '),
      ),
    ]);
  const title = `${passed.length} passed, ${notAsked.length} not asked for`;
  return `<details><summary>${title}</summary>\n\n${table(['Rule', 'What'], rows)}\n\n</details>`;
}

function basis(report: Report, context: SummaryContext, max: number): string {
  const { subject, policySource, inputs, notes } = report;
  const entries: [string, string | undefined][] = [
    ...basisOf(subject, policySource),
    ['Report', context.artifact === undefined ? undefined : `artifact ${context.artifact}`],
    ['Suite', `release-governance ${report.version}, ${report.durationMs} ms`],
  ];
  const lines = entries
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `- ${name}: ${code(value ?? '')}`);
  const noteLines = notes.slice(0, max).map((note) => `- Note: ${plain(note)}`);
  // A list: digests in a table would stand outside of a narrow pane.
  const reads = inputs
    .slice(0, max)
    .map(
      (read) =>
        `- ${code(read.path)} from ${code(read.ref ?? read.source)}, ${read.bytes} bytes<br>sha256 ${code(read.sha256)}`,
    );
  const files =
    reads.length === 0
      ? ''
      : `\n\nFiles read (${inputs.length}):\n\n${reads.join('\n')}${moreThan(max, inputs.length)}`;
  return `${noteLines.length === 0 ? '' : `${noteLines.join('\n')}\n\n`}<details><summary>What this rests on</summary>\n\n${lines.join('\n')}${files}\n\n</details>`;
}
