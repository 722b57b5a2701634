import { Worker } from 'node:worker_threads';
import { GovernanceError } from '../core/errors.ts';
import type { RecordBlock, RecordReader } from '../core/scan.ts';

/** Where blocks are read. Values are merged in the order in which blocks were added, whoever read them. */
export interface Lanes<T> {
  /** Resolves when another block may come. */
  add(block: RecordBlock): Promise<void>;
  /** What all blocks say. */
  value(): Promise<T>;
  /** Nothing runs any more. */
  end(): Promise<void>;
}

/** What goes to a worker, and comes back. */
export interface Asked {
  index: number;
  block: RecordBlock;
}
export interface Told<T> {
  index: number;
  value: T;
}

/** Blocks that a worker has or waits for: one to read, and one to go on with. */
const blocksEach = 2;

/** Reads in this thread. */
export function ownLane<T>(reader: RecordReader<T>): Lanes<T> {
  let value = reader.empty();
  return {
    async add(block) {
      value = reader.merge(value, reader.read(block));
    },
    value: async () => value,
    end: async () => {},
  };
}

/** Reads in threads of their own, each with a reader made from the parameters. */
export function workerLanes<P, T>(reader: RecordReader<T>, parameters: P, entry: URL, threads: number): Lanes<T> {
  let merged = reader.empty();
  let added = 0;
  let done = 0;
  const told = new Map<number, T>();
  const waiting: (() => void)[] = [];
  let failure: GovernanceError | undefined;
  let ending = false;

  const wake = (): void => {
    for (const next of waiting.splice(0)) next();
  };
  const fail = (message: string, cause?: unknown): void => {
    failure ??= new GovernanceError('INTERNAL', `a thread that reads records ${message}`, { cause });
    wake();
  };
  const lanes = Array.from({ length: threads }, () => {
    const lane = { worker: new Worker(entry, { ...alone, workerData: parameters }), busy: 0 };
    lane.worker.on('message', ({ index, value }: Told<T>) => {
      lane.busy -= 1;
      told.set(index, value);
      for (;;) {
        const next = told.get(done);
        if (next === undefined) break;
        told.delete(done);
        merged = reader.merge(merged, next);
        done += 1;
      }
      wake();
    });
    lane.worker.on('error', (error) => fail(`broke: ${error.message}`, error));
    lane.worker.on('messageerror', (error) => fail(`could not be understood: ${error.message}`, error));
    lane.worker.on('exit', (code) => {
      if (!ending) fail(`ended with code ${code}`);
    });
    return lane;
  });
  /** Waits for something to happen until it holds. */
  const until = async (holds: () => boolean): Promise<void> => {
    for (;;) {
      if (failure !== undefined) throw failure;
      if (holds()) return;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };

  return {
    async add(block) {
      // A slow block must not let the values of those behind it pile up.
      await until(() => added - done < 2 * blocksEach * threads && lanes.some(({ busy }) => busy < blocksEach));
      const lane = lanes.reduce((one, other) => (other.busy < one.busy ? other : one));
      const asked: Asked = { index: added, block };
      added += 1;
      lane.busy += 1;
      lane.worker.postMessage(asked, [block.bytes.buffer as ArrayBuffer]);
    },
    async value() {
      await until(() => done === added);
      return merged;
    },
    async end() {
      ending = true;
      await Promise.all(lanes.map(({ worker }) => worker.terminate()));
    },
  };
}

/**
 * A thread needs nothing of how this process was started, nor its secrets. Objects of a row live shorter than the row: little room for young
 * ones is enough, and each thread has its own.
 */
const alone = { execArgv: [], env: {}, resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 } };
