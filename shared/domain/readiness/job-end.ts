import { listed } from '../../parse/text.ts';
import { verdictOf } from '../check-run/verdict.ts';
import { executions } from '../run-jobs/executions.ts';
import type { RunJob } from '../run-jobs/run-job.ts';
import { lastOfEach } from '../run-jobs/uploaded.ts';
import { noData, passed, unverified, type Verdict, worstOf } from '../verdict/verdict.ts';
import type { RequiredJob } from './config.ts';
import type { Skipped } from './skip.ts';

type Wanted = Pick<RequiredJob, 'job' | 'legs' | 'allow'>;

/** The last execution of a required job, or of each of its legs. */
export function endsOf({ job }: Pick<RequiredJob, 'job'>, jobs: readonly RunJob[]): RunJob[] {
  return lastOfEach(job, jobs);
}

/** Every execution of them in every attempt, in their order. */
export function attemptsOf(wanted: Pick<RequiredJob, 'job'>, jobs: readonly RunJob[]): RunJob[] {
  const names = new Set(endsOf(wanted, jobs).map(({ name }) => name));
  return [...executions(jobs)].flatMap(([name, ran]) => (names.has(name) ? ran : []));
}

/**
 * Whether a job, with every leg, ended as the policy allows. One that is not listed did not run; one that goes on is not known yet; one that
 * was skipped because of another never counts. `where`: the run, in words; `skipped` says why a job was skipped.
 */
export function judgeEnd(
  wanted: Wanted,
  jobs: readonly RunJob[],
  where: string,
  skipped: (name: string) => Skipped,
): Verdict {
  const ended = endsOf(wanted, jobs);
  if (ended.length === 0) return missing(wanted.job, `the job ${wanted.job} did not run in ${where}`);
  const names = new Set(ended.map(({ name }) => name));
  const lacking = (wanted.legs ?? []).map((leg) => `${wanted.job} (${leg})`).filter((leg) => !names.has(leg));
  if (lacking.length > 0) return missing(wanted.job, `did not run in ${where}: ${listed(lacking)}`);
  return worstOf(ended.map((job) => judgeOne(wanted, job, where, skipped))) ?? passed;
}

function missing(job: string, problem: string): Verdict {
  return {
    status: 'failed',
    problem,
    expected: 'success',
    actual: 'did not run',
    fix: `let the workflow run ${job}; it may not be left out`,
  };
}

function judgeOne({ allow }: Wanted, job: RunJob, where: string, skipped: (name: string) => Skipped): Verdict {
  const { verdict, words } = verdictOf(job);
  const { name, conclusion, status } = job;
  if (verdict === 'succeeded') return passed;
  if (verdict === 'not-finished')
    return unverified(noData(`the job ${name} of ${where} ${words}`, `${name} under needs: of this job`));
  if (conclusion === 'neutral' && allow.includes('neutral')) return passed;
  if (conclusion === 'skipped') {
    const { because, ...rest } = skipped(name);
    if (because === 'condition' && allow.includes('skipped'))
      return {
        status: 'not-applicable',
        why: `the job ${name} was skipped by its own condition, as the policy allows`,
      };
    if (because === 'unknown' && allow.includes('skipped')) {
      const why = 'why' in rest ? rest.why : '';
      return unverified(noData(`the job ${name} was skipped, and it is not known why: ${why}`, 'its workflow file'));
    }
    const why =
      because === 'condition'
        ? ' by its own condition'
        : because === 'need' && 'needs' in rest
          ? ` because of what it needs: ${listed(rest.needs)}`
          : '';
    return ended(name, `the job ${name} of ${where} was skipped${why}`, 'skipped');
  }
  return ended(name, `the job ${name} of ${where} ${words}`, conclusion ?? status);
}

function ended(job: string, problem: string, actual: string): Verdict {
  return {
    status: 'failed',
    problem,
    expected: 'success',
    actual,
    fix: `look into the log of the job ${job}, mend it, and run it again`,
  };
}
