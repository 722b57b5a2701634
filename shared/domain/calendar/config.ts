import { RelativePath } from '../../core/path.ts';
import { z } from '../../core/zod.ts';
import { weekdays } from './day.ts';
import { isZone } from './zone.ts';

const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** How business days are counted, in the configuration. It is policy, and so are the files that it names. */
export const CalendarSettingsSchema = z.strictObject({
  'time-zone': z
    .string()
    .refine(isZone, 'is no time zone that is known here: expected a name such as Europe/Berlin')
    .meta({ description: 'Name in the IANA time-zone database; days begin and end by its clocks.' }),
  'cut-off': z.string().regex(timeOfDay, 'expected a time of day as HH:MM, from 00:00 to 23:59').meta({
    description:
      'What is announced at this time of day or later counts as announced on the next business day, e.g. 17:00.',
  }),
  weekend: z
    .array(z.enum(weekdays))
    .refine((days) => new Set(days).size === days.length, 'names a day twice')
    .refine((days) => days.length < weekdays.length, 'leaves no business day')
    .default(['saturday', 'sunday'])
    .meta({ description: 'Days of the week that are no business days.' }),
  files: z
    .array(RelativePath)
    .min(1)
    .refine((paths) => new Set(paths).size === paths.length, 'names a file twice')
    .meta({
      description:
        'Calendars with the holidays (YAML or JSON: region, coverage, holidays). What no calendar covers is not verified.',
    }),
});
export type CalendarSettings = z.infer<typeof CalendarSettingsSchema>;

/** The minutes since midnight that a time of day (`HH:MM`) names. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
