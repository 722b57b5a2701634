import { describe, expect, test } from '@jest/globals';
import { auditAssumptions } from '../../../../shared/domain/assumptions/organisation.ts';
import { assumptions } from '../../../../shared/domain/assumptions/protection.ts';
import { workflowAssumptions } from '../../../../shared/domain/assumptions/workflows.ts';
import { probeAll, probes, unasked } from '../../../../shared/domain/setup/live.ts';
import { type GitHubAnswer, type GitHubAnswers, memoryGitHub, notFound } from '../../../support/memory-github.ts';

const at = 'GET /repos/acme/desk';
const forbidden: GitHubAnswer = {
  because: { code: 'MISSING_PERMISSION', message: 'GitHub answers 403', needs: 'administration: read' },
  status: 403,
};
const runs = (...list: object[]): GitHubAnswer => ({ json: { workflow_runs: list } });
const run = { id: 1, event: 'push', path: '.github/workflows/ci.yml', head_branch: 'main' };
const nightly = { ...run, event: 'schedule' };
const tags = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ name: `v${index}`, ref: `refs/tags/v${index}` }));
const rule = { type: 'deletion', ruleset_id: 7 };
const notProtected: GitHubAnswer = {
  because: { code: 'NOT_FOUND', message: 'GitHub answers 404' },
  status: 404,
  said: 'Branch not protected',
};

