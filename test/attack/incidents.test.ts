import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/track-incident/control.ts';
import type { Collected } from '../../shared/core/collected.ts';
import type { RunnerEnvironment } from '../../shared/core/event.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Report } from '../../shared/core/report.ts';
import { documentationIn } from '../../shared/domain/incident/documented.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import {
  type Board,
  board,
  bot,
  incidentText,
  job,
  mallory,
  repository as name,
  playedIssue,
  reportOf,
  requests,
  run,
  said,
  summary,
  tipAnswers,
} from '../support/incidents.ts';
import { type GitHubAnswers, notFound } from '../support/memory-github.ts';

/* Somebody without a say wants an incident closed, hidden, or never opened, or wants one where there is none. */

let repository: TestRepository;
let head: string;
beforeEach(() => {
  repository = gitRepository();
  head = repository.commit({ '.github/release-governance.yml': JSON.stringify({ version: 1, 'track-incident': {} }) });
});
afterEach(() => repository.remove());

const token = 'token-of-the-workflow';
const env = (event: string, ref = 'refs/heads/main'): RunnerEnvironment => ({
  GITHUB_EVENT_NAME: event,
  GITHUB_REPOSITORY: name,
  GITHUB_REF: ref,
  GITHUB_SHA: head,
  GITHUB_RUN_ID: '101',
});
const schedule = { repository: { default_branch: 'main' } };

interface Attack {
  event?: string;
  ref?: string;
  payload?: unknown;
  given?: Record<string, string>;
  reports?: (head: string) => Report[];
  answers?: GitHubAnswers;
}

async function attack(
  on: Board,
  { event = 'schedule', ref, payload = schedule, given = {}, reports, answers }: Attack = {},
) {
  const own = { event, repository: name, headSha: head, runId: 101, attempt: 1, job: 'decision' };
  const made = reports?.(head) ?? [summary('go', {}, { subject: own, policySource: policy() })];
  const answered = { [requests.run]: { json: run({ event, head_sha: head }) }, ...branch(), ...answers };
  return runAsAction({
    control,
    repository,
    payload,
    env: env(event, ref),
    given: { apply: 'true', ...given },
    secrets: { token },
    github: () => on.github(answered),
    write: () => on.write(),
    collected: collected(made),
  });
}

/** The tip of the default branch, from which policy is read. */
function branch(): GitHubAnswers {
  return tipAnswers(head);
}

function policy(): Report['policySource'] {
  const path = '.github/release-governance.yml';
  return { kind: 'base', path, ref: head, sha256: sha256(repository.git('show', `${head}:${path}`)) };
}

function collected(reports: readonly Report[]): Collected {
  const files = reports.map((each) => {
    const content = new TextEncoder().encode(JSON.stringify(each));
    return {
      origin: { kind: 'run' as const, name: 'reports' },
      path: `${each.control}.report.json`,
      content,
      sha256: sha256(content),
    };
  });
  return { files, problems: [] };
}

const red = (): Attack => ({
  reports: (sha) => [
    summary(
      'no-go',
      {},
      {
        subject: { event: 'schedule', repository: name, headSha: sha, runId: 101, attempt: 1 },
        policySource: policy(),
      },
    ),
  ],
});

test('without an attack: red opens, green comments, documentation and green close', async () => {
  const on = board();
  const opened = await attack(on, red());
  expect(opened.report.error).toBeUndefined();
  expect(opened.exit).toBe(0);
  const [issue] = on.issues;
  if (issue === undefined) throw new Error('no issue was opened');
  // The next run is a later one.
  issue.body = issue.body.replace('"run":101', '"run":100');
  await attack(on);
  expect(issue).toMatchObject({ state: 'open' });
  issue.body = issue.body.replace('TBD', said.cause).replace('TBD', said.action);
  expect(documentationIn(issue.body, 'incident').lacking).toEqual([]);
  const last = await attack(on);
  expect(last.outputs).toMatchObject({ applied: 'true', 'issue-url': `https://github.com/${name}/issues/5` });
  expect(issue).toMatchObject({ state: 'closed' });
  expect(on.sent).toEqual(['POST new', 'POST 5 comment', 'POST 5 comment', 'PATCH 5']);
});

