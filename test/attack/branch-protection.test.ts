import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/branch-protection/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { parseInputs } from '../../shared/core/inputs.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { renderSummary } from '../../shared/render/summary.ts';
import {
  actor,
  everything,
  good,
  main,
  onBranches,
  onMain,
  onPushes,
  onTags,
  pullRequests,
  requiredChecks,
  said,
  setup,
  statusOf,
  strictMain,
  strictTags,
  subject,
} from '../actions/branch-protection/fixtures.ts';
import { type ActionRun, deafGitHub, pullRequest, runAsAction } from '../support/action-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { memoryGitHub } from '../support/memory-github.ts';
import {
  answersOf,
  classicOff,
  faults,
  type RulesetData,
  renamedBranch,
  requests,
  requestsOf,
  type Tier,
  type World,
} from '../support/protection-api.ts';
import { evaluateWith, type Setup } from '../support/world.ts';

/* What the author of a change, or of a policy, or a token that sees half, could do so that branch-protection says passed. */

const token: Tier = 'GITHUB_TOKEN';
const reader: Tier = 'administration: read';
const admin: Tier = 'administration: write';
const mainWith = (given: Partial<RulesetData>): World => ({ rulesets: [{ ...strictMain, ...given }] });
const tagsWith = (given: Partial<RulesetData>): World => ({ ...good, rulesets: [{ ...strictTags, ...given }] });
const baseline = onMain({ preset: 'baseline' });
const nobody = onMain({ 'bypass-actors': [] });
const asked = requestsOf('main');
const detail = (ruleset: RulesetData, given: object): Setup['github'] => {
  const answers = answersOf({ rulesets: [ruleset] }, admin);
  const request = requests.ruleset(ruleset.id);
  return { [request]: { json: { ...(answers[request] as { json: object }).json, ...given } } };
};
const checksFile = (checks: string[]): string => JSON.stringify({ required_status_checks: checks });

