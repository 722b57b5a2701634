import { relative, resolve, sep } from 'node:path';
import { branchTip } from '../adapters/api-tree.ts';
import type { Repository } from '../adapters/git.ts';
import type { Produced } from '../adapters/produced-files.ts';
import { type Because, GovernanceError } from '../core/errors.ts';
import type { BaseReference } from '../core/event.ts';
import type { History } from '../core/history.ts';
import type { Past } from '../core/past.ts';
import { containedPath } from '../core/path.ts';
import type { Tree } from '../core/ports.ts';
import type { Subject } from '../core/report.ts';
import type { Host } from './host.ts';
import type { HistoryRequest } from './units.ts';

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
  /** Files of the working directory that no commit knows: what steps of the job produced. */
  produced: Produced;
  /** The version before the judged change, rooted there too, or why there is none. */
  before: Tree | { because: Because };
  /** The changes that the run is about, with paths from the working directory and from the top of the repository. */
  history: History;
  wholeHistory: History;
  /** What the branch of the policy has been, with paths from the working directory. */
  past(): Promise<Past>;
  /** Where policy lies: the trusted earlier version, rooted at the working directory (`tree`) and at the top. */
  policy: PolicyTrees;
  /** The judged version in the same way, for a policy that came with the change itself or lies in the work tree. */
  own: PolicyTrees;
  /** The working directory from the top of the repository, with a trailing `/`, or empty. */
  folder: string;
}

/** The path of the configuration from the top of the judged files. */
export function configFrom(top: string, host: Host, config: string): string {
  const path = containedPath(relative(top, resolve(host.cwd, config)).split(sep).join('/'));
  if (path.ok) return path.path;
  throw new GovernanceError('BAD_INPUT', `the path of the configuration ${config} ${path.message}`);
}

/** The commit that a reference of the event means now. */
export async function commitOf(
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

/** One history where both are the same, so that it is asked once. Its code loads with the first question. */
export function changesOf(request: HistoryRequest): Pick<Place, 'history' | 'wholeHistory'> {
  const from = (prefix: string): History => {
    let loaded: Promise<History> | undefined;
    const load = async (): Promise<History> => (await import('./units.ts')).historyOf({ ...request, prefix });
    return { units: async (wanted) => (await (loaded ??= load())).units(wanted) };
  };
  const history = from(request.prefix);
  return { history, wholeHistory: request.prefix === '' ? history : from('') };
}

/** The past of a branch in a clone, from a commit on; without both nobody can look. Its code loads with the first question. */
export function pastOf(
  repository: Repository | undefined,
  from: string | Because | undefined,
  prefix: string,
): Place['past'] {
  let past: ReturnType<Place['past']> | undefined;
  return () => {
    past ??= import('../adapters/git-past.ts').then(({ openPast }) => openPast(repository, from, prefix));
    return past;
  };
}

/** What steps of the job produced in a folder. Its code loads with the first question. */
export function producedIn(folder: string, repository: Repository | undefined): Produced {
  let loading: Promise<Produced> | undefined;
  const load = (): Promise<Produced> => {
    loading ??= import('../adapters/produced-files.ts').then(({ produced }) => produced(folder, repository));
    return loading;
  };
  return {
    files: {
      ref: undefined,
      read: async (path, maxBytes) => (await load()).files.read(path, maxBytes),
      list: async () => (await load()).files.list(),
    },
    container: async (path) => (await load()).container(path),
    scan: async (scan, parameters, source, limits) => (await load()).scan(scan, parameters, source, limits),
  };
}
