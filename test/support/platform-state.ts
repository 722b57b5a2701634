import { createHash } from 'node:crypto';
import type { RouteAnswer, RouteHandler } from './github-server.ts';

/*
 * GitHub as plain data: what platform.ts plays. Whatever is left out is as in a new repository.
 */

export interface RuleData {
  type: string;
  parameters?: Record<string, unknown> | null;
}

export interface RulesetData {
  id: number;
  name?: string;
  target?: 'branch' | 'tag' | 'push';
  enforcement?: string;
  /** `Repository` unless given; those of an organisation have `Organization`. */
  level?: string;
  include?: string[];
  exclude?: string[];
  rules: RuleData[];
  bypass?: Record<string, unknown>[];
  updatedAt?: string;
}

export interface BranchData {
  name: string;
  /** The commit. */
  sha?: string;
  /** Classic protection, as the REST API gives it; undefined when there is none. */
  classic?: Record<string, unknown> | undefined;
  /** What GitHub says in `protected`, where that is not what protects the branch. */
  protected?: boolean | undefined;
  /** What GitHub lists as active, where that is not the active rulesets that include the branch. */
  listed?: readonly RulesetData[] | undefined;
}

export interface TagData {
  name: string;
  /** What the ref leads to: a commit, or a tag object of its own. */
  object: { type: 'commit' | 'tag'; sha: string };
}

export interface CheckRunData {
  id: number;
  name: string;
  app: { id: number; slug: string };
  status?: 'queued' | 'in_progress' | 'completed';
  conclusion?: 'success' | 'failure' | 'skipped' | 'neutral' | 'cancelled' | null;
}

export interface StatusData {
  context: string;
  state: 'success' | 'failure' | 'pending' | 'error';
  creator: string;
}

export interface CommitData {
  parents?: readonly string[];
  checkRuns?: readonly CheckRunData[];
  statuses?: readonly StatusData[];
}

export interface WorkflowData {
  id: number;
  name: string;
  path: string;
  state: 'active' | 'disabled_manually' | 'disabled_inactivity' | 'disabled_fork';
}

export interface PullData {
  number: number;
  base: { ref: string; sha: string };
  head: { ref: string; sha: string };
  author: string;
  state?: 'open' | 'closed';
  draft?: boolean;
  mergedAt?: string;
  files?: readonly { filename: string; status: 'added' | 'removed' | 'modified' | 'renamed' }[];
  reviews?: readonly {
    id: number;
    user: string;
    state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
    commit: string;
  }[];
}

export interface JobData {
  id: number;
  name: string;
  attempt: number;
  conclusion: 'success' | 'failure' | 'skipped' | 'cancelled' | null;
}

export interface ArtifactData {
  id: number;
  name: string;
  zip: Uint8Array;
  digest?: string;
  createdAt?: string;
  expired?: boolean;
}

export interface RunData {
  id: number;
  attempt?: number;
  event: string;
  /** The path of the workflow file. */
  path: string;
  headSha: string;
  headBranch: string;
  status?: 'queued' | 'in_progress' | 'completed';
  conclusion?: 'success' | 'failure' | 'cancelled' | null;
  createdAt?: string;
  jobs?: readonly JobData[];
  artifacts?: readonly ArtifactData[];
}

export interface ReleaseData {
  id: number;
  tag: string;
  immutable?: boolean;
  draft?: boolean;
}

export interface RepositoryData {
  /** `owner/name` */
  name: string;
  /** `public` unless given. */
  visibility?: 'public' | 'private' | 'internal';
  archived?: boolean;
  fork?: boolean;
  topics?: readonly string[];
  /** Custom properties. */
  properties?: Readonly<Record<string, string | string[] | null>>;
  /** `main` unless given. */
  defaultBranch?: string;
  /** Without a commit: there is no branch. */
  empty?: boolean;
  /** A private repository of a plan without rulesets and classic protection. */
  planWithoutProtection?: boolean;
  /** The default branch alone, without classic protection, unless given. */
  branches?: readonly BranchData[];
  tags?: readonly TagData[];
  rulesets?: readonly RulesetData[];
  commits?: Readonly<Record<string, CommitData>>;
  workflows?: readonly WorkflowData[];
  /** Texts of files by path, on every ref. */
  files?: Readonly<Record<string, string>>;
  /** Those of them that are symbolic links. */
  links?: readonly string[];
  /** Those of them that GitHub takes for no text. */
  binaries?: readonly string[];
  pulls?: readonly PullData[];
  runs?: readonly RunData[];
  releases?: readonly ReleaseData[];
  immutableReleases?: boolean;
}

export interface OrganisationData {
  login: string;
  /** Rulesets of the organisation, and the names of the repositories that each is about; without names it is about all. */
  rulesets?: readonly (RulesetData & { repositories?: readonly string[] })[];
  /** So many repositories, each made when it is asked for: an organisation of 10,000 takes no room. */
  repositories:
    | readonly RepositoryData[]
    | { count: number; at(index: number): RepositoryData; indexOf(name: string): number };
}

