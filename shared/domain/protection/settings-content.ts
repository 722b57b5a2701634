import type { Json } from '../../core/json.ts';
import { z } from '../../core/zod.ts';
import { atLeast, atMost, fixed, flag, records } from './scales.ts';
import { branches, objectsOf, parameter, pushes, refs, type SettingSpec, sayNothing, says } from './setting.ts';

/*
 * What must hold for the content: scanners, quality, coverage, texts of commits and names, pushed files.
 */

const alerts = ['none', 'errors', 'errors_and_warnings', 'all'] as const;
const securityAlerts = ['none', 'critical', 'high_or_higher', 'medium_or_higher', 'all'] as const;

/** A word that is not in the list compares with itself only. */
const rankOf =
  (words: readonly string[]) =>
  (a: Json, b: Json): boolean => {
    const [one, other] = [words.findIndex((word) => word === a), words.findIndex((word) => word === b)];
    return a === b || (one >= 0 && other >= 0 && one >= other);
  };

const ToolItem = z.strictObject({
  tool: z.string().min(1),
  alerts: z.enum(alerts).optional(),
  'security-alerts': z.enum(securityAlerts).optional(),
});

const tools = records({
  item: ToolItem,
  atom: (value) => {
    const item = value as z.infer<typeof ToolItem>;
    return {
      tool: item.tool,
      ...(item.alerts === undefined ? {} : { alerts: item.alerts }),
      ...(item['security-alerts'] === undefined ? {} : { security: item['security-alerts'] }),
    };
  },
  identity: ['tool'],
  grades: { alerts: rankOf(alerts), security: rankOf(securityAlerts) },
});

const ToolsSchema = z.array(
  z.looseObject({ tool: z.string(), alerts_threshold: z.string(), security_alerts_threshold: z.string() }),
);

const operators = ['starts_with', 'ends_with', 'contains', 'regex'] as const;
const PatternItem = z.strictObject({
  operator: z.enum(operators),
  pattern: z.string().min(1),
  negate: z.boolean().optional().meta({ description: 'It must not match. Default: false.' }),
});

const patterns = records({
  item: PatternItem,
  atom: (value) => {
    const { operator, pattern, negate } = value as z.infer<typeof PatternItem>;
    return { operator, pattern, negate: negate === true };
  },
  identity: ['operator', 'pattern', 'negate'],
  grades: {},
});

const PatternSchema = z.looseObject({ operator: z.string(), pattern: z.string(), negate: z.boolean().nullish() });

function metadata(key: string, rule: string, describes: string, targets: SettingSpec['targets']): SettingSpec {
  return {
    key: `patterns.${key}`,
    targets,
    severity: 'medium',
    describes,
    scale: patterns,
    rule,
    read: (parameters) => {
      const parsed = PatternSchema.safeParse(parameters);
      if (!parsed.success) return { ok: false, message: 'has an operator or a pattern that is not as documented' };
      const { operator, pattern, negate } = parsed.data;
      return says({ operator, pattern, negate: negate === true });
    },
    // One rule holds one pattern: a second one needs a ruleset of its own.
    write: (atoms) => ({ ...objectsOf(atoms)[0] }),
  };
}

/** Paths that a push rule does not look at: more of them are weaker. */
const exceptions = (parameters: Readonly<Record<string, unknown>>): string[] | undefined => {
  const parsed = z.array(z.string()).safeParse(parameters['ignored_file_paths'] ?? []);
  return parsed.success ? [...parsed.data].sort() : undefined;
};
const unreadable = { ok: false, message: 'has an ignored_file_paths that is not as documented' } as const;
const fewerExceptions = (a: Json, b: Json): boolean => (a as string[]).every((path) => (b as string[]).includes(path));
const Except = z
  .array(z.string().min(1))
  .optional()
  .meta({ description: 'Paths for which it does not hold. Default: none.' });
const exceptOf = (except: string[] | undefined): string[] => [...(except ?? [])].sort();

const PathItem = z.union([z.string().min(1), z.strictObject({ value: z.string().min(1), except: Except })]);
const restricted = records({
  item: PathItem,
  atom: (given) => {
    const item = given as z.infer<typeof PathItem>;
    return typeof item === 'string'
      ? { value: item, except: [] }
      : { value: item.value, except: exceptOf(item.except) };
  },
  identity: ['value'],
  grades: { except: fewerExceptions },
});

const exceptIn = (atoms: readonly Json[]): Record<string, unknown> => {
  const [first] = objectsOf(atoms);
  const except = (first?.['except'] ?? []) as string[];
  return except.length === 0 ? {} : { ignored_file_paths: except };
};

function restrictedFiles(key: string, rule: string, name: string, describes: string): SettingSpec {
  return {
    key: `push.${key}`,
    targets: pushes,
    severity: 'high',
    describes,
    scale: restricted,
    rule,
    read: (parameters) => {
      const except = exceptions(parameters);
      if (except === undefined) return unreadable;
      return parameter(parameters, name, z.array(z.string()), (list) => list.map((value) => ({ value, except })));
    },
    write: (atoms) => ({ [name]: objectsOf(atoms).map(({ value }) => value), ...exceptIn(atoms) }),
  };
}

