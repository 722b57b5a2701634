import type { Because } from '../../core/errors.ts';
import { isPublic, type Listed } from './listed.ts';

/** What the list of repositories came to. */
export interface ListFacts {
  organisation: string;
  /** Why there may be more repositories than were listed. */
  unseen: Because | undefined;
  listed: number;
  selected: number;
  /** Whether other runs judge other parts of the list. */
  isPart: boolean;
  /** Of those that may be shown. */
  unread: readonly { repository: string; because: Because }[];
  empty: number;
  /** How many the policy asks nothing of. */
  notAsked: number;
  hidden: Hidden;
}

/** Repositories that a report says nothing of but how many they are. */
export interface Hidden {
  repositories: number;
  failed: number;
  unverified: number;
}

/** One thing that is said of the list; without words where the rule has its own. */
export interface ListFact {
  about: string[];
  says?: string;
  actual?: string;
  /** What a waiver is bound to. */
  observed?: unknown;
  fix?: string;
}

/** Who records it, by a rule of its own about lists. */
export interface ListRecorder {
  passed(fact: ListFact): void;
  failed(fact: ListFact): void;
  unverified(fact: ListFact, because: Because): void;
  notApplicable(fact: ListFact, why: string): void;
}

/** Whether the list is whole, who was not read, and how those stand of which nothing else is said. */
export function recordList(to: ListRecorder, facts: ListFacts): void {
  const { organisation, unseen, listed, selected, isPart, unread, empty, notAsked, hidden } = facts;
  const about = (what: string, more: Partial<ListFact> = {}): ListFact => ({
    about: [organisation.toLowerCase(), what],
    ...more,
  });
  const whole = about('all repositories', {
    says:
      selected === 0
        ? `the policy names no repository of ${organisation}`
        : `the policy asks for nothing of the ${selected} repositories that it names: they are of none of its classes`,
    actual: `${selected} of ${listed} repositories`,
    observed: [selected, notAsked],
    fix:
      selected === 0 ? 'correct the selection under repositories' : 'correct the classes, or give a layer organisation',
  });
  if (unseen !== undefined) to.unverified(whole, unseen);
  else if (selected > notAsked + empty) to.passed(whole);
  else if (selected > notAsked) to.unverified(whole, nothingMeasured(empty));
  else if (isPart) to.notApplicable(whole, 'nothing is asked of any repository of this part');
  else to.failed(whole);
  for (const { repository, because } of unread) to.unverified({ about: [repository.toLowerCase()] }, because);
  if (empty > 0) to.notApplicable(about('empty'), `${empty} repositories are empty: they have no branch to protect`);
  if (notAsked > 0)
    to.notApplicable(
      about('not asked'),
      `${notAsked} repositories are of no class of which the policy asks for anything`,
    );
  if (hidden.repositories > 0) recordHidden(to, about, hidden);
}

function nothingMeasured(empty: number): Because {
  return {
    code: 'NO_DATA',
    message: `nothing was measured: all ${empty} repositories of which anything is asked are empty`,
    needs: 'a repository with a branch among those that are selected',
  };
}

function recordHidden(
  to: ListRecorder,
  about: (what: string, more?: Partial<ListFact>) => ListFact,
  { repositories, failed, unverified }: Hidden,
): void {
  const fact = about('repositories that are not shown', {
    says: `${failed} of ${repositories} repositories that are not shown here are not as the policy asks`,
    actual: `${failed} not as asked, ${unverified} not verified, ${repositories - failed - unverified} as asked`,
    fix: 'run the audit in a private repository, whose report names them',
  });
  if (failed > 0) to.failed(fact);
  else if (unverified === 0) to.passed(fact);
  else
    to.unverified(fact, {
      code: 'NO_DATA',
      message: `${unverified} of ${repositories} repositories that are not shown here could not be judged`,
      needs: 'an audit in a private repository, whose report says why',
    });
}

/** What a list does not show of, told and counted apart: those that may not be named count as not verified. */
export function openOf(
  open: readonly { listed: Listed; because: Because }[],
  isPrivate: boolean,
): { shown: { repository: string; because: Because }[]; hidden: number } {
  const shown = open
    .filter(({ listed }) => isPrivate || isPublic(listed))
    .map(({ listed, because }) => ({ repository: listed.repository, because }));
  return { shown, hidden: open.length - shown.length };
}
