import { execFile } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { playbook002 } from '../shared/domain/readiness/playbook-002.ts';
import { allControls } from './support/all-controls.ts';
import { root, runDist } from './support/dist.ts';
import { blocksOf, documentOf, workflowBlocks } from './support/documents.ts';
import { gitRepository } from './support/git-repository.ts';

/* What holds for all documents is in test/documents. */

const readme = documentOf('README.md').text;

/** The lines from the first one on that do not follow each other in what was printed. */
function missingOf(shown: readonly string[], printed: readonly string[]): readonly string[] {
  let at = 0;
  for (const [index, line] of shown.entries()) {
    const found = printed.indexOf(line, at);
    if (found < 0) return shown.slice(index);
    at = found + 1;
  }
  return [];
}

/** What the first commands print in a copy of the example that has no configuration yet. */
async function firstMinutes(): Promise<{ init: string; run: string; doctor: string }> {
  const repository = gitRepository();
  try {
    cpSync(join(root, 'examples/consumer'), repository.folder, { recursive: true });
    repository.write({ '.github': null });
    repository.commit({});
    const printed = async (command: string): Promise<string> =>
      (await runDist('cli.js', { args: [command], cwd: repository.folder })).stdout;
    return { init: await printed('init'), run: await printed('run'), doctor: await printed('doctor') };
  } finally {
    repository.remove();
  }
}

describe('the documents', () => {
  test('show what the demos print', async () => {
    const { stdout } = await runDist('cli.js', {
      args: ['run', '--working-directory', 'examples/drifted', '--fail-on', 'never'],
    });
    const life = await promisify(execFile)(process.execPath, ['examples/contract-life.mjs'], { cwd: root });
    const first = await firstMinutes();
    const demos = [stdout, life.stdout, first.init, first.doctor].map((printed) => printed.split('\n'));
    // Each block is out of one of them, in its order; what prove prints is held against its own run, in test/documents/commands.
    const lacking = blocksOf('text').map(({ text }) => {
      if (text.startsWith('prove: ')) return [];
      const shown = text.trimEnd().split('\n');
      const left = demos.map((printed) => missingOf(shown, printed));
      return left.sort((a, b) => a.length - b.length)[0];
    });
    expect(lacking.flat()).toEqual([]);
    expect(first.run).toContain('decision: go');
    // Five commands, one of which plays the life of a contract.
  }, 240_000);

  test('name the reports that the playbook requires, by artifact', () => {
    const rows = new Map<string, string[]>();
    for (const { artifact = '', path = '' } of playbook002({}).reports)
      rows.set(artifact, [...(rows.get(artifact) ?? []), `\`${path.replace('**/', '')}\``]);
    const guide = documentOf('.github/guides/release.md').text;
    for (const [artifact, files] of rows) expect(guide).toContain(`| \`${artifact}\` | ${files.join(', ')} |`);
  });
});

describe('README.md', () => {
  test('is no longer than what somebody reads who hears of it today', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(450);
  });

  test('shows a first workflow of at most 16 lines', () => {
    const [first] = workflowBlocks.filter(({ place }) => place.startsWith('README.md:'));
    expect((first?.text ?? '').trimEnd().split('\n').length).toBeLessThanOrEqual(16);
  });

  test('draws each control that its diagram names by the kind that it is', async () => {
    const [diagram] = blocksOf('mermaid', 'README.md');
    const kinds = new Map((await allControls()).map(({ name, kind }) => [name, kind] as const));
    const drawn = [...(diagram?.text ?? '').matchAll(/\["(check|record|act|decide): ?[^<]*<br>([^"]+)"\]/g)];
    expect(new Set(drawn.map(([, kind]) => kind))).toEqual(new Set(['act', 'check', 'decide', 'record']));
    for (const [, kind, names = ''] of drawn)
      for (const name of names.match(/[a-z]+(?:-[a-z]+)+/g) ?? [])
        expect([name, kinds.get(name)]).toEqual([name, kind]);
  });

  const attacks = [...readme.matchAll(/^\| ([^|]+) \| ([^|]+) \| \[[\w ]+\]\((test\/attack\/[^)]+)\) \|$/gm)];
  test.each(attacks.map(([, attack = '', words = '', path = '']) => [attack, words, path]))(
    'the words against "%s" stand in its test',
    (_attack, words, path) => {
      expect(readFileSync(join(root, path), 'utf8')).toContain(words);
    },
  );

  test('has every row of its table of attacks tried by a test', () => {
    const [, table = ''] = /^## What a pull request cannot do$([\s\S]*?)^## /m.exec(readme) ?? [];
    expect(attacks).toHaveLength(table.split('\n').filter((line) => line.startsWith('| ')).length - 2);
  });
});
