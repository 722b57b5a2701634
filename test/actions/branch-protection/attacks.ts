import type { RulesetData, Tier, World } from '../../support/protection-api.ts';
import { answersOf, classicOff, faults, renamedBranch, requests, requestsOf } from '../../support/protection-api.ts';
import type { Setup } from '../../support/world.ts';
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
  strictMain,
  strictTags,
} from './fixtures.ts';

/* What the author of a change, or of a policy, or a token that sees half, could do so that branch-protection says passed. */

const token: Tier = 'GITHUB_TOKEN';
const reader: Tier = 'administration: read';
export const admin: Tier = 'administration: write';
const mainWith = (given: Partial<RulesetData>): World => ({ rulesets: [{ ...strictMain, ...given }] });
const tagsWith = (given: Partial<RulesetData>): World => ({ ...good, rulesets: [{ ...strictTags, ...given }] });
export const baseline = onMain({ preset: 'baseline' });
const nobody = onMain({ 'bypass-actors': [] });
const asked = requestsOf('main');
const detail = (ruleset: RulesetData, given: object): Setup['github'] => {
  const answers = answersOf({ rulesets: [ruleset] }, admin);
  const request = requests.ruleset(ruleset.id);
  return { [request]: { json: { ...(answers[request] as { json: object }).json, ...given } } };
};
export const checksFile = (checks: string[]): string => JSON.stringify({ required_status_checks: checks });

