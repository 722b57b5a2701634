import type { ZodType } from 'zod';
import type { Because } from '../../core/errors.ts';
import type { Answer, GitHub, RouteParameters } from '../../core/ports.ts';

/** A repository that is looked at, with the credential that looks. */
export interface ProbedRepository {
  github: GitHub;
  owner: string;
  repo: string;
  branch: string;
  /** Milliseconds. */
  now: number;
}

/**
 * What one look showed. `nothing-here`: it was looked, and the repository has nothing that could show it. `could-not-look`: GitHub did not
 * answer this credential. `confirmed` and `refuted` are about this repository and this
 * credential only.
 */
export type Look =
  | { outcome: 'confirmed' | 'refuted'; because: string }
  | { outcome: 'could-not-look' | 'nothing-here'; because: string; needs?: string | undefined };

/** Looks an assumption up by requests that only read. */
export type Probe = (repository: ProbedRepository) => Promise<Look>;

export const confirmed = (because: string): Look => ({ outcome: 'confirmed', because });
export const refuted = (because: string): Look => ({ outcome: 'refuted', because });
export const unseen = (because: string, needs?: string): Look => ({ outcome: 'nothing-here', because, needs });

/** Why an answer is none. */
export function barred({ message, needs }: Because): Look {
  return { outcome: 'could-not-look', because: message, needs };
}

/** Asks inside of the repository. */
export function ask<T>(
  { github, owner, repo }: ProbedRepository,
  path: string,
  schema: ZodType<T>,
  more: RouteParameters = {},
): Promise<Answer<T>> {
  return github.get(`GET /repos/{owner}/{repo}${path}`, { owner, repo, ...more }, schema);
}

/** All pages of a list inside of the repository. */
export function askAll<T>(
  { github, owner, repo }: ProbedRepository,
  path: string,
  schema: ZodType<T>,
  more: RouteParameters = {},
): Promise<Answer<T[]>> {
  return github.all(`GET /repos/{owner}/{repo}${path}`, { owner, repo, ...more }, schema);
}
