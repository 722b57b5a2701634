import type { Because } from '../../shared/core/errors.ts';
import type { FetchWorkflow, Producible } from '../../shared/domain/check-names/produced-check.ts';
import { producible } from '../../shared/domain/check-names/producible.ts';
import type { CheckFacts } from '../../shared/domain/required-checks/facts.ts';
import { hasExpression } from '../../shared/domain/workflow/template.ts';
import type { Workflows } from './workflows.ts';

type IsDecision = NonNullable<CheckFacts['isDecision']>;
/** The steps that make the decision over everything, why nobody asks for one, or why nobody knows whether one is asked for. */
export type Decision = { ask: IsDecision } | { why: string } | { because: Because };

/** Where the decision is looked for. */
export interface DecisionSetting {
  asked: 'if-used' | 'required' | 'off';
  /** The action that makes it, as `owner/name/path`. */
  action: string;
  /** The judged repository. */
  repository: string | undefined;
  /** Whether the configuration of the judged repository decides. */
  configured: boolean;
  /** What the judged workflows were before the change; undefined where no change is judged. */
  before?: (() => Promise<Workflows>) | undefined;
}

/** Finds the steps that make the decision. Where one is asked for if it is used, a change cannot take away what its base has. */
export async function decisionSteps(
  { asked, action, repository, configured, before }: DecisionSetting,
  produced: Producible,
  options: { repository: string | undefined; fetch: FetchWorkflow },
): Promise<Decision> {
  if (asked === 'off') return { why: 'the configuration asks for no job with executive-summary' };
  const ask = decides(action, repository);
  if (asked === 'required' || configured) return { ask };
  // What a called workflow holds that could not be read is for the judgement to say.
  if (isUsed(produced, ask) || unreadOf(produced) !== undefined) return { ask };
  if (before !== undefined) {
    const base = await before();
    if (!base.ok) return { because: base.because };
    const made = await producible(base.workflows, options);
    if (isUsed(made, ask)) return { ask };
    const because = unreadOf(made);
    if (because !== undefined) return { because };
  }
  return { why: 'the configuration has no section executive-summary, and no job uses it' };
}

function isUsed({ checks }: Producible, ask: IsDecision): boolean {
  return checks.some(({ runs }) =>
    runs.some(({ steps }) => steps.some(({ job, path }) => job.actions.some((step) => ask(step, path)))),
  );
}

/** Why a called workflow could not be read, which may use it. */
function unreadOf({ checks }: Producible): Because | undefined {
  return checks.find(({ because }) => because !== undefined)?.because;
}

/**
 * `owner/name/path@ref` decides anywhere. `$/path` means the repository of the file that it stands in, and `./path` the checkout: in
 * both everybody's own files could bear the name, so that they count in the repository of the action only.
 */
function decides(action: string, judged: string | undefined): IsDecision {
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
