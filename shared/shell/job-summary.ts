import { resolve, sep } from 'node:path';
import { openRepository } from '../adapters/git.ts';
import { readReportPair } from '../adapters/report-pair.ts';
import { annotate, givenInputs, runnerLog, setOutput, writeSummary } from '../adapters/runner.ts';
import type { Annotation } from '../core/annotation.ts';
import { toError } from '../core/errors.ts';
import type { DecisionWord } from '../core/executive-summary.ts';
import { sha256 } from '../core/fingerprint.ts';
import type { Report } from '../core/report.ts';
import {
  decidingControl,
  decisionOf,
  decisionWordOf,
  isNothingAsked,
  type StepReport,
  type StepReports,
  type StepWithout,
  worstStatus,
} from '../core/step-report.ts';
import { type ExitCode, headline } from '../domain/decision/exit.ts';
import { candidatesIn } from '../domain/own-report/candidates.ts';
import { type RanStep, stepProblem } from '../domain/step-report/step-problem.ts';
import { annotations } from '../render/annotations.ts';
import { renderJobSummary, sharedAnnotations } from '../render/job-summary.ts';
import { reportFolder } from './report-place.ts';

/** What is said of all steps of a job together. */
export interface JobSummary {
  markdown: string;
  annotations: Annotation[];
  outputs: { status: Report['status']; decision: DecisionWord | '' };
  exit: ExitCode;
}

/** Shows the summary of the steps of a composite action: see `summariseJob`. */
export async function runJobSummary(): Promise<void> {
  const { env } = process;
  const { markdown, annotations: shown, outputs, exit } = await summariseJob(env);
  for (const each of shown) annotate(each);
  if (markdown !== '' && !(await writeSummary(markdown)))
    runnerLog.info('The runner offers no job summary to this step.');
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  process.exitCode = exit;
}

/**
 * One job summary and one set of annotations for the steps of a composite action, whose own are off: the runner gives such an action ten
 * annotations of each level together. Input `reports` names what the steps left, a line each: `manifest-sync=success <path of its report>`
 * with the outcome of the step, and nothing behind it where the step left no report; `skipped` alone is a control of another job. Exit
 * code 4 where a report is missing or is not what became of its step, 2 where nothing is asked for; else 0, for each step ends as it says itself.
 */
export async function summariseJob(env: NodeJS.ProcessEnv): Promise<JobSummary> {
  const given = givenInputs(env);
  const steps = stepsIn(given['reports'] ?? '');
  try {
    const cwd = env['GITHUB_WORKSPACE'] ?? process.cwd();
    const folder = reportFolder({ kind: 'action', cwd, temporary: env['RUNNER_TEMP'] }, given['report-dir']) ?? '';
    const reports = await readSteps(steps, folder, env);
    const { parts, without } = reports;
    const opened = await openRepository(resolve(cwd, given['working-directory'] ?? '.'));
    const prefix = opened.ok ? opened.repository.prefix : '';
    const lists = [
      without.map(({ control, why }) => ({
        level: 'error' as const,
        title: control,
        message: `No report that counts: ${why}.`,
      })),
      ...parts.map(({ report }) => annotations(report, prefix)),
    ];
    return {
      markdown: renderJobSummary(given['title'] ?? 'Governance', reports),
      annotations: sharedAnnotations(lists),
      outputs: { status: worstStatus(reports), decision: decisionOf(reports) ?? '' },
      exit: without.length > 0 ? 4 : isNothingAsked(reports) ? 2 : 0,
    };
  } catch (thrown) {
    const { code, message } = toError(thrown);
    const decides = steps.some(({ control }) => control === decidingControl);
    return {
      markdown: '',
      annotations: [{ level: 'error', title: `job-summary: ${code}`, message }],
      outputs: { status: 'error', decision: decides ? 'no-go' : '' },
      exit: 4,
    };
  }
}

interface Step extends RanStep {
  /** Of its report; empty where it left none. */
  path: string;
}

function stepsIn(text: string): Step[] {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  return lines.map((line) => {
    const [, control = line, outcome = '', path = ''] = /^([^=]*)=(\S*) ?(.*)$/.exec(line) ?? [];
    return { control, outcome, path };
  });
}

async function readSteps(steps: readonly Step[], folder: string, env: NodeJS.ProcessEnv): Promise<StepReports> {
  const isApart = ({ outcome, path }: Step): boolean => outcome === 'skipped' && path === '';
  const ran = steps.filter((step) => !isApart(step));
  const read = await Promise.all(ran.map((step) => readStep(step, folder, env)));
  return {
    parts: read.flatMap((each) => ('report' in each ? [each] : [])),
    without: read.flatMap((each) => ('why' in each ? [each] : [])),
    apart: steps.filter(isApart).map(({ control }) => control),
  };
}

async function readStep(step: Step, folder: string, env: NodeJS.ProcessEnv): Promise<StepReport | StepWithout> {
  const { control, path } = step;
  if (path === '') return { control, why: 'its step broke before it wrote one; see its log' };
  if (!resolve(path).startsWith(`${folder}${sep}`)) return { control, why: 'it is not in the folder of the reports' };
  const pair = await readReportPair(folder, path);
  if (!pair.ok) return { control, why: pair.message };
  const { json: content, markdown } = pair;
  const file = { origin: { kind: 'folder' as const, name: control }, path, content, sha256: sha256(content) };
  const { candidates, strays } = candidatesIn({ files: [file], problems: [] });
  const report = candidates[0]?.report;
  if (report === undefined)
    return { control, why: `what its step wrote ${strays[0]?.problem ?? 'is no report of this version'}` };
  const run = { runId: numberIn(env['GITHUB_RUN_ID']), attempt: numberIn(env['GITHUB_RUN_ATTEMPT']) };
  const problem = stepProblem(report, step, run);
  if (problem !== undefined) return { control, why: problem };
  const words = decisionWordOf(report)?.toUpperCase() ?? headline(report.status, report.results);
  return { control, headline: words, report, markdown };
}

function numberIn(text: string | undefined): number | undefined {
  return text === undefined || text === '' ? undefined : Number(text);
}
