import type { Report, Result } from '../core/report.ts';
import { cut } from '../core/sanitise.ts';
import { exhibitLines } from './exhibit-terminal.ts';
import { valueMaxLength } from './limits.ts';
import { standing, worstFirst } from './order.ts';
import { textOf } from './result-text.ts';
import { type Paint, painter, safe } from './terminal-text.ts';

/**
 * The report for a terminal: the verdict in the first line, then every problem, worst first, then the figures. Colour is only ever added to
 * words that say the same. A table that is wider than `width` becomes paragraphs.
 */
export function renderTerminal(report: Report, headline: string, color: boolean, width?: number): string {
  const paint = painter(color);
  const tone =
    report.status === 'passed'
      ? 'green'
      : report.status === 'not-applicable'
        ? 'dim'
        : report.status === 'unverified'
          ? 'yellow'
          : 'red';
  const output = [`${paint('bold', safe(report.control))}: ${paint(tone, headline)}  ${safe(report.summary)}`];
  if (report.error !== undefined) {
    const { problems = [], hint, message } = report.error;
    output.push(`  ${safe(message)}`);
    for (const problem of problems) {
      const where = [problem.path, problem.line, problem.column].filter((part) => part !== undefined).join(':');
      output.push(`  ${where === '' ? '' : `${safe(where)}  `}${safe(problem.message)}`);
    }
    if (hint !== undefined) output.push(`  ${paint('dim', 'to do:')} ${safe(hint)}`);
  }
  for (const result of worstFirst(report.results)) {
    if (result.status === 'passed' || result.status === 'not-applicable') continue;
    output.push(...problem(result, paint));
  }
  for (const exhibit of report.exhibits ?? []) output.push(...exhibitLines(exhibit, paint, width));
  for (const note of report.notes) output.push(`  ${paint('dim', 'note:')} ${safe(note)}`);
  return `${output.join('\n')}\n`;
}

function problem(result: Result, paint: Paint): string[] {
  const { status, what, where, expected, actual, next } = textOf(result);
  const stands = standing(result);
  const tone = stands === 'failed' ? 'red' : stands === 'unverified' ? 'yellow' : 'dim';
  // Not the status: "failed" below PASSED would contradict it.
  const word = stands === 'remark' && result.status === 'failed' ? 'remark' : status;
  const at = where === undefined ? '' : `${safe(where)}  `;
  const rows = [
    expected === undefined ? undefined : `${paint('dim', 'expected:')} ${value(expected)}`,
    actual === undefined ? undefined : `${paint('dim', 'actual:')} ${value(actual)}`,
    next === undefined ? undefined : safe(next),
  ];
  return [
    `  ${paint(tone, word)}  ${at}${paint('dim', `${safe(result.rule)} (${result.severity})`)}`,
    ...[safe(what), ...rows].filter((row) => row !== undefined).map((row) => `      ${row}`),
  ];
}

function value(text: string): string {
  return cut(safe(text), valueMaxLength);
}
