import { createHash } from 'node:crypto';
import { stableJson } from './json.ts';

/** The sha256 of bytes or of a text in UTF-8, as 64 lowercase hexadecimal digits. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * What stays the same when a result is found again: control, rule and what it is about, never wording, line, commit or
 * time. `v1:` and 32 hexadecimal digits.
 */
export function fingerprint(rule: string, about: readonly string[]): string {
  return `v1:${sha256(stableJson([rule, ...about])).slice(0, 32)}`;
}

/**
 * The hash that a waiver must repeat: of rule, subject and what was observed there, so that another value or another subject
 * has another one. `v1:` and 32 hexadecimal digits.
 */
export function valueHash(observed: unknown): string {
  return `v1:${sha256(stableJson(observed)).slice(0, 32)}`;
}
