/** One metric family with its one sample. */
export interface MetricFamily {
  name: string;
  type: string;
  unit: string;
  help: string;
  labels: Record<string, string>;
  value: number;
  timestamp: number | undefined;
}

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const number = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;
const text = String.raw`(?:[^\n"\\]|\\[n"\\])*`;
const metadata = new RegExp(`^# (TYPE|UNIT|HELP) (${name}) (${text})$`, 'u');
const sample = new RegExp(
  `^(${name})(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*="${text}"(?:,(?!\\}))?)*)\\})? (${number})(?: (${number}))?$`,
  'u',
);

/**
 * Reads OpenMetrics 1.0 text that holds gauges with one sample each, by the rules of the specification: every line ends, the last
 * one is `# EOF`, metadata stands once and before its sample, families do not come back, the unit ends the name, no label is
 * empty or given twice. Throws.
 */
export function strictOpenMetrics(document: string): MetricFamily[] {
  if (!document.endsWith('# EOF\n')) throw new Error('it does not end with # EOF');
  const lines = document.slice(0, -'# EOF\n'.length).split('\n');
  if (lines.pop() !== '') throw new Error('a line has no end');
  const families = new Map<string, Partial<MetricFamily> & { known: Set<string> }>();
  let current = '';
  for (const line of lines) {
    const [, keyword = '', of = '', rest = ''] = metadata.exec(line) ?? [];
    const [, sampled = of, labels = '', value = '', timestamp] = sample.exec(line) ?? [];
    if (sampled === '') throw new Error(`no OpenMetrics: ${line}`);
    if (sampled !== current && families.has(sampled)) throw new Error(`${sampled} comes back`);
    current = sampled;
    const family = families.get(current) ?? { name: current, known: new Set<string>() };
    families.set(current, family);
    if (family.known.has(keyword) || family.known.has('')) throw new Error(`${keyword} of ${current} is out of place`);
    family.known.add(keyword);
    if (keyword === 'TYPE') family.type = rest;
    else if (keyword === 'UNIT') family.unit = rest;
    else if (keyword === 'HELP') family.help = unescaped(rest);
    else {
      family.labels = labelsOf(labels);
      family.value = Number(value);
      family.timestamp = timestamp === undefined ? undefined : Number(timestamp);
    }
  }
  return [...families.values()].map(checked);
}

function checked({
  name: of = '',
  type = 'unknown',
  unit = '',
  help = '',
  ...rest
}: Partial<MetricFamily>): MetricFamily {
  if (unit !== '' && !of.endsWith(`_${unit}`)) throw new Error(`${of} does not end in its unit ${unit}`);
  if (type !== 'gauge') throw new Error(`${of} is a ${type}`);
  const { labels, value, timestamp } = rest;
  if (labels === undefined || value === undefined) throw new Error(`${of} has no sample`);
  return { name: of, type, unit, help, labels, value, timestamp };
}

function labelsOf(list: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, key = '', value = ''] of list.matchAll(new RegExp(`([a-zA-Z_][a-zA-Z0-9_]*)="(${text})"`, 'gu'))) {
    if (key in labels || value === '') throw new Error(`the label ${key} stands twice or is empty`);
    labels[key] = unescaped(value);
  }
  return labels;
}

function unescaped(value: string): string {
  return value.replace(/\\([n"\\])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}
