import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { control } from '../../actions/track-incident/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { noteMark } from '../../shared/core/issue-marks.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { issueDocument, issuePreview } from '../../shared/render/issue.ts';
import { coverRules } from '../support/coverage.ts';
import { hostilePieces } from '../support/hostile.ts';
import {
  atIncident,
  bot,
  collectedOf,
  incidentText,
  job,
  mallory,
  type PlayedIncident,
  playedIssue,
  reportOf,
  requests,
  run,
  said,
  shown,
  summary,
} from '../support/incidents.ts';
import { graphqlRequest } from '../support/memory-github.ts';
import { result } from '../support/results.ts';
import { configurationOf, headSha } from '../support/world.ts';

const rules = coverRules(control, {
  'outcome failed': 'what a run came to is known or not, and never wrong',
  'control-known failed': 'whether a control failed is known or not, and never wrong',
});
const denied: Because = { code: 'MISSING_PERMISSION', message: 'may not read', needs: 'issues: write' };
const refused = { because: denied, status: 403 };

function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${rule.replace('track-incident/', '')}: ${because?.code ?? status}`],
  );
  return error === undefined ? lines : [...lines, `${error.code} ${error.message}`];
}

/** What is proposed, in words. */
function deed({ issue }: Evaluation): string {
  if (issue === undefined) return 'nothing';
  const { seen, text, comment, close } = issue;
  return [
    seen === undefined ? 'open' : `#${seen.number}`,
    ...(seen !== undefined && text !== undefined ? ['text'] : []),
    ...(comment === undefined ? [] : [`comment ${comment.note}`]),
    ...(close ? ['close'] : []),
  ].join(', ');
}

const judged = async (played: PlayedIncident): Promise<Evaluation> => rules.evaluate(atIncident(played));
const green = [summary('go')];
const issue = (body: string, more = {}) => [playedIssue({ body, ...more })];
const note = (name: string, user = bot) => ({ body: noteMark('incident', name), user });

test('the first no-go opens one issue with the first failing control and the immediate actions', async () => {
  const evaluation = await judged({ section: { labels: ['incident'] } });
  expect(open(evaluation)).toEqual([]);
  expect(reportStatus(evaluation.results, evaluation.error)).toBe('passed');
  expect(deed(evaluation)).toBe('open');
  expect(evaluation.outputs).toMatchObject({ state: 'red', 'first-failing': 'manifest-sync' });
  expect(evaluation.data).toEqual({
    ...{ run: 101, attempt: 1, commit: headSha, state: 'red' },
    triggers: [{ name: 'manifest-sync', message: 'the mirror does not say what the pin says' }],
  });
  if (evaluation.issue === undefined) throw new Error('nothing is proposed');
  const { title, body } = issueDocument(evaluation.issue, control.name);
  expect(title).toBe('Incident: release governance fails on the default branch');
  for (const part of [
    '| First failing control | `manifest-sync` |',
    '| What it says | `the mirror does not say what the pin says` |',
    '| Owner | `@acme/contracts` |',
    `| Commit | \`${headSha}\` |`,
    '- [ ] Freeze merges that are not needed for the fix',
    '- [ ] Identify the first failing control, which is named above',
    '- [ ] Apply the fix, and run the affected workflows again',
    '- [ ] Document cause and corrective action below',
    '## Cause\n\nTBD',
    '## Corrective action\n\nTBD',
  ])
    expect(body).toContain(part);
  expect(evaluation.issue.labels).toEqual(['incident']);
  expect(issuePreview(evaluation.issue, control.name)).toMatch(/^a new issue: Incident/);
});

