import { describe, expect, test } from '@jest/globals';
import { pointerProblems } from '../../../../shared/core/pointer-problem.ts';
import { z } from '../../../../shared/core/zod.ts';
import { readCheckFile } from '../../../../shared/domain/check-file/check-file.ts';
import { effective } from '../../../../shared/domain/protection/effective.ts';
import { entriesOf, type Layer } from '../../../../shared/domain/protection/entries.ts';
import { mergeAsks } from '../../../../shared/domain/protection/merge-asks.ts';
import { PolicySchema } from '../../../../shared/domain/protection/policy.ts';
import { presets, tagPresets } from '../../../../shared/domain/protection/preset.ts';
import { entryOfRuleset } from '../../../../shared/domain/protection/ruleset-policy.ts';
import { settingOf, settings } from '../../../../shared/domain/protection/settings.ts';
import type { RulesetData, Tier } from '../../../support/protection-api.ts';
import { drifts } from './drift-table.ts';
import { judged, look } from './world.ts';

const problems = (policy: unknown): string[] => {
  const parsed = PolicySchema.safeParse(policy);
  return parsed.success ? [] : pointerProblems(parsed.error).map(({ pointer }) => pointer);
};
const branch = (entry: object): unknown => ({ branches: [{ pattern: 'main', ...entry }] });

