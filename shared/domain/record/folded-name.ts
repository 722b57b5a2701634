/** A name as people tell it apart: letters of one look but another case, width or with invisible characters are the same name. */
export function foldedName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase();
}
