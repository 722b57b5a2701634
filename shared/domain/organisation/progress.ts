import type { Because } from '../../core/errors.ts';
import { sha256 } from '../../core/fingerprint.ts';
import { stableJson } from '../../core/json.ts';
import type { GitHub } from '../../core/ports.ts';
import { z } from '../../core/zod.ts';
import { ClassicSchema, type RepositoryFacts } from '../github-rules/api-branch.ts';
import { BecauseSchema, ObservationSchema, partSchema, TimeSchema } from '../seen-repository/snapshot.ts';
import { type NodeAnswer, ownRequest, readBatch } from './answer.ts';
import { ListedSchema } from './listed.ts';
import { classicRead, needsOwnRequests, observationOf, rulesetsRead } from './observe-batch.ts';
import { type Budget, batchSize, fits, protectionParts } from './plan.ts';
import { pointsOf, type QueryPart, queryParts } from './query.ts';
import type { Shard } from './shard.ts';
import { WorkflowTreeSchema, workflowsRead } from './workflows.ts';

/*
 * How far an audit has come, as plain data: it is written after each answer, and a run that begins with it asks nothing again.
 */

const { facts, branch, rules, rulesets, details } = ObservationSchema.shape;

const EntrySchema = z.strictObject({
  rulesets: z.strictObject({ facts, rules, rulesets, details, empty: z.boolean() }).optional(),
  classic: partSchema(ClassicSchema).optional(),
  /** Read by requests of its own, which goes before the batches. */
  own: ObservationSchema.optional(),
  /** What every reader sees of the default branch, which no batch tells. */
  branch: branch.optional(),
  workflows: partSchema(WorkflowTreeSchema).optional(),
  /** What a batch could not tell of the files was asked for by requests of its own. */
  alone: z.literal(true).optional(),
  /** The states of workflows, as GitHub lists them. */
  states: partSchema(z.array(z.strictObject({ path: z.string(), state: z.string() }))).optional(),
});
/** What is known of one repository. */
export type Entry = z.infer<typeof EntrySchema>;

const Count = z.number().int().nonnegative();

export const ProgressSchema = z.strictObject({
  kind: z.literal('release-governance/audit-progress'),
  version: z.literal(1),
  key: z.string(),
  begun: TimeSchema.optional(),
  /** What is asked in batches, in this order. */
  parts: z.array(z.enum(queryParts)),
  repositories: z.array(ListedSchema.shape.repository),
  size: z.number().int().positive(),
  read: z.record(z.string(), EntrySchema),
  spent: z.strictObject({ requests: Count, points: Count }),
  stopped: BecauseSchema.optional(),
});
export type Progress = z.infer<typeof ProgressSchema>;
export type Batch = { part: QueryPart; repositories: string[] };

/**
 * What two runs must have in common for one to go on with the other's progress. The repositories are not part of it: one that comes or
 * goes in the meantime is no reason to read the others again (`continueWith`).
 */
export function progressKey(what: {
  organisation: string;
  selection: unknown;
  shard: Shard;
  parts?: readonly QueryPart[];
}): string {
  return sha256(stableJson(what));
}

/** `begun` is an ISO time: whoever goes on with the progress later can tell how old its answers are at the most. */
export function begin(
  key: string,
  repositories: readonly string[],
  size: number,
  begun?: string,
  parts: readonly QueryPart[] = protectionParts,
): Progress {
  const names = [...repositories];
  const spent = { requests: 0, points: 0 };
  return {
    kind: 'release-governance/audit-progress',
    version: 1,
    key,
    ...(begun === undefined ? {} : { begun }),
    parts: [...parts],
    repositories: names,
    size,
    read: {},
    spent,
  };
}

/** The progress for these repositories: what is known of those that are still audited is kept, and nothing is spent yet. */
export function continueWith(progress: Progress, repositories: readonly string[]): Progress {
  const { stopped: _stopped, ...rest } = progress;
  const known = repositories
    .filter((name) => Object.hasOwn(progress.read, name))
    .map((name) => [name, progress.read[name]]);
  return {
    ...rest,
    repositories: [...repositories],
    read: Object.fromEntries(known),
    spent: { requests: 0, points: 0 },
  };
}

/** The next batch; `done` when every repository was read, else why nothing more is asked. */
export function nextBatch(
  progress: Progress,
  budget: Budget,
): { batch: Batch } | { done: true } | { stopped: Because } {
  for (const part of progress.parts) {
    const most = batchSize(part, progress.size);
    const repositories: string[] = [];
    for (const name of progress.repositories) {
      if (entryOf(progress, name)[part] !== undefined || !isWanted(progress, name, part)) continue;
      if (repositories.push(name) === most) break;
    }
    if (repositories.length === 0) continue;
    const cost = { requests: 1, points: pointsOf(part, repositories.length) };
    if (fits(cost, progress.spent, budget)) return { batch: { part, repositories } };
    return {
      stopped: budgetUsedUp(`the budget of ${budget.requests} requests and ${budget.points} points is used up`),
    };
  }
  return { done: true };
}

/** Why a budget ends an audit. */
export function budgetUsedUp(message: string): Because {
  return { code: 'TRUNCATED', message, needs: 'a larger budget, or a further run with this progress' };
}

/** What is known of a repository so far. */
export function entryOf(progress: Progress, repository: string): Entry {
  return (Object.hasOwn(progress.read, repository) ? progress.read[repository] : undefined) ?? {};
}

/** A repository that is read by itself, or is not to be seen at all, is asked for nothing more. */
function isWanted(progress: Progress, repository: string, part: QueryPart): boolean {
  const { own, rulesets: found } = entryOf(progress, repository);
  if (own !== undefined && part !== 'workflows') return false;
  if (part === 'rulesets' || found === undefined) return true;
  return !found.empty && [found.facts, found.rules, found.rulesets].some(({ state }) => state !== 'unknown');
}

