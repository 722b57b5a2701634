import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import type { GitHub } from '../../../shared/core/ports.ts';
import {
  acme,
  app,
  askOnce,
  client,
  expectRefused,
  named,
  repository,
  type Setup,
  token,
} from '../../support/github-asking.ts';
import { byToken, forbidden, rateLimited, refusals } from '../../support/github-routes.ts';
import { type Route, type Routes, withGitHub } from '../../support/github-server.ts';

describe('a plain request', () => {
  test('gives what the schema keeps', async () => {
    const { answer, asked } = await askOnce({ body: app });
    expect(answer).toEqual({ ok: true, data: { name: 'app' } });
    expect(asked).toBe(1);
  });

  test('carries the version of the API, the credential and the name of the program', async () => {
    await withGitHub({ [repository]: { body: app } }, async (server) => {
      await client(server).get(repository, acme, named);
      expect(server.requests[0]).toMatchObject({
        path: '/repos/acme/app',
        token,
        headers: { 'x-github-api-version': '2022-11-28', accept: 'application/vnd.github+json' },
      });
      expect(server.requests[0]?.headers['user-agent']).toMatch(/^release-governance-test /);
    });
  });

  test.each([undefined, ''])('without a token (%p) carries no credential', async (none) => {
    await withGitHub({ [repository]: { body: app } }, async (server) => {
      expect(await client(server, { token: none }).get(repository, acme, named)).toMatchObject({ ok: true });
      expect(server.requests[0]?.authorization).toBeUndefined();
    });
  });

  test('goes below the path of an enterprise server', async () => {
    await withGitHub({ 'GET /api/v3/repos/{owner}/{repo}': { body: app } }, async (server) => {
      const answer = await client(server, { baseUrl: `${server.url}/api/v3/` }).get(repository, acme, named);
      expect(answer).toMatchObject({ ok: true });
    });
  });

  test('an answer without a body is undefined for the schema', async () => {
    await withGitHub({ 'GET /repos/{owner}/{repo}/vulnerability-alerts': { status: 204 } }, async (server) => {
      const answer = await client(server).get('GET /repos/{owner}/{repo}/vulnerability-alerts', acme, z.undefined());
      expect(answer).toEqual({ ok: true, data: undefined });
    });
  });

  test('a renamed repository is followed on the same server, with the token', async () => {
    const routes: Routes = {
      [repository]: { status: 301, headers: { location: '/repositories/7' }, body: { message: 'Moved Permanently' } },
      'GET /repositories/{id}': { body: app },
    };
    await withGitHub(routes, async (server) => {
      expect(await client(server).get(repository, acme, named)).toMatchObject({ ok: true });
      expect(server.requests.map((request) => request.token)).toEqual([token, token]);
    });
  });
});

describe('addresses on the wire', () => {
  test.each([
    [
      'GET /repos/{owner}/{repo}/branches/{branch}',
      { branch: 'release/1.0' },
      '/repos/acme/app/branches/release%2F1.0',
    ],
    [
      'GET /repos/{owner}/{repo}/contents/{path}',
      { path: 'docs/a b?.md' },
      '/repos/acme/app/contents/docs%2Fa%20b%3F.md',
    ],
    [
      'GET /repos/{owner}/{repo}/contents/{+path}',
      { path: 'docs/a b?.md' },
      '/repos/acme/app/contents/docs/a%20b%3F.md',
    ],
  ])('%s with %p', async (route, extra, path) => {
    await withGitHub({ [route]: { body: app } }, async (server) => {
      await client(server).get(route, { ...acme, ...extra, ref: 'a&b=c' }, named);
      expect(server.requests[0]).toMatchObject({ path, query: { ref: 'a&b=c' }, parameters: { ...acme, ...extra } });
    });
  });
});

