import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { composites } from '../shared/build/composites.ts';
import { entryPoints } from '../shared/build/entry-points.ts';
import { controlFolders, root } from './support/dist.ts';

/* What the guides of workflows and events promise, held against the files. */

const byText = (a = '', b = ''): number => (a < b ? -1 : 1);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Calling {
  name: string;
  permissions: object;
  jobs: Record<
    string,
    {
      uses?: string;
      permissions?: object;
      with?: object;
      secrets?: object;
      needs?: string;
      if?: string;
      steps?: object[];
    }
  >;
}
interface Called {
  on: { workflow_call: { inputs?: object; secrets?: Record<string, { required?: boolean }>; outputs?: object } };
  jobs: Record<string, { permissions?: Record<string, string> }>;
}

const guide = read('.github/guides/reusable-workflows.md');
const blocks = [...guide.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => load(text) as Calling);
const calls = blocks.flatMap((block) =>
  Object.values(block.jobs).flatMap((job) => {
    const [, file] = /\/\.github\/workflows\/([\w-]+)\.yml@v/.exec(job.uses ?? '') ?? [];
    return file === undefined ? [] : [{ file, job }];
  }),
);
const workflow = (file: string): Called => load(read(`.github/workflows/${file}.yml`)) as Called;
const files = readdirSync(join(root, '.github/workflows')).map((file) => file.replace('.yml', ''));
const callable = files.filter((file) => workflow(file).on.workflow_call !== undefined);

describe('the guide of reusable workflows', () => {
  test('shows how each of them is called, and grants nothing at the top', () => {
    expect([...new Set(calls.map(({ file }) => file))].sort()).toEqual(callable);
    expect(blocks.filter(({ permissions }) => Object.keys(permissions).length > 0)).toEqual([]);
  });

  test.each(calls.map((call, index) => [index + 1, call.file, call] as const))(
    'call %d, of %s.yml, grants exactly what its jobs may do, with inputs and secrets that exist',
    (_index, _name, { file, job }) => {
      const { on, jobs } = workflow(file);
      const { inputs = {}, secrets = {} } = on.workflow_call;
      const union = Object.assign({}, ...Object.values(jobs).map(({ permissions = {} }) => permissions)) as object;
      expect(job.permissions).toEqual(union);
      expect(Object.keys(job.with ?? {}).filter((name) => !Object.hasOwn(inputs, name))).toEqual([]);
      const given = Object.keys(job.secrets ?? {});
      expect(given.filter((name) => !Object.hasOwn(secrets, name))).toEqual([]);
      expect(Object.keys(secrets).filter((name) => secrets[name]?.required === true && !given.includes(name))).toEqual(
        [],
      );
      // A call that is skipped leaves nothing that says no.
      expect(job.if).toBe(job.needs === undefined ? undefined : 'always()');
    },
  );

  test('says every output of every one of them', () => {
    const rows = [...guide.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(([, output, of = '']) => [
      output,
      [...of.matchAll(/`([\w-]+)\.yml`/g)].map(([, name]) => name).sort(byText),
    ]);
    const outputs = new Set(callable.flatMap((file) => Object.keys(workflow(file).on.workflow_call.outputs ?? {})));
    const having = [...outputs].map((output) => [
      output,
      callable.filter((file) => Object.hasOwn(workflow(file).on.workflow_call.outputs ?? {}, output)),
    ]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(having));
  });
});

describe('what works on GitHub Enterprise Server, and what does not', () => {
  const whole = (name: RegExp): boolean | undefined => entryPoints.find((point) => name.test(point.name))?.onServer;
  const action = (name: string): string => read(`actions/${name}/action.yml`);
  /** What only github.com knows. */
  const selfReference = /uses: \$\//;

  test('a control by itself is one Node action that names no other', () => {
    expect(whole(/^A control by itself/)).toBe(true);
    for (const name of [...controlFolders, 'job-summary']) {
      expect(action(name)).not.toMatch(/^\s*(?:- )?uses:/m);
      expect(action(name)).toMatch(/using: node24/);
    }
  });

  test('composites and reusable workflows call siblings as only github.com can', () => {
    expect([whole(/^Composites/), whole(/^Reusable/)]).toEqual([false, false]);
    for (const { name } of composites) {
      expect(action(name)).toMatch(selfReference);
      expect(entryPoints.some((point) => point.name.includes(`actions/${name}`))).toBe(true);
    }
    for (const file of callable) expect(read(`.github/workflows/${file}.yml`)).toMatch(selfReference);
  });

  test('the guide says the same', () => {
    for (const { name, onServer } of entryPoints)
      expect(read('.github/guides/events.md')).toContain(`| ${name} | ${onServer ? 'yes' : 'no'} |`);
  });
});