const later = incidentText({}, { run: 101, attempt: 1 });
const other = summary('no-go', { firstFailing: { control: 'kpi-gate', message: 'too slow' } });
const cases: [name: string, played: PlayedIncident, deed: string, open: string[]][] = [
  ['a go without an incident', { reports: green }, 'nothing', []],
  [
    'a go with an open incident only comments',
    { reports: green, issues: issue(incidentText()) },
    '#5, comment green-101-1',
    ['documented: failed'],
  ],
  [
    'and says it once',
    { reports: green, issues: issue(incidentText(), { comments: [note('green-100-2')] }) },
    'nothing',
    ['documented: failed'],
  ],
  [
    'unless somebody else said it',
    { reports: green, issues: issue(incidentText(), { comments: [note('green-100-2', mallory)] }) },
    '#5, comment green-101-1',
    ['documented: failed'],
  ],
  [
    'a go closes what is documented',
    { reports: green, issues: issue(incidentText(said)) },
    '#5, comment closed-101-1, close',
    [],
  ],
  [
    'a go of an older run changes nothing',
    {
      reports: green,
      issues: issue(incidentText(said, { run: 102 })),
      answers: { [requests.run.replace('101', '102')]: { json: run({ id: 102 }) } },
    },
    'nothing',
    [],
  ],
  [
    'a go of an older attempt changes nothing',
    {
      reports: green,
      issues: issue(incidentText(said, { run: 101, attempt: 2 })),
      answers: { [requests.run]: { json: run({ run_attempt: 2 }) } },
    },
    'nothing',
    [],
  ],
  ['a no-go closes nothing that is documented', { issues: issue(incidentText(said)) }, '#5, text', []],
  ['the same control fails again', { issues: issue(incidentText()) }, '#5, text', ['documented: failed']],
  [
    'another control fails first',
    { reports: [other], issues: issue(incidentText()) },
    '#5, text, comment red-101-1',
    ['documented: failed'],
  ],
  [
    'it fails again after a go',
    { issues: issue(incidentText(), { comments: [note('green-100-2')] }) },
    '#5, text, comment red-101-1',
    ['documented: failed'],
  ],
  ['the run is recorded already', { issues: issue(later) }, 'nothing', ['documented: failed']],
  [
    'a decision that is neither',
    { reports: [summary('conditional-go')], issues: issue(incidentText(said)) },
    'nothing',
    [],
  ],
  [
    'a decision with conditions that is accepted',
    { reports: [summary('conditional-go', { accepted: true })], issues: issue(incidentText(said)) },
    '#5, comment closed-101-1, close',
    [],
  ],
  [
    'a summary of a part is no-go',
    {
      reports: [
        summary('go'),
        summary('no-go', { name: 'contracts' }, { subject: { ...reportOf('x').subject, matrixKey: 'contracts' } }),
      ],
    },
    'open',
    [],
  ],

  // who may be believed
  ['an issue of somebody else with the mark', { issues: issue(incidentText(said), { user: mallory }) }, 'open', []],
  [
    'a person with the name of the app',
    { issues: issue(incidentText(said), { user: { ...bot, type: 'User' } }) },
    'open',
    [],
  ],
  ['an issue of an account that is gone', { issues: issue(incidentText(said), { user: null }) }, 'open', []],
  ['a pull request with the mark', { issues: issue(incidentText(said), { pull_request: {} }) }, 'open', []],
  ['an incident of another mark', { issues: issue(incidentText(said)), section: { mark: 'kpi' } }, 'open', []],
  [
    'two issues of the account bear the mark',
    { issues: [playedIssue({ body: incidentText() }), playedIssue({ number: 6, body: incidentText() })] },
    'nothing',
    ['one-issue: failed', 'marks: NO_DATA', 'documented: NO_DATA'],
  ],
  [
    'the end of the marks is gone',
    { issues: issue(incidentText().replace('<!-- /', '<!-- ')) },
    'nothing',
    ['marks: failed', 'documented: NO_DATA'],
  ],
  [
    'the marks are there twice',
    { issues: issue(`${incidentText()}${incidentText()}`) },
    'nothing',
    ['marks: failed', 'documented: NO_DATA'],
  ],
  [
    'what was remembered was edited',
    { issues: issue(incidentText().replace('"run":100', '"run":"x"')) },
    'nothing',
    ['marks: failed', 'documented: NO_DATA'],
  ],

  [
    'a go of a part where the policy names it',
    {
      section: { summaries: ['contracts'] },
      reports: [
        summary('go', { name: 'contracts' }, { subject: { ...reportOf('x').subject, matrixKey: 'contracts' } }),
      ],
      issues: issue(incidentText(said)),
    },
    '#5, comment closed-101-1, close',
    [],
  ],
  [
    'a go over everything where the policy names a part',
    { section: { summaries: ['contracts'] }, reports: green, issues: issue(incidentText(said)) },
    'nothing',
    ['outcome: NO_DATA'],
  ],

  // newer runs of the branch
  ...(
    [
      ['failed', [run({ id: 105, conclusion: 'failure' })], false],
      [
        'was cancelled, and the one before it failed',
        [run({ id: 106, conclusion: 'cancelled' }), run({ id: 105, conclusion: 'timed_out' })],
        false,
      ],
      [
        'passed, and the one before it failed',
        [run({ id: 105, conclusion: 'failure' }), run({ id: 106, conclusion: 'success' })],
        true,
      ],
      ['has not ended', [run({ id: 105 })], true],
      ['is of a pull request', [run({ id: 105, conclusion: 'failure', event: 'pull_request' })], true],
      ['is of a fork', [run({ id: 105, conclusion: 'failure', head_repository: { full_name: 'mallory/desk' } })], true],
      ['is older', [run({ id: 99, conclusion: 'failure' })], true],
    ] as const
  ).map(([name, runs, closes]): [string, PlayedIncident, string, string[]] => [
    `a go while another run ${name}`,
    {
      reports: green,
      issues: issue(incidentText(said)),
      answers: { [requests.runs]: { json: { workflow_runs: runs } } },
    },
    closes ? '#5, comment closed-101-1, close' : 'nothing',
    [],
  ]),
  [
    'a go while nobody knows of other runs',
    { reports: green, issues: issue(incidentText(said)), answers: { [requests.runs]: refused } },
    'nothing',
    ['outcome: MISSING_PERMISSION'],
  ],

  // what is not known
  [
    'issues are switched off',
    {
      answers: {
        [requests.repository]: { json: { full_name: 'acme/desk', default_branch: 'main', has_issues: false } },
      },
    },
    'nothing',
    ['issues: failed', 'one-issue: NO_DATA', 'marks: NO_DATA', 'documented: NO_DATA'],
  ],
  [
    'more issues than any list has, and those of the account',
    {
      issues: issue(incidentText()),
      answers: {
        [requests.issues]: { because: { code: 'TRUNCATED', message: 'more than 10,000' } },
        [`${requests.issues}?state=open&sort=created&direction=asc&creator=github-actions%5Bbot%5D`]: {
          json: issue(incidentText()).map(shown),
        },
      },
    },
    '#5, text',
    ['documented: failed'],
  ],
  [
    'the recorded run cannot be looked at',
    {
      issues: issue(incidentText(said, { run: 102 })),
      answers: { [requests.run.replace('101', '102')]: refused },
    },
    'nothing',
    ['marks: MISSING_PERMISSION', 'documented: NO_DATA'],
  ],
  [
    'whether the branch has the commit cannot be looked at',
    { reports: green, issues: issue(incidentText(said)), answers: { [requests.contained]: refused } },
    'nothing',
    ['run: MISSING_PERMISSION', 'outcome: MISSING_PERMISSION'],
  ],
  [
    'a commit that was taken out of the branch',
    {
      reports: green,
      issues: issue(incidentText(said)),
      answers: { [requests.contained]: { json: { status: 'diverged' } } },
    },
    'nothing',
    ['run: failed', 'outcome: NO_DATA'],
  ],
  [
    'issues are disabled',
    { answers: { [requests.issues]: { because: { code: 'NOT_FOUND', message: 'it is gone' }, status: 410 } } },
    'nothing',
    ['issues: failed', 'one-issue: NO_DATA', 'marks: NO_DATA', 'documented: NO_DATA'],
  ],
  [
    'issues may not be read',
    { answers: { [requests.issues]: refused } },
    'nothing',
    ['issues: MISSING_PERMISSION', 'one-issue: NO_DATA', 'marks: NO_DATA', 'documented: NO_DATA'],
  ],
  [
    'the limit of requests is reached',
    { answers: { [requests.issues]: { because: { code: 'RATE_LIMITED', message: 'later' }, status: 403 } } },
    'nothing',
    ['issues: RATE_LIMITED', 'one-issue: NO_DATA', 'marks: NO_DATA', 'documented: NO_DATA'],
  ],
  [
    'comments may not be read',
    { issues: issue(incidentText()), answers: { [requests.comments]: refused } },
    'nothing',
    ['documented: failed', 'issues: MISSING_PERMISSION'],
  ],
  [
    'there is no repository',
    { answers: { [requests.repository]: refused } },
    'nothing',
    [
      'run: MISSING_PERMISSION',
      'outcome: MISSING_PERMISSION',
      ...['issues', 'one-issue', 'marks', 'documented'].map((rule) => `${rule}: MISSING_PERMISSION`),
    ],
  ],
  [
    'the run cannot be looked at',
    { answers: { [requests.run]: refused } },
    'nothing',
    ['run: MISSING_PERMISSION', 'outcome: MISSING_PERMISSION'],
  ],
  ['there is no run', { subject: { runId: undefined } }, 'nothing', ['run: NO_DATA', 'outcome: NO_DATA']],
  ['the run left no summary, and no job failed', { reports: [] }, 'nothing', ['outcome: NO_DATA']],
  [
    'the run left no summary, and was cancelled',
    { reports: [], answers: { [requests.jobs]: { json: [job({ conclusion: 'cancelled' })] } } },
    'nothing',
    ['outcome: NO_DATA'],
  ],
  [
    'the run left no summary, and a job failed',
    { reports: [], answers: { [requests.jobs]: { json: [job({ conclusion: 'failure', name: 'build' })] } } },
    'open',
    [],
  ],
  [
    'a summary of another commit',
    {
      reports: [summary('go', {}, { subject: { ...reportOf('x').subject, headSha: '9'.repeat(40) } })],
      issues: issue(incidentText(said)),
    },
    'nothing',
    ['outcome: NO_DATA'],
  ],
  [
    'a go beside a summary of another run',
    {
      reports: [summary('go'), summary('go', {}, { subject: { ...reportOf('x').subject, runId: 7 } })],
      issues: issue(incidentText(said)),
    },
    'nothing',
    ['outcome: NO_DATA'],
  ],
  [
    'a summary without a decision',
    { reports: [summary('go', {}, { data: {} })], issues: issue(incidentText(said)) },
    'nothing',
    ['outcome: NO_DATA'],
  ],
  ['the jobs may not be read', { answers: { [requests.jobs]: refused } }, 'nothing', ['outcome: MISSING_PERMISSION']],

  // which runs speak for the default branch
  ...(
    [
      ['of a pull request', { event: 'pull_request' }],
      ['of a pull request in the context of the base', { event: 'pull_request_target' }],
      ['of a workflow that another one started', { event: 'workflow_run' }],
      ['of another branch', { head_branch: 'release' }],
      ['of a fork with a branch of that name', { head_repository: { full_name: 'mallory/desk' } }],
      ['of a fork that was deleted', { head_repository: null }],
    ] as const
  ).map(([name, changes]): [string, PlayedIncident, string, string[]] => [
    `a run ${name}`,
    { answers: { [requests.run]: { json: run(changes) } }, issues: issue(incidentText(said)), reports: green },
    'nothing',
    ['run: failed', 'outcome: NO_DATA'],
  ]),
  [
    'a workflow that the policy does not name',
    { section: { workflows: ['.github/workflows/release.yml'] } },
    'nothing',
    ['run: failed', 'outcome: NO_DATA'],
  ],
  ['one that it names', { section: { workflows: ['.github/workflows/governance.yml'] } }, 'open', []],
  ['one that it names without its folder', { section: { workflows: ['governance.yml'] } }, 'open', []],

  // controls by name
  [
    'a named control failed while the decision is go',
    {
      section: { controls: ['kpi-gate'] },
      reports: [
        ...green,
        reportOf('kpi-gate', { status: 'failed', results: [result({ rule: 'kpi-gate/rule', status: 'failed' })] }),
      ],
    },
    'open',
    [],
  ],
  [
    'a named control passed',
    {
      section: { controls: ['kpi-gate'] },
      reports: [...green, reportOf('kpi-gate')],
      issues: issue(incidentText(said)),
    },
    '#5, comment closed-101-1, close',
    [],
  ],
  [
    'a named control left no report',
    { section: { controls: ['kpi-gate'] }, reports: green, issues: issue(incidentText(said)) },
    'nothing',
    ['outcome: NO_DATA', 'control-known: NO_DATA'],
  ],
  [
    'and the decision is no-go all the same',
    { section: { controls: ['kpi-gate'] } },
    'open',
    ['control-known: NO_DATA'],
  ],
  [
    'what readiness calls an incident',
    {
      reports: [
        ...green,
        reportOf('readiness', {
          data: { incidents: [{ trigger: 'repeated', id: 'ci-slo', message: 'breached three times' }] },
        }),
      ],
    },
    'open',
    [],
  ],
  [
    'readiness without one',
    { reports: [...green, reportOf('readiness', { data: { incidents: [] } })], issues: issue(incidentText(said)) },
    '#5, comment closed-101-1, close',
    [],
  ],
  [
    'a control that is none',
    { section: { controls: ['kpi-gat'] } },
    'nothing',
    ['BAD_CONFIG controls names what is none'],
  ],
];

