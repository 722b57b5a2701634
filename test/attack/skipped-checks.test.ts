import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { changed, ciPath, type Given, setupOf } from '../actions/required-checks/repository.ts';
import { evaluateWith, type Files } from '../support/world.ts';

/*
 * A required check that is skipped counts as success. The author of a change has it skipped where nobody looks, or lets another job be
 * skipped under its name. None of it ends green.
 */

const other = '.github/workflows/other.yml';
const called = '.github/workflows/called.yml';
const on = (events: string, jobs: string): Files => ({
  [other]: `on: ${events}\njobs:\n${jobs.replace(/^/gm, '  ')}\n`,
});
const judged = (...pairs: [string, string][]): Given => ({ judged: changed(...pairs) });
const ungated = { 'gate-jobs': [] };
const undeclared = { documents: [], 'gate-jobs': [] };

const status = async (given: Given): Promise<string> => {
  const { results, error } = await evaluateWith(control, setupOf(given));
  return reportStatus(results, error);
};
/** What the report says of the rules in the run, none of which is passed. */
const toldBy = async (given: Given, rule: RegExp): Promise<string> => {
  const { results, error } = await evaluateWith(control, setupOf(given));
  expect(['failed', 'unverified']).toContain(reportStatus(results, error));
  const open = results.filter((result) => rule.test(result.rule) && ['failed', 'unverified'].includes(result.status));
  return open.map(({ message, because }) => `${message} ${because?.message ?? ''}`).join('\n');
};

/** A skipped job of a matrix, or one that calls, reports success under the name of the job alone. */
const standIns: [name: string, given: Given][] = [
  [
    'of a matrix, on an event that its author starts',
    { judged: on('push', 'unit: {runs-on: x, steps: [{run: x}], if: false, strategy: {matrix: {v: [a]}}}') },
  ],
  [
    'of a matrix, with the name of the decision',
    { judged: on('workflow_dispatch', 'x: {name: decision, runs-on: x, steps: [{run: x}], if: false, strategy: {matrix: {v: [a]}}}') },
  ],
  [
    'that calls another workflow',
    {
      judged: {
        ...on('push', 'unit: {uses: ./.github/workflows/called.yml, if: false}'),
        [called]: 'on: workflow_call\njobs: {x: {runs-on: x, steps: [{run: x}]}}\n',
      },
    },
  ],
];

describe('a skipped job that stands for a required check', () => {
  test.each(standIns)('%s', async (_name, given) => {
    expect(await toldBy(given, /check-unique$/)).toMatch(/too when it is skipped/);
  });
});

/**
 * The author opens the pull request into another branch, where the job is skipped and so succeeds, and then changes its base: the check of
 * the commit stays.
 */
const rebased: [name: string, given: Given][] = [
  ['a job', judged(['  build:\n', "  build:\n    if: github.base_ref == 'main'\n"])],
  ['a job by a list', judged(['  build:\n', '  build:\n    if: contains(fromJSON(\'["main"]\'), github.base_ref)\n'])],
  [
    'the decision',
    {
      section: ungated,
      ...judged(['[build, unit]\n    if: always()', "[build, unit]\n    if: always() && github.base_ref == 'main'"]),
    },
  ],
];

describe('skipped for every base but one', () => {
  test.each(rebased)('%s', async (_name, given) => {
    expect(await toldBy(given, /not-skipped$/)).toMatch(/can be skipped by its if/);
  });
});

/** The same workflow runs on an event of the author's choice, for the same commit, and is skipped there. */
const started: [name: string, given: Given][] = [
  [
    'a job on a push',
    judged(
      ['  merge_group:\n', '  merge_group:\n  push:\n'],
      ['  build:\n', "  build:\n    if: github.event_name != 'push'\n"],
    ),
  ],
  [
    'the decision on workflow_dispatch',
    {
      section: ungated,
      ...judged(
        ['  merge_group:\n', '  merge_group:\n  workflow_dispatch:\n'],
        [
          '[build, unit]\n    if: always()',
          "[build, unit]\n    if: github.event_name != 'workflow_dispatch' && always()",
        ],
      ),
    },
  ],
];

describe('skipped on another event for the same commit', () => {
  test.each(started)('%s', async (_name, given) => {
    expect(await toldBy(given, /not-skipped$/)).toMatch(/which of two checks of one name holds/);
  });
});

/** A matrix whose values do not stand in the name: when the job is skipped, it reports under the required name. */
const emptyMatrix: [name: string, strategy: string][] = [
  ['an empty text', "{matrix: {v: ['']}}"],
  ['null', '{matrix: {v: [null]}}'],
  ['an empty text that is included', "{matrix: {include: [{v: ''}]}}"],
];
const behindOptional = (more: string): Given => ({
  required: ['unit', 'decision'],
  section: { ...undeclared, 'optional-checks': ['build'] },
  ...judged(['    needs: build\n    if: always()\n', `    needs: build\n${more}`]),
});

describe('a required job of a matrix that is skipped when a job that is not required fails', () => {
  test('without the matrix it is told', async () => {
    expect(await status(behindOptional(''))).toBe('failed');
  });

  test.each(emptyMatrix)('%s', async (_name, strategy) => {
    expect(await toldBy(behindOptional(`    strategy: ${strategy}\n`), /runs-after-failure$/)).toMatch(
      /is skipped when build fails/,
    );
  });
});

const gated = (gate: string, build = ''): Given => ({
  files: {
    [ciPath]: `on:\n  pull_request:\n  merge_group:\njobs:\n  build:\n    runs-on: x\n    steps: [{run: x}]\n${build}  green:\n    needs: build\n    runs-on: x\n    steps: [{run: x}]\n${gate}`,
  },
  required: ['green'],
  section: { documents: [], 'gate-jobs': [{ workflow: 'ci.yml', job: 'green' }], 'decision-job': 'off' },
});
const always = '    if: always()\n';

const withoutEffect: [name: string, given: Given][] = [
  ['a job that is held by the gate alone, and is never run', gated(always, '    if: false\n')],
  [
    'a gate that runs on no change',
    {
      judged: on('push', 'a: {runs-on: x, steps: [{run: x}]}\ngreen: {runs-on: x, steps: [{run: x}], needs: a, if: always()}'),
      section: { 'gate-jobs': [{ workflow: 'other.yml', job: 'green' }] },
    },
  ],
];

describe('a job that stays away without effect', () => {
  test('a gate in which nothing is wrong', async () => {
    expect(await status(gated(always))).toBe('passed');
  });

  test.each(withoutEffect)('%s', async (_name, given) => {
    expect(await toldBy(given, /gate-/)).toMatch(/never fails|does not run on pull_request/);
  });
});
