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

/** Reads a file as a pin; undefined when it does not say repository, release and commit, each once. */
export function pinOf({ path, document }: Parsed<JsonDocument>): Pin | undefined {
  if (isObject(document.value) && Object.hasOwn(document.value, 'kind')) return undefined;
  const texts = textsOf(document);
  // More than this is no pin but a document that names many things.
  if (texts.length > 40) return undefined;
  const taken = new Map<string, string>();
  for (const { name, key, fits } of roles) {
    const fitting = texts.filter(({ pointer, value }) => key.test(parsePointer(pointer)?.at(-1) ?? '') && fits(value));
    if (fitting.length > 1) return undefined;
    const [one] = fitting;
    if (one !== undefined) taken.set(one.pointer, name);
  }
  const facts: PinFact[] = [];
  for (const { pointer, value } of texts) {
    const name = taken.get(pointer) ?? fieldName(pointer);
    if (name !== '' && !facts.some((fact) => fact.name === name)) facts.push({ name, pointer, value });
  }
  const repository = facts.find(({ name }) => name === 'repository');
  const complete = ['repository', 'tag', 'commit'].every((name) => [...taken.values()].includes(name));
  const parsed = repository === undefined ? undefined : parseRepository(repository.value);
  if (!complete || repository === undefined || parsed === undefined) return undefined;
  const own = `${parsed.owner}/${parsed.name}`;
  return {
    path,
    line: document.at(repository.pointer)?.line,
    producer: parsed.host === 'github.com' ? own : `https://${parsed.host}/${own}`,
    id: fieldName(`/${parsed.name}`) || 'contract',
    facts,
  };
}
