import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/manifest-repin/control.ts';
import { control as sync } from '../../../actions/manifest-sync/control.ts';
import { pullRequest, runAsAction } from '../../support/action-run.ts';
import { facts, paths } from '../../support/contract-files.ts';
import { temporaryFolder } from '../../support/git-repository.ts';
import type { GitHubServer } from '../../support/github-server.ts';
import { next } from '../../support/repin.ts';
import {
  desk,
  type Pair,
  playPair,
  portsOf,
  producerToken,
  pullRequestToken,
  repinPair,
} from '../../support/repin-pair.ts';
import { commandLine, type Printed } from '../../support/terminal.ts';

let pair: Pair;
beforeEach(() => {
  pair = repinPair();
});
afterEach(() => pair.remove());

const file = (path: string): string => readFileSync(join(pair.consumer.folder, path), 'utf8');
const clean = (): string => pair.consumer.git('status', '--porcelain');

describe('on a laptop', () => {
  const run = (...args: string[]): Promise<Printed> =>
    playPair(pair, (server) => {
      const env = { RELEASE_GOVERNANCE_PRODUCER_TOKEN: producerToken };
      const github = portsOf(server).github(producerToken);
      return commandLine([control, sync], pair.consumer.folder, args, { env, github });
    });

  test('the change is shown as a diff that git can apply, and nothing is written', async () => {
    const { folder, remove } = temporaryFolder();
    try {
      const { exit, stdout } = await run('manifest-repin', '--report-dir', folder);
      expect(exit).toBe(0);
      expect(stdout).toContain('manifest-repin: PASSED');
      expect(stdout).toContain(`\n-- Release: \`${facts.tag}\`\n`);
      expect(stdout).toContain(`\n+- Release: \`${next.tag}\`\n`);
      expect(clean()).toBe('');
      pair.consumer.git('apply', join(folder, 'manifest-repin.patch'));
      expect(JSON.parse(file(paths.pin))).toMatchObject({ release: next.tag, commit: pair.commits.next });
    } finally {
      remove();
    }
  });

  test('--apply writes it, and manifest-sync passes on what was written', async () => {
    const { exit, stdout } = await run('manifest-repin', '--apply');
    expect(exit).toBe(0);
    expect(stdout).toContain(`note: Written: ${paths.mirror}, ${paths.pin}, ${paths.matrix}.`);
    expect(clean().split('\n')).toHaveLength(3);
    expect(JSON.parse(file(paths.pin))).toMatchObject({ release: next.tag, commit: pair.commits.next });
    expect((await run('manifest-sync')).exit).toBe(0);
    expect((await run('manifest-repin')).stdout).toContain(`pinned to ${next.tag}: there is nothing to change`);
  });

  test('what does not pass is not written', async () => {
    pair.consumer.write({ [paths.pin]: file(paths.pin).replace(facts.service, 'ledger.v1') });
    const before = file(paths.pin);
    const { exit, stdout } = await run('manifest-repin', '--apply');
    expect(exit).toBe(1);
    expect(stdout).not.toContain('+++');
    expect(file(paths.pin)).toBe(before);
  });

  test('a replay writes nothing', async () => {
    const { stdout } = await run('manifest-repin', '--apply', '--as-of', '2026-11-20T12:00:00Z');
    expect(stdout).toContain('Nothing was changed: it is a replay.');
    expect(clean()).toBe('');
  });

  test('a pull request is opened by workflows only', async () => {
    const { exit, stdout } = await run('manifest-repin', '--pull-request');
    expect(exit).toBe(2);
    expect(stdout).toContain('a pull request is opened by a workflow only');
  });

  test('run judges, and leaves out what changes something', async () => {
    const { stdout } = await run('run');
    expect(stdout).toContain('manifest-sync: PASSED');
    expect(stdout).not.toContain('manifest-repin');
  });
});

