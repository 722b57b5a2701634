import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { CollectedFile } from '../../shared/core/collected.ts';
import {
  artifact,
  asksVerification,
  changed,
  type DecisionSetup,
  decideOn,
  decisionJob,
  job,
  verificationReport,
} from '../support/decision-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';

/*
 * Tests of a pull request are code of its author. In the job of release-gate they run before the other controls and before the decision, and
 * can exchange what runs after them: whatever that job says then, an honest change must not pass there, so that nobody relies on it.
 */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const time = '2026-11-20T11:50:30Z';
const testJob = job({ id: 13, name: 'test' });

interface Verified {
  /** The job that the report of verification names. */
  job: string;
  /** Its id, where the report names one. */
  id?: number;
  started?: string;
}

function verified(text: string, head: string, { job: name, id, started }: Verified): CollectedFile {
  const subject = { job: name, ...(id === undefined ? {} : { checkRunId: id }) };
  const origin = { headSha: head, id: 1002, name: `governance-verification-${name}-1` };
  return artifact(verificationReport(text, subject, started), origin, 'verification.report.json');
}

const attacks: [name: string, setup: DecisionSetup, words: string][] = [
  [
    'tests run in the job that decides',
    {
      jobs: [job(), decisionJob],
      files: (text, head) => [
        artifact(text, { headSha: head }),
        verified(text, head, { job: 'decision', started: time }),
      ],
    },
    'the job decision ran commands of the judged change, which could have written what executive-summary says',
  ],
  [
    'tests run in the job of another control, and the decision in its own',
    {
      jobs: [job(), decisionJob],
      files: (text, head) => [
        artifact(text, { headSha: head }),
        verified(text, head, { job: 'governance', started: time }),
      ],
    },
    'which could have written what manifest-sync says',
  ],
  [
    'the same job is told apart by its id alone',
    {
      jobs: [job(), testJob, decisionJob],
      files: (text, head) => [
        artifact(
          changed(text, (report) => void (report.subject.checkRunId = 13)),
          { headSha: head },
        ),
        verified(text, head, { job: 'another', id: 13, started: time }),
      ],
    },
    'which could have written what manifest-sync says',
  ],
  [
    'the report of verification says nothing of its commands',
    {
      jobs: [job(), decisionJob],
      files: (text, head) => [
        artifact(text, { headSha: head }),
        artifact(
          changed(verificationReport(text, { job: 'governance' }, time), (report) => {
            report.data = { verifications: 'none' };
          }),
          { headSha: head, id: 1002 },
          'verification.report.json',
        ),
      ],
    },
    'which could have written what manifest-sync says',
  ],
  [
    'verification is left to another job, and no job has it',
    { jobs: [job(), decisionJob] },
    'no job of this run left one',
  ],
  [
    'verification is left to another job, which failed after its report passed',
    {
      jobs: [job(), job({ id: 13, name: 'test', conclusion: 'failure' }), decisionJob],
      files: (text, head) => [artifact(text, { headSha: head }), verified(text, head, { job: 'test', started: time })],
    },
    'the job test',
  ],
];

test.each(attacks)('%s', async (_name, setup, words) => {
  const { summary, exit, report } = await decideOn(repository, { config: asksVerification, ...setup });
  const said = [
    ...summary.reports.flatMap(({ why }) => why),
    ...summary.checks.map(({ message }) => message),
    report.error?.message ?? '',
  ].join('\n');
  expect(said).toContain(words);
  expect([summary.decision, exit]).toEqual(['no-go', 1]);
});

test('in a job of its own, and the rest in another, it goes', async () => {
  const { summary } = await decideOn(repository, {
    config: asksVerification,
    jobs: [job(), testJob, decisionJob],
    files: (text, head) => [artifact(text, { headSha: head }), verified(text, head, { job: 'test', started: time })],
  });
  expect(summary.decision).toBe('go');
});
