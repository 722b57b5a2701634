import { listed } from '../../parse/text.ts';
import { verdictOf } from '../check-run/verdict.ts';
import { executions } from '../run-jobs/executions.ts';
import type { RunJob } from '../run-jobs/run-job.ts';
import { lastOfEach } from '../run-jobs/uploaded.ts';
import { noData, passed, unverified, type Verdict, worstOf } from '../verdict/verdict.ts';
import type { RequiredJob } from './config.ts';
import type { Skipped } from './skip.ts';

type Wanted = Pick<RequiredJob, 'job' | 'legs' | 'allow'>;

/** How far another run is: one that goes on does not list jobs yet that wait for others, not even those of an earlier attempt. */
export interface Progress {
  attempt: number;
  /** It is not known to have ended. */
  goesOn: boolean;
}

/**
 * Which executions are spoken for by an earlier attempt only, in a run that goes on: they may be about to run again. Copies that the platform
 * lists under the attempt are not, as these are not run again.
 */
export function awaited(ended: readonly RunJob[], jobs: readonly RunJob[], progress: Progress | undefined): RunJob[] {
  if (progress?.goesOn !== true) return [];
  const listed = new Set(jobs.filter(({ attempt }) => attempt >= progress.attempt).map(({ name }) => name));
  return ended.filter(({ name }) => !listed.has(name));
}

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
 * was skipped because of another never counts. `where`: the run, in words; `skipped` says why a job was skipped; `progress`: of another run
 * than this one.
 */
export function judgeEnd(
  wanted: Wanted,
  jobs: readonly RunJob[],
  where: string,
  skipped: (name: string) => Skipped,
  progress?: Progress,
): Verdict {
  const ended = endsOf(wanted, jobs);
  const wait = (words: string): Verdict =>
    unverified(noData(`${where} goes on, and ${words}`, `${where} to have ended, before this job looks`));
  const [again] = awaited(ended, jobs, progress);
  if (again !== undefined)
    return wait(
      `the job ${again.name} last ran in attempt ${again.attempt}, before attempt ${progress?.attempt ?? ''}`,
    );
  if (ended.length === 0 && progress?.goesOn === true) return wait(`the job ${wanted.job} has not begun`);
  if (ended.length === 0) return missing(wanted.job, `the job ${wanted.job} did not run in ${where}`);
  const names = new Set(ended.map(({ name }) => name));
  const lacking = (wanted.legs ?? []).map((leg) => `${wanted.job} (${leg})`).filter((leg) => !names.has(leg));
  // A matrix that is skipped as a whole has no legs: it is listed once, by its plain name.
  const whole = ended.every(({ name, conclusion }) => name === wanted.job && conclusion === 'skipped');
  if (lacking.length > 0 && !whole && progress?.goesOn === true) return wait(`has not begun ${listed(lacking)}`);
  if (lacking.length > 0 && !whole) return missing(wanted.job, `did not run in ${where}: ${listed(lacking)}`);
  const verdicts = ended.map((job) => judgeOne(wanted, job, where, skipped));
  const worst = worstOf(verdicts) ?? passed;
  return worst.status === 'not-applicable' ? (verdicts.find(({ status }) => status === 'passed') ?? worst) : worst;
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
