import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { command as commandIn } from '../support/command.ts';
import { temporaryFolder } from '../support/git-repository.ts';
import { findTools } from './tools.ts';

let temporary: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  temporary = temporaryFolder();
});
afterEach(() => temporary.remove());

const command = (name: string, line: string): string => commandIn(temporary.folder, name, line);

/** The machine: commands of the folder `bin`, an empty cache, and what is said in variables. */
function find(said: Record<string, string>): ReturnType<typeof findTools> {
  return findTools({ PATH: temporary.folder, TMPDIR: join(temporary.folder, 'tmp'), ...said });
}

describe('the tools', () => {
  test('are those that are named', () => {
    const act = command('my-act', 'act version 0.1.0');
    const node = command('node', 'v24.1.0');
    const found = find({ RELEASE_GOVERNANCE_ACT: act, RELEASE_GOVERNANCE_NODE24: node });
    expect(found).toEqual({ act, nodeFolder: temporary.folder });
  });

  test.each<[why: string, make: () => Record<string, string>, message: RegExp]>([
    ['there is neither act nor Go', () => ({}), /needs? act \d.*nor a Go toolchain.*install Go/],
    [
      'act is another version, and there is no Go',
      () => {
        command('act', 'act version 0.1.0');
        return {};
      },
      /neither this version nor a Go toolchain/,
    ],
    ['the named act is not there', () => ({ RELEASE_GOVERNANCE_ACT: '/nowhere/act' }), /cannot be started/],
    [
      'the named Node is not 24',
      () => ({
        RELEASE_GOVERNANCE_ACT: command('my-act', 'act version 0.1.0'),
        RELEASE_GOVERNANCE_NODE24: command('node', 'v20.1.0'),
      }),
      /which is not Node 24/,
    ],
    [
      'Go cannot build it',
      () => {
        const path = command('go', 'go version go1.0');
        writeFileSync(path, '#!/bin/sh\n[ "$1" = version ] && exit 0\necho "no such host" >&2\nexit 1\n');
        return {};
      },
      /^go install .* failed: no such host/,
    ],
  ])('are a failure that says why when %s', (_why, make, message) => {
    mkdirSync(join(temporary.folder, 'tmp'));
    expect(() => find(make())).toThrow(message);
  });
});
