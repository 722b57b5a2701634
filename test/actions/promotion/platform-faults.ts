import { postureText } from '../../support/postures.ts';
import * as life from '../../support/promotions.ts';
import { artifact, changeLast, gone, other, otherCommit, refused, root, run } from './common.ts';

/** One thing that is wrong, and the rule that must be named first for it. */
export interface Fault {
  name: string;
  /** The environments to which it applies; all where left out. */
  of?: readonly life.Name[];
  breaks(played: life.Platform, name: life.Name): void;
  first: string;
  asking?: life.Asking;
}

export const before = { staging: 'dev', prod: 'staging' } as const;
export const previous = (name: life.Name): string => (name === 'dev' ? 'dev' : before[name]);
export const decided = (played: life.Platform, more: Parameters<typeof life.decision>[1], whole = {}): void => {
  played.decisions[1] = [undefined, 'prod'].map((name) =>
    life.decision(1, { ...(name === undefined ? {} : { name }), ...more }, whole),
  );
};
export const later: readonly life.Name[] = ['staging', 'prod'];

/** What is wrong on the platform, whoever looks at it. */
export const platformFaults: readonly Fault[] = [
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
    name: 'the job that decided ran again, and decided nothing',
    breaks(played) {
      run(played, 1).run_attempt = 2;
      const job = { id: 10, name: 'decision', status: 'completed', conclusion: 'success' };
      played.more[`${root}/actions/runs/1/jobs`] = {
        json: [
          { ...job, run_attempt: 1 },
          { ...job, id: 11, run_attempt: 2 },
        ],
      };
    },
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
