import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/promotion/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import { entryLine, entryHash as hashOf, type PromotionEntry } from '../../shared/domain/promotion/entry.ts';
import { coverRules } from '../support/coverage.ts';
import type { GitHubAnswer } from '../support/memory-github.ts';
import { memoryHistory } from '../support/memory-history.ts';
import { postureText } from '../support/postures.ts';
import * as life from '../support/promotions.ts';
import { configurationOf, type Setup } from '../support/world.ts';

const rules = coverRules(control);

const denied: Because = { code: 'MISSING_PERMISSION', message: 'the token may not', needs: 'deployments: read' };
const refused: GitHubAnswer = { because: denied, status: 403 };
const gone: GitHubAnswer = { because: { code: 'NOT_FOUND', message: 'GitHub answers 404' }, status: 404 };
const root = `GET /repos/${life.repository}`;
const other = 'e'.repeat(64);
const otherCommit = 'f'.repeat(40);

/** One thing that is wrong, and the rule that must be named first for it. */
interface Fault {
  name: string;
  /** The environments to which it applies; all where left out. */
  of?: readonly life.Name[];
  breaks(played: life.Platform, name: life.Name): void;
  first: string;
  asking?: life.Asking;
}

const before = { staging: 'dev', prod: 'staging' } as const;
const previous = (name: life.Name): string => (name === 'dev' ? 'dev' : before[name]);
const run = (played: life.Platform, id: number): life.PlayedRun => {
  const found = played.runs[id];
  if (found === undefined) throw new Error(`there is no run ${id}`);
  return found;
};
const artifact = (played: life.Platform): life.PlayedArtifact => {
  const found = played.artifacts[1]?.[0];
  if (found === undefined) throw new Error('there is no artifact');
  return found;
};
const decided = (played: life.Platform, more: Parameters<typeof life.decision>[1], whole = {}): void => {
  played.decisions[1] = [undefined, 'prod'].map((name) =>
    life.decision(1, { ...(name === undefined ? {} : { name }), ...more }, whole),
  );
};
const later: readonly life.Name[] = ['staging', 'prod'];

