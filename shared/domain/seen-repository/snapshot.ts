import type { Problem } from '../../core/errors.ts';
import { stableJson } from '../../core/json.ts';
import { pointerProblems } from '../../core/pointer-problem.ts';
import { redact } from '../../core/sanitise.ts';
import { CommitId, RepositoryName } from '../../core/texts.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { parseJson } from '../../parse/json.ts';
import { BranchSchema, ClassicSchema, RepositorySchema } from '../github-rules/api-branch.ts';
import { BranchRuleSchema, RulesetSchema, RulesetSummarySchema } from '../github-rules/api-ruleset.ts';
import { credentialTiers } from './credential-tier.ts';
import { type Observation, targets } from './observation.ts';

/*
 * What the API answered in one run, ref by ref, kept as a file so that it can be judged later and elsewhere.
 */

export const BecauseSchema = z.strictObject({
  code: z
    .enum([
      'MISSING_PERMISSION',
      'NO_CREDENTIAL',
      'NOT_FOUND',
      'TRUNCATED',
      'RATE_LIMITED',
      'PLAN_LIMIT',
      'GITHUB_DOWN',
      'NO_DATA',
      'NO_RESULT',
      'NO_BASE',
      'TOO_FEW_SAMPLES',
      'INCONCLUSIVE',
      'CLAIMED',
      'CONDITIONAL',
      'NOT_REPLAYED',
      'NOT_ASKED',
    ])
    // A replay says that of itself, and believes it of no file.
    .refine((code): boolean => code !== 'NOT_REPLAYED', 'is said by a replay alone'),
  message: z.string(),
  needs: z.string().optional(),
  deferrable: z.literal(false).optional(),
});

export function partSchema<T extends z.ZodType>(data: T) {
  return z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('read'), data }),
    z.strictObject({
      state: z.literal('none'),
      why: z.enum(['not-protected', 'plan-limit', 'not-asked']),
      message: z.string(),
    }),
    z.strictObject({ state: z.literal('unknown'), because: BecauseSchema }),
  ]);
}

export const ObservationSchema = z.strictObject({
  repository: RepositoryName,
  target: z.enum(targets),
  ref: z.string(),
  facts: partSchema(RepositorySchema),
  branch: partSchema(BranchSchema),
  rules: partSchema(z.array(BranchRuleSchema)),
  rulesets: partSchema(z.array(RulesetSummarySchema)),
  details: z.array(z.strictObject({ id: z.number().int(), part: partSchema(RulesetSchema) })),
  classic: partSchema(ClassicSchema),
});

export const TimeSchema = z
  .string()
  .refine((text) => parseTime(text) !== undefined, 'expected a time such as 2026-11-20T12:00:00Z');

export const snapshotVersion = 1;

/** What the name of a file with a snapshot ends in. */
export const snapshotEnding = '.snapshot.json';

export const SnapshotSchema = z.strictObject({
  kind: z.literal('release-governance/snapshot'),
  version: z.literal(snapshotVersion),
  'taken-at': TimeSchema.meta({ description: 'When the API was asked.' }),
  commit: CommitId.optional().meta({ description: 'What was checked out when it was taken.' }),
  run: z
    .strictObject({ id: z.number().int().positive(), attempt: z.number().int().positive() })
    .optional()
    .meta({ description: 'The run that took it. It proves nothing by itself: the run is looked up.' }),
  credential: z.enum(credentialTiers),
  observations: z
    .array(ObservationSchema)
    .min(1)
    .superRefine((observations, check) => {
      const first = new Map<string, number>();
      for (const [index, one] of observations.entries()) {
        const earlier = first.get(refKey(one));
        if (earlier === undefined) first.set(refKey(one), index);
        else
          check.addIssue({
            code: 'custom',
            message: `is about the same ref as /observations/${earlier}`,
            path: [index],
          });
      }
    })
    .meta({ description: 'One for each ref.' }),
});

export type Snapshot = z.infer<typeof SnapshotSchema>;

/** What names one ref, or all pushes to a repository. */
export type Wanted = Pick<Observation, 'repository' | 'target' | 'ref'>;

/** The observation of a ref; names of repositories are the same in capitals and small letters, names of refs are not. */
export function observationIn({ observations }: Snapshot, wanted: Wanted): Observation | undefined {
  return observations.find((one) => refKey(one) === refKey(wanted));
}

/** What two names of one ref have in common. */
export function refKey({ repository, target, ref }: Wanted): string {
  return stableJson([repository.toLowerCase(), target, ref]);
}

export type ReadSnapshot = { ok: true; snapshot: Snapshot } | { ok: false; problems: Problem[] };

/**
 * The file of a snapshot: the same text for equal snapshots. Of the repository and the branch only what judgements use is kept, since
 * GitHub gives some readers a token to clone with there; what looks like a credential elsewhere is redacted.
 */
export function writeSnapshot(snapshot: Snapshot): string {
  const observations = snapshot.observations.map((one) => ({
    ...one,
    facts: only(one.facts, RepositorySchema),
    branch: only(one.branch, BranchSchema),
  }));
  return `${stableJson(cleaned({ ...snapshot, observations }, true))}\n`;
}

/** Reads a snapshot; `path` is for the problems, of which every one is given. */
export function readSnapshot(path: string, text: string): ReadSnapshot {
  const parsed = parseJson(text);
  if (!parsed.ok)
    return { ok: false, problems: [{ message: `is no snapshot: ${parsed.message}`, path, ...parsed.position }] };
  const { document } = parsed;
  const problems = document.duplicates.map(({ pointer, position }): Problem => {
    return { message: `is no snapshot: ${pointer} is given twice`, path, ...position };
  });
  const { value } = document;
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['version'] === 'number') {
    const { version } = value;
    if (version > snapshotVersion)
      problems.push({
        message: `is a snapshot of version ${version}, expected ${snapshotVersion}: take it again, or use the release that wrote it`,
        path,
        ...document.near('/version'),
      });
    if (problems.length > 0) return { ok: false, problems };
  }
  const checked = SnapshotSchema.safeParse(value);
  for (const { pointer, message } of checked.success ? [] : pointerProblems(checked.error)) {
    problems.push({
      message: `is no snapshot: ${pointer === '' ? 'the document' : pointer}: ${message}`,
      path,
      ...document.near(pointer),
    });
  }
  return checked.success && problems.length === 0 ? { ok: true, snapshot: checked.data } : { ok: false, problems };
}

type AnyPart = { state: string; data?: object };

function only<P extends AnyPart>(given: P, schema: z.ZodObject): P {
  if (given.state !== 'read') return given;
  const data = Object.entries(given.data ?? {}).filter(([key]) => Object.hasOwn(schema.shape, key));
  return { ...given, data: Object.fromEntries(data) };
}

/** Addresses of the API say nothing about the settings; the parameters of rules keep all their keys. */
function cleaned(value: unknown, dropLinks: boolean): unknown {
  if (typeof value === 'string') return redact(value).text;
  if (Array.isArray(value)) return value.map((item) => cleaned(item, dropLinks));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !dropLinks || (key !== '_links' && !/(^|_)url$/.test(key)));
  return Object.fromEntries(kept.map(([key, inner]) => [key, cleaned(inner, dropLinks && key !== 'parameters')]));
}
