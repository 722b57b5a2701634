import { control } from '../../../actions/required-checks/control.ts';
import type { PlatformState, RepositoryData, RuleData } from '../../support/platform-state.ts';
import { type Asked, type Audited, acme, auditWith } from '../branch-protection/organisation-world.ts';
import { actionsApp, ci, ciPath } from './repository.ts';

/* Organisations whose repositories have workflows, and rules that require what they make. */

export const contexts = ['build', 'unit', 'decision'];

export const checksRule = (required: readonly string[], app: number | 'any' = actionsApp): RuleData => ({
  type: 'required_status_checks',
  parameters: {
    strict_required_status_checks_policy: true,
    do_not_enforce_on_create: false,
    required_status_checks: required.map((context) => ({
      context,
      ...(app === 'any' ? {} : { integration_id: app }),
    })),
  },
});

/** A repository in which nothing is wrong. */
export function sound(name: string, more: Partial<RepositoryData> = {}): RepositoryData {
  return {
    name: `acme/${name}`,
    files: { [ciPath]: ci, 'README.md': '# read me' },
    rulesets: [{ id: 7, name: 'main', include: ['~DEFAULT_BRANCH'], rules: [checksRule(contexts)] }],
    workflows: [{ id: 1, name: 'ci', path: ciPath, state: 'active' }],
    ...more,
  };
}
export const good = sound('good');
/** Does not require the decision. */
export const weak = sound('weak', {
  rulesets: [{ id: 8, name: 'main', include: ['~DEFAULT_BRANCH'], rules: [checksRule(['build', 'unit'])] }],
});

export const defaults = { 'decision-job': 'required' };

export function auditOf(state: PlatformState, options: Asked = {}): Promise<Audited> {
  return auditWith(control, defaults, state, options);
}

export const organisation = (
  repositories: readonly RepositoryData[],
  more: Partial<PlatformState> = {},
  hosting?: RepositoryData,
): PlatformState => acme(repositories, more, hosting);
