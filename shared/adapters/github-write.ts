import type { ZodType } from 'zod';
import type { BecauseCode } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { Answer, GitHubWrite, Log, RouteParameters } from '../core/ports.ts';
import { addressOf, baseAddress, fit, usableToken } from './github.ts';
import { exchange, type Received } from './github-exchange.ts';
import { classifyRefusal, tidy } from './github-problem.ts';
import { expandRoute } from './github-route.ts';

export interface GitHubWriteOptions {
  /** The address of the API, e.g. `https://api.github.com`. */
  baseUrl: string;
  token: string;
  userAgent: string;
  log: Log;
  /** For one request, body included. Default 60,000. */
  timeoutMs?: number | undefined;
}

const maxAnswerBytes = 4 * 1024 * 1024;

/**
 * Write access to one GitHub API with one credential. Every request is sent once, to the origin of `baseUrl` only; neither answers
 * nor log lines hold the token. A base address or a token that cannot be used throws `BAD_INPUT`.
 */
export function createGitHubWrite(options: GitHubWriteOptions): GitHubWrite {
  const base = baseAddress(options.baseUrl);
  const token = usableToken(options.token);
  const headers: Record<string, string> = {
    accept: 'application/vnd.github+json',
    'content-type': 'application/json; charset=utf-8',
    'user-agent': options.userAgent,
    'x-github-api-version': '2022-11-28',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const refused = (code: BecauseCode, asked: string, clause: string, status?: number): Answer<never> => ({
    ok: false,
    because: { code, message: `${asked}: ${tidy(clause, token)}` },
    ...(status === undefined ? {} : { status }),
  });

  async function send<T>(
    route: `${'POST' | 'PATCH'} ${string}`,
    parameters: RouteParameters,
    body: Json,
    schema: ZodType<T>,
  ): Promise<Answer<T>> {
    const method = route.startsWith('POST ') ? 'POST' : 'PATCH';
    const path = expandRoute(`GET${route.slice(method.length)}`, parameters);
    const asked = tidy(`${method} ${path}`, token);
    const want = { as: 'json', maxBytes: maxAnswerBytes, timeoutMs: options.timeoutMs ?? 60_000 } as const;
    let received: Received;
    try {
      received = await exchange(addressOf(base, path), headers, {
        ...want,
        method,
        body: JSON.stringify(body),
      });
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      return refused('GITHUB_DOWN', asked, `no usable answer, and it is not known whether it was done: ${message}`);
    }
    options.log.debug(`${asked}: status ${received.status}`);
    if (received.kind === 'refused') return refused(received.code, asked, received.message, received.status);
    if (received.kind === 'failed') {
      const said = tidy(received.message, token);
      const answer = { status: received.status, headers: Object.fromEntries(received.headers), message: said };
      const because = classifyRefusal({ ...answer, hadToken: token !== undefined, asked, tries: 1, now: Date.now() });
      return { ok: false, because, status: received.status, said };
    }
    const fits = fit(received.json, schema);
    return fits.ok ? fits : refused('GITHUB_DOWN', asked, fits.message, received.status);
  }

  return { send };
}
