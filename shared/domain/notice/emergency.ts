import type { Because } from '../../core/errors.ts';
import type { Answer } from '../../core/ports.ts';
import { listed } from '../../parse/text.ts';
import type { Approvals } from '../approval/approvals.ts';
import { failed, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Notice } from './notice.ts';

/** A part that an emergency must bring along, and whether the change updates it, or why that is not known. */
export interface EmergencyPart {
  /** `docs`, `spec`, `tests`. */
  name: string;
  /** The files of the part. */
  patterns: readonly string[];
  updated: boolean | { because: Because };
}

/** Judges whether the change brings every part along: what lands with it lands on its day. */
export function judgeSameDay(parts: readonly EmergencyPart[]): Verdict {
  const missing = parts.filter(({ updated }) => updated === false);
  if (missing.length > 0) {
    const names = listed(missing.map(({ name }) => name));
    const words = missing.map(({ name, patterns }) =>
      patterns.length === 0
        ? `${name}, whose files the configuration of the surface must name`
        : `${name}: ${listed(patterns)}`,
    );
    return failed({
      problem: `an emergency brings its docs, spec and tests along on the same day, and ${names} are not updated by this change itself`,
      expected: words,
      actual: null,
      fix: `update ${words.join('; ')} in the same change`,
    });
  }
  const [because] = parts.flatMap(({ updated }) => (typeof updated === 'boolean' ? [] : [updated.because]));
  return because === undefined ? passed : unverified(because);
}

/**
 * Judges whether the approver that an emergency notice names approved the pull request that brought it; of one that an app opened a
 * second listed person must have. `approvals` are those of that pull request by the people whom the policy lists.
 */
export function judgeEmergencyApproval(notice: Notice, approvals: Answer<Approvals>): Verdict {
  if (notice.mode !== 'emergency') return { status: 'not-applicable', why: 'the notice is no emergency' };
  if (!approvals.ok) return unverified(approvals.because);
  const approver = notice.approver ?? '';
  const { approvals: given, openedByBot } = approvals.data;
  const found = given.some(({ by }) => by.toLowerCase() === approver.toLowerCase());
  if (found && (!openedByBot || given.length > 1)) return passed;
  if (found) {
    return failed({
      problem: `the pull request with the emergency notice ${notice.id} was opened by an app, and only ${approver}, who may stand behind it, approved it`,
      expected: 'the approval of a second listed person',
      actual: given.map(({ by }) => by),
      fix: `have a pull request with ${notice.path} approved by another listed person besides ${approver}`,
      at: notice.at,
    });
  }
  const refused = approvals.data.refused.find(({ by }) => by.toLowerCase() === approver.toLowerCase());
  return failed({
    problem: `the emergency notice ${notice.id} names ${approver} as its approver, who ${refused === undefined ? 'did not approve the pull request that brought it' : refused.why}`,
    expected: `an approval by ${approver} of the pull request that brought the notice`,
    actual: given.map(({ by }) => by),
    fix: `have a pull request with ${notice.path} approved by a listed person whom the notice names`,
    at: notice.at,
  });
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
    return failed({
      problem: `the emergency ${notice.id} is rolled out before its repin was validated: ${who}`,
      expected: 'a validated repin of every consumer',
      actual: lacking.map(({ consumer }) => consumer),
      fix: 'have the consumers repin and validate that, and roll out then',
      at: notice.at,
    });
  }
  const open = repins.flatMap(({ verdict }) => (verdict.status === 'unverified' ? [verdict.because] : []))[0];
  return open === undefined ? passed : unverified(open);
}
