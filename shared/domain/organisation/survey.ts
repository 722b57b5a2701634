import type { Because } from '../../core/errors.ts';
import { meteredGitHub } from '../../core/metered.ts';
import type { GitHub } from '../../core/ports.ts';
import { sameRepository } from '../../parse/repository.ts';
import { type Credential, strongest } from '../github-rules/judged-repository.ts';
import { audit, observer } from './audit.ts';
import type { AuditContext } from './audit-context.ts';
import { type OrganisationData, type Repositories } from './config.ts';
import { isPrivateHost } from './host.ts';
import { isPublic, type Listed } from './listed.ts';
import { type Listing, listOrganisation } from './listing.ts';
import { type Outcome, outcomes } from './outcome.ts';
import { partOf } from './part.ts';
import { type Cost, estimate } from './plan.ts';
import { budgetUsedUp, type OwnReader, type Progress, progressKey } from './progress.ts';
import type { QueryPart } from './query.ts';
import { beginAudit, journalOf } from './resume.ts';
import { type Selected, select } from './selection.ts';
import type { Shard } from './shard.ts';
import { changedSince, costOfNames } from './whole-list.ts';

/** What a policy asks of one repository, as far as every audit knows it. */
export interface AskedRepository {
  listed: Listed;
  /** The classes that it is of. */
  classes: readonly string[];
}

/** What a control wants to know of the repositories of an organisation. */
export interface Wish<A extends AskedRepository> {
  repositories: Repositories;
  /** The API with a credential that sees more than the token of the workflow. */
  admin: GitHub | undefined;
  /** What is asked in batches. */
  parts: readonly QueryPart[];
  /** Whether the policy has classes by custom properties. */
  byProperty: boolean;
  /** What the policy asks of a repository; undefined: nothing, so that it costs nothing. */
  of(listed: Listed): A | undefined;
  /** Whether something is asked that only requests of its own tell. */
  asksAlone(one: A): boolean;
  /** What else is asked repository by repository. `may`: whether requests may name one. */
  readers(may: (repository: string) => boolean): readonly OwnReader[];
  /** How many requests of its own a repository costs that may be named, at the least. */
  ownRequests(one: A): number;
}

/** Everything that is known once the budget is used up or nothing is left to ask. */
export interface Survey<A extends AskedRepository> {
  ok: true;
  organisation: string;
  shard: Shard;
  listing: Listing;
  selected: Selected;
  /** Those of which something is asked, in the order of their names. */
  asked: readonly A[];
  /** How many the policy asks nothing of. */
  notAsked: number;
  /** Whether only those can read the report who were let in. */
  isPrivate: boolean;
  credential: Credential;
  /** The API without the count of its requests: whoever asks more keeps to `left`, and adds to `spent`. */
  github: GitHub;
  expected: Cost;
  spent: Cost;
  left: number;
  resumed: OrganisationData['resumed'];
  /** What is known of a repository. Once only: it is not kept here any longer. */
  take(repository: string): Outcome;
}

/**
 * Asks about the repositories of an organisation, or about a part of them, as far as the budget goes. Of those that a public report must not
 * name nothing is asked by requests that name them, and nothing is kept in the journal. Throws BAD_INPUT for a part that the policy does not
 * have.
 */
