import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/verification/control.ts';
import type { Result } from '../../shared/core/report.ts';
import type { VerificationRecords } from '../../shared/domain/verification/record.ts';
import type { Outcome } from '../../shared/shell/outcome.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { gitRepository, gitRepositoryIn, type TestRepository, temporaryFolder } from '../support/git-repository.ts';

/* Holes of round 5a: green where nothing was measured. Each test says what should be, and fails as long as it is not so. */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const config = '.github/release-governance.yml';
const sh = (script: string): string[] => ['sh', '-c', script];
const configured = (...verifications: object[]): Record<string, string> => ({
  '.gitignore': 'out\nbasecopy\n',
  [config]: JSON.stringify({ version: 1, verification: { verifications } }),
});
const green = ({ report, exit }: Outcome): string =>
  `${report.status} ${exit} ${(report.data as VerificationRecords).verifications.map(({ id, status }) => `${id}=${status}`).join(' ')}`;
const because = ({ report }: Outcome): string =>
  report.results.map(({ because: why }: Result) => why?.message ?? '').join('\n');

/** A step of the job (dependencies of the change, say) does something between the checkout and the control. */
async function afterStep(base: Record<string, string>, step: (head: string) => void): Promise<Outcome> {
  const baseSha = repository.commit(base);
  const head = repository.commit({ 'change.txt': 'x' });
  step(head);
  return runAsAction({ control, repository, payload: pullRequest(baseSha, head) });
}

describe('a work tree that is not the judged commit, and hides it from git', () => {
  const base = { ...configured({ id: 'a', command: ['sh', 'test.sh'] }), 'test.sh': 'exit 1\n' };

  test('control: plainly changed', async () => {
    const outcome = await afterStep(base, () => repository.write({ 'test.sh': 'exit 0\n' }));
    expect(because(outcome)).toContain('test.sh were changed');
  });

  test('V1a by a clean filter of .git/config and .git/info/attributes', async () => {
    const outcome = await afterStep(base, () => {
      repository.git('config', 'filter.x.clean', 'git cat-file blob HEAD:test.sh');
      repository.write({ '.git/info/attributes': 'test.sh filter=x\n', 'test.sh': 'exit 0\n' });
    });
    expect(green(outcome)).not.toMatch(/^passed/);
  });

  test('V1b by the stat cache of the index, of which no trace is left in the configuration', async () => {
    const outcome = await afterStep(base, () => {
      repository.git('config', 'filter.x.clean', 'git cat-file blob HEAD:test.sh');
      repository.write({ '.git/info/attributes': 'test.sh filter=x\n', 'test.sh': 'exit 0\n' });
      utimesSync(join(repository.folder, 'test.sh'), 1_700_000_000, 1_700_000_000);
      repository.git('add', 'test.sh');
      repository.git('config', '--remove-section', 'filter.x');
      rmSync(join(repository.folder, '.git/info/attributes'));
    });
    expect(green(outcome)).not.toMatch(/^passed/);
  });

  test('V1c by core.trustctime=false, the same size and the same time', async () => {
    const outcome = await afterStep(base, () => {
      const file = join(repository.folder, 'test.sh');
      utimesSync(file, 1_700_000_000, 1_700_000_000);
      repository.git('update-index', '--refresh');
      repository.git('config', 'core.trustctime', 'false');
      repository.git('config', 'core.checkStat', 'minimal');
      expect(statSync(file).size).toBe(7);
      execFileSync('sh', ['-c', 'printf "exit 0\\n" > test.sh'], { cwd: repository.folder });
      utimesSync(file, 1_700_000_000, 1_700_000_000);
    });
    expect(green(outcome)).not.toMatch(/^passed/);
  });

  test('V1d by core.worktree, which the first command points to a clean copy', async () => {
    const { folder, remove } = temporaryFolder();
    try {
      const copy = join(folder, 'copy');
      const outcome = await afterStep(
        {
          ...configured({ id: 'a', command: ['sh', 'lint.sh'] }, { id: 'b', command: ['sh', 'test.sh'] }),
          'lint.sh': `cp -a . ${copy} && git config core.worktree ${copy} && echo 'exit 0' > test.sh\n`,
          'test.sh': 'exit 1\n',
        },
        () => undefined,
      );
      expect(green(outcome)).not.toMatch(/b=passed/);
    } finally {
      remove();
    }
  });

  test('V1e by an index flag inside of a submodule', async () => {
    const { folder, remove } = temporaryFolder();
    try {
      const sub = gitRepositoryIn(join(folder, 'sub'));
      sub.commit({ 'run.sh': 'exit 1\n' });
      const outcome = await afterStep(configured({ id: 'a', command: ['sh', 'sub/run.sh'] }), () => undefined);
      expect(green(outcome)).toMatch(/^failed/);
      repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', sub.folder, 'sub');
      const baseSha = repository.git('rev-parse', 'HEAD');
      const head = repository.commit({});
      const run = () => runAsAction({ control, repository, payload: pullRequest(baseSha, head) });
      expect(green(await run())).toMatch(/^failed/);
      repository.git('-C', 'sub', 'update-index', '--assume-unchanged', 'run.sh');
      repository.write({ 'sub/run.sh': 'exit 0\n' });
      expect(green(await run())).not.toMatch(/^passed/);
    } finally {
      remove();
    }
  });

  test('V1f the first verification poisons git for the second one', async () => {
    const poison =
      'git config filter.x.clean "git cat-file blob HEAD:test.sh"; mkdir -p .git/info; echo "test.sh filter=x" > .git/info/attributes; echo "exit 0" > test.sh';
    const outcome = await afterStep(
      {
        ...configured({ id: 'a', command: ['sh', 'lint.sh'] }, { id: 'b', command: ['sh', 'test.sh'] }),
        'lint.sh': poison,
        'test.sh': 'exit 1\n',
      },
      () => undefined,
    );
    expect(green(outcome)).not.toMatch(/b=passed/);
  });

  test('V1g config of git that another command runs is not run by the control itself', async () => {
    const outcome = await afterStep(base, () => {
      repository.git('config', 'filter.x.clean', `sh -c 'touch ${repository.folder}/out; cat'`);
      repository.write({ '.git/info/attributes': 'test.sh filter=x\n' });
      utimesSync(join(repository.folder, 'test.sh'), new Date(), new Date());
    });
    expect(green(outcome)).not.toMatch(/^passed/);
    expect(existsSync(join(repository.folder, 'out'))).toBe(false);
  });
});

