import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { actionsApp, api, changed, ciPath, type Given, setupOf } from '../actions/required-checks/repository.ts';
import { evaluateWith, type Files } from '../support/world.ts';

/*
 * Second hostile review of required-checks. Each of these is a wrong green: nothing of it may end passed.
 */

const other = '.github/workflows/other.yml';
const called = '.github/workflows/called.yml';
const on = (events: string, jobs: string): Files => ({
  [other]: `on: ${events}\njobs:\n${jobs.replace(/^/gm, '  ')}\n`,
});
const judged = (...pairs: [string, string][]): Given => ({ judged: changed(...pairs) });
const status = async (given: Given): Promise<string> => {
  const { results, error } = await evaluateWith(control, setupOf(given));
  return reportStatus(results, error);
};
const notGreen = async (given: Given): Promise<void> => {
  expect(['failed', 'unverified']).toContain(await status(given));
};

/** False for GitHub (.NET), true for the judgement (JavaScript): the job is skipped, which counts as success. */
const differs: [name: string, condition: string][] = [
  ['letters that JavaScript folds to two', "'ß' == 'ss'"],
  ['the same within a text', "startsWith('ß', 's')"],
  ['a ligature', "contains('ﬁ', 'f')"],
  ['a hexadecimal number of 32 bits', '0xffffffff > 0'],
  ['a hexadecimal number that is too large', "'0x100000000' > 0"],
  ['an octal number of 32 bits', "'0o37777777777' > 0"],
  ['a byte order mark, which JavaScript takes for white space', "'\uFEFF' == 0"],
  ['an index that is cut to a whole one', "!fromJSON('[true]')[0.5]"],
  ['two keys that differ by case alone', 'fromJSON(\'{"A": true, "a": false}\').A'],
];

describe('a condition that GitHub reads otherwise', () => {
  test('nothing is wrong without it', async () => {
    expect(await status({})).toBe('passed');
  });

  test.each(differs)('skips a required job: %s', async (_name, condition) => {
    await notGreen(judged(['  build:\n', `  build:\n    if: ${JSON.stringify(condition)}\n`]));
  });

  test.each(differs)('skips the decision: %s', async (_name, condition) => {
    await notGreen({
      section: { 'gate-jobs': [] },
      ...judged([
        '[build, unit]\n    if: always()',
        `[build, unit]\n    if: ${JSON.stringify(`always() && ${condition}`)}`,
      ]),
    });
  });

  test.each(differs)('hides the name of a second job: %s', async (_name, condition) => {
    const name = `\${{ ${condition} && 'lint' || 'unit' }}`;
    await notGreen({
      section: { 'optional-checks': ['lint'] },
      judged: on('pull_request', `x: {runs-on: x, name: ${JSON.stringify(name)}}`),
    });
  });
});

/*
 * `scan` is required from app 99, and a job of that name counts for nothing. `unit` needs it, so that it is skipped when the job fails,
 * which counts as success.
 */
describe('a job that bears the name of a check of another app', () => {
  const scanned: Given = {
    required: ['build', 'unit', 'decision', 'scan@99'],
    section: { documents: [], 'external-checks': ['scan'], 'gate-jobs': [] },
    answers: {},
  };
  const withSeen = (given: Given): Given => ({
    ...given,
    section: { ...given.section, 'recent-commits': 1 },
    answers: {
      ...given.answers,
      [`${api.commits}?sha=main&per_page=1`]: { json: [{ sha: 'c1' }] },
      [api.checkRuns('c1')]: { json: [{ name: 'scan', app: { id: 99 } }] },
      [api.statuses('c1')]: { json: [] },
    },
  });

  test('nothing is wrong without it', async () => {
    expect(await status(withSeen(scanned))).toBe('passed');
  });

  test('lets a required job that needs it be skipped when it fails', async () => {
    const skipped = changed(
      ['  unit:\n    needs: build\n    if: always()\n', '  scan:\n    runs-on: x\n  unit:\n    needs: [build, scan]\n'],
      ['needs: [build, unit]', 'needs: [build, unit, scan]'],
    );
    await notGreen(withSeen({ ...scanned, judged: skipped }));
  });

  test('is not itself the required check', async () => {
    await notGreen(withSeen({ ...scanned, judged: on('pull_request', 'scan: {runs-on: x}') }));
  });
});