describe('a policy that cannot mean what is written', () => {
  test.each<[string, unknown, string[]]>([
    ['nothing at all', {}, ['']],
    ['empty lists', { branches: [], tags: [] }, ['']],
    ['an entry that asks for nothing', branch({}), ['/branches/0']],
    ['a tag that is asked for nothing', { tags: [{ pattern: 'v*', exclude: 'v0*' }] }, ['/tags/0']],
    ['no pattern', { branches: [{ deletion: true }] }, ['/branches/0/pattern']],
    ['an empty list of patterns', branch({ pattern: [], deletion: true }), ['/branches/0/pattern']],
    ['a key that is not known', branch({ 'forced-push': true, deletion: true }), ['/branches/0']],
    ['a key of a group that is not known', branch({ reviews: { counts: 1 } }), ['/branches/0/reviews']],
    ['another type', branch({ deletion: 'yes' }), ['/branches/0/deletion']],
    ['two directions', branch({ deletion: { exactly: true, 'at-least': true } }), ['/branches/0/deletion']],
    ['a direction that is not known', branch({ deletion: { atLeast: true } }), ['/branches/0/deletion']],
    ['contains of what is no list', branch({ deletion: { contains: true } }), ['/branches/0/deletion']],
    ['more reviews than there can be', branch({ reviews: { count: 11 } }), ['/branches/0/reviews/count']],
    ['half a review', branch({ reviews: { count: 1.5 } }), ['/branches/0/reviews/count']],
    ['a check twice', branch({ checks: { required: ['a', 'a'] } }), ['/branches/0/checks/required/1']],
    [
      'an app that is none',
      branch({ checks: { required: [{ context: 'a', app: 0 }] } }),
      ['/branches/0/checks/required/0/app'],
    ],
    ['a team without an id', branch({ 'bypass-actors': [{ type: 'Team' }] }), ['/branches/0/bypass-actors/0/id']],
    [
      'an owner with an id',
      branch({ 'bypass-actors': [{ type: 'OrganizationAdmin', id: 1 }] }),
      ['/branches/0/bypass-actors/0/id'],
    ],
    ['a preset that is not known', branch({ preset: 'loose' }), ['/branches/0/preset']],
    ['a closure without exact checks', branch({ preset: 'external-closure' }), ['/branches/0/preset']],
    [
      'a closure with checks at least',
      branch({ preset: 'external-closure', checks: { required: ['a'] } }),
      ['/branches/0/preset'],
    ],
    [
      'checks in two places',
      branch({ 'checks-file': 'a.json', checks: { required: ['a'] } }),
      ['/branches/0/checks-file'],
    ],
    ['a file outside', branch({ 'checks-file': '../a.json' }), ['/branches/0/checks-file']],
    [
      'a review without a digest',
      branch({ 'bypass-review': { on: '2026-11-01', by: 'ada' } }),
      ['/branches/0/bypass-review'],
    ],
    [
      'a review on no day',
      branch({ 'bypass-review': { digest: `sha256:${'0'.repeat(64)}`, on: '2026-02-30', by: 'ada' } }),
      ['/branches/0/bypass-review/on'],
    ],
    [
      'a review of a tag as of pull requests',
      { tags: [{ pattern: 'v*', deletion: true, reviews: { count: 1 } }] },
      ['/tags/0'],
    ],
    ['a closure of a tag', { tags: [{ pattern: 'v*', preset: 'external-closure' }] }, ['/tags/0/preset']],
    ['a pattern for pushes', { push: { pattern: 'main', 'file-size': 1 } }, ['/push']],
    ['a size that is none', { push: { 'file-size': 0 } }, ['/push/file-size']],
    [
      'everything at once',
      {
        branches: [
          { pattern: 'a\\b', deletion: 1, preset: 'external-closure', 'checks-file': '/x', checks: { required: [] } },
          { pattern: 'b', nothing: 1, deletion: true },
        ],
        tags: [{ deletion: true }],
      },
      [
        '/branches/0/pattern',
        '/branches/0/checks-file',
        '/branches/0/deletion',
        '/branches/0/checks-file',
        '/branches/1',
        '/tags/0/pattern',
      ],
    ],
  ])('%s', (_name, policy, pointers) => {
    expect(problems(policy).sort()).toEqual([...pointers].sort());
  });

  test.each([
    ['a\\b', 'backslash'],
    ['{a,b}', 'brace'],
    ['[!a]', 'complement'],
    ['[^a]', 'complement'],
    ['[ab', 'not closed'],
    ['a]', 'not closed'],
    ['[]', 'not closed'],
    ['release/**', 'slash behind'],
    ['a**b', 'slash behind'],
    ['***/a', 'slash behind'],
    ['~OTHER', 'neither'],
    ['refs/tags/main', 'expected refs/heads/'],
    ['refs/x', 'expected refs/heads/'],
  ])('the pattern %s: %s', (pattern, word) => {
    const parsed = PolicySchema.safeParse({ branches: [{ pattern: [pattern] }] });
    expect(JSON.stringify(parsed.error?.issues)).toMatch(word);
  });

  const patterns = ['main', 'release/*', 'release/**/*', '**/main', 'v[0-9]?', 'qa**/**/*'];
  test.each([...patterns, '~ALL', '~DEFAULT_BRANCH', 'refs/heads/x'])('the pattern %s is one', (pattern) => {
    expect(problems({ branches: [{ pattern, deletion: true }] })).toEqual([]);
  });

  test('a tag by its full name is no branch', () => {
    expect(problems({ tags: [{ pattern: 'refs/tags/v*', exclude: 'refs/heads/v*', deletion: true }] })).toEqual([
      '/tags/0/exclude',
    ]);
  });
});

test(`each of the ${settings.length} settings is described for editors`, () => {
  const described = JSON.stringify(z.toJSONSchema(PolicySchema, { io: 'input', unrepresentable: 'any' }));
  for (const { describes } of settings) expect(described).toContain(JSON.stringify(describes));
});

test('presets ask only for settings that there are, as a policy would write them', () => {
  for (const [target, all] of [
    ['branch', presets],
    ['tag', tagPresets],
  ] as const) {
    for (const [name, preset] of Object.entries(all)) {
      for (const key of Object.keys(preset))
        expect([name, settingOf(key)?.targets]).toEqual([name, expect.arrayContaining([target])]);
    }
  }
});

