import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/branch-protection/control.ts';
import {
  actor,
  good,
  main,
  onBranches,
  onMain,
  onPushes,
  onTags,
  pullRequests,
  requiredChecks,
  setup,
  statusOf,
  strictMain,
} from '../actions/branch-protection/fixtures.ts';
import { classicOff, type RuleData, type Tier, type World } from '../support/protection-api.ts';
import { evaluateWith, type Setup } from '../support/world.ts';

/* Policies that look like a demand and are none, or lose one of those that they were written with: none of them may end passed. */

const admin: Tier = 'administration: write';
const nothing: World = { rulesets: [] };
const notPassed = ['failed', 'unverified', 'error'];

/** Nothing protects the branch, the tags or the pushes: whatever is asked of them cannot hold. */
const demandless: [name: string, policy: object][] = [
  ['a switch that is asked to be off', onMain({ deletion: false })],
  ['the same at-least', onMain({ deletion: { 'at-least': false } })],
  ['no review', onMain({ reviews: { count: 0 } })],
  ['no check', onMain({ checks: { required: [] } })],
  ['no environment', onMain({ deployments: [] })],
  ['no drop of coverage, which switches the limit off', onMain({ 'code-coverage': { 'max-drop': 0 } })],
  ['tags that may be deleted', onTags({ deletion: false })],
  ['pushes without a forbidden path', onPushes({ 'file-paths': [] })],
];

describe('a policy without a demand', () => {
  test.each(demandless)('%s, of what nothing protects', async (_name, policy) => {
    const world = { ...nothing, tags: ['v1.0.0'] };
    expect(notPassed).toContain(statusOf(await evaluateWith(control, setup(world, admin, policy))));
  });

  test('actors among whom nobody is asked for, while everybody of a team may bypass', async () => {
    const world = { rulesets: [{ ...strictMain, bypass: [actor(7, 'exempt')] }] };
    const policy = onMain({ 'bypass-actors': { contains: [] } });
    expect(notPassed).toContain(statusOf(await evaluateWith(control, setup(world, admin, policy))));
  });
});

const file = (...rules: object[]): Setup => ({
  policyFiles: {
    'r.json': JSON.stringify({
      name: 'r',
      target: 'branch',
      enforcement: 'active',
      conditions: { ref_name: { include: [main], exclude: [] } },
      rules,
    }),
  },
});
const exported: [name: string, rules: object[]][] = [
  ['a parameter that is not known', [pullRequests({ require_two_humans: true })]],
  [
    'a parameter that is not known, of a rule without others',
    [{ type: 'non_fast_forward', parameters: { also_for_apps: true } }],
  ],
  ['required checks without the list of them', [{ type: 'deletion' }, { type: 'required_status_checks' }]],
  ['a rule that needs parameters, and nothing else', [{ type: 'required_status_checks' }]],
];

describe('a ruleset as GitHub exports it, of which not everything is in force', () => {
  test.each(exported)('%s', async (_name, rules) => {
    const policy = { repository: { rulesets: ['r.json'] } };
    const evaluation = await evaluateWith(control, setup(good, admin, policy, file(...rules)));
    expect(notPassed).toContain(statusOf(evaluation));
  });
});

const strict = { branches: [{ pattern: main, reviews: { count: 5 } }] };
const holding = { branches: [{ pattern: main, deletion: true }] };

/** A demand that does not hold, in a policy that also asks for something that does. */
const unasked: [name: string, policy: object][] = [
  [
    'an entry without a demand, beside one with a demand',
    onBranches({ pattern: main, deletion: true }, { pattern: main, reviews: { count: 0 } }),
  ],
  [
    'the same for branches that are not there',
    onBranches({ pattern: main, deletion: true }, { pattern: 'relase/*', deletion: false }),
  ],
  [
    'a tag that is not there, by its name',
    { repository: { ...holding, tags: [{ pattern: 'v1.0.O', deletion: true }] } },
  ],
];

const refused: [name: string, policy: object, message: RegExp][] = [
  [
    'a class by a topic in capital letters, which no topic has',
    { organisation: holding, classes: [{ name: 'a', topic: 'Service', policy: strict }] },
    /topic: expected a topic/,
  ],
  [
    'a branch entry with the pattern of a tag',
    onBranches({ pattern: main, deletion: true }, { pattern: 'refs/tags/x*', 'linear-history': true }),
    /pattern is for other refs/,
  ],
];

