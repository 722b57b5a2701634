import { entryLine, type PromotionEntry } from '../../../shared/domain/promotion/entry.ts';
import * as life from '../../support/promotions.ts';
import { artifact, firstEntry, lastOf, other, otherCommit, refused, root } from './common.ts';
import { type Fault, later, previous } from './platform-faults.ts';

/** What only matters while an entry is made. */
export const recordFaults: readonly Fault[] = [
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
    of: ['dev'],
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

/** What only matters while an entry is verified: what it says, and who approved it. */
export const said =
  (more: Partial<PromotionEntry>): ((entry: PromotionEntry) => PromotionEntry) =>
  (entry) => ({ ...entry, ...more });
export const edits: readonly [string, (entry: PromotionEntry) => PromotionEntry, string][] = [
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
