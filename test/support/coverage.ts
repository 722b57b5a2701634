import { expect, test } from '@jest/globals';
import type { AnyControl } from '../../shared/core/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { ResultSchema } from '../../shared/core/report-schema.ts';
import { evaluateWith, type Setup } from './world.ts';

const mustBeSeen = ['passed', 'failed', 'unverified'] as const;

export interface RuleCoverage {
  /** `evaluateWith` for the control, its results noted and checked against what holds for every control. */
  evaluate(setup: Setup): Promise<Evaluation>;
  /** Notes the results of an evaluation that was run in another way. */
  see(evaluation: Evaluation): Evaluation;
  /** Declares the test that every rule has given every status: the last statement of the file. */
  prove(): void;
}

/**
 * Proves that a control's tests produce each of its rules as passed, failed and unverified. `exceptions` gives the reason for
 * each pair `<rule> <status>` that cannot be; one that is seen after all fails too.
 */
export function coverRules(control: AnyControl, exceptions: Readonly<Record<string, string>> = {}): RuleCoverage {
  const seen = new Set<string>();

  function see(evaluation: Evaluation): Evaluation {
    // A defect of the control or of the test's table; it would otherwise hide in a report that is an error.
    if (evaluation.error?.code === 'INTERNAL') throw new Error(evaluation.error.message);
    const identities = evaluation.results.map(({ fingerprint }) => fingerprint);
    expect(identities.filter((identity, index) => identities.indexOf(identity) !== index)).toEqual([]);
    for (const result of evaluation.results) {
      expect(ResultSchema.safeParse(result).error?.issues).toBeUndefined();
      for (const text of [
        result.message,
        result.fix,
        result.because?.message,
        result.because?.needs,
        ...result.about,
      ]) {
        expect(text ?? 'none').not.toMatch(/^$|\bundefined\b|\bNaN\b|\[object /);
      }
      if (result.status !== 'passed' && result.status !== 'failed') expect(result.because).toBeDefined();
      if (result.because?.code !== 'NO_RESULT')
        seen.add(`${result.rule.slice(control.name.length + 1)} ${result.status}`);
    }
    if (evaluation.data !== undefined)
      expect(control.data?.safeParse(evaluation.data)).toMatchObject({ success: true });
    return evaluation;
  }

  return {
    see,
    evaluate: async (setup) => see(await evaluateWith(control, setup)),
    prove() {
      test(`the tests above give every rule of ${control.name} every status`, () => {
        const pairs = Object.keys(control.rules).flatMap((rule) => mustBeSeen.map((status) => `${rule} ${status}`));
        expect(pairs.filter((pair) => !seen.has(pair)).sort()).toEqual(Object.keys(exceptions).sort());
        for (const reason of Object.values(exceptions)) expect(reason).toMatch(/^\S+( \S+){3,}$/);
      });
    },
  };
}
