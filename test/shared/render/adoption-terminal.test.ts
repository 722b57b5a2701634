import { expect, test } from '@jest/globals';
import { initText } from '../../../shared/render/adoption-terminal.ts';

const content = `${'# a comment that is longer than the terminal is wide'.repeat(3)}\nversion: 1\n`;
const told = {
  files: [
    { path: 'a.yml', state: 'kept' as const, because: 'it is there already, and is never overwritten' },
    { path: 'b.yml', state: 'would-write' as const, content },
  ],
  recognised: [{ path: 'docs/matrix.md', line: 19, says: 'the table of its releases, under "Approved releases"' }],
  guessed: [],
  unread: [],
  left: [],
  notes: ['the branch that is checked out was taken for the default one'],
  next: ['read both files, and commit them on a branch of their own'],
};

test('every line fits the terminal, but a file is shown as it would be written', () => {
  const text = initText(told, 40);
  expect(text).toContain(`\n--- b.yml\n${content}`);
  const others = text.replace(content, '').split('\n');
  expect(Math.max(...others.map((line) => line.length))).toBeLessThanOrEqual(40);
  expect(others.join(' ').replace(/\s+/g, ' ')).toBe(initText(told).replace(content, '').replace(/\s+/g, ' '));
});
