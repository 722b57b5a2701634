import type { Because } from '../../shared/core/errors.ts';
import type { Unit } from '../../shared/core/history.ts';
import type { Tree } from '../../shared/core/ports.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import type { ContractChange } from '../../shared/domain/contract-surface/contract-change.ts';
import { compareSurface, seenUnit } from './comparison.ts';
import type { Ctx } from './definition.ts';
import type { Parse, SurfaceFile } from './surface-files.ts';

/** A surface with its files, as what became of it is asked for. */
export interface SurfaceParts {
  surface: SurfaceConfig;
  files: readonly SurfaceFile[];
  parse: Parse;
}

/** The changes of a surface between two commits, words left out; `because`: why they may not be all. */
export interface Since {
  changes: ContractChange[];
  because: Because | undefined;
  /** `from` is not in the history of `to`: what is only in `from` is compared with nothing. */
  aside: boolean;
}

/** What changed of a surface from where `to` left `from` up to `to`. */
export async function changesSince(
  ctx: Ctx,
  { surface, files, parse }: SurfaceParts,
  from: string,
  to: string,
): Promise<Since> {
  if (from === to) return { changes: [], because: undefined, aside: false };
  // The history of the policy: in that of the run this range would stand for what the run is about.
  const answer = await ctx.policy.history.units({ range: `${from}..${to}` });
  if (!answer.ok) return { changes: [], because: answer.because, aside: false };
  const aside = answer.units.some(({ base }) => base !== from);
  const since: Since = { changes: [], because: undefined, aside };
  for (const unit of answer.units) {
    const seen = await seenUnit(below(unit, ctx.policy.folder));
    const { changes, unknown } = await compareSurface(seen, surface, files, [], parse);
    since.changes.push(...changes.filter((change) => change.class !== 'docs'));
    since.because ??= unknown;
  }
  return since;
}

/** A unit of the whole repository, its files read below a folder. */
function below(unit: Unit, folder: string): Unit {
  const tree = (whole: Tree): Tree => ({
    ...whole,
    read: async (path, maxBytes) => ({ ...(await whole.read(`${folder}${path}`, maxBytes)), path }),
  });
  return { ...unit, before: tree(unit.before), after: tree(unit.after) };
}
