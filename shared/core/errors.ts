import { stableJson } from './json.ts';

/**
 * Why a run could not be evaluated. `BAD_*`: asked wrongly (exit 2). `GITHUB_DOWN`, `INTERNAL`: broken (exit 4).
 */
export type ErrorCode = 'BAD_INPUT' | 'BAD_CONFIG' | 'BAD_REPORT' | 'GITHUB_DOWN' | 'INTERNAL';

/**
 * Why something could not be looked at.
 *
 * - `MISSING_PERMISSION`: the credential may not read it
 * - `NO_CREDENTIAL`: none was given
 * - `NOT_FOUND`: a 404 that may hide something the credential cannot see
 * - `TRUNCATED`: the platform listed only a part
 * - `RATE_LIMITED`: the platform refuses for now
 * - `PLAN_LIMIT`: the plan does not have the feature
 * - `GITHUB_DOWN`: no usable answer after all retries; makes the report an error
 * - `NO_DATA`: what would have to be read is absent or broken, and another result says so
 * - `NO_RESULT`: the control gave no result for the rule
 * - `NO_BASE`: no earlier version to compare with
 * - `TOO_FEW_SAMPLES`: less was measured than is asked for
 * - `INCONCLUSIVE`: it was measured, and the figures allow both answers
 * - `CLAIMED`: a document says so, and nothing measured it: at most conditional-go
 * - `CONDITIONAL`: a decision found something that is lived with (waived, attested, deferred, claimed): at most conditional-go
 * - `NOT_REPLAYED`: a past commit is judged, and this is not kept of it
 * - `NOT_ASKED`: the configuration does not ask for it (`not-applicable` only)
 */
export type BecauseCode =
  | 'MISSING_PERMISSION'
  | 'NO_CREDENTIAL'
  | 'NOT_FOUND'
  | 'TRUNCATED'
  | 'RATE_LIMITED'
  | 'PLAN_LIMIT'
  | 'GITHUB_DOWN'
  | 'NO_DATA'
  | 'NO_RESULT'
  | 'NO_BASE'
  | 'TOO_FEW_SAMPLES'
  | 'INCONCLUSIVE'
  | 'CLAIMED'
  | 'CONDITIONAL'
  | 'NOT_REPLAYED'
  | 'NOT_ASKED';

/** Why a result is `unverified` or `not-applicable`: one sentence, and for `unverified` what would settle it. */
export interface Because {
  code: BecauseCode;
  message: string;
  /** The permission, datum or setting that would let the rule be measured. */
  needs?: string | undefined;
  /** `false`: the configuration demands the measurement here and now, so that no deferral is accepted. */
  deferrable?: false | undefined;
}

/** Each reason once, in order. */
export function distinctBecause(reasons: readonly Because[]): Because[] {
  return [...new Map(reasons.map((one) => [stableJson(one), one])).values()];
}

/** The `needs` of everything that only the whole history can tell. */
export const fullCheckout = 'a checkout with fetch-depth: 0';

/** One problem of the input or the configuration, with its place where that is known. */
export interface Problem {
  message: string;
  path?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
}

/**
 * The only error class of the suite. `message` says what is wrong, `hint` what to do, `problems` lists every single
 * problem when there are several. The text never holds a stack.
 */
export class GovernanceError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly problems: readonly Problem[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; problems?: readonly Problem[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'GovernanceError';
    this.code = code;
    this.hint = options.hint;
    this.problems = options.problems ?? [];
  }
}

/** Anything that was thrown, as a GovernanceError; what is not one already becomes `INTERNAL`. */
export function toError(thrown: unknown): GovernanceError {
  if (thrown instanceof GovernanceError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new GovernanceError('INTERNAL', message === '' ? 'an error without a message' : message, {
    hint: message.startsWith('ENOSPC')
      ? 'Make space on the disk.'
      : 'This is a defect of the suite: please report it with the command or the workflow step that shows it.',
    cause: thrown,
  });
}
