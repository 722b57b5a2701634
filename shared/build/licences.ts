import type { ShippedPackage } from './packages.ts';

/** The licence texts of the packages, sorted by name and version. */
export function licences(packages: readonly ShippedPackage[]): string {
  const found = new Map(packages.map((shipped) => [`${shipped.name}@${shipped.version}`, shipped]));
  const entries = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, shipped]) => shipped);
  return [
    'Packages whose code is part of the files in this folder, with their licences.',
    ...entries.map(
      ({ name, version, licence, texts }) =>
        `${'-'.repeat(80)}\n${name} ${version} (${licence})\n\n${texts.join('\n\n') || 'The package has no licence file.'}`,
    ),
    '',
  ].join('\n\n');
}
