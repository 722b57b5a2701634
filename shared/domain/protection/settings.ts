import type { Severity } from '../../core/severity.ts';
import type { Target } from '../seen-repository/observation.ts';
import { actors } from './bypass.ts';
import { flag } from './scales.ts';
import { refs, type SettingSpec } from './setting.ts';
import { checkSettings } from './settings-check.ts';
import { contentSettings } from './settings-content.ts';
import { refSettings } from './settings-ref.ts';
import { reviewSettings } from './settings-review.ts';

/** Settings that no single rule says: they follow from all places together. */
const derivedSettings: readonly SettingSpec[] = [
  {
    key: 'bypass-actors',
    targets: ['branch', 'tag', 'push'],
    severity: 'critical',
    describes: 'Who may bypass the rules: type, id and mode, over all rulesets that apply. Fewer are stricter.',
    scale: actors,
  },
  {
    key: 'active',
    targets: ['branch', 'tag', 'push'],
    severity: 'critical',
    describes: 'A ruleset that is active, or classic protection, asks for anything that stops somebody.',
    scale: flag,
  },
  {
    key: 'enforce-admins',
    targets: refs,
    severity: 'critical',
    describes: 'No place that protects it exempts administrators.',
    scale: flag,
  },
  {
    key: 'checks.bound',
    targets: ['branch'],
    severity: 'high',
    describes: 'Every required check must come from a certain app, not from whoever may write checks.',
    scale: flag,
  },
];

/** Every setting, in the order in which they are listed. */
export const settings: readonly SettingSpec[] = [
  ...derivedSettings,
  ...reviewSettings,
  ...checkSettings,
  ...refSettings,
  ...contentSettings,
];

const byKey: ReadonlyMap<string, SettingSpec> = new Map(settings.map((spec) => [spec.key, spec]));

export function settingOf(key: string): SettingSpec | undefined {
  return byKey.get(key);
}

/** How bad it is where a setting is not as asked; of a rule of a type that is not known `medium`. */
export function severityOfSetting(key: string): Severity {
  return settingOf(key)?.severity ?? (key === 'bypass-review' ? 'critical' : 'medium');
}

export function settingsOf(target: Target): SettingSpec[] {
  return settings.filter(({ targets }) => targets.includes(target));
}

/** The types of rules that say something about that target. */
export function ruleTypes(target: Target): Set<string> {
  return new Set(settingsOf(target).flatMap(({ rule }) => (rule === undefined ? [] : [rule])));
}
