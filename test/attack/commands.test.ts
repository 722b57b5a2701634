import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { control } from '../../actions/verification/control.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';

/* Commands that end well without having shown anything: scripts of the change say more than they did. */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const sh = (script: string): string[] => ['sh', '-c', script];
const xml = (inner = ''): string => `<testsuite tests="1"><testcase name="a">${inner}</testcase></testsuite>`;
const manyReports = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `out/${index}.xml`,
      `<testsuite tests="1"><testcase name="t${index}"/></testsuite>`,
    ]),
  );

test.each<[string, object, Record<string, string>, string[], string]>([
  [
    'tests that go on in the background, their output closed',
    { command: sh('(sleep 600; exit 1) >/dev/null 2>&1 & exit 0') },
    {},
    ['required unverified', 'ran unverified', 'exit unverified'],
    'something that it had started still ran',
  ],
  [
    'a refusal that is a crash, its script gone',
    { command: ['node', 'gone.cjs'], exit: 1 },
    {},
    ['exit unverified'],
    'nothing tells a refusal from a crash',
  ],
  [
    'a refusal that is a crash, where its words are asked for',
    { command: ['node', 'gone.cjs'], exit: 1, output: 'the pin is not that of the release' },
    {},
    ['exit failed'],
    'its output does not hold "the pin is not that of the release"',
  ],
  [
    'a file that lay there before, and that no run writes',
    { command: ['true'], repeat: { output: false, files: ['out/bundle'] } },
    { 'out/bundle': 'old' },
    ['deterministic unverified'],
    'not every run wrote it',
  ],
  [
    'a file that only the first run writes, because the build is up to date then',
    {
      command: sh('test -e out/bundle || { mkdir -p out; date +%s%N > out/bundle; }'),
      repeat: { output: false, files: ['out/bundle'] },
    },
    {},
    ['deterministic unverified'],
    'not every run wrote it',
  ],
  [
    'a failure in the report of the first run, which that of the second one covers',
    {
      command: sh(
        `mkdir -p out; if test -e out/seen; then echo '${xml()}' > out/r.xml; else touch out/seen; echo '${xml('<failure/>')}' > out/r.xml; fi`,
      ),
      report: { path: 'out/r.xml' },
      expected: 1,
      repeat: {},
    },
    {},
    ['no-failures failed'],
    '1 test failed: a',
  ],
  [
    'old reports, too many to be looked at before the command removes one',
    { command: sh('rm out/2000.xml'), report: { path: 'out/*.xml' }, expected: 2000 },
    manyReports(2001),
    ['fresh unverified'],
    'what lay there before the command ran could not be looked at',
  ],
])('%s', async (_name, verification, files, expected, words) => {
  const config = { version: 1, verification: { verifications: [{ id: 'a', ...verification }] } };
  const base = repository.commit({ '.gitignore': 'out\n', '.github/release-governance.yml': JSON.stringify(config) });
  const head = repository.commit({ 'change.txt': 'x' });
  repository.write(files);
  const { report } = await runAsAction({ control, repository, payload: pullRequest(base, head) });
  const ends = report.results.flatMap(({ rule, status }) =>
    status === 'failed' || status === 'unverified' ? [`${rule.replace('verification/', '')} ${status}`] : [],
  );
  expect(ends).toEqual(expected);
  expect(report.results.map(({ message, because }) => because?.message ?? message).join('\n')).toContain(words);
});
