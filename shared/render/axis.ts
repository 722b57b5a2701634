/** An axis of a picture: its ends, which differ and are finite. */
export interface Axis {
  low: number;
  high: number;
}

/** The values that are numbers. */
export function finite(values: readonly (number | null | undefined)[]): number[] {
  return values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
}

/** An axis on which all values have their place and some room at both ends; `zero`: with the origin on it. */
export function axisOf(values: readonly number[], zero: boolean): Axis {
  const all = zero ? [0, ...values] : values;
  if (all.length === 0) return { low: 0, high: 1 };
  const least = all.reduce((low, value) => Math.min(low, value));
  const most = all.reduce((high, value) => Math.max(high, value));
  // A value too small to have a tenth stands beside the origin.
  const room = least === most ? Math.abs(least) * 0.1 || Math.abs(least) || 1 : (most / 2 - least / 2) * 0.1;
  // Bars stand on the origin, and values that cannot be negative get no axis that is.
  const low = least >= 0 && least < room ? 0 : end(least - room, least, -1);
  const high = most <= 0 && most > -room && low !== 0 ? 0 : end(most + room, most, 1);
  return { low, high };
}

/** An end of an axis without the noise of arithmetic, unless it would come too close to the value that is next to it. */
function end(value: number, next: number, side: 1 | -1): number {
  const bounded = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
  const round = Number(bounded.toPrecision(6));
  return Number.isFinite(round) && round * side > next * side ? round : bounded;
}

/** Where a value stands between the ends of an axis, from 0 to 1. */
export function placeOn({ low, high }: Axis, value: number): number {
  // Halved where the whole length of the axis is more than a number can be.
  const scale = Number.isFinite(high - low) ? 1 : 0.5;
  const place = (value * scale - low * scale) / (high * scale - low * scale);
  return Math.max(0, Math.min(1, place));
}

/** Round numbers along an axis, with their texts, all different; the ends, where there are no round ones. */
export function ticksOf({ low, high }: Axis, about = 5): { value: number; text: string }[] {
  const raw = high / about - low / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const [from, to] = [Math.ceil(low / step), Math.floor(high / step)];
  // Beyond these numbers cannot be counted one by one.
  const count = Number.isSafeInteger(from) && Number.isSafeInteger(to) ? Math.min(to - from + 1, 3 * about) : 0;
  const ticks = Array.from({ length: Math.max(0, count) }, (_, index) =>
    // Without the noise of multiplication: 3 * 0.1.
    Number(((from + index) * step).toPrecision(12)),
  )
    .filter((value) => Number.isFinite(value) && value >= low && value <= high)
    .map((value) => ({ value, text: tickText(value) }));
  if (ticks.length >= 2 && new Set(ticks.map(({ text }) => text)).size === ticks.length) return ticks;
  return [low, high].map((value) => ({ value, text: tickText(value) }));
}

/** A number of an axis with all its digits: whole where that is short, else in scientific notation. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  const text = String(value === 0 ? 0 : value);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) {
    return value.toExponential().replace('e+', 'e');
  }
  return text;
}
