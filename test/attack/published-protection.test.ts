import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/branch-protection/control.ts';
import type { CollectedFile } from '../../shared/core/collected.ts';
import { parseInputs } from '../../shared/core/inputs.ts';
import { LayersSchema } from '../../shared/domain/protection/layers.ts';
import { actor, good, judged, onMain, said, statusOf, strictMain } from '../actions/branch-protection/fixtures.ts';
import {
  type PullRequest,
  pullRequest,
  run,
  runs,
  snapshotText,
  tip,
  uploaded,
} from '../actions/branch-protection/published.ts';
import type { GitHubAnswers } from '../support/memory-github.ts';
import { faults, requests, requestsOf, type World } from '../support/protection-api.ts';

/*
 * What the author of a change does so that branch-protection believes another snapshot than that of the scheduled audit, or none.
 * In this repository a team may bypass, which the plain token does not see.
 */

const policy = onMain({ deletion: true, 'bypass-actors': [] });
const open: World = { ...good, rulesets: [{ ...strictMain, bypass: [actor(7)] }] };
const red = await snapshotText(open, policy);
const green = await snapshotText(good, policy);
const of78 = green.replace('"run":{"attempt":1,"id":77}', '"run":{"attempt":1,"id":78}');
const honest = uploaded(red);
const inFolder: CollectedFile = { ...uploaded(green), origin: { kind: 'folder', name: 'reports' } };
const newer = (changed: Record<string, unknown>) => run({ id: 78, created_at: '2026-11-20T03:00:00Z', ...changed });
const found = 'bypass branch main bypass-actors: failed';
const attempt = (given: Partial<PullRequest>) => pullRequest({ world: open, policy, files: [honest], ...given });

test('the snapshots are those that are meant', () => {
  expect([red === green, of78 === green, red.includes('"actor_id":7')]).toEqual([false, false, true]);
});

describe('the honest snapshot is believed all the same', () => {
  test.each<[string, Partial<PullRequest>]>([
    ['nothing is tried', {}],
    ['a green file lies in the folder of reports', { files: [honest, inFolder] }],
    ['a green artifact is in the run of the pull request', { files: [honest, uploaded(green, 101)] }],
    [
      'a green run for the pull request comes later',
      { files: [honest, uploaded(of78, 78)], runs: [newer({ event: 'pull_request' }), run()] },
    ],
    [
      'a green run by hand comes later',
      { files: [honest, uploaded(of78, 78)], runs: [newer({ event: 'workflow_dispatch' }), run()] },
    ],
    [
      'a green run of a topic branch comes later',
      { files: [honest, uploaded(of78, 78)], runs: [newer({ head_branch: 'topic' }), run()] },
    ],
    ['the plain token is given as admin-token', { more: { credentials: ['token', 'admin-token'] } }],
    ['the workflow wants to save a snapshot', { more: { given: { 'save-snapshot': 'true' } } }],
    [
      'the run is one that somebody starts',
      { more: { subject: { repository: 'acme/app', event: 'workflow_dispatch', runId: 101 } } },
    ],
  ])('%s', async (_name, given) => {
    const evaluation = await attempt(given);
    expect(said(evaluation)).toContain(found);
    expect(statusOf(evaluation)).toBe('failed');
  });
});

describe('nothing passes', () => {
  test.each<[string, Partial<PullRequest>]>([
    ['only a green file in the folder', { files: [inFolder] }],
    ['a green one beside the honest one', { files: [honest, uploaded(green, 77, 'governance-other')] }],
    ['a green one that says that it is of the run', { files: [uploaded(of78)] }],
    [
      'a green one of before the ruleset was changed',
      {
        files: [uploaded(green)],
        world: { ...good, rulesets: [{ ...strictMain, updatedAt: '2026-11-20T01:00:00Z' }] },
      },
    ],
    [
      'a green one of before a ruleset was added',
      { files: [uploaded(green)], world: { ...good, rulesets: [...(good.rulesets ?? []), { ...strictMain, id: 9 }] } },
    ],
    [
      'the audit runs again, so that an older one would be the newest',
      { files: [uploaded(green)], runs: [newer({ status: 'queued', conclusion: null, run_attempt: 2 }), run()] },
    ],
  ])('%s', async (_name, given) => {
    const evaluation = await attempt(given);
    expect(judged(evaluation).filter(({ status }) => status === 'passed')).toEqual([]);
    expect(['failed', 'unverified']).toContain(statusOf(evaluation));
    expect(evaluation.facts).toEqual({});
  });
});

describe('a list of who may bypass that was widened since the audit', () => {
  const since: World = {
    ...good,
    rulesets: [{ ...strictMain, bypass: [actor(7)], updatedAt: '2026-11-20T01:00:00Z' }],
  };
  const own = requestsOf('main');
  const places = [
    own.branch,
    own.rules,
    own.classic,
    requests.repository,
    requests.rulesets,
    requests.ruleset(1),
    runs,
    tip,
  ];
  const answers: GitHubAnswers = { ...faults, 'an empty list': { json: [] }, 'something else': { json: {} } };
  const pairs = [...places, ''].flatMap((one) => places.map((other) => [one, other] as const));

  test(`${pairs.length * Object.keys(answers).length} pairs of faults: none lets it pass`, async () => {
    const wrong: string[] = [];
    for (const [fault, answer] of Object.entries(answers)) {
      for (const [one, other] of pairs) {
        const changed = { [one]: answer, [other]: answer };
        const { results } = await attempt({ files: [uploaded(green)], world: since, changed });
        const passed = results.some(({ rule, status }) => rule === 'branch-protection/bypass' && status === 'passed');
        if (passed) wrong.push(`${fault}: ${one} ${other}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test.each<[string, string]>([
  ['snapshot', 'mine.snapshot.json'],
  ['snapshot', ''],
  ['audit-workflow', '.github/workflows/mine.yml'],
  ['tag-objects', 'mine.json'],
])('with: %s: %j is not used', (name, value) => {
  const configured = { policy: LayersSchema.parse(policy), snapshot: 'published', 'tag-objects': 'config/tags.json' };
  const asked = (given: Record<string, string>) =>
    parseInputs({ fields: control.inputs, given, configured, untrusted: true });
  const { values, policyDifferences } = asked({ [name]: value });
  expect(values).toEqual(asked({}).values);
  expect(policyDifferences.map((one) => one.name)).toEqual(value === '' ? [] : [name]);
});
