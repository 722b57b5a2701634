import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/branch-protection/control.ts';
import type { Evaluation } from '../../../shared/core/evaluation.ts';
import type { Exhibit } from '../../../shared/core/exhibit.ts';
import { asciiJson } from '../../../shared/core/json.ts';
import { totalsOf } from '../../../shared/core/totals.ts';
import { reportStatus } from '../../../shared/domain/decision/status.ts';
import type { OrganisationData } from '../../../shared/domain/organisation/config.ts';
import { renderExhibits } from '../../../shared/render/exhibit.ts';
import { coverRules } from '../../support/coverage.ts';
import { platformFaults } from '../../support/platform-faults.ts';
import { classicOff } from '../../support/protection-api.ts';
import {
  type Asked,
  acme,
  auditOf,
  baseline,
  failing,
  fifty,
  goodRules,
  killedAfter,
  lines,
  mainRuleset,
  policy,
} from './organisation-world.ts';

const { see } = coverRules(control);
const dataOf = ({ data }: Evaluation): OrganisationData => data as OrganisationData;
const good = { name: 'acme/good', rulesets: [mainRuleset()] };
const bare = { name: 'acme/bare' };
const run = async (...given: Parameters<typeof auditOf>): ReturnType<typeof auditOf> => {
  const audited = await auditOf(...given);
  see(audited.evaluation);
  return audited;
};
const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);

