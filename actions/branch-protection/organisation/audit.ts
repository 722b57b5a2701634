import type { Because } from '../../../shared/core/errors.ts';
import { GovernanceError } from '../../../shared/core/errors.ts';
import { meteredGitHub } from '../../../shared/core/metered.ts';
import { audit } from '../../../shared/domain/organisation/audit.ts';
import { isPublic, type Listed } from '../../../shared/domain/organisation/listed.ts';
import { type Listing, listOrganisation } from '../../../shared/domain/organisation/listing.ts';
import { type Audited, tableHead, tableOf } from '../../../shared/domain/organisation/overview.ts';
import { type Budget, type Cost, estimate } from '../../../shared/domain/organisation/plan.ts';
import { type Outcome, outcomes, type Progress, progressKey } from '../../../shared/domain/organisation/progress.ts';
import { type Selected, select } from '../../../shared/domain/organisation/selection.ts';
import type { Shard } from '../../../shared/domain/organisation/shard.ts';
import { csvText } from '../../../shared/domain/protection/drift-document.ts';
import type { Ctx } from '../definition.ts';
import { isAsked } from '../findings.ts';
import { type Credential, credentialTexts, strongest } from '../observations.ts';
import { allUnverified } from '../results.ts';
import type { OrganisationData } from './data.ts';
import { notReadExhibit, overviewExhibit, worstExhibit } from './exhibits.ts';
import { isPrivateHost } from './host.ts';
import type { Repositories } from './inputs.ts';
import { beginAudit, journalOf } from './journal.ts';
import { type JudgedRepository, judgeRepository } from './judge.ts';
import { partOf } from './part.ts';
import { type AskedOf, asksAlone, policyOf } from './policy.ts';
import { recorder } from './record.ts';
import { recordRepositories } from './repositories.ts';

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
  const [credential, inner] = strongest(ctx);
  if (credential === 'none') return allUnverified(ctx, noToken);
  const { budget } = ctx.inputs;
  const meter = meteredGitHub(inner, budget.requests);
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
  const journal = journalOf(ctx, mayShow);
  await journal.start(begun.progress);
  const left: Budget = { ...budget, requests: Math.max(0, budget.requests - before()) };
  const done = await audit(inner, begun.progress, { budget: left, alone: wantsAlone, onProgress: journal.step });

  const spent: Cost = { requests: before() + done.spent.requests, points: done.spent.points };
  const judged = await judgeAll(plan, done, ctx.time.latest);
  report(ctx, plan, judged, { expected, spent, resumed: begun.resumed });
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

