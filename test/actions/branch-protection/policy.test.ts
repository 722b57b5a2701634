import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/branch-protection/control.ts';
import { settingRules } from '../../../actions/branch-protection/rules.ts';
import type { Result } from '../../../shared/core/report.ts';
import type { GitHubAnswers } from '../../support/memory-github.ts';
import { answersOf, faults, requests, type Tier, type World } from '../../support/protection-api.ts';
import { evaluateWith, type Setup } from '../../support/world.ts';
import {
  everything,
  good,
  main,
  onBranches,
  onMain,
  onTags,
  said,
  sameAddress,
  setup,
  statusOf,
  strictMain,
  strictTags,
  subject,
} from './fixtures.ts';

const admin: Tier = 'administration: write';
const token: Tier = 'GITHUB_TOKEN';

describe('layers', () => {
  const count = (asked: number) => ({ branches: [{ pattern: main, reviews: { count: asked } }] });
  const layers = {
    organisation: count(1),
    classes: [
      { name: 'service', topic: 'service', policy: count(2) },
      { name: 'critical', property: { name: 'tier', value: 'one' }, policy: count(3) },
    ],
  };
  test.each<[string, Partial<World>, GitHubAnswers, string, string[]]>([
    ['of no class', {}, {}, 'at least 1 (organisation)', []],
    ['by topic', { topics: ['service'] }, {}, 'at least 2 (class service)', []],
    ['by property', { properties: { tier: 'one' } }, {}, 'at least 3 (class critical)', []],
    [
      'topics that are not shown',
      { topics: undefined },
      {},
      'at least 1 (organisation)',
      ['policy classes: unverified NO_DATA'],
    ],
    [
      'properties that are not shown',
      {},
      { [requests.properties]: faults['a hidden 404'] },
      'at least 1 (organisation)',
      ['policy classes: unverified NO_DATA'],
    ],
  ])('%s', async (_name, world, changed, expected, open) => {
    const evaluation = await evaluateWith(control, setup({ ...good, ...world }, admin, layers, { changed }));
    expect(evaluation.results.find(({ rule }) => rule.endsWith('/reviews'))?.expected).toBe(expected);
    expect(said(evaluation).filter((line) => line.includes('classes'))).toEqual(open);
    const held = [
      'organisation',
      ...('topics' in world && world.topics ? ['class service'] : []),
      ...('properties' in world ? ['class critical'] : []),
    ];
    expect(evaluation.data).toMatchObject({ layers: held });
    const others = ['class service', 'class critical'].filter((name) => !held.includes(name));
    expect(evaluation.notes).toContain(
      `The layers of the policy that hold: ${held.join(', ')}; not: ${others.join(', ')}.`,
    );
    expect(statusOf(evaluation) === 'unverified').toBe(open.length > 0);
  });

  test('properties are only asked where a class is told by one', async () => {
    const changed = { [requests.properties]: { json: 'never asked' } };
    const classes = [{ name: 'service', topic: 'service', policy: count(2) }];
    expect(
      statusOf(await evaluateWith(control, setup({ ...good, topics: ['service'] }, admin, { classes }, { changed }))),
    ).toBe('failed');
  });

  test('two that cannot both hold are an error of the configuration, with both named', async () => {
    const exactly = (asked: number) => ({ branches: [{ pattern: main, reviews: { count: { exactly: asked } } }] });
    const { error, results } = await evaluateWith(
      control,
      setup(good, admin, { organisation: exactly(1), repository: exactly(2) }),
    );
    expect([error?.code, results]).toEqual(['BAD_CONFIG', []]);
    expect(error?.problems).toEqual([
      {
        message: 'branch main: reviews.count: organisation asks for exactly [1], and repository for exactly [2]',
        path: '.github/release-governance.yml',
      },
    ]);
  });
});

