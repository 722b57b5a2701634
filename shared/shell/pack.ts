import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { packZip } from '../adapters/pack-zip.ts';
import { partName } from '../adapters/report-files.ts';
import type { Packed, PackedFile } from '../core/pack.ts';

/** Writes an archive that is to stand in the folder of the reports; it gets its name when the report is written. `from`: where produced files lie. */
export async function packBeside(
  { folder, name, from }: { folder: string | undefined; name: string; from: string },
  files: readonly PackedFile[],
): Promise<Packed> {
  if (folder === undefined) {
    const message = 'is not written: there is no folder for reports';
    return {
      ok: false,
      message,
      because: { code: 'NO_DATA', message: `it ${message}`, needs: 'the input report-dir' },
    };
  }
  await fs.mkdir(folder, { recursive: true });
  return packZip(join(folder, partName(name)), files, from);
}