/** What is wrong on the platform, whoever looks at it. */
const platformFaults: readonly Fault[] = [
  {
    name: 'the decision is no-go',
    breaks: (played) => decided(played, { decision: 'no-go' }),
    first: 'decision: failed',
  },
  { name: 'nothing was decided', breaks: (played) => void (played.decisions[1] = []), first: 'decision: unverified' },
  {
    name: 'it is conditional where go is asked for',
    of: later,
    breaks: (played) => decided(played, { decision: 'conditional-go' }),
    first: 'decision: failed',
  },
  {
    name: 'the word is go, and a result failed',
    breaks: (played) =>
      decided(played, {}, { status: 'failed', results: life.decision(1, { decision: 'no-go' }).results }),
    first: 'decision: failed',
  },
  {
    name: 'the decision is a replay',
    breaks: (played) => decided(played, { replay: true }, { replay: true }),
    first: 'decision: failed',
  },
  {
    name: 'the decision is by the configuration of the change itself',
    breaks: (played) => decided(played, {}, { policySource: { kind: 'bootstrap', path: 'x.yml' } }),
    first: 'decision: failed',
  },
  {
    name: 'the decision is of another run',
    breaks: (played) => void (played.decisions[1] = [life.decision(7), life.decision(7, { name: 'prod' })]),
    first: 'decision: failed',
  },
  {
    name: 'the decision is of another commit',
    breaks: (played) => {
      const subject = { ...life.decision(1).subject, headSha: otherCommit };
      decided(played, {}, { subject });
    },
    first: 'decision: failed',
  },
  {
    name: 'the run that decided is of another commit',
    breaks(played) {
      run(played, 1).head_sha = otherCommit;
      const subject = { ...life.decision(1).subject, headSha: otherCommit };
      decided(played, {}, { subject });
    },
    first: 'decision: failed',
  },
  {
    name: 'the run that decided may not be seen',
    breaks: (played) => void (played.more[`${root}/actions/runs/1`] = refused),
    first: 'decision: unverified',
  },
  {
    name: 'the jobs of the run that decided may not be seen',
    breaks: (played) => void (played.more[`${root}/actions/runs/1/jobs`] = refused),
    first: 'decision: unverified',
  },
  {
    name: 'the run that decided is of another workflow',
    breaks: (played) => void (run(played, 1).path = '.github/workflows/mine.yml'),
    first: 'run: failed',
  },
  {
    name: 'the run that records is of another workflow',
    breaks: (played, name) => void (run(played, life.times[name].run).path = '.github/workflows/mine.yml'),
    first: 'run: failed',
  },
  {
    name: 'the run that records is of a branch',
    breaks: (played, name) => void (run(played, life.times[name].run).head_branch = 'mine'),
    first: 'run: failed',
  },
  {
    name: 'the run that records is of a fork',
    breaks: (played, name) => void (run(played, life.times[name].run).head_repository = { full_name: 'eve/app' }),
    first: 'run: failed',
  },
  {
    name: 'the run that records is one for a pull request',
    breaks: (played, name) => void (run(played, life.times[name].run).event = 'pull_request'),
    first: 'run: failed',
  },
  {
    name: 'the artifact has expired',
    breaks: (played) => void (artifact(played).expired = true),
    first: 'digest: failed',
  },
  { name: 'the artifact is gone', breaks: (played) => void (played.artifacts[1] = []), first: 'digest: failed' },
  {
    name: 'the artifact has no digest',
    breaks: (played) => void (artifact(played).digest = null),
    first: 'digest: unverified',
  },
  {
    name: 'the artifacts may not be seen',
    breaks: (played) => void (played.more[`${root}/actions/runs/1/artifacts`] = refused),
    first: 'digest: unverified',
  },
  {
    name: 'the commit is not on the default branch',
    breaks: (played) => void (played.landedCommits = []),
    first: 'commit: failed',
  },
  {
    name: 'nobody knows the commit',
    breaks: (played) => void (played.more[`${root}/compare/${life.commit}...${played.tip}`] = gone),
    first: 'commit: failed',
  },
  {
    name: 'commits may not be compared',
    breaks: (played) => void (played.more[`${root}/compare/${life.commit}...${played.tip}`] = refused),
    first: 'commit: unverified',
  },
  {
    name: 'other bytes are in force in the environment before',
    of: later,
    breaks: (played, name) => changeLast(played, previous(name), { digest: other }),
    first: 'order: failed',
  },
  {
    name: 'bytes of another commit are in force in the environment before',
    of: later,
    breaks: (played, name) => changeLast(played, previous(name), { commit: otherCommit }),
    first: 'order: failed',
  },
  {
    name: 'it was not long enough in the environment before',
    of: later,
    breaks(played, name) {
      const landed = played.landed[previous(name)];
      if (landed !== undefined) landed.mergedAt = life.times[name].begins;
    },
    first: 'soak: failed',
  },
  {
    name: 'the entry before came by no pull request',
    of: later,
    breaks: (played, name) =>
      void (played.more[`${root}/commits/${played.landed[previous(name)]?.merge}/pulls`] = { json: [] }),
    first: 'soak: unverified',
  },
  {
    name: 'everything is frozen',
    breaks: (played) => void (played.posture = postureText('frozen', '2026-01-01T00:00:00Z')),
    first: 'posture: failed',
  },
  {
    name: 'the posture cannot be read at present',
    breaks: (played) => void (played.more[`${root}/contents/${life.postureFile}`] = refused),
    first: 'posture: unverified',
  },
  {
    name: 'something else was deployed',
    of: ['staging'],
    breaks: (played) => void (played.deployments = [{ id: 3, sha: otherCommit, state: 'success' }]),
    first: 'deployments: failed',
  },
  {
    name: 'deployments may not be seen',
    of: ['staging'],
    breaks: (played) => void (played.more[`${root}/deployments`] = refused),
    first: 'deployments: unverified',
  },
  {
    name: 'the states of a deployment may not be seen',
    of: ['staging'],
    breaks(played) {
      played.deployments = [{ id: 3, sha: life.commit, state: 'success' }];
      played.more[`${root}/deployments/3/statuses`] = refused;
    },
    first: 'deployments: unverified',
  },
];

