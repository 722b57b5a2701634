import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/branch-protection/control.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import {
  actor,
  good,
  main,
  onBranches,
  onMain,
  onTags,
  pullRequests,
  requiredChecks,
  setup,
  statusOf,
  strictMain,
} from '../actions/branch-protection/fixtures.ts';
import { acme, auditOf, goodRules, mainRuleset } from '../actions/branch-protection/organisation-world.ts';
import { classicOff, type Tier, type World } from '../support/protection-api.ts';
import { evaluateWith, type Setup } from '../support/world.ts';

/* Second hostile review of branch-protection. Each of these is a wrong green: nothing of it may end passed. */

const admin: Tier = 'administration: write';
const notPassed = ['failed', 'unverified', 'error'];
const run = async (world: World, policy: object, more: Setup = {}): Promise<string> =>
  statusOf(await evaluateWith(control, setup(world, admin, policy, more)));

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
const inForce = (...rules: NonNullable<World['rulesets']>[number]['rules']): World => ({
  rulesets: [{ id: 1, name: 'main', include: [main], rules }],
});

/** A key that is not known, one level below the parameters: the demand that was written is more than what is in force. */
const scan = (more: object) => ({
  type: 'code_scanning',
  parameters: {
    code_scanning_tools: [{ tool: 'CodeQL', alerts_threshold: 'none', security_alerts_threshold: 'none', ...more }],
  },
});
const reviewer = (more: object) =>
  pullRequests({
    required_reviewers: [{ file_patterns: ['*'], minimum_approvals: 1, reviewer: { id: 7, type: 'Team' }, ...more }],
  });
const dismissal = (more: object) =>
  pullRequests({ dismissal_restriction: { enabled: true, allowed_actors: [{ id: 7, type: 'Team' }], ...more } });
const check = (more: object) => ({
  type: 'required_status_checks',
  parameters: {
    strict_required_status_checks_policy: true,
    required_status_checks: [{ context: 'build', integration_id: 15_368, ...more }],
  },
});
const nested: [name: string, asked: object, there: never][] = [
  ['a threshold of a scanner', scan({ secret_alerts_threshold: 'all' }), scan({}) as never],
  ['a demand on a reviewer', reviewer({ minimum_seniority: 3 }), reviewer({}) as never],
  ['a demand on who may dismiss', dismissal({ require_reason: true }), dismissal({}) as never],
  ['a demand on a check', check({ must_be_newer_than_base: true }), check({}) as never],
];

describe('a ruleset as GitHub exports it, with a key that is not known inside of a parameter', () => {
  const policy = { repository: { rulesets: ['r.json'] } };
  test.each(nested)('%s', async (_name, asked, there) => {
    expect(await run(inForce(there), policy, file(there))).toBe('passed');
    expect(notPassed).toContain(await run(inForce(there), policy, file(asked)));
  });
});

/** The list of one ruleset was reviewed while that asked for little. Then the rules that matter are moved into it. */
test('a review of who may bypass covers what they may bypass', async () => {
  const history = [{ type: 'required_linear_history' }];
  const rules = [{ type: 'deletion' }, { type: 'non_fast_forward' }, pullRequests(), requiredChecks(['build'])];
  const world = (open: object[], closed: object[]): World => ({
    rulesets: [
      { id: 1, name: 'open', include: [main], rules: open as never, bypass: [actor(7)] },
      { id: 2, name: 'closed', include: [main], rules: closed as never, bypass: [] },
    ],
  });
  const before = await evaluateWith(control, setup(world(history, rules), admin, onMain({ preset: 'baseline' })));
  const { groups } = before.data as { groups: { 'bypass-digest': string }[] };
  const policy = onMain({
    preset: 'external-closure',
    checks: { required: { exactly: ['build'] } },
    'bypass-review': { digest: groups[0]?.['bypass-digest'], on: '2026-03-01', by: 'a' },
  });
  expect(await run(world(history, rules), policy)).toBe('passed');
  expect(notPassed).toContain(await run(world(rules, history), policy));
});

/**
 * "People and apps with admin permissions to a repository are always able to push to a protected branch or create a matching branch"
 * (About protected branches, restrict who can push), whatever enforce_admins says; and so are those whom the restrictions name.
 */
describe('restrictions of classic protection, which hold no administrator and none of those whom they name', () => {
  const classic = (teams: number[]) => ({
    ...classicOff,
    enforce_admins: { enabled: true },
    block_creations: { enabled: true },
    restrictions: { users: [], teams: teams.map((id) => ({ id })), apps: [] },
  });

  test('a team may create the branch, and nobody may bypass', async () => {
    expect(notPassed).toContain(await run({ classic: classic([7]) }, onMain({ creation: true, 'bypass-actors': [] })));
  });

  test('administrators may push, and are not exempt', async () => {
    expect(notPassed).toContain(
      await run({ classic: classic([]) }, onMain({ 'push-access': [], 'enforce-admins': true })),
    );
  });
});

