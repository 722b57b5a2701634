import { describe, expect, test } from '@jest/globals';
import { workflowsOf } from '../../../support/workflows.ts';

const called = (call: string, more = '', job = ''): string =>
  `on: {workflow_call: ${call}}\n${more}\njobs:\n  x: {runs-on: x, steps: [{run: x}]${job}}\n`;
const caller = (more = '', top = ''): string =>
  `on: pull_request\n${top}\njobs:\n  a: {uses: ./.github/workflows/called.yml${more}}\n`;

const problems = async (files: Record<string, string>): Promise<string[]> =>
  (await workflowsOf(files)).produced.problems.map(
    ({ effect, code, message, at }) => `${effect} ${code} ${at.line}: ${message}`,
  );

const shown = '"./.github/workflows/called.yml"';
const lacks = (what: string): string => `invalid call-input 4: has the job "a" that calls ${shown} ${what}`;
const rights = (what: string): string =>
  `invalid call-permissions 4: has the job "a" that calls ${shown}, whose job "x" asks for ${what}, and has less itself`;
const write = 'permissions: {contents: write}';

describe('a call that does not fit the called workflow', () => {
  test.each<[string, string, string, string[]]>([
    ['nothing asked, nothing given', caller(), called('{}'), []],
    [
      'an input that is not there',
      caller(', with: {a: b}'),
      called('{}'),
      [lacks('with the input "a", which it does not have')],
    ],
    [
      'an input that is missing',
      caller(),
      called('{inputs: {a: {type: string, required: true}}}'),
      [lacks('without the input "a"')],
    ],
    ['an input of another case', caller(', with: {A: b}'), called('{inputs: {a: {type: string, required: true}}}'), []],
    [
      'an input with a value of its own',
      caller(),
      called('{inputs: {a: {type: string, required: true, default: x}}}'),
      [],
    ],
    [
      'a secret that is missing',
      caller(),
      called('{secrets: {a: {required: true}}}'),
      [lacks('without the secret "a"')],
    ],
    [
      'a secret that is not there',
      caller(', secrets: {b: c}'),
      called('{secrets: {a: }}'),
      [lacks('with the secret "b", which it does not have')],
    ],
    ['every secret', caller(', secrets: inherit'), called('{secrets: {a: {required: true}}}'), []],
    ['rights that only settings tell', caller(), called('{}', write), []],
    ['the same rights', caller('', write), called('{}', write), []],
    [
      'more rights than the workflow',
      caller('', 'permissions: {contents: read}'),
      called('{}', write),
      [rights('contents: write')],
    ],
    [
      'more rights than the job',
      caller(', permissions: {}', write),
      called('{}', '', `, ${write}`),
      [rights('contents: write')],
    ],
    [
      'a right that is not given',
      caller('', 'permissions: read-all'),
      called('{}', 'permissions: {id-token: write}'),
      [rights('id-token: write')],
    ],
    ['all rights', caller('', 'permissions: write-all'), called('{}', 'permissions: write-all'), []],
    [
      'all to read from some',
      caller(
        '',
        'permissions: {contents: write, actions: read, checks: read, deployments: read, issues: read, packages: read, statuses: read}',
      ),
      called('{}', 'permissions: read-all'),
      [rights('pull-requests: read')],
    ],
  ])('%s', async (_name, ci, other, expected) => {
    expect(await problems({ 'ci.yml': ci, 'called.yml': other })).toEqual(expected);
  });

  test('what a job passes on is what its own caller has', async () => {
    const between = 'on: workflow_call\njobs:\n  b: {uses: ./.github/workflows/last.yml}\n';
    const files = {
      'ci.yml': caller('', 'permissions: {contents: read}'),
      'called.yml': between,
      'last.yml': called('{}', write),
    };
    expect(await problems(files)).toEqual([
      'invalid call-permissions 3: has the job "b" that calls "./.github/workflows/last.yml", whose job "x" asks for contents: write, and has less itself',
    ]);
  });
});
