import type { History } from '../../core/history.ts';
import type { Answer } from '../../core/ports.ts';

/** What a commit left of a file; without bytes where it took the file away. */
export interface Version {
  commit: string;
  content: Uint8Array | undefined;
}

/**
 * The versions of a file that a branch itself had after a commit, the newest first. The platform's list of the commits of a file leaves
 * out what a merge took back to an older version; only the line of the branch shows it.
 *
 * It is read by the history of the run, which needs no past of the policy and stops at a commit; `core/past` looks back from the policy's
 * commit to the beginning and follows renames, which a landing must not.
 */
export type Line = (from: string) => Promise<Answer<Version[]>>;

/** The versions on the first-parent line of a branch up to `ref`, by its git history. `path` counts from the root of `history`. */
export function lineOf(history: History, path: string, ref: string, maxBytes: number): Line {
  return async (from) => {
    if (from === ref) return { ok: true, data: [] };
    const answer = await history.units({ range: `${from}..${ref}`, eachCommit: true });
    if (!answer.ok) return answer;
    const versions: Version[] = [];
    for (const unit of [...answer.units].reverse()) {
      const listed = await unit.changes();
      if (!listed.ok) return listed;
      const change = listed.changes.find((each) => each.path === path);
      if (change === undefined) continue;
      const found = change.kind === 'deleted' ? undefined : await unit.content(change, 'after', maxBytes);
      if (found?.found === false && found.because !== undefined) return { ok: false, because: found.because };
      versions.push({ commit: unit.head ?? ref, content: found?.found === true ? found.content : undefined });
    }
    return { ok: true, data: versions };
  };
}