/** GraphQL says that somebody may force-push in spite of classic protection, and REST has no word for it. */
test('an audit that was told of those who may force-push does not forget them', async () => {
  const classic = {
    ...classicOff,
    enforce_admins: { enabled: true },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
  };
  const state = acme([{ name: 'acme/app', visibility: 'public', branches: [{ name: 'main', classic }] } as never]);
  const policy = { organisation: { branches: [{ pattern: main, 'force-push': true, 'bypass-actors': [] }] } };
  const through = (github: GitHub): GitHub => ({
    ...github,
    graphql: async (query, variables) => {
      const answer = await github.graphql(query, variables);
      if (!answer.ok) return answer;
      const data = JSON.parse(
        JSON.stringify(answer.data).replace(
          '"bypassForcePushAllowances":{"totalCount":0}',
          '"bypassForcePushAllowances":{"totalCount":3}',
        ),
      ) as typeof answer.data;
      expect(
        JSON.stringify(answer.data).includes('branchProtectionRule":{') ? JSON.stringify(data) : '"totalCount":3',
      ).toContain('"totalCount":3');
      return { ...answer, data };
    },
  });
  const { evaluation: sound } = await auditOf(state, { section: { policy } });
  const { evaluation } = await auditOf(state, { section: { policy }, through });
  const of = ({ results, error }: typeof evaluation): string => reportStatus(results, error);
  expect([of(sound), of(evaluation)]).not.toEqual([of(sound), 'passed']);
});

test('an audit of repositories without a branch has measured nothing', async () => {
  const { evaluation } = await auditOf(acme([{ name: 'acme/app', empty: true }]), {
    section: { policy: { organisation: { branches: [{ pattern: main, preset: 'baseline' }] } } },
  });
  expect(reportStatus(evaluation.results, evaluation.error)).not.toBe('passed');
});

/** A repository that is not selected is deleted between two pages: the first one of the second page is on neither. */
test('an audit whose list lost a repository between two pages', async () => {
  const sound = { name: 'acme/sound', rulesets: [mainRuleset()] };
  const lost = { name: 'acme/lost' };
  const state = acme([{ name: 'acme/archive', archived: true }, lost, sound]);
  const policy = { organisation: { branches: [{ pattern: main, preset: 'baseline' }] } };
  const through = (github: GitHub): GitHub => ({
    ...github,
    all: (async (route: string, parameters: never, schema: never) => {
      const answer = (await github.all(route as never, parameters, schema)) as {
        ok: boolean;
        data: { full_name: string }[];
      };
      if (!answer.ok || !route.includes('/orgs/{org}/repos')) return answer;
      // archive stood on the first page before it was deleted, lost moved from the second page to the first one.
      return { ...answer, data: answer.data.filter(({ full_name }) => full_name !== 'acme/lost') };
    }) as never,
    get: (async (route: string, parameters: never, schema: never) => {
      const answer = (await github.get(route as never, parameters, schema)) as {
        ok: boolean;
        data: Record<string, unknown>;
      };
      if (!answer.ok || route !== 'GET /orgs/{org}') return answer;
      const { public_repos: open, owned_private_repos: closed } = answer.data as {
        public_repos: number;
        owned_private_repos: number;
      };
      // What is there once archive is deleted.
      return {
        ...answer,
        data:
          open > 0 ? { ...answer.data, public_repos: open - 1 } : { ...answer.data, owned_private_repos: closed - 1 },
      };
    }) as never,
  });
  const { evaluation } = await auditOf(state, { section: { policy }, through });
  expect(reportStatus(evaluation.results, evaluation.error)).not.toBe('passed');
});

/** What looks like a demand on every branch names none of them. */
test.each<[string, object]>([
  ['all branches but all', { pattern: '~ALL', exclude: '~ALL' }],
  ['all branches but all of them by a pattern', { pattern: '**/*', exclude: '**/*' }],
])('an entry that can name nothing: %s', async (_name, entry) => {
  const policy = onBranches({ pattern: main, deletion: true }, { ...entry, reviews: { count: 5 } });
  expect(notPassed).toContain(await run(good, policy));
});

test('fixtures', () => {
  expect([strictMain.id, goodRules.length, onTags({}) !== undefined]).toEqual([1, 3, true]);
});
