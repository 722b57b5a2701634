import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control as atomicChange } from '../../actions/atomic-change/control.ts';
import { control as manifestSync } from '../../actions/manifest-sync/control.ts';
import type { BacktestDocument } from '../../shared/core/backtest.ts';
import type { AnyControl } from '../../shared/core/control.ts';
import type { ProveDocument } from '../../shared/core/prove.ts';
import { fileFacts } from '../../shared/domain/prove/file-facts.ts';
import { consumerFiles, contractFiles, paths } from '../support/contract-files.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../support/git-repository.ts';
import { type SampleContext, sampleControl } from '../support/sample-control.ts';
import { commandLine } from '../support/terminal.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

interface Answer<T> {
  exit: number;
  document: T;
}

async function asked<T>(
  controls: readonly AnyControl[],
  args: readonly string[],
  around: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Answer<T>> {
  const { cwd = repository.folder, env = {} } = around;
  const { exit, stdout, stderr } = await commandLine(controls, cwd, [...args, '--json'], { env });
  if (stdout === '') throw new Error(stderr);
  return { exit, document: JSON.parse(stdout) as T };
}

const prove = (controls: readonly AnyControl[], ...args: string[]): Promise<Answer<ProveDocument>> =>
  asked(controls, ['prove', ...args]);
const backtest = (controls: readonly AnyControl[], ...args: string[]): Promise<Answer<BacktestDocument>> =>
  asked(controls, ['backtest', ...args]);
const verdicts = ({ landings }: BacktestDocument): string[] => landings.map(({ verdict }) => verdict);

/** Judges the tag of a.json, and nothing else. */
async function tagIsOne(ctx: SampleContext): Promise<void> {
  const file = await ctx.read('a.json');
  const text = file.found ? new TextDecoder().decode(file.content) : '';
  ctx.judge('fits', text.includes('"tag": "v1.0.0"'), { thing: 'the tag', size: 1 });
  ctx.passed('named', { thing: 'the tag' });
}
const sample = sampleControl(tagIsOne);
const asks = (more = ''): Record<string, string> => ({ [paths.config]: `version: 1\nsample: {}\n${more}` });
const together = [
  'version: 1',
  'atomic-change:',
  '  groups:',
  '    - { id: pair, all-of: [a.json, b.json], why: they say the same }',
  '',
].join('\n');

describe('prove does not say that a fact is guarded', () => {
  test('where it is noticed and fail-on lets it through', async () => {
    repository.commit({ ...asks('fail-on: never\n'), 'a.json': '{"tag": "v1.0.0"}\n' });
    const { exit, document } = await prove([sample]);
    expect([exit, document.guarded, document.tried]).toEqual([1, 0, 3]);
    expect(document.facts[0]?.letThrough).toMatchObject({ control: 'sample', rule: 'sample/fits' });
  });

  test('because the command itself is asked to let things through, or not to', async () => {
    repository.commit({ ...asks('fail-on: never\n'), 'a.json': '{"tag": "v1.0.0"}\n' });
    const strict = await prove([sample], '--fail-on', 'unverified');
    const lenient = await prove([sample], '--fail-on', 'never');
    expect([strict.exit, lenient.exit]).toEqual([1, 0]);
    expect(lenient.document).toEqual(strict.document);
  });

  test('where the control stops to apply once it is wrong', async () => {
    repository.commit({ ...asks(), 'a.json': '{"tag": "v1.0.0"}\n' });
    const shy = sampleControl(async (ctx) => {
      const file = await ctx.read('a.json');
      const whole = file.found && new TextDecoder().decode(file.content).includes('v1.0.0');
      if (whole) ctx.passed('fits', { thing: 'the tag', size: 1 });
      else ctx.notApplicable('fits', { thing: 'the tag', size: 1 }, 'there is nothing to judge');
      ctx.passed('named', { thing: 'the tag' });
    });
    expect((await prove([shy])).document).toMatchObject({ guarded: 0, tried: 3, status: 'failed' });
  });
});

describe('prove asks everybody who could notice', () => {
  test('also who looks at the changes and reads no file', async () => {
    const files = { 'a.json': '{"tag": "v1.0.0"}\n', 'b.json': '{"tag": "v1.0.0"}\n' };
    repository.commit({ [paths.config]: `${together}sample: {}\n`, ...files });
    const { document } = await prove([sample, atomicChange], '--control', 'sample', '--control', 'atomic-change');
    expect(document.facts.map(({ guardedBy }) => guardedBy?.control)).toEqual(['sample', 'sample', 'sample']);
    const blind = sampleControl(async (ctx) => {
      await ctx.read('a.json');
      ctx.passed('fits', { thing: 'the tag', size: 1 });
      ctx.passed('named', { thing: 'the tag' });
    });
    const other = await prove([blind, atomicChange]);
    expect(other.document.facts.map(({ guardedBy }) => guardedBy?.rule)).toEqual(
      Array(3).fill('atomic-change/together'),
    );
  });

  test('and tries every fact unless it is told not to', async () => {
    const many = Array.from({ length: 600 }, (_, index) => index + 10).join(', ');
    repository.commit({ ...asks(), 'a.json': `{"tag": "v1.0.0", "more": [${many}]}\n` });
    const { document } = await prove([sample]);
    expect([document.tried, document.untried]).toEqual([1203, []]);
  });
});

describe('prove names what it did not look into', () => {
  test('a file that was too large for its reader, a link, and one that nobody reads', async () => {
    repository.commit({
      ...asks(),
      'a.json': '{"tag": "v1.0.0"}',
      'large.txt': 'x: 1\n'.repeat(1000),
      'link.json': { linkTo: 'a.json' },
      'notes/other.md': 'v1.0.0\n',
    });
    const reader = sampleControl(async (ctx) => {
      await tagIsOne(ctx);
      await ctx.read('large.txt', { maxBytes: 100 });
      await ctx.read('link.json');
    });
    const { exit, document } = await prove([reader]);
    expect(document.untried).toEqual([
      { path: 'large.txt', count: 1, why: 'too-large' },
      { path: 'link.json', count: 1, why: 'not-read' },
    ]);
    expect(document.unread).toEqual({ count: 1, paths: ['notes/other.md'] });
    expect([exit, document.status]).toEqual([3, 'unverified']);
  });
});

describe('prove says the same', () => {
  test('from another folder, under another environment, and with a token', async () => {
    repository.commit({ ...consumerFiles(), 'sub/x.md': 'x\n' });
    const here = await prove([manifestSync]);
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_TOKEN: 'x'.repeat(20),
      GIT_DIR: '/dev/null',
    };
    const cwd = join(repository.folder, 'sub');
    const there = await asked<ProveDocument>([manifestSync], ['prove', '--working-directory', '..'], { cwd, env });
    expect(there).toEqual(here);
  });
});

