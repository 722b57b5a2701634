import { describe, expect, test } from '@jest/globals';
import { audit } from '../../../../shared/domain/organisation/audit.ts';
import { journalStart, journalStep, readJournal } from '../../../../shared/domain/organisation/journal.ts';
import { listOrganisation } from '../../../../shared/domain/organisation/listing.ts';
import { type Outcome, outcomes } from '../../../../shared/domain/organisation/outcome.ts';
import { type Budget, estimate } from '../../../../shared/domain/organisation/plan.ts';
import { begin, continueWith, type Progress, progressKey } from '../../../../shared/domain/organisation/progress.ts';
import { observe } from '../../../../shared/domain/seen-repository/observe.ts';
import { client } from '../../../support/github-asking.ts';
import { withGitHub } from '../../../support/github-server.ts';
import { platformGitHub, platformRoutes } from '../../../support/platform.ts';
import { platformFaults } from '../../../support/platform-faults.ts';
import { graphqlAnswer } from '../../../support/platform-graphql.ts';
import {
  accessOf,
  type Fault,
  numbered,
  type PlatformState,
  type RepositoryData,
} from '../../../support/platform-state.ts';
import { classicOff } from '../../../support/protection-api.ts';
import { wide } from './world.ts';

const rules = [{ type: 'deletion' }, { type: 'pull_request', parameters: { required_approving_review_count: 1 } }];
const plain = (): Omit<RepositoryData, 'name'> => ({
  rulesets: [{ id: 1, include: ['~DEFAULT_BRANCH'], rules }],
  branches: [{ name: 'main', classic: classicOff }],
});
const many = (
  count: number,
  more: Partial<PlatformState> = {},
  at: (index: number) => object = () => ({}),
): PlatformState => ({
  organisations: [
    {
      login: 'acme',
      rulesets: [{ id: 9, rules: [{ type: 'non_fast_forward' }] }],
      repositories: numbered('acme', count, (_name, index) => ({ ...plain(), ...at(index) })),
    },
  ],
  tokens: { app: accessOf.app('acme') },
  ...more,
});
const namesOf = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `acme/r${String(index).padStart(String(count - 1).length, '0')}`);
const start = (count: number): Progress => begin('k', namesOf(count), 50);

async function run(state: PlatformState, begun: Progress, budget: Budget = wide) {
  const { github, asked } = platformGitHub(state, 'app');
  const steps: (readonly string[])[] = [];
  const progress = await audit(github, begun, { budget, onProgress: (_progress, changed) => void steps.push(changed) });
  return { progress, asked, steps, told: outcomes(progress) };
}
const wordOf = (outcome: Outcome): string => (outcome.state === 'not-read' ? outcome.because.code : outcome.state);
const count = (told: readonly Outcome[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of told.map(wordOf)) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};
const graphql = (asked: readonly string[]): number => asked.filter((one) => one === 'POST /graphql').length;

test('the estimate with the list is what both come to', async () => {
  const state = many(230);
  const { github, asked } = platformGitHub(state, 'app');
  const listing = await listOrganisation(github, 'acme', { properties: false });
  if (!listing.ok) throw new Error('there is no listing');
  const names = listing.listed.map(({ repository }) => repository);
  await audit(github, begin('k', names, 50), { budget: wide });
  expect(asked).toHaveLength(estimate(230, { listed: 230 }).requests);
});

test('1,000 repositories take 40 batches, and every one is known', async () => {
  const { progress, asked, told } = await run(many(1000), start(1000));
  expect(asked).toHaveLength(40);
  expect(progress.spent.requests).toBe(40);
  expect(count(told)).toEqual({ read: 1000 });
  expect(progress.stopped).toBeUndefined();
});

