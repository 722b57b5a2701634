import { realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { apiTree } from '../adapters/api-tree.ts';
import { commitTree, mergeBase, type Repository, startOfWork } from '../adapters/git.ts';
import { worktree } from '../adapters/worktree.ts';
import { type Because, fullCheckout, GovernanceError } from '../core/errors.ts';
import type { RunEvent } from '../core/event.ts';
import type { GitHub, Tree } from '../core/ports.ts';
import type { Host } from './host.ts';
import { rooted } from './rooted.ts';
import { changesOf, commitOf, configFrom, type Place, type PolicyPlace, pastOf, producedIn } from './run-place.ts';

/**
 * Opens the judged repository and finds the version before the change. Broken surroundings are BAD_INPUT. On a laptop the
 * configuration can be read while git still answers: `place` must be awaited, or its failure is nobody's.
 */
export async function openPlace(
  host: Host,
  event: RunEvent | undefined,
  workingDirectory: string,
  config: string,
): Promise<{ policy: PolicyPlace; place: Promise<Place> }> {
  const asked = resolve(host.cwd, workingDirectory);
  let opened: Opened | undefined;
  if (event !== undefined) {
    // Without a checkout the folder is only in the commit that the event names.
    opened = await host.openRepository(await realpath(asked).catch(() => host.cwd));
    if (isNone(opened)) {
      const { remotePlace } = await import('./remote-place.ts');
      return remotePlace(host, event, workingDirectory, config);
    }
  }
  const folder = await realpath(asked).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new GovernanceError('BAD_INPUT', `the working directory ${workingDirectory} cannot be used (${code})`, {
      cause: error,
    });
  });
  if (event !== undefined && opened !== undefined) return actionPlace(host, event, config, opened);
  const path = resolve(host.cwd, config);
  const at = path.lastIndexOf(sep) + 1;
  return {
    policy: { judged: worktree(path.slice(0, at), undefined), base: undefined, path: path.slice(at), shown: config },
    place: localPlace(host, folder),
  };
}

async function localPlace(host: Host, folder: string): Promise<Place> {
  const opened = await host.openRepository(folder);
  const repository = opened.ok ? opened.repository : undefined;
  const github = (): GitHub => host.createGitHub(undefined);
  const own = { tree: worktree(folder, repository), top: worktree(repository?.top ?? folder, undefined) };
  return {
    // No tree is named: what is read is the work tree, and no commit says what is in it.
    subject: { event: 'local', ...(repository?.head === undefined ? {} : { headSha: repository.head }) },
    judged: worktree(folder, repository),
    before: localBefore(repository),
    produced: producedIn(folder, repository),
    ...changesOf({ repository, event: undefined, prefix: repository?.prefix ?? '', github }),
    past: pastOf(repository, repository?.head, repository?.prefix ?? ''),
    policy: own,
    own,
    folder: repository?.prefix ?? '',
  };
}

/** On a laptop the commit that the work began from; git is asked for it only when something is compared. */
function localBefore(repository: Repository | undefined): Tree | { because: Because } {
  if (repository?.head === undefined) {
    return {
      because: {
        code: 'NO_BASE',
        message: 'there is no earlier commit to compare with',
        needs: 'a git repository with a commit',
      },
    };
  }
  let tree: Promise<Tree> | undefined;
  const earlier = (): Promise<Tree> =>
    (tree ??= startOfWork(repository).then((commit) => commitTree(repository, commit ?? '', repository.prefix)));
  return {
    ref: undefined,
    read: async (path, maxBytes) => (await earlier()).read(path, maxBytes),
    list: async () => (await earlier()).list(),
  };
}

type Opened = Awaited<ReturnType<Host['openRepository']>>;

