import type { Because } from '../../shared/core/errors.ts';
import type { Unit } from '../../shared/core/history.ts';
import type { Json } from '../../shared/core/json.ts';
import { type FactPlace, type Reading, readPointer, type Spot } from '../../shared/domain/change-set/fact.ts';
import { becauseOf } from '../../shared/domain/change-set/judged-unit.ts';
import { parseJson } from '../../shared/parse/json.ts';
import { decodeText } from '../../shared/parse/text.ts';
import { parseYaml } from '../../shared/parse/yaml.ts';

const maxBytes = 1024 * 1024;

/** A fact in one version: `missing` when its file is not there. */
export type VersionReading =
  | Exclude<Reading, { state: 'unknown' }>
  | { state: 'missing' }
  | { state: 'unknown'; because: Because };

type Facts = { read(spot: Spot): Reading };
type FactFile = { state: 'facts'; facts: Facts } | { state: 'missing' } | { state: 'unknown'; because: Because };

/** Reads facts of both versions of a unit; every file is parsed once. */
export function factReader(unit: Unit): (place: FactPlace, side: 'before' | 'after') => Promise<VersionReading> {
  const files = new Map<string, Promise<FactFile>>();
  return async (place, side) => {
    const key = `${side} ${place.path}`;
    const opened = files.get(key) ?? open(unit, side, place);
    files.set(key, opened);
    const file = await opened;
    if (file.state !== 'facts') return file;
    const reading = file.facts.read(place.spot);
    if (reading.state !== 'unknown') return reading;
    return { state: 'unknown', because: noData(place.path, side, reading.message) };
  };
}

/** The value of a reading; undefined when there is none. */
export function valueOf(reading: VersionReading): Json | undefined {
  return reading.state === 'value' ? reading.value : undefined;
}

async function open(unit: Unit, side: 'before' | 'after', { path, spot }: FactPlace): Promise<FactFile> {
  const file = await unit[side].read(path, maxBytes);
  if (!file.found) {
    if (file.reason === 'absent') return { state: 'missing' };
    if (file.reason === 'unreadable') return { state: 'unknown', because: becauseOf(file) };
    return { state: 'unknown', because: noData(path, side, file.message) };
  }
  const decoded = decodeText(file.content);
  const facts = decoded.ok ? await parse(path, spot, decoded.text) : decoded.message;
  return typeof facts === 'string'
    ? { state: 'unknown', because: noData(path, side, facts) }
    : { state: 'facts', facts };
}

async function parse(path: string, spot: Spot, text: string): Promise<Facts | string> {
  if (spot.kind === 'pointer') {
    const parsed = /\.ya?ml$/i.test(path) ? parseYaml(text) : parseJson(text);
    if (!parsed.ok) return parsed.message;
    const { document } = parsed;
    return { read: (each) => (each.kind === 'pointer' ? readPointer(document, each.pointer) : notThisKind(path)) };
  }
  const { markdownFacts } = await import('../../shared/domain/change-set/markdown-fact.ts');
  const parsed = markdownFacts(text);
  if (!parsed.ok) return parsed.message;
  return { read: (each) => (each.kind === 'pointer' ? notThisKind(path) : parsed.read(each)) };
}

/** A file is data or Markdown, never both: the configuration decides by its name. */
function notThisKind(path: string): never {
  throw new Error(`${path} is named as data and as Markdown`);
}

function noData(path: string, side: 'before' | 'after', message: string): Because {
  const version = side === 'before' ? 'of the earlier version ' : '';
  return { code: 'NO_DATA', message: `${path} ${version}${message}`, needs: `a ${path} that can be read` };
}
