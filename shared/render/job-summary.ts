import type { Annotation, AnnotationLevel } from '../core/annotation.ts';
import type { Report } from '../core/report.ts';
import {
  decidingControl,
  decisionOf,
  decisionWordOf,
  isNothingAsked,
  type StepReport,
  type StepReports,
  worstStatus,
  worstStatuses,
} from '../core/step-report.ts';
import { firstProblemLines } from './first-problem.ts';
import { annotationsPerLevel, summaryMaxBytes } from './limits.ts';
import { briefHead, code, plain, strong, table } from './markdown.ts';

const symbols = {
  error: '💥',
  failed: '❌',
  unverified: '❓',
  passed: '✅',
  'not-applicable': '➖',
} as const satisfies Record<Report['status'], string>;

/**
 * One job summary over the reports of several steps, of at most the size that the runner takes: the verdict of all in the first line, the
 * first problem and its fix next, a row for each, then the summary of each, worst first; the last ones are left out where there is no room.
 */
export function renderJobSummary(title: string, reports: StepReports): string {
  const { parts, without, apart } = reports;
  const sorted = [...parts].sort((a, b) => rank(a) - rank(b));
  const head = [
    `# ${symbols[worstStatus(reports)]} ${wordsOf(reports)} · ${plain(title)}`,
    ...firstProblem(sorted, reports),
  ];
  const rows = [
    ...without.map(({ control, why }) => [code(control), `${symbols.error} NO REPORT`, plain(why)]),
    ...sorted.map(({ control, headline, report }) => [
      code(control),
      `${symbols[report.status]} ${plain(headline)}`,
      plain(report.error?.message ?? report.summary),
    ]),
    ...apart.map((control) => [
      code(control),
      `${symbols['not-applicable']} IN ANOTHER JOB`,
      'another job of the run judges it; the decision says whether it did',
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
  return control === decidingControl ? -1 : worstStatuses.indexOf(status);
}

/** The words of the first line: the decision only where nothing stands against it, so that none reads like a success that is none. */
function wordsOf(reports: StepReports): string {
  if (isNothingAsked(reports)) return 'NOTHING IS ASKED FOR';
  if (reports.without.length > 0) return 'ERROR';
  const word = decisionOf(reports);
  const decided = reports.parts.find(({ control }) => control === decidingControl);
  if (decided !== undefined && decisionWordOf(decided.report) === word) return decided.headline;
  const worst = worstStatus(reports);
  if (worst === 'not-applicable') return 'NOT APPLICABLE';
  return reports.parts.find(({ report }) => report.status === worst)?.headline ?? 'ERROR';
}

function firstProblem(sorted: readonly StepReport[], reports: StepReports): string[] {
  const [lacking] = reports.without;
  if (lacking !== undefined)
    return [`**${briefHead(`${lacking.control} left no report that counts: ${lacking.why}`)}**`];
  if (isNothingAsked(reports))
    return [
      strong('the configuration asks for none of these controls, so that nothing was judged'),
      plain('Fix: add a section for one of them, or take this step out of the workflow'),
    ];
  // The decision only repeats what stands in its way.
  const last = ({ report: { status, control } }: StepReport): number =>
    2 * worstStatuses.indexOf(status) + (control === decidingControl ? 1 : 0);
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
