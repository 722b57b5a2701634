import type { Capped } from './capped.ts';
import { eachKey, hashKey, type KeyHash, type KeyTable, keyTable, lineOfKey, noteKey } from './key-table.ts';

/** A row whose key an earlier one has. */
export interface Duplicate extends KeyHash {
  line: number;
  first: number;
}

/** The keys of the rows so far. `duplicates`: every row whose key was there before, by line. */
export interface KeyTally {
  table: KeyTable;
  duplicates: Capped<Duplicate>;
}

export function keyTally(): KeyTally {
  return { table: keyTable(), duplicates: { items: [], total: 0 } };
}

export function addKey(tally: KeyTally, key: string, line: number, cap: number): void {
  const hash = hashKey(key);
  const first = noteKey(tally.table, hash.high, hash.low, line);
  if (first === 0) return;
  tally.duplicates.total += 1;
  if (tally.duplicates.items.length < cap) tally.duplicates.items.push({ ...hash, line, first });
}

/** Both, `b` being `shift` lines further down. `a` is used up. */
export function mergeKeys(a: KeyTally, b: KeyTally, shift: number, cap: number): KeyTally {
  // What b saw first a may have seen before: lines that b's own duplicates refer to move up too.
  const within = b.duplicates.items.map((duplicate) => {
    const before = lineOfKey(a.table, duplicate);
    return { ...duplicate, line: duplicate.line + shift, first: before === 0 ? duplicate.first + shift : before };
  });
  const byLine = (one: Duplicate, other: Duplicate): number => one.line - other.line;
  let across: Duplicate[] = [];
  let total = 0;
  eachKey(b.table, (high, low, line) => {
    const first = noteKey(a.table, high, low, line + shift);
    if (first === 0) return;
    total += 1;
    across.push({ high, low, line: line + shift, first });
    // A file that repeats itself would fill the memory with what nobody reads.
    if (across.length > 8 * cap) across = across.sort(byLine).slice(0, cap);
  });
  const later = [...across, ...within].sort(byLine);
  return {
    table: a.table,
    duplicates: {
      items: [...a.duplicates.items, ...later].slice(0, cap),
      total: a.duplicates.total + b.duplicates.total + total,
    },
  };
}
