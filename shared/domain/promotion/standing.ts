import type { Because } from '../../core/errors.ts';
import type { Answer } from '../../core/ports.ts';
import type { Inside, Seen } from '../repository/repository.ts';
import { failed, noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { judgeBytes } from './bytes.ts';
import type { PromotionEntry } from './entry.ts';
import { type History, type HistoryEntry, isOld, readHistory } from './history.ts';
import { lastTakenBack, notTakenBack, sameBytes } from './taken-back.ts';

/** The history of an environment at a commit. One that is not there has no entries. */
export type Standing =
  | { ok: true; path: string; content: Uint8Array; history: History }
  | { ok: false; path: string; because: Because };

/** A history as it was found. `path`: from where it was read, for people. */
export function standingOf(path: string, environment: string, found: Seen<Uint8Array>): Standing {
  if (found.state === 'unknown') return { ok: false, path, because: found.because };
  const content = found.state === 'there' ? found.data : new Uint8Array();
  return { ok: true, path, content, history: readHistory(path, environment, content) };
}

/** Whether a history could be read and is whole. */
export function judgeWhole(standing: Standing): Verdict {
  if (!standing.ok) return unverified(standing.because);
  const { problems } = standing.history;
  const [first] = problems;
  if (first === undefined) return passed;
  return failed({
    problem: `the history ${problems.map(({ message, at }) => `${message} (line ${at.line})`).join('; ')}`,
    expected: 'entries as they are recorded, each with the hash of the one before it',
    actual: problems.map(({ message }) => message),
    fix: isOld(standing.history)
      ? `move ${standing.path} out of its folder by a change of its own, and let the first recorded promotion begin it anew`
      : `take ${standing.path} as it is on the default branch, and at its end the line that its run recorded, byte for byte`,
    at: first.at,
  });
}

/** The entry that is in force; undefined where nothing came there yet. Not ok for a history that is not whole. */
export function inForce(standing: Standing | undefined): Answer<HistoryEntry | undefined> {
  if (standing === undefined) return { ok: false, because: noData('there is no such environment', 'one of the chain') };
  if (!standing.ok) return { ok: false, because: standing.because };
  if (standing.history.problems.length === 0) return { ok: true, data: standing.history.entries.at(-1) };
  return {
    ok: false,
    because: noData(`the history ${standing.path} is broken, as another result says`, 'a history that is whole'),
  };
}

/** What is promoted, as far as its place in the chain goes. */
export type Coming = Pick<PromotionEntry, 'environment' | 'event' | 'commit' | 'digest'> & { from: string | undefined };

/** Whether something comes from the environment before, where the same bytes are in force; it must not be in force here already. */
export function judgeOrder(
  coming: Coming,
  before: { environment: string; standing: Standing | undefined } | undefined,
  own: Standing | undefined,
): Verdict {
  const { environment, event, commit, digest, from } = coming;
  const here = inForce(own);
  if (!here.ok) return unverified(here.because);
  if (event === 'rollback') return judgeBack(coming, own);
  const wrong = (problem: string, expected: unknown, actual: unknown, fix: string): Verdict =>
    failed({ problem, expected, actual, fix });
  if (from !== before?.environment)
    return wrong(
      `the promotion to ${environment} comes from ${from ?? 'nowhere'}, expected ${before?.environment ?? 'none, since it is the first'}`,
      before?.environment ?? null,
      from ?? null,
      'promote along the chain',
    );
  const there = before === undefined ? undefined : inForce(before.standing);
  if (there?.ok === false) return unverified(there.because);
  if (before !== undefined) {
    const entry = there?.data?.entry;
    const actual = entry === undefined ? null : [entry.digest, entry.commit];
    const fix = `promote it to ${before.environment} first`;
    if (entry?.digest !== digest || entry.commit !== commit)
      return wrong(
        `${digest} of commit ${commit} is not what is in force in ${before.environment}: that is ${entry === undefined ? 'nothing' : `${entry.digest} of commit ${entry.commit}`}`,
        [digest, commit],
        actual,
        fix,
      );
  }
  if (here.data?.entry.digest === digest && here.data.entry.commit === commit)
    return wrong(`${digest} is in force in ${environment} already`, 'something else', digest, 'record it once');
  return passed;
}

/** Whether a rollback goes back to what was in force in its environment before, and was not itself taken back. */
function judgeBack({ environment, commit, digest }: Coming, own: Standing | undefined): Verdict {
  const entries = entriesOf(own);
  const left = notTakenBack(entries);
  const earlier = left.slice(0, -1);
  const now = left.at(-1)?.digest;
  if (now !== digest && earlier.some((entry) => sameBytes(entry, { commit, digest }))) return passed;
  const back = lastTakenBack(entries, digest);
  const why =
    now === digest
      ? 'which is in force'
      : back === undefined
        ? 'which was never in force there before'
        : `which was itself taken back by run ${back.runId}, at ${back.at}`;
  return failed({
    problem: `the rollback of ${environment} goes to ${digest} of commit ${commit}, ${why}`,
    expected: [...new Set(earlier.map((entry) => entry.digest))],
    actual: [digest, commit],
    fix: 'roll back to an earlier entry that was never taken back, or promote along the chain',
  });
}

function entriesOf(standing: Standing | undefined): PromotionEntry[] {
  return standing?.ok === true ? standing.history.entries.map(({ entry }) => entry) : [];
}

/** The rollback that took the bytes of an entry back before; undefined where there was none, and for a rollback. */
export function takenBackBefore(
  own: Standing | undefined,
  { event, digest }: Pick<Coming, 'event' | 'digest'>,
): PromotionEntry | undefined {
  return event === 'rollback' ? undefined : lastTakenBack(entriesOf(own), digest);
}

/** The entry to which a rollback would go: the newest one of other bytes that was never taken back and that the platform still keeps. */
export interface Target {
  verdict: Verdict;
  target: PromotionEntry | undefined;
}

const mostTried = 10;

/** Looks for what a promotion could be taken back to. Where nothing else was in force there is nothing to go back to. */
export async function rollbackTarget(
  inside: Inside,
  coming: Pick<PromotionEntry, 'event' | 'commit' | 'digest' | 'environment'>,
  own: Standing | undefined,
): Promise<Target> {
  const { digest, environment } = coming;
  const here = inForce(own);
  const none = (verdict: Verdict): Target => ({ verdict, target: undefined });
  if (!here.ok) return none(unverified(here.because));
  const entries = entriesOf(own);
  const left: ReadonlySet<unknown> = new Set(notTakenBack([...entries, coming]).slice(0, -1));
  const others = entries.filter((entry) => entry.digest !== digest && left.has(entry)).reverse();
  const each = [...new Map(others.map((entry) => [entry.digest, entry])).values()].slice(0, mostTried);
  if (each.length === 0)
    return none({
      status: 'not-applicable',
      why: `nothing else was in force in ${environment} that was never taken back`,
    });
  const gone: string[] = [];
  for (const entry of each) {
    const { verdict } = await judgeBytes(inside, entry.source, entry);
    if (verdict.status === 'passed') return { verdict: passed, target: entry };
    if (verdict.status === 'unverified') return none(verdict);
    if (verdict.status === 'failed') gone.push(verdict.problem);
  }
  return none(
    failed({
      problem: `there is nothing whole to roll ${environment} back to: ${gone.join('; ')}`,
      expected: 'an earlier entry whose bytes are still kept',
      actual: gone,
      fix: 'keep what was in force as an asset of a release, or as an artifact that does not expire so early',
    }),
  );
}