/** What only matters while an entry is made. */
const recordFaults: readonly Fault[] = [
  {
    name: 'two decisions of one name',
    breaks: (played) =>
      played.decisions[1]?.push(
        life.decision(1, { profile: 'lenient' }),
        life.decision(1, { name: 'prod', profile: 'lenient' }),
      ),
    first: 'decision: failed',
  },
  {
    name: 'two artifacts of one name and other bytes',
    breaks: (played) => played.artifacts[1]?.push({ ...artifact(played), digest: `sha256:${other}` }),
    first: 'digest: failed',
  },
  {
    name: 'its own run is not known',
    breaks: (played, name) => void (played.more[`${root}/actions/runs/${life.times[name].run}/attempts/1`] = refused),
    first: 'run: unverified',
  },
  {
    name: 'its own history is cut off',
    breaks: (played, name) => void (played.histories[name] = '{"kind":'),
    first: 'history: failed',
  },
  {
    name: 'its own history may not be read',
    breaks: (played, name) => void (played.more[`${root}/contents/${life.pathOf(name)}`] = refused),
    first: 'history: unverified',
  },
  {
    name: 'the history of the environment before is cut off',
    of: later,
    breaks: (played, name) =>
      void (played.histories[previous(name)] = played.histories[previous(name)]?.slice(0, -9) ?? ''),
    first: 'history: failed',
  },
  {
    name: 'nothing is in force in the environment before',
    of: later,
    breaks: (played, name) => void delete played.histories[previous(name)],
    first: 'digest: failed',
  },
  {
    name: 'it is in force already',
    breaks(played, name) {
      const text = played.histories[previous(name)];
      const entry = { ...(text === undefined ? firstEntry : lastOf(text)), environment: name };
      const { previous: _none, ...alone } = entry;
      played.histories[name] = entryLine(alone);
    },
    first: 'order: failed',
  },
  {
    name: 'a run that began before the entry before it',
    breaks: (played, name) => {
      played.histories[name] = entryLine({
        ...firstEntry,
        environment: name,
        digest: other,
        at: '2026-03-09T10:00:00Z',
        source: { kind: 'artifact', name: 'bundle', runId: 2 },
      });
      played.runs[2] = life.ownRun();
      played.artifacts[2] = [{ name: 'bundle', expired: false, digest: `sha256:${other}`, sha: life.commit }];
    },
    first: 'run: failed',
  },
  {
    name: 'what was in force before is not kept any more',
    breaks: (played, name) => {
      played.histories[name] = entryLine({
        ...firstEntry,
        environment: name,
        digest: other,
        source: { kind: 'artifact', name: 'bundle', runId: 2 },
      });
      played.runs[2] = life.ownRun();
      played.artifacts[2] = [{ name: 'bundle', expired: true, digest: `sha256:${other}`, sha: life.commit }];
    },
    first: 'rollback-target: failed',
  },
  {
    name: 'nobody may look whether what was in force before is kept',
    breaks: (played, name) => {
      played.histories[name] = entryLine({
        ...firstEntry,
        environment: name,
        digest: other,
        source: { kind: 'artifact', name: 'bundle', runId: 2 },
      });
      played.more[`${root}/actions/runs/2/artifacts`] = refused;
      played.deployments = [{ id: 9, sha: life.commit, state: 'success' }];
    },
    first: 'rollback-target: unverified',
  },
  {
    name: 'the tip of the default branch is not known',
    breaks: (played) => void (played.more[`${root}/git/ref/heads/main`] = refused),
    first: 'history: unverified',
  },
  {
    name: 'the repository was renamed',
    breaks: (played) => void (played.more[root] = { json: { full_name: 'acme/new', default_branch: 'main' } }),
    first: 'history: unverified',
  },
];

const firstEntry: PromotionEntry = {
  kind: 'release-governance/promotion',
  schemaVersion: 1,
  environment: 'dev',
  event: 'promote',
  repository: life.repository,
  commit: life.commit,
  digest: life.digest,
  source: { kind: 'artifact', name: 'bundle', runId: 1 },
  decision: { word: 'go', runId: 1, attempt: 1, report: other },
  at: '2026-03-01T10:00:00Z',
  runId: 5,
  attempt: 1,
};

function lastOf(text: string): PromotionEntry {
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as PromotionEntry;
}
function changeLast(played: life.Platform, name: string, more: Partial<PromotionEntry>): void {
  const text = played.histories[name];
  if (text !== undefined) played.histories[name] = entryLine({ ...lastOf(text), ...more });
}

/** What only matters while an entry is verified: what it says, and who approved it. */
const said =
  (more: Partial<PromotionEntry>): ((entry: PromotionEntry) => PromotionEntry) =>
  (entry) => ({ ...entry, ...more });
const edits: readonly [string, (entry: PromotionEntry) => PromotionEntry, string][] = [
  [
    'a word that the decision does not say',
    (entry) => ({ ...entry, decision: { ...entry.decision, word: 'conditional-go' } }),
    'decision: failed',
  ],
  [
    'a report that the run does not have',
    (entry) => ({ ...entry, decision: { ...entry.decision, report: other } }),
    'decision: failed',
  ],
  [
    'an attempt in which nothing was decided',
    (entry) => ({ ...entry, decision: { ...entry.decision, attempt: 2 } }),
    'decision: failed',
  ],
  ['another commit', said({ commit: otherCommit }), 'decision: failed'],
  ['a run that there is not', said({ runId: 77 }), 'run: failed'],
  ['an attempt that there is not', said({ attempt: 7 }), 'run: failed'],
  ['another time', said({ at: '2026-03-05T10:00:01Z' }), 'run: failed'],
  ['another repository', said({ repository: 'eve/app' }), 'commit: failed'],
  ['another digest', said({ digest: other }), 'digest: failed'],
  ['an artifact that there is not', said({ source: { kind: 'artifact', name: 'mine', runId: 1 } }), 'digest: failed'],
  [
    'an asset instead of the artifact',
    said({ source: { kind: 'release-asset', name: 'bundle', tag: 'v1' } }),
    'digest: failed',
  ],
  ['an environment that is not the one before', said({ from: 'qa' }), 'order: failed'],
  ['a rollback', said({ event: 'rollback' }), 'order: failed'],
  ['another hash of the entry before', said({ previous: other }), 'history: failed'],
  ['another environment', said({ environment: 'qa' }), 'history: failed'],
];

