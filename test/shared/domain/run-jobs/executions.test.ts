import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { executions, isLatest } from '../../../../shared/domain/run-jobs/executions.ts';
import type { RunJob } from '../../../../shared/domain/run-jobs/run-job.ts';
import { job, queued } from '../../../support/run-jobs.ts';

const failed = { conclusion: 'failure' };

const cases: [name: string, jobs: RunJob[], attempts: number[]][] = [
  ['one attempt', [job('a')], [1]],
  ['a job that ran again', [job('a', failed), job('a', { attempt: 2, start: 5 })], [1, 2]],
  ['a job that was not run again and is not listed again', [job('a'), job('b', { attempt: 2 })], [1]],
  ['a job that was not run again and is listed again', [job('a'), job('a', { attempt: 2 })], [1]],
  ['a copy of a copy', [job('a'), job('a', { attempt: 2 }), job('a', { attempt: 3 })], [1]],
  [
    'a copy of the second attempt',
    [job('a', failed), job('a', { attempt: 2, start: 5 }), job('a', { attempt: 3, start: 5 })],
    [1, 2],
  ],
  [
    'a copy of the first attempt after a second one',
    [job('a'), job('a', { attempt: 2, start: 5 }), job('a', { attempt: 3 })],
    [1, 2],
  ],
  ['a job that is queued again', [job('a'), queued('a', 2)], [1, 2]],
  ['a job that was never started', [queued('a', 1)], [1]],
  [
    'a job that is queued with the start of the earlier one',
    [job('a'), job('a', { attempt: 2, status: 'queued', conclusion: null })],
    [1, 2],
  ],
  ['a running job', [job('a'), job('a', { attempt: 2, start: 5, status: 'in_progress', conclusion: null })], [1, 2]],
  [
    'a finished job of a running one with the same start',
    [job('a', { status: 'in_progress', conclusion: null }), job('a', { attempt: 2 })],
    [1, 2],
  ],
  [
    'two that run, with the same start',
    [1, 2].map((attempt) => job('a', { attempt, status: 'in_progress', conclusion: null })),
    [1, 2],
  ],
  ['the same start and another end', [job('a'), job('a', { attempt: 2, ...failed })], [1, 2]],
  [
    'a job that was skipped without a start, twice',
    [job('a', { start: null, conclusion: 'skipped' }), job('a', { start: null, conclusion: 'skipped', attempt: 2 })],
    [1, 2],
  ],
  ['a clock that went wrong', [job('a', { start: 9 }), job('a', { attempt: 2, start: 1 })], [1, 2]],
  ['two jobs of one name', [job('a', { start: 1 }), job('a', { start: 1 })], [1, 1]],
];

test.each(cases)('%s', (_name, jobs, attempts) => {
  expect(
    executions(jobs)
      .get('a')
      ?.map(({ attempt }) => attempt),
  ).toEqual(attempts);
});

test('jobs are kept apart by name', () => {
  const [a, b] = [job('a'), job('b')];
  expect(executions([a, b])).toEqual(
    new Map([
      ['a', [a]],
      ['b', [b]],
    ]),
  );
});

test('within an attempt by start, what has not started last', () => {
  const [late, early, never] = [job('a', { start: 2 }), job('a', { start: 1 }), queued('a', 1)];
  expect(executions([never, late, early]).get('a')).toEqual([early, late, never]);
});

test('the order in which the platform lists them does not matter', () => {
  const all = cases.flatMap(([, jobs], index) => jobs.map((each) => ({ ...each, name: `${each.name}${index}` })));
  const sorted = (jobs: readonly RunJob[]): [string, RunJob[]][] =>
    [...executions(jobs)].sort(([a], [b]) => (a < b ? -1 : 1));
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (jobs) => {
      expect(sorted(jobs)).toEqual(sorted(all));
    }),
  );
});

describe('whether a report is of the last attempt', () => {
  const again = [job('a', failed), job('a', { attempt: 2, start: 5 })];
  const copied = [job('a'), job('a', { attempt: 2 })];
  test.each<[string, number, string, RunJob[], ReturnType<typeof isLatest>]>([
    ['of the only one', 1, 'a', [job('a')], { ok: true }],
    ['of the last one', 2, 'a', again, { ok: true }],
    ['of an earlier one', 1, 'a', again, { ok: false, why: 'the job a ran again in attempt 2, after attempt 1' }],
    ['of the one that was copied', 1, 'a', copied, { ok: true }],
    ['of a copy', 2, 'a', copied, { ok: false, why: 'the job a did not run in attempt 2: it last ran in attempt 1' }],
    [
      'of one that waits to run again',
      1,
      'a',
      [job('a'), queued('a', 2)],
      { ok: false, why: 'the job a ran again in attempt 2, after attempt 1' },
    ],
    [
      'of an attempt that never was',
      9,
      'a',
      again,
      { ok: false, why: 'the job a did not run in attempt 9: it last ran in attempt 2' },
    ],
    [
      'between two',
      2,
      'a',
      [job('a'), job('a', { attempt: 3, start: 9 })],
      { ok: false, why: 'the job a ran again in attempt 3, after attempt 2' },
    ],
    ['of no job', 1, 'b', again, { ok: false, why: 'no job of the run is called b' }],
    ['of a run without jobs', 1, 'a', [], { ok: false, why: 'no job of the run is called a' }],
    [
      'of one whose later attempt has the earlier start',
      1,
      'a',
      [job('a', { start: 9 }), job('a', { attempt: 2, start: 1 })],
      { ok: false, why: 'the job a ran again in attempt 2, after attempt 1' },
    ],
  ])('%s', (_name, attempt, name, jobs, latest) => {
    expect(isLatest(attempt, name, jobs)).toEqual(latest);
  });
});
