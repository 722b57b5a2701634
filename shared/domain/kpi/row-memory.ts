import type { Note } from './condition.ts';

/** Something that is found out about a row. */
export interface Part<T> {
  /** The pointers of the fields on which it depends. */
  reads: readonly string[];
  run: (row: unknown, note: Note) => T;
}

/** `changed`: one bit for each field that differs from the row before. */
type Remembering<T> = (fields: readonly unknown[], changed: number) => T;

export interface Memory {
  /** Which fields differ from those of the row before. */
  changes(fields: readonly unknown[]): number;
  /** The same part, run only when a field of it has changed, or when there was a problem. */
  remember<T>(part: Part<T>): Remembering<T>;
  /** All of them; the same list as long as nothing has changed. */
  rememberAll<T>(parts: readonly Part<T>[]): Remembering<readonly T[]>;
}

/** The bits of a number that is not a sign; fields beyond them share the last. */
const bits = 31;

/**
 * Remembers what was found out about the row before: in nearly all rows most fields have the same value. Parts must give the same for
 * the same values, and nothing may change a value. Every part is to be asked about every row.
 */
export function memory(pointers: readonly string[], tell: Note): Memory {
  const before = Array.from<unknown>({ length: pointers.length });
  let noted = 0;
  const note: Note = (problem) => {
    noted += 1;
    tell(problem);
  };

  function remembering<T>(reads: readonly string[], run: Remembering<T>): Remembering<T> {
    let mask = 0;
    for (const pointer of reads) mask |= bitOf(pointers.indexOf(pointer));
    let known = false;
    let last: T;
    return (fields, changed) => {
      if (known && (changed & mask) === 0) return last;
      const notedBefore = noted;
      last = run(fields, changed);
      known = noted === notedBefore;
      return last;
    };
  }
  function remember<T>({ reads, run }: Part<T>): Remembering<T> {
    return remembering(reads, (fields) => run(fields, note));
  }

  return {
    changes(fields) {
      let changed = 0;
      for (let index = 0; index < before.length; index += 1) {
        const value = fields[index];
        if (value === before[index]) continue;
        before[index] = value;
        changed |= bitOf(index);
      }
      return changed;
    },
    remember,
    rememberAll(parts) {
      const all = parts.map(remember);
      const reads = parts.flatMap((part) => part.reads);
      return remembering(reads, (fields, changed) => all.map((one) => one(fields, changed)));
    },
  };
}

function bitOf(index: number): number {
  return 1 << Math.min(index, bits - 1);
}
