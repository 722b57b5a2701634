import { foldedName } from '../record/folded-name.ts';

/** A tag or commit without what only some notations of it have: `refs/tags/v1.2.0`, `V1.2.0` and a link to its release are `1.2.0`. */
export function versionNamed(text: string): string {
  return foldedName(text.trim())
    .replace(/^.*\/(?:tags?|tree|commit)\//, '')
    .replace(/^tags\//, '')
    .replace(/^v(?=\d)/, '');
}

/** Whether two texts name one version, as far as their letters say; a commit that is cut off is the same as the whole one. */
export function sameVersion(one: string, other: string): boolean {
  const [a, b] = [versionNamed(one), versionNamed(other)];
  const isId = (text: string): boolean => /^[0-9a-f]{7,64}$/.test(text);
  return a === b || (isId(a) && isId(b) && (a.startsWith(b) || b.startsWith(a)));
}

/** Whether a text can be a tag or a commit: `latest`, `main`, `HEAD~1` and `refs/heads/v1` are another version tomorrow. */
export function isFixedVersion(text: string): boolean {
  const name = text.trim();
  return /^[^\s~^@{}]*\d[^\s~^@{}]*$/.test(name) && !/^refs\/(?!tags\/)|^head(?:$|[~^@])/i.test(name);
}
