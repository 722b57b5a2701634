import { formatPointer } from '../../../shared/core/pointer.ts';
import { auditProblems, type Repositories } from '../../../shared/domain/organisation/config.ts';
import type { Layers } from '../../../shared/domain/protection/layers.ts';
import type { Policy } from '../../../shared/domain/protection/policy.ts';

/** What sections say that an audit of many repositories cannot judge, so that nothing of it is left out in silence. */
export function organisationProblems(section: {
  policy?: Layers;
  repository?: string | undefined;
  repositories?: Repositories | undefined;
  resume?: string | undefined;
  snapshot?: string | undefined;
  'save-snapshot'?: boolean | undefined;
  history?: unknown;
  'tag-objects'?: string | undefined;
}): { pointer: string; message: string }[] {
  const { policy, repositories } = section;
  const at = (...parts: (string | number)[]): string => formatPointer(['branch-protection', ...parts]);
  const common = auditProblems('branch-protection', section, ['snapshot', 'save-snapshot', 'history', 'tag-objects']);
  if (repositories === undefined) return common;
  const layers: [place: (string | number)[], policy: Policy][] = [
    ...(policy?.organisation === undefined ? [] : [[['organisation'], policy.organisation] as [string[], Policy]]),
    ...(policy?.classes ?? []).map((each, index): [(string | number)[], Policy] => [
      ['classes', index, 'policy'],
      each.policy,
    ]),
  ];
  return [
    ...common,
    ...(policy?.repository === undefined
      ? []
      : [
          {
            pointer: at('policy', 'repository'),
            message: 'an audit of many repositories has no policy of one: use organisation or classes',
          },
        ]),
    ...layers.flatMap(([place, { branches = [], tags, push }]) => [
      ...branches.flatMap(({ pattern, exclude }, index) =>
        isDefaultBranch([pattern].flat(), exclude)
          ? []
          : [{ pointer: at('policy', ...place, 'branches', index), message: onlyDefaultBranch }],
      ),
      ...(tags === undefined ? [] : [{ pointer: at('policy', ...place, 'tags'), message: onlyDefaultBranch }]),
      ...(push === undefined ? [] : [{ pointer: at('policy', ...place, 'push'), message: onlyDefaultBranch }]),
    ]),
  ];
}

export const onlyDefaultBranch =
  'an audit of many repositories judges ~DEFAULT_BRANCH alone: ask for anything else where one repository is judged';

function isDefaultBranch(patterns: readonly string[], exclude: string | string[] | undefined): boolean {
  return exclude === undefined && patterns.length > 0 && patterns.every((pattern) => pattern === '~DEFAULT_BRANCH');
}
