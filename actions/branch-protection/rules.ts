import { type Rule, rule } from '../../shared/core/rule.ts';
import { type Severity, worstSeverity } from '../../shared/core/severity.ts';
import { settings } from '../../shared/domain/protection/settings.ts';

/** One setting of a ref, or of refs that are judged as one; without a setting it is about none. */
export interface SettingFact {
  about: string[];
  severity: Severity;
  says?: string;
  expected?: string;
  actual?: string;
  /** What a waiver is bound to. */
  observed?: unknown;
  fix?: string | undefined;
}

/** The rules that judge settings, and the groups of settings that each of them is about. */
export const groups = {
  protected: ['active'],
  bypass: ['bypass-actors', 'bypass-review', 'enforce-admins'],
  reviews: ['reviews', 'copilot-review'],
  checks: [
    'checks',
    'deployments',
    'workflows',
    'code-scanning',
    'code-quality',
    'code-coverage',
    'license-compliance',
  ],
  updates: [
    'force-push',
    'deletion',
    'creation',
    'update',
    'linear-history',
    'signatures',
    'lock',
    'push-access',
    'merge-queue',
  ],
  content: ['patterns', 'push'],
} as const;
export type SettingRule = keyof typeof groups;
export const settingRules = Object.keys(groups) as SettingRule[];

/** The rule that judges a setting; a rule of a type that GitHub added since is content. */
export function ruleOf(setting: string): SettingRule {
  const [group = ''] = setting.split('.');
  return settingRules.find((id) => (groups[id] as readonly string[]).includes(group)) ?? 'content';
}

/** The worst of its settings. */
function worstOf(id: SettingRule): Severity {
  return worstSeverity(settings.filter(({ key }) => ruleOf(key) === id).map(({ severity }) => severity));
}

const ofSetting = {
  grade: ({ severity }) => severity,
  about: ({ about }) => about,
  says: ({ says }) => says ?? 'a setting is not as the policy asks',
  expected: ({ expected }) => expected,
  actual: ({ actual }) => actual,
  observed: ({ observed }) => observed,
  fix: ({ fix }) => fix,
} satisfies Partial<Rule<SettingFact>>;

export const rules = {
  policy: rule<SettingFact>({
    ...ofSetting,
    severity: 'high',
    waivable: false,
    asserts: 'Every entry of the policy is about something that can be seen, and asks something of it.',
    why: 'A pattern that names no branch, or an entry that asks for nothing, looks like protection in the policy and is none.',
  }),
  protected: rule<SettingFact>({
    ...ofSetting,
    severity: worstOf('protected'),
    asserts: 'A ruleset that is active, or classic protection, applies.',
    why: 'A ruleset that is disabled, only evaluates, or leaves the branch out looks like protection and stops nobody.',
  }),
  bypass: rule<SettingFact>({
    ...ofSetting,
    severity: worstOf('bypass'),
    waivable: false,
    asserts: 'Only those whom the policy names may bypass the protection.',
    why: 'Who may bypass has none of the other settings; an actor that was added for one night stays until somebody looks.',
  }),
  reviews: rule<SettingFact>({
    ...ofSetting,
    severity: worstOf('reviews'),
    asserts: 'Changes come by pull request and are reviewed as the policy asks.',
    why: 'Without a required review one person, or one stolen credential, changes what is released.',
  }),
  checks: rule<SettingFact>({
    ...ofSetting,
    severity: worstOf('checks'),
    asserts: 'The checks, scanners, deployments and workflows that the policy asks for must have succeeded.',
    why: 'A check that is not required is a remark: red ones are merged.',
  }),
  updates: rule<SettingFact>({
    ...ofSetting,
    severity: worstOf('updates'),
    asserts: 'Branches and tags can be created, moved, rewritten and deleted only as the policy asks.',
    why: 'History that can be rewritten, and tags that can be moved, prove nothing of what was reviewed.',
  }),
  content: rule<SettingFact>({
    ...ofSetting,
    severity: worstOf('content'),
    asserts: 'Names, texts and pushed files are limited as the policy asks.',
    why: 'What is pushed once is in every clone: large files, secrets and forged authors do not go away again.',
  }),
  'idle-ruleset': rule<SettingFact>({
    ...ofSetting,
    severity: 'info',
    asserts: 'Every ruleset that was read protects something.',
    why: 'Whoever reads the list of rulesets takes one that enforces nothing for protection.',
  }),
};
