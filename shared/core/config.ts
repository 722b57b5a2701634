import type { ZodType } from 'zod';
import { type AnyControl, askingLists } from './control.ts';
import type { Fields } from './inputs.ts';
import { isObject } from './json.ts';
import { suggestion } from './nearest.ts';
import { maxParts } from './part.ts';
import { formatPointer } from './pointer.ts';
import { builtInProfiles, type CommonConfig, commonConfig, commonSection } from './policy.ts';
import { keysAt } from './schema-keys.ts';
import { z } from './zod.ts';

/** The most bytes of a configuration that are read. */
export const configMaxBytes = 1024 * 1024;

/** One problem of the configuration and the RFC 6901 pointer of the value (of the key, for an unknown one). */
export interface ConfigProblem {
  pointer: string;
  message: string;
  /** The problem is the key itself, not its value. */
  key?: true;
}

/** What the suite knows about names: a key of the configuration that is in none of them is an error. */
export interface KnownNames {
  controls: readonly string[];
  lists: readonly string[];
}

export interface Config {
  common: CommonConfig;
  /** Sections of the controls that were asked for, by name; absent when the file has none. */
  sections: Readonly<Record<string, Record<string, unknown>>>;
  /** Shared lists that those controls declare; an absent one is empty. */
  lists: Readonly<Record<string, unknown[]>>;
  /** All controls that have a section, all lists that are there, and the events that sections skip: what the file asks for. */
  asked: {
    sections: string[];
    lists: string[];
    skipOn: Readonly<Record<string, readonly string[]>>;
    /** In how many parts a control judges what it is asked for, each with a report of its own. */
    parts: Readonly<Record<string, number>>;
  };
}

/** The schema of a control's section: its inputs but for secrets, and what every section may hold. */
export function sectionSchema(control: AnyControl): ZodType {
  const fields: Fields = control.inputs;
  // A decision that could be left out, or a part of it, would be none.
  const shape: Record<string, ZodType> = control.kind === 'decide' ? {} : { ...commonSection };
  for (const [name, field] of Object.entries(fields)) {
    if (field.shape === 'secret') continue;
    shape[name] = field.schema.optional().meta({ description: describeDefault(field.description, field.default) });
  }
  return z.strictObject(shape);
}

function describeDefault(description: string, value: unknown): string {
  return value === undefined ? description : `${description} Default: ${JSON.stringify(value)}.`;
}

/** The schema of the whole file for these controls; keys of other known controls and lists are left unchecked. */
export function configSchema(controls: readonly AnyControl[], known: KnownNames): z.ZodObject {
  const shape: Record<string, ZodType> = { ...commonConfig };
  for (const name of known.controls) shape[name] = z.unknown().optional();
  for (const name of known.lists) shape[name] = z.unknown().optional();
  for (const control of controls) {
    shape[control.name] = sectionSchema(control).nullable().optional();
    for (const [name, schema] of Object.entries(control.lists as Record<string, ZodType>))
      shape[name] = schema.optional();
  }
  return z.strictObject(shape);
}

/** The file with the sections of controls that share the one of another control filled up from that. */
function withSharedSections(
  written: Readonly<Record<string, unknown>>,
  controls: readonly AnyControl[],
): Record<string, unknown> {
  const value = { ...written };
  for (const { name, sharesSection, inputs } of controls) {
    const [own, shared] = [written[name], sharesSection === undefined ? undefined : written[sharesSection]];
    if (!isObject(shared) || !Object.hasOwn(written, name) || !(isObject(own) || own === null)) continue;
    const both = Object.entries(shared).filter(([key]) => Object.hasOwn(inputs, key));
    value[name] = { ...Object.fromEntries(both), ...own };
  }
  return value;
}

