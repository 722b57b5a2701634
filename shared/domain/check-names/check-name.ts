/**
 * The name of a check, as far as the files tell. Each alternative is a list of pieces between which anything can stand;
 * one alternative with one piece, and nothing unknown, is a name that is certain.
 */
export interface CheckName {
  alternatives: readonly (readonly string[])[];
  /** What it depends on that is not known, e.g. `vars.os`. */
  unknown: readonly string[];
}

const maxLength = 100;

export function certain(text: string): CheckName {
  return { alternatives: [[text]], unknown: [] };
}

/** The name, when it is certain. */
export function certainText({ alternatives, unknown }: CheckName): string | undefined {
  const [only, ...others] = alternatives;
  return unknown.length === 0 && others.length === 0 && only?.length === 1 ? only[0] : undefined;
}

/** A name that is written for people: what can be anything is `…`. */
export function shownName(name: CheckName): string {
  return name.alternatives.map((pieces) => pieces.join('…')).join(' or ');
}

/** The runner cuts a name that it builds itself: 97 characters and three full stops. */
export function cut(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength - 3)}...` : text;
}

export function isTooLong(text: string): boolean {
  return text.length > maxLength;
}

/** The name of a called workflow's job behind that of the job that calls. */
export function behind(caller: CheckName, called: CheckName): CheckName {
  const alternatives = caller.alternatives.flatMap((first) =>
    called.alternatives.map((second) => {
      const seam = `${first.at(-1) ?? ''} / ${second[0] ?? ''}`;
      return [...first.slice(0, -1), seam, ...second.slice(1)];
    }),
  );
  return { alternatives, unknown: [...new Set([...caller.unknown, ...called.unknown])] };
}

/** Whether the check can have that name. */
export function canBe({ alternatives }: CheckName, text: string): boolean {
  return alternatives.some((pieces) => fits(pieces, text));
}

/** The first and the last piece stand at the ends, the others in order between them. */
function fits(pieces: readonly string[], text: string): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
