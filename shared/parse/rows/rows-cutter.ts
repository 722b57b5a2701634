import { isBlank, lineFeed, openList } from './bytes.ts';
import { elementsCutter } from './elements-cutter.ts';
import { linesCutter } from './lines-cutter.ts';
import { noBytes, type RowsBlock, type RowsCutter } from './rows-block.ts';

/*
 * A file of rows, cut into blocks of whole rows. The file is NDJSON (one JSON value in each line) or, when its first byte that is not
 * blank is `[`, one JSON array. Lines end with LF or CRLF; a byte order mark at the beginning does not count.
 */

const mark = [0xef, 0xbb, 0xbf] as const;

export interface CutOptions {
  /** Longer rows are dropped, and are a problem. */
  maxRowBytes: number;
  /** About how long a block is; 1 MiB unless given. */
  blockBytes?: number | undefined;
}

/**
 * A cutter of one file. The blocks are the same however the bytes come, hold whole rows in file order, and are about
 * `blockBytes` long; a row longer than `maxRowBytes` is never held.
 */
export function rowsCutter({ maxRowBytes, blockBytes = 1 << 20 }: CutOptions): RowsCutter {
  let marked = 0;
  /** Blank bytes before anything else: only their lines matter. */
  let lines = 0;
  let open = false;
  let body: RowsCutter | undefined;

  function start(bytes: Uint8Array): RowsBlock[] {
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index] ?? 0;
      if (marked >= 0) {
        if (byte === mark[marked]) {
          marked = marked === 2 ? -1 : marked + 1;
          continue;
        }
        // A part of a mark is none: its bytes are the beginning of a row.
        const part = mark.slice(0, marked);
        marked = -1;
        if (part.length > 0) return begin(part, bytes.subarray(index));
      }
      open = byte !== lineFeed;
      if (!open) lines += 1;
      else if (!isBlank(byte)) return begin([], bytes.subarray(index));
    }
    return [];
  }

  function begin(part: readonly number[], bytes: Uint8Array): RowsBlock[] {
    const limits = { maxRowBytes, blockBytes };
    const isList = part.length === 0 && bytes[0] === openList;
    body = isList ? elementsCutter(lines, limits) : linesCutter(lines, limits);
    return [...body.push(Uint8Array.from(part)), ...body.push(isList ? bytes.subarray(1) : bytes)];
  }

  return {
    push: (bytes) => (body === undefined ? start(bytes) : body.push(bytes)),
    end() {
      const rest = body === undefined && marked > 0 ? begin(mark.slice(0, marked), noBytes()) : [];
      if (body !== undefined) return [...rest, ...body.end()];
      return [{ bytes: noBytes(), about: { form: 'lines', lines: open ? lines + 1 : lines, problems: [] } }];
    },
  };
}
