import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import {
  changed,
  ciPath,
  evaluateIn,
  type Given,
  jsonPath,
  section,
  setupOf,
  summaryAction,
} from '../actions/required-checks/repository.ts';
import { evaluateWith, type Files } from '../support/world.ts';

/*
 * The author of a change keeps the names of the required checks and takes away what they guard, or makes somebody else report them. None
 * of it ends green. The base is a repository in which nothing is wrong.
 */

const other = '.github/workflows/other.yml';
const on = (events: string, jobs: string): Files => ({
  [other]: `on: ${events}\njobs:\n${jobs.replace(/^/gm, '  ')}\n`,
});
const judged = (...pairs: [string, string][]): Given => ({ judged: changed(...pairs) });
const legs = Array.from({ length: 3 }, (_, index) => `${'long '.repeat(20)}${index}`);

const attacks: [name: string, given: Given, rule: string, words: RegExp][] = [
  [
    'a job of the same name that always succeeds, in a workflow of its own',
    { judged: on('pull_request', 'unit: {runs-on: x, steps: [{run: x}]}') },
    'check-unique',
    /2 jobs report "unit"/,
  ],
  [
    'the same on an event that its author starts',
    { judged: on('workflow_dispatch', 'x: {runs-on: x, steps: [{run: x}], name: decision}') },
    'check-unique',
    /2 jobs report "decision"/,
  ],
  [
    'a name that an input makes',
    { judged: on('workflow_dispatch', 'x: {runs-on: x, steps: [{run: x}], name: "${{ inputs.name }}"}') },
    'check-unique',
    /may report "decision" too/,
  ],
  [
    'a name that a variable makes',
    { judged: on('push', 'x: {runs-on: x, steps: [{run: x}], name: "dec${{ vars.x }}"}') },
    'check-unique',
    /may report "decision" too/,
  ],
  [
    'a name that a matrix makes of its values',
    {
      judged: on(
        'pull_request',
        "x: {runs-on: x, steps: [{run: x}], name: '${{ matrix.n }}', strategy: {matrix: {n: [x, unit]}}}",
      ),
    },
    'check-unique',
    /2 jobs report "unit"/,
  ],
  [
    'the job moved to an event that its author starts',
    judged(['  pull_request:\n  merge_group:\n', '  workflow_dispatch:\n']),
    'runs-on-pull-request',
    /is not made for pull requests/,
  ],
  [
    'a condition that never holds',
    judged(['  build:\n', '  build:\n    if: false\n']),
    'not-skipped',
    /is skipped on every pull_request/,
  ],
  [
    'a condition that holds for others',
    judged(['  build:\n', "  build:\n    if: github.actor != 'mallory'\n"]),
    'not-skipped',
    /can be skipped by its if/,
  ],
  [
    'a condition that fails only in the queue',
    { queue: true, ...judged(['  build:\n', "  build:\n    if: github.event_name == 'pull_request'\n"]) },
    'not-skipped',
    /is skipped on every merge_group/,
  ],
  [
    'the same where nobody knows whether there is a queue',
    {
      classic: ['build', 'unit', 'decision'],
      ...judged(['  build:\n', "  build:\n    if: github.event_name == 'pull_request'\n"]),
    },
    'not-skipped',
    /is skipped on every merge_group.*not in the API/,
  ],
  [
    'always() taken away from the decision',
    judged(['[build, unit]\n    if: always()', '[build, unit]']),
    'decision-always-runs',
    /is skipped when a job that it needs fails/,
  ],
  [
    'a needed job that is not required, and no always()',
    { required: ['unit', 'decision'], ...judged(['    needs: build\n    if: always()\n', '    needs: build\n']) },
    'runs-after-failure',
    /skipped when build fails/,
  ],
  [
    'a condition that reads like always()',
    judged(['[build, unit]\n    if: always()', '[build, unit]\n    if: always() && github.event.pull_request.draft']),
    'decision-always-runs',
    /whether .* is skipped by its if/,
  ],
  [
    'a job that the gate does not wait for any more',
    judged(['[build, unit]', '[unit]'], ['    needs: build\n    if: always()\n', '']),
    'gate-is-complete',
    /does not wait for "build"/,
  ],
  [
    'a job that may fail before the gate',
    judged(['  build:\n', '  build:\n    continue-on-error: true\n']),
    'gate-is-complete',
    /cannot see that "build" fails/,
  ],
  [
    'the decision may fail',
    judged(['[build, unit]\n', '[build, unit]\n    continue-on-error: true\n']),
    'decision-always-runs',
    /with continue-on-error: true; whether its check fails then is not documented/,
  ],
  [
    'the step of the decision may fail',
    judged(['@v1\n', '@v1\n        continue-on-error: true\n']),
    'decision-always-runs',
    /the failure of its step does not count/,
  ],
  [
    'the step of the decision is switched off',
    judged(['@v1\n', "@v1\n        if: github.event_name == 'push'\n"]),
    'decision-always-runs',
    /its step is skipped/,
  ],
  [
    'the decision by an action of the author',
    judged([`${summaryAction}@v1`, summaryAction.replace('release-governance/', 'mallory/') + '@v1']),
    'decision-is-required',
    /no job of the workflows makes the decision/,
  ],
  [
    'the decision by a folder of the change',
    {
      judged: {
        ...changed([`${summaryAction}@v1`, './actions/executive-summary']),
        'actions/executive-summary/action.yml': 'runs: {using: composite, steps: []}',
      },
    },
    'decision-is-required',
    /no job/,
  ],
  [
    'the decision over a part',
    judged([`@v1\n`, '@v1\n        with: {NAME: part}\n']),
    'decision-is-required',
    /no job/,
  ],
  [
    'a second decision, the first renamed',
    judged(['  decision:\n', '  decisions:\n'], ['on:\n', 'name: x\non:\n']),
    'decision-is-required',
    /does not require "decisions"/,
  ],
  [
    'a filter of paths',
    judged(['  pull_request:\n', "  pull_request:\n    paths-ignore: ['**.md']\n"]),
    'not-filtered',
    /stays pending when paths-ignore/,
  ],
  [
    'a filter of branches that looks harmless',
    judged(['  pull_request:\n', "  pull_request:\n    branches: ['**', '!main']\n"]),
    'not-filtered',
    /never reported for "main"/,
  ],
  [
    'the workflow deleted',
    { judged: { [ciPath]: { reason: 'absent', message: 'does not exist' } } },
    'check-produced',
    /no job of the workflows makes/,
  ],
  [
    'the workflow renamed to another ending',
    { judged: { [ciPath]: { reason: 'absent', message: 'does not exist' }, '.github/workflows/ci.txt': 'x' } },
    'check-produced',
    /no job/,
  ],
  [
    'the workflow moved below its folder',
    {
      judged: {
        [ciPath]: { reason: 'absent', message: 'does not exist' },
        '.github/workflows/x/ci.yml': changed()[ciPath] ?? '',
      },
    },
    'check-produced',
    /no job/,
  ],
  [
    'the queue left out',
    { queue: true, ...judged(['  merge_group:\n', '']) },
    'runs-in-merge-queue',
    /never reported in the merge queue/,
  ],
  [
    'a job in capital letters',
    judged(['  unit:\n', '  Unit:\n'], ['[build, unit]', '[build, Unit]']),
    'check-produced',
    /no job of the workflows makes "unit"/,
  ],
  [
    'a name with a letter that looks the same',
    judged(['  unit:\n', '  unit:\n    name: un\u0456t\n']),
    'check-produced',
    /no job of the workflows makes "unit"/,
  ],
  [
    'a name with a sign that is not seen',
    judged(['  unit:\n', '  unit:\n    name: "unit\\u200b"\n']),
    'check-produced',
    /no job of the workflows makes "unit"/,
  ],
  [
    'nested legs whose names are cut to the same',
    {
      required: ['build', 'unit', 'decision', `${'m (long '.padEnd(97, 'long ')}...`.slice(0, 100)],
      judged: on(
        'pull_request',
        `m: {runs-on: x, steps: [{run: x}], strategy: {matrix: {v: [${legs.map((leg) => `{a: [${leg}]}`).join(', ')}]}}}`,
      ),
    },
    'check-unique',
    /3 jobs report/,
  ],
  [
    'an alias of the job of another name',
    { judged: { [other]: 'on: pull_request\njobs:\n  a: &a {runs-on: x, steps: [{run: x}], name: unit}\n  b: *a\n' } },
    'check-unique',
    /3 jobs report "unit"/,
  ],
  [
    'a merge key that GitHub does not know',
    {
      judged: {
        [ciPath]:
          'on: pull_request\njobs:\n  <<: {unit: {runs-on: x, steps: [{run: x}]}}\n  build: {runs-on: x, steps: [{run: x}]}\n',
      },
    },
    'workflow-readable',
    /merge key/,
  ],
  [
    'a file that GitHub refuses',
    judged(['  build:\n', '  build:\n    needs: build\n']),
    'check-produced',
    /GitHub refuses/,
  ],
  [
    'the list of required checks shortened in the change',
    { required: ['build', 'unit'], judged: { [jsonPath]: '{"required_status_checks": ["build", "unit"]}' } },
    'declared-is-required',
    /declares "decision"/,
  ],
  ['a status that anybody may set', { required: ['build', 'unit@any', 'decision'] }, 'app-pinned', /from any app/],
  [
    'a status of that name, instead of the job',
    {
      judged: changed(['  unit:\n', '  units:\n'], ['[build, unit]', '[build, units]']),
      section: { 'external-checks': ['unit'], 'recent-commits': 1 },
      answers: {
        'GET /repos/acme/app/commits': { json: [{ sha: 'c1' }] },
        'GET /repos/acme/app/commits/c1/check-runs': { json: [] },
        'GET /repos/acme/app/commits/c1/statuses': { json: [{ context: 'unit' }] },
      },
    },
    'check-produced',
    /seen as a commit status, which does not tell the app/,
  ],
];

