import type { Position } from '../../core/location.ts';
import { lineIndex, quote } from '../../parse/text.ts';

/** Longer lines are not searched: a regular expression may take very long there. */
const longestLine = 2_000;

export interface PatternMatch {
  /** The group `code` of the match, else its first group, else all of it. */
  text: string;
  position: Position;
}

/**
 * Whatever a regular expression finds, line by line. A problem is a clause that continues "the file …": with one the matches
 * are not known to be all.
 */
export function patternMatches(
  text: string,
  pattern: string,
):
  | { ok: true; found: PatternMatch[]; problems: { message: string; position: Position }[] }
  | { ok: false; message: string } {
  const expression = expressionOf(pattern);
  if (expression === undefined)
    return { ok: false, message: `cannot be searched: ${quote(pattern, 80)} is no regular expression` };
  const found: PatternMatch[] = [];
  const problems: { message: string; position: Position }[] = [];
  const lines = lineIndex(text);
  for (let number = 1; number <= lines.count; number += 1) {
    const line = lines.line(number) ?? '';
    if (line.length > longestLine) {
      const message = `has a line of ${line.length} characters: more than ${longestLine} are not searched`;
      problems.push({ message, position: { line: number, column: 1 } });
      continue;
    }
    for (const match of line.matchAll(expression)) {
      const shown = match.groups?.['code'] ?? match[1] ?? match[0];
      const column = match.index + Math.max(match[0].indexOf(shown), 0) + 1;
      found.push({ text: shown, position: { line: number, column } });
    }
  }
  return { ok: true, found, problems };
}

/** Whether a text is a regular expression. */
export function isPattern(pattern: string): boolean {
  return expressionOf(pattern) !== undefined;
}

function expressionOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'gu');
  } catch {
    return undefined;
  }
}
