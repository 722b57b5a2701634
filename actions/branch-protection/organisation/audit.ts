import type { Because } from '../../../shared/core/errors.ts';
import { GovernanceError } from '../../../shared/core/errors.ts';
import { meteredGitHub } from '../../../shared/core/metered.ts';
import type { GitHub } from '../../../shared/core/ports.ts';
import { type Credential, credentialTexts, strongest } from '../../../shared/domain/github-rules/judged-repository.ts';
import { audit } from '../../../shared/domain/organisation/audit.ts';
import { isPublic, type Listed } from '../../../shared/domain/organisation/listed.ts';
import { type Listing, listOrganisation } from '../../../shared/domain/organisation/listing.ts';
import { tableHead, tableOf } from '../../../shared/domain/organisation/overview.ts';
import { type Budget, type Cost, estimate } from '../../../shared/domain/organisation/plan.ts';
import {
  budgetUsedUp,
  type Outcome,
  outcomes,
  type Progress,
  progressKey,
} from '../../../shared/domain/organisation/progress.ts';
import { type Selected, select } from '../../../shared/domain/organisation/selection.ts';
import type { Shard } from '../../../shared/domain/organisation/shard.ts';
import { csvText } from '../../../shared/domain/protection/drift-document.ts';
import type { Ctx } from '../definition.ts';
import { allUnverified } from '../results.ts';
import type { OrganisationData } from './data.ts';
import { notReadExhibit, overviewExhibit, worstExhibit } from './exhibits.ts';
import { isPrivateHost } from './host.ts';
import type { Repositories } from './inputs.ts';
import { beginAudit, journalOf } from './journal.ts';
import { partOf } from './part.ts';
import { type AskedOf, asksAlone, policyOf } from './policy.ts';
import { recorder } from './record.ts';
import { recordRepositories } from './repositories.ts';
import { type Tally, tallyOf } from './tally.ts';

/** What is known of the organisation before anything protects is asked. */
interface Plan {
  organisation: string;
  shard: Shard;
  listing: Listing;
  selected: Selected;
  /** Those of which something is asked, in the order of their names. */
  asked: AskedOf[];
  /** How many the policy asks nothing of. */
  notAsked: number;
  isPrivate: boolean;
  credential: Credential;
}

/** Judges the default branches of the repositories of an organisation, or of a part of them, by the layers that hold for each. */
export async function auditOrganisation(ctx: Ctx, repositories: Repositories): Promise<void> {
  const { organisation, shards: _shards, ...selection } = repositories;
  const shard = partOf(ctx, repositories);
  const policy = await policyOf(ctx);
  if (!policy.ok) return allUnverified(ctx, policy.because);
  const { credential, github: inner } = strongest(ctx, ctx.github('admin-token'));
  if (credential === 'none') return allUnverified(ctx, noToken);
  const { budget } = ctx.inputs;
  const meter = meteredGitHub(inner, {
    most: budget.requests,
    because: budgetUsedUp('the budget of requests is used up'),
  });
  // The workflow's own token surely sees the repository of the run.
  const own = meteredGitHub(ctx.github() ?? inner);
  const isPrivate = await isPrivateHost(ctx, own.github);
  const byProperty = ctx.inputs.policy.classes?.some(({ property }) => property !== undefined) === true;
  const properties = byProperty || selection.properties !== undefined;
  const listing = await listOrganisation(meter.github, organisation, { properties });
  const before = (): number => own.requests() + meter.requests();
  if (!listing.ok) return allUnverified(ctx, listing.because);
  const selected = select(listing.listed, selection, shard);
  const all = selected.repositories.map(policy.of);
  const asked = all.filter(({ entries, open }) => entries.length + open.length > 0);
  const plan: Plan = {
    ...{ organisation, shard, listing, selected, asked, isPrivate, credential },
    notAsked: all.length - asked.length,
  };

  const mayShow = showing(plan);
  const wantsAlone = alone(asked, mayShow);
  const key = progressKey({ organisation: organisation.toLowerCase(), selection, shard });
  const names = asked.map(({ listed }) => listed.repository);
  const begun = await beginAudit(ctx, key, names, wantsAlone);
  const expected = costOf(plan, wantsAlone);
  ctx.log.info(
    `audit of ${names.length} repositories: about ${costText(expected)}, of a budget of ${costText(budget)}`,
  );
  const left: Budget = { ...budget, requests: Math.max(0, budget.requests - before()) };
  const asking = await answersOf(ctx, inner, begun.progress, { plan, left, mayShow, alone: wantsAlone });

  const spent: Cost = { requests: before() + asking.spent.requests, points: asking.spent.points };
  const records = recorder(ctx, organisation);
  const tally = await tallyOf(asked, asking.take, { isPrivate, now: ctx.time.latest, records });
  refuseConflicts(ctx, tally);
  report(ctx, plan, tally, { expected, spent, resumed: begun.resumed });
  records.finish();
}

