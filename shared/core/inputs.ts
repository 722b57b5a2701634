import type { ZodType } from 'zod';
import type { Problem } from './errors.ts';
import { suggestion } from './nearest.ts';
import { RelativePath } from './path.ts';
import { failOnValues } from './policy.ts';
import { z } from './zod.ts';

/** How an input is written in `with:` and on the command line. `structured` values exist in the configuration only. */
export type FieldShape = 'text' | 'flag' | 'choice' | 'integer' | 'list' | 'structured' | 'secret';

/** One input of a control: its type in the configuration, and how its text form is read. */
export interface Field<T> {
  shape: FieldShape;
  schema: ZodType<T>;
  description: string;
  default?: T;
  /** Can turn red into green, so that only the base configuration may set it. */
  policy?: true;
  /** What is given is added to what the configuration says, and never replaces it. */
  adds?: true;
  /** The former name; using it is an error that names the new one. */
  renamedFrom?: string;
  choices?: readonly string[];
}

// `never` would make the fields invariant and `any` would switch checking off: a field is only ever read.
export type Fields = Record<string, Field<unknown>>;
export type InputValues<F extends Fields> = {
  readonly [K in keyof F as F[K]['shape'] extends 'secret' ? never : K]: F[K] extends Field<infer T> ? T : never;
};
/** The names of the secret fields: they never reach `inputs`, only `ctx.github(name)`. */
export type SecretNames<F extends Fields> = { [K in keyof F]: F[K]['shape'] extends 'secret' ? K : never }[keyof F] &
  string;

type Range = { min?: number; max?: number };
type Options<T> = { description: string; default?: T; policy?: true; renamedFrom?: string };

/** A line of text; the empty text counts as not given. */
export function text(options: Options<string>): Field<string> & { shape: 'text' };
export function text(options: {
  description: string;
  optional: true;
  policy?: true;
  renamedFrom?: string;
}): Field<string | undefined> & { shape: 'text' };
export function text({
  optional,
  ...options
}: Options<string> & { optional?: true }): Field<never> & { shape: 'text' } {
  return { ...options, shape: 'text', schema: optional ? z.string().optional() : z.string() } as never;
}

/** The path of a file below the working directory. */
export function pathField({
  optional: _optional,
  ...options
}: {
  description: string;
  optional: true;
  policy?: true;
}): Field<string | undefined> & { shape: 'text' } {
  return { ...options, shape: 'text', schema: RelativePath.optional() };
}

export function flag(options: Options<boolean>): Field<boolean> & { shape: 'flag' } {
  return { ...options, shape: 'flag', schema: z.boolean() };
}

export function choice<const C extends readonly [string, ...string[]]>(
  choices: C,
  options: Options<C[number]>,
): Field<C[number]> & { shape: 'choice' } {
  return { ...options, shape: 'choice', choices, schema: z.enum(choices) as ZodType<C[number]> };
}

/** A whole number, written in decimal digits. */
export function integer(options: Options<number> & Range): Field<number> & { shape: 'integer' };
export function integer(
  options: { description: string; optional: true; policy?: true } & Range,
): Field<number | undefined> & { shape: 'integer' };
export function integer({
  optional,
  min = Number.MIN_SAFE_INTEGER,
  max = Number.MAX_SAFE_INTEGER,
  ...rest
}: Options<number> & Range & { optional?: true }): Field<never> & { shape: 'integer' } {
  const schema = z.number().int().min(min).max(max);
  return { ...rest, shape: 'integer', schema: optional ? schema.optional() : schema } as never;
}

/** A list of texts, one item a line; empty lines do not count. */
export function list(options: Options<string[]> & { adds?: true }): Field<string[]> & { shape: 'list' } {
  return { ...options, shape: 'list', schema: z.array(z.string().min(1)) };
}

/** A value that only the configuration can hold. */
export function structured<T>(schema: ZodType<T>, options: Options<T>): Field<T> & { shape: 'structured' } {
  return { ...options, shape: 'structured', schema };
}

/** A credential. On the command line it comes from the environment only. */
export function secret(options: { description: string }): Field<string | undefined> & { shape: 'secret' } {
  return { ...options, shape: 'secret', schema: z.string().optional() };
}

/** The usual path of the configuration, from the folder that it is about. */
export const usualConfig = '.github/release-governance.yml';

/** The inputs that every control has. */
export const commonFields = {
  config: text({ description: 'Path of the configuration.', default: usualConfig }),
  profile: text({
    description:
      'The profile that the decision uses: standard, strict, transitional, promotion, or one of the configuration.',
    default: 'standard',
    policy: true,
  }),
  'fail-on': choice(failOnValues, {
    description:
      'Which statuses fail the job: unverified (and failed), failed only, or never. An error always fails it.',
    default: 'unverified',
    policy: true,
  }),
  'as-of': text({
    description:
      'Judge as of this time (ISO 8601 with time zone). The report is then a replay, which never gives a go.',
    optional: true,
    policy: true,
  }),
  'report-dir': text({ description: 'Folder for the report files; in a workflow below RUNNER_TEMP.', optional: true }),
  'upload-artifact': flag({ description: 'Upload the report as an artifact of the run.', default: true }),
  'artifact-key': text({
    description: 'Tells the legs of a matrix apart in file and artifact names, e.g. the matrix value.',
    optional: true,
  }),
  'check-run-id': integer({
    min: 1,
    description:
      'The id of this job, by which its result is found again; the action takes it from the runner by itself.',
    optional: true,
  }),
  summary: choice(['on', 'off'], { description: 'Write the job summary.', default: 'on' }),
  annotations: choice(['on', 'off'], { description: 'Write annotations.', default: 'on' }),
  'if-not-configured': choice(['error', 'skip'], {
    description: 'What comes of it where the configuration does not ask for it; skipped it is not applicable.',
    default: 'error',
  }),
  token: secret({ description: 'Token for the GitHub API.' }),
  'working-directory': text({
    description: 'Folder of the judged repository; every path is relative to it.',
    default: '.',
  }),
} satisfies Fields;
export type CommonInputs = InputValues<typeof commonFields>;

