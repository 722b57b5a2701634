import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { root } from './support/dist.ts';

interface Step {
  uses?: string;
  if?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Job {
  uses?: string;
  needs?: string | string[];
  environment?: string;
  if?: string;
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  steps?: Step[];
}
interface Workflow {
  on: Record<string, { secrets?: Record<string, unknown> } | null>;
  permissions: unknown;
  jobs: Record<string, Job>;
}

const folder = join(root, '.github/workflows');
const read = (name: string): { text: string; workflow: Workflow; jobs: [string, Job][]; steps: Step[] } => {
  const text = readFileSync(join(folder, name), 'utf8');
  const workflow = load(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  return { text, workflow, jobs, steps: jobs.flatMap(([, job]) => job.steps ?? []) };
};
const names = readdirSync(folder).sort();

/** What jobs may write, by the workflow. */
const writers: Readonly<Record<string, readonly string[]>> = {
  'publish.yml': ['publish: attestations', 'publish: contents', 'publish: id-token'],
  'rebuild-dist.yml': ['commit: contents'],
};

test('every file of the folder is a workflow that is looked at here', () => {
  expect(names).toEqual(expect.arrayContaining(['ci.yml', 'dogfood.yml', 'scheduled-audit.yml']));
  expect(names.filter((name) => !name.endsWith('.yml'))).toEqual([]);
});

describe.each(names)('%s', (name) => {
  const { text, workflow, jobs, steps } = read(name);

  test('nothing is granted at the top, every job says what it needs, and none may write but those that are named here', () => {
    expect(workflow.permissions).toEqual({});
    const written = jobs.flatMap(([id, { permissions }]) =>
      Object.entries(permissions ?? { missing: 'missing' })
        .filter(([, level]) => level !== 'read')
        .map(([permission]) => `${id}: ${permission}`),
    );
    expect(written).toEqual(writers[name] ?? []);
  });

  test('a job that may write installs and builds nothing, and has no code but that of the commit of its workflow', () => {
    for (const [id, { steps: own = [] }] of jobs) {
      if (!(writers[name] ?? []).some((written) => written.startsWith(`${id}: `))) continue;
      const run = own.flatMap(({ run: script }) => (script === undefined ? [] : [script]));
      expect(run.filter((script) => !/^node shared\/build\/[\w-]+\.ts( [a-z]+)?$/.test(script))).toEqual([]);
      const checkouts = own.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
      expect(checkouts.map((step) => step.with)).toEqual([{ 'persist-credentials': false }]);
      expect(own.filter(({ uses }) => uses?.startsWith('$/') === true)).toEqual([]);
    }
  });

  test('every action is of the same commit, or pinned by a full sha with its version beside it', () => {
    const lines = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line));
    const called = jobs.filter(([, { uses }]) => uses !== undefined).length;
    expect(lines.length).toBe(steps.filter(({ uses }) => uses !== undefined).length + called);
    const pinned = /uses: (?:[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\$\/[\w./-]+)$/;
    expect(lines.filter((line) => !pinned.test(line))).toEqual([]);
  });

  test('what is of the same commit is there, and takes the inputs that it is given', () => {
    for (const { uses, with: given = {} } of steps) {
      if (uses?.startsWith('$/') !== true) continue;
      const action = load(readFileSync(join(root, uses.slice(2), 'action.yml'), 'utf8')) as { inputs: object };
      expect(Object.keys(given).filter((input) => !Object.hasOwn(action.inputs, input))).toEqual([]);
    }
  });

  test('no checkout leaves its token behind', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('no text of others is put into a script, and nothing of a pull request runs with secrets', () => {
    // Not even a text that is known: what a script needs comes through its environment.
    expect(steps.filter(({ run }) => run?.includes('${{') === true)).toEqual([]);
    expect(
      Object.keys(workflow.on).filter((event) => /^(pull_request_target|workflow_run|issue_comment)$/.test(event)),
    ).toEqual([]);
  });
});

describe('ci.yml', () => {
  test('the gate always runs and needs every other job', () => {
    const { gate, ...others } = read('ci.yml').workflow.jobs;
    expect(gate?.if).toBe('always()');
    expect([gate?.needs ?? []].flat().sort()).toEqual(Object.keys(others).sort());
  });
});

test.each(names.filter((name) => read(name).text.includes('npm run build')))(
  '%s builds dist where nothing of it is left, so that a file that was added to it is noticed',
  (name) => {
    const lines = read(name).steps.flatMap(({ run = '' }) => run.split('\n'));
    const building = lines.filter((line) => line.endsWith('npm run build'));
    expect(new Set(building)).toEqual(new Set(['rm -rf dist && npm run build']));
  },
);

describe('rebuild-dist.yml', () => {
  const { workflow } = read('rebuild-dist.yml');

  test('is started by hand alone, on the default branch, and gives the code of an update no right to write', () => {
    expect(Object.keys(workflow.on)).toEqual(['workflow_dispatch']);
    const { find, build, commit } = workflow.jobs;
    expect(find?.if).toBe("github.ref_name == github.event.repository.default_branch && github.ref_type == 'branch'");
    expect(build?.permissions).toEqual({ contents: 'read' });
    expect(JSON.stringify(build)).not.toMatch(/secrets\.|github\.token/);
    expect(build?.steps?.[0]?.with?.['ref']).toBe('${{ needs.find.outputs.sha }}');
    expect([build?.needs, commit?.needs]).toEqual(['find', ['find', 'build']]);
  });

  test('what the job that writes runs, imports nothing but modules of Node and files beside it', () => {
    const seen = new Set<string>();
    const others = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      const text = readFileSync(join(root, path), 'utf8');
      for (const [, from = ''] of text.matchAll(/^(?:import|export) .*?from '([^']+)';$/gms)) {
        if (from.startsWith('./')) visit(`shared/build/${from.slice(2)}`);
        else others.add(from);
      }
    };
    for (const script of ['commit-dist', 'find-update', 'release']) visit(`shared/build/${script}.ts`);
    expect(seen.size).toBeGreaterThan(6);
    expect([...others].filter((from) => !from.startsWith('node:'))).toEqual([]);
  });
});

