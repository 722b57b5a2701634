import { sha256 } from './fingerprint.ts';

/** The name of a report and of the files beside it, before their endings: `<control>[-<key>]`. */
export function reportName(control: string, key: string | undefined): string {
  return key === undefined ? control : `${control}-${safeName(key)}`;
}

/**
 * A text as a part of a file or artifact name: letters, digits, `.`, `_` and `-`, at most 80 of them. A text that had to be changed
 * ends in eight digits of its hash, so that different texts keep different names.
 */
export function safeName(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80);
  return plain === text ? text : `${plain.slice(0, 71)}-${sha256(text).slice(0, 8)}`;
}
