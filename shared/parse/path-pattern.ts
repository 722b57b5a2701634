/** One character of a name, any one character, or any number of them. */
type Token = { char: string } | 'one' | 'any';
/** What one folder or file name must look like; `folders` stands for any number of folders. */
type Part = readonly Token[] | 'folders';

/** A pattern of CODEOWNERS, ready to be compared with paths. */
export interface PathPattern {
  parts: readonly Part[];
  /** What it names may also be a folder: everything below belongs to it. */
  below: boolean;
}

export type ParsedPattern = { ok: true; pattern: PathPattern } | { ok: false; message: string };

/**
 * Reads a pattern as GitHub does for CODEOWNERS: mostly as gitignore, but without `!`, `[ ]` and a leading `\#`, and with
 * `/*` at the end for one level only. `message` is a clause that continues "the pattern …".
 */
export function parsePathPattern(text: string): ParsedPattern {
  if (text.startsWith('!')) return { ok: false, message: 'begins with !, which CODEOWNERS does not know' };
  if (text.startsWith('\\#')) return { ok: false, message: 'begins with \\#, which CODEOWNERS does not know' };
  const names: Token[][] = [[]];
  const characters = Array.from(text);
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    const name = names.at(-1) ?? [];
    if (character === '\\') {
      index += 1;
      const escaped = characters[index];
      if (escaped === undefined) return { ok: false, message: 'ends in the middle of an escape' };
      if (escaped === '/') names.push([]);
      else name.push({ char: escaped });
    } else if (character === '[' || character === ']') {
      return { ok: false, message: `has ${character}, which CODEOWNERS does not know` };
    } else if (character === '/') names.push([]);
    else name.push(character === '*' ? 'any' : character === '?' ? 'one' : { char: character });
  }
  const rooted = names[0]?.length === 0;
  const folder = names.length > 1 && names.at(-1)?.length === 0;
  const inner = names.slice(rooted ? 1 : 0, folder ? -1 : undefined);
  if (inner.length === 0) return { ok: false, message: 'matches nothing; write * for everything' };
  if (inner.some((name) => name.length === 0)) return { ok: false, message: 'has an empty name between two slashes' };
  const parts = inner.map((name): Part => (isFolders(name) ? 'folders' : name));
  const last = parts.at(-1);
  const oneLevel = last !== undefined && last !== 'folders' && last.length === 1 && last[0] === 'any';
  const anchored = rooted || inner.length > 1;
  return {
    ok: true,
    pattern: {
      // At least one name must follow `folder/` and `folder/**`: a file called `folder` is not in it.
      parts: [
        ...(anchored ? [] : ['folders' as const]),
        ...parts,
        ...(folder || last === 'folders' ? ['folders' as const, ['any' as const]] : []),
      ],
      below: !folder && !(anchored && oneLevel),
    },
  };
}

/** Whether a path from the root, with `/` and none in front, is what the pattern names. Upper and lower case differ. */
export function matchesPath({ parts, below }: PathPattern, path: string): boolean {
  let states = reached(parts, [0]);
  for (const name of path.split('/')) {
    const next: number[] = [];
    for (const state of states) {
      const part = parts[state];
      if (part === 'folders') next.push(state);
      else if (part !== undefined && matchesName(part, name)) next.push(state + 1);
    }
    states = reached(parts, next);
    if (below && states.has(parts.length)) return true;
  }
  return states.has(parts.length);
}

function isFolders(name: readonly Token[]): boolean {
  return name.length === 2 && name.every((token) => token === 'any');
}

/** `folders` may also stand for none. */
function reached(parts: readonly Part[], states: readonly number[]): Set<number> {
  const all = new Set(states);
  for (const state of all) if (parts[state] === 'folders') all.add(state + 1);
  return all;
}

/** By going back to the last `*` only, so that the time is at most the product of both lengths. */
function matchesName(tokens: readonly Token[], name: string): boolean {
  const characters = Array.from(name);
  let token = 0;
  let at = 0;
  let star: { token: number; at: number } | undefined;
  while (at < characters.length) {
    const wanted = tokens[token];
    if (wanted === 'any') {
      star = { token, at };
      token += 1;
    } else if (wanted !== undefined && (wanted === 'one' || wanted.char === characters[at])) {
      token += 1;
      at += 1;
    } else if (star !== undefined) {
      star.at += 1;
      token = star.token + 1;
      at = star.at;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every((rest) => rest === 'any');
}
