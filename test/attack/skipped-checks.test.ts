import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { changed, ciPath, type Given, setupOf } from '../actions/required-checks/repository.ts';
import { evaluateWith, type Files, type Setup } from '../support/world.ts';

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
    {
      judged: on(
        'workflow_dispatch',
        'x: {name: decision, runs-on: x, steps: [{run: x}], if: false, strategy: {matrix: {v: [a]}}}',
      ),
    },
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
      judged: on(
        'push',
        'a: {runs-on: x, steps: [{run: x}]}\ngreen: {runs-on: x, steps: [{run: x}], needs: a, if: always()}',
      ),
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

/** On an event of the author's choice a needed job is skipped, and with it, as success, the required one that needs it. */
const viaNeeds: [name: string, given: Given][] = [
  [
    'a needed job of a matrix',
    {
      files: {
        [ciPath]: `on:\n  pull_request:\n  workflow_dispatch:\njobs:\n  prep:\n    if: github.event_name == 'pull_request'\n    strategy: {matrix: {v: [a]}}\n    runs-on: x\n    steps: [{run: x}]\n  unit:\n    needs: prep\n    runs-on: x\n    steps: [{run: x}]\n`,
      },
      required: ['prep (a)', 'unit'],
      section: { documents: [], 'gate-jobs': [], 'decision-job': 'off' },
    },
  ],
  [
    'a needed job that calls another workflow',
    {
      files: {
        [ciPath]: `on:\n  pull_request:\n  push:\njobs:\n  prep:\n    if: github.event_name == 'pull_request'\n    uses: ./.github/workflows/called.yml\n  unit:\n    needs: prep\n    runs-on: x\n    steps: [{run: x}]\n`,
        [called]: 'on: workflow_call\njobs: {inner: {runs-on: x, steps: [{run: x}]}}\n',
      },
      required: ['prep / inner', 'unit'],
      section: { documents: [], 'gate-jobs': [], 'decision-job': 'off' },
    },
  ],
];

describe('skipped on another event for the same commit, through what it needs', () => {
  test.each(viaNeeds)('%s', async (_name, given) => {
    expect(await toldBy(given, /not-skipped$/)).toMatch(/can be skipped on \w+ \(if: .* of prep, which it needs\)/);
  });
});

/** A repository whose judged branch has another name than the default branch. */
const onBranch = (branch: string, ci: string): Setup => {
  const repository = setupOf({
    files: { [ciPath]: ci },
    required: ['unit'],
    section: { documents: [], 'gate-jobs': [], 'decision-job': 'off', branch },
  });
  const renamed = Object.entries(repository.github ?? {}).map(([request, answer]) => [
    request.replace('/branches/main', `/branches/${encodeURIComponent(branch)}`),
    JSON.parse(
      JSON.stringify(answer).replaceAll('"name":"main"', JSON.stringify('name') + ':' + JSON.stringify(branch)),
    ),
  ]);
  return { ...repository, github: Object.fromEntries(renamed) };
};
const toldOf = async (repository: Setup): Promise<string> => {
  const { results, error } = await evaluateWith(control, repository);
  const produced = results.filter(({ rule }) => rule.endsWith('check-produced')).map((one) => one.status);
  const open = results.filter(({ rule, status: one }) => rule.endsWith('not-skipped') && one === 'unverified');
  const words = open.map(({ because }) => because?.message).join('\n');
  return `${produced.join()} ${reportStatus(results, error)} ${words}`;
};

/** Changes into `release` come from the default branch, whose last commit gets the checks of these events. */
describe('skipped on an event of the default branch, from which the change comes', () => {
  const ci = (event: string, filter = ''): string =>
    `on:\n  pull_request:\n  ${event}:${filter}\njobs:\n  unit:\n    if: github.event_name != '${event}'\n    runs-on: x\n    steps: [{run: x}]\n`;

  test.each([
    ['issue_comment', ''],
    ['schedule', "\n    - cron: '0 0 * * *'"],
    ['repository_dispatch', ''],
    ['workflow_run', '\n    workflows: [x]'],
  ])('%s', async (event, filter) => {
    expect(await toldOf(onBranch('release', ci(event, filter)))).toMatch(/^passed unverified "unit" can be skipped on/);
  });

  test('but not where changes go into the default branch itself', async () => {
    expect(await toldOf(onBranch('main', ci('issue_comment')))).toBe('passed passed ');
  });
});

