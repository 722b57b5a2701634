/** An action that runs several controls in one job, with one summary. */
export interface Composite {
  name: string;
  title: string;
  description: string;
  /** In the order of their steps. */
  controls: readonly string[];
  /** Those that an input of their name leaves out (`apart`), because another job runs them. */
  mayBeApart: readonly string[];
}

export const composites: readonly Composite[] = [
  {
    name: 'contract-governance',
    title: 'Contract governance',
    description:
      'Judges a change of a contract: pin, mirror and matrix, what must change together, who breaks, and the cutover.',
    controls: ['manifest-sync', 'atomic-change', 'contract-change', 'cutover-gate'],
    mayBeApart: [],
  },
  {
    name: 'release-gate',
    title: 'Release gate',
    description:
      'Judges a release: what proves it, its KPIs, its checklists and its sign-off, and decides go or no-go.',
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
  {
    name: 'repository-audit',
    title: 'Repository audit',
    description:
      'Judges a repository: whether its protection is what the policy asks, and its required checks can report.',
    controls: ['branch-protection', 'required-checks'],
    mayBeApart: [],
  },
];

/** The composites that run a control, by name. */
export function compositesOf(control: string): string[] {
  return composites.filter(({ controls }) => controls.includes(control)).map(({ name }) => name);
}