describe('what becomes of the issue', () => {
  test.each(cases)('%s', async (_name, played, expected, left) => {
    const evaluation = await judged(played);
    expect([deed(evaluation), open(evaluation).sort()]).toEqual([expected, [...left].sort()]);
  });
});

describe('a run that ended before', () => {
  const ended = (changes: Record<string, unknown> = {}) => ({
    [requests.run]: { json: run({ status: 'completed', conclusion: 'failure', ...changes }) },
  });
  const subject = { event: 'workflow_run', runId: 200 };
  const given = { run: '101' };
  const base = { subject, given, answers: ended() };

  test('is read from its artifacts, by whichever configuration it was judged', async () => {
    const older = summary(
      'no-go',
      {},
      { policySource: { kind: 'base', path: 'x', ref: headSha, sha256: 'e'.repeat(64) } },
    );
    const evaluation = await judged({ ...base, collected: collectedOf([older], 101) });
    expect([deed(evaluation), open(evaluation)]).toEqual(['open', []]);
    expect(evaluation.data).toMatchObject({ run: 101, state: 'red' });
  });
  test('and from nothing else', async () => {
    const evaluation = await judged({
      ...base,
      collected: collectedOf([summary('go')], 200),
      issues: issue(incidentText(said)),
    });
    expect([deed(evaluation), open(evaluation)]).toEqual(['nothing', ['outcome: NO_DATA']]);
  });
  test('whose artifacts cannot be listed is not known', async () => {
    const collected = () => ({ files: [], problems: [], unlistedRuns: [{ runId: 101, because: denied }] });
    const evaluation = await judged({ ...base, collected });
    expect([deed(evaluation), open(evaluation)]).toEqual(['nothing', ['outcome: MISSING_PERMISSION']]);
  });
  test('must have ended', async () => {
    const evaluation = await judged({
      ...base,
      answers: ended({ status: 'in_progress' }),
      collected: collectedOf([summary('go')], 101),
    });
    expect([deed(evaluation), open(evaluation)]).toEqual(['nothing', ['run: failed', 'outcome: NO_DATA']]);
  });
  const end = async (conclusion: string, jobs: unknown[], reports: Parameters<typeof collectedOf>[0]) =>
    judged({
      ...base,
      answers: { ...ended({ conclusion }), [requests.jobs]: { json: jobs } },
      collected: collectedOf(reports, 101),
      issues: issue(incidentText(said)),
    });
  const broken = job({ id: 12, name: 'contracts', conclusion: 'failure' });
  const attested = reportOf('manifest-sync', {
    subject: { ...reportOf('x').subject, job: 'contracts', checkRunId: 12 },
  });
  const ends: [name: string, ...Parameters<typeof end>, deed: string, open: string[]][] = [
    ['well', 'success', [job()], green, '#5, comment closed-101-1, close', []],
    ['badly because of a job behind the go', 'failure', [job(), broken], green, 'nothing', []],
    [
      'badly because of a job that the go lives with',
      'failure',
      [job(), broken],
      [...green, attested],
      '#5, comment closed-101-1, close',
      [],
    ],
    ['cancelled behind the go', 'cancelled', [job()], green, 'nothing', []],
    ['before any job began', 'startup_failure', [], [], '#5, text, comment red-101-1', []],
    ['cancelled before any job began', 'cancelled', [], [], 'nothing', ['outcome: NO_DATA']],
  ];
  test.each(ends)('that ended %s', async (_name, conclusion, jobs, reports, expected, left) => {
    const evaluation = await end(conclusion, jobs, reports);
    expect([deed(evaluation), open(evaluation)]).toEqual([expected, left]);
  });
  test('is not this one, when none is named', async () => {
    const answers = { [requests.run]: { json: run({ event: 'workflow_run' }) } };
    const evaluation = await judged({ answers, subject: { event: 'workflow_run' } });
    expect([deed(evaluation), open(evaluation)]).toEqual(['nothing', ['run: failed', 'outcome: NO_DATA']]);
  });
});

