import { execFile } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import type { ZodType } from 'zod';
import { composites, permissionsOf } from '../shared/build/composites.ts';
import { recordFiles } from '../shared/build/record-files.ts';
import { listNames } from '../shared/core/catalog.ts';
import { parseConfig } from '../shared/core/config.ts';
import type { AnyControl } from '../shared/core/control.ts';
import { playbook002 } from '../shared/domain/readiness/playbook-002.ts';
import { parseRecord } from '../shared/domain/record/parse.ts';
import { controlFolders, root, runDist } from './support/dist.ts';
import { gitRepository, temporaryFolder } from './support/git-repository.ts';

const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { repository: { url: string } };
const slug = repository.url.replace(/^.*github\.com\//, '').replace(/\.git$/, '');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
  language,
  text,
}));
const of = (language: string): string[] =>
  blocks.filter((block) => block.language === language).map(({ text }) => text);

const controls: AnyControl[] = [];
for (const name of controlFolders) {
  controls.push(((await import(`../actions/${name}/control.ts`)) as { control: AnyControl }).control);
}
const known = { controls: controlFolders, lists: listNames };

type Workflow = {
  permissions: unknown;
  jobs: Record<
    string,
    {
      permissions?: unknown;
      /** Of a job that calls a workflow. */
      uses?: string;
      with?: Record<string, unknown>;
      secrets?: Record<string, unknown>;
      steps?: { uses?: string; with?: Record<string, unknown> }[];
    }
  >;
};
const workflows = of('yaml').filter((text) => /\buses:/.test(text));
const records = of('yaml').filter((text) => text.startsWith('# a '));
const configs = of('yaml').filter((text) => !/\buses:/.test(text) && !records.includes(text));

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

