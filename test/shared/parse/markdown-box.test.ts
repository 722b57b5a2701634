import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boxesUnder, type MarkdownDocument, parseMarkdown } from '../../../shared/parse/markdown.ts';
import { hiddenParts } from '../../../shared/parse/markdown-plain.ts';

function documentOf(text: string): MarkdownDocument {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.document;
}

/** Each box as `[x] text`, by its level, and how many only look like one. */
function seen(text: string): { boxes: string[]; broken: number[] } {
  const { boxes, brokenBoxes } = documentOf(text);
  const shown = boxes.map(
    ({ checked, level, text: words }) => `${'  '.repeat(level)}[${checked ? 'x' : ' '}] ${words}`,
  );
  return { boxes: shown, broken: brokenBoxes.map(({ position }) => position.line) };
}

describe('boxes of task lists', () => {
  const rows: [name: string, source: string, boxes: string[], broken: number[]][] = [
    ['ticked and not ticked', '- [x] a\n- [X] b\n- [ ] c\n', ['[x] a', '[x] b', '[ ] c'], []],
    ['in a numbered list, and with other bullets', '1. [x] a\n\n* [ ] b\n\n+ [x] c\n', ['[x] a', '[ ] b', '[x] c'], []],
    ['one in the other', '- [x] a\n  - [ ] `b`\n  - c\n    - [x] d\n', ['[x] a', '  [ ] b', '  [x] d'], []],
    ['emphasis and code', '- [x] **All** `a` are\n  mapped\n', ['[x] All a are mapped'], []],
    ['after a text in the same item', '- a [x] b\n', [], []],
    ['in a code block', '```\n- [x] a\n```\n\n    - [x] b\n', [], []],
    ['in a comment', '<!--\n- [x] a\n-->\n', [], []],
    ['in a quotation, which is not read', '> - [x] a\n', [], []],
    ['without a space behind it', '- [x]a\n', [], [1]],
    ['without anything in it', '- [] a\n', [], [1]],
    ['with another mark in it', '- [v] a\n- [✓] b\n- [-] c\n- [ x ] d\n', [], [1, 2, 3, 4]],
    ['a picture of a box', '- ☑ a\n- ✅ b\n- ☐ c\n', [], [1, 2, 3]],
    ['another picture of a box', '- ⬜ a\n- 🔲 b\n- ❎ c\n- :white_large_square: d\n- :x: e\n', [], [1, 2, 3, 4, 5]],
    ['a name that is no box', '- :tada: a\n- :fox: b\n', [], []],
    ['a heading by its underline', '- [ ] a\n  ---\n', [], [1]],
    ['in bold, or escaped', '- **[x]** a\n- \\[x] b\n', [], [1, 2]],
    ['with nothing behind it', '- [x]\n', [], [1]],
    ['outside of a list', 'a\n[x] b\n☑ c\n', [], [2, 3]],
    ['a link is no box', '- [x](https://example.com) a\n- [a] b\n', [], []],
  ];
  test.each(rows)('%s', (_name, source, boxes, broken) => {
    expect(seen(source)).toEqual({ boxes, broken });
  });

  test('a box whose letter is defined as a link is hidden: another reader sees a link', () => {
    const { boxes, opaque } = documentOf('- [x] a\n\n[x]: https://example.com\n');
    expect([boxes.length, hiddenParts(opaque)]).toEqual([
      1,
      [
        {
          message: 'has HTML, an image, a reference or a quotation, so that a reader may see something else',
          position: { line: 1, column: 3 },
        },
      ],
    ]);
  });

  test('sections, places and references', () => {
    const text =
      '# A\n\n- [x] a `x/y.md`, [b](../c.md) and https://example.com/d.\n\n## B\n\n- [] b\n\n# C\n\n- [ ] c\n';
    const { boxes, broken } = boxesUnder(documentOf(text), 'A');
    expect(broken.map(({ heading }) => heading)).toEqual(['B']);
    expect(boxes).toEqual([
      {
        text: 'a x/y.md, b and https://example.com/d.',
        checked: true,
        heading: 'A',
        level: 0,
        position: { line: 3, column: 1 },
        references: [
          { kind: 'code', text: 'x/y.md', position: { line: 3, column: 9 } },
          { kind: 'link', text: '../c.md', position: { line: 3, column: 19 } },
          { kind: 'link', text: 'https://example.com/d', position: { line: 3, column: 36 } },
        ],
      },
    ]);
  });

  test('every list of boxes is read as it was written, among any other blocks', () => {
    const item = fc.record({ checked: fc.boolean(), text: fc.stringMatching(/^[a-z][a-z ]{0,10}[a-z]$/) });
    const noise = fc.constantFrom('', 'some words\n\n', '| a |\n|---|\n| b |\n\n', '```\n- [x] code\n```\n\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, fc.array(item, { minLength: 1 }))), (parts) => {
        const text = parts
          .map(([before, items], index) => {
            const list = items.map(({ checked, text: words }) => `- [${checked ? 'x' : ' '}] ${words}\n`).join('');
            return `# ${index}\n\n${before}${list}\n`;
          })
          .join('');
        const expected = parts.flatMap(([, items]) =>
          items.map(({ checked, text: words }) => `[${checked ? 'x' : ' '}] ${words.replace(/ +/g, ' ')}`),
        );
        expect(seen(text)).toEqual({ boxes: expected, broken: [] });
      }),
    );
  });
});