const counted = { record: 0, verify: 0 };

async function expectRecord(fault: Fault, name: life.Name): Promise<void> {
  const told = (first: string | undefined): unknown => [fault.name, name, first];
  const played = await life.ready(name);
  fault.breaks(played, name);
  const found = await rules.evaluate(life.recording(played, name, life.times[name].run, fault.asking));
  expect(told(life.against(found)[0])).toEqual(told(fault.first));
  expect(life.recordedText(found)).toBeUndefined();
  expect(found.outputs['recorded']).toBe('false');
  counted.record += 1;
}

/** Everything is good, and the entry recorded; then it is verified with the fault. */
async function verifyWith(
  name: life.Name,
  breaks: (played: life.Platform) => void,
  change: (entry: PromotionEntry) => PromotionEntry = (entry) => entry,
  more: Partial<Setup> = {},
): Promise<string[]> {
  const { run: id } = life.times[name];
  const played = await life.ready(name);
  played.reviews = life.approvedBy('casey', 'drew');
  const text = life.recordedText(await rules.evaluate(life.recording(played, name, id)));
  if (text === undefined) throw new Error('nothing was recorded');
  played.documents[id] = text;
  played.more[`${root}/actions/runs/77`] = gone;
  for (const [each, attempt] of [
    [77, 1],
    [id, 7],
  ])
    played.more[`${root}/actions/runs/${each}/attempts/${attempt}`] = gone;
  played.more[`${root}/compare/${otherCommit}...${played.tip}`] = { json: { status: 'ahead' } };
  played.more[`${root}/releases/tags/v1`] = gone;
  breaks(played);
  const after = { ...played.histories, [name]: entryLine(change(lastOf(text))) };
  const setup = life.verifying(played, after);
  return life.against(await rules.evaluate({ ...setup, ...more }));
}

describe('a release that comes through three environments', () => {
  test('has an entry for each, recorded and verified', async () => {
    for (const name of life.environments) expect(await verifyWith(name, () => undefined)).toEqual([]);
  });

  test('is told apart from one whose single fault stops the recording, named first', async () => {
    for (const fault of [...platformFaults, ...recordFaults])
      for (const name of fault.of ?? life.environments) await expectRecord(fault, name);
    expect(counted.record).toBe(122);
  });

  test('is told apart from one whose single fault stops the verification, named first', async () => {
    for (const { name: what, of = life.environments, breaks, first } of platformFaults)
      for (const name of of) {
        expect([what, name, (await verifyWith(name, (played) => breaks(played, name)))[0]]).toEqual([
          what,
          name,
          first,
        ]);
        counted.verify += 1;
      }
    for (const [what, change, first] of edits)
      for (const name of ['staging', 'prod'] as const) {
        expect([what, name, (await verifyWith(name, () => undefined, change))[0]]).toEqual([what, name, first]);
        counted.verify += 1;
      }
    expect(counted.verify).toBe(115);
  });
});

