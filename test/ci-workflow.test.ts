import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { root } from './support/dist.ts';

interface Job {
  needs?: string[];
  if?: string;
  permissions?: Record<string, string>;
  steps: { uses?: string; with?: Record<string, unknown> }[];
}

const text = readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8');
const workflow = load(text) as { permissions: unknown; jobs: Record<string, Job> };
const jobs = Object.entries(workflow.jobs);
const steps = jobs.flatMap(([, job]) => job.steps);

describe('ci.yml', () => {
  test('the gate always runs and needs every other job', () => {
    const { gate, ...others } = workflow.jobs;
    expect(gate?.if).toBe('always()');
    expect([...(gate?.needs ?? [])].sort()).toEqual(Object.keys(others).sort());
  });

  test('nothing is granted at the top, and no job may write', () => {
    expect(workflow.permissions).toEqual({});
    const granted = jobs.flatMap(([, { permissions }]) => Object.values(permissions ?? { missing: 'missing' }));
    expect(granted.filter((level) => level !== 'read')).toEqual([]);
  });

  test('every action is pinned by a full sha with its version beside it', () => {
    const lines = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line));
    expect(lines.length).toBe(steps.filter(({ uses }) => uses !== undefined).length);
    expect(lines.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('no checkout leaves its token behind', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });
});
