import { isObject } from '../../core/json.ts';
import type { PointerProblem } from '../../core/pointer-problem.ts';

/** What is done after the decision, and which it can therefore not wait for: a promotion is recorded and a bundle made of what was decided. */
const afterwards: readonly unknown[] = ['record', 'create'];

/**
 * Controls with several tasks whose tasks are not all named under the legs of executive-summary: the report of one task would stand for all
 * of them, and a job that only draws up documents for the one that verifies them. `whole` is the configuration as it is written.
 */
export function taskLegProblems(whole: Readonly<Record<string, unknown>>): PointerProblem[] {
  const summary = whole['executive-summary'];
  const legs = isObject(summary) && isObject(summary['legs']) ? summary['legs'] : {};
  return Object.entries(whole).flatMap(([control, section]) => {
    const tasks = isObject(section) ? tasksOf(control, section) : new Set();
    if (tasks.size < 2) return [];
    const named = Array.isArray(legs[control]) ? (legs[control] as unknown[]) : [];
    const wanted = [...tasks].filter((task) => !afterwards.includes(task));
    if (wanted.every((task) => named.includes(task))) return [];
    return [
      {
        pointer: `/${control}`,
        message: `the report of one task must not stand for the others: expected legs: { ${control}: [${wanted.join(', ')}] } under executive-summary`,
      },
    ];
  });
}

/** The tasks of a section: its `tasks`, and of the controls that have several without that list. */
export function tasksOf(control: string, section: Readonly<Record<string, unknown>>): ReadonlySet<unknown> {
  if (control === 'evidence-bundle') return new Set(['create', 'verify'].filter((task) => section[task] !== undefined));
  if (control === 'promotion' && section['tasks'] === undefined) return new Set(['record', 'verify']);
  return new Set<unknown>(Array.isArray(section['tasks']) ? section['tasks'] : []);
}
