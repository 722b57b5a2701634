import { expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import { coverRules } from '../support/coverage.ts';
import { producerFiles } from '../support/producer-files.ts';
import { agreementTests } from './contract-change/agreement.ts';
import { changeTests } from './contract-change/changes.ts';
import { companionTests } from './contract-change/companions.ts';
import { configurationTests } from './contract-change/configuration.ts';
import { judgeWith, standing } from './contract-change/fixtures.ts';
import { noticeTests } from './contract-change/notices.ts';
import { reportTests } from './contract-change/reports.ts';
import { stateTests } from './contract-change/state.ts';

const rules = coverRules(control, {
  'change-classified failed': 'a difference that nobody can classify counts as breaking',
});
const judge = judgeWith((setup) => rules.evaluate(setup));

test('files that agree and do not change pass', async () => {
  const files = producerFiles();
  const evaluation = await judge({ before: files, after: files });
  expect(standing(evaluation)).toEqual([]);
  expect(evaluation.results.filter(({ status }) => status === 'passed')).toHaveLength(24);
  expect(evaluation.outputs).toEqual({ class: 'none' });
  expect(evaluation.exhibits).toEqual([]);
});

changeTests(judge, rules.evaluate);
agreementTests(judge);
stateTests(judge);
companionTests(judge);
reportTests(judge);
noticeTests(judge);
configurationTests();

rules.prove();