const cases: [id: string, outcome: string, answers: GitHubAnswers][] = [
  [
    'unprotected-means-neither',
    'confirmed',
    {
      '/branches/main': { json: { name: 'main', protected: false } },
      '/rules/branches/main': { json: [] },
      '/branches/main/protection': notProtected,
    },
  ],
  [
    'unprotected-means-neither',
    'refuted',
    { '/branches/main': { json: { name: 'main', protected: false } }, '/rules/branches/main': { json: [rule] } },
  ],
  [
    'unprotected-means-neither',
    'refuted',
    {
      '/branches/main': { json: { name: 'main', protected: false } },
      '/rules/branches/main': { json: [] },
      '/branches/main/protection': { json: {} },
    },
  ],
  [
    'unprotected-means-neither',
    'could-not-look',
    {
      '/branches/main': { json: { name: 'main', protected: false } },
      '/rules/branches/main': { json: [] },
      '/branches/main/protection': forbidden,
    },
  ],
  ['unprotected-means-neither', 'nothing-here', { '/branches/main': { json: { name: 'main', protected: true } } }],
  [
    'bypass-list-hidden-by-its-key',
    'confirmed',
    { '/rulesets': { json: [{ id: 7 }] }, '/rulesets/7': { json: { id: 7 } } },
  ],
  [
    'bypass-list-hidden-by-its-key',
    'nothing-here',
    { '/rulesets': { json: [{ id: 7 }] }, '/rulesets/7': { json: { id: 7, bypass_actors: [] } } },
  ],
  ['bypass-list-hidden-by-its-key', 'nothing-here', { '/rulesets': { json: [] } }],
  ['targets-in-one-question', 'confirmed', { '/rulesets': { json: [{ id: 7 }] } }],
  [
    'targets-in-one-question',
    'refuted',
    { '/rulesets': { json: [{ id: 7 }] }, '/rulesets?includes_parents=true&targets=branch%2Ctag%2Cpush': { json: [] } },
  ],
  [
    'rules-are-as-in-their-ruleset',
    'confirmed',
    { '/rules/branches/main': { json: [rule] }, '/rulesets/7': { json: { id: 7, rules: [{ type: 'deletion' }] } } },
  ],
  [
    'rules-are-as-in-their-ruleset',
    'refuted',
    {
      '/rules/branches/main': { json: [{ ...rule, parameters: { a: 1 } }] },
      '/rulesets/7': { json: { id: 7, rules: [{ type: 'deletion', parameters: { a: 2 } }] } },
    },
  ],
  ['rules-are-as-in-their-ruleset', 'nothing-here', { '/rules/branches/main': { json: [] } }],
  [
    'classic-switches-are-always-there',
    'confirmed',
    { '/branches/main/protection': { json: { required_signatures: {}, block_creations: {} } } },
  ],
  [
    'classic-switches-are-always-there',
    'refuted',
    { '/branches/main/protection': { json: { required_signatures: {} } } },
  ],
  ['classic-switches-are-always-there', 'could-not-look', { '/branches/main/protection': forbidden }],
  [
    'summary-names-all-classic-checks',
    'confirmed',
    {
      '/branches/main/protection': { json: { required_status_checks: { contexts: ['ci'] } } },
      '/branches/main': {
        json: { name: 'main', protected: true, protection: { required_status_checks: { contexts: ['ci'] } } },
      },
    },
  ],
  [
    'summary-names-all-classic-checks',
    'refuted',
    {
      '/branches/main/protection': { json: { required_status_checks: { contexts: ['ci'] } } },
      '/branches/main': { json: { name: 'main', protected: true } },
    },
  ],
  ['immutable-releases-off-is-no-404', 'confirmed', { '/immutable-releases': { json: { enabled: false } } }],
  ['immutable-releases-off-is-no-404', 'could-not-look', { '/immutable-releases': notFound }],
  ['branches-hold-the-default-branch', 'confirmed', { '/branches': { json: [{ name: 'main' }] } }],
  ['branches-hold-the-default-branch', 'refuted', { '/branches': { json: [{ name: 'other' }] } }],
  ['branches-hold-the-default-branch', 'nothing-here', { '/branches': { json: [] } }],
  [
    'all-tags-in-one-list',
    'confirmed',
    { '/git/matching-refs/tags': { json: tags(101) }, '/tags': { json: tags(101) } },
  ],
  ['all-tags-in-one-list', 'refuted', { '/git/matching-refs/tags': { json: tags(100) }, '/tags': { json: tags(101) } }],
  [
    'all-tags-in-one-list',
    'nothing-here',
    { '/git/matching-refs/tags': { json: tags(3) }, '/tags': { json: tags(3) } },
  ],
  ['scheduled-runs-are-of-the-branch', 'refuted', { '/actions/runs': runs({ ...nightly, head_branch: 'other' }) }],
  ['scheduled-runs-are-of-the-branch', 'nothing-here', { '/actions/runs': runs(nightly) }],
  [
    'path-of-a-run',
    'confirmed',
    { '/actions/runs': runs(nightly, { ...nightly, path: 'acme/desk/.github/workflows/x.yaml@refs/heads/main' }) },
  ],
  ['path-of-a-run', 'refuted', { '/actions/runs': runs({ ...nightly, path: 'dynamic/x' }) }],
  ['filters-of-runs-go-together', 'confirmed', { '/actions/runs': runs(run) }],
  ['filters-of-runs-go-together', 'refuted', { '/actions/runs': runs(run, nightly) }],
  [
    'artifacts-are-of-their-run',
    'refuted',
    {
      '/actions/artifacts': { json: { artifacts: [{ id: 1, workflow_run: { id: 5 } }] } },
      '/actions/runs/5/artifacts': { json: { artifacts: [{ id: 2, workflow_run: { id: 6 } }] } },
    },
  ],
  [
    'artifacts-are-of-their-run',
    'nothing-here',
    {
      '/actions/artifacts': { json: { artifacts: [{ id: 1, workflow_run: { id: 5 } }] } },
      '/actions/runs/5/artifacts': { json: { artifacts: [{ id: 1, workflow_run: { id: 5 } }] } },
    },
  ],
  ['properties-by-metadata', 'confirmed', { '/properties/values': { json: [{ property_name: 'tier', value: '1' }] } }],
  ['properties-by-metadata', 'could-not-look', { '/properties/values': forbidden }],
];

