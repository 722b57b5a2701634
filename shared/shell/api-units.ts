import {
  apiCommitChanges,
  type Comparison,
  compareCommits,
  currentPullRequest,
  pullRequestChanges,
  type Remote,
  withNeeds,
} from '../adapters/api-changes.ts';
import { apiFiles } from '../adapters/api-files.ts';
import { branchTip } from '../adapters/api-tree.ts';
import type { Commit } from '../adapters/git-commits.ts';
import { type Because, fullCheckout } from '../core/errors.ts';
import type { Unit } from '../core/history.ts';
import type { Tree } from '../core/ports.ts';
import { described, mostPushed } from './git-units.ts';
import { rooted } from './rooted.ts';
import { type Group, lineAmong, type Plan, rewritten, startsAt } from './unit-plan.ts';

/** A repository through the API, and the folder in it that is judged. */
export interface Far extends Remote {
  prefix: string;
}

type Refused = { ok: false; because: Because };

/** One unit whose two sides are read through the API. */
function apiUnit(far: Far, group: Group & { base: string }, ask: Unit['changes']): Unit {
  const tree = (commit: string): Tree => rooted(apiFiles(far.github, far.repository, commit), far.prefix);
  const [before, after] = [tree(group.base), tree(group.head)];
  let asked: ReturnType<Unit['changes']> | undefined;
  return {
    ...described(group),
    base: group.base,
    head: group.head,
    before,
    after,
    changes: () => (asked ??= ask()),
    async content({ path, kind }, side, maxBytes) {
      const none = side === 'before' ? 'added' : 'deleted';
      if (kind === none) return { found: false, path, reason: 'absent', message: 'does not exist' };
      return (side === 'before' ? before : after).read(path, maxBytes);
    },
  };
}

/** A pull request as GitHub lists it, from where its head left the branch that it is for. */
export async function apiPullRequest(
  far: Far,
  plan: Extract<Plan, { kind: 'pull-request' }>,
): Promise<{ ok: true; units: Unit[] } | Refused> {
  const { number, head } = plan;
  const current = await currentPullRequest(far, plan);
  if (!current.ok) return current;
  // The base that GitHub names may be older than what was merged into the head from the branch since.
  const tip = await branchTip(far.github, far.repository, plan.into);
  if (!tip.ok) return withNeeds(tip.because, fullCheckout);
  const now = await apiStart(far, tip.data, head);
  if (!now.ok) return now;
  // Once the branch has the head, only the pull request tells.
  const left = now.commit === head ? await apiStart(far, current.data.base, head) : now;
  if (!left.ok) return left;
  const base = left.commit;
  const group = { name: `pull request #${number}`, key: '', pullRequest: number, base, head };
  return { ok: true, units: [apiUnit(far, group, () => pullRequestChanges(far, plan, far.prefix))] };
}

/** Commits of a branch in a row, oldest first, right after `from`. */
export async function apiLine(
  far: Far,
  from: string,
  to: string,
): Promise<{ ok: true; commits: readonly Commit[] } | Refused> {
  const comparison = await compareCommits(far, from, to);
  if (!comparison.ok) return withNeeds(comparison.because, fullCheckout);
  return lineOf(comparison.data, from, to);
}

function lineOf(comparison: Comparison, from: string, to: string): { ok: true; commits: Commit[] } | Refused {
  const { status, commits, total_commits: total, merge_base_commit: common } = comparison;
  if (status === 'diverged' || status === 'behind' || common.sha !== from) {
    return { ok: false, because: rewritten(from, to) };
  }
  if (total > mostPushed || commits.length < total) {
    const message = `GitHub lists ${commits.length} of the ${total} commits ${from}..${to}`;
    return { ok: false, because: { code: 'TRUNCATED', message, needs: 'a shorter range' } };
  }
  const line = lineAmong(
    commits.map(({ sha, parents }) => ({ id: sha, parents: parents.map((parent) => parent.sha) })),
    from,
    to,
  );
  const starts = startsAt(line ?? commits.map(({ sha }) => ({ id: sha, parents: [] })), from, to, true);
  return starts.ok && line !== undefined
    ? { ok: true, commits: line }
    : { ok: false, because: starts.ok ? rewritten(from, to) : starts.because };
}

/** Where a commit left the default branch; the commit itself when it is in there. */
export async function apiStart(far: Far, tip: string, to: string): Promise<{ ok: true; commit: string } | Refused> {
  const comparison = await compareCommits(far, tip, to);
  return comparison.ok
    ? { ok: true, commit: comparison.data.merge_base_commit.sha }
    : withNeeds(comparison.because, fullCheckout);
}

/**
 * The units of commits that are not in the checkout. GitHub lists the files of one commit exactly; for several that
 * one pull request brought there is no exact list of them together, so that each stands by itself.
 */
export function apiCommits(far: Far, groups: readonly Group[]): { ok: true; units: Unit[] } | Refused {
  const units = groups.map((group) => {
    const { base, head } = group;
    return base === undefined
      ? undefined
      : apiUnit(far, { ...group, base }, () => apiCommitChanges(far, head, far.prefix));
  });
  const complete = units.filter((unit) => unit !== undefined);
  if (complete.length === units.length) return { ok: true, units: complete };
  const message = 'a commit without a parent cannot be compared through the API';
  return { ok: false, because: { code: 'NO_BASE', message, needs: fullCheckout } };
}
