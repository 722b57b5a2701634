import type { Piece, Prose } from '../../parse/markdown-prose.ts';
import type { SaidDecision } from './document.ts';
import { textOf } from './references.ts';
import { calledBy, columnNames, decisionKinds, foldedWord, partNames, seenWord, type Words } from './words.ts';

/** `Label: value` in a line: the label as plain text, and the pieces of the value. */
export interface LabelledProse {
  label: string;
  value: Piece[];
}

/**
 * Splits a line at the first colon that white space or the end of its piece follows; undefined when there is none. In code only the last
 * sign of what the line begins with can be one.
 */
export function labelled({ pieces }: Pick<Prose, 'pieces'>): LabelledProse | undefined {
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'code' && index > 0) continue;
    const colon = piece.text.search(piece.kind === 'code' ? /[:：]\s*$/ : /[:：](?=\s|$)/);
    if (colon === -1) continue;
    const label = textOf([...pieces.slice(0, index), { ...piece, text: piece.text.slice(0, colon) }]);
    if (label === '') return undefined;
    const rest = piece.text.slice(colon + 1);
    const own = rest.trim() === '' ? [] : [{ ...piece, text: rest }];
    return { label, value: [...own, ...pieces.slice(index + 1)] };
  }
  return undefined;
}

/** Whether a label or heading is about the decision, in whatever letters and with whatever beside the word. */
export function isDecision(label: string, words: Words): boolean {
  const seen = seenWord(label);
  return words.decision.includes(seen) || /(?:^|[^\p{L}])(?:decision|recommendation|verdict)(?![\p{L}])/u.test(seen);
}

/** Whether a label is about who decided, when, and where it is written: what stands behind it is a decision only where it is one in words. */
export function isAboutDecision(label: string, words: Words): boolean {
  const seen = seenWord(label);
  return (
    !words.decision.includes(seen) &&
    /(?:decision|recommendation|verdict) (?:date|owner|owner group|guard|record)$/u.test(seen)
  );
}

/** Whether a label says something else than a decision and what takes it back. */
export function isKnownLabel(label: string, words: Words): boolean {
  return /^further reason$/i.test(label) || calledBy(label, [...partNames, ...columnNames], words) !== undefined;
}

/**
 * The decision that a value says: its first part when that is code or strong, else all of it, in one of the known words. A go that goes on
 * in anything else ("once it is merged", "?", a note's sign) is none: its kind is undefined.
 */
export function decisionIn(value: readonly Piece[], words: Words): Omit<SaidDecision, 'at'> {
  const shown = value.filter(({ text }) => text.trim() !== '');
  const [first, ...others] = shown;
  const whole = textOf(shown);
  if (first === undefined) return { text: '', kind: undefined, rest: '' };
  const marked = first.kind === 'code' || first.kind === 'strong' || first.kind === 'link';
  const { word, rest } = marked ? { word: first.text.trim(), rest: textOf(others) } : splitWord(whole, words);
  const kind = calledBy(word.replace(/[.!]$/, ''), decisionKinds, words);
  const takenBack = kind === 'go' && rest.replace(/\uFE0F/g, '').replace(/[\s.!✅✔✓]/gu, '') !== '';
  return { text: takenBack ? whole : word, kind: takenBack ? undefined : kind, rest };
}

/** The longest known word with which a text begins, and what stands behind it. */
function splitWord(text: string, words: Words): { word: string; rest: string } {
  const folded = foldedWord(text);
  const known = decisionKinds
    .flatMap((kind) => words[kind])
    .filter((word) => folded.startsWith(word) && !/^[\p{L}\p{N}-]/u.test(folded.slice(word.length)))
    .sort((a, b) => b.length - a.length);
  const [longest] = known;
  if (longest === undefined) return { word: text, rest: '' };
  return { word: text.slice(0, longest.length), rest: text.slice(longest.length).trim() };
}

/** Whether a line begins with a word for a decision. */
export function beginsWithDecision(pieces: readonly Piece[], words: Words): boolean {
  const shown = pieces.filter(({ text }) => text.trim() !== '');
  const [first] = shown;
  if (first === undefined) return false;
  if (first.kind === 'code' || first.kind === 'strong')
    return calledBy(first.text.replace(/[.!]$/, ''), decisionKinds, words) !== undefined;
  const { word } = splitWord(textOf(shown), words);
  return calledBy(word.replace(/[.!]$/, ''), decisionKinds, words) !== undefined;
}

/** Whether all of a text is a word that does not let go, in whatever letters, with signs around it. */
export function isAgainst(text: string, words: Words): boolean {
  const seen = seenWord(text).replace(/^[^\p{L}]+|[^\p{L})]+$/gu, '');
  return [...words['no-go'], ...words.restricted].includes(seen);
}