describe('README.md', () => {
  test('shows what the demos print', async () => {
    const { stdout } = await runDist('cli.js', {
      args: ['run', '--working-directory', 'examples/drifted', '--fail-on', 'never'],
    });
    const life = await promisify(execFile)(process.execPath, ['examples/contract-life.mjs'], { cwd: root });
    const first = await firstMinutes();
    const demos = [stdout, life.stdout, first.init, first.doctor].map((printed) => printed.split('\n'));
    // Each block is out of one of them, in its order.
    const lacking = of('text').map((text) => {
      const shown = text.trimEnd().split('\n');
      const left = demos.map((printed) => missingOf(shown, printed));
      return left.sort((a, b) => a.length - b.length)[0];
    });
    expect(lacking.flat()).toEqual([]);
    expect(first.run).toContain('decision: go');
  });

  test.each(configs.map((text) => [text.split('\n')[0] ?? '', text]))(
    'its configuration passes: %s',
    (_first, text) => {
      const [whole = ''] = configs.filter((config) => config.includes('producer: '));
      const { contracts } = load(whole) as { contracts: unknown };
      expect(parseConfig({ version: 1, contracts, ...(load(text) as object) }, controls, known)).toMatchObject({
        ok: true,
      });
    },
  );

  test.each(recordFiles.map(({ title, schema }): [string, ZodType] => [title, schema]))(
    'shows a %s as it is written, with every field that has to be there',
    (title, schema) => {
      const shown = records.filter((text) => text.startsWith(`# a ${title}:`));
      expect(shown).toHaveLength(1);
      for (const text of shown)
        expect(parseRecord('record.yml', new TextEncoder().encode(text), schema)).toMatchObject({ ok: true });
    },
  );

  test.each(workflows.map((text, index): [number, string] => [index + 1, text]))(
    'its workflow %d grants read access, and what its controls write, and uses actions and inputs that exist',
    (_index, text) => {
      const { permissions, jobs } = load(text) as Workflow;
      // Only a control that says that it writes gets a right to, and only in its own job.
      for (const { permissions: own, steps = [] } of [{ permissions, steps: [] }, ...Object.values(jobs)]) {
        const used = controls.filter(({ name }) =>
          steps.some(({ uses }) => uses?.includes(`/actions/${name}@`) === true),
        );
        // Signing is done by an action of the platform, which needs these two.
        const attests = steps.some(({ uses }) => uses?.startsWith('actions/attest@') === true);
        const signing = attests ? ['id-token', 'attestations'] : [];
        const writes = Object.entries(own ?? {}).filter(([of, right]) => right !== 'read' && !signing.includes(of));
        const declared = used.flatMap(({ permissions: needs }) =>
          Object.entries(needs).filter(([, right]) => right !== 'read'),
        );
        expect(writes).toEqual(declared);
      }
      for (const { uses, with: given = {} } of Object.values(jobs).flatMap(({ steps = [] }) => steps)) {
        // What a project runs itself is its own.
        if (uses === undefined) continue;
        const [name = ''] = uses.split('@');
        if (name === 'actions/checkout' || name === 'actions/attest') continue;
        expect(name.startsWith(`${slug}/actions/`)).toBe(true);
        const action = load(readFileSync(join(root, name.replace(`${slug}/`, ''), 'action.yml'), 'utf8'));
        const { inputs } = action as { inputs: Record<string, unknown> };
        expect(Object.keys(given).filter((input) => !Object.hasOwn(inputs, input))).toEqual([]);
      }
    },
  );

  test('a job that calls a workflow names one that exists, with its inputs and secrets, and grants what its jobs need', () => {
    const calling = workflows.flatMap((text) => {
      const { permissions, jobs } = load(text) as Workflow;
      return Object.values(jobs).flatMap((job) => (job.uses === undefined ? [] : [{ permissions, ...job }]));
    });
    expect(calling.length).toBeGreaterThan(0);
    for (const { uses = '', with: given = {}, secrets = {}, permissions } of calling) {
      expect(uses.startsWith(`${slug}/.github/workflows/`)).toBe(true);
      const path = uses.replace(`${slug}/`, '').replace(/@.*$/, '');
      const called = load(readFileSync(join(root, path), 'utf8')) as Workflow & {
        on: { workflow_call: { inputs: object; secrets: object } };
      };
      const { inputs, secrets: known } = called.on.workflow_call;
      expect(Object.keys(given).filter((input) => !Object.hasOwn(inputs, input))).toEqual([]);
      expect(Object.keys(secrets)).toEqual(Object.keys(known));
      for (const job of Object.values(called.jobs)) expect(permissions).toMatchObject(job.permissions ?? {});
    }
  });

  test('its first workflow has at most 16 lines', () => {
    expect((workflows[0] ?? '').trimEnd().split('\n').length).toBeLessThanOrEqual(16);
  });

  test('a job gets every permission that the controls in it need', () => {
    for (const text of workflows) {
      const { permissions, jobs } = load(text) as Workflow;
      for (const { permissions: own, steps = [] } of Object.values(jobs)) {
        for (const { uses } of steps) {
          const control = controls.find(({ name }) => uses?.includes(`/actions/${name}@`));
          const composite = composites.find(({ name }) => uses?.includes(`/actions/${name}@`));
          const needed = composite === undefined ? control?.permissions : permissionsOf(composite, controls);
          expect(own ?? permissions).toMatchObject(needed ?? {});
        }
      }
    }
  });

  test('it names the reports that the playbook requires, by artifact', () => {
    const rows = new Map<string, string[]>();
    for (const { artifact = '', path = '' } of playbook002({}).reports)
      rows.set(artifact, [...(rows.get(artifact) ?? []), `\`${path.replace('**/', '')}\``]);
    for (const [artifact, files] of rows) expect(readme).toContain(`| \`${artifact}\` | ${files.join(', ')} |`);
  });

  const attacks = [...readme.matchAll(/^\| ([^|]+) \| ([^|]+) \| \[\w+\]\((test\/attack\/[^)]+)\) \|$/gm)];
  test.each(attacks.map(([, attack = '', words = '', path = '']) => [attack, words, path]))(
    'the words against "%s" stand in its test',
    (_attack, words, path) => {
      expect(readFileSync(join(root, path), 'utf8')).toContain(words);
    },
  );

  const commands = of('sh')
    .flatMap((text) => text.trimEnd().split('\n'))
    .filter((line) => line.startsWith('node dist/cli.js'))
    // A shallow clone of this repository has no earlier commit: a history of its own is judged in test/shared/shell/backtest.test.ts.
    .filter((line) => !line.includes('HEAD~'));
  test.each(commands)('%s', async (line) => {
    const { folder, remove } = temporaryFolder();
    try {
      const args = line.replace('/tmp/reports', folder).split(' ').slice(2);
      // It says what it found: that a fact is not guarded.
      const codes = args[0] === 'prove' ? [0, 1, 3] : [0];
      expect(codes).toContain((await runDist('cli.js', { args })).code);
    } finally {
      remove();
    }
  });
});
