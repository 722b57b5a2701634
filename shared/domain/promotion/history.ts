import type { Location } from '../../core/location.ts';
import { formatPointer } from '../../core/pointer.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';
import { EntrySchema, entryHash, type PromotionEntry } from './entry.ts';

/** Histories of more bytes are not read; 16 MiB, enough for 20,000 promotions of one environment. */
export const historyMaxBytes = 16 * 1024 * 1024;

/** Something wrong with a history: a clause that continues "the history …". */
export interface HistoryProblem {
  message: string;
  at: Location;
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

/**
 * Reads the history of one environment: a JSON object in each line, each with the hash of the one before it. A line that was cut off,
 * changed, left out or put in breaks the chain at its place.
 */
export function readHistory(path: string, environment: string, content: Uint8Array): History {
  const decoded = decodeText(content);
  if (!decoded.ok) return { entries: [], problems: [{ message: decoded.message, at: { path, line: decoded.line } }] };
  const problems: HistoryProblem[] = [];
  const entries: HistoryEntry[] = [];
  const lines = decoded.text.split('\n');
  if (lines.pop() !== '') {
    const message = 'ends in the middle of a line: it was cut off, or what writes it was stopped';
    problems.push({ message, at: { path, line: lines.length + 1 } });
  }
  for (const [index, text] of lines.entries()) {
    const at = { path, line: index + 1 };
    const read = readEntry(text);
    if (typeof read === 'string') {
      problems.push({ message: `has an entry that ${read}`, at });
      continue;
    }
    const before = entries.at(-1);
    if (read.environment !== environment)
      problems.push({ message: `has an entry of ${read.environment}, expected only those of ${environment}`, at });
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

/** An entry, or a clause that says why it is none. */
function readEntry(text: string): PromotionEntry | string {
  const parsed = parseJson(text, { maxDepth: 8 });
  if (!parsed.ok) return parsed.message;
  const [twice] = parsed.document.duplicates;
  if (twice !== undefined) return `has the key ${twice.pointer} twice`;
  const checked = EntrySchema.safeParse(parsed.document.value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const pointer = formatPointer((issue?.path ?? []).map(String));
  return `is wrong at ${pointer === '' ? 'the top' : pointer}: ${issue?.message ?? 'not known'}`;
}

/** How a history continues an earlier state of itself. */
export type Continuation =
  | { state: 'same' }
  | { state: 'appended'; added: readonly HistoryEntry[] }
  /** `at`: the first entry of the earlier state that is not there, or another one. */
  | { state: 'rewritten'; at: number };

/** Compares by hashes, so that what stands before a hash cannot have changed either. */
export function continuation(before: History, after: History): Continuation {
  const at = before.entries.findIndex(({ hash }, index) => after.entries[index]?.hash !== hash);
  if (at !== -1) return { state: 'rewritten', at: at + 1 };
  const added = after.entries.slice(before.entries.length);
  return added.length === 0 ? { state: 'same' } : { state: 'appended', added };
}
