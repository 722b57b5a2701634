import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control as manifestSync } from '../../../actions/manifest-sync/control.ts';
import type { AnyControl } from '../../../shared/core/control.ts';
import type { ProveDocument } from '../../../shared/core/prove.ts';
import { digestScan } from '../../../shared/core/scan.ts';
import { consumerFiles, contractFiles, paths } from '../../support/contract-files.ts';
import { gitRepository, type TestRepository, temporaryFolder, writeFiles } from '../../support/git-repository.ts';
import { type SampleContext, sampleControl } from '../../support/sample-control.ts';
import { commandLine, type Printed } from '../../support/terminal.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const sampleConfig = { [paths.config]: 'version: 1\nsample: {}\n' };

function prove(controls: readonly AnyControl[], ...args: string[]): Promise<Printed> {
  return commandLine(controls, repository.folder, ['prove', ...args]);
}

async function found(controls: readonly AnyControl[], ...args: string[]): Promise<ProveDocument> {
  const printed = await prove(controls, '--json', ...args);
  expect(printed.stderr).toBe('');
  return JSON.parse(printed.stdout) as ProveDocument;
}

const told = ({ facts }: ProveDocument): string[] =>
  facts.map(
    ({ path, line, what, to, guardedBy }) => `${path}:${line} ${what} ${to ?? 'out'}: ${guardedBy?.rule ?? 'nothing'}`,
  );

/** Reads a.json as a control that only knows its tag. */
async function tagIsOne(ctx: SampleContext): Promise<void> {
  const file = await ctx.read('a.json');
  const text = file.found ? new TextDecoder().decode(file.content) : '';
  ctx.judge('fits', text.includes('"tag": "v1.0.0"'), { thing: 'the tag', size: 1 });
  ctx.passed('named', { thing: 'the tag' });
}

