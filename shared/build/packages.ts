import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageOf } from './chunks.ts';

/** A package of npm of which code is shipped. */
export interface ShippedPackage {
  name: string;
  version: string;
  /** As it declares it: an SPDX expression. */
  licence: string;
  /** Its licence files, and notices; else what its README says under that heading, if that is the whole licence. */
  texts: readonly string[];
  /** Whom it names, for one without any. */
  author: string;
  /** `sha512-…` of its archive, as package-lock.json says it. */
  integrity: string;
}

/** Licences under which code may be shipped with an MIT-licensed project, as long as their texts are. */
const permissive = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT']);

/** The folders, with `/`, of the packages that the given modules belong to. Modules that the build made itself belong to none. */
export function packageFolders(moduleIds: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const id of moduleIds) {
    const name = packageOf(id);
    if (name === undefined || id.startsWith('\0')) continue;
    const path = id.replaceAll('\\', '/');
    const at = path.lastIndexOf(`/node_modules/${name}/`);
    folders.add(path.slice(0, at + `/node_modules/${name}`.length));
  }
  return folders;
}

/**
 * What is shipped of the packages in these folders. Throws for one without a licence, with one that is not permissive, or that
 * package-lock.json does not bind to the bytes of an archive: such code must not be shipped.
 */
export function shippedPackage(root: string, folder: string): ShippedPackage {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: unknown;
    author?: string | { name?: string };
  };
  if (typeof license !== 'string') throw new Error(`${name} ${version} declares no licence`);
  const terms = license.replace(/[()]/g, '').split(/ (?:AND|OR) /);
  const strange = terms.filter((term) => !permissive.has(term));
  if (strange.length > 0)
    throw new Error(`${name} ${version} is licensed under ${strange.join(', ')}: find out whether it may be shipped`);
  // The bundler names modules by their real paths.
  const integrity = locked(root).get(relative(realpathSync(root), folder).replaceAll('\\', '/'));
  if (integrity === undefined) throw new Error(`package-lock.json does not bind ${name} ${version} to an archive`);
  const files = readdirSync(folder).sort();
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
  const own = files
    .filter((file) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(file))
    .map((file) => read(file).trim());
  const texts =
    own.length > 0 ? own : files.filter((file) => /^readme\.md$/i.test(file)).flatMap((file) => licenceIn(read(file)));
  const of = typeof author === 'string' ? author : author?.name;
  return { name, version, licence: license, texts, author: of ?? 'nobody', integrity };
}

/** What a README says under the heading of its licence, if it is the whole of one, with a holder. */
function licenceIn(readme: string): string[] {
  const [, section = ''] = /^#+ *licen[cs]e *\n([\s\S]*?)(?=^#|(?![\s\S]))/im.exec(readme) ?? [];
  return /copyright/i.test(section) && /permission is hereby granted/i.test(section) ? [section.trim()] : [];
}

const locks = new Map<string, ReadonlyMap<string, string>>();

/** The integrity of every package by its folder. */
function locked(root: string): ReadonlyMap<string, string> {
  const known = locks.get(root);
  if (known !== undefined) return known;
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string }>;
  };
  const found = new Map(
    Object.entries(packages).flatMap(([path, { integrity }]): [string, string][] =>
      integrity === undefined ? [] : [[path, integrity]],
    ),
  );
  locks.set(root, found);
  return found;
}
