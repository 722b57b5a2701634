import { isObject } from '../../core/json.ts';
import type { PointerProblem } from '../../core/pointer-problem.ts';

/**
 * Controls with several tasks whose tasks are not all named under the legs of executive-summary: the report of one task would stand for all
 * of them, and a job that only draws up documents for the one that verifies them. `whole` is the configuration as it is written.
 */
export function taskLegProblems(whole: Readonly<Record<string, unknown>>): PointerProblem[] {
  const summary = whole['executive-summary'];
  const legs = isObject(summary) && isObject(summary['legs']) ? summary['legs'] : {};
  return Object.entries(whole).flatMap(([control, section]) => {
    const tasks = isObject(section) && Array.isArray(section['tasks']) ? new Set<unknown>(section['tasks']) : new Set();
    if (tasks.size < 2) return [];
    const named = Array.isArray(legs[control]) ? (legs[control] as unknown[]) : [];
    const lacking = [...tasks].filter((task) => !named.includes(task));
    if (lacking.length === 0) return [];
    return [
      {
        pointer: `/${control}/tasks`,
        message: `the report of one task must not stand for the other: expected legs: { ${control}: [${[...tasks].join(', ')}] } under executive-summary`,
      },
    ];
  });
}
