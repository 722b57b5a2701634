/** Where a workflow comes from: the path of its file in the repository, and the ref, which may hold further `@`. */
export interface WorkflowRef {
  path: string;
  ref: string;
}

/** Takes `owner/name/path@ref` apart, as the runner names a workflow; undefined where it is of another repository or names no ref. */
export function workflowRefIn(text: string | undefined, repository: string | undefined): WorkflowRef | undefined {
  const prefix = `${repository ?? ''}/`;
  if (repository === undefined || text?.toLowerCase().startsWith(prefix.toLowerCase()) !== true) return undefined;
  const { path, ref } = cutRef(text.slice(prefix.length));
  return ref === undefined || path === '' || ref === '' ? undefined : { path, ref };
}

/** A path with or without `@ref` behind it: no path that GitHub runs a workflow from has that sign, and a branch may. */
export function cutRef(text: string): { path: string; ref: string | undefined } {
  const at = text.indexOf('@');
  return at < 0 ? { path: text, ref: undefined } : { path: text.slice(0, at), ref: text.slice(at + 1) };
}
