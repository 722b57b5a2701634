import { milliseconds } from '../../core/duration.ts';
import type { Because } from '../../core/errors.ts';
import type { Answer } from '../../core/ports.ts';
import { isoTime, type Moment } from '../../core/time.ts';
import { listed } from '../../parse/text.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { type Earliest, earliest, type LeadTime, momentText } from '../calendar/earliest.ts';
import { failed, noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Announcement } from './announcement.ts';
import type { NoticePolicy } from './config.ts';
import type { Notice } from './notice.ts';

/** A change that must be announced. */
export interface NoticedChange {
  fingerprint: string;
  /** The error codes that it adds, with the statuses with which they are sent; none where they are not known. */
  codes?: Readonly<Record<string, readonly number[]>> | undefined;
}

/** How long notices must lie before their change. */
export type NoticePeriods = Pick<NoticePolicy, 'business-days' | 'emergency-period'>;

/** What a judgement of a notice may know. Announcements are by the path of the notice. */
export interface NoticeFacts {
  notices: readonly Notice[];
  announcements: ReadonlyMap<string, Answer<Announcement | undefined>>;
  /** Or why there is none: a calendar that cannot be used. */
  calendar: Calendar | { because: Because };
  periods: NoticePeriods;
  moment: Moment;
  /** Why not all notices are known, where that is so: then none is surely missing, and none is surely the only one. */
  unknown?: Because | undefined;
}

export interface NoticeJudgement {
  /** The one notice that names the change. */
  notice?: Notice;
  announcement?: Announcement;
  /** Exactly one notice names the change, and says of it what the change says. */
  given: Verdict;
  /** It was announced long enough ago. */
  period: Verdict;
  /** From when on the period is over (ms since 1970), where that is known; without a notice, if it were announced now. */
  earliest?: number;
}

/**
 * Judges whether a change was announced in time. Only a notice with the very fingerprint of the change counts, so that a change that
 * became another one needs another notice. Periods are judged at the earlier of event and now: waiting in a queue ripens
 * nothing.
 */
export function judgeNotice(change: NoticedChange, facts: NoticeFacts): NoticeJudgement {
  const naming = facts.notices.filter(({ changes }) => changes.includes(change.fingerprint));
  const [notice, second] = naming;
  if (notice === undefined && facts.unknown !== undefined) {
    const unknown = unverified(facts.unknown);
    return { given: unknown, period: unknown };
  }
  if (notice === undefined) return notAnnounced(change, facts);
  if (second !== undefined) {
    const paths = naming.map(({ path }) => path);
    const given = failed({
      problem: `${naming.length} notices name the change ${change.fingerprint}: ${listed(paths)}`,
      expected: 'one notice',
      actual: paths,
      fix: 'keep one of them; it is not known which period holds',
      at: second.at,
    });
    return { given, period: unverified(noData('two notices name the change', 'one notice for it')) };
  }
  const agreed = agrees(change, notice);
  const given: Verdict = facts.unknown === undefined || agreed.status !== 'passed' ? agreed : unverified(facts.unknown);
  const answer = facts.announcements.get(notice.path);
  if (answer === undefined)
    return {
      notice,
      given,
      period: unverified(noData(`nobody asked when ${notice.path} was announced`, 'its announcement')),
    };
  if (!answer.ok) return { notice, given, period: unverified(answer.because) };
  const announcement = answer.data;
  if (announcement === undefined) {
    const period = failed({
      problem: `the notice ${notice.id} has landed, and no release holds it yet, so that it is not announced`,
      expected: 'a release that holds it',
      actual: 'nothing',
      fix: `publish a release with ${notice.path} as it is now`,
      at: notice.at,
    });
    return { notice, given, period };
  }
  return { notice, announcement, given, ...judgePeriod(notice, announcement, facts) };
}

function judgePeriod(
  notice: Notice,
  announcement: Announcement,
  { calendar, periods, moment }: NoticeFacts,
): Pick<NoticeJudgement, 'period' | 'earliest'> {
  const lead = leadOf(notice.mode, periods);
  const end = endOf(announcement.at, lead, calendar);
  if ('because' in end) return { period: unverified(end.because) };
  const at = 'at' in end ? end.at : end.atLeast;
  if (at > moment.earliest) {
    const open = 'at' in end ? '' : ' at the earliest';
    const when = Number.isFinite(at) ? `${timeText(at, calendar)}${open}` : 'an unknown time';
    return {
      ...('at' in end ? { earliest: at } : {}),
      period: tooEarly(notice, announcement, leadText(lead), when, at, moment),
    };
  }
  if ('unknown' in end) return { period: unverified(end.unknown) };
  return { earliest: at, period: passed };
}

