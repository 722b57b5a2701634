import { isObject, type Json } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument, NoticedNumber } from '../../parse/document.ts';
import { decimal } from '../../parse/json-number.ts';
import type { SurfaceProblem } from './problem.ts';

type Sided = { side: 'before' | 'after'; problem: SurfaceProblem };

/**
 * The numbers that differ as they are written, and are the same to whoever reads them as a double (IEEE 754): a change from one to
 * the other cannot be seen. A number that loses digits and is written alike everywhere hides nothing.
 */
export function likeNumbers(before: JsonDocument, after: JsonDocument): Sided[] {
  const noticed = [
    ...before.inexact.map((number) => ({ side: 'before' as const, number })),
    ...after.inexact.map((number) => ({ side: 'after' as const, number })),
  ];
  if (noticed.length === 0) return [];
  const written = new Map<number, Set<string>>();
  const note = (value: number, text: string): void => {
    written.set(value, (written.get(value) ?? new Set()).add(text));
  };
  for (const { number } of noticed) note(Number(number.text), decimal(number.text));
  for (const document of [before, after]) {
    const lost = new Set(document.inexact.map(({ pointer }) => pointer));
    for (const [pointer, value] of numbersOf(document.value))
      if (written.has(value) && !lost.has(pointer)) note(value, decimal(String(value)));
  }
  return noticed
    .filter(({ number }) => (written.get(Number(number.text))?.size ?? 0) > 1)
    .map(({ side, number }) => ({ side, problem: problemOf(number) }));
}

function problemOf({ pointer, position }: NoticedNumber): SurfaceProblem {
  return { code: 'malformed', message: 'has a number that loses digits when it is read', pointer, position };
}

function numbersOf(root: Json): [pointer: string, value: number][] {
  const found: [string, number][] = [];
  const pending: [pointer: string, value: Json][] = [['', root]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [pointer, value] = next;
    if (typeof value === 'number') found.push([pointer, value]);
    else if (Array.isArray(value) || isObject(value))
      for (const [key, member] of Object.entries(value)) pending.push([childPointer(pointer, key), member as Json]);
  }
  return found;
}