/** Checks the parsed file. All problems are returned together; unknown keys come with the nearest valid one. */
export function parseConfig(
  written: unknown,
  controls: readonly AnyControl[],
  known: KnownNames,
): { ok: true; config: Config } | { ok: false; problems: ConfigProblem[] } {
  if (!isObject(written))
    return { ok: false, problems: [{ pointer: '', message: 'expected a mapping of keys to values' }] };
  const value = withSharedSections(written, controls);
  const unsafe = unsafeKey(written, '');
  if (unsafe !== undefined)
    return { ok: false, problems: [{ pointer: unsafe, message: 'the key __proto__ cannot be used', key: true }] };
  const schema = configSchema(controls, known);
  const parsed = schema.safeParse(value);
  const problems = parsed.success ? [] : problemsOf(parsed.error, schema, value);
  const lists: Record<string, unknown[]> = {};
  for (const control of controls) {
    const own = parsed.success ? listsOf(control, parsed.data) : readLists(control, value);
    if (own !== undefined) {
      Object.assign(lists, own);
      const section = parsed.success ? parsed.data[control.name] : readSection(control, value);
      problems.push(...(control.configProblems?.(own as never, (section ?? undefined) as never, value) ?? []));
    }
    problems.push(...disabledRuleProblems(control, value[control.name]));
  }
  if (!parsed.success) return { ok: false, problems };
  const data: Record<string, unknown> = parsed.data;
  const common = Object.fromEntries(Object.keys(commonConfig).map((key) => [key, data[key]])) as CommonConfig;
  problems.push(...policyProblems(common, controls, known));
  if (problems.length > 0) return { ok: false, problems };
  const present = (name: string): boolean => Object.hasOwn(value, name);
  return {
    ok: true,
    config: {
      common,
      sections: Object.fromEntries(
        controls
          .filter(({ name }) => present(name))
          .map(({ name }) => [name, (data[name] as Record<string, unknown> | null) ?? {}]),
      ),
      lists,
      asked: {
        sections: known.controls.filter(present),
        lists: known.lists.filter(present),
        skipOn: Object.fromEntries(known.controls.map((name) => [name, skippedEvents(value[name])])),
        parts: Object.fromEntries(
          known.controls.flatMap((name) => {
            const parts = partsOf(value[name]);
            return parts === undefined ? [] : [[name, parts]];
          }),
        ),
      },
    },
  };
}

/** References of the policy to names that do not exist: a misspelt one would otherwise never take effect. */
function policyProblems(common: CommonConfig, controls: readonly AnyControl[], known: KnownNames): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const profiles = [...Object.keys(builtInProfiles), ...Object.keys(common.profiles)];
  if (common.profile !== undefined && !profiles.includes(common.profile)) {
    problems.push({
      pointer: '/profile',
      message: `there is no profile ${common.profile}${suggestion(common.profile, profiles)}`,
    });
  }
  for (const list of ['waivers', 'attestations', 'deferrals'] as const) {
    for (const [index, { rule }] of common[list].entries()) {
      const message = rule === undefined ? undefined : unknownRule(rule, controls, known);
      if (message !== undefined) problems.push({ pointer: `/${list}/${index}/rule`, message });
    }
  }
  return problems;
}

function unknownRule(pattern: string, controls: readonly AnyControl[], known: KnownNames): string | undefined {
  const [name = '', id = ''] = pattern.split('/');
  if (!known.controls.includes(name)) return `there is no control ${name}${suggestion(name, known.controls)}`;
  const control = controls.find((each) => each.name === name);
  if (control === undefined || id === '*' || Object.hasOwn(control.rules, id)) return undefined;
  return `${name} has no rule ${id}${suggestion(id, Object.keys(control.rules))}`;
}

/** The pointer of a key that JavaScript would take for the prototype of its object, and drop. */
function unsafeKey(value: unknown, pointer: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const own = `${pointer}${formatPointer([key])}`;
    const found = key === '__proto__' ? own : unsafeKey(inner, own);
    if (found !== undefined) return found;
  }
  return undefined;
}

function listsOf(control: AnyControl, data: Record<string, unknown>): Record<string, unknown[]> {
  return Object.fromEntries(
    Object.keys(control.lists).map((name) => [name, (data[name] as unknown[] | undefined) ?? []]),
  );
}

/** The lists of a control, absent ones empty; undefined when one of them does not fit its schema. */
function readLists(control: AnyControl, value: Record<string, unknown>): Record<string, unknown[]> | undefined {
  const lists: Record<string, unknown[]> = {};
  for (const [name, schema] of Object.entries(control.lists)) {
    const list = Object.hasOwn(value, name) ? schema.safeParse(value[name]) : { success: true as const, data: [] };
    if (!list.success) return undefined;
    lists[name] = list.data;
  }
  return lists;
}