const now = Date.parse('2026-11-20T12:00:00Z');
const ago = (days: number): string => new Date(now - days * 86_400_000).toISOString();
const ruleset = {
  id: 7,
  enforcement: 'active',
  target: 'branch',
  source_type: 'Repository',
  created_at: ago(20),
  updated_at: ago(3),
  rules: [{ type: 'deletion' }],
  conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
};
const withRuleset = (more: object, rules: object[] = [rule]): GitHubAnswers => ({
  '/rulesets': { json: [{ id: 7, source_type: 'Repository' }] },
  '/rulesets/7': { json: { ...ruleset, ...more } },
  '/rules/branches/main': { json: rules },
});
const versions = (...days: number[]): GitHubAnswers => ({
  '/rulesets/7/history': { json: days.map((day, index) => ({ version_id: index, updated_at: ago(day) })) },
});
const property = { name: 'tier', property_values: ['1'] };
const forProperty = { conditions: { repository_property: { include: [property] } } };
const classic = (protection: object, answer: GitHubAnswer, rules: object[] = []): GitHubAnswers => ({
  '/branches/main': { json: { name: 'main', protected: true, protection } },
  '/branches/main/protection': answer,
  '/rules/branches/main': { json: rules },
});
const ci = { enabled: true, required_status_checks: { contexts: ['ci'], enforcement_level: 'everyone' } };
const levels = ['Repository', 'Organization', 'Enterprise'];

