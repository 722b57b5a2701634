import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/branch-protection/control.ts';
import type { Row } from '../../../shared/domain/protection/row.ts';
import type { RulesetBody } from '../../../shared/domain/protection/ruleset-body.ts';
import { classicOff, faults, type RulesetData, requests, type Tier, type World } from '../../support/protection-api.ts';
import { evaluateWith } from '../../support/world.ts';
import {
  actor,
  good,
  judged,
  onBranches,
  onMain,
  onTags,
  pullRequests,
  setup,
  strictMain,
  subject,
} from './fixtures.ts';

const admin: Tier = 'administration: write';

interface Fix {
  add: { command: string; ruleset: RulesetBody; remark?: string }[];
  change: { ref: string; setting: string; text: string; commands: string[] }[];
}

async function documentsOf(world: World, policy: object): Promise<{ csv: string; rows: Row[]; fix: Fix | undefined }> {
  const { documents } = await evaluateWith(control, setup(world, admin, policy));
  const fix = documents['fix.json'];
  return {
    csv: String(documents['drift.csv']),
    rows: (JSON.parse(String(documents['drift.json'])) as { rows: Row[] }).rows,
    fix: fix === undefined ? undefined : (JSON.parse(String(fix)) as Fix),
  };
}

describe('the fix', () => {
  const wide: World = { branches: ['release/1', 'release/2'], tags: ['v1', 'v2'] };
  const policy = {
    repository: {
      branches: [
        {
          pattern: '~DEFAULT_BRANCH',
          preset: 'baseline',
          reviews: { count: 2, threads: true, 'code-owners': true },
          checks: { required: ['build', { context: 'test', app: 15_368 }], 'on-create': ['build'], strict: true },
          'linear-history': true,
        },
        { pattern: 'release/*', exclude: 'release/old', preset: 'baseline', signatures: true },
      ],
      tags: [{ pattern: 'v*', preset: 'baseline', 'force-push': true }],
      push: { 'file-size': 5, 'file-paths': ['secrets/**'] },
    },
  };

  test.each<[string, World]>([
    ['nothing is there', wide],
    [
      'a part is there',
      { ...wide, rulesets: [{ ...strictMain, rules: [pullRequests({ require_code_owner_review: false })] }] },
    ],
    ['classic protection is there', { ...wide, classic: classicOff }],
  ])('brings all that is asked for, and one ruleset for each entry: %s', async (_name, world) => {
    const { fix } = await documentsOf(world, policy);
    expect(fix?.add.map(({ ruleset }) => ruleset.name)).toEqual([
      'policy of branch main',
      'policy of branches release/*' + ' but release/old',
      'policy of tags v*',
      'policy of pushes',
    ]);
    const added = (fix?.add ?? []).map(({ ruleset }, index): RulesetData => {
      const { name, target, conditions, rules } = ruleset;
      return { id: 100 + index, name, target, ...conditions?.ref_name, rules: rules.map((rule) => ({ ...rule })) };
    });
    const after = { ...world, rulesets: [...(world.rulesets ?? []), ...added] };
    const evaluation = await evaluateWith(control, setup(after, admin, policy));
    expect(judged(evaluation).filter(({ status }) => status === 'failed' || status === 'unverified')).toEqual([]);
    expect(evaluation.documents['fix.json']).toBeUndefined();
    expect(fix?.add.every(({ ruleset }) => ruleset.bypass_actors.length === 0)).toBe(true);
  });

  test('says how each is sent, and what no added ruleset can do', async () => {
    const world: World = { rulesets: [{ ...strictMain, rules: [{ type: 'creation' }], bypass: [actor(7), actor(8)] }] };
    const { fix } = await documentsOf(
      world,
      onMain({ deletion: true, 'bypass-actors': { exactly: [{ type: 'Team', id: 8 }] } }),
    );
    expect(fix?.add.map(({ command }) => command)).toEqual([
      "jq '.add[0].ruleset' branch-protection.fix.json | gh api --method POST repos/acme/app/rulesets --input -",
    ]);
    expect(fix?.change).toEqual([
      {
        ref: 'branch main',
        setting: 'bypass-actors',
        text: 'take Team 7 (always) out of the bypass list of the ruleset "main" (1) of acme/app',
        commands: [
          'echo \'{"bypass_actors":[{"actor_id":8,"actor_type":"Team","bypass_mode":"always"}]}\' | gh api --method PUT repos/acme/app/rulesets/1 --input -',
        ],
      },
    ]);
  });

  test('is for its own document where several lie beside each other', async () => {
    const more = { subject: { ...subject, matrixKey: 'blue' } };
    const { documents } = await evaluateWith(control, setup({}, admin, onMain({ deletion: true }), more));
    expect(String(documents['fix.json'])).toContain("jq '.add[0].ruleset' branch-protection-blue.fix.json |");
  });
});

