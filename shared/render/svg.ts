import { cut, oneLine, redact } from '../core/sanitise.ts';

/* The few kinds of SVG elements that pictures are made of. Only presentation attributes: some viewers refuse style sheets. */

export const ink = '#1f2328';
export const faintInk = '#59636e';
export const gridInk = '#d1d9e0';
export const paper = '#ffffff';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as the content of an XML element or attribute: one line, of characters that XML allows, nothing of it markup. */
export function xmlText(text: string, max = 1000): string {
  return cut(oneLine(redact(text).text), max)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** A coordinate with at most two decimals. */
export function at(value: number): string {
  return String(Number(value.toFixed(2)) || 0);
}

export function element(name: string, attributes: Record<string, string | number>, content?: string): string {
  const list = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? at(value) : value}"`,
  );
  return content === undefined ? `<${name}${list.join('')}/>` : `<${name}${list.join('')}>${content}</${name}>`;
}

export interface TextLook {
  size?: number;
  anchor?: 'start' | 'middle' | 'end';
  fill?: string;
  bold?: true;
}

/** A line of text; `y` is its base line. */
export function label(x: number, y: number, text: string, look: TextLook = {}): string {
  const { size = 12, anchor = 'start', fill = ink, bold } = look;
  return element(
    'text',
    { x, y, 'font-size': size, 'text-anchor': anchor, fill, ...(bold === true ? { 'font-weight': 'bold' } : {}) },
    xmlText(text),
  );
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, width = 1, dash?: string): string {
  const more = dash === undefined || dash === '' ? {} : { 'stroke-dasharray': dash };
  return element('line', { x1, y1, x2, y2, stroke, 'stroke-width': width, ...more });
}

/** About how wide a text of one line is drawn, in pixels; rather too much than too little, as viewers have different fonts. */
export function widthOf(text: string, size = 12): number {
  let width = 0;
  for (const character of oneLine(text)) width += widthOfCharacter(character);
  return width * size;
}

function widthOfCharacter(character: string): number {
  if (/[ilj.,:;'|!()[\] ]/.test(character)) return 0.42;
  if (/[mwMW@%…—]/.test(character)) return 1.05;
  if (/[A-Z]/.test(character)) return 0.78;
  if (/[\u0020-\u024f\u0370-\u052f\u2010-\u2027≤≥±°]/.test(character)) return 0.65;
  return /^\p{M}/u.test(character) ? 0 : 1.1;
}

/** The text, cut in its middle until it is at most so wide. */
export function fitted(text: string, maxWidth: number, size = 12): string {
  const whole = cut(oneLine(redact(text).text), 200);
  let short = whole;
  for (let length = Array.from(whole).length - 1; length > 1 && widthOf(short, size) > maxWidth; length -= 1) {
    short = cut(whole, length);
  }
  return short;
}
