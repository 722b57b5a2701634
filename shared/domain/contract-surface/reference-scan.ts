import { isObject, type Json } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import type { ProblemSink } from './problem.ts';
import { localTarget, nameKeys } from './reference.ts';
import { subtypesOf } from './subtypes.ts';

const mostParts = 200_000;

/**
 * Looks through parts of a document that are only compared for equality, and says which references in them lead to what is not
 * known: out of the document, or nowhere. What they lead to inside of it is looked through too, each place once.
 */
export function referenceScan(
  document: JsonDocument,
  base: string | undefined,
  problems: ProblemSink,
): (pointer: string) => void {
  const seen = new Set<string>();
  const follow = (at: string, reference: string, target: string | undefined, pending: Part[]): void => {
    if (target === undefined)
      problems.add(
        'remote',
        at,
        `refers to ${quote(reference, 80)}: what is outside the document, or named by an anchor, is not known`,
      );
    else if (document.get(target) === undefined)
      problems.add('unresolved', at, `refers to ${quote(reference, 80)}, which the document does not have`);
    else if (!seen.has(target)) {
      seen.add(target);
      pending.push({ at: target, value: document.get(target), names: false });
    }
  };
  return (pointer) => {
    const pending: Part[] = [{ at: pointer, value: document.get(pointer), names: nameKeys.has(lastOf(pointer)) }];
    let left = mostParts;
    for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
      const { at, value, names } = part;
      left -= 1;
      if (left < 0) {
        problems.add(
          'too-large',
          pointer,
          `has more than ${mostParts} parts: the references in the rest were not followed`,
        );
        return;
      }
      if (typeof value !== 'object' || value === null) continue;
      for (const [key, member] of Object.entries(value)) {
        const inside = childPointer(at, key);
        if (names || Array.isArray(value)) pending.push({ at: inside, value: member, names: false });
        else if (key === '$ref' && typeof member === 'string')
          follow(inside, member, localTarget(member, base), pending);
        else if ((key === '$dynamicRef' || key === '$recursiveRef') && typeof member === 'string')
          problems.add(
            'remote',
            inside,
            `refers by ${key}: what it leads to depends on who refers here, and is not known`,
          );
        else if (key === '$id' && typeof member === 'string')
          problems.add(
            'remote',
            inside,
            'is a schema with an $id of its own: what references in it lead to is not known',
          );
        // Words, and values that only look like references.
        else if (key === 'example' || key === 'examples' || key.startsWith('x-')) continue;
        else pending.push({ at: inside, value: member, names: nameKeys.has(key) });
      }
      if (names || !isObject(value)) continue;
      for (const subtype of subtypesOf(document, at, value as Json).values())
        follow(`${at}/discriminator`, subtype.written, subtype.pointer, pending);
    }
  };
}

interface Part {
  at: string;
  value: Json | undefined;
  /** Its keys are names. */
  names: boolean;
}

function lastOf(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}
