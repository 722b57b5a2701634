import { z } from '../../core/zod.ts';
import type { Classic } from './api-branch.ts';

/** A status check that must have succeeded. `app`: the id of the one that must report it; null is any. */
export interface RequiredStatusCheck {
  context: string;
  app: number | null;
}

/**
 * What a rule or classic protection requires, or why that cannot be told: a clause that continues "the rule …". `missing`: the parameter is
 * not there.
 */
export type RequiredStatusChecks =
  | { ok: true; checks: RequiredStatusCheck[] }
  | { ok: false; message: string; missing?: true };

const name = 'required_status_checks';
const ChecksSchema = z.array(z.looseObject({ context: z.string(), integration_id: z.number().int().nullish() }));

/** The checks of the parameters of a rule `required_status_checks`: all of them, or none and why. */
export function readStatusChecks(parameters: Readonly<Record<string, unknown>>): RequiredStatusChecks {
  const value = parameters[name];
  if (value === undefined || value === null) return { ok: false, message: `has no ${name}`, missing: true };
  const parsed = ChecksSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join('.')}`;
    return { ok: false, message: `has a ${name} that is not as documented${at}` };
  }
  return { ok: true, checks: parsed.data.map(({ context, integration_id: id }) => ({ context, app: appOf(id) })) };
}

/** GitHub writes "any app" as nothing, as null and as -1. */
function appOf(id: number | null | undefined): number | null {
  return id === undefined || id === null || id <= 0 ? null : id;
}

/** The checks that classic protection requires: `contexts` are the same ones by name alone. */
export function classicStatusChecks(given: Classic['required_status_checks']): RequiredStatusCheck[] {
  if (given === undefined || given === null || given.enforcement_level === 'off') return [];
  const typed = (given.checks ?? []).map(({ context, app_id: id }) => ({ context, app: appOf(id) }));
  const named = new Set(typed.map(({ context }) => context));
  const untyped = (given.contexts ?? []).filter((context) => !named.has(context));
  return [...typed, ...untyped.map((context) => ({ context, app: null }))];
}
