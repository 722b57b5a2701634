import type { Because } from '../../../shared/core/errors.ts';
import type { Ctx } from '../definition.ts';
import { rules, type SettingFact } from '../rules.ts';

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
  notAsked: number;
  hidden: { repositories: number; failed: number; unverified: number };
}

/** Whether the list is whole, who was not read, and how those stand of which nothing else is said. */
export function recordRepositories(ctx: Ctx, facts: ListFacts): void {
  const { severity } = rules.repositories;
  const { organisation, unseen, listed, selected, isPart, unread, empty, notAsked, hidden } = facts;
  const about = (what: string, more: Partial<SettingFact> = {}): SettingFact => ({
    about: [organisation.toLowerCase(), what],
    severity,
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
  if (unseen !== undefined) ctx.unverified('repositories', whole, unseen);
  else if (selected > notAsked) ctx.passed('repositories', whole);
  else if (isPart) ctx.notApplicable('repositories', whole, 'nothing is asked of any repository of this part');
  else ctx.failed('repositories', whole);
  for (const { repository, because } of unread)
    ctx.unverified('repositories', { about: [repository.toLowerCase()], severity }, because);
  if (empty > 0)
    ctx.notApplicable(
      'repositories',
      about('empty'),
      `${empty} repositories are empty: they have no branch to protect`,
    );
  if (notAsked > 0)
    ctx.notApplicable(
      'repositories',
      about('not asked'),
      `${notAsked} repositories are of no class of which the policy asks for anything`,
    );
  if (hidden.repositories > 0) recordHidden(ctx, about, hidden);
}

function recordHidden(
  ctx: Ctx,
  about: (what: string, more?: Partial<SettingFact>) => SettingFact,
  { repositories, failed, unverified }: ListFacts['hidden'],
): void {
  const fact = about('repositories that are not shown', {
    says: `${failed} of ${repositories} repositories that are not shown here are not as the policy asks`,
    actual: `${failed} not as asked, ${unverified} not verified, ${repositories - failed - unverified} as asked`,
    fix: 'run the audit in a private repository, whose report names them',
  });
  if (failed > 0) ctx.failed('repositories', fact);
  else if (unverified === 0) ctx.passed('repositories', fact);
  else
    ctx.unverified('repositories', fact, {
      code: 'NO_DATA',
      message: `${unverified} of ${repositories} repositories that are not shown here could not be judged`,
      needs: 'an audit in a private repository, whose report says why',
    });
}
