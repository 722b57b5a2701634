/** What a composite runs. */
export interface CompositeParts {
  /** In the order of their steps. */
  controls: readonly string[];
  /** Those that an input of their name leaves out (`apart`), because another job runs them. */
  mayBeApart: readonly string[];
}

/** The actions that run several controls in one job, by name. */
export const compositeParts = {
  'contract-governance': {
    controls: ['manifest-sync', 'atomic-change', 'contract-change', 'cutover-gate'],
    mayBeApart: [],
  },
  'release-gate': {
    controls: [
      'verification',
      'kpi-gate',
      'gate-checklist',
      'readiness',
      'sign-off',
      'evidence-bundle',
      'executive-summary',
    ],
    mayBeApart: ['verification'],
  },
  'repository-audit': { controls: ['branch-protection', 'required-checks'], mayBeApart: [] },
} as const satisfies Readonly<Record<string, CompositeParts>>;
