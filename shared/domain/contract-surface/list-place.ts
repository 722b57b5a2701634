import { type ListedPlace, type ListedTexts, readListedTexts } from './listed-texts.ts';
import type { ListPlace } from './place-config.ts';

/** What a place of the configuration lists, as `readListedTexts` reads it. `single`: one text in place of a list counts too. */
export function textsListed(place: ListPlace, text: string, noun: string, single = false): ListedTexts {
  return readListedTexts({ path: place.path, text, place: formOf(place), noun, single });
}

function formOf({ pointer, keys, column, list, pattern, heading }: ListPlace): ListedPlace {
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