const furtherCases: typeof cases = [
  ['rules-and-rulesets-agree', 'confirmed', withRuleset({})],
  ['rules-and-rulesets-agree', 'refuted', withRuleset({}, [])],
  ['rules-and-rulesets-agree', 'nothing-here', withRuleset({ enforcement: 'disabled' })],
  ['rules-of-a-branch-are-all-active-ones', 'nothing-here', withRuleset({})],
  ['rules-of-a-branch-are-all-active-ones', 'refuted', withRuleset({}, [{ ...rule, ruleset_id: 8 }])],
  [
    'rules-of-a-branch-are-all-active-ones',
    'confirmed',
    {
      '/rulesets': { json: levels.map((_level, id) => ({ id })) },
      ...Object.fromEntries(
        levels.map((source_type, id) => [`/rulesets/${id}`, { json: { ...ruleset, id, source_type } }]),
      ),
      '/rules/branches/main': { json: levels.map((_level, id) => ({ ...rule, ruleset_id: id })) },
    },
  ],
  ['list-holds-rulesets-that-apply', 'nothing-here', withRuleset({})],
  [
    'list-holds-rulesets-that-apply',
    'nothing-here',
    { ...withRuleset(forProperty), '/properties/values': { json: [{ property_name: 'Tier', value: '1' }] } },
  ],
  [
    'list-holds-rulesets-that-apply',
    'refuted',
    { ...withRuleset(forProperty), '/properties/values': { json: [{ property_name: 'tier', value: ['2'] }] } },
  ],
  ['own-bypass-follows-the-list', 'confirmed', withRuleset({ bypass_actors: [], current_user_can_bypass: 'never' })],
  ['own-bypass-follows-the-list', 'refuted', withRuleset({ bypass_actors: [], current_user_can_bypass: 'always' })],
  ['own-bypass-follows-the-list', 'nothing-here', withRuleset({ current_user_can_bypass: 'never' })],
  ['every-change-moves-updated-at', 'confirmed', { ...withRuleset({}), ...versions(3, 20) }],
  ['every-change-moves-updated-at', 'refuted', { ...withRuleset({}), ...versions(1, 20) }],
  ['every-change-moves-updated-at', 'nothing-here', { ...withRuleset({}), ...versions(20) }],
  ['history-of-rulesets-is-kept', 'refuted', { ...withRuleset({}), ...versions(3) }],
  ['history-of-rulesets-is-kept', 'nothing-here', { ...withRuleset({}), ...versions(3, 20) }],
  ['history-of-rulesets-is-kept', 'nothing-here', withRuleset({ created_at: ago(200) })],
  ['month-of-rule-suites', 'confirmed', { '/rulesets/rule-suites': { json: [{ pushed_at: ago(29) }, {}] } }],
  ['month-of-rule-suites', 'could-not-look', { '/rulesets/rule-suites': { json: [{ pushed_at: 'yesterday' }] } }],
  ['month-of-rule-suites', 'nothing-here', { '/rulesets/rule-suites': { json: [{ pushed_at: ago(2) }] } }],
  ['unknown-parameters-take-nothing-away', 'confirmed', withRuleset({})],
  [
    'unknown-parameters-take-nothing-away',
    'nothing-here',
    withRuleset({ rules: [{ type: 'pull_request', parameters: { except_on_fridays: true } }] }),
  ],
  ['branch-not-protected-is-certain', 'nothing-here', classic({ enabled: false }, notProtected)],
  ['branch-not-protected-is-certain', 'nothing-here', classic({ enabled: true }, { json: {} })],
  ['branch-not-protected-is-certain', 'confirmed', classic({ enabled: true }, forbidden)],
  ['branch-not-protected-is-certain', 'refuted', classic({ enabled: true }, notProtected)],
  ['summary-checks-are-required', 'nothing-here', classic({ enabled: true }, notProtected)],
  [
    'summary-checks-are-required',
    'nothing-here',
    classic({ required_status_checks: { contexts: ['ci'], enforcement_level: 'off' } }, notProtected),
  ],
  ['summary-checks-are-required', 'refuted', classic(ci, notProtected)],
  ['summary-checks-are-required', 'could-not-look', classic(ci, forbidden)],
  ['summary-checks-are-required', 'confirmed', classic(ci, { json: { required_status_checks: { contexts: ['ci'] } } })],
  [
    'summary-checks-are-required',
    'confirmed',
    classic(ci, forbidden, [
      { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'ci' }] } },
    ]),
  ],
  ['classic-parts-left-out-are-off', 'confirmed', classic({ enabled: true }, { json: {} })],
  ['classic-parts-left-out-are-off', 'refuted', classic(ci, { json: {} })],
  [
    'classic-parts-left-out-are-off',
    'nothing-here',
    classic(ci, { json: { required_status_checks: { contexts: [] } } }),
  ],
  ['immutable-release-locks-its-tag', 'nothing-here', { '/releases': { json: [{ tag_name: 'v1' }] } }],
  [
    'immutable-release-locks-its-tag',
    'nothing-here',
    {
      '/releases': { json: [{ tag_name: 'v1', immutable: true }] },
      '/git/ref/tags/v1': { json: { ref: 'refs/tags/v1' } },
    },
  ],
  [
    'immutable-release-locks-its-tag',
    'refuted',
    { '/releases': { json: [{ tag_name: 'v1', immutable: true }] }, '/git/ref/tags/v1': notFound },
  ],
  [
    'immutable-release-locks-its-tag',
    'could-not-look',
    { '/releases': { json: [{ tag_name: 'v1', immutable: true }] }, '/git/ref/tags/v1': forbidden },
  ],
  ['path-of-a-calling-run', 'nothing-here', { '/actions/runs': runs(run) }],
  [
    'path-of-a-calling-run',
    'nothing-here',
    {
      '/actions/runs': runs({
        ...run,
        referenced_workflows: [{ path: 'acme/desk/.github/workflows/called.yml@main' }],
      }),
    },
  ],
  [
    'path-of-a-calling-run',
    'refuted',
    { '/actions/runs': runs({ ...run, referenced_workflows: [{ path: 'acme/desk/.github/workflows/ci.yml@main' }] }) },
  ],
  [
    'entries-of-a-tree-are-all-of-them',
    'nothing-here',
    { '/git/trees/main': { json: { truncated: false, tree: [] } } },
  ],
];

const gqlRule = (type: string, parameters: object | null = null): object => ({
  type,
  parameters,
  repositoryRuleset: { databaseId: 7 },
});
const refRules = (...nodes: object[]): object => ({
  data: {
    r0: {
      nameWithOwner: 'acme/desk',
      defaultBranchRef: { name: 'main', rules: { pageInfo: { hasNextPage: false }, nodes } },
    },
  },
});
const restRules = (...list: object[]): GitHubAnswers => ({ '/rules/branches/main': { json: list } });
const queue = { type: 'merge_queue', ruleset_id: 7, parameters: { merge_method: 'SQUASH', max_entries_to_merge: 5 } };
const node = (r: object | null, errors?: object[]): object => ({
  data: { r },
  ...(errors === undefined ? {} : { errors }),
});
const many = Array.from({ length: 1001 }, (_, index) => ({ path: `x/${index}`, name: `${index}` }));
const tree: GitHubAnswers = { '/git/trees/main': { json: { truncated: false, tree: many } } };

