import type { Because } from '../../../shared/core/errors.ts';
import type { Known } from '../../../shared/domain/branch-rules/branch-rules.ts';
import { branchRules } from '../../../shared/domain/branch-rules/branch-rules.ts';
import type { FetchWorkflow } from '../../../shared/domain/check-names/produced-check.ts';
import type { ReadOutcome } from '../../../shared/domain/organisation/tally.ts';
import type { WorkflowTree } from '../../../shared/domain/organisation/workflows.ts';
import type { DisabledWorkflow } from '../../../shared/domain/required-checks/facts.ts';
import type { ReadWorkflow } from '../../../shared/domain/workflow/workflow.ts';
import { isRunning } from '../commits.ts';
import type { Ctx } from '../definition.ts';
import { type Judgement, judgeRepository } from '../judgement.ts';
import { odd, workflowOf } from '../workflows.ts';
import type { AskedOf } from './policy.ts';

/**
 * Judges what the default branch of one repository holds by what it requires. Nothing of the checkout is looked at: neither its workflows
 * nor its configuration say anything about another repository.
 */
export async function judgeChecksOf(
  { inputs }: Pick<Ctx, 'inputs'>,
  asked: AskedOf,
  { observation, facts, workflows: tree, states }: ReadOutcome,
  fetch: FetchWorkflow,
): Promise<{ state: 'judged'; judgement: Judgement } | { state: 'not-read'; because: Because }> {
  const { repository } = asked.listed;
  const branch = facts.default_branch;
  const read = filesOf(tree, { repository, branch });
  if (!read.ok) return { state: 'not-read', because: read.because };
  const { external, optional, gates, decision } = asked.lists;
  const judgement = await judgeRepository({
    askedBranch: '~DEFAULT_BRANCH',
    actionsApp: inputs['actions-app'],
    repository,
    rules: branchRules(branch, observation),
    defaultBranch: branch,
    reasons: [],
    documents: asked.documents,
    workflows: read.workflows,
    fetch,
    seen: undefined,
    disabled: inputs['disabled-workflows'] ? disabledOf(states, read.workflows) : undefined,
    external,
    optional,
    gates,
    // The configuration is that of the repository that runs the audit.
    decision: { ...decision, configured: false },
  });
  return { state: 'judged', judgement };
}

/** Every workflow file, or why one of them is not known, without which nothing is certain. */
function filesOf(
  tree: ReadOutcome['workflows'],
  { repository, branch }: { repository: string; branch: string },
): { ok: true; workflows: ReadWorkflow[] } | { ok: false; because: Because } {
  if (tree.state === 'unknown') return { ok: false, because: tree.because };
  if (tree.state === 'none') return { ok: false, because: { code: 'NO_DATA', message: tree.message } };
  const mismatch = mismatchOf(tree.data, { repository, branch });
  if (mismatch !== undefined)
    return { ok: false, because: { code: 'INCONCLUSIVE', message: mismatch, needs: 'a further run' } };
  const workflows: ReadWorkflow[] = [];
  for (const file of tree.data.files) {
    if (file.state === 'unread') return { ok: false, because: file.because };
    workflows.push(
      file.state === 'read'
        ? workflowOf(file.path, new TextEncoder().encode(file.text))
        : odd(file.path, 'not-a-file', file.message, 'unclear'),
    );
  }
  return { ok: true, workflows };
}

/** The rules and the files were asked for at different moments. */
function mismatchOf(tree: WorkflowTree, asked: { repository: string; branch: string }): string | undefined {
  if (tree.repository.toLowerCase() !== asked.repository.toLowerCase())
    return 'the workflow files are of a repository of another name: it was renamed or moved';
  if (tree.branch !== asked.branch) return 'the default branch was changed while it was being read';
  return undefined;
}

function disabledOf(
  states: ReadOutcome['states'],
  workflows: readonly ReadWorkflow[],
): Known<readonly DisabledWorkflow[]> {
  // Without a file there is nothing that could be disabled, so that nobody asks.
  if (workflows.length === 0) return { known: true, value: [] };
  if (states.state === 'read') return { known: true, value: states.data.filter((one) => !isRunning(one)) };
  const because: Because = states.state === 'unknown' ? states.because : { code: 'NO_DATA', message: states.message };
  return { known: false, because };
}
