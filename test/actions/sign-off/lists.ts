import { matrix, merged, paths, risks } from '../../support/sign-offs.ts';
import { type Case, file, gone, noted, of, risk, unreadable } from './setups.ts';

/* Cases: matrices and risks. */

export const listCases: Case[] = [
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
];
