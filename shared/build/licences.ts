import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageOf } from './chunks.ts';

interface Bundled {
  name: string;
  version: string;
  licence: string;
  texts: string[];
}

/**
 * The licence texts of all packages that the given modules belong to, sorted by name and version. Throws for a package that
 * declares no licence: such code must not be shipped.
 */
export function licences(moduleIds: readonly string[]): string {
  const folders = new Set<string>();
  for (const id of moduleIds) {
    const name = packageOf(id);
    if (name === undefined || id.startsWith('\0')) continue;
    const path = id.replaceAll('\\', '/');
    const at = path.lastIndexOf(`/node_modules/${name}/`);
    folders.add(path.slice(0, at + `/node_modules/${name}`.length));
  }
  const found = new Map<string, Bundled>();
  for (const folder of folders) {
    const bundled = read(folder);
    found.set(`${bundled.name}@${bundled.version}`, bundled);
  }
  const entries = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bundled]) => bundled);
  return [
    'Packages whose code is part of the files in this folder, with their licences.',
    ...entries.map(
      ({ name, version, licence, texts }) =>
        `${'-'.repeat(80)}\n${name} ${version} (${licence})\n\n${texts.join('\n\n') || 'The package has no licence file.'}`,
    ),
    '',
  ].join('\n\n');
}

function read(folder: string): Bundled {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: unknown;
  };
  if (typeof license !== 'string') throw new Error(`${name} ${version} declares no licence`);
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, licence: license, texts };
}