describe('a demand that is about nothing', () => {
  test.each(unasked)('%s', async (_name, policy) => {
    const world = { ...good, topics: ['service'] };
    expect(notPassed).toContain(statusOf(await evaluateWith(control, setup(world, admin, policy))));
  });

  test.each(refused)('%s is no configuration', async (_name, policy, message) => {
    await expect(evaluateWith(control, setup(good, admin, policy))).rejects.toThrow(message);
  });
});

const run = async (world: World, policy: object, more: Setup = {}): Promise<string> =>
  statusOf(await evaluateWith(control, setup(world, admin, policy, more)));
const inForce = (...rules: NonNullable<World['rulesets']>[number]['rules']): World => ({
  rulesets: [{ id: 1, name: 'main', include: [main], rules }],
});

const scan = (more: object): RuleData => ({
  type: 'code_scanning',
  parameters: {
    code_scanning_tools: [{ tool: 'CodeQL', alerts_threshold: 'none', security_alerts_threshold: 'none', ...more }],
  },
});
const reviewer = (more: object): RuleData =>
  pullRequests({
    required_reviewers: [{ file_patterns: ['*'], minimum_approvals: 1, reviewer: { id: 7, type: 'Team' }, ...more }],
  });
const dismissal = (more: object): RuleData =>
  pullRequests({ dismissal_restriction: { enabled: true, allowed_actors: [{ id: 7, type: 'Team' }], ...more } });
const check = (more: object): RuleData => ({
  type: 'required_status_checks',
  parameters: {
    strict_required_status_checks_policy: true,
    required_status_checks: [{ context: 'build', integration_id: 15_368, ...more }],
  },
});
const workflow = (more: object): RuleData => ({
  type: 'workflows',
  parameters: { workflows: [{ path: 'a.yml', repository_id: 1, ...more }] },
});
const nested: [name: string, rule: (more: object) => RuleData, more: object][] = [
  ['a threshold of a scanner', scan, { secret_alerts_threshold: 'all' }],
  ['a demand on a reviewer', reviewer, { minimum_seniority: 3 }],
  ['a demand on the team of a reviewer', reviewer, { reviewer: { id: 7, type: 'Team', subteams: false } }],
  ['a demand on who may dismiss', dismissal, { require_reason: true }],
  ['a demand on a check', check, { must_be_newer_than_base: true }],
  ['a demand on a workflow', workflow, { runner_group: 7 }],
];

describe('an exported ruleset with a key that is not known inside of a parameter', () => {
  const policy = { repository: { rulesets: ['r.json'] } };

  test.each(nested)('%s: not where it is not in force', async (_name, rule, more) => {
    expect(await run(inForce(rule({})), policy, file(rule({})))).toBe('passed');
    expect(notPassed).toContain(await run(inForce(rule({})), policy, file(rule(more))));
  });

  test.each(nested)('%s: only where it is in force just so', async (_name, rule, more) => {
    expect(await run(inForce(rule(more)), policy, file(rule(more)))).toBe('passed');
    const nothingSaid = Object.fromEntries(
      Object.keys(more).map((key) => [key, key === 'reviewer' ? { id: 7, type: 'Team' } : null]),
    );
    expect(notPassed).toContain(await run(inForce(rule(nothingSaid)), policy, file(rule(more))));
  });
});

/** What looks like a demand on every branch names none of them, whatever branches there are. */
describe('an entry that leaves out everything that it names, beside one that holds', () => {
  const sound = { pattern: main, deletion: true };
  test.each<[string, object]>([
    ['all branches but all', { pattern: '~ALL', exclude: '~ALL' }],
    ['all branches but all of them by a pattern', { pattern: '**/*', exclude: '**/*' }],
    ['all branches but all, in other words', { pattern: '~ALL', exclude: '**/*' }],
    ['those of a folder but those of all folders', { pattern: 'release/*', exclude: ['*', '**/*'] }],
    ['those that begin so but those that begin in a wider set', { pattern: 'v[0-9]*', exclude: 'v[0-9a-f]*' }],
    ['the default branch and all but all', { pattern: [main, '**/*'], exclude: '~ALL' }],
  ])('%s', async (_name, entry) => {
    expect(notPassed).toContain(await run(good, onBranches(sound, { ...entry, reviews: { count: 5 } })));
  });

  test.each<[string, object]>([
    ['which could be there', { pattern: 'release/*', exclude: 'release/old-*' }],
    ['of which one letter is left', { pattern: 'v?', exclude: 'v[a-y]' }],
  ])('but one %s asks nothing of a repository without any', async (_name, entry) => {
    expect(await run(good, onBranches(sound, { ...entry, reviews: { count: 5 } }))).toBe('passed');
  });
});