describe('who approves', () => {
  const chain = (approvals: object): object => ({
    ...life.section,
    chain: [life.section.chain[0], { environment: 'staging', deployment: 'stage', approvals }],
  });
  test.each<[string, life.PlayedReview[], string[]]>([
    ['nobody', [], ['approvals: failed']],
    ['one of two', life.approvedBy('casey'), ['approvals: failed']],
    ['one of two, and who opened it', life.approvedBy('casey', 'pat'), ['approvals: failed']],
    ['somebody who is not listed', life.approvedBy('casey', 'eve'), ['approvals: failed']],
    [
      'one at an older head',
      [...life.approvedBy('casey'), { by: 'drew', state: 'APPROVED', commit: otherCommit }],
      ['approvals: failed'],
    ],
    [
      'one who then asked for changes',
      [...life.approvedBy('casey', 'drew'), { by: 'drew', state: 'CHANGES_REQUESTED', commit: otherCommit }],
      ['approvals: failed'],
    ],
    ['two', life.approvedBy('drew', 'casey'), []],
  ])('of prod: %s', async (_name, reviews, expected) => {
    expect(await verifyWith('prod', (played) => void (played.reviews = reviews))).toEqual(expected);
  });
  test('of a pull request that an app opened: one more', async () => {
    expect(await verifyWith('prod', (played) => void (played.opener = 'release[bot]'))).toEqual(['approvals: failed']);
  });
  test('of reviews that may not be seen nothing is known', async () => {
    const open = await verifyWith('prod', (played) => void (played.more[`${root}/pulls/50/reviews`] = refused));
    expect(open).toEqual(['approvals: unverified']);
  });

  const through = chain({ by: ['@casey', '@pat'], through: 'deployment' }) as Record<string, unknown>;
  test.each<[string, Partial<life.Platform>, string[]]>([
    ['who may', { approvals: [{ by: 'casey', state: 'approved', on: 'stage' }] }, []],
    ['nobody', {}, ['approvals: failed']],
    ['who started the run', { approvals: [{ by: 'pat', state: 'approved', on: 'stage' }] }, ['approvals: failed']],
    ['an app', { approvals: [{ by: 'casey[bot]', state: 'approved', on: 'stage' }] }, ['approvals: failed']],
    [
      'who may, for another environment',
      { approvals: [{ by: 'casey', state: 'approved', on: 'dev' }] },
      ['approvals: failed'],
    ],
    [
      'who may, and somebody who rejects',
      {
        approvals: [
          { by: 'casey', state: 'approved', on: 'stage' },
          { by: 'drew', state: 'rejected', on: 'stage' },
        ],
      },
      ['approvals: failed'],
    ],
    ['who cannot be seen', { more: { [`${root}/actions/runs/20/approvals`]: refused } }, ['approvals: unverified']],
    [
      'while nobody knows who made the commit',
      { more: { [`${root}/commits/${life.commit}`]: { json: { author: null, committer: null } } } },
      ['approvals: unverified'],
    ],
  ])('in the run that records: %s', async (_name, more, expected) => {
    const played = Object.assign(await life.ready('staging'), more);
    const found = await rules.evaluate(life.recording(played, 'staging', 20, { section: through }));
    expect(life.against(found)).toEqual(expected);
    expect(life.recordedText(found) === undefined).toBe(expected.length > 0);
  });
  test('in the run that records: who made the commit does not count', async () => {
    const played = await life.ready('staging');
    played.approvals = [{ by: 'casey', state: 'approved', on: 'stage' }];
    played.more[`${root}/commits/${life.commit}`] = {
      json: { author: { login: 'Casey' }, committer: { login: 'web-flow' } },
    };
    expect(life.against(await rules.evaluate(life.recording(played, 'staging', 20, { section: through })))).toEqual([
      'approvals: failed',
    ]);
  });
  test('in a run that was started again nobody knows for which attempt', async () => {
    const played = await life.ready('staging');
    played.approvals = [{ by: 'casey', state: 'approved', on: 'stage' }];
    played.runs[20] = life.ownRun({ run_attempt: 2, run_started_at: life.times.staging.begins });
    const asked = life.recording(played, 'staging', 20, { section: through });
    const found = await rules.evaluate({ ...asked, subject: { ...asked.subject, attempt: 2 } });
    expect(life.against(found)).toEqual(['approvals: unverified']);
  });
});

