import { realpath } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { apiFirstParent, compareCommits } from '../adapters/api-changes.ts';
import { apiFiles } from '../adapters/api-files.ts';
import { apiTree, branchTip } from '../adapters/api-tree.ts';
import { commitTree, mergeBase, type Repository, startOfWork } from '../adapters/git.ts';
import { worktree } from '../adapters/worktree.ts';
import { type Because, GovernanceError } from '../core/errors.ts';
import type { BaseReference, RunEvent } from '../core/event.ts';
import type { History } from '../core/history.ts';
import { containedPath } from '../core/path.ts';
import type { GitHub, Tree } from '../core/ports.ts';
import type { Subject } from '../core/report.ts';
import type { Host } from './host.ts';
import { rooted } from './rooted.ts';
import { historyOf } from './units.ts';

/** Where the configuration is read: trees that it lies in, and its path there. */
export interface PolicyPlace {
  judged: Tree;
  /** The trusted earlier version; undefined on a laptop, where the person at the keyboard decides. */
  base: Tree | { because: Because } | undefined;
  path: string;
  /** The path as people know it. */
  shown: string;
}

export interface PolicyTrees {
  tree: Tree;
  top: Tree;
}

/** The trees of a run. */
export interface Place {
  subject: Subject;
  /** The judged files, rooted at the working directory. */
  judged: Tree;
  /** The version before the judged change, rooted there too, or why there is none. */
  before: Tree | { because: Because };
  /** The changes that the run is about, with paths from the working directory and from the top of the repository. */
  history: History;
  wholeHistory: History;
  /** Where policy lies: the trusted earlier version, rooted at the working directory (`tree`) and at the top. */
  policy: PolicyTrees;
  /** The judged version in the same way, for a policy that came with the change itself or lies in the work tree. */
  own: PolicyTrees;
  /** The working directory from the top of the repository, with a trailing `/`, or empty. */
  folder: string;
}

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
    if (isNone(opened)) return remotePlace(host, event, workingDirectory, config);
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
    ...changesOf(repository?.prefix ?? '', (prefix) => historyOf({ repository, event: undefined, prefix, github })),
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
    ...changesOf(prefix, (from) => historyOf({ repository, event, prefix: from, github })),
    policy: 'because' in inPolicy ? own : { tree: rooted(inPolicy, prefix), top: inPolicy },
    own,
    before: 'because' in before ? before : rooted(trustedTree(host, repository, before.sha, name), prefix),
    folder: prefix,
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

/** Without a checkout: the commit of the event, read through the API. */
async function remotePlace(
  host: Host,
  event: RunEvent,
  workingDirectory: string,
  config: string,
): Promise<{ policy: PolicyPlace; place: Promise<Place> }> {
  const { repository: name = '', mergeSha, headSha } = event.subject;
  const commit = mergeSha ?? headSha ?? '';
  const path = configFrom(host.cwd, host, config);
  const within = relative(host.cwd, resolve(host.cwd, workingDirectory)).split(sep).join('/');
  const inside = within === '' ? undefined : containedPath(within);
  if (inside?.ok === false) {
    throw new GovernanceError('BAD_INPUT', `the working directory ${workingDirectory} ${inside.message}`);
  }
  const prefix = inside === undefined ? '' : `${inside.path}/`;
  const github = host.createGitHub(host.secret('token'));
  const policyAt = await commitOf(host, event.policy, name);
  const inPolicy = 'because' in policyAt ? policyAt : apiTree(github, name, policyAt.sha);
  const judged = apiFiles(github, name, commit);
  const own = { tree: rooted(judged, prefix), top: judged };
  const before = await remoteBefore(host, event, commit);
  const place: Place = {
    subject: event.subject,
    judged: own.tree,
    ...changesOf(prefix, (from) => historyOf({ repository: undefined, event, prefix: from, github: () => github })),
    policy: 'because' in inPolicy ? own : { tree: rooted(inPolicy, prefix), top: inPolicy },
    own,
    before: 'because' in before ? before : rooted(apiTree(github, name, before.sha), prefix),
    folder: prefix,
  };
  return { policy: { judged, base: inPolicy, path, shown: path }, place: Promise.resolve(place) };
}

/** What `comparedWith` finds, through the API. */
async function remoteBefore(
  host: Host,
  event: RunEvent,
  commit: string,
): Promise<{ sha: string } | { because: Because }> {
  const name = event.subject.repository ?? '';
  const reference = await commitOf(host, event.before, name);
  if ('because' in reference || (commit === event.subject.mergeSha && reference.sha !== commit)) return reference;
  const remote = { github: host.createGitHub(host.secret('token')), repository: name };
  const comparison = await compareCommits(remote, reference.sha, commit);
  if (!comparison.ok) return { because: comparison.because };
  const left = comparison.data.merge_base_commit.sha;
  if (left !== commit) return { sha: left };
  const parent = await apiFirstParent(remote, commit);
  if (!parent.ok) return { because: parent.because };
  if (parent.data !== undefined) return { sha: parent.data };
  return {
    because: { code: 'NO_BASE', message: 'there is no earlier version to compare with: this is the first commit' },
  };
}

/** The path of the configuration from the top of the judged files. */
function configFrom(top: string, host: Host, config: string): string {
  const path = containedPath(relative(top, resolve(host.cwd, config)).split(sep).join('/'));
  if (path.ok) return path.path;
  throw new GovernanceError('BAD_INPUT', `the path of the configuration ${config} ${path.message}`);
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
  return { because: { code: 'NO_BASE', message, needs: 'a checkout with fetch-depth: 0' } };
}

async function commitOf(
  host: Host,
  reference: BaseReference,
  repository: string,
): Promise<{ sha: string } | { because: Because }> {
  if (reference.kind === 'commit') return { sha: reference.sha };
  const tip = await branchTip(host.createGitHub(host.secret('token')), repository, reference.name);
  if (tip.ok) return { sha: tip.data };
  return {
    because: {
      ...tip.because,
      message: `the tip of branch ${reference.name} could not be read: ${tip.because.message}`,
    },
  };
}

/** A commit from git as far as the checkout has it, else through the API. */
function trustedTree(host: Host, repository: Repository, sha: string, name: string): Tree {
  const local = commitTree(repository, sha, '');
  const remote = (): Tree => apiTree(host.createGitHub(host.secret('token')), name, sha);
  return {
    ref: sha,
    async read(path, maxBytes) {
      const answer = await local.read(path, maxBytes);
      return answer.found || answer.reason !== 'unreadable' ? answer : remote().read(path, maxBytes);
    },
    async list() {
      const answer = await local.list();
      return answer.ok ? answer : remote().list();
    },
  };
}

/** One history where both are the same, so that it is asked once. */
function changesOf(prefix: string, from: (prefix: string) => History): Pick<Place, 'history' | 'wholeHistory'> {
  const history = from(prefix);
  return { history, wholeHistory: prefix === '' ? history : from('') };
}
