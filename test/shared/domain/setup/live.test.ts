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
  ['unprotected-means-neither', 'could-not-look', { '/branches/main': { json: { name: 'main', protected: true } } }],
  [
    'bypass-list-hidden-by-its-key',
    'confirmed',
    { '/rulesets': { json: [{ id: 7 }] }, '/rulesets/7': { json: { id: 7 } } },
  ],
  [
    'bypass-list-hidden-by-its-key',
    'could-not-look',
    { '/rulesets': { json: [{ id: 7 }] }, '/rulesets/7': { json: { id: 7, bypass_actors: [] } } },
  ],
  ['bypass-list-hidden-by-its-key', 'could-not-look', { '/rulesets': { json: [] } }],
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
  ['rules-are-as-in-their-ruleset', 'could-not-look', { '/rules/branches/main': { json: [] } }],
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
  ['branches-hold-the-default-branch', 'could-not-look', { '/branches': { json: [] } }],
  [
    'all-tags-in-one-list',
    'confirmed',
    { '/git/matching-refs/tags': { json: tags(101) }, '/tags': { json: tags(101) } },
  ],
  ['all-tags-in-one-list', 'refuted', { '/git/matching-refs/tags': { json: tags(100) }, '/tags': { json: tags(101) } }],
  [
    'all-tags-in-one-list',
    'could-not-look',
    { '/git/matching-refs/tags': { json: tags(3) }, '/tags': { json: tags(3) } },
  ],
  ['scheduled-runs-are-of-the-branch', 'refuted', { '/actions/runs': runs({ ...nightly, head_branch: 'other' }) }],
  ['scheduled-runs-are-of-the-branch', 'could-not-look', { '/actions/runs': runs(nightly) }],
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
    'could-not-look',
    {
      '/actions/artifacts': { json: { artifacts: [{ id: 1, workflow_run: { id: 5 } }] } },
      '/actions/runs/5/artifacts': { json: { artifacts: [{ id: 1, workflow_run: { id: 5 } }] } },
    },
  ],
  ['properties-by-metadata', 'confirmed', { '/properties/values': { json: [{ property_name: 'tier', value: '1' }] } }],
  ['properties-by-metadata', 'could-not-look', { '/properties/values': forbidden }],
];

describe('a probe says what one repository shows', () => {
  test.each(cases)('%s: %s (%#)', async (id, outcome, answers) => {
    const github = memoryGitHub(
      Object.fromEntries(Object.entries(answers).map(([path, answer]) => [`${at}${path}`, answer])),
    );
    const seen = await probes[id]?.({ github, owner: 'acme', repo: 'desk', branch: 'main' });
    expect(seen).toMatchObject({ outcome, because: expect.stringMatching(/./) });
  });

  test('every probe is refused something, and is then no confirmation', async () => {
    const refusing = memoryGitHub(new Proxy({}, { get: () => forbidden }));
    const found = await probeAll({ github: refusing, owner: 'acme', repo: 'desk', branch: 'main' });
    expect(new Set(found.map(({ outcome }) => outcome))).toEqual(new Set(['could-not-look']));
    const looked = found.filter(({ id }) => id in probes).map(({ because, needs }) => ({ because, needs }));
    expect(looked).toEqual(looked.map(() => ({ because: 'GitHub answers 403', needs: 'administration: read' })));
    expect(looked).toHaveLength(Object.keys(probes).length);
    expect(found.filter(({ needs }) => needs === undefined || needs === '')).toEqual([]);
  });
});

test('every probe is of an assumption, and every assumption is answered', () => {
  const ids = [...assumptions, ...auditAssumptions, ...workflowAssumptions].map(({ id }) => id).sort();
  expect(Object.keys(probes).filter((id) => !ids.includes(id))).toEqual([]);
  const none = unasked({ code: 'NO_CREDENTIAL', message: 'no token', needs: 'GITHUB_TOKEN' });
  expect(none.map(({ id }) => id).sort()).toEqual(ids);
  expect(none.every(({ outcome, needs }) => outcome === 'could-not-look' && needs === 'GITHUB_TOKEN')).toBe(true);
});