describe('the history', () => {
  /** Verifies what a change makes of the histories, all of them good before. */
  async function verifyHistories(
    change: (histories: Record<string, string>) => Record<string, string>,
  ): Promise<string[]> {
    const played = await life.ready('prod');
    played.reviews = life.approvedBy('casey', 'drew');
    return life.against(await rules.evaluate(life.verifying(played, change({ ...played.histories }))));
  }
  const waits = ['append-only: failed', 'one-entry: unverified'];
  test('that a change leaves alone is whole', async () => {
    expect(await verifyHistories((histories) => histories)).toEqual([]);
  });
  test.each<[string, (text: string) => string, string[]]>([
    ['deleted', () => '', waits],
    ['rewritten', (text) => entryLine({ ...lastOf(text), commit: otherCommit }), waits],
    ['with other white space', (text) => text.replace(':', ': '), waits],
  ])('%s is a finding', async (_name, change, expected) => {
    const found = await verifyHistories((histories) => ({ ...histories, staging: change(histories['staging'] ?? '') }));
    expect(found.slice(0, 2)).toEqual(expected);
  });

  test('cut off at any byte is a finding', async () => {
    const { histories } = await life.ready('prod');
    const text = histories['staging'] ?? '';
    expect(text.length).toBeGreaterThan(400);
    for (let end = 0; end < text.length; end += 1) {
      const found = await verifyHistories((all) => ({ ...all, staging: text.slice(0, end) }));
      expect([end, found.includes('append-only: failed')]).toEqual([end, true]);
    }
  });

  test('with two entries more is a finding', async () => {
    const twice = await verifyHistories((histories) => {
      const { from: _from, ...entry } = lastOf(histories['dev'] ?? '');
      return { ...histories, prod: entryLine({ ...entry, environment: 'prod' }), qa: '', ...more(histories) };
    });
    expect(twice[0]).toBe('one-entry: failed');
  });
  /** A second entry of dev. */
  const more = (histories: Record<string, string>): Record<string, string> => {
    const text = histories['dev'] ?? '';
    return { dev: text + entryLine({ ...lastOf(text), previous: hashOf(lastOf(text)) }) };
  };

  test('that two continue at once is told to the second', async () => {
    const played = await life.ready('staging');
    played.reviews = life.approvedBy('casey');
    life.begin(played, 21, '2026-03-03T10:05:00Z');
    const texts = new Map<number, string>();
    for (const id of [20, 21]) {
      const text = life.recordedText(await rules.evaluate(life.recording(played, 'staging', id)));
      texts.set(id, text ?? '');
      played.documents[id] = text ?? '';
    }
    const after = (id: number): Record<string, string> => ({ ...played.histories, staging: texts.get(id) ?? '' });
    const [first, second] = [after(20), after(21)];
    expect(life.against(await rules.evaluate(life.verifying(played, first)))).toEqual([]);
    const open = life.verifying(played, second);
    life.land(played, 'staging', first['staging'] ?? '', '2026-03-03T11:00:00Z');
    // What the pull request changes is the same; what it must continue is not.
    const told = await rules.evaluate({ ...open, github: life.answers(played) });
    expect(life.against(told).slice(0, 1)).toEqual(['append-only: failed']);
    expect(played.histories['staging']).toBe(first['staging']);
  });

  test('of a change that nobody can compare is not verified', async () => {
    const played = await life.ready('prod');
    const setup = life.verifying(played, {});
    const { history: _none, ...without } = setup;
    const found = await rules.evaluate(without);
    expect(life.against(found).every((line) => line.endsWith('unverified'))).toBe(true);
    expect(life.against(found)).toContain('append-only: unverified');
  });
});

describe('what a run recorded', () => {
  test('is what is verified, and nothing that was written by hand', async () => {
    const edit = (played: life.Platform): void => {
      played.documents[30] = entryLine({ ...lastOf(played.documents[30] ?? ''), runId: 31 });
    };
    expect(await verifyWith('prod', edit)).toEqual(['recorded: failed']);
    expect(await verifyWith('prod', (played) => void delete played.documents[30])).toEqual(['recorded: unverified']);
  });
});

describe('deployments', () => {
  test.each<[string, life.Platform['deployments'], string[]]>([
    ['of the commit', [{ id: 4, sha: life.commit, state: 'success' }], []],
    [
      'of the run that records',
      [
        {
          id: 4,
          sha: otherCommit,
          state: 'success',
          url: `https://github.com/${life.repository}/actions/runs/20/job/5`,
        },
      ],
      [],
    ],
    [
      'of a run whose number only begins so',
      [{ id: 4, sha: otherCommit, state: 'success', url: `https://github.com/${life.repository}/actions/runs/200` }],
      ['deployments: failed'],
    ],
    [
      'that failed, before one of the commit',
      [
        { id: 5, sha: otherCommit, state: 'failure' },
        { id: 4, sha: life.commit, state: 'success' },
      ],
      [],
    ],
    ['none at all, where nothing is in force', [], []],
    [
      'thirty that failed',
      Array.from({ length: 30 }, (_, id) => ({ id, sha: otherCommit, state: 'failure' })),
      ['deployments: unverified'],
    ],
  ])('%s', async (_name, deployments, expected) => {
    const played = Object.assign(await life.ready('staging'), { deployments });
    expect(life.against(await rules.evaluate(life.recording(played, 'staging', 20)))).toEqual(expected);
  });
});

