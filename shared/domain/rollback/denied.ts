import type { Contract } from '../contract-pair/config.ts';
import type { ContractFiles } from '../contract-sync/files.ts';
import type { Denied } from './config.ts';
import type { Ctx } from './definition.ts';
import { fileMaxBytes, trioPaths } from './present.ts';
import { contentsOf, pinnedBy, quickFailure } from './quick-look.ts';

/** What must not be restored. */
export interface Denials {
  entries: readonly Denied[];
  /** The commits that the history pinned under a denied tag: they are denied under any other tag too. */
  commits: ReadonlyMap<string, Denied>;
}

/** The deny list of the policy, with what the history adds to it. */
export async function denialsOf(ctx: Ctx, contract: Contract): Promise<Denials> {
  const { deny: entries, 'search-limit': limit } = ctx.inputs;
  const commits = new Map<string, Denied>();
  const byTag = new Map(entries.flatMap((entry) => ('tag' in entry ? [[entry.tag, entry] as const] : [])));
  const listed = byTag.size === 0 ? undefined : await (await ctx.past()).versions(trioPaths(contract), fileMaxBytes);
  if (listed?.ok !== true) return { entries, commits };
  let looked = 0;
  for await (const version of listed.data.each) {
    if (looked === limit) break;
    looked += 1;
    const pinned = pinnedBy(contract, contentsOf(version));
    const entry = [...pinned.tags].flatMap((tag) => byTag.get(tag) ?? [])[0];
    // Files that contradict themselves say of no tag which commit it is.
    if (entry === undefined || quickFailure(contract, version) !== undefined) continue;
    for (const commit of pinned.commits) commits.set(commit, entry);
  }
  return { entries, commits };
}

/** The entry that denies a state, if one does. */
export function deniedBy(
  { entries, commits }: Denials,
  contract: Contract,
  files: ContractFiles,
  { commit, tag, pinned }: { commit: string; tag: string | undefined; pinned: string | undefined },
): Denied | undefined {
  const own = entries.find((entry) => {
    if ('commit' in entry) return entry.commit === commit || entry.commit === pinned;
    if ('tag' in entry) return entry.tag === tag;
    return valuesOf(contract, files).has(entry.version);
  });
  return own ?? (pinned === undefined ? undefined : commits.get(pinned));
}

/** Every value of a mapped field in pin and mirror as text, those of lists too; a number is what it looks like. */
function valuesOf(contract: Contract, files: ContractFiles): ReadonlySet<string> {
  const values = Object.values(contract.fields).flatMap(({ pin, manifest }) =>
    [
      [files.pin, pin],
      [files.mirror, manifest],
    ].flatMap(([file, pointer]) => {
      if (typeof pointer !== 'string' || typeof file !== 'object' || file.state !== 'read') return [];
      const value = file.document.get(pointer);
      return Array.isArray(value) ? value : [value];
    }),
  );
  return new Set(
    values.flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : [])),
  );
}
