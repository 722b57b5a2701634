import { describe, expect, test } from '@jest/globals';
import { runsOf } from '../../../../shared/domain/workflow/condition.ts';
import type { Value } from '../../../../shared/domain/workflow/expression-value.ts';

const contexts = new Map<string, Value>([['github', new Map([['event_name', 'pull_request']])]]);
const needs: Value = new Map([['a', new Map([['result', 'success']])]]);
const scopes = {
  success: { contexts: new Map<string, Value>([...contexts, ['needs', needs]]) },
  otherwise: { contexts },
};

describe('when a job with needs runs: after success, after a failure, after a cancel', () => {
  const [yes, no, open] = [true, false, undefined];
  test.each<[string | undefined, (boolean | undefined)[]]>([
    [undefined, [yes, no, no]],
    ['', [yes, no, no]],
    ['always()', [yes, yes, yes]],
    ['${{ always() }}', [yes, yes, yes]],
    ['!cancelled()', [yes, yes, no]],
    ['success() || failure()', [yes, open, no]],
    ['success()', [yes, no, no]],
    ['failure()', [no, open, no]],
    ['cancelled()', [no, no, yes]],
    ["github.event_name == 'pull_request'", [yes, no, no]],
    ["github.event_name == 'push'", [no, no, no]],
    ["always() && github.event_name == 'push'", [no, no, no]],
    ["vars.x == 'y'", [open, no, no]],
    ["always() && vars.x == 'y'", [open, open, open]],
    ["always() && needs.a.result == 'success'", [yes, open, open]],
    ["always() && !contains(needs.*.result, 'failure')", [yes, open, open]],
    ['false', [no, no, no]],
    ['${{ false }}', [no, no, no]],
    // A text around the expression makes it a text, which is true.
    ["${{ github.event_name }} == 'push'", [yes, no, no]],
    ['${{ false }}\n', [yes, no, no]],
    ['${{ always() }} && x', [yes, yes, yes]],
    ['not an expression', [open, open, open]],
  ])('if: %j', (text, runs) => {
    const { afterSuccess, afterFailure, afterCancel } = runsOf(text, true, scopes);
    expect([afterSuccess, afterFailure, afterCancel]).toEqual(runs);
  });

  test('without needs nothing before it can fail', () => {
    const { afterSuccess, afterFailure, afterCancel } = runsOf(undefined, false, scopes);
    expect([afterSuccess, afterFailure, afterCancel]).toEqual([true, true, false]);
  });

  test.each<[string | undefined, boolean]>([
    [undefined, false],
    ["github.event_name == 'pull_request'", false],
    ['success()', false],
    ['always()', false],
    ['failure()', true],
    ['!cancelled()', true],
    ['success() || failure()', true],
  ])('only a cancelled run leaves out what has if: %s', (text, expected) => {
    for (const hasNeeds of [true, false]) expect(runsOf(text, hasNeeds, scopes).onlyCancelStops).toBe(expected);
  });
});
