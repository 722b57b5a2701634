import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/branch-protection/control.ts';
import { faults, requests, requestsOf } from '../../support/protection-api.ts';
import { evaluateWith, type Setup } from '../../support/world.ts';
import { onBranches, said, setup, statusOf, strictMain } from './fixtures.ts';
import { historyCases, now, suite, suites, version, versions, withHistory } from './past.ts';

const failedOf = async (given: Setup, rule: string) => {
  const { results } = await evaluateWith(control, given);
  return results.filter((one) => one.rule === `branch-protection/${rule}` && one.status === 'failed');
};

describe('the history', () => {
  test.each(historyCases)('%s', async (_name, given, lines) => {
    const evaluation = await evaluateWith(control, given);
    expect(said(evaluation).filter((line) => /^(no-bypass|ruleset-changes) /.test(line))).toEqual(
      expect.arrayContaining(lines),
    );
    const worst = lines.map((line) => line.replace(/^.*: (\w+).*$/, '$1'));
    const expected = worst.includes('failed') ? 'failed' : worst.includes('unverified') ? 'unverified' : 'passed';
    expect(statusOf(evaluation)).toBe(expected);
  });

  test('a bypass says who, where, when and what; it is bad, and who looked at it may waive it', async () => {
    const [found] = await failedOf(withHistory({ [suites]: { json: [suite] } }), 'no-bypass');
    expect(found).toMatchObject({
      severity: 'high',
      message: 'mallory went past the rules of refs/heads/main at 2026-11-19T10:00:00Z',
      actual: `${'a'.repeat(40)} to ${'b'.repeat(40)}`,
      valueHash: expect.any(String),
    });
  });

  test('a change says who, which ruleset and when', async () => {
    const [found] = await failedOf(withHistory({ [versions]: { json: [version] } }), 'ruleset-changes');
    expect(found).toMatchObject({
      severity: 'medium',
      message: 'User 7 changed the ruleset "main" (1) at 2026-11-18T10:00:00Z',
      actual: 'version 3',
    });
  });

  test('two that GitHub gives no numbers are two', async () => {
    const nameless = { ...suite, id: null, pushed_at: null };
    const found = await failedOf(withHistory({ [suites]: { json: [nameless, nameless] } }), 'no-bypass');
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    expect(found[0]?.message).toMatch(/at a time that GitHub does not say$/);
  });

  test('where not all refs could be named, bypasses of all refs count', async () => {
    const policy = onBranches({ pattern: '~DEFAULT_BRANCH', deletion: true }, { pattern: 'release/*', deletion: true });
    const answers = {
      [suites]: { json: [{ ...suite, ref: 'refs/heads/release/1' }] },
      [versions]: { json: [] },
      [requests.branches]: faults['a rate limit'],
    };
    const given = setup({ rulesets: [strictMain] }, 'administration: write', policy, { changed: answers, now });
    const found = await failedOf({ ...given, section: { policy, history: { since: 7 } } }, 'no-bypass');
    expect(found).toHaveLength(1);
  });

  test.each([requests.rulesets, requestsOf('main').rules])(
    'without %s nothing says that no ruleset was changed',
    async (request) => {
      const evaluation = await evaluateWith(control, withHistory({ [request]: faults['a rate limit'] }));
      expect(said(evaluation)).toContain('ruleset-changes ruleset-changes: unverified RATE_LIMITED');
    },
  );

  test('nothing is asked, and nothing applies, where it is off', async () => {
    const given = withHistory({ [suites]: faults['a server error'] });
    const { results } = await evaluateWith(control, { ...given, section: { ...given.section, history: false } });
    const status = results.filter(({ rule }) => /no-bypass|ruleset-changes/.test(rule)).map((one) => one.status);
    expect(status).toEqual(['not-applicable', 'not-applicable']);
  });
});
