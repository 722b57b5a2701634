import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outcomes } from '../../../../shared/domain/organisation/outcome.ts';
import { estimate } from '../../../../shared/domain/organisation/plan.ts';
import {
  begin,
  nextBatch,
  ownRequests,
  ProgressSchema,
  record,
  recordOwn,
} from '../../../../shared/domain/organisation/progress.ts';
import { batchQuery } from '../../../../shared/domain/organisation/query.ts';
import { effective } from '../../../../shared/domain/protection/effective.ts';
import { look } from '../protection/world.ts';
import { advance, bodyOf, classicNode, classicRule, rule, rulesetsNode, wide } from './world.ts';

const one = begin('k', ['acme/app'], 50);
const afterRulesets = (node: unknown, errors: unknown[] = []) =>
  record(one, { part: 'rulesets', repositories: ['acme/app'] }, { data: { r0: node }, errors }).progress;
const readOf = (node: unknown, classic: unknown, errors: unknown[] = [], classicErrors: unknown[] = []) =>
  outcomes(
    record(
      afterRulesets(node, errors),
      { part: 'classic', repositories: ['acme/app'] },
      { data: { r0: classic }, errors: classicErrors },
    ).progress,
  )[0];

test('1,000 repositories cost at most 60 requests, and their points fit into an hour of any token', () => {
  const cost = estimate(1000, { listed: 1000 });
  expect(cost.requests).toBeLessThanOrEqual(60);
  expect(cost.points).toBeLessThanOrEqual(1000);
});

test('the estimate is what the batches come to', () => {
  const names = Array.from({ length: 120 }, (_, index) => `acme/r${index}`);
  expect(advance(begin('k', names, 50)).spent.requests).toBe(estimate(120).requests);
});

test('names are variables and never part of the query', () => {
  const { query, variables } = batchQuery('rulesets', ['acme/a"b', 'acme/c']);
  expect(query).not.toContain('acme');
  expect(variables).toEqual({ o0: 'acme', n0: 'a"b', o1: 'acme', n1: 'c' });
});

test('a batch tells of rules what the REST API tells', async () => {
  const parameters = {
    strict_required_status_checks_policy: true,
    do_not_enforce_on_create: false,
    required_status_checks: [{ context: 'test', integration_id: 15368 }],
  };
  const review = {
    allowed_merge_methods: ['squash'],
    dismiss_stale_reviews_on_push: true,
    require_code_owner_review: true,
    require_last_push_approval: false,
    required_approving_review_count: 2,
    required_review_thread_resolution: true,
  };
  const rest = await look(
    {
      rulesets: [
        {
          id: 1,
          name: 'main',
          include: ['~DEFAULT_BRANCH'],
          rules: [
            { type: 'deletion' },
            { type: 'pull_request', parameters: review },
            { type: 'required_status_checks', parameters },
          ],
        },
      ],
    },
    'administration: read',
  );
  const found = readOf(rulesetsNode('acme/app'), classicNode('acme/app', null));
  if (found?.state !== 'read') throw new Error('not read');
  const [batch, own] = [effective(found.observation).settings, effective(rest).settings];
  const differs = Object.keys(own).filter((key) => JSON.stringify(batch[key]) !== JSON.stringify(own[key]));
  // What a batch does not ask for is unknown, and not absent.
  expect(differs.map((key) => [key, batch[key]?.state])).toEqual([
    ['reviews.dismissal', 'unknown'],
    ['reviews.required-reviewers', 'unknown'],
  ]);
});

const forbidden = (...path: (string | number)[]) => ({ type: 'FORBIDDEN', message: 'Resource not accessible', path });

test.each<[string, Parameters<typeof readOf>, Record<string, string>]>([
  ['nothing wrong', [rulesetsNode('acme/app'), classicNode('acme/app', classicRule)], {}],
  [
    'an error at classic protection',
    [
      rulesetsNode('acme/app'),
      classicNode('acme/app', null),
      [],
      [forbidden('r0', 'defaultBranchRef', 'branchProtectionRule')],
    ],
    { classic: 'MISSING_PERMISSION' },
  ],
  [
    'an error inside of one ruleset',
    [
      rulesetsNode('acme/app'),
      classicNode('acme/app', classicRule),
      [forbidden('r0', 'rulesets', 'nodes', 0, 'rules')],
    ],
    { rulesets: 'MISSING_PERMISSION' },
  ],
  [
    'an error at the rules of the branch',
    [rulesetsNode('acme/app'), classicNode('acme/app', classicRule), [forbidden('r0', 'defaultBranchRef', 'rules')]],
    { rules: 'MISSING_PERMISSION' },
  ],
  [
    'an error of another repository',
    [rulesetsNode('acme/app'), classicNode('acme/app', classicRule), [forbidden('rateLimit')]],
    {},
  ],
  [
    'a classic protection that is hidden',
    [rulesetsNode('acme/app'), classicNode('acme/app', null, false)],
    { classic: 'MISSING_PERMISSION' },
  ],
  [
    'people who may bypass',
    [
      rulesetsNode('acme/app'),
      classicNode('acme/app', { ...classicRule, bypassPullRequestAllowances: { totalCount: 1 } }),
    ],
    { classic: 'TRUNCATED' },
  ],
  [
    'a list of them that is not shown',
    [rulesetsNode('acme/app'), classicNode('acme/app', { ...classicRule, bypassPullRequestAllowances: null })],
    { classic: 'TRUNCATED' },
  ],
  [
    'pushes that are restricted',
    [rulesetsNode('acme/app'), classicNode('acme/app', { ...classicRule, restrictsPushes: true })],
    { classic: 'TRUNCATED' },
  ],
  [
    'a classic protection of another form',
    [rulesetsNode('acme/app'), classicNode('acme/app', { pattern: 'main' })],
    { classic: 'NO_DATA' },
  ],
  [
    'more rulesets than fit',
    [
      rulesetsNode('acme/app', { rulesets: { pageInfo: { hasNextPage: true }, nodes: [] } }),
      classicNode('acme/app', classicRule),
    ],
    { rulesets: 'TRUNCATED' },
  ],
  [
    'rulesets that are null',
    [rulesetsNode('acme/app', { rulesets: null }), classicNode('acme/app', classicRule)],
    { rulesets: 'NO_DATA' },
  ],
  [
    'a rule of a hidden ruleset',
    [
      rulesetsNode('acme/app', {
        defaultBranchRef: {
          name: 'main',
          rules: { pageInfo: { hasNextPage: false }, nodes: [{ ...rule('DELETION'), repositoryRuleset: null }] },
        },
      }),
      classicNode('acme/app', classicRule),
    ],
    { rules: 'NO_DATA' },
  ],
])('%s makes only that unknown', (_, given, expected) => {
  const found = readOf(...given);
  if (found?.state !== 'read') throw new Error(JSON.stringify(found));
  const { rules, rulesets, classic, facts } = found.observation;
  const open = Object.entries({ facts, rules, rulesets, classic }).flatMap(([key, part]) =>
    part.state === 'unknown' ? [[key, part.because.code]] : [],
  );
  expect(Object.fromEntries(open)).toEqual(expected);
});

