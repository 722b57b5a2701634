import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { complement, filterEffect } from '../../../../shared/domain/workflow/filter-effect.ts';
import { listMatches, matchesPattern, parseFilterPattern } from '../../../../shared/domain/workflow/filter-pattern.ts';
import type { FilterKind, Trigger } from '../../../../shared/domain/workflow/workflow.ts';

describe('a pattern matches what the cheat sheet of the documentation says', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['feature/*', ['feature/my-branch', 'feature/your-branch'], ['feature/a/b', 'features/x', 'feature']],
    ['feature/**', ['feature/beta-a/my-branch', 'feature/mona/the/octocat'], ['feature']],
    ['main', ['main'], ['main2', 'Main', 'amain']],
    ['*', ['main', 'releases'], ['a/b']],
    ['**', ['all/the/branches', 'every'], []],
    ['*feature', ['mona-feature', 'feature', 'ver-10-feature'], ['feature-x', 'a/feature']],
    ['v2*', ['v2', 'v2.0', 'v2.9'], ['v1']],
    ['v[12].[0-9]+.[0-9]+', ['v1.10.1', 'v2.0.0'], ['v3.0.0', 'v1..1', 'v1.0']],
    ['*.jsx?', ['page.js', 'page.jsx'], ['page.jsxx', 'a/page.js']],
    ['**.js', ['index.js', 'js/index.js', 'src/js/app.js'], ['index.jsx']],
    ['docs/**/*.md', ['docs/mona/hello-world.md', 'docs/a/markdown/file.md'], ['docs.md']],
    ['**/migrate-*.sql', ['db/migrate-v1.0.sql', 'db/sept/migrate-v1.sql'], ['db/migrate/x.sql']],
    ['[CB]at', ['Cat', 'Bat'], ['Rat', 'cat']],
    ['[1-2]00', ['100', '200'], ['300']],
    ['a\\*b', ['a*b'], ['axb']],
    ['', [], []],
  ])('%s', (text, yes, no) => {
    const pattern = parseFilterPattern(text);
    for (const name of yes)
      expect([name, pattern !== undefined && matchesPattern(pattern, name)]).toEqual([name, true]);
    for (const name of no)
      expect([name, pattern !== undefined && matchesPattern(pattern, name)]).toEqual([name, false]);
  });

  test.each(['', '!', '?', '+a', '*+', '[ab', '[]', '[-a]', '[z-a]', 'a\\', 'a?+'])('%s is not documented', (text) => {
    expect(parseFilterPattern(text)).toBeUndefined();
  });

  test.each<[readonly string[], string, boolean]>([
    [['releases/**', '!releases/**-alpha'], 'releases/10', true],
    [['releases/**', '!releases/**-alpha'], 'releases/beta/3-alpha', false],
    [['*.md', '!README.md', 'README*'], 'README.md', true],
    [['*.md', '!README.md'], 'README.md', false],
    [['!main'], 'main', false],
    [[], 'main', false],
  ])('%j of %s', (patterns, name, matched) => {
    expect(listMatches(patterns, name)).toBe(matched);
  });

  test('a hostile pattern takes no more than the product of both lengths', () => {
    const pattern = parseFilterPattern('**a**a**a**a**a**a**a**a**a**a**b'.repeat(20));
    expect(pattern !== undefined && matchesPattern(pattern, 'a'.repeat(5_000))).toBe(false);
  });

  test('reading never throws, and a name of plain characters matches itself', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseFilterPattern(text)));
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9/_.-]{1,20}$/), (name) => listMatches([name], name) === true));
  });
});

const trigger = (event: string, filters: Partial<Record<FilterKind, string[]>>): Trigger => ({
  event,
  at: { path: 'x' },
  filters: Object.entries(filters).map(([kind, value]) => ({ kind: kind as FilterKind, value, at: { path: 'x' } })),
});

describe('what filters mean for changes to main', () => {
  test.each<[string, Trigger, string]>([
    ['none', trigger('pull_request', {}), 'always'],
    ['the branch', trigger('pull_request', { branches: ['main', 'v*'] }), 'always'],
    ['another branch', trigger('pull_request', { branches: ['v*'] }), 'never'],
    ['the branch ignored', trigger('pull_request', { 'branches-ignore': ['main'] }), 'never'],
    ['another branch ignored', trigger('pull_request', { 'branches-ignore': ['docs/**'] }), 'always'],
    ['a pattern that is not documented', trigger('pull_request', { branches: ['?main'] }), 'unknown'],
    ['an empty list', trigger('pull_request', { branches: [] }), 'unknown'],
    ['paths', trigger('pull_request', { paths: ['src/**'] }), 'sometimes'],
    ['all paths', trigger('pull_request', { paths: ['src/**', '**'] }), 'always'],
    ['all paths but some', trigger('pull_request', { paths: ['**', '!docs/**'] }), 'sometimes'],
    ['ignored paths', trigger('pull_request', { 'paths-ignore': ['docs/**'] }), 'sometimes'],
    [
      'types that every commit gets',
      trigger('pull_request', { types: ['opened', 'synchronize', 'labeled'] }),
      'always',
    ],
    ['types without new commits', trigger('pull_request', { types: ['opened', 'reopened'] }), 'sometimes'],
    ['types of a queue', trigger('merge_group', { types: ['checks_requested'] }), 'always'],
    ['wrong types of a queue', trigger('merge_group', { types: ['destroyed'] }), 'sometimes'],
    ['never is worse than sometimes', trigger('pull_request', { branches: ['v*'], paths: ['a'] }), 'never'],
  ])('%s', (_name, given, runs) => {
    expect(filterEffect(given, 'main').runs).toBe(runs);
  });

  test('paths and the same paths ignored take every change', () => {
    const one = trigger('pull_request', { paths: ['a', 'b'] });
    expect(complement(one, trigger('pull_request', { 'paths-ignore': ['b', 'a'] }), 'main')).toBe(true);
    expect(complement(one, trigger('pull_request', { 'paths-ignore': ['a'] }), 'main')).toBe(false);
    expect(complement(one, trigger('merge_group', { 'paths-ignore': ['a', 'b'] }), 'main')).toBe(false);
    expect(complement(one, trigger('pull_request', { 'paths-ignore': ['a', 'b'], types: ['opened'] }), 'main')).toBe(
      false,
    );
    expect(complement(one, one, 'main')).toBe(false);
  });
});
