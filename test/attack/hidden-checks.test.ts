import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import {
  actionsApp,
  answers,
  api,
  changed,
  ci,
  ciPath,
  documentFiles,
  type Given,
  listPath,
  setupOf,
  summaryAction,
} from '../actions/required-checks/repository.ts';
import { evaluateWith, type Files } from '../support/world.ts';

/*
 * What is asked of a change is hidden from the judgement: by the change, by a document that reads otherwise than it looks, by an answer for
 * another branch, or in a file that the platform refuses. None of it ends green.
 */

const other = '.github/workflows/other.yml';
const on = (events: string, jobs: string): Files => ({
  [other]: `on: ${events}\njobs:\n${jobs.replace(/^/gm, '  ')}\n`,
});
const judged = (...pairs: [string, string][]): Given => ({ judged: changed(...pairs) });
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

/** What the change itself says decides what is asked of it. */
const asked: [name: string, given: Given][] = [
  [
    'the only decision taken away, where one is asked for if it is used',
    {
      section: { ...undeclared, 'decision-job': 'if-used' },
      ...judged([`    steps:\n      - uses: ${summaryAction}@v1\n`, '    steps: [{run: exit 0}]\n']),
    },
  ],
  [
    'a job of the change in place of a check that something else makes',
    {
      required: ['build', 'unit', 'decision', 'scan'],
      section: { documents: [], 'external-checks': ['scan'] },
      judged: on('pull_request', 'scan: {runs-on: x, steps: [{run: x}]}'),
    },
  ],
];

describe('asked of the change by the change', () => {
  test.each(asked)('%s', async (_name, given) => {
    expect(await toldBy(given, /(decision-always-runs|check-unique)$/)).toMatch(
      /no job of the workflows makes the decision|which something else should make/,
    );
  });
});

/** Only the first check is required; whoever reads the document sees that the second one is declared too. */
const lists: [name: string, text: string][] = [
  ['a text behind a check', '- `build`\n  on Linux\n- `unit`\n'],
  ['a paragraph in an item', '- `build`\n\n  on Linux\n\n- `unit`\n'],
  ['a comment behind a check', '- `build`\n- `unit` <!-- the slow one -->\n'],
  ['a comment over two lines', '- `build` \n- `unit` <!--\n-->\n'],
  ['a check below a check', '- `build`\n    - `unit`\n'],
  ['code in the line behind a check', '- `build`\n```and```\n- `unit`\n'],
  ['folded HTML with another list', '<details>\n\n- `build`\n\n</details>\n\n- `build`\n- `unit`\n'],
  ['a number that is escaped, which is shown as the next item', '1. `build`\n\n2\\. `unit`\n'],
  ['a check in a paragraph of its own', '- `build`\n\n`unit`\n'],
  ['a letter that looks like a bullet', '- `build`\n\n\u1427 `unit`\n'],
  ['a second list behind a word', '- `build`\n\nand\n\n- `unit`\n'],
  ['a second list behind a line across the page', '- `build`\n\n---\n\n- `unit`\n'],
  ['a second list under a smaller heading', '- `build`\n\n### On Linux\n\n- `unit`\n'],
  ['a table before the list', '| Check |\n| - |\n| `unit` |\n\n- `build`\n'],
  ['a second heading of that name', '- `build`\n\n## Required checks\n\n- `unit`\n'],
];

describe('a document that declares a check that nobody requires', () => {
  const listed = (text: string): Given => ({
    files: { ...documentFiles, [listPath]: `# Policy\n\n## Required checks\n\n${text}` },
    required: ['build'],
    section: {
      documents: [{ path: listPath, list: 'Required checks' }],
      'gate-jobs': [],
      'optional-checks': ['unit', 'decision'],
      'decision-job': 'off',
    },
  });

  test('it is told', async () => {
    expect(await status(listed('- `build`\n- `unit`\n'))).toBe('failed');
  });

  test.each(lists)('%s', async (_name, text) => {
    expect(await toldBy(listed(text), /document-readable$/)).toMatch(/policy\.md has/);
  });
});

