import type { RunJob } from '../../shared/domain/run-jobs/run-job.ts';
import { at } from './moments.ts';

let next = 1;

/** A finished, successful job of attempt 1 that took 15 minutes, unless said otherwise. `start` is a minute of an hour, or null for not started. */
export function job(
  name: string,
  rest: Partial<Omit<RunJob, 'name' | 'startedAt' | 'completedAt'>> & { start?: number | null } = {},
): RunJob {
  const { start = 0, ...others } = rest;
  next += 1;
  const startedAt = start === null ? undefined : at('2026-11-20T12:00:00Z') + start * 60_000;
  return {
    id: 5000 + next,
    name,
    attempt: 1,
    status: 'completed',
    conclusion: 'success',
    startedAt,
    completedAt: startedAt === undefined ? undefined : startedAt + 15 * 60_000,
    ...others,
  };
}

/** A job that has not started. */
export function queued(name: string, attempt: number): RunJob {
  return job(name, { attempt, status: 'queued', conclusion: null, start: null });
}
