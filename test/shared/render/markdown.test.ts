import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cut, oneLine, redact } from '../../../shared/core/sanitise.ts';
import { code, plain, shown, strong, table } from '../../../shared/render/markdown.ts';
import { hostilePieces, hostileText } from '../../support/hostile.ts';
import { cellsOf, linkedByGitHub, looseText, markdownTree, nodesOf, textOf } from '../../support/markdown-tree.ts';

const clean = (text: string, max: number): string => cut(oneLine(redact(text).text), max);

/** Where a text can stand in what the suite writes, around the marks of which nothing may change. */
const places: [name: string, around: (inner: string) => string, types: readonly string[]][] = [
  ['a paragraph', (inner) => inner, ['paragraph', 'root']],
  ['a heading', (inner) => `## x ${inner}`, ['heading', 'root']],
  ['a strong text', (inner) => `**${inner}** x`, ['paragraph', 'root', 'strong']],
  ['a list item', (inner) => `- x: ${inner}`, ['list', 'listItem', 'paragraph', 'root']],
  ['a cell', (inner) => table(['a', 'b'], [[inner, 'x']]), ['root', 'table', 'tableCell', 'tableRow']],
  ['details', (inner) => `<details><summary>x</summary>\n\n${inner}\n\n</details>`, ['html', 'paragraph', 'root']],
];

/** The node types other than text, each once. */
function typesOf(markdown: string): string[] {
  return [...new Set(nodesOf(markdownTree(markdown)).map(({ type }) => type))].filter((type) => type !== 'text').sort();
}

describe('plain', () => {
  test.each(places)('in %s any text is that text and nothing else', (_name, around, types) => {
    const probe = textOf(markdownTree(around('probe')));
    fc.assert(
      fc.property(hostileText, (text) => {
        const expected = clean(text, 1000);
        if (expected === '') return;
        const markdown = around(plain(text));
        const tree = markdownTree(markdown);
        expect(typesOf(markdown)).toEqual(types);
        expect(textOf(tree)).toBe(probe.replace('probe', () => expected));
        expect(looseText(tree)).not.toMatch(linkedByGitHub);
      }),
      { numRuns: 150 },
    );
  });

  test.each(hostilePieces.map((piece) => [oneLine(piece), piece]))('alone and between words: "%s"', (_name, piece) => {
    for (const text of [piece, `a${piece}b`, `a ${piece} b`, `${piece}${piece}`]) {
      for (const [, around, types] of places) {
        if (clean(text, 1000) === '') continue;
        expect(typesOf(around(plain(text)))).toEqual(types);
        expect(looseText(markdownTree(around(plain(text))))).not.toMatch(linkedByGitHub);
      }
    }
  });

  test('a credential is taken out, and a long text is cut', () => {
    expect(textOf(markdownTree(plain('see https://a:b@c.d')))).toBe('see https://a:[redacted password in a URL]@c.d');
    expect(Array.from(textOf(markdownTree(plain('é|'.repeat(5_000_000)))))).toHaveLength(1000);
  });
});

test('text that stands out is strong, and no text is nothing at all', () => {
  expect(strong('a *b*')).toBe('**a \\*b\\***');
  expect(typesOf(strong('a *b*'))).toEqual(['paragraph', 'root', 'strong']);
  expect(['', ' \n'].map(strong)).toEqual(['', '']);
});

describe('code', () => {
  const inCode = ['inlineCode', 'html', 'emphasis'];
  const ours = ['<code>', '</code>', '<details><summary>x</summary>', '</details>'];

  test.each(places.filter(([name]) => name !== 'a strong text'))(
    'in %s any text is code with that text',
    (_name, around, types) => {
      const probe = textOf(markdownTree(around('probe')));
      fc.assert(
        fc.property(hostileText, (text) => {
          const expected = clean(text, 200) || '(empty)';
          const markdown = around(code(text));
          const tree = markdownTree(markdown);
          expect(textOf(tree)).toBe(probe.replace('probe', () => expected));
          expect(typesOf(markdown).filter((type) => !inCode.includes(type))).toEqual(
            types.filter((type) => type !== 'html'),
          );
          const foreign = nodesOf(tree).filter((node) => node.type === 'html' && !ours.includes(node.value));
          expect(foreign).toEqual([]);
          expect(looseText(tree)).not.toMatch(linkedByGitHub);
        }),
        { numRuns: 150 },
      );
    },
  );

  test.each([
    ['', '*(empty)*'],
    [' \n', '*(empty)*'],
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`a`', '`` `a` ``'],
    ['``', '``` `` ```'],
    ['a|b', '<code>a\\|b</code>'],
    ['a\\|b', '<code>a\\\\\\|b</code>'],
    ['<b>|', '<code>&lt;b&gt;\\|</code>'],
  ])('%j is %s', (text, markdown) => {
    expect(code(text)).toBe(markdown);
  });

  test('a long value is cut in its middle', () => {
    const text = textOf(markdownTree(code(`begin${'x'.repeat(1_000_000)}end`)));
    expect(Array.from(text)).toHaveLength(200);
    expect(text).toMatch(/^beginx+…x+end$/);
  });
});

describe('table', () => {
  test('has the cells that it was given, whatever they hold', () => {
    const cell = fc.oneof(
      hostileText.map((text) => ({ text: clean(text, 1000), markdown: plain(text) })),
      hostileText.map((text) => ({ text: clean(text, 200) || '(empty)', markdown: code(text) })),
    );
    const grid = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(grid, (rows) => {
        const tree = markdownTree(
          table(
            ['a', 'b', 'c'],
            rows.map((row) => row.map(({ markdown }) => markdown)),
          ),
        );
        expect(tree.children.map(({ type }) => type)).toEqual(['table']);
        const [only] = tree.children;
        const cells = only?.type === 'table' ? cellsOf(only) : [];
        expect(cells).toEqual([['a', 'b', 'c'], ...rows.map((row) => row.map(({ text }) => text))]);
      }),
      { numRuns: 150 },
    );
  });

  test('a table without rows is a header', () => {
    expect(table(['a', 'b'], [])).toBe('| a | b |\n| --- | --- |');
  });
});

test.each<[unknown, string]>([
  ['text', 'text'],
  ['', ''],
  [1, '1'],
  [null, 'null'],
  [false, 'false'],
  [['a', 1], '["a",1]'],
  [{ a: 'b' }, '{"a":"b"}'],
  [undefined, 'nothing'],
])('the value %j is shown as %s', (value, text) => {
  expect(shown(value)).toBe(text);
});
