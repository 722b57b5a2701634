/*
 * Which refs a pattern of a ruleset means. GitHub matches as Ruby's File.fnmatch with FNM_PATHNAME, without escapes, without complements
 * of a set and without braces (documentation: "Creating rulesets for a repository", fnmatch syntax). What that does not settle is
 * answered with undefined and never guessed.
 */

type Token =
  | { kind: 'char'; char: string }
  | { kind: 'one' }
  /** Any characters but `/`. */
  | { kind: 'star' }
  /** Any number of whole segments. */
  | { kind: 'folders' }
  /** Two stars that are not a whole segment: documented as neither. */
  | { kind: 'stars' }
  | { kind: 'set'; ranges: readonly (readonly [string, string])[] };

/** Whether the text matches; undefined when the documentation does not say. */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  const tokens = tokensOf(pattern);
  if (tokens === undefined) return undefined;
  const narrow = walk(tokens, [...text], false);
  const wide = walk(tokens, [...text], true);
  return narrow === wide ? narrow : undefined;
}

function tokensOf(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at += 1) {
    const char = characters[at] ?? '';
    if (char === '\\') return undefined;
    if (char === '?') tokens.push({ kind: 'one' });
    else if (char === '*') {
      let end = at;
      while (characters[end + 1] === '*') end += 1;
      const segment = at === 0 || characters[at - 1] === '/';
      if (end === at) tokens.push({ kind: 'star' });
      else if (segment && end === at + 1 && characters[end + 1] === '/') {
        tokens.push({ kind: 'folders' });
        end += 1;
      } else tokens.push({ kind: 'stars' });
      at = end;
    } else if (char === '[') {
      const set = setAt(characters, at);
      if (set === undefined) return undefined;
      tokens.push({ kind: 'set', ranges: set.ranges });
      at = set.end;
    } else tokens.push({ kind: 'char', char });
  }
  return tokens;
}

function setAt(characters: readonly string[], from: number): { ranges: [string, string][]; end: number } | undefined {
  const end = characters.indexOf(']', from + 1);
  const inner = characters.slice(from + 1, end);
  // An empty set, a complement and a slash in a set mean different things in different libraries.
  if (end < 0 || inner.length === 0 || inner.some((char) => '^!\\/['.includes(char))) return undefined;
  const ranges: [string, string][] = [];
  for (let at = 0; at < inner.length; at += 1) {
    const first = inner[at] ?? '';
    const last = inner[at + 1] === '-' ? inner[at + 2] : undefined;
    if (last === undefined) ranges.push([first, first]);
    else {
      ranges.push([first, last]);
      at += 2;
    }
  }
  return { ranges, end };
}

/** Whether the text matches. All positions of the pattern at once, so that the time is at most the product of both lengths. */
function walk(tokens: readonly Token[], text: readonly string[], starsCross: boolean): boolean {
  let states = enter(tokens, [0]);
  for (const char of text) states = step(tokens, states, char, starsCross);
  return states.has(tokens.length);
}

/** Positions in a pattern; a position and a half is in the middle of a segment that `**` + `/` takes. */
type States = ReadonlySet<number>;

function enter(tokens: readonly Token[], states: readonly number[]): States {
  const all = new Set(states);
  for (const state of all) {
    const kind = tokens[state]?.kind;
    if (kind === 'star' || kind === 'stars' || kind === 'folders') all.add(state + 1);
  }
  return all;
}

function step(tokens: readonly Token[], states: States, char: string, starsCross: boolean): States {
  const slash = char === '/';
  const next: number[] = [];
  for (const state of states) {
    const at = Math.floor(state);
    const token = tokens[at];
    switch (token?.kind) {
      case 'char':
        if (token.char === char) next.push(at + 1);
        break;
      case 'one':
        if (!slash) next.push(at + 1);
        break;
      case 'set':
        if (!slash && token.ranges.some(([from, to]) => from <= char && char <= to)) next.push(at + 1);
        break;
      case 'star':
        if (!slash) next.push(at);
        break;
      case 'stars':
        if (starsCross || !slash) next.push(at);
        break;
      case 'folders':
        next.push(slash ? at : at + 0.5);
        break;
      case undefined:
        break;
    }
  }
  return enter(tokens, next);
}

/** More positions together than these are not looked at; no pattern that people write comes near. */
const mostSteps = 20_000;