/** `release+` means releasee too. */
test('skipped on pushes to other branches, by the name of a branch that is a pattern', async () => {
  const ci = (branch: string): string =>
    `on:\n  pull_request:\n  push:\n    branches: ['${branch}']\njobs:\n  unit:\n    if: github.event_name != 'push'\n    runs-on: x\n    steps: [{run: x}]\n`;
  expect(await toldOf(onBranch('release+', ci('release+')))).toMatch(
    /^passed unverified "unit" can be skipped on push/,
  );
  expect(await toldOf(onBranch('release', ci('release')))).toBe('passed passed ');
});

const gatedBy = (jobs: string, more: Record<string, unknown> = {}, files: Files = {}): Given => ({
  files: { [ciPath]: `on:\n  pull_request:\n  merge_group:\njobs:\n${jobs}`, ...files },
  required: ['green'],
  section: { documents: [], 'gate-jobs': [{ workflow: 'ci.yml', job: 'green', ...more }], 'decision-job': 'off' },
});
const green = (needs: string): string =>
  `  green:\n    needs: ${needs}\n    if: always()\n    runs-on: x\n    steps: [{run: x}]\n`;

const behindGate: [name: string, words: RegExp, sound: Given, attack: Given][] = [
  [
    'a job that needs one which is named as an exception and never runs',
    /waits for "unit", which is skipped on every pull_request \(with lint, which it needs\)/,
    gatedBy(
      `  lint:\n    runs-on: x\n    steps: [{run: x}]\n  unit:\n    needs: lint\n    runs-on: x\n    steps: [{run: x}]\n${green('[lint, unit]')}`,
      { except: ['lint'] },
    ),
    gatedBy(
      `  lint:\n    if: false\n    runs-on: x\n    steps: [{run: x}]\n  unit:\n    needs: lint\n    runs-on: x\n    steps: [{run: x}]\n${green('[lint, unit]')}`,
      {
        except: ['lint'],
      },
    ),
  ],
  [
    'the only job of a called workflow, which never runs',
    /waits for "unit\/inner", which is skipped on every pull_request/,
    gatedBy(
      `  unit:\n    uses: ./.github/workflows/called.yml\n${green('unit')}`,
      {},
      {
        [called]: 'on: workflow_call\njobs: {inner: {runs-on: x, steps: [{run: x}]}}\n',
      },
    ),
    gatedBy(
      `  unit:\n    uses: ./.github/workflows/called.yml\n${green('unit')}`,
      {},
      {
        [called]: 'on: workflow_call\njobs: {inner: {runs-on: x, steps: [{run: x}], if: false}}\n',
      },
    ),
  ],
  [
    'a job of a called workflow whose failure does not count',
    /sees that "unit\/inner" fails, which has continue-on-error/,
    gatedBy(
      `  unit:\n    uses: ./.github/workflows/called.yml\n${green('unit')}`,
      {},
      {
        [called]: 'on: workflow_call\njobs: {inner: {runs-on: x, steps: [{run: x}]}}\n',
      },
    ),
    {
      ...gatedBy(
        `  unit:\n    uses: ./.github/workflows/called.yml\n${green('unit')}`,
        {},
        {
          [called]: 'on: workflow_call\njobs: {inner: {runs-on: x, steps: [{run: x}], continue-on-error: true}}\n',
        },
      ),
    },
  ],
];

describe('behind a gate', () => {
  test.each(behindGate)('%s', async (_name, words, sound, attack) => {
    expect(await status(sound)).toBe('passed');
    expect(await toldBy(attack, /gate-is-complete$/)).toMatch(words);
  });
});

/** What is not verified of the decision and of a gate, since it is not documented, is not verified of any other required job either. */
describe('by the measure of the decision', () => {
  test.each<[string, string, RegExp]>([
    ['a job that a cancelled run leaves out', 'if: "!cancelled()"', /left out by its if when the run is cancelled/],
    [
      'a job whose failure continue-on-error may hide',
      'continue-on-error: true',
      /whether its check fails then is not documented/,
    ],
  ])('%s', async (_name, more, words) => {
    expect(await toldBy(judged(['  build:\n', `  build:\n    ${more}\n`]), /not-skipped$/)).toMatch(words);
    const alone = {
      required: ['unit'],
      section: { documents: [], 'gate-jobs': [], 'decision-job': 'off' },
      files: { [ciPath]: `on: pull_request\njobs:\n  unit:\n    runs-on: x\n    steps: [{run: x}]\n    ${more}\n` },
    };
    expect(await toldBy(alone, /not-skipped$/)).toMatch(words);
  });
});
