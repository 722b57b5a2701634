import { describe, expect, test } from '@jest/globals';
import {
  type HistoryRequest,
  HistorySchema,
  nothingHappened,
  readHistory,
} from '../../../../shared/domain/protection/history.ts';
import { client } from '../../../support/github-asking.ts';
import { pages, payload } from '../../../support/github-routes.ts';
import { withGitHub } from '../../../support/github-server.ts';
import { type GitHubAnswers, memoryGitHub } from '../../../support/memory-github.ts';
import { moment } from '../../../support/moments.ts';
import { faults, planLimit } from '../../../support/protection-api.ts';

const suites = 'GET /repos/acme/app/rulesets/rule-suites';
const own = 'GET /repos/acme/app/rulesets/1/history';
const ofOrganisation = 'GET /orgs/acme/rulesets/2/history';

const suite = {
  id: 9,
  actor_id: 5,
  actor_name: 'mallory',
  before_sha: 'a'.repeat(40),
  after_sha: 'b'.repeat(40),
  ref: 'refs/heads/main',
  pushed_at: '2026-11-19T10:00:00Z',
  result: 'bypass',
} as const;
const version = { version_id: 3, actor: { id: 7, type: 'User' }, updated_at: '2026-11-18T10:00:00Z' };
const ruleset = {
  id: 1,
  name: 'main',
  source_type: 'Repository',
  source: 'acme/app',
  updated_at: '2026-10-01T00:00:00Z',
};
const organisation = { ...ruleset, id: 2, name: 'all', source_type: 'Organization', source: 'acme' };

const asked = (changed: Partial<HistoryRequest> = {}): HistoryRequest => ({
  repository: 'acme/app',
  refs: ['refs/heads/main'],
  rulesets: [ruleset],
  since: 7,
  moment: moment('2026-11-20T12:00:00Z'),
  ...changed,
});
const look = (answers: GitHubAnswers, changed: Partial<HistoryRequest> = {}) =>
  readHistory(memoryGitHub({ [suites]: { json: [] }, [own]: { json: [] }, ...answers }), asked(changed));

test('what happened, with who, where and when', async () => {
  const { since, bypasses, changes } = await look({
    [suites]: { json: [{ ...suite, id: 8, pushed_at: '2026-11-18T10:00:00Z' }, suite] },
    [own]: { json: [version, { ...version, version_id: 2, updated_at: '2026-10-01T00:00:00Z' }] },
  });
  expect(since).toBe('2026-11-13T12:00:00Z');
  expect(bypasses).toMatchObject({ entries: [{ ruleSuite: 9 }, { ruleSuite: 8 }], open: [] });
  expect(bypasses.entries[0]).toEqual({
    ruleSuite: 9,
    actor: 'mallory',
    ref: 'refs/heads/main',
    before: 'a'.repeat(40),
    after: 'b'.repeat(40),
    at: '2026-11-19T10:00:00Z',
    inWindow: true,
    severity: 'high',
  });
  expect(changes).toEqual({
    entries: [
      {
        ruleset: 1,
        name: 'main',
        version: 3,
        actor: 'User 7',
        at: '2026-11-18T10:00:00Z',
        inWindow: true,
        severity: 'medium',
      },
      {
        ruleset: 1,
        name: 'main',
        version: 2,
        actor: 'User 7',
        at: '2026-10-01T00:00:00Z',
        inWindow: false,
        severity: 'info',
      },
    ],
    open: [],
  });
  expect([nothingHappened(bypasses), nothingHappened(changes)]).toEqual([false, false]);
});

describe('bypasses', () => {
  const main = 'refs/heads/main';
  test.each<[string, object, Partial<HistoryRequest>, [ids: unknown[], nothing: boolean | undefined]]>([
    ['none', [], {}, [[], true]],
    ['one before the window', [{ ...suite, pushed_at: '2026-11-13T11:59:59Z' }], {}, [[9], true]],
    ['one at its beginning', [{ ...suite, pushed_at: '2026-11-13T12:00:00Z' }], {}, [[9], false]],
    ['one without a time', [{ ...suite, pushed_at: null }], {}, [[9], false]],
    ['one of which nothing is said', [{}], {}, [[undefined], false]],
    [
      'passes and failures on a host without the filter',
      [
        { ...suite, result: 'pass' },
        { ...suite, result: 'fail' },
      ],
      {},
      [[], true],
    ],
    ['a result that is not known', [{ ...suite, result: 'excused' }], {}, [[9], false]],
    ['one of another ref', [{ ...suite, ref: 'refs/heads/topic' }], {}, [[], true]],
    [
      'one of several refs',
      [{ ...suite, ref: 'refs/tags/v1' }, suite],
      { refs: [main, 'refs/tags/v1'] },
      [[9, 9], false],
    ],
    ['one of any ref', [{ ...suite, ref: 'refs/heads/topic' }], { refs: [] }, [[9], false]],
    ['more days than GitHub lists', [], { since: 29 }, [[], undefined]],
    ['more days than GitHub lists, and one of them', [suite], { since: 29 }, [[9], false]],
  ])('%s', async (_name, json, changed, expected) => {
    const { bypasses } = await look({ [suites]: { json } }, changed);
    expect([bypasses.entries.map(({ ruleSuite }) => ruleSuite), nothingHappened(bypasses)]).toEqual(expected);
  });

  test.each<[number, string]>([
    [1, 'day'],
    [2, 'week'],
    [7, 'week'],
    [8, 'month'],
    [180, 'month'],
  ])('%i days are asked for as a %s', async (since, period) => {
    const one = `${suites}?ref=refs%2Fheads%2Fmain&time_period=${period}&rule_suite_result=bypass`;
    const all = `${suites}?time_period=${period}&rule_suite_result=bypass`;
    const only = await look({ [one]: { json: [suite] } }, { since });
    const several = await look({ [all]: { json: [suite] } }, { since, refs: ['refs/heads/main', 'refs/tags/v1'] });
    expect([only.bypasses.entries.length, several.bypasses.entries.length]).toEqual([1, 1]);
  });
});

