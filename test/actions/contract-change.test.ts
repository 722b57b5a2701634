import { expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import { coverRules } from '../support/coverage.ts';
import { producerFiles } from '../support/producer-files.ts';
import { judgeWith, standing } from './contract-change/fixtures.ts';

const rules = coverRules(control);
const judge = judgeWith((setup) => rules.evaluate(setup));

test('files that agree and do not change pass', async () => {
  const files = producerFiles();
  const evaluation = await judge({ before: files, after: files });
  expect(standing(evaluation)).toEqual([]);
  expect(
    evaluation.results.filter(({ status }) => status === 'passed').map(({ rule, about }) => `${rule} ${about}`),
  ).toEqual([]);
});

rules.prove();
