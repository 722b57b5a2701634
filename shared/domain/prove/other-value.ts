import type { FactKind } from '../../core/prove.ts';

/** What may stand in the place of a value: of the same form, so that nothing but its content can give it away. */
export interface OtherValue {
  kind: FactKind;
  to: string;
}

/** Words that say how something stands, and the word that says the contrary. */
const contraries: readonly (readonly [string, string])[] = [
  ['pass', 'fail'],
  ['passed', 'failed'],
  ['ok', 'failed'],
  ['approved', 'rejected'],
  ['deprecated', 'approved'],
  ['go', 'no-go'],
  ['conditional-go', 'go'],
  ['open', 'closed'],
  ['done', 'open'],
  ['yes', 'no'],
  ['on', 'off'],
  ['enabled', 'disabled'],
  ['active', 'inactive'],
  ['green', 'red'],
  ['true', 'false'],
  ['supported', 'unsupported'],
  ['success', 'failure'],
  ['deferred', 'closed'],
  ['unverified', 'passed'],
];

/** Of a word in several pairs the first one counts. */
const contraryOf = new Map([...contraries.map(([a, b]) => [b, a] as const).reverse(), ...[...contraries].reverse()]);
const hash = /^(?:(?:sha1|sha256|sha512)[:-])?[0-9a-f]{7,128}$/i;
const date = /^(\d{4}-\d{2}-)(\d{2})((?:[T ]\d.*)?)$/;
const version = /^(?:[~^<>=]*\s*)?[A-Za-z]*\d+(?:\.\d+)+(?:[-+][\w.+-]*)?$|^(?:[\w-]+[.@/-])?v\d+(?:\.\d+)*$/;
const path = /^(?![a-z]+:)[^\s]*(?:\/[^\s]|[^\s]\.[A-Za-z][A-Za-z0-9]{0,7}$)[^\s]*$/;

/** Another value of the same form; undefined for prose, of which nobody could say what it records. */
export function otherValue(text: string): OtherValue | undefined {
  const trimmed = text.trim();
  const contrary = contraryOf.get(trimmed.toLowerCase());
  if (contrary !== undefined) return { kind: 'status', to: likeCase(contrary, trimmed) };
  if (trimmed.length > 400 || /[\r\n]/.test(trimmed) || (trimmed.match(/\s+/g)?.length ?? 0) > 3) return undefined;
  if (hash.test(trimmed) && (trimmed.length >= 40 || (/\d/.test(trimmed) && /[a-f]/i.test(trimmed))))
    return { kind: 'hash', to: `${trimmed.slice(0, -1)}${trimmed.endsWith('0') ? '1' : '0'}` };
  const day = date.exec(trimmed);
  if (day !== null) {
    const of = Number(day[2]);
    const next = String(of < 28 ? of + 1 : of - 1).padStart(2, '0');
    return { kind: 'date', to: `${day[1] ?? ''}${next}${day[3] ?? ''}` };
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return { kind: 'address', to: renamed(trimmed) };
  if (version.test(trimmed)) return { kind: 'version', to: otherNumber(trimmed) };
  if (/^-?\d+(?:\.\d+)?(?:\s?[%\w]{1,4})?$/.test(trimmed)) return { kind: 'number', to: otherNumber(trimmed) };
  if (path.test(trimmed)) return { kind: 'path', to: renamed(trimmed) };
  return { kind: 'name', to: named(trimmed) };
}

/** Digits behind these may get lost when a number is read. */
const tellingDigits = 12;

/** The text with another last digit of its last number; of a long number, and of one with an exponent, a digit that surely counts. */
export function otherNumber(text: string): string {
  const number = /^-?\d+(?:\.\d+)?/.exec(text)?.[0] ?? '';
  const isLong = number.length > tellingDigits || /^[eE]/.test(text.slice(number.length));
  const head = isLong ? number.slice(0, tellingDigits) : text;
  const last = head.search(/\d(?=\D*$)/);
  if (last < 0) return named(text);
  const digit = Number(head[last]);
  return `${text.slice(0, last)}${digit === 9 ? 8 : digit + 1}${text.slice(last + 1)}`;
}

/** A path or an address with another name at its end, and the same ending. */
function renamed(text: string): string {
  const name = text.slice(text.lastIndexOf('/') + 1);
  const ending = /(?<=[^/])\.[A-Za-z][\w]{0,7}$/.exec(name)?.[0] ?? '';
  return `${text.slice(0, text.length - ending.length)}-2${ending}`;
}

function named(text: string): string {
  return `${text}${text.includes('_') ? '_' : '-'}2`;
}

function likeCase(word: string, like: string): string {
  if (like.length > 1 && like === like.toUpperCase()) return word.toUpperCase();
  return /^\p{Lu}/u.test(like) ? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}` : word;
}
