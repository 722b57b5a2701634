import { z } from './zod.ts';

const units: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };
const form = /^(\d{1,9})(s|min|h|d)$/;

/** A length of time in the configuration: `90s`, `15min`, `24h`, `7d`. */
export const Duration = z
  .string()
  .regex(form, 'expected a length of time: a whole number and s, min, h or d, such as 90s')
  .meta({ description: 'Length of time: 90s, 15min, 24h or 7d.' });

/** The milliseconds of a length of time that the schema has accepted. */
export function milliseconds(duration: string): number {
  const [, count = '', unit = ''] = form.exec(duration) ?? [];
  return Number(count) * (units[unit] ?? Number.NaN);
}

/** A length of time in words, cut to whole seconds: `1 h 2 min 30 s`, `12 min`, `0 s`. */
export function durationText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const text = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(' ');
  return text === '' ? '0 s' : text;
}
