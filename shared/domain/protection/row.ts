import type { Because } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Severity } from '../../core/severity.ts';
import type { Source } from '../github-rules/source.ts';
import type { Target } from '../seen-repository/observation.ts';
import type { AskMode } from './ask.ts';
import type { RulesetBody } from './ruleset-body.ts';

/**
 * How what is in force relates to what is asked for.
 *
 * - `equal`, `stricter`, `weaker`: the whole value is known, and is so
 * - `met`: at least as strict as asked; there are places that could not be read, so that it may be stricter than what is shown
 * - `unknown`: it could not be told, `because` says what would tell
 * - `not-asked`: it is in force, and the policy has no opinion
 */
export const verdicts = ['weaker', 'unknown', 'stricter', 'met', 'equal', 'not-asked'] as const;
export type Verdict = (typeof verdicts)[number];

/** What to do, as data. */
export interface Fix {
  /** One sentence. */
  text: string;
  /** Rulesets to import: each adds what is missing, and weakens nothing that is there. */
  rulesets: RulesetBody[];
  /** Lines for a shell; `<file>` stands for a file with the ruleset or the body beside it. */
  commands: string[];
}

/** One setting of one ref against the policy. */
export interface Row {
  repository: string;
  target: Target;
  ref: string;
  setting: string;
  asked: readonly { mode: AskMode; value: readonly Json[]; by: readonly string[] }[];
  /** What is in force: requirements, or for `bypass-actors` who is exempt. Undefined when nothing of it is known. */
  actual: readonly Json[] | undefined;
  sources: readonly Source[];
  verdict: Verdict;
  /** Whether every ask is satisfied: true passes, false fails, undefined could not be told. `not-asked` is true. */
  holds: boolean | undefined;
  /** How bad it is that it does not hold, or could not be told; `info` for what holds. */
  severity: Severity;
  because: readonly Because[];
  fix?: Fix | undefined;
}
