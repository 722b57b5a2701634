import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Proposal } from '../../../shared/core/proposal.ts';
import { proposalBody, proposalDiff, proposalPatch, proposalTitle } from '../../../shared/render/proposal.ts';
import { hostileText } from '../../support/hostile.ts';
import { linkedByGitHub, looseText, markdownTree, nodesOf } from '../../support/markdown-tree.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  title: 'Repin ledger',
  sentences: ['Moves the pin.'],
  facts: [{ label: 'to', value: 'v2.0.0' }],
  branch: 'a/b',
  identity: 'f'.repeat(64),
  changes: [{ path: 'pin.json', before: bytes('a\n'), after: bytes('b\n') }],
  ...more,
});

test('the body says what, with which facts, in which files, and by whom', () => {
  const changes = [...proposal().changes, { path: 'new.json', before: undefined, after: bytes('c\n') }];
  expect(proposalBody(proposal({ changes }), 'manifest-repin').split('\n')).toEqual([
    'Moves the pin.',
    '',
    '| What | Value |',
    '| --- | --- |',
    '| to | `v2.0.0` |',
    '',
    '- `pin.json`',
    '- `new.json` (new)',
    '',
    'Proposed by `manifest-repin`; a later run may replace what is on this branch.',
  ]);
});

describe('hostile texts', () => {
  test('make neither markup nor rows nor mentions in the body', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (sentence, label, value) => {
        const body = proposalBody(proposal({ sentences: [sentence], facts: [{ label, value }] }), 'manifest-repin');
        const tree = markdownTree(body);
        const types = new Set(nodesOf(tree).map(({ type }) => type));
        for (const type of ['heading', 'link', 'image', 'code', 'blockquote', 'strong', 'thematicBreak'] as const)
          expect(types).not.toContain(type);
        const html = nodesOf(tree).map((node) => (node.type === 'html' ? node.value : ''));
        expect(html.join('')).toMatch(/^(<code><\/code>)*$/);
        const tables = nodesOf(tree).filter((node) => node.type === 'table');
        expect(tables.map((table) => table.children.length)).toEqual([2]);
        expect(looseText(tree)).not.toMatch(linkedByGitHub);
      }),
    );
  });

  test('make one line of a title', () => {
    fc.assert(
      fc.property(hostileText, (title) => {
        expect(proposalTitle(proposal({ title }))).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202e]|@(?=[A-Za-z0-9])/u);
      }),
    );
  });

  test('make nothing in the shown diff that a runner or a terminal obeys', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (before, after) => {
        const changes = [{ path: 'a', before: bytes(`${before}\n`), after: bytes(`x${after}`) }];
        for (const line of proposalDiff(proposal({ changes })).split('\n')) {
          expect(line).not.toMatch(/^[ +-]?\s*::|##\[|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
        }
      }),
    );
  });
});

test('what looks like a credential is not shown, and stays in the patch until the shell takes it out', () => {
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  const changes = [{ path: 'a', before: bytes('x\n'), after: bytes(`${secret}\n`) }];
  expect(proposalDiff(proposal({ changes }))).toContain('+[redacted GitHub token]');
  expect(proposalPatch(proposal({ changes }))).toContain(secret);
});
