import type { DecisionWord, ExecutiveSummary, ReportRow } from '../core/executive-summary.ts';
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
import { exhibitLines } from './exhibit-terminal.ts';
import { type Paint, painter, safe } from './terminal-text.ts';

const tones = { 'no-go': 'red', 'conditional-go': 'yellow', go: 'dim' } as const satisfies Record<DecisionWord, string>;

/**
 * The executive summary for a terminal. The first line is `decision: <word>` and nothing else, also with colour, so that scripts
 * can compare it; the second names the first failing control. Colour is only ever added to words that say the same. A table that is
 * wider than `width` becomes paragraphs.
 */
export function renderDecisionTerminal(summary: ExecutiveSummary, color: boolean, width?: number): string {
  const paint = painter(color);
  const { decision, firstFailing, toGo, notes } = summary;
  const output = [`decision: ${decision}`];
  if (firstFailing !== undefined) {
    const { control, owner, message } = firstFailing;
    output.push(
      `${paint(tones[decision], firstLabel(decision))}: ${safe(control)}, ${safe(ownerText(owner))}: ${safe(message)}`,
    );
  }
  for (const text of [...limitsOf(summary), ...cautions(summary)]) output.push(paint('yellow', safe(text)));
  output.push(paint('bold', safe(subjectText(summary))), countsText(summary));
  for (const step of toGo) output.push(`  ${paint('bold', 'to go:')} ${safe(step)}`);
  for (const row of worstVerdictFirst(summary.reports)) output.push(...report(row, paint));
  for (const table of summary.tables ?? []) output.push(...exhibitLines(table, paint, width));
  for (const { rule, about, verdict, message, fix } of worstVerdictFirst(summary.checks)) {
    output.push(
      `  ${paint(tones[verdict], verdict)}  ${paint('dim', safe([rule, ...about].join(' · ')))}`,
      `      ${safe(message)}`,
    );
    if (fix !== undefined) output.push(`      Fix: ${safe(fix)}`);
  }
  for (const use of summary.allowances) {
    output.push(
      `  ${paint(use.state === 'used' ? 'yellow' : 'dim', useText(use))}  ${safe(use.id)}  ${paint('dim', safe(use.control))}`,
      `      ${safe(use.message)}`,
      `      ${safe(use.terms)}`,
    );
  }
  for (const { rule, about, why, needs } of summary.notMeasured) {
    output.push(
      `  ${paint('yellow', 'not measured')}  ${paint('dim', safe([rule, ...about].join(' · ')))}`,
      `      ${safe(why)}`,
    );
    if (needs !== undefined) output.push(`      Needed: ${safe(needs)}`);
  }
  for (const note of notes) output.push(`  ${paint('dim', 'note:')} ${safe(note)}`);
  return `${output.join('\n')}\n`;
}

function subjectText({ name, subject, profile }: ExecutiveSummary): string {
  const judged = [subject.repository, subject.headSha ?? subject.event].filter((part) => part !== undefined);
  return [name, judged.join(' '), `profile ${profile}`].filter((part) => part !== undefined).join(' · ');
}

function report(row: ReportRow, paint: Paint): string[] {
  const owner = row.owner === undefined ? '' : `  ${paint('dim', safe(row.owner))}`;
  return [
    `  ${paint(isMeasured(row) ? 'green' : tones[row.verdict], verdictText(row))}  ${safe(controlText(row))}${owner}`,
    ...row.why.map((why) => `      ${safe(why)}`),
  ];
}
