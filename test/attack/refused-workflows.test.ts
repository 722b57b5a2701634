import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { type Given, setupOf } from '../actions/required-checks/repository.ts';
import { evaluateWith, type Files } from '../support/world.ts';

/*
 * The platform refuses a workflow file, so that a required check is never reported. What is documented or was seen fails; what a published
 * schema alone says is not verified. None of it ends green.
 */

const path = '.github/workflows/ci.yml';
const called = '.github/workflows/called.yml';
const of = (files: Files): Given => ({
  files,
  required: ['unit'],
  section: { documents: [], 'gate-jobs': [], 'decision-job': 'off', 'optional-checks': ['call / x'] },
});
const unit = (job: string, top = ''): Files => ({ [path]: `on: pull_request\n${top}jobs:\n  unit:\n${job}` });
const steps = '    steps: [{run: x}]\n';
const sound = `    runs-on: x\n${steps}`;

/** Of these no documentation says that the platform refuses them. */
const bySchema = new Set([
  'a step with an unknown function',
  'a type that pull_request does not have',
  'a schedule that is none',
]);

const refused: [name: string, files: Files][] = [
  ['a job without steps', unit('    runs-on: x\n')],
  ['a job with an empty list of steps', unit('    runs-on: x\n    steps: []\n')],
  ['a step with an expression that is none', unit('    runs-on: x\n    steps: [{run: "echo ${{ github. }}"}]\n')],
  ['a step with an expression that is not closed', unit('    runs-on: x\n    steps: [{run: "echo ${{ github.sha"}]\n')],
  ['a step with an unknown function', unit('    runs-on: x\n    steps: [{run: "echo ${{ shell(1) }}"}]\n')],
  ['with that is no text', unit('    runs-on: x\n    steps: [{uses: a/b@v1, with: {a: [1]}}]\n')],
  ['env that is no text', unit(`    env: {A: {b: c}}\n${sound}`)],
  ['env of the workflow that is a list', unit(sound, 'env: [a]\n')],
  ['defaults of the workflow that are a text', unit(sound, 'defaults: x\n')],
  ['an environment without a name', unit(`    environment: {url: x}\n${sound}`)],
  ['a strategy with a switch that is none', unit(`    strategy: {fail-fast: perhaps}\n${sound}`)],
  ['two steps with one id', unit('    runs-on: x\n    steps: [{id: a, run: x}, {id: a, run: x}]\n')],
  ['a name that uses secrets', unit(`    name: "\${{ secrets.x && 'unit' || 'unit' }}"\n${sound}`)],
  [
    'a type that pull_request does not have',
    { [path]: `on: {pull_request: {types: [opened, synchronize, pushed]}}\njobs:\n  unit:\n${sound}` },
  ],
  ['a schedule without cron', { [path]: `on: {pull_request: null, schedule: x}\njobs:\n  unit:\n${sound}` }],
  ['a schedule that is none', { [path]: `on: {pull_request: null, schedule: [{cron: x}]}\njobs:\n  unit:\n${sound}` }],
  [
    'an input of workflow_dispatch of an unknown type',
    { [path]: `on: {pull_request: null, workflow_dispatch: {inputs: {a: {type: list}}}}\njobs:\n  unit:\n${sound}` },
  ],
  [
    'a call with an input that the called workflow does not have',
    {
      [path]: `on: pull_request\njobs:\n  unit:\n${sound}  call:\n    needs: unit\n    uses: ./${called}\n    with: {a: b}\n`,
      [called]: `on: workflow_call\njobs: {x: {runs-on: x, steps: [{run: x}]}}\n`,
    },
  ],
  [
    'a call without an input that the called workflow requires',
    {
      [path]: `on: pull_request\njobs:\n  unit:\n${sound}  call:\n    needs: unit\n    uses: ./${called}\n`,
      [called]: `on: {workflow_call: {inputs: {a: {type: string, required: true}}}}\njobs: {x: {runs-on: x, steps: [{run: x}]}}\n`,
    },
  ],
  [
    'a call of a workflow that asks for more rights than the caller has',
    {
      [path]: `on: pull_request\npermissions: {contents: read}\njobs:\n  unit:\n${sound}  call:\n    needs: unit\n    uses: ./${called}\n`,
      [called]: `on: workflow_call\npermissions: {contents: write}\njobs: {x: {runs-on: x, steps: [{run: x}]}}\n`,
    },
  ],
];

describe('a workflow that GitHub refuses', () => {
  test('one that it takes', async () => {
    const { results, error } = await evaluateWith(control, setupOf(of(unit(sound))));
    expect(reportStatus(results, error)).toBe('passed');
  });

  test.each(refused)('%s', async (name, files) => {
    const { results, error } = await evaluateWith(control, setupOf(of(files)));
    const status = bySchema.has(name) ? 'unverified' : 'failed';
    expect(reportStatus(results, error)).toBe(status);
    const told = results.filter((result) => result.rule.endsWith('/workflow-readable') && result.status === status);
    expect(told.map(({ location }) => location?.path)).toContain(path);
    expect(told.every(({ location }) => location?.line !== undefined)).toBe(true);
  });
});
