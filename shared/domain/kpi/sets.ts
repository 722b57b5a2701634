import { z } from '../../core/zod.ts';
import { type KpiSet, type KpiSetInput, KpiSetSchema } from './config.ts';
import { setProblems } from './config-problems.ts';
import { type PresetName, presets } from './presets.ts';

/*
 * `kpi-sets:` of the configuration: what is measured, by the name under which the controls find it.
 */

const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'expected lower case letters, digits and hyphens')
  .meta({ description: 'Name of the set.' });
const presetNames = Object.keys(presets) as [PresetName, ...PresetName[]];

// Told apart by whether there is a preset, so that a problem is named in the form that was meant.
const OwnSet = KpiSetSchema.extend({ id: Id, preset: z.undefined().optional().meta({ not: {} }) });
const PresetSet = z.strictObject({
  id: Id,
  preset: z.enum(presetNames).meta({ description: 'A set that needs no writing.' }),
  'minimum-samples': z.number().int().min(1).optional().meta({ description: 'More rows than the preset asks for.' }),
});

export const KpiSetsSchema = z.array(
  z.discriminatedUnion('preset', [PresetSet, OwnSet], {
    error: `there is no such preset; there are: ${presetNames.join(', ')}`,
  }),
);
export type KpiSetEntry = z.infer<typeof KpiSetsSchema>[number];

/** The set of an entry, with everything that its preset says. */
export function setOf(entry: KpiSetEntry): KpiSet {
  if (entry.preset === undefined) {
    const { id: _id, preset: _preset, ...set } = entry;
    return set;
  }
  const preset: KpiSetInput = presets[entry.preset];
  const least = Math.max(entry['minimum-samples'] ?? 1, preset['minimum-samples'] ?? 1);
  return KpiSetSchema.parse({ ...preset, 'minimum-samples': least });
}

/** The set with that id; undefined when there is none. */
export function setNamed(entries: readonly KpiSetEntry[], id: string): KpiSet | undefined {
  const entry = entries.find((one) => one.id === id);
  return entry === undefined ? undefined : setOf(entry);
}

/** What the schema cannot say of the list, with pointers from the top of the configuration. */
export function setsProblems(entries: readonly KpiSetEntry[]): { pointer: string; message: string }[] {
  return entries.flatMap((entry, index) => {
    const at = `/kpi-sets/${index}`;
    const twice = entries.findIndex(({ id }) => id === entry.id) !== index;
    const own = entry.preset === undefined ? setProblems(setOf(entry)) : [];
    const least = entry.preset === undefined ? 1 : (presets[entry.preset]['minimum-samples'] ?? 1);
    const lowered = entry.preset !== undefined && (entry['minimum-samples'] ?? least) < least;
    return [
      ...(twice ? [{ pointer: `${at}/id`, message: `the id ${entry.id} is used twice` }] : []),
      ...(lowered
        ? [{ pointer: `${at}/minimum-samples`, message: `expected at least the ${least} of the preset` }]
        : []),
      ...own.map(({ pointer, message }) => ({ pointer: `${at}${pointer}`, message })),
    ];
  });
}

/** The problem of a section that names a set which is not there; none where it is. */
export function unknownSet(
  control: string,
  entries: readonly KpiSetEntry[],
  id: string | undefined,
): { pointer: string; message: string }[] {
  if (id === undefined || entries.some((entry) => entry.id === id)) return [];
  const names = entries.map((entry) => entry.id).join(', ') || 'none';
  return [{ pointer: `/${control}/set`, message: `there is no set ${id} under kpi-sets; there are: ${names}` }];
}