export const attacks: [attack: string, given: Setup, line: string][] = [
  // What the change brings along.
  [
    'the list of required checks is shortened in the change',
    setup(good, admin, onMain({ 'checks-file': 'c.json' }), {
      files: { 'c.json': checksFile(['build']) },
      policyFiles: { 'c.json': checksFile(['build', 'test']) },
    }),
    'checks branch main checks.required: failed',
  ],
  [
    'the list of required checks is only in the change',
    setup(good, admin, onMain({ 'checks-file': 'c.json' }), {
      files: { 'c.json': checksFile(['build']) },
      policyFiles: {},
    }),
    'policy c.json: failed',
  ],
  [
    'the exported ruleset asks for nothing in the change',
    setup(
      mainWith({ rules: [] }),
      admin,
      { repository: { rulesets: ['r.json'] } },
      {
        files: {},
        policyFiles: {
          'r.json': JSON.stringify({
            name: 'r',
            enforcement: 'active',
            conditions: { ref_name: { include: [main], exclude: [] } },
            rules: [{ type: 'deletion' }],
          }),
        },
      },
    ),
    'updates branch main deletion: failed',
  ],
  // A policy that looks like one.
  [
    'everything is ignored',
    setup(good, admin, onMain({ deletion: 'ignore', reviews: { count: 'ignore' } })),
    'policy branch ~DEFAULT_BRANCH: failed',
  ],
  [
    'only what is not there is asked for',
    setup(good, admin, onBranches({ pattern: 'relase/*', preset: 'strict' })),
    'protected: not-applicable',
  ],
  [
    'the entry excludes what it names',
    setup(good, admin, onBranches({ pattern: 'main', exclude: '~DEFAULT_BRANCH', preset: 'strict' })),
    'policy branches main !~DEFAULT_BRANCH: failed',
  ],
  [
    'another spelling of the name',
    setup({ ...good, branches: ['Main'] }, admin, onBranches({ pattern: 'Main', preset: 'strict' })),
    'protected branch Main active: failed',
  ],
  [
    'a class that nobody can tell',
    setup({ ...good, topics: undefined }, admin, {
      ...(baseline as object),
      classes: [{ name: 'a', topic: 'a', policy: { branches: [{ pattern: main, preset: 'strict' }] } }],
    }),
    'policy classes: unverified NO_DATA',
  ],
  [
    'a layer that lifts what another asks',
    setup(mainWith({ rules: [{ type: 'deletion' }] }), admin, {
      organisation: { branches: [{ pattern: main, reviews: { count: 2 } }] },
      repository: { branches: [{ pattern: main, reviews: { count: 'ignore' }, deletion: true }] },
    }),
    'reviews branch main reviews.count: failed',
  ],
  // Rulesets that look like protection.
  [
    'a ruleset that only evaluates',
    setup(mainWith({ enforcement: 'evaluate' }), admin, baseline),
    'protected branch main active: failed',
  ],
  [
    'a ruleset that is disabled',
    setup(mainWith({ enforcement: 'disabled' }), admin, baseline),
    'protected branch main active: failed',
  ],
  [
    'a ruleset that leaves the branch out',
    setup(mainWith({ include: ['~ALL'], exclude: ['refs/heads/main'] }), admin, baseline),
    'protected branch main active: failed',
  ],
  [
    'a ruleset that includes nothing',
    setup(mainWith({ include: [] }), admin, baseline),
    'protected branch main active: failed',
  ],
  [
    'a ruleset of tags that leaves one out',
    setup(tagsWith({ exclude: ['refs/tags/v1.1.0'] }), admin, onTags({ deletion: true })),
    'updates tags v* deletion: failed',
  ],
  [
    'a ruleset of tags in other letters',
    setup(tagsWith({ include: ['refs/tags/V*'] }), admin, onTags({ deletion: true })),
    'updates tags v* deletion: failed',
  ],
  [
    'a ruleset of tags by a pattern that means different things',
    setup(tagsWith({ include: ['refs/tags/[!x]*'] }), admin, onTags({ deletion: true })),
    'updates tags v* deletion: unverified INCONCLUSIVE',
  ],
  [
    'a ruleset of branches for tags',
    setup(tagsWith({ target: 'branch', include: ['~ALL'] }), admin, onTags({ deletion: true })),
    'updates tags v* deletion: failed',
  ],
  [
    'a pull request without any review',
    setup(mainWith({ rules: [pullRequests({ required_approving_review_count: 0 })] }), admin, baseline),
    'reviews branch main reviews.count: failed',
  ],
  [
    'a rule of checks without a check',
    setup(mainWith({ rules: [requiredChecks([])] }), admin, onMain({ checks: { strict: true } })),
    'checks branch main checks.strict: failed',
  ],
  [
    'a check that any app may report',
    setup(
      mainWith({
        rules: [
          {
            type: 'required_status_checks',
            parameters: { required_status_checks: [{ context: 'build' }], strict_required_status_checks_policy: true },
          },
        ],
      }),
      admin,
      onMain({ checks: { required: [{ context: 'build', app: 15_368 }] } }),
    ),
    'checks branch main checks.required: failed',
  ],
  [
    'a push rule with an exception',
    setup(
      {
        rulesets: [
          {
            id: 1,
            target: 'push',
            rules: [
              {
                type: 'file_path_restriction',
                parameters: { restricted_file_paths: ['secrets/**'], ignored_file_paths: ['secrets/a'] },
              },
            ],
          },
        ],
      },
      admin,
      onPushes({ 'file-paths': ['secrets/**'] }),
    ),
    'content pushes push.file-paths: failed',
  ],
  // Who may bypass.
  [
    'an actor more',
    setup(mainWith({ bypass: [actor(7), actor(8)] }), admin, onMain({ 'bypass-actors': [{ type: 'Team', id: 7 }] })),
    'bypass branch main bypass-actors: failed',
  ],
  [
    'a stronger mode',
    setup(
      mainWith({ bypass: [actor(7, 'exempt')] }),
      admin,
      onMain({ 'bypass-actors': [{ type: 'Team', id: 7, mode: 'always' }] }),
    ),
    'bypass branch main bypass-actors: failed',
  ],
  [
    'another type with the same id',
    setup(
      mainWith({ bypass: [{ actor_id: 7, actor_type: 'Integration', bypass_mode: 'always' }] }),
      admin,
      onMain({ 'bypass-actors': [{ type: 'Team', id: 7 }] }),
    ),
    'bypass branch main bypass-actors: failed',
  ],
  [
    'an actor of a second ruleset',
    setup(
      { rulesets: [strictMain, { id: 9, include: [main], rules: [{ type: 'creation' }], bypass: [actor(8)] }] },
      admin,
      nobody,
    ),
    'bypass branch main bypass-actors: failed',
  ],
  [
    'an actor of classic protection',
    setup(
      {
        rulesets: [strictMain],
        classic: {
          ...classicOff,
          required_pull_request_reviews: {
            required_approving_review_count: 1,
            bypass_pull_request_allowances: { users: [{ id: 5 }] },
          },
        },
      },
      admin,
      nobody,
    ),
    'bypass branch main bypass-actors: failed',
  ],
  [
    'a review of other lists',
    setup(
      mainWith({ bypass: [actor(7)] }),
      admin,
      onMain({ 'bypass-review': { digest: `sha256:${'0'.repeat(64)}`, on: '2026-03-09', by: 'bob' } }),
    ),
    'bypass branch main bypass-review: failed',
  ],
  // Tokens that see half.
  [
    'a list of exempt actors that is not shown',
    setup(mainWith({ bypass: [actor(7)] }), reader, nobody),
    'bypass branch main bypass-actors: unverified MISSING_PERMISSION',
  ],
  [
    'a list of exempt actors that is null',
    setup(mainWith({}), admin, nobody, { changed: detail(strictMain, { bypass_actors: null }) ?? {} }),
    'bypass branch main bypass-actors: unverified MISSING_PERMISSION',
  ],
  [
    'a ruleset that is not shown',
    setup(mainWith({ bypass: [actor(7)] }), admin, nobody, {
      changed: { [requests.ruleset(1)]: faults['a hidden 404'] },
    }),
    'bypass branch main bypass-actors: unverified NOT_FOUND',
  ],
  [
    'a ruleset of the organisation that is not listed',
    setup({ rulesets: [], listed: [{ ...strictMain, level: 'Organization' }] }, admin, nobody, {
      changed: { [requests.ruleset(1)]: faults['a hidden 404'] },
    }),
    'bypass branch main bypass-actors: unverified NOT_FOUND',
  ],
  [
    'a branch that is called protected, of which nothing is shown',
    setup({ protected: true }, token, baseline),
    'protected branch main active: unverified MISSING_PERMISSION',
  ],
  [
    'the same with a token to which nothing is hidden',
    setup({ protected: true }, admin, baseline),
    'protected branch main active: unverified INCONCLUSIVE',
  ],
  [
    'exactly these checks, while classic protection is hidden',
    setup(good, token, onMain({ checks: { required: { exactly: ['build'] } } })),
    'checks branch main checks.required: unverified MISSING_PERMISSION',
  ],
  [
    'rules that are left out of the list',
    setup(mainWith({ bypass: [actor(7)] }), admin, nobody, { changed: { [asked.rules]: { json: [] } } }),
    'bypass branch main bypass-actors: unverified INCONCLUSIVE',
  ],
  [
    'rules of a ruleset that says of itself that it only evaluates',
    setup(good, admin, onMain({ deletion: true }), { changed: detail(strictMain, { enforcement: 'evaluate' }) ?? {} }),
    'updates branch main deletion: unverified INCONCLUSIVE',
  ],
  [
    'a value that GitHub does not document',
    setup(mainWith({ rules: [pullRequests({ required_approving_review_count: '1' })] }), admin, baseline),
    'reviews branch main reviews.count: unverified NO_DATA',
  ],
  [
    'a hidden 404 that is taken for no protection',
    setup({ rulesets: [], protected: true }, admin, nobody, { changed: { [asked.classic]: faults['a hidden 404'] } }),
    'bypass branch main bypass-actors: unverified NOT_FOUND',
  ],
  [
    'a list of tags that was cut',
    setup(good, admin, onTags({ deletion: true }), { changed: { [requests.tags]: faults['a list that is cut'] } }),
    'policy tags v*: unverified TRUNCATED',
  ],
  // Another thing in its place.
  [
    'GitHub answers for another repository',
    setup(good, admin, baseline, {
      changed: { [requests.repository]: { json: { full_name: 'acme/green', default_branch: 'main', private: false } } },
    }),
    'protected: unverified NO_DATA',
  ],
  [
    'GitHub answers for another branch',
    setup(good, admin, onBranches({ pattern: 'old', active: true }), { changed: renamedBranch('old', 'main') }),
    'protected branch old active: unverified NOT_FOUND',
  ],
];