describe('refusals', () => {
  const soon = Math.floor(Date.now() / 1000) + 3000;
  const soonText = new Date(soon * 1000).toISOString().slice(0, 19);
  const cases: [name: string, route: Route, code: string, parts: (string | RegExp)[], setup?: Setup][] = [
    ['401', refusals.badCredentials, 'MISSING_PERMISSION', ['not valid \\(expired or revoked\\)', 'Bad credentials']],
    ['401 without a token', { status: 401 }, 'NO_CREDENTIAL', ['no token was given'], { token: undefined }],
    [
      '403 of an integration',
      forbidden('integration', 'contents=read'),
      'MISSING_PERMISSION',
      ['permissions: { contents: read }'],
    ],
    [
      '403 of a personal token',
      forbidden('personal access token', 'administration=read'),
      'MISSING_PERMISSION',
      ['the personal access token with administration: read'],
    ],
    ['403 of the plan', refusals.upgrade, 'PLAN_LIMIT', ['Upgrade to GitHub Pro']],
    [
      '403 of single sign-on',
      {
        status: 403,
        headers: { 'x-github-sso': 'required; url=https://x/?secret=1' },
        body: { message: 'Resource protected by organization SAML enforcement.' },
      },
      'MISSING_PERMISSION',
      ['single sign-on'],
    ],
    ['403 of a used up limit', rateLimited(soon), 'RATE_LIMITED', [`until ${soonText}Z`]],
    ['403 without words', { status: 403 }, 'MISSING_PERMISSION', ['may not read']],
    [
      '403 of a large file',
      { status: 403, body: { message: 'The requested blob is too large to fetch via the API' } },
      'TRUNCATED',
      ['too large'],
    ],
    ['404', refusals.notFound, 'NOT_FOUND', ['absent, or hidden from this token']],
    ['404 without a token', refusals.notFound, 'NOT_FOUND', ['no token was given'], { token: undefined }],
    ['404 of a branch without protection', refusals.branchNotProtected, 'NOT_FOUND', ['no classic protection']],
    [
      '409 of an empty repository',
      { status: 409, body: { message: 'Git Repository is empty.' } },
      'NOT_FOUND',
      ['repository is empty'],
    ],
    ['410', { status: 410, body: { message: 'Issues are disabled for this repo' } }, 'NOT_FOUND', ['it is gone']],
    ['422', { status: 422, body: { message: 'No commit found for SHA: 0000' } }, 'NOT_FOUND', ['No commit found']],
    ['429 without a time', { status: 429, body: { message: 'Too many requests' } }, 'RATE_LIMITED', ['rate limit']],
    [
      '429 with a long wait',
      { status: 429, headers: { 'retry-after': '3600' } },
      'RATE_LIMITED',
      [/until \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/],
    ],
    ['451', { status: 451, body: { message: 'Repository access blocked' } }, 'NOT_FOUND', ['legal reasons']],
    ['400', { status: 400, body: { message: 'not a supported version' } }, 'GITHUB_DOWN', ['not a supported version']],
    ['redirect to nowhere', { status: 302 }, 'GITHUB_DOWN', ['no usable address']],
    [
      'redirect in a circle',
      { status: 302, headers: { location: '/repos/acme/app' } },
      'GITHUB_DOWN',
      ['more than 5 times'],
      { retry: { attempts: 1 } },
    ],
    [
      'single sign-on that hides a part',
      { headers: { 'x-github-sso': 'partial-results; organizations=1,2' }, body: app },
      'TRUNCATED',
      ['SAML'],
    ],
    ['an answer of another shape', { body: { name: 7 } }, 'GITHUB_DOWN', ['not as documented at name']],
  ];
  test.each(cases)('%s', async (...[name, route, code, parts, setup]) => {
    const { answer, asked } = await askOnce(route, setup);
    expectRefused(answer, code, 'GET /repos/acme/app: ', ...parts.map((part) => new RegExp(part)));
    expect(asked).toBe(name === 'redirect in a circle' ? 6 : 1);
  });

  test('carry the status', async () => {
    expect((await askOnce(refusals.notFound)).answer).toMatchObject({ ok: false, status: 404 });
  });

  test('tell a stronger credential from a weaker one', async () => {
    const route = byToken({
      tokens: { [token]: { body: app } },
      other: forbidden('integration'),
      none: refusals.notFound,
    });
    expect((await askOnce(route)).answer).toMatchObject({ ok: true });
    expectRefused((await askOnce(route, { token: 'ghs_other' })).answer, 'MISSING_PERMISSION');
    expectRefused((await askOnce(route, { token: undefined })).answer, 'NOT_FOUND');
  });

  test('hostile text of the API is one short line', async () => {
    const text = `\u001b[31m\r\n::error::x\u202e${'y'.repeat(5000)}`;
    const { answer } = await askOnce({ status: 403, body: { message: text } });
    if (answer.ok) throw new Error('the answer was taken');
    expect(answer.because.message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(answer.because.message.length).toBeLessThan(350);
  });

  test.each(['<html>Unicorn</html>', 'plain', '', '[1]', '{"message":7}', '{"message":"half'])(
    'a body that is not as documented (%p) still has its status',
    async (raw) => {
      const { answer } = await askOnce({ status: 404, raw, headers: { 'content-type': 'a b;;c=' } });
      expectRefused(answer, 'NOT_FOUND');
    },
  );
});

describe('the token', () => {
  test('is in no message, hint or log line, whatever the API echoes', async () => {
    const echo = fc.constantFrom<(secret: string) => Route>(
      (secret) => ({ status: 401, body: { message: `Bad credentials: ${secret}` } }),
      (secret) => ({ status: 403, body: { message: `${'x'.repeat(180)}${secret}${secret}` } }),
      (secret) => ({ status: 403, body: { message: `${secret.slice(0, 9)}\u0000${secret.slice(9)} ${secret}` } }),
      (secret) => ({ status: 403, headers: { 'x-accepted-github-permissions': `${secret}=read` } }),
      (secret) => ({ status: 429, headers: { 'retry-after': secret } }),
      (secret) => ({ status: 502, raw: secret }),
      (secret) => ({ status: 302, headers: { location: `http://${secret}.example/${secret}` } }),
      (secret) => ({ raw: secret }),
      (secret) => ({ body: { name: 7, [secret]: secret } }),
      () => ({ reset: true }),
    );
    const secret = fc.stringMatching(/^ghp_[A-Za-z0-9]{36}$/);
    await fc.assert(
      fc.asyncProperty(echo, secret, async (route, value) => {
        const lines: string[] = [];
        const { answer } = await askOnce(route(value), { token: value, lines, retry: { attempts: 2, baseMs: 0 } });
        expect(answer.ok).toBe(false);
        expect(lines.length).toBeGreaterThan(0);
        expect(`${JSON.stringify(answer)}\n${lines.join('\n')}`.toLowerCase()).not.toContain(
          value.toLowerCase().slice(0, 20),
        );
      }),
      { numRuns: 40 },
    );
  });

  test.each(['two words', 'line\nbreak', 'näh'])(
    'that no header can carry (%p) is refused without being shown',
    (bad) => {
      const make = (): GitHub => client({ url: 'http://127.0.0.1:1' }, { token: bad });
      expect(make).toThrow(expect.objectContaining({ code: 'BAD_INPUT', message: expect.not.stringContaining(bad) }));
    },
  );
});

test.each(['', 'api.github.com', 'ftp://x', 'https://user:pass@x', 'https://x/?a=b'])(
  'the address %p is refused',
  (baseUrl) => {
    expect(() => client({ url: baseUrl })).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  },
);

test('the HTTP libraries load with the first request, not with the adapter', () => {
  const sources = [
    'github',
    'github-client',
    'github-exchange',
    'github-lane',
    'github-problem',
    'github-route',
    'github-wait',
  ].map((name) => readFileSync(new URL(`../../../shared/adapters/${name}.ts`, import.meta.url), 'utf8'));
  const statements = sources.join('\n').match(/^import .*@octokit\/.*$/gm) ?? [];
  expect(statements.length).toBeGreaterThan(0);
  expect(statements.filter((statement) => !statement.startsWith('import type '))).toEqual([]);
});
