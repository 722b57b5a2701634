import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { readWorkflow } from '../../../../shared/domain/workflow/read-workflow.ts';
import type { ReadWorkflow } from '../../../../shared/domain/workflow/workflow.ts';

const path = '.github/workflows/ci.yml';
const job = 'jobs:\n  a:\n    runs-on: x\n    steps: [{run: x}]\n';

function read(text: string): ReadWorkflow {
  return readWorkflow(path, text);
}

/** `event line [filter line: values]`. */
function triggers(text: string): string[] {
  return (read(text).workflow?.triggers ?? []).map(({ event, at, filters }) =>
    [`${event} ${at.line}`, ...filters.map(({ kind, value, at: own }) => `${kind} ${own.line}: ${value.join()}`)].join(
      ' | ',
    ),
  );
}

function problems(text: string): string[] {
  return read(text).problems.map(({ effect, message, at }) => `${effect} ${at.line ?? '?'}: ${message}`);
}

describe('on is read in each form', () => {
  test.each<[string, string, string[]]>([
    ['one event', `on: push\n${job}`, ['push 1']],
    ['a list', `on: [push, pull_request]\n${job}`, ['push 1', 'pull_request 1']],
    ['a list over lines', `on:\n  - push\n  - merge_group\n${job}`, ['push 2', 'merge_group 3']],
    ['a mapping', `on:\n  push:\n  pull_request:\n${job}`, ['push 2', 'pull_request 3']],
    ['a quoted key', `'on': push\n${job}`, ['push 1']],
    [
      'filters as lists and as text',
      `on:\n  pull_request:\n    branches: [main, 'v*']\n    paths:\n      - src/**\n    types: opened\n${job}`,
      ['pull_request 2 | branches 3: main,v* | paths 4: src/** | types 6: opened'],
    ],
    ['a filter without value', `on:\n  pull_request:\n    branches:\n${job}`, ['pull_request 2']],
    [
      'an alias',
      `on:\n  push:\n    branches: &b [main]\n  pull_request:\n    branches: *b\n${job}`,
      ['push 2 | branches 3: main', 'pull_request 4 | branches 5: main'],
    ],
    ['a schedule', `on:\n  schedule:\n    - cron: '0 0 * * *'\n${job}`, ['schedule 2']],
    ['numbers as branches', `on:\n  push:\n    branches: [1.0, 2]\n${job}`, ['push 2 | branches 3: 1,2']],
  ])('%s', (_name, text, expected) => {
    expect(triggers(text)).toEqual(expected);
    expect(problems(text)).toEqual([]);
  });
});

test('a job is read with everything that matters for its check, and the places', () => {
  const text = `on: pull_request
permissions: read-all
concurrency: group
jobs:
  a:
    name: Build
    runs-on: x
    if: always()
    needs: [b]
    strategy:
      matrix:
        os: [x]
    continue-on-error: true
    permissions:
      contents: read
    concurrency:
      group: g
      cancel-in-progress: true
    environment:
      name: prod
    steps:
      - uses: actions/checkout@v4
      - run: x
  b:
    uses: ./.github/workflows/other.yml
    with:
      x: 1
  c:
    uses: octo/repo/.github/workflows/x.yaml@v1
    needs: a
`;
  const { workflow, problems: found } = read(text);
  expect(found).toEqual([]);
  const at = (line: number, column: number) => ({ path, line, column });
  expect(workflow?.permissions).toEqual({ value: 'read-all', at: at(2, 1) });
  expect(workflow?.concurrency?.value).toEqual({ group: 'group', cancelInProgress: false });
  const [a, b, c] = workflow?.jobs ?? [];
  expect(a).toEqual({
    id: 'a',
    at: at(5, 3),
    name: { value: 'Build', at: at(6, 11) },
    condition: { value: 'always()', at: at(8, 9) },
    needs: [{ value: 'b', at: at(9, 13) }],
    matrix: { value: { os: ['x'] }, at: at(11, 7) },
    uses: undefined,
    inputs: new Map(),
    continueOnError: { value: true, at: at(13, 5) },
    permissions: { value: { contents: 'read' }, at: at(14, 5) },
    concurrency: { value: { group: 'g', cancelInProgress: true }, at: at(16, 5) },
    environment: { value: 'prod', at: at(20, 13) },
    actions: [{ value: 'actions/checkout@v4', at: at(22, 15), inputs: new Map() }],
  });
  expect(b?.uses?.value).toEqual({ kind: 'local', path: '.github/workflows/other.yml' });
  expect(b?.inputs).toEqual(new Map([['x', 1]]));
  expect(c?.uses?.value).toEqual({
    kind: 'remote',
    owner: 'octo',
    repository: 'repo',
    path: '.github/workflows/x.yaml',
    ref: 'v1',
  });
  expect(c?.needs).toEqual([{ value: 'a', at: at(30, 12) }]);
});

