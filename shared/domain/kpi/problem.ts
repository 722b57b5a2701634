/**
 * What can be wrong with the rows. `error`: the row cannot be used as evidence at all. `failed`: it can be read, and is no
 * evidence for what it is offered for.
 */
export const problemClasses = {
  // What only the reader of the file can see.
  'not-json': 'error',
  'not-utf8': 'error',
  'lone-surrogate': 'error',
  'too-deep': 'error',
  truncated: 'error',
  'duplicate-member': 'error',
  'line-too-long': 'error',
  // One row.
  'not-an-object': 'error',
  missing: 'error',
  blank: 'error',
  'wrong-type': 'error',
  'not-finite': 'error',
  'too-large': 'error',
  'too-long': 'error',
  'below-minimum': 'error',
  'above-maximum': 'error',
  'not-allowed': 'error',
  'no-match': 'error',
  'not-a-time': 'error',
  future: 'failed',
  'too-old': 'failed',
  // Rows beside each other.
  'duplicate-key': 'failed',
  'not-constant': 'failed',
  'other-provenance': 'failed',
  'clock-backwards': 'failed',
  'gap-too-long': 'failed',
} as const satisfies Record<string, 'error' | 'failed'>;

export type ProblemCode = keyof typeof problemClasses;

/** What a problem shows of a value. */
export type Shown = string | number | boolean | null | (string | number | boolean)[];

/** One thing that is wrong with one row. `pointer` is the field; empty for the row as a whole. */
export interface RowProblem {
  code: ProblemCode;
  pointer: string;
  message: string;
  expected?: Shown;
  actual?: Shown;
}

/** Whether a row with these problems is no evidence at all. */
export function isUnusable(problems: readonly RowProblem[]): boolean {
  return problems.some(({ code }) => problemClasses[code] === 'error');
}
