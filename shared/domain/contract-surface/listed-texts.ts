import { type CodeList, type CodePlace, readErrorCodes } from './error-codes.ts';
import type { ListPlace } from './place-config.ts';

/** What a place of the configuration lists, as `readErrorCodes` reads it. `single`: one text in place of a list counts too. */
export function listedTexts(place: ListPlace, text: string, noun: string, single = false): CodeList {
  return readErrorCodes({ path: place.path, text, place: codePlace(place), noun, single });
}

function codePlace({ pointer, keys, column, list, pattern, heading }: ListPlace): CodePlace {
  if (pointer !== undefined) return { kind: 'pointer', pointer };
  if (keys !== undefined) return { kind: 'keys', pointer: keys };
  if (column !== undefined) return { kind: 'column', column, heading };
  if (list !== undefined) return { kind: 'list', heading: list };
  return { kind: 'pattern', pattern: pattern ?? '' };
}

/** A place in words, which tell it apart from the other places of a surface. */
export function listPlaceText({ path, pointer, keys, column, list, pattern, heading }: ListPlace): string {
  if (pointer !== undefined) return `${pointer} of ${path}`;
  if (keys !== undefined) return `the keys of ${keys} of ${path}`;
  if (column !== undefined)
    return `the column “${column}”${heading === undefined ? '' : ` under “${heading}”`} of ${path}`;
  if (list !== undefined) return `the list under “${list}” of ${path}`;
  return `what ${pattern ?? ''} finds in ${path}`;
}