describe('who may act', () => {
  const triggered = (changes: Record<string, unknown> = {}): unknown => ({
    ...schedule,
    workflow_run: { event: 'push', head_branch: 'main', head_repository: { full_name: name }, ...changes },
  });
  const outside: [name: string, attack: () => Attack][] = [
    ['a pull request', () => ({ event: 'pull_request', ref: 'refs/pull/7/merge', payload: pullRequest(head, head) })],
    [
      'a pull request in the context of the base',
      () => ({ event: 'pull_request_target', payload: pullRequest(head, head) }),
    ],
    ['a comment', () => ({ event: 'issue_comment' })],
    ['an issue', () => ({ event: 'issues' })],
    ['another branch', () => ({ event: 'workflow_dispatch', ref: 'refs/heads/mine' })],
    ['a run of a pull request', () => ({ event: 'workflow_run', payload: triggered({ event: 'pull_request' }) })],
    [
      'a run of a fork whose branch is called main',
      () => ({ event: 'workflow_run', payload: triggered({ head_repository: { full_name: 'mallory/desk' } }) }),
    ],
    ['a run of a fork that is gone', () => ({ event: 'workflow_run', payload: triggered({ head_repository: null }) })],
    ['a run of another branch', () => ({ event: 'workflow_run', payload: triggered({ head_branch: 'mine' }) })],
    ['a payload without the run', () => ({ event: 'workflow_run' })],
  ];
  test.each(outside)('not %s', async (_name, made) => {
    const on = board([playedIssue({ body: incidentText(said) })]);
    const { exit, report } = await attack(on, made());
    expect(exit).not.toBe(0);
    const [refusal] = report.results.filter(({ rule }) => rule === 'trust/acting-run');
    expect(refusal?.message).toContain('nothing may be changed from there');
    expect(on.sent).toEqual([]);
  });

  test('a run that a run of the default branch started may, about that one', async () => {
    const on = board();
    const own = { event: 'push', repository: name, headSha: head, runId: 90, attempt: 1 };
    const content = new TextEncoder().encode(
      JSON.stringify(summary('no-go', {}, { subject: own, policySource: policy() })),
    );
    const origin = {
      kind: 'artifact' as const,
      name: 'governance-executive-summary',
      id: 1,
      runId: 90,
      headSha: head,
      digest: undefined,
      createdAt: '',
    };
    const { exit } = await runAsAction({
      control,
      repository,
      payload: triggered(),
      env: env('workflow_run'),
      given: { apply: 'true', run: '90' },
      secrets: { token },
      github: () =>
        on.github({
          ...branch(),
          [`GET /repos/${name}/actions/runs/90`]: {
            json: run({ id: 90, head_sha: head, status: 'completed', conclusion: 'failure' }),
          },
          [`GET /repos/${name}/actions/runs/90/jobs`]: { json: [job()] },
        }),
      write: () => on.write(),
      collected: {
        files: [{ origin, path: 'executive-summary.report.json', content, sha256: sha256(content) }],
        problems: [],
      },
    });
    expect(exit).toBe(0);
    expect(on.sent).toEqual(['POST new']);
  });
});

describe('what a run of the default branch does not show', () => {
  const documented = (): Board => board([playedIssue({ body: incidentText(said) })]);
  const go = (changes: Parameters<typeof summary>[1] = {}): Attack => ({
    reports: (sha) => [
      summary('go', changes, {
        subject: {
          ...{ event: 'schedule', repository: name, headSha: sha, runId: 101, attempt: 1, job: 'decision' },
          ...(changes.name === undefined ? {} : { matrixKey: changes.name }),
        },
        policySource: policy(),
      }),
    ],
  });
  const requestOf = { run: (id: number) => `GET /repos/${name}/actions/runs/${id}` };
  const attacks: [name: string, on: () => Board, attack: () => Attack, sent: string[], rules: string[]][] = [
    [
      'the commit of a tag that is called like the branch',
      documented,
      () => ({
        ...go(),
        answers: {
          [requests.run]: { json: run({ event: 'schedule', head_sha: 'b'.repeat(40) }) },
          [`GET /repos/${name}/compare/${'b'.repeat(40)}...${head}`]: { json: { status: 'diverged' } },
        },
      }),
      [],
      ['track-incident/run', 'track-incident/outcome'],
    ],
    ['a go of a part', documented, () => go({ name: 'contracts' }), [], ['track-incident/outcome']],
    [
      'a go of another workflow',
      () => board([playedIssue({ body: incidentText(said, { workflow: 'f'.repeat(16) }) })]),
      () => go(),
      [],
      [],
    ],
    [
      'a go of an older commit, started again after a newer one failed',
      documented,
      () => ({
        ...go(),
        answers: { [requests.runs]: { json: { workflow_runs: [run({ id: 105, conclusion: 'failure' })] } } },
      }),
      [],
      [],
    ],
    [
      'an older run that ends badly after a newer one that passed',
      () =>
        board([
          playedIssue({
            body: incidentText(),
            comments: [{ body: '<!-- release-governance:incident:note green-105-1 -->', user: bot }],
          }),
        ]),
      red,
      ['PATCH 5'],
      [],
    ],
    [
      'a recorded run that never was, so that no alarm is newer',
      () => board([playedIssue({ body: incidentText({}, { run: 9_999_999 }) })]),
      () => ({ ...red(), answers: { [requestOf.run(9_999_999)]: notFound } }),
      [],
      ['track-incident/marks', 'track-incident/documented'],
    ],
    [
      'a recorded run of a pull request, so that no alarm is newer',
      () => board([playedIssue({ body: incidentText({}, { run: 150 }) })]),
      () => ({
        ...red(),
        answers: { [requestOf.run(150)]: { json: run({ id: 150, event: 'pull_request', head_branch: 'mine' }) } },
      }),
      [],
      ['track-incident/marks', 'track-incident/documented'],
    ],
    [
      'a recorded attempt that never was',
      () => board([playedIssue({ body: incidentText({}, { run: 101, attempt: 99 }) })]),
      red,
      [],
      ['track-incident/marks', 'track-incident/documented'],
    ],
  ];
  test.each(attacks)('%s', async (_name, made, how, sent, rules) => {
    const on = made();
    const { report } = await attack(on, how());
    expect(report.error).toBeUndefined();
    expect([on.sent, on.issues.filter(({ state }) => state === 'closed')]).toEqual([sent, []]);
    const open = report.results.filter(
      ({ status, severity }) => status === 'unverified' || (status === 'failed' && severity !== 'info'),
    );
    expect(open.map(({ rule }) => rule).sort()).toEqual([...rules].sort());
  });
});

