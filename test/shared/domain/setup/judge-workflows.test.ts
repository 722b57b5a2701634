import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { catalog } from '../../../../shared/core/catalog.ts';
import { needsOf } from '../../../../shared/domain/control-needs/needs.ts';
import { decisionsOf } from '../../../../shared/domain/setup/decisions.ts';
import { judgeWorkflows } from '../../../../shared/domain/setup/judge-workflows.ts';
import { compositeOf, controlOf, usedAction } from '../../../../shared/domain/setup/suite-step.ts';
import { readWorkflow } from '../../../../shared/domain/workflow/read-workflow.ts';

const sha = 'a'.repeat(40);
const suite = `release-governance/release-governance/actions`;
const controls = [
  { name: 'manifest-sync', kind: 'check', permissions: { contents: 'read' } },
  { name: 'atomic-change', kind: 'check', permissions: { contents: 'read', 'pull-requests': 'read' } },
  { name: 'contract-change', kind: 'check', permissions: { contents: 'read' } },
  { name: 'manifest-repin', kind: 'act', permissions: { contents: 'read' } },
  { name: 'branch-protection', kind: 'check', permissions: { contents: 'read', actions: 'read' } },
  { name: 'executive-summary', kind: 'decide', permissions: { actions: 'read' } },
] as const;

const good = `on: { pull_request: null, merge_group: null }
permissions: {}
jobs:
  pin:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@${sha}
      - uses: ${suite}/manifest-sync@${sha}
  change:
    runs-on: ubuntu-latest
    permissions: { contents: read, pull-requests: write }
    steps:
      - uses: actions/checkout@${sha}
        with: { fetch-depth: 0 }
      - uses: ${suite}/atomic-change@${sha}
  decision:
    if: \${{ always() }}
    needs: [pin, change]
    runs-on: ubuntu-latest
    permissions: read-all
    steps:
      - uses: ${suite}/executive-summary@${sha}
`;
const all = ['manifest-sync', 'atomic-change', 'executive-summary'];

function judged(text: string, asked: readonly string[] = all): string[] {
  const found = judgeWorkflows([readWorkflow('w.yml', text)], controls, new Set(asked), 'c.yml');
  return found.map(({ level, path, line, says, actual }) => `${level} ${path}:${line ?? ''} ${says} | ${actual}`);
}

test('a workflow that grants, checks out, waits and decides has no problem', () => {
  expect(judged(good)).toEqual([]);
});

test.each([
  ['comes behind it', 'needs: decision'],
  ['comes behind what is behind it', 'needs: report'],
])('a decision does not wait for a job that %s', (_name, needs) => {
  const report = '  report:\n    needs: decision\n    runs-on: ubuntu-latest\n    steps: [{ run: "true" }]\n';
  const behind = `  incident:\n    ${needs}\n    runs-on: ubuntu-latest\n    permissions: read-all\n    steps:\n`;
  const steps = `      - uses: actions/checkout@${sha}\n      - uses: ${suite}/manifest-sync@${sha}\n`;
  expect(judged(`${good}${report}${behind}${steps}`)).toEqual([]);
});

test.each([
  ['an audit in parts, where the token of the organisation asks', '', []],
  [
    'one repository, whose published snapshot is an artifact',
    'part',
    [expect.stringContaining('the job "audit" does not grant actions: read, which branch-protection needs')],
  ],
])('what a job must grant: %s', (_name, instead, told) => {
  const text = `on: { schedule: [{ cron: '1 1 * * *' }] }
jobs:
  audit:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@${sha}
      - uses: ${suite}/branch-protection@${sha}
        with: { shard: 1/2 }
`;
  expect(judged(instead === '' ? text : text.replace('shard: 1/2', 'branch: main'), [])).toEqual(told);
});

