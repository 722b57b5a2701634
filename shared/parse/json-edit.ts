import { type MemberNode, type ObjectNode, parse as parseTree, type ValueNode } from '@humanwhocodes/momoa';
import { type Json, stableJson } from '../core/json.ts';
import { parsePointer } from '../core/pointer.ts';
import { setMember } from './document.ts';
import { parseJson } from './json.ts';

/** The new value at a JSON Pointer: in place of the present one, or as a new last member of an object. */
export interface JsonEdit {
  pointer: string;
  value: Json;
}

/** The edited text, or why there is none: a clause that continues "the file …". */
export type EditedText = { ok: true; text: string } | { ok: false; message: string };

/** How a text writes what has a choice of forms. */
interface Style {
  lineEnd: string;
  /** One step of indentation; undefined: everything is in one line. */
  indent: string | undefined;
  /** Other characters than ASCII are escaped. */
  ascii: boolean;
}

/**
 * Changes values where they stand: every byte that belongs to no edited value stays as it is, and new members are written as those
 * beside them. The result is read again; one that would not have exactly the edits as its difference is a failure.
 */
export function editJson(text: string, edits: readonly JsonEdit[]): EditedText {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const twice = parsed.document.duplicates[0];
  if (twice !== undefined) return { ok: false, message: `has the key ${twice.pointer} twice` };
  const root = parseTree(text, { mode: 'json' }).body;
  const style = styleOf(text, root);
  const splices: { start: number; end: number; text: string }[] = [];
  let expected = parsed.document.value;
  const added = new Map<ObjectNode, { key: string; value: Json }[]>();
  for (const { pointer, value } of edits) {
    const tokens = parsePointer(pointer) ?? [];
    const node = nodeAt(root, tokens);
    const parent = node === undefined ? nodeAt(root, tokens.slice(0, -1)) : undefined;
    if (node !== undefined) {
      const { start, end } = span(node);
      splices.push({ start, end, text: written(value, style, indentAt(text, start), node, text) });
    } else if (parent?.type === 'Object' && tokens.length > 0) {
      added.set(parent, [...(added.get(parent) ?? []), { key: tokens.at(-1) ?? '', value }]);
    } else return { ok: false, message: `has no place for ${pointer}` };
    expected = withValue(expected, tokens, value);
  }
  for (const [object, members] of added) splices.push(insertion(text, object, members, style));
  splices.sort((a, b) => a.start - b.start || a.end - b.end);
  const overlap = splices.some(({ start }, index) => index > 0 && start < (splices[index - 1]?.end ?? 0));
  if (overlap) return { ok: false, message: 'would be changed twice in one place' };
  let edited = '';
  let at = 0;
  for (const splice of splices) {
    edited += text.slice(at, splice.start) + splice.text;
    at = splice.end;
  }
  edited += text.slice(at);
  const again = parseJson(edited);
  const same = again.ok && again.document.duplicates.length === 0;
  if (same && stableJson(again.document.value) === stableJson(expected)) return { ok: true, text: edited };
  return { ok: false, message: 'cannot be edited in place' };
}

function span({ loc }: ValueNode | MemberNode): { start: number; end: number } {
  return { start: loc.start.offset, end: loc.end.offset };
}

function keyOf(member: MemberNode): string {
  return member.name.type === 'String' ? member.name.value : '';
}

function nodeAt(root: ValueNode, tokens: readonly string[]): ValueNode | undefined {
  let node: ValueNode | undefined = root;
  for (const token of tokens) {
    if (node?.type === 'Object') node = node.members.find((member) => keyOf(member) === token)?.value;
    else if (node?.type === 'Array' && /^(?:0|[1-9]\d*)$/.test(token)) node = node.elements[Number(token)]?.value;
    else return undefined;
  }
  return node;
}

