import type { Because } from '../../core/errors.ts';
import type { Answer } from '../../core/ports.ts';
import type { Approvals } from './approvals.ts';

/** The approvals of a pull request by the people of one side. */
export interface SideApprovals {
  side: string;
  people: readonly string[];
  /** How many must have approved; one more of a pull request that an app opened. */
  needed: number;
  approvals: Answer<Approvals>;
}

/** Whether every side approved; `lacking` says for each side that did not how much is missing, and who was not counted. */
export type JointApproval =
  | { state: 'given' }
  | { state: 'lacking'; lacking: string[] }
  | { state: 'unknown'; because: Because };

/**
 * Whether all sides approved, each by enough of its own people. Approvals at `after` (ms since 1970) or earlier do not count. What is
 * surely lacking is told although another side is not known; without a side nothing is given.
 */
export function jointApproval(sides: readonly SideApprovals[], after = Number.NEGATIVE_INFINITY): JointApproval {
  const lacking: string[] = sides.length === 0 ? ['there is no side that could approve'] : [];
  let because: Because | undefined;
  for (const { side, people, needed: asked, approvals } of sides) {
    if (!approvals.ok) {
      because ??= approvals.because;
      continue;
    }
    const { approvals: given, refused, openedByBot, movedTo } = approvals.data;
    const needed = asked + (openedByBot ? 1 : 0);
    const later = given.filter(({ at }) => at > after);
    if (later.length >= needed) continue;
    const early = given.length - later.length;
    const own = new Set(people.map((login) => login.toLowerCase()));
    const notCounted = refused.filter(({ by }) => own.has(by.toLowerCase())).map(({ by, why }) => `${by} ${why}`);
    const parts = [
      `${side}: ${later.length} of ${needed} approvals by ${people.join(', ') || 'nobody'}`,
      ...(early === 0 ? [] : [`${early} of them earlier than the stop`]),
      ...(movedTo === undefined ? [] : [`the pull request has moved on to ${movedTo}`]),
      ...notCounted,
    ];
    lacking.push(parts.join(', '));
  }
  if (lacking.length > 0) return { state: 'lacking', lacking };
  return because === undefined ? { state: 'given' } : { state: 'unknown', because };
}
