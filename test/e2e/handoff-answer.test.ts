import { beforeAll, describe, expect, test } from '@jest/globals';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { by } from '../support/contract-life.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import {
  acknowledgeSection,
  answer,
  changed,
  consumer as desk,
  generated,
  paths,
  producer,
} from '../support/handoffs.ts';
import { playedRepository } from '../support/played-github.ts';
import { playedRoutes } from '../support/played-routes.ts';
import type { Grant } from '../support/repository-api.ts';
import { headSha } from '../support/world.ts';
import type { Consumer } from './consumer.ts';
import { workflowToken } from './run-workflow.ts';
import { expectScenario } from './scenario.ts';
import { findTools, type Tools } from './tools.ts';
import { control, workflowText } from './workflows.ts';

/* A producer waits for the answer to the payload that it has merged: the consumer's, in the consumer's own repository. */

let tools: Tools;
let payload: string;
beforeAll(async () => {
  tools = findTools();
  payload = (await generated()).payload;
}, 600_000);

let answering: TestRepository;

const now = Date.now();
/** So many days ago, as the platform writes it. */
const ago = (days: number): string => new Date(now - days * 86_400_000).toISOString().replace(/\.\d+/, '');

const all: readonly Grant[] = ['contents', 'actions', 'pull-requests', 'checks'];
const deskToken = 'token-of-the-desk-1234567890';
const artifact = 'governance-release-handoff-waiting-1';
const workflow = workflowText({
  waiting: control('release-handoff', { 'consumer-token': '${{ secrets.DESK_TOKEN }}' }),
});
const config = JSON.stringify({
  version: 1,
  roles: { 'desk-owner': ['casey'] },
  'release-handoff': { tasks: ['acknowledge'], producer, acknowledge: acknowledgeSection },
});

/** What follows from an answer that is not there. */
const unanswered = ['answer', 'answer-measured', 'answered-by', 'verdict'];

interface Case {
  /** What the answer says besides that it accepts; null: there is none. */
  said: Record<string, unknown> | null;
  /** Days since the payload was merged, of the five that the consumer has. */
  since: number;
  status: 'passed' | 'failed' | 'unverified';
  failed: string[];
  unverified: string[];
}

const cases: Record<string, Case> = {
  'accepted, measured and approved': { said: {}, since: 2, status: 'passed', failed: [], unverified: [] },
  'accepted with an open blocker': {
    said: { blockers: [{ what: 'the pin is of a candidate', state: 'open' }] },
    since: 2,
    status: 'failed',
    failed: ['verdict'],
    unverified: [],
  },
  'no answer yet, in time: nobody knows': {
    said: null,
    since: 4,
    status: 'unverified',
    failed: [],
    unverified: unanswered,
  },
  'no answer when the time is over': {
    said: null,
    since: 6,
    status: 'failed',
    failed: ['in-time'],
    unverified: unanswered,
  },
};

/** GitHub with both repositories; what the consumer answers came by a pull request that its owner approved. */
const platform =
  ({ said, since }: Case) =>
  ({ origin, baseSha }: Consumer): ReturnType<typeof playedRoutes> => {
    const own = playedRepository(origin, producer);
    own.landed(5, baseSha, ago(since), by(ago(since), 'pat'));
    answering = gitRepository();
    const other = playedRepository(answering, desk);
    answering.commit({ 'README.md': '# Desk\n' });
    const tried = answering.commit({ [changed]: '{}\n' });
    other.landed(20, tried, ago(1.5), by(ago(1.5), 'casey'));
    other.check(tried, 'ci', 'success', ago(1.4));
    if (said !== null) {
      const text = JSON.stringify(answer(sha256(payload), { commit: tried, ...said }), null, 2);
      other.landed(21, answering.commit({ [paths.answer]: text }), ago(1), by(ago(1), 'casey'));
    }
    return {
      // The payload is of a release that no repository here has.
      [`GET /repos/${producer}/git/ref/tags/v3.0.0`]: { body: { object: { type: 'commit', sha: headSha } } },
      ...playedRoutes(producer, own, { token: workflowToken, grants: all, pulls: [5] }),
      ...playedRoutes(desk, other, { token: deskToken, grants: all, pulls: [21] }),
    };
  };

describe('release-handoff that waits for an answer, under a real runner', () => {
  test.each(Object.entries(cases))('%s', async (_name, each) => {
    const { status } = each;
    await expectScenario(tools, {
      repository: producer,
      workflow,
      base: { '.github/release-governance.yml': config, [paths.payload]: payload },
      secrets: { DESK_TOKEN: deskToken },
      api: platform(each),
      expect: {
        jobs: {
          waiting: {
            conclusion: status === 'passed' ? 'success' : 'failure',
            exits: { passed: [], failed: [1], unverified: [3] }[status],
            outputs: { status },
          },
        },
        artifacts: { [artifact]: status },
      },
      also({ requests }, reports) {
        const told = (word: string): string[] =>
          (reports[artifact]?.results ?? [])
            .filter((result) => result.status === word)
            .map(({ rule }) => rule.replace('release-handoff/', ''));
        expect([...new Set(told('failed'))].sort()).toEqual(each.failed);
        expect([...new Set(told('unverified'))].sort()).toEqual(each.unverified);
        expect(reports[artifact]?.data).toMatchObject({ task: 'acknowledge', digest: sha256(payload) });
        const tokens = requests.filter(({ path }) => path.includes(desk)).map(({ token }) => token);
        expect(new Set(tokens)).toEqual(new Set([deskToken]));
      },
    });
    answering.remove();
  });
});
