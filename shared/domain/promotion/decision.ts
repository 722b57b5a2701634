import type { Collected } from '../../core/collected.ts';
import type { Because } from '../../core/errors.ts';
import { ExecutiveSummarySchema } from '../../core/executive-summary.ts';
import type { Report } from '../../core/report.ts';
import { isoTime, parseTime } from '../../core/time.ts';
import { foreignness } from '../own-report/binding.ts';
import { type Candidate, candidatesIn } from '../own-report/candidates.ts';
import { decisionProblem } from '../own-report/decision.ts';
import { jobOf } from '../run-jobs/job-of.ts';
import { attemptProblem, type Jobs, reporting } from '../run-jobs/report-job.ts';
import { failed, noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Environment } from './config.ts';
import type { PromotionEntry } from './entry.ts';
import { type RunAttempt, subjectOf } from './run.ts';

/** A decision that a run left: of that run and commit, by a configuration of the base. */
export interface Decided {
  word: 'go' | 'conditional-go' | 'no-go';
  attempt: number;
  /** The sha256 of the report. */
  report: string;
  /** When it was uploaded (ms since 1970), by the clock of the platform. */
  at: number;
}

/** Something that a decision must be younger than: "is older than <what>". */
export interface Since {
  what: string;
  at: number;
}

/** What a run left of decisions: `wrong` says of each report that is none why, `unseen` why something was not looked at. */
export interface Decisions {
  decided: readonly Decided[];
  wrong: readonly string[];
  unseen: Because | undefined;
}

/**
 * The decisions of one name, by the configuration at that path, among what was collected. Only what the platform keeps as an artifact of
 * that very run counts: whatever lies in a folder could be of any run.
 */
export function decisionsOf(
  collected: Collected,
  run: RunAttempt,
  repository: string,
  jobs: Jobs,
  { name, config }: { name: string | undefined; config: string },
): Decisions {
  // Without the jobs nobody knows whether a decision was made anew in a later attempt.
  if (jobs?.ok === false) return { decided: [], wrong: [], unseen: jobs.because };
  const ofRun: Collected = {
    ...collected,
    files: collected.files.filter(({ origin }) => origin.kind === 'artifact' && origin.runId === run.id),
    problems: collected.problems.filter(({ origin }) => origin.kind === 'artifact' && origin.runId === run.id),
    unlisted: undefined,
  };
  const { candidates, strays } = candidatesIn(ofRun);
  const unlisted = collected.unlistedRuns?.find(({ runId }) => runId === run.id)?.because;
  let unseen = unlisted ?? collected.unlisted ?? strays.find(({ because }) => because !== undefined)?.because;
  const decided: Decided[] = [];
  const wrong: string[] = [];
  for (const candidate of candidates.filter(({ report }) => report.control === 'executive-summary')) {
    // What was decided before its job ran again is taken back, and no second decision.
    if (attemptProblem(subjectOf(run, repository), candidate.report.subject, jobs) !== undefined) continue;
    // Another folder of the repository decides for itself.
    const { policySource } = candidate.report;
    if (policySource?.kind === 'base' && policySource.path !== config) continue;
    const job = jobProblem(candidate.report, jobs);
    if (typeof job === 'object') {
      unseen ??= job;
      continue;
    }
    const read = job ?? readDecision(candidate, run, repository);
    if (typeof read === 'string') wrong.push(read);
    else if (read.name === name) decided.push(read.decided);
  }
  return { decided, wrong, unseen };
}

function readDecision(
  { report, file }: Candidate,
  run: RunAttempt,
  repository: string,
): { name: string | undefined; decided: Decided } | string {
  const { origin } = file;
  const data = ExecutiveSummarySchema.safeParse(report.data);
  const subject = subjectOf(run, repository);
  const { policySource } = report;
  if (!data.success) return 'it holds no decision';
  const foreign = [
    ...(origin.kind === 'artifact' && origin.headSha === run.head_sha ? [] : ['its artifact is of another commit']),
    ...(policySource?.kind === 'base' ? [] : ['it was not judged by the configuration of the base']),
    // The configuration of that time counts; it may have changed since.
    ...(policySource === undefined ? [] : foreignness(report, { subject, policy: policySource, asked: [] })),
    ...(report.replay === true || data.data.replay === true ? ['it is a replay'] : []),
  ];
  if (foreign.length > 0) return foreign.join('; ');
  const { decision, name } = data.data;
  const at = origin.kind === 'artifact' ? parseTime(origin.createdAt) : undefined;
  if (at === undefined) return 'nobody knows when it was uploaded';
  const problem = decisionProblem(report, decision);
  if (problem !== undefined) return `it ${problem}`;
  return { name, decided: { word: decision, attempt: report.subject.attempt ?? 0, report: file.sha256, at } };
}

