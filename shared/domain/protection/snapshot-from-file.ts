import { type Because, distinctBecause } from '../../core/errors.ts';
import { inOrder } from './compare.ts';
import type { Row } from './row.ts';
import { severityOfSetting } from './settings.ts';

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
