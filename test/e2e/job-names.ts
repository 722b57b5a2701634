import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { root } from '../support/dist.ts';

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
  jobs: Record<string, { name?: string; uses?: string; strategy?: { matrix?: Record<string, unknown> } }>;
}

/** Values of those dimensions of a matrix that only a run knows. */
export type Dimensions = Readonly<Record<string, readonly unknown[]>>;

/**
 * The jobs of a workflow, and in place of one that calls a workflow of the suite those of that, named as the platform does. Lists of plain
 * values make a matrix; a matrix of another kind throws, unless `dimensions` has its values.
 */
export function namedJobs(text: string, dimensions: Dimensions = {}): NamedJob[] {
  return jobsIn(text, dimensions).map((each, index) => ({ ...each, id: 5001 + index }));
}

function jobsIn(text: string, dimensions: Dimensions): Omit<NamedJob, 'id'>[] {
  const { jobs } = load(text) as Workflow;
  return Object.entries(jobs).flatMap(([job, { name: given, uses, strategy }]) => {
    if (given?.includes('${{') === true) throw new Error(`the name of job ${job} is an expression`);
    const matrices = legs(strategy?.matrix ?? {}, dimensions);
    if (uses === undefined) return matrices.map((matrix) => ({ job, matrix, name: nameOf(given ?? job, matrix) }));
    const [path = ''] = /\.github\/workflows\/[\w.-]+/.exec(uses) ?? [];
    const called = jobsIn(readFileSync(join(root, path), 'utf8'), dimensions);
    return called.map((each) => ({ ...each, name: `${given ?? job} / ${each.name}` }));
  });
}

/** The keys of jobs that call a workflow; they are no jobs of their own. */
export function callingJobs(text: string): Set<string> {
  const { jobs } = load(text) as Workflow;
  return new Set(Object.entries(jobs).flatMap(([job, { uses }]) => (uses === undefined ? [] : [job])));
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

function legs(matrix: Record<string, unknown>, dimensions: Dimensions): Record<string, unknown>[] {
  let all: Record<string, unknown>[] = [{}];
  for (const [name, written] of Object.entries(matrix)) {
    const values = typeof written === 'string' && Object.hasOwn(dimensions, name) ? dimensions[name] : written;
    if (!Array.isArray(values) || values.some((value) => typeof value === 'object') || name === 'include')
      throw new Error(`matrix.${name} is not a list of plain values`);
    all = all.flatMap((leg) => values.map((value: unknown) => ({ ...leg, [name]: value })));
  }
  return all;
}
