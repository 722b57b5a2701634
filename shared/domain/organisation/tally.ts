import type { Because } from '../../core/errors.ts';
import { sameRepository } from '../../parse/repository.ts';
import type { RepositoryFacts } from '../github-rules/api-branch.ts';
import type { Hidden } from './list-results.ts';
import { isPublic } from './listed.ts';
import type { Outcome } from './outcome.ts';
import type { Audited, AuditedRow } from './overview.ts';
import type { AskedRepository, Survey } from './survey.ts';

export type ReadOutcome = Extract<Outcome, { state: 'read' }> & { facts: RepositoryFacts };
export type Standing = 'failed' | 'unverified' | 'passed';

/** What a control makes of one repository. */
export interface Judge<A extends AskedRepository, J> {
  /** `mayShow`: whether requests and the report may name it. */
  judge(
    asked: A,
    outcome: ReadOutcome,
    mayShow: boolean,
  ): Promise<{ state: 'judged'; judgement: J } | { state: 'not-read'; because: Because }>;
  /** Says everything of a repository that may be shown. What comes back stands in the overview and in the table. */
  show(asked: A, judgement: J): readonly AuditedRow[];
  /** How a repository stands of which nothing else may be said. */
  weigh(asked: A, judgement: J): Standing;
}

/** What became of all repositories: what is said of them, and of those that may not be shown how many they are. */
export interface Tally {
  /** Those that may be shown, without empty ones. */
  audited: Audited[];
  unread: { repository: string; because: Because }[];
  hidden: Hidden;
  read: number;
  notRead: number;
  empty: number;
}

/** Judges one repository after the other and records it. Of each only what is shown is kept: there may be thousands. */
export async function tallyOf<A extends AskedRepository, J>(
  { asked, take, isPrivate }: Pick<Survey<A>, 'asked' | 'take' | 'isPrivate'>,
  judge: Judge<A, J>,
): Promise<Tally> {
  const tally: Tally = {
    audited: [],
    unread: [],
    hidden: { repositories: 0, failed: 0, unverified: 0 },
    read: 0,
    notRead: 0,
    empty: 0,
  };
  for (const each of asked) {
    const { listed, classes } = each;
    const outcome = named(take(listed.repository), listed.repository);
    // What the list calls public and the repository itself private is not shown either.
    const isOpen = isPublic(listed) && (outcome.state !== 'read' || !outcome.facts.private);
    const mayShow = isPrivate || isOpen;
    const one = outcome.state === 'read' ? await judge.judge(each, outcome, mayShow) : outcome;
    if (one.state === 'empty') tally.empty += 1;
    else if (one.state === 'not-read') tally.notRead += 1;
    else tally.read += 1;
    if (!mayShow) {
      const standing =
        one.state === 'judged' ? judge.weigh(each, one.judgement) : one.state === 'empty' ? 'passed' : 'unverified';
      tally.hidden.repositories += 1;
      if (standing !== 'passed') tally.hidden[standing] += 1;
    } else if (one.state === 'judged') {
      tally.audited.push({ listed, classes, rows: judge.show(each, one.judgement).map(slim) });
    } else if (one.state === 'not-read') {
      tally.unread.push({ repository: listed.repository, because: one.because });
      tally.audited.push({ listed, classes, rows: [], because: one.because });
    }
  }
  return tally;
}

/** What neither the overview nor the table says is not kept. */
function slim({ setting, target, ref, verdict, severity, holds, because }: AuditedRow): AuditedRow {
  return { setting, target, ref, verdict, severity, holds, because };
}

/** An outcome that is certainly about the repository of that name. */
function named(outcome: Outcome, repository: string): ReadOutcome | Exclude<Outcome, { state: 'read' }> {
  if (outcome.state !== 'read') return outcome;
  const { facts } = outcome.observation;
  const not = (because: Because): { repository: string; state: 'not-read'; because: Because } => ({
    repository,
    state: 'not-read',
    because,
  });
  if (facts.state !== 'read')
    return not(facts.state === 'unknown' ? facts.because : { code: 'NO_DATA', message: facts.message });
  if (sameRepository(facts.data.full_name, repository)) return { ...outcome, facts: facts.data };
  // Under the former name of a repository GitHub answers for the present one, which may be none that is selected.
  return not({
    code: 'NOT_FOUND',
    message: 'GitHub answers for a repository of another name: it was renamed or moved',
    needs: 'a further run, which lists it by its present name',
  });
}
