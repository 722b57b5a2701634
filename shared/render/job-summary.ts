import type { Annotation, AnnotationLevel } from '../core/annotation.ts';
import type { Report } from '../core/report.ts';
import { firstProblemLines } from './first-problem.ts';
import { annotationsPerLevel, summaryMaxBytes } from './limits.ts';
import { brief, code, plain, table } from './markdown.ts';

/** What one step of a job reported. */
export interface StepReport {
  control: string;
  /** The words of the verdict, e.g. FAILED. */
  headline: string;
  report: Report;
  /** Its own summary, as it was written beside the report. */
  markdown: string;
}

/** A step that should have reported, and why nothing of it can be shown. */
export interface StepWithout {
  control: string;
  why: string;
}

/** What counts more stands first: the decision, then what broke, failed, could not look and passed. */
const order = ['error', 'failed', 'unverified', 'passed', 'not-applicable'] as const;

const symbols = {
  error: '💥',
  failed: '❌',
  unverified: '❓',
  passed: '✅',
  'not-applicable': '➖',
} as const satisfies Record<Report['status'], string>;

/** The worst status of all; error where a step left none, not applicable where there is nothing. */
export function worstStatus(parts: readonly StepReport[], without: readonly StepWithout[]): Report['status'] {
  if (without.length > 0) return 'error';
  return order.find((status) => parts.some(({ report }) => report.status === status)) ?? 'not-applicable';
}

/**
 * One job summary over the reports of several steps, of at most the size that the runner takes: the verdict of all in the first line, the
 * first problem and its fix next, a row for each, then the summary of each, worst first; the last ones are left out where there is no room.
 */
export function renderJobSummary(title: string, parts: readonly StepReport[], without: readonly StepWithout[]): string {
  const worst = worstStatus(parts, without);
  const sorted = [...parts].sort((a, b) => rank(a) - rank(b));
  const words = worst === 'not-applicable' ? 'NOT ASKED FOR' : headlineOf(worst, sorted);
  const head = [`# ${symbols[worst]} ${words} · ${plain(title)}`, ...firstProblem(sorted, without)];
  const rows = [
    ...without.map(({ control, why }) => [`${symbols.error} ${code(control)}`, 'NO REPORT', plain(why)]),
    ...sorted.map(({ control, headline, report }) => [
      `${symbols[report.status]} ${code(control)}`,
      plain(headline),
      plain(report.error?.message ?? report.summary),
    ]),
  ];
  let text = `${[...head, table(['Control', 'Verdict', 'What'], rows)].join('\n\n')}\n`;
  const left: string[] = [];
  const size = (each: string): number => new TextEncoder().encode(each).length;
  // What is left out is named, and there must be room for that.
  const room = summaryMaxBytes - 2000;
  for (const { control, report, markdown } of sorted) {
    if (report.status === 'not-applicable') continue;
    if (size(text) + size(markdown) + 1 > room) left.push(control);
    else text += `\n${markdown}`;
  }
  if (left.length === 0) return text;
  return `${text}\n${plain(`There is no room here for ${left.join(', ')}: see the artifacts of the reports.`)}\n`;
}

function rank({ report: { status, control } }: StepReport): number {
  return control === 'executive-summary' ? -1 : order.indexOf(status);
}

function headlineOf(worst: Report['status'], sorted: readonly StepReport[]): string {
  const decision = sorted.find(({ control }) => control === 'executive-summary');
  if (decision !== undefined) return decision.headline;
  return sorted.find(({ report }) => report.status === worst)?.headline ?? 'ERROR';
}

function firstProblem(sorted: readonly StepReport[], [lacking]: readonly StepWithout[]): string[] {
  if (lacking !== undefined) return [`**${brief(`${lacking.control} left no report: ${lacking.why}`)}**`];
  // The decision only repeats what stands in its way.
  const last = ({ report: { status, control } }: StepReport): number =>
    2 * order.indexOf(status) + (control === 'executive-summary' ? 1 : 0);
  const first = [...sorted].sort((a, b) => last(a) - last(b))[0];
  if (first === undefined) return [];
  const { control, report } = first;
  return firstProblemLines(report, control);
}

/** The annotations that a step may show, of those of several reports: the worst of each report first, then the next of each. */
export function sharedAnnotations(lists: readonly (readonly Annotation[])[]): Annotation[] {
  const used: Record<AnnotationLevel, number> = { error: 0, warning: 0, notice: 0 };
  const most = Math.max(0, ...lists.map((list) => list.length));
  const turns = Array.from({ length: most }, (_, turn) => lists.flatMap((list) => list[turn] ?? []));
  return turns.flat().filter(({ level }) => {
    used[level] += 1;
    return used[level] <= annotationsPerLevel;
  });
}
