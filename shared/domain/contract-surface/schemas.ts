import { isObject } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import type { ProblemSink } from './problem.ts';
import { readSchema } from './read-schema.ts';
import { type Followed, follow, localTarget, type ReferenceRules } from './reference.ts';
import { referenceScan } from './reference-scan.ts';
import type { Schema, SchemaLink } from './schema.ts';

/** Reads schemas as they are asked for, and everything that they lead to. */
export interface SchemaReading {
  /** The link that stands at a pointer. */
  link(pointer: string): SchemaLink;
  /** Says which references in a part that is only compared lead to what is not known. */
  references(pointer: string): void;
  /** Reads what all links so far lead to. At most 50,000 schemas are read; more is a problem. */
  finish(): Map<string, Schema>;
}

const mostSchemas = 50_000;

export function schemaReading(
  document: JsonDocument,
  rules: ReferenceRules & { openapi30: boolean },
  problems: ProblemSink,
): SchemaReading {
  const schemas = new Map<string, Schema>();
  const pending: string[] = [];
  const references = referenceScan(document, rules.base, problems);
  const asked = new Set<string>();
  const link = (pointer: string): SchemaLink => {
    // A `$ref` with others beside it is a part of its own: the pointer then names the reference.
    const own = pointer.endsWith('/$ref') && typeof document.get(pointer) === 'string';
    const { at, named, remote, docs, ignored } = own
      ? followOwn(document, pointer, rules, problems)
      : follow(document, pointer, rules, problems, true);
    if (at !== undefined && !asked.has(at)) {
      asked.add(at);
      pending.push(at);
    }
    return { pointer, target: at, named, remote, docs, ignored };
  };
  return {
    link,
    references,
    finish() {
      for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        if (schemas.size >= mostSchemas) {
          problems.add('too-large', at, `has more than ${mostSchemas} schemas: the rest was not read`);
          pending.length = 0;
          break;
        }
        noOwnBase(document, at, problems);
        const { openapi30 } = rules;
        schemas.set(at, readSchema(document.get(at) ?? null, at, { document, link, references, problems, openapi30 }));
      }
      return schemas;
    },
  };
}

/** Inside of a schema with an `$id` of its own, references start at that schema and not at the document. */
function noOwnBase(document: JsonDocument, pointer: string, problems: ProblemSink): void {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const value = document.get(at);
    if (!isObject(value) || typeof value['$id'] !== 'string') continue;
    problems.add(
      'remote',
      `${at}/$id`,
      'is a schema with an $id of its own: what references in it lead to is not known',
    );
  }
}

/** The reference of a schema that has others beside it: they are read where it stands, those further on are not skipped. */
function followOwn(document: JsonDocument, pointer: string, rules: ReferenceRules, problems: ProblemSink): Followed {
  const reference = document.get(pointer);
  const target = typeof reference === 'string' ? localTarget(reference, rules.base) : undefined;
  if (target !== undefined && document.get(target) !== undefined) {
    return { ...follow(document, target, rules, problems, true), named: true };
  }
  // Says what is wrong with it; without its siblings it is one reference like any other.
  const around = pointer.slice(0, -'/$ref'.length);
  return {
    ...follow(document, around, { ...rules, siblings: false }, problems, false),
    named: true,
    docs: [],
    ignored: [],
  };
}
