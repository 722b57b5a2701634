import { type Because, GovernanceError } from '../core/errors.ts';
import type { RunEvent } from '../core/event.ts';
import type { UnitsRequest } from '../core/history.ts';

/** What the changes of a run are, before anything is asked of git or GitHub. */
export type Plan =
  /** From where `to` left `from`; both are names as they were given. */
  | { kind: 'range'; from: string; to: string }
  | { kind: 'work-tree' }
  /** `branch` is the one that it is for; `merge` is the platform's test merge, where the run is about one. */
  | {
      kind: 'pull-request';
      number: number;
      base: string;
      branch: string | undefined;
      head: string;
      merge: string | undefined;
    }
  /** Every commit that the queue puts on its base. */
  | { kind: 'merge-group'; from: string; to: string }
  /** `from` is undefined for a new branch: then from where it left the default branch. */
  | { kind: 'push'; from: string | undefined; to: string; branch: string; defaultBranch: string | undefined }
  | { kind: 'none'; because: Because };

const byRange = 'the input range (A..B)';

/** The plan of a run: an explicit range wins over the event. A range that is none is BAD_INPUT. */
export function planOf(event: RunEvent | undefined, request: UnitsRequest): Plan {
  if (request.range !== undefined) return { kind: 'range', ...readRange(request.range) };
  if (event === undefined) return { kind: 'work-tree' };
  const { event: name, baseSha: base, headSha: head, pullRequest, mergeSha: merge, ref } = event.subject;
  if (pullRequest !== undefined && base !== undefined && head !== undefined) {
    return { kind: 'pull-request', number: pullRequest, base, branch: event.baseBranch, head, merge };
  }
  if (name === 'merge_group' && base !== undefined && head !== undefined) {
    return { kind: 'merge-group', from: base, to: head };
  }
  const branch = /^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1];
  if (name === 'push' && branch !== undefined && head !== undefined) {
    if (event.forced === true) return { kind: 'none', because: rewritten(base ?? 'its old tip', head) };
    const { defaultBranch } = event;
    if (base === undefined && branch === defaultBranch) {
      const message = `the first push of ${branch}, the default branch, has nothing to be compared with`;
      return { kind: 'none', because: { code: 'NO_BASE', message, needs: byRange } };
    }
    return { kind: 'push', from: base, to: head, branch, defaultBranch };
  }
  const what = name === 'push' ? `the push of ${ref ?? 'no branch'}` : `the event ${name}`;
  return { kind: 'none', because: { code: 'NO_BASE', message: `${what} names no change to judge`, needs: byRange } };
}

/** The two names of `A..B`, refused unless each can only be the name or id of a commit. */
function readRange(text: string): { from: string; to: string } {
  const [from = '', to = '', ...more] = text.split('..');
  const names = [from, to];
  const odd = names.find((name) => /^[-.]|[.]$|[\^:\\?*[\s\p{Cc}\p{Cf}]|@\{/u.test(name));
  if (more.length === 0 && from !== '' && to !== '' && odd === undefined && names.every((name) => name.length <= 250)) {
    return { from, to };
  }
  throw new GovernanceError('BAD_INPUT', `the range ${JSON.stringify(text)} is not two commits with .. between them`, {
    hint: 'Write it like v1.2.0..main: two names or ids of commits, without ^, :, @{, spaces or a leading hyphen.',
  });
}

/** Why the commits between two tips of a branch cannot be told. */
export function rewritten(from: string, to: string): Because {
  return {
    code: 'NO_BASE',
    message: `the branch was rewritten: ${to} does not follow on ${from}`,
    needs: `${byRange} that names the commit where the change began, or a run on its pull request`,
  };
}

/** One of several commits in a row, with what GitHub says of its pull requests. */
export interface LineCommit {
  id: string;
  parents: readonly string[];
}

/** A commit that is reached, but through a merge that took the branch for the side. */
function turned(from: string, to: string): Because {
  return {
    code: 'NO_BASE',
    message: `the first parents of ${to} do not lead to ${from}: a merge exchanged the branch and what was merged into it`,
    needs: byRange,
  };
}

/** Whether a line of first parents, oldest first, starts right after `from`; else why its commits cannot be judged one by one. */
export function startsAt(
  commits: readonly LineCommit[],
  from: string,
  to: string,
  follows: boolean,
): { ok: true } | { ok: false; because: Because } {
  if (commits[0]?.parents[0] === from && commits.at(-1)?.id === to) return { ok: true };
  if (from === to) return { ok: false, because: nothingNew(from, to) };
  return { ok: false, because: follows && commits.length > 0 ? turned(from, to) : rewritten(from, to) };
}

/** Why a change without a commit is none. */
export function nothingNew(from: string, to: string): Because {
  return {
    code: 'NO_BASE',
    message: `${to} has no commit that ${from} does not have: there is no change`,
    needs: `${byRange} whose end has commits that its start does not have`,
  };
}

/** The first-parent line from `from` to `to` among commits in any order; undefined when it does not lead there. */
export function lineAmong(commits: readonly LineCommit[], from: string, to: string): LineCommit[] | undefined {
  const known = new Map(commits.map((commit) => [commit.id, commit]));
  const line: LineCommit[] = [];
  for (let at: string | undefined = to; at !== from; ) {
    const commit: LineCommit | undefined = at === undefined ? undefined : known.get(at);
    if (commit === undefined || line.length > known.size) return undefined;
    line.push(commit);
    at = commit.parents[0];
  }
  return line.reverse();
}

/** A merged pull request, and the commit that GitHub says it ended with. */
export interface MergedPull {
  number: number;
  lastCommit: string;
}

/** What is judged as one. */
export interface Group {
  name: string;
  key: string;
  pullRequest?: number | undefined;
  /** The parent of its first commit; undefined for a root commit. */
  base: string | undefined;
  head: string;
}

/**
 * Commits in a row, oldest first, as what is judged: those that a merged pull request brought are one, if it ended with the
 * last of them; every other commit is one by itself, compared with its first parent.
 */
export function groupsOf(commits: readonly LineCommit[], pulls: ReadonlyMap<string, readonly MergedPull[]>): Group[] {
  const groups: Group[] = [];
  for (let end = commits.length - 1; end >= 0; ) {
    const last = commits[end];
    if (last === undefined) break;
    const pull = pulls.get(last.id)?.find(({ lastCommit }) => lastCommit === last.id);
    const belongs = (index: number): boolean =>
      pulls.get(commits[index]?.id ?? '')?.some(({ number }) => number === pull?.number) === true;
    let start = end;
    while (pull !== undefined && start > 0 && belongs(start - 1)) start -= 1;
    const base = commits[start]?.parents[0];
    groups.push(
      pull === undefined
        ? { name: `commit ${last.id.slice(0, 12)}`, key: last.id, base, head: last.id }
        : {
            name: `pull request #${pull.number}`,
            key: `pull request #${pull.number}`,
            pullRequest: pull.number,
            base,
            head: last.id,
          },
    );
    end = start - 1;
  }
  const [only, ...others] = groups;
  return only !== undefined && others.length === 0 ? [{ ...only, key: '' }] : groups.reverse();
}