/** How an answer to each part is read. */
const read: Readonly<Record<QueryPart, (answer: NodeAnswer) => Partial<Entry>>> = {
  rulesets: (answer) => ({ rulesets: rulesetsRead(answer) }),
  classic: (answer) => ({ classic: classicRead(answer) }),
  workflows: (answer) => ({ workflows: workflowsRead(answer) }),
};

export type Entries = Progress['read'];

/** `again`: why the batch is to be asked again, in halves or later. */
export interface Recorded {
  progress: Progress;
  again: Because | undefined;
}

/**
 * The progress with an answer. What GitHub refuses for now stays to be asked; when a batch was too much for it, the next ones are
 * half as large, and a repository that is too much by itself is not known. `into` gets the entries: who records many answers gives
 * an object of its own, so that not everything is copied each time.
 */
export function record(
  progress: Progress,
  { part, repositories }: Batch,
  body: unknown,
  into: Entries = { ...progress.read },
): Recorded {
  const { answers, cost } = readBatch(repositories, body);
  const spent = {
    requests: progress.spent.requests + 1,
    points: progress.spent.points + (cost ?? pointsOf(part, repositories.length)),
  };
  const refused = answers
    .flatMap(({ errors }) => errors)
    .find(({ because }) => because.code === 'RATE_LIMITED')?.because;
  if (refused !== undefined) return { progress: { ...progress, spent }, again: refused };
  const down = answers.map((answer) => wholeError(answer)).find((because) => isTooMuch(because));
  if (down !== undefined) return tooMuch({ ...progress, spent }, { part, repositories }, down, into);
  for (const answer of answers) {
    const before = entryOf(progress, answer.repository);
    into[answer.repository] = { ...before, ...read[part](answer) };
  }
  return { progress: { ...progress, spent, read: into }, again: undefined };
}

/**
 * The progress after a batch that got no answer at all. Only what can be too much for one answer is asked again in halves; every
 * other refusal is about the credential or the moment, and leaves what was asked to be asked.
 */
export function recordRefusal(
  progress: Progress,
  batch: Batch,
  because: Because,
  into: Entries = { ...progress.read },
): Recorded {
  // Without a token nothing is sent.
  const sent = because.code === 'NO_CREDENTIAL' ? 0 : 1;
  const next = { ...progress, spent: { ...progress.spent, requests: progress.spent.requests + sent } };
  return isTooMuch(because) ? tooMuch(next, batch, because, into) : { progress: next, again: because };
}

/** GitHub ends a query that takes it too long like a fault, so that both are met by asking for less. */
export function isTooMuch(because: Because | undefined): boolean {
  return because?.code === 'GITHUB_DOWN' || because?.code === 'TRUNCATED';
}

function tooMuch(progress: Progress, { part, repositories }: Batch, because: Because, into: Entries): Recorded {
  const [name = '', ...others] = repositories;
  if (others.length > 0) return { progress: { ...progress, size: Math.ceil(repositories.length / 2) }, again: because };
  const unknown = { state: 'unknown', because: { ...because, needs: ownRequest } } as const;
  const before = entryOf(progress, name);
  const rulesets = { facts: unknown, rules: unknown, rulesets: unknown, details: [], empty: false };
  into[name] = { ...before, ...(part === 'rulesets' ? { rulesets } : { [part]: unknown }) };
  return { progress: { ...progress, read: into }, again: undefined };
}

/** Why nothing came for a repository that is not its own doing. */
function wholeError({ errors }: NodeAnswer): Because | undefined {
  return errors.find(({ path }) => path.length === 0)?.because;
}

/** The repositories that are asked by requests of their own, in order; those after all batches were read. */
export function ownRequests(
  progress: Progress,
  alone: (repository: string, more: boolean) => boolean = (_repository, more) => more,
): string[] {
  return progress.repositories.filter((name) => {
    const { own, rulesets: found, classic } = entryOf(progress, name);
    if (own !== undefined || found === undefined || found.empty) return false;
    if (classic === undefined && isWanted(progress, name, 'classic')) return false;
    return alone(name, needsOwnRequests(observationOf(name, found, classic ?? notWanted)));
  });
}

const notWanted = {
  state: 'none',
  why: 'not-asked',
  message: 'the repository was not to be seen in a batch',
} as const;

/** What is known of a repository from batches; undefined when nothing is. */
export function knownFacts(progress: Progress, repository: string): RepositoryFacts | undefined {
  const known = entryOf(progress, repository).rulesets?.facts;
  return known?.state === 'read' ? known.data : undefined;
}

/** What asks about one repository after the other, by requests that name it, once no batch tells more. */
export interface OwnReader {
  /** The repositories that it has not asked about yet, in order. */
  wanted(progress: Progress): readonly string[];
  /**
   * What is known of one then. `limit`: a rate limit, with which nothing of the answer counts; `fault`: GitHub's own, which ends the audit
   * when it goes on. Never throws for what GitHub answers.
   */
  read(
    github: GitHub,
    repository: string,
    progress: Progress,
  ): Promise<{ entry: Partial<Entry>; limit: Because | undefined; fault: Because | undefined }>;
}

/** The progress with what requests of its own told about a repository; `requests` is how many there were. */
export function recordOwn(
  progress: Progress,
  repository: string,
  entry: Partial<Entry>,
  requests: number,
  into: Entries = { ...progress.read },
): Progress {
  into[repository] = { ...entryOf(progress, repository), ...entry };
  const spent = { ...progress.spent, requests: progress.spent.requests + requests };
  return { ...progress, spent, read: into };
}