describe('files of the policy', () => {
  const checks = onMain({ 'checks-file': 'checks.json' });
  const exported = { repository: { rulesets: ['main.json'] } };
  const ruleset = {
    name: 'x',
    target: 'branch',
    enforcement: 'active',
    conditions: { ref_name: { include: [main], exclude: [] } },
    rules: [{ type: 'deletion' }],
    bypass_actors: [],
  };

  test('required checks, and a ruleset as GitHub exports it', async () => {
    const policyFiles = {
      'checks.json': '{"required_status_checks": ["build"]}',
      'main.json': JSON.stringify(ruleset),
    };
    const policy = { repository: { ...(checks as { repository: object }).repository, ...exported.repository } };
    const evaluation = await evaluateWith(control, setup(good, admin, policy, { policyFiles }));
    expect(said(evaluation).filter((line) => !line.startsWith('idle'))).toEqual([
      'bypass branch main bypass-actors: passed',
      'checks branch main checks.required: passed',
      'policy branch ~DEFAULT_BRANCH: passed',
      'protected branch main active: passed',
      'updates branch main deletion: passed',
    ]);
    expect(evaluation.reads.map(({ path }) => path).sort()).toEqual(['checks.json', 'main.json']);
  });

  test.each<[string, object, Setup['policyFiles'], RegExp]>([
    ['is not there', checks, {}, /^the policy file checks\.json does not exist checks\.json$/],
    [
      'is a link',
      checks,
      { 'checks.json': { reason: 'not-a-file', message: 'is a symbolic link' } },
      /is a symbolic link/,
    ],
    ['is no JSON', checks, { 'checks.json': '{\n  nothing' }, /is not valid JSON.* checks\.json:2$/],
    ['is no text', checks, { 'checks.json': new Uint8Array([0, 1]) }, /NUL byte/],
    [
      'says a thing twice',
      checks,
      { 'checks.json': '{"required_status_checks": ["a"],\n"required_status_checks": ["b"]}' },
      /holds \/required_status_checks twice checks\.json:2$/,
    ],
    [
      'lists nothing',
      checks,
      { 'checks.json': '{"required_status_checks": []}' },
      /must name at least one check \(\/required_status_checks\) checks\.json:1$/,
    ],
    ['is no ruleset', exported, { 'main.json': '[]' }, /^repository\/rulesets\/0: the ruleset of main\.json: /],
    [
      'is a ruleset that only evaluates',
      exported,
      { 'main.json': JSON.stringify({ ...ruleset, enforcement: 'evaluate' }) },
      /is evaluate: only an active one/,
    ],
  ])(
    'one that %s fails with its place, and nothing that it could ask for passes',
    async (_name, policy, policyFiles = {}, says) => {
      const { error, results } = await evaluateWith(control, setup(good, admin, policy, { policyFiles }));
      expect(error).toBeUndefined();
      const failed = results.filter(({ status }) => status === 'failed');
      const place = ({ location: at }: Result): string => `${at?.path}${at?.line === undefined ? '' : `:${at.line}`}`;
      expect(failed.map((result) => `${result.message} ${place(result)}`)).toEqual([expect.stringMatching(says)]);
      const asking = [...settingRules, 'policy'].map((id) => `branch-protection/${id}`);
      const others = results.filter(({ status, rule }) => status !== 'failed' && asking.includes(rule));
      expect(new Set(others.map(({ status, because }) => `${status} ${because?.code}`))).toEqual(
        new Set(['unverified NO_DATA']),
      );
    },
  );

  test('one that the judged change differs in is said, and that of the base counts', async () => {
    const given = { policyFiles: { 'checks.json': '{"required_status_checks": ["build"]}' } };
    const changed = {
      ...setup(good, admin, checks, given),
      files: { 'checks.json': '{"required_status_checks": ["x"]}' },
    };
    const { notes, results } = await evaluateWith(control, changed);
    expect(notes).toContainEqual(expect.stringMatching(/^checks\.json differs in the judged change/));
    expect(results.find(({ rule }) => rule.endsWith('/checks'))).toMatchObject({
      status: 'passed',
      expected: expect.stringMatching(/build/),
    });
  });

  test('every problem of every file at once', async () => {
    const policy = {
      organisation: { branches: [{ pattern: main, 'checks-file': 'a.json' }] },
      repository: { ...exported.repository, tags: [{ pattern: 'v*', 'checks-file': 'b.json' }] },
    };
    const { results } = await evaluateWith(control, setup(good, admin, policy));
    const failed = results.filter(({ status }) => status === 'failed');
    expect(failed.map(({ location }) => location?.path)).toEqual(['a.json', 'b.json', 'main.json']);
  });

  test('one that could not be looked at leaves everything unverified', async () => {
    const because = {
      code: 'NO_BASE',
      message: 'the clone is shallow',
      needs: 'a checkout with fetch-depth: 0',
    } as const;
    const policyFiles = { 'checks.json': { reason: 'unreadable', message: 'could not be read', because } as const };
    const evaluation = await evaluateWith(control, setup(good, admin, checks, { policyFiles }));
    expect(new Set(evaluation.results.map((result) => `${result.status} ${result.because?.code}`))).toEqual(
      new Set(['unverified NO_BASE']),
    );
  });
});

