/**
 * The anchors of headings as GitHub makes them, in their order: lower case, without what is neither letter, digit, mark, `_`, `-` nor space,
 * spaces as `-`; a heading that gives an anchor once more gets `-1`, `-2` and so on behind it.
 */
export function headingAnchors(headings: readonly { text: string }[]): string[] {
  const taken = new Set<string>();
  return headings.map(({ text }) => {
    const plain = text
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    let anchor = plain;
    for (let count = 1; taken.has(anchor); count += 1) anchor = `${plain}-${count}`;
    taken.add(anchor);
    return anchor;
  });
}
