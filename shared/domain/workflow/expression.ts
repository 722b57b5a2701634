import { parseJson } from '../../parse/json.ts';
import type { Expression } from './expression-syntax.ts';
import {
  isList,
  isMap,
  isPlainText,
  isPortable,
  isTruthy,
  isUnknown,
  looseEqual,
  memberOf,
  notPortable,
  numberOf,
  numberText,
  textOf,
  type Unknown,
  unknowns,
  type Value,
  valueOf,
} from './expression-value.ts';

/** What the status functions of a job's `if` give in one situation; undefined when that is not known. */
export interface Status {
  success: boolean | undefined;
  failure: boolean | undefined;
  cancelled: boolean | undefined;
}

/** What an expression can see: the contexts by their names in lower case. A context that is missing is not known. */
export interface Scope {
  contexts: ReadonlyMap<string, Value>;
  /** Those of them of which only some members are known: what is missing in them is not known, not null. */
  partial?: ReadonlySet<string> | undefined;
  status?: Status | undefined;
}

type Known = Exclude<Value, Unknown>;
/** `spread`: a list that `.*` made, on whose items the next key is looked up. */
interface Evaluated {
  value: Value;
  spread?: boolean;
}

/** The value of an expression as the runner computes it, as far as what it depends on is known. Never throws. */
export function evaluate(expression: Expression, scope: Scope): Value {
  return evaluated(expression, scope).value;
}

/** Whether the value counts as true; undefined when that is not known. One side of `&&` or `||` can be enough. */
export function truth(expression: Expression, scope: Scope): boolean | undefined {
  if (expression.kind === 'not') {
    const inner = truth(expression.of, scope);
    return inner === undefined ? undefined : !inner;
  }
  if (expression.kind === 'operator' && (expression.operator === '&&' || expression.operator === '||')) {
    const decisive = expression.operator === '||';
    const left = truth(expression.left, scope);
    if (left === decisive) return decisive;
    const right = truth(expression.right, scope);
    if (right === decisive) return decisive;
    return left === undefined || right === undefined ? undefined : !decisive;
  }
  const value = evaluate(expression, scope);
  return isUnknown(value) ? undefined : isTruthy(value);
}

function evaluated(node: Expression, scope: Scope): Evaluated {
  switch (node.kind) {
    case 'literal':
      return { value: node.value };
    case 'name': {
      // A context can be null, as that of the matrix is for a job without one.
      const name = node.name.toLowerCase();
      const value = scope.partial?.has(name) ? undefined : scope.contexts.get(name);
      return { value: value === undefined ? notKnown(node.name) : value };
    }
    case 'member':
      return member(node, scope);
    case 'each': {
      const { value } = evaluated(node.of, scope);
      if (isUnknown(value)) return { value };
      return { value: isMap(value) ? [...value.values()] : isList(value) ? value : [], spread: true };
    }
    case 'not': {
      const known = truth(node, scope);
      return { value: known ?? { unknown: unknowns(evaluate(node.of, scope))[0] ?? 'a condition' } };
    }
    case 'operator':
      return { value: operation(node.operator, node.left, node.right, scope) };
    case 'call':
      return { value: call(node, scope) };
  }
}

function notKnown(name: string): Unknown {
  return { unknown: name };
}

function member(node: Extract<Expression, { kind: 'member' }>, scope: Scope): Evaluated {
  const key = evaluate(node.key, scope);
  if (isUnknown(key)) return { value: key };
  const part = node.of.kind === 'name' ? partOf(node.of.name.toLowerCase(), key, scope) : null;
  if (part !== null) return { value: part };
  const of = evaluated(node.of, scope);
  if (isUnknown(of.value)) {
    // The path reads better than the context alone: `vars.os` says what to look for.
    const named = typeof key === 'string' && isMissing(node.of, scope);
    return { value: notKnown(named ? `${of.value.unknown}.${key}` : of.value.unknown) };
  }
  if (of.spread && isList(of.value)) {
    const found = of.value.map((item) => lookUp(item, key)).filter((item) => item !== null);
    return { value: found, spread: true };
  }
  return { value: lookUp(of.value, key) };
}

/** Whether a path begins with a context that is not known as a whole. */
function isMissing(path: Expression, scope: Scope): boolean {
  if (path.kind === 'member') return isMissing(path.of, scope);
  if (path.kind !== 'name') return false;
  const name = path.name.toLowerCase();
  return scope.partial?.has(name) === true || !scope.contexts.has(name);
}

/** The member of a context of which only some are known, or null. */
function partOf(name: string, key: Known, scope: Scope): Value {
  const context = scope.partial?.has(name) ? scope.contexts.get(name) : undefined;
  return context !== undefined && typeof key === 'string' ? memberOf(context, key) : null;
}

function lookUp(value: Value, key: Known): Value {
  if (isList(value)) {
    const index = numberOf(key);
    if (index === undefined || (!Number.isNaN(index) && !Number.isInteger(index))) return notPortable;
    return Number.isNaN(index) ? null : (value[index] ?? null);
  }
  return typeof key === 'object' && key !== null ? null : memberOf(value, textOf(key));
}

function operation(operator: string, leftNode: Expression, rightNode: Expression, scope: Scope): Value {
  const left = evaluate(leftNode, scope);
  if (isUnknown(left)) return left;
  if (operator === '&&') return isTruthy(left) ? evaluate(rightNode, scope) : left;
  if (operator === '||') return isTruthy(left) ? left : evaluate(rightNode, scope);
  const right = evaluate(rightNode, scope);
  if (isUnknown(right)) return right;
  if (operator === '==' || operator === '!=') {
    const equal = looseEqual(left, right);
    return equal === undefined ? notPortable : equal === (operator === '==');
  }
  return compared(operator, left, right) ?? notPortable;
}

