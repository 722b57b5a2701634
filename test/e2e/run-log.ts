/** A step as the runner told of it. */
export interface StepRun {
  /** The `id:` of the step, else its number in the job, from 0. */
  id: string;
  name: string;
  /** `failure` also where the step's own continue-on-error lets the job go on. */
  result: 'success' | 'failure' | 'skipped' | undefined;
  /** What the process ended with, where it was not 0. */
  exitCode: number | undefined;
  outputs: Record<string, string>;
  /** What it wrote to the job summary. */
  summary: string;
  /** `::error`, `::warning` and `::notice` commands. */
  annotations: { level: string; message: string; properties: Record<string, string> }[];
  /** Everything else that it printed. */
  log: string[];
}

/** A job, or one leg of a matrix. */
export interface JobRun {
  /** Its key in the workflow file. */
  id: string;
  matrix: Record<string, unknown>;
  /** Undefined while it runs. */
  conclusion: 'success' | 'failure' | 'skipped' | undefined;
  steps: StepRun[];
}

interface Line {
  msg: string;
  level?: string;
  job?: string;
  jobID?: string;
  matrix?: Record<string, unknown> | null;
  step?: string;
  stepID?: string[];
  stage?: string;
  stepResult?: StepRun['result'];
  jobResult?: string;
  raw_output?: boolean;
  command?: string;
  name?: string;
  arg?: string;
  content?: string;
  kvPairs?: Record<string, string>;
}

export interface RunLog {
  /** Takes one line of `act --json --verbose`; anything that is no JSON is kept as it is. */
  take(line: string): void;
  /** The jobs that have begun or were skipped, in the order in which the runner named them. */
  jobs(): readonly JobRun[];
  /** What the runner said outside every job, and the errors of all jobs: why something went wrong. */
  problems(): readonly string[];
}

/** Makes jobs and steps of the runner's log while it is written. `calling` are the keys of jobs that call a workflow: they have no steps. */
export function runLog(calling: ReadonlySet<string> = new Set()): RunLog {
  const jobs = new Map<string, JobRun>();
  const failedJobs = new Set<JobRun>();
  const forgiven = new Set<StepRun>();
  const problems: string[] = [];

  function jobOf(id: string, matrix: Record<string, unknown>): JobRun {
    const key = JSON.stringify([id, matrix]);
    const known = jobs.get(key);
    if (known !== undefined) return known;
    const job: JobRun = { id, matrix, conclusion: undefined, steps: [] };
    jobs.set(key, job);
    return job;
  }

  function takeStep(job: JobRun, step: StepRun, line: Line): void {
    if (line.msg === 'Failed but continue next step') forgiven.add(step);
    if (line.stepResult !== undefined) {
      if (line.stage === 'Main') step.result = line.stepResult;
      if (line.stepResult === 'failure' && !forgiven.has(step)) failedJobs.add(job);
    }
    const code = line.level === 'error' ? /^exit status (\d+)$/.exec(line.msg)?.[1] : undefined;
    if (code !== undefined) step.exitCode = Number(code);
    if (line.raw_output === true) step.log.push(line.msg.replace(/\n$/, ''));
    else if (line.command === 'set-output') step.outputs[line.name ?? ''] = line.arg ?? '';
    else if (line.command === 'summary') step.summary += line.content ?? '';
    else if (['error', 'warning', 'notice'].includes(line.command ?? '')) {
      const { command: level = '', arg: message = '', kvPairs: properties } = line;
      step.annotations.push({ level, message, properties: properties ?? {} });
    }
  }

  return {
    take(text) {
      const line = parse(text);
      if (line === undefined) {
        if (text.trim() !== '') problems.push(text);
        return;
      }
      if (line.level === 'error' || line.level === 'fatal') problems.push(`${line.jobID ?? 'act'}: ${line.msg}`);
      if (line.jobID === undefined) return;
      const job = jobOf(line.jobID, line.matrix ?? {});
      if (line.stepID !== undefined) takeStep(job, stepOf(job, line.stepID[0] ?? '', line.step ?? ''), line);
      else if (line.stepResult === 'failure') failedJobs.add(job);
      // The runner knows one result for all legs of a matrix: a leg after a failed one would look failed.
      if (line.jobResult !== undefined) {
        const whole = line.jobResult === 'failure' && Object.keys(job.matrix).length === 0;
        if (line.jobResult === 'skipped') job.conclusion = 'skipped';
        else job.conclusion = whole || failedJobs.has(job) ? 'failure' : 'success';
      }
    },
    jobs: () => [...jobs.values()].filter(({ id }) => !calling.has(id)),
    problems: () => problems,
  };
}

function stepOf(job: JobRun, id: string, name: string): StepRun {
  const known = job.steps.find((step) => step.id === id);
  if (known !== undefined) return known;
  const step: StepRun = {
    id,
    name,
    result: undefined,
    exitCode: undefined,
    outputs: {},
    summary: '',
    annotations: [],
    log: [],
  };
  job.steps.push(step);
  return step;
}

function parse(text: string): Line | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}
