import { type Because, GovernanceError, type Problem } from '../../../shared/core/errors.ts';
import type { Listed } from '../../../shared/domain/organisation/listed.ts';
import { untoldSettings } from '../../../shared/domain/organisation/observe-batch.ts';
import type { AskedRepository } from '../../../shared/domain/organisation/survey.ts';
import type { AskedEntry } from '../../../shared/domain/protection/asked-entry.ts';
import { layersOf } from '../../../shared/domain/protection/layers.ts';
import { entriesOfLayers } from '../asked.ts';
import type { Ctx } from '../definition.ts';
import { onlyDefaultBranch } from './inputs.ts';

/** What is asked of one repository. */
export interface AskedOf extends AskedRepository {
  entries: readonly AskedEntry[];
  /** Classes of which it is not known whether it is of them. */
  open: readonly Because[];
}

export type PolicyOf = (listed: Listed) => AskedOf;

/**
 * What the policy asks of each repository. Its files are read once. Throws BAD_CONFIG for what an audit of many repositories cannot
 * judge, also where only a file of the policy shows it.
 */
export async function policyOf(ctx: Ctx): Promise<{ ok: true; of: PolicyOf } | { ok: false; because: Because }> {
  const { organisation, classes = [] } = ctx.inputs.policy;
  const layers = [
    ...(organisation === undefined ? [] : [{ name: 'organisation', policy: organisation }]),
    ...classes.map(({ name, policy }) => ({ name: `class ${name}`, policy })),
  ];
  const read = await entriesOfLayers(ctx, layers);
  if (!read.ok) return read;
  // Without a file of the policy nothing is judged of any repository, so that the audit has no result to give.
  if (read.broken.length > 0)
    throw new GovernanceError('BAD_CONFIG', 'the policy has files that cannot be used', {
      problems: read.broken.map(({ message, at }) => ({ message, ...at })),
      hint: 'Policy files are read where the configuration is: on the base of a change.',
    });
  const problems = read.layers.flatMap(({ name, entries }): Problem[] =>
    entries.every(isOfDefaultBranch)
      ? []
      : [{ message: `${name}: ${onlyDefaultBranch}`, path: ctx.policy.source.path }],
  );
  if (problems.length > 0)
    throw new GovernanceError('BAD_CONFIG', 'the policy asks for what an audit of many repositories does not judge', {
      problems,
      hint: 'Rulesets of the policy may include ~DEFAULT_BRANCH alone.',
    });
  const byLayer = new Map(read.layers.map(({ name, entries }) => [name, entries]));
  return {
    ok: true,
    of(listed) {
      const holding = layersOf(ctx.inputs.policy, { topics: listed.topics, properties: listed.properties });
      return {
        listed,
        classes: holding.layers.flatMap(({ name }) => (name.startsWith('class ') ? [name.slice('class '.length)] : [])),
        entries: holding.layers.flatMap(({ name }) => byLayer.get(name) ?? []),
        open: holding.open,
      };
    },
  };
}

function isOfDefaultBranch({ target, include, exclude }: AskedEntry): boolean {
  return (
    target === 'branch' &&
    include.length > 0 &&
    include.every((pattern) => pattern === '~DEFAULT_BRANCH') &&
    exclude.length === 0
  );
}

/** Whether something is asked that no batch can tell. */
export function asksAlone({ entries }: AskedOf): boolean {
  return entries.some(
    ({ asks, review, unrecognised }) =>
      review !== undefined ||
      unrecognised.length > 0 ||
      Object.keys(asks).some((setting) => untoldSettings.has(setting)),
  );
}