describe('in a workflow', () => {
  const schedule = { GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: 'refs/heads/main' };
  const secrets = { 'producer-token': producerToken, 'pull-request-token': pullRequestToken, token: pullRequestToken };
  const asked = { 'pull-request': 'true' };
  const run = (
    server: GitHubServer,
    more: Partial<Parameters<typeof runAsAction>[0]> = {},
  ): ReturnType<typeof runAsAction> =>
    runAsAction({
      control,
      repository: pair.consumer,
      given: asked,
      secrets,
      env: schedule,
      payload: { repository: { default_branch: 'main' } },
      ...portsOf(server),
      ...more,
    });

  test('on a schedule one pull request is opened, and later runs keep it', async () => {
    await playPair(pair, async (server) => {
      // The tip of main is compared with its parent: a checkout of one commit has none.
      pair.consumer.commit({ 'README.md': 'x' });
      const first = await run(server);
      expect(first.report.error).toBeUndefined();
      expect(first.report.status).toBe('passed');
      const url = `https://github.com/${desk}/pull/1`;
      expect(first.outputs).toEqual({
        changed: 'true',
        from: facts.tag,
        to: next.tag,
        applied: 'true',
        'pull-request-url': url,
      });
      expect(first.report.notes).toContain(`A pull request was opened: ${url}`);
      expect(first.diff).toContain(`+  "release": "${next.tag}",`);
      const second = await run(server);
      expect(second.report.notes).toContain(`The pull request holds the change already: ${url}`);
    });
    expect(clean()).toBe('');
    expect(pair.pulls).toHaveLength(1);
    expect(pair.pulls[0]?.title).toBe(`Repin ledger from ${facts.tag} to ${next.tag}`);
    expect(pair.pulls[0]?.body).toContain(`| commit of the tag | \`${pair.commits.next}\` |`);
    pair.consumer.git('merge', '-q', '--no-ff', 'release-governance/repin-ledger');
    expect(JSON.parse(file(paths.pin))).toMatchObject({ release: next.tag });
  });

  test('apply: true leaves the change in the checkout, for the steps that follow', async () => {
    await playPair(pair, async (server) => {
      pair.consumer.commit({ 'README.md': 'x' });
      const outcome = await run(server, { given: { apply: 'true' } });
      expect(outcome.outputs).toMatchObject({ applied: 'true', 'pull-request-url': '' });
    });
    expect(clean().split('\n')).toHaveLength(3);
    expect(pair.pulls).toEqual([]);
  });

  test('without its own token there is no pull request, whatever the token of the workflow may do', async () => {
    await playPair(pair, async (server) => {
      pair.consumer.commit({ 'README.md': 'x' });
      const { 'pull-request-token': _left, ...others } = secrets;
      const { report, exit } = await run(server, { secrets: others });
      expect(exit).toBe(2);
      expect(report.error).toMatchObject({
        code: 'BAD_INPUT',
        message: expect.stringContaining('no pull-request-token'),
      });
      expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    });
  });

  test('a checkout that was changed by a step before is not written over', async () => {
    await playPair(pair, async (server) => {
      pair.consumer.commit({ 'README.md': 'x' });
      pair.consumer.write({ [paths.matrix]: 'other' });
      const { report, exit } = await run(server, { given: { apply: 'true' } });
      expect(exit).toBe(2);
      expect(report.error?.problems?.[0]?.message).toContain(`${paths.matrix} is not what the change was made from`);
    });
    expect(clean().split('\n')).toHaveLength(1);
  });

  test('without a checkout the pull request is opened all the same, and nothing can be written', async () => {
    pair.consumer.commit({ 'README.md': 'x' });
    const { folder, remove } = temporaryFolder();
    try {
      await playPair(pair, async (server) => {
        const repository = { ...pair.consumer, folder };
        const asking = await run(server, { repository });
        expect(asking.report.error).toBeUndefined();
        expect(asking.outputs).toMatchObject({
          applied: 'true',
          'pull-request-url': `https://github.com/${desk}/pull/1`,
        });
        const writing = await run(server, { repository, given: { apply: 'true' } });
        expect(writing.report.error?.problems?.[0]?.message).toContain('does not exist');
        expect(writing.exit).toBe(2);
      });
    } finally {
      remove();
    }
  });

  const untrusted: [name: string, env: Record<string, string>, payload: () => unknown][] = [
    ['a pull request', {}, () => pullRequest(head('HEAD^'), head('HEAD'))],
    [
      'pull_request_target, as for a fork',
      { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF: 'refs/heads/main' },
      () => pullRequest(head('HEAD'), head('HEAD')),
    ],
    [
      'a comment',
      { GITHUB_EVENT_NAME: 'issue_comment', GITHUB_REF: 'refs/heads/main' },
      () => ({ repository: { default_branch: 'main' } }),
    ],
    [
      'the run of another workflow',
      { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_REF: 'refs/heads/main' },
      () => ({ repository: { default_branch: 'main' } }),
    ],
    [
      'a dispatch on another branch',
      { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF: 'refs/heads/own' },
      () => ({ repository: { default_branch: 'main' } }),
    ],
    [
      'a push of a tag',
      { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/tags/main' },
      () => ({ repository: { default_branch: 'main' }, before: head('HEAD^') }),
    ],
  ];
  function head(name: string): string {
    return pair.consumer.git('rev-parse', name);
  }
  test.each(untrusted)('%s changes nothing', async (_name, env, payload) => {
    pair.consumer.commit({ 'README.md': 'x' });
    await playPair(pair, async (server) => {
      const given = { ...asked, apply: 'true' };
      const outcome = await run(server, { given, env, payload: payload() });
      expect(outcome.report.status).toBe('failed');
      expect(outcome.report.results).toContainEqual(
        expect.objectContaining({ rule: 'trust/acting-run', status: 'failed' }),
      );
      expect(outcome.outputs).toMatchObject({ applied: 'false', 'pull-request-url': '' });
      expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    });
    expect(clean()).toBe('');
  });

  test('a pull request may have the change shown', async () => {
    pair.consumer.commit({ 'README.md': 'x' });
    await playPair(pair, async (server) => {
      const outcome = await run(server, { given: {}, env: {}, payload: pullRequest(head('HEAD^'), head('HEAD')) });
      expect(outcome.report.status).toBe('passed');
      expect(outcome.diff).toContain(next.tag);
    });
  });
});
