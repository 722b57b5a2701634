import { isObject, stableJson } from '../../core/json.ts';

/*
 * Settings to begin with. Each asks only for what its credential can read: `baseline` for what the workflow's own token sees of
 * rulesets, the others also for bypass lists and classic protection, which need administration.
 */

export const presetNames = ['baseline', 'strict', 'external-closure'] as const;
/** Those that make sense for a tag, which no pull request brings. */
export const tagPresetNames = ['baseline', 'strict'] as const;
export type PresetName = (typeof presetNames)[number];

/** Settings as a policy writes them, by key. */
export const presets: Readonly<Record<PresetName, Readonly<Record<string, unknown>>>> = {
  baseline: {
    active: true,
    'reviews.pull-request': true,
    'reviews.count': 1,
    'force-push': true,
    deletion: true,
  },
  strict: {
    active: true,
    'bypass-actors': { exactly: [] },
    'enforce-admins': true,
    'reviews.pull-request': true,
    'reviews.count': 1,
    'reviews.dismiss-stale': true,
    'reviews.code-owners': true,
    'reviews.last-push': true,
    'reviews.threads': true,
    'checks.strict': true,
    'force-push': true,
    deletion: true,
  },
  // The checklist for controls that lie outside of the repository's code; `closure.ts` says which item is which.
  'external-closure': {
    active: true,
    'reviews.pull-request': true,
    'reviews.count': 1,
    'reviews.dismiss-stale': true,
    'reviews.threads': true,
    'checks.bound': true,
  },
};

/** Presets that ask for a review of the bypass lists. */
export const reviewedPresets: ReadonlySet<PresetName> = new Set(['external-closure']);

/** What they ask of a tag: it stays where it is. */
export const tagPresets: Readonly<Record<(typeof tagPresetNames)[number], Readonly<Record<string, unknown>>>> = {
  baseline: { active: true, 'update.restricted': true, deletion: true },
  strict: {
    active: true,
    'bypass-actors': { exactly: [] },
    'update.restricted': true,
    deletion: true,
    'force-push': true,
  },
};

/** What a preset asks for, as documents list it: `active`, `reviews.count` 1, `bypass-actors` exactly []. */
export function presetText(name: string, target: 'branch' | 'tag'): string {
  const byName: Readonly<Record<string, Readonly<Record<string, unknown>>>> = target === 'tag' ? tagPresets : presets;
  const asked = Object.entries(byName[name] ?? {}).map(([key, value]) => {
    if (value === true) return `\`${key}\``;
    const [mode, inner] = isObject(value) ? (Object.entries(value)[0] ?? []) : [undefined, value];
    return `\`${key}\` ${mode === undefined ? '' : `${mode} `}${stableJson(inner)}`;
  });
  const reviewed = target === 'branch' && reviewedPresets.has(name as PresetName);
  const review = reviewed ? ['a `bypass-review`', 'exact `checks.required`'] : [];
  return [...asked, ...review].join(', ');
}