describe('publish.yml', () => {
  const { workflow } = read('publish.yml');

  test('is started by hand alone, on the default branch, and writes only after everything was proved under both versions of Node', () => {
    expect(Object.keys(workflow.on)).toEqual(['workflow_dispatch']);
    const { verify, publish } = workflow.jobs;
    expect(verify?.if).toBe("github.ref_name == github.event.repository.default_branch && github.ref_type == 'branch'");
    expect(publish).toMatchObject({ needs: 'verify', environment: 'release' });
    expect(publish?.if).toBeUndefined();
    expect(verify).toMatchObject({ strategy: { matrix: { node: [20, 24] } } });
    expect(JSON.stringify(workflow)).not.toContain('continue-on-error');
  });

  test('signs every file of dist', () => {
    const signing = workflow.jobs['publish']?.steps?.find(({ uses }) => uses?.startsWith('actions/attest@'));
    const patterns = String(signing?.with?.['subject-path'])
      .trim()
      .split('\n')
      .map((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`));
    const files = readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `dist/${entry.parentPath.endsWith('schema') ? 'schema/' : ''}${entry.name}`);
    expect(files.filter((file) => !patterns.some((pattern) => pattern.test(file)))).toEqual([]);
    // Documented as the most that one attestation takes.
    expect(files.length).toBeLessThanOrEqual(1024);
  });
});

describe('dependabot.yml', () => {
  test('waits before it takes a release, and looks at packages and at actions, also those in composite actions', () => {
    const { updates } = load(readFileSync(join(root, '.github/dependabot.yml'), 'utf8')) as {
      updates: { 'package-ecosystem': string; directories?: string[]; cooldown?: { 'default-days'?: number } }[];
    };
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
    for (const { cooldown } of updates) expect(cooldown?.['default-days']).toBeGreaterThanOrEqual(7);
    expect(updates[1]?.directories).toEqual(['/', '/actions/*']);
  });
});

describe('scheduled-audit.yml', () => {
  const { workflow, jobs } = read('scheduled-audit.yml');

  test('is only called, and one job alone sees the token', () => {
    expect(Object.keys(workflow.on)).toEqual(['workflow_call']);
    expect(Object.keys(workflow.on['workflow_call']?.secrets ?? {})).toEqual(['admin-token']);
    const seeing = jobs.filter(([, job]) => JSON.stringify(job).includes('secrets.')).map(([id]) => id);
    expect(seeing).toEqual(['branch-protection']);
  });

  test('ends before its checkout where no schedule and nobody by hand started it, and leaves a snapshot', () => {
    const [first, ...rest] = workflow.jobs['branch-protection']?.steps ?? [];
    expect(first?.if).toBe("github.event_name != 'schedule' && github.event_name != 'workflow_dispatch'");
    expect(first?.run).toMatch(/^exit 1$/m);
    expect(rest.at(-1)).toMatchObject({ uses: '$/actions/branch-protection', with: { 'save-snapshot': true } });
  });
});
