import type { ShippedPackage } from './packages.ts';

/** The terms of licences in the text of a package that brings them: without what stands before them, which names the holder. */
const terms: Readonly<Record<string, RegExp>> = {
  'Apache-2.0': /^[ \t]*Apache License\n[\s\S]*?END OF TERMS AND CONDITIONS/m,
  MIT: /^Permission is hereby granted, free of charge,[\s\S]*/m,
};

/**
 * The licence texts of the packages, sorted by name and version. One that brings no text has the terms of its licence as another one brings
 * them, and the author whom it names; throws where nobody brings them.
 */
export function licences(packages: readonly ShippedPackage[]): string {
  const found = new Map(packages.map((shipped) => [`${shipped.name}@${shipped.version}`, shipped]));
  const entries = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, shipped]) => shipped);
  return [
    'Packages whose code is part of the files in this folder, with their licences.',
    ...entries.map((shipped) => {
      const { name, version, licence, texts } = shipped;
      const text = texts.length > 0 ? texts.join('\n\n') : withoutFile(shipped, entries);
      return `${'-'.repeat(80)}\n${name} ${version} (${licence})\n\n${text}`;
    }),
    '',
  ].join('\n\n');
}

function withoutFile({ name, version, licence, author }: ShippedPackage, entries: readonly ShippedPackage[]): string {
  const pattern = terms[licence];
  const bringing = pattern === undefined ? [] : entries.filter((entry) => entry.licence === licence);
  const text = bringing.flatMap(({ texts }) => texts.flatMap((each) => pattern?.exec(each)?.[0] ?? []))[0];
  if (text === undefined)
    throw new Error(`${name} ${version} brings no text of its licence ${licence}, and no other package does`);
  return `The package has no licence file. It names ${author} as its author, and ${licence} as its licence, whose terms are:\n\n${text.trim()}`;
}
