import type { Annotation, AnnotationLevel } from '../core/annotation.ts';
import type { Report, Result } from '../core/report.ts';
import { cut, lines, oneLine, redact } from '../core/sanitise.ts';
import { annotationMaxLength, annotationsPerLevel } from './limits.ts';
import { standing, worstFirst } from './order.ts';
import { textOf } from './result-text.ts';

/**
 * The annotations of a report, worst first, at most ten of each level. Failed results are errors, unverified ones
 * warnings, what is lived with and remarks notices. `folder` is the working directory relative to the repository's top, with a
 * trailing `/`, or empty: files are named from the top.
 */
export function annotations(report: Report, folder: string): Annotation[] {
  const all: Annotation[] = [];
  if (report.error !== undefined) {
    const { code, message, hint, problems = [] } = report.error;
    const first = problems[0];
    all.push(annotation('error', `${report.control}: ${code}`, [message, hint], first, ''));
    for (const problem of problems)
      all.push(annotation('error', `${report.control}: ${code}`, [problem.message], problem, ''));
  }
  for (const result of worstFirst(report.results)) {
    const level = levelOf(result);
    if (level === undefined) continue;
    const { status, what, expected, actual, next } = textOf(result);
    const parts = [
      what,
      expected === undefined ? undefined : `Expected: ${expected}`,
      actual === undefined ? undefined : `Actual: ${actual}`,
      next,
    ];
    all.push(annotation(level, `${result.rule} ${status}`, parts, result.location, folder));
  }
  const used: Record<AnnotationLevel, number> = { error: 0, warning: 0, notice: 0 };
  return all.filter(({ level }) => {
    used[level] += 1;
    return used[level] <= annotationsPerLevel;
  });
}

function levelOf(result: Result): AnnotationLevel | undefined {
  switch (standing(result)) {
    case 'failed':
      return 'error';
    case 'unverified':
      return 'warning';
    case 'lived-with':
    case 'remark':
      return 'notice';
    case 'passed':
    case 'not-applicable':
      return undefined;
  }
}

function annotation(
  level: AnnotationLevel,
  title: string,
  parts: readonly (string | undefined)[],
  at: { path?: string | undefined; line?: number | undefined; column?: number | undefined } | undefined,
  folder: string,
): Annotation {
  const text = parts.filter((part) => part !== undefined).join('\n');
  return {
    level,
    title: oneLine(redact(title).text),
    message: cut(lines(redact(text).text), annotationMaxLength),
    ...(at?.path === undefined ? {} : { file: oneLine(`${folder}${at.path}`) }),
    ...(at?.line === undefined ? {} : { line: at.line }),
    ...(at?.column === undefined ? {} : { column: at.column }),
  };
}
