import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { meteredGitHub } from '../../../shared/core/metered.ts';
import { platformGitHub } from '../../support/platform.ts';
import { accessOf, numbered } from '../../support/platform-state.ts';

const state = {
  organisations: [{ login: 'acme', repositories: numbered('acme', 250, () => ({ files: { 'a.txt': 'one' } })) }],
  tokens: { app: accessOf.app('acme') },
};
const because = { code: 'TRUNCATED', message: 'so many were allowed', needs: 'more of them' } as const;
const one = { owner: 'acme', repo: 'r000' };

test('every page of a list counts, and what is refused counts once', async () => {
  const { github, asked } = platformGitHub(state, 'app');
  const meter = meteredGitHub(github, { most: 100, because });
  await meter.github.all('GET /orgs/{org}/repos', { org: 'acme' }, z.unknown());
  expect(meter.requests()).toBe(3);
  await meter.github.get('GET /repos/{owner}/{repo}', one, z.unknown());
  await meter.github.get('GET /repos/{owner}/{repo}', { ...one, repo: 'gone' }, z.unknown());
  await meter.github.bytes('GET /repos/{owner}/{repo}/contents/{+path}', { ...one, path: 'a.txt' }, 10);
  await meter.github.graphql('query { rateLimit { cost } }', {});
  expect(meter.requests()).toBe(asked.length);
  expect(meter.requests()).toBe(7);
  expect(meter.refused()).toBeUndefined();
});

test('what is over the budget is not sent', async () => {
  const { github, asked } = platformGitHub(state, 'app');
  const meter = meteredGitHub(github, { most: 1, because });
  const ask = () => meter.github.get('GET /repos/{owner}/{repo}', one, z.unknown());
  expect([(await ask()).ok, await ask(), await ask()]).toEqual([true, { ok: false, because }, { ok: false, because }]);
  expect(meter.refused()).toBe(because);
  expect(meter.requests()).toBe(1);
  expect(asked).toHaveLength(1);
});
