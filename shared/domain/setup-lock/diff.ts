import type { Because } from '../../core/errors.ts';
import type { ExhibitRow } from '../../core/exhibit.ts';
import type { Found, Missing } from '../../core/ports.ts';
import { listed } from '../../parse/text.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Lock } from './config.ts';
import { type ReadLock, readLock } from './read.ts';
import type { TargetState } from './targets.ts';
import { notAsked, type Told, wrong } from './told.ts';

/** A lock before the change; `undefined`: there was none. */
export type Earlier = { state: 'known'; read: ReadLock | undefined } | { state: 'unknown'; because: Because };

/** A lock as its file was before. */
export function earlierLock(lock: Lock, before: Found | Missing | { because: Because }): Earlier {
  if (!('found' in before)) return { state: 'unknown', because: before.because };
  if (!before.found) {
    if (before.because !== undefined) return { state: 'unknown', because: before.because };
    return { state: 'known', read: undefined };
  }
  const read = readLock(lock, before.content);
  if (read.ok) return { state: 'known', read: read.lock };
  const message = `the lock ${lock.path} could not be read before the change`;
  return { state: 'unknown', because: noData(message, 'an earlier lock that can be read') };
}

export type DiffRule = 'kept' | 'change-shown';
type Judged = Told & { rule: DiffRule };
type Change = { field: string; before: string | undefined; after: string | undefined };

/** The bytes of a file of evidence before and after the change. */
export interface Files {
  earlier(path: string): Promise<Found | Missing | undefined>;
  now(path: string): Promise<Found | Missing>;
}

/** Judges what a change made of the targets of a lock, and shows it. */
export async function judgeDiff(
  lock: Lock,
  before: readonly TargetState[] | undefined,
  after: readonly TargetState[],
  files: Files,
): Promise<{ told: Judged[]; rows: ExhibitRow[] }> {
  if (before === undefined) {
    const verdict = notAsked('there was no lock before');
    return { told: (['kept', 'change-shown'] as const).map((rule) => ({ rule, about: [lock.id], verdict })), rows: [] };
  }
  const told: Judged[] = [];
  const rows: ExhibitRow[] = [];
  for (const now of after) {
    const then = before.find(({ name }) => name === now.name);
    const changes = changesOf(then, now);
    const about = [lock.id, now.name];
    told.push({ rule: 'kept', about, at: now.at, verdict: keptVerdict(then, now, changes) });
    told.push({ rule: 'change-shown', about, at: now.at, verdict: await shownVerdict(now, changes, files) });
    rows.push(...rowsOf(then, now, changes));
  }
  return { told, rows };
}

function changesOf(then: TargetState | undefined, now: TargetState, of: 'fields' | 'waits' = 'fields'): Change[] {
  return now[of].flatMap(({ name, value: after }) => {
    const before = then?.[of].find((field) => field.name === name)?.value;
    return before === after ? [] : [{ field: name, before, after }];
  });
}

function keptVerdict(then: TargetState | undefined, now: TargetState, changes: readonly Change[]): Verdict {
  const lost = changes
    .filter(({ before, after }) => before !== undefined && after === undefined)
    .map(({ field }) => field);
  const reopened = then?.state === 'closed' && now.state !== 'closed';
  if (lost.length === 0 && !reopened) return passed;
  const problem = [
    ...(reopened ? [`it was closed, and is ${now.state === 'deferred' ? 'deferred' : 'not any more'}`] : []),
    ...(lost.length === 0 ? [] : [`${listed(lost)} held a value before`]),
  ].join(', and ');
  return wrong(
    problem,
    'what it was, or more',
    [now.state, ...lost],
    'put the values back, or have the step back approved by a waiver',
  );
}

/** A value that is another one, or new, asks for evidence that is another one, or new. */
async function shownVerdict(
  { name, target, state }: TargetState,
  changes: readonly Change[],
  files: Files,
): Promise<Verdict> {
  const gained = changes.filter(({ after }) => after !== undefined).map(({ field }) => field);
  if (state !== 'closed') return notAsked(`${name} is not closed`);
  if (gained.length === 0) return passed;
  const paths = [target['smoke-test']?.path, target.transcript?.path].filter((path) => path !== undefined);
  if (paths.length === 0) return notAsked('the policy asks for no evidence of it');
  const old: string[] = [];
  for (const path of new Set(paths)) {
    const [then, now] = [await files.earlier(path), await files.now(path)];
    const because = [then, now].find((each) => each?.found === false && each.because !== undefined);
    if (because?.found === false && because.because !== undefined) return unverified(because.because);
    if (!now.found) return unverified(noData(`the evidence ${path} ${now.message}`, `the file ${path}`));
    if (then?.found === true && then.sha256 === now.sha256) old.push(path);
  }
  if (old.length === 0) return passed;
  const problem = `${listed(gained)} changed, and ${listed(old)} did not`;
  return wrong(
    problem,
    'new evidence in the same change',
    old,
    `test ${name} again, and bring what came out as ${listed(old)}`,
  );
}

function rowsOf(then: TargetState | undefined, now: TargetState, changes: readonly Change[]): ExhibitRow[] {
  const state = then?.state ?? 'missing';
  return [
    ...(state === now.state
      ? []
      : [
          {
            cells: [now.name, 'state', state, now.state],
            mark: now.state === 'closed' ? ('good' as const) : ('bad' as const),
          },
        ]),
    ...changes.map(
      ({ field, before, after }): ExhibitRow => ({
        cells: [now.name, field, before ?? 'no value', after ?? 'no value'],
        mark: after === undefined ? 'bad' : 'good',
      }),
    ),
    // Whoever puts a deferral off, or gives it to somebody else, shows it.
    ...changesOf(then, now, 'waits').map(
      ({ field, before, after }): ExhibitRow => ({
        cells: [now.name, field, before ?? 'nothing', after ?? 'nothing'],
        mark: 'open',
      }),
    ),
  ];
}
