import type { Report } from '../core/report.ts';
import { brief, code } from './markdown.ts';
import { standing, worstFirst } from './order.ts';
import { placeOf, textOf } from './result-text.ts';

/**
 * The first problem of a report as lines of Markdown for the head of a summary: what is wrong and where, then what to do; none where
 * nothing stands in the way. Cut to what a narrow pane shows without scrolling; the lists below have it at length. `of` names the control
 * where the head is about several.
 */
export function firstProblemLines({ error, results }: Report, of?: string): string[] {
  const named = (text: string): string => (of === undefined ? text : `${of}: ${text}`);
  if (error !== undefined) {
    const [first] = error.problems ?? [];
    const lines = [located(named(first?.message ?? error.message), first === undefined ? undefined : placeOf(first))];
    // Of several problems the first is said; that there are more is in the message.
    if (first !== undefined) lines.push(brief(error.message));
    return [...lines, brief(error.hint ?? '')].filter((line) => line !== '');
  }
  const [result] = worstFirst(results);
  if (result === undefined || (standing(result) !== 'failed' && standing(result) !== 'unverified')) return [];
  const { what, where, next } = textOf(result);
  return [located(named(what), where), brief(next ?? '')].filter((line) => line !== '');
}

function located(what: string, where: string | undefined): string {
  const short = brief(what);
  const bold = short === '' ? '' : `**${short}**`;
  return `${bold}${where === undefined ? '' : ` in ${code(where)}`}`.trim();
}
