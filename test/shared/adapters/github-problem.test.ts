import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  classifyRefusal,
  describeFault,
  isRateLimit,
  type Refusal,
  retryAt,
  tidy,
} from '../../../shared/adapters/github-problem.ts';

const now = Date.UTC(2026, 10, 20, 9, 30);
const seconds = now / 1000;
const used = { 'x-ratelimit-remaining': '0' };

function refusal(part: Partial<Refusal>): Refusal {
  return {
    status: 403,
    headers: {},
    message: '',
    hadToken: true,
    asked: 'GET /repos/acme/app',
    tries: 1,
    now,
    ...part,
  };
}

describe('the code of a refusal', () => {
  test.each<[Partial<Refusal>, string]>([
    [{ status: 401 }, 'MISSING_PERMISSION'],
    [{ status: 401, hadToken: false }, 'NO_CREDENTIAL'],
    [{ status: 403 }, 'MISSING_PERMISSION'],
    [{ status: 403, hadToken: false }, 'NO_CREDENTIAL'],
    [{ message: 'Resource not accessible by integration' }, 'MISSING_PERMISSION'],
    [{ message: 'Resource not accessible by personal access token' }, 'MISSING_PERMISSION'],
    [{ message: 'Upgrade to GitHub Pro or make this repository public to enable this feature.' }, 'PLAN_LIMIT'],
    [{ headers: { 'x-github-sso': 'required; url=https://x' } }, 'MISSING_PERMISSION'],
    [{ message: 'This API returns blobs up to 100 MB in size. The requested blob is too large' }, 'TRUNCATED'],
    [{ headers: used, message: 'Resource not accessible by integration' }, 'RATE_LIMITED'],
    [{ headers: used, message: 'Upgrade to GitHub Pro' }, 'RATE_LIMITED'],
    [{ headers: { 'retry-after': '60' } }, 'RATE_LIMITED'],
    [{ message: 'You have exceeded a secondary rate limit.' }, 'RATE_LIMITED'],
    [{ headers: { 'x-ratelimit-remaining': '10' } }, 'MISSING_PERMISSION'],
    [{ status: 429 }, 'RATE_LIMITED'],
    [{ status: 404 }, 'NOT_FOUND'],
    [{ status: 404, headers: used }, 'NOT_FOUND'],
    [{ status: 406, message: 'Sorry, the diff exceeded the maximum number of lines (20000)' }, 'TRUNCATED'],
    [{ status: 409, message: 'Git Repository is empty.' }, 'NOT_FOUND'],
    [{ status: 409, message: 'Merge conflict' }, 'GITHUB_DOWN'],
    [{ status: 410 }, 'NOT_FOUND'],
    [{ status: 413 }, 'TRUNCATED'],
    [{ status: 422 }, 'NOT_FOUND'],
    [{ status: 422, message: 'Only the first 1000 search results are available' }, 'TRUNCATED'],
    [{ status: 451 }, 'NOT_FOUND'],
    [{ status: 400 }, 'GITHUB_DOWN'],
    [{ status: 500 }, 'GITHUB_DOWN'],
    [{ status: 503, headers: { 'retry-after': '5' } }, 'GITHUB_DOWN'],
  ])('%j is %s', (part, code) => {
    expect(classifyRefusal(refusal(part)).code).toBe(code);
  });
});

