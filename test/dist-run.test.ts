import { execFile } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ReportSchema } from '../shared/core/report-schema.ts';
import { configText, consumerFiles, contractEntry, contractFiles, facts, paths } from './support/contract-files.ts';
import { root, runDist } from './support/dist.ts';
import { gitRepository, gitRepositoryIn, type TestRepository, temporaryFolder } from './support/git-repository.ts';
import { type Routes, startGitHub } from './support/github-server.ts';

/* The built files as the runner starts them: environment in, commands, files and exit code out. */

let repository: TestRepository;
let temporary: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  repository = gitRepository();
  temporary = temporaryFolder();
});
afterEach(() => {
  repository.remove();
  temporary.remove();
});

async function run(base: string, head: string, more: Record<string, string> = {}) {
  const at = (name: string): string => join(temporary.folder, name);
  writeFileSync(
    at('event.json'),
    JSON.stringify({
      repository: { default_branch: 'main' },
      pull_request: { number: 7, head: { sha: head }, base: { sha: base, ref: 'main' } },
    }),
  );
  for (const name of ['output', 'summary']) writeFileSync(at(name), '');
  const finished = await runDist('manifest-sync.js', {
    cwd: repository.folder,
    env: {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: 'http://127.0.0.1:9',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: at('event.json'),
      GITHUB_JOB: 'contracts',
      GITHUB_OUTPUT: at('output'),
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_REPOSITORY: 'harbour-example/desk',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: '99',
      GITHUB_SHA: head,
      GITHUB_STEP_SUMMARY: at('summary'),
      GITHUB_WORKSPACE: repository.folder,
      RUNNER_TEMP: temporary.folder,
      ...more,
    },
  });
  const file = join(temporary.folder, 'release-governance', 'manifest-sync.report.json');
  return {
    ...finished,
    outputs: readFileSync(at('output'), 'utf8'),
    summary: readFileSync(at('summary'), 'utf8'),
    report: existsSync(file) ? ReportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined,
  };
}

describe('the action manifest-sync', () => {
  test('passes: report, outputs and summary say so', async () => {
    const base = repository.commit(consumerFiles());
    const head = repository.commit({ 'a.txt': 'x' });
    const { code, report, outputs, summary, stdout, stderr } = await run(base, head);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(report).toMatchObject({
      control: 'manifest-sync',
      status: 'passed',
      subject: { headSha: head, baseSha: base, runId: 99, job: 'contracts' },
    });
    expect(outputs).toMatch(/status<<(\S+)\npassed\n\1/);
    expect(summary.split('\n')[0]).toBe('## ✅ PASSED · Contract pin, mirror and matrix');
    expect(stdout).not.toMatch(/^::(error|warning)/m);
  });

  test('fails: one annotation for each problem, at file, line and column', async () => {
    const base = repository.commit(consumerFiles());
    const head = repository.commit({ [paths.matrix]: contractFiles({ status: 'Blocked' })[paths.matrix] ?? '' });
    const { code, outputs, summary, stdout } = await run(base, head);
    expect(code).toBe(1);
    expect(outputs).toMatch(/failed<<(\S+)\n1\n\1/);
    expect(summary.split('\n')[0]).toBe('## ❌ FAILED · Contract pin, mirror and matrix');
    const commands = stdout.split('\n').filter((line) => line.startsWith('::'));
    expect(commands).toHaveLength(1);
    expect(commands[0]).toMatch(
      /^::error title=manifest-sync\/matrix-status failed,file=docs\/matrix\.md,line=17,col=\d+::/,
    );
  });

  test('asks the producer with its own credential, which appears nowhere', async () => {
    const token = 'producer-credential-1';
    const repo = '/repos/harbour-example/ledger';
    const routes: Routes = {
      [`GET ${repo}`]: { body: { full_name: 'harbour-example/ledger', default_branch: 'main' } },
      [`GET ${repo}/git/ref/{+ref}`]: ({ path }) =>
        path.includes('/heads/')
          ? { status: 404, body: { message: 'Not Found' } }
          : { body: { object: { type: 'commit', sha: facts.commit } } },
      [`GET ${repo}/contents/{+path}`]: { raw: contractFiles()[paths.mirror] ?? '' },
      [`GET ${repo}/releases/tags/{tag}`]: { body: { tag_name: facts.tag, draft: false, prerelease: false } },
      [`GET ${repo}/releases/latest`]: { body: { tag_name: facts.tag, draft: false, prerelease: false } },
    };
    const api = await startGitHub(routes);
    try {
      const remote = { mode: 'required', path: 'contracts/manifest.json' };
      const base = repository.commit(consumerFiles({}, { contracts: [{ ...contractEntry, remote }] }));
      const head = repository.commit({ 'a.txt': 'x' });
      const { code, report, stdout, summary } = await run(base, head, {
        GITHUB_API_URL: api.url,
        'INPUT_PRODUCER-TOKEN': token,
      });
      expect(report?.results.filter(({ status }) => status === 'failed' || status === 'unverified')).toEqual([]);
      expect(code).toBe(0);
      expect(new Set(api.requests.map(({ authorization }) => authorization))).toEqual(new Set([`token ${token}`]));
      const shown = stdout.replace(`::add-mask::${token}`, '');
      expect([shown, summary, JSON.stringify(report)].join()).not.toContain(token);
    } finally {
      await api.close();
    }
  });

  test('a policy input in with: does not turn red into green', async () => {
    const base = repository.commit(consumerFiles());
    const head = repository.commit({ [paths.matrix]: null, [paths.config]: configText({ 'fail-on': 'never' }) });
    const { code } = await run(base, head, { 'INPUT_FAIL-ON': 'never' });
    expect(code).toBe(1);
  });

  test('a misspelt input is named, with exit code 2 and a report', async () => {
    const base = repository.commit(consumerFiles());
    const { code, report } = await run(base, base, { 'INPUT_FAIL-ONN': 'never' });
    expect(code).toBe(2);
    expect(report?.error?.problems).toEqual([{ message: 'there is no input fail-onn (did you mean fail-on?)' }]);
  });

  test('a misspelt key of the configuration is named with the nearest one', async () => {
    const contracts = [{ ...contractEntry, mirrors: 'x' }];
    const base = repository.commit({ ...consumerFiles(), [paths.config]: configText({ contracts }) });
    const { code, report } = await run(base, base);
    expect([code, report?.error?.problems?.map(({ message }) => message)]).toEqual([
      2,
      ['unknown key mirrors (did you mean mirror?)'],
    ]);
  });

  test('without RUNNER_TEMP there is no place for the report, and it says so', async () => {
    const base = repository.commit(consumerFiles());
    const { code, stdout } = await run(base, base, { RUNNER_TEMP: '' });
    expect(code).toBe(2);
    expect(stdout).toContain('RUNNER_TEMP');
  });
});

