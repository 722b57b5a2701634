import { type Because, fullCheckout } from '../../core/errors.ts';
import { sha256 } from '../../core/fingerprint.ts';
import { isLiteral } from '../../core/glob-pattern.ts';
import type { Change, Unit } from '../../core/history.ts';
import type { Missing } from '../../core/ports.ts';
import { decodeText } from '../../parse/text.ts';
import type { ChangedPaths, PatternMatcher } from './changed-paths.ts';
import { isSpaceSyntax, textDifference } from './white-space.ts';

/** Larger files are not compared: what is modified there counts as content. */
const maxBytes = 1024 * 1024;

/** How much a change counts. `doubtful`: it asks for the other changes, and is none itself. */
type Weight =
  | { kind: 'content' }
  | { kind: 'doubtful' | 'none'; words: string }
  | { kind: 'unknown'; because: Because };

/** Whether something is so: which path proves it, why not, or why nobody could look. */
export type Answer =
  | { is: 'yes'; path: string; words: string }
  | { is: 'no'; words: string }
  | { is: 'unknown'; because: Because };

/** What became of one pattern in a unit. */
export interface Touch {
  pattern: string;
  /** It changed as far as other files are to follow. */
  asks: Answer;
  /** It has a change of content, as far as it is to follow itself. */
  changed: Answer;
}

/** One unit with its changes; whatever is read of it is read once. */
export interface JudgedUnit {
  unit: Unit;
  changes: ChangedPaths;
  /** Looks at contents only as far as it must, and stops at the first path that proves a change. */
  touch(matcher: PatternMatcher, copies: boolean): Promise<Touch>;
  /** Whether a file, link or submodule that the pattern names is there before or after. */
  exists(matcher: PatternMatcher): Promise<Answer>;
  /** Whether a changed path is no regular file any more. */
  isDeletion(change: Change): Promise<boolean>;
  /** What identifies the new content of a changed path. */
  identity(change: Change): Promise<string>;
}

export function judgedUnit(unit: Unit, changes: ChangedPaths): JudgedUnit {
  const weights = new Map<string, Promise<Weight>>();
  const weigh = (change: Change): Promise<Weight> => {
    const known = weights.get(change.path);
    if (known !== undefined) return known;
    const weight = weightOf(unit, change);
    weights.set(change.path, weight);
    return weight;
  };
  return {
    unit,
    changes,
    async touch(matcher, copies) {
      const { asks, changed } = await touchOf(matcher, changes, weigh);
      const copy = copies && asks.is !== 'yes' ? changes.copyOf(matcher) : undefined;
      if (copy === undefined) return { pattern: matcher.pattern, asks, changed };
      const words = `${copy.copiedFrom} was copied to ${copy.path}`;
      return { pattern: matcher.pattern, asks: { is: 'yes', path: copy.copiedFrom, words }, changed };
    },
    async exists(matcher) {
      const [changed] = changes.matching(matcher);
      if (changed !== undefined) return yes(changed.path);
      // What did not change is there before when it is there after.
      if (isLiteral(matcher.pattern)) {
        const file = await unit.after.read(matcher.pattern, maxBytes);
        if (file.found || file.reason === 'too-large') return yes(matcher.pattern);
        if (file.reason === 'absent' || file.reason === 'outside') return no('there is no such file');
        if (file.reason === 'unreadable') return { is: 'unknown', because: becauseOf(file) };
      }
      const listed = await unit.after.list();
      if (!listed.ok) return { is: 'unknown', because: listed.because };
      const path = listed.paths.find((each) => matcher.matches(each));
      return path === undefined ? no('there is no such file') : yes(path);
    },
    async isDeletion(change) {
      if (change.kind === 'deleted') return true;
      if (change.kind !== 'type') return false;
      // By path: an object id alone does not tell a link from a file with its target as text.
      const now = await unit.after.read(change.path, maxBytes);
      return !now.found && now.reason !== 'too-large';
    },
    async identity(change) {
      if (change.kind === 'deleted') return 'deleted';
      if (change.id !== undefined) return change.id;
      const content = await unit.content(change, 'after', maxBytes);
      if (content.found) return `sha256:${sha256(content.content)}`;
      // What nobody could read is another content with every commit.
      return `${content.reason} at ${unit.head ?? unit.name}`;
    },
  };
}

