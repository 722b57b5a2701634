import { notFound } from '../../support/memory-github.ts';
import { at, kpi, measuredAt, merged, noteWith, paths, pull, signedOff } from '../../support/sign-offs.ts';
import { headSha } from '../../support/world.ts';
import { type Case, denied, file, gone, noted, of, words } from './setups.ts';

/* Cases: commits, evidence, references and pull requests. */

export const platformCases: Case[] = [
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
