import { notFound } from '../../support/memory-github.ts';
import { at, checklist, checkRun, paths, releaseNotes, signedOff } from '../../support/sign-offs.ts';
import { headSha } from '../../support/world.ts';
import {
  type Case,
  file,
  gone,
  lists,
  noted,
  noteLess,
  of,
  restricted,
  restrictedNote,
  unreadable,
  words,
} from './setups.ts';

/* Cases: what the documents are and decide. */

export const documentCases: Case[] = [
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
    'a note that is too large',
    { files: { [paths.note]: { reason: 'too-large', message: 'is too large' } } },
    [
      'document: failed',
      'measured drill: NO_DATA',
      'measured run-1: NO_DATA',
      `risk risks of ${paths.note}: NO_DATA`,
      ...noteLess('NO_DATA'),
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
];
