import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/sign-off/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { artifact, changed, decideOn, decisionJob, job } from '../support/decision-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { notFound } from '../support/memory-github.ts';
import { result } from '../support/results.ts';
import {
  at,
  atSignOff,
  checklist,
  drill,
  exchanged,
  kpi,
  matrix,
  measuredAt,
  merged,
  noteWith,
  type PlayedSignOff,
  package_,
  paths,
  pull,
  releaseNotes,
  risks,
  section,
  sectionWith,
  signedOff,
} from '../support/sign-offs.ts';
import { evaluateWith, headSha } from '../support/world.ts';

/*
 * Somebody writes a document that reads otherwise than it is judged: everything but its text is in order. The rule is the one that objects,
 * in whatever way.
 */

const noted = (...exchanges: Parameters<typeof noteWith>): PlayedSignOff => ({ files: noteWith(...exchanges) });
const file = (path: string, text: string, ...exchanges: Parameters<typeof noteWith>): PlayedSignOff => ({
  files: { [path]: exchanged(text, ...exchanges) },
});
const end = 'everything was measured\n';
const behind = (more: string): PlayedSignOff => noted([end, `${end}\n${more}\n`]);
const decided = (text: string): PlayedSignOff => noted(['Decision: `APPROVED`\n', text]);
const restricted = (more: string): PlayedSignOff => ({
  ...noted(['`APPROVED`', '`Go (restricted)`'], [end, `${end}\n${more}\n`]),
  section: sectionWith({ accept: ['go', 'restricted'] }),
});
const fields = '(owner: @lee; due: 2026-12-01; check: kpi)';
const record = (row: string, header = '| Role | Name | Decision | Timestamp |'): PlayedSignOff =>
  behind(`## Approval record\n\n${header}\n| --- | --- | --- | --- |\n${row}`);
const open22 = { [`${at}/pulls/22`]: { json: pull(21, { number: 22 as never, merged_at: null }) } };
const stillOpen = exchanged(
  matrix,
  ['#21 (+ #20 hardening)', '#22'],
  [`\`${merged[21].slice(0, 8)}\` (+ \`${merged[20].slice(0, 8)}\`) | Implemented`, '- | Pending'],
);
const checked = (from: string, to: string): PlayedSignOff => file(paths.checklist, checklist, [from, to]);
const drilled = (text: string): PlayedSignOff => ({ files: { [paths.drill]: text } });
const other = '1'.repeat(40);