/** A copy of a value with another one at a place. */
function withValue(whole: Json, [token, ...rest]: readonly string[], value: Json): Json {
  if (token === undefined) return value;
  if (Array.isArray(whole)) {
    return whole.map((item, index) => (String(index) === token ? withValue(item, rest, value) : item));
  }
  const copy: { [key: string]: Json } = {};
  const members = typeof whole === 'object' && whole !== null ? whole : {};
  for (const [key, member] of Object.entries(members)) setMember(copy, key, member);
  const present = Object.hasOwn(members, token) ? (members[token] ?? null) : null;
  setMember(copy, token, withValue(present, rest, value));
  return copy;
}

function styleOf(text: string, root: ValueNode): Style {
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const first = root.type === 'Object' ? root.members[0] : root.type === 'Array' ? root.elements[0]?.value : undefined;
  const { start } = first === undefined ? { start: 0 } : span(first);
  const before = text.slice(span(root).start, start);
  const indent = /[\r\n]([ \t]+)$/.exec(before)?.[1];
  const nested = /[\r\n]/.test(text.trim()) ? '  ' : undefined;
  return { lineEnd, indent: indent ?? nested, ascii: /\\u[0-9A-Fa-f]{4}/.test(text) && /^[\0-\x7f]*$/.test(text) };
}

/** The white space with which the line of an offset begins. */
function indentAt(text: string, offset: number): string {
  const line = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? '';
}

/** A value in the form of the one whose place it takes: in one line where that was. */
function written(value: Json, style: Style, indent: string, before: ValueNode | undefined, text: string): string {
  const container = before?.type === 'Object' || before?.type === 'Array';
  const source = before === undefined ? '' : text.slice(span(before).start, span(before).end);
  const empty = container && /^[{[]\s*[}\]]$/.test(source);
  const inline = container && !empty && !/[\r\n]/.test(source);
  return spelt(value, inline ? { ...style, indent: undefined } : style, indent);
}

function spelt(value: Json, style: Style, indent: string): string {
  if (typeof value !== 'object' || value === null) {
    const scalar = JSON.stringify(value);
    return style.ascii ? escapeUnicode(scalar) : scalar;
  }
  const list = Array.isArray(value);
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  const inner = style.indent === undefined ? '' : indent + style.indent;
  const parts = list
    ? value.map((item) => spelt(item, style, inner))
    : Object.entries(value).map(([key, item]) => `${spelt(key, style, '')}: ${spelt(item, style, inner)}`);
  if (parts.length === 0) return `${open}${close}`;
  if (style.indent === undefined) return `${open}${parts.join(', ')}${close}`;
  const lines = parts.map((part) => `${style.lineEnd}${inner}${part}`);
  return `${open}${lines.join(',')}${style.lineEnd}${indent}${close}`;
}

function escapeUnicode(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** New last members of an object, written as those that it has. */
function insertion(
  text: string,
  object: ObjectNode,
  members: readonly { key: string; value: Json }[],
  style: Style,
): { start: number; end: number; text: string } {
  const last = object.members.at(-1);
  const { start, end } = span(object);
  if (last === undefined) {
    const value: { [key: string]: Json } = {};
    for (const member of members) setMember(value, member.key, member.value);
    return { start, end, text: spelt(value, style, indentAt(text, start)) };
  }
  const at = span(last);
  const colon = text.slice(last.name.loc.end.offset, span(last.value).start);
  const earlier = object.members.at(-2);
  const single = /\s$/.test(colon) ? ' ' : '';
  const gap = earlier === undefined ? text.slice(start + 1, at.start) : text.slice(span(earlier).end, at.start);
  const space = earlier === undefined ? (/[\r\n]/.test(gap) ? gap : single) : gap.replace(',', '');
  const indent = /[\r\n]/.test(space) ? indentAt(text, at.start) : '';
  const inner: Style = /[\r\n]/.test(space) ? style : { ...style, indent: undefined };
  const parts = members.map(
    ({ key, value }) => `,${space}${spelt(key, style, '')}${colon}${spelt(value, inner, indent)}`,
  );
  return { start: at.end, end: at.end, text: parts.join('') };
}
