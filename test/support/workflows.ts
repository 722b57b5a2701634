import type { FetchWorkflow, Producible } from '../../shared/domain/check-names/produced-check.ts';
import { producible } from '../../shared/domain/check-names/producible.ts';
import { readWorkflow } from '../../shared/domain/workflow/read-workflow.ts';
import type { ReadWorkflow } from '../../shared/domain/workflow/workflow.ts';

/** No other repository can be read. */
export const nothingElse: FetchWorkflow = () =>
  Promise.resolve({ ok: false, because: { code: 'NOT_FOUND', message: 'the workflow was not found' } });

/** Workflow files by their names in .github/workflows, with the checks that they make for changes to main. */
export async function workflowsOf(
  files: Readonly<Record<string, string>>,
  fetch: FetchWorkflow = nothingElse,
): Promise<{ workflows: ReadWorkflow[]; produced: Producible }> {
  const workflows = Object.entries(files).map(([name, text]) => readWorkflow(`.github/workflows/${name}`, text));
  const produced = await producible(workflows, { repository: 'octo/repo', fetch });
  return { workflows, produced };
}
