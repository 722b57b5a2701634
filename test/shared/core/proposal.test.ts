import { describe, expect, test } from '@jest/globals';
import type { ControlKind } from '../../../shared/core/control.ts';
import { evaluate } from '../../../shared/core/evaluation.ts';
import { type Proposal, proposalProblem } from '../../../shared/core/proposal.ts';
import { sampleControl } from '../../support/sample-control.ts';
import { world } from '../../support/world.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  title: 'Change it',
  sentences: [],
  facts: [],
  branch: 'release-governance/change-it',
  identity: '0'.repeat(64),
  changes: [{ path: 'a/b.json', before: bytes('a'), after: bytes('b') }],
  ...more,
});
const change = (path: string): Partial<Proposal> => ({ changes: [{ path, before: undefined, after: bytes('b') }] });

test('a proposal of one file is well-formed', () => {
  expect(proposalProblem(proposal())).toBeUndefined();
});

describe('a proposal is refused', () => {
  const cases: [name: string, more: Partial<Proposal>, problem: RegExp][] = [
    ['without a title', { title: ' ' }, /a title that is not one line/],
    ['with a title of two lines', { title: 'a\nb' }, /a title that is not one line/],
    [
      'for a branch with a name that git or an address could read otherwise',
      { branch: 'a/../main' },
      /a branch that is not allowed/,
    ],
    ['for a branch that looks like an option', { branch: '-f' }, /a branch that is not allowed/],
    ['without an identity', { identity: '' }, /an identity that is no hash/],
    ['that changes nothing', { changes: [] }, /changes nothing/],
    ['that changes a file twice', { changes: [...proposal().changes, ...proposal().changes] }, /changes a file twice/],
    [
      'that leaves a file as it is',
      { changes: [{ path: 'a', before: bytes('a'), after: bytes('a') }] },
      /leaves a as it is/,
    ],
    ['for a path outside', change('../a'), /leaves the repository/],
    ['for an absolute path', change('/etc/passwd'), /is absolute/],
    ['for a file of git', change('a/.git/config'), /is inside of \.git/],
    ['for a path that is written in two ways', change('a/./b'), /is not normal/],
  ];
  test.each(cases)('%s', (_name, more, problem) => {
    expect(proposalProblem(proposal(more))).toMatch(problem);
  });
});

describe('a control', () => {
  const run = (kind: ControlKind, times: number): ReturnType<typeof evaluate> =>
    evaluate(
      {
        ...sampleControl((ctx) => {
          ctx.passed('fits', { thing: 'box' });
          for (let made = 0; made < times; made += 1) ctx.propose(proposal());
        }),
        kind,
      },
      world(),
    );

  test('that acts proposes once', async () => {
    expect((await run('act', 1)).proposal).toEqual(proposal());
    expect((await run('act', 2)).error?.message).toBe('sample makes two proposals');
  });

  test.each<ControlKind>(['check', 'record', 'decide'])('of kind %s cannot propose', async (kind) => {
    const { error, proposal: made } = await run(kind, 1);
    expect(error?.message).toBe('the proposal of sample comes from a control that only looks');
    expect(made).toBeUndefined();
  });
});
