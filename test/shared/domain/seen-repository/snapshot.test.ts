import { expect, test } from '@jest/globals';
import { effective } from '../../../../shared/domain/protection/effective.ts';
import { readSnapshot, type Snapshot, writeSnapshot } from '../../../../shared/domain/seen-repository/snapshot.ts';
import {
  type PublishingRun,
  type SnapshotSetting,
  snapshotWorth,
} from '../../../../shared/domain/seen-repository/snapshot-worth.ts';
import { moment } from '../../../support/moments.ts';
import { publishedBy, snapshotOf } from '../../../support/snapshots.ts';
import { look } from '../protection/world.ts';

const world = {
  rulesets: [
    { id: 1, name: 'main', include: ['~DEFAULT_BRANCH'], rules: [{ type: 'deletion' }], bypass: [] },
    { id: 2, name: 'trial', enforcement: 'evaluate', include: ['~ALL'], rules: [{ type: 'update' }], bypass: [] },
  ],
};
const admin = await look(world, 'administration: write');
const plain = await look(world, 'GITHUB_TOKEN');

const run: PublishingRun = { ...publishedBy, attempt: 1 };
const seen = { rulesets: plain.rulesets, branch: plain.branch };
const audit = { repository: 'acme/governance', workflow: '.github/workflows/audit.yml', defaultBranch: 'main' };
const setting: SnapshotSetting = {
  wanted: { repository: 'acme/app', target: 'branch', ref: 'main' },
  published: { by: { state: 'read', data: run }, audit },
  seen,
  moment: moment('2026-11-20T12:00:00Z'),
};
const unread = { state: 'unknown', because: { code: 'RATE_LIMITED', message: 'GitHub refuses for now' } } as const;
const byRun = (changed: Partial<PublishingRun>): Partial<SnapshotSetting> => ({
  published: { by: { state: 'read', data: { ...run, ...changed } }, audit },
});
const seeing = (list: (one: { id: number; updated_at?: string | null | undefined }) => object | undefined) => ({
  seen: {
    ...seen,
    rulesets: {
      state: 'read' as const,
      data: (plain.rulesets.state === 'read' ? plain.rulesets.data : []).flatMap((one) => {
        const changed = list(one);
        return changed === undefined ? [] : [{ ...one, ...changed }];
      }),
    },
  },
});

const cases: [name: string, worth: string, Partial<SnapshotSetting>, Partial<Snapshot>?][] = [
  ['a fresh one of the scheduled audit', 'decides', {}],
  ['a repository in other letters', 'decides', { wanted: { ...setting.wanted, repository: 'Acme/App' } }],
  ['exactly seven days', 'decides', { moment: moment('2026-11-26T03:00:00Z') }],
  ['a ruleset that only evaluates is hidden now', 'decides', seeing(({ id }) => (id === 2 ? undefined : {}))],
  ['a second attempt published it', 'decides', byRun({ attempt: 2 })],
  ['an audit that failed is an audit', 'decides', byRun({ conclusion: 'failure' })],
  ['a file that nobody published', 'unverified', { published: undefined }],
  ['a file without a run', 'unverified', {}, { run: undefined }],
  ['a run that could not be read', 'unverified', { published: { by: unread, audit } }],
  ['a run of another repository', 'unverified', byRun({ repository: 'acme/app' })],
  ['a run of a pull request', 'unverified', byRun({ event: 'pull_request' })],
  ['a run that somebody started', 'unverified', byRun({ event: 'workflow_dispatch' })],
  ['a run of another branch', 'unverified', byRun({ branch: 'topic' })],
  ['a run of another workflow', 'unverified', byRun({ workflow: '.github/workflows/other.yml' })],
  ['a run that is not over', 'unverified', byRun({ conclusion: undefined })],
  ['nothing asked of GitHub now', 'unverified', { seen: undefined }],
  ['a run without a time', 'unverified', byRun({ createdAt: 'yesterday' })],
  ['a second over seven days', 'unverified', { moment: moment('2026-11-26T03:00:01Z') }],
  ['a future snapshot', 'unverified', { moment: moment('2026-11-19T03:01:00Z') }],
  ['a snapshot from before the run', 'unverified', {}, { 'taken-at': '2026-11-19T02:59:59Z' }],
  ['a replay', 'unverified', { moment: { ...setting.moment, replay: true } }],
  ['a ruleset that was changed since', 'unverified', seeing(() => ({ updated_at: '2026-11-20T00:00:00Z' }))],
  ['a ruleset without a time of change', 'unverified', seeing(() => ({ updated_at: null }))],
  ['an active ruleset that is gone', 'unverified', seeing(({ id }) => (id === 1 ? undefined : {}))],
  ['a ruleset that was added', 'unverified', seeing(({ id }) => ({ id: id === 2 ? 3 : id }))],
  ['rulesets that cannot be listed now', 'unverified', { seen: { ...seen, rulesets: unread } }],
  ['a branch that cannot be read now', 'unverified', { seen: { ...seen, branch: unread } }],
  [
    'a branch that is shown in another way now',
    'unverified',
    { seen: { ...seen, branch: { state: 'read', data: { name: 'main', protected: false } } } },
  ],
  ['another repository', 'foreign', { wanted: { ...setting.wanted, repository: 'acme/other' } }],
  ['another branch', 'missing', { wanted: { ...setting.wanted, ref: 'develop' } }],
  ['another target', 'missing', { wanted: { ...setting.wanted, target: 'tag' } }],
  ['the word of another run', 'foreign', byRun({ id: 78 })],
  ['the word of an attempt that was not made', 'foreign', {}, { run: { id: 77, attempt: 2 } }],
];