test.each<[string, unknown, unknown[], string]>([
  [
    'a repository that is not found',
    null,
    [{ type: 'NOT_FOUND', path: ['r0'], message: 'Could not resolve' }],
    'NOT_FOUND',
  ],
  [
    'a query that is refused',
    undefined,
    [{ message: "Field 'x' doesn't exist on type 'Y'", path: ['fragment R', 'x'] }],
    'NO_DATA',
  ],
  ['an answer without anything', undefined, [], 'NO_DATA'],
])('%s was not read', (_, node, errors, code) => {
  expect(outcomes(afterRulesets(node, errors))[0]).toMatchObject({ state: 'not-read', because: { code } });
});

test('a repository without a branch is empty', () => {
  expect(outcomes(afterRulesets(rulesetsNode('acme/app', { defaultBranchRef: null })))[0]).toMatchObject({
    state: 'empty',
  });
});

test('a rate limit leaves the batch to be asked again, whatever else went wrong', () => {
  const batch = { part: 'rulesets' as const, repositories: ['acme/app'] };
  const body = {
    data: null,
    errors: [forbidden('r0', 'rulesets'), { type: 'RATE_LIMITED', message: 'API rate limit exceeded' }],
  };
  const { progress, again } = record(one, batch, body);
  expect(again?.code).toBe('RATE_LIMITED');
  expect(nextBatch(progress, wide)).toEqual({ batch });
});

test('a batch that is too much is asked in halves, and a repository that is too much is not known', () => {
  const tooMuch = (repositories: readonly string[]) => repositories.includes('acme/c');
  const done = advance(begin('k', ['acme/a', 'acme/b', 'acme/c'], 50), 50, (batch) =>
    tooMuch(batch.repositories)
      ? { errors: [{ message: 'Something went wrong while executing your query' }] }
      : bodyOf(batch),
  );
  expect(outcomes(done).map(({ repository, state }) => [repository, state])).toEqual([
    ['acme/a', 'read'],
    ['acme/b', 'read'],
    ['acme/c', 'not-read'],
  ]);
});

test('the budget is kept, and what was not read says so', () => {
  const names = Array.from({ length: 9 }, (_, index) => `acme/r${index}`);
  const first = advance(begin('k', names, 3), 2);
  const next = nextBatch(first, { requests: 2, points: 1e6 });
  expect(next).toMatchObject({ stopped: { code: 'TRUNCATED' } });
  expect(outcomes(first).filter(({ state }) => state === 'not-read')).toHaveLength(3);
});

test('requests of its own replace what a batch could not tell', async () => {
  const cut = rulesetsNode('acme/app', { rulesets: { pageInfo: { hasNextPage: true }, nodes: [] } });
  const batch = { part: 'classic' as const, repositories: ['acme/app'] };
  const { progress } = record(afterRulesets(cut), batch, bodyOf(batch));
  expect(ownRequests(progress)).toEqual(['acme/app']);
  const own = await look({}, 'administration: read');
  const after = recordOwn(progress, 'acme/app', { own }, 5);
  expect([ownRequests(after), after.spent.requests]).toEqual([[], 7]);
  expect(outcomes(after)).toMatchObject([{ repository: 'acme/app', state: 'read', observation: own }]);
});

test('a run that goes on after any answer comes to the same end', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 7 }),
      fc.nat({ max: 60 }),
      (count, size, stop) => {
        const names = Array.from({ length: count }, (_, index) => `acme/r${index}`);
        const whole = advance(begin('k', names, size));
        const prefix = advance(begin('k', names, size), stop);
        const resumed = advance(ProgressSchema.parse(JSON.parse(JSON.stringify(prefix))));
        expect(JSON.parse(JSON.stringify(outcomes(resumed)))).toEqual(JSON.parse(JSON.stringify(outcomes(whole))));
        expect(resumed.spent).toEqual(whole.spent);
      },
    ),
    { numRuns: 40 },
  );
});

test('any answer is taken without a throw, and nothing is read from noise', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const { progress } = record(one, { part: 'rulesets', repositories: ['acme/app'] }, body);
      expect(outcomes(progress)[0]?.state).not.toBe('read');
    }),
  );
});
