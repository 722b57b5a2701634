import type { Location } from '../../core/location.ts';
import type { ListedFile } from './compare.ts';
import type { BundleManifest } from './manifest.ts';

/** The shapes of lists that are read: ours, and those of others. */
export const listingShapes = [
  'release-governance',
  'sha256sum',
  'release-evidence-bundle.v1',
  'release_bundle_v1',
] as const;
export type ListingShape = (typeof listingShapes)[number];

/** A commit that a list names: of what it is said to be, and in which repository, where it says so. */
export interface ListedCommit {
  what: string;
  commit: string;
  repository?: string | undefined;
  /** It is of another repository than the rest, which the list does not name. */
  elsewhere?: true;
  at?: Location | undefined;
}

/** A command that a list names; `passed` is undefined where it names it without a result. */
export interface ListedResult {
  command: string;
  passed: boolean | undefined;
  at?: Location | undefined;
}

/** Something in a list that is missing or wrong: a clause that continues "the list …". */
export interface ListingProblem {
  message: string;
  at: Location;
}

/** What a list of evidence says, in whatever shape. Nothing in it is believed. */
export interface Listing {
  shape: ListingShape;
  files: readonly ListedFile[];
  commits: readonly ListedCommit[];
  results: readonly ListedResult[];
  /** When it says that it was made, as it is written. */
  madeAt?: string | undefined;
  /** Where its own path would be listed. */
  problems: readonly ListingProblem[];
  /** Of a bundle of this suite, all that it says. */
  manifest?: BundleManifest | undefined;
}

export type ReadListing = { ok: true; listing: Listing } | { ok: false; problems: readonly ListingProblem[] };
