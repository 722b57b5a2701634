import { sha256 } from '../core/fingerprint.ts';
import type { Report } from '../core/report.ts';
import { oneLine, redact } from '../core/sanitise.ts';
import { parseTime } from '../core/time.ts';

/** Endings that OpenMetrics gives to samples of other types; a gauge should not look like one of those. */
const reserved = /_(?:total|created|count|sum|bucket|gcount|gsum|info)$/;

interface Family {
  /** As the report calls it. */
  metric: string;
  /** The name without its unit, and the unit; both of letters, digits and `_`. */
  stem: string;
  unit: string;
  value: number;
}

/**
 * The metrics of a report as OpenMetrics 1.0 text, one gauge each, at the time when the run started, or undefined when there is none. Names are
 * `release_governance_<control>_<metric>[_<unit>]`; two metrics whose names become one get a part of the hash of
 * their own ones, so that none passes for the other. Values keep their unit: nothing is converted.
 */
export function openMetrics(report: Report): string | undefined {
  const metrics = Object.entries(report.metrics).filter(([, { value }]) => Number.isFinite(value));
  if (metrics.length === 0) return undefined;
  const prefix = `release_governance_${word(report.control)}`;
  const families = metrics.map(([metric, { value, unit = '' }]): Family => {
    const own = word(unit.trim() === '%' ? 'percent' : unit);
    const name = `${prefix}_${word(metric)}`;
    const stem = own !== '' && name.endsWith(`_${own}`) ? name.slice(0, -own.length - 1) : name;
    return { metric, stem, unit: own, value };
  });
  const names = distinctNames(families);
  const labels = labelsOf(report);
  const at = timestamp(report.startedAt);
  const lines = families.flatMap(({ metric, unit, value }, index) => {
    const name = names[index] ?? '';
    return [
      `# TYPE ${name} gauge`,
      ...(unit === '' ? [] : [`# UNIT ${name} ${unit}`]),
      `# HELP ${name} ${escaped(`${metric} of ${report.control}`)}`,
      `${name}${labels} ${String(value === 0 ? 0 : value)}${at}`,
    ];
  });
  return `${lines.join('\n')}\n# EOF\n`;
}

/** A text as a part of a name; words of other scripts leave nothing but underscores, which keep the name valid. */
function word(text: string): string {
  return text
    .trim()
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/** The names in the order of the families. Where two would be one, both get more and more digits of the hash of what they are. */
function distinctNames(families: readonly Family[]): string[] {
  const digits = families.map(() => 0);
  for (;;) {
    const names = families.map((family, index) => nameOf(family, digits[index] ?? 0));
    const seen = new Map<string, number>();
    for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1);
    const clashing = names.flatMap((name, index) => ((seen.get(name) ?? 0) > 1 ? [index] : []));
    if (clashing.length === 0) return names;
    for (const index of clashing) digits[index] = Math.min(64, (digits[index] ?? 0) + 8);
  }
}

function nameOf({ metric, stem, unit }: Family, digits: number): string {
  const name = digits === 0 ? stem : `${stem}_${sha256(metric).slice(0, digits)}`;
  if (unit !== '') return `${name}_${unit}`;
  return reserved.test(name) ? `${name}_value` : name;
}

function labelsOf({ subject }: Report): string {
  const { repository, headSha, job, runId, attempt, matrixKey } = subject;
  const labels: [string, string | number | undefined][] = [
    ['repository', repository],
    ['commit', headSha],
    ['job', job],
    ['run_id', runId],
    ['attempt', attempt],
    ['artifact_key', matrixKey],
  ];
  const texts = labels.map(([name, value]) => ({ name, value: escaped(String(value ?? '')) }));
  // To OpenMetrics an empty label is none.
  const known = texts.filter(({ value }) => value !== '');
  return known.length === 0 ? '' : `{${known.map(({ name, value }) => `${name}="${value}"`).join(',')}}`;
}

function escaped(text: string): string {
  return oneLine(redact(text).text).replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}

/** In seconds; a report without a time that can be read gives none, and who collects it sets the time. */
function timestamp(startedAt: string): string {
  const time = parseTime(startedAt);
  return time === undefined ? '' : ` ${time / 1000}`;
}
