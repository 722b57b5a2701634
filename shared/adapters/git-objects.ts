import { spawn } from 'node:child_process';
import { isCommitId } from '../core/hash-form.ts';
import { objectId } from '../core/object-id.ts';
import { gitProcess, type Repository } from './git.ts';

/** An object that was read: its bytes, that it is larger than what is read, or that it is not here, of another kind or not what its id says. */
export type ReadObject = { state: 'read'; content: Uint8Array } | { state: 'too-large' } | { state: 'missing' };

type Kind = Parameters<typeof objectId>[0];

/** One `git cat-file --batch` that answers for many objects. It lives until it is closed. */
export interface ObjectReader {
  /** The objects of these ids and one kind (blobs unless said otherwise), in their order. A git that breaks off leaves the rest missing. */
  read(ids: readonly string[], kind?: Kind): Promise<ReadObject[]>;
  close(): void;
}

/** A git that says nothing for so long is stopped. */
const silenceMs = 60_000;

interface Asked {
  id: string;
  kind: Kind;
  settle(object: ReadObject): void;
}

/** Starts the one process; what is larger than `maxBytes` is passed over without being kept. */
export function openObjects({ top }: Pick<Repository, 'top'>, maxBytes: number): ObjectReader {
  const { args, env } = gitProcess(['cat-file', '--batch']);
  const child = spawn('git', args, { cwd: top, env, stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting: Asked[] = [];
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  let header: Buffer[] = [];
  let body: { asked: Asked; kept: Buffer[] | undefined; other: boolean; left: number } | undefined;

  const end = (): void => {
    ended = true;
    clearTimeout(timer);
    body?.asked.settle({ state: 'missing' });
    body = undefined;
    for (const { settle } of waiting.splice(0)) settle({ state: 'missing' });
  };
  const watch = (): void => {
    clearTimeout(timer);
    if (!ended && (waiting.length > 0 || body !== undefined))
      timer = setTimeout(() => child.kill('SIGKILL'), silenceMs);
  };
  const finish = ({ asked, kept, other }: NonNullable<typeof body>): void => {
    if (other) return asked.settle({ state: 'missing' });
    // The line feed behind the bytes is not part of them.
    const whole = kept === undefined ? undefined : Buffer.concat(kept);
    const content = whole && new Uint8Array(whole.buffer, whole.byteOffset, whole.length - 1);
    if (content === undefined) asked.settle({ state: 'too-large' });
    else if (objectId(asked.kind, content, asked.id.length) === asked.id) asked.settle({ state: 'read', content });
    else asked.settle({ state: 'missing' });
  };
  const begin = (line: string): void => {
    const asked = waiting.shift();
    if (asked === undefined) return;
    const [, id, kind, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(line) ?? [];
    if (id !== asked.id || kind === undefined) return asked.settle({ state: 'missing' });
    const bytes = Number(size);
    const other = kind !== asked.kind;
    body = { asked, kept: bytes <= maxBytes && !other ? [] : undefined, other, left: bytes + 1 };
  };
  const take = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length; ) {
      if (body === undefined) {
        const lineEnd = chunk.indexOf(0x0a, at);
        header.push(chunk.subarray(at, lineEnd < 0 ? undefined : lineEnd));
        if (lineEnd < 0) return;
        const line = Buffer.concat(header).toString('latin1');
        header = [];
        at = lineEnd + 1;
        begin(line);
        continue;
      }
      const part = chunk.subarray(at, at + body.left);
      body.kept?.push(part);
      body.left -= part.length;
      at += part.length;
      if (body.left > 0) return;
      const whole = body;
      body = undefined;
      finish(whole);
    }
  };
  child.on('error', end);
  child.on('close', end);
  // A process that ends before it has read everything breaks the pipe: what it did not answer is missing.
  child.stdin.on('error', () => undefined);
  child.stdout.on('data', (chunk: Buffer) => {
    take(chunk);
    watch();
  });

  return {
    read(ids, kind = 'blob') {
      return new Promise((resolve) => {
        const answers: ReadObject[] = ids.map(() => ({ state: 'missing' }));
        let left = 1;
        // One promise for all: thousands of them would cost more than the reading.
        const done = (): void => {
          left -= 1;
          if (left === 0) resolve(answers);
        };
        const asked: string[] = [];
        for (const [index, id] of ids.entries()) {
          if (ended || !isCommitId(id)) continue;
          asked.push(id);
          left += 1;
          waiting.push({
            id,
            kind,
            settle(object) {
              answers[index] = object;
              done();
            },
          });
        }
        if (asked.length > 0) child.stdin.write(`${asked.join('\n')}\n`);
        watch();
        done();
      });
    },
    close() {
      child.stdin.end();
      child.kill();
      end();
    },
  };
}
