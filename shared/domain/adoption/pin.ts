import { isObject, type Json } from '../../core/json.ts';
import { parsePointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { isRepository, parseRepository } from '../../parse/repository.ts';
import { formats } from '../../parse/version.ts';
import type { Parsed } from './ground.ts';

/** A fact of a pin: its name under `fields:`, and where it stands. */
export interface PinFact {
  name: string;
  pointer: string;
  value: string;
}

/** A file that says of which release of another repository this one is built. */
export interface Pin {
  path: string;
  /** Where its repository stands, from 1. */
  line: number | undefined;
  /** owner/name on github.com, else the address. */
  producer: string;
  /** The name of the repository, as an id. */
  id: string;
  facts: readonly PinFact[];
}

/** How a fact is told by its key and the form of its value. A key of several forms is taken for the first. */
const roles: readonly { name: string; key: RegExp; fits(value: string): boolean }[] = [
  { name: 'repository', key: /^(?:repo(?:sitory)?|producer|source)(?:_?url)?$/i, fits: isRepository },
  { name: 'tag', key: /^(?:release|tag|release_?tag|git_?tag)$/i, fits: formats.tag.matches },
  {
    name: 'commit',
    key: /^(?:(?:git_?|source_?)?(?:commit|sha|revision)(?:_?(?:sha|id|hash))?)$/i,
    fits: formats.commit.matches,
  },
  { name: 'manifest-sha256', key: /manifest.*(?:sha256|digest|hash)/i, fits: formats.sha256.matches },
];

/** The last token of a pointer, in the case and form of the names of fields; empty where nothing of it can stand in one. */
export function fieldName(pointer: string): string {
  const last = parsePointer(pointer)?.at(-1) ?? '';
  return last
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** The texts of a document by their pointers, as far as they lie in objects. */
export function textsOf(document: JsonDocument): { pointer: string; value: string }[] {
  if (!isObject(document.value)) return [];
  const found: { pointer: string; value: string }[] = [];
  for (const pointer of document.leaves()) {
    const value: Json | undefined = document.get(pointer);
    if (typeof value === 'string' && value.trim() !== '' && !/\/\d+(?:\/|$)/.test(pointer))
      found.push({ pointer, value });
  }
  return found;
}

/** A file read as a pin. `doubt`: it says much of what a pin says, and is not taken for one for that reason. */
export type PinReading = { pin: Pin } | { doubt: string; line: number | undefined } | undefined;

/** More texts than these are no pin but a document that names many things. */
const mostTexts = 40;

/** Reads a file as a pin: it says repository, release and commit, each once. Undefined where nothing of it looks like one. */
export function readPin(file: Parsed<JsonDocument>): PinReading {
  const { path, document } = file;
  const kind = isObject(document.value) && Object.hasOwn(document.value, 'kind') ? document.value['kind'] : undefined;
  if (typeof kind === 'string' && kind.startsWith('release-governance/')) return undefined;
  const texts = textsOf(document);
  const found = new Map(
    roles.map(({ name, key, fits }) => [
      name,
      texts.filter(({ pointer, value }) => key.test(parsePointer(pointer)?.at(-1) ?? '') && fits(value)),
    ]),
  );
  const needed = ['repository', 'tag', 'commit'].map((name) => ({ name, texts: found.get(name) ?? [] }));
  const doubt = doubtOf(needed, found, texts, kind);
  if (doubt === undefined && needed.some((role) => role.texts.length === 0)) return undefined;
  if (doubt !== undefined) {
    if (texts.length > mostTexts) return undefined;
    const at = needed.flatMap((role) => role.texts)[0]?.pointer ?? '';
    return { doubt, line: document.at(at)?.line };
  }
  if (texts.length > mostTexts)
    return { doubt: `it has ${texts.length} texts, and a pin has at most ${mostTexts}`, line: undefined };
  const taken = new Map(
    [...found].flatMap(([name, [one, ...more]]) => (one && more.length === 0 ? [[one.pointer, name]] : [])),
  );
  const facts: PinFact[] = [];
  for (const { pointer, value } of texts) {
    const name = taken.get(pointer) ?? fieldName(pointer);
    if (name !== '' && !facts.some((fact) => fact.name === name)) facts.push({ name, pointer, value });
  }
  const repository = facts.find(({ name }) => name === 'repository');
  const parsed = repository === undefined ? undefined : parseRepository(repository.value);
  if (repository === undefined || parsed === undefined) return undefined;
  const own = `${parsed.owner}/${parsed.name}`;
  return {
    pin: {
      path,
      line: document.at(repository.pointer)?.line,
      producer: parsed.host === 'github.com' ? own : `https://${parsed.host}/${own}`,
      id: fieldName(`/${parsed.name}`) || 'contract',
      facts,
    },
  };
}

/** Why a file that says much of what a pin says is none; undefined also where it says too little to be told of. */
function doubtOf(
  needed: readonly { name: string; texts: readonly unknown[] }[],
  found: ReadonlyMap<string, readonly unknown[]>,
  texts: readonly { pointer: string; value: string }[],
  kind: unknown,
): string | undefined {
  const lacking = needed.filter((role) => role.texts.length === 0).map(({ name }) => name);
  if (lacking.length > 1) return undefined;
  const [lacks] = lacking;
  if (lacks === 'repository') {
    const withUser = texts.find(
      ({ value }) => /^https:\/\/[^/\s@]+@/i.test(value) && isRepository(value.replace(/\/\/[^/@]+@/, '//')),
    );
    return withUser === undefined ? undefined : 'the address of its repository holds a name or a password';
  }
  if (lacks !== undefined) return `it names no ${words[lacks] ?? lacks} that is one`;
  const twice = [...found].map(([name, fitting]) => ({ name, texts: fitting })).find((role) => role.texts.length > 1);
  if (twice !== undefined) return `it names its ${words[twice.name] ?? twice.name} more than once`;
  return kind === undefined ? undefined : 'it says of what kind it is, which a pin does not';
}

const words: Readonly<Record<string, string>> = { tag: 'release', 'manifest-sha256': 'manifest by digest' };