/** Why the job that a report names did not make it, or why it is not known; undefined when it ran. */
function jobProblem({ subject }: Report, jobs: Jobs): string | Because | undefined {
  const made = jobs?.ok === true ? jobOf(reporting(subject), jobs.jobs) : undefined;
  if (made?.ok === true)
    return made.job.conclusion === 'skipped' ? `the job ${made.job.name} was skipped, and decided nothing` : undefined;
  if (made === undefined || subject.checkRunId !== undefined) return made?.why;
  return noData(`of a decision nobody knows by which job it was made: ${made.why}`, 'a job whose name is its key');
}

/** The one decision of a run, or why there is none that could be recorded. */
export function onlyDecision(
  found: Decisions,
  runId: number,
): { ok: true; decided: Decided } | { ok: false; verdict: Verdict } {
  const { decided, wrong, unseen } = found;
  const [only] = decided;
  if (unseen !== undefined) return { ok: false, verdict: unverified(unseen) };
  if (only !== undefined && decided.length === 1 && wrong.length === 0) return { ok: true, decided: only };
  const needs = `one decision of executive-summary in run ${runId}, by a job before`;
  if (decided.length === 0 && wrong.length === 0)
    return { ok: false, verdict: unverified(noData(`run ${runId} left no decision`, needs)) };
  const actual = [...wrong, ...(decided.length > 1 ? [`${decided.length} reports decide`] : [])];
  const problem = `run ${runId} left no one decision that counts: ${actual.join('; ')}`;
  return { ok: false, verdict: failed({ problem, expected: needs, actual, fix: 'decide anew, in a run of its own' }) };
}

/**
 * Whether the decision that an entry names was left by that run, as that very report, for its commit, after everything that it must be about,
 * and is enough for its environment.
 */
export function judgeDecision(
  found: Decisions,
  run: RunAttempt,
  {
    decision,
    commit,
  }: Pick<PromotionEntry, 'commit'> & { decision: Omit<PromotionEntry['decision'], 'word'> & { word: string } },
  { accept, environment }: Environment,
  since: readonly Since[],
): Verdict {
  const words = `the decision of run ${decision.runId}`;
  const expected = `${accept === 'go' ? 'go' : 'go or conditional-go'} for commit ${commit}`;
  const fix = `decide for ${environment} anew, by a run of that commit`;
  const wrong = (problem: string, actual: unknown): Verdict => failed({ problem, expected, actual, fix });
  if (run.head_sha !== commit) return wrong(`${words} is about commit ${run.head_sha}, not ${commit}`, run.head_sha);
  const same = found.decided.find(({ report }) => report === decision.report);
  if (same === undefined) {
    if (found.unseen !== undefined) return unverified(found.unseen);
    const others = [...found.wrong, ...found.decided.map(({ report }) => `its report is ${report}`)];
    if (others.length === 0)
      return unverified(
        noData(`run ${decision.runId} has no report of a decision any more`, 'the artifact of the decision'),
      );
    return wrong(`${words} is not the one with sha256 ${decision.report}: ${others.join('; ')}`, others);
  }
  if (same.word !== decision.word || same.attempt !== decision.attempt)
    return wrong(
      `${words} is ${same.word} of attempt ${same.attempt}, and the entry says ${decision.word} of attempt ${decision.attempt}`,
      [same.word, same.attempt],
    );
  const early = since.find(({ at }) => same.at < at);
  if (early !== undefined)
    return wrong(
      `${words}, of ${isoTime(same.at)}, is older than ${early.what}, of ${isoTime(early.at)}`,
      isoTime(same.at),
    );
  if (same.word === 'go' || (same.word === 'conditional-go' && accept === 'conditional-go')) return passed;
  return wrong(`${words} is ${same.word}, which is not enough for ${environment}`, same.word);
}