describe('the repository', () => {
  const policy = onMain({ deletion: true });
  const because = async (given: Setup): Promise<string | undefined> => {
    const { results, error } = await evaluateWith(control, given);
    if (error !== undefined) return error.code;
    return results.every(({ status }) => status === 'unverified')
      ? `${results[0]?.because?.message} | ${results[0]?.because?.needs}`
      : statusOf({ results } as never);
  };
  test.each<[string, Setup, RegExp]>([
    [
      'a laptop names none',
      { subject: { repository: undefined }, section: { policy }, github: {} },
      /a laptop names none \| the input repository/,
    ],
    [
      'a laptop with a name',
      { ...setup(good, token, policy), subject: { repository: undefined }, given: { repository: 'acme/app' } },
      /^passed$/,
    ],
    ['other letters', { ...setup(good, token, policy), section: { policy, repository: 'Acme/App' } }, /^passed$/],
    ['no name at all', { ...setup(good, token, policy), section: { policy, repository: 'acme' } }, /^BAD_INPUT$/],
    [
      'another host',
      { ...setup(good, token, policy), section: { policy, repository: 'https://git.example.com/acme/app' } },
      /is on git\.example\.com/,
    ],
    [
      'it cannot be seen',
      setup(good, token, policy, { changed: { [requests.repository]: faults['a hidden 404'] } }),
      /Not Found/,
    ],
    [
      'it was renamed',
      setup(good, token, policy, {
        changed: { [requests.repository]: { json: { full_name: 'acme/new', default_branch: 'main', private: false } } },
      }),
      /answers for acme\/new: it was renamed or moved/,
    ],
  ])('%s', async (_name, given, says) => {
    const asked = { ...given, github: sameAddress(given.github ?? {}) };
    expect(await because(asked)).toMatch(says);
  });

  test('the strongest credential asks, then the one of the workflow, then none; the report says which', async () => {
    const policyOfBypass = onMain({ 'bypass-actors': [] });
    const answers = answersOf(good, admin);
    const cases: [string[], string][] = [
      [['admin-token'], 'administration-write'],
      [['token'], 'administration-write'],
      [['admin-token', 'token'], 'administration-write'],
      [[], 'none'],
    ];
    for (const [credentials, credential] of cases) {
      const none = credentials.length === 0 ? { publicGitHub: answers } : {};
      const evaluation = await evaluateWith(control, { ...setup(good, admin, policyOfBypass), credentials, ...none });
      expect([statusOf(evaluation), evaluation.data]).toEqual(['passed', expect.objectContaining({ credential })]);
      const scheduled = { subject: { ...subject, event: 'schedule' } };
      const { notes } = await evaluateWith(control, {
        ...setup(good, admin, policyOfBypass),
        credentials,
        ...none,
        ...scheduled,
      });
      expect(notes).toHaveLength(1);
    }
  });

  test.each<[string, World, Tier, string]>([
    ['a bypass list', good, admin, 'administration-write'],
    ['classic protection', good, 'administration: read', 'administration-read'],
    ['neither', good, token, 'workflow-token'],
    ['neither, because there is none', { protected: false }, token, 'workflow-token'],
  ])('the report says what the credential turned out to read: %s', async (_name, world, tier, credential) => {
    const { data } = await evaluateWith(control, setup(world, tier, onMain({ deletion: true })));
    expect(data).toEqual(expect.objectContaining({ credential }));
  });
});

describe('requests', () => {
  test.each<[string, World, object, number]>([
    ['one branch', { rulesets: [strictMain] }, onMain({ preset: 'strict' }), 5 + 1],
    ['a branch, tags and pushes', { ...good, tags: ['v1.0.0'] }, everything, 5 + 3 + 1],
    [
      'a branch, a tag by its name and pushes',
      good,
      { repository: { ...everything.repository, tags: [{ pattern: 'v1.0.0', preset: 'strict' }] } },
      5 + 3 + 1,
    ],
    [
      'classes by property',
      { rulesets: [strictMain] },
      {
        classes: [
          {
            name: 'a',
            property: { name: 'tier', value: 'one' },
            policy: { branches: [{ pattern: main, deletion: true }] },
          },
        ],
        organisation: { branches: [{ pattern: main, active: true }] },
      },
      6 + 1,
    ],
    [
      'ten entries for one branch',
      { rulesets: [strictMain] },
      { repository: { branches: Array.from({ length: 10 }, () => ({ pattern: main, deletion: true })) } },
      5 + 1,
    ],
    [
      'a hundred tags',
      { rulesets: [strictTags], tags: Array.from({ length: 100 }, (_, index) => `v${index}`) },
      onTags({ deletion: true }),
      2 + 1 + 1,
    ],
    [
      'three branches by a pattern',
      { rulesets: [strictMain], branches: ['a/1', 'a/2', 'a/3'] },
      onBranches({ pattern: 'a/*', active: true }),
      2 + 1 + 3 * 3 + 1,
    ],
  ])('%s', async (_name, world, policy, most) => {
    const asked: string[] = [];
    const answers = answersOf(world, token);
    // Each request looks its address up without its query just once.
    const counted = new Proxy(answers, {
      get(target, key: string) {
        if (!key.includes('?')) asked.push(key);
        return target[key];
      },
    });
    const evaluation = await evaluateWith(control, { ...setup(world, token, policy), github: counted });
    expect([asked.length, new Set(asked).size, evaluation.metrics['requests']?.value]).toEqual([most, most, most]);
    expect(asked.every((request) => request.startsWith('GET '))).toBe(true);
  });
});
