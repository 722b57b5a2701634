import { catalog, controlNames } from '../../core/catalog.ts';
import { suggestion } from '../../core/nearest.ts';
import { type PointerProblem, repeatedProblems } from '../../core/pointer-problem.ts';

/** What is wrong with the names of the controls that restored files must pass; `section` has them under `must-pass`. */
export function mustPassProblems(names: readonly string[], section: string): PointerProblem[] {
  const at = (index: number): string => `/${section}/must-pass/${index}`;
  const unknown = names.flatMap((name, index): PointerProblem[] =>
    Object.hasOwn(catalog, name)
      ? []
      : [{ pointer: at(index), message: `there is no control ${name}${suggestion(name, controlNames)}` }],
  );
  return [...unknown, ...repeatedProblems(names, at, 'controls')];
}
