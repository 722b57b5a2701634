/** `main` of `refs/heads/main`, `v1` of `refs/tags/v1`; every other text as it is. */
export function shortName(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}
