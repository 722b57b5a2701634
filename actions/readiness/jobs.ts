import type { RequiredJob } from '../../shared/domain/readiness/config.ts';
import { attemptsOf, endsOf, judgeEnd } from '../../shared/domain/readiness/job-end.ts';
import { judgeNeed, type Needs, readNeeds } from '../../shared/domain/readiness/needs.ts';
import { judgeChecks } from '../../shared/domain/readiness/recorded-check.ts';
import type { RunJob } from '../../shared/domain/run-jobs/run-job.ts';
import { unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { decodeText } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import type { RuleId } from './rules.ts';
import type { Runs } from './runs.ts';

type JobRule = Extract<RuleId, 'job-ended' | 'job-recorded' | 'needs-agree'>;

/** What became of a required job. */
export interface JobOutcome {
  asked: RequiredJob;
  verdicts: Record<JobRule, Verdict>;
  /** The run in words, and every execution in it; undefined when there is none. */
  where: string | undefined;
  attempts: readonly RunJob[];
  /** Older runs of its workflow for the same commit. */
  earlier: readonly number[];
}

const laptop: Verdict = { status: 'not-applicable', why: 'on a laptop there is no run with jobs' };
const noCheck: Verdict = { status: 'not-applicable', why: 'there is no job to compare: job-ended says why' };
const noNeeds: Verdict = { status: 'not-applicable', why: 'nothing was given as needs that speaks of this job' };

/** Judges one job by what the platform recorded of it. */
export async function judgeJob(
  ctx: Ctx,
  asked: RequiredJob,
  runs: Runs,
  needs: Needs | undefined,
): Promise<JobOutcome> {
  const all = (verdict: Verdict): JobOutcome => ({
    asked,
    verdicts: { 'job-ended': verdict, 'job-recorded': noCheck, 'needs-agree': noNeeds },
    where: undefined,
    attempts: [],
    earlier: [],
  });
  if (ctx.subject.event === 'local') return all(laptop);
  const placed = await runs.of(asked);
  if (!placed.ok && 'missing' in placed) {
    const fix = `let ${asked.workflow ?? 'the workflow'} run for the judged commit; it may not be left out`;
    return all({ status: 'failed', problem: placed.missing, expected: 'success', actual: 'did not run', fix });
  }
  if (!placed.ok) return all(unverified(placed.because));
  const { run } = placed;
  const need = asked.workflow === undefined && needs !== undefined ? judged(asked, needs, run.jobs) : noNeeds;
  if (run.jobs === undefined) return all(laptop);
  if (!run.jobs.ok) {
    const open = all(unverified(run.jobs.because));
    return { ...open, verdicts: { ...open.verdicts, 'needs-agree': need } };
  }
  const { jobs } = run.jobs;
  const ended = endsOf(asked, jobs);
  const verdict = judgeEnd(asked, jobs, run.where, (name) => run.skipped(name, jobs), run.progress);
  const recorded = ended.length === 0 ? noCheck : judgeChecks(ended, await runs.checks());
  return {
    asked,
    verdicts: { 'job-ended': verdict, 'job-recorded': beside(verdict, recorded), 'needs-agree': beside(verdict, need) },
    where: run.where,
    attempts: attemptsOf(asked, jobs),
    earlier: run.earlier,
  };
}

/** That two sources agree on a job that did not run is no sign that anything happened. */
function beside(ended: Verdict, other: Verdict): Verdict {
  return ended.status === 'not-applicable' && other.status === 'passed' ? ended : other;
}

function judged(
  asked: RequiredJob,
  needs: Needs,
  jobs: { ok: boolean; jobs?: readonly RunJob[] } | undefined,
): Verdict {
  return judgeNeed(asked.job, needs, jobs?.jobs) ?? noNeeds;
}

/** What was given as needs; undefined when nothing was. */
export async function givenNeeds(ctx: Ctx): Promise<Needs | undefined> {
  const { needs, 'needs-file': path } = ctx.inputs;
  if (needs.length > 0) return readNeeds(needs.join('\n'));
  if (path === undefined) return undefined;
  const file = await ctx.produced.read(path, needsMaxBytes);
  if (!file.found) return { ok: false, problem: `lies in ${path}, which ${file.message}` };
  const text = decodeText(file.content);
  return text.ok ? readNeeds(text.text) : { ok: false, problem: `is not text: ${text.message}` };
}

/** Outputs of all jobs are part of it, which may have 50 MB together. */
const needsMaxBytes = 64 * 1024 * 1024;