const pull = {
  type: 'pull_request',
  parameters: {
    required_approving_review_count: 1,
    dismiss_stale_reviews_on_push: true,
    require_code_owner_review: true,
    require_last_push_approval: true,
    required_review_thread_resolution: true,
  },
};
const solid: RulesetData = {
  id: 1,
  bypass: [],
  rules: [
    pull,
    { type: 'non_fast_forward' },
    { type: 'deletion' },
    {
      type: 'required_status_checks',
      parameters: {
        required_status_checks: [{ context: 'a', integration_id: 1 }],
        strict_required_status_checks_policy: true,
      },
    },
  ],
};

describe('presets and credentials', () => {
  const kinds = async (entry: object, tier: Tier): Promise<Record<string, string[]>> => {
    const policy = PolicySchema.parse(branch(entry));
    const { entries } = entriesOf({ name: 'repository', policy });
    const { rows } = judged(effective(await look({ rulesets: [solid] }, tier)), entries);
    const named = (holds: boolean | undefined): string[] =>
      rows
        .filter((row) => row.holds === holds && row.verdict !== 'not-asked')
        .map(({ setting }) => setting)
        .sort();
    return { fails: named(false), unknown: named(undefined) };
  };

  test('baseline is green with the token of the workflow alone', async () => {
    expect(await kinds({ preset: 'baseline' }, 'GITHUB_TOKEN')).toEqual({ fails: [], unknown: [] });
  });
  test('strict needs to see who may bypass', async () => {
    const hidden = ['bypass-actors', 'enforce-admins'];
    expect(await kinds({ preset: 'strict' }, 'GITHUB_TOKEN')).toEqual({ fails: [], unknown: hidden });
    expect(await kinds({ preset: 'strict' }, 'administration: read')).toEqual({ fails: [], unknown: hidden });
    expect(await kinds({ preset: 'strict' }, 'administration: write')).toEqual({ fails: [], unknown: [] });
  });
  test('external-closure asks for exact checks, which classic protection could add to, and for a review', async () => {
    const entry = { preset: 'external-closure', checks: { required: { exactly: ['a'] } } };
    expect(await kinds(entry, 'GITHUB_TOKEN')).toEqual({ fails: [], unknown: ['bypass-review', 'checks.required'] });
    expect(await kinds(entry, 'administration: read')).toEqual({ fails: [], unknown: ['bypass-review'] });
    expect(await kinds(entry, 'administration: write')).toEqual({ fails: ['bypass-review'], unknown: [] });
  });
  test('what the entry says itself goes before the preset', async () => {
    const entry = { preset: 'strict', 'enforce-admins': 'ignore', 'bypass-actors': 'ignore', reviews: { count: 2 } };
    expect(await kinds(entry, 'administration: write')).toEqual({ fails: ['reviews.count'], unknown: [] });
  });
});

