import { severities } from './severity.ts';
import { Login, Sha256, Text } from './texts.ts';
import { isCalendarDay } from './time.ts';
import { z } from './zod.ts';

/*
 * What the configuration may say about living with results. All of it is policy: it is read from the base, never from the
 * judged tree.
 */

const IsoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date as YYYY-MM-DD')
  .refine((text) => isCalendarDay(text), 'there is no such day');

const RulePattern = z
  .string()
  .regex(/^[a-z0-9-]+\/([a-z0-9-]+|\*)$/, 'expected <control>/<rule> or <control>/*')
  .meta({ description: 'control/rule, or control/* for all its rules.' });
const Fingerprint = z
  .string()
  .regex(/^v1:[0-9a-f]{32}$/, 'expected v1: and 32 hexadecimal digits, as the report shows it');

export const WaiverSchema = z
  .strictObject({
    id: Text.meta({ description: 'A name of your own; shown in every report.' }),
    rule: RulePattern.optional(),
    fingerprint: Fingerprint.optional(),
    value: Fingerprint.meta({
      description: 'valueHash of the failed result: another observed value voids the waiver.',
    }),
    approver: Text,
    reason: Text,
    granted: IsoDate.meta({ description: 'The first day; renewals keep it, so that the total age counts.' }),
    expires: IsoDate.meta({ description: 'The last day on which it holds.' }),
  })
  .refine(
    (waiver) => (waiver.rule === undefined) !== (waiver.fingerprint === undefined),
    'give either rule or fingerprint',
  )
  .refine((waiver) => waiver.granted <= waiver.expires, 'expires before it was granted');

export const AttestationSchema = z
  .strictObject({
    id: Text,
    rule: RulePattern.optional(),
    fingerprint: Fingerprint.optional(),
    by: Text,
    role: Text,
    when: IsoDate,
    until: IsoDate,
    method: Text.meta({ description: 'What the person did to check, e.g. the runbook that was followed.' }),
    evidence: z.strictObject({
      path: Text,
      sha256: Sha256,
    }),
    bound: z
      .record(z.string(), z.string())
      .refine((bound) => Object.keys(bound).length > 0, 'name at least one')
      .meta({
        description: 'Ids and updated_at of what was looked at; void when they differ from what the result reports.',
      }),
  })
  .refine(
    (entry) => (entry.rule === undefined) !== (entry.fingerprint === undefined),
    'give either rule or fingerprint',
  )
  .refine((entry) => entry.when <= entry.until, 'ends before it begins');

export const DeferralSchema = z.strictObject({
  rule: RulePattern,
  to: z.enum(['merge_group', 'default-branch', 'release']),
  reason: Text,
});

export const ProfileSchema = z.strictObject({
  threshold: z.enum(severities).exclude(['info']).default('low').meta({
    description:
      'Unverified results below it cap the decision at conditional-go instead of no-go. A failed one is always no-go.',
  }),
  waivers: z.boolean().default(true),
  attestations: z.boolean().default(true),
  deferrals: z.boolean().default(true),
  inconclusive: z.enum(['no-go', 'conditional-go']).default('no-go').meta({
    description: 'What figures lead to that were measured and allow both answers (INCONCLUSIVE).',
  }),
  accept: z.enum(['go', 'conditional-go']).default('go'),
});

export type Waiver = z.infer<typeof WaiverSchema>;
export type Attestation = z.infer<typeof AttestationSchema>;
export type Deferral = z.infer<typeof DeferralSchema>;
export type Profile = z.infer<typeof ProfileSchema>;

/** Profiles that need no definition; `standard` is the default. */
export const builtInProfiles: Record<'standard' | 'strict' | 'transitional' | 'promotion', Profile> = {
  standard: {
    threshold: 'low',
    waivers: true,
    attestations: true,
    deferrals: true,
    inconclusive: 'no-go',
    accept: 'go',
  },
  strict: {
    threshold: 'low',
    waivers: false,
    attestations: false,
    deferrals: false,
    inconclusive: 'no-go',
    accept: 'go',
  },
  transitional: {
    threshold: 'high',
    waivers: true,
    attestations: true,
    deferrals: true,
    inconclusive: 'no-go',
    accept: 'conditional-go',
  },
  promotion: {
    threshold: 'low',
    waivers: true,
    attestations: true,
    deferrals: false,
    inconclusive: 'no-go',
    accept: 'go',
  },
};

export const failOnValues = ['unverified', 'failed', 'never'] as const;
export type FailOn = (typeof failOnValues)[number];

/** What every control's section may hold besides its own inputs. */
export const commonSection = {
  'disabled-rules': z
    .record(z.string().regex(/^[a-z0-9-]+$/, 'expected a rule id of this control, without the control name'), Text)
    .optional()
    .meta({
      description:
        'Rule id to the reason why it is not asked. The rule is then not-applicable, and the report says so.',
    }),
  'skip-on': z
    .array(z.string().min(1))
    .optional()
    .meta({ description: 'Events on which this control does not apply, e.g. schedule.' }),
};

/** The keys of the configuration that belong to no control. */
export const commonConfig = {
  version: z.literal(1).meta({ description: 'The version of this format.' }),
  profile: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'standard (default), strict, transitional, promotion, or one of profiles.' }),
  'fail-on': z
    .enum(failOnValues)
    .optional()
    .meta({ description: 'Which statuses fail the job: unverified (default), failed, never.' }),
  'waiver-cap-days': z.number().int().positive().default(180).meta({
    description: 'The most days from granted to expires over all renewals of a waiver.',
  }),
  places: z.array(z.string().min(1)).default([]).meta({
    description:
      'Folders and configurations that a workflow may name by working-directory and config besides the root of the repository and this file.',
  }),
  roles: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case letters, digits and hyphens'),
      z.array(Login).min(1),
    )
    .default({})
    .meta({
      description: 'People by role, as their GitHub logins; approvals count only of people whom the policy names.',
    }),
  waivers: z.array(WaiverSchema).default([]),
  attestations: z.array(AttestationSchema).default([]),
  deferrals: z.array(DeferralSchema).default([]),
  profiles: z.record(z.string(), ProfileSchema).default({}),
};

const CommonConfigSchema = z.strictObject(commonConfig);
export type CommonConfig = z.infer<typeof CommonConfigSchema>;
