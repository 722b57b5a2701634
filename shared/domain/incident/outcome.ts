import type { Because } from '../../core/errors.ts';
import { ExecutiveSummarySchema } from '../../core/executive-summary.ts';
import { z } from '../../core/zod.ts';
import { foreignness } from '../own-report/binding.ts';
import { judgeReportOf } from '../own-report/measured.ts';
import { type RunReader, type RunReports, reportsOfControl } from '../own-report/of-run.ts';
import { executions } from '../run-jobs/executions.ts';
import { jobOf } from '../run-jobs/job-of.ts';
import { reporting } from '../run-jobs/report-job.ts';
import { noData, type Verdict } from '../verdict/verdict.ts';
import type { JudgedRun } from './run.ts';

/** One reason why a run is an incident. */
export interface Trigger {
  /** The control, the job, or what else failed. */
  name: string;
  message: string;
  owner?: string | undefined;
}

/**
 * What a run came to. `red`: something that the policy calls an incident was measured, `first` is what failed first. `green`: everything was
 * measured, and nothing of it is one. `neither`: a decision was made, and it is neither go nor no-go. `unknown`: nobody can say.
 */
export type Outcome =
  | { state: 'red'; first: Trigger; others: readonly Trigger[] }
  | { state: 'green' }
  | { state: 'neither'; decision: string }
  | { state: 'unknown'; because: Because };

/** The outcome of a run, and what became of each control that is asked for by name. */
export interface Judged {
  outcome: Outcome;
  controls: readonly { control: string; verdict: Verdict }[];
}

/** What the report of `readiness` says is to be treated as an incident. */
const ReadinessData = z.object({ incidents: z.array(z.object({ id: z.string(), message: z.string() })) });

/** How a run or a job ends that failed. */
export const failedEnds: readonly string[] = ['failure', 'timed_out', 'startup_failure'];
const harmless: readonly string[] = ['success', 'skipped', 'neutral'];

/** What is asked of a run. */
export interface Asked {
  /** Controls whose failure is an incident. */
  controls: readonly string[];
  /** The names of the summaries that must all be there; none: the one over everything. */
  summaries: readonly string[];
  run: Pick<JudgedRun, 'workflow' | 'ended' | 'conclusion'>;
}

/** Finds out what a run came to, from its executive summary, from the reports of named controls, and from its jobs where there is no summary. */
export function outcomeOf(reader: RunReader, reports: RunReports, asked: Asked): Judged {
  const summary = summaryOf(reader, reports, asked);
  const controls = asked.controls.map((control) => ({
    control,
    verdict: judgeReportOf(reader, control, reports).verdict,
  }));
  const failing = controls.flatMap(({ control, verdict }): Trigger[] =>
    verdict.status === 'failed' ? [{ name: control, message: verdict.problem }] : [],
  );
  const triggers = [...summary.triggers, ...failing, ...readinessTriggers(reader, reports)];
  const [first, ...others] = triggers;
  if (first !== undefined) return { outcome: { state: 'red', first, others: distinct(first, others) }, controls };
  const open = controls.find(({ verdict }) => verdict.status === 'unverified')?.verdict;
  if (summary.because !== undefined) return { outcome: { state: 'unknown', because: summary.because }, controls };
  if (open?.status === 'unverified') return { outcome: { state: 'unknown', because: open.because }, controls };
  const neither = summary.neither ?? endedOtherwise(reader, reports, asked);
  return { outcome: neither === undefined ? { state: 'green' } : { state: 'neither', decision: neither }, controls };
}

/** What speaks against a go that was given before the run ended; undefined when nothing does. */
function endedOtherwise(reader: RunReader, { found, jobs }: RunReports, { run }: Asked): string | undefined {
  if (!run.ended || run.conclusion === 'success') return undefined;
  const said = `a go, and the run ended with ${run.conclusion ?? 'nothing'}`;
  if (jobs?.ok !== true) return said;
  const bad = [...executions(jobs.jobs).values()].flatMap((ran) => {
    const last = ran.at(-1);
    return last === undefined || harmless.includes(last.conclusion ?? '') ? [] : [last];
  });
  // A job that left a report is one that the decision knows, with whatever the policy lets it live with.
  const to = { subject: reader.subject, policy: undefined, asked: reader.policy.asked };
  const known = found.candidates.flatMap(({ report }) => {
    const made = foreignness(report, to).length > 0 ? undefined : jobOf(reporting(report.subject), jobs.jobs);
    return made?.ok === true ? [made.job.id] : [];
  });
  const [other] = bad.filter(({ id }) => !known.includes(id));
  if (other !== undefined) return `${said}, because of the job ${other.name}`;
  return bad.length > 0 ? undefined : said;
}

