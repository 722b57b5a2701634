/** A range of numbers that were written already, in words; undefined is an end that is open. */
export function rangeText(lower: string | undefined, upper: string | undefined): string {
  if (lower === undefined) return upper === undefined ? 'open at both ends' : `up to ${upper}`;
  return upper === undefined ? `${lower} or more` : `${lower} to ${upper}`;
}
