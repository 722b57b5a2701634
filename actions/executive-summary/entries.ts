import { isObject } from '../../shared/core/json.ts';
import { partKey } from '../../shared/core/part.ts';
import type { Report, Subject } from '../../shared/core/report.ts';
import type { ExpectedReport } from '../../shared/domain/decision/decide.ts';
import { type BindTo, foreignness } from '../../shared/domain/own-report/binding.ts';
import { type Candidate, placeOf } from '../../shared/domain/own-report/candidates.ts';

/** One expected report and what became of it. */
export interface Entry {
  control: string;
  key?: string | undefined;
  job?: string | undefined;
  state: ExpectedReport['state'];
  /** Why it is not there or not to be used; for people. */
  problem?: string;
  fix?: string;
  candidate?: Candidate;
}

export interface Expectation {
  /** Controls that must have a report. */
  controls: readonly string[];
  /** Control to the keys of its matrix legs. */
  legs: Readonly<Record<string, readonly string[]>>;
  /** Control to the number of parts in which it judges: each must have a report, unless one judged everything. */
  parts: Readonly<Record<string, number>>;
  /** Other summaries that must have one, by name. */
  summaries: readonly string[];
  /** Reports that were found besides count too. */
  andFound: boolean;
}

const summaryControl = 'executive-summary';

/**
 * The expected reports and those that were found, each once: of several attempts the newest counts, two contents for one attempt
 * are a duplicate, and what belongs to another run or policy is foreign. Only what the same job of the platform made is an attempt of
 * the same: two calls of one workflow have jobs with the same key.
 */
export function entriesOf(
  candidates: readonly Candidate[],
  expected: Expectation,
  to: BindTo,
  jobNameOf: (subject: Subject) => string | undefined,
): Entry[] {
  const wanted = candidates.filter(({ report }) => isWanted(report, expected));
  const groups = new Map<string, Candidate[]>();
  for (const candidate of wanted) {
    const { control, subject } = candidate.report;
    const by = [subject.job ?? null, subject.matrixKey ?? null, jobNameOf(subject) ?? null];
    const name = JSON.stringify([control, ...by]);
    groups.set(name, [...(groups.get(name) ?? []), candidate]);
  }
  const found = [...groups.values()].flatMap((group) => entriesOfGroup(group, to));
  return [...found, ...missing(found, expected, to.subject.event === 'local')];
}

/** The decision over everything is no part, whatever key it was given; one that broke may not have come so far as to say its name. */
function isWanted({ control, subject, status, data }: Report, { controls, summaries, andFound }: Expectation): boolean {
  if (control === summaryControl) {
    const named = isObject(data) && typeof data['name'] === 'string';
    return summaries.includes(subject.matrixKey ?? '') && (named || status === 'error');
  }
  return andFound || controls.includes(control);
}

function entriesOfGroup(group: readonly Candidate[], to: BindTo): Entry[] {
  const judged = group.map((candidate) => ({ candidate, differences: foreignness(candidate.report, to) }));
  const bound = judged.filter(({ differences }) => differences.length === 0).map(({ candidate }) => candidate);
  const newest = Math.max(0, ...bound.map(({ report }) => report.subject.attempt ?? 0));
  const current = bound.filter(({ report }) => (report.subject.attempt ?? 0) === newest);
  const left = (attempt: number | undefined): boolean => attempt !== undefined && attempt < newest;
  const foreign = judged.filter(
    ({ candidate: { report }, differences }) =>
      // What an earlier attempt of this run left behind is not somebody else's.
      differences.length > 0 && !(report.subject.runId === to.subject.runId && left(report.subject.attempt)),
  );
  const entries = foreign.map(({ candidate, differences }): Entry => {
    const fix = 'remove it; only reports of this run, commit and configuration count';
    return { ...identity(candidate), state: 'foreign', problem: differences.join('; '), fix, candidate };
  });
  const [first, second] = current;
  if (first === undefined) return entries;
  if (second === undefined) return [...entries, { ...identity(first), state: 'present', candidate: first }];
  const places = current.map(({ file }) => placeOf(file.origin, file.path)).sort();
  return [
    ...entries,
    {
      ...identity(first),
      state: 'duplicated',
      problem: `there are ${current.length} reports with different content: ${places.join(', ')}`,
      fix: 'give each leg of a matrix an artifact-key of its own, and upload no report twice',
      candidate: first,
    },
  ];
}

function identity({ report: { control, subject } }: Candidate): Pick<Entry, 'control' | 'key' | 'job'> {
  return { control, key: subject.matrixKey, job: subject.job };
}

function missing(found: readonly Entry[], { controls, legs, parts, summaries }: Expectation, local: boolean): Entry[] {
  const has = (control: string, key?: string): boolean =>
    found.some((entry) => entry.control === control && (key === undefined || entry.key === key));
  const absent = (control: string, key: string | undefined, fix: string): Entry => ({
    control,
    key,
    state: 'missing',
    problem: local ? 'no report of it was found' : 'no job of this run left one',
    fix: local ? `run ${control} with report-dir, and give that folder as reports` : fix,
  });
  return [
    ...controls.flatMap((control) => {
      // A part has its key, or it is refused: a report without one is over everything.
      const isWhole = found.some(
        (entry) => entry.control === control && entry.key === undefined && entry.state === 'present',
      );
      const of = isWhole ? 0 : (parts[control] ?? 0);
      const own = Array.from({ length: of }, (_, index) => partKey({ index: index + 1, of }));
      const keys = [...new Set([...(legs[control] ?? []), ...own])];
      if (keys.length > 0) {
        return keys.flatMap((key) =>
          has(control, key)
            ? []
            : [absent(control, key, `run ${control} with artifact-key ${key} in a job that this one needs`)],
        );
      }
      return has(control)
        ? []
        : [
            absent(
              control,
              undefined,
              `run ${control} in a job of this run that this one needs, and let it upload its report`,
            ),
          ];
    }),
    ...summaries.flatMap((name) =>
      has(summaryControl, name)
        ? []
        : [absent(summaryControl, name, `run executive-summary with name ${name} in a job that this one needs`)],
    ),
  ];
}

/** The words that tell an entry apart from every other; one that is foreign may look like the right one, and adds its place. */
export function labelOf({ control, key, job, state, candidate }: Entry): string[] {
  const place =
    state === 'foreign' && candidate !== undefined ? [placeOf(candidate.file.origin, candidate.file.path)] : [];
  return [
    control,
    ...(key === undefined ? [] : [`key ${key}`]),
    ...(job === undefined ? [] : [`job ${job}`]),
    ...place,
  ];
}
