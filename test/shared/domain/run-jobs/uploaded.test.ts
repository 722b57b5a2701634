import { expect, test } from '@jest/globals';
import type { Jobs } from '../../../../shared/domain/run-jobs/report-job.ts';
import { lastOfEach, uploadedAttempt } from '../../../../shared/domain/run-jobs/uploaded.ts';
import { job, queued } from '../../../support/run-jobs.ts';

const uploaded = '2026-11-20T12:10:00Z';
const of = (...jobs: ReturnType<typeof job>[]): Jobs => ({ ok: true, jobs });
const unseen: Jobs = { ok: false, because: { code: 'MISSING_PERMISSION', message: 'they may not be listed' } };

test.each<[string, number | undefined, string | undefined, Jobs, object]>([
  ['in the first attempt nothing else can have made it', 1, undefined, undefined, { ok: true }],
  ['its job ran, in the first attempt too', 1, 'unit', of(job('unit')), { ok: true }],
  [
    'its job is none of the run, in the first attempt too',
    1,
    'unit',
    of(job('lint')),
    { ok: false, problem: 'no job of the run is called unit' },
  ],
  [
    'its job failed',
    1,
    'unit',
    of(job('unit', { conclusion: 'failure' })),
    { ok: false, problem: 'the job unit failed' },
  ],
  [
    'its job was skipped',
    1,
    'unit',
    of(job('unit', { conclusion: 'skipped' })),
    { ok: false, problem: 'the job unit was skipped' },
  ],
  [
    'a leg of its job failed',
    1,
    'unit',
    of(job('unit (a)'), job('unit (b)', { conclusion: 'failure' })),
    { ok: false, problem: 'the job unit (b) failed' },
  ],
  [
    'its job had ended before it',
    1,
    'unit',
    of(job('unit', { start: -30 })),
    { ok: false, problem: 'it was uploaded after the job unit had ended' },
  ],
  [
    'its job still runs',
    1,
    'unit',
    of(job('unit', { status: 'in_progress', conclusion: null })),
    { ok: false, because: { message: 'the job unit has not finished (it is in_progress)' } },
  ],
  [
    'GitHub does not say when its job ended',
    1,
    'unit',
    of({ ...job('unit'), completedAt: undefined }),
    { ok: false, because: { message: 'GitHub does not say when the job unit ended' } },
  ],
  [
    'its job ran before it, and not again',
    2,
    'unit',
    of(job('unit', { start: 0 }), job('lint', { attempt: 2, start: 20 })),
    { ok: true },
  ],
  [
    'a copy of its job in a later attempt is no execution',
    2,
    'unit',
    of(job('unit', { start: 0 }), job('unit', { attempt: 2, start: 0 })),
    { ok: true },
  ],
  ['its job ran again before it', 2, 'unit', of(job('unit'), job('unit', { attempt: 2, start: 5 })), { ok: true }],
  [
    'its job ran again after it',
    2,
    'unit',
    of(job('unit'), job('unit', { attempt: 2, start: 20 })),
    { ok: false, problem: 'it was uploaded before the job unit last ran' },
  ],
  [
    'a leg of its job ran again after it',
    2,
    'unit',
    of(job('unit (a)'), job('unit (b)'), job('unit (b)', { attempt: 2, start: 20 })),
    { ok: false, problem: 'it was uploaded before the job unit last ran' },
  ],
  [
    'its job waits to run again',
    2,
    'unit',
    of(job('unit'), queued('unit', 2)),
    { ok: false, problem: 'it was uploaded before the job unit last ran' },
  ],
  ['there is no such job', 2, 'unit', of(job('lint')), { ok: false, problem: 'no job of the run is called unit' }],
  [
    'no job is named',
    2,
    undefined,
    of(job('unit')),
    { ok: false, because: { message: 'the run is in attempt 2, and no job is named that made it' } },
  ],
  [
    'the attempt is not known',
    undefined,
    undefined,
    of(job('unit')),
    { ok: false, because: { message: 'the run is in attempt unknown, and no job is named that made it' } },
  ],
  ['the jobs may not be listed', 2, 'unit', unseen, { ok: false, because: { code: 'MISSING_PERMISSION' } }],
  ['there is no run', 2, 'unit', undefined, { ok: false, because: { message: 'there is no run with jobs' } }],
])('%s', (_name, attempt, name, jobs, expected) => {
  const own = { event: 'push', ...(attempt === undefined ? {} : { attempt }) };
  expect(uploadedAttempt(own, name, uploaded, jobs)).toMatchObject(expected);
});

test('a time that GitHub does not say is not verified', () => {
  expect(uploadedAttempt({ event: 'push', attempt: 2 }, 'unit', '', of(job('unit')))).toMatchObject({
    because: { message: 'GitHub does not say when it was uploaded' },
  });
});

test('of several jobs of one name every execution counts', () => {
  const ran = [job('unit', { id: 1 }), job('unit', { id: 2, start: 1 }), job('unit', { id: 3, attempt: 2, start: 20 })];
  expect(lastOfEach('unit', ran).map(({ id }) => id)).toEqual([1, 2, 3]);
});
