import { isObject } from '../core/json.ts';
import type { Report } from '../core/report.ts';
import { mayHoldSecret, redact } from '../core/sanitise.ts';

/** A secret that is shorter is not looked for: it would take common texts out of the report. */
const shortestSecret = 8;

/**
 * The report without the secrets of this run and without anything else that looks like a credential, in values and keys, and
 * a note about what was taken out.
 */
export function redactReport(report: Report, secrets: readonly string[] = []): Report {
  const known = lookedFor(secrets);
  const text = JSON.stringify(report);
  if (!mayHoldSecret(text) && !known.some((secret) => text.includes(JSON.stringify(secret).slice(1, -1))))
    return report;
  const found = new Set<string>();
  const clean = redactValue(report, (value) => clear(value, known, found)) as Report;
  if (found.size === 0) return clean;
  const note = `What looks like a credential was taken out of this report: ${[...found].sort().join(', ')}.`;
  return { ...clean, notes: [...clean.notes, note] };
}

/** The text of a document without them. */
export function redactText(text: string, secrets: readonly string[]): string {
  return clear(text, lookedFor(secrets), new Set());
}

/** The longest first: one secret can be a part of another. */
function lookedFor(secrets: readonly string[]): string[] {
  return secrets.filter((secret) => secret.length >= shortestSecret).sort((a, b) => b.length - a.length);
}

/** A text without secrets; what they were is noted. */
function clear(text: string, known: readonly string[], found: Set<string>): string {
  const unknown = known.reduce((rest, secret) => {
    if (!rest.includes(secret)) return rest;
    found.add('a secret of this run');
    return rest.replaceAll(secret, '[redacted secret of this run]');
  }, text);
  const redacted = redact(unknown);
  for (const name of redacted.found) found.add(name);
  return redacted.text;
}

function redactValue(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, clean));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), redactValue(item, clean)]));
}
