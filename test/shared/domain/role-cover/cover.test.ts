import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Approvals } from '../../../../shared/domain/approval/approvals.ts';
import { coverRoles, type RoleDemand } from '../../../../shared/domain/role-cover/cover.ts';

const given = (...by: string[]): Approvals => ({
  approvals: by.map((login, index) => ({ by: login, at: (index + 1) * 10, commit: 'c'.repeat(40) })),
  refused: [],
  openedByBot: false,
});
const demand = (role: string, people: string[], count = 1): RoleDemand => ({ role, people, count });
const owner = demand('owner', ['ann', 'bob']);
const operations = demand('operations', ['bob', 'cid']);

describe('roles that people cover', () => {
  test.each<[name: string, demands: RoleDemand[], approvals: Approvals, covered: string[], lacking: number]>([
    ['nobody approved', [owner], given(), [], 1],
    ['no role at all', [], given('ann'), [], 1],
    ['one for each role', [owner, operations], given('ann', 'cid'), ['owner ann', 'operations cid'], 0],
    [
      'somebody of both roles takes the other one',
      [owner, operations],
      given('bob', 'ann'),
      ['owner ann', 'operations bob'],
      0,
    ],
    ['one person is not two', [owner, operations], given('bob'), ['owner bob'], 1],
    ['two of one role', [demand('owner', ['ann', 'bob'], 2)], given('ann', 'bob'), ['owner ann', 'owner bob'], 0],
    ['a role that is asked for twice, and one approval', [owner, owner], given('ann'), ['owner ann'], 1],
    ['a role that is asked for twice', [owner, { ...owner }], given('ann', 'bob'), ['owner ann', 'owner bob'], 0],
    ['a login in other letters', [owner], given('Ann'), ['owner Ann'], 0],
    ['somebody of no role', [owner], given('eve'), [], 1],
    ['an app opened it', [owner], { ...given('ann'), openedByBot: true }, ['owner ann'], 1],
    [
      'an app opened it, and another approved',
      [owner],
      { ...given('ann', 'bob'), openedByBot: true },
      ['owner ann', 'anybody, as an app opened it bob'],
      0,
    ],
  ])('%s', (_name, demands, approvals, covered, lacking) => {
    const found = coverRoles(demands, approvals);
    expect(found.covered.map(({ role, by }) => `${role} ${by}`)).toEqual(covered);
    expect(found.lacking).toHaveLength(lacking);
  });

  test.each<[name: string, window: { after?: number; until?: number }, lacking: string[]]>([
    ['in time', { after: 9, until: 10 }, []],
    [
      'at the very moment of the evidence',
      { after: 10 },
      ['owner: 0 of 1 approvals by ann, bob, ann approved before the evidence was there'],
    ],
    ['too late', { until: 9 }, ['owner: 0 of 1 approvals by ann, bob, ann approved too late']],
  ])('an approval %s', (_name, window, lacking) => {
    expect(coverRoles([owner], given('ann'), window).lacking).toEqual(lacking);
  });

  test('says who was not counted, and why', () => {
    const refused = {
      ...given(),
      refused: [
        { by: 'ann', why: 'asks for changes' },
        { by: 'eve', why: 'is nobody' },
      ],
      movedTo: 'd',
    };
    expect(coverRoles([owner], refused).lacking).toEqual([
      'owner: 0 of 1 approvals by ann, bob, the pull request has moved on to d, ann asks for changes',
    ]);
  });

  test('as many roles are covered as can be, each by people of its own, nobody twice', () => {
    const people = ['a', 'b', 'c', 'd', 'e'];
    const demands = fc.array(
      fc.record({ people: fc.subarray(people, { minLength: 1 }), count: fc.integer({ min: 1, max: 2 }) }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(demands, fc.subarray(people), (asked, approved) => {
        const named = asked.map((one, index) => ({ ...one, role: `role-${index}` }));
        const { covered } = coverRoles(named, given(...approved));
        expect(new Set(covered.map(({ by }) => by)).size).toBe(covered.length);
        for (const { role, by } of covered) {
          expect(named.find((one) => one.role === role)?.people).toContain(by);
          expect(approved).toContain(by);
        }
        expect(covered.length).toBe(
          most(
            named.flatMap((one) => Array.from({ length: one.count }, () => one.people)),
            approved,
          ),
        );
      }),
      { numRuns: 150 },
    );
  });
});

/** The most places that can be filled, by trying all ways. */
function most([place, ...others]: readonly (readonly string[])[], people: readonly string[]): number {
  if (place === undefined) return 0;
  const without = most(others, people);
  return people
    .filter((one) => place.includes(one))
    .reduce(
      (best, one) =>
        Math.max(
          best,
          1 +
            most(
              others,
              people.filter((other) => other !== one),
            ),
        ),
      without,
    );
}