const attacks: [attack: string, given: Setup, line: string][] = [
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
    'BAD_CONFIG',
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
    'refs branch main deletion: failed',
  ],
  // A policy that looks like one.
  [
    'everything is ignored',
    setup(good, admin, onMain({ deletion: 'ignore', reviews: { count: 'ignore' } })),
    'policy branch main: failed',
  ],
  [
    'only what is not there is asked for',
    setup(good, admin, onBranches({ pattern: 'relase/*', preset: 'strict' })),
    'protected: not-applicable',
  ],
  [
    'the entry excludes what it names',
    setup(good, admin, onBranches({ pattern: 'main', exclude: '~DEFAULT_BRANCH', preset: 'strict' })),
    'policy branches main but ~DEFAULT_BRANCH: failed',
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
    'refs tags v* deletion: failed',
  ],
  [
    'a ruleset of tags in other letters',
    setup(tagsWith({ include: ['refs/tags/V*'] }), admin, onTags({ deletion: true })),
    'refs tags v* deletion: failed',
  ],
  [
    'a ruleset of tags by a pattern that means different things',
    setup(tagsWith({ include: ['refs/tags/[!x]*'] }), admin, onTags({ deletion: true })),
    'refs tags v* deletion: unverified INCONCLUSIVE',
  ],
  [
    'a ruleset of branches for tags',
    setup(tagsWith({ target: 'branch', include: ['~ALL'] }), admin, onTags({ deletion: true })),
    'refs tags v* deletion: failed',
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
    'refs branch main deletion: unverified INCONCLUSIVE',
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

const lines = (evaluation: Evaluation): string[] => [
  ...said(evaluation),
  ...evaluation.results
    .filter(({ status }) => status === 'not-applicable')
    .map(({ rule }) => `${rule.split('/')[1]}: not-applicable`),
];

describe(`${attacks.length} attacks: none is passed`, () => {
  test.each(attacks)('%s', async (_attack, given, line) => {
    const evaluation = await evaluateWith(control, given);
    expect(lines(evaluation)).toContain(line);
    expect(['failed', 'unverified', 'error']).toContain(statusOf(evaluation));
  });

  test('and without them it would be', async () => {
    expect(statusOf(await evaluateWith(control, setup(good, admin, everything)))).toBe('passed');
  });
});

describe('what stands in the workflow', () => {
  test.each(Object.entries(control.inputs).filter(([, { shape }]) => shape !== 'secret'))(
    '%s is policy',
    (_name, field) => {
      expect(field.policy).toBe(true);
    },
  );

  test('another repository in with: is not judged', () => {
    const configured = { policy: baseline };
    const { values, policyDifferences } = parseInputs({
      fields: control.inputs,
      given: { repository: 'acme/green' },
      configured,
      untrusted: true,
    });
    expect(values['repository']).toBeUndefined();
    expect(policyDifferences.map(({ name, given }) => [name, given])).toEqual([['repository', 'acme/green']]);
  });
});

describe('with a checkout and the configuration of its base', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = gitRepository();
  });
  afterEach(() => repository.remove());

  const path = '.github/release-governance.yml';
  const asks = { pattern: main, 'checks-file': 'checks.json', reviews: { count: 2 } };
  const config = (more: object = {}, entry: object = asks): string =>
    JSON.stringify({ version: 1, 'branch-protection': { policy: onBranches(entry) }, ...more });
  const files = { [path]: config(), 'checks.json': checksFile(['build', 'test']), 'a.txt': '1' };
  const known = memoryGitHub(answersOf(good, admin));
  // What the shell asks besides is not there.
  const github: GitHub = {
    ...deafGitHub,
    get: (route, parameters, schema) =>
      /\/(git|commits|compare|pulls)\b/.test(route)
        ? deafGitHub.get(route, parameters, schema)
        : known.get(route, parameters, schema),
    all: (route, parameters, schema) =>
      /\/(git|commits|compare|pulls)\b/.test(route)
        ? deafGitHub.all(route, parameters, schema)
        : known.all(route, parameters, schema),
  };
  const run = (base: string, head: string, more: Partial<ActionRun> = {}) =>
    runAsAction({
      control,
      repository,
      github,
      secrets: { token: 'x' },
      env: { GITHUB_REPOSITORY: 'acme/app' },
      payload: pullRequest(base, head),
      ...more,
    });
  const failed = ({ report }: Awaited<ReturnType<typeof run>>): string[] =>
    report.results
      .filter(({ status, severity }) => status === 'failed' && severity !== 'info')
      .map(({ rule, about }) => [rule, ...about.slice(1)].join(' '))
      .sort();
  const drift = [
    'branch-protection/checks branch main checks.required',
    'branch-protection/reviews branch main reviews.count',
  ];

  test.each<[string, Record<string, string>]>([
    ['nothing of it is changed', { 'a.txt': '2' }],
    ['the checks are shortened', { 'checks.json': checksFile(['build']) }],
    ['the policy is loosened', { [path]: config({}, { pattern: main, deletion: true }) }],
    ['everything fails for nobody', { [path]: config({ 'fail-on': 'never' }) }],
  ])('%s: the drift is the same', async (_name, change) => {
    const base = repository.commit(files);
    const outcome = await run(base, repository.commit(change));
    expect([outcome.exit, failed(outcome)]).toEqual([1, drift]);
  });

  test('with: names another repository', async () => {
    const base = repository.commit(files);
    const outcome = await run(base, repository.commit({ 'a.txt': '2' }), { given: { repository: 'acme/green' } });
    expect([outcome.exit, failed(outcome)]).toEqual([1, [...drift, 'trust/policy-input']]);
  });

  test('what the base waives is lived with, and nothing else: new drift, another value and who may bypass are not', async () => {
    const before = await run(repository.commit(files), repository.commit({ 'a.txt': '2' }));
    const waivers = before.report.results
      .filter(({ status, severity }) => status === 'failed' && severity !== 'info')
      .map(({ fingerprint, valueHash }, index) => ({
        ...{ id: `w${index}`, fingerprint, value: valueHash, approver: 'a', reason: 'known' },
        ...{ granted: '2026-11-01', expires: '2026-12-01' },
      }));
    const base = repository.commit({ ...files, [path]: config({ waivers }) });
    const after = await run(base, repository.commit({ 'a.txt': '3' }));
    expect([after.exit, after.words]).toEqual([0, 'PASSED WITH WAIVERS']);
    expect(after.files?.documents.map((name) => name.replace(/^.*\//, '')).sort()).toEqual([
      'branch-protection.drift.csv',
      'branch-protection.drift.json',
      'branch-protection.fix.json',
    ]);
    const more = { ...asks, 'linear-history': true, 'bypass-actors': { exactly: [{ type: 'Team', id: 7 }] } };
    const everything = {
      id: 'all',
      rule: 'branch-protection/*',
      value: waivers[0]?.value,
      approver: 'a',
      reason: 'r',
      granted: '2026-11-01',
      expires: '2026-12-01',
    };
    const wider = repository.commit({ ...files, [path]: config({ waivers: [...waivers, everything] }, more) });
    const worse = await run(wider, repository.commit({ 'a.txt': '4' }));
    const left = worse.report.results.filter(
      ({ status, severity, waiver }) => status === 'failed' && severity !== 'info' && waiver === undefined,
    );
    expect([worse.exit, left.map(({ about }) => about[2]).sort()]).toEqual([1, ['bypass-actors', 'linear-history']]);
  });
});

