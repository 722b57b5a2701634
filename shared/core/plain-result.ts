import { isObject } from './json.ts';
import { resultStatuses } from './report-status.ts';
import { severities } from './severity.ts';

const texts = new Set(['rule', 'message', 'fix', 'fingerprint', 'valueHash']);
const numbers = new Set(['line', 'column', 'endLine']);

/**
 * Whether a parsed value surely is a result as the schema of reports describes it, and has nothing besides that. Most results of
 * most reports are; the schema, which takes many times longer, decides about the others.
 */
export function isPlainResult(value: unknown): boolean {
  if (!isObject(value)) return false;
  for (const key in value) {
    const part = value[key];
    if (texts.has(key)) {
      if (typeof part !== 'string') return false;
    } else if (key === 'about') {
      if (!Array.isArray(part) || !part.every((each) => typeof each === 'string')) return false;
    } else if (key === 'location') {
      if (!isPlainLocation(part)) return false;
    } else if (key === 'status') {
      if (!(resultStatuses as readonly unknown[]).includes(part)) return false;
    } else if (key === 'severity') {
      if (!(severities as readonly unknown[]).includes(part)) return false;
    } else if (key !== 'expected' && key !== 'actual') return false;
  }
  const { rule, status, severity, message, about, fingerprint } = value;
  return [rule, status, severity, message, about, fingerprint].every((part) => part !== undefined);
}

function isPlainLocation(value: unknown): boolean {
  if (!isObject(value) || typeof value['path'] !== 'string') return false;
  for (const key in value) {
    if (numbers.has(key)) {
      const part = value[key];
      if (typeof part !== 'number' || !Number.isSafeInteger(part) || part < 1) return false;
    } else if (key !== 'path') return false;
  }
  return true;
}
