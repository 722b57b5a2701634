import { evaluate, type Scope } from './expression.ts';
import { type Expression, parseExpression } from './expression-syntax.ts';
import { isUnknown, textOf, unknowns, type Value } from './expression-value.ts';

/** A text with `${{ }}` in it: its plain pieces and its expressions, in order. */
export type Template = readonly (string | Expression)[];
/** `message` is a clause that continues "the value …". */
export type ParsedTemplate = { ok: true; template: Template } | { ok: false; message: string };

/** A text of which parts may not be known: between two pieces anything can stand. One piece is the whole text. */
export interface Rendered {
  pieces: readonly string[];
  /** What the parts that are not known depend on, each once. */
  unknown: readonly string[];
}

export function hasExpression(text: string): boolean {
  return text.includes('${{');
}

/** Splits a text at its expressions. Never throws. */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: (string | Expression)[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('${{', at);
    if (start === -1) break;
    const end = endOf(text, start + 3);
    if (end === undefined) return { ok: false, message: 'has ${{ without }}' };
    const parsed = parseExpression(text.slice(start + 3, end));
    if (!parsed.ok) return { ok: false, message: `has an expression that ${parsed.message}` };
    if (start > at) parts.push(text.slice(at, start));
    parts.push(parsed.expression);
    at = end + 2;
  }
  if (at < text.length) parts.push(text.slice(at));
  return { ok: true, template: parts };
}

/** The `}}` that ends an expression: not one inside of a quoted text. */
function endOf(text: string, from: number): number | undefined {
  let quoted = false;
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === "'") quoted = !quoted;
    else if (!quoted && text.startsWith('}}', index)) return index;
  }
  return undefined;
}

/** The value of a template: of a sole expression its own, else a text. */
export function valueOfTemplate(template: Template, scope: Scope): Value {
  const [sole] = template;
  if (template.length === 1 && sole !== undefined && typeof sole !== 'string') return evaluate(sole, scope);
  const rendered = render(template, scope);
  const missing = rendered.unknown[0];
  return missing === undefined ? (rendered.pieces[0] ?? '') : { unknown: missing };
}

export function render(template: Template, scope: Scope): Rendered {
  const pieces = [''];
  const missing: string[] = [];
  const append = (text: string): void => {
    pieces[pieces.length - 1] += text;
  };
  for (const part of template) {
    if (typeof part === 'string') append(part);
    else {
      const value = evaluate(part, scope);
      if (isUnknown(value)) {
        missing.push(...unknowns(value));
        pieces.push('');
      } else append(textOf(value));
    }
  }
  return { pieces, unknown: [...new Set(missing)] };
}