/** What a repository permission is called in the headers of GitHub. */
export type Permission = 'contents' | 'actions' | 'checks' | 'statuses' | 'pull_requests' | 'administration';

/** What a credential may see. Public repositories and their content are seen by everybody. */
export interface Access {
  who: 'integration' | 'personal access token';
  /** The repositories that it is for: their full names, or all of these organisations. */
  repositories?: readonly string[];
  organisations?: readonly string[];
  permissions: Readonly<Partial<Record<Permission, 'read' | 'write'>>>;
  /** Permissions of the organisation. */
  organisation?: Readonly<Partial<Record<'administration' | 'custom_properties', 'read' | 'write'>>>;
}

/** An answer in place of the right one. */
export interface Fault {
  /** A route as documented (`GET /repos/{owner}/{repo}/rulesets`), or a path that is part of what was asked. */
  at: string;
  /** How many requests get it; all unless given. */
  times?: number;
  /** How many get the right answer before. */
  after?: number;
  answer: RouteAnswer | RouteHandler;
}

export interface PlatformState {
  organisations: readonly OrganisationData[];
  /** By token. One that is not here is not valid. */
  tokens?: Readonly<Record<string, Access>>;
  faults?: readonly Fault[];
}

const readAll = { contents: 'read', actions: 'read', checks: 'read', statuses: 'read', pull_requests: 'read' } as const;

/** The credentials that the suite can meet, besides none at all. */
export const accessOf = {
  /** The token of a workflow: one repository, and never its administration. */
  workflow: (repository: string, permissions: Access['permissions'] = readAll): Access => ({
    who: 'integration',
    repositories: [repository],
    permissions,
  }),
  administrationRead: (repository: string): Access => ({
    who: 'personal access token',
    repositories: [repository],
    permissions: { ...readAll, administration: 'read' },
  }),
  administrationWrite: (repository: string): Access => ({
    who: 'personal access token',
    repositories: [repository],
    permissions: { ...readAll, administration: 'write' },
    organisation: { administration: 'write' },
  }),
  /** A GitHub App of an organisation, installed for all of its repositories. */
  app: (organisation: string, more: Partial<Access> = {}): Access => ({
    who: 'integration',
    organisations: [organisation],
    permissions: { ...readAll, administration: 'read' },
    organisation: { administration: 'read', custom_properties: 'read' },
    ...more,
  }),
} as const;

/** The names `<organisation>/<prefix><index>` of an organisation that is made by function. */
export function numbered(
  organisation: string,
  count: number,
  at: (name: string, index: number) => Omit<RepositoryData, 'name'>,
): OrganisationData['repositories'] {
  const width = String(count - 1).length;
  const nameOf = (index: number): string => `${organisation}/r${String(index).padStart(width, '0')}`;
  return {
    count,
    at: (index) => ({ name: nameOf(index), ...at(nameOf(index), index) }),
    indexOf: (name: string) => {
      const index = Number(/\/r(\d+)$/.exec(name)?.[1] ?? Number.NaN);
      return index < count && nameOf(index) === name ? index : -1;
    },
  };
}

export function repositoriesOf({ repositories }: OrganisationData): {
  count: number;
  at(index: number): RepositoryData;
} {
  if ('count' in repositories) return repositories;
  return {
    count: repositories.length,
    at: (index) => {
      const found = repositories[index];
      if (found === undefined) throw new Error(`there is no repository ${index}`);
      return found;
    },
  };
}

export interface Place {
  organisation: OrganisationData;
  repository: RepositoryData;
}

/** The repository of a name, in any case as GitHub takes it. */
export function findRepository({ organisations }: PlatformState, name: string): Place | undefined {
  for (const organisation of organisations) {
    if (organisation.login.toLowerCase() !== name.replace(/\/.*$/s, '').toLowerCase()) continue;
    const { repositories } = organisation;
    if ('count' in repositories) {
      const index = repositories.indexOf(name.toLowerCase());
      return index === -1 ? undefined : { organisation, repository: repositories.at(index) };
    }
    const repository = repositories.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return repository === undefined ? undefined : { organisation, repository };
  }
  return undefined;
}

export function branchesOf({ branches, defaultBranch = 'main', empty }: RepositoryData): readonly BranchData[] {
  return empty === true ? [] : (branches ?? [{ name: defaultBranch }]);
}

/** A commit for a branch that has none given: always the same for the same name. */
export function shaOf({ name }: RepositoryData, branch: Pick<BranchData, 'name' | 'sha'>): string {
  if (branch.sha !== undefined) return branch.sha;
  let hash = 0;
  for (const character of `${name}#${branch.name}`) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 0xffffffff;
  return hash.toString(16).padStart(8, '0').repeat(5);
}

/** The name of a file's content in Git. */
export function objectId(content: string): string {
  const bytes = Buffer.from(content);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
