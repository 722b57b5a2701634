/**
 * Whether a JSON text has a key twice in one object. `value` is what the text was parsed to: of a key that is there twice it
 * has only one, and so fewer strings than the text. Much cheaper than a parse with positions.
 */
export function hasKeyTwice(text: string, value: unknown): boolean {
  return stringsIn(text) !== stringsWithin(value, Number.POSITIVE_INFINITY);
}

/** How many strings a JSON text has, keys included: half of its quotes but for those that are escaped. */
export function stringsIn(text: string): number {
  // A search for the next one takes far less time than a look at each character.
  let quotes = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) quotes += 1;
  // Outside of strings there is no backslash in JSON; inside, one belongs to the character after it.
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at + 2)) if (text[at + 1] === '"') quotes -= 1;
  return quotes / 2;
}

/**
 * How many strings a parsed value has, keys included, at every depth; -1 when more than `depth` objects and arrays stand inside
 * each other.
 */
export function stringsWithin(value: unknown, depth: number): number {
  if (typeof value === 'string') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === 0) return -1;
  const items: unknown[] = Array.isArray(value) ? value : Object.values(value);
  let sum = items === value ? 0 : items.length;
  for (const item of items) {
    const inside = stringsWithin(item, depth - 1);
    if (inside === -1) return -1;
    sum += inside;
  }
  return sum;
}
