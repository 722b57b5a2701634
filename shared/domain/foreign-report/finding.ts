import type { JsonDocument } from '../../parse/document.ts';

/** One reason why a foreign report is not a pass. */
export interface Finding {
  weight: 'failed' | 'unverified';
  message: string;
  pointer: string;
}

/** A whole number of 0 or more that was read without loss; undefined for everything else. */
export function wholeNumber(document: JsonDocument, pointer: string): number | undefined {
  const value = document.get(pointer);
  const exact = !document.inexact.some((number) => number.pointer === pointer);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && exact ? value : undefined;
}

/** "1 check", "2 checks". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