describe('small changes that the configuration of git hides', () => {
  const base = { ...configured({ id: 'a', command: sh('test -x test.sh && test -f link && ! test -L link') }), 'test.sh': 'exit 1\n' };
  test('V1h modes and links (core.fileMode, core.symlinks)', async () => {
    const baseSha = repository.commit({ ...base });
    const head = repository.commit({ link: { linkTo: 'test.sh' } });
    repository.git('config', 'core.fileMode', 'false');
    repository.git('config', 'core.symlinks', 'false');
    rmSync(join(repository.folder, 'link'));
    execFileSync('sh', ['-c', 'chmod +x test.sh; printf test.sh > link'], { cwd: repository.folder });
    const outcome = await runAsAction({ control, repository, payload: pullRequest(baseSha, head) });
    expect(green(outcome)).not.toMatch(/^passed/);
  });
  test('V1i ends of lines (core.autocrlf)', async () => {
    const outcome = await afterStep(
      { ...configured({ id: 'a', command: ['grep', '-q', '\r', 'test.sh'] }), 'test.sh': 'exit 1\nexit 2\n' },
      () => {
        repository.git('config', 'core.autocrlf', 'true');
        repository.write({ 'test.sh': 'exit 1\r\nexit 2\r\n' });
      },
    );
    expect(`${green(outcome)} ${because(outcome)}`).not.toMatch(/^passed/);
  });
});