async function judgeAll({ asked, isPrivate }: Plan, progress: Progress, now: number): Promise<JudgedRepository[]> {
  const known = new Map(outcomes(quiet(progress, isPrivate)).map((outcome) => [outcome.repository, outcome]));
  const judged: JudgedRepository[] = [];
  for (const one of asked) {
    const { repository } = one.listed;
    const outcome: Outcome = known.get(repository) ?? { repository, state: 'not-read', because: notAsked };
    judged.push(await judgeRepository(one, outcome, now));
  }
  return judged;
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
  judged: readonly JudgedRepository[],
  costs: { expected: Cost; spent: Cost; resumed: OrganisationData['resumed'] | undefined },
): void {
  const { organisation, shard, listing, selected, credential, isPrivate } = plan;
  refuseConflicts(ctx, judged);
  // What the list calls public and the repository itself private is not shown either.
  const isShown = (one: JudgedRepository): boolean =>
    isPrivate || (isPublic(one.asked.listed) && (one.state !== 'judged' || one.isPublic));
  const shown = judged.filter(isShown);
  const hidden = judged.filter((one) => !isShown(one));
  const records = recorder(ctx, organisation);
  for (const one of shown) if (one.state === 'judged') records.add(one);
  const weighed = hidden.map((one) =>
    one.state === 'judged' ? records.weigh(one) : one.state === 'not-read' ? 'unverified' : 'passed',
  );
  const openShown = selected.open.filter(({ listed }) => isPrivate || isPublic(listed));
  const openHidden = selected.open.length - openShown.length;
  const unread = [
    ...openShown.map(({ listed, because }) => ({ repository: listed.repository, because })),
    ...shown.flatMap((one) =>
      one.state === 'not-read' ? [{ repository: one.asked.listed.repository, because: one.because }] : [],
    ),
  ];
  const count = (list: readonly JudgedRepository[], state: JudgedRepository['state']): number =>
    list.filter((one) => one.state === state).length;
  const hiddenCounts = {
    repositories: hidden.length + openHidden,
    failed: weighed.filter((status) => status === 'failed').length,
    unverified: weighed.filter((status) => status === 'unverified').length + openHidden,
  };
  recordRepositories(ctx, {
    organisation,
    unseen: listing.unseen,
    listed: listing.listed.length,
    selected: selected.repositories.length + selected.open.length,
    isPart: shard.of > 1,
    unread,
    empty: count(judged, 'empty'),
    notAsked: plan.notAsked,
    hidden: hiddenCounts,
  });
  records.finish();

  const audited = shown.flatMap((one): Audited[] => auditedOf(one));
  const table = [
    ...tableOf(audited, { hostIsPublic: false }),
    ...openShown.map(({ listed, because }) => ['-', listed.repository, '', '', '', 'not-read', '', because.message]),
  ];
  ctx.document('audit.csv', csvText([tableHead, ...table]));
  const settings = shown.flatMap((one) => (one.state === 'judged' ? one.findings : []));
  if (settings.length > 0) ctx.exhibit(overviewExhibit(audited));
  for (const exhibit of [worstExhibit(audited), notReadExhibit(unread.map(({ because }) => because))])
    if (exhibit !== undefined) ctx.exhibit(exhibit);

  const notRead = count(judged, 'not-read') + selected.open.length;
  const drift = settings.filter(({ holds }) => holds === false).length;
  ctx.output('settings', String(settings.length));
  ctx.output('drift', String(drift));
  ctx.metric('repositories', judged.length + selected.open.length + plan.notAsked);
  ctx.metric('not-read', notRead);
  ctx.metric('settings', settings.length);
  ctx.metric('drift', drift);
  ctx.metric('requests', costs.spent.requests);
  ctx.metric('points', costs.spent.points);
  const data: OrganisationData = {
    organisation,
    shard,
    credential,
    repositories: {
      selected: selected.repositories.length + selected.open.length,
      read: count(judged, 'judged'),
      'not-read': notRead,
      empty: count(judged, 'empty'),
      'not-asked': plan.notAsked,
      hidden: hiddenCounts.repositories,
    },
    'left-out': { ...selected.leftOut },
    estimate: costs.expected,
    spent: costs.spent,
    ...(costs.resumed === undefined ? {} : { resumed: costs.resumed }),
  };
  ctx.data(data);
  notes(ctx, plan, costs, hiddenCounts.repositories);
  noteUnknownRules(ctx, shown);
}

function auditedOf(one: JudgedRepository): Audited[] {
  const { listed, classes } = one.asked;
  if (one.state === 'empty') return [];
  if (one.state === 'not-read') return [{ listed, classes, rows: [], because: one.because }];
  const rows = one.judged.flatMap(({ refs }) => refs.flatMap(({ comparison }) => comparison.rows)).filter(isAsked);
  return [{ listed, classes, rows }];
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

function noteUnknownRules(ctx: Ctx, shown: readonly JudgedRepository[]): void {
  const types = new Set(
    shown.flatMap((one) =>
      one.state === 'judged'
        ? one.judged.flatMap(({ refs }) => refs.flatMap(({ state }) => state.unrecognised.map(({ type }) => type)))
        : [],
    ),
  );
  if (types.size > 0) ctx.note(`Rules of types that are not known are in force: ${[...types].sort().join(', ')}.`);
}

/** What one layer forbids and another demands can hold nowhere: the policy is wrong, whatever is in force. */
function refuseConflicts(ctx: Ctx, judged: readonly JudgedRepository[]): void {
  const messages = judged.flatMap((one) =>
    one.state === 'judged'
      ? one.judged.flatMap(({ refs }) =>
          refs.flatMap(({ comparison }) => comparison.conflicts.map(({ message }) => message)),
        )
      : [],
  );
  if (messages.length === 0) return;
  const { path } = ctx.policy.source;
  throw new GovernanceError('BAD_CONFIG', 'the policy asks for what cannot hold together', {
    problems: [...new Set(messages)].map((message) => ({ message, path })),
    hint: 'Change one of the two, or ask for it at-least.',
  });
}
