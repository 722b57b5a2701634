import { isObject, type Json } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import { lookUp } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import type { Active } from './config.ts';

/** A flag that is on, or a pin, at one of its settings. */
export interface ActiveSwitch {
  name: string;
  /** Its setting as text; undefined where a source only lists names. */
  value: string | undefined;
  /** The settings at which the flag is off, as texts; undefined for a pin, and where nothing says it. */
  off?: readonly string[] | undefined;
}

/** What a source says is on, as far as it can be understood; each problem continues "it", and `at` points to where it is. */
export interface ActiveIn {
  switches: ActiveSwitch[];
  problems: { message: string; at: string }[];
}

/** What is on by a document: a pin, an object of flags, or a list of their names. A value that is neither on nor off is a problem. */
export function activeIn(
  document: Json,
  { at = '', pin, on, off }: Pick<Active, 'at' | 'pin' | 'on' | 'off'>,
): ActiveIn {
  const value = lookUp(document, at);
  const where = at === '' ? 'as a whole' : `at ${at}`;
  const fail = (message: string): ActiveIn => ({ switches: [], problems: [{ message, at }] });
  if (value === undefined) return fail(`has nothing ${where}`);
  if (pin !== undefined) {
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
    return text === '' ? fail(`has no pin ${where}`) : { switches: [{ name: pin, value: text }], problems: [] };
  }
  if (Array.isArray(value)) {
    const names = value.flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one] : []));
    const switches = [...new Set(names)].map((name) => ({ name, value: undefined }));
    if (names.length === value.length) return { switches, problems: [] };
    return { switches, problems: [{ message: `has something else than names in the list ${where}`, at }] };
  }
  if (!isObject(value)) return fail(`has no flags ${where}`);
  const known = new Set<unknown>([...on, ...off]);
  const problems = Object.entries(value).flatMap(([name, set]) => {
    const message = `has ${quote(name)} set to ${quote(JSON.stringify(set))}, which is neither on nor off`;
    return known.has(set) ? [] : [{ message, at: childPointer(at, name) }];
  });
  const offTexts = off.length === 0 ? undefined : off.map(String);
  const switches = Object.entries(value).flatMap(([name, set]) =>
    on.filter((one) => one === set).map((one) => ({ name, value: String(one), off: offTexts })),
  );
  return { switches, problems };
}

/** Where a source is, and the pin that it has: its name in results. */
export function placeOf({ configuration, report, control, at = '', pin }: Active): string[] {
  const place = configuration ?? report ?? control ?? '';
  return [`${place}${at}`, ...(pin === undefined ? [] : [pin])];
}