describe('cause and corrective action', () => {
  const texts: [name: string, text: string, closes: boolean][] = [
    ['both are filled in', incidentText(said), true],
    ['one is not', incidentText({ ...said, action: 'TBD' }), false],
    ['one says a word', incidentText({ ...said, action: 'fixed' }), false],
    ...[
      'TBD TBD TBD',
      'The cause is TBD',
      'n/a n/a n/a',
      'a b c',
      'x x x x x x',
      'a \u3164 \u3164\u3164',
      'none so none',
    ].map((cause): [string, string, boolean] => [`one says ${cause}`, incidentText({ ...said, cause }), false]),
    ['a template stands there', incidentText({ ...said, cause: '<describe what broke and why>' }), false],
    [
      'they stand in a comment that nobody sees',
      incidentText({ ...said, cause: '<!-- the mirror was edited by hand -->' }),
      false,
    ],
    ['the placeholder is left, and nothing is said', incidentText({ ...said, cause: 'TBD\n\nTODO' }), false],
    ['the placeholder is left above the answer', incidentText({ ...said, cause: `TBD\n\n${said.cause}` }), true],
    ['a heading is gone', incidentText(said).replace('## Cause', '## Because'), false],
    ['a heading is only code', incidentText(said).replace('## Cause', '```\n## Cause\n```'), false],
    ['a heading is there twice', `${incidentText(said)}\n## Cause\n\n${said.cause}\n`, false],
    ['the lines end as the web writes them', incidentText(said).replaceAll('\n', '\r\n'), true],
    [
      'in a script without spaces',
      incidentText({ cause: '鏡像ファイルが手作業で変更された', action: '自動化のみが書き込む' }),
      true,
    ],
  ];
  test.each(texts)('%s', async (_name, body, closes) => {
    const evaluation = await judged({ reports: green, issues: issue(body) });
    expect(deed(evaluation)).toBe(closes ? '#5, comment closed-101-1, close' : '#5, comment green-101-1');
    expect(open(evaluation)).toEqual(closes ? [] : ['documented: failed']);
  });

  describe('of what failed before another control did', () => {
    const documented = async () => {
      const { issue: proposed } = await judged({ reports: [other], issues: issue(incidentText(said)) });
      if (proposed?.text === undefined) throw new Error('the text stays');
      const { said: key } = proposed.text.state;
      expect(key).toMatch(/^[0-9a-f]{16}$/);
      return (text: Partial<typeof said> = {}) => incidentText({ ...said, ...text }, { said: key ?? '' });
    };
    const after = async (body: string) => judged({ reports: green, issues: issue(body) });

    test('close nothing', async () => {
      const evaluation = await after((await documented())());
      expect([deed(evaluation), open(evaluation)]).toEqual(['#5, comment green-101-1', ['documented: failed']]);
    });
    test('close nothing with other signs', async () => {
      const evaluation = await after((await documented())({ cause: `**${said.cause}** \n\n<!-- x -->` }));
      expect(open(evaluation)).toEqual(['documented: failed']);
    });
    test('close it when people wrote more', async () => {
      const evaluation = await after((await documented())({ cause: `${said.cause} The second one was slow.` }));
      expect(deed(evaluation)).toBe('#5, comment closed-101-1, close');
    });
    test('are remembered while the same control fails again', async () => {
      const body = incidentText(said, { said: '0'.repeat(16) });
      const evaluation = await judged({ issues: issue(body) });
      expect([deed(evaluation), evaluation.issue?.text?.state['said']]).toEqual(['#5, text', '0'.repeat(16)]);
    });
  });

  const pageInfo = { hasNextPage: false, endCursor: null };
  const edits = (nodes: readonly unknown[], totalCount = nodes.length) => ({
    [graphqlRequest]: {
      json: { data: { repository: { issue: { userContentEdits: { totalCount, pageInfo, nodes } } } } },
    },
  });
  const by = (login: string, editedAt: string, type = 'User') => ({ editedAt, editor: { login, __typename: type } });
  const editors: [name: string, answers: Parameters<typeof judged>[0]['answers'], closes: boolean, open: string[]][] = [
    ['somebody who may', edits([by('alice', '2026-03-10T10:00:00Z')]), true, []],
    ['in other letters', edits([by('Alice', '2026-03-10T10:00:00Z')]), true, []],
    [
      'and then the app',
      edits([by('github-actions', '2026-03-10T11:00:00Z', 'Bot'), by('alice', '2026-03-10T10:00:00Z')]),
      true,
      [],
    ],
    ['somebody else', edits([by('mallory', '2026-03-10T10:00:00Z')]), false, ['documented: failed']],
    [
      'somebody else after that',
      edits([by('mallory', '2026-03-10T11:00:00Z'), by('alice', '2026-03-10T10:00:00Z')]),
      false,
      ['documented: failed'],
    ],
    [
      'somebody who is gone',
      edits([{ editedAt: '2026-03-10T10:00:00Z', editor: null }]),
      false,
      ['documented: failed'],
    ],
    ['apps only', edits([by('github-actions', '2026-03-10T11:00:00Z', 'Bot')]), false, ['documented: failed']],
    ['more than are listed', edits([by('alice', '2026-03-10T10:00:00Z')], 200), false, ['documented: TRUNCATED']],
    ['nobody knows who', { [graphqlRequest]: refused }, false, ['documented: MISSING_PERMISSION']],
    [
      'GitHub says nothing',
      { [graphqlRequest]: { json: { data: { repository: null } } } },
      false,
      ['documented: NOT_FOUND'],
    ],
  ];
  test.each(editors)('were last edited by %s', async (_name, answers, closes, left) => {
    const section = { 'may-document': ['release-owner'] };
    const evaluation = await judged({
      reports: green,
      issues: issue(incidentText(said)),
      section,
      ...(answers === undefined ? {} : { answers }),
    });
    expect(deed(evaluation)).toBe(closes ? '#5, comment closed-101-1, close' : '#5, comment green-101-1');
    expect(open(evaluation)).toEqual(left);
  });
});

test('whatever stands in an issue of the account: nothing breaks, and what is not documented stays open', async () => {
  const pieces = fc.constantFrom(
    ...[
      '<!-- release-governance:incident {"run":1} -->',
      '<!-- /release-governance:incident -->',
      '## Cause',
      '## Corrective action',
    ],
    ...[
      '\n\n',
      'TBD',
      '<details>',
      '```',
      '> ',
      '\u3164',
      '| a |\n|---|',
      '<!--',
      '-->',
      '{"run":1e9}',
      '[x]: y',
      ...hostilePieces,
    ],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), fc.boolean(), async (parts, behind) => {
      const body = behind ? `${incidentText()}\n${parts.join('')}` : parts.join('');
      const evaluation = await judged({ reports: green, issues: issue(body) });
      expect(evaluation.error).toBeUndefined();
      expect(deed(evaluation)).not.toContain('close');
    }),
    { numRuns: 150 },
  );
});

test('a mark that would end its own comment is refused', () => {
  expect(() => configurationOf(control, { section: { mark: 'a-->' } })).toThrow(/expected lower-case letters/);
});

rules.prove();