const noToken: Because = {
  code: 'NO_CREDENTIAL',
  message: 'many repositories are asked for together, which GitHub answers to nobody without a token',
  needs: 'admin-token: a GitHub App token of the organisation (metadata: read, administration: read)',
};

/** Whether a report of this run may name a repository. */
function showing({ selected, isPrivate }: Plan): (repository: string, isClosed?: boolean) => boolean {
  const all: Listed[] = [...selected.repositories, ...selected.open.map(({ listed }) => listed)];
  const open = new Set(all.filter(isPublic).map(({ repository }) => repository));
  return (repository, isClosed = false) => isPrivate || (open.has(repository) && !isClosed);
}

/** Requests of its own name a repository, and the log of a public run can be read by everybody. */
function alone(
  asked: readonly AskedOf[],
  mayShow: (repository: string) => boolean,
): (repository: string, more: boolean) => boolean {
  const wanted = new Set(asked.filter(asksAlone).map(({ listed }) => listed.repository));
  return (repository, more) => mayShow(repository) && (more || wanted.has(repository));
}

/** Facts are known by then; a repository has one ruleset at the least, or there is nothing to ask. */
const requestsAlone = 5;

function costOf({ asked, listing }: Plan, wantsAlone: (repository: string, more: boolean) => boolean): Cost {
  const { requests, points } = estimate(asked.length, { listed: listing.listed.length });
  const single = asked.filter(({ listed }) => wantsAlone(listed.repository, false)).length;
  return { requests: requests + single * requestsAlone, points };
}

function costText({ requests, points }: Cost): string {
  return `${requests} requests and ${points} points`;
}

