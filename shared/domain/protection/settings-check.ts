import type { Json } from '../../core/json.ts';
import { z } from '../../core/zod.ts';
import type { Classic } from '../github-rules/api-branch.ts';
import { classicStatusChecks, readStatusChecks } from '../github-rules/required-status-checks.ts';
import type { Scale } from './scale.ts';
import { flag, records, texts } from './scales.ts';
import {
  branches,
  objectsOf,
  type Parameters,
  parameter,
  type Reading,
  refs,
  type SettingSpec,
  sayNothing,
  says,
} from './setting.ts';

/*
 * What must have succeeded before a change may come: status checks, deployments, workflows.
 */

const CheckItem = z.union([
  z.string().min(1),
  z.strictObject({
    context: z.string().min(1).meta({ description: 'The name of the check, as GitHub shows it.' }),
    app: z
      .union([z.number().int().positive(), z.literal('any')])
      .optional()
      .meta({
        description: 'The id of the app that must report it (GitHub Actions: 15368), or any. Left out: no opinion.',
      }),
  }),
]);

/** Null is any app, and a requirement without `app` has no opinion. */
function checkAtom(value: unknown): Record<string, Json> {
  const item = value as z.infer<typeof CheckItem>;
  if (typeof item === 'string') return { context: item };
  const { context, app } = item;
  return app === undefined ? { context } : { context, app: app === 'any' ? null : app };
}

/** Something fixed is stricter than anything goes. */
const pinned = (a: Json, b: Json): boolean => b === null || a === b;

const checks: Scale = records({ item: CheckItem, atom: checkAtom, identity: ['context'], grades: { app: pinned } });

const readChecks = (parameters: Parameters): Reading => {
  const read = readStatusChecks(parameters);
  return read.ok ? { ok: true, atoms: read.checks.map((check) => ({ ...check })) } : read;
};

/** Those that are enforced also when a branch is created. */
function onCreate(parameters: Parameters, read: (parameters: Parameters) => Reading): Reading {
  const off = parameters['do_not_enforce_on_create'];
  if (off !== undefined && off !== null && typeof off !== 'boolean')
    return { ok: false, message: 'has a do_not_enforce_on_create that is not as documented' };
  return off === true ? sayNothing : read(parameters);
}

/** The checks that classic protection requires, as requirements. */
export function classicChecks(given: Classic['required_status_checks']): Reading {
  return says(...classicStatusChecks(given).map((check) => ({ ...check })));
}

const writeChecks = (atoms: readonly Json[]): Record<string, unknown>[] =>
  objectsOf(atoms).map(({ context, app }) =>
    typeof app === 'number' ? { context, integration_id: app } : { context },
  );

const WorkflowItem = z.strictObject({
  repository: z.number().int().meta({ description: 'The id of the repository that holds the workflow.' }),
  path: z.string().min(1),
  ref: z.string().min(1).optional(),
  sha: z.string().min(1).optional(),
});

const workflows = records({
  item: WorkflowItem,
  atom: (value) => {
    const { repository, path, ref, sha } = value as z.infer<typeof WorkflowItem>;
    return { repository, path, ...(ref === undefined ? {} : { ref }), ...(sha === undefined ? {} : { sha }) };
  },
  identity: ['repository', 'path'],
  grades: { ref: pinned, sha: pinned },
});

const WorkflowsSchema = z.array(
  z.looseObject({
    path: z.string(),
    repository_id: z.number().int(),
    ref: z.string().nullish(),
    sha: z.string().nullish(),
  }),
);

const readWorkflows = (parameters: Parameters): Reading =>
  parameter(parameters, 'workflows', WorkflowsSchema, (list) =>
    list.map(({ path, repository_id, ref, sha }) => ({
      repository: repository_id,
      path,
      ref: ref ?? null,
      sha: sha ?? null,
    })),
  );

const writeWorkflows = (atoms: readonly Json[]): Record<string, unknown>[] =>
  objectsOf(atoms).map(({ repository, path, ref, sha }) => ({
    path,
    repository_id: repository,
    ...(typeof ref === 'string' ? { ref } : {}),
    ...(typeof sha === 'string' ? { sha } : {}),
  }));

export const checkSettings: readonly SettingSpec[] = [
  {
    key: 'checks.required',
    targets: refs,
    severity: 'critical',
    describes: 'Status checks that must have succeeded: names, or context and app.',
    scale: checks,
    rule: 'required_status_checks',
    read: readChecks,
    classic: ({ required_status_checks }) => classicChecks(required_status_checks),
    write: (atoms) => ({ required_status_checks: writeChecks(atoms) }),
  },
  {
    key: 'checks.on-create',
    targets: refs,
    severity: 'low',
    describes: 'Status checks that are enforced also when the branch is created.',
    scale: checks,
    rule: 'required_status_checks',
    read: (parameters) => onCreate(parameters, readChecks),
    write: (atoms) => ({ required_status_checks: writeChecks(atoms), do_not_enforce_on_create: false }),
  },
  {
    key: 'checks.strict',
    targets: refs,
    severity: 'medium',
    describes: 'A pull request must be up to date with its base before it is merged.',
    scale: flag,
    rule: 'required_status_checks',
    read: (parameters) =>
      // Without a single check GitHub tests nothing, whatever this says.
      parameter(parameters, 'strict_required_status_checks_policy', z.boolean(), (on) => {
        const list = parameters['required_status_checks'];
        return on && !(Array.isArray(list) && list.length === 0) ? [true] : [];
      }),
    classic: ({ required_status_checks: given }) => {
      if (given === undefined || given === null || given.enforcement_level === 'off') return sayNothing;
      if (given.strict === undefined || given.strict === null) return { ok: false, message: 'has no strict' };
      const some = (given.checks ?? []).length > 0 || (given.contexts ?? []).length > 0;
      return given.strict && some ? says(true) : sayNothing;
    },
    write: (atoms) => ({ strict_required_status_checks_policy: atoms.length > 0 }),
  },
  {
    key: 'deployments',
    targets: refs,
    severity: 'high',
    describes: 'Environments to which the change must have been deployed.',
    scale: texts,
    rule: 'required_deployments',
    read: (parameters) =>
      parameter(parameters, 'required_deployment_environments', z.array(z.string()), (list) => list),
    write: (atoms) => ({ required_deployment_environments: [...atoms] }),
  },
  {
    key: 'workflows.required',
    targets: branches,
    severity: 'critical',
    describes: 'Workflows that must succeed, whatever the repository itself runs (rulesets of an organisation).',
    scale: workflows,
    rule: 'workflows',
    read: readWorkflows,
    write: (atoms) => ({ workflows: writeWorkflows(atoms) }),
  },
  {
    key: 'workflows.on-create',
    targets: branches,
    severity: 'low',
    describes: 'Required workflows that are enforced also when the branch is created.',
    scale: workflows,
    rule: 'workflows',
    read: (parameters) => onCreate(parameters, readWorkflows),
    write: (atoms) => ({ workflows: writeWorkflows(atoms), do_not_enforce_on_create: false }),
  },
];