describe('a private repository that a public one judges', () => {
  const secrets = ['hidden-repo', 'secret-ruleset', 'project-x'];
  const at = (key: string): string => key.replace('/repos/acme/app', '/repos/acme/hidden-repo');
  const world: World = {
    branches: ['project-x'],
    rulesets: [{ ...strictMain, name: 'secret-ruleset', include: ['~ALL'], bypass: [actor(77)] }],
  };
  const answers = (visibility: object, own: object) => ({
    ...Object.fromEntries(Object.entries(answersOf(world, admin)).map(([key, answer]) => [at(key), answer])),
    [at(requests.repository)]: { json: { full_name: 'acme/hidden-repo', default_branch: 'main', ...visibility } },
    [requests.repository]: { json: { full_name: 'acme/app', default_branch: 'main', ...own } },
  });
  const policy = onBranches({ pattern: '~ALL', preset: 'strict' });
  const run = (visibility: object, own: object): Promise<Evaluation> =>
    evaluateWith(control, {
      subject,
      section: { policy, repository: 'acme/hidden-repo' },
      github: answers(visibility, own),
    });
  const isPrivate = { private: true, visibility: 'private' };

  test.each<[string, object, object]>([
    ['private in public', isPrivate, { private: false, visibility: 'public' }],
    ['internal in public', { private: true, visibility: 'internal' }, { private: false, visibility: 'public' }],
    ['called internal without being called private', { private: false, visibility: 'internal' }, { private: false }],
    ['private in one that GitHub tells of as another', isPrivate, { ...isPrivate, full_name: 'acme/other' }],
  ])('%s: nothing of it is anywhere', async (_name, visibility, own) => {
    const evaluation = await run(visibility, own);
    expect(statusOf(evaluation)).toBe('unverified');
    const text = JSON.stringify(evaluation);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(evaluation.results.every(({ status }) => status === 'unverified')).toBe(true);
  });

  test.each<[string, object, object]>([
    ['private in private', isPrivate, isPrivate],
    ['public in public', { private: false, visibility: 'public' }, { private: false, visibility: 'public' }],
  ])('%s: it is judged', async (_name, visibility, own) => {
    const evaluation = await run(visibility, own);
    expect([statusOf(evaluation), JSON.stringify(evaluation).includes('secret-ruleset')]).toEqual(['failed', true]);
  });
});

test('what cannot be seen from a public repository is not named either', async () => {
  const because = { code: 'NOT_FOUND', message: 'GET /repos/acme/hidden-repo: it is absent, or hidden' } as const;
  const github = {
    'GET /repos/acme/hidden-repo': { because, status: 404 },
    [requests.repository]: { json: { full_name: 'acme/app', default_branch: 'main', private: false } },
  };
  const section = { policy: baseline, repository: 'acme/hidden-repo' };
  const evaluation = await evaluateWith(control, { subject, section, github });
  expect([statusOf(evaluation), JSON.stringify(evaluation).includes('hidden-repo')]).toEqual(['unverified', false]);
});

describe('names that do something where they are read', () => {
  const names = [
    '=cmd|calc!A0',
    '@SUM(A1)',
    '+1',
    '-1',
    ' =1',
    '"=1',
    '＝1',
    'a","b',
    'a\r\n=1',
    '| a | <img src=x>',
    '](https://evil.example)',
    '::error::x',
  ];
  test.each(names)('a ruleset called %j', async (name) => {
    const evaluation = await evaluateWith(
      control,
      setup(
        { rulesets: [{ ...strictMain, name, rules: [{ type: 'deletion' }], bypass: [actor(7)] }] },
        admin,
        onMain({ preset: 'strict' }),
      ),
    );
    const csv = String(evaluation.documents['drift.csv']);
    const cells = csv.split('\r\n').flatMap((line) => (line === '' ? [] : line.slice(1, -1).split('","')));
    expect(cells.filter((cell) => /^["\s]*[=+@＝|-]/u.test(cell))).toEqual([]);
    expect(
      csv
        .split('\r\n')
        .slice(0, -1)
        .every((line) => /^("([^"]|"")*",){11}"([^"]|"")*"$/.test(line)),
    ).toBe(true);
    const report = {
      ...{ kind: 'release-governance/report', schemaVersion: 1, control: control.name, version: '0' },
      ...{ status: 'failed', summary: 'x', subject, startedAt: '', durationMs: 0, inputs: [] },
      ...{ results: evaluation.results, metrics: {}, notes: [], exhibits: evaluation.exhibits },
    };
    const summary = renderSummary(report as never, { title: control.title, headline: 'FAILED' });
    expect(summary).not.toMatch(/<img|\]\(https:|\n::/);
  });

  test.each(["a'; rm -rf x; '", 'a$(id)', 'a`id`', 'a b', 'a/../..', 'a&b'])(
    'a branch called %s stays one word for a shell',
    async (branch) => {
      const answers = answersOf({ branches: [branch], classic: classicOff }, admin);
      const own = requestsOf(branch);
      const github = { ...answers, [own.classic]: { json: classicOff } };
      const policy = onBranches({ pattern: '~ALL', 'enforce-admins': true });
      const { documents } = await evaluateWith(control, { subject, section: { policy }, github });
      const { change } = JSON.parse(String(documents['fix.json'])) as { change: { ref: string; commands: string[] }[] };
      const commands = change.filter(({ ref }) => ref === `branch ${branch}`).flatMap((one) => one.commands);
      expect(commands).toHaveLength(1);
      expect(commands[0]).toMatch(/^gh api --method POST ([A-Za-z0-9_./%:@=-]+|'[^']*')$/);
    },
  );
});