describe('a branch that is another one', () => {
  const unprotected = {
    enabled: false,
    required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
  };
  const trunk = { json: { name: 'trunk', protected: true, protection: unprotected } };
  const as = (request: string): string => request.replace('main', 'former');

  test('the former name of a branch that was renamed, for which a ruleset still asks', async () => {
    const rules = answers({})[api.rules];
    if (rules === undefined) throw new Error('the branch has no rules');
    const given = { answers: { [as(api.branch)]: trunk, [as(api.rules)]: rules }, section: { branch: 'former' } };
    expect(await toldBy(given, /declared-is-required$/)).toMatch(/GitHub answers for trunk/);
  });

  test('a default branch for which GitHub answers by another name', async () => {
    expect(await toldBy({ answers: { [api.branch]: trunk } }, /declared-is-required$/)).toMatch(
      /GitHub answers for trunk/,
    );
  });
});

/** The platform refuses the whole file, so that no check of it is ever reported. */
const refused: [name: string, given: Given][] = [
  ['an event that there is not', judged(['  merge_group:\n', '  merge_group:\n  pull_requests:\n'])],
  [
    'the same in a list',
    {
      judged: {
        [ciPath]: ci.replace('  pull_request:\n  merge_group:\n', '  [pull_request, merge_group, merge_groups]\n'),
      },
    },
  ],
  [
    'runs-on without a value',
    judged(['  build:\n    runs-on: x\n    steps: [{run: x}]\n', '  build:\n    runs-on:\n']),
  ],
  ['steps that are no list', judged(['steps: [{run: x}]\n', 'steps: {run: x}\n'])],
  ['a step that uses and runs', judged(['@v1\n', '@v1\n        run: x\n'])],
  ['a scope of permissions that there is not', judged(['  build:\n', '  build:\n    permissions: {content: read}\n'])],
  ['a timeout that is a list', judged(['  build:\n', '  build:\n    timeout-minutes: [1]\n'])],
  ['a context that an if does not have', judged(['  build:\n', '  build:\n    if: always() || secrets.x\n'])],
  ['a function that there is not', judged(['  build:\n', '  build:\n    if: always() || allways()\n'])],
];

describe('a workflow that the platform refuses', () => {
  test.each(refused)('%s', async (_name, given) => {
    expect(await toldBy(given, /workflow-readable$/)).toMatch(/ci\.yml,? (which )?has/);
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
      [
        '  unit:\n    needs: build\n    if: always()\n',
        '  scan:\n    runs-on: x\n    steps: [{run: x}]\n  unit:\n    needs: [build, scan]\n',
      ],
      ['needs: [build, unit]', 'needs: [build, unit, scan]'],
    );
    expect(await toldBy(withSeen({ ...scanned, judged: skipped }), /runs-after-failure$/)).toMatch(
      /"unit" is skipped when build, scan fails/,
    );
  });

  test('is not itself the required check', async () => {
    const given = { ...scanned, judged: on('pull_request', 'scan: {runs-on: x, steps: [{run: x}]}') };
    expect(await toldBy(withSeen(given), /produced-is-required$/)).toMatch(
      /"scan" runs on pull requests and is not required/,
    );
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
    section: { ...undeclared, 'recent-commits': 1 },
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
    expect(await toldBy(seen(given), /check-produced$/)).toMatch(
      /was seen on a recent commit says nothing of this one/,
    );
  });

  test('runs for nothing but pushes, in a workflow of its own', async () => {
    const pushed = seen({
      judged: {
        ...changed(
          ['  unit:\n    needs: build\n    if: always()\n    runs-on: x\n    steps: [{run: x}]\n', ''],
          ['[build, unit]', '[build]'],
        ),
        ...on('push', 'x: {runs-on: x, steps: [{run: x}], name: "un${{ vars.x }}"}'),
      },
    });
    expect(await toldBy(pushed, /check-produced$/)).toMatch(/says nothing of this one/);
  });
});
