/*
 * Figures as documents write them: `<= 2s` against `1.4s`, `>= 95%` against `0.97`, `p95 < 1.5 s, p99 < 3 s`. Compared exactly: no figure is
 * rounded, and units are converted by whole factors.
 */

const comparisons = { '<=': '<=', '≤': '<=', '<': '<', '>=': '>=', '≥': '>=', '>': '>', '=': '=', '==': '=' } as const;
type Comparison = (typeof comparisons)[keyof typeof comparisons];

/** A decimal number without rounding: `digits` divided by ten to the power of `scale`. */
interface Decimal {
  digits: bigint;
  scale: number;
}

/** What a unit measures, and how many of its smallest units it is. */
const units: Readonly<Record<string, { of: string; factor: bigint }>> = {
  us: { of: 'time', factor: 1n },
  µs: { of: 'time', factor: 1n },
  ms: { of: 'time', factor: 1000n },
  s: { of: 'time', factor: 1_000_000n },
  sec: { of: 'time', factor: 1_000_000n },
  second: { of: 'time', factor: 1_000_000n },
  seconds: { of: 'time', factor: 1_000_000n },
  min: { of: 'time', factor: 60_000_000n },
  minutes: { of: 'time', factor: 60_000_000n },
  h: { of: 'time', factor: 3_600_000_000n },
  hours: { of: 'time', factor: 3_600_000_000n },
  d: { of: 'time', factor: 86_400_000_000n },
  days: { of: 'time', factor: 86_400_000_000n },
  B: { of: 'bytes', factor: 1n },
  kB: { of: 'bytes', factor: 1000n },
  KB: { of: 'bytes', factor: 1000n },
  MB: { of: 'bytes', factor: 1_000_000n },
  GB: { of: 'bytes', factor: 1_000_000_000n },
  KiB: { of: 'bytes', factor: 1024n },
  MiB: { of: 'bytes', factor: 1_048_576n },
  GiB: { of: 'bytes', factor: 1_073_741_824n },
  // A share: the smallest unit is one percent of one.
  '%': { of: 'share', factor: 1n },
};

/** One figure: what it is called where several stand together, how it compares, and its value in the smallest unit. */
interface Figure {
  label: string;
  comparison: Comparison | undefined;
  value: Decimal;
  /** What its unit measures; undefined without a unit. */
  of: string | undefined;
}

const figure =
  /^(?<label>.*?)(?<comparison><=|>=|==|[<>=≤≥])?\s*(?<sign>[-+]?)(?<number>\d{1,15}(?:\.\d{1,12})?)\s*(?<unit>[A-Za-zµ%]*)$/u;

