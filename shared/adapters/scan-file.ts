import { sha256 } from '../core/fingerprint.ts';
import type { Tree } from '../core/ports.ts';
import type { NotScanned, RecordScan, ScanLimits, Scanned, ScanSource } from '../core/scan.ts';

/** Scans one file of the folder, or bytes that were read already. */
export async function scanFile<P, T>(
  _folder: string,
  files: Tree,
  scan: RecordScan<P, T>,
  parameters: P,
  source: ScanSource,
  { maxBytes }: ScanLimits,
): Promise<Scanned<T> | NotScanned> {
  const file =
    'content' in source
      ? { found: true as const, source: 'memory' as const, content: source.content, path: source.path }
      : await files.read(source.path, maxBytes);
  if (!file.found) return file;
  const { content, path } = file;
  const cutter = scan.cutter(parameters);
  const reader = scan.reader(parameters);
  let value = reader.empty();
  for (const block of [...cutter.push(content), ...cutter.end()]) value = reader.merge(value, reader.read(block));
  return { found: true, path, source: file.source, value, sha256: sha256(content), bytes: content.length };
}
