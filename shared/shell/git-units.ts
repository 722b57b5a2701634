import { posix } from 'node:path';
import type { ChangeSet } from '../adapters/change-set.ts';
import { commitTree, type Repository, startOfWork } from '../adapters/git.ts';
import { type Changes, changedContent, commitChanges } from '../adapters/git-changes.ts';
import {
  type Commit,
  emptyTree,
  firstParentLine,
  hasTree,
  isAncestor,
  isShallow,
  mergeBases,
  readCommit,
  resolveCommit,
} from '../adapters/git-commits.ts';
import { worktree } from '../adapters/worktree.ts';
import { worktreeChanges } from '../adapters/worktree-changes.ts';
import { type Because, fullCheckout } from '../core/errors.ts';
import type { Unit } from '../core/history.ts';
import { type Group, groupsOf, nothingNew, type Plan, rewritten, startsAt } from './unit-plan.ts';

/** The repository around the working directory, and the folder in it that is judged. */
export interface Local {
  repository: Repository;
  prefix: string;
}

/** `elsewhere`: the clone does not hold what is needed, so that GitHub may still know. */
export type Told<T> = ({ ok: true } & T) | { ok: false; because: Because; elsewhere: boolean };

/** An audit of history takes what a push may not bring at once. */
const mostAudited = 10_000;
/** GitHub tells no more commits of a push in one answer. */
export const mostPushed = 250;

function cutOff(message: string): { ok: false; because: Because; elsewhere: true } {
  return { ok: false, because: { code: 'NO_BASE', message, needs: fullCheckout }, elsewhere: true };
}

function refused(because: Because): { ok: false; because: Because; elsewhere: false } {
  return { ok: false, because, elsewhere: false };
}

/** One unit whose two sides are here; `tree` is the commit that is read where that is not the head itself. */
export function gitUnit(local: Local, group: Group, tree = group.head): Unit {
  const { repository, prefix } = local;
  const base = group.base ?? emptyTree(group.head);
  const after = commitTree(repository, tree, prefix);
  const commits = { before: base, after: tree };
  return {
    ...described(group),
    base,
    head: group.head,
    before: commitTree(repository, base, prefix),
    after,
    ...read(
      () => commitChanges(repository, base, tree, prefix),
      (set, change, side, maxBytes) =>
        changedContent(repository, set, change, { name: side, commit: commits[side] }, maxBytes),
    ),
  };
}

/** What is on disk, compared with a commit or with nothing. */
function worktreeUnit({ repository, prefix }: Local, base: string, key: string): Unit {
  const before = commitTree(repository, base, prefix);
  const after = worktree(posix.join(repository.top, prefix), repository);
  return {
    name: 'the work tree',
    key,
    base,
    head: undefined,
    before,
    after,
    ...read(
      () => worktreeChanges(repository, base, prefix),
      (set, change, side, maxBytes) =>
        side === 'before'
          ? changedContent(repository, set, change, { name: side, commit: base }, maxBytes)
          : after.read(change.path, maxBytes),
    ),
  };
}

export function described({ name, key, pullRequest }: Group): Pick<Unit, 'name' | 'key' | 'pullRequest'> {
  return { name, key, ...(pullRequest === undefined ? {} : { pullRequest }) };
}

type Read = (set: ChangeSet, ...content: Parameters<Unit['content']>) => ReturnType<Unit['content']>;

/** Changes that are asked once, and their content. */
function read(ask: () => Promise<Changes>, content: Read): Pick<Unit, 'changes' | 'content'> {
  let asked: Promise<Changes> | undefined;
  const once = (): Promise<Changes> => (asked ??= ask());
  return {
    async changes() {
      const answer = await once();
      return answer.ok ? { ok: true, changes: answer.set.changes } : answer;
    },
    async content(change, side, maxBytes) {
      const answer = await once();
      const { path } = change;
      if (answer.ok && answer.set.sides.has(path)) return content(answer.set, change, side, maxBytes);
      const because: Because = answer.ok
        ? { code: 'NO_DATA', message: `${path} is none of the changed files`, needs: 'a path that changed' }
        : answer.because;
      return { found: false, path, reason: 'unreadable', message: because.message, because };
    },
  };
}

/** Where `head` left `base`. */
async function parted(repository: Repository, base: string, head: string): Promise<Told<{ commit: string }>> {
  if (await isShallow(repository)) {
    return cutOff(`where ${head} left ${base} cannot be told from a clone whose history is cut off`);
  }
  const [common, ...others] = (await mergeBases(repository, base, head)) ?? [undefined];
  if (common === undefined) {
    const here = (await hasTree(repository, base)) && (await hasTree(repository, head));
    if (!here) return cutOff(`where ${head} left ${base} cannot be told: the checkout does not have both`);
    const message = `${base} and ${head} have no commit in common`;
    return refused({ code: 'NO_BASE', message, needs: 'two commits of one history' });
  }
  if (others.length > 0) {
    const message = `${head} left ${base} at several commits: each was merged into the other`;
    return {
      ok: false,
      because: { code: 'NO_BASE', message, needs: `a merge of ${base} into ${head}` },
      elsewhere: true,
    };
  }
  return { ok: true, commit: common };
}

/** The same for a change, which must have a commit of its own. */
async function partedChange(repository: Repository, base: string, head: string): Promise<Told<{ commit: string }>> {
  const left = await parted(repository, base, head);
  return left.ok && left.commit === head ? refused(nothingNew(base, head)) : left;
}

type PullRequestPlan = Extract<Plan, { kind: 'pull-request' }>;

/**
 * Where a pull request left the branch that it is for. The base of the event may be older than what was merged into the head from
 * that branch since: what others did would then count as its own. Once the branch has the head, only the event tells.
 */