/** The figures of a cell; undefined when it holds anything else. */
function figuresIn(text: string): Figure[] | undefined {
  const parts = text
    .split(/[,;]\s+|\s+and\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const found = parts.map(figureOf);
  return found.length > 0 && found.every((one) => one !== undefined) ? found : undefined;
}

function figureOf(part: string): Figure | undefined {
  const { label = '', comparison, sign, number = '', unit = '' } = figure.exec(part)?.groups ?? {};
  if (number === '' || !isLabel(label)) return undefined;
  const known = unit === '' ? undefined : Object.hasOwn(units, unit) ? units[unit] : null;
  if (known === null) return undefined;
  const [whole = '', fraction = ''] = number.split('.');
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  return {
    label: label
      .replace(/[:\s]+/g, ' ')
      .trim()
      .toLowerCase(),
    comparison: comparison === undefined ? undefined : comparisons[comparison as keyof typeof comparisons],
    value: { digits: digits * (known?.factor ?? 1n), scale: fraction.length },
    of: known?.of,
  };
}

/** Words that make another figure of the one behind them: bounds, plans, guesses. */
const turning =
  /\b(?:not?|non|never|more|less|fewer|over|under|above|below|beyond|than|least|most|up|to|around|about|approx|approximately|circa|almost|nearly|planned|expected|estimated|assumed|target|goal|limit|max allowed|previously|was|without|except|outside|exceeds?|exceeded)\b/i;
/** Figures that are worth no less than the one that a bare figure is taken for. */
const named = /^(?:p\d{1,2}(?:\.\d{1,3})?|max|maximum|worst)$/;

/** Whether what stands before a figure only names it: words, and numbers with a letter before them. */
function isLabel(label: string): boolean {
  const words = label.replace(/\b[a-z]\d{1,3}(?:\.\d{1,3})?\b/gi, 'x').trim();
  return words === '' || (/^\p{L}[\p{L} ./()_:-]*$/u.test(words) && !turning.test(words));
}

/** How what was observed stands to its target. `unclear` says what keeps them from being compared, as a clause. */
export type TargetOutcome =
  | { state: 'kept' }
  | { state: 'missed'; message: string }
  | { state: 'unclear'; message: string };

/**
 * Compares the text of a target with the text of what was observed. A target without a comparison is only kept by the same figure: nobody
 * says whether more is better. Figures are compared by their labels; a bare figure is that of the only percentile or maximum of the target.
 */
export function compareTarget(target: string, observed: string): TargetOutcome {
  const unclear = (message: string): TargetOutcome => ({ state: 'unclear', message });
  const wanted = figuresIn(target);
  const seen = figuresIn(observed);
  if (wanted === undefined) return unclear('its target is no figure');
  if (seen === undefined) return unclear('what was observed is no figure');
  const bound = seen.find(({ comparison }) => comparison !== undefined && comparison !== '=');
  if (bound !== undefined) return unclear('what was observed is a bound and no figure');
  let doubt: TargetOutcome | undefined;
  const surplus = seen.find(({ label }) => label !== '' && !wanted.some((goal) => goal.label === label));
  if (surplus !== undefined || seen.length > wanted.length)
    doubt = unclear(`what was observed has ${surplus?.label ?? 'a figure'}, of which the target says nothing`);
  for (const goal of wanted) {
    const isBare = wanted.length === 1 && seen.length === 1 && seen[0]?.label === '' && named.test(goal.label);
    const [own, second] = isBare ? seen : seen.filter(({ label }) => label === goal.label);
    const name = goal.label === '' ? 'its figure' : goal.label;
    if (own === undefined || second !== undefined) {
      doubt ??= unclear(`${name} was ${own === undefined ? 'not observed' : 'observed twice'}`);
      continue;
    }
    const order = compare(own, goal);
    if (order === undefined) {
      doubt ??= unclear(`${name} has another unit than its target`);
      continue;
    }
    if (goal.comparison === undefined && order !== 0) doubt ??= unclear(`the target of ${name} does not say <= or >=`);
    else if (!holds(goal.comparison ?? '=', order))
      return {
        state: 'missed',
        message: `${name === 'its figure' ? 'it' : name} is observed as ${observed}, and its target is ${target}`,
      };
  }
  return doubt ?? { state: 'kept' };
}

function holds(comparison: Comparison, order: number): boolean {
  if (comparison === '=') return order === 0;
  if (comparison === '<') return order < 0;
  if (comparison === '>') return order > 0;
  return comparison === '<=' ? order <= 0 : order >= 0;
}

/** -1, 0 or 1; undefined for figures of different things. Zero is zero in every unit, and a share may be written as a number up to 1.0. */
function compare(a: Figure, b: Figure): -1 | 0 | 1 | undefined {
  let [left, right] = [a.value, b.value];
  if (a.of !== b.of) {
    if (a.of === 'share' && b.of === undefined && isShare(right)) right = { ...right, digits: right.digits * 100n };
    else if (b.of === 'share' && a.of === undefined && isShare(left)) left = { ...left, digits: left.digits * 100n };
    else if (left.digits !== 0n && right.digits !== 0n) return undefined;
    else if (a.of !== undefined && b.of !== undefined) return undefined;
  }
  const scale = Math.max(left.scale, right.scale);
  const difference = scaled(left, scale) - scaled(right, scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** A bare 1 may be one percent as well as all. */
function isShare({ digits, scale }: Decimal): boolean {
  return digits === 0n || (scale > 0 && digits > 0n && digits <= 10n ** BigInt(scale));
}

function scaled({ digits, scale }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(to - scale);
}
