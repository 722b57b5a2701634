import { counted } from '../../shared/core/counted.ts';
import { rule } from '../../shared/core/rule.ts';

/** A file of rows; without a path it is about all of them. */
export interface RowsFact {
  path?: string;
  problem?: string;
  fix?: string;
}

/** Something that must hold among the rows. */
export interface EvidenceFact {
  /** What kind of problem it is, and of which field. */
  about: string[];
  problem?: string;
  expected?: unknown;
  actual?: unknown;
}

/** Rows of one kind, and how many there must be. */
export interface CoverageFact {
  /** Pointer and value of the stratum; absent for all rows. */
  stratum?: readonly [pointer: string, value: string];
  rows: number;
  minimum: number;
}

/** A KPI and its verdict. */
export interface KpiFact {
  /** Absent where it is about all. */
  id?: string;
  target?: string;
  value?: string;
  problem?: string;
  /** What makes this failure another one. */
  observed?: unknown;
}

export const rules = {
  'rows-read': rule<RowsFact>({
    severity: 'high',
    waivable: false,
    asserts: 'Every file of rows was there, of the origin that was declared, and was read to its end.',
    why: 'A file that is missing, cut off or committed by hand makes a report of something else than what was measured.',
    about: ({ path }) => (path === undefined ? [] : [path]),
    says: ({ path = '', problem }) => `the rows ${path} ${problem ?? 'cannot be used'}`,
    actual: ({ problem }) => problem,
    fix: ({ fix }) => fix,
  }),
  'rows-sound': rule<EvidenceFact>({
    severity: 'high',
    waivable: false,
    asserts: 'No row is there twice, and all rows have one provenance and times that can be.',
    why: 'One row repeated two hundred times, or rows of two builds, give a value that was measured nowhere.',
    about: ({ about }) => about,
    says: ({ problem }) => problem ?? 'the rows contradict each other',
    expected: ({ expected }) => expected,
    actual: ({ actual }) => actual,
    fix: () => 'measure again, with a harness that writes each row once; do not edit the rows',
  }),
  'of-commit': rule<EvidenceFact>({
    severity: 'high',
    waivable: false,
    asserts: 'The rows say that they were measured on the commit and the repository that are judged.',
    why: 'Evidence of another build says nothing about this one.',
    about: ({ about }) => about,
    says: ({ problem }) => problem ?? 'the rows were measured on something else',
    expected: ({ expected }) => expected,
    actual: ({ actual }) => actual,
    fix: () => 'measure the build of the judged commit',
  }),
  covered: rule<CoverageFact>({
    severity: 'high',
    asserts: 'There are as many rows, of each kind, as the set asks for.',
    why: 'A scenario that nobody ran cannot fail.',
    about: ({ stratum }) => [...(stratum ?? [])],
    says: ({ rows, minimum }) => `${counted(rows, 'row')}, expected at least ${minimum}`,
  }),
  target: rule<KpiFact>({
    severity: 'high',
    asserts: 'The KPI was measured, and meets its target.',
    why: 'This is what the release promises.',
    about: ({ id }) => (id === undefined ? [] : [id]),
    says: ({ id = '', problem }) => problem ?? `${id} misses its target`,
    expected: ({ target }) => target,
    actual: ({ value }) => value,
    observed: ({ observed }) => observed,
    fix: () => 'improve what is measured; a target is policy, and changes by a reviewed change of the configuration',
  }),
  informational: rule<KpiFact>({
    severity: 'info',
    asserts: 'The KPI meets its target; it is told, and decides nothing.',
    why: 'A value that is not yet a promise is worth watching.',
    about: ({ id }) => (id === undefined ? [] : [id]),
    says: ({ id = '', problem }) => problem ?? `${id} misses its target`,
    expected: ({ target }) => target,
    actual: ({ value }) => value,
  }),
};
