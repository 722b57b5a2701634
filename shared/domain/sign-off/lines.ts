import type { Piece, Prose } from '../../parse/markdown-prose.ts';
import type { SaidDecision } from './document.ts';
import { textOf } from './references.ts';
import { calledBy, decisionKinds, foldedWord, type Words } from './words.ts';

/** `Label: value` in a line: the label as plain text, and the pieces of the value. */
export interface LabelledProse {
  label: string;
  value: Piece[];
}

/** Splits a line at the first colon outside of code that white space or the end of its piece follows; undefined when there is none. */
export function labelled({ pieces }: Pick<Prose, 'pieces'>): LabelledProse | undefined {
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'code') continue;
    const colon = piece.text.search(/[:：](?=\s|$)/);
    if (colon === -1) continue;
    const label = textOf([...pieces.slice(0, index), { ...piece, text: piece.text.slice(0, colon) }]);
    if (label === '') return undefined;
    const rest = piece.text.slice(colon + 1);
    const own = rest.trim() === '' ? [] : [{ ...piece, text: rest }];
    return { label, value: [...own, ...pieces.slice(index + 1)] };
  }
  return undefined;
}

/**
 * The decision that a value says: its first part when that is code or strong, else all of it, in one of the known words. A go that goes on
 * in other words ("once it is merged", "unless") is none: its kind is undefined.
 */
export function decisionIn(value: readonly Piece[], words: Words): Omit<SaidDecision, 'at'> {
  const shown = value.filter(({ text }) => text.trim() !== '');
  const [first, ...others] = shown;
  const whole = textOf(shown);
  if (first === undefined) return { text: '', kind: undefined, rest: '' };
  const marked = first.kind === 'code' || first.kind === 'strong' || first.kind === 'link';
  const { word, rest } = marked ? { word: first.text.trim(), rest: textOf(others) } : splitWord(whole, words);
  const kind = calledBy(word.replace(/[.!]$/, ''), decisionKinds, words);
  // Only punctuation may stand behind a go: anything else could be its condition.
  const takenBack = kind === 'go' && /[\p{L}\p{N}]/u.test(rest);
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
