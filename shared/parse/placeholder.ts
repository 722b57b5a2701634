/** Words that stand where something is still to be said, in lower case and without what is between their letters. */
const fillers: ReadonlySet<string> = new Set(['todo', 'tba', 'tbc', 'tbd', 'fixme', 'describe']);

/** Words that say that there is nothing to say: an answer to some questions, and none where something must be told. Written as above. */
const unsaid: ReadonlySet<string> = new Set(['na', 'none', 'nil', 'pending', 'unknown', 'notrecorded', 'notavailable']);

export interface PlaceholderOptions {
  /** Count also `n/a`, `none`, `pending`, `unknown` and their like, for what somebody must have seen or done. */
  orUnsaid?: boolean | undefined;
}

/**
 * Whether a text is what a template has in the place of an answer, also where it is written in other letters, marked up or filled
 * with what nobody sees: `<none|describe>`, `<yes/no>`, TODO, nothing.
 */
export function isPlaceholder(value: string, { orUnsaid = false }: PlaceholderOptions = {}): boolean {
  const text = value
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[`*]|~~/g, '')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return true;
  const letters = text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  if (orUnsaid && unsaid.has(letters)) return true;
  if (fillers.has(letters) || /^x{3,}$/.test(letters)) return true;
  if (/^(?:to be|not yet) \w+\b[ .:!]*$/i.test(text)) return true;
  if (/\b(?:none\s*[|/]\s*describe|yes\s*[|/]\s*no)\b/i.test(text)) return true;
  if (/^<[^<>]*>$/.test(text)) return true;
  return /(?:^|[^\p{L}\p{N}_])(?:<[A-Za-z][^<>]*>|\{\{[^{}]*\}\})/u.test(text);
}
