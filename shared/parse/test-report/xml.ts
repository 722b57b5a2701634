/*
 * XML as reports on tests are written: elements, attributes, texts, comments, CDATA. There is no document type and no entity but the five of
 * the language and numbers of characters, so that nothing is expanded and nothing is fetched; such a text is refused, never guessed at.
 */

export interface XmlHandler {
  /** `offset` is where the tag begins. */
  open(name: string, attributes: ReadonlyMap<string, string>, offset: number): void;
  close(name: string): void;
}

/** Why a text is not such XML: a clause that continues "the report …", and the offset in UTF-16 units. */
export interface XmlProblem {
  message: string;
  offset: number;
}

const maxDepth = 200;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const name = '[A-Za-z_:\\u0080-\\u{10ffff}][\\w:.\\-\\u0080-\\u{10ffff}]*';
const opening = new RegExp(`<(${name})`, 'uy');
const closing = new RegExp(`</(${name})[ \\t\\r\\n]*>`, 'uy');
const attribute = new RegExp(`[ \\t\\r\\n]+(${name})[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"([^"<]*)"|'([^'<]*)')`, 'uy');
const tagEnd = /[ \t\r\n]*(\/?)>/y;
const reference = /&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|([A-Za-z]+));/y;
/** What XML 1.0 does not let stand in a text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * Reads one whole document; what it tells before a problem is worth nothing. Texts mean nothing here, but what could not be read as XML must
 * not be read as something else. In linear time.
 */
export function readXml(text: string, handler: XmlHandler): XmlProblem | undefined {
  const control = text.search(forbidden);
  if (control !== -1) return problem('is not XML: it holds a character that XML does not have', control);
  const open: string[] = [];
  let roots = 0;
  // Looked for once for each of them, and not again from every text on.
  let ampersand = text.indexOf('&');
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const end = next === -1 ? text.length : next;
    if (open.length === 0 && /[^ \t\r\n]/.test(text.slice(at, end)))
      return problem('is not XML: it has text outside of its root', at);
    while (ampersand !== -1 && ampersand < end) {
      // Those before it stood in tags, comments or CDATA, which are read by themselves.
      if (ampersand >= at && resolve(text, ampersand) === undefined) return unknownEntity(ampersand);
      ampersand = text.indexOf('&', ampersand + 1);
    }
    if (next === -1) break;
    const skipped = skip(text, next, open.length > 0);
    if (typeof skipped === 'object') return skipped;
    if (skipped !== undefined) {
      at = skipped;
      continue;
    }
    if (text[next + 1] === '/') {
      const tag = match(closing, text, next);
      const expected = open.pop();
      if (tag === null || expected === undefined || tag[1] !== expected) {
        const message =
          expected === undefined ? 'is not XML: it closes what is not open' : `is not XML: ${expected} is not closed`;
        return problem(message, next);
      }
      handler.close(expected);
      at = closing.lastIndex;
      continue;
    }
    const read = readTag(text, next);
    if ('message' in read) return read;
    if (open.length === 0 && ++roots > 1) return problem('is not XML: it has more than one root', next);
    if (open.length >= maxDepth) return problem(`is nested too deep: more than ${maxDepth} elements`, next);
    handler.open(read.name, read.attributes, next);
    if (read.empty) handler.close(read.name);
    else open.push(read.name);
    at = read.end;
  }
  const left = open.at(-1);
  if (left !== undefined) return problem(`is cut off: ${left} is not closed`, text.length);
  return roots === 0 ? problem('is not XML: it holds no element', 0) : undefined;
}

function problem(message: string, offset: number): XmlProblem {
  return { message, offset };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function unknownEntity(offset: number): XmlProblem {
  return problem('has an entity that is not one of the five of XML: entities are not expanded', offset);
}

/** Comments, CDATA, processing instructions: where they end; undefined when there is none of them. */
function skip(text: string, at: number, inside: boolean): number | XmlProblem | undefined {
  const past = (mark: string, from: number, what: string): number | XmlProblem => {
    const end = text.indexOf(mark, from);
    return end === -1 ? problem(`is cut off in ${what}`, at) : end + mark.length;
  };
  if (text.startsWith('<!--', at)) return past('-->', at + 4, 'a comment');
  if (text.startsWith('<![CDATA[', at))
    return inside ? past(']]>', at + 9, 'CDATA') : problem('is not XML: it has text outside of its root', at);
  if (text.startsWith('<!', at))
    return problem('has a document type or a declaration: entities are not expanded, and nothing is fetched', at);
  if (!text.startsWith('<?', at)) return undefined;
  const end = past('?>', at + 2, 'a processing instruction');
  if (typeof end === 'object' || !/^<\?xml[ \t\r\n]/.test(text.slice(at, at + 6))) return end;
  if (at !== 0) return problem('is not XML: its declaration does not stand at the start', at);
  const encoding = /encoding[ \t\r\n]*=[ \t\r\n]*["']([^"']*)["']/.exec(text.slice(at, end))?.[1] ?? 'UTF-8';
  return /^(utf-?8|us-ascii)$/i.test(encoding) ? end : problem('declares another encoding than UTF-8', at);
}

function readTag(
  text: string,
  at: number,
): { name: string; attributes: Map<string, string>; empty: boolean; end: number } | XmlProblem {
  const tag = match(opening, text, at);
  if (tag === null) return problem('is not XML: a tag has no name', at);
  const attributes = new Map<string, string>();
  let end = opening.lastIndex;
  for (let pair = match(attribute, text, end); pair !== null; pair = match(attribute, text, end)) {
    const [, key = '', double, single] = pair;
    end = attribute.lastIndex;
    if (attributes.has(key)) return problem('is not XML: a tag has an attribute twice', at);
    const value = resolveAll(double ?? single ?? '');
    if (value === undefined) return unknownEntity(at);
    attributes.set(key, value);
  }
  const last = match(tagEnd, text, end);
  if (last === null) return problem('is not XML: a tag does not end', at);
  return { name: tag[1] ?? '', attributes, empty: last[1] === '/', end: tagEnd.lastIndex };
}

/** The value with its references resolved; undefined when one of them is not known. */
function resolveAll(value: string): string | undefined {
  if (!value.includes('&')) return value;
  let resolved = '';
  let from = 0;
  for (let at = value.indexOf('&'); at !== -1; at = value.indexOf('&', from)) {
    const character = resolve(value, at);
    if (character === undefined) return undefined;
    resolved += value.slice(from, at) + character;
    from = reference.lastIndex;
  }
  return resolved + value.slice(from);
}

/** The character that a reference stands for; `reference.lastIndex` is then its end. */
function resolve(text: string, at: number): string | undefined {
  const [, decimal, hexadecimal, word] = match(reference, text, at) ?? [];
  if (word !== undefined) return Object.hasOwn(named, word) ? named[word] : undefined;
  const digits = decimal ?? hexadecimal;
  if (digits === undefined) return undefined;
  const point = Number.parseInt(digits, decimal === undefined ? 16 : 10);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
  const character = String.fromCodePoint(point);
  return forbidden.test(character) ? undefined : character;
}
