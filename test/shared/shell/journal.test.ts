import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AnyControl } from '../../../shared/core/control.ts';
import { journalBeside } from '../../../shared/shell/journal.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../../support/git-repository.ts';
import { type SampleContext, sampleControl } from '../../support/sample-control.ts';
import { commandLine, type Printed } from '../../support/terminal.ts';

const token = `ghp_${'Ab1'.repeat(12)}`;
const ending = 'journal.ndjson';
let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
  repository.commit({ '.github/release-governance.yml': 'version: 1\nsample: {}\n' });
});
afterEach(() => repository.remove());

const control = (judge: (ctx: SampleContext) => Promise<void>): AnyControl => ({
  ...sampleControl(judge),
  journals: { [ending]: 'what was done so far' },
});
const run = (judge: (ctx: SampleContext) => Promise<void>, ...args: string[]): Promise<Printed> =>
  commandLine([control(judge)], repository.folder, ['sample', '--report-dir', 'out', ...args]);
const path = (name = `sample.${ending}`): string => join(repository.folder, 'out', name);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('a journal', () => {
  test('is beside the report as soon as it is written, so that a run that ends in the middle leaves it', async () => {
    let between = '';
    await run(async (ctx) => {
      const journal = ctx.journal(ending);
      await journal.append('one\n');
      between = readFileSync(path(), 'utf8');
      await journal.append(`two ${token}\n`);
      throw new Error('the runner was shut down');
    });
    expect([between, readFileSync(path(), 'utf8')]).toEqual(['one\n', 'one\ntwo [redacted GitHub token]\n']);
  });

  test('of an earlier run is read before it is begun anew, and stays where nothing is written', async () => {
    await run((ctx) => ctx.journal(ending).append('first\n'));
    const seen: string[] = [];
    await run(async (ctx) => {
      const found = await ctx.journal(ending).earlier('out', 100);
      seen.push(found.found ? text(found.content) : found.message);
    });
    await run(async (ctx) => {
      await ctx.journal(ending).append('second\n');
      await ctx.journal(ending).append('third\n');
    });
    expect([seen, readFileSync(path(), 'utf8')]).toEqual([['first\n'], 'third\n']);
  });

  test('has the key of the run in its name', async () => {
    await run((ctx) => ctx.journal(ending).append('x'), '--artifact-key', '1-of-2');
    expect(existsSync(path(`sample-1-of-2.${ending}`))).toBe(true);
  });

  test('is not kept where no report is', async () => {
    const { exit } = await commandLine([control((ctx) => ctx.journal(ending).append('x'))], repository.folder, [
      'sample',
    ]);
    expect([exit, existsSync(join(repository.folder, 'out'))]).toEqual([3, false]);
  });

  test('replaces a link, and none is read through one', async () => {
    const elsewhere = join(repository.folder, 'elsewhere');
    writeFileSync(elsewhere, 'mine');
    mkdirSync(join(repository.folder, 'out'));
    symlinkSync(elsewhere, path());
    let found = '';
    await run(async (ctx) => {
      const journal = ctx.journal(ending);
      const answer = await journal.earlier('out', 100);
      found = answer.found ? 'found' : answer.message;
      await journal.append('x');
    });
    expect([found, readFileSync(elsewhere, 'utf8'), readFileSync(path(), 'utf8')]).toEqual([
      'is a symbolic link',
      'mine',
      'x',
    ]);
  });

  test('that cannot be written is a wrong input, and one that is not declared a defect', async () => {
    mkdirSync(path(), { recursive: true });
    const wrong = await run((ctx) => ctx.journal(ending).append('x'));
    const undeclared = await run((ctx) => ctx.journal('other').append('x'));
    expect([wrong.exit, undeclared.exit]).toEqual([2, 4]);
  });

  test('is told in the usage', async () => {
    const { stdout } = await run(async () => undefined, '--help');
    expect(stdout).toContain(`sample.${ending}  what was done so far`);
  });
});

describe('in Actions an earlier journal lies below RUNNER_TEMP', () => {
  test.each<[name: string, folder: (checkout: string) => string, found: string]>([
    ['by its name there', () => 'earlier', 'known'],
    ['of the same name in the checkout', () => 'brought', 'does not exist'],
    ['by the path of the checkout', (checkout) => join(checkout, 'brought'), 'BAD_INPUT'],
    ['by a way out', () => '../brought', 'BAD_INPUT'],
    ['RUNNER_TEMP itself', () => '.', 'BAD_INPUT'],
  ])('%s', async (_name, folder, expected) => {
    const temporary = temporaryFolder();
    try {
      for (const [at, content] of [
        [join(temporary.folder, 'earlier'), 'known'],
        [join(repository.folder, 'brought'), 'forged'],
      ] as const) {
        mkdirSync(at);
        writeFileSync(join(at, 'x'), content);
      }
      const host = {
        kind: 'action' as const,
        cwd: repository.folder,
        temporary: temporary.folder,
        secret: () => undefined,
      };
      const journal = journalBeside(sampleControl(), host, {
        folder: undefined,
        name: 'x',
      });
      const answer = await Promise.resolve()
        .then(() => journal.earlier(folder(repository.folder), 100))
        .catch((error: { code: string }) => error.code);
      expect(typeof answer === 'string' ? answer : answer.found ? text(answer.content) : answer.message).toBe(expected);
    } finally {
      temporary.remove();
    }
  });
});
