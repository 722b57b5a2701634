import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRepository, parseRepository, repositoryKey, sameRepository } from '../../../shared/parse/repository.ts';

describe('parseRepository', () => {
  test.each([
    ['Owner/Name', 'github.com', 'Owner', 'Name'],
    ['owner/name.git', 'github.com', 'owner', 'name'],
    ['owner-1/na.me_2-x', 'github.com', 'owner-1', 'na.me_2-x'],
    ['owner_acme/.github', 'github.com', 'owner_acme', '.github'],
    ['https://github.com/owner/name', 'github.com', 'owner', 'name'],
    ['https://github.com/owner/name.git', 'github.com', 'owner', 'name'],
    ['https://github.com/owner/name/', 'github.com', 'owner', 'name'],
    ['https://GitHub.com/owner/name.git/', 'github.com', 'owner', 'name'],
    ['HTTPS://git.example.org:8443/owner/name', 'git.example.org:8443', 'owner', 'name'],
    ['ssh://git@github.com/owner/name.git', 'github.com', 'owner', 'name'],
    ['ssh://git@github.com:22/owner/name', 'github.com', 'owner', 'name'],
    ['ssh://github.com/owner/name', 'github.com', 'owner', 'name'],
    ['git@github.com:owner/name.git', 'github.com', 'owner', 'name'],
    ['git@git.example.org:owner/name', 'git.example.org', 'owner', 'name'],
    ['owner/name.git.git', 'github.com', 'owner', 'name.git'],
  ])('reads %j', (text, host, owner, name) => {
    expect(parseRepository(text)).toEqual({ host, owner, name });
    expect(isRepository(text)).toBe(true);
  });

  test.each([
    '',
    'name',
    '/name',
    'owner/',
    'a/b/c',
    'owner/name/',
    ' owner/name',
    'owner/name\n',
    '../name',
    'owner/..',
    'owner/.',
    'owner/.git',
    'owner name/x',
    '-owner/name',
    'owner/na%6de',
    'http://github.com/owner/name',
    'git://github.com/owner/name',
    'https://github.com/owner',
    'https://github.com/owner/name/tree/main',
    'https://github.com/owner/name?x',
    'https://github.com/owner/name#x',
    'https://user@github.com/owner/name',
    'https://user:secret@github.com/owner/name',
    'https:///owner/name',
    'https://github.com//owner/name',
    'git@github.com/owner/name',
    'git@github.com:22/owner/name',
    'github.com/owner/name',
    'file:///owner/name',
    'https://github.com\\owner/name',
  ])('refuses %j', (text) => {
    expect(parseRepository(text)).toBeUndefined();
    expect(isRepository(text)).toBe(false);
  });

  test('owner/name is on the default host', () => {
    expect(parseRepository('a/b', 'Git.Example.org')).toEqual({ host: 'git.example.org', owner: 'a', name: 'b' });
    expect(parseRepository('https://github.com/a/b', 'git.example.org')?.host).toBe('github.com');
  });

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'a',
            'B',
            '1',
            '/',
            '.',
            ':',
            '@',
            '-',
            '_',
            ' ',
            '\n',
            'https://',
            'ssh://',
            'git@',
            '.git',
          ),
        }),
        (text) => {
          const repository = parseRepository(text);
          if (repository === undefined) return;
          expect(sameRepository(text, repository)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('sameRepository', () => {
  test.each([
    ['owner/name', 'https://github.com/OWNER/Name.git', true],
    ['git@github.com:owner/name.git', 'ssh://git@github.com/owner/name', true],
    ['owner/name', 'owner/other', false],
    ['owner/name', 'https://git.example.org/owner/name', false],
    ['https://git.example.org/owner/name', 'https://git.example.org:8443/owner/name', false],
    ['no', 'no', false],
    ['owner/name', '', false],
  ])('of %j and %j is %s', (a, b, same) => {
    expect(sameRepository(a, b)).toBe(same);
    expect(sameRepository(b, a)).toBe(same);
  });

  test('repositoryKey is the same text for both spellings', () => {
    const keys = ['Owner/Name', 'git@GitHub.com:owner/name.git']
      .map((text) => parseRepository(text))
      .map((found) => found && repositoryKey(found));
    expect(keys).toEqual(['github.com/owner/name', 'github.com/owner/name']);
  });

  test('takes what was parsed', () => {
    expect(sameRepository({ host: 'github.com', owner: 'A', name: 'b' }, 'a/B')).toBe(true);
  });
});
