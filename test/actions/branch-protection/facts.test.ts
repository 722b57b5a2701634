import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/branch-protection/control.ts';
import { answersOf, faults, requests, requestsOf, type World } from '../../support/protection-api.ts';
import { evaluateWith } from '../../support/world.ts';
import { everything, good, onBranches, onMain, setup, strictMain } from './fixtures.ts';
import { pullRequest, snapshotText, uploaded } from './published.ts';

const nobody = onMain({ 'bypass-actors': [] });
const restsOn = (results: readonly { rule: string; restsOn?: string[] | undefined }[]) =>
  results.find(({ rule }) => rule === 'branch-protection/bypass')?.restsOn;

describe('facts', () => {
  test('are when each ruleset was changed, and the digests of who may bypass, where they are known', async () => {
    const { facts } = await evaluateWith(control, setup(good, 'administration: write', everything));
    expect(facts).toEqual({
      'ruleset/1': '2026-11-01T00:00:00Z',
      'ruleset/2': '2026-11-01T00:00:00Z',
      'ruleset/3': '2026-11-01T00:00:00Z',
      'bypass/branch/main': expect.stringMatching(/^sha256:/),
      'bypass/push': expect.stringMatching(/^sha256:/),
    });
    const plain = await evaluateWith(control, setup(good, 'GITHUB_TOKEN', everything));
    expect(Object.keys(plain.facts)).toEqual(['ruleset/1', 'ruleset/2', 'ruleset/3']);
  });

  test('a ruleset that was changed while it was read has none', async () => {
    const answer = answersOf(good, 'GITHUB_TOKEN')[requests.ruleset(1)] as { json: object };
    const changed = { [requests.ruleset(1)]: { json: { ...answer.json, updated_at: '2026-11-02T00:00:00Z' } } };
    const { facts } = await evaluateWith(control, setup(good, 'GITHUB_TOKEN', nobody, { changed }));
    expect(facts).toEqual({});
  });

  test('what a snapshot says is one only where the snapshot decides', async () => {
    const files = [uploaded(await snapshotText(good, nobody))];
    expect((await pullRequest({ world: good, policy: nobody, files })).facts).toMatchObject({
      'ruleset/1': '2026-11-01T00:00:00Z',
      'bypass/branch/main': expect.stringMatching(/^sha256:/),
    });
    const since: World = { rulesets: [{ ...strictMain, updatedAt: '2026-11-20T00:00:00Z' }] };
    expect((await pullRequest({ world: since, policy: nobody, files })).facts).toEqual({});
  });
});

describe('who may bypass rests on', () => {
  const two: World = { rulesets: [strictMain, { ...strictMain, id: 9, name: 'other' }] };
  test('every ruleset of the ref', async () => {
    const { results } = await evaluateWith(control, setup(two, 'GITHUB_TOKEN', nobody));
    expect(restsOn(results)).toEqual(['ruleset/1', 'ruleset/9']);
  });

  test.each([requests.rulesets, requestsOf('main').rules])(
    'what nobody can attest to, where %s is not shown',
    async (request) => {
      const changed = { [request]: faults['a rate limit'] };
      const { results, facts } = await evaluateWith(control, setup(good, 'GITHUB_TOKEN', nobody, { changed }));
      expect(restsOn(results)).toContain('rulesets');
      expect(Object.keys(facts)).not.toContain('rulesets');
    },
  );

  test('one that could not be read too', async () => {
    const changed = { [requests.ruleset(9)]: faults['a rate limit'] };
    const { results } = await evaluateWith(control, setup(two, 'GITHUB_TOKEN', nobody, { changed }));
    expect(restsOn(results)).toEqual(['ruleset/1', 'ruleset/9']);
  });

  test('nothing, where it is known; nor does anything else', async () => {
    const policy = onBranches({ pattern: 'main', 'bypass-actors': [], reviews: { count: 2 } });
    const { results } = await evaluateWith(control, setup(good, 'administration: write', policy));
    expect(results.filter((one) => one.restsOn !== undefined)).toEqual([]);
    const plain = await evaluateWith(control, setup(good, 'GITHUB_TOKEN', onMain({ reviews: { count: 2 } })));
    expect(plain.results.filter((one) => one.restsOn !== undefined)).toEqual([]);
  });
});
