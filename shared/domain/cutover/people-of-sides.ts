import { GovernanceError } from '../../core/errors.ts';
import { approvalsOf } from '../approval/approvals.ts';
import { jointApproval, type SideApprovals } from '../approval/joint.ts';
import { peopleOf } from '../approval/people.ts';
import type { NamedRepository } from '../repository/repository.ts';
import { passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Go, Side } from './config.ts';
import { sides } from './config.ts';

/** Who speaks for each side, and how many of them must. */
export interface Speakers {
  people: Record<Side, readonly string[]>;
  approvals: number;
  /** Addresses of co-authors that are no person who could approve. */
  ignored: readonly string[];
}

/** The people of each side. Nobody may be of both: one person would be a joint go. `field`: where they are named, for the error. */
export function speakersOf(
  go: Go,
  roles: Readonly<Record<string, readonly string[]>>,
  field: string,
  ignored: readonly string[],
): Speakers {
  const producer = peopleOf(go.producer, roles, `${field}: producer`);
  const consumer = peopleOf(go.consumer, roles, `${field}: consumer`);
  const theirs = new Set(consumer.map((login) => login.toLowerCase()));
  const both = producer.filter((login) => theirs.has(login.toLowerCase()));
  if (both.length === 0) return { people: { producer, consumer }, approvals: go.approvals, ignored };
  throw new GovernanceError('BAD_CONFIG', `${both.join(', ')} would say go for both sides`, {
    hint: `Name different people under ${field}: producer and ${field}: consumer.`,
  });
}

/** The approvals of a pull request by the people of each side. */
export async function approvalsOfSides(
  { people, approvals: needed, ignored }: Speakers,
  { github, name }: NamedRepository,
  { number, head }: { number: number; head: string },
): Promise<SideApprovals[]> {
  return Promise.all(
    sides.map(async (side) => ({
      side,
      people: people[side],
      needed,
      approvals: await approvalsOf(github, name, number, head, people[side], ignored),
    })),
  );
}

/** Judges whether both sides approved; `where` names the pull request, `what` says what is wrong without it. */
export function judgeBothApproved(given: readonly SideApprovals[], where: string, what: string): Verdict {
  const joint = jointApproval(given);
  if (joint.state === 'given') return passed;
  if (joint.state === 'unknown') return unverified(joint.because);
  return {
    status: 'failed',
    problem: `${what}: ${joint.lacking.join('; ')} (${where})`,
    expected: 'approvals of both sides at the head',
    actual: joint.lacking,
    fix: `have ${where} approved at its head by people of both sides`,
  };
}