test.each(cases)('%s: %s', (_, worth, changed, snapshot = {}) => {
  expect(snapshotWorth(snapshotOf(admin, snapshot), { ...setting, ...changed })).toMatchObject({ worth });
});

test('each ref is judged by its own observation', () => {
  const develop = { ...admin, ref: 'develop', details: [], rulesets: { state: 'read' as const, data: [] } };
  const push = { ...develop, target: 'push' as const, ref: '' };
  const snapshot = snapshotOf(admin, { observations: [admin, develop, push] });
  const worthOf = (wanted: Partial<SnapshotSetting['wanted']>) =>
    snapshotWorth(snapshot, { ...setting, wanted: { ...setting.wanted, ...wanted } });
  expect(worthOf({})).toEqual({ worth: 'decides', observation: admin, until: '2026-11-26T03:00:00Z' });
  expect(worthOf({ ref: 'develop' })).toMatchObject({ worth: 'unverified', observation: develop });
  expect(worthOf({ target: 'push', ref: '' })).toMatchObject({ worth: 'unverified', observation: push });
  expect(worthOf({ ref: 'release' })).toEqual({
    worth: 'missing',
    because: [
      {
        code: 'NO_DATA',
        message: 'the snapshot has nothing of the branch "release"',
        needs: 'a snapshot that has this ref',
      },
    ],
  });
});

test('every reason is given at once', () => {
  const judged = snapshotWorth(snapshotOf(admin), {
    ...setting,
    ...byRun({ event: 'push', branch: 'topic' }),
    ...seeing(() => ({ updated_at: '2026-11-20T00:00:00Z' })),
  });
  expect(judged.worth === 'unverified' ? judged.because.map(({ message }) => message) : []).toEqual([
    'run 77 was started by push, not by schedule',
    'run 77 is of topic, not of main',
    'the ruleset 1 was changed at 2026-11-20T00:00:00Z, after the snapshot (2026-11-01T00:00:00Z)',
    'the ruleset 2 was changed at 2026-11-20T00:00:00Z, after the snapshot (2026-11-01T00:00:00Z)',
  ]);
});

test('what was written is read, and judged as what was seen', () => {
  const text = writeSnapshot(snapshotOf(admin));
  const read = readSnapshot('a.json', text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(writeSnapshot(read.snapshot)).toBe(text);
  expect(read.snapshot.observations.map((one) => effective(one))).toEqual([effective(admin)]);
});

test('no credential is written', () => {
  const token = `ghp_${'a'.repeat(36)}`;
  const facts = {
    state: 'read' as const,
    data: {
      full_name: 'acme/app',
      default_branch: 'main',
      private: false,
      temp_clone_token: 'ABCDEF',
      topics: [token],
      clone_url: 'https://x',
    },
  };
  const text = writeSnapshot(snapshotOf({ ...admin, facts }));
  expect(text).not.toMatch(/ABCDEF|ghp_|clone/);
});

test.each<[string, string, string[]]>([
  ['no JSON', '{', ['is no snapshot: ']],
  ['another document', '[]', ['is no snapshot: the document: ']],
  [
    'a newer version',
    '{"version": 2}',
    ['is a snapshot of version 2, expected 1: take it again, or use the release that wrote it'],
  ],
  [
    'several problems',
    JSON.stringify({ ...snapshotOf(admin), 'taken-at': 'today', credential: 'root', token: 'x' }),
    ['is no snapshot: /taken-at: ', 'is no snapshot: /credential: ', 'is no snapshot: the document: '],
  ],
  [
    'one ref twice',
    writeSnapshot(snapshotOf(admin, { observations: [admin, { ...admin, repository: 'Acme/App' }] })),
    ['is no snapshot: /observations/1: is about the same ref as /observations/0'],
  ],
  ['no observation', writeSnapshot(snapshotOf(admin, { observations: [] })), ['is no snapshot: /observations: ']],
  [
    'a reason that only a replay has',
    JSON.stringify(
      snapshotOf({
        ...admin,
        branch: { state: 'unknown', because: { code: 'NOT_REPLAYED', message: 'it is not kept' } },
      }),
    ),
    ['is no snapshot: /observations/0/branch/because/code: is said by a replay alone'],
  ],
  ['a key twice', '{"version":1,"version":1}', ['is no snapshot: /version is given twice']],
])('%s is refused with every problem', (_, text, messages) => {
  const read = readSnapshot('a.json', text);
  const found = read.ok ? [] : read.problems.map(({ message }) => message);
  expect(found).toHaveLength(messages.length);
  for (const [index, message] of messages.entries()) expect(found[index]).toContain(message);
});
