import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/branch-protection/control.ts';
import { settingRules } from '../../actions/branch-protection/rules.ts';
import { presetNames, presetText } from '../../shared/domain/protection/preset.ts';
import { parseYaml } from '../../shared/parse/yaml.ts';
import { coverRules } from '../support/coverage.ts';
import { documentOf } from '../support/documents.ts';
import type { GitHubAnswers } from '../support/memory-github.ts';
import {
  answersOf,
  classicOff,
  faults,
  goneBranch,
  planLimit,
  renamedBranch,
  requests,
  requestsOf,
  type Tier,
  type World,
} from '../support/protection-api.ts';
import {
  actor,
  good,
  judged,
  main,
  onBranches,
  onMain,
  onPushes,
  onTags,
  pullRequests,
  said,
  setup,
  statusOf,
  strictMain,
  strictTags,
  subject,
} from './branch-protection/fixtures.ts';
import { acme, auditOf } from './branch-protection/organisation-world.ts';
import { historyCases, now, suites, tagCases, versions } from './branch-protection/past.ts';

const rules = coverRules(control);
const admin: Tier = 'administration: write';
const token: Tier = 'GITHUB_TOKEN';
const guide = documentOf('.github/guides/protection.md').text;
const ofMain = (given: Partial<World['rulesets'] extends (infer R)[] | undefined ? R : never>): World => ({
  rulesets: [{ ...strictMain, ...given }],
});

test('the configuration that the guide shows can be judged', async () => {
  const text = /```yaml\n(branch-protection:\n[\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const parsed = parseYaml(text);
  if (!parsed.ok) throw new Error(parsed.message);
  const section = (parsed.document.value as { 'branch-protection': Record<string, unknown> })['branch-protection'];
  const exported = {
    name: 'x',
    target: 'branch',
    enforcement: 'active',
    conditions: { ref_name: { include: [main], exclude: [] } },
    rules: [{ type: 'deletion' }],
  };
  const policyFiles = {
    'docs/required_status_checks.json': '{"required_status_checks": ["build"]}',
    'config/main.ruleset.json': JSON.stringify(exported),
    'config/tags.json': '{"tags": [], "patterns": ["v*"]}',
  };
  const world: World = { ...good, topics: ['service'], branches: ['release/1', 'release/old'] };
  const past = {
    [suites]: { json: [] },
    [versions]: { json: [] },
    'GET /repos/acme/app/rulesets/2/history': { json: [] },
    'GET /repos/acme/app/git/matching-refs/tags': { json: [] },
  };
  const given = setup(world, admin, {}, { changed: past, now });
  const { error, results } = await rules.evaluate({ ...given, section, policyFiles });
  expect(error).toBeUndefined();
  expect([...new Set(results.map(({ about }) => about[1] ?? ''))].filter((name) => name !== '').sort()).toEqual([
    'branch main',
    'branch ~DEFAULT_BRANCH',
    'branches release/* !release/old',
    'no-bypass',
    'recorded-tags',
    'ruleset 1',
    'ruleset 2',
    'ruleset-changes',
    'tags v*',
  ]);
  const asked = results.flatMap(({ expected }) => (typeof expected === 'string' ? [expected] : []));
  expect(asked).toContain('at least 2 (class service)');
});

test('the guide says what the presets ask for', () => {
  for (const name of presetNames) {
    const row = `| \`${name}\` | ${presetText(name, 'branch')} | ${presetText(name, 'tag')} |`;
    expect(guide).toContain(row.replace('|  |', '| |'));
  }
});

test.each([
  ['passed', '*', 'app'],
  ['failed', 'nothing', 'app'],
  ['unverified', '*', 'token'],
])('the list of the repositories of an organisation: %s', async (status, names, admin) => {
  const section = { repositories: { organisation: 'acme', names } };
  const { evaluation } = await auditOf(acme([{ name: 'acme/app' }]), { section, admin });
  const { results } = rules.see(evaluation);
  expect(results.find(({ about }) => about[1] === 'all repositories')?.status).toBe(status);
});

