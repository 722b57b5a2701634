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
  needs?: string[];
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

test('every file of the folder is a workflow that is looked at here', () => {
  expect(names).toEqual(expect.arrayContaining(['ci.yml', 'dogfood.yml', 'scheduled-audit.yml']));
  expect(names.filter((name) => !name.endsWith('.yml'))).toEqual([]);
});

describe.each(names)('%s', (name) => {
  const { text, workflow, jobs, steps } = read(name);

  test('nothing is granted at the top, every job says what it needs, and none may write', () => {
    expect(workflow.permissions).toEqual({});
    const granted = jobs.flatMap(([, { permissions }]) => Object.values(permissions ?? { missing: 'missing' }));
    expect(granted.filter((level) => level !== 'read')).toEqual([]);
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
    expect(steps.filter(({ run }) => run?.includes('${{ github.event') === true)).toEqual([]);
    expect(
      Object.keys(workflow.on).filter((event) => /^(pull_request_target|workflow_run|issue_comment)$/.test(event)),
    ).toEqual([]);
  });
});

describe('ci.yml', () => {
  test('the gate always runs and needs every other job', () => {
    const { gate, ...others } = read('ci.yml').workflow.jobs;
    expect(gate?.if).toBe('always()');
    expect([...(gate?.needs ?? [])].sort()).toEqual(Object.keys(others).sort());
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
