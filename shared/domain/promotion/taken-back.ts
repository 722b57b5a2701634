import type { PromotionEntry } from './entry.ts';

/** What a rollback is about. */
type Comes = Pick<PromotionEntry, 'event' | 'commit' | 'digest'>;

/** Whether two entries are about the same bytes of the same commit. */
export function sameBytes(a: Omit<Comes, 'event'>, b: Omit<Comes, 'event'>): boolean {
  return a.digest === b.digest && a.commit === b.commit;
}

/**
 * The entries that were never taken back, oldest first; the last one is in force. A rollback takes back everything that came after what it
 * goes to, so that nothing which was found to be bad is gone back to as if it were good. One that goes to nothing leaves nothing.
 */
export function notTakenBack<T extends Comes>(entries: readonly T[]): T[] {
  const left: T[] = [];
  for (const entry of entries) {
    if (entry.event === 'rollback')
      left.length = Math.max(
        left.findLastIndex((each) => sameBytes(each, entry)),
        0,
      );
    left.push(entry);
  }
  return left;
}

/** The last rollback that took these bytes back; undefined where none did. */
export function lastTakenBack<T extends Comes>(entries: readonly T[], digest: string): T | undefined {
  const left: T[] = [];
  let last: T | undefined;
  for (const entry of entries) {
    if (entry.event === 'rollback') {
      const to = left.findLastIndex((each) => sameBytes(each, entry));
      if (left.splice(Math.max(to, 0)).some((each) => each.digest === digest && !sameBytes(each, entry))) last = entry;
    }
    left.push(entry);
  }
  return last;
}