describe('the drift', () => {
  test('has a row for each ref, worst first, with what is in force and not asked for', async () => {
    const world: World = { branches: ['release/1'], rulesets: [{ ...strictMain, rules: [{ type: 'deletion' }] }] };
    const { rows, csv } = await documentsOf(
      world,
      onBranches({ pattern: '~ALL', deletion: true }, { pattern: 'main', 'force-push': true }),
    );
    expect(
      rows
        .filter(({ verdict }) => verdict !== 'equal')
        .map(({ ref, setting, verdict }) => `${ref} ${setting} ${verdict}`),
    ).toEqual([
      'main force-push weaker',
      'release/1 deletion weaker',
      'main bypass-actors not-asked',
      'main active not-asked',
      'main enforce-admins not-asked',
    ]);
    const lines = csv.split('\r\n');
    expect([lines.length, lines.at(-1), lines[0]]).toEqual([
      rows.length + 2,
      '',
      '"repository","target","ref","setting","severity","holds","verdict","expected","actual","sources","because","fix"',
    ]);
    expect(lines[1]).toBe(
      '"acme/app","branch","main","force-push","critical","no","weaker than asked","yes (repository)","no","","","add a ruleset that asks for it: import it under Settings > Rules > Rulesets, or send it"',
    );
  });

  test('as JSON what could not be told is null, and so is what is not known', async () => {
    const { documents } = await evaluateWith(control, setup(good, 'GITHUB_TOKEN', onMain({ 'bypass-actors': [] })));
    const { rows } = JSON.parse(String(documents['drift.json'])) as { rows: Row[] };
    expect(rows[0]).toMatchObject({ setting: 'bypass-actors', holds: null, actual: null, verdict: 'unknown' });
  });

  test('of another repository is not left where the run is refused', async () => {
    const given = { subject: { repository: undefined }, section: { policy: onMain({ deletion: true }) }, github: {} };
    expect((await evaluateWith(control, given)).documents).toEqual({});
  });
});

describe('waivers', () => {
  const policy = onBranches({ pattern: 'release/*', deletion: true });
  const failedIn = async (world: World): Promise<{ fingerprint: string; valueHash: string | undefined }[]> => {
    const { results } = await evaluateWith(control, setup(world, admin, policy));
    return results
      .filter(({ status, severity }) => status === 'failed' && severity !== 'info')
      .map(({ fingerprint, valueHash }) => ({ fingerprint, valueHash }));
  };

  test('the same drift is the same, whatever is renamed or asked for; a branch more is new drift', async () => {
    const [first] = await failedIn({ branches: ['release/1'] });
    const [renamed] = await failedIn({ branches: ['release/1'], rulesets: [{ ...strictMain, name: 'other' }] });
    const [more] = await failedIn({ branches: ['release/1', 'release/2'] });
    expect(renamed).toEqual(first);
    expect(more?.fingerprint).toBe(first?.fingerprint);
    expect(more?.valueHash).not.toBe(first?.valueHash);
  });

  test('who may bypass is never waived, nor is a policy that asks for nothing', () => {
    const { bypass, policy: names } = control.rules;
    expect([bypass.waivable, names.waivable]).toEqual([false, false]);
  });
});

