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

/** The composite that runs executive-summary. */
export const decidingComposite = 'release-gate';

/**
 * `owner/name/path@ref` decides anywhere. `$/path` means the repository of the file that it stands in, and `./path` the checkout: in
 * both everybody's own files could bear the name, so that they count in the repository of the action only. A composite of the suite that
 * decides counts like the action itself.
 */
function decides(action: string, judged: string | undefined): IsDecision {
  const meant = named(action);
  const composite = meant.replace(/executive-summary$/, decidingComposite);
  return ({ value, inputs }, file) => {
    const uses = value.trim();
    const remote = /^([^/]+\/[^/]+)\/\.github\/workflows\//.exec(file)?.[1];
    const [, root, path = ''] = /^([$.])(\/.*?)\/?$/.exec(uses) ?? [];
    const home = root === '.' ? judged : (remote ?? judged);
    const used = named(root === undefined ? uses.slice(0, uses.indexOf('@')) : `${home}${path}`);
    if (used !== meant) return used === composite && !hasExpression(uses);
    // With a name it is a summary over a part; one that only a run knows may be. A composite has no such input.
    return !hasExpression(uses) && ([...inputs].find(([key]) => key.toLowerCase() === 'name')?.[1] ?? '') === '';
  };
}

/** An action as `owner/name/path`; the case of its repository says nothing. */
function named(action: string): string {
  return action.replace(/^[^/]+\/[^/]+/, (repository) => repository.toLowerCase());
}
