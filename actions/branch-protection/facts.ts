import { parseTime } from '../../shared/core/time.ts';
import type { Ctx } from './definition.ts';
import { digestOf, type JudgedGroup, type JudgedRef } from './judged.ts';

/** The fact that tells when a ruleset was changed last. */
export function rulesetFact(id: number): string {
  return `ruleset/${id}`;
}

/**
 * What attestations can be bound to: `ruleset/<id>` is when that ruleset was changed last, `bypass/<target>/<ref>` the digest of who may
 * bypass what protects a ref that the policy names. Only of what is so now: a snapshot that does not decide gives no fact.
 */
export function recordFacts(ctx: Ctx, judged: readonly JudgedGroup[]): void {
  const times = new Map<number, Set<string>>();
  for (const { refs, group } of judged)
    for (const ref of refs) {
      if (ref.reasons.length > 0) continue;
      for (const [id, at] of changesOf(ref)) times.set(id, (times.get(id) ?? new Set()).add(at));
      const digest = group.byName ? digestOf(ref) : undefined;
      const { target, ref: name } = ref.observation;
      if (digest !== undefined) ctx.fact(target === 'push' ? 'bypass/push' : `bypass/${target}/${name}`, digest);
    }
  for (const [id, told] of [...times].sort(([a], [b]) => a - b)) {
    const [at] = told;
    // A ruleset that was changed while it was being read has no one time.
    if (at !== undefined && new Set([...told].map((text) => parseTime(text) ?? text)).size === 1)
      ctx.fact(rulesetFact(id), at);
  }
}

function changesOf({ observation: { rulesets, details } }: JudgedRef): [id: number, at: string][] {
  const listed = rulesets.state === 'read' ? rulesets.data : [];
  const read = details.flatMap(({ part }) => (part.state === 'read' ? [part.data] : []));
  return [...listed, ...read].flatMap(({ id, updated_at: at }): [number, string][] =>
    typeof at === 'string' ? [[id, at]] : [],
  );
}

/** What an unverified statement of who may bypass rests on: every ruleset that may have a list, and that no other one is hidden. */
export function restsOn({ observation: { rulesets, rules, details }, state }: JudgedRef): string[] {
  const ids = state.bypass.flatMap(({ source }) => (source.kind === 'ruleset' ? [source.id] : []));
  const unread = details.flatMap(({ id, part }) => (part.state === 'read' ? [] : [id]));
  const hidden = rulesets.state === 'unknown' || rules.state === 'unknown';
  // Nothing reports this fact: what cannot be listed cannot be attested.
  return [...new Set([...ids, ...unread].map(rulesetFact)), ...(hidden ? ['rulesets'] : [])];
}
