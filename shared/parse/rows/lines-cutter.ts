import { colon, comma, isBlank, lineFeed, openList, openObject } from './bytes.ts';
import { type CutLimits, noBytes, type RowsBlock, type RowsCutter, tooLong } from './rows-block.ts';

/** The brackets, comma and colon behind which a value goes on. */
const continued: ReadonlySet<number | undefined> = new Set([openObject, openList, comma, colon]);

/** Cuts lines, from the first that is not blank on; `linesBefore` came before. Where a block ends depends on its bytes alone. */
export function linesCutter(linesBefore: number, { maxRowBytes, blockBytes }: CutLimits): RowsCutter {
  let buffer = new Uint8Array(blockBytes);
  let used = 0;
  let dropping = false;
  let spread: 'first' | 'later' | undefined;
  let begun = false;

  function block(bytes: Uint8Array<ArrayBuffer>): RowsBlock {
    if (!begun) {
      begun = true;
      if (goesOn(bytes)) spread = 'first';
    }
    const about = { form: 'lines', lines: 0, problems: [], ...(spread && { spread }) } as const;
    if (spread === 'first') spread = 'later';
    return { bytes, about: { ...about, problems: [] } };
  }

  function dropped(): RowsBlock {
    begun = true;
    dropping = false;
    return { bytes: noBytes(), about: { form: 'lines', lines: 1, problems: [tooLong(1, maxRowBytes)] } };
  }

  /** The buffer is full: its whole lines become a block. Without any it grows, as far as a row may be long. */
  function cut(blocks: RowsBlock[]): void {
    const end = buffer.lastIndexOf(lineFeed) + 1;
    if (end === 0 && used > maxRowBytes + 1) {
      dropping = true;
      used = 0;
      if (buffer.length > blockBytes) buffer = new Uint8Array(blockBytes);
      return;
    }
    const rest = buffer.subarray(end);
    let size = blockBytes;
    while (size <= rest.length) size *= 2;
    const next = new Uint8Array(size);
    next.set(rest);
    if (end > 0) blocks.push(block(buffer.subarray(0, end)));
    buffer = next;
    used = rest.length;
  }

  const leading: RowsBlock[] =
    linesBefore === 0 ? [] : [{ bytes: noBytes(), about: { form: 'lines', lines: linesBefore, problems: [] } }];
  return {
    push(bytes) {
      const blocks = leading.splice(0);
      let at = 0;
      while (at < bytes.length) {
        if (dropping) {
          const end = bytes.indexOf(lineFeed, at);
          if (end === -1) break;
          blocks.push(dropped());
          at = end + 1;
          continue;
        }
        const taken = Math.min(buffer.length - used, bytes.length - at);
        buffer.set(bytes.subarray(at, at + taken), used);
        used += taken;
        at += taken;
        if (used === buffer.length) cut(blocks);
      }
      return blocks;
    },
    end() {
      const blocks = leading.splice(0);
      if (dropping) blocks.push(dropped());
      else if (used > 0) blocks.push(block(buffer.subarray(0, used)));
      used = 0;
      return blocks;
    },
  };
}

/** Whether the first line ends in the middle of a value, as that of an object over several lines does. */
function goesOn(bytes: Uint8Array): boolean {
  let last = bytes.indexOf(lineFeed) - 1;
  while (last >= 0 && isBlank(bytes[last])) last -= 1;
  return continued.has(bytes[last]);
}
