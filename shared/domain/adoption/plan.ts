import type { PlannedJob } from '../../core/adoption.ts';
import type { AnyControl } from '../../core/control.ts';
import type { Fields } from '../../core/inputs.ts';
import { isObject } from '../../core/json.ts';
import { needsOf } from '../control-needs/needs.ts';
import { tasksOf } from '../tasks/legs.ts';
import type { Workflow } from '../workflow/workflow.ts';

/** What of a control a plan needs to know. */
export type PlannedControl = Pick<AnyControl, 'name' | 'kind' | 'permissions' | 'joins'> & { inputs: Fields };

/** The jobs of a first workflow, in the order in which they can run, and the controls that it leaves out, with the reason. */
export interface Plan {
  jobs: readonly PlannedJob[];
  left: readonly { control: string; because: string }[];
}

/**
 * A job for each control that a configuration asks for, with the permissions that the control declares and no others; who joins the
 * reports of others waits for them, and the decision comes last. What changes something, or must be told what to do, is left out.
 */
export function planOf(controls: readonly PlannedControl[], section: (control: string) => unknown): Plan {
  const left: Plan['left'][number][] = [];
  const jobs: PlannedJob[] = [];
  for (const { name, kind, permissions, inputs } of [...controls].sort(byTurn)) {
    const { history, asks } = needsOf(name);
    if (kind === 'act') {
      left.push({
        control: name,
        because: 'it changes something: give it a workflow of its own, on a schedule or by hand',
      });
      continue;
    }
    if (asks !== undefined) {
      left.push({ control: name, because: `it must be told ${asks}` });
      continue;
    }
    const given = section(name);
    const tasks = isObject(given) ? [...tasksOf(name, given)] : [];
    if (tasks.length > 1) {
      left.push({
        control: name,
        because: `the configuration asks for ${tasks.join(' and ')}, each in a job that names its task`,
      });
      continue;
    }
    const secrets = Object.entries(inputs).filter(([, field]) => field.shape === 'secret');
    jobs.push({
      id: kind === 'decide' ? 'decision' : name,
      control: name,
      permissions,
      checkout: history,
      inputs: {},
      secrets: Object.fromEntries(secrets.map(([input]) => [input, secretName(input)])),
    });
  }
  return { jobs, left };
}

/** The names that a decision may have, of which the first is taken that no other job of the repository has. */
const decisionNames = ['decision', 'release decision', 'governance decision', 'release-governance decision'];

/**
 * The jobs with a name for the decision that no job of these workflows has: two checks of one name, and nobody can require the right one.
 * Unchanged where all of them are taken; the note says what became of it, where it is not called decision or not alone in that.
 */
export function withOwnName(
  jobs: readonly PlannedJob[],
  workflows: readonly Workflow[],
): { jobs: readonly PlannedJob[]; note?: string } {
  const taken = new Set(
    workflows.flatMap((workflow) =>
      workflow.jobs.flatMap(({ id, name }) => [id, name?.value ?? id].map((each) => each.trim().toLowerCase())),
    ),
  );
  const free = decisionNames.find((name) => !taken.has(name));
  if (free === 'decision' || jobs.every(({ id }) => id !== 'decision')) return { jobs };
  if (free === undefined) {
    const note = `other jobs are called ${decisionNames.join(', ')}: give the job decision a name of its own before its check is required`;
    return { jobs, note };
  }
  return {
    jobs: jobs.map((job) => (job.id === 'decision' ? { ...job, name: free } : job)),
    note: `a job called decision is there already: the check of this one is "${free}"`,
  };
}

/** The name under which a secret for an input is looked up. */
function secretName(input: string): string {
  return `GOVERNANCE_${input.replaceAll('-', '_').toUpperCase()}`;
}

const turns = { record: 0, check: 1, act: 2, decide: 4 } as const;

function turnOf({ kind, joins }: PlannedControl): number {
  return joins === true && kind !== 'decide' ? 3 : turns[kind];
}

function byTurn(a: PlannedControl, b: PlannedControl): number {
  return turnOf(a) - turnOf(b) || (a.name < b.name ? -1 : 1);
}