/** On an event of the author's choice a needed job is skipped, and with it, as success, the required one that needs it. */
const viaNeeds: [name: string, given: Given][] = [
  [
    'a needed job of a matrix',
    {
      files: {
        [ciPath]: `on:\n  pull_request:\n  workflow_dispatch:\njobs:\n  prep:\n    if: github.event_name == 'pull_request'\n    strategy: {matrix: {v: [a]}}\n    runs-on: x\n  unit:\n    needs: prep\n    runs-on: x\n`,
      },
      required: ['prep (a)', 'unit'],
      section: { documents: [], 'gate-jobs': [], 'decision-job': 'off' },
    },
  ],
  [
    'a needed job that calls another workflow',
    {
      files: {
        [ciPath]: `on:\n  pull_request:\n  push:\njobs:\n  prep:\n    if: github.event_name == 'pull_request'\n    uses: ./.github/workflows/called.yml\n  unit:\n    needs: prep\n    runs-on: x\n`,
        [called]: 'on: workflow_call\njobs: {inner: {runs-on: x}}\n',
      },
      required: ['prep / inner', 'unit'],
      section: { documents: [], 'gate-jobs': [], 'decision-job': 'off' },
    },
  ],
];

describe('skipped on another event for the same commit, through what it needs', () => {
  test.each(viaNeeds)('%s', async (_name, given) => {
    await notGreen(given);
  });
});

/** Changes into `release` come from the default branch, whose last commit gets the checks of these events. */
describe('skipped on an event of the default branch, from which the change comes', () => {
  test.each(['issue_comment', 'schedule', 'repository_dispatch', 'workflow_run'])('%s', async (event) => {
    const filter =
      event === 'schedule' ? "\n    - cron: '0 0 * * *'" : event === 'workflow_run' ? '\n    workflows: [x]' : '';
    const repository = setupOf({
      files: {
        [ciPath]: `on:\n  pull_request:\n  ${event}:${filter}\njobs:\n  unit:\n    if: github.event_name != '${event}'\n    runs-on: x\n`,
      },
      required: ['unit'],
      section: { documents: [], 'gate-jobs': [], 'decision-job': 'off', branch: 'release' },
    });
    const { github } = repository as { github: Record<string, unknown> };
    const renamed = Object.fromEntries(
      Object.entries(github).map(([request, answer]) => [
        request.replace('/branches/main', '/branches/release'),
        JSON.parse(JSON.stringify(answer).replaceAll('"name":"main"', '"name":"release"')),
      ]),
    );
    const { results, error } = await evaluateWith(control, { ...repository, github: renamed } as never);
    expect(results.filter(({ rule }) => rule.endsWith('check-produced')).map((one) => one.status)).toEqual(['passed']);
    expect(['failed', 'unverified']).toContain(reportStatus(results, error));
  });
});

const gated = (jobs: string, more: Record<string, unknown> = {}, files: Files = {}): Given => ({
  files: { [ciPath]: `on:\n  pull_request:\n  merge_group:\njobs:\n${jobs}`, ...files },
  required: ['green'],
  section: { documents: [], 'gate-jobs': [{ workflow: 'ci.yml', job: 'green', ...more }], 'decision-job': 'off' },
});
const green = (needs: string): string => `  green:\n    needs: ${needs}\n    if: always()\n    runs-on: x\n`;

const behindGate: [name: string, sound: Given, attack: Given][] = [
  [
    'a job that needs one which is named as an exception and never runs',
    gated(`  lint:\n    runs-on: x\n  unit:\n    needs: lint\n    runs-on: x\n${green('[lint, unit]')}`, {
      except: ['lint'],
    }),
    gated(
      `  lint:\n    if: false\n    runs-on: x\n  unit:\n    needs: lint\n    runs-on: x\n${green('[lint, unit]')}`,
      {
        except: ['lint'],
      },
    ),
  ],
  [
    'the only job of a called workflow, which never runs',
    gated(
      `  unit:\n    uses: ./.github/workflows/called.yml\n${green('unit')}`,
      {},
      {
        [called]: 'on: workflow_call\njobs: {inner: {runs-on: x}}\n',
      },
    ),
    gated(
      `  unit:\n    uses: ./.github/workflows/called.yml\n${green('unit')}`,
      {},
      {
        [called]: 'on: workflow_call\njobs: {inner: {runs-on: x, if: false}}\n',
      },
    ),
  ],
  [
    'a job of a called workflow whose failure does not count',
    gated(
      `  unit:\n    uses: ./.github/workflows/called.yml\n${green('unit')}`,
      {},
      {
        [called]: 'on: workflow_call\njobs: {inner: {runs-on: x}}\n',
      },
    ),
    {
      ...gated(
        `  unit:\n    uses: ./.github/workflows/called.yml\n${green('unit')}`,
        {},
        {
          [called]: 'on: workflow_call\njobs: {inner: {runs-on: x, continue-on-error: true}}\n',
        },
      ),
    },
  ],
];

