import { isObject, type Json } from '../../core/json.ts';
import { lookUp } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import type { Active } from './config.ts';

/** A flag that is on, or a pin. `value`: its setting as text; undefined where a source only lists names. */
export interface ActiveSwitch {
  name: string;
  value: string | undefined;
}

/** What a source says is on; each problem continues "it". */
export type ActiveIn = { ok: true; switches: ActiveSwitch[] } | { ok: false; problems: string[] };

/** What is on by a document: a pin, an object of flags, or a list of their names. A value that is neither on nor off is a problem. */
export function activeIn(
  document: Json,
  { at = '', pin, on, off }: Pick<Active, 'at' | 'pin' | 'on' | 'off'>,
): ActiveIn {
  const value = lookUp(document, at);
  const where = at === '' ? 'as a whole' : `at ${at}`;
  const fail = (...problems: string[]): ActiveIn => ({ ok: false, problems });
  if (value === undefined) return fail(`has nothing ${where}`);
  if (pin !== undefined) {
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
    return text === '' ? fail(`has no pin ${where}`) : { ok: true, switches: [{ name: pin, value: text }] };
  }
  if (Array.isArray(value)) {
    const names = value.flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one] : []));
    if (names.length !== value.length) return fail(`has something else than names in the list ${where}`);
    return { ok: true, switches: [...new Set(names)].map((name) => ({ name, value: undefined })) };
  }
  if (!isObject(value)) return fail(`has no flags ${where}`);
  const known = new Set<unknown>([...on, ...off]);
  const doubtful = Object.entries(value).flatMap(([name, set]) =>
    known.has(set) ? [] : [`has ${quote(name)} set to ${quote(JSON.stringify(set))}, which is neither on nor off`],
  );
  if (doubtful.length > 0) return fail(...doubtful);
  const switches = Object.entries(value).flatMap(([name, set]) =>
    on.filter((one) => one === set).map((one) => ({ name, value: String(one) })),
  );
  return { ok: true, switches };
}

/** Where a source is, and the pin that it has: its name in results. */
export function placeOf({ configuration, report, control, at = '', pin }: Active): string[] {
  const place = configuration ?? report ?? control ?? '';
  return [`${place}${at}`, ...(pin === undefined ? [] : [pin])];
}
