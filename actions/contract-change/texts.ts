import type { Because } from '../../shared/core/errors.ts';
import type { Found, Missing } from '../../shared/core/ports.ts';
import { decodeText } from '../../shared/parse/text.ts';

/** Bytes of a file that is still read. */
export const maxBytes = 8 * 1024 * 1024;

/**
 * The text of a file in one version. `absent`: there is none. `wrong`: there is something that is no text file. `unknown`: nobody
 * could look. Messages are clauses that continue "the file …".
 */
export type FileText =
  | { state: 'text'; path: string; text: string; sha256: string }
  | { state: 'absent' | 'wrong'; path: string; message: string; line?: number }
  | { state: 'unknown'; path: string; because: Because };

export type Texts = (path: string) => Promise<FileText>;

/** Reads each file once. */
export function textsOf(read: (path: string, maxBytes: number) => Promise<Found | Missing>): Texts {
  const known = new Map<string, Promise<FileText>>();
  return (path) => {
    const text = known.get(path) ?? open(path, read);
    known.set(path, text);
    return text;
  };
}

async function open(
  path: string,
  read: (path: string, maxBytes: number) => Promise<Found | Missing>,
): Promise<FileText> {
  const file = await read(path, maxBytes);
  if (file.found) {
    const decoded = decodeText(file.content);
    if (decoded.ok) return { state: 'text', path, text: decoded.text, sha256: file.sha256 };
    return { state: 'wrong', path, message: decoded.message, line: decoded.line };
  }
  const { reason, message, because } = file;
  if (reason === 'unreadable') return { state: 'unknown', path, because: because ?? noData(path, message) };
  if (reason === 'too-large') {
    const needs = `a ${path} of at most ${maxBytes} bytes`;
    return { state: 'unknown', path, because: { code: 'TRUNCATED', message: `${path} ${message}`, needs } };
  }
  return { state: reason === 'absent' ? 'absent' : 'wrong', path, message };
}

/** Why nothing is known of a file: a clause that continues its name. */
export function noData(path: string, message: string, earlier = false): Because {
  const version = earlier ? ' of the earlier version' : '';
  return {
    code: 'NO_DATA',
    message: `${path}${version} ${message}`,
    needs: `${path}${version} as a file that can be read`,
  };
}
