import { type Create, type Item, ItemSchema, type presetNames } from './config.ts';

/** Lists of evidence that others ask for, as items. `playbook-002`: what a production readiness playbook attaches to a release. */
const presets: Readonly<Record<(typeof presetNames)[number], readonly Record<string, unknown>[]>> = {
  'playbook-002': [
    { id: 'ci-run', title: 'CI run URL', run: true },
    {
      id: 'policy-bundle-governance-report',
      title: 'Governance of the policy bundle',
      artifact: 'policy-bundle-governance-report',
    },
    { id: 'runtime-canary-report', title: 'Runtime canary', artifact: 'runtime-canary-report' },
    { id: 'critical-ci-trend-report', title: 'Trend of critical CI jobs', artifact: 'critical-ci-trend-report' },
    { id: 'release-readiness-gate-report', title: 'Release readiness gate', artifact: 'release-readiness-gate-report' },
    { id: 'release-lineage', title: 'Lineage of the release', produced: ['artifacts/release_lineage.json'] },
    {
      id: 'promotion',
      title: 'Promotions of the bundle, where it was promoted',
      required: false,
      produced: ['artifacts/release_bundle_promotion_*.json'],
    },
    {
      id: 'ruleset',
      title: 'Settings of the target branch, where they apply',
      required: false,
      report: 'branch-protection',
    },
  ],
};

/** The items of a bundle: those of its preset, each replaced by one of the same id, and then the others. */
export function itemsOf({ preset, items }: Pick<Create, 'preset' | 'items'>): Item[] {
  const named = preset === undefined ? [] : presets[preset].map((item) => ItemSchema.parse(item));
  const own = new Map(items.map((item) => [item.id, item]));
  const ids = new Set(named.map(({ id }) => id));
  return [...named.map((item) => own.get(item.id) ?? item), ...items.filter(({ id }) => !ids.has(id))];
}
