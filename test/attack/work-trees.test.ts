import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/verification/control.ts';
import type { VerificationRecords } from '../../shared/domain/verification-record/record.ts';
import type { Outcome } from '../../shared/shell/outcome.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import {
  type FileContent,
  gitRepository,
  gitRepositoryIn,
  type TestRepository,
  temporaryFolder,
} from '../support/git-repository.ts';

/* Code of the change that runs before a command (an install script, an earlier command) exchanges what is tested, and hides that from git. */

let repository: TestRepository;
let elsewhere: string;
let remove: () => void;
beforeEach(() => {
  repository = gitRepository();
  ({ folder: elsewhere, remove } = temporaryFolder());
});
afterEach(() => {
  repository.remove();
  remove();
});

type Files = Record<string, FileContent>;
const configured = (...verifications: object[]): Files => ({
  '.gitignore': 'out\nbasecopy\n',
  '.github/release-governance.yml': JSON.stringify({ version: 1, verification: { verifications } }),
});
const testing = { ...configured({ id: 'a', command: ['sh', 'test.sh'] }), 'test.sh': 'exit 1\n' };

/** The base, a change of it, and what happens between the checkout and the control. */
async function judge(
  base: Files,
  step: (base: string) => void = () => undefined,
  change: Files = {},
): Promise<Outcome> {
  const baseSha = repository.commit(base);
  const headSha = repository.commit({ 'change.txt': 'x', ...change });
  step(baseSha);
  return runAsAction({ control, repository, payload: pullRequest(baseSha, headSha) });
}

const statuses = ({ report }: Outcome): string[] => [
  report.status,
  ...(report.data as VerificationRecords).verifications.map(({ id, status }) => `${id} ${status}`),
];
const why = ({ report }: Outcome): string => report.results.map(({ because }) => because?.message ?? '').join('\n');

const shell = (script: string): void => void execFileSync('sh', ['-c', script], { cwd: repository.folder });
const fixedTime = (): void => utimesSync(join(repository.folder, 'test.sh'), 1_700_000_000, 1_700_000_000);
/** A clean filter that shows git what the commit has, whatever lies there. */
const filter = (): void => {
  repository.git('config', 'filter.x.clean', 'git cat-file blob HEAD:test.sh');
  repository.write({ '.git/info/attributes': 'test.sh filter=x\n' });
};

test('what is as the judged commit has it is run', async () => {
  expect(statuses(await judge(testing))).toEqual(['failed', 'a failed']);
});

describe('nothing runs where a tracked file is another one, hidden', () => {
  test.each<[string, () => void]>([
    ['by nothing', () => repository.write({ 'test.sh': 'exit 0\n' })],
    [
      'by a filter of the configuration',
      () => {
        filter();
        repository.write({ 'test.sh': 'exit 0\n' });
      },
    ],
    [
      'by the times in the index, after a filter that is gone again',
      () => {
        filter();
        repository.write({ 'test.sh': 'exit 0\n' });
        fixedTime();
        repository.git('add', 'test.sh');
        repository.git('config', '--remove-section', 'filter.x');
        rmSync(join(repository.folder, '.git/info/attributes'));
      },
    ],
    [
      'by its old size and time',
      () => {
        fixedTime();
        repository.git('update-index', '--refresh');
        repository.git('config', 'core.trustctime', 'false');
        repository.git('config', 'core.checkStat', 'minimal');
        shell('printf "exit 0\\n" > test.sh');
        fixedTime();
        expect(statSync(join(repository.folder, 'test.sh')).size).toBe(7);
      },
    ],
    [
      'by a flag of the index',
      () => {
        repository.git('update-index', '--assume-unchanged', 'test.sh');
        repository.write({ 'test.sh': 'exit 0\n' });
      },
    ],
    [
      'by ends of lines that are converted',
      () => {
        repository.git('config', 'core.autocrlf', 'true');
        repository.write({ 'test.sh': 'exit 1\r\n' });
      },
    ],
    [
      'by attributes that no commit has',
      () => {
        repository.write({ '.git/info/attributes': '* eol=crlf\n', 'test.sh': 'exit 1\r\n' });
      },
    ],
    [
      'by a mode that git does not look at',
      () => {
        repository.git('config', 'core.fileMode', 'false');
        shell('chmod +x test.sh');
      },
    ],
  ])('%s', async (_name, step) => {
    const outcome = await judge(testing, step);
    expect(statuses(outcome)).toEqual(['unverified', 'a unverified']);
    expect(why(outcome)).toContain('the work tree is not the judged commit, test.sh was changed');
  });

  test('by a link that is a file where git knows no links', async () => {
    const step = (): void => {
      repository.git('config', 'core.symlinks', 'false');
      repository.write({ link: 'test.sh' });
    };
    expect(why(await judge(testing, step, { link: { linkTo: 'test.sh' } }))).toContain('link was changed');
  });

  test('by a folder that is a link to another one', async () => {
    const step = (): void => shell('mv pkg real-pkg; ln -s real-pkg pkg; git config core.symlinks true');
    const base = { ...configured({ id: 'a', command: ['true'] }), 'pkg/x': 'x' };
    expect(why(await judge(base, step))).toContain('pkg was changed');
  });
});