/** A policy input whose value differs from what the base configuration says; it was not used. */
export interface PolicyDifference {
  name: string;
  given: unknown;
  used: unknown;
}

export interface InputsRequest {
  fields: Fields;
  /** Texts from `with:` or the command line, by field name. */
  given: Readonly<Record<string, string>>;
  /** Values from the configuration, already checked against the schemas; undefined when it could not be read. */
  configured: Readonly<Record<string, unknown>> | undefined;
  /** Whether the given texts come from the judged change itself, so that policy fields are not taken from them. */
  untrusted: boolean;
}

/** The text of a value as it would be written in `with:`; "nothing" when there is none. */
export function inputText(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.map(inputText).join('\n');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/**
 * The values of all fields: configuration for policy fields, else given > configured > default. All problems are
 * returned together; unknown names come with the nearest valid one.
 */
export function parseInputs(request: InputsRequest): {
  values: Record<string, unknown>;
  problems: Problem[];
  policyDifferences: PolicyDifference[];
} {
  const { fields, given, configured } = request;
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  const policyDifferences: PolicyDifference[] = [];
  const settable = Object.keys(fields).filter((name) => fields[name]?.shape !== 'structured');
  const renamed = new Map(
    Object.entries(fields).flatMap(([name, field]) =>
      field.renamedFrom === undefined ? [] : [[field.renamedFrom, name]],
    ),
  );
  for (const name of Object.keys(given)) {
    if (settable.includes(name)) continue;
    const now = renamed.get(name);
    if (now !== undefined) problems.push({ message: `input ${name} is now called ${now}` });
    else if (Object.hasOwn(fields, name)) problems.push({ message: `${name} can only be set in the configuration` });
    else problems.push({ message: `there is no input ${name}${suggestion(name, settable)}` });
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.shape === 'secret') continue;
    const fallback = configured?.[name] ?? field.default;
    const raw = field.shape === 'structured' ? undefined : given[name];
    const text = raw?.trim() === '' ? undefined : raw;
    const lacking = configured !== undefined && fallback === undefined && !field.schema.safeParse(undefined).success;
    if (text === undefined) {
      if (lacking) problems.push({ message: `${name} is required: ${field.description}` });
      values[name] = fallback;
      continue;
    }
    const parsed = readText(field, text);
    if ('problem' in parsed) {
      problems.push({ message: `input ${name}: ${parsed.problem}` });
      values[name] = fallback;
    } else if (field.policy === true && request.untrusted && lacking) {
      problems.push({ message: `${name} is policy: only the configuration of the base can set it` });
    } else if (field.policy === true && request.untrusted && !sameValue(parsed.value, fallback)) {
      // What the base says is not known when it could not be read: then nothing differs from it.
      if (configured !== undefined) policyDifferences.push({ name, given: parsed.value, used: fallback });
      values[name] = fallback;
    } else if (field.adds === true && Array.isArray(fallback) && Array.isArray(parsed.value)) {
      values[name] = [...new Set([...(fallback as unknown[]), ...(parsed.value as unknown[])])];
    } else {
      values[name] = parsed.value;
    }
  }
  return { values, problems, policyDifferences };
}

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function readText(field: Field<unknown>, text: string): { value: unknown } | { problem: string } {
  switch (field.shape) {
    case 'flag':
      if (text.trim() === 'true') return { value: true };
      if (text.trim() === 'false') return { value: false };
      return { problem: `expected true or false, got "${shorten(text)}"` };
    case 'integer': {
      const value = /^[+-]?\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
      if (value === undefined) return { problem: `expected a whole number, got "${shorten(text)}"` };
      return field.schema.safeParse(value).success ? { value } : { problem: `${value} is out of range` };
    }
    case 'choice': {
      const choices = field.choices ?? [];
      if (choices.includes(text.trim())) return { value: text.trim() };
      return { problem: `expected one of ${choices.join(', ')}, got "${shorten(text)}"` };
    }
    case 'list':
      return {
        value: text
          .split(/\r?\n/)
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      };
    case 'text': {
      const value = text.trim();
      if (/[\r\n]/.test(value)) return { problem: 'expected one line' };
      const checked = field.schema.safeParse(value);
      return checked.success ? { value } : { problem: checked.error.issues[0]?.message ?? 'is not valid' };
    }
    case 'structured':
    case 'secret':
      return { problem: 'cannot be given as text' };
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