describe('a fact is changed where it stands, and nothing beside it', () => {
  test.each([
    ['with other line ends', 'a.json', '{\r\n  "tag": "v1.0.0"\r\n}\r\n', '{\r\n  "tag": "v1.0.1"\r\n}\r\n'],
    ['behind a mark of its encoding', 'a.yml', '\uFEFFtag: v1.0.0\n', '\uFEFFtag: v1.0.1\n'],
    ['in quotes of YAML', 'a.yml', "'tag': 'v1.0.0' # v1.0.0\n", "'tag': 'v1.0.1' # v1.0.0\n"],
    ['under a key that stands twice', 'a.json', '{"tag": "v1.0.0", "tag": "v2"}', '{"tag": "v1.0.1", "tag": "v2"}'],
    ['behind signs of two units', 'a.json', '{"👩‍🚀": "v1.0.0"}', '{"👩‍🚀": "v1.0.1"}'],
    [
      'in a table with other line ends',
      'a.md',
      '| Tag |\r\n| --- |\r\n| v1.0.0 |\r\n',
      '| Tag |\r\n| --- |\r\n| v1.0.1 |\r\n',
    ],
  ])('%s', (_name, path, content, after) => {
    const { mutations } = fileFacts(path, new TextEncoder().encode(content));
    const texts = mutations.map((each) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(each.bytes()));
    expect(texts).toContain(after);
  });
});

