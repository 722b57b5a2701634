/** The actions that run several controls in one job, by name: their controls in the order of their steps. */
export const composites: Readonly<Record<string, readonly string[]>> = {
  'contract-governance': ['manifest-sync', 'atomic-change', 'contract-change', 'cutover-gate'],
  'release-gate': [
    'verification',
    'kpi-gate',
    'gate-checklist',
    'readiness',
    'sign-off',
    'evidence-bundle',
    'executive-summary',
  ],
  'repository-audit': ['branch-protection', 'required-checks'],
};

/** The composites that run a control. */
export function compositesOf(control: string): string[] {
  return Object.keys(composites).filter((name) => composites[name]?.includes(control));
}