async function leftBranch(
  repository: Repository,
  { base, into, head }: PullRequestPlan,
): Promise<Told<{ commit: string }>> {
  const tip = await resolveCommit(repository, `refs/remotes/origin/${into}`);
  const landed = tip.ok && (await isAncestor(repository, head, tip.id));
  return partedChange(repository, tip.ok && !landed ? tip.id : base, head);
}

/**
 * A pull request: from the first parent of its test merge where that is checked out, because the base may have moved since the
 * event; else from where its head left the base.
 */
export async function gitPullRequest(local: Local, plan: PullRequestPlan): Promise<Told<{ units: Unit[] }>> {
  const { repository } = local;
  const { number, head, merge } = plan;
  const group = { name: `pull request #${number}`, key: '', pullRequest: number, head };
  if (merge === undefined || repository.head !== merge || merge === head) {
    const left = await leftBranch(repository, plan);
    return left.ok ? { ok: true, units: [gitUnit(local, { ...group, base: left.commit })] } : left;
  }
  const commit = await readCommit(repository, merge);
  if (commit === undefined) return cutOff(`the checked-out commit ${merge} cannot be read`);
  const [first, second, ...others] = commit.parents;
  if (first === undefined || second !== head || others.length > 0) {
    const what = second === undefined ? 'merges nothing' : `merges ${[second, ...others].join(' and ')}`;
    return refused({
      code: 'NO_DATA',
      message: `the checked-out commit ${merge} ${what}, but the event is about ${head}`,
      needs: 'a checkout of the test merge of that head, or of the head itself',
    });
  }
  if (!(await hasTree(repository, first)))
    return cutOff(`the checkout does not have ${first}, the base of its test merge`);
  return { ok: true, units: [gitUnit(local, { ...group, base: first }, merge)] };
}

/** Commits of a branch in a row, oldest first, right after `from`. */
export async function gitLine(
  { repository }: Local,
  from: string,
  to: string,
): Promise<Told<{ commits: readonly Commit[] }>> {
  if (!(await hasTree(repository, to))) return cutOff(`the checkout does not have ${to}`);
  const shallow = await isShallow(repository);
  if (!(await hasTree(repository, from))) {
    return shallow ? cutOff(`the checkout does not have ${from}`) : refused(rewritten(from, to));
  }
  const line = await firstParentLine(repository, from, to, mostPushed);
  if (!line.ok) return { ...line, elsewhere: shallow && line.because.code === 'NO_BASE' };
  const starts = startsAt(line.commits, from, to, await isAncestor(repository, from, to));
  if (starts.ok) return line;
  return shallow
    ? cutOff(`whether ${to} follows on ${from} cannot be told from a clone whose history is cut off`)
    : refused(starts.because);
}

/** Where a commit left the default branch, as far as the clone knows that; the commit itself when it is in there. */
export async function gitStart(
  { repository }: Local,
  defaultBranch: string,
  to: string,
): Promise<Told<{ commit: string }>> {
  const tip = await resolveCommit(repository, `refs/remotes/origin/${defaultBranch}`);
  if (!tip.ok) return cutOff(`the checkout does not have the default branch ${defaultBranch}`);
  return parted(repository, tip.id, to);
}

/** Every first-parent commit that `to` has and `from` does not. */
export async function gitEach(local: Local, from: string, to: string): Promise<Told<{ units: Unit[] }>> {
  const line = await firstParentLine(local.repository, from, to, mostAudited);
  if (!line.ok) return refused(line.because);
  if (line.commits.length === 0) return refused(nothingNew(from, to));
  return { ok: true, units: groupsOf(line.commits, new Map()).map((group) => gitUnit(local, group)) };
}

/** An explicit range: from where its end left its start. */
export async function gitRange(
  local: Local,
  { from, to }: { from: string; to: string },
  eachCommit: boolean,
): Promise<Told<{ units: Unit[] }>> {
  const [start, end] = [await resolveCommit(local.repository, from), await resolveCommit(local.repository, to)];
  const missing = [start, end].find((one) => !one.ok);
  if (!start.ok || !end.ok) return refused(missing?.ok === false ? missing.because : nothingNew(from, to));
  if (eachCommit) return gitEach(local, start.id, end.id);
  const left = await partedChange(local.repository, start.id, end.id);
  if (!left.ok) return { ...left, elsewhere: false };
  const name = `${from}..${to}`;
  return { ok: true, units: [gitUnit(local, { name, key: '', base: left.commit, head: end.id })] };
}

/** The work on a laptop: one unit from where it began to the work tree, or its commits and then what is not committed. */
export async function laptopUnits(local: Local, eachCommit: boolean): Promise<Told<{ units: Unit[] }>> {
  const { repository } = local;
  const { head, parent } = repository;
  const start = await startOfWork(repository);
  if (head === undefined || start === undefined) {
    const message = 'there is no earlier commit to compare with';
    return refused({ code: 'NO_BASE', message, needs: 'a git repository with a commit' });
  }
  if (await isShallow(repository)) {
    const message = 'where the work began cannot be told from a clone whose history is cut off';
    return refused({ code: 'NO_BASE', message, needs: 'a whole clone (git fetch --unshallow)' });
  }
  const first = start === head && parent === undefined;
  if (!eachCommit) return { ok: true, units: [worktreeUnit(local, first ? emptyTree(head) : start, '')] };
  const line = first
    ? ({ ok: true, commits: [{ id: head, parents: [] }] } as const)
    : await firstParentLine(repository, start, head, mostAudited);
  if (!line.ok) return refused(line.because);
  const commits = groupsOf(line.commits, new Map()).map((group) => gitUnit(local, { ...group, key: group.head }));
  return { ok: true, units: [...commits, worktreeUnit(local, head, 'the work tree')] };
}
