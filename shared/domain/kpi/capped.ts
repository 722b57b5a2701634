/** A list that keeps its first items and counts all. */
export interface Capped<T> {
  items: T[];
  /** How many there were. */
  total: number;
}

export function capped<T>(): Capped<T> {
  return { items: [], total: 0 };
}

export function note<T>(list: Capped<T>, item: T, cap: number): void {
  list.total += 1;
  if (list.items.length < cap) list.items.push(item);
}

/** The lists after each other. */
export function joined<T>(lists: readonly Capped<T>[], cap: number): Capped<T> {
  return {
    items: lists.flatMap(({ items }) => items).slice(0, cap),
    total: lists.reduce((sum, { total }) => sum + total, 0),
  };
}
