import type { Subject } from '../../core/report.ts';
import { listed } from '../../parse/text.ts';
import { judgedCommits } from '../judged-fact/judged-fact.ts';
import type { Jobs } from '../run-jobs/report-job.ts';
import { lastOfEach, uploadedAttempt } from '../run-jobs/uploaded.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { RequiredReport } from './config.ts';
import type { ReadFile } from './file.ts';
import { awaited, type Progress } from './job-end.ts';

/** The run that must have made a report: this one, or that of another workflow. */
export interface MakingRun {
  id: number | undefined;
  attempt: number | undefined;
  jobs: Jobs;
  /** How far it is, where it is another run than this one. */
  progress?: Progress | undefined;
}

/**
 * Whether a report is of the judged commit and of the run that must have made it: by what the platform says of its artifact, and never
 * against what it says itself. A file that steps of this job wrote has nothing but its own word, and must name both, and the attempt
 * where that is not the first.
 */
export function judgeBound(
  file: ReadFile,
  { facts, job }: Pick<RequiredReport, 'facts' | 'job'>,
  subject: Subject,
  run: MakingRun,
): Verdict {
  const { name, artifact } = file;
  if (artifact !== undefined) {
    if (artifact.runId !== run.id) return foreign(name, 'run', run.id, artifact.runId);
    if (artifact.headSha !== subject.headSha) return foreign(name, 'commit', subject.headSha, artifact.headSha);
    const attempt = uploadedAttempt({ ...subject, attempt: run.attempt }, job, artifact.createdAt, run.jobs, {
      anyEnd: true,
    });
    if (!attempt.ok && 'because' in attempt) return unverified(attempt.because);
    const [again] =
      job !== undefined && run.jobs?.ok === true
        ? awaited(lastOfEach(job, run.jobs.jobs), run.jobs.jobs, run.progress)
        : [];
    if (again !== undefined) {
      const message = `run ${run.id ?? ''} is in attempt ${run.progress?.attempt ?? ''} and goes on, and ${name} is of an earlier one`;
      return unverified(noData(message, 'that run to have ended, before this job looks'));
    }
    if (!attempt.ok) {
      const fix = 'name the job that uploads it, and let that upload the report in each attempt';
      const problem = `${name} is of an earlier attempt: ${attempt.problem}`;
      return { status: 'failed', problem, expected: 'a report of the last attempt', actual: attempt.problem, fix };
    }
  }
  const other = otherThanJudged(file, facts, subject, run.id);
  if (other !== undefined) return other;
  if (artifact !== undefined) return passed;
  const commit = saysOf(file, facts['commit']);
  const made = saysOf(file, facts['run']);
  const attempt = saysOf(file, facts['attempt']);
  // A runner of one's own, or a cache, keeps what an earlier attempt of the same run left.
  const again = run.attempt !== undefined && run.attempt > 1;
  if (again && attempt !== undefined && String(attempt.value) !== String(run.attempt))
    return foreign(name, 'attempt', run.attempt, attempt.value);
  const lacking = [
    ...(commit === undefined ? ['commit'] : []),
    ...(made === undefined && run.id !== undefined ? ['run'] : []),
    ...(attempt === undefined && again ? ['attempt'] : []),
  ];
  if (lacking.length === 0) return passed;
  const message = `nothing says which ${lacking.join(' and ')} ${name} is of`;
  const needs = `an artifact of the run, or facts with the pointers at which it names its ${lacking.join(' and ')}`;
  return unverified(noData(message, needs));
}

/** A report that names another commit or run than the judged one; undefined where it names neither, or these. */
export function otherThanJudged(
  file: ReadFile,
  facts: RequiredReport['facts'],
  subject: Subject,
  runId: number | undefined,
): Verdict | undefined {
  const commits = judgedCommits(subject);
  const commit = saysOf(file, facts['commit']);
  if (commit !== undefined && !commits.some((one) => one === commit.value))
    return foreign(file.name, 'commit', listed(commits), commit.value);
  const made = saysOf(file, facts['run']);
  if (made !== undefined && runId !== undefined && String(made.value) !== String(runId))
    return foreign(file.name, 'run', runId, made.value);
  return undefined;
}

function saysOf({ document }: ReadFile, pointer: string | undefined): { value: unknown } | undefined {
  if (pointer === undefined) return undefined;
  return { value: document.get(pointer) ?? 'nothing' };
}

function foreign(name: string, what: string, expected: unknown, actual: unknown): Verdict {
  return {
    status: 'failed',
    problem: `${name} is of another ${what}: ${String(actual)}, expected ${String(expected)}`,
    expected,
    actual,
    fix: 'let it be made for the judged commit, in the run that is asked for',
  };
}