describe('what is needed', () => {
  const integration = 'Resource not accessible by integration';
  const elsewhere = ': a workflow cannot grant this to its own token';
  test.each([
    ['contents=read', integration, 'permissions: { contents: read }'],
    ['pull_requests=write,contents=read', integration, 'permissions: { pull-requests: write, contents: read }'],
    [
      'administration=read',
      integration,
      `a GitHub App token or fine-grained token with administration: read${elsewhere}`,
    ],
    ['administration=read; checks=read', integration, 'permissions: { checks: read }'],
    ['metadata=read,issues=read', integration, 'permissions: { issues: read }'],
    [
      'contents=read',
      'Resource not accessible by personal access token',
      'the personal access token with contents: read',
    ],
    ['metadata=read', integration, undefined],
    ['', integration, undefined],
    ['contents=own; <b>=read; contents', integration, undefined],
  ])('%j after %j: %j', (header, message, needs) => {
    const headers = { 'x-accepted-github-permissions': header };
    expect(classifyRefusal(refusal({ headers, message })).needs).toBe(needs);
    expect(classifyRefusal(refusal({ status: 404, headers, message })).needs).toBe(needs);
  });

  test('a token, where none was given', () => {
    for (const status of [401, 403]) {
      expect(classifyRefusal(refusal({ status, hadToken: false }))).toMatchObject({
        message: expect.stringContaining('no token was given'),
        needs: 'a token',
      });
    }
    expect(classifyRefusal(refusal({ status: 404, hadToken: false }))).toMatchObject({
      message: expect.stringContaining('hidden because no token was given'),
      needs: 'a token, if it is hidden',
    });
    expect(classifyRefusal(refusal({ status: 429, hadToken: false })).needs).toMatch(
      /without one GitHub allows 60 requests/,
    );
  });

  test('the address of single sign-on, which holds a secret, is not repeated', () => {
    const headers = { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=AAAA' };
    expect(JSON.stringify(classifyRefusal(refusal({ headers })))).not.toMatch(/AAAA|https:/);
  });
});

describe('messages', () => {
  test.each([
    [
      { status: 404, message: 'Not Found' },
      'GET /repos/acme/app: it is absent, or hidden from this token (GitHub answered 404 "Not Found")',
    ],
    [{ status: 401 }, 'GET /repos/acme/app: the token is not valid (expired or revoked) (GitHub answered 401)'],
    [{ status: 502, tries: 4 }, 'GET /repos/acme/app: no usable answer after 4 tries (GitHub answered 502)'],
    [
      { headers: { ...used, 'x-ratelimit-reset': String(seconds + 90) } },
      'GET /repos/acme/app: the rate limit of this token is reached until 2026-11-20T09:31:30Z (GitHub answered 403)',
    ],
  ])('of %j', (part, message) => {
    expect(classifyRefusal(refusal(part)).message).toBe(message);
  });

  test('of a branch without protection leaves rulesets open', () => {
    const message = 'Branch not protected';
    expect(classifyRefusal(refusal({ status: 404, message })).message).toMatch(/no classic protection; a ruleset may/);
    expect(classifyRefusal(refusal({ status: 404, message, hadToken: false })).message).toMatch(/hidden/);
  });

  test('never hold control characters, nor more than 200 characters of foreign text', () => {
    const status = fc.constantFrom(400, 401, 403, 404, 409, 410, 422, 429, 451, 500, 502);
    const text = fc.string({ unit: 'binary', maxLength: 600 });
    const name = fc.constantFrom('x-accepted-github-permissions', 'x-github-sso', 'retry-after', 'x-ratelimit-reset');
    fc.assert(
      fc.property(status, text, name, text, fc.boolean(), (code, message, header, value, hadToken) => {
        const headers = { ...used, [header]: value };
        const because = classifyRefusal(refusal({ status: code, message, headers, hadToken }));
        const all = `${because.message}${because.needs ?? ''}`;
        expect(all).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
        expect([...because.message].length).toBeLessThan(450);
      }),
    );
  });
});

describe('when the next request may be sent', () => {
  const minute = now + 60_000;
  test.each<[Refusal['headers'], number]>([
    [{}, minute],
    [{ 'retry-after': '7' }, now + 7000],
    [{ 'retry-after': '7', ...used, 'x-ratelimit-reset': String(seconds + 90) }, now + 7000],
    [{ ...used, 'x-ratelimit-reset': String(seconds + 90) }, now + 90_000],
    [{ 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': String(seconds + 90) }, minute],
    [{ ...used, 'x-ratelimit-reset': '0' }, minute],
    [{ ...used, 'x-ratelimit-reset': '999999999999' }, minute],
    [{ ...used, 'x-ratelimit-reset': 'NaN' }, minute],
    [{ 'retry-after': '-1' }, minute],
    [{ 'retry-after': '9'.repeat(40) }, minute],
    [{ 'retry-after': 'Fri, 20 Nov 2026 09:31:00 GMT' }, minute],
  ])('after %j', (headers, at) => {
    expect(retryAt(headers, now)).toBe(at);
  });

  test('only 403 and 429 are rate limits', () => {
    const limited = [200, 401, 403, 404, 422, 429, 500, 503].filter((status) =>
      isRateLimit({ status, headers: used, message: '' }),
    );
    expect(limited).toEqual([403, 429]);
  });
});

describe('foreign text', () => {
  test.each([
    ['plain', 'plain'],
    [' a\r\n::error::b\u001b[0m ', 'a ::error::b [0m'],
    ['a\u202eb\u200bc\u2028d\ufeff', 'a b c d'],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['x'.repeat(201), `${'x'.repeat(199)}…`],
    ['😀'.repeat(200), '😀'.repeat(200)],
    ['😀'.repeat(201), `${'😀'.repeat(199)}…`],
  ])('%j becomes one line of at most 200 characters', (text, tidied) => {
    expect(tidy(text)).toBe(tidied);
  });

  test('a secret is gone in every case, and no part of it is left by the cut', () => {
    const secret = 'ghp_A.b$c';
    expect(tidy(`1 ${secret} 2 ${secret.toLowerCase()} 3`, secret)).toBe('1 *** 2 *** 3');
    expect(tidy(`ghp_\u0000A.b$c`, secret)).toBe('ghp_ A.b$c');
    expect(tidy(`${'x'.repeat(195)}${secret}`, secret)).toBe(`${'x'.repeat(195)}***`);
  });
});

describe('faults below HTTP', () => {
  const fault = (code: string): unknown => ({
    name: 'TypeError',
    message: 'fetch failed',
    cause: { code, message: 'inner' },
  });
  test.each<[unknown, RegExp]>([
    [
      { name: 'TimeoutError', message: 'The operation was aborted due to timeout' },
      /^no complete answer within 1\.5 s$/,
    ],
    [fault('UND_ERR_CONNECT_TIMEOUT'), /in time/],
    [fault('ETIMEDOUT'), /in time/],
    [fault('ENOTFOUND'), /host name was not found/],
    [fault('EAI_AGAIN'), /host name was not found/],
    [fault('ECONNREFUSED'), /refused/],
    [fault('ECONNRESET'), /connection was cut/],
    [fault('UND_ERR_SOCKET'), /connection was cut/],
    [fault('SELF_SIGNED_CERT_IN_CHAIN'), /certificate.*NODE_EXTRA_CA_CERTS/],
    [fault('EOTHER'), /^inner \(EOTHER\)$/],
    [new Error('the answer is not JSON'), /^the answer is not JSON$/],
    ['text', /^text$/],
    [undefined, /^undefined$/],
  ])('%p', (thrown, clause) => {
    expect(describeFault(thrown, 1500)).toMatch(clause);
  });

  test('causes in a circle end', () => {
    const circle: { message: string; cause?: unknown } = { message: 'round' };
    circle.cause = circle;
    expect(describeFault(circle, 1)).toBe('round');
  });
});
