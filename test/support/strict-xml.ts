/** An element of an XML document. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  /** Elements and texts, entities resolved. */
  children: (XmlElement | string)[];
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const token = /<(\/?)([a-z]+)((?: [A-Za-z][A-Za-z0-9:-]*="[^"<]*")*)(\/?)>|([^<]+)/gy;

/**
 * Reads XML of the plainest kind: one root, elements with attributes, texts and the five entities of the language; nothing else
 * (comments, CDATA, processing instructions, document types, other characters than XML has) is accepted. Throws.
 */
export function strictXml(text: string): XmlElement {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text))
    throw new Error('a character that XML does not have');
  const top: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [top];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new Error(`no XML at ${from}: ${text.slice(from, from + 40)}`);
    const [, closing, name = '', attributes = '', empty, words] = match;
    const parent = open.at(-1) ?? top;
    if (words !== undefined) {
      if (parent === top && words.trim() !== '') throw new Error('text outside of the root');
      parent.children.push(resolved(words));
    } else if (closing === '/') {
      if (parent.name !== name || attributes !== '' || empty === '/')
        throw new Error(`</${name}> closes ${parent.name}`);
      open.pop();
    } else {
      const element = { name, attributes: attributesOf(attributes), children: [] };
      parent.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  const roots = top.children.filter((child) => typeof child !== 'string');
  if (open.length !== 1 || roots.length !== 1 || roots[0] === undefined) throw new Error('not one whole element');
  return roots[0];
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/ ([A-Za-z][A-Za-z0-9:-]*)="([^"]*)"/g)) {
    if (name in found) throw new Error(`${name} stands twice`);
    found[name] = resolved(value);
  }
  return found;
}

function resolved(text: string): string {
  return text.replace(/&(?:(\w+);)?/g, (_, name: string | undefined) => {
    const sign = entities[name ?? ''];
    if (sign === undefined) throw new Error(`a bare ampersand or an unknown entity in ${text}`);
    return sign;
  });
}

/** The element and all below it. */
export function elementsOf(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : elementsOf(child)))];
}
