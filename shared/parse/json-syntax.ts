import { quote } from './text.ts';

/** What is wrong in a text that is not JSON, and the offset where. */
export interface SyntaxProblem {
  offset: number;
  message: string;
}

/** What may come next: `…First` directly after the opening bracket, where the closing one may follow too. */
type Expected = 'value' | 'itemFirst' | 'key' | 'keyFirst' | 'colon' | 'next';

const doubleQuote = 0x22;
const [openObject, closeObject] = [0x7b, 0x7d];
const [openArray, closeArray] = [0x5b, 0x5d];

/** The offset of the bracket that opens one container too many; undefined when the nesting stays within `maxDepth`. */
export function findTooDeep(text: string, maxDepth: number): number | undefined {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    // Codes, because this looks at every sign of a file before it is parsed.
    const code = text.charCodeAt(index);
    if (code === doubleQuote) {
      const end = endOfString(text, index);
      if (end === undefined) return undefined;
      index = end - 1;
    } else if (code === openObject || code === openArray) {
      depth += 1;
      if (depth > maxDepth) return index;
    } else if (code === closeObject || code === closeArray) depth -= 1;
  }
  return undefined;
}

/** The offset behind the closing quote of a string that opens at `start`; undefined when it is not closed. */
function endOfString(text: string, start: number): number | undefined {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return undefined;
}

/**
 * The first place where a text leaves the grammar of RFC 8259; undefined when it does not. It takes linear time and
 * constant stack. The message never holds more of the text than one short quoted word.
 */
export function findSyntaxProblem(text: string): SyntaxProblem | undefined {
  const open: string[] = [];
  let expected: Expected = 'value';
  let index = skipSpace(text, 0);
  for (; index < text.length; index = skipSpace(text, index)) {
    const character = text[index] ?? '';
    const container = open.at(-1);
    const problem = (message: string): SyntaxProblem => ({ offset: index, message });
    if (character === '/' && /[/*]/.test(text[index + 1] ?? '')) return problem('JSON has no comments');
    if (expected === 'next') {
      if (container === undefined) return problem(`expected the end of the text but found ${found(text, index)}`);
      const close = container === '{' ? '}' : ']';
      if (character === ',') expected = container === '{' ? 'key' : 'value';
      else if (character === close) open.pop();
      else return problem(`expected "," or "${close}" but found ${found(text, index)}`);
      index += 1;
    } else if (expected === 'colon') {
      if (character !== ':') return problem(`expected ":" after the key but found ${found(text, index)}`);
      expected = 'value';
      index += 1;
    } else if ((expected === 'keyFirst' && character === '}') || (expected === 'itemFirst' && character === ']')) {
      open.pop();
      expected = 'next';
      index += 1;
    } else if (expected === 'key' || expected === 'keyFirst') {
      if (character === '}') return problem('there is a comma before "}"');
      if (character !== '"') return problem(`expected a key in double quotes but found ${found(text, index)}`);
      const end = scanString(text, index);
      if (typeof end !== 'number') return end;
      expected = 'colon';
      index = end;
    } else if (character === '{' || character === '[') {
      open.push(character);
      expected = character === '{' ? 'keyFirst' : 'itemFirst';
      index += 1;
    } else {
      if (character === ']' && expected === 'value' && container === '[') return problem('there is a comma before "]"');
      const end = character === '"' ? scanString(text, index) : scanWord(text, index);
      if (typeof end !== 'number') return end;
      expected = 'next';
      index = end;
    }
  }
  if (expected === 'next' && open.length === 0) return undefined;
  const missing = expected === 'next' ? (open.at(-1) === '{' ? '"," or "}"' : '"," or "]"') : missingAtEnd[expected];
  return { offset: text.length, message: `the text ends too early: expected ${missing}` };
}

const missingAtEnd: Record<Exclude<Expected, 'next'>, string> = {
  value: 'a value',
  itemFirst: 'a value or "]"',
  key: 'a key',
  keyFirst: 'a key or "}"',
  colon: '":"',
};

function skipSpace(text: string, index: number): number {
  let next = index;
  while (text[next] === ' ' || text[next] === '\n' || text[next] === '\r' || text[next] === '\t') next += 1;
  return next;
}

function found(text: string, index: number): string {
  return quote(String.fromCodePoint(text.codePointAt(index) ?? 0));
}

/** The offset behind the string that starts at `start`, or what is wrong in it. */
function scanString(text: string, start: number): number | SyntaxProblem {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) return index + 1;
    if (code === 0x0a || code === 0x0d) {
      return { offset: start, message: 'the string that starts here is not closed in its line' };
    }
    if (code < 0x20) {
      return { offset: index, message: `a control character must be escaped in a string: found ${found(text, index)}` };
    }
    if (code === 0x5c) {
      const length = text[index + 1] === 'u' ? 5 : 1;
      if (!/^(?:["\\/bfnrt]|u[\dA-Fa-f]{4})$/.test(text.slice(index + 1, index + 1 + length))) {
        return {
          offset: index,
          message: 'there is an escape that JSON does not know: only \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX',
        };
      }
      index += length;
    }
  }
  return { offset: start, message: 'the string that starts here is not closed' };
}

/** The offset behind the number, `true`, `false` or `null` that starts at `start`, or what is wrong there. */
function scanWord(text: string, start: number): number | SyntaxProblem {
  const word = take(text, start, /[\w.+$-]+/y);
  if (word === 'true' || word === 'false' || word === 'null') return start + word.length;
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) return start + word.length;
  if (/^[-+.]?\d/.test(word)) return { offset: start, message: `${quote(word)} is not a number that JSON knows` };
  if (text[start] === "'") return { offset: start, message: 'a string needs double quotes' };
  return { offset: start, message: `expected a value but found ${word === '' ? found(text, start) : quote(word)}` };
}

function take(text: string, start: number, pattern: RegExp): string {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? '';
}