/** The section of a control; undefined when there is none or it does not fit its schema. */
function readSection(control: AnyControl, value: Record<string, unknown>): unknown {
  return Object.hasOwn(value, control.name) ? sectionSchema(control).safeParse(value[control.name]).data : undefined;
}

/** Also of a section whose control was not loaded, and which was therefore not checked. */
function skippedEvents(section: unknown): string[] {
  const events = isObject(section) ? section['skip-on'] : undefined;
  return Array.isArray(events) ? events.filter((event) => typeof event === 'string') : [];
}

/** In how many parts a section divides its repositories, in the same way; what the control itself refuses divides nothing. */
function partsOf(section: unknown): number | undefined {
  const repositories = isObject(section) ? section['repositories'] : undefined;
  const shards = isObject(repositories) ? repositories['shards'] : undefined;
  return Number.isInteger(shards) && Number(shards) > 1 && Number(shards) <= maxParts ? Number(shards) : undefined;
}

/**
 * Whether the configuration asks for a control: it has a section, or a shared list that asks for the control is there. Who
 * decides is asked by every configuration.
 */
export function asksFor(control: Pick<AnyControl, 'name' | 'kind' | 'lists' | 'askedBy'>, config: Config): boolean {
  return (
    control.kind === 'decide' ||
    config.asked.sections.includes(control.name) ||
    askingLists(control).some((name) => config.asked.lists.includes(name))
  );
}

function disabledRuleProblems(control: AnyControl, section: unknown): ConfigProblem[] {
  const disabled = isObject(section) ? section['disabled-rules'] : undefined;
  const rules = Object.keys(control.rules);
  return Object.keys(isObject(disabled) ? disabled : {})
    .filter((id) => !rules.includes(id))
    .map((id) => ({
      pointer: pointerOf([control.name, 'disabled-rules', id]),
      message: `${control.name} has no rule ${id}${suggestion(id, rules)}`,
      key: true,
    }));
}

type Issue = z.core.$ZodIssue;

type KeysAt = (path: readonly PropertyKey[]) => string[];

function problemsOf(error: z.ZodError, schema: ZodType, value: unknown): ConfigProblem[] {
  const keysOf: KeysAt = (path) => keysAt(schema, path);
  return error.issues.flatMap((issue): ConfigProblem[] => {
    const problem = { pointer: pointerOf(issue.path), message: messageOf(issue, value, keysOf) };
    if (issue.code === 'invalid_key') return [{ ...problem, key: true }];
    if (issue.code !== 'unrecognized_keys') return [problem];
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      message: unknownKey(key, issue.path, keysOf),
      key: true,
    }));
  });
}

function unknownKey(key: string, path: readonly PropertyKey[], keysOf: KeysAt): string {
  return `unknown key ${key}${suggestion(key, keysOf(path))}`;
}

function messageOf(issue: Issue, value: unknown, keysOf: KeysAt): string {
  const name = issue.path.length === 0 ? 'the file' : issue.path.map(String).join('.');
  const given = issue.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined | null)?.[key],
    value,
  );
  if (issue.code === 'invalid_type') {
    const expected = issue.expected === 'int' ? 'a whole number' : issue.expected;
    return given === undefined
      ? `${name} is missing (expected ${expected})`
      : `${name}: expected ${expected}, got ${typeName(given)}`;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map((each) => JSON.stringify(each)).join(', ');
    return given === undefined ? `${name} is missing (expected ${values})` : `${name}: expected ${values}`;
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((errors) =>
      errors.map((inner) => messageOf({ ...inner, path: [...issue.path, ...inner.path] }, value, keysOf)).join(' and '),
    );
    return `${name} fits none of its forms: ${branches.join('; or ')}`;
  }
  if (issue.code === 'unrecognized_keys') {
    return `${name}: ${issue.keys.map((key) => unknownKey(key, issue.path, keysOf)).join(', ')}`;
  }
  if (issue.code === 'invalid_key') return `${name}: ${issue.issues.map((inner) => inner.message).join(' and ')}`;
  return `${name}: ${issue.message}`;
}

function typeName(value: unknown): string {
  if (value === null) return 'nothing (null)';
  return Array.isArray(value) ? 'a list' : isObject(value) ? 'a mapping' : `a ${typeof value}`;
}

function pointerOf(path: readonly PropertyKey[]): string {
  return formatPointer(path.map(String));
}