/**
 * Whether patterns leave out everything that they include, whatever refs there are. `prefix` is what the full name of each begins with. True
 * only where that is certain.
 */
export function namesNothing(
  { include, exclude }: { include: readonly string[]; exclude: readonly string[] },
  { prefix, defaultBranch }: { prefix: string; defaultBranch: string },
): boolean {
  if (include.length === 0 || exclude.includes('~ALL')) return true;
  const literal = (text: string): string =>
    text === '~ALL' ? `${prefix}**` : text === '~DEFAULT_BRANCH' ? `refs/heads/${defaultBranch}` : text;
  // What does not begin with refs/ may mean another name than it says.
  const outer = exclude.map(literal).filter((one) => one.startsWith('refs/'));
  const left = outer.map((one) => tokensOf(one)).filter((tokens) => tokens !== undefined);
  return include
    .filter((one) => !exclude.includes(one))
    .every((one) => {
      const tokens = literal(one).startsWith('refs/') ? tokensOf(literal(one)) : undefined;
      return tokens !== undefined && isCovered(tokens, left, prefix);
    });
}

/** Whether every name of a ref that the pattern may mean is surely one of the others: all of them are followed at once. */
function isCovered(tokens: readonly Token[], others: readonly (readonly Token[])[], prefix: string): boolean {
  interface Place {
    own: States;
    theirs: readonly States[];
    segment: boolean;
  }
  const take = ({ own, theirs }: Place, char: string): Place => ({
    own: step(tokens, own, char, true),
    theirs: theirs.map((states, index) => step(others[index] ?? [], states, char, false)),
    segment: char !== '/',
  });
  const start = [...prefix].reduce(take, {
    own: enter(tokens, [0]),
    theirs: others.map((other) => enter(other, [0])),
    segment: false,
  });
  const letters = lettersOf([tokens, ...others]);
  const seen = new Set<string>();
  const open: Place[] = [start];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { own, theirs, segment } = place;
    const key = JSON.stringify([inOrder(own), theirs.map(inOrder), segment]);
    if (own.size === 0 || seen.has(key)) continue;
    if (seen.size === mostSteps) return false;
    seen.add(key);
    const isName = segment && own.has(tokens.length);
    if (isName && !theirs.some((states, index) => states.has(others[index]?.length ?? -1))) return false;
    // No part of a name is empty.
    for (const char of letters) if (segment || char !== '/') open.push(take(place, char));
  }
  return true;
}

function inOrder(states: States): number[] {
  return [...states].sort((a, b) => a - b);
}

/** One letter for all those that the patterns do not tell from each other; those that no ref can have are left out. */
function lettersOf(patterns: readonly (readonly Token[])[]): string[] {
  const named = patterns.flat().flatMap((token) => {
    if (token.kind === 'char') return [token.char];
    return token.kind === 'set' ? token.ranges.flat() : [];
  });
  const around = named.flatMap((char) => {
    const point = char.codePointAt(0) ?? 0;
    return [point - 1, point, point + 1].filter(
      (one) => one > 0x20 && one <= 0x10ffff && (one < 0xd800 || one > 0xdfff),
    );
  });
  const letters = around.map((point) => String.fromCodePoint(point)).filter((char) => !'~^:?*[\\\u007f'.includes(char));
  return [...new Set([...letters, '!', '0', 'A', 'a', '\ufffd', '/'])];
}

/** What decides whether a condition holds for a ref. */
export interface RefName {
  /** The whole name, e.g. `refs/heads/main`. */
  full: string;
  /** The short name of the default branch; undefined when it is not known. */
  defaultBranch: string | undefined;
}

/** Whether one entry of a condition means the ref. */
export function includesRef(entry: string, { full, defaultBranch }: RefName): boolean | undefined {
  if (entry === '~ALL') return true;
  if (entry === '~DEFAULT_BRANCH') {
    if (!full.startsWith('refs/heads/')) return false;
    return defaultBranch === undefined ? undefined : full === `refs/heads/${defaultBranch}`;
  }
  if (entry.startsWith('~')) return undefined;
  const matches = matchesPattern(entry, full);
  if (matches === true || entry.startsWith('refs/')) return matches;
  // Whether a pattern without refs/ means the short name is not documented.
  const short = matchesPattern(entry, full.replace(/^refs\/(heads|tags)\//, ''));
  return short === false ? matches : undefined;
}

/** True when any of the answers is; undefined when none is and one is not known. */
export function any(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}
