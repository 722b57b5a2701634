import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { control as atomicChange } from '../actions/atomic-change/control.ts';
import { control as executiveSummary } from '../actions/executive-summary/control.ts';
import { control as manifestSync } from '../actions/manifest-sync/control.ts';
import { parseConfig } from '../shared/core/config.ts';
import { root, runDist } from './support/dist.ts';
import { temporaryFolder } from './support/git-repository.ts';

const controls = [atomicChange, executiveSummary, manifestSync];
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
  language,
  text,
}));
const of = (language: string): string[] =>
  blocks.filter((block) => block.language === language).map(({ text }) => text);

describe('README.md', () => {
  test('shows what the demo prints', async () => {
    const { stdout } = await runDist('cli.js', {
      args: ['run', '--working-directory', 'examples/drifted', '--fail-on', 'never'],
    });
    const printed = stdout.split('\n');
    const [shown = ''] = of('text');
    const missing = shown
      .trimEnd()
      .split('\n')
      .filter((line) => !printed.includes(line));
    expect(missing).toEqual([]);
  });

  test('its configurations pass the schema, the shorter ones beside the first', () => {
    const [first, ...others] = of('yaml')
      .filter((text) => !text.includes('uses:'))
      .map((text) => load(text) as Record<string, unknown>);
    const known = { controls: controls.map(({ name }) => name), lists: ['contracts'] };
    for (const more of [{}, ...others]) {
      expect(parseConfig({ ...first, ...more }, controls, known)).toMatchObject({ ok: true });
    }
    expect(others.flatMap(Object.keys)).toEqual(expect.arrayContaining(['atomic-change', 'executive-summary']));
  });

  test('its workflow has at most 16 lines, grants read access only and uses an action that exists', () => {
    const [workflow = ''] = of('yaml').filter((text) => text.includes('uses:'));
    const { permissions, jobs } = load(workflow) as {
      permissions: unknown;
      jobs: Record<string, { steps: { uses: string }[] }>;
    };
    expect(permissions).toEqual({ contents: 'read' });
    const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      repository: { url: string };
    };
    const slug = repository.url.replace(/^.*github\.com\//, '').replace(/\.git$/, '');
    expect(jobs['contracts']?.steps.map(({ uses }) => uses.split('@')[0])).toEqual([
      'actions/checkout',
      `${slug}/actions/manifest-sync`,
    ]);
    expect(workflow.trimEnd().split('\n').length).toBeLessThanOrEqual(16);
  });

  const commands = of('sh')
    .flatMap((text) => text.trimEnd().split('\n'))
    .filter((line) => line.startsWith('node dist/cli.js'));
  test.each(commands)('%s', async (line) => {
    const { folder, remove } = temporaryFolder();
    try {
      const args = line.replace('/tmp/reports', folder).split(' ').slice(2);
      expect((await runDist('cli.js', { args })).code).toBe(0);
    } finally {
      remove();
    }
  });
});
