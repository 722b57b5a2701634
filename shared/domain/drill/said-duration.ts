const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000 };

/**
 * A length of time as people and ISO 8601 write it: `12 min`, `1h 05m`, `90 seconds`, `PT12M30S`, `00:12:30`. `unit` is its smallest
 * unit: it is true of every length that is less than one unit away. Undefined for any other text.
 */
export function saidDuration(text: string): { milliseconds: number; unit: number } | undefined {
  const plain = text.trim().toLowerCase();
  const clock = /^(\d{1,4}):([0-5]\d):([0-5]\d)$/.exec(plain);
  const parts =
    clock === null
      ? partsOf(plain)
      : [
          { count: Number(clock[1]), unit: 'h' },
          { count: Number(clock[2]), unit: 'm' },
          { count: Number(clock[3]), unit: 's' },
        ];
  if (parts === undefined) return undefined;
  const order = 'hms';
  const sorted = parts.every(
    ({ unit }, index) => index === 0 || order.indexOf(parts[index - 1]?.unit ?? '') < order.indexOf(unit),
  );
  if (!sorted) return undefined;
  const milliseconds = parts.reduce((sum, { count, unit }) => sum + count * (unitMs[unit] ?? 0), 0);
  return { milliseconds, unit: unitMs[parts.at(-1)?.unit ?? ''] ?? 0 };
}

function partsOf(plain: string): { count: number; unit: string }[] | undefined {
  const text = plain.replace(/^pt(?=\d)/, '');
  const part = /(\d{1,6})\s*(hours?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z])\s*(?:,|and)?\s*/gy;
  const found = [...text.matchAll(part)];
  const length = found.reduce((sum, [whole]) => sum + whole.length, 0);
  if (found.length === 0 || length !== text.length) return undefined;
  return found.map(([, count, unit]) => ({ count: Number(count), unit: (unit ?? '').slice(0, 1) }));
}