const graphqlCases: [id: string, outcome: string, graphql: object, answers?: GitHubAnswers][] = [
  ['rules-of-a-ref-are-all-active-ones', 'confirmed', refRules(gqlRule('DELETION')), restRules(rule)],
  ['rules-of-a-ref-are-all-active-ones', 'refuted', refRules(), restRules(rule)],
  ['rules-of-a-ref-are-all-active-ones', 'nothing-here', refRules(), restRules()],
  ['rules-of-a-ref-are-all-active-ones', 'could-not-look', { data: null, errors: [{ message: 'no' }] }, restRules()],
  [
    'parameters-have-the-same-names',
    'confirmed',
    refRules(gqlRule('MERGE_QUEUE', { mergeMethod: 'SQUASH', maxEntriesToMerge: 5 })),
    restRules(queue),
  ],
  [
    'parameters-have-the-same-names',
    'refuted',
    refRules(gqlRule('MERGE_QUEUE', { mergeMethod: 'SQUASH', maxEntriesToMerge: 6 })),
    restRules(queue),
  ],
  ['parameters-have-the-same-names', 'nothing-here', refRules(gqlRule('DELETION')), restRules(rule)],
  [
    'no-classic-rule-is-certain-for-administrators',
    'confirmed',
    node({ viewerCanAdminister: true, defaultBranchRef: { branchProtectionRule: null } }),
    { '/branches/main/protection': notProtected },
  ],
  [
    'no-classic-rule-is-certain-for-administrators',
    'refuted',
    node({ viewerCanAdminister: true, defaultBranchRef: { branchProtectionRule: null } }),
    { '/branches/main/protection': { json: {} } },
  ],
  [
    'no-classic-rule-is-certain-for-administrators',
    'nothing-here',
    node({ viewerCanAdminister: false, defaultBranchRef: { branchProtectionRule: null } }),
  ],
  [
    'no-classic-rule-is-certain-for-administrators',
    'nothing-here',
    node({ viewerCanAdminister: true, defaultBranchRef: { branchProtectionRule: { id: 'x' } } }),
  ],
  [
    'no-classic-protection-no-classic-queue',
    'confirmed',
    node({ mergeQueue: null }),
    classic({ enabled: false }, notFound),
  ],
  [
    'no-classic-protection-no-classic-queue',
    'confirmed',
    node({ mergeQueue: { id: 'q' } }),
    classic({ enabled: false }, notFound, [queue]),
  ],
  [
    'no-classic-protection-no-classic-queue',
    'refuted',
    node({ mergeQueue: { id: 'q' } }),
    classic({ enabled: false }, notFound),
  ],
  ['no-classic-protection-no-classic-queue', 'nothing-here', node({}), classic({ enabled: true }, notFound)],
  ['errors-name-their-place', 'confirmed', node({ id: 'x' }, [{ path: ['gone'], message: 'no' }])],
  ['errors-name-their-place', 'refuted', node({ id: 'x' }, [{ message: 'no' }])],
  ['errors-name-their-place', 'refuted', node({ id: 'x' })],
  ['errors-name-their-place', 'could-not-look', node(null, [{ message: 'no' }])],
  [
    'head-is-the-default-branch',
    'confirmed',
    node({ head: { oid: 'a' }, defaultBranchRef: { target: { tree: { oid: 'a' } } } }),
  ],
  [
    'head-is-the-default-branch',
    'refuted',
    node({ head: { oid: 'a' }, defaultBranchRef: { target: { tree: { oid: 'b' } } } }),
  ],
  ['head-is-the-default-branch', 'nothing-here', node({ head: null, defaultBranchRef: null })],
  ['no-folder-is-null-beside-a-tree-that-is-seen', 'confirmed', node({ head: { oid: 'a' }, gone: null })],
  [
    'no-folder-is-null-beside-a-tree-that-is-seen',
    'refuted',
    node({ head: { oid: 'a' }, gone: null }, [{ path: ['r', 'gone'], message: 'no' }]),
  ],
  ['no-folder-is-null-beside-a-tree-that-is-seen', 'nothing-here', node({ head: null, gone: null })],
  ['entries-of-a-tree-are-all-of-them', 'confirmed', node({ folder: { entries: many } }), tree],
  ['entries-of-a-tree-are-all-of-them', 'refuted', node({ folder: { entries: many.slice(1) } }), tree],
];

