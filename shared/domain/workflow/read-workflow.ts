import { editDistance } from '../../core/nearest.ts';
import { formatPointer } from '../../core/pointer.ts';
import { quote } from '../../parse/text.ts';
import { parseYaml } from '../../parse/yaml.ts';
import { checkSyntax } from './check-syntax.ts';
import { readConcurrency, readJob, readPermissions, readVariables } from './read-job.ts';
import { readCallInputs, readCallSecrets, readTriggers } from './read-trigger.ts';
import { isMapping, readText, type Source, sourceOf } from './source.ts';
import type { Job, ProblemCode, ReadWorkflow, WorkflowProblem } from './workflow.ts';

/** GitHub's own limits of one file: characters, levels, and values (an alias counts as what it stands for). */
const maxLength = 1_048_576;
const maxDepth = 50;
const maxAliasedValues = 50_000;

/** Reads a workflow file. Never throws, and gives every problem, not only the first. */
export function readWorkflow(path: string, text: string): ReadWorkflow {
  const problems: WorkflowProblem[] = [];
  const refuse = (code: ProblemCode, message: string, line?: number, column?: number): ReadWorkflow => {
    const at = { path, ...(line === undefined ? {} : { line, column }) };
    return { path, workflow: undefined, problems: [{ effect: 'invalid', code, pointer: '', message, at }] };
  };
  if (text.length > maxLength) return refuse('too-long', `is longer than ${maxLength} characters`);
  const parsed = parseYaml(text, { maxDepth, maxAliasedValues, keysAsText: true });
  if (!parsed.ok) return refuse('not-yaml', parsed.message, parsed.position.line, parsed.position.column);
  const source = sourceOf(path, parsed.document, problems);
  if (!isMapping(source.value)) return refuse('not-a-mapping', 'is no mapping: expected on and jobs', 1, 1);
  checkSyntax(source);
  const on = readOn(source);
  const jobs = readJobs(source);
  const workflow = {
    path,
    name: readText(source.member('name'), 'a name')?.value,
    triggers: on === undefined ? [] : readTriggers(on),
    inputs: on === undefined ? new Map() : readCallInputs(on),
    secrets: on === undefined ? new Map() : readCallSecrets(on),
    jobs,
    ...readVariables(source.member('env')),
    permissions: readPermissions(source.member('permissions')),
    concurrency: readConcurrency(source.member('concurrency')),
  };
  checkNeeds(jobs, problems);
  const callable = workflow.triggers.some(({ event }) => event === 'workflow_call');
  return { path, workflow: { ...workflow, callable }, problems };
}

function readOn(source: Source): Source | undefined {
  const on = source.member('on');
  if (on !== undefined) return on;
  const other = source.members().find(([key]) => key === 'true' || (key !== 'name' && editDistance(key, 'on') === 1));
  const fix =
    other === undefined ? 'name the events, e.g. on: pull_request' : `write on: instead of ${quote(other[0])}`;
  source.problem('invalid', 'no-event', 'has no on', fix);
  return undefined;
}

function readJobs(source: Source): Job[] {
  const jobs = source.member('jobs');
  if (jobs === undefined || !isMapping(jobs.value) || Object.keys(jobs.value).length === 0) {
    (jobs ?? source).problem('invalid', 'no-jobs', 'has no jobs');
    return [];
  }
  const read: Job[] = [];
  const seen = new Set<string>();
  for (const [id, member] of jobs.members()) {
    if (id === '<<') continue;
    if (seen.has(id.toLowerCase())) {
      member.problem('invalid', 'job-id-twice', `has two jobs whose ids differ by case alone: ${quote(id)}`);
    }
    seen.add(id.toLowerCase());
    read.push(readJob(id, member));
  }
  return read;
}

/** Needs must name other jobs, and nothing may wait for itself. */
function checkNeeds(jobs: readonly Job[], problems: WorkflowProblem[]): void {
  const ids = new Set(jobs.map(({ id }) => id.toLowerCase()));
  const waitsFor = new Map<Job, Set<string>>();
  const waiters = new Map<string, Job[]>();
  for (const job of jobs) {
    const needed = new Set<string>();
    for (const { value, at } of job.needs) {
      const id = value.toLowerCase();
      if (ids.has(id)) needed.add(id);
      else {
        const message = `has the job ${quote(job.id)} that needs ${quote(value)}, which is no job`;
        problems.push({ effect: 'invalid', code: 'need-missing', pointer: needsOf(job), message, at });
      }
    }
    waitsFor.set(job, needed);
    for (const id of needed) {
      const others = waiters.get(id);
      if (others === undefined) waiters.set(id, [job]);
      else others.push(job);
    }
  }
  const ready = jobs.filter((job) => waitsFor.get(job)?.size === 0);
  for (let done = ready.pop(); done !== undefined; done = ready.pop()) {
    const id = done.id.toLowerCase();
    for (const job of waiters.get(id) ?? []) {
      const left = waitsFor.get(job);
      // Two jobs can have one id: what became ready through the first must not do so again.
      if (left?.delete(id) === true && left.size === 0) ready.push(job);
    }
  }
  for (const [job, left] of waitsFor) {
    if (left.size === 0) continue;
    const message = `has the job ${quote(job.id)} that can never start, because its needs form a circle`;
    const at = job.needs[0]?.at ?? job.at;
    problems.push({ effect: 'invalid', code: 'needs-circle', pointer: needsOf(job), message, at });
  }
}

function needsOf({ id }: Job): string {
  return formatPointer(['jobs', id, 'needs']);
}
