import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/rollback-plan/control.ts';
import type { AnyControl } from '../../shared/core/control.ts';
import { runAsAction } from '../support/action-run.ts';
import { configText, contractEntry, paths } from '../support/contract-files.ts';
import { type FileContent, gitRepository, type TestRepository } from '../support/git-repository.ts';
import { pinHistory } from '../support/pin-history.ts';
import { brokenFiles, landedSingly, releaseFiles } from '../support/rollback.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const config = (section: object = {}, more: object = {}): Record<string, string> => ({
  [paths.config]: configText({ 'rollback-plan': { ...landedSingly, ...section }, ...more }),
});

/** A run by hand on the default branch, as its workflow would start it. */
async function planned(given: Record<string, string> = {}, other?: AnyControl): ReturnType<typeof runAsAction> {
  const sha = repository.git('rev-parse', 'HEAD');
  return runAsAction({
    control,
    repository,
    given,
    ...(other === undefined ? {} : { loadControl: async (name) => (name === other.name ? other : control) }),
    payload: { repository: { default_branch: 'main' } },
    env: { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF: 'refs/heads/main', GITHUB_SHA: sha },
    github: {
      host: 'github.com',
      get: async () => ({ ok: true, data: { object: { sha } } as never }),
      all: async () => ({ ok: false, because: { code: 'NOT_FOUND', message: 'hidden' } }),
      bytes: async () => ({ ok: false, because: { code: 'NOT_FOUND', message: 'hidden' } }),
      graphql: async () => ({ ok: false, because: { code: 'NOT_FOUND', message: 'hidden' } }),
    },
  });
}

type Outcome = Awaited<ReturnType<typeof planned>>;
const bytesOf = (outcome: Outcome, name: string): Buffer => Buffer.from(outcome.documents[name] ?? '');

/** Applies the patch of a run to a clean checkout with git itself. */
function apply(outcome: Outcome): void {
  const patch = join(repository.folder, '..', `${repository.folder}.patch`);
  writeFileSync(patch, bytesOf(outcome, 'rollback-plan.restore.patch'));
  execFileSync('git', ['apply', '--index', '--whitespace=nowarn', patch], { cwd: repository.folder });
}

/** What a commit holds, path by path: mode, object and, for the index, nothing else. */
function treeOf(commit: string): string {
  return repository.git('ls-tree', '-r', commit);
}

describe('git apply makes of the judged commit what the baseline had', () => {
  const cases: [name: string, then: Record<string, FileContent>, now: Record<string, FileContent>, section: object][] =
    [
      ['pin, mirror and matrix', {}, {}, {}],
      [
        'with companions that came, went, are no text, have CRLF or no end',
        {
          'docs/a b.md': 'one\r\ntwo',
          'docs/ü"x.md': 'x\n',
          'docs/gone.md': 'back\n',
          'docs/raw.bin': new Uint8Array([0, 200, 10, 13]),
        },
        {
          'docs/a b.md': 'one\ntwo\n',
          'docs/ü"x.md': 'y\n',
          'docs/gone.md': null,
          'docs/raw.bin': new Uint8Array([0, 1]),
          'docs/new.md': 'n',
        },
        { companions: [{ files: 'docs/**', 'when-absent': 'delete' }] },
      ],
    ];
  test.each(cases)('%s', async (_name, then, now, section) => {
    repository.commit({ ...config(section), ...releaseFiles(1) });
    const good = repository.commit({ ...releaseFiles(2), ...then });
    repository.commit({ ...releaseFiles(3), ...now });
    const outcome = await planned();
    expect(outcome.report.error).toBeUndefined();
    expect(outcome.report.results.filter(({ status }) => status === 'failed')).toEqual([]);
    expect([outcome.report.status, outcome.outputs['baseline']]).toEqual(['passed', good]);
    apply(outcome);
    repository.git('commit', '-q', '-m', 'restore');
    expect(treeOf('HEAD')).toBe(treeOf(good));
  });

  test('a mode', async () => {
    repository.commit({ ...config({ companions: [{ files: 'run.sh' }] }), ...releaseFiles(2), 'run.sh': 'x\n' });
    repository.git('update-index', '--chmod=+x', 'run.sh');
    repository.git('commit', '-q', '--amend', '--no-edit');
    const good = repository.git('rev-parse', 'HEAD');
    repository.git('update-index', '--chmod=-x', 'run.sh');
    repository.git('commit', '-q', '-m', 'mode');
    repository.write(releaseFiles(3));
    repository.git('add', 'config', 'docs');
    repository.git('commit', '-q', '-m', 'next');
    repository.git('reset', '-q', '--hard');
    const outcome = await planned();
    expect(outcome.outputs['baseline']).toBe(good);
    apply(outcome);
    repository.git('commit', '-q', '-m', 'restore');
    expect(treeOf('HEAD')).toBe(treeOf(good));
  });

  test('under the names that the files have now', async () => {
    const { [paths.pin]: pin = '', ...rest } = releaseFiles(2);
    const contracts = [{ ...contractEntry, pin: 'old/pin.json' }];
    const good = repository.commit({ ...config({}, { contracts }), ...rest, 'old/pin.json': pin });
    repository.commit({
      ...config(),
      'old/pin.json': null,
      ...releaseFiles(3),
      [paths.mirror]: brokenFiles(3)[paths.mirror] ?? '',
    });
    repository.commit(brokenFiles(3));
    const outcome = await planned();
    expect(outcome.outputs['baseline']).toBe(good);
    apply(outcome);
    expect(readFileSync(join(repository.folder, paths.pin), 'utf8')).toBe(pin);
    expect(existsSync(join(repository.folder, 'old/pin.json'))).toBe(false);
  });

  test('but not once the judged files have moved on', async () => {
    repository.commit({ ...config(), ...releaseFiles(2) });
    repository.commit(releaseFiles(3));
    const outcome = await planned();
    repository.commit(releaseFiles(4));
    expect(() => apply(outcome)).toThrow(/patch does not apply/);
  });
});