const greens: [name: string, played: PlayedSignOff, rule: string][] = [
  // what it decides
  ['the title decides No-Go', noted(['# Release 3: approval', '# Decision: No-Go']), 'decision'],
  ['an underlined heading decides BLOCKED', behind('Decision: BLOCKED\n---'), 'decision'],
  ['front matter decides no-go', noted(['# Release 3', '---\ndecision: no-go\n---\n\n# Release 3']), 'decision'],
  ['the head of a table decides', behind('| Decision | BLOCKED |\n| --- | --- |\n| by | the board |'), 'decision'],
  [
    'a row of three cells decides',
    behind('| Fact | Value | By |\n| --- | --- | --- |\n| Decision | BLOCKED | board |'),
    'decision',
  ],
  ['a column decides', behind('| Release | Decision |\n| --- | --- |\n| 3 | BLOCKED |'), 'decision'],
  [
    'a second decision in the section of the first',
    decided('## Decision\n\n- Decision: `APPROVED`\n\n**No-Go** until the drill has passed.\n\n'),
    'decision',
  ],
  ['conditions under a plain go', behind('## Conditions\n\n- not before the drill has passed'), 'decision'],
  [
    'a condition in the next line, with a label',
    decided('Decision: `APPROVED`\nCondition: the drill passes first\n'),
    'decision',
  ],
  ['a condition as an item below it', decided('- Decision: `APPROVED`\n  - unless the drill fails\n\n'), 'decision'],
  [
    'a decision that is struck out over several lines',
    noted([
      `Decision: \`APPROVED\`\nReason: ${end}`,
      '~~Superseded:\nDecision: `APPROVED`\nReason: everything was measured~~\n',
    ]),
    'decision',
  ],
  ['a go with a question mark', noted(['`APPROVED`', '`APPROVED`?']), 'decision'],
  ['a go with a cross behind it', noted(['`APPROVED`', '`APPROVED` ❌']), 'decision'],
  [
    'a go with a dagger',
    noted(['`APPROVED`', '`APPROVED` †'], [end, `${end}\n† only once the drill has passed\n`]),
    'decision',
  ],
  [
    'a go with a footnote that has no letter',
    noted(['`APPROVED`', '`APPROVED`[^*]'], [end, `${end}\n[^*]: only once the drill has passed\n`]),
    'decision',
  ],
  ['a label with a letter that only looks the same', behind('Dеcision: `BLOCKED`'), 'decision'],
  ['a release decision', behind('**Release decision:** `BLOCKED`'), 'decision'],
  ['a decision with a word in brackets', behind('Decision (final): `No-Go`'), 'decision'],
  ...(
    [
      ['note', 'Go (restricted)'],
      ['record', 'BLOCKED'],
      ['owner', 'No-Go'],
      ['date', 'No-Go until the drill'],
    ] as const
  ).map(([what, words]): [string, PlayedSignOff, string] => [
    `the ${what} of the decision is another one`,
    behind(`Decision ${what}: ${words}`),
    'decision',
  ]),
  ['a label in code with its colon', behind('`Decision:` BLOCKED'), 'decision'],
  // boxes
  ['an open box in the note itself', behind('## Preconditions\n\n- [ ] The drill has passed'), 'decision'],
  [
    'an open box in a table of the checklist',
    checked('## No-Go', '| Done | What |\n| --- | --- |\n| [ ] | The data was migrated |\n\n## No-Go'),
    'boxes',
  ],
  ['an open box in a heading', checked('## No-Go', '### [ ] The data was migrated\n\n## No-Go'), 'boxes'],
  ['an open box as a sign', checked('- [x] The way', '- ⬜ The way'), 'boxes'],
  ['an open box at the end', checked('- [x] The way back was rehearsed', '- The way back was rehearsed [ ]'), 'boxes'],
  [
    'an open box below a second heading of templates',
    checked('- [x] The way', '## Operator check\n\n- [ ] The way'),
    'boxes',
  ],
  [
    'the preconditions are put below the no-go list',
    {
      files: {
        [paths.checklist]:
          '# No-Go if any\n\n- [ ] An incident\n\n## Preconditions\n\n- [ ] Evidence is attached\n\n# Operator check\n\n- [ ] Read\n',
      },
    },
    'boxes',
  ],
  // the matrix
  ['a slice whose pull request is open', { files: { [paths.matrix]: stillOpen }, answers: open22 }, 'row'],
  ['a slice that has no pull request yet', { files: { [paths.matrix]: stillOpen.replace('| #22 |', '| - |') } }, 'row'],
  ['a change that was taken back', file(paths.matrix, matrix, ['Implemented', 'Implemented (reverted)']), 'row'],
  // risks that say that a gate was not run
  ['has not been run', behind(`## Residual risks\n\n- The KPI gate has not been run ${fields}`), 'gate'],
  ['skipped', behind(`## Residual risks\n\n- KPI gate skipped ${fields}`), 'gate'],
  ["wasn't run", behind(`## Residual risks\n\n- The KPI gate wasn't run ${fields}`), 'gate'],
  ['never ran', behind(`## Residual risks\n\n- The KPI gate never ran ${fields}`), 'gate'],
  [
    'the status of an item says so',
    behind('## Residual risks\n\n- KPI gate (owner: @lee; due: 2026-12-01; check: kpi; status: not run)'),
    'gate',
  ],
  [
    'the status of a row says so',
    file(paths.risks, risks, [
      '| The cache is not warm | @lee | 2026-12-31 | kpi | open |',
      '| KPI gate | @lee | 2026-12-31 | kpi | not run |',
    ]),
    'gate',
  ],
  [
    'another column says so',
    file(
      paths.risks,
      risks,
      ['| Status |', '| Status | Details |'],
      ['| --- |\n', '| --- | --- |\n'],
      ['| kpi | open |', '| kpi | open | the KPI gate was not run |'],
      ['| none | closed |', '| none | closed | |'],
    ),
    'gate',
  ],
  ['a risk that ends in a colon', behind('## Residual risks\n\n- The KPI gate was not run:'), 'gate'],
  [
    'the second paragraph of an item',
    behind(`## Residual risks\n\n- The cache is cold ${fields}\n\n  The KPI gate was not run.`),
    'gate',
  ],
  ['a heading among the risks', behind('## Open risks\n\n### The KPI gate was not run\n\nNone.'), 'gate'],
  ['a label instead of a heading', behind('- Open risks: the KPI gate was not run'), 'gate'],
  ['a list behind a label', behind('- Open risks:\n  - the KPI gate was not run'), 'gate'],
  // edited after the approval
  [
    'a risk is taken out of a document that does not decide',
    { landed: { atHead: { [paths.notes]: `${releaseNotes}\n## Open risks\n\n- The KPI gate was not run\n` } } },
    'unedited',
  ],
  [
    'large evidence is exchanged',
    {
      files: { [paths.kpi]: JSON.stringify({ ...JSON.parse(kpi), pad: 'x'.repeat(300_000) }) },
      landed: { atHead: { [paths.kpi]: kpi } },
    },
    'unedited',
  ],
  // agreement
  [
    'the release notes say no in other words',
    { files: { [paths.notes]: `${releaseNotes}\nDecision: do not release\n` } },
    'agrees',
  ],
  [
    'the release notes say two things',
    { files: { [paths.notes]: `${releaseNotes}\nDecision: BLOCKED\n\nRecommendation: Go\n` } },
    'agrees',
  ],
  [
    'the release notes name another commit, shortened',
    { files: { [paths.notes]: `${releaseNotes}\n- Commit: 66666666\n` } },
    'agrees',
  ],
  [
    'a table names another commit',
    behind(`| Fact | Value |\n| --- | --- |\n| Commit | \`${measuredAt}\` |`),
    'of-commit',
  ],
  // the record of approvals
  ['somebody who is not of the role', record('| release-owner | @ona | approve | 2026-11-20T12:05:00Z |'), 'record'],
  ['a role that there is not', record('| CISO | @ona | approve | 2026-11-20T12:05:00Z |'), 'record'],
  ['another time than that of the review', record('| operations | @ona | approve | 2026-11-21T11:00:00Z |'), 'record'],
  [
    'a rejection under another word',
    record('| operations | @ona | rejected | 2026-11-20T12:05:00Z |', '| Role | Name | Vote | Timestamp |'),
    'record',
  ],
  // what it names
  [
    'evidence as another branch has it',
    noted([
      '[the drill](../drills/release.md)',
      '[the drill](https://github.com/acme/desk/blob/evil/docs/drills/release.md)',
    ]),
    'reference',
  ],
  [
    'the pull request of a fork',
    noted(['  - `#21` gates', '  - [#21](https://github.com/evil/fork/pull/21) gates']),
    'reference',
  ],
  [
    'a row with the pull request of a fork',
    {
      ...file(paths.matrix, matrix, ['| #20 |', '| [#20](https://github.com/evil/fork/pull/20) |']),
      answers: Object.fromEntries(
        Object.values(merged).map((sha) => [`${at}/commits/${sha.slice(0, 8)}`, { json: { sha } }]),
      ),
    },
    'row',
  ],
  [
    'a row whose evidence leads elsewhere',
    file(paths.matrix, matrix, ['`src/baseline.ts`', '[`src/baseline.ts`](https://evil.example/x)']),
    'row',
  ],
  [
    'a pull request with the name of the repository, which is not there',
    { ...noted(['  - `#21` gates', '  - `#21` gates\n  - acme/desk#999']), answers: { [`${at}/pulls/999`]: notFound } },
    'pulls',
  ],
  [
    'a pull request by an address of http',
    {
      ...noted(['  - `#21` gates', '  - `#21` gates\n  - http://github.com/acme/desk/pull/999']),
      answers: { [`${at}/pulls/999`]: notFound },
    },
    'pulls',
  ],
  [
    'a tag of another line',
    {
      ...noted(['- Checklist:', '- Release tag: `v3.0.0`\n- Checklist:']),
      answers: { [`${at}/git/ref/tags/v3.0.0`]: { json: { object: { type: 'commit', sha: other } } } },
      since: { [other]: { base: '2'.repeat(40) } },
    },
    'reference',
  ],
  // evidence
  [
    'evidence that says its commit where nobody sees it',
    drilled(
      `# Drill\n\nIt was run on another commit.\n\n<details>\n\n- Commit under validation: \`${signedOff}\`\n\n</details>\n`,
    ),
    'measured',
  ],
  [
    'evidence that says another commit in a table',
    drilled(`${drill}\n| Fact | Value |\n| --- | --- |\n| Commit under validation | \`${other}\` |\n`),
    'measured',
  ],
  [
    'a circle by a web address',
    drilled(`${drill}- See [it](https://github.com/acme/desk/blob/main/${paths.note})\n`),
    'measured',
  ],
  ['a circle by a path from there', drilled(`${drill}- See \`../sign-off/note.md\`\n`), 'measured'],
  // what it must say
  ['a scope of none', restricted('## Scope\n\nnone\n\n## Conditions\n\n- the figures stay (check: kpi)'), 'restricted'],
  ['a reason of none', noted([end, 'none\n']), 'complete'],
];

