import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control as open } from '../../actions/rollback-open/control.ts';
import { control as plan } from '../../actions/rollback-plan/control.ts';
import type { RunOther } from '../../shared/core/other-control.ts';
import type { Result } from '../../shared/core/report.ts';
import { type ActionRun, deafGitHub, pullRequest, runAsAction } from '../support/action-run.ts';
import { configText, paths } from '../support/contract-files.ts';
import { gitDataApi, type KeptPull } from '../support/git-data-api.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { withGitHub } from '../support/github-server.ts';
import { portsOf, pullRequestToken } from '../support/repin-pair.ts';
import { repositoryApi } from '../support/repository-api.ts';
import { landedSingly, releaseFiles, retreat, three } from '../support/rollback.ts';
import { evaluateWith } from '../support/world.ts';

/*
 * The author of a pull request wants the retreat to lead to files of theirs, or the token of the retreat; whoever wrote the history
 * wants its texts to act in the note.
 */

const desk = 'harbour-example/desk';
const go = 'posture: GO\nsince: 2026-11-01T00:00:00Z\nby: both\nreason: all is well\n';
let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const config = (deny: object[] = []): Record<string, string> => ({
  [paths.config]: configText({
    'rollback-plan': { ...landedSingly, deny },
    'rollback-open': { posture: 'posture.yml' },
  }),
});
/** The files of a release, with something in place of its tag. */
const tagged = (minor: number, tag: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(releaseFiles(minor)).map(([path, text]) => [path, text.replaceAll(`v2.${minor}.0`, tag)]),
  );

/** A branch with two good releases, of which the second is pinned. */
function branch(): { good: string; tip: string } {
  const good = repository.commit({ ...config(), 'posture.yml': go, ...releaseFiles(2) });
  return { good, tip: repository.commit(releaseFiles(3)) };
}

function onDefaultBranch(run: Pick<ActionRun, 'control'> & Partial<ActionRun>): ReturnType<typeof runAsAction> {
  const sha = repository.git('rev-parse', 'HEAD');
  const get = async (): Promise<never> => ({ ok: true, data: { object: { sha } } }) as never;
  return runAsAction({
    repository,
    payload: { repository: { default_branch: 'main' } },
    env: { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF: 'refs/heads/main', GITHUB_SHA: sha },
    github: { ...deafGitHub, get },
    ...run,
  });
}

describe('a pull request', () => {
  test('brings no state that the retreat could lead to', async () => {
    const { tip } = branch();
    repository.git('checkout', '-q', '-b', 'theirs');
    repository.commit(releaseFiles(9));
    const head = repository.commit(releaseFiles(4));
    const { outputs, report } = await runAsAction({
      control: plan,
      repository,
      payload: pullRequest(tip, head),
      env: { GITHUB_SHA: head },
    });
    expect(report.error).toBeUndefined();
    expect(outputs['baseline']).toBe(tip);
  });

  test('cannot take back what the base denies', async () => {
    repository.commit({ ...config([{ tag: 'v2.2.0', reason: 'leaked' }]), ...releaseFiles(2) });
    const tip = repository.commit(releaseFiles(3));
    const head = repository.commit({ ...config(), other: 'x' });
    const { outputs, report } = await runAsAction({
      control: plan,
      repository,
      payload: pullRequest(tip, head),
      env: { GITHUB_SHA: head },
    });
    expect([outputs['baseline'], report.status]).toEqual(['', 'failed']);
    const found = report.results.find(({ rule }) => rule === 'rollback-plan/baseline-found');
    expect(found?.message).toContain('none is good, back to');
    expect(found?.message).toContain('1 denied');
  });

  test.each(['pull_request', 'pull_request_target', 'workflow_run'])(
    'has nothing opened for it on %s',
    async (name) => {
      const { tip } = branch();
      const head = repository.commit({ other: 'x' });
      const { report, outputs } = await runAsAction({
        control: open,
        repository,
        payload: {
          ...(pullRequest(tip, head) as object),
          workflow_run: { head_sha: head, head_branch: 'x', event: 'pull_request' },
        },
        env: { GITHUB_EVENT_NAME: name, GITHUB_SHA: head },
        given: { 'pull-request': 'true' },
        secrets: { 'pull-request-token': pullRequestToken },
        write: () => {
          throw new Error('something was written');
        },
      });
      expect(outputs['applied'] ?? 'false').toBe('false');
      const refused = report.results.find(({ rule }) => rule === 'trust/acting-run');
      expect([report.status, refused?.status]).toEqual(['failed', 'failed']);
      expect(refused?.message).toContain('nothing may be changed from there');
    },
  );
});

