import { controlNames } from '../../core/catalog.ts';
import { type CompositeParts, compositeParts } from '../../core/composites.ts';

/** What `uses` of a step names: an action of a repository at a ref, one of the same repository, or an image. */
export interface UsedAction {
  /** owner/name; undefined for an action of the same repository, and for images. */
  repository: string | undefined;
  /** The path of the action in its repository. */
  path: string;
  ref: string | undefined;
}

/** Reads `uses` of a step. */
export function usedAction(uses: string): UsedAction {
  const [, repository, path = '', ref] = /^([^/@\s.$]+\/[^/@\s]+)(?:\/([^@\s]+))?@(\S+)$/.exec(uses) ?? [];
  return repository === undefined ? { repository: undefined, path: uses, ref: undefined } : { repository, path, ref };
}

/** The control of the suite that a step runs: `<owner>/<name>/actions/<control>@<ref>`, or the action of its own repository; else undefined. */
export function controlOf(uses: string): string | undefined {
  const name = actionName(uses);
  return name !== undefined && controlNames.includes(name) ? name : undefined;
}

/**
 * The composite of the suite that a step runs: `<owner>/release-governance/actions/<composite>@<ref>`. A folder of the same repository, or
 * of one with another name, can chain anything under such a name: it is none.
 */
export function compositeOf(uses: string): (CompositeParts & { name: string }) | undefined {
  const name = actionName(uses);
  if (name === undefined || !/^[^/]+\/release-governance$/i.test(usedAction(uses).repository ?? '')) return undefined;
  const parts = Object.entries(compositeParts).find(([each]) => each === name)?.[1];
  return parts === undefined ? undefined : { name, ...parts };
}

function actionName(uses: string): string | undefined {
  return /(?:^|\/)actions\/([a-z0-9-]+)$/.exec(usedAction(uses).path)?.[1];
}
