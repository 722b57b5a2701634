import type { Json } from '../../core/json.ts';

/**
 * How a policy asks. `at-least`: as strict or stricter, which is what a plain value means; of a list of exempt actors: no one else.
 * `exactly`: neither weaker nor stricter. `contains`: these are among the observed ones. `ignore`: no opinion.
 */
export const askModes = ['exactly', 'at-least', 'contains'] as const;
export type AskMode = (typeof askModes)[number];

/** What a policy asks of one setting. */
export interface Ask {
  mode: AskMode;
  atoms: readonly Json[];
  /** Who asks, outermost first: `organisation`, a class, `repository`, a preset, a file. */
  by: readonly string[];
}