export async function survey<A extends AskedRepository>(
  ctx: AuditContext,
  wish: Wish<A>,
): Promise<Survey<A> | { ok: false; because: Because }> {
  const { organisation, shards: _shards, ...selection } = wish.repositories;
  const shard = partOf(ctx, wish.repositories);
  const { credential, github: inner } = strongest(ctx, wish.admin);
  if (credential === 'none') return { ok: false, because: noToken };
  const { budget } = ctx.inputs;
  const meter = meteredGitHub(inner, {
    most: budget.requests,
    because: budgetUsedUp('the budget of requests is used up'),
  });
  // The workflow's own token surely sees the repository of the run.
  const own = meteredGitHub(ctx.github() ?? inner);
  const isPrivate = await isPrivateHost(ctx, own.github);
  const properties = wish.byProperty || selection.properties !== undefined;
  const listing = await listOrganisation(meter.github, organisation, { properties });
  if (!listing.ok) return listing;
  const selected = select(listing.listed, selection, shard);
  const all = selected.repositories.map(wish.of);
  const asked = all.filter((one) => one !== undefined);

  const mayShow = showing(selected, isPrivate);
  const alone = new Set(asked.filter(wish.asksAlone).map(({ listed }) => listed.repository));
  // Requests of its own name a repository, and the log of a public run can be read by everybody.
  const asksAlone = (repository: string, more: boolean): boolean =>
    mayShow(repository) && (more || alone.has(repository));
  const readers = wish.readers((repository) => mayShow(repository));
  const key = progressKey({
    organisation: organisation.toLowerCase(),
    selection,
    shard,
    parts: wish.parts,
  });
  const names = asked.map(({ listed }) => listed.repository);
  const begun = await beginAudit(ctx, { key, repositories: names, parts: wish.parts }, [
    observer(asksAlone),
    ...readers,
  ]);
  // A batch tells of each repository that it asks about whether it is there, and that of the run is; of all others nothing else does.
  const batched = new Set(names.filter((name) => !Object.hasOwn(begun.progress.read, name)));
  const host = ctx.subject.repository;
  const unasked = listing.listed
    .map(({ repository }) => repository)
    .filter((name) => !batched.has(name) && (host === undefined || !sameRepository(name, host)));
  const unseen = listing.unseen ?? (await changedSince(meter.github, unasked));
  const named = listing.unseen === undefined ? costOfNames(unasked.length) : { requests: 0, points: 0 };
  const before = own.requests() + meter.requests();
  const expected = estimate(names.length, { listed: listing.listed.length, parts: wish.parts });
  expected.requests += named.requests;
  expected.points += named.points;
  for (const one of asked) if (mayShow(one.listed.repository)) expected.requests += wish.ownRequests(one);
  ctx.log.info(
    `audit of ${names.length} repositories: about ${costText(expected)}, of a budget of ${costText(budget)}`,
  );
  const journal = journalOf(ctx, mayShow);
  await journal.start(begun.progress);
  const done = await audit(inner, begun.progress, {
    budget: { ...budget, requests: Math.max(0, budget.requests - before) },
    alone: asksAlone,
    readers,
    onProgress: journal.step,
  });
  const known = new Map(outcomes(quiet(done, isPrivate)).map((outcome) => [outcome.repository, outcome]));
  const spent: Cost = { requests: before + done.spent.requests, points: named.points + done.spent.points };
  return {
    ok: true,
    ...{
      organisation,
      shard,
      listing: { ...listing, unseen },
      selected,
      asked,
      isPrivate,
      credential,
      expected,
      spent,
    },
    notAsked: all.length - asked.length,
    github: inner,
    left: Math.max(0, budget.requests - spent.requests),
    resumed: begun.resumed,
    take: takingFrom(known),
  };
}

const noToken: Because = {
  code: 'NO_CREDENTIAL',
  message: 'many repositories are asked for together, which GitHub answers to nobody without a token',
  needs: 'admin-token: a GitHub App token of the organisation (metadata: read, administration: read)',
};

/** Whether a report of this run may name a repository. `isClosed`: it calls itself private. */
function showing(selected: Selected, isPrivate: boolean): (repository: string, isClosed?: boolean) => boolean {
  const all: Listed[] = [...selected.repositories, ...selected.open.map(({ listed }) => listed)];
  const open = new Set(all.filter(isPublic).map(({ repository }) => repository));
  return (repository, isClosed = false) => isPrivate || (open.has(repository) && !isClosed);
}

export function costText({ requests, points }: Cost): string {
  return `${requests} requests and ${points} points`;
}

function takingFrom(known: Map<string, Outcome>): (repository: string) => Outcome {
  return (repository) => {
    const outcome = known.get(repository);
    known.delete(repository);
    return outcome ?? { repository, state: 'not-read', because: notAsked };
  };
}

const notAsked: Because = { code: 'NO_DATA', message: 'the audit did not come to it', needs: 'a further run' };

/** Why the audit ended early is said of every repository that is left, and must not name one that may not be shown. */
function quiet(progress: Progress, isPrivate: boolean): Progress {
  const { stopped } = progress;
  if (stopped === undefined || isPrivate || stopped.code === 'TRUNCATED') return progress;
  const { message: _message, ...because } = stopped;
  return {
    ...progress,
    stopped: { ...because, message: 'the audit ended early, because GitHub gave no further answer' },
  };
}
