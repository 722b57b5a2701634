/*
 * What a look at the setup of a repository found: not what is judged, but whether it can be.
 */

/**
 * `wrong`: a control will not do what the configuration asks for. `unknown`: it could not be looked at from here. `advice`: it works, and
 * could be safer.
 */
export type TroubleLevel = 'wrong' | 'unknown' | 'advice';

/** One problem of the setup. */
export interface Trouble {
  level: TroubleLevel;
  path: string;
  line?: number | undefined;
  says: string;
  expected: string;
  actual: string;
  fix: string;
}

/** Where a control can run. `fork` is a pull request from a fork. */
export const places = ['laptop', 'pull_request', 'fork', 'push', 'merge_group', 'schedule', 'workflow_run'] as const;
export type Place = (typeof places)[number];

/** `yes`: all of what it is asked. `part`: the rest is not verified. `no`: nothing. `not-run`: no workflow runs it there. */
export type Reach = 'yes' | 'part' | 'no' | 'not-run';

/** What a control will be able to verify, and why not more. */
export interface Ability {
  control: string;
  at: Readonly<Record<Place, { reach: Reach; because?: string }>>;
}

/** What became of looking an assumption up in a real repository. */
export interface Probed {
  id: string;
  says: string;
  risk: 'false-red' | 'false-green' | 'unverified';
  /** `could-not-look`: GitHub did not answer. `nothing-here`: the repository has nothing that could show it. `by-hand`: no reading shows it. */
  outcome: 'confirmed' | 'refuted' | 'could-not-look' | 'nothing-here' | 'by-hand';
  /** What was seen, or why nothing was. */
  because: string;
  /** The permission or datum that would let it be looked up, or how to look by hand. */
  needs?: string | undefined;
}
