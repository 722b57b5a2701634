import { parentPort, workerData } from 'node:worker_threads';
import type { RecordScan } from '../core/scan.ts';
import type { Asked, Told } from './scan-lanes.ts';

/** Answers the thread that started this one: for each block what its records say. What is thrown ends the thread. */
export function serveBlocks<P, T>(scan: RecordScan<P, T>): void {
  const reader = scan.reader(workerData as P);
  parentPort?.on('message', ({ index, block }: Asked) => {
    const told: Told<T> = { index, value: reader.read(block) };
    parentPort?.postMessage(told);
  });
}