describe('prove', () => {
  test('makes each fact wrong, and says who notices and who does not', async () => {
    repository.commit({ ...sampleConfig, 'a.json': '{"tag": "v1.0.0",\n "owner": "dana"}\n' });
    const document = await found([sampleControl(tagIsOne)]);
    expect(told(document)).toEqual([
      'a.json:1 /tag v1.0.1: sample/fits',
      'a.json:2 /owner dana-2: nothing',
      'a.json:1 the file 0 bytes: sample/fits',
      'a.json:1 the file out: sample/fits',
    ]);
    expect(document).toMatchObject({ status: 'failed', guarded: 3, tried: 4, untried: [] });
    expect(document.files).toEqual([{ path: 'a.json', tried: 4, guarded: 3, readBy: ['sample'], couldGuard: [] }]);
  });

  test('begins with the figure, and ends with exit code 1 where a fact is not guarded', async () => {
    repository.commit({ ...sampleConfig, 'a.json': '{"tag": "v1.0.0",\n "owner": "dana"}\n' });
    const { exit, stdout } = await prove([sampleControl(tagIsOne)]);
    expect(stdout.split('\n').slice(0, 7)).toEqual([
      'prove: 3 of 4 facts guarded',
      '  1 control passed on the files as they are, and nothing was written',
      '  noticed first by: sample 3',
      '  not guarded  a.json: 1 of 4 facts',
      '      2:11  /owner: dana -> dana-2',
      '      why: sample reads this file, and asserts nothing of it that this would break',
      '      no rule of the controls that read it is left to switch on',
    ]);
    expect(exit).toBe(1);
  });

  test('ends with exit code 0 where every fact is guarded, and shows each with --all', async () => {
    repository.commit({ ...sampleConfig, 'a.json': '{"tag": "v1.0.0"}\n' });
    const { exit, stdout } = await prove([sampleControl(tagIsOne)], '--all');
    expect(stdout).toContain('  guarded  a.json:1:9  /tag: v1.0.0 -> v1.0.1  by sample/fits\n');
    expect(exit).toBe(0);
  });

  test('writes nothing, and says the same twice', async () => {
    repository.commit(consumerFiles());
    repository.write({ 'untracked.txt': 'mine' });
    const before = repository.git('status', '--porcelain', '--ignored');
    const [once, twice] = [await prove([manifestSync], '--json'), await prove([manifestSync], '--json')];
    expect(once).toEqual(twice);
    expect(repository.git('status', '--porcelain', '--ignored')).toBe(before);
    expect(repository.git('diff', 'HEAD')).toBe('');
  });

  test('finds every fact of a pin, its mirror and its matrix guarded, but those that nothing says elsewhere', async () => {
    repository.commit(consumerFiles());
    const document = await found([manifestSync]);
    expect(document.unchanged).toMatchObject([{ control: 'manifest-sync', status: 'passed' }]);
    const open = told(document).filter((line) => line.endsWith(': nothing'));
    expect(open).toEqual([
      'docs/matrix.md:3 Updated 2026-11-03: nothing',
      'docs/matrix.md:17 Desk of 5.1.0 5.1.1: nothing',
    ]);
    expect(document.guarded).toBe(document.tried - 2);
    expect(document.tried).toBeGreaterThan(20);
  });

  test('says that the files as they are do not pass, and what that means', async () => {
    repository.commit({ ...consumerFiles(), [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' });
    const { stdout } = await prove([manifestSync]);
    expect(stdout).toContain(
      'the files as they are do not pass: what is red or open already can hide what else is wrong',
    );
    expect(stdout).toContain('    manifest-sync: FAILED  ');
  });

  test('tries no more than it may, and says how many are left', async () => {
    repository.commit({ ...sampleConfig, 'a.json': '{"tag": "v1.0.0", "a": 1, "b": 2, "c": 3}\n' });
    const printed = await prove([sampleControl(tagIsOne)], '--most', '2');
    expect(printed.stdout).toContain('prove: 2 of 2 facts guarded\n');
    expect(printed.stdout).toContain('  not tried: 4 facts beyond the limit (--most): a.json (4)\n');
    expect(printed.exit).toBe(3);
    const lenient = await prove([sampleControl(tagIsOne)], '--most', '2', '--fail-on', 'failed');
    expect(lenient.exit).toBe(0);
  });

  test('says how far it is to people only', async () => {
    repository.commit({
      ...sampleConfig,
      'a.json': `{"tag": "v1.0.0", "more": [${Array(20).fill('1').join(', ')}]}\n`,
    });
    const args = ['prove', '--json'];
    const { stderr, stdout } = await commandLine([sampleControl(tagIsOne)], repository.folder, args, {
      terminal: true,
    });
    expect(stderr).toContain('prove: sample judges the files as they are\nprove: 25 of 43 facts tried\n');
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'release-governance/prove' });
  });

  test('works without a repository, and on an unpacked folder', async () => {
    const { folder, remove } = temporaryFolder();
    writeFiles(folder, { ...sampleConfig, 'a.json': '{"tag": "v1.0.0"}' });
    const { stdout, exit } = await commandLine([sampleControl(tagIsOne)], folder, ['prove']);
    remove();
    expect([stdout.split('\n')[0], exit]).toEqual(['prove: 3 of 3 facts guarded', 0]);
  });

  test('takes no file apart that is no text or too large, and says so', async () => {
    const large = new Uint8Array(1024 * 1024 + 1).fill(65);
    repository.commit({
      ...sampleConfig,
      'a.json': '{"tag": "v1.0.0"}',
      'b.bin': new Uint8Array([0, 1]),
      'c.txt': large,
    });
    const control = sampleControl(async (ctx) => {
      await tagIsOne(ctx);
      await ctx.read('b.bin');
      await ctx.read('c.txt', { maxBytes: large.length });
    });
    const document = await found([control]);
    expect(document.untried).toEqual([
      { path: 'b.bin', count: 1, why: 'not-text' },
      { path: 'c.txt', count: 1, why: 'too-large' },
    ]);
    expect(told(document)).toContain('b.bin:1 the file out: nothing');
  });

  test('leaves the configuration alone, which is what judges', async () => {
    repository.commit({ ...sampleConfig, 'a.json': '{"tag": "v1.0.0"}' });
    const document = await found([
      sampleControl(async (ctx) => {
        await tagIsOne(ctx);
        await ctx.policy.top.read(paths.config, 1000);
      }),
    ]);
    expect(document.files.map(({ path }) => path)).toEqual(['a.json']);
  });
});

describe('what a control sees while a fact is wrong', () => {
  const runs: unknown[] = [];
  const watch = async (evaluate: (ctx: SampleContext) => Promise<unknown>): Promise<unknown[]> => {
    runs.length = 0;
    const control = sampleControl(async (ctx) => {
      runs.push(await evaluate(ctx));
      await tagIsOne(ctx);
    });
    await found([control]);
    return runs;
  };
  beforeEach(() => {
    repository.commit({ ...sampleConfig, 'a.json': '{"tag": "v1.0.0"}', 'out.txt': 'x' });
  });
  const text = (file: { found: boolean; content?: Uint8Array }): string =>
    file.found ? new TextDecoder().decode(file.content) : 'absent';

  test('is a change of that file alone, from what lies there', async () => {
    const seen = await watch(async (ctx) => {
      const answer = await ctx.history.units();
      const [unit] = answer.ok ? answer.units : [];
      const listed = await unit?.changes();
      const before = 'because' in ctx.before ? 'none' : text(await ctx.before.read('a.json', 100));
      return [listed?.ok === true ? listed.changes : [], before, text(await ctx.tree.read('a.json', 100))];
    });
    const whole = '{"tag": "v1.0.0"}';
    expect(seen).toEqual([
      [[], whole, whole],
      [[{ path: 'a.json', kind: 'modified' }], whole, '{"tag": "v1.0.1"}'],
      [[{ path: 'a.json', kind: 'modified' }], whole, ''],
      [[{ path: 'a.json', kind: 'deleted' }], whole, 'absent'],
    ]);
  });

  test('is the same wrong file as policy, in the list, as an output and as rows', async () => {
    repository.write({ 'rows.ndjson': '{"id":1}\n' });
    const seen = await watch(async (ctx) => {
      const rows = { path: 'rows.ndjson', produced: true } as const;
      const scanned = await ctx.scan(digestScan, undefined, rows, { maxBytes: 100 });
      const listed = await ctx.tree.list();
      return [
        text(await ctx.policy.tree.read('a.json', 100)),
        listed.ok && listed.paths.includes('a.json'),
        scanned.found ? [scanned.bytes, scanned.source] : scanned.reason,
      ];
    });
    const whole = '{"tag": "v1.0.0"}';
    expect(seen).toEqual([
      [whole, true, [9, 'output']],
      ['{"tag": "v1.0.1"}', true, [9, 'output']],
      ['', true, [9, 'output']],
      ['absent', false, [9, 'output']],
      // The row, its id, its content and the file itself.
      [whole, true, [0, 'output']],
      [whole, true, [9, 'output']],
      [whole, true, [0, 'output']],
      [whole, true, 'absent'],
    ]);
  });

  test('is the answer that a command gave to the files that lie there', async () => {
    const request = {
      argv: ['node', '-e', 'require("fs").appendFileSync("out.txt", "y")'],
      folder: '',
      timeoutMs: 20_000,
      logBytes: 100,
      outputs: [],
      pass: [],
      set: {},
    };
    const seen = await watch(async (ctx) => (await ctx.command(request)).state);
    expect(seen).toEqual(['ended', 'ended', 'ended', 'ended']);
    expect(repository.git('diff', '--stat')).toContain('out.txt | 2 +-');
  });

  test('is no GitHub, with a token in the environment too', async () => {
    const seen: unknown[] = [];
    const control = sampleControl(async (ctx) => {
      seen.push(ctx.github(), (await ctx.publicGitHub().get('GET /x', {}, {} as never)).ok);
      await tagIsOne(ctx);
    });
    await commandLine([control], repository.folder, ['prove', '--most', '1'], {
      env: { GITHUB_TOKEN: 'x'.repeat(20) },
    });
    expect(seen.slice(0, 2)).toEqual([undefined, false]);
  });
});

describe('prove refuses', () => {
  const cases: [name: string, files: Record<string, string>, args: string[], message: string][] = [
    ['an unknown option', sampleConfig, ['--moste', '3'], 'there is no option --moste (did you mean --most?)'],
    ['a control that is not asked for', sampleConfig, ['--control', 'simple'], 'did you mean sample?'],
    ['no fact at all', sampleConfig, ['--most', '0'], 'most'],
    ['a folder that is not there', sampleConfig, ['--working-directory', 'nowhere'], 'nowhere'],
    ['no configuration', {}, [], 'there is no configuration at .github/release-governance.yml'],
    [
      'a broken configuration',
      { [paths.config]: 'version: [1\n' },
      [],
      'the configuration .github/release-governance.yml has 1 problem',
    ],
    ['a configuration that asks for nothing', { [paths.config]: 'version: 1\n' }, [], 'asks for no control'],
  ];
  test.each(cases)('%s', async (_name, files, args, message) => {
    repository.commit({ 'a.json': '{}', ...files });
    const { exit, stderr, stdout } = await prove([sampleControl(tagIsOne)], ...args);
    expect(stderr).toContain(message);
    expect([exit, stdout]).toEqual([2, '']);
  });

  test('a control that breaks on the files as they are', async () => {
    repository.commit({ ...sampleConfig, 'a.json': '{}' });
    const { exit, stderr } = await prove([
      sampleControl(() => {
        throw new Error('it fell over');
      }),
    ]);
    expect(stderr).toContain('sample: it fell over');
    expect(exit).toBe(4);
  });

  test('nothing: --help says what it does', async () => {
    const { exit, stdout } = await prove([], '--help');
    expect(stdout).toContain('Usage: release-governance prove [options]');
    expect(stdout).toContain('--most <n>');
    expect(exit).toBe(0);
  });
});
