import { isObject, type Json } from '../../core/json.ts';
import { parsePointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import type { ProblemSink } from './problem.ts';

/** How references are written in a document. */
export interface ReferenceRules {
  /** What stands beside `$ref` in a schema counts too: OpenAPI 3.1 and JSON Schema since 2019-09, not OpenAPI 3.0. */
  siblings: boolean;
  /** The `$id` of the document without its fragment, so that a reference to it is a local one. */
  base: string | undefined;
}

/**
 * Where a place leads once its references are followed. `at`: the pointer of what they lead to; `named`: they lead there
 * (then `at` is what the thing is called), rather than it being written in place. `docs`: the words beside the references.
 * `ignored`: what else stands beside them, which the specification leaves out and some readers do not. `via`: the places of the
 * references, in order. `at` is undefined when the target is not known, and a problem says why; `remote` is then the reference
 * as written.
 */
export interface Followed {
  at: string | undefined;
  named: boolean;
  remote?: string | undefined;
  docs: Members;
  ignored: Members;
  via: string[];
}

export type Members = [key: string, value: Json][];

/** Members beside `$ref` that say nothing but words. */
export const wordKeys: ReadonlySet<string> = new Set([
  'summary',
  'description',
  'title',
  'example',
  'examples',
  '$comment',
  'externalDocs',
  'deprecated',
  '$anchor',
]);

/** The keys in these are names, whatever they are called. */
export const nameKeys: ReadonlySet<string> = new Set([
  ...['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies', 'schemas'],
  ...[
    'webhooks',
    'callbacks',
    'pathItems',
    'paths',
    'headers',
    'links',
    'encoding',
    'responses',
    'content',
    'parameters',
  ],
  ...['requestBodies', 'securitySchemes', 'variables'],
]);

function isWord(key: string): boolean {
  return wordKeys.has(key) || key.startsWith('x-');
}

const mostSteps = 32;

/** Follows the references that start at a pointer. Inside a schema, one with siblings that count is not followed. */
export function follow(
  document: JsonDocument,
  pointer: string,
  rules: ReferenceRules,
  problems: ProblemSink,
  inSchema: boolean,
): Followed {
  const found = { docs: [] as Members, ignored: [] as Members, via: [] as string[] };
  const { docs, ignored, via } = found;
  let at = pointer;
  for (let step = 0; step < mostSteps; step += 1) {
    const value = document.get(at);
    if (!isObject(value) || !Object.hasOwn(value, '$ref')) return { ...found, at, named: step > 0 };
    const reference = value['$ref'];
    if (typeof reference !== 'string') {
      problems.add('malformed', `${at}/$ref`, 'is a $ref that is no text');
      return { ...found, at: undefined, named: step > 0 };
    }
    const beside = Object.entries(value).filter(([key]) => key !== '$ref');
    const rest = beside.filter(([key]) => !isWord(key)) as Members;
    if (inSchema && rules.siblings && rest.length > 0) return { ...found, at, named: step > 0 };
    docs.push(...(beside.filter(([key]) => isWord(key)) as Members));
    ignored.push(...rest);
    via.push(at);
    const target = localTarget(reference, rules.base);
    if (target === undefined) {
      const message = `refers to ${quote(reference, 80)}: what is outside the document, or named by an anchor, is not known`;
      problems.add('remote', `${at}/$ref`, message);
      return { ...found, at: undefined, named: step > 0, remote: reference };
    }
    if (document.get(target) === undefined) {
      problems.add('unresolved', `${at}/$ref`, `refers to ${quote(reference, 80)}, which the document does not have`);
      return { ...found, at: undefined, named: step > 0 };
    }
    at = target;
  }
  problems.add('unresolved', pointer, `is a chain of more than ${mostSteps} references, or a circle of them`);
  return { ...found, at: undefined, named: true };
}

/** The pointer that a reference inside the document names. */
export function localTarget(reference: string, base: string | undefined): string | undefined {
  const hash = reference.indexOf('#');
  const before = hash === -1 ? reference : reference.slice(0, hash);
  if (before !== '' && before !== base) return undefined;
  let fragment: string;
  try {
    fragment = hash === -1 ? '' : decodeURIComponent(reference.slice(hash + 1));
  } catch {
    return undefined;
  }
  return parsePointer(fragment) === undefined ? undefined : fragment;
}
