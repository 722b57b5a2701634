import type { Trouble } from '../../core/diagnosis.ts';
import { quote } from '../../parse/text.ts';
import { needsOf } from '../control-needs/needs.ts';
import { isAlways, isSuccess } from './conditions.ts';
import { isRun, type SuiteStep } from './workflow-steps.ts';

/** Events about a change that nobody has merged yet. */
const aboutChange = /^(?:pull_request(?:_.*)?|merge_group)$/;

/**
 * Jobs that run commands of a change that nobody merged yet, and judge in the same job: a command can exchange the actions behind it, so
 * that executive-summary/apart makes a no-go of it.
 */
export function commandsApart(steps: readonly SuiteStep[], asked: ReadonlySet<string>): Trouble[] {
  const runs = steps.filter(({ workflow }) => workflow.triggers.some(({ event }) => aboutChange.test(event)));
  return runs
    .filter((step) => needsOf(step.control).runsCommands === true && isRun(step, asked) !== 'no')
    .flatMap((commands): Trouble[] => {
      const { workflow, job, step, control } = commands;
      const others = runs.filter(
        (each) => each.job === job && needsOf(each.control).saysWhatCodeDid !== true && isRun(each, asked) !== 'no',
      );
      if (others.length === 0) return [];
      const sure =
        always(commands) && isRun(commands, asked) === 'yes' && others.some((each) => isRun(each, asked) === 'yes');
      const named = [...new Set(others.map((each) => each.control))].join(', ');
      return [
        {
          level: sure ? 'wrong' : 'unknown',
          path: workflow.path,
          line: step.at.line,
          says: `the job ${quote(job.id)} runs commands of the judged change with ${control}, which can exchange the actions behind them, and has ${named} too: the decision over a pull request is no-go`,
          expected: `${control} in a job of its own`,
          actual: `${named} beside it`,
          fix:
            commands.action === control
              ? `give ${control} a job of its own`
              : `give ${control} a job of its own, and write with: { ${control}: apart } for ${commands.action}`,
        },
      ];
    });
}

/** Whether nothing but the events of its workflow says when a step runs. */
function always({ job, step }: SuiteStep): boolean {
  return [job.condition, step.condition].every(
    (condition) => condition === undefined || isAlways(condition.value) || isSuccess(condition.value),
  );
}
