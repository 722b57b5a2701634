import { suiteName, suiteRef } from './suite.ts';

export interface Step {
  id?: string;
  uses?: string;
  with?: Readonly<Record<string, string>>;
  run?: string;
  env?: Readonly<Record<string, string>>;
  if?: string;
  'continue-on-error'?: boolean;
}

export interface Job {
  name?: string;
  steps: readonly Step[];
  needs?: readonly string[];
  if?: string;
  outputs?: Readonly<Record<string, string>>;
  strategy?: { matrix: Readonly<Record<string, readonly string[]>>; 'fail-fast': boolean; 'max-parallel'?: number };
  'continue-on-error'?: boolean;
}

/** A job that calls a workflow. */
export interface Call {
  uses: string;
  with?: Readonly<Record<string, string | number | boolean>>;
  secrets?: Readonly<Record<string, string>>;
  permissions?: Readonly<Record<string, string>>;
}

const events = ['pull_request', 'pull_request_target', 'push', 'merge_group'];

/** The text of a workflow with these jobs; JSON is YAML. */
export function workflowText(jobs: Readonly<Record<string, Job | Call>>, on: object = events): string {
  const workflow = {
    name: 'governance',
    on,
    permissions: {},
    jobs: Object.fromEntries(
      Object.entries(jobs).map(([id, job]) => [id, 'uses' in job ? job : { 'runs-on': 'ubuntu-latest', ...job }]),
    ),
  };
  return `${JSON.stringify(workflow, null, 2)}\n`;
}

export const checkout: Step = {
  uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
  with: { 'persist-credentials': 'false' },
};

/** A checkout and one control, whose step is called `gate`. */
export function control(name: string, given: Readonly<Record<string, string>> = {}): Job {
  return { steps: [checkout, { id: 'gate', uses: `${suiteName}/actions/${name}@${suiteRef}`, with: given }] };
}

/** A job with one leg for each value; its expressions know the value as `matrix.part`. */
export function forEach(parts: readonly string[], job: Job): Job {
  return { ...job, strategy: { matrix: { part: parts }, 'fail-fast': false, 'max-parallel': 1 } };
}

/** A job that runs after all others, whatever became of them. */
export function after(jobs: Readonly<Record<string, Job>>, last: Job): Job {
  return { ...last, needs: Object.keys(jobs), if: 'always()' };
}

/** A job that leaves the outputs of a called workflow as those of its step `gate`. A call that failed starts nothing after it under act. */
export function tells(calling: string, outputs: readonly string[]): Job {
  const env = Object.fromEntries(outputs.map((name) => [`TOLD_${name}`, `\${{ needs.${calling}.outputs.${name} }}`]));
  const lines = outputs.map((name) => `printf '${name}=%s\\n' "$TOLD_${name}" >> "$GITHUB_OUTPUT"`);
  return { needs: [calling], steps: [{ id: 'gate', env, run: lines.join('\n') }] };
}
