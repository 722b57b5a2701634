import { describe, expect, test } from '@jest/globals';
import type { FindingRule } from '../../../../shared/domain/required-checks/finding.ts';
import { type Case, judge, lineOf } from './case.ts';

const job = 'runs-on: x, steps: [{run: x}]';
const on = (events: string, jobs: string): string => `on: ${events}\njobs:\n${jobs.replace(/^/gm, '  ')}\n`;
const decision = (top: string, more: string, step: string): Record<string, string> => ({
  'ci.yml': `on: pull_request\n${top}\njobs:\n  go:\n    runs-on: x\n    if: always()\n    ${more}\n    steps: [{uses: r/g/actions/executive-summary@v1${step}}]\n`,
});
const decides = (top: string, more = 'name: go', step = ''): Case => ({
  files: decision(top, more, step),
  required: ['go'],
  summary: true,
});
const calling = (inner: string, more = ''): Record<string, string> => ({
  'ci.yml': on(
    'pull_request',
    `unit: {uses: ./.github/workflows/called.yml${more}}\ngreen: {${job}, needs: unit, if: always()}`,
  ),
  'called.yml': on('workflow_call', inner),
});
const gated = (files: Record<string, string>, ...except: string[]): Case => ({
  files,
  required: ['green'],
  gate: { job: 'green', except },
});
const remote = `unit: {uses: o/r/.github/workflows/x.yml@v1}\ngreen: {${job}, needs: unit, if: always()}`;