describe('the examples', () => {
  test('consumer passes', async () => {
    const { code, stdout } = await runDist('cli.js', {
      args: ['run', '--working-directory', 'examples/consumer'],
      cwd: root,
    });
    const verdicts = [...stdout.matchAll(/^([\w-]+): ([A-Z ]+?) {2}/gm)].map(([, name, word]) => [name, word]);
    expect(verdicts).toEqual([
      ['evidence-bundle', 'PASSED'],
      ['kpi-report', 'PASSED'],
      ['sign-off', 'NOT APPLICABLE'],
      ['kpi-gate', 'PASSED'],
      ['manifest-sync', 'PASSED'],
      ['verification', 'PASSED'],
      ['external-setup', 'PASSED'],
      ['gate-checklist', 'PASSED'],
      ['readiness', 'PASSED'],
    ]);
    expect(stdout).toContain('\ndecision: go\n');
    expect(code).toBe(0);
  });

  test('drifted fails for what was changed in it, and for nothing else', async () => {
    const { code, stdout } = await runDist('cli.js', {
      args: ['run', '--working-directory', 'examples/drifted', '--json'],
      cwd: root,
    });
    const { reports } = JSON.parse(stdout) as { reports: unknown[] };
    const failed = reports
      .map((each) => ReportSchema.parse(each))
      .filter(({ control }) => control !== 'executive-summary')
      .flatMap(({ results }) => results.filter(({ status }) => status === 'failed').map(({ rule }) => rule));
    expect(failed.sort((a, b) => (a < b ? -1 : 1))).toEqual([
      'evidence-bundle/digests',
      'evidence-bundle/digests',
      'external-setup/concrete',
      'external-setup/counts',
      'external-setup/deferral',
      'external-setup/plugin-version',
      ...['evidence', 'evidence', 'measured', 'measured', 'measured', 'measured', 'owner', 'status', 'target'].map(
        (rule) => `gate-checklist/${rule}`,
      ),
      'kpi-gate/distinct',
      'manifest-sync/fields-agree',
      'manifest-sync/list-unique',
      'manifest-sync/matrix-status',
      'manifest-sync/matrix-updated',
      'manifest-sync/mirror-hash',
      'readiness/report-condition',
      'readiness/report-passed',
      'readiness/report-passed',
      'readiness/report-passed',
      'verification/exit',
    ]);
    expect(code).toBe(1);
  });

  test('the life of a contract is judged as it is told, without a network', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['examples/contract-life.mjs'], { cwd: root });
    const steps = [
      ...stdout.matchAll(/^\w+\$ node dist\/cli\.js ([\w-]+).*\n[\w-]+: ([A-Z ]+?) {2}[\s\S]*?^exit code (\d)$/gm),
    ];
    expect(steps.map(([, name, word, code]) => [name, word, Number(code)])).toEqual([
      ['contract-change', 'FAILED', 1],
      ['contract-change', 'PASSED', 0],
      ['cutover-gate', 'FAILED', 1],
      ['manifest-repin', 'PASSED', 0],
      ['manifest-repin', 'PASSED', 0],
      ['manifest-sync', 'PASSED', 0],
      ['rollback-plan', 'PASSED', 0],
      ['rollback-open', 'PASSED', 0],
      ['manifest-sync', 'PASSED', 0],
      ['rollback-plan', 'FAILED', 1],
    ]);
    expect(stdout).toContain('says "frozen"');
    expect(stdout).toContain('\n+- Ledger release: `v3.0.0`\n');
    expect(stdout).toContain('\n+- Ledger release: `v2.4.0`\n');
    expect(stdout).toContain('\n+posture: "NO-GO"\n');
  });

  test('the producer passes as it is, and its plan is a configuration', async () => {
    const { folder, remove } = temporaryFolder();
    try {
      cpSync(join(root, 'examples/producer'), folder, { recursive: true });
      const { git, commit } = gitRepositoryIn(folder);
      commit({});
      git('commit', '-q', '--allow-empty', '-m', 'nothing');
      const judged = await runDist('cli.js', { args: ['run', '--working-directory', folder] });
      expect([judged.code, judged.stdout.split('  ')[0]]).toEqual([0, 'contract-change: PASSED']);
      const args = ['cutover-gate', '--working-directory', folder, '--config', join(folder, '.github/cutover.yml')];
      expect((await runDist('cli.js', { args })).code).toBe(1);
    } finally {
      remove();
    }
  });
});
