import type { Json } from '../../core/json.ts';
import { setMember } from '../../parse/document.ts';

/** The members that are not `read`, in two groups: words (`words` and `x-…`), and the rest. */
export function sorted(
  value: Record<string, unknown>,
  read: ReadonlySet<string>,
  words: ReadonlySet<string>,
): { rest: { [key: string]: Json }; docs: Json } {
  const rest: { [key: string]: Json } = {};
  const docs: { [key: string]: Json } = {};
  for (const [key, member] of Object.entries(value as Record<string, Json>)) {
    if (!read.has(key)) setMember(words.has(key) || key.startsWith('x-') ? docs : rest, key, member);
  }
  return { rest, docs };
}
