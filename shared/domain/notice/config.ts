import { Duration, milliseconds } from '../../core/duration.ts';
import { Pattern } from '../../core/glob-pattern.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { CalendarSettingsSchema } from '../calendar/config.ts';

/** By what a notice counts as announced: the merge that brought it, or the first release that holds it. */
const announcedBy = ['merge', 'release'] as const;
export type AnnouncedBy = (typeof announcedBy)[number];

/** What notices must be like, in the configuration. All of it is policy. */
export const NoticePolicySchema = z.strictObject({
  files: z.array(Pattern).min(1).meta({ description: 'Paths or globs of the notices, in the base.' }),
  calendar: CalendarSettingsSchema,
  'business-days': z.number().int().min(1).max(260).default(10).meta({
    description: 'Whole business days between the announcement of a standard notice and the change.',
  }),
  'emergency-period': Duration.refine(
    (period) => milliseconds(period) > 0 && milliseconds(period) <= milliseconds('30d'),
    'expected at most 30d, and more than nothing',
  )
    .default('24h')
    .meta({ description: 'Time between the announcement of an emergency notice and the change.' }),
  'announced-by': z.enum(announcedBy).default('merge').meta({
    description: 'merge: the pull request that brought the notice was merged. release: a full release holds it.',
  }),
  'emergency-approvers': z.array(Text).default([]).meta({
    description: 'Roles, or logins with @, of whom one must have approved the pull request with an emergency notice.',
  }),
});
export type NoticePolicy = z.infer<typeof NoticePolicySchema>;