describe('each rule', () => {
  test.each<[rule: string, holds: string, world: World, tier: Tier, policy: object, result: string]>([
    ['protected', 'by a ruleset', good, token, onMain({ active: true }), 'branch main active: passed'],
    [
      'protected',
      'by classic protection',
      { classic: { ...classicOff, allow_deletions: { enabled: false } } },
      'administration: read',
      onMain({ active: true }),
      'branch main active: passed',
    ],
    [
      'protected',
      'by one that only evaluates',
      ofMain({ enforcement: 'evaluate' }),
      token,
      onMain({ active: true }),
      'branch main active: failed',
    ],
    [
      'protected',
      'by what is not shown',
      { protected: true },
      token,
      onMain({ active: true }),
      'branch main active: unverified MISSING_PERMISSION',
    ],
    [
      'bypass',
      'by nobody',
      good,
      admin,
      onMain({ 'bypass-actors': { exactly: [] } }),
      'branch main bypass-actors: passed',
    ],
    [
      'bypass',
      'by somebody',
      ofMain({ bypass: [actor(7)] }),
      admin,
      onMain({ 'bypass-actors': [] }),
      'branch main bypass-actors: failed',
    ],
    [
      'bypass',
      'by those that the policy names',
      ofMain({ bypass: [actor(7)] }),
      admin,
      onMain({ 'bypass-actors': [{ type: 'Team', id: 7 }] }),
      'branch main bypass-actors: passed',
    ],
    [
      'bypass',
      'by fewer than exactly these',
      good,
      admin,
      onMain({ 'bypass-actors': { exactly: [{ type: 'Team', id: 7 }] } }),
      'branch main bypass-actors: failed',
    ],
    [
      'bypass',
      'a list that is not shown',
      good,
      'administration: read',
      onMain({ 'bypass-actors': [] }),
      'branch main bypass-actors: unverified MISSING_PERMISSION',
    ],
    [
      'bypass',
      'without a review',
      good,
      admin,
      onMain({ 'bypass-review': 'required' }),
      'branch main bypass-review: failed',
    ],
    [
      'bypass',
      'by administrators',
      ofMain({ bypass: [{ actor_type: 'OrganizationAdmin', actor_id: 1, bypass_mode: 'always' }] }),
      admin,
      onMain({ 'enforce-admins': true }),
      'branch main enforce-admins: failed',
    ],
    ['reviews', 'as asked', good, admin, onMain({ reviews: { count: 1 } }), 'branch main reviews.count: passed'],
    [
      'reviews',
      'more than asked',
      ofMain({ rules: [pullRequests({ required_approving_review_count: 2 })] }),
      admin,
      onMain({ reviews: { count: 1 } }),
      'branch main reviews.count: passed',
    ],
    [
      'reviews',
      'fewer than asked',
      good,
      admin,
      onMain({ reviews: { count: 2 } }),
      'branch main reviews.count: failed',
    ],
    [
      'reviews',
      'fewer than asked, and classic protection is hidden',
      good,
      token,
      onMain({ reviews: { count: 2 } }),
      'branch main reviews.count: unverified MISSING_PERMISSION',
    ],
    [
      'checks',
      'these and from this app',
      good,
      admin,
      onMain({ checks: { required: { exactly: [{ context: 'build', app: 15_368 }] } } }),
      'branch main checks.required: passed',
    ],
    [
      'checks',
      'from another app',
      good,
      admin,
      onMain({ checks: { required: [{ context: 'build', app: 1 }] } }),
      'branch main checks.required: failed',
    ],
    [
      'checks',
      'that are not there',
      good,
      admin,
      onMain({ checks: { required: ['build', 'test'] } }),
      'branch main checks.required: failed',
    ],
    [
      'checks',
      'exactly, and classic protection is hidden',
      good,
      token,
      onMain({ checks: { required: { exactly: ['build'] } } }),
      'branch main checks.required: unverified MISSING_PERMISSION',
    ],
    ['updates', 'a branch', good, token, onMain({ deletion: true }), 'branch main deletion: passed'],
    ['updates', 'tags', good, token, onTags({ preset: 'baseline' }), 'tags v* update.restricted: passed'],
    [
      'updates',
      'one tag of two',
      { ...good, rulesets: [{ ...strictTags, include: ['refs/tags/v1.0*'] }] },
      token,
      onTags({ deletion: true }),
      'tags v* deletion: failed',
    ],
    [
      'updates',
      'a branch without the rule',
      ofMain({ rules: [pullRequests()] }),
      admin,
      onMain({ 'force-push': true }),
      'branch main force-push: failed',
    ],
    [
      'updates',
      'a branch whose classic protection is hidden',
      ofMain({ rules: [pullRequests()] }),
      token,
      onMain({ 'force-push': true }),
      'branch main force-push: unverified MISSING_PERMISSION',
    ],
    ['content', 'of pushes', good, token, onPushes({ 'file-size': 5 }), 'pushes push.file-size: passed'],
    [
      'content',
      'of pushes that may be larger',
      good,
      token,
      onPushes({ 'file-size': 4 }),
      'pushes push.file-size: failed',
    ],
  ])('%s, %s', async (rule, _holds, world, tier, policy, result) => {
    expect(said(await rules.evaluate(setup(world, tier, policy)))).toContain(`${rule} ${result}`);
  });

  test('content of pushes that could not be read', async () => {
    const changed = { [requests.ruleset(3)]: faults['a missing permission'] };
    const evaluation = await rules.evaluate(setup(good, admin, onPushes({ 'file-size': 5 }), { changed }));
    expect(said(evaluation)).toContain('content pushes push.file-size: unverified MISSING_PERMISSION');
  });

  test('what nobody asks for does not apply, and passes nothing', async () => {
    const { results } = await rules.evaluate(setup(good, admin, onMain({ deletion: true })));
    const notAsked = results.filter(({ status }) => status === 'not-applicable').map(({ rule }) => rule);
    const others = [
      'repositories',
      'no-bypass',
      'ruleset-changes',
      'release-tags',
      'recorded-tags',
      'immutable-releases',
    ];
    const asked = settingRules.filter((id) => id !== 'updates');
    expect(notAsked.sort()).toEqual([...asked, ...others].map((id) => `branch-protection/${id}`).sort());
  });

  test('a plan without the feature is failed where protection is asked for, in its words', async () => {
    const asked = requestsOf('main');
    const changed = { [requests.rulesets]: planLimit, [asked.rules]: planLimit, [asked.classic]: planLimit };
    const { results } = await rules.evaluate(setup({}, admin, onMain({ preset: 'baseline' }), { changed }));
    const found = results.filter(({ rule }) => !/\/(policy|idle-ruleset|repositories)$/.test(rule));
    expect(new Set(found.filter(({ status }) => status !== 'not-applicable').map(({ status }) => status))).toEqual(
      new Set(['failed']),
    );
    expect(found[0]?.message).toMatch(/Upgrade to GitHub Pro/);
  });

  test('how bad it is is said of each setting by itself, also when it holds', async () => {
    const policy = onMain({ reviews: { count: 3, threads: true, 'merge-methods': ['squash'] } });
    const { results } = await rules.evaluate(setup(good, admin, policy));
    expect(
      judged({ results } as never)
        .filter(({ status }) => status !== 'not-applicable')
        .map(({ about, status, severity }) => `${about[2]} ${status} ${severity}`)
        .sort(),
    ).toEqual(['reviews.count failed high', 'reviews.merge-methods failed low', 'reviews.threads passed medium']);
  });
});