describe('each problem is told with its line', () => {
  const cases: [name: string, from: string, to: string, told: RegExp][] = [
    [
      'a permission that is not granted',
      'permissions: { contents: read }',
      'permissions: { issues: read }',
      /^wrong w\.yml:6 the job "pin" does not grant contents: read, .* \| contents: none$/,
    ],
    [
      'permissions that nobody says',
      'permissions: { contents: read }\n',
      '\n',
      /^wrong w\.yml:4 the job "pin" does not grant/,
    ],
    [
      'a history that is cut off',
      'fetch-depth: 0',
      'fetch-depth: 2',
      /^wrong w\.yml:16 atomic-change in the job "change" .* \| a checkout of one commit$/,
    ],
    [
      'a history that an expression gives',
      'fetch-depth: 0',
      "fetch-depth: '${{ inputs.depth }}'",
      /^unknown w\.yml:16 /,
    ],
    [
      'no checkout',
      `      - uses: actions/checkout@${sha}\n      - uses: ${suite}/m`,
      `      - uses: ${suite}/m`,
      /^wrong w\.yml:8 manifest-sync .* \| no checkout$/,
    ],
    [
      'a release that can be moved',
      `manifest-sync@${sha}`,
      'manifest-sync@v0.1.0',
      /^advice w\.yml:9 .*can be moved .* \| v0\.1\.0$/,
    ],
    [
      'a release candidate that can be moved',
      `manifest-sync@${sha}`,
      'manifest-sync@v1.2.0-pre.1',
      /^advice w\.yml:9 .*can be moved .* \| v1\.2\.0-pre\.1$/,
    ],
    ...['v2-wip', '1st-try', 'v1.2.x'].map((branch): [string, string, string, RegExp] => [
      `a branch that begins like a release, ${branch}`,
      `manifest-sync@${sha}`,
      `manifest-sync@${branch}`,
      /^wrong w\.yml:9 manifest-sync is whatever ".*" is at the time of the run/,
    ]),
    ['a branch', `manifest-sync@${sha}`, 'manifest-sync@main', /^wrong w\.yml:9 manifest-sync is whatever "main" is/],
    [
      'pull_request_target',
      'pull_request: null',
      'pull_request_target: null',
      /^wrong w\.yml:1 manifest-sync runs on pull_request_target/,
    ],
    [
      'a decision without always()',
      '    if: ${{ always() }}\n',
      '',
      /^wrong w\.yml:17 the job "decision" decides, and is skipped/,
    ],
    [
      'a decision that is skipped when cancelled',
      'always()',
      'success()',
      /^wrong w\.yml:18 .* \| if: \$\{\{ success\(\) \}\}$/,
    ],
    [
      'a decision that may fail without effect',
      `      - uses: ${suite}/executive-summary@${sha}\n`,
      `      - uses: ${suite}/executive-summary@${sha}\n        continue-on-error: true\n`,
      /^wrong w\.yml:24 executive-summary has a continue-on-error/,
    ],
    [
      'a decision that does not wait for all',
      'needs: [pin, change]',
      'needs: [pin]',
      /^wrong w\.yml:19 .*without waiting for change/,
    ],
    ['no merge queue', ', merge_group: null', '', /^advice w\.yml:1 the decision does not run in a merge queue/],
    [
      'a file that GitHub refuses',
      'runs-on: ubuntu-latest',
      'run-on: ubuntu-latest',
      /^wrong w\.yml:\d+ GitHub refuses the workflow: it /,
    ],
    [
      'a control that nothing runs',
      `${suite}/manifest-sync@${sha}`,
      `actions/setup-node@${sha}`,
      /^wrong c\.yml: the configuration asks for manifest-sync, and no workflow runs it/,
    ],
  ];
  test.each(cases)('%s', (_name, from, to, told) => {
    const text = good.replace(from, to);
    expect(text).not.toBe(good);
    expect(judged(text)).toEqual(expect.arrayContaining([expect.stringMatching(told)]));
  });

  test('permissions that neither job nor workflow says are not known', () => {
    const text = good.replace('permissions: {}\n', '').replace('permissions: { contents: read }\n', '\n');
    expect(judged(text)).toEqual([expect.stringMatching(/^unknown w\.yml:3 nobody says what the job "pin" may/)]);
  });

  test('a decision waits for a job through another one', () => {
    expect(
      judged(
        good.replace('needs: [pin, change]', 'needs: change').replace('  change:\n', '  change:\n    needs: pin\n'),
      ),
    ).toEqual([]);
  });

  test.each([
    `  more: { uses: 'acme/governance/.github/workflows/governance.yml@${sha}' }\n`,
    `  more: { runs-on: x, steps: [{ uses: './tools/governance' }] }\n`,
    `  more: { runs-on: x, steps: [{ uses: 'acme/tools/actions/contract-governance@${sha}' }] }\n`,
    `  more: { runs-on: x, steps: [{ uses: './actions/contract-governance' }] }\n`,
  ])('what a called workflow or another action may run is not known', (job) => {
    expect(judged(`${good}${job}`, [...all, 'contract-change'])).toEqual([
      expect.stringMatching(/^unknown c\.yml: no step runs contract-change, unless .*, which is not looked into/),
    ]);
  });

  test('what changes something need not be run', () => {
    expect(judged(good, [...all, 'manifest-repin'])).toEqual([]);
    expect(judged(good, [...all, 'contract-change'])).toHaveLength(1);
  });
});

