import type { DecisionWord, ExecutiveSummary, ReportRow } from '../core/executive-summary.ts';
import { basisOf } from './basis.ts';
import {
  cautions,
  controlText,
  countsText,
  firstLabel,
  isMeasured,
  limitsOf,
  ownerText,
  useText,
  verdictText,
  worstVerdictFirst,
} from './decision-text.ts';
import { renderExhibits } from './exhibit.ts';
import { summaryMaxBytes, tableMaxRows } from './limits.ts';
import { brief, briefHead, code, plain, strong, table } from './markdown.ts';

const headings: Record<DecisionWord, string> = {
  go: '✅ GO',
  'conditional-go': '⚠️ CONDITIONAL GO',
  'no-go': '❌ NO-GO',
};
const marks: Record<DecisionWord, string> = { go: '➖', 'conditional-go': '⚠️', 'no-go': '❌' };
/** Reasons of a row that the table shows; the file has all. */
const shownReasons = 3;

/**
 * The executive summary as GitHub-flavoured Markdown, for the job summary and for the file beside the JSON: the decision in
 * the first line, the first failing control with its owner in the second, then what would turn it into go, then everything
 * that it rests on. At most the size that the runner takes for a job summary.
 */
export function renderDecision(summary: ExecutiveSummary): string {
  for (let rows = tableMaxRows; ; rows = Math.floor(rows / 2)) {
    const text = compose(summary, rows);
    // Every text is cut, so that one row of each part always fits.
    if (rows === 1 || new TextEncoder().encode(text).length <= summaryMaxBytes) return text;
  }
}

function compose(summary: ExecutiveSummary, rows: number): string {
  const { toGo, checks, allowances, notMeasured } = summary;
  const parts = [
    ...firstLines(summary),
    list('To go', toGo, rows, (step) => [plain(step)]),
    reportTable(summary, rows),
    renderExhibits(summary.tables ?? [], rows),
    list(
      'Checks of the summary itself that found something',
      worstVerdictFirst(checks),
      rows,
      ({ rule, about, verdict, message, fix }) => [
        strong(message),
        `${marks[verdict]} ${verdict} · ${plain([rule, ...about].join(' · '))}`,
        fix === undefined ? '' : plain(`Fix: ${fix}`),
      ],
    ),
    list('Waivers, attestations and deferrals', allowances, rows, (use) => [
      strong(use.id),
      `${useText(use)} · ${plain(use.control)} · ${plain(use.message)}`,
      plain(use.terms),
    ]),
    list('Not measured', notMeasured, rows, ({ rule, about, why, needs }) => [
      strong(why),
      plain([rule, ...about].join(' · ')),
      needs === undefined ? '' : plain(`Needed: ${needs}`),
    ]),
    basis(summary, rows),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function firstLines(summary: ExecutiveSummary): string[] {
  const { decision, subject, name, firstFailing } = summary;
  const sha = subject.headSha === undefined ? undefined : subject.headSha.replace(/^([0-9a-f]{7})[0-9a-f]{33}$/, '$1');
  const limits = limitsOf(summary).map(plain);
  const heading = decision === 'go' && limits.length > 0 ? '⚠️ GO' : headings[decision];
  const title = [
    [heading, ...limits].join(', '),
    ...[name, subject.repository, sha].filter((part) => part !== undefined).map(plain),
  ];
  const label = firstLabel(decision);
  const first =
    firstFailing === undefined
      ? ''
      : `${label[0]?.toUpperCase() ?? ''}${label.slice(1)}: ${strong(firstFailing.control)}, ${plain(ownerText(firstFailing.owner))}: ${briefHead(firstFailing.message)}`;
  return [`## ${title.join(' · ')}`, first, ...cautions(summary).map(strong), plain(countsText(summary))];
}

/** A list, not a table: in a narrow pane everything is read without scrolling. An item is lines of Markdown. */
function list<T>(title: string, items: readonly T[], max: number, linesOf: (item: T) => readonly string[]): string {
  if (items.length === 0) return '';
  const lines = items.slice(0, max).map(
    (item) =>
      `1. ${linesOf(item)
        .filter((line) => line !== '')
        .join('<br>')}`,
  );
  return `### ${title} (${items.length})\n\n${lines.join('\n')}${more(max, items.length)}`;
}

function more(max: number, count: number): string {
  return count > max ? `\n\n…and ${count - max} more in the JSON file.` : '';
}

/** Two columns only: four would not stand side by side in a narrow pane. */
function reportTable({ reports }: ExecutiveSummary, max: number): string {
  if (reports.length === 0) return '';
  const rows = worstVerdictFirst(reports)
    .slice(0, max)
    .map((row) => [
      `${isMeasured(row) ? '✅' : marks[row.verdict]} ${plain(controlText(row))}<br>${verdictText(row)}`,
      reasons(row),
    ]);
  return `### Reports (${reports.length})\n\n${table(['Control', 'Why'], rows)}${more(max, reports.length)}`;
}

function reasons({ why, summary, owner }: ReportRow): string {
  const texts = why.length === 0 ? [summary ?? ''] : why.slice(0, shownReasons);
  const rest = why.length - texts.length;
  const lines = [
    ...texts.map(brief),
    rest > 0 ? `…and ${rest} more` : '',
    owner === undefined ? '' : brief(ownerText(owner)),
  ];
  return lines.filter((text) => text !== '').join('<br>');
}

function basis(summary: ExecutiveSummary, max: number): string {
  const { subject, policySource, profile, version, generatedAt, notes, reports } = summary;
  const entries = [
    ...basisOf(subject, policySource),
    ['Profile', profile] as const,
    ['Made at', generatedAt] as const,
    ['Suite', `release-governance ${version}`] as const,
  ];
  const lines = entries.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name}: ${code(value)}`]));
  const noteLines = notes.slice(0, max).map((note) => `- ${plain(note)}`);
  const found = worstVerdictFirst(reports).filter(({ from, sha256 }) => from !== undefined || sha256 !== undefined);
  // A list: digests in a table would stand outside of a narrow pane.
  const files = found
    .slice(0, max)
    .map(
      (row) =>
        `- ${plain(controlText(row))} in ${code(row.from ?? 'nowhere')}<br>sha256 ${code(row.sha256 ?? 'unknown')}`,
    );
  const fileList =
    files.length === 0 ? '' : `\n\nReports found (${found.length}):\n\n${files.join('\n')}${more(max, found.length)}`;
  return `${noteLines.length === 0 ? '' : `### Notes (${notes.length})\n\n${noteLines.join('\n')}${more(max, notes.length)}\n\n`}<details><summary>What this rests on</summary>\n\n${lines.join('\n')}${fileList}\n\n</details>`;
}