describe('presets, and what each token can tell', () => {
  test.each<[tier: Tier | 'no token', preset: string, status: string]>([
    ['no token', 'baseline', 'passed'],
    [token, 'baseline', 'passed'],
    ['administration: read', 'baseline', 'passed'],
    [admin, 'baseline', 'passed'],
    [token, 'strict', 'unverified'],
    ['administration: read', 'strict', 'unverified'],
    [admin, 'strict', 'passed'],
  ])('with %s, %s: %s', async (tier, preset, status) => {
    const answers = answersOf(good, tier === 'no token' ? token : tier);
    const asked = requestsOf('main');
    const anonymous = { ...answers, [asked.classic]: faults['no token at all'] };
    const policy = onMain({ preset });
    const evaluation = await rules.evaluate(
      tier === 'no token' ? { subject, publicGitHub: anonymous, section: { policy } } : setup(good, tier, policy),
    );
    expect([statusOf(evaluation), judged(evaluation).length > 0]).toEqual([status, true]);
  });

  test('external-closure, once it is reviewed, and the table of its five items', async () => {
    const entry = { preset: 'external-closure', checks: { required: { exactly: ['build'] } } };
    const first = await rules.evaluate(setup(good, admin, onMain(entry)));
    const digest = (first.data as { groups: { 'bypass-digest': string }[] }).groups[0]?.['bypass-digest'];
    expect(said(first)).toContain('bypass branch main bypass-review: failed');
    const reviewed = { ...entry, 'bypass-review': { digest, on: '2026-03-01', by: 'bob' } };
    const second = await rules.evaluate(setup(good, admin, onMain(reviewed)));
    expect(statusOf(second)).toBe('passed');
    const tables = [first, second].map(({ exhibits }) => exhibits[1]?.rows.map(({ cells }) => cells[2]));
    expect(tables).toEqual([
      ['closed', 'closed', 'closed', 'open', 'not verified'],
      ['closed', 'closed', 'closed', 'closed', 'not verified'],
    ]);
  });
});

