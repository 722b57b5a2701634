import { expect, test } from '@jest/globals';
import { risksIn } from '../../../../shared/domain/sign-off/risks.ts';
import { wordsWith } from '../../../../shared/domain/sign-off/words.ts';
import { parseMarkdown } from '../../../../shared/parse/markdown.ts';
import type { Prose } from '../../../../shared/parse/markdown-prose.ts';

const empty = parseMarkdown('');
const line = (kind: Prose['kind'], text: string, number: number, ...under: string[]): Prose => ({
  kind,
  depth: kind === 'item' ? 1 : 0,
  under,
  text,
  pieces: [{ kind: 'text', text }],
  block: number,
  position: { line: number, column: 1 },
});
const risksOf = (prose: readonly Prose[]) =>
  empty.ok ? risksIn(prose, empty.document, wordsWith({}), ({ line: at }) => ({ path: 'docs/x.md', line: at })) : [];

test('what headings among the risks say belongs to what is below them, and once', () => {
  const risks = risksOf([
    line('heading', 'Risks', 1),
    line('heading', 'Database', 2, 'Risks'),
    line('paragraph', 'it is slow', 3, 'Risks', 'Database'),
    line('heading', 'Database', 4, 'Risks'),
    line('heading', 'Network', 5, 'Risks', 'Database'),
    line('item', 'it is far', 6, 'Risks', 'Database', 'Network'),
    line('heading', 'Alone', 7, 'Risks'),
  ]);
  expect(risks.map(({ text, also, leads }) => ({ text, also, leads }))).toEqual([
    { text: 'it is slow', also: 'Database', leads: false },
    { text: 'it is far', also: 'Database Network', leads: false },
    { text: 'Alone', also: '', leads: false },
  ]);
});

test('a paragraph above items or cells below the same headings leads to them', () => {
  const risks = risksOf([
    line('heading', 'Risks', 1),
    line('paragraph', 'these are known', 2, 'Risks'),
    line('item', 'it is slow', 3, 'Risks'),
    line('paragraph', 'the last one', 4, 'Risks'),
  ]);
  expect(risks.map(({ text, leads }) => [text, leads])).toEqual([
    ['these are known', true],
    ['it is slow', false],
    ['the last one', false],
  ]);
});

test('tens of thousands of headings and paragraphs are read at once', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => [
    line('heading', 'ab', 2 * index + 2, 'Risks'),
    line('paragraph', `risk ${index}`, 2 * index + 3, 'Risks', 'ab'),
  ]).flat();
  // Compared with each other, this would take minutes.
  expect(risksOf([line('heading', 'Risks', 1), ...many])).toHaveLength(20_000);
});
