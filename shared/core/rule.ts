import type { Severity } from './severity.ts';

/**
 * One thing a control asserts, as data. `A` is what one evaluation of the rule knows about its subject; the same
 * arguments serve a passed and a failed result.
 */
export interface Rule<A> {
  severity: Severity;
  /** How bad this one is, where that differs from one subject to the next; `severity` is then the worst. */
  grade?(a: A): Severity;
  /** A waiver for this rule is refused. */
  waivable?: false;
  /** One sentence: what holds when the rule passes. */
  asserts: string;
  /** One sentence: what goes wrong in practice when it does not hold. */
  why: string;
  /** What the result is about (contract, field, path, ...): its identity over time, so no values, lines or commits. */
  about(a: A): string[];
  /** What is wrong, for a failed result. */
  says(a: A): string;
  expected?(a: A): unknown;
  /** The value that was seen, as it is shown. */
  actual?(a: A): unknown;
  /** What a waiver is bound to, where that is not `actual`: whatever makes this failure another one. Without either a result
   * cannot be waived. */
  observed?(a: A): unknown;
  /** The facts (`ctx.fact`) that an unverified result rests on: an attestation must be bound to each of them. */
  restsOn?(a: A): readonly string[];
  /** What to do, exactly: the value to write and where. */
  fix?(a: A): string | undefined;
}

/** Gives a rule literal its argument type: `rule<{ path: string }>({ ... })`. */
export function rule<A>(definition: Rule<A>): Rule<A> {
  return definition;
}

export type Rules = Record<string, Rule<never>>;
export type ArgumentsOf<R> = R extends Rule<infer A> ? A : never;
