import { describe, expect, test } from '@jest/globals';
import { stepLimits } from '../../../../shared/domain/setup/step-limits.ts';
import { suiteSteps } from '../../../../shared/domain/setup/workflow-steps.ts';
import { readWorkflow } from '../../../../shared/domain/workflow/read-workflow.ts';

const sha = 'a'.repeat(40);
const good = `on:
  pull_request:
  push: { branches: [main] }
permissions: {}
jobs:
  change:
    runs-on: x
    permissions: { contents: read, pull-requests: read }
    steps:
      - uses: actions/checkout@${sha}
        with: { fetch-depth: 0 }
      - uses: release-governance/release-governance/actions/atomic-change@${sha}
        with: { producer-token: x }
`;
const control = {
  name: 'atomic-change',
  permissions: { contents: 'read', 'pull-requests': 'read' },
} as const;

function limits(text: string, event = 'pull_request', more = ''): (string | undefined)[] {
  const workflows = [text, more].filter((each) => each !== '').map((each, at) => readWorkflow(`${at}.yml`, each));
  return stepLimits(control, event, suiteSteps(workflows), ['producer-token']).map(({ because }) => because);
}

describe('what a step keeps its control from', () => {
  const cases: [name: string, from: string, to: string, limits: string[], event?: string][] = [
    ['nothing', '', '', []],
    ['nothing, on a push to its branch', '', '', [], 'push'],
    ['an event that starts it for nobody', '', '', [], 'schedule'],
    ['a permission', ', pull-requests: read', '', ['its job lacks pull-requests: read']],
    [
      'permissions that nobody says',
      'permissions: {}\njobs:\n  change:\n    runs-on: x\n    permissions: { contents: read, pull-requests: read }',
      'jobs:\n  change:\n    runs-on: x',
      [
        'the settings of the repository decide whether its job gets contents: read',
        'the settings of the repository decide whether its job gets pull-requests: read',
      ],
    ],
    ['the history', 'fetch-depth: 0', 'fetch-depth: 1', ['it gets one commit of the history']],
    [
      'a history that an expression gives',
      'fetch-depth: 0',
      "fetch-depth: '${{ inputs.depth }}'",
      ['an expression says how much of the history it gets'],
    ],
    ['a checkout', 'actions/checkout@', 'actions/setup-node@', ['nothing is checked out before it']],
    ['a secret', 'producer-token: x', 'fail-on: failed', ['its step is given no producer-token']],
    [
      'a condition of the job',
      'runs-on: x',
      "runs-on: x\n    if: github.ref == 'x'",
      ["its job runs only if github.ref == 'x'"],
    ],
    ['a condition that always holds', 'runs-on: x', 'runs-on: x\n    if: always()', []],
    ['a condition that holds for a job that waits for nobody', 'runs-on: x', 'runs-on: x\n    if: success()', []],
    [
      'a job before it that may fail',
      'runs-on: x',
      'runs-on: x\n    needs: [build]\n    if: success()',
      ['its job is skipped where build failed'],
    ],
    [
      'a job before it that may fail, without a word',
      'runs-on: x',
      'runs-on: x\n    needs: [build]',
      ['its job is skipped where build failed'],
    ],
    [
      'a job before it that may fail, and does not matter',
      'runs-on: x',
      'runs-on: x\n    needs: [build]\n    if: always()',
      [],
    ],
    [
      'a condition of the step',
      'with: { producer-token: x }',
      'with: { producer-token: x }\n        if: failure()',
      ['its step runs only if failure()'],
    ],
    ['paths', 'pull_request:', 'pull_request: { paths: [docs/**] }', ['its workflow runs only for paths: docs/**']],
    ['branches', 'pull_request:', 'pull_request: { branches: [main] }', ['its workflow runs only for branches: main']],
  ];
  test.each(cases.map(([name, from, to, expected, event = 'pull_request']) => ({ name, from, to, expected, event })))(
    '$name',
    ({ from, to, expected, event }) => {
      const text = good.replace(from, to);
      expect(text === good).toBe(from === '');
      expect(limits(text, event)).toEqual(expected);
    },
  );

  test('one step that is kept from nothing is enough', () => {
    expect(limits(good.replace('fetch-depth: 0', 'fetch-depth: 1'), 'pull_request', good)).toEqual([]);
  });
});
