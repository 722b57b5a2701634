import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { composites, permissionsOf } from '../../shared/build/composites.ts';
import { allControls } from '../support/all-controls.ts';
import { root } from '../support/dist.ts';
import { type Job, slug, type Workflow, workflowBlocks, workflowOf } from '../support/documents.ts';

const controls = await allControls();

/** The inputs of the platform's own actions that documents use. */
const platformActions: Readonly<Record<string, readonly string[]>> = {
  'actions/attest': ['subject-path', 'predicate-type', 'predicate-path'],
  'actions/checkout': ['fetch-depth', 'path', 'persist-credentials', 'ref', 'repository', 'token'],
  'actions/download-artifact': ['name', 'path', 'pattern', 'merge-multiple'],
  'actions/setup-node': ['cache', 'node-version', 'node-version-file'],
  'actions/upload-artifact': ['if-no-files-found', 'name', 'overwrite', 'path', 'retention-days'],
};

interface Called extends Workflow {
  on: { workflow_call: { inputs?: Record<string, unknown>; secrets?: Record<string, { required?: boolean }> } };
}

function calledBy(uses: string): Called {
  expect(uses.startsWith(`${slug}/.github/workflows/`)).toBe(true);
  return load(readFileSync(join(root, uses.replace(`${slug}/`, '').replace(/@.*$/, '')), 'utf8')) as Called;
}

/** What the controls and composites in a job declare that they need. */
function needsOf({ uses, steps = [] }: Job): Record<string, string>[] {
  if (uses !== undefined) return Object.values(calledBy(uses).jobs).map((job) => rights(job.permissions));
  return steps.flatMap((step) => {
    // Signing is done by an action of the platform, which needs these two.
    if (step.uses?.startsWith('actions/attest@') === true) return [{ 'id-token': 'write', attestations: 'write' }];
    const is = ({ name }: { name: string }): boolean => step.uses?.startsWith(`${slug}/actions/${name}@`) === true;
    const composite = composites.find(is);
    const control = controls.find(is);
    if (composite !== undefined) return [rights(permissionsOf(composite, controls))];
    return control === undefined ? [] : [rights(control.permissions)];
  });
}

function rights(permissions: unknown): Record<string, string> {
  return (permissions ?? {}) as Record<string, string>;
}

function writesOf(permissions: unknown): string[] {
  return Object.entries(rights(permissions)).flatMap(([of, right]) => (right === 'read' ? [] : [of]));
}

describe.each(workflowBlocks.map((block) => [block.place, workflowOf(block)] as const))('%s', (_place, workflow) => {
  const jobs = Object.values(workflow.jobs);

  test('says what its jobs may do', () => {
    // Without it a job has what the repository gives by default.
    expect(jobs.filter(({ permissions }) => (permissions ?? workflow.permissions) === undefined)).toEqual([]);
  });

  test('grants every permission that its controls need, and writing only to a job that needs it', () => {
    expect(writesOf(workflow.permissions)).toEqual([]);
    for (const job of jobs) {
      const needs = needsOf(job);
      const granted = job.permissions ?? workflow.permissions;
      for (const needed of needs) expect(granted).toMatchObject(needed);
      expect(writesOf(job.permissions).sort()).toEqual([...new Set(needs.flatMap(writesOf))].sort());
    }
  });

  test('uses actions and inputs that exist', () => {
    // What a project runs itself is its own.
    for (const { uses, with: given = {} } of jobs.flatMap(({ steps = [] }) => steps)) {
      const known = uses === undefined ? [] : inputsOf(uses.replace(/@.*$/, ''));
      expect(Object.keys(given).filter((input) => !known.includes(input))).toEqual([]);
    }
  });

  test('calls workflows that exist, with their inputs and secrets', () => {
    for (const { uses, with: given = {}, secrets = {} } of jobs) {
      if (uses === undefined) continue;
      const { inputs = {}, secrets: known = {} } = calledBy(uses).on.workflow_call;
      expect(Object.keys(given).filter((input) => !Object.hasOwn(inputs, input))).toEqual([]);
      if (secrets === 'inherit') continue;
      const required = Object.entries(known).flatMap(([secret, { required = false }]) => (required ? [secret] : []));
      expect(Object.keys(secrets).filter((secret) => !Object.hasOwn(known, secret))).toEqual([]);
      expect(required.filter((secret) => !Object.hasOwn(secrets, secret))).toEqual([]);
    }
  });

  test('needs jobs that it has', () => {
    // An excerpt, which no event starts, may leave jobs out.
    if (workflow.on === undefined) return;
    const needed = jobs.flatMap(({ needs = [] }) => needs);
    expect(needed.filter((name) => !Object.hasOwn(workflow.jobs, name))).toEqual([]);
  });
});

/** The inputs of an action. Throws where it is neither one of the suite nor one of the platform that is known. */
function inputsOf(name: string): readonly string[] {
  const known = platformActions[name];
  if (known !== undefined) return known;
  if (!name.startsWith(`${slug}/actions/`)) throw new Error(`${name} is no action that a document may use`);
  const action = load(readFileSync(join(root, name.replace(`${slug}/`, ''), 'action.yml'), 'utf8'));
  return Object.keys((action as { inputs: Record<string, unknown> }).inputs);
}

test('all documents use one version of the suite', () => {
  const used = workflowBlocks.flatMap(({ text }) =>
    [...text.matchAll(new RegExp(`uses: ${slug}/[^@\\s]+@(\\S+)`, 'g'))].map(([, ref]) => ref),
  );
  expect(new Set(used).size).toBe(1);
});
