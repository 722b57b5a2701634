import { describe, expect, test } from '@jest/globals';
import { type Pin, pinsOf, withReferences } from '../../../shared/build/references.ts';

const sha = 'a'.repeat(40);
const other = 'b'.repeat(40);
const release: Pin = { ref: sha, comment: ' # v1.2.3' };
const pins = new Map<string, Pin>([['actions/checkout', { ref: other, comment: ' # v7.0.1' }]]);
const renewed = (text: string): string => withReferences(text, 'us/suite', release, pins);

describe('references in documents', () => {
  test.each<[what: string, before: string, after: string]>([
    ['an own action by a tag', 'uses: us/suite/actions/one@v0.1.0', `uses: us/suite/actions/one@${sha} # v1.2.3`],
    [
      'an own action by an older commit',
      `uses: us/suite/actions/one@${other} # v1.2.2`,
      `uses: us/suite/actions/one@${sha} # v1.2.3`,
    ],
    [
      'an own action under another owner',
      'uses: old/name/actions/one@v0',
      `uses: us/suite/actions/one@${sha} # v1.2.3`,
    ],
    [
      'an own workflow',
      'uses: us/suite/.github/workflows/scheduled-audit.yml@v0.1.0',
      `uses: us/suite/.github/workflows/scheduled-audit.yml@${sha} # v1.2.3`,
    ],
    [
      'an own action with words behind it',
      '- uses: us/suite/actions/one@v0   # why',
      `- uses: us/suite/actions/one@${sha} # v1.2.3   # why`,
    ],
    ['one in quotes', "uses: 'us/suite/actions/one@v0'", `uses: 'us/suite/actions/one@${sha}' # v1.2.3`],
    ['an action that the workflows pin', 'uses: actions/checkout@v7', `uses: actions/checkout@${other} # v7.0.1`],
    ['an action that no workflow uses', 'uses: actions/cache@v5', 'uses: actions/cache@v5'],
    ['an action of the same commit', 'uses: $/actions/one', 'uses: $/actions/one'],
    ['a local action', 'uses: ./actions/one', 'uses: ./actions/one'],
    ['prose', 'It uses us/suite in some place.', 'It uses us/suite in some place.'],
  ])('renew %s', (_what, before, after) => {
    expect(renewed(before)).toBe(after);
    // Once written they stay.
    expect(renewed(after)).toBe(after);
  });

  test('before the first release name its version', () => {
    expect(withReferences('uses: us/suite/actions/one@v0', 'us/suite', { ref: 'v0.1.0', comment: '' })).toBe(
      'uses: us/suite/actions/one@v0.1.0',
    );
  });
});

describe('pins of workflows', () => {
  test('are read with their versions, and anything else is none', () => {
    const text = `- uses: actions/checkout@${other} # v7.0.1\n- uses: actions/cache@v5\n- uses: $/actions/one\n`;
    expect([...pinsOf([text, text])]).toEqual([...pins]);
  });

  test('that differ are refused', () => {
    const at = (ref: string): string => `- uses: actions/checkout@${ref} # v7.0.1\n`;
    expect(() => pinsOf([at(sha), at(other)])).toThrow(/pin actions\/checkout to a+ and to b+/);
  });
});
