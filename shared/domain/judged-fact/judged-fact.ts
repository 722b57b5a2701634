import type { Because } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Subject } from '../../core/report.ts';
import { parseRepository } from '../../parse/repository.ts';

/** The commits that a harness in this run may rightly name: the head, its test merge, and what is checked out. */
export function judgedCommits({ headSha, mergeSha, checkedOutSha }: Subject): string[] {
  return [...new Set([headSha, mergeSha, checkedOutSha].filter((sha) => sha !== undefined))];
}

/** Whether a fact is what is judged; or why that cannot be told. */
export type FactJudgement =
  | { state: 'judged'; holds: boolean; expected: readonly string[]; actual: Json }
  | { state: 'unknown'; because: Because };

/** Holds a fact of a measurement against what is judged. `who` begins the sentence: `the rows`, or the name of a run. */
export function judgeFact(
  who: string,
  name: string,
  value: Json | undefined,
  expected: readonly string[],
  same: (value: string, wanted: string) => boolean = (one, other) => one === other,
): FactJudgement {
  const unknown = (message: string, needs: string): FactJudgement => ({
    state: 'unknown',
    because: { code: 'NO_DATA', message, needs },
  });
  if (value === undefined)
    return unknown(
      `nothing in ${who} says which ${name} was measured`,
      `fact: ${name} at a constant of the set, and rows that have it`,
    );
  if (expected.length === 0) return unknown(`nothing says which ${name} is judged`, `a run that knows its ${name}`);
  const holds = typeof value === 'string' && expected.some((one) => same(value, one));
  return { state: 'judged', holds, expected, actual: value };
}

/** Holds the repository that a measurement names, in any of its forms, against the one that is judged. */
export function judgeRepository(who: string, value: Json | undefined, judged: string | undefined): FactJudgement {
  return judgeFact(who, 'repository', value, judged === undefined ? [] : [judged], sameRepository);
}

/** GitHub does not tell capitals apart in names. */
function sameRepository(value: string, wanted: string): boolean {
  const parsed = parseRepository(value);
  const name = parsed === undefined ? value : `${parsed.owner}/${parsed.name}`;
  return name.toLowerCase() === wanted.toLowerCase();
}
