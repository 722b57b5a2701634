import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openRepository } from '../../../shared/adapters/git.ts';
import type { RunEvent } from '../../../shared/core/event.ts';
import type { PolicySource } from '../../../shared/core/report.ts';
import { commandIn, commandsRefused } from '../../../shared/shell/commands.ts';
import type { Host } from '../../../shared/shell/host.ts';
import { deafGitHub } from '../../support/action-run.ts';
import { gitRepository, type TestRepository } from '../../support/git-repository.ts';

const base: PolicySource = { kind: 'base', path: 'x' };
const own = 'acme/desk';

function eventOf(event: string, more: Partial<RunEvent> = {}): RunEvent {
  const reference = { kind: 'branch' as const, name: 'main' };
  const subject = { event, repository: own, headSha: 'a'.repeat(40) };
  return { subject, policy: reference, before: reference, at: undefined, defaultBranch: 'main', ...more };
}

describe('where commands may run', () => {
  test.each<[string, RunEvent | undefined, PolicySource, RegExp | undefined]>([
    ['on a laptop', undefined, { ...base, kind: 'worktree' }, undefined],
    ['on a push', eventOf('push'), base, undefined],
    ['in a merge queue', eventOf('merge_group'), base, undefined],
    ['on a schedule', eventOf('schedule'), base, undefined],
    [
      'on a pull request of a branch of this repository',
      eventOf('pull_request', { headRepository: own }),
      base,
      undefined,
    ],
    [
      'on a pull request of a fork',
      eventOf('pull_request', { headRepository: 'evil/desk' }),
      base,
      /comes from a fork/,
    ],
    [
      'on a review of a pull request of a fork',
      eventOf('pull_request_review', { headRepository: 'evil/desk' }),
      base,
      /comes from a fork/,
    ],
    [
      'on a pull request of which nobody knows whose it is',
      eventOf('pull_request'),
      base,
      /does not say in which repository/,
    ],
    ['on pull_request_target', eventOf('pull_request_target', { headRepository: own }), base, /anybody can start it/],
    ['on workflow_run', eventOf('workflow_run'), base, /anybody can start it/],
    ['on a comment', eventOf('issue_comment'), base, /anybody can start it/],
    ['on an event that nobody knows yet', eventOf('brand_new'), base, /anybody can start it/],
    [
      'by a configuration that the change brings along',
      eventOf('push'),
      { ...base, kind: 'bootstrap' },
      /comes with the judged change/,
    ],
  ])('%s', (_name, event, source, why) => {
    const refused = commandsRefused(event, source);
    expect(refused?.message ?? 'may run').toMatch(why ?? /^may run$/);
    expect(refused?.code).toBe(why === undefined ? undefined : 'NO_DATA');
  });
});

describe('in a work tree', () => {
  let repository: TestRepository;
  let head: string;
  beforeEach(() => {
    repository = gitRepository();
    head = repository.commit({ 'run.sh': '#!/bin/sh\necho "$0 ran"\n', 'tools/x': 'x', '.gitignore': 'out\n' });
  });
  afterEach(() => repository.remove());

  function run(argv: string[], { event = eventOf('push'), secrets = [] as string[], set = {} } = {}) {
    const host: Host = {
      kind: 'action',
      given: {},
      secret: () => undefined,
      cwd: repository.folder,
      openRepository,
      clock: () => 7,
      log: { info() {}, debug() {} },
      createGitHub: () => deafGitHub,
      collect: async () => ({ files: [], problems: [] }),
    };
    const subject = { ...event.subject, checkedOutSha: head };
    const place = { host, event, subject, source: base, workingDirectory: '.', secrets };
    return commandIn(place, { argv, folder: '', timeoutMs: 60_000, pass: [], set, logBytes: 4096, outputs: [] });
  }

  test('a command runs there, and is known to have run for the judged commit', async () => {
    repository.write({ 'node_modules/y': 'not tracked', out: 'ignored' });
    expect(await run(['sh', 'run.sh'])).toMatchObject({
      state: 'ended',
      exit: 0,
      log: 'run.sh ran\n',
      redacted: false,
      commit: head,
    });
  });

  test('a program that is missing is told, and so is what git tells when there is no checkout', async () => {
    expect(await run(['no-such-program-here'])).toEqual({
      state: 'not-started',
      problem: 'there is no program no-such-program-here',
    });
  });

  test('secrets, also as git keeps them for a checkout, are in no log', async () => {
    const secret = 'token-of-the-workflow-0123456789';
    const kept = Buffer.from(`x-access-token:${secret}`).toString('base64');
    const ran = await run(['sh', '-c', `echo ${secret}; echo ${kept}; env`], { secrets: [secret], set: { MODE: 'x' } });
    expect(ran).toMatchObject({ state: 'ended', exit: 0, redacted: true });
    const { log } = ran as { log: string };
    expect(log).not.toContain(secret);
    expect(log).not.toContain(kept);
    expect(log).toContain('MODE=x');
  });

  test.each<[string, () => void, RegExp]>([
    ['a tracked file was changed', () => repository.write({ 'tools/x': 'y' }), /tools\/x was changed/],
    [
      'a change was added and not committed',
      () => {
        repository.write({ 'tools/z': 'y' });
        repository.git('add', '-A');
      },
      /tools\/z was changed/,
    ],
    ['a tracked file is gone', () => repository.write({ 'run.sh': null }), /run\.sh was changed/],
    ['two are', () => repository.write({ 'run.sh': null, 'tools/x': null }), /run\.sh and 1 more files were changed/],
    [
      'git was told not to look at a file',
      () => repository.git('update-index', '--assume-unchanged', 'tools/x'),
      /tools\/x was changed/,
    ],
    [
      'git was told to skip a file',
      () => repository.git('update-index', '--skip-worktree', 'tools/x'),
      /tools\/x was changed/,
    ],
    ['another commit is checked out', () => repository.commit({ 'tools/x': 'y' }), /another commit is checked out/],
  ])('nothing runs where %s', async (_name, change, why) => {
    change();
    expect(await run(['sh', 'run.sh'])).toEqual({
      state: 'refused',
      because: { code: 'NO_DATA', message: expect.stringMatching(why), needs: expect.any(String) },
    });
  });
});
