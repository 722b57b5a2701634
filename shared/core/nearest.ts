/** The number of insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min((current[column - 1] ?? 0) + 1, (last[column] ?? 0) + 1, (last[column - 1] ?? 0) + same);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/**
 * The valid name that was most likely meant, or undefined when none is near: at most a third of the longer name's
 * characters differ, upper and lower case, `_` and `-` not counted.
 */
export function nearest(name: string, valid: readonly string[]): string | undefined {
  const folded = fold(name.slice(0, 100));
  let best: { name: string; distance: number } | undefined;
  for (const candidate of valid) {
    const distance = editDistance(folded, fold(candidate));
    const limit = Math.max(folded.length, candidate.length) / 3;
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { name: candidate, distance };
  }
  return best?.name;
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

/** " (did you mean …?)", or " (known: …)" when nothing is near. */
export function suggestion(name: string, valid: readonly string[]): string {
  const near = nearest(name, valid);
  if (near !== undefined) return ` (did you mean ${near}?)`;
  return valid.length === 0 ? '' : ` (known: ${[...valid].sort().join(', ')})`;
}
