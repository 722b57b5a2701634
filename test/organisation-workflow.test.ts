import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { control as branchProtection } from '../actions/branch-protection/control.ts';
import { control as executiveSummary } from '../actions/executive-summary/control.ts';
import { control as requiredChecks } from '../actions/required-checks/control.ts';
import { commonFields } from '../shared/core/inputs.ts';
import { root } from './support/dist.ts';

interface Step {
  uses?: string;
  if?: string;
  with?: Record<string, unknown>;
}
interface Job {
  needs?: string | string[];
  if?: string;
  permissions?: Record<string, string>;
  strategy?: { 'fail-fast': boolean; matrix: Record<string, unknown> };
  steps: Step[];
}

const text = readFileSync(join(root, '.github/workflows/organisation-audit.yml'), 'utf8');
const workflow = load(text) as { on: object; permissions: unknown; jobs: Record<string, Job> };
const { jobs } = workflow;
const steps = Object.values(jobs).flatMap((job) => job.steps);
const stepOf = (action: string, of = steps): Step => {
  const found = of.find(({ uses }) => uses?.startsWith(action) === true);
  if (found === undefined) throw new Error(`there is no step with ${action}`);
  return found;
};
/** The jobs that audit, with the control of each. */
const audits = [
  ['audit', branchProtection],
  ['checks', requiredChecks],
] as const;

describe('organisation-audit.yml', () => {
  test('is only called, grants nothing at the top, and lets no job write', () => {
    expect(Object.keys(workflow.on)).toEqual(['workflow_call']);
    expect(workflow.permissions).toEqual({});
    expect(Object.values(jobs).flatMap(({ permissions }) => Object.values(permissions ?? { none: 'none' }))).toEqual([
      'read',
      'read',
      'read',
      'read',
      'read',
    ]);
  });

  test('each job may do what its controls need, and no more', () => {
    // The published snapshot, for which the control also reads actions, is of one repository.
    for (const [name, { permissions }] of audits)
      expect(jobs[name]?.permissions).toEqual({ contents: permissions.contents });
    expect(jobs['decision']?.permissions).toEqual(executiveSummary.permissions);
  });

  test('a part that fails ends no other one, and the decision always runs, after all of them', () => {
    for (const [name] of audits) expect(jobs[name]?.strategy?.['fail-fast']).toBe(false);
    expect(jobs['decision']).toMatchObject({ if: 'always()', needs: ['plan', 'audit', 'checks'] });
  });

  test('each control is audited where the caller says so, and left out nowhere else', () => {
    for (const [name, control] of audits) expect(jobs[name]?.if).toBe(`inputs.${control.name}`);
  });

  test('siblings are those of the same commit, and all others are pinned by a full sha', () => {
    const uses = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line));
    expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length);
    expect(
      uses.filter((line) => !/uses: (\$\/actions\/[\w-]+|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(line)),
    ).toEqual([]);
  });

  test('inputs exist, and nothing of a caller is part of a script', () => {
    for (const [, control] of audits) {
      const own = { ...control.inputs, ...commonFields };
      expect(Object.keys(stepOf(`$/actions/${control.name}`).with ?? {}).filter((name) => !(name in own))).toEqual([]);
    }
    expect(text.match(/run: \|[\s\S]*?(?=\n\n|\n {6}- )/g)?.filter((script) => script.includes('${{'))).toEqual([]);
  });

  test('no checkout leaves its token behind, and the token of administration goes to the audits alone', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
    expect(text.match(/secrets\./g)?.length).toBe(audits.length);
  });

  test('the key of a part is the one that the control and the summary expect', () => {
    for (const [, { name }] of audits)
      expect(stepOf(`$/actions/${name}`).with).toMatchObject({
        shard: "${{ inputs.shards > 1 && format('{0}/{1}', matrix.part, inputs.shards) || '' }}",
        'artifact-key': "${{ inputs.shards > 1 && format('{0}-of-{1}', matrix.part, inputs.shards) || '' }}",
      });
  });

  test('a journal is kept whatever becomes of its job, and lies where the control looks for it', () => {
    const names = audits.map(([name]) => {
      const own = jobs[name]?.steps ?? [];
      const kept = stepOf('actions/upload-artifact', own);
      expect([kept.if, kept.with?.['path']]).toEqual([
        'always()',
        '${{ runner.temp }}/release-governance/*.journal.ndjson',
      ]);
      const found = stepOf('actions/download-artifact', own);
      expect(found.with).toMatchObject({
        name: kept.with?.['name'],
        path: '${{ runner.temp }}/organisation-audit',
      });
      return kept.with?.['name'];
    });
    // One would replace the other.
    expect(new Set(names).size).toBe(audits.length);
  });
});