async function touchOf(
  matcher: PatternMatcher,
  changes: ChangedPaths,
  weigh: (change: Change) => Promise<Weight>,
): Promise<Omit<Touch, 'pattern'>> {
  const found = changes.matching(matcher);
  const proof = found.find(({ kind }) => kind === 'added' || kind === 'deleted' || kind === 'type');
  if (proof !== undefined) return { asks: yes(proof.path, proof), changed: yes(proof.path, proof) };
  if (found.length === 0 && isLiteral(matcher.pattern) && changes.isFolder(matcher.pattern)) {
    const message = `${matcher.pattern} is a folder: a path without * names one file`;
    const because: Because = {
      code: 'NO_DATA',
      message,
      needs: `the pattern ${matcher.pattern}/** in the configuration`,
    };
    return { asks: { is: 'unknown', because }, changed: { is: 'unknown', because } };
  }
  let asks: Answer | undefined;
  let unknown: Answer | undefined;
  let words = found.length === 0 ? 'did not change' : '';
  for (const change of found) {
    const weight = await weigh(change);
    if (weight.kind === 'content') return { asks: yes(change.path, change), changed: yes(change.path, change) };
    if (weight.kind === 'unknown') unknown ??= { is: 'unknown', because: weight.because };
    else {
      words ||= weight.words;
      if (weight.kind === 'doubtful') asks ??= yes(change.path, change);
    }
  }
  const changed = unknown ?? no(words);
  return { asks: asks ?? changed, changed };
}

async function weightOf(unit: Unit, change: Change): Promise<Weight> {
  if (change.kind === 'mode') return { kind: 'none', words: 'changed in its mode only' };
  if (change.kind !== 'modified') return { kind: 'content' };
  // Without an old id the bytes were not compared yet: the API also calls a change of mode alone modified.
  const compared = change.oldId !== undefined;
  if (compared && isSpaceSyntax(change.path)) return { kind: 'content' };
  const [before, after] = await Promise.all([
    unit.content(change, 'before', maxBytes),
    unit.content(change, 'after', maxBytes),
  ]);
  for (const side of [before, after])
    if (!side.found && side.reason === 'unreadable') return { kind: 'unknown', because: becauseOf(side) };
  if (!before.found || !after.found)
    return compared ? { kind: 'content' } : { kind: 'unknown', because: uncompared(change) };
  if (before.sha256 === after.sha256) return { kind: 'none', words: 'changed in its mode only' };
  if (isSpaceSyntax(change.path)) return { kind: 'content' };
  const [old, now] = [decodeText(before.content), decodeText(after.content)];
  if (!old.ok || !now.ok) return { kind: 'content' };
  const difference = textDifference(change.path, old.text, now.text);
  if (difference === 'content') return { kind: 'content' };
  // The text may be the target of a link, of which every byte counts; only the tree tells.
  const file = await unit.after.read(change.path, maxBytes);
  if (!file.found && file.reason === 'unreadable') return { kind: 'unknown', because: becauseOf(file) };
  if (!file.found) return { kind: 'content' };
  return { kind: difference === 'space' ? 'none' : 'doubtful', words: 'changed in its white space only' };
}

function uncompared({ path }: Change): Because {
  const message = `${path} is said to be modified, and its content could not be compared`;
  return { code: 'NO_DATA', message, needs: fullCheckout };
}

function yes(path: string, change?: Change): Answer {
  if (change?.kind === 'deleted') {
    const to = change.renamedTo === undefined ? 'deleted' : `renamed to ${change.renamedTo}`;
    return { is: 'yes', path, words: `${path} was ${to}` };
  }
  return { is: 'yes', path, words: `${path} ${change?.kind === 'added' ? 'was added' : 'changed'}` };
}

function no(words: string): Answer {
  return { is: 'no', words };
}

/** Why a file could not be read; always names it. */
export function becauseOf({ path, message, because }: Missing): Because {
  if (because === undefined) return { code: 'NO_DATA', message: `${path} ${message}`, needs: `the file ${path}` };
  return because.message.includes(path) ? because : { ...because, message: `${path}: ${because.message}` };
}
