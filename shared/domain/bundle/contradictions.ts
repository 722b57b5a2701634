import type { ListingProblem } from './listing.ts';
import type { BundleManifest } from './manifest.ts';

/** What contradicts itself in a manifest: at which pointer, and a clause that continues "the list …". */
export interface Contradiction {
  pointer: string;
  message: ListingProblem['message'];
}

/**
 * In what a manifest that has its form contradicts itself. What `create` writes is of one run and commit, has an item for each file, and
 * joins only what is there; somebody who edits it forgets some of that.
 */
export function contradictions({ subject, items, files, lineage }: BundleManifest): Contradiction[] {
  const found: Contradiction[] = [];
  const say = (pointer: string, message: string): void =>
    void found.push({ pointer, message: `${message} (${pointer})` });
  const states = new Map<string, string>();
  for (const [index, { id, state }] of items.entries()) {
    if (states.has(id)) say(`/items/${index}/id`, `has the item ${id} twice`);
    states.set(id, state);
  }
  const filled = new Set(files.map(({ item }) => item));
  for (const [index, { id, state, link }] of items.entries())
    if (state === 'present' && link === undefined && !filled.has(id))
      say(`/items/${index}`, `has nothing for the item ${id}, which it says is there`);
  for (const [index, { path, item, origin }] of files.entries()) {
    const at = `/files/${index}`;
    if (states.get(item) !== 'present') say(at, `has ${path} for the item ${item}, which it does not say is there`);
    if ('runId' in origin && origin.runId !== subject.runId)
      say(
        `${at}/origin/runId`,
        `has ${path} of the run ${origin.runId ?? 'none'}, and it is of ${subject.runId ?? 'none'}`,
      );
    if ('attempt' in origin && (origin.attempt ?? 0) > (subject.attempt ?? 0))
      say(`${at}/origin/attempt`, `has ${path} of the attempt ${origin.attempt ?? 0}, which was not yet`);
  }
  const ids = new Set<string>();
  for (const [index, { id, kind, commit, runId, status, label }] of lineage.nodes.entries()) {
    const at = `/lineage/nodes/${index}`;
    if (ids.has(id)) say(`${at}/id`, `has the part ${id} of its lineage twice`);
    ids.add(id);
    if (commit !== undefined && commit !== subject.commit)
      say(`${at}/commit`, `has the ${kind} ${label} of the commit ${commit} in its lineage`);
    if (runId !== undefined && runId !== subject.runId)
      say(`${at}/runId`, `has the ${kind} ${label} of the run ${runId} in its lineage`);
    if (kind === 'decision' && (status !== label || status === 'no-go'))
      say(at, `has the decision ${label} ${status ?? ''} in its lineage`);
  }
  for (const [index, { from, to }] of lineage.edges.entries())
    for (const end of [from, to])
      if (!ids.has(end)) say(`/lineage/edges/${index}`, `joins ${end}, which is no part of its lineage`);
  return found;
}
