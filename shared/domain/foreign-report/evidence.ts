import { isObject, type Json } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import type { Finding } from './finding.ts';
import { readStatusWord } from './word.ts';

/** A list of single measurements, or of the words of other reports. */
export interface Evidence {
  shape: 'checks' | 'tests' | 'reports';
  noun: 'check' | 'test' | 'report';
  pointer: string;
  total: number;
  passed: number;
  failed: number;
  /** How many different tests there are, where a test can stand in the list once per repetition. */
  distinct: number;
  findings: Finding[];
}

/** What one entry of a list says; `name` tells it apart from the others. */
interface Entry {
  name: string | undefined;
  /** The part of the name that repetitions share. */
  node?: string | undefined;
  outcome: 'passed' | 'failed' | { unclear: string };
  says?: string;
  at: string;
}

interface Kind {
  shape: Evidence['shape'];
  noun: Evidence['noun'];
  keys: readonly string[];
  read(entry: Json, pointer: string): Entry;
  byName?(value: Json, pointer: string): Entry;
}

const kinds: readonly Kind[] = [
  { shape: 'checks', noun: 'check', keys: ['checks', 'completeness_checks'], read: readCheck, byName: readFlag },
  { shape: 'tests', noun: 'test', keys: ['tests'], read: readTest },
  { shape: 'reports', noun: 'report', keys: ['reports'], read: readReport },
];

/** Every list of evidence in a document. Each entry is judged by itself: what says nothing clear is no pass. */
export function evidenceOf(document: JsonDocument): Evidence[] {
  return kinds.flatMap((kind) =>
    kind.keys.flatMap((key) => {
      const pointer = childPointer('', key);
      const value = document.get(pointer);
      return value === undefined ? [] : [readList(kind, value, pointer)];
    }),
  );
}

function readList(kind: Kind, value: Json, pointer: string): Evidence {
  const { shape, noun } = kind;
  const evidence: Evidence = { shape, noun, pointer, total: 0, passed: 0, failed: 0, distinct: 0, findings: [] };
  const add = (weight: Finding['weight'], message: string, at: string): void => {
    evidence.findings.push({ weight, message, pointer: at });
  };
  const entries = entriesOf(kind, value, pointer);
  if (entries === undefined) {
    add('unverified', `${quote(pointer.slice(1))} is neither a list nor an object`, pointer);
    return evidence;
  }
  evidence.total = entries.length;
  if (entries.length === 0) add('unverified', `nothing was measured: there are no ${noun}s`, pointer);
  const seen = new Set<string>();
  const nodes = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const { name, outcome, says, at } = entry;
    const called = name === undefined ? `${noun} ${index + 1}` : `${noun} ${quote(name, 120)}`;
    if (outcome === 'passed') evidence.passed += 1;
    else if (outcome === 'failed') evidence.failed += 1;
    if (outcome === 'failed') add('failed', `${called} ${says ?? 'did not pass'}`, at);
    else if (outcome !== 'passed') add('unverified', `${called} ${outcome.unclear}`, at);
    if (name === undefined) {
      add('unverified', `${called} has no name`, at);
    } else if (seen.has(name)) {
      add('unverified', `${called} stands in the list twice`, at);
    } else {
      seen.add(name);
    }
    nodes.add(entry.node ?? name ?? '');
  }
  evidence.distinct = nodes.size;
  return evidence;
}

function entriesOf(kind: Kind, value: Json, pointer: string): Entry[] | undefined {
  if (Array.isArray(value)) return value.map((entry, index) => kind.read(entry, childPointer(pointer, index)));
  const { byName } = kind;
  if (!isObject(value) || byName === undefined) return undefined;
  return Object.entries(value).map(([name, flag]) => ({
    ...byName(flag as Json, childPointer(pointer, name)),
    name,
  }));
}

function readCheck(entry: Json, pointer: string): Entry {
  const name = nameOf(entry, ['check_id', 'id', 'name']);
  const detail = textAt(entry, 'detail');
  const flag = isObject(entry) && Object.hasOwn(entry, 'passed') ? (entry['passed'] as Json) : null;
  const read = agreeing(readFlag(flag, pointer), entry);
  return { ...read, name, says: `did not pass${detail === undefined ? '' : `: ${quote(detail, 200)}`}` };
}

function readFlag(flag: Json, at: string): Entry {
  const outcome = flag === true ? 'passed' : flag === false ? 'failed' : { unclear: 'says neither true nor false' };
  return { name: undefined, outcome, at };
}

function readTest(entry: Json, at: string): Entry {
  const code = isObject(entry) && Object.hasOwn(entry, 'returncode') ? entry['returncode'] : undefined;
  const node = nameOf(entry, ['nodeid', 'id', 'name']);
  const repetition = isObject(entry) && typeof entry['repetition'] === 'number' ? entry['repetition'] : undefined;
  const name = node === undefined || repetition === undefined ? node : `${node} (${repetition})`;
  if (typeof code !== 'number' || !Number.isInteger(code))
    return { name, node, outcome: { unclear: 'has no return code' }, at };
  return agreeing({ name, node, outcome: code === 0 ? 'passed' : 'failed', says: `ended with ${code}`, at }, entry);
}

/** An entry that passed, unless another of its own words says that it did not. */
function agreeing(read: Entry, entry: Json): Entry {
  if (read.outcome !== 'passed' || !isObject(entry)) return read;
  const against = contraryKeys(entry)[0];
  return against === undefined
    ? read
    : { ...read, outcome: { unclear: `contradicts itself: its ${quote(against)} is no pass` } };
}

const wordKeys = ['status', 'outcome', 'result', 'conclusion', 'verdict'];
const flagKeys = ['passed', 'pass', 'ok', 'success', 'successful', 'healthy'];

/** The keys of an object whose words or flags say that something did not pass. Words that are not known say nothing here. */
export function contraryKeys(object: Readonly<{ [key: string]: unknown }>): string[] {
  const own = (key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);
  const words = wordKeys.filter((key) => {
    const word = own(key);
    const said = typeof word === 'string' ? readStatusWord(word) : undefined;
    return said !== undefined && said !== 'passed';
  });
  return [
    ...words,
    ...flagKeys.filter((key) => own(key) === false),
    ...['skipped', 'failed'].filter((key) => own(key) === true),
  ];
}

function readReport(entry: Json, at: string): Entry {
  const name = nameOf(entry, ['path', 'id', 'name']);
  const word = textAt(entry, 'status');
  if (word === undefined) return { name, outcome: { unclear: 'has no status' }, at };
  const status = readStatusWord(word);
  if (status === undefined) return { name, outcome: { unclear: `has the unknown status ${quote(word)}` }, at };
  if (status === 'unverified') return { name, outcome: { unclear: `is ${quote(word)}` }, at };
  return { name, outcome: status, says: `is ${quote(word)}`, at };
}

function nameOf(entry: Json, keys: readonly string[]): string | undefined {
  return keys.map((key) => textAt(entry, key)).find((name) => name !== undefined && name.trim() !== '');
}

function textAt(entry: Json, key: string): string | undefined {
  if (!isObject(entry) || !Object.hasOwn(entry, key)) return undefined;
  const value = entry[key];
  return typeof value === 'string' ? value : undefined;
}
