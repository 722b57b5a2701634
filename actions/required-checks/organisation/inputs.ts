import { stableJson } from '../../../shared/core/json.ts';
import { formatPointer } from '../../../shared/core/pointer.ts';
import type { PointerProblem } from '../../../shared/core/pointer-problem.ts';
import { auditProblems, type Repositories } from '../../../shared/domain/organisation/config.ts';
import type { DeclaredDocument } from '../definition.ts';

const control = 'required-checks';

/** What sections say that one or many repositories cannot be judged by, so that nothing of it is left out in silence. */
export function organisationProblems(section: {
  branch?: string | undefined;
  repository?: string | undefined;
  repositories?: Repositories | undefined;
  resume?: string | undefined;
  snapshot?: string | undefined;
  'recent-commits'?: number | undefined;
  documents?: readonly DeclaredDocument[] | undefined;
  classes?: readonly { documents: readonly DeclaredDocument[] }[] | undefined;
}): PointerProblem[] {
  const { branch = '~DEFAULT_BRANCH', repositories, documents = [], classes = [] } = section;
  const at = (...parts: (string | number)[]): string => formatPointer([control, ...parts]);
  const common = auditProblems(control, section, ['snapshot', 'recent-commits']);
  if (repositories === undefined)
    return classes.length === 0
      ? common
      : [...common, { pointer: at('classes'), message: 'only repositories are of classes: name them' }];
  const first = new Map<string, string>(documents.map((one) => [one.path, stableJson(one)]));
  const differing = classes.flatMap((each, index) =>
    each.documents.flatMap((one, place) => {
      const text = stableJson(one);
      const known = first.get(one.path);
      first.set(one.path, known ?? text);
      return known === undefined || known === text
        ? []
        : [
            {
              pointer: at('classes', index, 'documents', place),
              message: `${one.path} is listed with other words before: a document is read in one way`,
            },
          ];
    }),
  );
  return [
    ...common,
    ...(branch === '~DEFAULT_BRANCH'
      ? []
      : [{ pointer: at('branch'), message: 'an audit of many repositories judges ~DEFAULT_BRANCH alone' }]),
    ...differing,
  ];
}
