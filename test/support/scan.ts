import { gunzipSync } from 'node:zlib';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Tree } from '../../shared/core/ports.ts';
import type { NotScanned, RecordScan, ScanLimits, Scanned, ScanSource } from '../../shared/core/scan.ts';

/** Scans in this thread what a tree holds in memory. */
export async function scanInMemory<P, T>(
  tree: Tree,
  scan: RecordScan<P, T>,
  parameters: P,
  source: ScanSource,
  { maxBytes }: ScanLimits,
): Promise<Scanned<T> | NotScanned> {
  const file =
    'content' in source
      ? { found: true as const, source: 'memory' as const, content: source.content, path: source.path }
      : await tree.read(source.path, maxBytes);
  if (!file.found) return file;
  const { content, path } = file;
  const cutter = scan.cutter(parameters);
  const reader = scan.reader(parameters);
  let value = reader.empty();
  const gzip = content[0] === 0x1f && content[1] === 0x8b;
  for (const block of [...cutter.push(gzip ? gunzipSync(content) : content), ...cutter.end()])
    value = reader.merge(value, reader.read(block));
  return { found: true, path, source: file.source, value, sha256: sha256(content), bytes: content.length };
}
