import { formats } from '../../parse/version.ts';

/** The part of a version that is raised: the number at its end (`service.v3`), or a part of a semantic version. */
export const versionParts = ['number', 'major', 'minor', 'patch'] as const;
export type VersionPart = (typeof versionParts)[number];

/**
 * What became of a version. `raised`: the part, or one before it, is greater. `lower`: it is newer by a part that counts for less.
 * `back`: it is an older one. `other`: it has not the form of the part, or is of another line (`api.v2` after `service.v1`).
 */
export type VersionStep = 'same' | 'raised' | 'lower' | 'back' | 'other';

export function versionStep(part: VersionPart, before: string, after: string): VersionStep {
  if (before === after) return 'same';
  const [old, now] = [numbersOf(part, before), numbersOf(part, after)];
  if (old === undefined || now === undefined || old.line !== now.line) return 'other';
  const counts = part === 'number' ? 1 : versionParts.indexOf(part);
  for (const [index, number] of now.numbers.entries()) {
    const earlier = old.numbers[index] ?? 0n;
    if (number === earlier) continue;
    if (number < earlier) return 'back';
    return index < counts ? 'raised' : 'lower';
  }
  // The same numbers: a pre-release or a build of one version.
  return 'lower';
}

/** What the version looks like once the part is raised; undefined when it has not that form. */
export function raised(part: VersionPart, version: string): string | undefined {
  const parsed = numbersOf(part, version);
  if (parsed === undefined) return undefined;
  const counts = part === 'number' ? 1 : versionParts.indexOf(part);
  const next = parsed.numbers.map((number, index) =>
    index < counts - 1 ? number : index === counts - 1 ? number + 1n : 0n,
  );
  return `${parsed.line}${next.join('.')}`;
}

function numbersOf(part: VersionPart, version: string): { line: string; numbers: bigint[] } | undefined {
  if (part === 'number') {
    const match = /^(.*?)(0|[1-9][0-9]{0,17})$/s.exec(version);
    return match === null ? undefined : { line: match[1] ?? '', numbers: [BigInt(match[2] ?? '0')] };
  }
  const line = version.startsWith('v') ? 'v' : '';
  const plain = version.slice(line.length);
  if (plain.length > 200 || !formats.semver.matches(plain)) return undefined;
  return { line, numbers: (plain.split(/[-+]/)[0] ?? '').split('.').map(BigInt) };
}
