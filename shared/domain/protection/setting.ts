import type { ZodType } from 'zod';
import { isObject, type Json } from '../../core/json.ts';
import type { Severity } from '../../core/severity.ts';
import type { Classic } from '../github-rules/api-branch.ts';
import type { Target } from '../seen-repository/observation.ts';
import type { Scale } from './scale.ts';

/**
 * What one place says about a setting, or why that cannot be told: a clause that continues "the rule …". `missing`: what would say
 * it is not there.
 */
export type Reading = { ok: true; atoms: Json[] } | { ok: false; message: string; missing?: true };

export type Parameters = Readonly<Record<string, unknown>>;

/** One setting that can be observed, asked for, compared and fixed. */
export interface SettingSpec {
  /** Its name in policies and reports: a group, a dot and a word, or one word. */
  key: string;
  targets: readonly Target[];
  /** How bad it is when it is weaker than the policy. */
  severity: Severity;
  /** One sentence for the schema of the configuration. */
  describes: string;
  scale: Scale;
  /** The type of the rules of a ruleset that say it; undefined for what no rule says. */
  rule?: string;
  /** What a rule of that type says. */
  read?(parameters: Parameters): Reading;
  /** What classic protection says; absent when classic protection has no such setting. */
  classic?(classic: Classic): Reading;
  /** The parameters of a rule that asks for these requirements. */
  write?(atoms: readonly Json[]): Record<string, unknown>;
}

export const branches: readonly Target[] = ['branch'];
export const refs: readonly Target[] = ['branch', 'tag'];
export const pushes: readonly Target[] = ['push'];

export const says = (...atoms: Json[]): Reading => ({ ok: true, atoms });
export const sayNothing: Reading = says();

/** The value of a parameter; `missing` is what it means that the key is not there or null. */
export function parameter<T>(
  parameters: Parameters,
  name: string,
  schema: ZodType<T>,
  atoms: (value: T) => Json[],
  missing: Reading = { ok: false, message: `has no ${name}`, missing: true },
): Reading {
  const value = parameters[name];
  if (value === undefined || value === null) return missing;
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, atoms: atoms(parsed.data) };
  const [issue] = parsed.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join('.')}`;
  return { ok: false, message: `has a ${name} that is not as documented${at}` };
}

/** A switch of classic protection; `on` is the value that is the strict one. */
export function classicSwitch(value: { enabled: boolean } | null | undefined, name: string, on = true): Reading {
  if (value === undefined || value === null) return { ok: false, message: `has no ${name}` };
  return value.enabled === on ? says(true) : sayNothing;
}

/** The requirements that are objects. */
export function objectsOf(atoms: readonly Json[]): Record<string, Json>[] {
  return atoms.filter((atom) => isObject(atom)) as Record<string, Json>[];
}