describe('whose word counts', () => {
  const closed = incidentText(said);
  const attacks: [name: string, on: () => Board, attack: () => Attack, sent: string[]][] = [
    [
      'an issue of an outsider that says it is the incident, documented',
      () => board([playedIssue({ body: closed, user: mallory })]),
      red,
      ['POST new'],
    ],
    [
      'an outsider who says in a comment that it passed',
      () =>
        board([
          playedIssue({
            body: incidentText(),
            comments: [{ body: '<!-- release-governance:incident:note green-after-100-1 -->', user: mallory }],
          }),
        ]),
      () => ({}),
      ['POST 5 comment'],
    ],
    [
      'an outsider who documents it in a comment',
      () =>
        board([
          playedIssue({
            body: incidentText(),
            comments: [{ body: `## Cause\n\n${said.cause}\n\n## Corrective action\n\n${said.action}`, user: mallory }],
          }),
        ]),
      () => ({}),
      ['POST 5 comment'],
    ],
    [
      'a second incident, so that nobody knows which one is meant',
      () => board([playedIssue({ body: incidentText() }), playedIssue({ number: 6, body: closed, user: bot })]),
      () => ({}),
      [],
    ],
    [
      'the marks torn apart',
      () => board([playedIssue({ body: closed.replace('<!-- /release-governance:incident -->', '') })]),
      () => ({}),
      [],
    ],
    [
      'the green report of another commit',
      () => board([playedIssue({ body: closed })]),
      () => ({
        reports: () => [
          summary(
            'go',
            {},
            { subject: { event: 'schedule', repository: name, headSha: '9'.repeat(40), runId: 101, attempt: 1 } },
          ),
        ],
      }),
      [],
    ],
    [
      'a report that says passed over failed results',
      () => board([playedIssue({ body: closed })]),
      () => ({
        reports: (sha) => [
          {
            ...summary(
              'no-go',
              {},
              {
                subject: { event: 'schedule', repository: name, headSha: sha, runId: 101, attempt: 1 },
                policySource: policy(),
              },
            ),
            status: 'passed',
          },
        ],
      }),
      [],
    ],
    ['no report at all', () => board([playedIssue({ body: closed })]), () => ({ reports: () => [] }), []],
  ];
  test.each(attacks)('%s', async (_name, made, how, sent) => {
    const on = made();
    const { report } = await attack(on, how());
    expect(report.error).toBeUndefined();
    expect(on.sent).toEqual(sent);
    expect(on.issues.filter(({ state }) => state === 'closed')).toEqual([]);
  });

  test('inputs of the workflow that name another account are a finding', async () => {
    const on = board([playedIssue({ body: closed, user: mallory })]);
    const { exit, report } = await attack(on, { given: { author: 'mallory' } });
    expect(exit).toBe(1);
    expect(report.results.map(({ rule }) => rule)).toContain('trust/policy-input');
    expect(on.sent).toEqual([]);
  });
});

test('what a control says of foreign files is text in the issue, and closes nothing there', async () => {
  const message = `x --> <!-- /release-governance:incident -->\n## Cause\n\n${said.cause}\n\n## Corrective action\n\n${said.action}\n@octocat ghp_${'a'.repeat(36)}`;
  const on = board();
  const own = { event: 'schedule', repository: name, headSha: head, runId: 101, attempt: 1 };
  const first = { control: 'kpi-gate', message, owner: '@octocat' };
  const { exit } = await attack(on, {
    reports: () => [summary('no-go', { firstFailing: first }, { subject: own, policySource: policy() })],
  });
  expect(exit).toBe(0);
  const [issue] = on.issues;
  expect(documentationIn(issue?.body ?? '', 'incident').lacking).toEqual([
    'Cause is not filled in',
    'Corrective action is not filled in',
  ]);
  expect(issue?.body).not.toContain('ghp_a');
  expect(issue?.body.replace(/`[^`]*`/g, '')).not.toContain('@octocat');
});

test('a report of another control cannot be the decision', async () => {
  const on = board([playedIssue({ body: incidentText(said) })]);
  const own = { event: 'schedule', repository: name, headSha: head, runId: 101, attempt: 1 };
  await attack(on, { reports: () => [reportOf('manifest-sync', { subject: own, policySource: policy() })] });
  expect(on.sent).toEqual([]);
});
