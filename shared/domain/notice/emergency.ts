import type { Because } from '../../core/errors.ts';
import type { Answer } from '../../core/ports.ts';
import { listed } from '../../parse/text.ts';
import type { Approvals } from '../approval/approvals.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { passed, type Verdict } from '../record/verdict.ts';
import type { Notice } from './notice.ts';

/** A part that an emergency must bring along: when it was updated, as the platform says, or why that is not known. */
export interface EmergencyPart {
  /** `docs`, `spec`, `tests`. */
  name: string;
  updated: readonly number[] | { because: Because };
}

/**
 * Judges whether every part was updated on the day, by the clocks of the calendar, on which the change lands. A part that the judged
 * change itself updates was updated at `lands`.
 */
export function judgeSameDay(parts: readonly EmergencyPart[], lands: number, calendar: Calendar): Verdict {
  const { day } = calendar.zone.local(lands);
  const missing: string[] = [];
  let unknown: Because | undefined;
  for (const { name, updated } of parts) {
    if ('because' in updated) unknown ??= updated.because;
    else if (!updated.some((time) => calendar.zone.local(time).day === day)) missing.push(name);
  }
  if (missing.length > 0 || parts.length === 0) {
    const names = parts.length === 0 ? 'docs, spec and tests' : listed(missing);
    return {
      status: 'failed',
      problem: `an emergency brings its docs, spec and tests along on the same day, and ${names} were not updated on ${day} (${calendar.zone.name})`,
      expected: day,
      actual: parts.map(({ name, updated }) => [name, 'because' in updated ? null : updated]),
      fix: `update ${names} in the same change`,
    };
  }
  return unknown === undefined ? passed : { status: 'unverified', because: unknown };
}

/**
 * Judges whether the approver that an emergency notice names approved the pull request that brought it; of one that an app opened a
 * second listed person must have. `approvals` are those of that pull request by the people whom the policy lists.
 */
export function judgeEmergencyApproval(notice: Notice, approvals: Answer<Approvals>): Verdict {
  if (notice.mode !== 'emergency') return { status: 'not-applicable', why: 'the notice is no emergency' };
  if (!approvals.ok) return { status: 'unverified', because: approvals.because };
  const approver = notice.approver ?? '';
  const { approvals: given, openedByBot } = approvals.data;
  const found = given.some(({ by }) => by.toLowerCase() === approver.toLowerCase());
  if (found && (!openedByBot || given.length > 1)) return passed;
  if (found) {
    return {
      status: 'failed',
      problem: `the pull request with the emergency notice ${notice.id} was opened by an app, and only ${approver}, who may stand behind it, approved it`,
      expected: 'the approval of a second listed person',
      actual: given.map(({ by }) => by),
      fix: `have a pull request with ${notice.path} approved by another listed person besides ${approver}`,
      at: notice.at,
    };
  }
  const refused = approvals.data.refused.find(({ by }) => by.toLowerCase() === approver.toLowerCase());
  return {
    status: 'failed',
    problem: `the emergency notice ${notice.id} names ${approver} as its approver, who ${refused === undefined ? 'did not approve the pull request that brought it' : refused.why}`,
    expected: `an approval by ${approver} of the pull request that brought the notice`,
    actual: given.map(({ by }) => by),
    fix: `have a pull request with ${notice.path} approved by a listed person whom the notice names`,
    at: notice.at,
  };
}

/** A consumer whose repin must be validated: its name, and what became of the check that validates it. */
export interface ConsumerRepin {
  consumer: string;
  verdict: Verdict;
}

/** Judges whether every consumer validated its repin before an emergency is rolled out to all; without a consumer nobody did. */
export function judgeRollout(notice: Notice, repins: readonly ConsumerRepin[]): Verdict {
  if (notice.mode !== 'emergency') return { status: 'not-applicable', why: 'the notice is no emergency' };
  const lacking = repins.filter(({ verdict }) => verdict.status === 'failed' || verdict.status === 'not-applicable');
  if (lacking.length > 0 || repins.length === 0) {
    const who =
      repins.length === 0
        ? 'no consumer is named that could'
        : `not by ${listed(lacking.map(({ consumer }) => consumer))}`;
    return {
      status: 'failed',
      problem: `the emergency ${notice.id} is rolled out before its repin was validated: ${who}`,
      expected: 'a validated repin of every consumer',
      actual: lacking.map(({ consumer }) => consumer),
      fix: 'have the consumers repin and validate that, and roll out then',
      at: notice.at,
    };
  }
  const open = repins.flatMap(({ verdict }) => (verdict.status === 'unverified' ? [verdict.because] : []))[0];
  return open === undefined ? passed : { status: 'unverified', because: open };
}