async function actionPlace(
  host: Host,
  event: RunEvent,
  config: string,
  opened: Opened,
): Promise<{ policy: PolicyPlace; place: Promise<Place> }> {
  if (!opened.ok || opened.repository.head === undefined || opened.repository.tree === undefined) {
    throw new GovernanceError(
      'BAD_INPUT',
      `there is no checkout to judge: ${opened.ok ? 'it has no commit' : opened.message}`,
      {
        hint: 'Add a step with actions/checkout before this one.',
      },
    );
  }
  const { repository } = opened;
  const { head, tree, prefix } = repository as Repository & { head: string; tree: string };
  const path = configFrom(repository.top, host, config);
  const name = event.subject.repository ?? '';
  const policyAt = await commitOf(host, event.policy, name);
  const inPolicy = 'because' in policyAt ? policyAt : trustedTree(host, repository, policyAt.sha, name);
  const judged = commitTree(repository, head, prefix);
  const own = { tree: judged, top: commitTree(repository, head, '') };
  const github = (): GitHub => host.createGitHub(host.secret('token'));
  const before = await comparedWith(host, repository, head, event);
  const place: Place = {
    subject: { ...event.subject, checkedOutSha: head, treeSha: tree },
    judged,
    ...changesOf({ repository, event, prefix, github }),
    past: pastOf(repository, 'because' in policyAt ? policyAt.because : policyAt.sha, prefix),
    policy: 'because' in inPolicy ? own : { tree: rooted(inPolicy, prefix), top: inPolicy },
    own,
    before: 'because' in before ? before : rooted(trustedTree(host, repository, before.sha, name), prefix),
    folder: prefix,
    produced: producedIn(join(repository.top, prefix), repository),
  };
  return {
    policy: { judged: commitTree(repository, head, ''), base: inPolicy, path, shown: path },
    place: Promise.resolve(place),
  };
}

/** Whether there is no repository at all. One that git refuses to open, or that is broken, is not none. */
function isNone(opened: Opened): boolean {
  return !opened.ok && opened.message.startsWith('not a git repository (or any');
}

/**
 * The earlier version. The test merge holds all of its base; a head by itself is compared with where it left that, and what
 * is itself the tip with its parent: a version compared with itself would prove nothing.
 */
async function comparedWith(
  host: Host,
  repository: Repository,
  head: string,
  event: RunEvent,
): Promise<{ sha: string } | { because: Because }> {
  const reference = await commitOf(host, event.before, event.subject.repository ?? '');
  if ('because' in reference || (head === event.subject.mergeSha && reference.sha !== head)) return reference;
  const left = (await mergeBase(repository, reference.sha, head)) ?? reference.sha;
  if (left !== head) return { sha: left };
  if (repository.parent !== undefined) return { sha: repository.parent };
  const message = 'there is no earlier version to compare with: the checkout ends at this commit';
  return { because: { code: 'NO_BASE', message, needs: fullCheckout } };
}

/** A commit from git as far as the checkout has it, else through the API. */
function trustedTree(host: Host, repository: Repository, sha: string, name: string): Tree {
  const local = commitTree(repository, sha, '');
  const remote = (): Tree => apiTree(host.createGitHub(host.secret('token')), name, sha);
  return {
    ref: sha,
    async read(path, maxBytes) {
      const answer = await local.read(path, maxBytes);
      if (answer.found || answer.reason !== 'unreadable') return answer;
      const other = await remote().read(path, maxBytes);
      if (other.found || other.because === undefined) return other;
      return { ...other, because: await orCheckout(other.because) };
    },
    async list() {
      const answer = await local.list();
      if (answer.ok) return answer;
      const other = await remote().list();
      return other.ok ? other : { ok: false, because: await orCheckout(other.because) };
    },
  };
}

/** Why neither the checkout nor the API has a commit, with the way out that needs no permission. */
async function orCheckout(because: Because): Promise<Because> {
  const { withNeeds } = await import('../adapters/api-changes.ts');
  return withNeeds(because, 'a checkout with fetch-depth: 0').because;
}
