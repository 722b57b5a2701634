/*
 * How an issue of the suite is known again: comments of HTML around the part of its text that is not people's. Whoever may edit the
 * issue may also edit these; who wrote it says whether they count.
 */

/** What is remembered in an issue: short plain values by name. */
export type MarkerState = Readonly<Record<string, string | number>>;

const name = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const value = /^[A-Za-z0-9](?:[A-Za-z0-9./_]|-(?!-))*$/;

/** Whether a text can be the name of a mark: it holds nothing that would end the comment. */
export function isMarkName(text: string): boolean {
  return text.length <= 100 && name.test(text);
}

/** Whether something can be remembered in a mark. */
export function isMarkerState(state: MarkerState): boolean {
  return Object.entries(state).every(
    ([key, one]) =>
      isMarkName(key) && (typeof one === 'number' ? Number.isSafeInteger(one) : one.length <= 200 && value.test(one)),
  );
}

const begin = (mark: string): string => `<!-- release-governance:${mark} `;
const end = (mark: string): string => `<!-- /release-governance:${mark} -->`;

/** The part of a text between its marks. */
export function marked(mark: string, state: MarkerState, text: string): string {
  return `${begin(mark)}${JSON.stringify(state)} -->\n${text}\n${end(mark)}`;
}

const noteBegin = (mark: string): string => `<!-- release-governance:${mark}:note `;

/** The mark of a comment. */
export function noteMark(mark: string, note: string): string {
  return `${noteBegin(mark)}${note} -->`;
}

/** The notes that a comment bears, in their order. */
export function notesIn(text: string, mark: string): string[] {
  return text
    .split(noteBegin(mark))
    .slice(1)
    .flatMap((rest) => {
      const note = rest.slice(0, Math.max(0, rest.indexOf(' -->')));
      return isMarkName(note) ? [note] : [];
    });
}

/** A text with its marks: what stands before and behind them, and what is remembered. */
export type Marked =
  | { state: 'none' }
  | { state: 'broken' }
  | { state: 'whole'; before: string; after: string; remembered: MarkerState };

/** Reads the marks of a text. `broken`: a mark is there, and not both once and in order, or with something that cannot be remembered. */
export function readMarked(text: string, mark: string): Marked {
  const [from, to] = [text.indexOf(begin(mark)), text.indexOf(end(mark))];
  if (from < 0 && to < 0) return { state: 'none' };
  const twice = text.indexOf(begin(mark), from + 1) >= 0 || text.indexOf(end(mark), to + 1) >= 0;
  if (from < 0 || to < from || twice) return { state: 'broken' };
  const close = text.indexOf(' -->', from);
  const remembered = close < 0 || close > to ? undefined : stateIn(text.slice(from + begin(mark).length, close));
  if (remembered === undefined) return { state: 'broken' };
  return { state: 'whole', before: text.slice(0, from), after: text.slice(to + end(mark).length), remembered };
}

function stateIn(json: string): MarkerState | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const entries = Object.entries(parsed);
  if (!entries.every(([, one]) => typeof one === 'string' || typeof one === 'number')) return undefined;
  const state = Object.fromEntries(entries) as MarkerState;
  return isMarkerState(state) ? state : undefined;
}
