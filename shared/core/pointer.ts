/**
 * The reference tokens of a JSON Pointer (RFC 6901), unescaped; none for the whole document (`''`). Undefined when the
 * text is not a pointer: it does not start with `/`, or has a `~` that neither `0` nor `1` follows.
 */
export function parsePointer(text: string): string[] | undefined {
  if (text === '') return [];
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return undefined;
  return text
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The JSON Pointer (RFC 6901) of reference tokens: object keys, and array indexes from 0. */
export function formatPointer(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => childPointer('', token)).join('');
}

/** The pointer of a member of the value that `pointer` names. */
export function childPointer(pointer: string, token: string | number): string {
  return `${pointer}/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