describe('a document that says something else than it seems', () => {
  test.each(greens)('%s', async (_name, played, rule) => {
    const { results, error } = await evaluateWith(control, atSignOff(played));
    expect(error).toBeUndefined();
    const bad = results.flatMap(({ status, rule: id }) =>
      status === 'failed' || status === 'unverified' ? [id.replace('sign-off/', '')] : [],
    );
    expect(bad).toContain(rule);
    expect(['failed', 'unverified']).toContain(reportStatus(results, error));
  });
});

describe('what is drawn up', () => {
  const own = {
    [paths.kpi]: JSON.stringify({ ...JSON.parse(kpi), environment: { commit: headSha } }),
    [paths.drill]: drill.replace(signedOff, headSha),
  };
  const drawn = async (played: PlayedSignOff, more: Record<string, unknown> = {}) =>
    evaluateWith(
      control,
      atSignOff({
        ...played,
        files: { ...own, ...played.files },
        section: sectionWith({ tasks: ['render'], package: package_, ...more }),
      }),
    );

  test('a slice that is not merged is no go', async () => {
    const { outputs } = await drawn({ files: { [paths.matrix]: stillOpen }, answers: open22 });
    expect(outputs['decision']).not.toBe('go');
  });

  test('the risks of the note are not "None known."', async () => {
    const { documents, outputs } = await drawn(behind('## Open risks\n\n- The KPI gate was not run'), {
      'risk-registers': undefined,
    });
    expect(String(documents['go-no-go.md'])).not.toContain('None known.');
    expect(outputs['decision']).not.toBe('go');
  });

  test('ticks are claims, and not proven', async () => {
    const { documents } = await drawn({});
    expect(String(documents['go-no-go.md'])).not.toContain('- [x] proven: Checklist');
  });

  test('evidence that says that it failed is not proven', async () => {
    const { documents } = await drawn({ files: { [paths.drill]: `${own[paths.drill]}- Result: FAILED\n` } });
    expect(String(documents['approval-note.md'])).not.toContain('proven: drill');
  });
});