describe('what the policy names', () => {
  const three: World = { ...good, branches: ['release/1', 'release/2'] };
  const releases = onBranches({ pattern: 'release/*', deletion: true });
  test.each<[name: string, world: World, policy: object, changed: GitHubAnswers, lines: string[]]>([
    [
      'a name',
      good,
      onBranches({ pattern: 'main', deletion: true }),
      {},
      ['policy branch main: passed', 'updates branch main deletion: passed'],
    ],
    [
      'the same branch twice is one',
      good,
      onBranches({ pattern: 'main', deletion: true }, { pattern: [main], 'force-push': true }),
      {},
      [
        'policy branch main: passed',
        'policy branch ~DEFAULT_BRANCH: passed',
        'updates branch main deletion: passed',
        'updates branch main force-push: passed',
      ],
    ],
    [
      'a pattern',
      three,
      releases,
      {},
      ['policy branches release/*: passed', 'updates branches release/* deletion: failed'],
    ],
    [
      'a pattern that one of them fails',
      { ...three, rulesets: [{ ...strictMain, include: ['refs/heads/release/1'] }] },
      releases,
      {},
      ['policy branches release/*: passed', 'updates branches release/* deletion: failed'],
    ],
    [
      'a pattern that all of them keep',
      { ...three, rulesets: [{ ...strictMain, include: ['refs/heads/release/*'] }] },
      releases,
      {},
      ['policy branches release/*: passed', 'updates branches release/* deletion: passed'],
    ],
    [
      'a pattern and what it excludes',
      three,
      onBranches({ pattern: '~ALL', exclude: ['release/*'], deletion: true }),
      {},
      ['policy branches ~ALL !release/*: passed', 'updates branches ~ALL !release/* deletion: passed'],
    ],
    [
      'a pattern and a name in it',
      three,
      onBranches({ pattern: '**/*', active: true }, { pattern: 'main', deletion: true }),
      {},
      [
        'policy branch main: passed',
        'policy branches **/*: passed',
        'protected branch main active: passed',
        'protected branches **/* active: failed',
        'updates branch main deletion: passed',
      ],
    ],
    ['a pattern that names nothing, all being listed', good, releases, {}, []],
    [
      'a pattern, and the list cannot be read',
      three,
      releases,
      { [requests.branches]: faults['a missing permission'] },
      ['policy branches release/*: unverified MISSING_PERMISSION', 'updates: unverified MISSING_PERMISSION'],
    ],
    [
      'a pattern, and the list is cut',
      three,
      releases,
      { [requests.branches]: faults['a list that is cut'] },
      ['policy branches release/*: unverified TRUNCATED', 'updates: unverified TRUNCATED'],
    ],
    [
      'a branch that is not there',
      good,
      onBranches({ pattern: 'gone', active: true }),
      goneBranch('gone'),
      ['policy branch gone: unverified NOT_FOUND', 'protected branch gone active: unverified NOT_FOUND'],
    ],
    [
      'a branch that nobody may look for',
      { ...good, branches: ['next'], rulesets: [{ ...strictMain, include: ['~ALL'] }] },
      onBranches({ pattern: 'next', deletion: true }),
      { [requestsOf('next').branch]: faults['a missing permission'] },
      ['policy branch next: unverified MISSING_PERMISSION', 'updates branch next deletion: passed'],
    ],
    [
      'a branch that was renamed',
      good,
      onBranches({ pattern: 'gone', active: true }),
      renamedBranch('gone', 'main'),
      ['policy branch gone: unverified NOT_FOUND', 'protected branch gone active: unverified NOT_FOUND'],
    ],
    [
      'what it excludes itself',
      good,
      onBranches({ pattern: 'main', exclude: 'main', deletion: true }),
      {},
      ['policy branches main !main: failed'],
    ],
    [
      'a default branch among tags',
      good,
      onTags({ pattern: main, deletion: true }),
      {},
      ['policy tag ~DEFAULT_BRANCH: failed'],
    ],
    [
      'a branch of which nothing is asked',
      good,
      onMain({ deletion: 'ignore' }),
      {},
      ['policy branch ~DEFAULT_BRANCH: failed'],
    ],
    [
      'a pattern without refs/ in a ruleset',
      good,
      { repository: { rulesets: ['short.json'] } },
      {},
      ['policy branch main: unverified INCONCLUSIVE'],
    ],
    [
      'one tag by its name that is not there',
      good,
      onTags({ pattern: ['v1.0.0', 'v1.0.O'], deletion: true }),
      {},
      ['policy tags v1.0.0 v1.0.O: unverified NOT_FOUND', 'updates tag v1.0.0 deletion: passed'],
    ],
    [
      'one tag by its name, and the list cannot be read',
      good,
      onTags({ pattern: 'v1.0.0', deletion: true }),
      { [requests.tags]: faults['a rate limit'] },
      ['policy tag v1.0.0: unverified RATE_LIMITED', 'updates: unverified RATE_LIMITED'],
    ],
    [
      'one tag by its name',
      good,
      onTags({ pattern: 'v1.0.0', deletion: true }),
      {},
      ['policy tag v1.0.0: passed', 'updates tag v1.0.0 deletion: passed'],
    ],
  ])('%s', async (_name, world, policy, changed, lines) => {
    const short = {
      name: 'x',
      target: 'branch',
      enforcement: 'active',
      conditions: { ref_name: { include: ['main'], exclude: [] } },
      rules: [{ type: 'deletion' }],
    };
    const files = { 'short.json': JSON.stringify(short) };
    const evaluation = await rules.evaluate(setup(world, admin, policy, { changed, files }));
    expect(said(evaluation).filter((line) => !line.startsWith('idle-ruleset'))).toEqual(lines);
    expect(statusOf(evaluation)).toBe(
      lines.some((line) => line.includes('failed'))
        ? 'failed'
        : lines.length === 0 || lines.some((line) => line.includes('unverified'))
          ? 'unverified'
          : 'passed',
    );
  });

  test('branches beyond the first 300 are not verified, and not forgotten', async () => {
    const branches = Array.from({ length: 305 }, (_, index) => `release/${index}`);
    const world: World = { rulesets: [{ ...strictMain, include: ['refs/heads/release/*'] }], branches };
    const evaluation = await rules.evaluate(setup(world, token, onBranches({ pattern: 'release/*', deletion: true })));
    expect(said(evaluation)).toContain('policy branches release/*: unverified TRUNCATED');
    expect([statusOf(evaluation), evaluation.metrics['refs']?.value]).toEqual(['unverified', 300]);
  });

  test('of several refs the message names those that fail, and the value those that differ', async () => {
    const world: World = {
      branches: ['release/1', 'release/2', 'release/3'],
      rulesets: [
        { id: 1, include: ['refs/heads/release/1'], rules: [pullRequests({ required_approving_review_count: 2 })] },
        { id: 2, include: ['refs/heads/release/2'], rules: [pullRequests()] },
      ],
    };
    const policy = onBranches({ pattern: 'release/*', reviews: { count: 2 } });
    const { results } = await rules.evaluate(setup(world, admin, policy));
    expect(results.find(({ rule }) => rule.endsWith('/reviews'))).toMatchObject({
      message: 'reviews.count is weaker than asked on 2 of 3 branches release/*: release/2, release/3',
      expected: 'at least 2 (repository)',
      actual: 'release/2: 1, release/3: nothing',
    });
  });

  describe('what a result is known by does not depend on other entries', () => {
    const world: World = { branches: ['main', 'release/1', 'release/2'], tags: ['v1.0.0'] };
    const releases = { pattern: ['release/*'], exclude: ['release/2'], deletion: true };
    const failures = async (policy: object): Promise<Map<string, unknown>> => {
      const { results } = await rules.evaluate(setup(world, admin, policy));
      const failed = results.filter(({ status, rule }) => status === 'failed' && rule.endsWith('/updates'));
      return new Map(failed.map(({ fingerprint, about, valueHash }) => [fingerprint, { about, valueHash }]));
    };
    test.each<[string, object]>([
      ['another branch', { repository: { branches: [releases, { pattern: 'main', deletion: true }] } }],
      [
        'all branches, asked for something else',
        { repository: { branches: [releases, { pattern: '~ALL', signatures: true }] } },
      ],
      ['all branches before it', { repository: { branches: [{ pattern: '~ALL', signatures: true }, releases] } }],
      [
        'a part of them, asked for something else',
        { repository: { branches: [releases, { pattern: 'release/1*', 'linear-history': true }] } },
      ],
      [
        'the organisation asks the same of all',
        { organisation: { branches: [{ pattern: '~ALL', deletion: true }] }, repository: { branches: [releases] } },
      ],
      ['tags', { repository: { branches: [releases], tags: [{ pattern: 'v*', deletion: true }] } }],
      [
        'its patterns in another order',
        { repository: { branches: [{ ...releases, exclude: ['release/3', 'release/2'] }] } },
      ],
    ])('%s', async (name, policy) => {
      const exclude = name.startsWith('its') ? ['release/2', 'release/3'] : releases.exclude;
      const alone = await failures({ repository: { branches: [{ ...releases, exclude }] } });
      const beside = await failures(policy);
      expect(alone.size).toBe(1);
      expect([...beside]).toEqual(expect.arrayContaining([...alone]));
    });

    test('an entry that names nothing, or asks for nothing, has one result of its own', async () => {
      const policy = onBranches(releases, { pattern: '~ALL', deletion: 'ignore' }, { pattern: 'x*', deletion: true });
      const { results } = await rules.evaluate(setup(world, admin, policy));
      const told = results.filter(({ rule }) => rule.endsWith('/policy'));
      expect(Object.fromEntries(told.map(({ about, status }) => [about[1], status]))).toEqual({
        'branches release/* !release/2': 'passed',
        'branches ~ALL': 'failed',
        'branches x*': 'not-applicable',
      });
    });
  });
});

describe('the past and the tags', () => {
  test.each([...historyCases, ...tagCases])('%s', async (_name, given, lines) => {
    expect(said(await rules.evaluate(given))).toEqual(expect.arrayContaining(lines));
  });
});

rules.prove();