describe('a rollback', () => {
  const second = 'a'.repeat(64);
  /** Staging has two releases; the first one is what a rollback goes to. */
  async function twoReleases(): Promise<life.Platform> {
    const played = await life.ready('prod');
    const text = played.histories['staging'] ?? '';
    const entry = { ...lastOf(text), digest: second, runId: 25, at: '2026-03-03T12:00:00Z' };
    life.land(
      played,
      'staging',
      text +
        entryLine({ ...entry, source: { kind: 'artifact', name: 'bundle', runId: 2 }, previous: hashOf(lastOf(text)) }),
      '2026-03-03T13:00:00Z',
    );
    life.begin(played, 40, '2026-03-06T10:00:00Z');
    played.runs[2] = life.ownRun();
    played.artifacts[2] = [{ name: 'bundle', expired: false, digest: `sha256:${second}`, sha: life.commit }];
    return played;
  }
  const back = (to: string): life.Asking => ({ given: { 'rollback-to': to } });

  test('goes to an earlier entry, although everything is frozen and nothing waits', async () => {
    const played = await twoReleases();
    played.posture = postureText('frozen', '2026-01-01T00:00:00Z');
    const found = await rules.evaluate(life.recording(played, 'staging', 40, back(life.digest)));
    expect(life.against(found)).toEqual([]);
    const text = life.recordedText(found) ?? '';
    expect(lastOf(text)).toMatchObject({ event: 'rollback', digest: life.digest, runId: 40 });
    expect(lastOf(text).from).toBeUndefined();
    expect(found.data).toMatchObject({ target: { digest: second } });
    played.documents[40] = text;
    played.reviews = life.approvedBy('casey');
    expect(life.against(await rules.evaluate(life.verifying(played, { ...played.histories, staging: text })))).toEqual(
      [],
    );
  });
  test.each<[string, string, string, (played: life.Platform) => void]>([
    ['what was never there', other, 'digest: failed', () => undefined],
    ['what is in force', second, 'order: failed', () => undefined],
    ['what is not kept', life.digest, 'digest: failed', (played) => void (artifact(played).expired = true)],
    [
      'what has other bytes now',
      life.digest,
      'digest: failed',
      (played) => void (artifact(played).digest = `sha256:${other}`),
    ],
  ])('to %s is not recorded', async (_name, to, first, breaks) => {
    const played = await twoReleases();
    breaks(played);
    const found = await rules.evaluate(life.recording(played, 'staging', 40, back(to)));
    expect(life.against(found)[0]).toBe(first);
    expect(life.recordedText(found)).toBeUndefined();
  });
  test('what a rollback could go to is the newest that is kept', async () => {
    const played = await twoReleases();
    const asked = life.recording(played, 'staging', 40, { given: { 'artifact-run': '3' } });
    played.runs[3] = life.ownRun();
    played.artifacts[3] = [{ name: 'bundle', expired: false, digest: `sha256:${other}`, sha: life.commit }];
    const targetOf = async (): Promise<unknown> =>
      (await rules.evaluate({ ...asked, github: life.answers(played) })).results.find(({ rule }) =>
        rule.endsWith('/rollback-target'),
      )?.status;
    expect(await targetOf()).toBe('passed');
    if (played.artifacts[2]?.[0] !== undefined) played.artifacts[2][0].expired = true;
    expect(await targetOf()).toBe('passed');
    artifact(played).expired = true;
    expect(await targetOf()).toBe('failed');
  });
});

describe('an asset of a release', () => {
  const section = { ...life.section, promotes: { asset: 'bundle.zip' } };
  const release = (more: object = {}, draft = false): GitHubAnswer => ({
    json: { draft, assets: [{ name: 'bundle.zip', digest: `sha256:${life.digest}`, state: 'uploaded', ...more }] },
  });
  const tag: GitHubAnswer = { json: { object: { type: 'commit', sha: life.commit } } };
  test.each<[string, GitHubAnswer, GitHubAnswer, string[]]>([
    ['is promoted by the digest that GitHub gives it', release(), tag, []],
    ['that is not there is not', release({ name: 'other.zip' }), tag, ['digest: failed']],
    ['of a draft is not', release({}, true), tag, ['digest: failed']],
    ['that was not wholly uploaded is not', release({ state: 'starter' }), tag, ['digest: failed']],
    ['without a digest is not', release({ digest: null }), tag, ['digest: unverified']],
    ['of no release is not', gone, tag, ['digest: failed']],
    ['of a tag that is gone is not', release(), gone, ['digest: failed']],
    [
      'of a tag that names another commit is not',
      release(),
      { json: { object: { type: 'commit', sha: otherCommit } } },
      ['decision: failed'],
    ],
  ])('%s', async (_name, released, tagged, expected) => {
    const played = await life.ready('dev');
    played.more[`${root}/releases/tags/v1`] = released;
    played.more[`${root}/git/ref/tags/v1`] = tagged;
    played.more[`${root}/compare/${otherCommit}...${played.tip}`] = { json: { status: 'ahead' } };
    const asked = life.recording(played, 'dev', 10, { section });
    const { 'artifact-run': _run, ...given } = asked.given as Record<string, string>;
    const found = await rules.evaluate({ ...asked, given: { ...given, release: 'v1' } });
    expect(life.against(found).slice(0, 1)).toEqual(expected);
    expect(life.recordedText(found) === undefined).toBe(expected.length > 0);
  });
});

