import { expect, test } from '@jest/globals';
import {
  failed,
  noData,
  passed,
  statusOf,
  unverified,
  type Verdict,
  worstOf,
} from '../../../../shared/domain/verdict/verdict.ts';

const bad = failed({ problem: 'is wrong', actual: 1, fix: 'mend it' });
const open = unverified(noData('is not there', 'it'));
const aside: Verdict = { status: 'not-applicable', why: 'nobody asks' };

test.each<[name: string, verdicts: Verdict[], status: ReturnType<typeof statusOf>, worst: Verdict | undefined]>([
  ['none', [], 'unverified', undefined],
  ['nothing but what was not asked for', [aside], 'unverified', aside],
  ['one that passed', [aside, passed], 'passed', aside],
  ['one that is open', [passed, open], 'unverified', open],
  ['one that failed', [passed, open, bad, passed], 'failed', bad],
])('several verdicts: %s', (_name, verdicts, status, worst) => {
  expect([statusOf(verdicts), worstOf(verdicts)]).toEqual([status, worst]);
});
