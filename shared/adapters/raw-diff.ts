/** One side of a changed path: git's six digits, and the object id unless only the work tree has it. */
export interface Side {
  mode: string;
  id: string | undefined;
}

/** One path that differs, without any thought of renames. A side that is undefined does not exist. */
export interface RawEntry {
  path: string;
  before: Side | undefined;
  after: Side | undefined;
}

/** A path of the earlier version whose bytes a new path has. */
export interface Source {
  path: string;
  mode: string;
  id: string;
}

export type RawDiff =
  | { ok: true; entries: RawEntry[]; sources: Source[] }
  /** A clause that says what was not understood. */
  | { ok: false; message: string };

const line = /^:(\d{6}) (\d{6}) ([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) ([ACDMRT])(\d{3})?$/;
const noMode = '000000';

/** What lies between two NUL bytes; `text` has signs in place of bytes that are not UTF-8. */
export interface Token {
  text: string;
  utf8: boolean;
}

const none: Token = { text: '', utf8: true };

/**
 * Reads what `git diff-tree -r -z --raw --no-abbrev` writes, and with `worktree` what `git diff-index` does, which gives no id
 * for files on disk. A rename is taken apart into a deletion and an addition. Whatever is not understood makes the
 * whole list unreadable: a list is never shorter than what git said.
 */
export function parseRawDiff(output: Uint8Array, options: { worktree?: boolean } = {}): RawDiff {
  const tokens = tokensOf(output);
  return tokens === undefined ? { ok: false, message: 'git did not end its list' } : parseRawTokens(tokens, options);
}

/** The same of what lies between the NUL bytes. */
export function parseRawTokens(tokens: readonly Token[], { worktree = false } = {}): RawDiff {
  const entries: RawEntry[] = [];
  const sources: Source[] = [];
  const pathAt = (index: number): string | undefined => {
    const { text, utf8 } = tokens[index] ?? none;
    return utf8 && text !== '' ? text : undefined;
  };
  for (let at = 0; at < tokens.length; ) {
    const { text } = tokens[at] ?? none;
    const match = line.exec(text);
    if (match === null) return { ok: false, message: `git wrote a line that is not known: ${JSON.stringify(text)}` };
    const [, oldMode = '', newMode = '', oldId = '', newId = '', status = '', score] = match;
    const paired = status === 'R' || status === 'C';
    const first = pathAt(at + 1);
    const second = paired ? pathAt(at + 2) : first;
    if (first === undefined || second === undefined) {
      const shown = tokens[first === undefined ? at + 1 : at + 2] ?? none;
      return { ok: false, message: `the name of a changed file is not UTF-8: ${JSON.stringify(shown.text)}` };
    }
    const before = oldMode === noMode ? undefined : { mode: oldMode, id: idOf(oldId) };
    const after = newMode === noMode ? undefined : { mode: newMode, id: idOf(newId) };
    if (!fits(status, score, before, after, worktree)) {
      return { ok: false, message: `git wrote a line that contradicts itself: ${JSON.stringify(`${text} ${first}`)}` };
    }
    if (!paired) entries.push({ path: first, before, after });
    else {
      if (status === 'R') entries.push({ path: first, before, after: undefined });
      else sources.push({ path: first, mode: oldMode, id: oldId });
      entries.push({ path: second, before: undefined, after });
    }
    at += paired ? 3 : 2;
  }
  return { ok: true, entries, sources };
}

/** The tokens of the output; undefined when its last byte is no NUL. */
function tokensOf(output: Uint8Array): Token[] | undefined {
  if (output.length === 0) return [];
  if (output.at(-1) !== 0) return undefined;
  const whole = decoded(output.subarray(0, -1));
  // All at once is many times faster; only a name that is not UTF-8 asks for each by itself.
  if (whole.utf8) return whole.text.split('\0').map((text) => ({ text, utf8: true }));
  const tokens: Token[] = [];
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    tokens.push(decoded(output.subarray(start, end)));
    start = end + 1;
  }
  return tokens;
}

function decoded(bytes: Uint8Array): Token {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), utf8: true };
  } catch {
    return { text: Buffer.from(bytes).toString('utf8'), utf8: false };
  }
}

function idOf(text: string): string | undefined {
  return /^0+$/.test(text) ? undefined : text;
}

function fits(
  status: string,
  score: string | undefined,
  before: Side | undefined,
  after: Side | undefined,
  worktree: boolean,
): boolean {
  const known = (side: Side): boolean => fileType(side.mode) !== undefined;
  const complete = (side: Side): boolean => known(side) && side.id !== undefined;
  const newer = worktree ? known : complete;
  switch (status) {
    case 'A':
      return score === undefined && before === undefined && after !== undefined && newer(after);
    case 'D':
      return score === undefined && after === undefined && before !== undefined && complete(before);
    case 'M':
    case 'T': {
      if (score !== undefined || before === undefined || after === undefined) return false;
      if (!complete(before) || !newer(after)) return false;
      const sameType = fileType(before.mode) === fileType(after.mode);
      return status === 'M' ? sameType && !(before.mode === after.mode && before.id === after.id) : !sameType;
    }
    default:
      if (score !== '100' || before === undefined || after === undefined || worktree) return false;
      return complete(before) && before.id === after.id && fileType(before.mode) === fileType(after.mode);
  }
}

/** What an entry is by its mode; undefined for what a commit cannot hold as one entry. */
export function fileType(mode: string): 'file' | 'link' | 'submodule' | undefined {
  if (/^100[0-7]{3}$/.test(mode)) return 'file';
  return mode === '120000' ? 'link' : mode === '160000' ? 'submodule' : undefined;
}
