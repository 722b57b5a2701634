import { expect, test } from '@jest/globals';
import { control } from '../../actions/sign-off/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { coverRules } from '../support/coverage.ts';
import { atSignOff, type PlayedSignOff } from '../support/sign-offs.ts';
const rules = coverRules(control);
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because, message }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${[rule.replace('sign-off/', ''), ...about].join(' ')}: ${because?.code ?? status} ${because?.message ?? message}`],
  );
  return error === undefined ? lines : [...lines, `${error.code} ${error.message}`];
}
const judged = async (played: PlayedSignOff): Promise<Evaluation> => rules.evaluate(atSignOff(played));
test('all', async () => {
  const e = await judged({});
  console.log(e.results.map(r => r.rule + ' ' + r.about.join('/') + ' ' + r.status).join('\n'));
  expect(open(e)).toEqual([]);
});