describe('a command that must refuse', () => {
  test('V17 its script or its fixtures are gone: it crashes with the code that is expected', async () => {
    const baseSha = repository.commit({
      ...configured({ id: 'a', command: ['node', 'check.cjs', 'broken'], exit: 1 }),
      'check.cjs': 'process.exit(1)',
    });
    const head = repository.commit({ 'check.cjs': null });
    const outcome = await runAsAction({ control, repository, payload: pullRequest(baseSha, head) });
    expect(green(outcome)).not.toMatch(/^passed/);
  });
});

describe('a folder that is not of the judged commit', () => {
  test('V2 a link to another checkout below the work tree: the command runs the code of another commit', async () => {
    const baseSha = repository.commit({
      ...configured({ id: 'a', command: ['sh', 'test.sh'], folder: 'pkg' }),
      'pkg/test.sh': 'exit 0\n',
      'pkg/code': 'good',
    });
    // The change breaks the package, and exchanges its folder for a link into the checkout of the base that the job keeps beside it.
    repository.write({ pkg: null });
    const head = repository.commit({ pkg: { linkTo: 'basecopy/pkg' }, 'real/test.sh': 'exit 1\n' });
    execFileSync('git', ['clone', '-q', '.', 'basecopy'], { cwd: repository.folder });
    execFileSync('git', ['checkout', '-q', baseSha], { cwd: join(repository.folder, 'basecopy') });
    const outcome = await runAsAction({ control, repository, payload: pullRequest(baseSha, head) });
    expect(green(outcome)).not.toMatch(/a=passed/);
  });
});

describe('a command that is not at its end', () => {
  test('V3 tests that go on in the background, their output redirected', async () => {
    const outcome = await afterStep(
      configured({ id: 'a', command: sh('(sleep 60; exit 1) >/dev/null 2>&1 & exit 0') }),
      () => undefined,
    );
    expect(green(outcome)).not.toMatch(/^passed/);
  });
});

describe('repetitions', () => {
  test('V4a a file that lay there before, and that no run writes', async () => {
    const outcome = await afterStep(
      configured({ id: 'a', command: ['true'], repeat: { output: false, files: ['out/bundle'] } }),
      () => repository.write({ 'out/bundle': 'old' }),
    );
    expect(green(outcome)).not.toMatch(/^passed/);
  });

  test('V4b a file that only the first run writes: the build is up to date', async () => {
    const outcome = await afterStep(
      configured({
        id: 'a',
        command: sh('test -e out/bundle || { mkdir -p out; date +%s%N > out/bundle; }'),
        repeat: { output: false, files: ['out/bundle'] },
      }),
      () => undefined,
    );
    expect(green(outcome)).not.toMatch(/^passed/);
  });

  test('V4c a failure that the report of the first run holds, and that of the second one covers', async () => {
    const xml = (inner: string): string => `<testsuite tests="1"><testcase name="a">${inner}</testcase></testsuite>`;
    const script = `mkdir -p out; if test -e out/seen; then echo '${xml('')}' > out/r.xml; else touch out/seen; echo '${xml('<failure/>')}' > out/r.xml; fi`;
    const outcome = await afterStep(
      configured({
        id: 'a',
        command: sh(script),
        report: { path: 'out/r.xml' },
        expected: 1,
        repeat: {},
      }),
      () => undefined,
    );
    expect(green(outcome)).not.toMatch(/^passed/);
  });
});

describe('reports of the command', () => {
  test('V12 so many old reports that they were not looked at before', async () => {
    const outcome = await afterStep(
      configured({
        id: 'a',
        command: sh('rm out/2000.xml'),
        report: { path: 'out/*.xml' },
        expected: 2000,
      }),
      () => {
        const files = Array.from({ length: 2001 }, (_, index) => [
          `out/${index}.xml`,
          `<testsuite tests="1"><testcase name="t${index}"/></testsuite>`,
        ]);
        repository.write(Object.fromEntries(files) as Record<string, string>);
      },
    );
    expect(green(outcome)).not.toMatch(/^passed/);
  }, 60_000);
});
