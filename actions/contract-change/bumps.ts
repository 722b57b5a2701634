import { counted } from '../../shared/core/counted.ts';
import type { Location } from '../../shared/core/location.ts';
import { locate } from '../../shared/core/location.ts';
import type { ContractChange } from '../../shared/domain/contract-surface/contract-change.ts';
import { raised, type VersionStep } from '../../shared/domain/contract-surface/version-part.ts';
import { quote } from '../../shared/parse/text.ts';
import type { SurfaceComparison } from './comparison.ts';
import { failed, type Outcome, settled, shown } from './outcome.ts';
import type { VersionChange } from './versions.ts';

/** Judges that breaking changes raise the versions that stand for them, and that nothing else does. */
export function judgeBumps(comparison: SurfaceComparison, versions: readonly VersionChange[]): Outcome[] {
  return versions.flatMap((change) =>
    change.version.breaking === undefined
      ? []
      : [breakingBumped(comparison, change), bumpJustified(comparison, change)],
  );
}

function breakingBumped({ seen, surface, changes, unknown }: SurfaceComparison, change: VersionChange): Outcome {
  const { version } = change;
  const fact = { surface: surface.id, what: [version.id], unit: seen.unit.key };
  const breaking = changes.filter((each) => each.class === 'breaking');
  const [worst] = breaking;
  if (change.state === 'new') return settled('breaking-bumped', fact, worst === undefined ? unknown : change.because);
  if (change.state === 'unknown') return settled('breaking-bumped', fact, change.because);
  const { before, after, step, at } = change;
  if (step === 'raised') return settled('breaking-bumped', fact, undefined);
  // Going back under a version that stood for another contract breaks those who rely on it, whatever else changes.
  const astray = step === 'back' || step === 'other';
  if (worst === undefined && !astray) return settled('breaking-bumped', fact, unknown);
  const part = version.breaking ?? 'number';
  const expected = raised(part, before);
  const count = counted(breaking.length, 'breaking change');
  const what = worst === undefined ? 'the version' : `${count} of ${surface.id}, and the version`;
  const places = version.places.map(({ path }) => path);
  return failed(
    'breaking-bumped',
    {
      ...fact,
      problem: `${seen.unit.name}: ${what} ${version.id} ${stepWords(step, before, after)}${worst === undefined ? '' : `: ${worst.path}: ${worst.message}`}`,
      expected: expected ?? `a greater ${part} than ${before}`,
      actual: shown([after, ...breaking.map(({ path, message }) => `${path}: ${message}`)], 20),
      observed: [before, after, ...breaking.map(({ fingerprint }) => fingerprint).sort()],
      fix: `${worst === undefined ? `keep ${before}` : 'take the breaking changes back'}, or write ${expected ?? 'the next version'} in ${[...new Set(places)].join(', ')}`,
    },
    worst === undefined ? at : placeOf(worst),
  );
}

function stepWords(step: VersionStep, before: string, after: string): string {
  const [from, to] = [quote(before), quote(after)];
  switch (step) {
    case 'same':
      return `stays ${to}`;
    case 'lower':
      return `goes from ${from} to ${to}, a part that counts for less`;
    case 'back':
      return `goes back from ${from} to ${to}, which stood for another contract`;
    case 'raised':
      return `goes from ${from} to ${to}`;
    case 'other':
      return `goes from ${from} to ${to}, which cannot be compared`;
  }
}

function bumpJustified({ seen, surface, changes, unknown }: SurfaceComparison, change: VersionChange): Outcome {
  const { version } = change;
  const fact = { surface: surface.id, what: [version.id], unit: seen.unit.key };
  if (change.state === 'new') return settled('bump-justified', fact, undefined);
  if (change.state === 'unknown') return settled('bump-justified', fact, change.because);
  const { before, after, step, at } = change;
  if (step !== 'raised' || changes.some((each) => each.class === 'breaking'))
    return settled('bump-justified', fact, undefined);
  if (unknown !== undefined) return settled('bump-justified', fact, unknown);
  return failed(
    'bump-justified',
    {
      ...fact,
      problem: `${seen.unit.name}: the version ${version.id} goes from ${quote(before)} to ${quote(after)}, and nothing of ${surface.id} breaks`,
      expected: before,
      actual: after,
      fix: `keep ${before}, unless the behaviour breaks in a way that no file shows`,
    },
    at,
  );
}

/** Where a change is to be looked for in the new version. */
export function placeOf({ path, after }: ContractChange): Location {
  return locate(path, after.position);
}
