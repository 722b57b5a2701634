import type { Producible } from '../../shared/domain/check-names/produced-check.ts';
import type { CheckFacts } from '../../shared/domain/required-checks/facts.ts';
import { hasExpression } from '../../shared/domain/workflow/template.ts';
import type { Ctx } from './definition.ts';

/** Finds the steps that make the decision over everything, or why nobody asks for one. */
export function decisionSteps(
  ctx: Ctx,
  { checks }: Producible,
): { ask: NonNullable<CheckFacts['isDecision']> } | { why: string } {
  const { 'decision-job': asked, 'decision-action': action } = ctx.inputs;
  if (asked === 'off') return { why: 'the configuration asks for no job with executive-summary' };
  const ask = decides(action, ctx.subject.repository ?? ctx.inputs.repository);
  if (asked === 'required' || ctx.policy.sections.includes('executive-summary')) return { ask };
  const used = checks.some(({ runs }) =>
    runs.some(({ steps }) => steps.some(({ job, path }) => job.actions.some((step) => ask(step, path)))),
  );
  return used ? { ask } : { why: 'the configuration has no section executive-summary, and no job uses it' };
}

/**
 * `owner/name/path@ref` decides anywhere. `$/path` means the repository of the file that it stands in, and `./path` the checkout: in
 * both everybody's own files could bear the name, so that they count in the repository of the action only.
 */
function decides(action: string, judged: string | undefined): NonNullable<CheckFacts['isDecision']> {
  const [owner = '', name = '', ...path] = action.split('/');
  const suite = `${owner}/${name}`.toLowerCase();
  const folder = path.join('/');
  return ({ value, inputs }, file) => {
    // With a name it is a summary over a part; one that only a run knows may be.
    const part = [...inputs].find(([key]) => key.toLowerCase() === 'name')?.[1];
    if (part !== undefined && part !== null && part !== '') return false;
    const uses = value.trim();
    const at = uses.indexOf('@');
    if (at > 0) {
      const [ownerOf = '', nameOf = '', ...pathOf] = uses.slice(0, at).split('/');
      return `${ownerOf}/${nameOf}`.toLowerCase() === suite && pathOf.join('/') === folder && !hasExpression(uses);
    }
    const own = judged?.toLowerCase() === suite;
    const remote = /^(?<home>[^/]+\/[^/]+)\/\.github\/workflows\//.exec(file)?.groups?.['home'];
    if (uses === `$/${folder}`) return remote === undefined ? own : remote.toLowerCase() === suite;
    return uses.replace(/\/$/, '') === `./${folder}` && own;
  };
}
