import type { Because } from '../../core/errors.ts';
import { meteredGitHub } from '../../core/metered.ts';
import type { GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { RepositorySchema } from '../github-rules/api-branch.ts';
import { needs } from '../github-rules/needs.ts';
import type { Observation } from '../seen-repository/observation.ts';
import { observe } from '../seen-repository/observe.ts';
import { type Budget, batchSize, defaultBatchSize } from './plan.ts';
import {
  type Batch,
  budgetUsedUp,
  type Entries,
  entryOf,
  isTooMuch,
  knownFacts,
  nextBatch,
  type OwnReader,
  ownRequests,
  type Progress,
  record,
  recordOwn,
  recordRefusal,
} from './progress.ts';
import { batchQuery } from './query.ts';

export interface AuditOptions {
  budget: Budget;
  /** The most repositories of one batch. Default 50. */
  size?: number | undefined;
  /**
   * Whether a repository is also asked by requests of its own, which name it; `more`: a batch left something open that they would tell.
   * Default: where they would tell more.
   */
  alone?: ((repository: string, more: boolean) => boolean) | undefined;
  /** What else is asked repository by repository, after that. Default: nothing. */
  readers?: readonly OwnReader[] | undefined;
  /**
   * Called after each answer, before the next question, with the repositories of which something new is known; waited for.
   * What is kept of it need not be asked again. What is read grows while the audit goes on: keep what was written of it.
   */
  onProgress?: ((progress: Progress, changed: readonly string[]) => void | Promise<void>) | undefined;
}

/** So many single repositories in a row that got no answer are no longer their own doing. */
const faultsInARow = 3;

/**
 * Asks what is not known yet, in batches, and then by requests of their own for what no batch can tell, as far as the budget goes.
 * Never throws for what GitHub answers: `outcomes()` of what comes back says of every repository what is known, or why not.
 * `stopped` is there when not everything was asked; a further call with that progress goes on where it ended.
 */
export async function audit(github: GitHub, begun: Progress, options: AuditOptions): Promise<Progress> {
  const { stopped: _earlier, read, ...rest } = begun;
  let progress = await readBatches(github, { ...rest, read: { ...read } }, options);
  for (const reader of [observer(options.alone), ...(options.readers ?? [])]) {
    if (progress.stopped !== undefined) break;
    progress = await readAlone(github, progress, reader, options);
  }
  return progress;
}

async function readBatches(github: GitHub, begun: Progress, options: AuditOptions): Promise<Progress> {
  const { budget, size = defaultBatchSize } = options;
  const row = faultRow(begun, options);
  for (;;) {
    const progress = row.progress();
    const next = nextBatch(progress, budget);
    if ('done' in next) return row.end();
    if ('stopped' in next) return stop(await row.end(), next.stopped, options);
    const { batch } = next;
    const { query, variables } = batchQuery(batch.part, batch.repositories);
    row.ask(batch.repositories);
    const answer = await github.graphql(query, variables);
    const { progress: after, again } = answer.ok
      ? record(progress, batch, answer.data, row.into)
      : recordRefusal(progress, batch, answer.because, row.into);
    if (again !== undefined && !isTooMuch(again)) return stop(await row.end(after), again, options);
    if (again !== undefined) row.continue(after);
    else {
      const fault = failure(after, batch);
      const larger = Math.min(batchSize(batch.part, size), progress.size * 2);
      const stopped = await row.add(
        fault === undefined ? { ...after, size: larger } : after,
        batch.repositories,
        fault,
      );
      if (stopped !== undefined && fault !== undefined) return stop(stopped, forNow(fault), options);
    }
  }
}

/**
 * Keeps back what came of repositories that got no answer by themselves until another one gets one. When too many of them follow each
 * other, nothing of them counts, so that they are asked again.
 */
function faultRow(begun: Progress, { onProgress }: AuditOptions) {
  const into: Entries = begun.read;
  let current = begun;
  /** What was known of those that are asked for, and of those that are held back. */
  let asked: [name: string, before: Entries[string] | undefined][] = [];
  let held: typeof asked = [];
  async function tell(changed: readonly string[]): Promise<void> {
    const names = [...held.map(([name]) => name), ...changed];
    held = [];
    if (names.length > 0) await onProgress?.(current, names);
  }
  return {
    into,
    progress: () => current,
    ask(names: readonly string[]): void {
      asked = names.map((name) => [name, Object.hasOwn(into, name) ? into[name] : undefined]);
    },
    continue(progress: Progress): void {
      current = progress;
    },
    /** The progress to stop with, when the row is full. */
    async add(progress: Progress, names: readonly string[], fault: Because | undefined): Promise<Progress | undefined> {
      current = progress;
      if (fault === undefined) {
        await tell(names);
        return undefined;
      }
      held.push(...asked);
      if (held.length < faultsInARow) return undefined;
      for (const [name, before] of held.toReversed()) {
        if (before === undefined) delete into[name];
        else into[name] = before;
      }
      return current;
    },
    async end(progress: Progress = current): Promise<Progress> {
      current = progress;
      await tell([]);
      return current;
    },
  };
}

/** Why a single repository was too much for a batch; undefined when its answer was read. */
function failure(progress: Progress, { part, repositories }: Batch): Because | undefined {
  const [name = '', ...others] = repositories;
  if (others.length > 0) return undefined;
  const entry = Object.hasOwn(progress.read, name) ? progress.read[name] : undefined;
  const told = part === 'rulesets' ? entry?.rulesets?.facts : entry?.[part];
  return told?.state === 'unknown' && told.because.code === 'GITHUB_DOWN' ? told.because : undefined;
}

function forNow({ code, message }: Because): Because {
  return { code, message, needs: 'a further run with this progress, when GitHub answers' };
}

async function stop(progress: Progress, because: Because, { onProgress }: AuditOptions): Promise<Progress> {
  const stopped = { ...progress, stopped: because };
  await onProgress?.(stopped, []);
  return stopped;
}

/** Observes the default branch of a repository, 4 requests, 1 under classic protection, and 1 for each ruleset. */
export function observer(alone?: AuditOptions['alone']): OwnReader {
  return {
    wanted: (progress) => ownRequests(progress, alone),
    async read(github, repository, progress) {
      const own = await observeDefault(github, repository, progress);
      return { entry: { own }, limit: limitOf(own), fault: faultOf(own) };
    },
  };
}

async function readAlone(github: GitHub, begun: Progress, reader: OwnReader, options: AuditOptions): Promise<Progress> {
  const { budget } = options;
  const row = faultRow(begun, options);
  for (const repository of reader.wanted(begun)) {
    const progress = row.progress();
    row.ask([repository]);
    const meter = meteredGitHub(github, {
      most: budget.requests - progress.spent.requests,
      because: budgetUsedUp('the budget of requests is used up'),
    });
    const { entry, limit, fault } = await reader.read(meter.github, repository, progress);
    const interrupted = meter.refused() ?? limit;
    if (interrupted !== undefined) {
      const spent = { ...progress.spent, requests: progress.spent.requests + meter.requests() };
      return stop(await row.end({ ...progress, spent }), interrupted, options);
    }
    const after = recordOwn(progress, repository, entry, meter.requests(), row.into);
    const stopped = await row.add(after, [repository], fault);
    if (stopped !== undefined && fault !== undefined) return stop(stopped, forNow(fault), options);
  }
  return row.end();
}

/** What protects the default branch, whose name is asked for where no batch told it. */
async function observeDefault(github: GitHub, repository: string, progress: Progress): Promise<Observation> {
  let facts = knownFacts(progress, repository);
  const { classic } = entryOf(progress, repository);
  const forcePushers = classic?.state === 'read' ? (classic.data.bypass_force_push_allowances ?? undefined) : undefined;
  if (facts === undefined) {
    const answer = await github.get('GET /repos/{owner}/{repo}', ownerAndRepo(repository), RepositorySchema);
    if (!answer.ok) {
      const because = { needs: needs.metadata, ...answer.because };
      const part = { state: 'unknown', because } as const;
      const [target, ref] = ['branch', ''] as const;
      return {
        repository,
        target,
        ref,
        facts: part,
        branch: part,
        rules: part,
        rulesets: part,
        details: [],
        classic: part,
      };
    }
    facts = answer.data;
  }
  return observe(github, repository, { target: 'branch', ref: facts.default_branch }, { facts, forcePushers });
}

/** The rate limit that a part of an observation met: it is about the moment, so that the repository is asked again. */
function limitOf(observation: Observation): Because | undefined {
  const { facts, branch, rules, rulesets, classic, details } = observation;
  for (const part of [facts, branch, rules, rulesets, classic, ...details.map((detail) => detail.part)])
    if (part.state === 'unknown' && part.because.code === 'RATE_LIMITED') return part.because;
  return undefined;
}

/** Why nothing at all came of a repository, where that is GitHub's fault. */
function faultOf({ rules, rulesets }: Observation): Because | undefined {
  const down = [rules, rulesets].map((part) => (part.state === 'unknown' ? part.because : undefined));
  return down.every((because) => because?.code === 'GITHUB_DOWN') ? down[0] : undefined;
}
