import { credentialTexts } from '../github-rules/judged-repository.ts';
import type { AuditContext } from './audit-context.ts';
import type { OrganisationData } from './config.ts';
import { notReadExhibit, overviewExhibit, worstExhibit } from './exhibits.ts';
import { type ListRecorder, openOf, recordList } from './list-results.ts';
import type { AuditTable } from './overview.ts';
import { tableOf } from './overview.ts';
import type { Cost } from './plan.ts';
import { type AskedRepository, costText, type Survey } from './survey.ts';
import type { Tally } from './tally.ts';

/** How a control calls what it judges. */
export interface AuditWords {
  /** The title of the overview, and of its second column. */
  title: string;
  what: string;
  /** One of them in words. */
  text(setting: string): string;
  table: AuditTable;
}

/**
 * Says what became of the list, and shows the overview, the worst repositories and those that were not read. Gives the lines of the table
 * of everything that may be shown, with its head, not yet CSV. `spent` is everything, also what the judgement asked.
 */
export function reportAudit<A extends AskedRepository>(
  ctx: AuditContext,
  { words, record, spent }: { words: AuditWords; record: ListRecorder; spent: Cost },
  surveyed: Survey<A>,
  tally: Tally,
): string[][] {
  const { organisation, shard, listing, selected, credential, isPrivate } = surveyed;
  const open = openOf(selected.open, isPrivate);
  const unread = [...open.shown, ...tally.unread];
  const hidden = {
    ...tally.hidden,
    repositories: tally.hidden.repositories + open.hidden,
    unverified: tally.hidden.unverified + open.hidden,
  };
  const all = selected.repositories.length + selected.open.length;
  const notRead = tally.notRead + selected.open.length;
  recordList(record, {
    organisation,
    unseen: listing.unseen,
    listed: listing.listed.length,
    selected: all,
    isPart: shard.of > 1,
    unread,
    empty: tally.empty,
    notAsked: surveyed.notAsked,
    hidden,
  });
  if (tally.audited.some(({ rows }) => rows.length > 0)) ctx.exhibit(overviewExhibit(tally.audited, words));
  for (const exhibit of [worstExhibit(tally.audited), notReadExhibit(unread.map(({ because }) => because))])
    if (exhibit !== undefined) ctx.exhibit(exhibit);
  ctx.metric('repositories', all);
  ctx.metric('not-read', notRead);
  ctx.metric('requests', spent.requests);
  ctx.metric('points', spent.points);
  const data: OrganisationData = {
    organisation,
    shard,
    'asked-with': credential,
    repositories: {
      selected: all,
      read: tally.read,
      'not-read': notRead,
      empty: tally.empty,
      'not-asked': surveyed.notAsked,
      hidden: hidden.repositories,
    },
    'left-out': { ...selected.leftOut },
    estimate: surveyed.expected,
    spent,
    ...(surveyed.resumed === undefined ? {} : { resumed: surveyed.resumed }),
  };
  ctx.data(data);
  notes(ctx, surveyed, spent, hidden.repositories);
  return tableOf(tally.audited, { hostIsPublic: !isPrivate }, words.table, open.shown);
}

function notes<A extends AskedRepository>(
  ctx: AuditContext,
  { shard, selected, credential, isPrivate, expected }: Survey<A>,
  spent: Cost,
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

/** Which classes of the policy no repository is of. */
export function noteIdle(
  ctx: AuditContext,
  classes: readonly { name: string }[],
  asked: readonly AskedRepository[],
): void {
  const known = new Set(asked.flatMap((one) => one.classes));
  const idle = classes.map(({ name }) => name).filter((name) => !known.has(name));
  if (idle.length > 0) ctx.note(`No repository is of the class ${idle.join(', ')}.`);
}
