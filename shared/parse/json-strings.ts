import { isObject } from '../core/json.ts';

/**
 * Whether a JSON text has a key twice in one object. `value` is what the text was parsed to: of a key that is there twice it
 * has only one, and so fewer strings than the text. Much cheaper than a parse with positions.
 */
export function hasKeyTwice(text: Uint8Array | string, value: unknown): boolean {
  const inText = typeof text === 'string' ? stringsInCharacters(text) : stringsInText(text);
  return inText !== stringsInValue(value);
}

const quote = 0x22;
const backslash = 0x5c;

function stringsInText(text: Uint8Array): number {
  let quotes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const byte = text[index];
    // Outside of strings there is no backslash in JSON.
    if (byte === backslash) index += 1;
    else if (byte === quote) quotes += 1;
  }
  return quotes / 2;
}

/** The same of a text that was decoded: from quote to quote, and over what is escaped. */
function stringsInCharacters(text: string): number {
  let quotes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === backslash) index += 1;
    else if (unit === quote) quotes += 1;
  }
  return quotes / 2;
}

/** Keys and string values, at every depth. */
function stringsInValue(value: unknown): number {
  if (typeof value === 'string') return 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + stringsInValue(item), 0);
  if (!isObject(value)) return 0;
  let sum = 0;
  for (const key of Object.keys(value)) sum += 1 + stringsInValue(value[key]);
  return sum;
}
