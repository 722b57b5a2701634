/** Whether a text is what a template has in the place of an answer: `<none|describe>`, `<yes/no>`, TODO, nothing. */
export function isPlaceholder(value: string): boolean {
  const text = value.replaceAll('`', '').trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return true;
  if (/^(?:to ?do|tb[acd]|fix ?me|x{3,}|describe|(?:to be|not yet) \w+)\b[ .:!]*$/i.test(text)) return true;
  if (/\b(?:none\s*[|/]\s*describe|yes\s*[|/]\s*no)\b/i.test(text)) return true;
  if (/^<[^<>]*>$/.test(text)) return true;
  return /(?:^|[^\p{L}\p{N}_])(?:<[A-Za-z][^<>]*>|\{\{[^{}]*\}\})/u.test(text);
}