test('a retreat on the default branch is one pull request, whose files are those of the baseline', async () => {
  const { good } = branch();
  const pulls: KeptPull[] = [];
  const api = { name: desk, folder: repository.folder, token: pullRequestToken };
  const routes = {
    ...repositoryApi({ ...api, defaultBranch: 'main', grants: ['contents', 'pull-requests'] }),
    ...gitDataApi({ ...api, pulls }),
  };
  const run = (): ReturnType<typeof runAsAction> =>
    withGitHub(routes, async (server) =>
      onDefaultBranch({
        control: open,
        given: { 'pull-request': 'true' },
        secrets: { token: pullRequestToken, 'pull-request-token': pullRequestToken },
        ...portsOf(server),
      }),
    );
  const first = await run();
  expect([first.report.error, first.report.status, first.outputs['applied']]).toEqual([undefined, 'passed', 'true']);
  expect(pulls).toHaveLength(1);
  const branchName = 'release-governance/rollback-ledger';
  for (const path of [paths.pin, paths.mirror, paths.matrix])
    expect(repository.git('rev-parse', `${branchName}:${path}`)).toBe(repository.git('rev-parse', `${good}:${path}`));
  expect(repository.git('show', `${branchName}:posture.yml`)).toContain('posture: "NO-GO"');
  expect((await run()).outputs['pull-request-url']).toBe(first.outputs['pull-request-url']);
  expect(pulls).toHaveLength(1);
});

test('what another control repeats of a file is code in the note, and acts no more than any', async () => {
  const message = 'says "@everyone <img src=x> [x](https://evil.example)` | `"';
  const result: Result = { rule: 'x/a', status: 'failed', severity: 'high', message, about: [], fingerprint: 'f' };
  const runOther: RunOther = async () => ({ ok: true, results: [result] });
  const { documents } = await evaluateWith(plan, retreat(three, { asked: ['x'], runOther }));
  expect(String(documents['note.md'])).toContain(`\n- \`x: fails as before: x/a (${message.replaceAll('`', "'")})\`\n`);
});

describe('what stands in the history', () => {
  const hostile = ['v2.2.0`](https://evil.example)', 'v2.2.0|x|', 'v2.2.0<img src=x>', 'v2.2.0\u202e', '@everyone'];
  test.each(hostile)('never acts in the note: the tag %s', async (tag) => {
    repository.commit({ ...config(), ...releaseFiles(1) });
    repository.commit(tagged(2, tag));
    repository.commit(releaseFiles(3));
    const { documents, report } = await onDefaultBranch({ control: plan });
    const note = Buffer.from(documents['rollback-plan.note.md'] ?? '').toString('utf8');
    expect(note).not.toBe('');
    expect(note).not.toContain(tag);
    expect(JSON.stringify(report.data)).not.toContain('\u202e');
  });

  test('is that of the objects, whatever git is told to replace', async () => {
    const { good, tip } = branch();
    repository.git('checkout', '-q', '--orphan', 'other');
    const evil = repository.commit({ ...config(), 'posture.yml': go, ...releaseFiles(9) });
    repository.git('checkout', '-q', 'main');
    repository.git('replace', good, evil);
    execFileSync('git', ['config', 'log.follow', 'true'], { cwd: repository.folder });
    execFileSync('git', ['config', 'diff.renames', 'copies'], { cwd: repository.folder });
    const { outputs } = await onDefaultBranch({ control: plan });
    expect([outputs['baseline'], repository.git('rev-parse', 'HEAD')]).toEqual([good, tip]);
  });
});
