import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { parseBlocks } from '../../../shared/parse/markdown-blocks.ts';
import { frontMatterOf } from '../../../shared/parse/markdown-front-matter.ts';
import { lineIndex } from '../../../shared/parse/text.ts';

/** Everything a reader can see, with its offsets: leaves of the tree and the structure that facts are read from. */
function facts(nodes: readonly Nodes[]): string[] {
  const found: string[] = [];
  const visit = (node: Nodes, inQuote: boolean): void => {
    const quoted = inQuote || node.type === 'blockquote';
    // Lists may come in several parts, and code and HTML may be left out: no fact is read from either.
    const counts = !['root', 'list', 'code', 'html', 'definition'].includes(node.type);
    if (counts) {
      const value = 'value' in node ? node.value : '';
      // Where a container or a part of a table ends is no fact.
      const end = /^(?:listItem|blockquote|table)/.test(node.type) ? '' : node.position?.end.offset;
      found.push(`${node.type} ${node.position?.start.offset}-${end} ${JSON.stringify(value)}`);
    }
    if ('children' in node) for (const child of node.children) visit(child, quoted);
  };
  for (const node of nodes) visit(node, false);
  return found;
}

function whole(text: string): Nodes {
  return fromMarkdown(frontMatterOf(text)?.blanked ?? text, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
}

function pieces(text: string): readonly Nodes[] {
  const blocks = parseBlocks(text, lineIndex(text));
  if (!blocks.ok) throw new Error(blocks.message);
  return blocks.nodes;
}

const many = (line: string, count = 300): string => `${line}\n`.repeat(count);

describe('parseBlocks gives the blocks of the whole text, although it parses it in pieces', () => {
  const cases: Record<string, string> = {
    'a code block longer than a piece': `a\n\n\`\`\`\n${many('| x | y |')}\n\n# no\n\`\`\`\n\n# yes\n`,
    'a code block that is never closed': `a\n\n~~~\n${many('# no\n')}`,
    'a code block closed by a longer fence': `${many('a\n', 130)}~~~\n\n${many('b\n', 130)}~~~~~\n\n# yes\n`,
    'a code block with a shorter fence inside': `${many('a\n', 120)}\`\`\`\`\n\n${many('```\n', 130)}\`\`\`\`\n\n# yes\n`,
    'a fence inside a list item': `${many('- a\n\n  ```\n\n  x\n', 60)}\nb\n\n\`\`\`\nc\n\n# no\n\`\`\`\n`,
    'a comment with blank lines': `a\n\n<!--\n${many('# no\n')}-->\n\n# yes\n`,
    'a comment that is never closed': `a\n\n<!-- ${many('# no\n')}`,
    'a comment closed in its own line': `<!-- x -->\n${many('a\n', 200)}`,
    'an HTML block of kind 6 with bullets in it': `<div>\n${many('- a')}\n- yes\n`,
    'an HTML block of kind 1': `<pre>\n${many('# a\n')}</pre>\n\n# yes\n`,
    'processing instructions, declarations and CDATA': `<?a\n${many('\n')}?>\n\n<!A\n${many('\n')}>\n\n<![CDATA[\n${many('\n')}]]>\n\n# yes`,
    'a long table': `| a | b |\n|---|---|\n${many('| 1 | `2` |', 600)}`,
    'a long table that text follows without a blank line': `| a | b |\n|---|---|\n${many('| 1 | 2 |', 600)}c | d\ne\n\nf\n`,
    'a long table that a list interrupts': `| a | b |\n|---|---|\n${many('| 1 | 2 |', 600)}- | x |\n| y | z |\n`,
    'a long table with rows of every kind': `|a|b|\n|-|-|\n${many('|`x|y`|*c*|\n| d \\| e | _f_ |\n|g_h|` i `|\n|`  `|` j`|\n||\n|\n|[i]|j|k|', 90)}`,
    'a long table with words and code in one cell': `|a|b|\n|-|-|\n${many('| `a`, `b/c.md` and d |e `f`|\n|`a``b`|`` c`d``|\n|a_`b`_|x `` ` `y|\n|`a` |`b` c`|', 120)}`,
    'a long table without outer pipes': `a | b\n-|-\n${many('1 | 2', 600)}`,
    'a table in a list item': `${many('- a\n', 120)}- | a |\n  |---|\n${many('  | 1 |')}`,
    'a long list': many('- a: b', 700),
    'a long list with code': many('1. a\n   ```\n   - x\n   ```', 200),
    'headings without blank lines': many('# a\nb', 300),
    'definitions far away from their use': `| [a] |\n|---|\n${many('| [b][A] [c] |', 10)}\n${many('x\n', 300)}[a]: #\n[C]: #\n`,
    'a definition far above its use before an open code block': `[a]: #\n${many('')}\n- [a]: \`b\`\n\`\`\`\nc\n`,
    'a definition before its use': `[a]: #\n\n${many('x\n', 300)}- [a]: \`b\`\n`,
    'lazy lines behind a quote': `${many('> a\nb\n\n| c |', 100)}`,
    'a byte order mark inside': `${many('b\n', 130)}\uFEFFc *d*\n\n\uFEFF# e\n\n${many('f\n', 130)}`,
    'CRLF line ends': `| a |\n|---|\n${many('| `b` |', 600)}\n# c\n`.replaceAll('\n', '\r\n'),
    'lone CR line ends': `| a |\n|---|\n${many('| `b` |', 600)}\n# c\n`.replaceAll('\n', '\r'),
    'an indented code block': `a\n\n${many('    - b\n', 200)}\n# c\n`,
    'setext headings': many('a\n===', 150),
    'front matter': `---\na: b\n---\n${many('c\n', 200)}`,
  };
  test.each(Object.entries(cases))('%s', (_name, text) => {
    expect(facts(pieces(text))).toEqual(facts([whole(text)]));
  });

  test('a byte order mark at the start, which the library does not count', () => {
    const [heading, paragraph] = pieces(`\uFEFF# a\n\n${many('b\n', 300)}`);
    expect(heading?.position?.start.offset).toBe(1);
    expect(paragraph?.position?.start.offset).toBe(6);
  });

  const line = fc.constantFrom(
    ...[
      '',
      '',
      '',
      'a',
      'a: `b`',
      '| a | b |',
      '|---|---|',
      '| `x` | y_z |',
      '|*a*|',
      '| c',
      'd | e',
      '- a: b',
      '- | a |',
      '  - b',
    ],
    ...[
      '1. c',
      '   d',
      '  | e |',
      '    f',
      '> g',
      '> | h |',
      '# i',
      '## j',
      '===',
      '---',
      '```',
      '~~~',
      '  ```',
      '- ```',
      '<div>',
    ],
    ...[
      '<!--',
      '-->',
      '<!-- k -->',
      '<pre>',
      '</pre>',
      '[l]: #',
      '[l] [m][l]',
      '| [l] | `[l]` |',
      '\t| n |',
      '*',
      '|',
      '||',
    ],
  );
  test('for any mixture of lines', () => {
    const block = fc.array(line, { minLength: 1, maxLength: 8 });
    const text = fc
      .array(fc.tuple(block, fc.constantFrom(1, 1, 2, 60, 130)), { minLength: 1, maxLength: 8 })
      .map((blocks) => blocks.map(([lines, times]) => `${lines.join('\n')}\n`.repeat(times)).join(''));
    fc.assert(
      fc.property(text, (source) => {
        const blocks = parseBlocks(source, lineIndex(source));
        fc.pre(blocks.ok);
        const nodes = blocks.ok ? blocks.nodes : [];
        expect(facts(nodes).join('\n') === facts([whole(source)]).join('\n')).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe('parseBlocks refuses what cannot be cut and would take long', () => {
  test.each([
    ['setext headings', 'a\n===\n'],
    ['lazy lines', '> a\nb\n'],
    ['lazy lines in a list', '1. a\nb\n'],
  ])('%s', (_name, unit) => {
    const text = unit.repeat(10_000);
    const blocks = parseBlocks(text, lineIndex(text));
    expect(blocks).toMatchObject({ ok: false, message: expect.stringContaining('too many lines') });
  });
});