describe('layers', () => {
  const layer = (name: string, entry: object): Layer => ({ name, policy: PolicySchema.parse(branch(entry)) });
  const merged = (...layers: Layer[]) => mergeAsks(layers.flatMap((one) => entriesOf(one).entries));

  test('the stricter one holds, whichever it is', () => {
    const [a, b] = [layer('organisation', { reviews: { count: 2 } }), layer('repository', { reviews: { count: 1 } })];
    for (const layers of [
      [a, b],
      [b, a],
    ])
      expect(merged(...layers).asks['reviews.count']).toEqual([{ mode: 'at-least', atoms: [2], by: ['organisation'] }]);
    const both = merged(a, { ...a, name: 'repository' }).asks['reviews.count'];
    expect(both).toEqual([{ mode: 'at-least', atoms: [2], by: ['organisation', 'repository'] }]);
  });
  test('what only both together ask for is by both', () => {
    const only = (...methods: string[]) => ({ reviews: { 'merge-methods': methods } });
    const { asks } = merged(
      layer('organisation', only('merge', 'squash')),
      layer('repository', only('squash', 'rebase')),
    );
    expect(asks['reviews.merge-methods']).toEqual([
      { mode: 'at-least', atoms: [{ allowed: ['squash'] }], by: ['organisation', 'repository'] },
    ]);
  });
  test('all ways of merging are no demand, and exactly all of them are one', () => {
    const methods = ['rebase', 'merge', 'squash'];
    const asked = (given: unknown) =>
      merged(layer('repository', { deletion: true, reviews: { 'merge-methods': given } }));
    expect(asked(methods).asks['reviews.merge-methods']).toBeUndefined();
    expect(asked({ exactly: methods }).asks['reviews.merge-methods']).toMatchObject([{ mode: 'exactly', atoms: [] }]);
  });
  test('lists are asked for together', () => {
    const asked = merged(
      layer('organisation', { checks: { required: ['a'] } }),
      layer('repository', { checks: { required: ['b'] } }),
    );
    expect(asked.asks['checks.required']).toMatchObject([{ atoms: [{ context: 'a' }, { context: 'b' }] }]);
  });
  test('one that ignores lifts nothing', () => {
    const asked = merged(layer('organisation', { deletion: true }), layer('repository', { deletion: 'ignore' }));
    expect(asked.asks['deletion']).toMatchObject([{ atoms: [true] }]);
  });
  test('an app that only one of them names is asked for', () => {
    const app = { required: { exactly: [{ context: 'a', app: 5 }] } };
    const asked = merged(layer('organisation', { checks: { required: ['a'] } }), layer('repository', { checks: app }));
    expect(asked.conflicts).toEqual([]);
    const pinned = merged(
      layer('organisation', { checks: { required: [{ context: 'a', app: 5 }] } }),
      layer('repository', { checks: { required: { exactly: ['a'] } } }),
    );
    expect(pinned.conflicts).toEqual([]);
    expect(pinned.asks['checks.required']?.map(({ mode }) => mode)).toEqual(['exactly', 'at-least']);
  });
  test('scanners of which two layers ask for different things are asked for both', () => {
    const asked = merged(
      layer('organisation', { 'code-scanning': [{ tool: 'x', alerts: 'all' }] }),
      layer('repository', { 'code-scanning': [{ tool: 'x', 'security-alerts': 'all' }] }),
    );
    expect(asked.asks['code-scanning']?.[0]?.atoms).toHaveLength(2);
  });
  test.each<[string, object, object]>([
    ['two numbers', { reviews: { count: { exactly: 1 } } }, { reviews: { count: { exactly: 2 } } }],
    ['exactly fewer than at least', { reviews: { count: { exactly: 1 } } }, { reviews: { count: 2 } }],
    ['exactly off and on', { deletion: { exactly: false } }, { deletion: true }],
    [
      'a check that the exact list lacks',
      { checks: { required: { exactly: ['a'] } } },
      { checks: { required: ['b'] } },
    ],
    [
      'any app and one',
      { checks: { required: { exactly: [{ context: 'a', app: 'any' }] } } },
      { checks: { required: [{ context: 'a', app: 5 }] } },
    ],
    [
      'nobody and somebody',
      { 'bypass-actors': { exactly: [] } },
      { 'bypass-actors': { contains: [{ type: 'Team', id: 1 }] } },
    ],
    ['one who may not', { 'bypass-actors': { exactly: [{ type: 'Team', id: 1 }] } }, { 'bypass-actors': [] }],
  ])('what cannot hold together is named: %s', (_name, one, other) => {
    for (const pair of [
      [one, other],
      [other, one],
    ]) {
      const { conflicts } = merged(
        ...pair.map((entry, index) => layer(['organisation', 'repository'][index] ?? '', entry)),
      );
      expect(conflicts).toHaveLength(1);
      expect(conflicts[0]?.message).toMatch(/organisation.*repository|repository.*organisation/);
    }
  });
  test.each<[string, object, object]>([
    ['exactly more than at least', { reviews: { count: { exactly: 2 } } }, { reviews: { count: 1 } }],
    ['the same twice', { reviews: { count: { exactly: 2 } } }, { reviews: { count: { exactly: 2 } } }],
    ['fewer who may bypass', { 'bypass-actors': { exactly: [] } }, { 'bypass-actors': [{ type: 'Team', id: 1 }] }],
  ])('what can hold together is no conflict: %s', (_name, one, other) => {
    expect(merged(layer('organisation', one), layer('repository', other)).conflicts).toEqual([]);
  });
  test('a file of checks that was not read is a problem, and not an empty list', () => {
    const policy = PolicySchema.parse(branch({ 'checks-file': 'docs/checks.json' }));
    expect(entriesOf({ name: 'repository', policy }).problems).toEqual([
      {
        pointer: '/branches/0/checks-file',
        message: 'the file docs/checks.json could not be read as a list of required checks',
      },
    ]);
    const checkFiles = { 'docs/checks.json': ['b', 'a'].map((context) => ({ context, pointer: '' })) };
    const { entries } = entriesOf({ name: 'repository', policy, checkFiles });
    expect(entries[0]?.asks['checks.required']).toEqual([
      { mode: 'exactly', atoms: [{ context: 'a' }, { context: 'b' }], by: ['repository', 'checks-file'] },
    ]);
  });
});

