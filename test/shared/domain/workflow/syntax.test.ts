import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { readWorkflow } from '../../../../shared/domain/workflow/read-workflow.ts';

const problems = (text: string): string[] =>
  readWorkflow('.github/workflows/ci.yml', text).problems.map(
    ({ effect, code, message, at }) => `${effect} ${code} ${at.line}: ${message}`,
  );
const job = 'jobs:\n  a: {runs-on: x, steps: [{run: x}]}\n';
const withJob = (more: string, steps = '[{run: x}]'): string =>
  `on: push\njobs:\n  a:\n    runs-on: x\n    steps: ${steps}\n    ${more}\n`;
const withStep = (step: string): string => withJob('name: a', `[${step}]`);

describe('a value that has another form, or an expression that is none there', () => {
  test.each<[string, string, string[]]>([
    ['no steps', 'on: push\njobs:\n  a: {runs-on: x}\n', ['invalid no-steps 3: has the job "a" without steps']],
    [
      'steps without a value',
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n',
      [
        'invalid no-steps 5: has the job "a" without steps',
        'unclear wrong-shape 5: has steps of the job "a" without a value',
      ],
    ],
    ['a list in place of env', `env: [a]\non: push\n${job}`, ['invalid not-a-mapping 1: has env that is no mapping']],
    ['env without a value', `env:\non: push\n${job}`, ['unclear wrong-shape 1: has env without a value']],
    [
      'a variable that is a list',
      withJob('env: {A: [b]}'),
      ['invalid wrong-shape 6: has env.A of the job "a" that is no text'],
    ],
    [
      'defaults that are a text',
      `defaults: x\non: push\n${job}`,
      ['invalid not-a-mapping 1: has defaults that is no mapping'],
    ],
    [
      'an unknown key in defaults',
      withJob('defaults: {run: {shel: x}}'),
      ['unclear unknown-key 6: has the key "shel" in defaults.run of the job "a", which is not known'],
    ],
    [
      'an environment without name',
      withJob('environment: {url: x}'),
      ['invalid lacking-key 6: has environment of the job "a" without name'],
    ],
    [
      'a switch that is none',
      withJob('strategy: {fail-fast: maybe}'),
      ['invalid wrong-shape 6: has strategy.fail-fast of the job "a" that is no switch'],
    ],
    [
      'a switch in quotes',
      withJob('strategy: {fail-fast: "true"}'),
      ['unclear wrong-shape 6: has strategy.fail-fast of the job "a" that is no switch'],
    ],
    [
      'a service that is a list',
      withJob('services: {db: [x]}'),
      ['invalid wrong-shape 6: has services.db of the job "a" that is no text or mapping'],
    ],
    [
      'secrets that are neither',
      'on: push\njobs:\n  a: {uses: ./.github/workflows/b.yml, secrets: all}\n',
      ['invalid wrong-shape 3: has secrets of the job "a" that is none of inherit'],
    ],
    [
      'a type of an input',
      `on: {workflow_dispatch: {inputs: {a: {type: list}}}}\n${job}`,
      [
        'invalid wrong-shape 1: has on.workflow_dispatch.inputs.a.type that is none of boolean, choice, environment, number, string',
      ],
    ],
    [
      'an output without value',
      `on: {workflow_call: {outputs: {a: {description: x}}}}\n${job}`,
      ['invalid lacking-key 1: has on.workflow_call.outputs.a without value'],
    ],
    [
      'a schedule that is a text',
      `on: {schedule: x}\n${job}`,
      ['invalid wrong-shape 1: has on.schedule that is no list'],
    ],
    [
      'a schedule without cron',
      `on: {schedule: [{}]}\n${job}`,
      ['invalid lacking-key 1: has on.schedule.0 without cron'],
    ],
    [
      'a schedule of four fields',
      `on: {schedule: [{cron: "* * * *"}]}\n${job}`,
      ['unclear schedule 1: has the schedule "* * * *", which is not of five fields'],
    ],
    [
      'a type of an event',
      `on: {pull_request: {types: [pushed]}}\n${job}`,
      ['unclear unknown-type 1: has the type "pushed" of pull_request, which is not known'],
    ],
    [
      'two steps with one id',
      withStep('{id: a, run: x}, {id: A, run: x}'),
      ['invalid step-id-twice 5: has step 2 of the job "a" with the id "A" of another step'],
    ],
    [
      'two keys that may be one',
      withJob('outputs: {a: b, A: c}'),
      [
        'unclear key-twice 6: has outputs of the job "a" with two keys that differ by case alone, which GitHub may take for one',
      ],
    ],
    [
      'an expression that is none',
      withStep('{run: "${{ github. }}"}'),
      [
        'invalid bad-expression 5: has run of step 1 of the job "a" that has an expression that has its end where the name of a property is expected',
      ],
    ],
    [
      'an expression that does not end',
      withStep('{with: {a: "${{ x"}, uses: a/b@v1}'),
      ['invalid bad-expression 5: has with.a of step 1 of the job "a" that has ${{ without }}'],
    ],
    [
      'an unknown function',
      withStep('{run: "${{ shell(1) }}"}'),
      [
        'unclear unknown-name 5: has run of step 1 of the job "a" with an expression that calls "shell", which is no known function',
      ],
    ],
    [
      'a status function in a step',
      withStep('{run: "${{ always() }}"}'),
      [
        'invalid unknown-name 5: has run of step 1 of the job "a" with an expression that calls "always", which a step does not have',
      ],
    ],
    [
      'a context that a name does not have',
      withJob('name: "${{ secrets.a }}"'),
      [
        'invalid unknown-name 6: has name of the job "a" with an expression that uses "secrets", which a job does not have',
      ],
    ],
    [
      'a context that a matrix does not have',
      withJob('strategy: {matrix: {v: ["${{ matrix.w }}"]}}'),
      [
        'invalid unknown-name 6: has strategy.matrix.v.0 of the job "a" with an expression that uses "matrix", which a job before it becomes several does not have',
      ],
    ],
    [
      'an expression in the name of a workflow',
      `name: "\${{ github.ref }}"\non: push\n${job}`,
      ['unclear bad-expression 1: has name with an expression, of which it is not known whether it may stand there'],
    ],
    [
      'keys that objects of JavaScript have',
      withJob('env: {constructor: x, toString: [y]}'),
      ['invalid wrong-shape 6: has env.toString of the job "a" that is no text'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(problems(text).sort()).toEqual([...expected].sort());
  });
});

test('nothing is wrong with what the documentation shows', () => {
  const text = `name: All
run-name: Deploy by @\${{ github.actor }}
on:
  push: { branches: [main, '!x'], tags: [v1] }
  pull_request: { types: [opened, synchronize, ready_for_review] }
  schedule: [{ cron: '30 5 * * 1,3' }, { cron: '0 0 * * MON-FRI' }]
  workflow_dispatch:
    inputs:
      level: { type: choice, options: [a, b], default: a, required: true, description: x }
      on: { type: boolean, default: false }
      plain:
  workflow_call:
    inputs: { a: { type: string, default: '\${{ github.ref }}' }, b: { type: number, required: true } }
    outputs: { o: { value: '\${{ jobs.a.outputs.o }}' } }
    secrets: { t: { required: true }, u: }
  repository_dispatch: { types: [any] }
env: { A: 1, B: '\${{ secrets.b || vars.c }}', C: true }
defaults: { run: { shell: bash, working-directory: x } }
permissions: { contents: read }
concurrency: { group: '\${{ github.workflow }}', cancel-in-progress: "\${{ github.event_name == 'pull_request' }}" }
jobs:
  a:
    name: Test \${{ matrix.os }}
    runs-on: '\${{ matrix.os }}'
    timeout-minutes: 5
    environment: { name: prod, url: '\${{ steps.s.outputs.url }}' }
    outputs: { o: '\${{ steps.s.outputs.o }}' }
    env: '\${{ fromJSON(vars.env) }}'
    container: { image: node:20, credentials: { username: '\${{ github.actor }}', password: '\${{ secrets.p }}' }, env: { A: '\${{ runner.os }}' }, ports: [80], options: --cpus 1 }
    services: { db: { image: pg, ports: ['5432:5432'] }, cache: redis }
    strategy:
      fail-fast: false
      max-parallel: 2
      matrix: { os: [x, y], node: '\${{ fromJSON(needs.b.outputs.v) }}', include: [{ os: x, extra: { a: [1] } }] }
    needs: b
    continue-on-error: '\${{ matrix.os == 1 }}'
    defaults: { run: { shell: '\${{ matrix.os }}' } }
    steps:
      - { id: s, name: 'Run \${{ matrix.node }}', run: 'echo \${{ hashFiles(1) }}', shell: bash, working-directory: x, timeout-minutes: '\${{ matrix.t }}', env: { A: '\${{ secrets.a }}' } }
      - { uses: a/b@v1, with: { a: 1, b: true, c: '\${{ toJSON(job) }}' }, if: "success() && runner.os == 'Linux'" }
  b: { runs-on: { group: g, labels: [x] }, steps: [{ run: "echo \${{ '}}' }}" }], outputs: { v: x } }
  c: { uses: ./.github/workflows/d.yml, with: { a: '\${{ matrix.v }}', n: 1 }, secrets: { t: '\${{ secrets.t }}' }, strategy: { matrix: { v: [1] } } }
  d: { uses: ./.github/workflows/d.yml, secrets: inherit, needs: [a, c] }
`;
  expect(problems(text)).toEqual([]);
});

test('whatever stands under a job, its problems are told and nothing is thrown', () => {
  const keys = fc.constantFrom(
    'env',
    'steps',
    'strategy',
    'services',
    'container',
    'run',
    'matrix',
    'environment',
    'Env',
    '__proto__',
  );
  const leaf = fc.oneof(fc.constantFrom(null, true, 1, 'x', '${{ a', '${{ secrets.x }}'), fc.string({ maxLength: 5 }));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, tree, { maxKeys: 5 }), (value) => {
      const told = problems(dump({ on: 'push', jobs: { a: value } }));
      expect(told.some((line) => line.includes('no-runner'))).toBe(true);
    }),
  );
});