test('a batch tells what requests of its own tell', async () => {
  const state = many(3);
  const { told } = await run(state, start(3));
  const [first] = told;
  if (first?.state !== 'read') throw new Error('it was not read');
  const { github } = platformGitHub(state, 'app');
  const alone = await observe(github, 'acme/r0', { target: 'branch', ref: 'main' });
  const typesOf = ({ rules: part }: typeof alone) =>
    part.state === 'read' ? part.data.map(({ type, ruleset_id }) => `${ruleset_id} ${type}`) : part;
  expect(typesOf(first.observation)).toEqual(typesOf(alone));
  expect(first.observation.classic).toEqual(alone.classic);
  expect(first.observation.rulesets).toEqual(alone.rulesets);
  const listsOf = ({ details }: typeof alone) =>
    details.map(({ part }) => part.state === 'read' && 'bypass_actors' in part.data);
  expect(listsOf(first.observation)).toEqual([false, false]);
});

test('it goes on after each answer, and tells what is new', async () => {
  const { steps } = await run(many(120), start(120));
  expect(steps.map((changed) => changed.length)).toEqual([50, 50, 20, 50, 50, 20]);
});

describe('what no batch tells is read by requests of its own', () => {
  test('a repository with more rulesets than a batch holds', async () => {
    const rulesets = Array.from({ length: 21 }, (_, index) => ({ id: 100 + index, rules }));
    const { told, asked, progress } = await run(
      many(60, {}, (index) => (index === 7 ? { rulesets } : {})),
      start(60),
    );
    expect(count(told)).toEqual({ read: 60 });
    const [own] = told.filter(({ repository }) => repository === 'acme/r07');
    expect(own?.state === 'read' && own.observation.details).toHaveLength(22);
    // Four batches, four answers about the branch, and one for each ruleset.
    expect(asked).toHaveLength(4 + 4 + 22);
    expect(progress.spent.requests).toBe(asked.length);
  });

  test('a host that refuses the query is asked through REST', async () => {
    const answer = { body: { errors: [{ message: "Field 'rulesets' doesn't exist on type 'Repository'" }] } };
    const { told } = await run(many(3, { faults: [{ at: 'POST /graphql', answer }] }), start(3));
    expect(count(told)).toEqual({ read: 3 });
  });

  test('a repository that is too much for any batch', async () => {
    const state = many(120);
    const heavy: Fault = {
      at: 'POST /graphql',
      answer: (request) =>
        request.body.includes('"r005"') ? platformFaults['a bad gateway'] : graphqlAnswer(state, request),
    };
    const { told, asked, steps } = await run({ ...state, faults: [heavy] }, start(120));
    expect(count(told)).toEqual({ read: 120 });
    expect(new Set(steps.flat()).size).toBe(120);
    // Once as too much for a batch, once as read by itself.
    expect(steps.flat().filter((name) => name === 'acme/r005')).toHaveLength(2);
    // Halving down to it and growing again, and not one batch for each of the others.
    expect(graphql(asked)).toBeLessThan(40);
  });

  test('a name that nothing is behind is not read, and not asked again', async () => {
    const { told, asked } = await run(many(3), begin('k', ['acme/r0', 'acme/gone', 'acme/r2'], 50));
    expect(told.map(wordOf)).toEqual(['read', 'NOT_FOUND', 'read']);
    expect(graphql(asked)).toBe(2);
    expect(asked).toHaveLength(2);
  });
});

