/** Somebody whom a commit message names as a co-author. */
export interface CoAuthor {
  /** As the message has it. */
  text: string;
  email: string | undefined;
}

/** Every co-author in a commit message, wherever the trailer stands and however its key is written. */
export function coAuthors(message: string): CoAuthor[] {
  const lines = message.split(/\r\n|[\n\r\u2028\u2029]/);
  return lines.flatMap((line, index) => {
    const [, first] = /^[ \t>*-]*co-authored-by[ \t]*:(.*)$/i.exec(line) ?? [];
    if (first === undefined) return [];
    const parts = [first];
    // A long trailer may go on in indented lines.
    for (let at = index + 1; /^[ \t]+\S/.test(lines[at] ?? ''); at += 1) parts.push(lines[at] ?? '');
    const text = parts.join(' ').trim();
    return [{ text, email: emailIn(text) }];
  });
}

function emailIn(text: string): string | undefined {
  const start = text.lastIndexOf('<');
  const end = text.indexOf('>', start);
  const email = start === -1 ? text : text.slice(start + 1, end === -1 ? undefined : end).trim();
  return isEmail(email) ? email : undefined;
}

/** Whether a text can be asked for as an e-mail address. */
export function isEmail(text: string): boolean {
  return text.length <= 320 && /^[^\s<>@\p{Cc}\p{Surrogate}]+@[^\s<>@\p{Cc}\p{Surrogate}]+$/u.test(text);
}

/** The account that an address of the platform itself belongs to; undefined for another address. */
export function accountOf(email: string, host: string): { login: string; id?: number } | undefined {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1).toLowerCase();
  if (domain !== 'users.noreply.github.com' && domain !== `users.noreply.${host.toLowerCase()}`) return undefined;
  const [, id, login = ''] = /^(?:(\d{1,15})\+)?([^+]+)$/.exec(email.slice(0, at)) ?? [];
  if (login === '') return undefined;
  return id === undefined ? { login } : { login, id: Number(id) };
}
