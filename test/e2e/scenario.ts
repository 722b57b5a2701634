import { expect } from '@jest/globals';
import type { Report } from '../../shared/core/report.ts';
import { ReportSchema } from '../../shared/core/report-schema.ts';
import { unzip } from '../support/unzip.ts';
import type { JobRun } from './run-log.ts';
import { type FinishedRun, runWorkflow, type WorkflowRun, workflowToken } from './run-workflow.ts';
import type { Tools } from './tools.ts';

/** How a job must end. */
export interface ExpectedJob {
  conclusion: NonNullable<JobRun['conclusion']>;
  /** The first line of everything that it wrote to the job summary. */
  summary?: string;
  /** The exit codes of its steps that failed. */
  exits?: readonly number[];
  /** Titles of its error annotations, in their order. */
  errors?: readonly string[];
  /** Outputs of its step `gate`, of those that are named here. */
  outputs?: Readonly<Record<string, string>>;
}

/** A workflow, the change that it runs for, and how it must end. */
export interface Scenario extends WorkflowRun {
  expect: {
    /** Every job, and every leg of a matrix, by the name that the platform shows. */
    jobs: Readonly<Record<string, ExpectedJob>>;
    /** Every artifact by name, with the status of the report in it. */
    artifacts: Readonly<Record<string, Report['status']>>;
  };
  /** What else must hold. */
  also?: (run: FinishedRun, reports: Readonly<Record<string, Report>>) => void;
}

/** Runs a scenario; what differs is said together with what the runner complained of. */
export async function expectScenario(tools: Tools, scenario: Scenario): Promise<void> {
  const run = await runWorkflow(tools, scenario);
  const { jobs, artifacts } = scenario.expect;
  const reports = await reportsOf(run);
  try {
    expect(Object.keys(run.jobs).sort()).toEqual(Object.keys(jobs).sort());
    const seen = Object.entries(jobs).map(([name, wanted]) => [name, view(run.jobs[name], wanted)]);
    expect(Object.fromEntries(seen)).toEqual(jobs);
    const statuses = Object.entries(reports).map(([name, { status }]) => [name, status]);
    expect(Object.fromEntries(statuses)).toEqual(artifacts);
    expect(run.exit === 0).toBe(Object.values(jobs).every(({ conclusion }) => conclusion !== 'failure'));
    // The runner masks the log; nobody masks a summary.
    for (const job of Object.values(run.jobs)) {
      for (const { log, summary } of job.steps) expect([...log, summary].join('\n')).not.toContain(workflowToken);
    }
    scenario.also?.(run, reports);
  } catch (error) {
    if (error instanceof Error) error.message += `\n\nThe runner said:\n${run.problems.join('\n')}`;
    throw error;
  }
}

/** The parts of a job that a scenario speaks of. */
function view(job: JobRun | undefined, wanted: ExpectedJob): Partial<Record<keyof ExpectedJob, unknown>> {
  const steps = job?.steps ?? [];
  const outputs = steps.find(({ id }) => id === 'gate')?.outputs ?? {};
  const parts: Record<keyof ExpectedJob, unknown> = {
    conclusion: job?.conclusion,
    summary: steps
      .map(({ summary }) => summary)
      .join('')
      .split('\n')[0],
    exits: steps.flatMap(({ exitCode }) => (exitCode === undefined ? [] : [exitCode])),
    errors: steps
      .flatMap(({ annotations }) => annotations.filter(({ level }) => level === 'error'))
      .map(({ properties }) => properties['title']),
    outputs: Object.fromEntries(Object.keys(wanted.outputs ?? {}).map((name) => [name, outputs[name]])),
  };
  return Object.fromEntries(Object.entries(parts).filter(([name]) => name in wanted));
}

/** The report in each artifact; an artifact holds one, and its text for people. */
async function reportsOf({ artifacts }: FinishedRun): Promise<Record<string, Report>> {
  const reports = await Promise.all(
    artifacts.map(async ({ name, zip }) => {
      const files = await unzip(zip);
      const json = Object.keys(files).filter((path) => path.endsWith('.report.json'));
      expect(json).toHaveLength(1);
      expect(Object.keys(files)).toContain((json[0] ?? '').replace(/json$/, 'md'));
      return [name, ReportSchema.parse(JSON.parse(files[json[0] ?? ''] ?? ''))] as const;
    }),
  );
  return Object.fromEntries(reports);
}