describe('the plan of a branch', () => {
  test('of a thousand commits that moved the pin finds the only good one, whatever their dates', async () => {
    const folder = join(repository.folder, 'long');
    const { good } = pinHistory(folder, 1000, 3);
    const short = repository;
    repository = {
      ...short,
      folder,
      git: (...args) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim(),
    };
    try {
      const outcome = await planned();
      expect(outcome.outputs['baseline']).toBe(good);
      expect(outcome.report.data).toMatchObject({ states: 1000, skipped: 996 });
    } finally {
      repository = short;
    }
  });

  test('judges the other controls on the restored files without asking anybody', async () => {
    const groups = [{ id: 'pair', 'all-of': [paths.pin, 'docs/status.md'] }];
    repository.commit({ ...config({}, { 'atomic-change': { groups } }), ...releaseFiles(2), 'docs/status.md': 'x\n' });
    repository.commit({ ...releaseFiles(3), 'docs/status.md': 'y\n' });
    const { control: other } = await import('../../actions/atomic-change/control.ts');
    const outcome = await planned({}, other);
    const others = outcome.report.results.filter(({ rule }) => rule === 'rollback-plan/others-green');
    expect(others).toMatchObject([
      { status: 'failed', severity: 'high', about: ['ledger', 'the control atomic-change'] },
    ]);
    expect(others[0]?.message).toContain('fails by the restore: atomic-change/');
  });

  test('takes no command for a judgement of the restored files: it would see those that are checked out', async () => {
    const mark = 'ran.txt';
    const command = [process.execPath, '-e', `require('node:fs').writeFileSync('${mark}', '')`];
    const verifications = [{ id: 'suite', command }];
    repository.commit({
      ...config({ 'must-pass': ['verification'] }, { verification: { verifications } }),
      ...releaseFiles(2),
    });
    repository.commit(releaseFiles(3));
    const { control: other } = await import('../../actions/verification/control.ts');
    const { report } = await planned({}, other);
    const [told] = report.results.filter(({ rule }) => rule === 'rollback-plan/others-green');
    expect([report.status, told?.status, told?.about]).toEqual([
      'unverified',
      'unverified',
      ['ledger', 'the control verification'],
    ]);
    expect(told?.because?.message).toContain('a command runs on the files that are checked out');
    expect(existsSync(join(repository.folder, mark))).toBe(false);
  });

  test('of a shallow clone is not verified, and says what to do', async () => {
    repository.commit({ ...config(), ...releaseFiles(2) });
    repository.commit({ ...releaseFiles(3) });
    const clone = `${repository.folder}-shallow`;
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${repository.folder}`, clone]);
    const whole = repository;
    repository = {
      ...whole,
      folder: clone,
      git: (...args) => execFileSync('git', args, { cwd: clone, encoding: 'utf8' }).trim(),
    };
    try {
      const { report } = await planned();
      const found = report.results.find(({ rule }) => rule === 'rollback-plan/baseline-found');
      expect([report.status, found?.status, found?.because?.needs]).toEqual([
        'unverified',
        'unverified',
        'a checkout with fetch-depth: 0',
      ]);
    } finally {
      repository = whole;
      execFileSync('rm', ['-rf', clone]);
    }
  });

  test('of a folder of the repository restores what is below it', async () => {
    const below = (files: Record<string, string>): Record<string, string> =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`app/${path}`, text]));
    const places = { places: ['app/'] };
    repository.commit({ [paths.config]: configText(places), ...below({ ...config({}, places), ...releaseFiles(2) }) });
    repository.commit(below(releaseFiles(3)));
    const outcome = await planned({ 'working-directory': 'app', config: `app/${paths.config}` });
    expect([outcome.report.status, outcome.report.error]).toEqual(['passed', undefined]);
    expect(bytesOf(outcome, 'rollback-plan.restore.patch').toString()).toContain('--- a/app/config/pin.json');
    apply(outcome);
    expect(readFileSync(join(repository.folder, 'app', paths.pin), 'utf8')).toBe(releaseFiles(2)[paths.pin]);
  });
});

test('a contract without any earlier state is a failure', async () => {
  const only = repository.commit({ ...config({}, { contracts: [contractEntry] }), ...releaseFiles(3) });
  const { report } = await planned();
  expect(report.status).toBe('failed');
  const wrong = report.results.filter(({ status }) => status === 'failed');
  expect(wrong.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
    `rollback-plan/baseline-found: the last known good state is not there: of one state of ${paths.pin}, ${paths.mirror}, ${paths.matrix} none is good, back to ${only}: 1 present`,
  ]);
});
