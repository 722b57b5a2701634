/** The files in which a version stands that nobody generates. */
export interface VersionedTexts {
  'package.json': string;
  'package-lock.json': string;
  'CHANGELOG.md': string;
}

const form = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/;

/** The branch that users of the major version follow; it only ever moves forward. Throws for what is no version. */
export function majorBranch(version: string): string {
  return `v${numbers(version)[0]}`;
}

/**
 * The texts for the release of a version: its number in place of the one before, and what is unreleased under a heading of its own. Throws for a
 * version that is not greater, and for a changelog that has nothing to tell.
 */
export function releasedTexts(texts: VersionedTexts, version: string): VersionedTexts {
  const before = versionOf('package.json', texts['package.json']);
  if (compare(version, before) <= 0 && sectionOf(texts['CHANGELOG.md'], before) !== undefined)
    throw new Error(`${version} is not greater than ${before}, which has been released`);
  const unreleased = sectionOf(texts['CHANGELOG.md'], 'Unreleased');
  if (unreleased === undefined || unreleased === '')
    throw new Error('CHANGELOG.md has nothing under "## Unreleased": say what changed');
  if (sectionOf(texts['CHANGELOG.md'], version) !== undefined) throw new Error(`CHANGELOG.md has ${version} already`);
  return {
    'package.json': withVersion(texts['package.json'], before, version, 1),
    // The lock says it of itself, and of the package at its root.
    'package-lock.json': withVersion(texts['package-lock.json'], before, version, 2),
    'CHANGELOG.md': texts['CHANGELOG.md'].replace(/^## Unreleased\n/m, `## Unreleased\n\n## ${version}\n`),
  };
}

/** Why the files as they are committed cannot be released as this version; nothing when they can. */
export function releaseProblems(texts: VersionedTexts, version: string, golden: readonly string[]): string[] {
  if (!form.test(version)) return [`${JSON.stringify(version)} is no version, expected one like 1.2.3`];
  const { packages } = JSON.parse(texts['package-lock.json']) as { packages: Record<string, { version?: string }> };
  const said = [
    ['package.json', versionOf('package.json', texts['package.json'])],
    ['package-lock.json', versionOf('package-lock.json', texts['package-lock.json'])],
    ['the root of package-lock.json', packages['']?.version ?? 'nothing'],
  ];
  const section = sectionOf(texts['CHANGELOG.md'], version);
  return [
    ...said.flatMap(([where, what]) => (what === version ? [] : [`${where} says ${what}, expected ${version}`])),
    ...(section === undefined || section === '' ? [`CHANGELOG.md says nothing under "## ${version}"`] : []),
    ...(golden.includes(version) ? [] : [`test/golden has no reports of ${version}: npm run golden writes them`]),
  ];
}

/** What the changelog says of a version, without its heading; undefined without such a heading. */
export function sectionOf(changelog: string, heading: string): string | undefined {
  const lines = changelog.split('\n');
  const start = lines.indexOf(`## ${heading}`);
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith('## '));
  return (end < 0 ? rest : rest.slice(0, end)).join('\n').trim();
}

function versionOf(path: string, text: string): string {
  const { version } = JSON.parse(text) as { version?: unknown };
  if (typeof version !== 'string') throw new Error(`${path} has no version`);
  return version;
}

/** The text with the first so many places of the version replaced: JSON is not written anew, so that nothing else changes. */
function withVersion(text: string, before: string, version: string, places: number): string {
  let left = places;
  const changed = text.replaceAll(`"version": "${before}"`, (place) =>
    left-- > 0 ? `"version": "${version}"` : place,
  );
  if (left > 0) throw new Error(`the version ${before} stands in fewer than ${places} places`);
  return changed;
}

function numbers(version: string): [number, number, number] {
  const [, major, minor, patch] = form.exec(version) ?? [];
  if (major === undefined) throw new Error(`${JSON.stringify(version)} is no version, expected one like 1.2.3`);
  return [Number(major), Number(minor), Number(patch)];
}

function compare(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (const [index, value] of left.entries()) if (value !== right[index]) return value - (right[index] ?? 0);
  return 0;
}
