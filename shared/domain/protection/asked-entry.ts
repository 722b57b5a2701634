import type { Target } from '../seen-repository/observation.ts';
import type { Ask } from './ask.ts';
import type { Review } from './policy.ts';
import type { PresetName } from './preset.ts';

/** Whether there is anything that could fail to hold. */
export function demandsAnything({ asks, review, unrecognised }: AskedEntry): boolean {
  return Object.keys(asks).length > 0 || review !== undefined || unrecognised.length > 0;
}

/** What one entry of a policy asks, of the refs that it names. */
export interface AskedEntry {
  target: Target;
  /** Patterns as in the conditions of a ruleset, with full names; empty for `push`. */
  include: readonly string[];
  exclude: readonly string[];
  asks: Readonly<Record<string, readonly Ask[]>>;
  review?: Review | undefined;
  /** What it begins with. */
  preset?: PresetName | undefined;
  /** Rules of types that are not known, and of known ones each parameter that is not, which must be there just so. */
  unrecognised: readonly { type: string; parameters: Record<string, unknown> | undefined }[];
}
