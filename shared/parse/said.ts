import { isPlaceholder } from './placeholder.ts';

const fewestWords = 3;
const fewestLetters = 8;
/** A line that begins or ends with one of these is still to be written, whatever stands beside it. */
const unwritten = /^[^\p{L}\p{N}]*(?:tbd|tba|tbc|todo|fixme)\b|\b(?:tbd|tba|tbc|todo|fixme)[^\p{L}\p{N}]*$/iu;

/**
 * Whether a text tells something: a few different words, or in a script without spaces a few letters, that are no placeholder, and that
 * somebody can see. What it says is for people to judge.
 */
export function isSaid(text: string): boolean {
  const words = text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .split('\n')
    .filter((line) => !isPlaceholder(line, { orUnsaid: true }) && !unwritten.test(line.trim()))
    .flatMap((line) => line.split(/\s+/))
    .filter((word) => !isPlaceholder(word, { orUnsaid: true }))
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase());
  const different = [...new Set(words)];
  const letters = different.reduce((sum, word) => sum + [...word].length, 0);
  return (
    (different.length >= fewestWords && letters >= fewestLetters) ||
    different.some(
      (word) =>
        /[^\p{ASCII}]/u.test(word) && new Set(word).size >= fewestLetters / 2 && [...word].length >= fewestLetters,
    )
  );
}
