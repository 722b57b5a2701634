import { actorText } from '../../shared/domain/protection/bypass.ts';
import { sorted } from '../../shared/domain/protection/scale.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import type { Finding } from './findings.ts';
import type { JudgedGroup } from './judged.ts';

/** What a reader of the verdict must know, and no setting that is asked says. */
export function remark(
  ctx: Ctx,
  {
    layers,
    judged,
    findings,
  }: { layers: readonly string[]; judged: readonly JudgedGroup[]; findings: readonly Finding[] },
): void {
  const others = (ctx.inputs.policy.classes ?? [])
    .map(({ name }) => `class ${name}`)
    .filter((name) => !layers.includes(name));
  if (ctx.inputs.policy.classes !== undefined)
    ctx.note(
      `The layers of the policy that hold: ${layers.join(', ') || 'none'}${others.length === 0 ? '' : `; not: ${others.join(', ')}`}.`,
    );
  for (const group of judged) {
    noteUnknownRules(ctx, group);
    noteBypass(ctx, group);
  }
  const owners = findings.filter(({ setting, holds }) => setting === 'reviews.code-owners' && holds === true);
  if (owners.length > 0)
    ctx.note(
      `That code owners must approve is asked of ${listed(owners.map(({ name }) => name))}: whether a CODEOWNERS file names any was not looked at, and without one nobody must.`,
    );
}

function noteUnknownRules(ctx: Ctx, { group, refs }: JudgedGroup): void {
  const types = new Set(refs.flatMap(({ state }) => state.unrecognised.map(({ type }) => type)));
  if (types.size > 0)
    ctx.note(`Rules of types that are not known are in force on ${group.name}: ${[...types].sort().join(', ')}.`);
}

/** Who may bypass has none of the settings that pass: whoever may see the lists is shown them, also where nobody asks. */
function noteBypass(ctx: Ctx, { group, refs }: JudgedGroup): void {
  const lists = refs.flatMap(({ state }) => state.settings['bypass-actors'] ?? []);
  const asked = group.entries.some(({ asks }) => asks['bypass-actors'] !== undefined);
  const observed = lists.flatMap((list) => (list.state === 'observed' ? [list] : []));
  if (asked || observed.length === 0 || observed.length < lists.length) return;
  const actors = sorted(observed.flatMap(({ atoms }) => atoms)).map(actorText);
  const least = observed.some(({ open }) => open.length > 0) ? 'at least ' : '';
  ctx.note(
    `Nothing is asked of who may bypass what protects ${group.name}: ${least}${actors.length === 0 ? 'nobody' : listed(actors)} may.`,
  );
}
