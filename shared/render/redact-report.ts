import { isObject } from '../core/json.ts';
import type { Report } from '../core/report.ts';
import { mayHoldSecret, redact } from '../core/sanitise.ts';

/** The report without anything that looks like a credential, in values and keys, and a note about what was taken out. */
export function redactReport(report: Report): Report {
  if (!mayHoldSecret(JSON.stringify(report))) return report;
  const found = new Set<string>();
  const clean = redactValue(report, found) as Report;
  if (found.size === 0) return clean;
  const note = `What looks like a credential was taken out of this report: ${[...found].sort().join(', ')}.`;
  return { ...clean, notes: [...clean.notes, note] };
}

function redactValue(value: unknown, found: Set<string>): unknown {
  if (typeof value === 'string') return redactText(value, found);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, found));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redactText(key, found), redactValue(item, found)]),
  );
}

function redactText(text: string, found: Set<string>): string {
  const redacted = redact(text);
  for (const name of redacted.found) found.add(name);
  return redacted.text;
}
