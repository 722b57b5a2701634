import { quote } from '../../parse/text.ts';
import type { Granted, Job, ProblemCode, Workflow } from '../workflow/workflow.ts';

/** Why GitHub refuses a call. `message` continues "the job …". */
export interface CallProblem {
  code: ProblemCode;
  message: string;
}

/** What the jobs of a workflow may do that say nothing themselves; undefined where the settings of the repository decide. */
export function grantedBy(
  job: Pick<Job, 'permissions'>,
  workflow: Workflow,
  caller: Granted | undefined,
): Granted | undefined {
  return job.permissions?.value ?? workflow.permissions?.value ?? caller;
}

/**
 * What of a call does not fit the called workflow: inputs and secrets that it does not have or that are missing, and permissions that the
 * calling job does not have itself. Where only the settings of the repository tell those, nothing is said of them.
 */
export function callProblems(job: Job, called: Workflow, shown: string, granted: Granted | undefined): CallProblem[] {
  return [
    ...inputProblems(job, called, shown),
    ...secretProblems(job, called, shown),
    ...rightProblems(called, shown, granted),
  ];
}

function inputProblems({ inputs }: Job, called: Workflow, shown: string): CallProblem[] {
  const code = 'call-input';
  const given = names(inputs.keys());
  const known = names(called.inputs.keys());
  const missing = [...called.inputs].flatMap(([key, { required }]) =>
    required && !given.has(key.toLowerCase())
      ? [{ code, message: `calls ${shown} without the input ${quote(key)}` } as const]
      : [],
  );
  const strange = [...inputs.keys()].filter((key) => !known.has(key.toLowerCase()));
  return [
    ...missing,
    ...strange.map(
      (key) => ({ code, message: `calls ${shown} with the input ${quote(key)}, which it does not have` }) as const,
    ),
  ];
}

function secretProblems({ secrets }: Job, called: Workflow, shown: string): CallProblem[] {
  if (secrets === 'inherit') return [];
  const code = 'call-input';
  const given = names(secrets ?? []);
  const known = names(called.secrets.keys());
  const missing = [...called.secrets].flatMap(([key, { required }]) =>
    required && !given.has(key.toLowerCase())
      ? [{ code, message: `calls ${shown} without the secret ${quote(key)}` } as const]
      : [],
  );
  const strange = (secrets ?? []).filter((key) => !known.has(key.toLowerCase()));
  return [
    ...missing,
    ...strange.map(
      (key) => ({ code, message: `calls ${shown} with the secret ${quote(key)}, which it does not have` }) as const,
    ),
  ];
}

function names(keys: Iterable<string>): Set<string> {
  return new Set([...keys].map((key) => key.toLowerCase()));
}

/** Permissions of which every short form tells. */
const ofAll = ['actions', 'checks', 'contents', 'deployments', 'issues', 'packages', 'pull-requests', 'statuses'];
const ranks: Readonly<Record<string, number>> = { none: 0, read: 1, write: 2 };

function rightProblems(called: Workflow, shown: string, granted: Granted | undefined): CallProblem[] {
  if (granted === undefined) return [];
  return called.jobs.flatMap((job): CallProblem[] => {
    const wanted = grantedBy(job, called, undefined);
    if (wanted === undefined) return [];
    const scopes = typeof wanted === 'string' ? ofAll : Object.keys(wanted);
    const over = scopes.filter((scope) => rankOf(wanted, scope) > rankOf(granted, scope));
    if (over.length === 0) return [];
    const asked = over.map((scope) => `${scope}: ${levelOf(wanted, scope)}`).join(', ');
    const message = `calls ${shown}, whose job ${quote(job.id)} asks for ${asked}, and has less itself`;
    return [{ code: 'call-permissions', message }];
  });
}

function levelOf(granted: Granted, scope: string): string {
  if (typeof granted !== 'string') return Object.hasOwn(granted, scope) ? (granted[scope] ?? 'none') : 'none';
  return granted === 'write-all' ? 'write' : 'read';
}

function rankOf(granted: Granted, scope: string): number {
  return ranks[levelOf(granted, scope)] ?? 0;
}
