import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/sign-off/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { readSignOff } from '../../shared/domain/sign-off/read.ts';
import { wordsWith } from '../../shared/domain/sign-off/words.ts';
import { coverRules } from '../support/coverage.ts';
import { root } from '../support/dist.ts';
import { notFound } from '../support/memory-github.ts';
import { account } from '../support/pull-request.ts';
import {
  at,
  atSignOff,
  checklist,
  checkRun,
  exchanged,
  kpi,
  matrix,
  measuredAt,
  merged,
  note,
  noteWith,
  type PlayedSignOff,
  package_,
  paths,
  product,
  pull,
  releaseNotes,
  risks,
  section,
  sectionWith,
  signedOff,
  signing,
} from '../support/sign-offs.ts';
import { configurationOf, headSha } from '../support/world.ts';

const rules = coverRules(control);
const denied: Because = { code: 'MISSING_PERMISSION', message: 'may not read', needs: 'more' };
const unreadable = { reason: 'unreadable', message: 'x', because: denied } as const;
const gone = { reason: 'absent', message: 'does not exist' } as const;

/** What is not passed and asked for: `rule about: status`, with the code where it is unverified. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [
          `${[rule.replace('sign-off/', ''), ...about.filter((part) => part !== 'note')].join(' ')}: ${because?.code ?? status}`,
        ],
  );
  return error === undefined ? lines : [...lines, `${error.code} ${error.message}`];
}

const judged = async (played: PlayedSignOff): Promise<Evaluation> => rules.evaluate(atSignOff(played));
const noted = (...exchanges: Parameters<typeof noteWith>): PlayedSignOff => ({ files: noteWith(...exchanges) });
const of = (fields: Record<string, unknown>, more: PlayedSignOff = {}): PlayedSignOff => ({
  ...more,
  section: sectionWith(fields),
});
const file = (path: string, text: string, ...exchanges: Parameters<typeof noteWith>): PlayedSignOff => ({
  files: { [path]: exchanged(text, ...exchanges) },
});

test('a sign-off where everything is in order passes', async () => {
  const evaluation = await judged({});
  expect(open(evaluation)).toEqual([]);
  expect(reportStatus(evaluation.results, evaluation.error)).toBe('passed');
  expect(evaluation.data).toEqual({
    mode: 'verify',
    decision: 'go',
    commit: signedOff,
    gates: [
      { id: 'kpi', status: 'passed' },
      { id: 'ci', status: 'passed' },
    ],
    documents: [
      {
        id: 'note',
        path: paths.note,
        sha256: expect.any(String),
        decision: 'go',
        commit: signedOff,
        status: 'passed',
        approvals: [
          { role: 'release-owner', by: 'lee', at: '2026-11-20T12:00:00Z' },
          { role: 'operations', by: 'ona', at: '2026-11-20T12:05:00Z' },
        ],
      },
      { id: 'notes', path: paths.notes, sha256: expect.any(String), status: 'passed', approvals: [] },
    ],
    risks: [{ text: 'The cache is not warm', owner: '@lee', due: '2026-12-31', status: 'passed' }],
  });
  expect(evaluation.outputs).toEqual({ decision: 'go', commit: signedOff });
  expect(evaluation.exhibits.map(({ title, rows }) => [title, rows.map(({ mark }) => mark)])).toEqual([
    ['Gates of the sign-off', ['good', 'good']],
    ['Documents of the sign-off', ['good', 'good']],
    ['Open risks', ['good']],
  ]);
});

test('a sign-off that has landed passes by the approvals of the pull request that brought it', async () => {
  const evaluation = await judged({ landed: {} });
  expect(open(evaluation)).toEqual([]);
  expect(Object.keys(evaluation.facts)).toEqual(['document/note']);
});

const words = (decision: string): PlayedSignOff => noted(['Decision: `APPROVED`', `Decision: ${decision}`]);
const restrictedNote = (more: string): PlayedSignOff =>
  noted(['Decision: `APPROVED`', 'Decision: `Go (restricted)`'], ['everything was measured\n', `measured\n${more}`]);
const restricted = { accept: ['go', 'restricted'] };
const lists = '\n## Scope\n\n- the pilot\n\n## Conditions\n\n- the figures stay (check: kpi)\n';
const record = (...rows: string[]): PlayedSignOff =>
  noted([
    'everything was measured\n',
    `measured\n\n## Approval record\n\n| Role | Name | Decision | Timestamp |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`,
  ]);
const lee = '| release owner | @lee | approve | 2026-11-20T12:00:00Z |';
const ona = '| operations | ona | approve-go | 2026-11-20T12:05:00Z |';
const risk = (row: string): PlayedSignOff =>
  file(paths.risks, risks, ['| The cache is not warm | @lee | 2026-12-31 | kpi | open |', row]);
const noteLess = (code: string): string[] => [
  'approved: NO_DATA',
  'unedited: NO_DATA',
  ...['decision', 'restricted', 'of-commit', 'complete commit', 'complete reason', 'complete rollback'].map(
    (line) => `${line}: ${code}`,
  ),
  `reference: ${code}`,
  `pulls: ${code}`,
  ...['decision', 'commit', 'pull requests'].map((line) => `agrees ${line}: ${code}`),
];
const known = (lines: string[]): string[] => [...lines].sort();

const cases: [name: string, played: PlayedSignOff, open: string[]][] = [
  // the document
  [
    'there is no note',
    { files: { [paths.note]: gone } },
    [
      'document: failed',
      'measured drill: NO_DATA',
      'measured run-1: NO_DATA',
      `risk risks of ${paths.note}: NO_DATA`,
      ...noteLess('NO_DATA'),
    ],
  ],
  [
    'the note cannot be read',
    { files: { [paths.note]: unreadable } },
    [
      'document: MISSING_PERMISSION',
      'measured drill: MISSING_PERMISSION',
      'measured run-1: MISSING_PERMISSION',
      `risk risks of ${paths.note}: MISSING_PERMISSION`,
      ...noteLess('MISSING_PERMISSION'),
    ],
  ],
  [
    'HTML beside the decision',
    noted(['Decision: `APPROVED`', '<b>No</b>\n\nDecision: `APPROVED`']),
    [
      'document: failed',
      ...['decision', 'of-commit', 'complete commit', 'complete reason', 'complete rollback'].map(
        (line) => `${line}: NO_DATA`,
      ),
      `risk risks of ${paths.note}: NO_DATA`,
      `reference commit ${signedOff}: NO_DATA`,
      ...['pull 20', 'pull 21', `file ${paths.kpi}`, `file ${paths.drill}`, `file ${paths.checklist}`].map(
        (what) => `reference ${what}: NO_DATA`,
      ),
      'reference branch main: NO_DATA',
      'pulls #20: NO_DATA',
      'pulls #21: NO_DATA',
      ...['decision', 'commit', 'pull requests'].map((line) => `agrees ${line}: NO_DATA`),
    ],
  ],
  // what it decides
  ['no decision', noted(['Decision: `APPROVED`\n', '']), ['decision: failed', 'restricted: NO_DATA']],
  ['a decision in bold', words('**Go**'), []],
  ['a decision in plain words', words('Go.'), []],
  ['a decision in a word of the policy', of({ words: { go: ['Freigabe'] } }, words('Freigabe')), []],
  ['a word that nobody knows', words('`LGTM`'), ['decision: failed', 'restricted: NO_DATA']],
  [
    'a go that its own line takes back',
    { ...words('`APPROVED` once #23 is merged'), answers: { [`${at}/pulls/23`]: notFound } },
    [
      'decision: failed',
      'restricted: NO_DATA',
      'agrees pull requests: failed',
      'reference pull 23: failed',
      'pulls #23: failed',
    ],
  ],
  [
    'two decisions that contradict each other',
    noted(['everything was measured\n', 'measured\n\nRecommendation: `No-Go`\n']),
    ['decision: failed', 'restricted: NO_DATA'],
  ],
  [
    'a table that says no',
    noted(['everything was measured\n', 'measured\n\n| Fact | Value |\n| --- | --- |\n| Decision | BLOCKED |\n']),
    ['decision: failed', 'restricted: NO_DATA'],
  ],
  ['BLOCKED, though all boxes are ticked', words('`BLOCKED`'), ['decision: failed']],
  [
    'APPROVED above an open box',
    file(paths.checklist, checklist, ['- [x] Evidence', '- [ ] Evidence']),
    ['decision: failed', `boxes ${paths.checklist}: failed`],
  ],
  [
    'APPROVED beside a gate that failed',
    { answers: { [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun({ conclusion: 'failure' })] } } },
    ['decision: failed', 'gate ci: failed', 'measured built: failed'],
  ],
  [
    'APPROVED beside a gate that did not run',
    { reports: () => ({ files: [], problems: [] }) },
    ['decision: NO_DATA', 'gate kpi: NO_DATA', 'risk The cache is not warm: NO_DATA'],
  ],
  // restricted
  ['a restricted decision where only go is accepted', restrictedNote(lists), ['decision: failed']],
  ['a restricted decision with its scope and measured conditions', of(restricted, restrictedNote(lists)), []],
  [
    'a condition that nobody measures',
    of(restricted, restrictedNote(lists.replace(' (check: kpi)', ''))),
    ['restricted: CLAIMED'],
  ],
  ['a restricted decision without a scope', of(restricted, restrictedNote('')), ['restricted: failed']],
  [
    'a restricted decision with a placeholder for its scope',
    of(restricted, restrictedNote(lists.replace('the pilot', '`<scope>`'))),
    ['restricted: failed'],
  ],
  // boxes
  [
    'a ticked box that means no-go',
    file(paths.checklist, checklist, ['- [ ] An incident', '- [x] An incident']),
    ['decision: failed', `boxes ${paths.checklist}: failed`],
  ],
  [
    'no checklist',
    { files: { [paths.checklist]: gone } },
    [
      'boxes docs/sign-off/checklist.md: failed',
      'decision: failed',
      'reference file docs/sign-off/checklist.md: failed',
    ],
  ],
  [
    'a checklist that cannot be read',
    { files: { [paths.checklist]: unreadable } },
    [`boxes ${paths.checklist}: MISSING_PERMISSION`, 'decision: NO_DATA', `reference file ${paths.checklist}: failed`],
  ],
  [
    'a heading that is gone from the checklist',
    file(paths.checklist, checklist, ['## No-Go if any', '## Signs']),
    [`boxes ${paths.checklist}: failed`, 'decision: failed'],
  ],
  ['no checklist asked for', of({ checklists: undefined }), []],
  // approvals
  ['nobody approved', { pull: { reviews: [] } }, ['approved: failed']],
  ['one role is missing', { pull: { reviews: [signing('lee')] } }, ['approved: failed']],
  [
    'somebody of both roles leaves the other one to whoever can fill it',
    { pull: { reviews: [signing('lou'), signing('lee', 3)] } },
    [],
  ],
  [
    'an approval that was taken back',
    { pull: { reviews: [signing('lee'), signing('ona', 5), signing('ona', 9, { state: 'CHANGES_REQUESTED' })] } },
    ['approved: failed'],
  ],
  [
    'an approval that was dismissed',
    { pull: { reviews: [signing('lee'), signing('ona', 5, { state: 'DISMISSED' })] } },
    ['approved: failed'],
  ],
  [
    'the author among the approvers',
    { pull: { opener: account('lee'), reviews: [signing('lee'), signing('ona', 5)] } },
    ['approved: failed'],
  ],
  ['an app opened it, and nobody approved besides', { pull: { opener: account('bot', 'Bot') } }, ['approved: failed']],
  [
    'an app opened it, and one approved besides',
    {
      pull: { opener: account('bot', 'Bot'), reviews: [signing('lee'), signing('ona', 5), signing('lou', 7)] },
    },
    [],
  ],
  [
    'approvals before the check ended',
    {
      answers: {
        [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun({ completed_at: '2026-11-20T12:02:00Z' })] },
      },
    },
    ['approved: failed'],
  ],
  [
    'a check that nobody knows the end of',
    { answers: { [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun({ completed_at: null })] } } },
    ['approved: NO_DATA'],
  ],
  [
    'approvals later than the pull request may wait',
    {
      pull: { createdAt: '2026-11-18T09:00:00Z' },
      answers: {
        [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun({ completed_at: '2026-11-19T11:00:00Z' })] },
      },
    },
    ['approved: failed'],
  ],
  ['approvals that no longer hold', { now: '2026-12-21T12:00:00Z' }, ['approved: failed']],
  [
    'reviews that may not be read',
    { answers: { [`${at}/pulls/7/reviews`]: { because: denied } } },
    ['approved: MISSING_PERMISSION', 'unedited: MISSING_PERMISSION'],
  ],
  // edits
  [
    'the note was edited after its approval',
    {
      pull: { reviews: [signing('lee', 0, { commit_id: 'c'.repeat(40) }), signing('ona', 5)] },
      answers: { [`${at}/contents/${paths.note}?ref=${'c'.repeat(40)}`]: { raw: 'another text' } },
    },
    ['approved: failed', 'unedited: failed'],
  ],
  [
    'something else than the note was pushed after its approval',
    {
      pull: { reviews: [signing('lee', 0, { commit_id: 'c'.repeat(40) }), signing('ona', 5)] },
      answers: { [`${at}/contents/${paths.note}?ref=${'c'.repeat(40)}`]: { raw: note } },
    },
    ['approved: failed'],
  ],
  [
    'what landed is not what was approved',
    { landed: { atHead: { [paths.note]: 'another text' } } },
    ['unedited: failed'],
  ],
  ['the evidence was exchanged afterwards', { landed: { atHead: { [paths.kpi]: '{}' } } }, ['unedited: failed']],
  ['a box was ticked afterwards', { landed: { atHead: { [paths.checklist]: 'open' } } }, ['unedited: failed']],
  [
    'a risk register that was not there when it was approved',
    { landed: {}, answers: { [`${at}/contents/${paths.risks}?ref=${'8'.repeat(40)}`]: notFound } },
    ['unedited: failed'],
  ],
  [
    'the note came without a pull request',
    { landed: {}, answers: { [`${at}/commits/${'e'.repeat(40)}/pulls`]: { json: [] } } },
    ['approved: NO_DATA', 'unedited: NO_DATA'],
  ],
  // commits
  [
    'code changed since the commit that was signed off',
    { since: { [signedOff]: { after: { 'src/gates.ts': 'x' } } } },
    ['of-commit: failed'],
  ],
  [
    'the judged commit does not contain it',
    {
      since: { [signedOff]: { base: '1'.repeat(40) } },
      answers: { [`${at}/commits/${signedOff}`]: { json: { sha: signedOff } } },
    },
    ['of-commit: failed', `reference commit ${signedOff}: failed`],
  ],
  [
    'the history does not reach so far',
    {
      since: { [signedOff]: { unknown: denied } },
      answers: { [`${at}/compare/${signedOff}...${headSha}`]: { json: { status: 'ahead' } } },
    },
    ['of-commit: MISSING_PERMISSION'],
  ],
  [
    'no commit',
    noted([`- Branch/commit: \`main\` / \`${signedOff}\`\n`, '']),
    ['complete commit: failed', 'measured drill: NO_DATA', 'measured run-1: NO_DATA', 'of-commit: failed'],
  ],
  [
    'a shortened commit',
    { ...noted([signedOff, '77777777a']), answers: { [`${at}/commits/77777777a`]: { json: { sha: signedOff } } } },
    ['measured drill: NO_DATA', 'measured run-1: NO_DATA', 'of-commit: failed', 'reference commit 77777777a: failed'],
  ],
  [
    'two commits',
    noted(['- Checklist:', `- Approved commit: \`${measuredAt}\`\n- Checklist:`]),
    ['measured drill: NO_DATA', 'measured run-1: NO_DATA', 'of-commit: failed'],
  ],
  // evidence
  [
    'code changed since it was measured',
    { since: { [measuredAt]: { after: { 'src/gates.ts': 'x' } } } },
    ['measured run-1: failed'],
  ],
  [
    'what was measured is of another line',
    { since: { [measuredAt]: { base: '1'.repeat(40) } } },
    ['measured run-1: failed'],
  ],
  ['evidence that says of no commit', file(paths.kpi, kpi, ['"commit"', '"other"']), ['measured run-1: failed']],
  ['evidence of the day after', file(paths.kpi, kpi, ['2026-11-19', '2026-11-20']), []],
  ['evidence from after the approvals', file(paths.kpi, kpi, ['2026-11-19T10', '2026-11-20T22']), ['approved: failed']],
  [
    'evidence of tomorrow',
    file(paths.kpi, kpi, ['2026-11-19', '2026-11-22']),
    ['approved: failed', 'measured run-1: failed'],
  ],
  [
    'evidence that does not say when',
    file(paths.kpi, kpi, ['generatedAt', 'at']),
    ['approved: NO_DATA', 'measured run-1: failed'],
  ],
  [
    'evidence that nothing binds to a commit',
    of({ evidence: [{ id: 'run-1', path: paths.kpi }] }),
    ['measured run-1: CLAIMED'],
  ],
  [
    'evidence that is gone',
    { files: { [paths.kpi]: gone } },
    ['approved: NO_DATA', 'measured run-1: failed', `reference file ${paths.kpi}: failed`],
  ],
  [
    'evidence that rests on the note',
    {
      files: { [paths.drill]: `# Drill\n\n- Commit under validation: \`${signedOff}\`\n- Guard: \`${paths.note}\`\n` },
    },
    ['measured drill: failed'],
  ],
  ['no evidence asked for', of({ evidence: undefined }), []],
  // references
  [
    'a file that is not there',
    noted(['- Checklist:', '- More: `docs/more.md`\n- Checklist:']),
    ['reference file docs/more.md: failed'],
  ],
  ['a name that only one file has', noted(['- Checklist:', '- Tests: `gates.test.ts`\n- Checklist:']), []],
  [
    'a name that two files have',
    { files: { ...noteWith(['- Checklist:', '- Tests: `gates.test.ts`\n- Checklist:']), 'lib/gates.test.ts': '' } },
    ['reference file gates.test.ts: NO_DATA', 'row plan PR-02 gates evidence: NO_DATA'],
  ],
  ['a glob', noted(['- Checklist:', '- Code: `src/*.ts`\n- Checklist:']), []],
  [
    'a glob that nothing matches',
    noted(['- Checklist:', '- Code: `lib/*.ts`\n- Checklist:']),
    ['reference file lib/*.ts: failed'],
  ],
  ['a folder', noted(['- Checklist:', '- Code: `docs/kpi/`\n- Checklist:']), []],
  [
    'the note itself',
    noted(['- Checklist:', `- Proof: \`${paths.note}\`\n- Checklist:`]),
    [`reference file ${paths.note}: failed`],
  ],
  ['a link elsewhere', noted(['- Checklist:', '- See [this](https://example.com/x)\n- Checklist:']), []],
  [
    'a run, a tag and a commit by their addresses',
    {
      ...noted([
        '- Checklist:',
        `- See [run](https://github.com/acme/desk/actions/runs/9), [tag](https://github.com/acme/desk/releases/tag/v3.0.0), https://github.com/acme/desk/commit/${merged[20]}\n- Checklist:`,
      ]),
      answers: {
        [`${at}/actions/runs/9`]: { json: { id: 9 } },
        [`${at}/git/ref/tags/v3.0.0`]: { json: { object: { type: 'commit', sha: merged[21] } } },
      },
    },
    [],
  ],
  [
    'a tag and a run that are not there',
    {
      ...noted([
        '- Checklist:',
        '- Release tag: `v3.0.0`\n- See https://github.com/acme/desk/actions/runs/9\n- Checklist:',
      ]),
      answers: { [`${at}/actions/runs/9`]: notFound, [`${at}/git/ref/tags/v3.0.0`]: notFound },
    },
    ['reference run 9: failed', 'reference tag v3.0.0: failed'],
  ],
  ['a branch that was deleted', { answers: { [`${at}/git/ref/heads/main`]: notFound } }, []],
  [
    'a branch that was deleted, and no commit',
    { ...noted([` / \`${signedOff}\``, '']), answers: { [`${at}/git/ref/heads/main`]: notFound } },
    ['measured drill: NO_DATA', 'measured run-1: NO_DATA', 'of-commit: failed', 'reference branch main: failed'],
  ],
  // pull requests
  [
    'a pull request that was not merged',
    { answers: { [`${at}/pulls/21`]: { json: pull(21, { merged_at: null }) } } },
    [
      'pulls #21: failed',
      'pulls notes #21: failed',
      'row plan PR-02 gates merge: failed',
      'row plan PR-02 gates status: failed',
    ],
  ],
  [
    'one that was merged elsewhere',
    { answers: { [`${at}/pulls/21`]: { json: pull(21, { base: { ref: 'release' } }) } } },
    ['pulls #21: failed', 'pulls notes #21: failed'],
  ],
  [
    'one that the judged commit does not contain',
    { since: { [merged[21]]: { base: '1'.repeat(40) } } },
    ['pulls #21: failed', 'pulls notes #21: failed', 'row plan PR-02 gates merge: failed'],
  ],
  [
    'one that may not be asked for',
    { answers: { [`${at}/pulls/21`]: { because: denied } } },
    [
      'pulls #21: MISSING_PERMISSION',
      'pulls notes #21: MISSING_PERMISSION',
      'reference notes pull 21: MISSING_PERMISSION',
      'reference pull 21: MISSING_PERMISSION',
      'row plan PR-02 gates merge: MISSING_PERMISSION',
      'row plan PR-02 gates status: MISSING_PERMISSION',
    ],
  ],
  [
    'a blocked note may wait for one',
    { ...words('`BLOCKED`'), answers: { [`${at}/pulls/21`]: { json: pull(21, { merged_at: null }) } } },
    [
      'decision: failed',
      'pulls notes #21: failed',
      'row plan PR-02 gates merge: failed',
      'row plan PR-02 gates status: failed',
    ],
  ],
  // the matrix
  [
    'a merge commit of another pull request',
    file(paths.matrix, matrix, [merged[20].slice(0, 8), merged[21].slice(0, 8)]),
    ['row plan PR-01 baseline merge: failed'],
  ],
  [
    'a row that says pending of what was merged',
    file(paths.matrix, matrix, ['| Merged |', '| Pending |']),
    ['row plan PR-01 baseline status: failed'],
  ],
  [
    'a row that says pending twice of what was merged',
    file(paths.matrix, matrix, ['| Merged |', '| Pending |'], [`\`${merged[20].slice(0, 8)}\` |`, 'Pending |']),
    ['row plan PR-01 baseline merge: failed', 'row plan PR-01 baseline status: failed'],
  ],
  [
    'a status that nobody knows',
    file(paths.matrix, matrix, ['| Merged |', '| Fine |']),
    ['row plan PR-01 baseline status: failed'],
  ],
  [
    'a row without a pull request',
    file(paths.matrix, matrix, ['| #20 | `a2000000` |', '| none | N/A |']),
    ['row plan PR-01 baseline merge: NO_DATA', 'row plan PR-01 baseline status: NO_DATA'],
  ],
  [
    'a row whose evidence is gone',
    file(paths.matrix, matrix, ['src/baseline.ts', 'src/base.ts']),
    ['row plan PR-01 baseline evidence: failed'],
  ],
  [
    'a row without evidence',
    file(paths.matrix, matrix, ['`src/baseline.ts`', 'see the code']),
    ['row plan PR-01 baseline evidence: NO_DATA'],
  ],
  [
    'a row that is missing',
    of({ matrices: [{ id: 'plan', path: paths.matrix, slices: ['PR-03'] }] }),
    ['row plan: failed'],
  ],
  [
    'a row with a cell too many',
    file(paths.matrix, matrix, ['`src/baseline.ts` |', '`src/baseline.ts` | x |']),
    ['row plan: failed'],
  ],
  ['a row that is there twice', file(paths.matrix, matrix, ['PR-02 gates', 'PR-01 baseline']), ['row plan: failed']],
  ['no matrix', { files: { [paths.matrix]: gone } }, ['row plan: failed']],
  ['a matrix that cannot be read', { files: { [paths.matrix]: unreadable } }, ['row plan: MISSING_PERMISSION']],
  ['no matrix asked for', of({ matrices: undefined }), []],
  // risks
  [
    'a risk without an owner',
    risk('| The cache is not warm | | 2026-12-31 | kpi | open |'),
    ['risk The cache is not warm: failed'],
  ],
  [
    'a risk with an owner whom nobody knows',
    risk('| The cache is not warm | Mara | 2026-12-31 | kpi | open |'),
    ['risk The cache is not warm: failed'],
  ],
  ['a risk of two owners', risk('| The cache is not warm | @lee + operations | 2026-12-31 | kpi | open |'), []],
  [
    'a risk whose day has passed',
    risk('| The cache is not warm | @lee | 2026-11-20 | kpi | open |'),
    ['risk The cache is not warm: failed'],
  ],
  ['a risk that is due today', risk('| The cache is not warm | @lee | 2026-11-21 | kpi | open |'), []],
  [
    'a risk whose day is none',
    risk('| The cache is not warm | @lee | soon | kpi | open |'),
    ['risk The cache is not warm: failed'],
  ],
  [
    'a risk whose check nobody knows',
    risk('| The cache is not warm | @lee | 2026-12-31 | cache | open |'),
    ['risk The cache is not warm: failed'],
  ],
  [
    'a risk with a word for its status that is not closed',
    risk('| The cache is not warm | | | | accepted |'),
    ['risk The cache is not warm: failed'],
  ],
  [
    'a risk that says that a gate was not run',
    risk('| The two-run gate was not run on the new host | @lee | 2026-12-31 | kpi | open |'),
    ['decision: NO_DATA', 'gate kpi: NO_DATA'],
  ],
  [
    'a risk that says that something was not run',
    risk('| The soak test was blocked | @lee | 2026-12-31 | kpi | open |'),
    ['risk The soak test was blocked: NO_DATA'],
  ],
  [
    'a risk in the note',
    noted([
      'everything was measured\n',
      'measured\n\n## Open risks\n\n- Nobody knows (owner: @ona; due: 2026-12-01; check: ci)\n- A second one\n',
    ]),
    ['risk A second one: failed'],
  ],
  ['no register', { files: { [paths.risks]: gone } }, [`risk risks of ${paths.risks}: NO_DATA`]],
  [
    'a register without its section',
    file(paths.risks, risks, ['## Open risks', '## Notes']),
    [`risk risks of ${paths.risks}: NO_DATA`],
  ],
  ['no risk at all', of({ 'risk-registers': undefined }), []],
  // the approval record
  ['a record that the reviews bear out', record(lee, ona), []],
  [
    'a record with a name that is no login',
    record(lee, ona.replace('ona', 'Ona Nord')),
    ['record operations: NO_DATA'],
  ],
  [
    'a record with somebody who did not approve',
    record(lee.replace('@lee', '@lou'), ona),
    ['record release owner: failed'],
  ],
  ['two approvals in one moment', record(lee, ona.replace('12:05', '12:00')), ['record operations: failed']],
  ['one person for two roles', record(lee, ona.replace('ona', '@lee')), ['record operations: failed']],
  ['a time without its zone', record(lee, ona.replace('12:05:00Z', '12:05:00')), ['record operations: failed']],
  ['a time that is still to come', record(lee, ona.replace('2026', '2027')), ['record operations: failed']],
  ['a time before the evidence', record(lee, ona.replace('2026-11-20', '2026-11-18')), ['record operations: failed']],
  ['a line that rejects', record(lee, ona.replace('approve-go', 'reject')), ['record operations: failed']],
  ['a line that nobody filled in', record(lee, '| operations | `<login>` | | |'), ['record operations: failed']],
  // agreement
  [
    'release notes with another chain',
    { files: { [paths.notes]: releaseNotes.replace('#21', '#20') } },
    ['agrees pull requests: failed'],
  ],
  // completeness
  [
    'a reason that is a placeholder',
    noted(['Reason: everything was measured', 'Reason: `<short reason>`']),
    ['complete reason: failed'],
  ],
  ['no reason', noted(['Reason: everything was measured\n', '']), ['complete reason: failed']],
  // around
  [
    'no token',
    { credentials: [] },
    [
      'approved: NO_CREDENTIAL',
      'decision: NO_DATA',
      'gate ci: NO_CREDENTIAL',
      'gate kpi: NO_CREDENTIAL',
      'measured built: NO_CREDENTIAL',
      ...['note', 'notes'].flatMap((id) =>
        ['20', '21'].flatMap((number) => [
          `pulls${id === 'notes' ? ' notes' : ''} #${number}: NO_CREDENTIAL`,
          `reference${id === 'notes' ? ' notes' : ''} pull ${number}: NO_CREDENTIAL`,
        ]),
      ),
      'reference branch main: NO_CREDENTIAL',
      'risk The cache is not warm: NO_DATA',
      ...['PR-01 baseline', 'PR-02 gates'].flatMap((slice) =>
        ['merge', 'status'].map((what) => `row plan ${slice} ${what}: NO_CREDENTIAL`),
      ),
      'unedited: NO_CREDENTIAL',
    ],
  ],
];

describe('a sign-off', () => {
  test.each(cases)('%s', async (_name, played, expected) => {
    expect(known(open(await judged(played)))).toEqual(known(expected));
  });

  test('says of a no-go that nothing else stands against it', async () => {
    const { results } = await judged(words('`BLOCKED`'));
    const [decision] = results.filter(({ rule }) => rule === 'sign-off/decision');
    expect(decision?.message).toBe(
      'note: the decision is "BLOCKED" ("everything was measured"), although every gate passed and every box is ticked',
    );
  });
});

test('the note of the examples is whole, and a restricted go', () => {
  const path = 'docs/sign-off/note.md';
  const text = readFileSync(join(root, 'examples/producer', path));
  const own = { host: 'github.com', repository: 'harbour-example/ledger' };
  const { document, problems } = readSignOff(path, text, wordsWith({}), own);
  expect(problems).toEqual([]);
  expect(document.decisions.map(({ kind }) => kind)).toEqual(['restricted']);
  expect(document.risks.map(({ owner, due, check }) => [owner?.text, due?.text, check?.text])).toEqual([
    ['@pat', '2026-12-31', 'contract'],
  ]);
  const files = document.references.filter(({ kind }) => kind === 'file').map(({ value }) => value);
  expect(files.filter((file) => !existsSync(join(root, 'examples/producer', file)))).toEqual([]);
  expect([document.parts.scope?.length, document.parts.conditions?.length]).toEqual([1, 1]);
});

describe('the configuration', () => {
  test.each<[name: string, fields: Record<string, unknown>, problem: string]>([
    [
      'two gates of one name',
      { gates: [...section.gates, section.gates[0]] },
      '/sign-off/gates/2/id: there are two gates kpi',
    ],
    [
      'a control that is none',
      { gates: [{ id: 'x', control: 'kpi-gat' }] },
      '/sign-off/gates/0/control: there is no control kpi-gat (did you mean kpi-gate?)',
    ],
    [
      'itself as a gate',
      { gates: [{ id: 'x', control: 'sign-off' }] },
      '/sign-off/gates/0/control: the sign-off cannot be a gate of itself',
    ],
    [
      'documents drawn up of nothing',
      { modes: ['render'] },
      '/sign-off/modes: render is asked for, and there is no package:',
    ],
    [
      'no document that decides',
      { documents: [{ ...section.documents[1] }] },
      '/sign-off/documents: verify is asked for, and no document decides',
    ],
    [
      'a label in JSON',
      { evidence: [{ id: 'x', path: 'a.json', commit: 'Commit' }] },
      '/sign-off/evidence/0/commit: a.json is no Markdown: expected a JSON Pointer',
    ],
    [
      'one path for two checklists',
      { checklists: [{ path: 'a.md' }, { path: 'a.md' }] },
      '/sign-off/checklists/1/path: there are two checklists with the path a.md',
    ],
    ['a gate without a measurement', { gates: [{ id: 'x' }] }, 'give one of control, verification and check'],
  ])('%s', (_name, fields, problem) => {
    expect(() => configurationOf(control, { section: sectionWith(fields) })).toThrow(problem);
  });

  test('a role that is not there is an error', async () => {
    const { error } = await judged({ roles: { 'release-owner': ['lee'] } });
    expect(error?.code).toBe('BAD_CONFIG');
    expect(error?.message).toContain('operations');
  });
});

describe('documents that are drawn up', () => {
  const drawing = (fields: Record<string, unknown> = {}, played: PlayedSignOff = {}): PlayedSignOff => ({
    ...played,
    section: sectionWith({ modes: ['render'], documents: undefined, package: package_, ...fields }),
  });
  const textOf = (evaluation: Evaluation, name: string): string => String(evaluation.documents[name] ?? '');

  test('say go where everything was measured, and read back as they say', async () => {
    const evaluation = await judged(drawing());
    expect(open(evaluation)).toEqual([]);
    expect(reportStatus(evaluation.results, evaluation.error)).toBe('passed');
    expect(evaluation.outputs).toEqual({ decision: 'go', commit: headSha });
    const texts = ['approval-note.md', 'go-no-go.md', 'handoff.md'].map((name) => textOf(evaluation, name));
    const address = { host: 'github.com', repository: product };
    const read = texts.map((text) => readSignOff('docs/x.md', new TextEncoder().encode(text), wordsWith({}), address));
    expect(read.map(({ problems }) => problems)).toEqual([[], [], []]);
    expect(read.map(({ document }) => document.decisions.map(({ kind }) => kind))).toEqual([['go'], ['go'], ['go']]);
    expect(read.map(({ document }) => document.commits.map(({ text }) => text))).toEqual([
      [headSha],
      [headSha],
      [headSha],
    ]);
    expect(texts[0]).toContain('- Decision: `APPROVED`');
    expect(texts[0]).toContain(`\`#20\` as \`${merged[20]}\``);
    expect(texts[1]).toContain('- [x] proven: KPI gate');
    expect(texts[1]).toContain('| release\\-owner | lee, lou | 1 | lee 2026');
    expect(texts[2]).toContain('- Step 1: Freeze changes');
    expect(texts[2]).toContain('- Impact summary: `<who is affected, and how>`');
  });

  const packages: [
    name: string,
    fields: Record<string, unknown>,
    played: PlayedSignOff,
    decision: string,
    status: string,
  ][] = [
    [
      'a gate that failed',
      {},
      { answers: { [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun({ conclusion: 'failure' })] } } },
      'no-go',
      'failed',
    ],
    ['a gate that did not run', {}, { reports: () => ({ files: [], problems: [] }) }, 'no-go', 'unverified'],
    ['an open box', {}, file(paths.checklist, checklist, ['- [x] Evidence', '- [ ] Evidence']), 'no-go', 'failed'],
    ['evidence of other code', {}, { since: { [measuredAt]: { after: { 'src/a.ts': 'x' } } } }, 'no-go', 'failed'],
    ['a row that is not so', {}, file(paths.matrix, matrix, ['src/baseline.ts', 'src/base.ts']), 'no-go', 'failed'],
    ['a risk without an owner', {}, risk('| Nobody cares | | | | open |'), 'no-go', 'failed'],
    ['a register that is gone', {}, { files: { [paths.risks]: gone } }, 'no-go', 'unverified'],
    [
      'a scope and conditions',
      { ...restricted, package: { ...package_, scope: ['the pilot'], conditions: ['the figures stay (check: kpi)'] } },
      {},
      'restricted',
      'passed',
    ],
  ];
  test.each(packages)('%s', async (_name, fields, played, decision, status) => {
    const evaluation = await judged(drawing(fields, played));
    expect(evaluation.outputs['decision']).toBe(decision);
    expect(evaluation.results.find(({ rule }) => rule === 'sign-off/recommended')?.status).toBe(status);
    const note_ = textOf(evaluation, 'approval-note.md');
    expect(note_).toContain(
      `- Decision: \`${{ 'no-go': 'BLOCKED', restricted: 'Approved with conditions' }[decision]}\``,
    );
    expect(/\*\*not (?:so|verified)\*\*/.test(note_ + textOf(evaluation, 'go-no-go.md'))).toBe(decision === 'no-go');
    expect(textOf(evaluation, 'go-no-go.md').includes('- [ ]')).toBe(
      decision === 'no-go' && !/risk|register|evidence/.test(_name),
    );
  });

  test('tell posture and baseline as files say them, and mark what nobody knows', async () => {
    const said = {
      package: {
        ...package_,
        posture: '.github/posture.yml',
        baseline: { path: 'pin.json', fields: { Tag: '/release', Api: '/api' } },
      },
    };
    const files = { '.github/posture.yml': 'posture: NO-GO\n', 'pin.json': '{"release":"v3.0.0"}' };
    const evaluation = await judged(drawing(said, { files }));
    const text = textOf(evaluation, 'handoff.md');
    expect(text).toContain('- Current runtime posture: `NO-GO`');
    expect(text).toContain('- Baseline currently active, Tag: `v3.0.0`');
    expect(text).toContain('- Baseline currently active, Api: `<not known>`');
  });

  test('are not there without a commit', async () => {
    const { documents, results } = await judged(drawing({}, { subject: { headSha: undefined } as never }));
    expect(documents).toEqual({});
    expect(results.find(({ rule }) => rule === 'sign-off/recommended')?.status).toBe('unverified');
  });

  test.each<[name: string, given: Record<string, string>, key: string | undefined, error: string | undefined]>([
    ['no mode', {}, undefined, 'BAD_INPUT'],
    ['a mode whose key is that of another', { mode: 'render' }, 'verify', 'BAD_INPUT'],
    ['a mode with its key', { mode: 'render' }, 'render', undefined],
  ])('%s, where both are allowed', async (_name, given, key, error) => {
    const played = {
      section: sectionWith({ modes: ['render', 'verify'], package: package_ }),
      given,
      subject: key === undefined ? {} : { matrixKey: key },
    };
    expect((await judged(played)).error?.code).toBe(error);
  });
});

rules.prove();