describe('it stops with the reason', () => {
  test.each<[string, Fault['answer'], string]>([
    ['a used up limit', platformFaults['a used up limit'], 'RATE_LIMITED'],
    ['a secondary limit', platformFaults['a secondary limit'], 'RATE_LIMITED'],
    ['too many requests', platformFaults['too many requests'], 'RATE_LIMITED'],
    [
      'a limit with status 200',
      { body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit' }] } },
      'RATE_LIMITED',
    ],
    ['a bad token', platformFaults['a bad token'], 'MISSING_PERMISSION'],
    ['a missing permission', platformFaults['a missing permission'], 'MISSING_PERMISSION'],
    ['a single sign-on that is missing', platformFaults['a single sign-on that is missing'], 'MISSING_PERMISSION'],
    ['a hidden 404', platformFaults['a hidden 404'], 'NOT_FOUND'],
  ])('%s', async (_name, answer, code) => {
    const faults = [{ at: 'POST /graphql', after: 1, answer }];
    const { told, progress, asked } = await run(many(120, { faults }), start(120));
    expect(progress.stopped?.code).toBe(code);
    expect(graphql(asked)).toBe(2);
    // What was read of the first batch lacks its second part: known as far as it goes.
    expect(count(told)).toEqual({ read: 50, [code]: 70 });
    const [first] = told;
    expect(first?.state === 'read' && first.observation.classic).toMatchObject({ state: 'unknown', because: { code } });
  });

  test('no token at all asks nothing', async () => {
    const { github, asked } = platformGitHub(many(3));
    const progress = await audit(github, start(3), { budget: wide });
    expect(progress.stopped?.code).toBe('NO_CREDENTIAL');
    expect(progress.spent.requests).toBe(0);
    expect(asked).toEqual([]);
    expect(count(outcomes(progress))).toEqual({ NO_CREDENTIAL: 3 });
  });

  test.each(['a server error', 'a bad gateway', 'a reset connection', 'half of the JSON', 'a web page'] as const)(
    '%s that does not end: not one repository after another, and all are asked again later',
    async (name) => {
      const faults = [{ at: '', answer: platformFaults[name] }];
      const { told, progress, asked, steps } = await run(many(1000, { faults }), start(1000));
      expect(progress.stopped).toMatchObject({ code: 'GITHUB_DOWN', needs: expect.stringContaining('further run') });
      expect(asked.length).toBeLessThan(15);
      expect(count(told)).toEqual({ GITHUB_DOWN: 1000 });
      expect(steps.flat()).toEqual([]);
      expect(progress.read).toEqual({});
      const later = await run(many(1000), progress);
      expect(count(later.told)).toEqual({ read: 1000 });
    },
  );

  test('a fault of REST after the batches', async () => {
    const rulesets = Array.from({ length: 21 }, (_, index) => ({ id: 100 + index, rules }));
    const faults = [{ at: 'GET /repos', answer: platformFaults['a server error'] }];
    const { progress, asked, told } = await run(
      many(10, { faults }, () => ({ rulesets })),
      start(10),
    );
    expect(progress.stopped?.code).toBe('GITHUB_DOWN');
    expect(asked.length - graphql(asked)).toBeLessThan(20);
    expect(told.filter((one) => one.state === 'read' && one.observation.rulesets.state !== 'unknown')).toEqual([]);
    const later = await run(
      many(10, {}, () => ({ rulesets })),
      progress,
    );
    expect(later.told.every((one) => one.state === 'read' && one.observation.rulesets.state === 'read')).toBe(true);
    expect(graphql(later.asked)).toBe(0);
  });

  test('a rate limit of REST, with nothing recorded of the repository that met it', async () => {
    const rulesets = Array.from({ length: 21 }, (_, index) => ({ id: 100 + index, rules }));
    const faults = [{ at: '/rulesets/110', answer: platformFaults['a used up limit'] }];
    const { progress } = await run(
      many(2, { faults }, () => ({ rulesets })),
      start(2),
    );
    expect(progress.stopped?.code).toBe('RATE_LIMITED');
    expect(Object.values(progress.read).some(({ own }) => own !== undefined)).toBe(false);
  });
});

describe('the budget', () => {
  test.each<[Budget, number]>([
    [{ requests: 0, points: 1e6 }, 0],
    [{ requests: 3, points: 1e6 }, 3],
    [{ requests: 1e6, points: 0 }, 0],
    [{ requests: 1e6, points: 25 }, 2],
  ])('%j is not passed', async (budget, batches) => {
    const { progress, asked, told } = await run(many(200), start(200), budget);
    expect(asked).toHaveLength(batches);
    expect(progress.spent.requests).toBeLessThanOrEqual(budget.requests);
    expect(progress.spent.points).toBeLessThanOrEqual(budget.points);
    expect(progress.stopped).toMatchObject({ code: 'TRUNCATED', needs: expect.stringContaining('budget') });
    expect(told.filter(({ state }) => state === 'not-read')).toHaveLength(200 - 50 * batches);
  });

  test.each([2, 3, 5, 8, 20, 27, 28])('of %i requests holds for those that read one repository', async (requests) => {
    const rulesets = Array.from({ length: 21 }, (_, index) => ({ id: 100 + index, rules }));
    const state = many(1, {}, () => ({ rulesets }));
    const { progress, asked } = await run(state, start(1), { requests, points: 1e6 });
    expect(asked.length).toBeLessThanOrEqual(requests);
    const whole = requests >= 2 + 4 + 22;
    expect(progress.stopped === undefined).toBe(whole);
    expect(progress.read['acme/r0']?.own === undefined).toBe(!whole);
  });
});

describe('over HTTP', () => {
  test('it says what the port says, and resumes after a limit', async () => {
    const state = many(120);
    const ported = await run(state, start(120));
    const faults = [{ at: 'POST /graphql', after: 3, times: 1, answer: platformFaults['a secondary limit'] }];
    await withGitHub(platformRoutes({ ...state, faults }), async (server) => {
      const ask = (begun: Progress) => audit(client(server, { token: 'app' }), begun, { budget: wide });
      const stopped = await ask(start(120));
      expect(stopped.stopped?.code).toBe('RATE_LIMITED');
      const done = await ask(stopped);
      expect(done.stopped).toBeUndefined();
      expect(outcomes(done)).toEqual(ported.told);
      expect(server.requests).toHaveLength(7);
    });
  });
});

test('the progress that it begins with stays as it was', async () => {
  const { progress: first } = await run(many(120), start(120), { requests: 4, points: 1e6 });
  const kept = structuredClone(first);
  await run(many(120), first);
  expect(first).toEqual(kept);
});

test('repositories that come or go do not make the others be read again', async () => {
  const state = many(120);
  const { progress: stopped } = await run(state, begin('k', namesOf(120).slice(10), 50), { requests: 2, points: 1e6 });
  const names = namesOf(120).slice(0, 100);
  const begun = continueWith(stopped, names);
  expect(begun).toMatchObject({ repositories: names, spent: { requests: 0, points: 0 } });
  expect(Object.keys(begun.read)).toHaveLength(90);
  const { told, asked, progress } = await run(state, begun);
  expect(told.map(({ repository }) => repository)).toEqual(names);
  expect(count(told)).toEqual({ read: 100 });
  // The first part of the ten new ones, and the second part of all.
  expect(asked).toHaveLength(3);
  expect(progress.spent.requests).toBe(3);
});

test('an audit of another organisation, selection or part has a key of its own', () => {
  const what = { organisation: 'acme', selection: {}, shard: { index: 1, of: 2 } };
  const keys = [
    what,
    { ...what, organisation: 'other' },
    { ...what, selection: { topics: ['a'] } },
    { ...what, shard: { index: 2, of: 2 } },
  ].map(progressKey);
  expect(new Set(keys).size).toBe(4);
  expect(progressKey({ ...what })).toBe(keys[0]);
});

class Killed extends Error {}

test('a killed audit of 10,000 repositories goes on from its journal and asks nothing again', async () => {
  const state = many(10_000);
  const names = namesOf(10_000);
  const { github, asked } = platformGitHub(state, 'app');
  let journal = `${journalStart(begin('k', names, 50))}\n`;
  let answers = 0;
  let kills = 0;
  for (;;) {
    const read = readJournal('audit.ndjson', journal, 'k');
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    try {
      const done = await audit(github, read.progress, {
        budget: wide,
        onProgress: (progress, changed) => {
          answers += 1;
          journal += `${journalStep(progress, changed)}\n`;
          if (answers % 150 === 0) {
            // Whatever was written last may be cut in its middle.
            if (kills === 1) journal += '{"read":{"acme/r00';
            throw new Killed();
          }
        },
      });
      expect(count(outcomes(done))).toEqual({ read: 10_000 });
      expect(done.spent.requests).toBe(400);
      break;
    } catch (thrown) {
      if (!(thrown instanceof Killed)) throw thrown;
      kills += 1;
      journal = journal.slice(0, journal.lastIndexOf('\n') + 1);
    }
  }
  expect(kills).toBe(2);
  expect(asked).toHaveLength(400);
});
