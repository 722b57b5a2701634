import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The actions and update settings below a folder, as paths from it that begin with `./`. What git ignores is among them, for a file that is ignored
 * can be committed all the same; folders of packages and of git are not looked into, and no link is followed.
 */
export function lintedFiles(folder: string, below = '.'): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = `${below}/${entry.name}`;
    if (entry.isDirectory())
      return entry.name === 'node_modules' || entry.name === '.git' ? [] : lintedFiles(folder, path);
    return /\/(action|\.github\/dependabot)\.ya?ml$/.test(path) ? [path] : [];
  });
}