const cases: [FindingRule, string, Case, string[], RegExp][] = [
  [
    'not-skipped',
    'left out when the run is cancelled',
    { jobs: `a: {${job}, if: "success() || failure()"}` },
    ['unverified a | pull_request @ci.yml:3'],
    /left out by its if when the run is cancelled/,
  ],
  [
    'not-skipped',
    'success() is as no if',
    { jobs: `a: {${job}, if: success()}` },
    ['passed a | pull_request @ci.yml:3'],
    /runs whenever/,
  ],
  [
    'not-skipped',
    'continue-on-error in a matrix',
    { jobs: `a: {${job}, strategy: {matrix: {v: [1]}}, continue-on-error: true}`, required: ['a (1)'] },
    ['unverified a (1) | pull_request @ci.yml:3'],
    /whether its check fails then is not documented/,
  ],
  [
    'not-skipped',
    'continue-on-error that is off',
    { jobs: `a: {${job}, continue-on-error: false}` },
    ['passed a | pull_request @ci.yml:3'],
    /runs whenever/,
  ],
  [
    'not-skipped',
    'on another event with a job that it needs by others',
    {
      files: {
        'ci.yml': on(
          '[pull_request, push]',
          `a: {${job}, if: "github.event_name != 'push'"}\nb: {${job}, needs: a}\nc: {${job}, needs: B}`,
        ),
      },
      required: ['c'],
    },
    ['passed c | pull_request @ci.yml:5', 'unverified c | push @ci.yml:3'],
    /runs whenever/,
  ],
  [
    'not-skipped',
    'on another event, and yet it runs whatever it needs',
    {
      files: {
        'ci.yml': on(
          '[pull_request, push]',
          `a: {${job}, if: "github.event_name != 'push'"}\nb: {${job}, needs: a, if: always()}`,
        ),
      },
      required: ['b'],
    },
    ['passed b | pull_request @ci.yml:4'],
    /runs whenever/,
  ],
  [
    'not-skipped',
    'an event of the default branch, and the branch is another one',
    {
      files: {
        'ci.yml': on('[pull_request, issue_comment]', `a: {${job}, if: "github.event_name != 'issue_comment'"}`),
      },
      isDefaultBranch: false,
    },
    ['passed a | pull_request @ci.yml:3', 'unverified a | issue_comment @ci.yml:3'],
    /runs whenever/,
  ],
  [
    'not-skipped',
    'the name of a workflow that is empty',
    { files: { 'ci.yml': `name: ''\n${on('pull_request', `a: {${job}, if: "github.workflow == ''"}`)}` } },
    ['unverified a | pull_request @ci.yml:4'],
    /can be skipped by its if/,
  ],
  [
    'produced-is-required',
    'needed by a job of the name of a check of another app',
    {
      jobs: `a: {${job}}\nscan: {${job}, needs: b, if: always()}\nb: {${job}}`,
      required: ['a', 'scan@99'],
      external: ['scan'],
    },
    ['passed a @ci.yml:3', 'failed scan @ci.yml:4', 'failed b @ci.yml:5'],
    /required by/,
  ],
  [
    'check-produced',
    'external, bound to an app, and seen as a status',
    { required: ['cla@7'], external: ['cla'], seen: ['cla'] },
    ['unverified cla'],
    /does not tell the app/,
  ],
  [
    'gate-is-complete',
    'a called workflow',
    gated(calling(`x: {${job}}`)),
    ['passed ci.yml | green | unit @ci.yml:3'],
    /waited for/,
  ],
  [
    'gate-is-complete',
    'a job of a called workflow that is never run',
    gated(calling(`x: {${job}}\ny: {${job}, if: false}`)),
    ['failed ci.yml | green | unit @called.yml:4'],
    /waits for "unit\/y", which is skipped on every pull_request \(by its if\)/,
  ],
  [
    'gate-is-complete',
    'a job of a called workflow that may be skipped',
    gated(calling(`x: {${job}, if: vars.x}`)),
    ['unverified ci.yml | green | unit @called.yml:3'],
    /"unit\/x" can be skipped by its if/,
  ],
  [
    'gate-is-complete',
    'a job of a called workflow that is named as an exception',
    gated(calling(`x: {${job}}\ny: {${job}, if: false}`), 'Unit/Y'),
    ['passed ci.yml | green | unit @ci.yml:3'],
    /waited for/,
  ],
  [
    'gate-is-complete',
    'an exception in a called workflow that is not there',
    gated(calling(`x: {${job}}`), 'unit/z'),
    ['failed ci.yml | green | unit/z @config.yml:9', 'passed ci.yml | green | unit @ci.yml:3'],
    /which is no job of/,
  ],
  [
    'gate-is-complete',
    'a called workflow that cannot be read',
    gated({ 'ci.yml': on('pull_request', remote) }),
    ['unverified ci.yml | green | unit @ci.yml:3'],
    /was not found/,
  ],
  [
    'gate-is-complete',
    'with an exception of which nobody knows whether it is there',
    gated({ 'ci.yml': on('pull_request', remote) }, 'unit/y'),
    ['unverified ci.yml | green | unit @ci.yml:3'],
    /was not found/,
  ],
  [
    'gate-is-complete',
    'a job that is skipped when an exception fails that the gate does not need',
    gated(
      {
        'ci.yml': on(
          'pull_request',
          `lint: {${job}}\nbuild: {${job}, needs: lint}\nunit: {${job}, needs: build}\ngreen: {${job}, needs: [build, unit], if: always()}`,
        ),
      },
      'lint',
    ),
    [
      'passed ci.yml | green | lint @config.yml:9',
      'unverified ci.yml | green | build @ci.yml:4',
      'unverified ci.yml | green | unit @ci.yml:5',
    ],
    /left out by name/,
  ],
  [
    'gate-is-complete',
    'a job that runs all the same when an exception fails',
    gated(
      {
        'ci.yml': on(
          'pull_request',
          `lint: {${job}}\nunit: {${job}, needs: lint, if: always()}\ngreen: {${job}, needs: unit, if: always()}`,
        ),
      },
      'lint',
    ),
    ['passed ci.yml | green | lint @config.yml:9', 'passed ci.yml | green | unit @ci.yml:4'],
    /left out by name/,
  ],
  [
    'gate-is-complete',
    'a job that is skipped with an exception, and may run all the same',
    gated(
      {
        'ci.yml': on(
          'pull_request',
          `a: {${job}, if: false}\nb: {${job}, needs: a, if: "failure() || vars.x"}\ngreen: {${job}, needs: [a, b], if: always()}`,
        ),
      },
      'a',
    ),
    ['passed ci.yml | green | a @config.yml:9', 'unverified ci.yml | green | b @ci.yml:4'],
    /left out by name/,
  ],
  [
    'decision-always-runs',
    'variables',
    decides('env: {A: b}', 'env: {GITHUB_TOKEN: c}', ', env: {D: e}'),
    ['passed ci.yml | go | pull_request @ci.yml:1'],
    /runs on every/,
  ],
  [
    'decision-always-runs',
    'NODE_OPTIONS of the workflow',
    decides('env: {NODE_OPTIONS: --require=./x.cjs}'),
    ['failed ci.yml | go | pull_request @ci.yml:2'],
    /NODE_OPTIONS can change what its step runs/,
  ],
  [
    'decision-always-runs',
    'LD_PRELOAD of the job',
    decides('name: x', 'env: {LD_PRELOAD: x.so}'),
    ['failed ci.yml | go | pull_request @ci.yml:7'],
    /LD_PRELOAD can change/,
  ],
  [
    'decision-always-runs',
    'a proxy of the step',
    decides('name: x', undefined, ', env: {https_proxy: x}'),
    ['failed ci.yml | go | pull_request @ci.yml:8'],
    /https_proxy can change/,
  ],
  [
    'decision-always-runs',
    'variables that only a run knows',
    decides('name: x', 'env: "${{ fromJSON(vars.env) }}"'),
    ['unverified ci.yml | go | pull_request @ci.yml:7'],
    /its env can change/,
  ],
  [
    'decision-always-runs',
    'in a container',
    decides('name: x', 'container: x'),
    ['unverified ci.yml | go | pull_request @ci.yml:7'],
    /its container can change/,
  ],
];

describe('what is skipped, what a gate sees, and what stands around a decision', () => {
  test.each(cases)('%s: %s', async (rule, _name, given, lines, words) => {
    const own = (await judge(given)).filter((finding) => finding.rule === rule);
    expect(own.map(lineOf)).toEqual(lines);
    expect(own[0]?.message ?? '').toMatch(words);
  });
});
