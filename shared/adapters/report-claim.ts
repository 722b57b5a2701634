import { promises as fs } from 'node:fs';
import { join } from 'node:path';

/** The claims of this process. */
const own = new Set<string>();

/** Gives the files of a report free again. */
export type Release = () => Promise<void>;

/**
 * Claims the files of a report in a folder, which is made, until they are released; undefined while another run has them. Of two that
 * claim them in the same moment one gets them, or none. What a run left that was killed is no claim.
 */
export async function claimReport(folder: string, name: string): Promise<Release | undefined> {
  const mine = join(folder, `.${name}.${process.pid}.lock`);
  if (own.has(mine)) return undefined;
  own.add(mine);
  const release = async (): Promise<void> => {
    own.delete(mine);
    await fs.rm(mine, { force: true });
  };
  try {
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(mine, '');
    for (const file of await fs.readdir(folder)) {
      const [, of, id] = /^\.(.+)\.([1-9]\d*)\.lock$/.exec(file) ?? [];
      const path = join(folder, file);
      if (of !== name || path === mine) continue;
      if (runs(Number(id))) {
        await release();
        return undefined;
      }
      await fs.rm(path, { force: true });
    }
    return release;
  } catch (error) {
    own.delete(mine);
    throw error;
  }
}

function runs(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // It is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
