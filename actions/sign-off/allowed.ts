import type { Location } from '../../shared/core/location.ts';
import { changedSince } from '../../shared/domain/branch-line/since.ts';
import { against, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** Whether nothing but allowed paths, documents and their evidence changed from a commit to a later one that contains it. */
export async function onlyAllowed(
  ctx: Ctx,
  earlier: string,
  later: string,
  words: { what: string; of: string; fix: string; at?: Location | undefined },
): Promise<Verdict> {
  const { what, of, fix, at } = words;
  const since = await changedSince(ctx.policy.history, earlier, later);
  if (!since.ok) return unverified(since.because);
  if (!since.data.contained)
    return against(
      `${what}, which ${of} ${later} does not contain`,
      `a commit that ${later} contains`,
      earlier,
      fix,
      at,
    );
  const changes = await since.data.paths();
  if (!changes.ok) return unverified(changes.because);
  const { documents, evidence, matrices, checklists, 'allowed-paths': allowed } = ctx.inputs;
  const own = [...documents, ...evidence, ...matrices, ...checklists].flatMap(({ path }) =>
    path === undefined ? [] : [path],
  );
  const records = new Set([...own, ...ctx.inputs['risk-registers']].map((path) => `${ctx.policy.folder}${path}`));
  const matches = await ctx.matcher(allowed);
  const touched = changes.data.filter((path) => !records.has(path) && !matches(path));
  if (touched.length === 0) return passed;
  return against(
    `${what}, and ${listed(touched)} changed up to ${of} ${later}`,
    'no change but of the allowed paths',
    touched,
    fix,
    at,
  );
}
