import { expect, test } from '@jest/globals';
import { auditAssumptions } from '../../../../shared/domain/assumptions/organisation.ts';
import { assumptions } from '../../../../shared/domain/assumptions/protection.ts';
import { workflowAssumptions } from '../../../../shared/domain/assumptions/workflows.ts';

test('every assumption has a name of its own and says how to look', () => {
  const all = [...assumptions, ...auditAssumptions, ...workflowAssumptions];
  const ids = all.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(all.filter(({ says, probe }) => says === '' || probe === '')).toEqual([]);
});

test('what could hide a hole is named as such, so that it is probed first', () => {
  expect(assumptions.filter(({ risk }) => risk === 'false-green').map(({ id }) => id)).toEqual([
    'bypass-list-hidden-by-its-key',
    'list-holds-rulesets-that-apply',
    'summary-checks-are-required',
    'force-push-allowances-by-graphql',
    'restrictions-hold-no-administrator',
    'ignored-paths',
    'exempt-from-classic-protection',
    'apps-and-keys-are-no-administrators',
    'no-classic-protection-no-classic-queue',
    'scheduled-runs-are-of-the-branch',
    'artifacts-are-of-their-run',
    'every-change-moves-updated-at',
    'rule-suites-hold-every-bypass',
    'month-of-rule-suites',
    'history-of-rulesets-is-kept',
    'immutable-release-locks-its-tag',
    'unknown-parameters-take-nothing-away',
    'renamed-branches-lead-on',
  ]);
});
