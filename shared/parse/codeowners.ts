import { matchesPath, type PathPattern, parsePathPattern } from './path-pattern.ts';
import { quote } from './text.ts';

/** Where GitHub looks for the file, in this order; the first one that exists counts alone. */
export const codeownersPaths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;
/** GitHub does not load a file of this size or more. */
export const codeownersMaxBytes = 3 * 1024 * 1024;

export interface CodeownersRule {
  /** 1-based. */
  line: number;
  /** As it is written. */
  text: string;
  pattern: PathPattern;
  /** `@user`, `@org/team` or an address, as written; empty when the line takes the owners away. */
  owners: readonly string[];
}

export interface Codeowners {
  /** In the order of the file. */
  rules: readonly CodeownersRule[];
  /** Lines that GitHub skips. `message` says what is wrong with the line. */
  problems: readonly { line: number; message: string }[];
}

/** Reads a CODEOWNERS file as GitHub documents it: a line with an error is skipped, the others count. Never throws. */
export function parseCodeowners(text: string): Codeowners {
  const rules: CodeownersRule[] = [];
  const problems: { line: number; message: string }[] = [];
  for (const [index, content] of text.split(/\r\n|\n|\r/).entries()) {
    const [first, ...owners] = wordsOf(content);
    if (first === undefined) continue;
    const line = index + 1;
    const parsed = parsePathPattern(first);
    const odd = owners.find((owner) => !isOwner(owner));
    if (!parsed.ok) {
      problems.push({ line, message: `the pattern ${quote(first, 80)} ${parsed.message}` });
    } else if (odd !== undefined) {
      problems.push({ line, message: `${quote(odd, 80)} is not @user, @organization/team or an e-mail address` });
    } else {
      rules.push({ line, text: first, pattern: parsed.pattern, owners });
    }
  }
  return { rules, problems };
}

/**
 * The last rule that names a path, which alone decides who owns it; undefined when none does. The path is relative to the root of
 * the repository, with `/` and none in front.
 */
export function ownersOf(rules: readonly CodeownersRule[], path: string): CodeownersRule | undefined {
  return rules.findLast(({ pattern }) => matchesPath(pattern, path));
}

/** The words of a line up to a comment. A backslash keeps the space after it in the word, and stays there itself. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:\\[^]|[^ \t\\]|\\$)+/gu)) {
    if (word.startsWith('#')) break;
    words.push(word);
  }
  return words;
}

function isOwner(word: string): boolean {
  return (
    /^@[A-Za-z0-9][A-Za-z0-9_-]*(?:\/[A-Za-z0-9._-]+)?$/.test(word) || /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(word)
  );
}
