import { sha256 } from '../../core/fingerprint.ts';
import { z } from '../../core/zod.ts';
import { clipped } from '../../parse/text.ts';
import type { Ctx } from './definition.ts';
import { plainValue } from './plain-value.ts';
import type { RollbackPlan } from './plan.ts';
import { changed } from './restore.ts';

/** So many states that were passed over are named; the tally counts all. */
const mostNamed = 50;
/** So many characters of a reason are shown. */
const mostShown = 200;

const Skipped = z.object({ commit: z.string(), why: z.string(), reason: z.string() });

export const PlanData = z.object({
  contract: z.string(),
  baseline: z.object({ commit: z.string(), tag: z.string().optional(), pinned: z.string().optional() }).optional(),
  /** How many states there are, and how many of them were passed over. */
  states: z.number(),
  skipped: z.number(),
  /** The newest of those that were passed over. */
  newestSkipped: z.array(Skipped),
  files: z.array(
    z.object({ path: z.string(), sha256: z.string().optional(), id: z.string().optional(), mode: z.string() }),
  ),
  others: z.array(z.object({ control: z.string(), state: z.string(), words: z.string() })),
});

/** Shows a plan in the report: figures for people, and the same as data. */
export function showPlan(ctx: Ctx, { contract, search, restore, others }: RollbackPlan): void {
  const files = restore?.files ?? [];
  const named = search.skipped
    .slice(0, mostNamed)
    .map(({ commit, why, reason }) => ({ commit, why, reason: clipped(reason, mostShown) }));
  ctx.data({
    contract: contract.id,
    ...(restore === undefined
      ? {}
      : {
          baseline: {
            commit: restore.baseline.version.commit,
            ...(restore.baseline.tag === undefined ? {} : { tag: plainValue(restore.baseline.tag) }),
            ...(restore.baseline.pinned === undefined ? {} : { pinned: plainValue(restore.baseline.pinned) }),
          },
        }),
    states: search.count,
    skipped: search.skipped.length,
    newestSkipped: named,
    files: files.map(({ path, after, id, modes }) => ({
      path,
      ...(after === undefined ? {} : { sha256: sha256(after) }),
      ...(id === undefined ? {} : { id }),
      mode: modes.after,
    })),
    others: others.map(({ control, state, words }) => ({ control, state, words })),
  });
  if (restore !== undefined) {
    const differing = new Set(changed(files).map(({ path }) => path));
    ctx.exhibit({
      title: `Restore of ${contract.id} to ${plainValue(restore.baseline.tag)}`,
      columns: [{ name: 'File' }, { name: 'Now' }, { name: 'Restored' }],
      rows: files.map(({ path, before, after }) => ({
        cells: [path, digest(before), differing.has(path) ? digest(after) : 'the same'],
      })),
      remark: `The files are those of commit ${restore.baseline.version.commit}.`,
    });
  }
  if (named.length > 0) {
    const { skipped } = search;
    ctx.exhibit({
      title: 'States that were passed over',
      columns: [{ name: 'Commit' }, { name: 'Why' }, { name: 'Reason' }],
      rows: named.map(({ commit, why, reason }) => ({
        cells: [commit, why, reason],
        mark: why === 'not verified' ? ('open' as const) : undefined,
      })),
      ...(skipped.length > named.length ? { remark: `These are the newest of ${skipped.length}.` } : {}),
    });
  }
  if (others.length === 0) return;
  ctx.exhibit({
    title: 'Other controls on the restored files',
    columns: [{ name: 'Control' }, { name: 'Standing' }, { name: 'What it says' }],
    rows: others.map(({ control, state, words }) => ({
      cells: [control, state, clipped(words, mostShown)],
      mark: state === 'passes' ? ('good' as const) : state === 'not judged' ? ('open' as const) : ('bad' as const),
    })),
  });
}

/** The content of a file for people, who compare only whether it is another one. */
function digest(content: Uint8Array | undefined): string {
  return content === undefined ? 'no file' : `sha256 ${sha256(content).slice(0, 12)}`;
}