function limitedFiles(key: string, rule: string, name: string, describes: string, max: number): SettingSpec {
  const Limit = z.number().int().min(1).max(max);
  const Item = z.union([Limit, z.strictObject({ value: Limit, except: Except })]);
  const limits = records({
    item: Item,
    atom: (given) => {
      const item = given as z.infer<typeof Item>;
      return typeof item === 'number'
        ? { value: item, except: [] }
        : { value: item.value, except: exceptOf(item.except) };
    },
    identity: [],
    grades: { value: (a, b) => (a as number) <= (b as number), except: fewerExceptions },
  });
  return {
    key: `push.${key}`,
    targets: pushes,
    severity: 'medium',
    describes,
    scale: { ...limits, schema: Item, atoms: (value) => limits.atoms([value]) },
    rule,
    read: (parameters) => {
      const except = exceptions(parameters);
      if (except === undefined) return unreadable;
      return parameter(parameters, name, z.number().min(1), (value) => [{ value, except }]);
    },
    write: (atoms) => ({ [name]: objectsOf(atoms)[0]?.['value'], ...exceptIn(atoms) }),
  };
}

function copilot(key: string, name: string, describes: string): SettingSpec {
  return {
    key: `copilot-review.${key}`,
    targets: branches,
    severity: 'low',
    describes,
    scale: flag,
    rule: 'copilot_code_review',
    read: (parameters) => parameter(parameters, name, z.boolean(), (on) => (on ? [true] : []), sayNothing),
    write: (atoms) => ({ [name]: atoms.length > 0 }),
  };
}

const percent = z.number().min(0).max(100);

export const contentSettings: readonly SettingSpec[] = [
  {
    key: 'code-scanning',
    targets: branches,
    severity: 'high',
    describes: 'Scanners that must have reported, and the alerts that block.',
    scale: tools,
    rule: 'code_scanning',
    read: (parameters) =>
      parameter(parameters, 'code_scanning_tools', ToolsSchema, (list) =>
        list.map(({ tool, alerts_threshold, security_alerts_threshold }) => ({
          tool,
          alerts: alerts_threshold,
          security: security_alerts_threshold,
        })),
      ),
    write: (atoms) => ({
      code_scanning_tools: objectsOf(atoms).map(({ tool, alerts: level, security }) => ({
        tool,
        alerts_threshold: level ?? 'none',
        security_alerts_threshold: security ?? 'none',
      })),
    }),
  },
  {
    key: 'code-quality',
    targets: branches,
    severity: 'medium',
    describes: 'The severity of code quality findings that block. No order of the words is documented.',
    scale: fixed(z.string().min(1)),
    rule: 'code_quality',
    read: (parameters) => parameter(parameters, 'severity', z.string(), (severity) => [severity]),
    write: (atoms) => ({ severity: atoms[0] }),
  },
  {
    key: 'code-coverage.minimum',
    targets: branches,
    severity: 'medium',
    describes: 'The percentage of code that tests must cover.',
    scale: atLeast({ max: 100, whole: false }),
    rule: 'code_coverage',
    read: (parameters) => parameter(parameters, 'minimum_coverage', percent, (n) => (n === 0 ? [] : [n]), sayNothing),
    write: (atoms) => ({ minimum_coverage: atoms[0] ?? 0 }),
  },
  {
    key: 'code-coverage.max-drop',
    targets: branches,
    severity: 'low',
    describes: 'By how many percentage points coverage may drop. 0 switches the limit off.',
    scale: atMost({ min: 0, max: 100, zeroIsOff: true }),
    rule: 'code_coverage',
    read: (parameters) => parameter(parameters, 'max_coverage_drop', percent, (n) => (n === 0 ? [] : [n]), sayNothing),
    write: (atoms) => (atoms.length === 0 ? {} : { max_coverage_drop: atoms[0] }),
  },
  {
    key: 'copilot-review.required',
    targets: branches,
    severity: 'low',
    describes: 'Copilot reviews every pull request.',
    scale: flag,
    rule: 'copilot_code_review',
    read: () => says(true),
    write: () => ({}),
  },
  copilot('on-push', 'review_on_push', 'Copilot reviews every push of a pull request again.'),
  copilot('drafts', 'review_draft_pull_requests', 'Copilot reviews drafts too.'),
  {
    key: 'license-compliance',
    targets: branches,
    severity: 'medium',
    describes: 'Licences of dependencies are scanned.',
    scale: flag,
    rule: 'license_compliance_scanning',
    read: () => says(true),
    write: () => ({}),
  },
  metadata('commit-message', 'commit_message_pattern', 'What commit messages must look like.', refs),
  metadata('author-email', 'commit_author_email_pattern', 'What e-mail addresses of authors must look like.', refs),
  metadata('committer-email', 'committer_email_pattern', 'What e-mail addresses of committers must look like.', refs),
  metadata('branch-name', 'branch_name_pattern', 'What names of branches must look like.', branches),
  metadata('tag-name', 'tag_name_pattern', 'What names of tags must look like.', ['tag']),
  restrictedFiles('file-paths', 'file_path_restriction', 'restricted_file_paths', 'Paths that nobody may push.'),
  restrictedFiles(
    'file-extensions',
    'file_extension_restriction',
    'restricted_file_extensions',
    'File extensions that nobody may push.',
  ),
  limitedFiles('path-length', 'max_file_path_length', 'max_file_path_length', 'Characters of a path at most.', 32_767),
  limitedFiles('file-size', 'max_file_size', 'max_file_size', 'Megabytes of a file at most.', 100),
];
