import { isObject } from '../../core/json.ts';
import type { Location } from '../../core/location.ts';
import { formatPointer } from '../../core/pointer.ts';
import { parseJson } from '../../parse/json.ts';
import { clipped, decodeText } from '../../parse/text.ts';
import { EntrySchema, entryHash, entryLine, type PromotionEntry } from './entry.ts';

/** Histories of more bytes are not read; 16 MiB, enough for 20,000 promotions of one environment. */
export const historyMaxBytes = 16 * 1024 * 1024;

/** Something wrong with a history: a clause that continues "the history …". */
export interface HistoryProblem {
  message: string;
  at: Location;
  /** It is of the old tool, so that nothing of it has to be continued; absent for everything else. */
  old?: true;
}

/** One entry with its place and its hash. */
export interface HistoryEntry {
  entry: PromotionEntry;
  hash: string;
  line: number;
}

/** The entries that could be read, oldest first, and all that is wrong. */
export interface History {
  entries: readonly HistoryEntry[];
  problems: readonly HistoryProblem[];
}

/** No more problems than these are looked for: a file of other lines has one in each. */
const mostProblems = 20;
/** Names in an entry are those of artifacts, assets and tags: a line of more is none that was recorded. */
const mostCharacters = 8192;

/**
 * Reads the history of one environment: a JSON object in each line, byte for byte as it is recorded, each with the hash of the one before
 * it. A line that was cut off, changed, left out or put in breaks the chain at its place. Reading stops where too much is wrong.
 */
export function readHistory(path: string, environment: string, content: Uint8Array): History {
  const decoded = decodeText(content);
  if (!decoded.ok) return { entries: [], problems: [{ message: decoded.message, at: { path, line: decoded.line } }] };
  const problems: HistoryProblem[] = [];
  const entries: HistoryEntry[] = [];
  if (decoded.bom) problems.push({ message: 'begins with a byte order mark', at: { path, line: 1 } });
  const lines = decoded.text.split('\n');
  if (lines.pop() !== '') {
    const message = 'ends in the middle of a line: it was cut off, or what writes it was stopped';
    problems.push({ message, at: { path, line: lines.length + 1 } });
  }
  for (const [index, text] of lines.entries()) {
    const at = { path, line: index + 1 };
    if (problems.length >= mostProblems) {
      const message = 'is not read further, since so much of it is wrong';
      problems.push({ message, at, ...(problems.every(({ old }) => old === true) ? { old: true } : {}) });
      break;
    }
    const read = readEntry(text);
    if ('message' in read) {
      problems.push({ ...read, at });
      continue;
    }
    const before = entries.at(-1);
    if (read.environment !== environment)
      problems.push({
        message: `has an entry of ${clipped(read.environment, 100)}, expected only those of ${environment}`,
        at,
      });
    if (read.previous !== before?.hash) {
      const expected = before === undefined ? 'none, since it is the first' : before.hash;
      problems.push({
        message: `is broken: an entry names ${read.previous ?? 'none'} as the one before it, expected ${expected}`,
        at,
      });
    }
    entries.push({ entry: read, hash: entryHash(read), line: at.line });
  }
  return { entries, problems };
}

/** An entry, or what is wrong with it. */
function readEntry(text: string): PromotionEntry | Omit<HistoryProblem, 'at'> {
  const wrong = (clause: string): { message: string } => ({
    message: `has an entry that ${clipped(clause, 300)}`,
  });
  if (text.length > mostCharacters) return wrong(`has more than ${mostCharacters} characters`);
  const parsed = parseJson(text, { maxDepth: 8 });
  if (!parsed.ok) return wrong(parsed.message);
  const { value, duplicates } = parsed.document;
  const [twice] = duplicates;
  if (twice !== undefined) return wrong(`has the key ${twice.pointer} twice`);
  const old = isObject(value) && (value['contract'] === oldContract || 'bundle_id' in value);
  if (old)
    return {
      message: `has an entry of the old form ${oldContract}, which names no digest, commit or decision that could be measured`,
      old,
    };
  if (isObject(value) && typeof value['schemaVersion'] === 'number' && value['schemaVersion'] > 1)
    return wrong(
      `is of schema version ${value['schemaVersion']}, and this version of the suite reads 1: use a later one`,
    );
  const checked = EntrySchema.safeParse(value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const pointer = formatPointer((issue?.path ?? []).map(String));
    return wrong(`is wrong at ${pointer === '' ? 'the top' : pointer}: ${issue?.message ?? 'not known'}`);
  }
  if (entryLine(checked.data) === `${text}\n`) return checked.data;
  return wrong('is not written as it is recorded: its white space, its line end or the order of its keys is another');
}

const oldContract = 'deployment_state_v1';

/** How a history continues an earlier state of itself. */
export type Continuation =
  | { state: 'same' }
  | { state: 'appended'; added: readonly HistoryEntry[] }
  /** `at`: the first entry of the earlier state that is not there, or another one. */
  | { state: 'rewritten'; at: number };

/** Whether a file holds nothing but lines of the old tool: it is no history that must be continued. */
export function isOld({ entries, problems }: History): boolean {
  return entries.length === 0 && problems.length > 0 && problems.every(({ old }) => old === true);
}

/** Compares by hashes, so that what stands before a hash cannot have changed either. */
export function continuation(before: History, after: History): Continuation {
  const at = before.entries.findIndex(({ hash }, index) => after.entries[index]?.hash !== hash);
  if (at !== -1) return { state: 'rewritten', at: at + 1 };
  const added = after.entries.slice(before.entries.length);
  return added.length === 0 ? { state: 'same' } : { state: 'appended', added };
}
