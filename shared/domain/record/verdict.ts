import type { Because } from '../../core/errors.ts';
import type { Location } from '../../core/location.ts';

/** What a judgement found, for a control to tell under a rule of its own. */
export type Verdict =
  | { status: 'passed' }
  | {
      status: 'failed';
      /** What is wrong, in lower case and without a full stop. */
      problem: string;
      /** What was seen: another value is another failure. */
      actual: unknown;
      expected?: unknown;
      fix: string;
      at?: Location | undefined;
    }
  | { status: 'unverified'; because: Because }
  | { status: 'not-applicable'; why: string };

export const passed: Verdict = { status: 'passed' };
