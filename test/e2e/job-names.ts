import { load } from 'js-yaml';

/** A job of a workflow file, or one leg of its matrix, as the platform numbers and names it. */
export interface NamedJob {
  /** The key in the workflow file. */
  job: string;
  matrix: Record<string, unknown>;
  /** `contracts`, or `contracts (ledger, linux)` for a leg. */
  name: string;
  /** The id of its check run. */
  id: number;
}

interface Workflow {
  jobs: Record<string, { name?: string; strategy?: { matrix?: Record<string, unknown> } }>;
}

/** The jobs of a workflow. Lists of plain values make a matrix; a matrix of another kind throws. */
export function namedJobs(text: string): NamedJob[] {
  const { jobs } = load(text) as Workflow;
  const named = Object.entries(jobs).flatMap(([job, { name: given, strategy }]) => {
    if (given?.includes('${{') === true) throw new Error(`the name of job ${job} is an expression`);
    return legs(strategy?.matrix ?? {}).map((matrix) => ({ job, matrix, name: nameOf(given ?? job, matrix) }));
  });
  return named.map((each, index) => ({ ...each, id: 5001 + index }));
}

/** The job or leg of these with that key and matrix. */
export function findJob(jobs: readonly NamedJob[], job: string, matrix: Record<string, unknown>): NamedJob {
  const found = jobs.find((each) => each.job === job && key(each.matrix) === key(matrix));
  if (found === undefined) throw new Error(`the workflow has no job ${job} with matrix ${key(matrix)}`);
  return found;
}

/** An expression that is the id of the check run of the job in which it is evaluated; act has no `job.check_run_id`. */
export function checkRunIdExpression(jobs: readonly NamedJob[]): string {
  const ids = Object.fromEntries(jobs.map(({ job, matrix, id }) => [`${job} ${key(matrix)}`, id]));
  return `\${{ fromJSON('${JSON.stringify(ids).replaceAll("'", "''")}')[format('{0} {1}', github.job, toJSON(matrix))] }}`;
}

/** What `toJSON(matrix)` gives. */
function key(matrix: Record<string, unknown>): string {
  const sorted = Object.entries(matrix).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted), null, 2);
}

function nameOf(job: string, matrix: Record<string, unknown>): string {
  const values = Object.values(matrix).map(String);
  return values.length === 0 ? job : `${job} (${values.join(', ')})`;
}

function legs(matrix: Record<string, unknown>): Record<string, unknown>[] {
  let all: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(matrix)) {
    if (!Array.isArray(values) || values.some((value) => typeof value === 'object') || name === 'include')
      throw new Error(`matrix.${name} is not a list of plain values`);
    all = all.flatMap((leg) => values.map((value: unknown) => ({ ...leg, [name]: value })));
  }
  return all;
}
