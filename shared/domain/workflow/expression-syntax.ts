import { quote } from '../../parse/text.ts';
import { notPortable, numberOf, type Unknown } from './expression-value.ts';

/** An expression as a tree. `each` is `.*`; `member` is `.key` and `[key]`. A number that not everyone reads alike is not known. */
export type Expression =
  | { kind: 'literal'; value: null | boolean | number | string | Unknown }
  | { kind: 'name'; name: string }
  | { kind: 'member'; of: Expression; key: Expression }
  | { kind: 'each'; of: Expression }
  | { kind: 'call'; name: string; arguments: readonly Expression[] }
  | { kind: 'not'; of: Expression }
  | { kind: 'operator'; operator: string; left: Expression; right: Expression };

/** `message` is a clause that continues "the expression …". */
export type ParsedExpression = { ok: true; expression: Expression } | { ok: false; message: string };

interface Token {
  kind: 'text' | 'number' | 'word' | 'mark';
  text: string;
}

/** GitHub's own limits of one expression. */
const maxLength = 21_000;
const maxDepth = 50;

/** What .NET takes for white space. A byte order mark, which JavaScript takes for some, is none. */
const white = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/y;

const pattern =
  /(?:'(?<text>(?:[^']|'')*)'|(?<mark>&&|\|\||[=!<>]=|[!<>()[\],*])|(?<number>[-+]?(?:\d|\.\d)[^\s()[\],!<>=&|]*)|(?<word>[A-Za-z_][\w-]*)|(?<dot>\.))/y;

/** The operators of two sides; the later ones bind tighter. */
const levels: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']];

class SyntaxProblem extends Error {}

/** Reads the inside of `${{ }}`, or of an `if`, as the runner does. Never throws. */
export function parseExpression(text: string): ParsedExpression {
  if (text.length > maxLength) return { ok: false, message: `is longer than ${maxLength} characters` };
  try {
    const tokens = tokensOf(text);
    if (tokens.length === 0) return { ok: false, message: 'is empty' };
    return { ok: true, expression: read(tokens) };
  } catch (thrown) {
    if (thrown instanceof SyntaxProblem) return { ok: false, message: thrown.message };
    throw thrown;
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = beginOf(text, 0); at < text.length; at = beginOf(text, pattern.lastIndex)) {
    pattern.lastIndex = at;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) {
      throw new SyntaxProblem(`has something at character ${at + 1} that is none: ${quote(text.slice(at).trim(), 40)}`);
    }
    const { text: quoted, mark, number, word } = groups;
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'mark', text: mark ?? '.' });
  }
  return tokens;
}

/** Where the next thing begins. */
function beginOf(text: string, from: number): number {
  white.lastIndex = from;
  white.test(text);
  return white.lastIndex;
}

/** Whether there is nothing but white space. */
export function isBlank(text: string): boolean {
  return beginOf(text, 0) === text.length;
}

function read(tokens: readonly Token[]): Expression {
  let next = 0;
  let depth = 0;

  const isMark = (text: string): boolean => tokens[next]?.kind === 'mark' && tokens[next]?.text === text;
  const take = (text: string): boolean => {
    if (!isMark(text)) return false;
    next += 1;
    return true;
  };
  const demand = (text: string): void => {
    if (!take(text)) throw new SyntaxProblem(`lacks ${text} before ${shown(tokens[next])}`);
  };

  const inside = <T>(build: () => T): T => {
    depth += 1;
    if (depth > maxDepth) throw new SyntaxProblem(`is nested deeper than ${maxDepth} levels`);
    const built = build();
    depth -= 1;
    return built;
  };

  const binary = (level: number): Expression => {
    const operators = levels[level];
    if (operators === undefined) return unary();
    let left = binary(level + 1);
    for (;;) {
      const token = tokens[next];
      if (token?.kind !== 'mark' || !operators.includes(token.text)) return left;
      next += 1;
      left = { kind: 'operator', operator: token.text, left, right: binary(level + 1) };
    }
  };

  const unary = (): Expression => (take('!') ? { kind: 'not', of: inside(unary) } : access(primary()));

  const access = (start: Expression): Expression => {
    let of = start;
    for (;;) {
      if (take('.')) {
        const token = tokens[next];
        next += 1;
        if (token?.kind === 'word') of = { kind: 'member', of, key: { kind: 'literal', value: token.text } };
        else if (token?.kind === 'mark' && token.text === '*') of = { kind: 'each', of };
        else throw new SyntaxProblem(`has ${shown(token)} where the name of a property is expected`);
      } else if (take('[')) {
        if (take('*')) of = { kind: 'each', of };
        else of = { kind: 'member', of, key: inside(() => binary(0)) };
        demand(']');
      } else return of;
    }
  };

  const primary = (): Expression => {
    const token = tokens[next];
    next += 1;
    if (token?.kind === 'text') return { kind: 'literal', value: token.text };
    if (token?.kind === 'number') {
      const value = numberOf(token.text);
      if (Number.isNaN(value)) throw new SyntaxProblem(`has ${token.text}, which is no number`);
      return { kind: 'literal', value: value ?? notPortable };
    }
    if (token?.kind === 'mark' && token.text === '(') {
      const group = inside(() => binary(0));
      demand(')');
      return group;
    }
    if (token?.kind !== 'word') throw new SyntaxProblem(`has ${shown(token)} where a value is expected`);
    if (isMark('(')) return call(token.text);
    const literal = literals.get(token.text);
    return literal === undefined ? { kind: 'name', name: token.text } : { kind: 'literal', value: literal };
  };

  const call = (name: string): Expression => {
    demand('(');
    const parts: Expression[] = [];
    if (!take(')')) {
      do parts.push(inside(() => binary(0)));
      while (take(','));
      demand(')');
    }
    return { kind: 'call', name, arguments: parts };
  };

  const expression = binary(0);
  if (next < tokens.length) throw new SyntaxProblem(`goes on behind its end with ${shown(tokens[next])}`);
  return expression;
}

const literals = new Map<string, null | boolean | number>([
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
]);

function shown(token: Token | undefined): string {
  return token === undefined ? 'its end' : quote(token.text, 40);
}

/** The functions that are called anywhere in it, in lower case. */
export function callsIn(expression: Expression): Set<string> {
  return new Set(parts(expression).flatMap((part) => (part.kind === 'call' ? [part.name.toLowerCase()] : [])));
}

/** The expression, and every one in it. */
export function parts(expression: Expression): Expression[] {
  const found: Expression[] = [];
  const visit = (node: Expression): void => {
    found.push(node);
    if (node.kind === 'call') {
      node.arguments.forEach(visit);
    } else if (node.kind === 'operator') {
      visit(node.left);
      visit(node.right);
    } else if (node.kind === 'member') {
      visit(node.of);
      visit(node.key);
    } else if (node.kind === 'not' || node.kind === 'each') visit(node.of);
  };
  visit(expression);
  return found;
}
