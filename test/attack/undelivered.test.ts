import { expect, test } from '@jest/globals';
import { stepOutputs } from '../../shared/shell/step-outputs.ts';
import { report, result } from '../support/results.ts';

/*
 * A step that decided go, and whose report was not delivered, fails: because its artifact was refused, or because another job took its name
 * first. Its output can still be read by a job that runs always: it must not say go.
 */

const go = {
  report: report({ control: 'executive-summary', results: [result({ rule: 'executive-summary/report-accepted' })] }),
  files: { json: '/runner/r.json', markdown: '/runner/r.md', documents: [] },
  outputs: { decision: 'go', 'first-failing': '' },
};

test.each([
  ['go', ''],
  ['conditional-go', 'kpi-gate'],
])('a decision of %s that nobody can read is no-go', (decision, first) => {
  const outputs = { decision, 'first-failing': first };
  const told = stepOutputs({ ...go, outputs }, { failure: 'The artifact could not be uploaded.' });
  expect(told).toMatchObject({ decision: 'no-go', 'first-failing': 'executive-summary', artifact: '' });
});

test('one that was delivered, or was not to be, is told as it is', () => {
  expect(stepOutputs(go, { name: 'governance-executive-summary' })).toMatchObject({
    ...{ decision: 'go', 'first-failing': '', artifact: 'governance-executive-summary', report: '/runner/r.json' },
    ...{ status: 'passed', passed: '1', failed: '0', unverified: '0' },
  });
  expect(stepOutputs(go, {})).toMatchObject({ decision: 'go', artifact: '' });
});

test('a step that decides nothing has no decision, also where it was not delivered', () => {
  expect(stepOutputs({ ...go, outputs: {} }, { failure: 'x' })).not.toHaveProperty('decision');
});