/** What is known of each repository, once the budget is used up or nothing is left to ask. What is taken is not kept here any longer. */
async function answersOf(
  ctx: Ctx,
  github: GitHub,
  begun: Progress,
  {
    plan,
    left,
    mayShow,
    alone: wantsAlone,
  }: {
    plan: Plan;
    left: Budget;
    mayShow: ReturnType<typeof showing>;
    alone: ReturnType<typeof alone>;
  },
): Promise<{ spent: Cost; take(repository: string): Outcome }> {
  const journal = journalOf(ctx, mayShow);
  await journal.start(begun);
  const done = await audit(github, begun, { budget: left, alone: wantsAlone, onProgress: journal.step });
  const known = new Map(outcomes(quiet(done, plan.isPrivate)).map((outcome) => [outcome.repository, outcome]));
  return { spent: done.spent, take: takingFrom(known) };
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

function report(
  ctx: Ctx,
  plan: Plan,
  tally: Tally,
  costs: { expected: Cost; spent: Cost; resumed: OrganisationData['resumed'] | undefined },
): void {
  const { organisation, shard, listing, selected, credential, isPrivate } = plan;
  const openShown = selected.open
    .filter(({ listed }) => isPrivate || isPublic(listed))
    .map(({ listed, because }) => ({ repository: listed.repository, because }));
  const openHidden = selected.open.length - openShown.length;
  const unread = [...openShown, ...tally.unread];
  const hidden = {
    ...tally.hidden,
    repositories: tally.hidden.repositories + openHidden,
    unverified: tally.hidden.unverified + openHidden,
  };
  const all = selected.repositories.length + selected.open.length;
  const notRead = tally.notRead + selected.open.length;
  recordRepositories(ctx, {
    organisation,
    unseen: listing.unseen,
    listed: listing.listed.length,
    selected: all,
    isPart: shard.of > 1,
    unread,
    empty: tally.empty,
    notAsked: plan.notAsked,
    hidden,
  });
  const table = [
    ...tableOf(tally.audited, { hostIsPublic: false }),
    ...openShown.map(({ repository, because }) => ['-', repository, '', '', '', 'not-read', '', because.message]),
  ];
  ctx.document('audit.csv', csvText([tableHead, ...table]));
  if (tally.settings > 0) ctx.exhibit(overviewExhibit(tally.audited));
  for (const exhibit of [worstExhibit(tally.audited), notReadExhibit(unread.map(({ because }) => because))])
    if (exhibit !== undefined) ctx.exhibit(exhibit);

  ctx.output('settings', String(tally.settings));
  ctx.output('drift', String(tally.drift));
  ctx.metric('repositories', all);
  ctx.metric('not-read', notRead);
  ctx.metric('settings', tally.settings);
  ctx.metric('drift', tally.drift);
  ctx.metric('requests', costs.spent.requests);
  ctx.metric('points', costs.spent.points);
  const data: OrganisationData = {
    organisation,
    shard,
    'asked-with': credential,
    repositories: {
      selected: all,
      read: tally.read,
      'not-read': notRead,
      empty: tally.empty,
      'not-asked': plan.notAsked,
      hidden: hidden.repositories,
    },
    'left-out': { ...selected.leftOut },
    estimate: costs.expected,
    spent: costs.spent,
    ...(costs.resumed === undefined ? {} : { resumed: costs.resumed }),
  };
  ctx.data(data);
  notes(ctx, plan, costs, hidden.repositories);
  const known = new Set(plan.asked.flatMap(({ classes }) => classes));
  const idle = (ctx.inputs.policy.classes ?? []).map(({ name }) => name).filter((name) => !known.has(name));
  if (idle.length > 0) ctx.note(`No repository is of the class ${idle.join(', ')}.`);
  const types = [...tally.unknownRules].sort();
  if (types.length > 0) ctx.note(`Rules of types that are not known are in force: ${types.join(', ')}.`);
}

function notes(
  ctx: Ctx,
  { shard, selected, credential, isPrivate }: Plan,
  { expected, spent }: { expected: Cost; spent: Cost },
  hidden: number,
): void {
  const left = Object.entries(selected.leftOut).sort(([a], [b]) => (a < b ? -1 : 1));
  if (shard.of > 1) ctx.note(`This is part ${shard.index} of ${shard.of}: the other parts have reports of their own.`);
  if (left.length > 0)
    ctx.note(`Left out by the selection: ${left.map(([reason, count]) => `${count} by ${reason}`).join(', ')}.`);
  if (hidden > 0)
    ctx.note(
      `This report may be public: of ${hidden} repositories that are not, it says nothing but how many; run the audit in a private repository to see them.`,
    );
  else if (!isPrivate) ctx.note('This report may be public: it names public repositories alone.');
  ctx.note(`Asked with ${credentialTexts[credential]}: ${costText(spent)}; about ${costText(expected)} were expected.`);
  if (credential === 'admin-token' && ctx.subject.event.startsWith('pull_request'))
    ctx.note('An administration token is in a run of a pull request: keep it to runs of the default branch.');
}

/** What one layer forbids and another demands can hold nowhere: the policy is wrong, whatever is in force. */
function refuseConflicts(ctx: Ctx, { conflicts }: Tally): void {
  if (conflicts.size === 0) return;
  const { path } = ctx.policy.source;
  throw new GovernanceError('BAD_CONFIG', 'the policy asks for what cannot hold together', {
    problems: [...conflicts].map((message) => ({ message, path })),
    hint: 'Change one of the two, or ask for it at-least.',
  });
}