describe('what stands in several workflows', () => {
  const only = (id: string, rest: string): string =>
    `on: { pull_request: null, merge_group: null }\npermissions: {}\njobs:\n  ${id}:\n    runs-on: x\n    permissions: { contents: read }\n${rest}`;
  const pin = `    steps: [{ uses: actions/checkout@${sha} }, { uses: ${suite}/manifest-sync@${sha} }]\n`;
  const without = good.replace(/ {2}pin:\n(?: {4}.*\n)+/, '').replace('[pin, change]', 'change');
  const both = (second: string, ...more: Parameters<typeof judgeWorkflows>[0]): string[] =>
    judgeWorkflows(
      [readWorkflow('w.yml', without), readWorkflow('x.yml', second), ...more],
      controls,
      new Set(all),
      'c.yml',
    ).map(({ level, path, line, says }) => `${level} ${path}:${line ?? ''} ${says}`);

  test('a control of another workflow makes no report for the decision', () => {
    expect(both(only('pin', pin))).toEqual([
      'wrong w.yml:17 the job "decision" decides over the reports of its own run, and manifest-sync runs in another workflow',
    ]);
  });

  const told =
    'wrong w.yml:17 the job "decision" decides over the reports of its own run, and manifest-sync runs in another workflow';
  const named = without.replace(/executive-summary@.*/, '$&\n        with: { name: change }');
  test.each<[name: string, workflow: string, skips: string, own: string, told: string[]]>([
    ['of a part decides over that part', named, '', '{ summaries: { change: { controls: [atomic-change] } } }', []],
    [
      'of a part waits for all of it',
      named,
      'pull_request, merge_group',
      '{ summaries: { change: { controls: [manifest-sync] } } }',
      [told],
    ],
    [
      'of a part waits for what every decision expects',
      named,
      '',
      '{ summaries: { change: {} }, expect: [manifest-sync] }',
      [told],
    ],
    [
      'with a name that is no part waits for everything',
      named,
      '',
      '{ summaries: { other: { controls: [atomic-change] } } }',
      [told],
    ],
    [
      'by a name that an expression gives is not known',
      without.replace(/executive-summary@.*/, "$&\n        with: { name: '${{ inputs.name }}' }"),
      '',
      '{}',
      [told.replace('wrong', 'unknown')],
    ],
    ['over everything passes over what all of its events skip', without, 'pull_request, merge_group', '{}', []],
    ['over everything waits for what one of its events asks for', without, 'merge_group', '{}', [told]],
  ])('a decision %s', (_name, workflow, skips, own, expected) => {
    const sections = { 'executive-summary': load(own) as Record<string, unknown> };
    const skipOn = { 'manifest-sync': skips.split(', ') };
    const found = judgeWorkflows(
      [readWorkflow('w.yml', workflow), readWorkflow('x.yml', only('pin', pin))],
      controls,
      new Set(all),
      'c.yml',
      decisionsOf({ sections, asked: { sections: all, lists: [], skipOn, parts: {} } }),
    );
    expect(found.map(({ level, path, line, says }) => `${level} ${path}:${line ?? ''} ${says}`)).toEqual(expected);
  });

  test('a job with the name of the decision is a check that may be meant', () => {
    expect(both(only('other', `    name: Decision\n${pin}`))).toContain(
      'wrong x.yml:7 the job "other" makes a check of the same name as the decision: where that is required, either of them may be meant',
    );
  });

  test.each([
    ['working-directory: apps/a', /^wrong c\.yml: the configuration asks for manifest-sync, and no workflow runs it/],
    ['working-directory: ./', /^wrong w\.yml:17 the job "decision" decides over the reports of its own run/],
    ["working-directory: '${{ matrix.app }}'", /^unknown c\.yml: no step runs manifest-sync, unless x\.yml:9 does/],
    ['config: other.yml', /^unknown c\.yml: no step runs manifest-sync/],
  ])('a step with %s judges that', (given, told) => {
    const step = `    steps:\n      - uses: actions/checkout@${sha}\n      - uses: ${suite}/manifest-sync@${sha}\n        with: { ${given} }\n`;
    expect(both(only('pin', step))).toEqual([expect.stringMatching(told)]);
  });
});

