import type { Json } from '../../core/json.ts';
import type { Scope } from '../workflow/expression.ts';
import { isUnknown, textOf, type Value, valueOf } from '../workflow/expression-value.ts';
import { hasExpression, parseTemplate, valueOfTemplate } from '../workflow/template.ts';
import type { Job, Workflow } from '../workflow/workflow.ts';

/** What is known about a run before it starts. */
export interface RunFacts {
  event: string;
  /** `owner/name`. */
  repository: string | undefined;
}

/**
 * What expressions of a workflow see that an event starts. Everything that differs from run to run is not known: also the base of a pull
 * request, which its author chooses, and can change after the checks of the commit were made.
 */
export function runScope(workflow: Workflow, { event, repository }: RunFacts): Scope {
  const github = new Map<string, Value>([['event_name', event]]);
  // What it is for an empty name is not documented.
  if (workflow.name !== '') github.set('workflow', workflow.name ?? workflow.path);
  if (repository !== undefined) {
    github.set('repository', repository);
    github.set('repository_owner', repository.split('/')[0] ?? '');
  }
  const inputs: Value = event === 'workflow_dispatch' ? { unknown: 'inputs' } : new Map();
  return {
    contexts: new Map<string, Value>([
      ['github', github],
      ['inputs', inputs],
    ]),
    partial: new Set(['github']),
  };
}

/** The scope of a job's condition after all that it needs succeeded. */
export function afterSuccess(scope: Scope, job: Job): Scope {
  const result = (): Value =>
    new Map<string, Value>([
      ['result', 'success'],
      ['outputs', { unknown: 'needs.*.outputs' }],
    ]);
  const needs = new Map(job.needs.map(({ value }) => [value.toLowerCase(), result()]));
  return { ...scope, contexts: new Map([...scope.contexts, ['needs', needs]]) };
}

/** The scope inside of a called workflow: the events are those of the caller, the inputs what the calling job gives. */
export function calledScope(called: Workflow, job: Job, scope: Scope): Scope {
  const inputs = new Map<string, Value>();
  for (const [key, { type, default: otherwise }] of called.inputs) {
    const given = ownMember(job.inputs, key);
    const value = valueIn(given ?? otherwise, scope);
    inputs.set(key, isUnknown(value) ? { unknown: `inputs.${key} (${value.unknown})` } : typed(value, type, key));
  }
  const contexts = new Map([...scope.contexts, ['inputs', inputs] as const]);
  for (const own of ['matrix', 'strategy', 'needs']) contexts.delete(own);
  return { contexts, partial: scope.partial };
}

function ownMember(members: ReadonlyMap<string, Json>, key: string): Json | undefined {
  const folded = key.toLowerCase();
  for (const [own, value] of members) if (own.toLowerCase() === folded) return value;
  return undefined;
}

function valueIn(json: Json, scope: Scope): Value {
  if (typeof json !== 'string' || !hasExpression(json)) return valueOf(json);
  const parsed = parseTemplate(json);
  return parsed.ok ? valueOfTemplate(parsed.template, scope) : { unknown: json };
}

function typed(value: Exclude<Value, { unknown: string }>, type: 'boolean' | 'number' | 'string', key: string): Value {
  if (type === 'string')
    return typeof value === 'object' && value !== null ? { unknown: `inputs.${key}` } : textOf(value);
  return typeof value === type ? value : { unknown: `inputs.${key}` };
}
