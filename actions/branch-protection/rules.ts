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
  /** The facts that it rests on, where it is not verified. */
  restsOn?: readonly string[] | undefined;
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
  restsOn: ({ restsOn }) => restsOn ?? [],
} satisfies Partial<Rule<SettingFact>>;

export const rules = {
  repositories: rule<SettingFact>({
    ...ofSetting,
    severity: 'high',
    waivable: false,
    asserts:
      'Every repository that is selected was read; of those that are not shown here, what is asked of them holds.',
    why: 'A list that leaves repositories out, or an audit that ends early, looks like an organisation without a problem.',
  }),
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
  'no-bypass': rule<SettingFact>({
    ...ofSetting,
    severity: 'high',
    asserts: 'Nobody went past the rules of what is judged in the window that the configuration names.',
    why: 'A bypass is a change that nobody had to review; a list of those who may says nothing of whether they did.',
  }),
  'ruleset-changes': rule<SettingFact>({
    ...ofSetting,
    severity: 'medium',
    asserts: 'Nobody changed a ruleset of what is judged in the window that the configuration names.',
    why: 'A ruleset that is switched off for an hour looks the same before and after.',
  }),
  'release-tags': rule<SettingFact>({
    ...ofSetting,
    severity: 'critical',
    waivable: false,
    asserts: 'Every recorded tag names the object and the commit that were recorded when it was made.',
    why: 'Whoever installs a release by its tag gets what the tag names today, not what was reviewed.',
  }),
  'recorded-tags': rule<SettingFact>({
    ...ofSetting,
    severity: 'low',
    asserts: 'Every release tag is recorded.',
    why: 'A tag that nobody recorded can be moved without anybody noticing.',
  }),
  'immutable-releases': rule<SettingFact>({
    ...ofSetting,
    severity: 'high',
    asserts: 'Releases of which it is recorded are immutable, and so are new ones where that is asked.',
    why: 'The files of a release that is not immutable can be exchanged after it was reviewed.',
  }),
  'idle-ruleset': rule<SettingFact>({
    ...ofSetting,
    severity: 'info',
    asserts: 'Every ruleset that was read protects something.',
    why: 'Whoever reads the list of rulesets takes one that enforces nothing for protection.',
  }),
};
