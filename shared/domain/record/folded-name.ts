/**
 * A name as people tell it apart: letters of one look but another case, width or with invisible characters are the same name, and so are
 * all that look like a hyphen.
 */
export function foldedName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .toLowerCase();
}