describe('no program is run that the configuration of the repository names', () => {
  const reading = { ...testing, ...configured({ id: 'a', command: ['sh', 'test.sh'], report: { path: 'r/*.xml' } }) };
  test.each<[string, Files, string]>([
    ['before a command', testing, 'clean'],
    ['to find its reports', reading, 'clean'],
    ['to find its reports, by a filter that runs on', reading, 'process'],
  ])('%s', async (_name, base, kind) => {
    await judge(base, () => {
      repository.git('config', `filter.x.${kind}`, `sh -c 'touch ${repository.folder}/out; cat'`);
      repository.write({ '.git/info/attributes': 'test.sh filter=x\n' });
      utimesSync(join(repository.folder, 'test.sh'), new Date(), new Date());
    });
    expect(existsSync(join(repository.folder, 'out'))).toBe(false);
  });
});

describe('a work tree that git takes from elsewhere', () => {
  test.each<[string, (folder: string) => string]>([
    ['a clean copy', () => join(elsewhere, 'copy')],
    ['the folder above', (folder) => join(folder, '..')],
  ])('%s runs nothing', async (_name, place) => {
    const outcome = await judge(testing, () => {
      shell(`cp -a . ${join(elsewhere, 'copy')}`);
      repository.git('config', 'core.worktree', place(repository.folder));
      repository.write({ 'test.sh': 'exit 0\n' });
    });
    expect(outcome.report.status).not.toBe('passed');
    expect(outcome.documents['verification.a.log']).toBeUndefined();
  });
});

describe('the first command does it for the second one', () => {
  test.each<[string, () => string]>([
    [
      'by a filter',
      () =>
        'git config filter.x.clean "git cat-file blob HEAD:test.sh"; mkdir -p .git/info; echo "test.sh filter=x" > .git/info/attributes; echo "exit 0" > test.sh\n',
    ],
    [
      'by another work tree',
      () => `cp -a . ${elsewhere}/copy && git config core.worktree ${elsewhere}/copy && echo 'exit 0' > test.sh\n`,
    ],
  ])('%s', async (_name, script) => {
    const both = configured({ id: 'a', command: ['sh', 'lint.sh'] }, { id: 'b', command: ['sh', 'test.sh'] });
    const outcome = await judge({ ...both, 'lint.sh': script(), 'test.sh': 'exit 1\n' });
    expect(statuses(outcome)).toEqual(['unverified', 'a passed', 'b unverified']);
  });
});

test('a flag of the index inside of a submodule hides nothing', async () => {
  const sub = gitRepositoryIn(join(elsewhere, 'sub'));
  sub.commit({ 'run.sh': 'exit 1\n' });
  const base = repository.commit(configured({ id: 'a', command: ['sh', 'run.sh'], folder: 'sub' }));
  repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', sub.folder, 'sub');
  const head = repository.commit({});
  const run = (): Promise<Outcome> => runAsAction({ control, repository, payload: pullRequest(base, head) });
  expect(statuses(await run())).toEqual(['failed', 'a failed']);
  repository.git('-C', 'sub', 'update-index', '--assume-unchanged', 'run.sh');
  repository.write({ 'sub/run.sh': 'exit 0\n' });
  const outcome = await run();
  expect(statuses(outcome)).toEqual(['unverified', 'a unverified']);
  expect(why(outcome)).toContain('sub/run.sh was changed');
});

describe('a folder that is none of the judged commit', () => {
  const base = { ...configured({ id: 'a', command: ['sh', 'test.sh'], folder: 'pkg' }), 'pkg/test.sh': 'exit 0\n' };

  test('a link to the code of the base, which lies in another checkout', async () => {
    const baseSha = repository.commit(base);
    repository.write({ pkg: null });
    const head = repository.commit({ pkg: { linkTo: 'basecopy/pkg' }, 'real/test.sh': 'exit 1\n' });
    shell(`git clone -q . basecopy && git -C basecopy checkout -q ${baseSha}`);
    const outcome = await runAsAction({ control, repository, payload: pullRequest(baseSha, head) });
    expect(statuses(outcome)).toEqual(['unverified', 'a unverified']);
    expect(why(outcome)).toContain('the folder pkg is none of the judged commit');
  });

  test('one that nothing but a step wrote', async () => {
    const outcome = await judge(base, () => repository.write({ 'pkg/test.sh': 'exit 0\n' }), { 'pkg/test.sh': null });
    expect(statuses(outcome)).toEqual(['unverified', 'a unverified']);
    expect(why(outcome)).toContain('the folder pkg is none of the judged commit');
  });
});
