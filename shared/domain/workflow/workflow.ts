import type { Json } from '../../core/json.ts';
import type { Location } from '../../core/location.ts';

/** Something of a workflow file, with its place. */
export interface Written<T> {
  value: T;
  at: Location;
}

/** What is wrong with a workflow file, in a word that stays when the wording changes. */
export type ProblemCode =
  | 'bad-call'
  | 'bad-expression'
  | 'both-filters'
  | 'call-circle'
  | 'call-depth'
  | 'call-input'
  | 'call-missing'
  | 'call-permissions'
  | 'concurrency-group'
  | 'empty-entry'
  | 'foreign-key'
  | 'input-type'
  | 'job-id'
  | 'job-id-twice'
  | 'key-twice'
  | 'lacking-key'
  | 'matrix'
  | 'merge-key'
  | 'need-missing'
  | 'needs-circle'
  | 'no-action'
  | 'no-event'
  | 'no-jobs'
  | 'no-runner'
  | 'no-steps'
  | 'not-a-file'
  | 'not-a-mapping'
  | 'not-a-switch'
  | 'not-callable'
  | 'not-text'
  | 'not-yaml'
  | 'odd-ending'
  | 'permissions'
  | 'schedule'
  | 'step-id-twice'
  | 'too-long'
  | 'too-many-checks'
  | 'unknown-event'
  | 'unknown-filter'
  | 'unknown-key'
  | 'unknown-name'
  | 'unknown-type'
  | 'uses-and-run'
  | 'wrong-shape';

/**
 * Something that is wrong with a workflow file. `invalid`: GitHub refuses the file, so that nothing in it ever runs. `unclear`: it is not
 * known what GitHub makes of it. `message` continues "the workflow …". Path, `pointer` and `code` are its identity.
 */
export interface WorkflowProblem {
  effect: 'invalid' | 'unclear';
  code: ProblemCode;
  /** The value that is wrong, as a JSON Pointer; empty for the whole file. */
  pointer: string;
  message: string;
  at: Location;
  fix?: string | undefined;
}

export const filterKinds = [
  'branches',
  'branches-ignore',
  'tags',
  'tags-ignore',
  'paths',
  'paths-ignore',
  'types',
] as const;
export type FilterKind = (typeof filterKinds)[number];

/** A filter of an event, e.g. `paths`; its values as written. */
export interface Filter extends Written<readonly string[]> {
  kind: FilterKind;
}

/** An event that starts the workflow. */
export interface Trigger {
  event: string;
  at: Location;
  filters: readonly Filter[];
}

/** The workflow that a job calls: a file of the same repository and commit, or of another one at a ref. */
export type Call =
  | { kind: 'local'; path: string }
  | { kind: 'remote'; owner: string; repository: string; path: string; ref: string };

export interface Concurrency {
  group: string;
  /** An expression is text. */
  cancelInProgress: boolean | string;
}

/** What `permissions` grants: a level for all scopes, or one for each. */
export type Granted = 'read-all' | 'write-all' | Readonly<Record<string, string>>;

/** The names of variables of `env`; unknown where the whole is an expression. */
export type Variables = Written<'unknown' | readonly string[]>;

/** A step that runs an action: `value` is its `uses`. */
export interface ActionStep extends Written<string> {
  /** `if`, as text. */
  condition?: Written<string> | undefined;
  /** An expression is text. */
  continueOnError?: Written<boolean | string> | undefined;
  /** `with`. */
  inputs: ReadonlyMap<string, Json>;
  env?: Variables | undefined;
}

export interface Job {
  id: string;
  /** The key of the job. */
  at: Location;
  name?: Written<string> | undefined;
  /** `if`, as text. */
  condition?: Written<string> | undefined;
  needs: readonly Written<string>[];
  /** `strategy.matrix`, with its expressions as they are written. */
  matrix?: Written<Json> | undefined;
  uses?: Written<Call> | undefined;
  /** `with` of a called workflow. */
  inputs: ReadonlyMap<string, Json>;
  /** The names of the secrets that a called workflow gets. */
  secrets?: 'inherit' | readonly string[] | undefined;
  /** An expression is text. */
  continueOnError?: Written<boolean | string> | undefined;
  permissions?: Written<Granted> | undefined;
  concurrency?: Written<Concurrency> | undefined;
  environment?: Written<string> | undefined;
  env?: Variables | undefined;
  /** Where `container` stands. */
  container?: { at: Location } | undefined;
  /** The steps that run actions. */
  actions: readonly ActionStep[];
}

/** An input of a workflow that others can call. */
export interface CallInput {
  type: 'boolean' | 'number' | 'string';
  /** What it is when the caller gives nothing; a text may hold expressions. */
  default: boolean | number | string;
  /** The caller must give it, as it has no value of its own. */
  required: boolean;
}

/** What a workflow file says about when which jobs run. Of steps only the actions that they use are part of it. */
export interface Workflow {
  /** Of the file, from the root of the repository. */
  path: string;
  name?: string | undefined;
  triggers: readonly Trigger[];
  /** Whether others can call it, and with which inputs. */
  callable: boolean;
  inputs: ReadonlyMap<string, CallInput>;
  /** The secrets that callers can give it. */
  secrets: ReadonlyMap<string, { required: boolean }>;
  jobs: readonly Job[];
  env?: Variables | undefined;
  permissions?: Written<Granted> | undefined;
  concurrency?: Written<Concurrency> | undefined;
}

/** `workflow` is undefined when the file could not be read as one at all; then a problem says why. */
export interface ReadWorkflow {
  path: string;
  workflow: Workflow | undefined;
  problems: readonly WorkflowProblem[];
}

/** The job with that id; ids do not differ by case alone. */
export function jobOf(workflow: Pick<Workflow, 'jobs'>, id: string): Job | undefined {
  const folded = id.toLowerCase();
  return workflow.jobs.find((job) => job.id.toLowerCase() === folded);
}