function distinct(first: Trigger, others: readonly Trigger[]): Trigger[] {
  return others.filter(
    ({ name }, index) => name !== first.name && others.findIndex((each) => each.name === name) === index,
  );
}

interface SummaryOutcome {
  triggers: Trigger[];
  /** The word of a decision that is neither go nor no-go, and was not accepted. */
  neither?: string | undefined;
  /** Why nobody knows what the summary says. */
  because?: Because | undefined;
}

function summaryOf(reader: RunReader, reports: RunReports, asked: Asked): SummaryOutcome {
  const found = reportsOfControl(reader, 'executive-summary', reports);
  const bound = found.state === 'found' ? found.bound : [];
  const said = bound.map(({ report, status }) => ({
    status,
    data: ExecutiveSummarySchema.safeParse(report.data).data,
  }));
  // The one over everything has no name.
  const ordered = [...said].sort((a, b) => Number(a.data?.name !== undefined) - Number(b.data?.name !== undefined));
  const triggers = ordered.flatMap(({ status, data }): Trigger[] => {
    if (data?.decision !== 'no-go' && status !== 'failed' && status !== 'error') return [];
    const { control, message, owner } = data?.firstFailing ?? {
      control: 'executive-summary',
      message: `it is ${status}`,
      owner: undefined,
    };
    return [{ name: control, message, owner }];
  });
  if (triggers.length > 0) return { triggers };
  const unseen = found.state === 'unknown' ? found.because : found.unseen;
  if (bound.length === 0)
    return withoutSummary(reader, reports, asked.run, found.state === 'found' ? found.wrong : [], unseen);
  if (found.state === 'found' && found.wrong.length > 0) {
    const message = `a report of executive-summary does not count: ${found.wrong.join('; ')}`;
    return { triggers, because: noData(message, 'one report of executive-summary of that run') };
  }
  if (said.some(({ data }) => data === undefined))
    return {
      triggers,
      because: noData('a report of executive-summary holds no decision', 'the same version of the suite in all jobs'),
    };
  const names = said.map(({ data }) => data?.name);
  const lacking = asked.summaries.length === 0 ? [undefined] : asked.summaries;
  const [gap] = lacking.filter((name) => !names.includes(name)).map((name) => name ?? 'over everything');
  if (gap !== undefined) {
    const message = `the run left no executive summary ${gap}`;
    const needs = 'executive-summary in a job of that run, or the names of its summaries under summaries';
    return { triggers, because: unseen ?? noData(message, needs) };
  }
  return { triggers, neither: said.find(({ data }) => data?.accepted !== true)?.data?.decision, because: unseen };
}

/** A run that failed before anything was decided is an incident too; one that was cancelled, or that nobody can see, is not known. */
function withoutSummary(
  { subject }: RunReader,
  { jobs }: RunReports,
  { workflow, conclusion = '' }: Asked['run'],
  wrong: readonly string[],
  unseen: Because | undefined,
): SummaryOutcome {
  const failed =
    jobs?.ok === true
      ? jobs.jobs.filter(
          ({ attempt, conclusion }) => attempt === subject.attempt && failedEnds.includes(conclusion ?? ''),
        )
      : [];
  const [job] = [...failed].sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
  if (job !== undefined)
    return {
      triggers: [
        { name: job.name, message: `the job ${job.name} ended with ${job.conclusion ?? ''}, and no decision counts` },
      ],
    };
  // A workflow file that the platform refuses has no job.
  if (jobs?.ok === true && jobs.jobs.length === 0 && failedEnds.includes(conclusion)) {
    const ended = `the run of ${workflow} ended with ${conclusion} before a decision was made`;
    return { triggers: [{ name: workflow, message: ended }] };
  }
  const message =
    wrong.length > 0
      ? `the report of executive-summary does not count: ${wrong.join('; ')}`
      : 'the run left no executive summary';
  return { triggers: [], because: unseen ?? noData(message, 'a report of executive-summary in that run') };
}

/** What readiness calls an incident; a run without it has none to tell. */
function readinessTriggers(reader: RunReader, reports: RunReports): Trigger[] {
  const found = reportsOfControl(reader, 'readiness', reports);
  if (found.state !== 'found') return [];
  return found.bound.flatMap(({ report }) => {
    const data = ReadinessData.safeParse(report.data);
    return data.success ? data.data.incidents.map(({ id, message }): Trigger => ({ name: id, message })) : [];
  });
}
