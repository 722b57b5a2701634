import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/branch-protection/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { parseInputs } from '../../shared/core/inputs.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { renderSummary } from '../../shared/render/summary.ts';
import { admin, attacks, baseline, checksFile } from '../actions/branch-protection/attacks.ts';
import {
  actor,
  everything,
  good,
  main,
  onBranches,
  onMain,
  said,
  setup,
  statusOf,
  strictMain,
  subject,
} from '../actions/branch-protection/fixtures.ts';
import { type ActionRun, deafGitHub, pullRequest, runAsAction } from '../support/action-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { memoryGitHub } from '../support/memory-github.ts';
import { answersOf, classicOff, requests, requestsOf, type World } from '../support/protection-api.ts';
import { evaluateWith } from '../support/world.ts';

/* What the author of a change, or of a policy, or a token that sees half, could do so that branch-protection says passed. */

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
    const status = statusOf(evaluation);
    // As every report words it.
    expect(['failed', 'not verified', 'error']).toContain(status === 'unverified' ? 'not verified' : status);
  });

  test('and without them it would be', async () => {
    expect(statusOf(await evaluateWith(control, setup(good, admin, everything)))).toBe('passed');
  });
});

describe('what stands in the workflow', () => {
  // Which part of an audit it is is bound to the key of the report, and how many there are is policy.
  const free = ['save-snapshot', 'shard'];
  test.each(Object.entries(control.inputs).filter(([name, { shape }]) => shape !== 'secret' && !free.includes(name)))(
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
    expect([worse.exit, left.map(({ about }) => String(about[2])).sort()]).toEqual([
      1,
      ['bypass-actors', 'linear-history'],
    ]);
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
