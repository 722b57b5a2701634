import { describe, expect, test } from '@jest/globals';
import { jointApproval, type SideApprovals } from '../../../../shared/domain/approval/joint.ts';
import { at } from '../../../support/moments.ts';

const approval = (by: string, minute = 0) => ({ by, at: at('2026-11-20T12:00:00Z') + minute * 60_000, commit: 'x' });
type Given = Extract<SideApprovals['approvals'], { ok: true }>['data'];
const side = (name: string, people: string[], data: Partial<Given>, needed = 1): SideApprovals => ({
  side: name,
  people,
  needed,
  approvals: { ok: true, data: { approvals: [], refused: [], openedByBot: false, ...data } },
});
const alice = side('producer', ['alice'], { approvals: [approval('alice')] });
const bob = side('consumer', ['bob'], { approvals: [approval('bob', 5)] });
const because = { code: 'MISSING_PERMISSION', message: 'may not read' } as const;
const hidden: SideApprovals = { ...bob, approvals: { ok: false, because } };

describe('a joint approval', () => {
  const cases: [name: string, sides: SideApprovals[], after: number | undefined, expected: unknown][] = [
    ['of both', [alice, bob], undefined, { state: 'given' }],
    ['of nobody', [], undefined, { state: 'lacking', lacking: ['there is no side that could approve'] }],
    [
      'of one',
      [alice, side('consumer', ['bob'], {})],
      undefined,
      { state: 'lacking', lacking: ['consumer: 0 of 1 approvals by bob'] },
    ],
    [
      'of a side without people',
      [alice, side('consumer', [], {})],
      undefined,
      { state: 'lacking', lacking: ['consumer: 0 of 1 approvals by nobody'] },
    ],
    [
      'of a bot’s pull request',
      [side('producer', ['alice'], { approvals: [approval('alice')], openedByBot: true }), bob],
      undefined,
      { state: 'lacking', lacking: ['producer: 1 of 2 approvals by alice'] },
    ],
    [
      'one of them too early',
      [alice, bob],
      approval('x').at,
      { state: 'lacking', lacking: ['producer: 0 of 1 approvals by alice, 1 of them earlier than the stop'] },
    ],
    [
      'with reasons of the own people only',
      [
        alice,
        side('consumer', ['bob'], {
          refused: [
            { by: 'Bob', why: 'asks for changes' },
            { by: 'alice', why: 'is not among them' },
          ],
        }),
      ],
      undefined,
      { state: 'lacking', lacking: ['consumer: 0 of 1 approvals by bob, Bob asks for changes'] },
    ],
    [
      'of a head that has moved',
      [alice, side('consumer', ['bob'], { movedTo: 'abc' })],
      undefined,
      { state: 'lacking', lacking: ['consumer: 0 of 1 approvals by bob, the pull request has moved on to abc'] },
    ],
    ['that is not known', [alice, hidden], undefined, { state: 'unknown', because }],
    [
      'that is lacking, whatever is not known',
      [side('producer', ['alice'], {}), hidden],
      undefined,
      { state: 'lacking', lacking: ['producer: 0 of 1 approvals by alice'] },
    ],
  ];
  test.each(cases)('%s', (_name, sides, after, expected) => {
    expect(jointApproval(sides, after)).toEqual(expected);
  });
});
