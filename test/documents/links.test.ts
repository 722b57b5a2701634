import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../support/dist.ts';
import { documentOf, documents, guideFolder, isThere, targetOf } from '../support/documents.ts';

/** What is wrong with a link of a document; undefined where it leads somewhere, or out of the repository. */
function brokenness(from: string, link: string): string | undefined {
  const target = targetOf(from, link);
  if (target === undefined) return undefined;
  const { path, anchor } = target;
  if (!isThere(path)) return `${from}: ${link} leads to nothing`;
  if (anchor === '') return undefined;
  const there = documents.find((document) => document.path === path);
  return there?.anchors.has(anchor) === true ? undefined : `${from}: ${link} has no such heading`;
}

describe('a link of a document', () => {
  test.each(documents.map(({ path, links }) => [path, links] as const))('leads somewhere: %s', (path, links) => {
    expect(links.flatMap((link) => brokenness(path, link) ?? [])).toEqual([]);
  });

  test.each([
    ['README.md', '.github/guides/none.md'],
    ['README.md', 'license'],
    ['README.md', '../README.md'],
    ['.github/guides/kpi.md', '.github/guides/kpi.md'],
    ['README.md', '#none'],
    ['.github/guides/kpi.md', '../../README.md#none'],
    ['README.md', 'LICENSE#none'],
  ])('of %s to %s is told as broken', (from, link) => {
    expect(brokenness(from, link)).toMatch(/leads to nothing|has no such heading/);
  });

  test.each([
    ['README.md', '#guides'],
    ['README.md', 'action-catalog.md#records'],
    ['README.md', 'examples/consumer'],
    ['.github/guides/kpi.md', '../../README.md#guides'],
    ['README.md', 'https://example.com/#none'],
  ])('of %s to %s is none that could be told', (from, link) => {
    expect(brokenness(from, link)).toBeUndefined();
  });
});

describe('the guides', () => {
  const guides = readdirSync(join(root, guideFolder)).map((name) => `${guideFolder}/${name}`);

  test('are all named in the index of the README', () => {
    const [, index = ''] = /^## Guides$([\s\S]*?)^## /m.exec(documentOf('README.md').text) ?? [];
    const named = [...index.matchAll(/^\| [^|]+\? \| \[[\w -]+\]\(([^)#]+)\) \|$/gm)].map(([, path = '']) => path);
    // A guide that is not there is missing in the table under "Guides": | The question that it answers? | [name](path) |
    expect([...named].sort()).toEqual([...guides].sort());
  });

  test.each(guides)('%s begins with its title, once, and the questions that it answers', (path) => {
    const [title = '', question = ''] = documentOf(path)
      .text.split('\n')
      .filter((line) => line !== '');
    expect(title).toMatch(/^# \S/);
    expect(question).toMatch(/\?( |$)/);
    expect(documentOf(path).text.match(/^# [A-Z]/gm)).toHaveLength(1);
  });

  test('are where messages and comments say that they are', () => {
    const files = ['actions', 'shared'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(root, folder, name)),
    );
    const named = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\.github\/guides\/[\w-]+\.md(?:#[\w-]+)?/g)].map(([link]) => link),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.flatMap((link) => brokenness('README.md', link) ?? [])).toEqual([]);
  });
});
