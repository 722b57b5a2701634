import type { Because, Problem } from '../../shared/core/errors.ts';
import type { Row } from '../../shared/domain/protection/row.ts';
import { withoutHold } from '../../shared/domain/protection/snapshot-from-file.ts';
import type { Observation } from '../../shared/domain/seen-repository/observation.ts';
import type { SnapshotWorth } from '../../shared/domain/seen-repository/snapshot-worth.ts';

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
