import { type Because, distinctBecause, type Problem } from '../../core/errors.ts';
import type { Moment } from '../../core/time.ts';
import { inOrder } from './compare.ts';
import type { Observation } from './observation.ts';
import type { Row } from './row.ts';
import { severityOfSetting } from './settings.ts';
import type { Snapshot, Wanted } from './snapshot.ts';
import { type SnapshotWorth, snapshotWorth } from './snapshot-worth.ts';

/** What a file is worth that somebody names by its path: nobody published it and nothing is asked of GitHub, so that it never decides. */
export function fileWorth(snapshot: Snapshot, wanted: Wanted, moment: Moment): SnapshotWorth {
  return snapshotWorth(snapshot, { wanted, published: undefined, seen: undefined, moment });
}

/**
 * What comes of judging a snapshot.
 *
 * - `judged`: the rows, as far as the snapshot carries them; `because` is why none of them holds, empty when it decides
 * - `unknown`: there is nothing to judge
 * - `foreign`: the snapshot is not what it should be, which is a fault of the input
 */
export type SnapshotJudgement =
  | { state: 'judged'; rows: Row[]; because: readonly Because[]; until: string | undefined }
  | { state: 'unknown'; because: readonly Because[] }
  | { state: 'foreign'; problems: Problem[] };

/**
 * Judges what a snapshot shows by what it is worth. `judge` gives the rows of an observation, as `compare` does of the API's. `path` is
 * where the snapshot came from, for the problems.
 */
export function judgeSnapshot(
  worth: SnapshotWorth,
  path: string,
  judge: (observation: Observation) => readonly Row[],
): SnapshotJudgement {
  switch (worth.worth) {
    case 'decides':
      return { state: 'judged', rows: [...judge(worth.observation)], because: [], until: worth.until };
    case 'unverified':
      return {
        state: 'judged',
        rows: withoutHold(judge(worth.observation), worth.because),
        because: worth.because,
        until: undefined,
      };
    case 'missing':
      return { state: 'unknown', because: worth.because };
    case 'foreign':
      return { state: 'foreign', problems: worth.messages.map((message): Problem => ({ message, path })) };
  }
}

/**
 * The rows of a source that carries no green: what holds could not be told, for these reasons, and is as bad as if it could not be
 * read. What fails stays failed, what could not be told has more reasons, and what was not asked stays as it is.
 */
export function withoutHold(rows: readonly Row[], because: readonly Because[]): Row[] {
  return inOrder(
    rows.map((row): Row => {
      if (row.verdict === 'not-asked' || row.holds === false) return row;
      const reasons = distinctBecause([...row.because, ...because]);
      if (row.holds === undefined) return { ...row, because: reasons };
      return {
        ...row,
        verdict: 'unknown',
        holds: undefined,
        severity: severityOfSetting(row.setting),
        because: reasons,
      };
    }),
  );
}