describe('required checks', () => {
  test('the repository of the base is right', async () => {
    expect(reportStatus((await evaluateWith(control, setupOf())).results)).toBe('passed');
  });

  test.each(attacks)('%s', async (_name, given, rule, words) => {
    const { results, error } = await evaluateWith(control, setupOf(given));
    expect(error).toBeUndefined();
    expect(['failed', 'unverified']).toContain(reportStatus(results));
    const said = results
      .filter((result) => result.rule === `required-checks/${rule}`)
      .map(({ status, message, because }) => (status === 'failed' ? message : (because?.message ?? '')));
    expect(said.join('\n')).toMatch(words);
  });

  test('a workflow that is a link is not taken for one that was read', async () => {
    const { results } = await evaluateIn({}, ({ tree }) => ({
      tree: {
        ...tree,
        list: async () => ({ ok: true, paths: [ciPath, other] }),
        read: async (path, most) =>
          path === other
            ? { found: false, path, reason: 'not-a-file', message: 'is a symbolic link' }
            : tree.read(path, most),
      },
    }));
    expect(results.find(({ rule, about }) => rule.endsWith('/workflow-readable') && about[0] === other)).toMatchObject({
      status: 'unverified',
      because: { message: `${other} is a symbolic link` },
    });
    expect(reportStatus(results)).toBe('unverified');
  });

  test('an ending in capital letters, which GitHub may run', async () => {
    const judgedFiles = {
      '.github/workflows/other.YML': 'on: pull_request\njobs:\n  x: {runs-on: x, steps: [{run: x}]}\n',
    };
    const { results } = await evaluateWith(
      control,
      setupOf({ judged: judgedFiles, section: { 'optional-checks': ['x', '…'] } }),
    );
    expect(reportStatus(results)).toBe('unverified');
  });

  test('no policy in with: or in the change: every field that could turn red into green is policy', () => {
    const fields = Object.entries<{ policy?: true }>(control.inputs);
    // Which part of an audit a run judges is bound to the key of its report.
    expect(fields.filter(([, { policy }]) => policy !== true).map(([name]) => name)).toEqual(['shard', 'admin-token']);
  });

  test('a thousand called workflows cost a hundred requests', async () => {
    const calls = Array.from(
      { length: 1000 },
      (_, index) => `j${index}: {uses: mallory/x/.github/workflows/w${index}.yml@v1}`,
    );
    const refused = { because: { code: 'NOT_FOUND', message: 'GitHub answers 404' }, status: 404 } as const;
    const given = Array.from({ length: 1000 }, (_, index) => [
      `GET /repos/mallory/x/contents/.github/workflows/w${index}.yml`,
      refused,
    ]);
    const { results, metrics } = await evaluateWith(
      control,
      setupOf({ judged: on('pull_request', calls.join('\n')), answers: Object.fromEntries(given) }),
    );
    expect(metrics['requests']).toEqual({ value: 104 });
    expect(results.map(({ because }) => because?.message ?? '').join('\n')).toMatch(/more than 100 workflows/);
    expect(reportStatus(results)).not.toBe('passed');
  });

  test('commands, escapes and Markdown in names stay text, and nothing breaks', async () => {
    const name = '"::error::x\\u001b[31m| <b>@all</b>"';
    const { results, error, exhibits } = await evaluateWith(
      control,
      setupOf({ judged: on('pull_request', `x: {runs-on: x, steps: [{run: x}], name: ${name}}`), section }),
    );
    expect(error).toBeUndefined();
    expect(reportStatus(results)).toBe('failed');
    expect(exhibits[0]?.rows.some(({ cells }) => cells[0]?.includes('<b>@all</b>'))).toBe(true);
  });
});