test('inputs of a workflow that others can call', () => {
  const text = `on:
  workflow_call:
    inputs:
      a: {type: string, default: x}
      b: {type: boolean}
      c: {type: number, required: true}
${job}`;
  const { workflow } = read(text);
  expect(workflow?.callable).toBe(true);
  expect(Object.fromEntries(workflow?.inputs ?? [])).toEqual({
    a: { type: 'string', default: 'x', required: false },
    b: { type: 'boolean', default: false, required: false },
    c: { type: 'number', default: 0, required: true },
  });
});

describe('every problem is named with its line', () => {
  test.each<[string, string, string[]]>([
    ['broken YAML', 'on: [push\njobs: 1', ['invalid 2: is not valid YAML: deficient indentation (line 2, column 1)']],
    ['an empty file', '', ['invalid 1: is empty: expected YAML (line 1, column 1)']],
    ['a list', '- a', ['invalid 1: is no mapping: expected on and jobs']],
    ['no on and no jobs', 'name: x', ['invalid 1: has no jobs', 'invalid 1: has no on']],
    [
      'on that another reader took for true',
      `true: push\n${job}`,
      ['invalid 1: has no on', 'unclear 1: has the key "true" in its top level, which is not known'],
    ],
    ['on without events', `on:\n${job}`, ['invalid 1: has no event in on']],
    [
      'a filter that the event does not know',
      `on:\n  merge_group:\n    paths: [a]\n${job}`,
      ['invalid 3: filters merge_group by paths, which that event does not know'],
    ],
    [
      'a filter in both directions',
      `on:\n  push:\n    paths: [a]\n    paths-ignore: [b]\n${job}`,
      ['invalid 2: filters push by both paths and paths-ignore'],
    ],
    [
      'an unknown filter',
      `on:\n  push:\n    branch: [a]\n${job}`,
      ['unclear 3: has the key "branch" in on.push, which is not known'],
    ],
    [
      'merge keys',
      `on: push\njobs:\n  a: &a\n    runs-on: x\n    steps: [{run: x}]\n  b:\n    <<: *a\n`,
      [
        'invalid 6: has the job "b" with neither runs-on nor uses',
        'invalid 6: has the job "b" without steps',
        'invalid 7: has a merge key (<<) in the job "b", which GitHub does not know',
      ],
    ],
    [
      'a merge key in jobs',
      `on: push\njobs:\n  a: &a\n    runs-on: x\n    steps: [{run: x}]\n  <<: {b: *a}\n`,
      ['invalid 6: has a merge key (<<) in jobs, which GitHub does not know'],
    ],
    [
      'all problems of all jobs',
      `on: push
jobs:
  1a:
    runs-on: x
  b:
    runs-on: x
    needs: [c, B]
  B:
    runs-on: x
    name: \${{ x
    if: a b
  d:
    uses: other.yml
    strategy:
      matrix: {}
    continue-on-error: maybe
  e: []
`,
      [
        'invalid 3: has a job with the id "1a", which is none',
        'invalid 7: has the job "b" that needs "c", which is no job',
        'invalid 8: has two jobs whose ids differ by case alone: "B"',
        'invalid 3: has the job "1a" without steps',
        'invalid 5: has the job "b" without steps',
        'invalid 8: has the job "B" without steps',
        'invalid 10: has name of the job "B" that has ${{ without }}',
        'invalid 11: has the job "B" with an if that goes on behind its end with "b"',
        'invalid 13: has the job "d" that calls "other.yml", which is no workflow',
        'invalid 15: has the job "d" with a matrix that has neither a key with values nor an include',
        'invalid 16: has a continue-on-error that is neither true nor false',
        'invalid 17: has the job "e" that is no mapping',
      ],
    ],
    [
      'events that there are not',
      'on:\n  pull_requests:\n  push:\njobs:\n  a: {runs-on: x, steps: [{run: x}]}\n',
      ['unclear 2: has the event "pull_requests", which is not known'],
    ],
    [
      'what a job cannot hold',
      `on: push
jobs:
  a:
    runs-on:
    timeout-minutes: [1]
    permissions: {content: read, issues: all, id-token: read}
    with: {x: y}
  b:
    uses: ./.github/workflows/c.yml
    steps: []
  c: {runs-on: [], timeout-minutes: "5", steps: {run: x}}
`,
      [
        'invalid 3: has the job "a" without steps',
        'invalid 5: has timeout-minutes of the job "a" that is no number',
        'invalid 4: has the job "a" with runs-on without a value',
        'invalid 7: has the job "a" that calls no workflow, and with, which only such a job can have',
        'unclear 6: has the permission "content", which is not known',
        'invalid 6: has the permission issues with a level that is none of read, write, none',
        'invalid 6: has the permission id-token with a level that is none of write, none',
        'invalid 10: has the job "b" that calls a workflow, and steps, which such a job cannot have',
        'invalid 11: has the job "c" with runs-on without a value',
        'unclear 11: has timeout-minutes of the job "c" that is no number',
        'invalid 11: has steps of the job "c" that is no list',
      ],
    ],
    [
      'what a step cannot hold',
      `on: push
jobs:
  a:
    runs-on: x
    steps:
      - text
      - {uses: a/b@v1, run: x}
      - {name: x}
      - {run: x, with: {y: z}}
      - {uses: a/b@v1, shell: sh, wait: 1}
      - {run: x, env: [1], continue-on-error: 1}
`,
      [
        'invalid 6: has step 1 of the job "a" that is no mapping',
        'invalid 7: has step 2 of the job "a" that both uses an action and runs',
        'invalid 8: has step 3 of the job "a" that neither uses nor runs',
        'invalid 9: has step 4 of the job "a" with with, which it cannot have',
        'unclear 10: has the key "wait" in step 5 of the job "a", which is not known',
        'invalid 10: has step 5 of the job "a" with shell, which it cannot have',
        'invalid 11: has env of step 6 of the job "a" that is no mapping',
        'invalid 11: has a continue-on-error that is neither true nor false',
      ],
    ],
    [
      'contexts and functions that a condition does not have',
      `on: push
jobs:
  a:
    runs-on: x
    if: always(1) || secrets.x || hashFiles('a') || allways() || foo.bar
    steps:
      - {run: x, if: "hashFiles('a') && matrix.v && secrets.x"}
`,
      [
        'invalid 5: has the job "a" with an if that calls "always" with 1 values',
        'invalid 5: has the job "a" with an if that uses "secrets", which the if of a job does not have',
        'invalid 5: has the job "a" with an if that calls "hashFiles", which the if of a job does not have',
        'unclear 5: has the job "a" with an if that calls "allways", which is no known function',
        'unclear 5: has the job "a" with an if that uses "foo", which is no known context',
        'invalid 7: has step 1 of the job "a" with an if that uses "secrets", which the if of a step does not have',
      ],
    ],
    [
      'a circle',
      `on: push\njobs:\n  a: {runs-on: x, steps: [{run: x}], needs: b}\n  b: {runs-on: x, steps: [{run: x}], needs: a}\n  c: {runs-on: x, steps: [{run: x}], needs: a}\n`,
      [
        'invalid 3: has the job "a" that can never start, because its needs form a circle',
        'invalid 4: has the job "b" that can never start, because its needs form a circle',
        'invalid 5: has the job "c" that can never start, because its needs form a circle',
      ],
    ],
    [
      'too deep',
      `on: push\nenv: ${'['.repeat(60)}${']'.repeat(60)}\n${job}`,
      ['invalid 2: is nested too deep: more than 50 mappings and sequences (line 2, column 55)'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(problems(text).sort()).toEqual([...expected].sort());
  });

  test('a text that is longer than GitHub takes', () => {
    expect(problems(`on: push\n#${'x'.repeat(1_048_576)}\n${job}`)).toEqual([
      'invalid ?: is longer than 1048576 characters',
    ]);
  });

  test('aliases that stand for very much', () => {
    const level = (name: string, of: string): string => `  ${name}: &${name} [${Array(10).fill(of).join()}]\n`;
    const bomb = `on: push\nenv:\n${level('a', 'x')}${['b', 'c', 'd', 'e', 'f'].map((name, index) => level(name, `*${'abcde'[index]}`)).join('')}${job}`;
    expect(problems(bomb)[0]).toMatch(/aliases that stand for more than 50000 values/);
  });
});

test('no text makes it throw', () => {
  const keys = fc.constantFrom(
    'on',
    'jobs',
    'name',
    'if',
    'needs',
    'strategy',
    'matrix',
    'uses',
    'with',
    'a',
    '<<',
    'push',
  );
  const leaf = fc.oneof(
    fc.constantFrom(null, true, 1, 'x', 'push', 'a', '${{ a', './x', 'always()'),
    fc.string({ maxLength: 5 }),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, tree, { maxKeys: 6 }), (value) => {
      const { workflow, problems: found } = read(dump(value));
      expect(workflow !== undefined || found.length > 0).toBe(true);
    }),
    { numRuns: 300 },
  );
  fc.assert(fc.property(fc.string(), (text) => void read(text)));
});