describe('a file of required checks', () => {
  const job = { workflow: 'ci.yml', job_id: 'build' };
  test.each<[string, unknown, string[]]>([
    ['no object', [], ['']],
    ['no list', { check_job_mapping: {} }, ['/required_status_checks']],
    ['an empty list', { required_status_checks: [] }, ['/required_status_checks']],
    ['an empty name', { required_status_checks: [''] }, ['/required_status_checks/0']],
    ['a check twice', { required_status_checks: ['a', 'a'] }, ['/required_status_checks/1']],
    ['a check without a job', { required_status_checks: ['a', 'b'], check_job_mapping: { a: job } }, []],
    [
      'a check that is called as what every object has',
      { required_status_checks: ['toString'], check_job_mapping: {} },
      [],
    ],
    [
      'a job without a check',
      { required_status_checks: ['a'], check_job_mapping: { a: job, 'b/c': job } },
      ['/check_job_mapping/b~1c'],
    ],
    [
      'a job without a workflow',
      { required_status_checks: ['a'], check_job_mapping: { a: { job_id: 'x' } } },
      ['/check_job_mapping/a/workflow'],
    ],
  ])('%s', (_name, data, pointers) => {
    const read = readCheckFile(data);
    expect(read.ok ? [] : read.problems.map(({ pointer }) => pointer)).toEqual(pointers);
  });
  test('one that is whole', () => {
    expect(readCheckFile({ required_status_checks: ['a'], check_job_mapping: { a: job }, more: 1 })).toEqual({
      ok: true,
      checks: [
        {
          context: 'a',
          pointer: '/required_status_checks/0',
          job: { workflow: '.github/workflows/ci.yml', id: 'build', pointer: '/check_job_mapping/a' },
        },
      ],
    });
  });
});

