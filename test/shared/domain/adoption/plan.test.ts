import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planOf } from '../../../../shared/domain/adoption/plan.ts';
import { judgeWorkflows } from '../../../../shared/domain/setup/judge-workflows.ts';
import { matchesPattern, parseFilterPattern } from '../../../../shared/domain/workflow/filter-pattern.ts';
import { readWorkflow } from '../../../../shared/domain/workflow/read-workflow.ts';
import { workflowText } from '../../../../shared/render/adoption-workflow.ts';
import { allControls } from '../../../support/all-controls.ts';

const controls = await allControls();
const decides = controls.filter(({ kind }) => kind === 'decide');

function matches(pattern: string, branch: string): boolean | undefined {
  const parsed = parseFilterPattern(pattern);
  return parsed === undefined || parsed.negative ? undefined : matchesPattern(parsed, branch);
}

test('the workflow of any set of controls is accepted, and has nothing wrong with it', () => {
  fc.assert(
    fc.property(fc.subarray(controls), fc.string({ unit: 'grapheme', minLength: 1 }), (some, branch) => {
      const asked = [...new Set([...some, ...decides])];
      const plan = planOf(asked, () => ({}));
      const text = workflowText(plan.jobs, { branch, commit: undefined });
      const read = readWorkflow('w.yml', text);
      expect(read.problems).toEqual([]);
      const [filter] = read.workflow?.triggers.find(({ event }) => event === 'push')?.filters ?? [];
      expect(filter?.value.map((pattern) => matches(pattern, branch))).toEqual([true]);
      expect(filter?.value.map((pattern) => matches(pattern, `${branch}${branch.at(-1) ?? ''}`))).toEqual([false]);
      expect(read.workflow?.jobs.at(-1)?.id).toBe('decision');
      const left = new Set(plan.left.map(({ control }) => control));
      const run = new Set(asked.map(({ name }) => name).filter((name) => !left.has(name)));
      // The actions of the suite are named by release until somebody pins them.
      expect(judgeWorkflows([read], controls, run, 'c.yml').filter(({ level }) => level !== 'advice')).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('what changes something, or must be told what to do, is left out with the reason', () => {
  const { jobs, left } = planOf(controls, (name) => (name === 'evidence-bundle' ? { create: {}, verify: {} } : {}));
  const reasons = Object.fromEntries(left.map(({ control, because }) => [control, because]));
  expect(Object.keys(reasons).sort()).toEqual(
    [
      ...['cutover-gate', 'evidence-bundle', 'manifest-repin', 'promotion', 'release-handoff', 'rollback-open'],
      'track-incident',
    ].sort(),
  );
  expect(reasons['evidence-bundle']).toContain('create and verify');
  expect(reasons['manifest-repin']).toContain('it changes something');
  expect(jobs.filter(({ permissions }) => Object.values(permissions).includes('write'))).toEqual([]);
});

test.each([
  [['render', 'verify'], 'render and verify'],
  [['verify'], undefined],
  [['render', 'render'], undefined],
])('tasks that a section lists: %j', (tasks, told) => {
  const { jobs, left } = planOf(controls, (name) => (name === 'sign-off' ? { tasks } : {}));
  expect(left.find(({ control }) => control === 'sign-off')?.because).toEqual(
    told === undefined ? undefined : `the configuration asks for ${told}, each in a job that names its task`,
  );
  expect(jobs.some(({ control }) => control === 'sign-off')).toBe(told === undefined);
});