test('what is stricter passes and says so; what is new to us is noted', async () => {
  const rules = [pullRequests({ required_approving_review_count: 3 }), { type: 'from_the_future' }];
  const evaluation = await evaluateWith(
    control,
    setup({ rulesets: [{ ...strictMain, rules }] }, admin, onMain({ reviews: { count: 1 } })),
  );
  expect(evaluation.exhibits[0]?.rows).toEqual([
    {
      cells: [
        'branch main',
        'reviews.count',
        'at least 1 (repository)',
        '3',
        'the ruleset "main" (1) of acme/app',
        'stricter than asked',
      ],
      mark: 'good',
    },
  ]);
  expect(evaluation.notes).toEqual([
    'Rules of types that are not known are in force on branch main: from_the_future.',
    'Nothing is asked of who may bypass what protects branch main: nobody may.',
    'Judged is what GitHub says of acme/app, and no commit; asked with admin-token.',
    'An administration token is in a run of a pull request: keep it to runs of the default branch.',
  ]);
  expect(judged(evaluation).find(({ rule }) => rule.endsWith('/reviews'))).toMatchObject({
    status: 'passed',
    actual: '3',
  });
});

test('outputs, metrics and data', async () => {
  const evaluation = await evaluateWith(control, setup(good, admin, onTags({ deletion: true, creation: true })));
  expect(evaluation.outputs).toEqual({ settings: '2', drift: '1' });
  expect(evaluation.metrics).toEqual({
    settings: { value: 2 },
    drift: { value: 1 },
    refs: { value: 2 },
    requests: { value: 4 },
  });
  expect(evaluation.data).toEqual({
    layers: ['repository'],
    repository: 'acme/app',
    credential: 'administration-write',
    groups: [{ name: 'tags v*', target: 'tag', refs: 2, 'bypass-digest': expect.stringMatching(/^sha256:/) }],
    rulesets: [{ id: 2, enforcement: 'active', 'updated-at': '2026-11-01T00:00:00Z' }],
  });
});

describe('what is said besides', () => {
  const notesOf = async (world: World, tier: Tier, policy: object): Promise<readonly string[]> =>
    (await evaluateWith(control, setup(world, tier, policy))).notes;
  const exempt: World = { rulesets: [{ ...strictMain, bypass: [actor(7)] }] };
  const line = 'Nothing is asked of who may bypass what protects branch main: ';

  test.each<[string, World, Tier, object, string | undefined]>([
    ['a team', exempt, admin, { preset: 'baseline' }, `${line}Team 7 (always) may.`],
    ['nobody', good, admin, { preset: 'baseline' }, `${line}nobody may.`],
    [
      'a team, and whoever a list names that is not shown',
      { rulesets: [...(exempt.rulesets ?? []), { id: 9, rules: [{ type: 'creation' }], level: 'Organization' }] },
      admin,
      { preset: 'baseline' },
      `${line}at least Team 7 (always) may.`,
    ],
    ['nobody knows', exempt, 'GITHUB_TOKEN', { preset: 'baseline' }, undefined],
    ['a result says so', exempt, admin, { preset: 'strict' }, undefined],
  ])('who may bypass where nobody asks: %s', async (name, world, tier, entry, expected) => {
    const changed = name.includes('not shown') ? { [requests.ruleset(9)]: faults['a hidden 404'] } : {};
    const { notes } = await evaluateWith(control, setup(world, tier, onMain(entry), { changed }));
    expect(notes.filter((note) => note.startsWith(line))).toEqual(expected === undefined ? [] : [expected]);
  });

  test.each<[string, World, object, number]>([
    ['is in force', good, { preset: 'strict' }, 1],
    ['is not', { rulesets: [] }, { preset: 'strict' }, 0],
    ['is not asked for', good, { preset: 'baseline' }, 0],
  ])('that no CODEOWNERS was looked at, where their approval %s', async (_name, world, entry, count) => {
    const notes = await notesOf(world, admin, onMain(entry));
    expect(notes.filter((note) => note.includes('CODEOWNERS'))).toHaveLength(count);
  });
});

test('a check that the fix takes from any app is named', async () => {
  const policy = onMain({ checks: { required: ['build', { context: 'test', app: 15_368 }] } });
  const { fix } = await documentsOf({ rulesets: [] }, policy);
  const [first] = fix?.add ?? [];
  expect(first?.remark).toMatch(/^any app may report build: .*integration_id/);
  const pinned = await documentsOf({ rulesets: [] }, onMain({ checks: { required: [{ context: 'a', app: 1 }] } }));
  expect(pinned.fix?.add.map(({ remark }) => remark)).toEqual([undefined]);
});
