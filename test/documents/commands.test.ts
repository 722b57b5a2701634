import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { optionFields, parseOptions } from '../../shared/shell/cli-options.ts';
import { allControls } from '../support/all-controls.ts';
import { root, runDist } from '../support/dist.ts';
import { blocksOf, documents } from '../support/documents.ts';
import { temporaryFolder } from '../support/git-repository.ts';

const controls = await allControls();
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };

const lines = blocksOf('sh').flatMap(({ text }) => text.trimEnd().split('\n'));
/** Those of the first minutes are run in repositories of their own, in test/readme.test.ts and test/e2e/from-nothing.test.ts. */
const firstMinutes =
  /^(git (clone|switch|add|commit|push) |cd your-repository$|node ~\/release-governance\/dist\/cli\.js (init|run|doctor))/;
/** A shallow clone of this repository has no earlier commit: a history of its own is judged in test/shared/shell/backtest.test.ts. */
const needsHistory = /^node dist\/cli\.js backtest HEAD~/;
/** What the command line has besides controls, and tells the options of. */
const commands = ['init', 'doctor'];
const npmCommand = /^npm (?:run ([\w:]+)|test|cit)(?= |$)/;
/** What the documents show of what prove prints, to its command as they have it. */
const proved = blocksOf('text').filter(({ text }) => text.startsWith('prove: '));
const own = lines.filter((line) => line.startsWith('node dist/cli.js') && !needsHistory.test(line));

describe('a command that a document shows', () => {
  test.each(own)(
    'can be run: %s',
    async (line) => {
      const { folder, remove } = temporaryFolder();
      try {
        const args = line.replace('/tmp/reports', folder).split(' ').slice(2);
        const { code, stdout } = await runDist('cli.js', { args });
        expect(code).toBe(0);
        for (const { text } of args[0] === 'prove' ? proved : []) expect(stdout).toContain(text);
      } finally {
        remove();
      }
    },
    240_000,
  );

  test('of prove is shown with what it prints', () => {
    expect(proved).toHaveLength(1);
  });

  test('is of a kind that some test runs', () => {
    const other = lines.filter(
      (line) => !own.includes(line) && ![firstMinutes, needsHistory, npmCommand].some((kind) => kind.test(line)),
    );
    expect(other).toEqual([]);
  });

  test('is not hidden in a block of a kind that no test reads', () => {
    const kinds = documents.flatMap((document) =>
      document.blocks.map(({ place, language }) => [language, place] as const),
    );
    expect(kinds.filter(([language]) => !['json', 'mermaid', 'sh', 'text', 'ts', 'yaml'].includes(language))).toEqual(
      [],
    );
  });

  const within = documents.flatMap(({ path, codes }) => codes.map((code) => [path, code] as const));

  test('of npm has a script of that name', () => {
    const called = [...lines, ...within.map(([, code]) => code)].flatMap((code) => npmCommand.exec(code)?.[1] ?? []);
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  const shown = within.flatMap(([path, code]) => {
    const [node, cli, name = '', ...args] = code.split(' ');
    return node === 'node' && cli === 'dist/cli.js' && name !== '' ? [{ path, code, name, args }] : [];
  });

  test.each(shown.filter(({ name }) => commands.includes(name)))(
    'within a line has options that its help names: $path: $code',
    async ({ name, args }) => {
      const { stdout } = await runDist('cli.js', { args: [name, '--help'] });
      expect(args.filter((arg) => !new RegExp(`^ *${arg}\\b`, 'm').test(stdout))).toEqual([]);
    },
  );

  test.each(shown.filter(({ name }) => !commands.includes(name)))(
    'within a line has options that the control knows: $path: $code',
    ({ name, args }) => {
      const control = controls.find((each) => each.name === name);
      expect(control).toBeDefined();
      expect(parseOptions(args, optionFields(control?.inputs ?? {})).problems).toEqual([]);
    },
  );
});