describe('a ruleset that stops nobody', () => {
  const nobody: [name: string, rule: RuleData][] = [
    ['asks Copilot for a review', { type: 'copilot_code_review', parameters: { review_on_push: true } }],
    [
      'requires no check at all',
      {
        type: 'required_status_checks',
        parameters: { required_status_checks: [], strict_required_status_checks_policy: true },
      },
    ],
    ['has rules of a type that nobody knows', { type: 'of_tomorrow' }],
  ];
  test.each(nobody)('%s', async (_name, rule) => {
    expect(notPassed).toContain(await run(inForce(rule), onMain({ active: true })));
    expect(await run(inForce(rule, { type: 'deletion' }), onMain({ active: true }))).toBe('passed');
  });

  test('is classic protection in which everything is off', async () => {
    expect(notPassed).toContain(await run({ classic: classicOff }, onMain({ active: true })));
    const on = { ...classicOff, allow_deletions: { enabled: false } };
    expect(await run({ classic: on }, onMain({ active: true }))).toBe('passed');
  });
});

describe('a demand that is weaker than it reads', () => {
  test('a team that is asked, and whose approval nothing waits for', async () => {
    const asked = reviewer({});
    const unasked = reviewer({ minimum_approvals: 0 });
    const policy = onMain({ reviews: { 'required-reviewers': [{ team: 7, files: ['*'], approvals: 1 }] } });
    expect(await run(inForce(asked), policy)).toBe('passed');
    expect(notPassed).toContain(await run(inForce(unasked), policy));
    const optional = onMain({ reviews: { 'required-reviewers': [{ team: 7, files: ['*'], approvals: 0 }] } });
    await expect(run(inForce(asked), optional)).rejects.toThrow('approvals');
  });

  const closed = async (checks: RuleData, more: object = {}, layers: object = {}, days = 10): Promise<string> => {
    const world = inForce({ type: 'deletion' }, pullRequests(), checks);
    const before = await evaluateWith(
      control,
      setup(world, admin, onMain({ preset: 'baseline', 'force-push': 'ignore' })),
    );
    const { groups } = before.data as { groups: { 'bypass-digest': string }[] };
    const on = new Date(Date.parse('2026-03-10T12:00:00Z') - days * 86_400_000).toISOString().slice(0, 10);
    const review = { digest: groups[0]?.['bypass-digest'], on, by: 'a', 'max-age-days': 400 };
    const own = onMain({
      preset: 'external-closure',
      checks: { required: { exactly: ['build'] } },
      'bypass-review': review,
      ...more,
    });
    return run(world, { ...own, ...layers });
  };

  test('required checks that anybody who may write checks could report', async () => {
    const anyApp = requiredChecks(['build']);
    anyApp.parameters = { ...anyApp.parameters, required_status_checks: [{ context: 'build' }] };
    expect(await closed(requiredChecks(['build']))).toBe('passed');
    expect(notPassed).toContain(await closed(anyApp));
    expect(await closed(anyApp, { checks: { required: { exactly: ['build'] }, bound: 'ignore' } })).toBe('passed');
  });

  test('a review that is old for the organisation, and young enough for the repository', async () => {
    const organisation = { branches: [{ pattern: main, 'bypass-review': 'required' }] };
    expect(await closed(requiredChecks(['build']), {}, {}, 300)).toBe('passed');
    expect(await closed(requiredChecks(['build']), {}, { organisation }, 100)).toBe('passed');
    expect(notPassed).toContain(await closed(requiredChecks(['build']), {}, { organisation }, 300));
  });
});
