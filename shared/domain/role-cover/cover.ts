import type { Approvals } from '../approval/approvals.ts';

/** How many people of a role must have approved. */
export interface RoleDemand {
  role: string;
  people: readonly string[];
  count: number;
}

/** When approvals count, in ms since 1970: later than `after`, and not later than `until`. */
export interface ApprovalWindow {
  after?: number | undefined;
  until?: number | undefined;
}

/** Who covers each role; nobody covers two. `lacking`: a clause for each role that nobody is left for. */
export interface RolesCovered {
  covered: { role: string; by: string; at: number }[];
  lacking: string[];
}

/**
 * Whether different people approved for all roles. Who is of several roles stands for one of them, chosen so that as many as possible are
 * covered. Of a pull request that an app opened one approval more is asked for, by anybody of the roles.
 */
export function coverRoles(
  demands: readonly RoleDemand[],
  { approvals, refused, openedByBot, movedTo }: Approvals,
  { after = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: ApprovalWindow = {},
): RolesCovered {
  const everybody = [...new Set(demands.flatMap(({ people }) => people))];
  const asked = openedByBot
    ? [...demands, { role: 'anybody, as an app opened it', people: everybody, count: 1 }]
    : demands;
  const places = asked.flatMap(({ role, people, count }, demand) =>
    Array.from({ length: count }, () => ({ demand, role, people: folded(people) })),
  );
  const timely = approvals.filter(({ at }) => at > after && at <= until);
  const taken = new Map<number, number>();
  const place = (at: number, tried: Set<number>): boolean => {
    const able = [...timely.keys()].filter((index) => places[at]?.people.has(timely[index]?.by.toLowerCase() ?? ''));
    // Who is free goes before who would have to move.
    for (const index of [...able.filter((one) => !taken.has(one)), ...able.filter((one) => taken.has(one))]) {
      if (tried.has(index)) continue;
      tried.add(index);
      const other = taken.get(index);
      if (other === undefined || place(other, tried)) {
        taken.set(index, at);
        return true;
      }
    }
    return false;
  };
  for (const at of places.keys()) place(at, new Set());
  const placed = [...taken]
    .sort(([, a], [, b]) => a - b)
    .flatMap(([index, at]) => {
      const [approval, stands] = [timely[index], places[at]];
      if (approval === undefined || stands === undefined) return [];
      return [{ demand: stands.demand, role: stands.role, by: approval.by, at: approval.at }];
    });
  const lacking = asked.flatMap(({ role, people, count }, demand) => {
    const own = folded(people);
    // Not by its role, which may be asked for twice.
    const given = placed.filter((one) => one.demand === demand).length;
    if (given >= count) return [];
    const of = (some: readonly { by: string }[]): string[] =>
      some.filter(({ by }) => own.has(by.toLowerCase())).map(({ by }) => by);
    const [early, late] = [
      of(approvals.filter(({ at }) => at <= after)),
      of(approvals.filter(({ at }) => at > after && at > until)),
    ];
    const elsewhere = of(placed.filter((one) => one.role !== role));
    return [
      [
        `${role}: ${given} of ${count} approvals by ${people.join(', ') || 'nobody'}`,
        ...(early.length === 0 ? [] : [`${early.join(', ')} approved before the evidence was there`]),
        ...(late.length === 0 ? [] : [`${late.join(', ')} approved too late`]),
        ...(elsewhere.length === 0 ? [] : [`${elsewhere.join(', ')} stands for another role`]),
        ...(movedTo === undefined ? [] : [`the pull request has moved on to ${movedTo}`]),
        ...refused.filter(({ by }) => own.has(by.toLowerCase())).map(({ by, why }) => `${by} ${why}`),
      ].join(', '),
    ];
  });
  const covered = placed.map(({ role, by, at }) => ({ role, by, at }));
  return { covered, lacking: demands.length === 0 ? ['there is no role that could approve'] : lacking };
}

function folded(people: readonly string[]): ReadonlySet<string> {
  return new Set(people.map((login) => login.toLowerCase()));
}
