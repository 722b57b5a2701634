import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/verification/control.ts';
import type { Result } from '../../shared/core/report.ts';
import type { VerificationRecords } from '../../shared/domain/verification-record/record.ts';
import type { Outcome } from '../../shared/shell/outcome.ts';
import { type ActionRun, pullRequest, runAsAction } from '../support/action-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { junitText } from '../support/test-reports.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const config = '.github/release-governance.yml';
const sh = (script: string): string[] => ['sh', '-c', script];
const configured = (...verifications: object[]): Record<string, string> => ({
  '.gitignore': 'out\n',
  [config]: JSON.stringify({ version: 1, verification: { verifications } }),
});

/** The change as a pull request from a branch of the repository, unless said otherwise. */
async function judge(
  base: Record<string, string>,
  head: Record<string, string | null> = { 'change.txt': 'x' },
  more: Partial<ActionRun> = {},
): Promise<Outcome> {
  const baseSha = repository.commit(base);
  const headSha = repository.commit(head);
  return runAsAction({ control, repository, payload: pullRequest(baseSha, headSha), ...more });
}

const failed = ({ report }: Outcome): string[] =>
  report.results.filter(({ status }) => status === 'failed').map(({ rule }) => rule.replace('verification/', ''));
const because = ({ report }: Outcome): string =>
  report.results.map(({ because: why }: Result) => why?.message ?? '').join('\n');
const recordOf = ({ report }: Outcome) => (report.data as VerificationRecords).verifications[0];
const logOf = ({ documents }: Outcome): string => {
  const log = documents['verification.a.log'];
  return typeof log === 'string' ? log : new TextDecoder().decode(log);
};
const wasRun = (): boolean => existsSync(join(repository.folder, 'out'));

describe('who chooses what is run', () => {
  test('a command that the change exchanges for a green one is not run', async () => {
    const outcome = await judge(
      configured({ id: 'a', command: sh('echo real; exit 1') }),
      configured({ id: 'a', command: sh('exit 0') }),
    );
    expect(outcome.exit).toBe(1);
    expect(failed(outcome)).toEqual(['exit']);
    expect(logOf(outcome)).toBe('real\n');
  });

  test('a verification that the change takes out is run', async () => {
    const outcome = await judge(configured({ id: 'a', command: sh('exit 1') }), {
      [config]: JSON.stringify({ version: 1 }),
    });
    expect(failed(outcome)).toEqual(['exit']);
  });

  test('a configuration that the change brings along runs nothing', async () => {
    const outcome = await judge({ 'x.txt': 'x' }, configured({ id: 'a', command: sh('mkdir out') }));
    expect(outcome.exit).toBe(3);
    expect(because(outcome)).toContain('comes with the judged change itself');
    expect(wasRun()).toBe(false);
  });

  test.each<[string, (payload: { pull_request: { head: object } }) => void, string]>([
    [
      'from a fork',
      ({ pull_request: { head } }) => Object.assign(head, { repo: { full_name: 'evil/desk' } }),
      'pull_request',
    ],
    ['from a fork that is gone', ({ pull_request: { head } }) => Object.assign(head, { repo: null }), 'pull_request'],
    ['on pull_request_target', () => undefined, 'pull_request_target'],
  ])('a pull request %s runs nothing', async (_name, change, event) => {
    const base = repository.commit(configured({ id: 'a', command: sh('mkdir out') }));
    const head = repository.commit({ 'change.txt': 'x' });
    const payload = pullRequest(base, head) as { pull_request: { head: object } };
    change(payload);
    const outcome = await runAsAction({ control, repository, payload, env: { GITHUB_EVENT_NAME: event } });
    expect(outcome.report.status).toBe('unverified');
    expect(because(outcome)).toContain('no command is run');
    expect(wasRun()).toBe(false);
  });

  test('a work tree that a step changed after the checkout runs nothing', async () => {
    const base = repository.commit({ ...configured({ id: 'a', command: ['./test.sh'] }), 'test.sh': 'exit 1' });
    const head = repository.commit({ 'change.txt': 'x' });
    repository.write({ 'test.sh': 'mkdir out; exit 0' });
    const outcome = await runAsAction({ control, repository, payload: pullRequest(base, head) });
    expect(outcome.report.status).toBe('unverified');
    expect(because(outcome)).toContain('the work tree is not the judged commit, test.sh were changed');
    expect(wasRun()).toBe(false);
  });

  test('what the first command changes is not what the second one verifies', async () => {
    const outcome = await judge({
      ...configured({ id: 'a', command: sh('echo "exit 0" > test.sh') }, { id: 'b', command: ['sh', 'test.sh'] }),
      'test.sh': 'exit 1',
    });
    expect(outcome.report.status).toBe('unverified');
    expect(because(outcome)).toContain('test.sh were changed');
  });
});