/** Undefined where GitHub may order them otherwise. */
function compared(operator: string, left: Known, right: Known): boolean | undefined {
  const texts = typeof left === 'string' && typeof right === 'string';
  if (texts && !(isPlainText(left) && isPlainText(right))) return undefined;
  const [a, b] = texts ? [left.toUpperCase(), right.toUpperCase()] : [numberOf(left), numberOf(right)];
  if (a === undefined || b === undefined) return undefined;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

function call(node: Extract<Expression, { kind: 'call' }>, scope: Scope): Value {
  const name = node.name.toLowerCase();
  if (name === 'always') return true;
  if (name === 'success' || name === 'failure' || name === 'cancelled') {
    return scope.status?.[name] ?? notKnown(`${name}()`);
  }
  if (name === 'case') return chosen(node.arguments, scope);
  const compute = functions.get(name);
  if (compute === undefined) return notKnown(`${node.name}()`);
  const values: Known[] = [];
  for (const argument of node.arguments) {
    const value = evaluate(argument, scope);
    const missing = unknowns(value)[0];
    if (isUnknown(value) || missing !== undefined) return notKnown(missing ?? `${node.name}()`);
    values.push(value);
  }
  return compute(values) ?? notKnown(`${node.name}(), which fails with these values, or gives what only GitHub knows`);
}

/** `case(condition, value, ..., otherwise)`. */
function chosen(parts: readonly Expression[], scope: Scope): Value {
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [condition, value] = [parts[index], parts[index + 1]];
    if (condition === undefined || value === undefined) break;
    const holds = evaluate(condition, scope);
    if (isUnknown(holds)) return holds;
    if (isTruthy(holds)) return evaluate(value, scope);
  }
  const otherwise = parts.length % 2 === 1 ? parts.at(-1) : undefined;
  return otherwise === undefined ? notKnown('case() without a last value') : evaluate(otherwise, scope);
}

/** What the functions give; undefined when the runner would fail, or may compute something else. */
const functions = new Map<string, (values: readonly Known[]) => Value | undefined>([
  ['contains', ([search, item]) => (search === undefined || item === undefined ? undefined : contains(search, item))],
  ['startswith', texts((text, part) => text.startsWith(part))],
  ['endswith', texts((text, part) => text.endsWith(part))],
  ['format', ([pattern, ...values]) => (typeof pattern === 'string' ? formatted(pattern, values) : undefined)],
  ['join', joined],
  ['tojson', ([value]) => (value === undefined ? undefined : plainOnly(jsonText(value, '')))],
  ['fromjson', ([text]) => (text === undefined ? undefined : fromJson(textOf(text)))],
]);

function isPlain(value: Known): value is null | boolean | number | string {
  return typeof value !== 'object' || value === null;
}

function texts(test: (text: string, part: string) => boolean): (values: readonly Known[]) => Value | undefined {
  return ([text, part]) => {
    if (text === undefined || part === undefined) return undefined;
    if (!isPlain(text) || !isPlain(part)) return false;
    const [whole, sought] = [plainOnly(textOf(text)), plainOnly(textOf(part))];
    return whole === undefined || sought === undefined ? undefined : test(whole.toUpperCase(), sought.toUpperCase());
  };
}

/** The text, when everyone folds and escapes it alike. */
function plainOnly(text: string): string | undefined {
  return isPlainText(text) ? text : undefined;
}

const includes = texts((text, part) => text.includes(part));

function contains(search: Known, item: Known): Value | undefined {
  if (!isList(search)) return includes([search, item]);
  const found = search.map((each) => (isUnknown(each) ? undefined : looseEqual(each, item)));
  return found.includes(true) || (found.includes(undefined) ? undefined : false);
}

function joined([items, separator = ',']: readonly Known[]): Value | undefined {
  if (items === undefined) return undefined;
  if (!isList(items)) return isPlain(items) ? textOf(items) : '';
  const known = items.filter((item): item is Known => !isUnknown(item));
  return known.map(textOf).join(isPlain(separator) ? textOf(separator) : ',');
}

/** `{0}` stands for a value, `{{` and `}}` for a brace. Anything else in braces makes the runner fail. */
function formatted(pattern: string, values: readonly Known[]): string | undefined {
  let failed = false;
  const text = pattern.replaceAll(/\{\{|\}\}|\{(\d{1,9})\}|[{}]/g, (found, index?: string) => {
    if (found === '{{' || found === '}}') return found.slice(1);
    const value = index === undefined ? undefined : values[Number(index)];
    if (value === undefined) failed = true;
    return value === undefined ? '' : textOf(value);
  });
  return failed ? undefined : text;
}

function fromJson(text: string): Value | undefined {
  const parsed = parseJson(text);
  const value = parsed.ok ? valueOf(parsed.document.value) : undefined;
  return value !== undefined && isPortable(value) ? value : undefined;
}

function jsonText(value: Value, indent: string): string {
  const deeper = `${indent}  `;
  if (isList(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => deeper + jsonText(item, deeper)).join(',\n')}\n${indent}]`;
  }
  if (isMap(value)) {
    if (value.size === 0) return '{}';
    const members = [...value].map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${jsonText(item, deeper)}`);
    return `{\n${members.join(',\n')}\n${indent}}`;
  }
  return typeof value === 'number' ? numberText(value) : JSON.stringify(value);
}
