import { expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import { decidingComposite } from '../../actions/required-checks/decision-job.ts';
import { composites } from '../../shared/build/composites.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { ci, ciPath, type Given, setupOf, summaryAction } from '../actions/required-checks/repository.ts';
import { evaluateWith } from '../support/world.ts';

/*
 * The decision is made by release-gate, which runs executive-summary inside of itself. Its author takes away what it guards, as with the
 * action itself: whoever decides is known by what it runs, not by one name.
 */

const gate = summaryAction.replace('executive-summary', decidingComposite);
const workflow = ci.replace(summaryAction, gate);
const judged = (from: string, to: string): Given => {
  if (!workflow.includes(from)) throw new Error(`${from} is not there`);
  return {
    files: { [ciPath]: workflow },
    judged: { [ciPath]: workflow.replace(from, to) },
    section: { 'decision-job': 'if-used' },
  };
};

test('it is the only composite that decides', () => {
  const deciding = composites.filter(({ controls }) => controls.includes('executive-summary'));
  expect(deciding.map(({ name }) => name)).toEqual([decidingComposite]);
});

test('in order it is the decision', async () => {
  const { results } = await evaluateWith(control, setupOf(judged('@v1', '@v1')));
  const decided = results.filter(({ rule }) => rule.includes('/decision-'));
  expect(decided.map(({ rule, status }) => `${rule} ${status}`)).toEqual([
    'required-checks/decision-is-required passed',
    'required-checks/decision-always-runs passed',
  ]);
});

const attacks: [name: string, given: Given, rule: string, words: RegExp][] = [
  [
    'its failure has no effect',
    judged('@v1\n', '@v1\n        continue-on-error: true\n'),
    'decision-always-runs',
    /the failure of its step does not count/,
  ],
  [
    'its step is switched off',
    judged('@v1\n', "@v1\n        if: github.event_name == 'push'\n"),
    'decision-always-runs',
    /its step is skipped/,
  ],
  [
    'its job is skipped when another fails',
    judged('[build, unit]\n    if: always()', '[build, unit]'),
    'decision-always-runs',
    /is skipped when a job that it needs fails/,
  ],
  [
    'an input that it does not have makes it look like a decision over a part',
    judged('@v1\n', '@v1\n        continue-on-error: true\n        with: {name: part}\n'),
    'decision-always-runs',
    /the failure of its step does not count/,
  ],
  [
    'it is taken away',
    judged(`      - uses: ${gate}@v1\n`, '      - run: x\n'),
    'decision-is-required',
    /no job of the workflows makes the decision/,
  ],
  [
    'it is that of another repository',
    judged(gate, gate.replace('release-governance/', 'mallory/')),
    'decision-is-required',
    /no job of the workflows makes the decision/,
  ],
  [
    'it is a folder of the change',
    judged(`${gate}@v1`, './actions/release-gate'),
    'decision-is-required',
    /no job of the workflows makes the decision/,
  ],
  [
    'in its place stands a composite that does not decide',
    judged('actions/release-gate', 'actions/contract-governance'),
    'decision-is-required',
    /no job of the workflows makes the decision/,
  ],
];

test.each(attacks)('%s', async (_name, given, rule, words) => {
  const { results } = await evaluateWith(control, setupOf(given));
  const found = results.filter(
    ({ rule: each, status }) =>
      each === `required-checks/${rule}` && status !== 'passed' && status !== 'not-applicable',
  );
  expect(found.map(({ message, because }) => because?.message ?? message).join('\n')).toMatch(words);
  expect(reportStatus(results)).not.toBe('passed');
});
