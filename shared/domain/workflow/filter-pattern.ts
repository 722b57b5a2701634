/** One character of a name, one of a class, or any; how often it may stand: `most` is 1 or without end. */
interface Step {
  test: (character: string) => boolean;
  least: 0 | 1;
  many: boolean;
}

/** A pattern of `branches`, `tags` or `paths`. */
export interface FilterPattern {
  /** It begins with `!`: what it matches is taken out again. */
  negative: boolean;
  steps: readonly Step[];
}

/**
 * Reads a filter pattern as the documentation of the workflow syntax describes it: `*` stops at `/`, `**` does not, `?` and
 * `+` belong to the character before, `[ ]` holds characters and ranges, `\` takes a special character as it is. Undefined
 * for what the documentation does not describe.
 */
export function parseFilterPattern(text: string): FilterPattern | undefined {
  const negative = text.startsWith('!');
  const characters = Array.from(negative ? text.slice(1) : text);
  if (characters.length === 0) return undefined;
  const steps: Step[] = [];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    if (character === '*') {
      const any = characters[index + 1] === '*';
      if (any) index += 1;
      steps.push({ test: any ? () => true : (other) => other !== '/', least: 0, many: true });
    } else if (character === '?' || character === '+') {
      const before = steps.at(-1);
      if (before === undefined || before.many || before.least === 0) return undefined;
      steps[steps.length - 1] = { ...before, least: character === '?' ? 0 : 1, many: character === '+' };
    } else if (character === '[') {
      const end = characters.indexOf(']', index);
      const inside = characters.slice(index + 1, end);
      const test = end === -1 ? undefined : classOf(inside);
      if (test === undefined) return undefined;
      steps.push({ test, least: 1, many: false });
      index = end;
    } else {
      const escaped = character === '\\' ? characters[(index += 1)] : character;
      if (escaped === undefined) return undefined;
      steps.push({ test: (other) => other === escaped, least: 1, many: false });
    }
  }
  return { negative, steps };
}

function classOf(inside: readonly string[]): ((character: string) => boolean) | undefined {
  const ranges: [string, string][] = [];
  for (let index = 0; index < inside.length; index += 1) {
    const first = inside[index] ?? '';
    const ranged = inside[index + 1] === '-' && inside[index + 2] !== undefined;
    const last = ranged ? (inside[index + 2] ?? '') : first;
    if (!/[A-Za-z0-9]/.test(first) || !/[A-Za-z0-9]/.test(last) || last < first) return undefined;
    ranges.push([first, last]);
    if (ranged) index += 2;
  }
  if (ranges.length === 0) return undefined;
  return (character) => ranges.some(([first, last]) => character >= first && character <= last);
}

/** Whether a pattern means the name that it looks like, and no other. */
export function isPlainPattern(text: string): boolean {
  return !/[!*?+[\]\\]/.test(text);
}

/** Whether the steps match the whole name, in time that is at most the product of both lengths. */
export function matchesPattern({ steps }: FilterPattern, name: string): boolean {
  let states = reachable(steps, [0]);
  for (const character of name) {
    const next: number[] = [];
    for (const state of states) {
      const step = steps[state];
      if (step?.test(character) !== true) continue;
      next.push(state + 1);
      if (step.many) next.push(state);
    }
    states = reachable(steps, next);
  }
  return states.has(steps.length);
}

function reachable(steps: readonly Step[], from: readonly number[]): Set<number> {
  const all = new Set(from);
  for (const state of all) if (steps[state]?.least === 0) all.add(state + 1);
  return all;
}

/**
 * Whether a list of patterns takes a name: the last pattern that matches decides. Undefined when a pattern is not one that
 * is documented.
 */
export function listMatches(patterns: readonly string[], name: string): boolean | undefined {
  let matched = false;
  for (const text of patterns) {
    const pattern = parseFilterPattern(text);
    if (pattern === undefined) return undefined;
    if (matchesPattern(pattern, name)) matched = !pattern.negative;
  }
  return matched;
}