describe('what a command gets and says', () => {
  const secret = 'token-of-the-workflow-0123456789';
  const variables = {
    GITHUB_TOKEN: secret,
    INPUT_TOKEN: secret,
    ACTIONS_RUNTIME_TOKEN: secret,
    GITHUB_OUTPUT: '/x',
    HOLDS: secret,
  };
  const before = { ...process.env };
  beforeEach(() => void Object.assign(process.env, variables));
  afterEach(() => {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  });

  test('no credential, and nothing through which it could change the job', async () => {
    const outcome = await judge(
      configured({ id: 'a', command: ['env'], environment: { pass: ['HOLDS'] } }),
      undefined,
      { secrets: { token: secret } },
    );
    expect(outcome.exit).toBe(0);
    const names = logOf(outcome)
      .split('\n')
      .map((line) => line.split('=')[0] ?? '');
    expect(names).toContain('PATH');
    expect(names.filter((name) => /^(GITHUB_(?!ACTIONS$)|INPUT_|ACTIONS_|HOLDS)/.test(name))).toEqual([]);
    expect(logOf(outcome)).not.toContain(secret);
  });

  test('a credential that it finds elsewhere is in no log, and fails', async () => {
    const outcome = await judge(
      configured({ id: 'a', command: ['echo', `found ${'ghp_'}${'a'.repeat(36)} and ${secret}`] }),
      undefined,
      { secrets: { token: secret } },
    );
    expect(failed(outcome)).toEqual(['log']);
    expect(logOf(outcome)).toBe('found [redacted GitHub token] and [redacted secret of this run]\n');
    expect(JSON.stringify(outcome.report)).not.toContain(secret);
  });

  test('its words are no commands for the runner: they stand in its log alone', async () => {
    const outcome = await judge(
      configured({ id: 'a', command: sh("echo '::set-output name=x::y'; echo '##[error]x'; exit 1") }),
    );
    expect(logOf(outcome)).toContain('::set-output');
    for (const text of [outcome.terminal(false), outcome.markdown()]) expect(text).not.toMatch(/set-output|##\[/);
  });

  test('a program of the name that a shell would read is looked for as it is written', async () => {
    const outcome = await judge(configured({ id: 'a', command: ['true; mkdir out', '$(mkdir out)', '`mkdir out`'] }));
    expect(because(outcome)).toContain('there is no program true; mkdir out');
    expect(wasRun()).toBe(false);
  });

  test('a folder that is a link out of the repository is none to run in', async () => {
    const base = repository.commit(configured({ id: 'a', command: ['pwd'], folder: 'away' }));
    repository.write({ away: { linkTo: '/' } });
    const head = repository.commit({});
    const outcome = await runAsAction({ control, repository, payload: pullRequest(base, head) });
    expect(because(outcome)).toContain('the folder away leads outside');
  });

  test('tests that go on in the background are not tests that passed', async () => {
    const outcome = await judge(configured({ id: 'a', command: sh('sleep 600 & exit 0') }));
    expect(outcome.report.status).toBe('unverified');
    expect(because(outcome)).toContain('something that it had started still ran');
  });
});

describe('what a report says', () => {
  const green = junitText([{ name: 'a' }, { name: 'b' }]);
  const writing = (text: string): object => ({
    id: 'a',
    command: [
      'node',
      '-e',
      `require('node:fs').mkdirSync('out'); require('node:fs').writeFileSync('out/r.xml', ${JSON.stringify(text)})`,
    ],
    report: { path: 'out/r.xml', format: 'junit' },
    expected: 2,
  });

  test('passes where it was written by the command', async () => {
    const outcome = await judge(configured(writing(green)));
    expect([outcome.exit, recordOf(outcome)?.status]).toEqual([0, 'passed']);
  });

  test('a green report that was committed is refused, also where the command could have written it', async () => {
    const lazy = { ...writing(green), command: ['true'], report: { path: 'done/r.xml', format: 'junit' } };
    const outcome = await judge(configured(lazy), { 'done/r.xml': green });
    expect(failed(outcome)).toEqual(['report-read']);
  });

  test('a green report that a step laid there before is none of the command', async () => {
    const base = repository.commit(configured({ ...writing(green), command: ['true'] }));
    const head = repository.commit({ 'change.txt': 'x' });
    repository.write({ 'out/r.xml': green });
    const outcome = await runAsAction({ control, repository, payload: pullRequest(base, head) });
    expect(failed(outcome)).toEqual(['fresh']);
  });

  test('a link in the place of a report is not followed', async () => {
    const linking = { ...writing(green), command: sh('mkdir out; ln -s ../x.xml out/r.xml') };
    expect(failed(await judge({ ...configured(linking), 'x.xml': green }))).toEqual(['report-read']);
  });

  test.each<[string, string, string[]]>([
    [
      'a document type that reads a file',
      `<!DOCTYPE t [<!ENTITY e SYSTEM "file:///etc/passwd">]>${green.slice(39)}`,
      ['report-read'],
    ],
    [
      'entities that grow without end',
      `<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><testsuite name="&b;"/>`,
      ['report-read'],
    ],
    ['one test twice', junitText([{ name: 'a' }, { name: 'a' }]), ['executed']],
    [
      'tests that only its totals know',
      junitText([{ name: 'a' }], { attributes: 'tests="2" failures="0"' }),
      ['executed', 'totals'],
    ],
    [
      'a failure that a second entry of the same test covers',
      junitText([{ name: 'a', outcome: 'failed' }, { name: 'a' }, { name: 'b' }]),
      ['no-failures'],
    ],
    ['a failure in another word', green.replace('name="a"', 'name="a" status="error"'), ['no-failures', 'totals']],
    ['a failure that a retry covers', junitText([{ name: 'a', retried: true }, { name: 'b' }]), ['retries']],
    [
      'a test that was switched off for another one',
      junitText([{ name: 'a' }, { name: 'c' }, { name: 'b', outcome: 'skipped' }]),
      ['skips'],
    ],
    ['half of it', green.slice(0, -30), ['report-read']],
  ])('%s', async (_name, text, expected) => {
    const outcome = await judge(configured(writing(text)));
    expect(failed(outcome)).toEqual(expected);
    expect(outcome.exit).toBe(1);
  });
});
