import { pullRequestsOf, withNeeds } from '../adapters/api-changes.ts';
import { branchTip } from '../adapters/api-tree.ts';
import type { Repository } from '../adapters/git.ts';
import type { Commit } from '../adapters/git-commits.ts';
import { type Because, fullCheckout } from '../core/errors.ts';
import type { RunEvent } from '../core/event.ts';
import type { History, Unit, UnitsRequest } from '../core/history.ts';
import type { GitHub } from '../core/ports.ts';
import { apiCommits, apiLine, apiPullRequest, apiStart, type Far } from './api-units.ts';
import {
  gitEach,
  gitLine,
  gitPullRequest,
  gitRange,
  gitStart,
  gitUnit,
  type Local,
  laptopUnits,
  type Told,
} from './git-units.ts';
import { groupsOf, type MergedPull, nothingNew, type Plan, planOf } from './unit-plan.ts';

/** What is known of a run when its changes are asked for. */
export interface HistoryRequest {
  /** The repository around the working directory; undefined when there is no checkout. */
  repository: Repository | undefined;
  /** Absent on a laptop. */
  event: RunEvent | undefined;
  /** The working directory from the top of the repository, with a trailing `/`, or empty. */
  prefix: string;
  /** The API with the workflow's token; called only when git cannot say. */
  github(): GitHub;
}

type Units = { ok: true; units: readonly Unit[] } | { ok: false; because: Because };
type PlanOf<K extends Plan['kind']> = Extract<Plan, { kind: K }>;
type Answered<T> = ({ ok: true } & T) | { ok: false; because: Because };

/** Where the changes of a run are read: the clone, as far as there is one, and GitHub for what it lacks. */
interface Sources {
  local: Local | undefined;
  far: () => Far;
}

/** The changes that a run is about: through git, else through the API, else why not. */
export function historyOf({ repository, event, prefix, github }: HistoryRequest): History {
  const sources: Sources = {
    local: repository && { repository, prefix },
    far: () => ({ github: github(), repository: event?.subject.repository ?? '', prefix }),
  };
  return { units: async (request = {}) => unitsOf(sources, planOf(event, request), request) };
}

async function unitsOf(sources: Sources, plan: Plan, { eachCommit = false }: UnitsRequest): Promise<Units> {
  const { local } = sources;
  switch (plan.kind) {
    case 'none':
      return { ok: false, because: plan.because };
    case 'range':
      return local === undefined ? noCheckout('a range of commits') : gitRange(local, plan, eachCommit);
    case 'work-tree':
      return local === undefined ? noRepository() : laptopUnits(local, eachCommit);
    case 'pull-request':
      if (!eachCommit) {
        return either(
          sources,
          (near) => gitPullRequest(near, plan),
          (far) => apiPullRequest(far, plan),
        );
      }
      return local === undefined ? noCheckout('every commit of a pull request') : gitEach(local, plan.base, plan.head);
    case 'merge-group': {
      const line = await lineFrom(sources, plan.from, plan.to);
      return line.ok ? unitsFrom(sources, line, new Map()) : line;
    }
    case 'push':
      return pushed(sources, plan, eachCommit);
    case 'branch':
      return branched(sources, plan, eachCommit);
  }
}

/** Git where it can tell; GitHub where the clone lacks something; else both reasons. */
async function either<T>(
  { local, far }: Sources,
  near: (local: Local) => Promise<Told<T>>,
  remote: (far: Far) => Promise<Answered<T>>,
): Promise<Answered<T>> {
  const told = local && (await near(local));
  if (told !== undefined && (told.ok || !told.elsewhere)) return told;
  const answer = await remote(far());
  if (answer.ok || told === undefined) return answer;
  const because = { ...answer.because, message: `${told.because.message}; ${answer.because.message}` };
  return told.because.needs === undefined ? { ok: false, because } : withNeeds(because, told.because.needs);
}

type Line = { commits: readonly Commit[]; here: boolean };

function lineFrom(sources: Sources, from: string, to: string): Promise<Answered<Line>> {
  return either<Line>(
    sources,
    async (local) => {
      const line = await gitLine(local, from, to);
      return line.ok ? { ...line, here: true } : line;
    },
    async (far) => {
      const line = await apiLine(far, from, to);
      return line.ok ? { ...line, here: false } : line;
    },
  );
}

function unitsFrom(
  { local, far }: Sources,
  { commits, here }: Line,
  pulls: ReadonlyMap<string, readonly MergedPull[]>,
): Units {
  if (here && local !== undefined) {
    return { ok: true, units: groupsOf(commits, pulls).map((group) => gitUnit(local, group)) };
  }
  return apiCommits(far(), groupsOf(commits, new Map()));
}

async function pushed(sources: Sources, plan: PlanOf<'push'>, eachCommit: boolean): Promise<Units> {
  const line = await lineFrom(sources, plan.from, plan.to);
  if (!line.ok) return line;
  const grouped = !eachCommit && line.here && line.commits.length > 1;
  return unitsFrom(sources, line, grouped ? await mergedPulls(sources.far(), line.commits, plan.branch) : new Map());
}

/** One unit through git; through the API its commits, because GitHub has no exact list of them together. */
async function branched(sources: Sources, plan: PlanOf<'branch'>, eachCommit: boolean): Promise<Units> {
  const { name, trunk, to, push, landed } = plan;
  const { local } = sources;
  const start = await either<{ commit: string; here: boolean }>(
    sources,
    async (near) => {
      const left = await gitStart(near, trunk, to);
      return left.ok ? { ...left, here: true } : left;
    },
    async (far) => {
      const tip = await branchTip(far.github, far.repository, trunk);
      const left = tip.ok ? await apiStart(far, tip.data, to) : tip;
      return left.ok ? { ...left, here: false } : left;
    },
  );
  if (!start.ok) return start;
  // What is in the default branch already can only be judged by how it came here.
  if (start.commit === to) {
    if (landed === true) return { ok: true, units: [] };
    return push === undefined ? { ok: false, because: nothingNew(trunk, to) } : pushed(sources, push, eachCommit);
  }
  if (local !== undefined && start.here) {
    if (eachCommit) return gitEach(local, start.commit, to);
    return { ok: true, units: [gitUnit(local, { name, key: '', base: start.commit, head: to })] };
  }
  const line = await apiLine(sources.far(), start.commit, to);
  return line.ok ? apiCommits(sources.far(), groupsOf(line.commits, new Map())) : line;
}

/**
 * The pull requests that were merged into this branch, by commit. Without an answer for every commit there is none: each commit
 * is then judged by itself, which is stricter.
 */
async function mergedPulls(
  far: Far,
  commits: readonly Commit[],
  branch: string,
): Promise<ReadonlyMap<string, readonly MergedPull[]>> {
  const pulls = new Map<string, MergedPull[]>();
  for (const { id } of commits) {
    const answer = await pullRequestsOf(far, id);
    if (!answer.ok) return new Map();
    const merged = answer.data.flatMap(({ number, merged_at: at, merge_commit_sha: lastCommit, base }) =>
      typeof at === 'string' && typeof lastCommit === 'string' && base.ref === branch ? [{ number, lastCommit }] : [],
    );
    pulls.set(id, merged);
  }
  return pulls;
}

function noCheckout(what: string): Units {
  const message = `${what} cannot be read without a checkout`;
  return { ok: false, because: { code: 'NO_BASE', message, needs: fullCheckout } };
}

function noRepository(): Units {
  const message = 'there is no git repository to find changes in';
  return { ok: false, because: { code: 'NO_BASE', message, needs: 'a git repository with a commit' } };
}