describe('changes', () => {
  test.each<
    [string, HistoryRequest['rulesets'][number], GitHubAnswers, [versions: unknown[], nothing: boolean | undefined]]
  >([
    ['a ruleset that was changed', ruleset, { [own]: { json: [version] } }, [[3], false]],
    [
      'one that was not',
      ruleset,
      { [own]: { json: [{ ...version, updated_at: '2026-10-01T00:00:00Z' }] } },
      [[3], true],
    ],
    ['one of the organisation', organisation, { [ofOrganisation]: { json: [version] } }, [[3], false]],
    ['one of the enterprise', { ...ruleset, source_type: 'Enterprise', source: 'e' }, {}, [[], undefined]],
    ['one of a level that is not known', { ...ruleset, source_type: null }, {}, [[], undefined]],
    ['one of an organisation without a name', { ...organisation, source: null }, {}, [[], undefined]],
    ['an actor that is not named', ruleset, { [own]: { json: [{ ...version, actor: null }] } }, [[3], false]],
    [
      'a change that only the ruleset tells of',
      { ...ruleset, updated_at: '2026-11-19T00:00:00Z' },
      { [own]: faults['a missing permission'] },
      [[undefined], false],
    ],
    [
      'a change that the history does not have',
      { ...ruleset, updated_at: '2026-11-19T00:00:00Z' },
      { [own]: { json: [{ ...version, updated_at: '2026-10-01T00:00:00Z' }] } },
      [[undefined, 3], false],
    ],
    ['a ruleset without a time', { ...ruleset, updated_at: null }, { [own]: faults['a hidden 404'] }, [[], undefined]],
  ])('%s', async (_name, one, answers, expected) => {
    const { changes } = await look(answers, { rulesets: [one] });
    expect([changes.entries.map(({ version: id }) => id), nothingHappened(changes)]).toEqual(expected);
  });

  test('what cannot be read of one does not hide the others', async () => {
    const { changes } = await look(
      {
        [own]: faults['a missing permission'],
        [ofOrganisation]: { json: [{ ...version, updated_at: 'soon' }, version] },
      },
      { rulesets: [ruleset, organisation] },
    );
    expect(changes.entries.map(({ ruleset: id, at }) => [id, at])).toEqual([
      [2, 'soon'],
      [2, '2026-11-18T10:00:00Z'],
    ]);
    expect(changes.open).toMatchObject([{ code: 'MISSING_PERMISSION' }]);
  });
});

const places = { bypasses: suites, changes: own, organisation: ofOrganisation } as const;
const everyFault = { ...faults, 'a plan without it': planLimit };
const cases = Object.entries(places).flatMap(([place, key]) =>
  Object.entries(everyFault).map(([fault, answer]) => ({ place, key, fault, answer })),
);
describe(`${cases.length} faults: nothing is known, and what would tell is named`, () => {
  test.each(cases)('$place, $fault', async ({ place, key, answer }) => {
    const history = await look(
      { [ofOrganisation]: { json: [] }, [key]: answer },
      { rulesets: [place === 'organisation' ? organisation : ruleset] },
    );
    const listed = place === 'bypasses' ? history.bypasses : history.changes;
    expect(listed).toMatchObject({ entries: [], open: [{ code: answer.because.code }] });
    expect(nothingHappened(listed)).toBeUndefined();
    const needs = {
      bypasses: /administration: read\b/,
      changes: /administration: write(?! of)/,
      organisation: /: write of the organisation/,
    };
    const { code } = answer.because;
    const permission = ['MISSING_PERMISSION', 'NO_CREDENTIAL', 'NOT_FOUND'].includes(code);
    const said = listed.open[0]?.needs ?? '';
    expect(said).toMatch(permission ? needs[place as keyof typeof needs] : /^(a shorter window)?$/);
    expect(said.endsWith('on a host and a plan that keep it')).toBe(code === 'NOT_FOUND');
  });
});

test('through the adapter: every page, and one request for each ruleset', async () => {
  await withGitHub(
    {
      'GET /repos/{owner}/{repo}/rulesets/rule-suites': pages([[suite], [{ ...suite, id: 10 }]], (items) =>
        payload<'/repos/{owner}/{repo}/rulesets/rule-suites'>([...items]),
      ),
      'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}/history': pages(
        [[version], [{ ...version, version_id: 2 }]],
        (items) => payload<'/repos/{owner}/{repo}/rulesets/{ruleset_id}/history'>([...items]),
      ),
      'GET /orgs/{org}/rulesets/{ruleset_id}/history': {
        body: payload<'/orgs/{org}/rulesets/{ruleset_id}/history'>([version]),
      },
    },
    async (server) => {
      const { bypasses, changes } = await readHistory(client(server), asked({ rulesets: [ruleset, organisation] }));
      expect(bypasses.entries.map(({ ruleSuite }) => ruleSuite)).toEqual([9, 10]);
      expect(changes.entries).toHaveLength(3);
      expect(server.requests).toHaveLength(5);
    },
  );
});

test.each<[unknown, boolean]>([
  [false, true],
  [{ since: 1 }, true],
  [{ since: 180 }, true],
  [{ since: 181 }, false],
  [{ since: 0 }, false],
  [{ since: 1.5 }, false],
  [{}, false],
  [true, false],
])('a configuration: %j', (value, holds) => {
  expect(HistorySchema.safeParse(value).success).toBe(holds);
});
