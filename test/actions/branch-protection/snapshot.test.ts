import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/branch-protection/control.ts';
import { evaluate } from '../../../shared/core/evaluation.ts';
import { parseInputs } from '../../../shared/core/inputs.ts';
import { LayersSchema } from '../../../shared/domain/protection/layers.ts';
import { readSnapshot, type Snapshot } from '../../../shared/domain/seen-repository/snapshot.ts';
import { answersOf, faults, requests, requestsOf, tiers, type World } from '../../support/protection-api.ts';
import { evaluateWith, headSha, type Setup, world } from '../../support/world.ts';
import {
  actor,
  everything,
  good,
  judged,
  onBranches,
  onMain,
  said,
  setup,
  statusOf,
  strictMain,
  strictTags,
  subject,
} from './fixtures.ts';
import { historyCases, withTags } from './past.ts';
import { audit, auditRun, now, pullRequest, run, snapshotText, uploaded } from './published.ts';

const nobody = onMain({ deletion: true, 'bypass-actors': [] });
const red: World = { ...good, rulesets: [{ ...strictMain, bypass: [actor(7)] }] };

function read(text: string): Snapshot {
  const parsed = readSnapshot('a.snapshot.json', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.snapshot;
}

describe('what save-snapshot leaves', () => {
  test('everything that was observed, with the run that did, and nothing else', async () => {
    const { documents, results } = await audit(good, everything);
    const snapshot = read(String(documents['snapshot.json']));
    expect(snapshot.run).toEqual({ id: auditRun, attempt: 1 });
    expect(snapshot.observations.map(({ target, ref }) => `${target} ${ref}`.trim()).sort()).toEqual([
      'branch main',
      'push',
      'tag v1.0.0',
      'tag v1.1.0',
    ]);
    expect(statusOf({ results } as never)).toBe('passed');
  });

  test.each<[(typeof tiers)[number], string[], string]>([
    ['GITHUB_TOKEN', ['admin-token'], 'workflow-token'],
    ['GITHUB_TOKEN', ['token'], 'workflow-token'],
    ['administration: read', ['token'], 'administration-read'],
    ['administration: write', ['token'], 'administration-write'],
  ])('a credential of %s that is given as %j is %s', async (tier, credentials, expected) => {
    const { documents } = await audit(good, nobody, tier, { credentials });
    expect(read(String(documents['snapshot.json'])).credential).toBe(expected);
  });

  test('is nothing unless it is asked for, or where the run judges by another one', async () => {
    expect((await audit(good, nobody, undefined, { given: {} })).documents['snapshot.json']).toBeUndefined();
    const files = [uploaded(await snapshotText(good, nobody))];
    const judgedByOne = await pullRequest({
      world: good,
      policy: nobody,
      files,
      more: { given: { 'save-snapshot': 'true' } },
    });
    expect(judgedByOne.documents['snapshot.json']).toBeUndefined();
    expect(judgedByOne.notes).toContain('No snapshot is left: this run judges by one.');
  });

  test('is cut to what can be read from an artifact: what the policy names by name is kept', async () => {
    const tags = Array.from({ length: 300 }, (_, index) => `v${index}`);
    const long = { ...strictTags, name: 'x'.repeat(50_000) };
    const policy = {
      repository: { branches: [{ pattern: 'main', deletion: true }], tags: [{ pattern: 'v*', deletion: true }] },
    };
    const { documents, notes } = await audit({ rulesets: [strictMain, long], tags }, policy);
    const text = String(documents['snapshot.json']);
    const { observations } = read(text);
    expect(observations[0]?.ref).toBe('main');
    expect(observations.length).toBeLessThan(301);
    expect(text.length).toBeLessThan(16 * 1024 * 1024);
    expect(notes.join(' ')).toContain(`without ${301 - observations.length} refs that patterns name`);
  });

  test('is nothing in a replay, whose time is not that of the answers', async () => {
    const configured = { policy: LayersSchema.parse(nobody), 'save-snapshot': true };
    const { values } = parseInputs({ fields: control.inputs, given: {}, configured, untrusted: true });
    const time = { earliest: 0, latest: 0, replay: true };
    const around = world({ subject, github: answersOf(good, 'administration: write') }, { inputs: values, time });
    const evaluation = await evaluate(control, around);
    expect([evaluation.error, evaluation.documents['snapshot.json']]).toEqual([undefined, undefined]);
    expect(evaluation.notes).toContain('No snapshot is left: this is a replay.');
  });

  test('is nothing of a private repository that a public one audits', async () => {
    const github = {
      ...Object.fromEntries(
        Object.entries(answersOf(good, 'administration: write')).map(([key, answer]) => [
          key.replace('/repos/acme/app', '/repos/acme/hidden'),
          answer,
        ]),
      ),
      'GET /repos/acme/hidden': { json: { full_name: 'acme/hidden', default_branch: 'main', private: true } },
      [requests.repository]: { json: { full_name: 'acme/app', default_branch: 'main', private: false } },
    };
    const evaluation = await audit(good, nobody, undefined, {
      github,
      section: { policy: nobody, repository: 'acme/hidden' },
    });
    expect([evaluation.documents, JSON.stringify(evaluation).includes('hidden')]).toEqual([{}, false]);
  });
});

describe('a pull request with the plain token', () => {
  test('passes by what the audit published, and nothing passes without it', async () => {
    const files = [uploaded(await snapshotText(good, everything))];
    const evaluation = await pullRequest({ world: good, policy: everything, files });
    expect(said(evaluation).filter((line) => !line.endsWith(': passed'))).toEqual([]);
    expect(evaluation.notes).toContain(
      'What its token does not see is from what run 77 of the scheduled audit (2026-11-19T03:00:00Z) published.',
    );
    const without = await pullRequest({ world: good, policy: everything });
    expect([statusOf(without), judged(without).filter(({ status }) => status === 'passed')]).toEqual([
      'unverified',
      [],
    ]);
  });

  test('fails by it too', async () => {
    const files = [uploaded(await snapshotText(red, nobody))];
    expect(said(await pullRequest({ world: red, policy: nobody, files }))).toContain(
      'bypass branch main bypass-actors: failed',
    );
  });

  test('asks for no runs where it sees everything itself', async () => {
    const changed = { 'GET /repos/acme/app/actions/workflows/scheduled-audit.yml/runs': faults['a server error'] };
    const evaluation = await pullRequest({ world: good, policy: everything, tier: 'administration: write', changed });
    expect([statusOf(evaluation), evaluation.error]).toEqual(['passed', undefined]);
  });

  test.each<[string, Partial<Parameters<typeof pullRequest>[0]>, RegExp]>([
    [
      'a ruleset that was changed since',
      { world: { ...good, rulesets: [{ ...strictMain, updatedAt: '2026-11-20T00:00:00Z' }] } },
      /the ruleset 1 was changed at 2026-11-20T00:00:00Z/,
    ],
    [
      'rules that are other ones now',
      { changed: { [requestsOf('main').rules]: { json: [] } } },
      /the rules in force on the branch are not those/,
    ],
    [
      'rules that are not shown now',
      { changed: { [requestsOf('main').rules]: faults['a rate limit'] } },
      /API rate limit exceeded/,
    ],
    [
      'runs that are not shown',
      { changed: { 'GET /repos/acme/app/actions/workflows/scheduled-audit.yml/runs': faults['a missing permission'] } },
      /Resource not accessible/,
    ],
    ['a run of another workflow', { runs: [run({ path: '.github/workflows/mine.yml' })] }, /no scheduled run/],
    ['a run that somebody started', { runs: [run({ event: 'workflow_dispatch' })] }, /no scheduled run/],
    ['an old run', { runs: [run({ created_at: '2026-11-10T03:00:00Z' })] }, /no scheduled run/],
    [
      'another branch',
      { policy: onBranches({ pattern: 'release/1', deletion: true }), world: { ...good, branches: ['release/1'] } },
      /published nothing of this ref/,
    ],
  ])('%s: nothing passes, and why is said', async (_name, changes, says) => {
    const files = [uploaded(await snapshotText(good, nobody))];
    const evaluation = await pullRequest({ world: good, policy: nobody, files, ...changes });
    expect(evaluation.results.filter(({ status }) => status === 'passed')).toEqual([]);
    expect(evaluation.results.map(({ because }) => because?.message ?? '').join('\n')).toMatch(says);
  });

  test('by an audit in another repository: its default branch counts', async () => {
    const files = [uploaded(await snapshotText(good, nobody))];
    const other = { full_name: 'acme/governance' };
    const host = '/repos/acme/governance';
    const ofHost = run({ head_branch: 'trunk', repository: other, head_repository: other });
    const changed = {
      [`GET ${host}`]: { json: { ...other, default_branch: 'trunk', private: false } },
      [`GET ${host}/actions/workflows/scheduled-audit.yml/runs`]: { json: [ofHost] },
      [`GET ${host}/git/ref/heads/trunk`]: { json: { object: { type: 'commit', sha: headSha } } },
    };
    const section = { policy: nobody, snapshot: 'published', repository: 'acme/app' };
    const judge = (more: object) =>
      pullRequest({
        world: good,
        policy: nobody,
        files,
        changed: { ...changed, ...more },
        more: { section, subject: { repository: 'acme/governance', event: 'pull_request', runId: 101 } },
      });
    expect(statusOf(await judge({}))).toBe('passed');
    const ofMain = { [`GET ${host}/actions/workflows/scheduled-audit.yml/runs`]: { json: [run()] } };
    expect(statusOf(await judge(ofMain))).toBe('unverified');
  });

  test('a branch that answers under its former name is not the one of the snapshot', async () => {
    const files = [uploaded(await snapshotText(good, nobody))];
    const [request] = [requestsOf('main').branch];
    const answer = answersOf(good, 'GITHUB_TOKEN')[request] as { json: object };
    const evaluation = await pullRequest({
      world: good,
      policy: nobody,
      files,
      changed: { [request]: { json: { ...answer.json, name: 'trunk' } } },
    });
    expect(judged(evaluation).filter(({ status }) => status === 'passed')).toEqual([]);
  });
});

describe('a snapshot from a file', () => {
  const offline = async (judgedWorld: World, policy: object, more: Partial<Setup> = {}): Promise<Setup> => ({
    subject,
    now,
    policyFiles: { 'a.snapshot.json': await snapshotText(judgedWorld, everything) },
    section: { policy, snapshot: 'a.snapshot.json' },
    ...more,
  });

  test('shows what fails without asking anybody, and passes nothing', async () => {
    const evaluation = await evaluateWith(control, await offline(good, everything));
    expect(said(evaluation).filter((line) => line.endsWith(': passed'))).toEqual([]);
    expect([statusOf(evaluation), evaluation.metrics['requests']?.value, evaluation.facts]).toEqual([
      'unverified',
      0,
      {},
    ]);
    expect(said(await evaluateWith(control, await offline(red, nobody)))).toContain(
      'bypass branch main bypass-actors: failed',
    );
  });

  test('on a laptop it says itself which repository it is of', async () => {
    const evaluation = await evaluateWith(
      control,
      await offline(red, nobody, { subject: { repository: undefined, event: 'local' } }),
    );
    expect(said(evaluation)).toContain('bypass branch main bypass-actors: failed');
  });

  test('a pattern that names nothing in it may name something else', async () => {
    const evaluation = await evaluateWith(
      control,
      await offline(good, onBranches({ pattern: 'release/*', deletion: true })),
    );
    expect(said(evaluation)).toContain('policy branches release/*: unverified NO_DATA');
    expect(said(evaluation)).toContain('updates: unverified NO_DATA');
  });

  test('it has neither history nor tags', async () => {
    const [, given] = historyCases[0] ?? [];
    const policyFiles = (await offline(good, nobody)).policyFiles ?? {};
    const tags = withTags({ tags: [], patterns: ['v*'] }, []);
    const section = { ...given?.section, 'tag-objects': 'tags.json', snapshot: 'a.snapshot.json' };
    const evaluation = await evaluateWith(control, {
      subject,
      now,
      section,
      policyFiles: { ...policyFiles, ...tags.policyFiles },
    });
    expect(
      said(evaluation).filter((line) => /^(no-bypass|ruleset-changes|release-tags|recorded-tags|immutable)/.test(line)),
    ).toEqual([
      'immutable-releases immutable-releases: unverified NO_DATA',
      'no-bypass no-bypass: unverified NO_DATA',
      'recorded-tags recorded-tags: unverified NO_DATA',
      'release-tags release-tags: unverified NO_DATA',
      'ruleset-changes ruleset-changes: unverified NO_DATA',
    ]);
  });

  test.each<[string, Partial<Setup>, RegExp]>([
    ['is not there', { policyFiles: {} }, /the snapshot does not exist/],
    [
      'is only in the judged change',
      { policyFiles: {}, files: { 'a.snapshot.json': '{}' } },
      /the snapshot does not exist/,
    ],
    ['is none', { policyFiles: { 'a.snapshot.json': '{}' } }, /is no snapshot/],
    [
      'is of another repository',
      { subject: { repository: 'acme/other' } },
      /is of other repositories, expected one that has acme\/other/,
    ],
    ['is to be saved again', { given: { 'save-snapshot': 'true' } }, /exclude each other/],
  ])('one that %s is an error', async (_name, more, says) => {
    const { error, results } = await evaluateWith(control, await offline(good, nobody, more));
    expect([error?.code, results]).toEqual(['BAD_INPUT', []]);
    expect(error?.problems?.map(({ message }) => message).join('\n')).toMatch(says);
  });

  test('one of a repository that another one may not show is not judged', async () => {
    const text = (await snapshotText(good, nobody)).replaceAll('"private":false', '"private":true');
    const section = { policy: nobody, snapshot: 'a.snapshot.json', repository: 'acme/app' };
    const evaluation = await evaluateWith(control, {
      subject: { repository: 'acme/other' },
      section,
      policyFiles: { 'a.snapshot.json': text },
    });
    expect(new Set(evaluation.results.map(({ status }) => status))).toEqual(new Set(['unverified']));
    expect(new Set(evaluation.results.flatMap(({ about }) => about))).toEqual(new Set());
  });

  test('GitHub is asked for nothing, though there is a token', async () => {
    const given = setup(good, 'administration: write', nobody, { now });
    // A request without an answer would throw.
    const evaluation = await evaluateWith(control, { ...given, ...(await offline(good, nobody)), github: {} });
    expect([statusOf(evaluation), evaluation.error]).toEqual(['unverified', undefined]);
  });
});
