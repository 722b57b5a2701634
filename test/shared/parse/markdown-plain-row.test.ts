import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { plainRow } from '../../../shared/parse/markdown-plain-row.ts';

const head = '| a | b | c | d |\n|---|---|---|---|\n';

/** The leaves of a row with their offsets. */
function leaves(node: Nodes): string[] {
  if (node.type === 'link')
    return [
      `link ${node.position?.start.offset}-${node.position?.end.offset} ${node.url}`,
      ...node.children.flatMap(leaves),
    ];
  if ('value' in node)
    return [`${node.type} ${node.position?.start.offset}-${node.position?.end.offset} ${node.value}`];
  return 'children' in node ? node.children.flatMap(leaves) : [];
}

test('a row that is read by itself is what the parser makes of it', () => {
  const part = fc.constantFrom(
    'a',
    'b_c',
    '_',
    '`',
    '`',
    '``',
    ' ',
    '  ',
    ',',
    '|',
    '\\',
    '*',
    '.',
    '<',
    '&',
    '/x.md',
    'é',
    '[',
    ']',
    '(',
    ')',
    '!',
    '[a b](c/d.md)',
    '[e_f](#g)',
  );
  const line = fc.array(part, { maxLength: 14 }).map((parts) => `|${parts.join('')}`);
  let read = 0;
  fc.assert(
    fc.property(line, (text) => {
      const row = plainRow(text, head.length);
      fc.pre(row !== undefined);
      const [table] = fromMarkdown(`${head}${text}\n`, {
        extensions: [gfmTable()],
        mdastExtensions: [gfmTableFromMarkdown()],
      }).children;
      const own = table?.type === 'table' ? table.children[1] : undefined;
      expect(row === undefined ? [] : leaves(row)).toEqual(own === undefined ? [] : leaves(own));
      read += 1;
    }),
    { numRuns: 500 },
  );
  expect(read).toBeGreaterThan(50);
});

test.each([
  ['| `a`, `b` and c |', 4],
  ['| `a``b` |', undefined],
  ['| `a`` |', undefined],
  ['| `a` *b* |', undefined],
  ['| [a](b) |', 1],
  ['| see ![a](b) |', undefined],
  ['| [a](b "c") |', undefined],
  ['| [a](<b>) |', undefined],
  ['| [*a*](b) |', undefined],
  ['| [a] |', undefined],
])('%s', (line, count) => {
  const row = plainRow(line, 0);
  expect(row?.children[0]?.children.length).toBe(count);
});
