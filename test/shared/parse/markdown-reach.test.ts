import { describe, expect, test } from '@jest/globals';
import { opaqueUnder, parseMarkdown, tablesUnder } from '../../../shared/parse/markdown.ts';
import { frontMatterOf } from '../../../shared/parse/markdown-front-matter.ts';
import { parseListReferences } from '../../../shared/parse/markdown-list.ts';

const seenUnder = (text: string): number => {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return opaqueUnder(parsed.document, 'Gates').length;
};
const section = '\n\n## Gates\n\na\n\n## Rest\n';

describe('HTML above a section counts as long as it reaches into it', () => {
  test.each<[name: string, above: string, count: number]>([
    ['closed before', '<details>\n\na\n\n</details>', 0],
    ['closed in one block', '<p align="center"><b>a</b></p>', 0],
    ['a table whose cells end unsaid', '<table><tr><td>a</table>', 0],
    ['an image, and a line', '<img src="a.png">\n\n<hr>', 0],
    ['comments', '<!-- <details> -->', 0],
    ['not closed', '<details>', 1],
    ['not closed, in a line of text', 'a <b>b', 1],
    ['a tag without its end', '<p title="', 1],
    ['a comment without its end in other HTML', '<div>\n<!--\n', 1],
    ['closed in another place than it was opened', '<details>\n\n- a\n  </details>', 1],
    ['closed in a cell', '<details>\n\n| a |\n|---|\n| </details> |', 1],
    ['closed by what closes something else', '<p><details></p>', 1],
    ['closed only for who reads a field as HTML', '<details><textarea></details></textarea>', 1],
    ['opened in a quotation', '> <details>', 1],
    ['behind a comment of hundreds of lines', `<!--\n${'a\n\n'.repeat(400)}--> <details>`, 1],
    ['a comment of hundreds of lines', `<!--\n${'a\n\n'.repeat(400)}-->`, 0],
  ])('%s', (_name, above, count) => expect(seenUnder(`${above}${section}`)).toBe(count));

  test('what begins below does not', () => expect(seenUnder(`${section}\n<details>`)).toBe(0));
  test('what ends within does', () =>
    expect(seenUnder('<details>\n\n## Gates\n\na\n\n</details>\n\n## Rest\n')).toBe(2));
});

describe('front matter', () => {
  test('is no content, and offsets behind it stay', () => {
    const parsed = parseMarkdown('---\ntitle: a\n---\n# Gates\n\n| a |\n|---|\n| b |\n');
    if (!parsed.ok) throw new Error(parsed.message);
    const { headings, opaque } = parsed.document;
    expect([headings, opaque]).toEqual([[{ text: 'Gates', depth: 1, position: { line: 4, column: 1 } }], []]);
    expect(tablesUnder(parsed.document, 'Gates').map(({ position }) => position.line)).toEqual([6]);
  });

  test.each([
    ['a table', '| a |\n|---|\n| b |'],
    ['a box', '- [ ] a'],
    ['HTML', '<details>'],
  ])('with %s in it shows some readers more than others', (_name, content) => {
    expect(seenUnder(`---\n\n${content}\n\n---${section}`)).toBe(1);
  });

  test.each<[text: string, content: string | undefined]>([
    ['---\na: b\n---\nc', 'a: b\n'],
    ['\uFEFF---\r\na: b\r\n...\r\n', 'a: b\r\n'],
    ['---\na: b\n', undefined],
    ['a\n---\nb\n---\n', undefined],
    ['----\na\n---\n', undefined],
  ])('%j', (text, content) => {
    const found = frontMatterOf(text);
    expect([found?.content, found?.blanked.length ?? text.length]).toEqual([content, text.length]);
  });
});

test('the references of lists are those of every section that is meant, at any level', () => {
  const text =
    '- `a`\n\n## Evidence\n\n- see `b` and [c](d.md)\n  - `e`\n\n`f`\n\n### Older\n\n- `g`\n\n## Rest\n\n- `h`\n\n# Proof\n\n1. `i`\n';
  const found = parseListReferences(text, (heading) => /evidence|proof/i.test(heading));
  expect(found.ok && found.references.map((one) => one.text)).toEqual(['b', 'd.md', 'e', 'g', 'i']);
  expect(parseListReferences(`${'- '.repeat(40)}a`, () => true)).toMatchObject({ ok: false, position: { line: 1 } });
});