describe('a probe says what one repository shows', () => {
  test.each([...cases, ...furtherCases])('%s: %s (%#)', async (id, outcome, answers) => {
    const github = memoryGitHub(
      Object.fromEntries(Object.entries(answers).map(([path, answer]) => [`${at}${path}`, answer])),
    );
    const seen = await probes[id]?.({ github, owner: 'acme', repo: 'desk', branch: 'main', now });
    expect(seen).toMatchObject({ outcome, because: expect.stringMatching(/./) });
  });

  test.each(graphqlCases)('%s: %s, by GraphQL (%#)', async (id, outcome, json, answers = {}) => {
    const github = memoryGitHub(
      Object.fromEntries(Object.entries(answers).map(([path, answer]) => [`${at}${path}`, answer])),
      () => ({ json }),
    );
    const seen = await probes[id]?.({ github, owner: 'acme', repo: 'desk', branch: 'main', now });
    expect(seen).toMatchObject({ outcome, because: expect.stringMatching(/./) });
  });

  test('every probe is shown a repository that confirms or refutes it', () => {
    const shown = [...cases, ...furtherCases, ...graphqlCases].filter(([, outcome]) => outcome !== 'could-not-look');
    expect(Object.keys(probes).filter((id) => !shown.some(([one]) => one === id))).toEqual([]);
    const decided = [...cases, ...furtherCases, ...graphqlCases].filter(([, outcome]) => outcome.endsWith('ed'));
    expect(Object.keys(probes).filter((id) => !decided.some(([one]) => one === id))).toEqual([]);
  });

  test('every probe is refused something, and is then no confirmation', async () => {
    const refusing = memoryGitHub(new Proxy({}, { get: () => forbidden }), () => forbidden);
    const found = await probeAll({ github: refusing, owner: 'acme', repo: 'desk', branch: 'main', now });
    expect(new Set(found.map(({ outcome }) => outcome))).toEqual(new Set(['could-not-look', 'by-hand']));
    const looked = found.filter(({ id }) => id in probes);
    expect(looked.map(({ outcome, because, needs }) => ({ outcome, because, needs }))).toEqual(
      looked.map(() => ({ outcome: 'could-not-look', because: 'GitHub answers 403', needs: 'administration: read' })),
    );
    expect(looked).toHaveLength(Object.keys(probes).length);
    expect(found.filter(({ needs }) => needs === undefined || needs === '')).toEqual([]);
  });
});

test('an assumption has a probe, or says why no reading shows it', () => {
  const all = [...assumptions, ...auditAssumptions];
  const has = all.filter(({ id }) => id in probes).map(({ id }) => id);
  expect(all.filter(({ unread }) => unread === undefined).map(({ id }) => id)).toEqual(has);
});

test('every probe is of an assumption, and every assumption is answered', () => {
  const ids = [...assumptions, ...auditAssumptions, ...workflowAssumptions].map(({ id }) => id).sort();
  expect(Object.keys(probes).filter((id) => !ids.includes(id))).toEqual([]);
  const none = unasked({ code: 'NO_CREDENTIAL', message: 'no token', needs: 'GITHUB_TOKEN' });
  expect(none.map(({ id }) => id).sort()).toEqual(ids);
  expect(none.every(({ outcome, needs }) => outcome === 'could-not-look' && needs === 'GITHUB_TOKEN')).toBe(true);
});
