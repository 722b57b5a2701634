import { expect, test } from '@jest/globals';
import { control } from '../../actions/atomic-change/control.ts';
import { coverRules } from '../support/coverage.ts';
import { configurationTests } from './atomic-change/configuration.ts';
import { factTests } from './atomic-change/facts.ts';
import { judgeWith, verdicts } from './atomic-change/fixtures.ts';
import { pathTests } from './atomic-change/paths.ts';
import { unitTests } from './atomic-change/units.ts';

const rules = coverRules(control);
const judge = judgeWith((setup) => rules.evaluate(setup));

test('a rule of which there is no group is not asked', async () => {
  const evaluation = await judge([{ id: 'pair', 'all-of': ['a', 'b'] }], [{ before: {}, after: {} }]);
  expect(verdicts(evaluation)).toEqual(['member-deleted passed', 'together passed']);
  expect(evaluation.results.filter(({ status }) => status === 'not-applicable').map(({ rule }) => rule)).toEqual(
    ['facts-together', 'follows', 'apart'].map((rule) => `atomic-change/${rule}`),
  );
});

pathTests(judge);
factTests(judge);
unitTests(judge, rules.evaluate);
configurationTests();

rules.prove();