describe('a ruleset that GitHub exported', () => {
  const exported = (given: object = {}): unknown => ({
    id: 1,
    name: 'main',
    target: 'branch',
    source_type: 'Repository',
    source: 'acme/app',
    enforcement: 'active',
    conditions: { ref_name: { exclude: [], include: ['~DEFAULT_BRANCH'] } },
    rules: solid.rules,
    bypass_actors: [],
    ...given,
  });
  const entry = (data: unknown) => {
    const read = entryOfRuleset(data, 'repository');
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return read.entry;
  };

  test('holds where it is in force, and nowhere less', async () => {
    const rows = async (rulesets: RulesetData[]) =>
      judged(effective(await look({ rulesets }, 'administration: write')), [entry(exported())]).rows;
    expect((await rows([solid])).filter(({ holds }) => holds !== true)).toEqual([]);
    const failing = (
      await rows([{ ...solid, rules: solid.rules.slice(0, 2), bypass: [{ actor_id: 1, actor_type: 'Team' }] }])
    )
      .filter(({ holds }) => holds === false)
      .map(({ setting }) => setting);
    expect(failing).toEqual(['bypass-actors', 'checks.required', 'deletion', 'checks.strict', 'checks.on-create']);
  });

  test('is named in the policy by its file, which must be there and be one', () => {
    const policy = PolicySchema.parse({ rulesets: ['a.json', 'b.json', 'c.json'] });
    const rulesetFiles = { 'a.json': exported(), 'b.json': exported({ enforcement: 'disabled' }) };
    const { entries, problems: found } = entriesOf({ name: 'repository', policy, rulesetFiles });
    expect(entries.map(({ include }) => include)).toEqual([['~DEFAULT_BRANCH']]);
    expect(found).toEqual([
      {
        pointer: '/rulesets/1',
        message:
          'the ruleset of b.json at /enforcement: the ruleset is disabled: only an active one says what is asked for',
      },
      { pointer: '/rulesets/2', message: 'the ruleset of c.json: it could not be read' },
    ]);
  });

  test('a bypass list that was not exported is not asked for', () => {
    expect(entry(exported({ bypass_actors: undefined })).asks['bypass-actors']).toBeUndefined();
  });

  test('a rule of a type that is not known must be there just so', async () => {
    const rule = { type: 'from_the_future', parameters: { much: 1 } };
    const asked = [entry(exported({ rules: [rule] }))];
    const verdict = async (rules: RulesetData['rules'], tier: Tier) =>
      judged(effective(await look({ rulesets: [{ ...solid, rules }] }, tier)), asked).rows.find(
        ({ setting, asked: asks }) => setting === 'rule from_the_future' && asks.length > 0,
      )?.verdict;
    expect(await verdict([rule], 'GITHUB_TOKEN')).toBe('equal');
    expect(await verdict([{ ...rule, parameters: { much: 2 } }], 'GITHUB_TOKEN')).toBe('weaker');
    expect(await verdict([{ type: 'deletion' }], 'GITHUB_TOKEN')).toBe('weaker');
  });

  test.each<[string, unknown, string[]]>([
    ['no object', 'x', ['']],
    ['no name', exported({ name: undefined }), ['/name']],
    ['not active', exported({ enforcement: 'disabled' }), ['/enforcement']],
    ['no rules', exported({ rules: [] }), ['/rules']],
    ['no ref', exported({ conditions: { ref_name: { include: [], exclude: [] } } }), ['/conditions/ref_name/include']],
    ['another target', exported({ target: 'repository' }), ['/target']],
    [
      'refs of another kind',
      exported({ conditions: { ref_name: { include: ['refs/tags/v*'], exclude: [] } } }),
      ['/conditions/ref_name/include/0'],
    ],
    [
      'all of it',
      exported({
        enforcement: 'evaluate',
        conditions: null,
        rules: [{ type: 'deletion' }, { type: 'pull_request', parameters: { required_approving_review_count: 'two' } }],
      }),
      ['/enforcement', '/conditions/ref_name/include', '/rules/1/parameters'],
    ],
  ])('one that asks for nothing, or cannot be read: %s', (_name, data, pointers) => {
    const read = entryOfRuleset(data, 'repository');
    expect(read.ok ? [] : read.problems.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test('every rule of the drift tables comes back as what it says', () => {
    for (const { equal, key, target = 'branch' } of drifts) {
      const { asks } = entry(exported({ target, rules: [equal] }));
      expect([key, asks[key]?.[0]?.atoms.length]).toEqual([key, expect.any(Number)]);
    }
  });
});