describe('behind a gate', () => {
  test.each(behindGate)('%s', async (_name, sound, attack) => {
    expect(await status(sound)).toBe('passed');
    await notGreen(attack);
  });
});

/** Whoever has the name of a branch for a pattern: `release+` means releasee too. */
describe('a branch whose name is a pattern', () => {
  test('skipped on pushes to other branches', async () => {
    const repository = setupOf({
      files: {
        [ciPath]: `on:\n  pull_request:\n  push:\n    branches: ['release+']\njobs:\n  unit:\n    if: github.event_name != 'push'\n    runs-on: x\n`,
      },
      required: ['unit'],
      section: { documents: [], 'gate-jobs': [], 'decision-job': 'off', branch: 'release+' },
    });
    const { github } = repository as { github: Record<string, unknown> };
    const renamed = Object.fromEntries(
      Object.entries(github).map(([request, answer]) => [
        request.replace('/branches/main', `/branches/${encodeURIComponent('release+')}`),
        JSON.parse(JSON.stringify(answer).replaceAll('"name":"main"', '"name":"release+"')),
      ]),
    );
    const { results, error } = await evaluateWith(control, { ...repository, github: renamed } as never);
    expect(results.filter(({ rule }) => rule.endsWith('check-produced')).map((one) => one.status)).toEqual(['passed']);
    expect(['failed', 'unverified']).toContain(reportStatus(results, error));
  });
});

/**
 * Recent commits of the branch still have the check that the base made. The job of the change may have any name, and so nothing that is
 * asked of a job that makes the check is asked of it.
 */
const unprovable: [name: string, given: Given][] = [
  [
    'never runs',
    judged([
      '  unit:\n    needs: build\n    if: always()\n',
      '  unit:\n    name: un${{ vars.x }}\n    needs: build\n    if: false\n',
    ]),
  ],
  [
    'is skipped when a job before it fails',
    judged(['  unit:\n    needs: build\n    if: always()\n', '  unit:\n    name: un${{ vars.x }}\n    needs: build\n']),
  ],
];

describe('a job whose name only a run knows, of a check that was seen before the change', () => {
  const seen = (given: Given): Given => ({
    ...given,
    section: { documents: [], 'recent-commits': 1, 'gate-jobs': [] },
    answers: {
      [`${api.commits}?sha=main&per_page=1`]: { json: [{ sha: 'c1' }] },
      [api.checkRuns('c1')]: { json: ['build', 'unit', 'decision'].map((name) => ({ name, app: { id: actionsApp } })) },
      [api.statuses('c1')]: { json: [] },
    },
  });

  test('nothing is wrong without it', async () => {
    expect(await status(seen({}))).toBe('passed');
  });

  test.each(unprovable)('%s', async (_name, given) => {
    await notGreen(seen(given));
  });

  test('runs for nothing but pushes, in a workflow of its own', async () => {
    await notGreen(
      seen({
        judged: {
          ...changed(
            ['  unit:\n    needs: build\n    if: always()\n    runs-on: x\n', ''],
            ['[build, unit]', '[build]'],
          ),
          ...on('push', 'x: {runs-on: x, name: "un${{ vars.x }}"}'),
        },
      }),
    );
  });
});

/** What is not verified of the decision and of a gate, since it is not documented, is not verified of any other required job either. */
describe('by the measure of the decision', () => {
  test.each<[string, string]>([
    ['a job that a cancelled run leaves out', 'if: "!cancelled()"'],
    ['a job whose failure continue-on-error may hide', 'continue-on-error: true'],
  ])('%s', async (_name, more) => {
    await notGreen(judged(['  build:\n', `  build:\n    ${more}\n`]));
    await notGreen({
      required: ['unit'],
      section: { documents: [], 'gate-jobs': [], 'decision-job': 'off' },
      files: { [ciPath]: `on: pull_request\njobs:\n  unit:\n    runs-on: x\n    ${more}\n` },
    });
  });
});

/** A job of Actions that takes the name of what another app must report is no maker of it. */
describe('the app', () => {
  test('is the one of jobs', () => {
    expect(actionsApp).toBe(15_368);
  });
});