describe('fifty repositories', () => {
  test('what fails is said of each, what holds once for each rule and class, and empty ones are counted', async () => {
    const { evaluation, asked, logged } = await run(acme());
    expect(evaluation.error).toBeUndefined();
    const failed = evaluation.results.filter(({ status }) => status === 'failed');
    const bareNames = fifty.flatMap(({ name, rulesets, empty }) => (rulesets === undefined && !empty ? [name] : []));
    expect([...new Set(failed.filter(({ rule }) => rule.endsWith('/protected')).map(({ about }) => about[0]))]).toEqual(
      bareNames,
    );
    expect(failed.map(({ about }) => about.join(' '))).toContain('acme/r20 branch main reviews.count');
    expect(failed.find(({ about }) => about[0] === 'acme/r20')?.message).toMatch(/^acme\/r20: /);
    const passed = evaluation.results.filter(({ status }) => status === 'passed');
    expect(passed.length).toBeLessThan(20);
    expect(passed.find(({ rule, about }) => rule.endsWith('/updates') && about[1] === 'class service')?.actual).toBe(
      '14 results of 7 repositories',
    );
    expect(evaluation.results.find(({ about }) => about[1] === 'empty')?.because?.message).toBe(
      '2 repositories are empty: they have no branch to protect',
    );
    expect(asked).toEqual(['GET /orgs/acme/repos', 'GET /orgs/acme', 'POST /graphql', 'POST /graphql']);
    expect(evaluation.metrics).toMatchObject({
      repositories: { value: 50 },
      requests: { value: 5 },
      points: { value: 12 },
      'not-read': { value: 0 },
    });
    expect(logged).toEqual([
      'audit of 50 repositories: about 4 requests and 12 points, of a budget of 1000 requests and 2500 points',
    ]);
    expect(evaluation.notes).toContain('Left out by the selection: 1 by name.');
  });

  test('read in one screen', async () => {
    const { evaluation } = await run(acme());
    const text = renderExhibits(evaluation.exhibits, 200);
    expect(text.split('\n').length).toBeLessThanOrEqual(40);
    expect(text).toMatch(/Settings by class/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(160);
    const rows = evaluation.exhibits[0]?.rows.map(({ cells }) => cells) ?? [];
    const failed = rows.map(([, , count]) => Number(count));
    expect(failed[0]).toBeGreaterThan(0);
    expect(evaluation.exhibits.map(({ title }) => title)).toEqual([
      'Settings by class',
      'Repositories with the most to do',
    ]);
  });

  test('leave a table in which nothing is a formula', async () => {
    const { evaluation } = await run(acme());
    const csv = String(evaluation.documents['audit.csv']);
    const [head, ...rows] = csv.trimEnd().split('\r\n');
    expect(head).toBe('"class","repository","target","ref","setting","verdict","severity","reason"');
    expect(rows.length).toBe(240);
    // A class that is none is written as -, which a spreadsheet would compute.
    expect(rows.filter((row) => /^"[=+@-]/.test(row))).toEqual([]);
    expect(Object.keys(evaluation.documents)).toEqual(['audit.csv']);
  });
});

test('a result of an audit has the fingerprint and the value that the repository alone gives', async () => {
  const repository = { ...good, rulesets: [mainRuleset({ rules: goodRules.slice(1) })] };
  const { evaluation } = await run(acme([repository]), { section: { policy: baseline } });
  const alone = await auditOf(acme([repository]), {
    section: { policy: baseline, repositories: undefined, repository: 'acme/good' },
  });
  const ids = (one: Evaluation): unknown =>
    failing(one).map(({ rule, about, fingerprint, valueHash, severity }) => [
      rule,
      about,
      fingerprint,
      valueHash,
      severity,
    ]);
  expect(failing(evaluation).length).toBeGreaterThan(0);
  expect(ids(evaluation)).toEqual(ids(alone.evaluation));
});

describe('a policy that an audit of many cannot judge is wrong, and nothing of it is left out', () => {
  const branches = (entry: object): object => ({ policy: { organisation: { branches: [entry] } } });
  test.each<[string, object, string]>([
    ['another branch', branches({ pattern: 'release/*', deletion: true }), '/policy/organisation/branches/0: '],
    ['all branches', branches({ pattern: '~ALL', deletion: true }), '/policy/organisation/branches/0: '],
    [
      'one that is left out',
      branches({ pattern: '~DEFAULT_BRANCH', exclude: 'old', deletion: true }),
      '/policy/organisation/branches/0: ',
    ],
    [
      'tags',
      { policy: { organisation: { tags: [{ pattern: 'v*', deletion: true }] } } },
      '/policy/organisation/tags: ',
    ],
    [
      'pushes of a class',
      { policy: { classes: [{ name: 'a', topic: 'b', policy: { push: { 'file-size': 5 } } }] } },
      '/policy/classes/0/policy/push: ',
    ],
    ['the layer of one', { policy: { ...baseline, repository: baseline.organisation } }, '/policy/repository: '],
    ['one repository', { repository: 'acme/good' }, '/repository: repositories is given as well'],
    ['a journal without an audit', { repositories: undefined, resume: 'audit' }, '/resume: '],
  ])('%s', async (_name, section, message) => {
    await expect(auditOf(acme([good]), { section })).rejects.toThrow(`/branch-protection${message}`);
  });

  test('a ruleset file that includes more than the default branch', async () => {
    const file = { name: 'x', target: 'branch', enforcement: 'active', rules: [{ type: 'deletion' }] };
    const policyFiles = {
      'x.json': JSON.stringify({ ...file, conditions: { ref_name: { include: ['~ALL'], exclude: [] } } }),
    };
    const section = { policy: { organisation: { rulesets: ['x.json'] } } };
    const { evaluation } = await auditOf(acme([good]), { section, policyFiles });
    expect(evaluation.error).toMatchObject({ code: 'BAD_CONFIG' });
    expect(evaluation.error?.problems?.[0]?.message).toMatch(/~DEFAULT_BRANCH alone/);
  });
});

describe('what the list does not tell is not verified', () => {
  test.each<[string, Parameters<typeof auditOf>, string[]]>([
    [
      'a token that is shown only public repositories',
      [acme([good]), { admin: 'token', section: { policy: baseline } }],
      ['repositories acme all repositories: unverified MISSING_PERMISSION'],
    ],
    [
      'no token at all',
      [acme([good]), { admin: 'none', section: { policy: baseline } }],
      ['repositories : unverified NO_CREDENTIAL', 'updates : unverified NO_CREDENTIAL'],
    ],
    [
      'a list that does not come',
      [
        acme([good], { faults: [{ at: 'GET /orgs/{org}/repos', answer: platformFaults['a missing permission'] }] }),
        { section: { policy: baseline } },
      ],
      ['repositories : unverified MISSING_PERMISSION', 'reviews : unverified MISSING_PERMISSION'],
    ],
    [
      'numbers that do not come',
      [
        acme([good], { faults: [{ at: 'GET /orgs/{org}', answer: platformFaults['a hidden 404'] }] }),
        { section: { policy: baseline } },
      ],
      ['repositories acme all repositories: unverified NOT_FOUND'],
    ],
    [
      'custom properties',
      [
        acme([good], {
          faults: [{ at: 'GET /orgs/{org}/properties/values', answer: platformFaults['a missing permission'] }],
        }),
        {
          section: {
            policy: { classes: [{ name: 'a', property: { name: 'p', value: 'v' }, policy: baseline.organisation }] },
          },
        },
      ],
      ['policy acme/good classes: unverified NO_DATA', 'updates : unverified NO_DATA'],
    ],
    [
      'custom properties by which repositories are selected',
      [
        acme([good], {
          faults: [{ at: 'GET /orgs/{org}/properties/values', answer: platformFaults['a missing permission'] }],
        }),
        {
          section: {
            policy: baseline,
            repositories: { organisation: 'acme', names: 'good', properties: [{ name: 'p', value: 'v' }] },
          },
        },
      ],
      ['repositories acme/good: unverified NO_DATA'],
    ],
  ])('%s', async (_name, given, expected) => {
    const { evaluation } = await run(...given);
    expect(lines(evaluation)).toEqual(expect.arrayContaining(expected));
    expect(statusOf(evaluation)).toBe('unverified');
  });

  test('a selection that names nothing fails', async () => {
    const section = { policy: baseline, repositories: { organisation: 'acme', names: 'nothing' } };
    const { evaluation } = await run(acme([good]), { section });
    expect(lines(evaluation)).toEqual(['repositories acme all repositories: failed']);
  });

  test('a policy that asks for nothing of any of them fails', async () => {
    const { evaluation } = await run(acme([good]), { section: { policy: { classes: policy.classes } } });
    expect(lines(evaluation)).toEqual(['repositories acme all repositories: failed']);
    expect(evaluation.notes).toContain('No repository is of the class service.');
  });

  test('repositories of no class are counted, and cost nothing', async () => {
    const service = { ...good, name: 'acme/service', topics: ['service'] };
    const section = { policy: { classes: policy.classes } };
    const { evaluation, asked } = await run(acme([good, service]), { section });
    expect(lines(evaluation)).toContain('repositories acme all repositories: passed');
    expect(evaluation.results.find(({ about }) => about[1] === 'not asked')?.because?.message).toMatch(
      /^1 repositories/,
    );
    // Two batches, and whether the one that nothing is asked of is still there.
    expect(asked.filter((request) => request === 'POST /graphql').length).toBe(3);
    expect((await run(acme([good]), { section })).asked).toEqual([
      'GET /orgs/acme/repos',
      'GET /orgs/acme',
      'POST /graphql',
    ]);
  });
});

test.each(Object.entries(platformFaults).filter(([name]) => !/unprotected branch|never comes/.test(name)))(
  'nothing is answered: %s',
  async (_name, answer) => {
    const everywhere = ['POST /graphql', '/repos/acme/good', '/repos/acme/bare'];
    const state = acme([good, bare], { faults: everywhere.map((at) => ({ at, answer })) });
    const { evaluation } = await run(state, { section: { policy: baseline } });
    const protections = evaluation.results.filter(({ rule }) => /\/(protected|reviews|refs)$/.test(rule));
    expect(protections.filter(({ status }) => status === 'passed' || status === 'failed')).toEqual([]);
    expect(lines(evaluation).filter((line) => /^repositories acme\/(good|bare): unverified/.test(line)).length).toBe(2);
    expect(['unverified', 'error']).toContain(statusOf(evaluation));
  },
);

test('what no batch is answered of is asked repository by repository', async () => {
  const faults = [{ at: 'POST /graphql', answer: platformFaults['a bad gateway'] }];
  const { evaluation } = await run(acme([good, bare], { faults }), { section: { policy: baseline } });
  const known = await run(acme([good, bare]), { section: { policy: baseline } });
  expect(lines(evaluation)).toEqual(lines(known.evaluation));
});

describe('the budget', () => {
  test('ends the audit, and each repository that is left is not verified, with the reason', async () => {
    const section = { policy: baseline, budget: { requests: 4, points: 1000 } };
    const { evaluation, asked } = await run(acme(), { section });
    expect(asked.length + 1).toBe(4);
    // Rulesets were read of all of them, classic protection of none: what no ruleset asks for could be asked for there.
    expect(lines(evaluation).filter((line) => line.includes('failed'))).toEqual([]);
    expect(lines(evaluation)).toContain('protected acme/r03 branch main active: unverified TRUNCATED');
    const none = await run(acme(), { section: { ...section, budget: { requests: 3, points: 1000 } } });
    expect(lines(none.evaluation).filter((line) => line.startsWith('repositories acme/r')).length).toBe(50);
    expect(none.evaluation.exhibits.map(({ title, rows }) => [title, rows[0]?.cells])).toEqual([
      ['Repositories that were not read', ['TRUNCATED', 'a larger budget, or a further run with this progress', '50']],
    ]);
    expect(dataOf(none.evaluation).repositories).toMatchObject({ selected: 50, read: 0, 'not-read': 50 });
  });

  test('of points is kept as well', async () => {
    const section = { policy: baseline, budget: { requests: 1000, points: 1 } };
    const { evaluation } = await run(acme(), { section });
    expect(evaluation.metrics['points']).toEqual({ value: 0 });
    expect(statusOf(evaluation)).toBe('unverified');
  });
});

describe('what no batch can tell is asked by requests of its own', () => {
  const bypass = { organisation: { branches: [{ pattern: '~DEFAULT_BRANCH', 'bypass-actors': { exactly: [] } }] } };
  test.each<[string, string, number, string]>([
    ['who may change rulesets is told', 'write', 1000, 'bypass acme of no class: passed'],
    ['who only reads them is not', 'app', 1000, 'bypass acme/good branch main bypass-actors: unverified'],
    ['nor when the budget is used up', 'write', 5, 'bypass acme/good branch main bypass-actors: unverified'],
  ])('%s', async (_name, admin, requests, line) => {
    const section = { policy: bypass, budget: { requests, points: 1000 } };
    const { evaluation } = await run(acme([good]), { admin, section });
    expect(lines(evaluation).some((said) => said.startsWith(line))).toBe(true);
  });

  test('and only then', async () => {
    const { asked } = await run(acme([good]), { section: { policy: baseline } });
    expect(asked.filter((request) => request.includes('/repos/acme/good'))).toEqual([]);
  });
});

describe('credentials', () => {
  const protectedByClassic = {
    name: 'acme/classic',
    branches: [{ name: 'main', classic: { ...classicOff, allow_deletions: { enabled: false } } }],
  };
  test.each<[admin: string, line: string]>([
    ['write', 'protected acme of no class: passed'],
    ['blind', 'protected acme/classic branch main active: unverified MISSING_PERMISSION'],
  ])('%s', async (admin, line) => {
    const { evaluation } = await run(acme([protectedByClassic]), { admin, section: { policy: baseline } });
    expect(lines(evaluation)).toContain(line);
  });
});

describe('an audit that is interrupted', () => {
  const many = Array.from({ length: 120 }, (_, index) => ({
    ...good,
    name: `acme/m${String(index).padStart(3, '0')}`,
  }));
  const resumed = { section: { policy: baseline, resume: 'earlier' } } satisfies Asked;

  test('goes on from its journal, asks nothing again, and says so', async () => {
    const first: string[] = [];
    const killed = await auditOf(acme(many), {
      ...resumed,
      through: killedAfter(4),
      journal: { lines: first },
    });
    expect(killed.evaluation.error).toMatchObject({ code: 'INTERNAL' });
    expect(killed.asked.filter((request) => request === 'POST /graphql').length).toBe(4);
    const second = { earlier: first.join(''), lines: [] as string[] };
    const { evaluation, asked } = await run(acme(many), { ...resumed, journal: second, now: '2026-03-11T11:00:00Z' });
    // 3 batches of rulesets and 3 of classic protection in all; and twice whether the 120 that are known are still there.
    expect(asked.filter((request) => request === 'POST /graphql').length).toBe(4);
    expect(statusOf(evaluation)).toBe('passed');
    expect(dataOf(evaluation).resumed).toMatchObject({ begun: '2026-03-10T12:00:00Z', repositories: 120 });
    expect(evaluation.notes.join('\n')).toMatch(/from the journal of an audit that began at 2026-03-10T12:00:00/);
    const whole = await run(acme(many), { section: { policy: baseline } });
    expect(evaluation.results).toEqual(whole.evaluation.results);
    // What is written goes on as well: a second kill loses nothing of the first run.
    const third = await run(acme(many), {
      ...resumed,
      journal: { earlier: second.lines.slice(0, -1).join(''), lines: [] },
      now: '2026-03-11T11:00:00Z',
    });
    // One batch, and twice whether those that are known are still there.
    expect(third.asked.filter((request) => request === 'POST /graphql').length).toBe(3);
  });

  test.each<[name: string, change: Partial<Asked>, why: RegExp]>([
    ['the journal of a whole audit', {}, /was complete/],
  ])('%s is not taken', async (_name, change, why) => {
    const first: string[] = [];
    await run(acme([good]), { ...resumed, journal: { lines: first } });
    const { evaluation, asked } = await run(acme([good]), {
      ...resumed,
      ...change,
      journal: { earlier: first.join(''), lines: [] },
    });
    expect(evaluation.notes.join('\n')).toMatch(why);
    expect(asked.filter((request) => request === 'POST /graphql').length).toBe(2);
  });

  test('without a journal begins anew', async () => {
    const { evaluation } = await run(acme([good]), { ...resumed, journal: { lines: [] } });
    expect(evaluation.notes.join('\n')).toMatch(/began anew: the journal in earlier does not exist/);
    expect(statusOf(evaluation)).toBe('passed');
  });
});

describe('parts', () => {
  const section = { policy, repositories: { organisation: 'acme', 'exclude-names': 'governance', shards: 3 } };
  const part = (index: number): Asked => ({ section, given: { shard: `${index}/3` }, key: `${index}-of-3` });

  test('are the whole together', async () => {
    const parts = await Promise.all([1, 2, 3].map((index) => run(acme(), part(index))));
    const whole = await run(acme(), { section });
    const problems = (one: Evaluation): string[] => failing(one).map(({ fingerprint }) => fingerprint);
    expect(parts.flatMap(({ evaluation }) => problems(evaluation)).sort()).toEqual(problems(whole.evaluation).sort());
    const [added] = totalsOf(
      'branch-protection',
      parts.map(({ evaluation }) => evaluation.exhibits),
      3,
    );
    const rowsOf = (exhibit: Exhibit | undefined): string[] => exhibit?.rows.map(({ cells }) => cells.join('|')) ?? [];
    expect(rowsOf(added).sort()).toEqual(rowsOf(whole.evaluation.exhibits[0]).sort());
    expect(added?.rows.length).toBeGreaterThan(5);
    const sum = (count: (data: OrganisationData) => number): number =>
      parts.reduce((total, { evaluation }) => total + count(dataOf(evaluation)), 0);
    expect(sum(({ repositories }) => repositories.selected)).toBe(50);
    expect(sum(({ repositories }) => repositories.empty)).toBe(2);
  });

  test.each<[string, Asked, RegExp]>([
    ['a key of another part', { ...part(1), key: '2-of-3' }, /artifact-key 2-of-3, expected 1-of-3/],
    ['no key', { section, given: { shard: '1/3' } }, /artifact-key \(none\), expected 1-of-3/],
    ['another number of parts', { section, given: { shard: '1/2' }, key: '1-of-2' }, /the configuration has 3 shards/],
    ['no number in the policy', { given: { shard: '1/3' }, key: '1-of-3' }, /does not say how many/],
    ['no part', { section, given: { shard: '4/3' } }, /not a part/],
    [
      'one repository',
      { section: { policy: baseline, repositories: undefined }, given: { shard: '1/3' } },
      /names no repositories/,
    ],
  ])('%s is refused', async (_name, options, why) => {
    const { evaluation } = await auditOf(acme(), options);
    expect(evaluation.error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringMatching(why) });
  });

  test('of a small organisation may be empty', async () => {
    const audits = await Promise.all([1, 2, 3].map((index) => run(acme([good]), part(index))));
    const empty = audits.flatMap(({ evaluation }) =>
      evaluation.results.filter(
        ({ because }) => because?.message === 'nothing is asked of any repository of this part',
      ),
    );
    expect(empty.length).toBe(2);
  });
});

test('1,000 repositories in which nothing is as asked leave a report that can be collected', async () => {
  const strict = { organisation: { branches: [{ pattern: '~DEFAULT_BRANCH', preset: 'strict' }] } };
  const many = Array.from({ length: 1000 }, (_, index) => ({ name: `acme/a-rather-long-name-${index}` }));
  const section = { policy: strict, budget: { requests: 50, points: 2500 } };
  const { evaluation } = await auditOf(acme(many), { section });
  expect(failing(evaluation).length).toBeGreaterThanOrEqual(12_000);
  expect(asciiJson(evaluation).length).toBeLessThan(10 * 1024 * 1024);
});