describe('what says nothing wrong', () => {
  const reds: [name: string, played: PlayedSignOff][] = [
    [
      'an issue is named',
      {
        files: { ...noteWith([end, `${end}\nTracked in #12.\n`]), [paths.notes]: `${releaseNotes}\nTracked in #12.\n` },
        answers: { [`${at}/pulls/12`]: notFound, [`${at}/issues/12`]: { json: { number: 12 } } },
      },
    ],
    ['Node.js in code', behind('Needs `Node.js` 24.')],
    ['no open risks at this time', behind('## Open risks\n\nNo open risks at this time.')],
    [
      'a sentence above the table of risks',
      behind(
        '## Open risks\n\nThese are accepted until the next release.\n\n| Risk | Owner | Due | Check | Status |\n| --- | --- | --- | --- | --- |\n| x | @lee | 2026-12-31 | kpi | open |',
      ),
    ],
    [
      'a link to the commit that shows it shortened',
      noted([`\`${signedOff}\``, `[\`77777777\`](https://github.com/acme/desk/commit/${signedOff})`]),
    ],
  ];
  test.each(reds)('%s', async (_name, played) => {
    const { results, error } = await evaluateWith(control, atSignOff(played));
    expect(reportStatus(results, error)).toBe('passed');
  });
});

describe('the decision over several tasks', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = gitRepository();
  });
  afterEach(() => repository.remove());

  // The pull request takes the job with task: verify out of the workflow; what is drawn up needs neither a note nor an approval.
  test('where both tasks are asked for, what was drawn up is no sign-off', async () => {
    const rendered = (text: string): string =>
      changed(text, (report) => {
        report.control = 'sign-off';
        report.subject.matrixKey = 'render';
        report.results = [result({ rule: 'sign-off/recommended', about: [] })];
      });
    const { summary, report } = await decideOn(repository, {
      config: {
        roles: { 'release-owner': ['lee'], operations: ['ona'] },
        'sign-off': { ...section, tasks: ['verify', 'render'], package: package_ },
      },
      jobs: [job(), decisionJob],
      files: (text, head) => [
        artifact(text, { headSha: head }),
        artifact(rendered(text), { headSha: head, name: 'governance-sign-off-render-1' }, 'sign-off.report.json'),
      ],
    });
    expect(summary?.decision).not.toBe('go');
    expect(report.error?.code).toBe('BAD_CONFIG');
    expect(JSON.stringify(report.error)).toContain('legs: { sign-off: [verify, render] }');
  });
});