describe('backtest does not say that a landing would have passed', () => {
  beforeEach(() => {
    repository.commit({ 'README.md': 'desk\n' }, 'begin');
    repository.git('tag', 'start');
    repository.commit(consumerFiles(), 'adopt (#1)');
    repository.commit({ [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' }, 'drift (#2)');
  });

  test('because the command is asked to let things through', async () => {
    const { exit, document } = await backtest([manifestSync], 'start..main', '--fail-on', 'never');
    expect([exit, document.counts.blocked, document.status]).toEqual([0, 1, 'failed']);
  });

  test('as its configuration was deleted, or broken, on the way', async () => {
    repository.commit({ [paths.config]: null }, 'no suite');
    repository.commit({ [paths.config]: 'version: 99\n', ...contractFiles() }, 'a later version');
    repository.commit({ [paths.pin]: contractFiles({ tag: 'v8.8.8' })[paths.pin] ?? '' }, 'drift again');
    const was = await backtest([manifestSync], 'start..main', '--as-it-was');
    expect(verdicts(was.document)).toEqual(['clear', 'blocked', 'inherited', 'not-judged', 'not-judged']);
    repository.write({ [paths.config]: consumerFiles()[paths.config] ?? '' });
    const now = await backtest([manifestSync], 'start..main');
    expect(verdicts(now.document)).toEqual(['clear', 'blocked', 'inherited', 'clear', 'blocked']);
  });

  test('as far as a replay can look, because a file of it says that no replay can look at it', async () => {
    const config = JSON.parse(consumerFiles()[paths.config] ?? '') as object;
    const words = 'a past commit is judged here: what steps of its job produced is not kept';
    repository.commit({ ...consumerFiles(), 'a.json': `{"tag": "${words}"}\n`, [`${words}.json`]: '{}\n' }, 'words');
    repository.write({ [paths.config]: JSON.stringify({ ...config, sample: {} }) });
    const quotes = sampleControl(async (ctx) => {
      const file = await ctx.read('a.json');
      const text = file.found ? new TextDecoder().decode(file.content) : '';
      const [path] = await ctx.match(['a past commit*']).then((found) => (found.ok ? found.paths : []));
      const unread = { code: 'NO_DATA', message: `a.json says ${text}, and ${path} is there`, needs: words } as const;
      ctx.unverified('fits', { thing: words, size: 1 }, unread);
      ctx.passed('named', { thing: 'the tag' });
    });
    const { document } = await backtest([manifestSync, quotes], 'main~1..main');
    expect(verdicts(document)).toEqual(['unverified']);
    expect(document.landings[0]?.open.map(({ replay }) => replay)).toEqual([undefined]);
  });

  test('as its configuration lets through what failed', async () => {
    repository.commit(contractFiles(), 'mend (#3)');
    const config = JSON.parse(consumerFiles()[paths.config] ?? '') as object;
    repository.write({ [paths.config]: JSON.stringify({ ...config, 'fail-on': 'never' }) });
    const { exit, document } = await backtest([manifestSync], 'start..main');
    expect([exit, document.status, verdicts(document)]).toEqual([3, 'unverified', ['clear', 'reported', 'clear']]);
  });

  test('when no control applied to any', async () => {
    const config = JSON.parse(consumerFiles()[paths.config] ?? '') as object;
    repository.write({
      [paths.config]: JSON.stringify({ ...config, 'manifest-sync': { 'skip-on': ['pull_request'] } }),
    });
    const { exit, document } = await backtest([manifestSync], 'start..main');
    expect([exit, document.status, verdicts(document)]).toEqual([3, 'unverified', ['unverified', 'unverified']]);
  });

  test('as the folder that is judged had another name then', async () => {
    const inFolder = (name: string, files: Record<string, string>): Record<string, string> =>
      Object.fromEntries(Object.entries(files).map(([path, content]) => [`${name}/${path}`, content]));
    repository.commit(inFolder('old', consumerFiles()), 'a folder');
    repository.commit(
      inFolder('old', { [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' }),
      'drift in it',
    );
    repository.git('mv', 'old', 'new');
    repository.commit({}, 'another name');
    const { exit, document } = await backtest([manifestSync], 'main~3..main', '--working-directory', 'new');
    expect([exit, verdicts(document)]).toEqual([1, ['not-judged', 'not-judged', 'blocked']]);
    expect(document.landings[0]?.because).toBe('there was no folder new yet');
  });

  test('as the same happened in the landing before', async () => {
    repository.commit({ [paths.config]: together, 'a.json': '1\n', 'b.json': '1\n' }, 'a pair');
    repository.commit({ 'a.json': '2\n' }, 'half of it');
    repository.commit({ 'a.json': '3\n' }, 'half of it again');
    const { document } = await backtest([atomicChange], 'main~2..main');
    expect(verdicts(document)).toEqual(['blocked', 'blocked']);
  });

  test('as a shallow clone does not have it', async () => {
    const { folder, remove } = temporaryFolder();
    const from = pathToFileURL(repository.folder).href;
    execFileSync('git', ['clone', '-q', '--depth', '2', from, folder], { stdio: 'ignore' });
    const { exit, document } = await asked<BacktestDocument>([manifestSync], ['backtest', 'start..main'], {
      cwd: folder,
    });
    remove();
    expect(verdicts(document)).toEqual(['blocked']);
    expect(document.cut?.message).toContain('there is no commit start here');
    expect([exit, document.status]).toEqual([1, 'failed']);
  });

  test('as another object was put in its place', async () => {
    const [good, bad] = [repository.git('rev-parse', 'main~1'), repository.git('rev-parse', 'main')];
    repository.git('replace', bad, good);
    expect(verdicts((await backtest([manifestSync], 'start..main')).document)).toEqual(['clear', 'blocked']);
  });

  test('as the range begins beside its line, which is said', async () => {
    repository.git('checkout', '-q', '-b', 'aside', 'main~1');
    repository.commit({ 'x.md': 'x\n' }, 'aside');
    const { document } = await backtest([manifestSync], 'aside..main');
    expect([document.range.aside, verdicts(document)]).toEqual([true, ['blocked']]);
  });
});
