import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Report } from '../../shared/core/report.ts';
import { artifact, changed, type DecisionSetup, decideOn, decisionJob, job } from '../support/decision-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';

/*
 * Two things under one name: the one that is in order stands before the one that is not.
 */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const failing = (report: Report): void => {
  report.status = 'failed';
  const result = report.results.find(({ rule }) => rule === 'manifest-sync/fields-agree');
  if (result !== undefined) result.status = 'failed';
};
const later = '2026-11-20T11:54:00Z';
const again = (changes: Record<string, unknown>): Record<string, unknown> =>
  job({ run_attempt: 2, started_at: later, completed_at: later, ...changes });

const cases: [name: string, setup: DecisionSetup, words: string][] = [
  [
    'a job that failed, and one with its name that began later and succeeded',
    {
      config: { 'executive-summary': { jobs: ['test'] } },
      jobs: [
        job(),
        job({ id: 21, name: 'test', conclusion: 'failure' }),
        job({ id: 22, name: 'test', started_at: later }),
        decisionJob,
      ],
    },
    'test failed',
  ],
  [
    'a job that failed, and one with its name that alone ran again',
    {
      config: { 'executive-summary': { jobs: ['test'] } },
      env: { GITHUB_RUN_ATTEMPT: '2' },
      jobs: [
        again({}),
        job({ id: 21, name: 'test', conclusion: 'failure' }),
        job({ id: 22, name: 'test' }),
        again({ id: 23, name: 'test' }),
        job({ ...decisionJob, run_attempt: 2 }),
      ],
    },
    'test failed',
  ],
  [
    'the report of a called workflow that failed, and the newer one of another call of it',
    {
      env: { GITHUB_RUN_ATTEMPT: '2' },
      files: (text, head) =>
        [
          changed(text, (report) => {
            report.subject.attempt = 1;
            report.subject.checkRunId = 31;
            failing(report);
          }),
          changed(text, (report) => {
            report.subject.attempt = 2;
            report.subject.checkRunId = 33;
          }),
        ].map((each, index) => artifact(each, { headSha: head, id: 1001 + index })),
      jobs: [
        job({ id: 31, name: 'a / governance', conclusion: 'failure' }),
        job({ id: 32, name: 'b / governance', conclusion: 'failure', started_at: '2026-11-20T11:52:00Z' }),
        again({ id: 33, name: 'b / governance' }),
        job({ ...decisionJob, run_attempt: 2 }),
      ],
    },
    'fields-agree',
  ],
  [
    'a called workflow whose job failed after its report, and another call of it',
    {
      files: (text, head) =>
        [31, 32].map((id) =>
          artifact(
            changed(text, ({ subject }) => void (subject.checkRunId = id)),
            { headSha: head, id },
          ),
        ),
      jobs: [
        job({ id: 31, name: 'a / governance', conclusion: 'failure' }),
        job({ id: 32, name: 'b / governance' }),
        decisionJob,
      ],
    },
    'the job a / governance failed',
  ],
  [
    'without ids, a called workflow whose job failed after its report, and the summary in the same job of another call of it',
    {
      env: { GITHUB_JOB: 'governance' },
      jobs: [
        job({ ...decisionJob, name: 'a / governance' }),
        job({ id: 32, name: 'b / governance', conclusion: 'failure' }),
      ],
    },
    '2 jobs of the run may be governance and did not end the same',
  ],
  [
    'without ids, a leg that failed after its report, and the summary in another leg of the same matrix',
    {
      env: { GITHUB_JOB: 'governance' },
      files: (text, head) => [
        artifact(
          changed(text, ({ subject }) => void (subject.matrixKey = 'linux')),
          { headSha: head },
        ),
      ],
      jobs: [
        job({ ...decisionJob, name: 'governance (windows)' }),
        job({ id: 32, name: 'governance (linux)', conclusion: 'failure' }),
      ],
    },
    'governance (linux) failed',
  ],
  [
    'a control that does not apply, and nothing else',
    { config: { 'manifest-sync': { 'skip-on': ['pull_request'] } } },
    'nothing to decide on',
  ],
];

describe('no go', () => {
  test.each(cases)('%s', async (_name, setup, words) => {
    const { summary, exit } = await decideOn(repository, setup);
    const said = [...summary.reports.flatMap(({ why }) => why), ...summary.checks.map(({ message }) => message)];
    const first = summary.firstFailing?.message ?? '';
    expect([...said, first].join('\n')).toContain(words);
    expect([summary.decision, exit]).toEqual(['no-go', 1]);
  });
});

/** What an unverified result lets live: the decision would be conditional, were it not for the job. */
const unverified = (report: Report): void => {
  report.status = 'unverified';
  const result = report.results[0];
  if (result !== undefined) Object.assign(result, { status: 'unverified', severity: 'low' });
};

test.each([
  ['failed', 'no-go', 'the job governance failed'],
  ['unverified', 'conditional-go', ''],
])(
  'a job that failed, and a report that with fail-on %s is a reason for it or none: %s',
  async (failOn, word, words) => {
    const { summary } = await decideOn(repository, {
      config: { profile: 'transitional', 'fail-on': failOn },
      files: (text, head) => [artifact(changed(text, unverified), { headSha: head })],
      jobs: [job({ conclusion: 'failure' }), decisionJob],
    });
    expect(summary.decision).toBe(word);
    expect(summary.checks.map(({ message }) => message).join()).toBe(words);
  },
);

test('no go: a summary over little under the key of one over more', async () => {
  const summaries = {
    little: { foreign: ['f'] },
    contracts: { controls: ['manifest-sync'] },
    release: { summaries: ['contracts'] },
  };
  const foreign = [{ id: 'f', artifact: 'f', path: 'f.json' }];
  const config = { 'executive-summary': { summaries, foreign } };
  const jobs = [job(), job({ id: 12, name: 'part' }), { ...decisionJob, id: 13 }];
  const part = await decideOn(repository, {
    config,
    jobs,
    env: { GITHUB_JOB: 'part' },
    given: { name: 'little', 'artifact-key': 'contracts' },
    files: (_text, at) => [artifact('{"checks":{"a":true}}', { headSha: at, name: 'f' }, 'f.json')],
  });
  expect(part.summary.decision).toBe('go');
  const { summary } = await decideOn(repository, {
    config,
    jobs,
    given: { name: 'release' },
    files: (_text, at) => {
      const text = changed(part.reportText, ({ subject }) => {
        subject.headSha = at;
        subject.mergeSha = at;
        subject.job = 'part';
      });
      return [artifact(text, { headSha: at }, 'executive-summary-contracts.report.json')];
    },
  });
  expect(summary.reports.flatMap(({ why }) => why).join('\n')).toContain('it is the summary little, and not contracts');
  expect(summary.decision).toBe('no-go');
});
