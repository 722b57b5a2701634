import { backslash, closeList, closeObject, comma, isBlank, lineFeed, openList, openObject, quote } from './bytes.ts';
import { type CutLimits, type CutProblem, type RowsBlock, type RowsCutter, tooLong } from './rows-block.ts';

const mostElements = 100_000;

/**
 * Cuts the elements of a list, from behind its opening bracket on. It only finds where they end, by brackets and quotes: whether an
 * element is JSON says whoever reads it. `linesBefore` came before the bracket.
 */
export function elementsCutter(linesBefore: number, { maxRowBytes, blockBytes }: CutLimits): RowsCutter {
  /** `first`, `next`: an element is to come. `inside`: it has begun. `after`: it has ended. `closed`: the list has. `more`: something follows. */
  let state: 'first' | 'next' | 'inside' | 'after' | 'closed' | 'more' = 'first';
  let depth = 0;
  let inString = false;
  let escaped = false;
  let buffer = new Uint8Array(blockBytes);
  let used = 0;
  let places: number[] = [];
  let problems: CutProblem[] = [];
  let lines = linesBefore;
  let lastByte = openList;
  /** Where the element begins in the buffer, its line, and how long it is so far. */
  let begin = 0;
  let line = 1;
  let length = 0;

  function note(code: CutProblem['code'], message: string, row = false, at = lines + 1): void {
    const same = problems.find((problem) => problem.code === code && problem.message === message);
    if (same === undefined) problems.push({ code, message, row, line: at, count: 1 });
    else same.count += 1;
  }

  /** Adds bytes to the element; of one that is too long nothing is kept. */
  function keep(bytes: Uint8Array): void {
    length += bytes.length;
    if (length > maxRowBytes) {
      used = begin;
      return;
    }
    if (used + bytes.length > buffer.length) {
      const larger = new Uint8Array(Math.max(buffer.length * 2, used + bytes.length));
      larger.set(buffer.subarray(0, used));
      buffer = larger;
    }
    buffer.set(bytes, used);
    used += bytes.length;
  }

  function block(): RowsBlock {
    const about = { form: 'elements', places: Uint32Array.from(places), lines, problems } as const;
    const bytes = buffer.subarray(0, used);
    buffer = new Uint8Array(blockBytes);
    used = 0;
    places = [];
    problems = [];
    lines = 0;
    return { bytes, about };
  }

  function finish(blocks: RowsBlock[]): void {
    if (length > maxRowBytes) {
      const { code, message, row } = tooLong(line, maxRowBytes);
      note(code, message, row, line);
    } else places.push(begin, used, line);
    if (used >= blockBytes || places.length >= 3 * mostElements) blocks.push(block());
  }

  /** The index behind the last byte of the element that belongs to it, as far as the bytes go; the state says whether it ended. */
  function scan(bytes: Uint8Array, from: number): number {
    for (let index = from; index < bytes.length; index += 1) {
      const byte = bytes[index];
      if (byte === lineFeed) lines += 1;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) {
          inString = false;
          if (depth > 0) continue;
          state = 'after';
          return index + 1;
        }
      } else if (byte === quote) inString = true;
      else if (byte === openObject || byte === openList) depth += 1;
      else if (depth > 0) {
        if (byte !== closeObject && byte !== closeList) continue;
        depth -= 1;
        if (depth > 0) continue;
        state = 'after';
        return index + 1;
      } else if (byte === comma || byte === closeList || isBlank(byte)) {
        // It is read again, behind the element.
        if (byte === lineFeed) lines -= 1;
        state = 'after';
        return index;
      }
    }
    return bytes.length;
  }

  /** A byte outside of elements. Gives whether an element begins with it. */
  function between(byte: number | undefined): boolean {
    if (byte === lineFeed) lines += 1;
    if (isBlank(byte) || state === 'more') return false;
    if (state === 'closed') {
      note('not-json', 'there is something behind the closing bracket of the list');
      state = 'more';
    } else if (byte === closeList) {
      if (state === 'next') note('not-json', 'there is a comma before the closing bracket of the list');
      state = 'closed';
    } else if (byte === comma) {
      if (state !== 'after') note('not-json', 'there is no row before a comma of the list');
      state = 'next';
    } else {
      if (state === 'after') note('not-json', 'there is no comma between two rows of the list');
      return true;
    }
    return false;
  }

  return {
    push(bytes) {
      const blocks: RowsBlock[] = [];
      let index = 0;
      while (index < bytes.length) {
        if (state !== 'inside') {
          if (!between(bytes[index])) {
            index += 1;
            continue;
          }
          state = 'inside';
          begin = used;
          line = lines + 1;
          length = 0;
        }
        const end = scan(bytes, index);
        keep(bytes.subarray(index, end));
        index = end;
        if (isOver()) finish(blocks);
      }
      lastByte = bytes.at(-1) ?? lastByte;
      return blocks;
    },
    end() {
      const blocks: RowsBlock[] = [];
      const whole = depth === 0 && !inString;
      if (state === 'inside' && whole) finish(blocks);
      if (state !== 'closed' && state !== 'more') {
        const cutOff = state === 'inside' && !whole;
        if (cutOff) used = begin;
        note('truncated', `the file ends ${cutOff ? 'in a row' : 'before the closing bracket of the list'}`, cutOff);
      }
      if (lastByte !== lineFeed) lines += 1;
      blocks.push(block());
      return blocks;
    },
  };

  function isOver(): boolean {
    return state === 'after';
  }
}
