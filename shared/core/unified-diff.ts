import { binaryLiteral } from './binary-patch.ts';
import type { FileMode } from './file-mode.ts';
import { objectId } from './object-id.ts';

/** A file before and after a change; undefined: it is not there. */
export interface DiffFile {
  path: string;
  before: Uint8Array | undefined;
  after: Uint8Array | undefined;
  /** The modes of both sides, as git writes them; a regular file that nobody executes (100644) unless given. */
  modes?: { before: FileMode; after: FileMode } | undefined;
}

/** Lines of both sides that differ; beyond so many the part between them counts as replaced as a whole. */
const mostEdits = 1000;
const context = 3;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A change as `git diff` writes it, so that `git apply` makes `after` of `before` byte for byte, with its mode. Files that are no UTF-8
 * text are named and left out; with `binary`, the length of the ids of the repository's objects, their bytes are in it as
 * `git diff --binary` writes them. What is in it is foreign text: for people it has to be made safe line by line.
 */
export function unifiedDiff(files: readonly DiffFile[], options: { binary?: 40 | 64 } = {}): string {
  return files.map((file) => fileDiff(file, options.binary)).join('');
}

function fileDiff({ path, before, after, modes }: DiffFile, binary: 40 | 64 | undefined): string {
  const [old, now] = [textOf(before), textOf(after)];
  const [from, to] = [gitPath(`a/${path}`), gitPath(`b/${path}`)];
  const head = [`diff --git ${from} ${to}`];
  const { before: oldMode, after: newMode } = modes ?? { before: '100644', after: '100644' };
  const moded = before !== undefined && after !== undefined && oldMode !== newMode;
  if (before === undefined) head.push(`new file mode ${newMode}`);
  if (after === undefined) head.push(`deleted file mode ${oldMode}`);
  if (moded) head.push(`old mode ${oldMode}`, `new mode ${newMode}`);
  if (old === undefined || now === undefined) {
    if (binary === undefined) return `${head.join('\n')}\nBinary files ${from} and ${to} differ\n`;
    const ids = [before, after].map((side) =>
      side === undefined ? '0'.repeat(binary) : objectId('blob', side, binary),
    );
    if (ids[0] === ids[1]) return moded ? `${head.join('\n')}\n` : '';
    const sides = [after, before].map((side) => binaryLiteral(side ?? new Uint8Array()));
    return `${[...head, `index ${ids.join('..')}`, 'GIT binary patch'].join('\n')}\n${sides.join('')}`;
  }
  const [left, right] = [linesOf(old), linesOf(now)];
  const hunks = hunksOf(left, right);
  if (hunks.length === 0) {
    return before === undefined || after === undefined || moded ? `${head.join('\n')}\n` : '';
  }
  // A space in a name would end it; git ends such a name by a tab.
  const tab = path.includes(' ') ? '\t' : '';
  head.push(before === undefined ? '--- /dev/null' : `--- ${from}${tab}`);
  head.push(after === undefined ? '+++ /dev/null' : `+++ ${to}${tab}`);
  return `${head.join('\n')}\n${hunks.join('')}`;
}

/** Undefined for what is no text; nothing is the empty text. */
function textOf(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return '';
  if (bytes.includes(0)) return undefined;
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** As git quotes names that hold anything but visible ASCII, quotes or backslashes. */
function gitPath(path: string): string {
  if (/^[ !#-[\]-~]*$/.test(path)) return path;
  const quoted = [...new TextEncoder().encode(path)].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === '\\') return `\\${character}`;
    return byte >= 0x20 && byte < 0x7f ? character : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${quoted.join('')}"`;
}

/** Lines with their line feed; the last one may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface Step {
  sign: ' ' | '-' | '+';
  line: string;
}

function hunksOf(left: readonly string[], right: readonly string[]): string[] {
  const steps = stepsOf(left, right);
  const changed = steps.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]));
  const hunks: string[] = [];
  for (let first = 0; first < changed.length; ) {
    let last = first;
    while ((changed[last + 1] ?? Number.POSITIVE_INFINITY) - (changed[last] ?? 0) <= 2 * context) last += 1;
    const [from, to] = [Math.max(0, (changed[first] ?? 0) - context), (changed[last] ?? 0) + context + 1];
    hunks.push(hunkOf(steps, from, Math.min(to, steps.length)));
    first = last + 1;
  }
  return hunks;
}

function hunkOf(steps: readonly Step[], from: number, to: number): string {
  const count = (part: readonly Step[], other: '-' | '+'): number => part.filter(({ sign }) => sign !== other).length;
  const [before, part] = [steps.slice(0, from), steps.slice(from, to)];
  const range = (other: '-' | '+'): string => {
    const [start, length] = [count(before, other), count(part, other)];
    return `${length === 0 ? start : start + 1},${length}`;
  };
  const body = part.map(({ sign, line }) =>
    line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`,
  );
  return `@@ -${range('+')} +${range('-')} @@\n${body.join('')}`;
}

/** Both sides as one list: what stays, what goes, what comes. */
function stepsOf(left: readonly string[], right: readonly string[]): Step[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (
    end < left.length - start &&
    end < right.length - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  )
    end += 1;
  const stay = (lines: readonly string[]): Step[] => lines.map((line) => ({ sign: ' ', line }));
  const [a, b] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  return [...stay(left.slice(0, start)), ...shortest(a, b), ...stay(left.slice(left.length - end))];
}

/**
 * The shortest list of steps from one side to the other (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), as
 * long as it is short enough; else everything goes and everything comes.
 */
function shortest(a: readonly string[], b: readonly string[]): Step[] {
  const trace: Int32Array[] = [];
  const most = Math.min(a.length + b.length, mostEdits);
  const ends = new Int32Array(2 * most + 3);
  const at = (k: number): number => k + most + 1;
  for (let d = 0; d <= most; d += 1) {
    trace.push(ends.slice());
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (ends[at(k - 1)] ?? 0) < (ends[at(k + 1)] ?? 0));
      let x = down ? (ends[at(k + 1)] ?? 0) : (ends[at(k - 1)] ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      ends[at(k)] = x;
      if (x >= a.length && x - k >= b.length) return backtrack(a, b, trace, at);
    }
  }
  const gone = a.map((line): Step => ({ sign: '-', line }));
  return [...gone, ...b.map((line): Step => ({ sign: '+', line }))];
}

function backtrack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Int32Array[],
  at: (k: number) => number,
): Step[] {
  const steps: Step[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const ends = trace[d] ?? new Int32Array();
    const k = x - y;
    const down = k === -d || (k !== d && (ends[at(k - 1)] ?? 0) < (ends[at(k + 1)] ?? 0));
    const earlier = down ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : (ends[at(earlier)] ?? 0);
    const fromY = d === 0 ? 0 : fromX - earlier;
    while (x > fromX && y > fromY && a[x - 1] === b[y - 1] && (d === 0 || (down ? y > fromY + 1 : x > fromX + 1))) {
      x -= 1;
      y -= 1;
      steps.push({ sign: ' ', line: a[x] ?? '' });
    }
    if (d === 0) break;
    if (down) steps.push({ sign: '+', line: b[(y -= 1)] ?? '' });
    else steps.push({ sign: '-', line: a[(x -= 1)] ?? '' });
  }
  return steps.reverse();
}
