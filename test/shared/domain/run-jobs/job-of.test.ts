import { describe, expect, test } from '@jest/globals';
import { jobOf, type ReportingJob } from '../../../../shared/domain/run-jobs/job-of.ts';
import type { RunJob } from '../../../../shared/domain/run-jobs/run-job.ts';
import { job, queued } from '../../../support/run-jobs.ts';

const failed = { conclusion: 'failure' };
/** A job with an id of its own, and what the report says. */
const found = (jobs: RunJob[], who: ReportingJob): string => {
  const answer = jobOf(who, jobs);
  return answer.ok ? `${answer.job.id}` : answer.why;
};

describe('by id', () => {
  const jobs = [
    job('Build it', { id: 1 }),
    job('test', { id: 2, ...failed }),
    job('Build it', { id: 3, attempt: 2 }),
    job('test', { id: 4, attempt: 2, start: 5 }),
  ];
  test.each<[string, ReportingJob, string]>([
    ['whatever it is called', { checkRunId: 1 }, '1'],
    ['before the name', { checkRunId: 1, job: 'test' }, '1'],
    ['in its attempt', { checkRunId: 2, attempt: 1 }, '2'],
    ['an id of another attempt', { checkRunId: 2, attempt: 2 }, 'the job test with the id 2 ran in attempt 1, not 2'],
    [
      'the id of a copy',
      { checkRunId: 3, attempt: 2 },
      'the job Build it did not run in attempt 2: 3 is the id of a copy',
    ],
    ['an unknown id, whatever the name is', { checkRunId: 9, job: 'test' }, 'no job of the run has the id 9'],
  ])('%s', (_name, who, expected) => {
    expect(found(jobs, who)).toBe(expected);
  });
});

describe('by name', () => {
  test.each<[string, string, boolean]>([
    ['the key itself', 'build', true],
    ['a leg of a matrix', 'build (linux, 20)', true],
    ['a job of a called workflow', 'release / build', true],
    ['a job of a workflow that was called by a called one', 'a / b / build', true],
    ['a leg of a called workflow', 'release / build (linux)', true],
    ['a job called by a leg', 'release (x) / build', true],
    ['another job with that beginning', 'build-docs', false],
    ['another job with that end', 'rebuild', false],
    ['another job in capitals', 'Build', false],
    ['the calling job', 'build / test', false],
    ['a bracket without an end', 'build (x', false],
  ])('%s', (_name, name, isIt) => {
    expect(found([job(name, { id: 1 }), job('other', { id: 2 })], { job: 'build' })).toBe(
      isIt ? '1' : 'no job build of the run ran',
    );
  });

  const legs = [job('build (linux, 20)', { id: 1 }), job('build (windows, 20)', { id: 2, ...failed })];
  const several = '2 jobs of the run may be build and did not end the same: build (linux, 20), build (windows, 20)';
  const again = [job('build', { id: 1, ...failed }), job('build', { id: 2, attempt: 2, start: 5 })];
  test.each<[string, RunJob[], ReportingJob, string]>([
    ['no name at all', legs, {}, 'the report names no job'],
    ['an empty name', legs, { job: '' }, 'the report names no job'],
    ['legs that ended apart', legs, { job: 'build' }, several],
    ['legs that ended apart, with a key that none has', legs, { job: 'build', matrixKey: 'mac' }, several],
    ['legs that ended apart, with a key that both have', legs, { job: 'build', matrixKey: '20' }, several],
    ['the leg with a value', legs, { job: 'build', matrixKey: 'windows' }, '2'],
    ['the leg with all values', legs, { job: 'build', matrixKey: 'linux, 20' }, '1'],
    ['legs that ended the same', [job('build (a)', { id: 1 }), job('build (b)', { id: 2 })], { job: 'build' }, '1'],
    [
      'a leg that has not finished',
      [job('build (a)', { id: 1 }), queued('build (b)', 1)],
      { job: 'build' },
      '2 jobs of the run may be build and did not end the same: build (a), build (b)',
    ],
    [
      'two of one name that ended apart',
      [job('build', { id: 1 }), job('build', { id: 2, ...failed })],
      { job: 'build' },
      '2 jobs of the run may be build and did not end the same: build, build',
    ],
    ['the last attempt when none is said', again, { job: 'build' }, '2'],
    ['the attempt that is said', again, { job: 'build', attempt: 1 }, '1'],
    [
      'an attempt in which it did not run',
      again,
      { job: 'build', attempt: 3 },
      'no job build of the run ran in attempt 3',
    ],
    [
      'an attempt in which there is only a copy',
      [job('build'), job('build', { attempt: 2 })],
      { job: 'build', attempt: 2 },
      'no job build of the run ran in attempt 2',
    ],
    ['a name that no job has, in an attempt', again, { job: 'x', attempt: 1 }, 'no job x of the run ran'],
  ])('%s', (_name, jobs, who, expected) => {
    expect(found(jobs, who)).toBe(expected);
  });
});
