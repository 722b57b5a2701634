import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { changed, type Given, setupOf } from '../actions/required-checks/repository.ts';
import { evaluateWith, type Files } from '../support/world.ts';

/*
 * GitHub computes the expressions of workflows as .NET does. A condition that it finds false, and JavaScript true, would skip a job that is
 * taken for one that runs, which counts as success. None of it ends green, and what everyone computes alike stays green.
 */

const other = '.github/workflows/other.yml';
const on = (events: string, jobs: string): Files => ({
  [other]: `on: ${events}\njobs:\n${jobs.replace(/^/gm, '  ')}\n`,
});
const judged = (...pairs: [string, string][]): Given => ({ judged: changed(...pairs) });
const inBuild = (condition: string): Given =>
  judged(['  build:\n', `  build:\n    if: ${JSON.stringify(condition)}\n`]);
const secondMaker = (name: string, more = ''): Given => ({
  section: { 'optional-checks': ['lint'] },
  judged: on('pull_request', `x: {runs-on: x, steps: [{run: x}], name: ${JSON.stringify(name)}${more}}`),
});

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
  test.each(differs)('skips a required job: %s', async (_name, condition) => {
    expect(await toldBy(inBuild(condition), /not-skipped$/)).toMatch(
      /"build" (can be skipped by its if|is skipped on every)/,
    );
  });

  test.each(differs)('skips the decision: %s', async (_name, condition) => {
    const given = {
      section: { 'gate-jobs': [] },
      ...judged([
        '[build, unit]\n    if: always()',
        `[build, unit]\n    if: ${JSON.stringify(`always() && ${condition}`)}`,
      ]),
    };
    expect(await toldBy(given, /(decision-always-runs|not-skipped)$/)).toMatch(
      /"decision" (can be skipped by its if|is skipped on every)/,
    );
  });

  test.each(differs)('hides the name of a second job: %s', async (_name, condition) => {
    const given = secondMaker(`\${{ ${condition} && 'lint' || 'unit' }}`);
    expect(await toldBy(given, /check-unique$/)).toMatch(/may report "unit" too|2 jobs report "unit"/);
  });

  test.each([
    ['excludes', "exclude: [{v: 'ẞ'}], include: [{w: x}]"],
    ['joins', "include: [{v: 'ẞ', w: x}]"],
  ])('%s what a matrix has, by letters that fold alike or do not', async (_name, more) => {
    const given = secondMaker("${{ matrix.w && 'lint' || 'unit' }}", `, strategy: {matrix: {v: ['ß'], ${more}}}`);
    expect(await toldBy(given, /check-unique$/)).toMatch(/may report "unit" too/);
  });
});

describe('an ordinary condition stays green', () => {
  test.each([
    "github.event_name == 'pull_request' || github.event_name == 'merge_group'",
    "github.event_name != 'push'",
    'contains(fromJSON(\'["pull_request", "merge_group"]\'), github.event_name)',
    "startsWith(github.event_name, 'pull_') || endsWith(github.event_name, 'group')",
    "github.repository == 'acme/app'",
    "github.repository_owner == 'acme' && github.event_name != 'schedule'",
    "${{ github.event_name != 'workflow_dispatch' }}",
    "!contains(github.event_name, 'push')",
    "format('{0}', 1) == '1' && 0x10 == 16 && '1.5' < 2",
    "'Größe' == 'Größe' && 'é' != 'ab'",
    'fromJSON(\'{"a": [1, 2]}\').a[1] == 2',
    "toJSON(fromJSON('[1]')) != ''",
    'success()',
    'always()',
  ])('%s', async (condition) => {
    expect(await status(inBuild(condition))).toBe('passed');
  });

  test('and so does an ordinary matrix', async () => {
    const matrix =
      "os: [linux, 'mac OS'], n: [18, 20], exclude: [{os: LINUX, n: 18}], include: [{os: 'mac os', x: 'Größe'}]";
    const given = secondMaker('lint ${{ matrix.os }}', `, strategy: {matrix: {${matrix}}}`);
    expect(await status({ ...given, section: { 'optional-checks': ['lint linux', 'lint mac OS'] } })).toBe('passed');
  });
});
