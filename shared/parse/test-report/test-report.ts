/** One entry of a report on tests. */
export interface TestCase {
  /** The suites that it stands in, the outermost first; none is empty. */
  suites: readonly string[];
  /** Empty when the report gives it none. */
  name: string;
  /** `skipped`: it did not run, or its outcome does not count (pending, todo, expected to fail). */
  outcome: 'passed' | 'failed' | 'skipped';
  /** It passed after an attempt that failed. */
  retried: boolean;
}

/** What a report on tests says, whatever its format. Nothing in it is trusted. */
export interface TestReport {
  cases: readonly TestCase[];
  /** What went wrong outside of any case: a suite that could not be loaded, a run that says that it failed. */
  failures: readonly string[];
  /** Where what the report sums up is not what it lists, or it says itself that it is not whole. */
  disagreements: readonly string[];
  /** The commits for which it says that it was made, each once. */
  commits: readonly string[];
  /** When it says that the run began (ms since 1970); undefined where it names no time with a time zone. */
  at: number | undefined;
  /** The earliest time that it names without a zone, as if that were UTC; -Infinity for one that cannot be read. */
  zoneless?: number | undefined;
  /** Tests that a filter left out and that are not listed: how many it says there are, and in which word. */
  leftOut?: { count: number; word: string } | undefined;
  /** How many tests it says should have run; undefined where the format has no word for it. */
  expected: number | undefined;
}

/** `broken`: it is of the format, and damaged. `other`: it is of another format. `message` continues "the report …". */
export type ReadTestReport =
  | { ok: true; report: TestReport }
  | { ok: false; reason: 'broken' | 'other'; message: string; line?: number | undefined };

const noName = '(no name)';

/** What tells a case apart from others, for people and for lists of allowed skips: no two cases have one text unless they have one path. */
export function caseId({ suites, name }: Pick<TestCase, 'suites' | 'name'>): string {
  return [suitePath(suites), name === '' ? noName : shown(name)].filter((part) => part !== '').join(' > ');
}

/** The same for a suite: its names from the outermost on. */
export function suitePath(suites: readonly string[]): string {
  return suites.map(shown).join(' > ');
}

/** Whether a text is that of a case without a name. */
export function isNameless(id: string): boolean {
  return id === noName || id.endsWith(` > ${noName}`);
}

/** A name that could be taken for several, or for none, is quoted. */
function shown(name: string): string {
  return /(^|\s)>(\s|$)|^"/.test(name) || name === noName ? JSON.stringify(name) : name;
}

/** What `node --test` makes of a file without any test: a test of its name, which is a path. */
export const nodeFileName = /\.[cm]?[jt]sx?$/;

export function broken(message: string, line?: number): ReadTestReport {
  return { ok: false, reason: 'broken', message, ...(line === undefined ? {} : { line }) };
}

export function other(message: string): ReadTestReport {
  return { ok: false, reason: 'other', message };
}

/** A number that a report sums up, against what it lists; numbers that are not there are not compared. */
export function compareTotal(what: string, said: unknown, listed: number): string[] {
  if (said === undefined) return [];
  if (typeof said !== 'number' || !Number.isSafeInteger(said) || said < 0) return [`${what} is not a whole number`];
  return said === listed ? [] : [`${what} is ${said}, and ${listed} are listed`];
}

/** A time in milliseconds since 1970; some reporters write seconds, or 0: before 2001 nothing was reported. */
export function epochMilliseconds(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 1e12 ? value : undefined;
}

/** How many cases have an outcome. */
export function tally(cases: readonly TestCase[]): { passed: number; failed: number; skipped: number } {
  const counted = { passed: 0, failed: 0, skipped: 0 };
  for (const { outcome } of cases) counted[outcome] += 1;
  return counted;
}