/** Hours need no calendar. */
function endOf(announced: number, lead: LeadTime, calendar: NoticeFacts['calendar']): Earliest | { because: Because } {
  if (!('because' in calendar)) return earliest(announced, lead, calendar);
  return 'hours' in lead ? { at: announced + lead.hours * 3_600_000 } : calendar;
}

function timeText(time: number, calendar: NoticeFacts['calendar']): string {
  return 'because' in calendar ? isoTime(time) : momentText(time, calendar);
}

function tooEarly(
  notice: Notice,
  { at, by }: Announcement,
  lead: string,
  when: string,
  end: number,
  { earliest: now }: Moment,
): Verdict {
  const ahead = at > now ? ', which is after the moment that is judged' : '';
  return failed({
    problem: `the notice ${notice.id} was announced by ${by}${ahead}, and its period of ${lead} is not over: it passes from ${when}`,
    expected: `not before ${when}`,
    actual: [notice.sha256, at, end],
    fix: `wait until ${when}; an edit of ${notice.path} begins the period anew`,
    at: notice.at,
  });
}

function notAnnounced(change: NoticedChange, { notices, calendar, periods, moment }: NoticeFacts): NoticeJudgement {
  const codes = Object.keys(change.codes ?? {});
  const kin = notices.filter((notice) => codes.some((code) => Object.hasOwn(notice.codes, code)));
  const other =
    kin.length === 0
      ? ''
      : `; ${listed(kin.map(({ id, changes }) => `${id} announces ${listed(changes)}`))}, which is another change of the same code`;
  const lead = leadOf('standard', periods);
  const end = 'because' in calendar ? undefined : earliest(moment.latest, lead, calendar);
  const at = end === undefined ? undefined : 'at' in end ? end.at : end.atLeast;
  const when =
    at === undefined || 'because' in calendar || !Number.isFinite(at)
      ? ''
      : `; announced now it would pass from ${momentText(at, calendar)}`;
  const given = failed({
    problem: `no notice names the change ${change.fingerprint}${other}${when}`,
    expected: `a notice with ${change.fingerprint} under changes`,
    actual: 'nothing',
    fix: `bring a notice with changes: [${change.fingerprint}] to the default branch by a pull request of its own, and wait ${leadText(lead)}`,
  });
  const period = unverified(noData('no notice names the change', 'a notice for it'));
  return { given, period, ...(end !== undefined && 'at' in end ? { earliest: end.at } : {}) };
}

/** Whether a notice says of the codes what the change says. */
function agrees({ codes = {} }: NoticedChange, notice: Notice): Verdict {
  const differences = Object.entries(codes).flatMap(([code, statuses]) => {
    const said = Object.hasOwn(notice.codes, code) ? notice.codes[code] : undefined;
    if (said === undefined) return [`${code} is not among its codes`];
    const [theirs, ours] = [sorted(said), sorted(statuses)];
    return statuses.length === 0 || theirs === ours
      ? []
      : [`${code} is announced with ${theirs}, and sent with ${ours}`];
  });
  if (differences.length === 0) return passed;
  return failed({
    problem: `the notice ${notice.id} does not say what the change says: ${differences.join('; ')}`,
    expected: codes,
    actual: notice.codes,
    fix: `announce what is sent, in ${notice.path}; that begins the period anew`,
    at: notice.at,
  });
}

function sorted(statuses: readonly number[]): string {
  return [...new Set(statuses)].sort((a, b) => a - b).join(', ');
}

function leadOf(mode: Notice['mode'], periods: NoticePeriods): LeadTime {
  return mode === 'emergency'
    ? { hours: milliseconds(periods['emergency-period']) / 3_600_000 }
    : { businessDays: periods['business-days'] };
}

function leadText(lead: LeadTime): string {
  return 'hours' in lead ? `${lead.hours} hours` : `${lead.businessDays} business days`;
}
