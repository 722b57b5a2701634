/** A problem of the file itself. `line` counts from 1 at the beginning of the block. */
export interface CutProblem {
  code: 'not-json' | 'truncated' | 'line-too-long';
  line: number;
  message: string;
  /** It takes the place of a row. */
  row: boolean;
  /** How many times there is the same in this block; `line` is that of the first. */
  count: number;
}

/** What is known of a block besides its bytes. Plain data. */
export interface RowsAbout {
  /** `lines`: each line of the bytes that is not blank is a row. `elements`: the rows are where `places` says. */
  form: 'lines' | 'elements';
  /** Begin, end and line of each row, one after the other. */
  places?: Uint32Array<ArrayBuffer> | undefined;
  /** Physical lines that end in this block. Of `lines` those of the bytes come behind them, and are not counted here. */
  lines: number;
  problems: CutProblem[];
  /** The first row of the file is a line that cannot be a whole value. `first`: it is in this block. */
  spread?: 'first' | 'later' | undefined;
}

export interface RowsBlock {
  bytes: Uint8Array<ArrayBuffer>;
  about: RowsAbout;
}

export interface RowsCutter {
  push(bytes: Uint8Array): RowsBlock[];
  end(): RowsBlock[];
}

export interface CutLimits {
  /** Longer rows are dropped, and are a problem. */
  maxRowBytes: number;
  /** About how long a block is. */
  blockBytes: number;
}

export const noBytes = (): Uint8Array<ArrayBuffer> => new Uint8Array();

/** The problem of a row that is longer than what is read of one. */
export function tooLong(line: number, maxRowBytes: number): CutProblem {
  return { code: 'line-too-long', line, message: `the row has more than ${maxRowBytes} bytes`, row: true, count: 1 };
}