describe('a step with a composite is one for each control in it', () => {
  const gated = [
    ...controls,
    { name: 'verification', kind: 'check', permissions: { contents: 'read' } },
    { name: 'kpi-gate', kind: 'check', permissions: { contents: 'read', actions: 'read' } },
    { name: 'kpi-report', kind: 'check', permissions: { contents: 'read' } },
    { name: 'sign-off', kind: 'check', permissions: { 'pull-requests': 'read' } },
  ] as const;
  const job = (id: string, uses: string, more = '', before = ''): string =>
    `  ${id}:\n    runs-on: x\n    permissions: { contents: read, actions: read }\n${before}    steps:\n      - uses: actions/checkout@${sha}\n      - uses: ${suite}/${uses}@${sha}\n${more}`;
  const events = 'on: { pull_request: null, merge_group: null }\npermissions: {}\njobs:\n';
  const decides = `    if: always()\n    needs: [checks]\n`;
  const without = '        with: { verification: apart }\n';
  const whole = (more = without, before = decides): string =>
    `${events}${job('checks', 'verification')}${job('gate', 'release-gate', more, before)}`;
  const told = (text: string, asked: readonly string[]): string[] =>
    judgeWorkflows([readWorkflow('w.yml', text)], gated, new Set(asked), 'c.yml').map(
      ({ level, path, line, says }) => `${level} ${path}:${line ?? ''} ${says}`,
    );
  const all = ['verification', 'kpi-gate', 'executive-summary'];

  test('in order it has no problem, and nothing about it is unknown', () => {
    expect(told(whole(), all)).toEqual([]);
    expect(told(whole('        with: { Verification: Apart }\n'), all)).toEqual([]);
    // What it passes over needs nothing; the decision it does not pass over.
    expect(told(whole(), [...all, 'sign-off'])).toEqual([
      'wrong w.yml:12 the job "gate" does not grant pull-requests: read, which release-gate needs',
      'wrong w.yml:17 release-gate in the job "gate" does not get the history that it needs',
    ]);
    expect(told(whole().replaceAll(', actions: read', ''), ['verification'])).toEqual([
      expect.stringMatching(/^wrong w\.yml:\d+ the job "gate" does not grant actions: read, which release-gate needs$/),
    ]);
  });

  const cases: [name: string, text: string, told: RegExp, asked?: readonly string[]][] = [
    [
      'its failure has no effect',
      whole(`${without}        continue-on-error: true\n`),
      /^wrong w\.yml:19 release-gate has a continue-on-error/,
    ],
    ['its step is switched off', whole(`${without}        if: false\n`), /^wrong w\.yml:19 release-gate has a if/],
    [
      'it is skipped after a failure',
      whole(without, '    needs: [checks]\n'),
      /^wrong .*"gate" decides, and is skipped/,
    ],
    ['it waits for nobody', whole(without, '    if: always()\n'), /^wrong .*"gate" decides without waiting for checks/],
    [
      'it lacks a permission',
      whole().replaceAll(', actions: read', ''),
      /^wrong .*"gate" does not grant actions: read/,
    ],
    [
      'nothing is checked out',
      whole().replace(/(gate:[\s\S]*)checkout@/, '$1setup-node@'),
      /^wrong .*release-gate in the job "gate" does not get the files/,
    ],
    [
      'it is named by a branch',
      whole().replace(`release-gate@${sha}`, 'release-gate@main'),
      /^wrong .*release-gate is whatever "main" is/,
    ],
    [
      'what it leaves out runs nowhere',
      whole().replace('/verification@', '/kpi-report@'),
      /^wrong c\.yml: the configuration asks for verification, and no workflow runs it/,
    ],
    [
      'an expression says what it leaves out',
      whole("        with: { verification: '${{ inputs.where }}' }\n").replace('/verification@', '/kpi-report@'),
      /^unknown c\.yml: no step runs verification, unless w\.yml:17 does/,
    ],
    [
      'the input of an action does not cut a composite into parts',
      `${events}${job('audit', 'repository-audit', '        with: { shard: 1/2 }\n').replace(', actions: read', '')}`,
      /^wrong .*"audit" does not grant actions: read, which repository-audit needs/,
      ['branch-protection'],
    ],
    [
      'it runs commands beside what judges',
      whole(''),
      /^wrong w\.yml:17 the job "gate" runs commands of the judged change with verification, .* and has kpi-gate, executive-summary too/,
    ],
    [
      'a job of single actions runs commands beside what judges',
      `${events}${job('checks', 'kpi-gate', `      - uses: ${suite}/verification@${sha}\n`)}`,
      /^wrong w\.yml:10 the job "checks" runs commands .* and has kpi-gate too/,
    ],
    [
      'perhaps it runs commands',
      whole("        with: { verification: '${{ inputs.where }}' }\n"),
      /^unknown w\.yml:17 the job "gate" runs commands/,
    ],
    [
      'on a condition it runs commands',
      `${events}${job('checks', 'kpi-gate', `      - uses: ${suite}/verification@${sha}\n        if: github.ref == 'x'\n`)}`,
      /^unknown w\.yml:10 the job "checks" runs commands/,
    ],
  ];
  test.each(cases)('%s', (_name, text, words, asked = all) => {
    const troubles = told(text, asked);
    expect(troubles).toContainEqual(expect.stringMatching(words));
    // Once, and not for each of its controls.
    expect(troubles.filter((each) => words.test(each))).toHaveLength(1);
  });

  test.each([
    [
      'commands beside what is computed again',
      `${events}${job('a', 'kpi-report', `      - uses: ${suite}/verification@${sha}\n`)}`,
    ],
    [
      'commands of what is merged',
      `${events}${job('a', 'kpi-gate', `      - uses: ${suite}/verification@${sha}\n`)}`.replace(
        /^on: .*/,
        'on: { push: { branches: [main] } }',
      ),
    ],
    ['commands that nobody asks for', whole(''), ['kpi-gate', 'executive-summary']],
  ])('%s are no problem', (_name, text, asked = all) => {
    expect(told(text, asked).filter((each) => each.includes('runs commands'))).toEqual([]);
  });
});

test('what a step uses', () => {
  expect(controlOf(`${suite}/kpi-gate@v1`)).toBe('kpi-gate');
  expect(controlOf('$/actions/kpi-gate')).toBe('kpi-gate');
  expect(controlOf('./actions/kpi-gate')).toBe('kpi-gate');
  expect(controlOf('actions/checkout@v7')).toBeUndefined();
  expect(controlOf('acme/x/actions/other@v1')).toBeUndefined();
  expect(compositeOf(`acme/release-governance/actions/repository-audit@v1`)?.name).toBe('repository-audit');
  for (const other of [
    'acme/x/actions/repository-audit@v1',
    './actions/repository-audit',
    '$/actions/repository-audit',
  ])
    expect(compositeOf(other)).toBeUndefined();
  expect(usedAction('docker://alpine@sha256:1')).toEqual({
    repository: undefined,
    path: 'docker://alpine@sha256:1',
    ref: undefined,
  });
});

test('the needs of every control are known, and nothing is promised of another', () => {
  const unknown = needsOf('no such control');
  expect(Object.keys(catalog).filter((name) => needsOf(name).looksAt.length === unknown.looksAt.length)).toEqual([]);
  expect(unknown.history).toBe('all');
});