describe('a push', () => {
  const pushed = (played: life.Platform, after: Record<string, string>, more: Partial<Setup> = {}): Setup => {
    const setup = life.verifying(played, after, {});
    return { ...setup, subject: { ...setup.subject, event: 'push', baseSha: 'b'.repeat(40) }, ...more };
  };
  test('is verified against the commit before it, with the pull request that it merged', async () => {
    const played = await life.ready('staging');
    const text = life.recordedText(await rules.evaluate(life.recording(played, 'staging', 20))) ?? '';
    played.documents[20] = text;
    const ref = 'b'.repeat(40);
    const merge = played.landed['dev']?.merge;
    played.more[`${root}/commits?path=.github%2Fpromotions%2Fdev.jsonl&sha=${ref}&per_page=1`] = {
      json: [{ sha: merge }],
    };
    const after = { ...played.histories, staging: text };
    expect(life.against(await rules.evaluate(pushed(played, after)))).toEqual(['approvals: failed']);
    played.reviews = life.approvedBy('casey');
    expect(life.against(await rules.evaluate(pushed(played, after)))).toEqual([]);
    played.more[`${root}/commits/${'9'.repeat(40)}/pulls`] = { json: [] };
    expect(life.against(await rules.evaluate(pushed(played, after)))).toEqual(['approvals: unverified']);
  });
  test('that is forced is verified against what was there, and not against where it left it', async () => {
    const played = await life.ready('prod');
    const { staging: _gone, ...rest } = played.histories;
    const files = Object.fromEntries(Object.entries(rest).map(([name, text]) => [life.pathOf(name), text]));
    // Before and after the change that git sees, staging has no history: it was dropped by the force.
    const history = memoryHistory([{ before: files, after: files, base: '1'.repeat(40), head: '9'.repeat(40) }]);
    const found = await rules.evaluate(pushed(played, rest, { history }));
    expect(life.against(found)[0]).toBe('append-only: failed');
  });
});

describe('what is asked wrongly', () => {
  const asked = async (given: Record<string, string>, more: Partial<Setup> = {}): Promise<string | undefined> => {
    const played = await life.ready('dev');
    const setup = life.recording(played, 'dev', 10);
    return (await rules.evaluate({ ...setup, ...more, given })).error?.message;
  };
  test.each<[string, Record<string, string>, RegExp]>([
    ['no task', { environment: 'dev' }, /it is not said which task is meant/],
    ['an unknown task', { task: 'promote' }, /promote is not one of the tasks/],
    ['no environment', { task: 'record' }, /it is not said to which environment/],
    [
      'an environment that is not in the chain',
      { task: 'record', environment: 'staging2' },
      /the report of the task record|staging2 is not in the chain/,
    ],
    ['a report without its key', { task: 'verify' }, /the report of the task verify must bear its name/],
  ])('%s', async (_name, given, message) => {
    expect(await asked(given)).toMatch(message);
  });
  test.each<[string, object, RegExp]>([
    [
      'an environment twice',
      { chain: [{ environment: 'a' }, { environment: 'a' }] },
      /\/promotion\/chain\/1\/environment: a is in the chain twice/,
    ],
    ['a soak before the first', { chain: [{ environment: 'a', soak: '1h' }] }, /\/promotion\/chain\/0\/soak/],
    [
      'approvals in no environment of GitHub',
      { chain: [{ environment: 'a', approvals: { by: ['@casey'], through: 'deployment' } }] },
      /approvals\/through: name the environment/,
    ],
    ['an empty chain', { chain: [] }, /chain/],
    ['approvals by nobody', { chain: [{ environment: 'a', approvals: { by: [] } }] }, /by/],
  ])('%s', (_name, more, message) => {
    expect(() => configurationOf(control, { section: { ...life.section, ...more } })).toThrow(message);
  });
  test('a role that there is not', async () => {
    const played = await life.ready('staging');
    const section = {
      ...life.section,
      chain: [life.section.chain[0], { environment: 'staging', deployment: 'x', approvals: { by: ['nobody'] } }],
    };
    const found = await rules.evaluate(life.recording(played, 'staging', 20, { section }));
    expect(found.error?.message).toMatch(/names nobody, and there is no such role/);
  });
  test('without a token nothing is recorded or verified', async () => {
    const played = await life.ready('dev');
    const { github: _none, ...setup } = life.recording(played, 'dev', 10);
    const found = await rules.evaluate(setup);
    expect(life.recordedText(found)).toBeUndefined();
    expect(life.against(found).every((line) => line.endsWith('unverified'))).toBe(true);
    const { github: _nor, ...verified } = life.verifying(played, { dev: entryLine(firstEntry) });
    expect(life.against(await rules.evaluate(verified))).toContain('append-only: unverified');
  });
});

describe('clocks', () => {
  test.each(['2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z'])('of the machine (%s) let nothing soak', async (now) => {
    const played = await life.ready('prod');
    const landed = played.landed['staging'];
    if (landed !== undefined) landed.mergedAt = life.times.prod.begins;
    played.posture = postureText('GO', '2019-01-01T00:00:00Z');
    const found = await rules.evaluate(life.recording(played, 'prod', 30, { now }));
    expect(life.against(found)).toEqual(['soak: failed']);
  });
});

rules.prove();
