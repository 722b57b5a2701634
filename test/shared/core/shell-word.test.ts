import { expect, test } from '@jest/globals';
import { shellWord } from '../../../shared/core/shell-word.ts';

test.each([
  ['npm', 'npm'],
  ['--root=a/b.json', '--root=a/b.json'],
  ['', "''"],
  ['a b', "'a b'"],
  ["it's", "'it'\\''s'"],
  ['$(id)', "'$(id)'"],
  ['=ls', "'=ls'"],
  ['a\nb', "'a\nb'"],
  ['é', "'é'"],
])('%j is the word %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});
