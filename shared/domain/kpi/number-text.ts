/** A number without noise, with at most six significant digits: `0.95`, `870.35`, `1.2e-7`. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(6)));
}
