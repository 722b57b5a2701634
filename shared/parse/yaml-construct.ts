import {
  CORE_SCHEMA,
  constructFromEvents,
  defineMappingTag,
  EVENT_ID,
  type Event,
  getScalarValue,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';
import type { Json } from '../core/json.ts';
import { type Place, setMember } from './document.ts';
import { isExact, jsonNumber } from './json-number.ts';
import { quote } from './text.ts';

/** The value of one document and the places of its parts, or what is wrong at which offset. */
export type ConstructedYaml =
  | { ok: true; value: Json; place: Place; inexact: boolean }
  | { ok: false; offset: number; message: string };

export interface ConstructLimits {
  maxDepth: number;
  maxAliasedValues: number;
  keysAsText: boolean;
  exactNumbers: boolean;
}

/** A mapping as js-yaml builds it here: pairs in source order, so that nothing is converted, merged or overwritten. */
interface RawMapping {
  pairs: [key: unknown, value: unknown][];
}

/** A finished value with what is needed when an alias names it again. */
interface Built {
  value: Json;
  place: Place;
  /** Levels of containers, itself included; 0 for a scalar. */
  height: number;
  /** How many values it stands for, itself included. */
  size: number;
}

const pairsTag = defineMappingTag<RawMapping>('tag:yaml.org,2002:map', {
  create: () => ({ pairs: [] }),
  addPair(carrier, key, value) {
    carrier.pairs.push([key, value]);
    return '';
  },
  has: () => false,
  keys: (mapping) => mapping.pairs.map(([key]) => key),
  get: (mapping, key) => mapping.pairs.find(([own]) => own === key)?.[1],
  identify: () => false,
});
const schema = CORE_SCHEMA.withTags(pairsTag);

export function tooDeep(maxDepth: number): string {
  return `is nested too deep: more than ${maxDepth} mappings and sequences`;
}

/** `events` are those of exactly one document. Throws js-yaml's exception for tags and aliases that do not exist. */
export function constructYaml(text: string, events: Event[], limits: ConstructLimits): ConstructedYaml {
  const root = constructFromEvents(events, { source: text, schema })[0];
  const finished = new Map<unknown, Built>();
  let problem: { offset: number; message: string } | undefined;
  let next = 1;
  let passed = 0;
  let aliased = 0;
  /** Numbers that lost digits, as they are written. */
  const lost = new Map<unknown, string>();

  const report = (offset: number, message: string): void => {
    problem ??= { offset, message };
  };

  const scalar = (event: ScalarEvent, raw: unknown, near: number | undefined): Built => {
    const offset = offsetOfScalar(text, event, passed, near);
    passed = Math.max(passed, event.valueEnd, event.anchorEnd, event.tagEnd, event.valueStart === -1 ? offset + 1 : 0);
    if (typeof raw === 'number' && !Number.isFinite(raw)) {
      report(offset, `holds a number that JSON cannot write: ${quote(getScalarValue(text, event))}`);
    }
    if (limits.exactNumbers && typeof raw === 'number' && !isExact(getScalarValue(text, event))) {
      report(offset, `holds a number that loses digits when it is read: ${quote(getScalarValue(text, event))}`);
    }
    if (typeof raw === 'number' && Number.isFinite(raw)) {
      const inexact = jsonNumber(getScalarValue(text, event));
      if (!isExact(inexact)) {
        lost.set(raw, inexact);
        return { value: raw, place: { offset, inexact }, height: 0, size: 1 };
      }
    }
    // A collection tag on an empty node (`!!map`) makes an empty collection out of a scalar event.
    if (typeof raw === 'object' && raw !== null) {
      return { value: Array.isArray(raw) ? [] : {}, place: { offset, members: new Map() }, height: 1, size: 1 };
    }
    return { value: raw as Json, place: { offset }, height: 0, size: 1 };
  };

  const keyOf = (event: Event | undefined, raw: unknown, offset: number): string => {
    if (typeof raw === 'string') return raw;
    if (event?.type === EVENT_ID.SCALAR && (typeof raw !== 'object' || raw === null)) {
      const written = getScalarValue(text, event);
      if (limits.keysAsText && event.valueStart !== -1) return written;
      const shown = written === '' ? 'an empty key' : `the key ${quote(written)}, which is not a string`;
      report(offset, `holds ${shown}: write it in quotes`);
    } else {
      report(offset, 'holds a key that is not a string');
    }
    return '';
  };

  const mapping = (raw: RawMapping, place: Place, depth: number): Built => {
    const value: { [key: string]: Json } = {};
    const members = new Map<string, Place>();
    let height = 0;
    let size = 1;
    for (const [rawKey, rawValue] of raw.pairs) {
      const keyEvent = events[next];
      const keyAt = node(rawKey, depth + 1, members.size === 0 ? place.offset : undefined).place.offset;
      const key = keyOf(keyEvent, rawKey, keyAt);
      if (members.has(key)) report(keyAt, `holds the key ${quote(key)} twice in one mapping`);
      const built = node(rawValue, depth + 1, keyAt);
      setMember(value, key, built.value);
      members.set(key, { ...built.place, key: keyAt });
      height = Math.max(height, built.height);
      size += built.size;
    }
    place.members = members;
    return { value, place, height: height + 1, size };
  };

  const sequence = (raw: unknown[], place: Place, depth: number): Built => {
    const items = raw.map((item) => node(item, depth + 1, undefined));
    place.members = new Map(items.map((item, index) => [String(index), item.place]));
    const height = items.reduce((most, item) => Math.max(most, item.height), 0) + 1;
    const size = items.reduce((sum, item) => sum + item.size, 1);
    return { value: items.map((item) => item.value), place, height, size };
  };

  /** Takes the events of one node. `near`: the offset that stands for a node without any text, if it is known. */
  const node = (raw: unknown, depth: number, near: number | undefined): Built => {
    const event = events[next];
    next += 1;
    if (event?.type === EVENT_ID.SCALAR) return scalar(event, raw, near);
    if (event?.type === EVENT_ID.ALIAS) {
      const offset = event.anchorStart - 1;
      passed = event.anchorEnd;
      if (typeof raw !== 'object' || raw === null)
        return { value: raw as Json, place: { offset, inexact: lost.get(raw) }, height: 0, size: 1 };
      const target = finished.get(raw);
      if (target === undefined) {
        report(offset, 'holds an alias inside the value that it names');
        return { value: null, place: { offset }, height: 0, size: 1 };
      }
      aliased += target.size;
      if (aliased > limits.maxAliasedValues) {
        report(offset, `holds aliases that stand for more than ${limits.maxAliasedValues} values`);
      }
      if (depth + target.height > limits.maxDepth) report(offset, tooDeep(limits.maxDepth));
      return { ...target, place: { offset, members: target.place.members } };
    }
    if (event?.type !== EVENT_ID.SEQUENCE && event?.type !== EVENT_ID.MAPPING) {
      throw new TypeError('the events do not fit the value');
    }
    passed = Math.max(passed, event.start);
    if (depth >= limits.maxDepth) report(event.start, tooDeep(limits.maxDepth));
    const place: Place = { offset: event.start };
    const built =
      event.type === EVENT_ID.SEQUENCE
        ? sequence(raw as unknown[], place, depth)
        : mapping(raw as RawMapping, place, depth);
    next += 1;
    finished.set(raw, built);
    return built;
  };

  const built = node(root, 0, undefined);
  return problem === undefined
    ? { ok: true, value: built.value, place: built.place, inexact: lost.size > 0 }
    : { ok: false, ...problem };
}

/** Where a scalar starts; `passed` is the end of everything that was read before it. */
function offsetOfScalar(text: string, event: ScalarEvent, passed: number, near: number | undefined): number {
  if (event.valueStart === -1) {
    if (event.tagStart !== -1) return event.tagStart;
    if (event.anchorStart !== -1) return event.anchorStart - 1;
    return near ?? skipToIndicator(text, passed);
  }
  if (event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED) {
    return event.valueStart - 1;
  }
  if (event.style === SCALAR_STYLE.PLAIN) return event.valueStart;
  // A block scalar's event starts behind its header: the header is the first indicator of the line before.
  const header = Math.max(passed, event.anchorEnd, event.tagEnd, lineStart(text, event.valueStart));
  const indicator = text.slice(header, event.valueStart).search(/[|>]/);
  return indicator === -1 ? event.valueStart : header + indicator;
}

/** The start of the line that ends directly before `offset`, or that `offset` is in. */
function lineStart(text: string, offset: number): number {
  let end = offset;
  if (text[end - 1] === '\n') end -= 1;
  if (text[end - 1] === '\r') end -= 1;
  while (end > 0 && text[end - 1] !== '\n' && text[end - 1] !== '\r') end -= 1;
  return end;
}

/** The `-` of an empty item behind `offset`: past what may end the values before it, white space and comments. */
function skipToIndicator(text: string, offset: number): number {
  const passable = /(?:[\s:?,\]}'"]|#[^\n\r]*)*/y;
  passable.lastIndex = offset;
  return offset + (passable.exec(text)?.[0].length ?? 0);
}
