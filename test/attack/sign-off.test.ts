import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/sign-off/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { notFound } from '../support/memory-github.ts';
import { account } from '../support/pull-request.ts';
import {
  at,
  atSignOff,
  checklist,
  checkRun,
  exchanged,
  gateReport,
  matrix,
  merged,
  note,
  noteWith,
  type PlayedSignOff,
  paths,
  pull,
  risks,
  sectionWith,
  signedOff,
  signing,
} from '../support/sign-offs.ts';
import { evaluateWith, headSha } from '../support/world.ts';

/* Somebody wants a release to go that nobody signed off, or that nobody measured. Everything but the attack is in order. */

const noted = (...exchanges: Parameters<typeof noteWith>): PlayedSignOff => ({ files: noteWith(...exchanges) });
const file = (path: string, text: string, ...exchanges: Parameters<typeof noteWith>): PlayedSignOff => ({
  files: { [path]: exchanged(text, ...exchanges) },
});
const end = 'everything was measured\n';
const behind = (more: string): PlayedSignOff => noted([end, `${end}\n${more}\n`]);
const earlier = 'c'.repeat(40);

const attacks: [name: string, played: PlayedSignOff, status: 'failed' | 'unverified', rules: string[]][] = [
  // whose word it is
  ['the author approves the own note', { pull: { opener: account('lee') } }, 'failed', ['approved']],
  [
    'a co-author approves it',
    {
      pull: {
        commits: [{ sha: headSha, message: 'note\n\nCo-authored-by: Ona <ona@example.test>' }],
        addresses: { 'ona@example.test': ['ona'] },
      },
    },
    'failed',
    ['approved'],
  ],
  [
    'a bot approves it',
    { pull: { reviews: [signing('lee', 0, { type: 'Bot' }), signing('ona')] } },
    'failed',
    ['approved'],
  ],
  ['one person approves for two roles', { pull: { reviews: [signing('lee')] } }, 'failed', ['approved']],
  [
    'a line in the record stands in for an approval',
    {
      ...behind(
        '## Approval record\n\n| Role | Name | Decision | Timestamp |\n| --- | --- | --- | --- |\n| operations | @ona | approve | 2026-11-20T12:05:00Z |',
      ),
      pull: { reviews: [signing('lee')] },
    },
    'failed',
    ['approved', 'record'],
  ],
  [
    'a board approves, of whom nobody knows who it is',
    behind(
      '## Approval record\n\n| Role | Name | Decision | Timestamp |\n| --- | --- | --- | --- |\n| joint | Joint review board | approve | 2026-11-20T12:05:00Z |',
    ),
    'unverified',
    ['record'],
  ],
  [
    'the note is edited after it was approved',
    {
      pull: { reviews: [signing('lee', 0, { commit_id: earlier }), signing('ona', 5, { commit_id: earlier })] },
      answers: { [`${at}/contents/${paths.note}?ref=${earlier}`]: { raw: note.replace('APPROVED', 'BLOCKED') } },
    },
    'failed',
    ['approved', 'unedited'],
  ],
  [
    'a box is ticked after the note has landed',
    { landed: { atHead: { [paths.checklist]: checklist.replace('[x]', '[ ]') } } },
    'failed',
    ['unedited'],
  ],
  [
    'a risk is taken out of the register after the note has landed',
    { landed: { atHead: { [paths.risks]: `${risks}\n- another risk\n` } } },
    'failed',
    ['unedited'],
  ],
  [
    'the evidence is exchanged after the note has landed',
    { landed: { atHead: { [paths.kpi]: '{}' } } },
    'failed',
    ['unedited'],
  ],
  [
    'it is approved before there is anything to approve',
    {
      answers: {
        [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun({ completed_at: '2026-11-20T13:00:00Z' })] },
      },
    },
    'failed',
    ['approved'],
  ],
  [
    'the gate is started again until it is green, after the approvals',
    {
      answers: {
        [`${at}/commits/${headSha}/check-runs`]: {
          json: [checkRun(), checkRun({ completed_at: '2026-11-20T15:00:00Z' })],
        },
      },
    },
    'failed',
    ['approved'],
  ],
  // what it decides
  [
    'APPROVED above an open box',
    file(paths.checklist, checklist, ['- [x] The way', '- [ ] The way']),
    'failed',
    ['boxes', 'decision'],
  ],
  [
    'an open box that only looks like a ticked one',
    file(paths.checklist, checklist, ['- [x] The way', '- [✓] The way']),
    'failed',
    ['boxes', 'decision'],
  ],
  [
    'an open box hidden in HTML',
    file(paths.checklist, checklist, [
      '- [x] The way back was rehearsed',
      '- [x] Evidence\n\n<details>- [ ] The way back</details>',
    ]),
    'failed',
    ['boxes', 'decision'],
  ],
  [
    'a condition in the line of the decision',
    noted(['`APPROVED`', '`APPROVED` (pending the drill)']),
    'failed',
    ['decision'],
  ],
  ['a condition in plain words', noted(['`APPROVED`', 'Approved, unless the drill fails']), 'failed', ['decision']],
  [
    'a condition in the next line',
    noted(['Decision: `APPROVED`\n', 'Decision: `APPROVED`\nunless the drill fails\n']),
    'failed',
    ['decision'],
  ],
  ['a word with a letter that only looks the same', noted(['`APPROVED`', '`ΑPPROVED`']), 'failed', ['decision']],
  ['a second decision further down', behind('## Decision\n\n**No-Go** for now.'), 'failed', ['decision']],
  [
    'a second decision in a table',
    behind('| Fact | Value |\n| --- | --- |\n| Decision | Blocked |'),
    'failed',
    ['decision'],
  ],
  [
    'a decision in a comment beside the true one',
    noted(['Decision: `APPROVED`', '<!-- Decision: `APPROVED` -->']),
    'failed',
    ['decision'],
  ],
  [
    'a restricted decision that is passed off as a plain one',
    noted(['`APPROVED`', '`Go (restricted)`']),
    'failed',
    ['decision', 'restricted'],
  ],
  [
    'conditions that nobody keeps',
    {
      ...noted(
        ['`APPROVED`', '`Go (restricted)`'],
        [end, `${end}\n## Scope\n\n- pilot\n\n## Conditions\n\n- we are careful (check: none)\n`],
      ),
      section: sectionWith({ accept: ['go', 'restricted'] }),
    },
    'unverified',
    ['restricted'],
  ],
  // what was measured
  [
    'the report of the gate is of another commit',
    { reports: gateReport((made) => Object.assign(made.subject, { headSha: '6'.repeat(40) })) },
    'failed',
    ['decision', 'gate', 'risk'],
  ],
  [
    'the report of the gate is a replay',
    { reports: gateReport((made) => Object.assign(made, { replay: true })) },
    'failed',
    ['decision', 'gate', 'risk'],
  ],
  [
    'a check of that name by another app',
    { answers: { [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun({ app: { id: 1, slug: 'evil' } })] } } },
    'unverified',
    ['approved', 'decision', 'gate', 'measured'],
  ],
  [
    'a gate that a risk says was not run, though its report is green',
    file(paths.risks, risks, ['The cache is not warm', 'The two-run gate was not\u00a0executed here']),
    'unverified',
    ['decision', 'gate'],
  ],
  [
    'a gate that a risk in the note says was skipped',
    behind('## Residual risks\n\n- KPI gate was skipped (owner: @lee; due: 2026-12-01; check: kpi)'),
    'unverified',
    ['decision', 'gate'],
  ],
  // of what
  [
    'code changed after the sign-off',
    { since: { [signedOff]: { after: { 'src/pay.ts': 'x' } } } },
    'failed',
    ['of-commit'],
  ],
  [
    'code changed in a folder that is called like an allowed one',
    { since: { [signedOff]: { after: { 'src/docs/pay.ts': 'x' } } } },
    'failed',
    ['of-commit'],
  ],
  [
    'the commit that was signed off is of a fork',
    {
      since: { [signedOff]: { base: '1'.repeat(40) } },
      answers: { [`${at}/commits/${signedOff}`]: { json: { sha: signedOff } } },
    },
    'failed',
    ['of-commit', 'reference'],
  ],
  ['a range that means something else', noted([signedOff, `${headSha}..${headSha}`]), 'failed', ['of-commit']],
  [
    'evidence that the decision itself proves',
    {
      files: { [paths.drill]: `# Drill\n\n- Commit under validation: ${signedOff}\n- See [it](../sign-off/note.md)\n` },
    },
    'failed',
    ['measured'],
  ],
  // what it names
  [
    'a pull request that was closed, and not merged',
    { answers: { [`${at}/pulls/21`]: { json: pull(21, { merged_at: null }) } } },
    'failed',
    ['pulls', 'row'],
  ],
  [
    'a pull request that was merged into a branch of the own',
    { answers: { [`${at}/pulls/21`]: { json: pull(21, { base: { ref: 'mine' } }) } } },
    'failed',
    ['pulls'],
  ],
  [
    'a pull request that does not exist',
    { answers: { [`${at}/pulls/21`]: notFound } },
    'failed',
    ['pulls', 'reference', 'row'],
  ],
  [
    'the merge commit of another change',
    file(paths.matrix, matrix, [merged[20].slice(0, 8), signedOff.slice(0, 8)]),
    'failed',
    ['row'],
  ],
  ['a row that is cut off behind the table', file(paths.matrix, matrix, ['| PR-02', '\n| PR-02']), 'failed', ['row']],
  ['a row that a comment hides', file(paths.matrix, matrix, ['| PR-02', '<!-- --> | PR-02']), 'failed', ['row']],
  [
    'a file beside the repository',
    noted(['- Checklist:', '- [proof](../../../../etc/passwd.md)\n- Checklist:']),
    'failed',
    ['reference'],
  ],
  [
    'a commit that is called like the beginning of an id',
    {
      ...noted(['- Checklist:', '- Proof: `abcdef1`\n- Checklist:']),
      answers: { [`${at}/commits/abcdef1`]: { json: { sha: '9'.repeat(40) } } },
    },
    'failed',
    ['reference'],
  ],
  [
    'a risk that is said to be accepted',
    file(paths.risks, risks, ['| kpi | open |', '| kpi | accepted |'], ['@lee', 'everybody']),
    'failed',
    ['risk'],
  ],
  [
    'the section of risks is renamed',
    file(paths.risks, risks, ['## Open risks', '## Good to know']),
    'unverified',
    ['risk'],
  ],
];

describe('a sign-off that was none', () => {
  test.each(attacks)('%s', async (_name, played, status, rules) => {
    const { results, error } = await evaluateWith(control, atSignOff(played));
    expect(error).toBeUndefined();
    expect(reportStatus(results, error)).toBe(status);
    const bad = results.flatMap((result) => (result.status === status ? [result.rule.replace('sign-off/', '')] : []));
    expect([...new Set(bad)].sort()).toEqual(rules);
  });

  test('a document that names ten thousand things asks for none of the surplus', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `- #${index + 100}`).join('\n');
    let asked = 0;
    const setup = atSignOff(behind(many));
    const { github = {} } = setup;
    const counting = new Proxy(github, {
      get: (all, key) => {
        if (typeof key !== 'string' || !/\/(?:pulls|issues)\/\d{3,}$/.test(key)) return all[String(key)];
        asked += 1;
        return notFound;
      },
    });
    const { results, error } = await evaluateWith(control, { ...setup, github: counting });
    expect(reportStatus(results, error)).toBe('failed');
    expect(asked).toBeLessThanOrEqual(500);
    expect(results.some(({ because }) => because?.code === 'TRUNCATED')).toBe(true);
  });
});
