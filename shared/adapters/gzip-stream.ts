import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Whether bytes are compressed with gzip, and the same bytes from the beginning on. */
export async function isGzip(
  pieces: AsyncGenerator<Uint8Array>,
): Promise<{ gzip: boolean; pieces: AsyncGenerator<Uint8Array> }> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < 2) {
    const { done, value } = await pieces.next();
    if (done === true) break;
    // The first piece is nearly always enough; only one that another follows has to be kept.
    head = head.length === 0 && value.length > 1 ? value : Buffer.concat([head, value]);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    yield* pieces;
  }
  return { gzip: head[0] === 0x1f && head[1] === 0x8b, pieces: all() };
}

/**
 * What comes out of one or more gzip members. `taken`: how many bytes the pieces had. When they are cut off, damaged, or
 * followed by something else, `damaged` is called with a clause that continues "the file …", and what came out counts for nothing.
 */
export async function* inflated(
  pieces: AsyncGenerator<Uint8Array>,
  taken: () => number,
  damaged: (message: string) => void,
): AsyncGenerator<Uint8Array> {
  // The pieces are overwritten while the engine may still wait with its part.
  async function* copies(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) yield Uint8Array.from(piece);
  }
  let failure: Error | undefined;
  const source = Readable.from(copies(), { objectMode: true, highWaterMark: 1 });
  const engine = createGunzip({ chunkSize: 256 * 1024 });
  source.on('error', (error) => {
    failure = error;
    engine.destroy(error);
  });
  source.pipe(engine);
  try {
    yield* engine as AsyncIterable<Uint8Array>;
    // It passes over zeros behind the last member.
    if (engine.bytesWritten !== taken()) damaged('has something behind the end of its gzip data');
  } catch (error) {
    if (failure !== undefined) throw failure;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!code.startsWith('Z_')) throw error;
    damaged(`is damaged or cut off: its gzip data cannot be inflated (${code})`);
  } finally {
    source.destroy();
    engine.destroy();
  }
}
