import type { Octokit } from '@octokit/rest';
import type { ZodType } from 'zod';
import { type Because, type BecauseCode, GovernanceError } from '../core/errors.ts';
import { isObject } from '../core/json.ts';
import type { Answer, GitHub, RouteParameters } from '../core/ports.ts';
import { type ClientOptions, loadClient } from './github-client.ts';
import { exchange, type Received, type Want } from './github-exchange.ts';
import { expectQuery, graphqlAddress, isGraphqlBody, limitMessage } from './github-graphql.ts';
import { classifyRefusal, isRateLimit, type Refusal, retryAt, tidy } from './github-problem.ts';
import { expandRoute, nextPage } from './github-route.ts';

export interface GitHubOptions extends ClientOptions {
  /** For one try, redirects and body included. Default 60,000. */
  timeoutMs?: number | undefined;
}

/** The longest JSON answer that is read. */
const MAX_JSON_BYTES = 32 * 1024 * 1024;
/** The most pages of a list that are read: 10,000 items. */
const MAX_PAGES = 100;
const PAGE_SIZE = 100;

type Refused = { ok: false; because: Because; status?: number | undefined; said?: string | undefined };
type Data = Extract<Received, { kind: 'data' }>;
/** `limited`: what an answer with a status below 400 says of a rate limit. */
type Last =
  | Exclude<Received, { kind: 'failed' }>
  | (Extract<Received, { kind: 'failed' }> & { limited?: true })
  | { kind: 'fault'; message: string };

/** One request, how reports name it, and the quota that it is counted in. */
interface Asking {
  address: URL;
  method: 'GET' | 'POST';
  asked: string;
  quota: 'core' | 'search' | 'graphql';
  accept: string;
  want: Want;
}

/**
 * Read access to one GitHub API with one credential. The HTTP libraries load on the first request. What a client
 * remembers (spacing, a reached rate limit) is its own: another client starts afresh. The token is sent to the origin
 * of `baseUrl` only, and neither answers nor log lines hold it. A base address or a token that cannot be used throws
 * `BAD_INPUT`.
 */
export function createGitHub(options: GitHubOptions): GitHub {
  const base = baseAddress(options.baseUrl);
  const token = usableToken(options.token);
  const timeoutMs = options.timeoutMs ?? 60_000;
  const holds = new Map<string, { until: number; refusal: Refusal }>();
  let client: Promise<Octokit> | undefined;

  const problem = (code: BecauseCode, asked: string, clause: string, status?: number): Refused => ({
    ok: false,
    because: { code, message: `${tidy(asked, token)}: ${tidy(clause, token)}` },
    ...(status === undefined ? {} : { status }),
  });

  function reading(address: URL, accept: string, want: Want): Asking {
    const path = relativePath(address, base);
    const quota = path.startsWith('/search/') ? 'search' : 'core';
    return { address, method: 'GET', asked: tidy(`GET ${path}`, token), quota, accept, want };
  }

  async function ask(asking: Asking): Promise<{ ok: true; data: Data } | Refused> {
    const { address, method, asked, quota, accept, want } = asking;
    const hold = holds.get(quota);
    if (hold !== undefined && Date.now() < hold.until) return refusedBy({ ...hold.refusal, asked });

    client ??= loadClient({ ...options, baseUrl: base.href.replace(/\/$/, ''), token });
    const octokit = await client;
    let tries = 0;
    let last: Last | undefined;
    const send = async (_url: unknown, init: { headers: Record<string, string> }): Promise<Response> => {
      tries += 1;
      last = undefined;
      try {
        last = refusalIn(await exchange(address, init.headers, want), quota);
      } catch (thrown) {
        last = { kind: 'fault', message: thrown instanceof Error ? thrown.message : String(thrown) };
        options.log.debug(`${asked}: ${tidy(last.message, token)}`);
        throw thrown;
      }
      options.log.debug(`${asked}: status ${last.status}`);
      return last.kind === 'failed' ? failure(last) : new Response(null, { status: 204 });
    };
    try {
      await octokit.request({
        method,
        url: relativePath(address, base),
        headers:
          quota === 'graphql'
            ? { accept, 'content-type': 'application/json; charset=utf-8' }
            : { accept, 'x-github-api-version': '2022-11-28' },
        request: { fetch: send, asked },
      });
    } catch (thrown) {
      if (last?.kind !== 'failed' && last?.kind !== 'fault') throw thrown;
    }
    return judge(last, { asked, quota, tries });
  }

  function judge(
    last: Last | undefined,
    { asked, quota, tries }: { asked: string; quota: string; tries: number },
  ): { ok: true; data: Data } | Refused {
    switch (last?.kind) {
      case 'data': {
        const partial = last.headers.get('x-github-sso')?.startsWith('partial-results');
        if (!partial) return { ok: true, data: last };
        const clause = 'organisations are left out for which the token is not authorised by SAML single sign-on';
        return problem('TRUNCATED', asked, clause, last.status);
      }
      case 'refused':
        return problem(last.code, asked, last.message, last.status);
      case 'failed': {
        const headers = Object.fromEntries(last.headers);
        const message = tidy(last.message, token);
        const now = Date.now();
        const { status, limited } = last;
        const refusal = { status, headers, message, hadToken: token !== undefined, asked, tries, now, limited };
        if (isRateLimit(refusal)) holds.set(quota, { until: retryAt(headers, now), refusal });
        return refusedBy(refusal);
      }
      case 'fault':
        return problem('GITHUB_DOWN', asked, `no usable answer after ${count(tries, 'try', 'tries')}: ${last.message}`);
      case undefined:
        throw new GovernanceError('INTERNAL', `${asked}: the HTTP client answered without a request`);
    }
  }

  const json: Want = { as: 'json', maxBytes: MAX_JSON_BYTES, timeoutMs };

  return {
    host: options.host,
    async get<T>(route: string, parameters: RouteParameters, schema: ZodType<T>): Promise<Answer<T>> {
      const address = addressOf(base, expandRoute(route, parameters));
      const answer = await ask(reading(address, 'application/vnd.github+json', json));
      if (!answer.ok) return answer;
      const fits = fit(answer.data.json, schema);
      if (fits.ok) return fits;
      return problem('GITHUB_DOWN', `GET ${relativePath(address, base)}`, fits.message, answer.data.status);
    },

    async all<T>(route: string, parameters: RouteParameters, schema: ZodType<T>): Promise<Answer<T[]>> {
      if ('page' in parameters)
        throw new GovernanceError('INTERNAL', `all() reads every page of ${route}: give no page`);
      const first = addressOf(base, expandRoute(route, { per_page: PAGE_SIZE, ...parameters }));
      const asked = `GET ${relativePath(first, base)}`;
      const items: T[] = [];
      const seen = new Set<string>();
      for (let address: URL | undefined = first; address !== undefined; ) {
        seen.add(address.href);
        const answer = await ask(reading(address, 'application/vnd.github+json', json));
        if (!answer.ok) return answer;
        const { status, headers } = answer.data;
        const page = listOf(answer.data.json);
        if (page === undefined) return problem('GITHUB_DOWN', asked, 'the answer is not a list', status);
        for (const item of page.items) {
          const fits = fit(item, schema);
          if (!fits.ok) return problem('GITHUB_DOWN', asked, `item ${items.length}: ${fits.message}`, status);
          items.push(fits.data);
        }
        const next = nextPage(headers.get('link') ?? undefined);
        if (next === undefined) {
          const missing = page.incomplete ? 'some' : page.total > items.length ? page.total - items.length : 0;
          if (missing === 0) return { ok: true, data: items };
          return problem('TRUNCATED', asked, `GitHub listed ${items.length} and left out ${missing}`, status);
        }
        const url: URL | undefined = URL.canParse(next) ? new URL(next) : undefined;
        const stop =
          url === undefined || url.origin !== base.origin || url.username !== '' || url.password !== ''
            ? 'the next page is not on the same server'
            : seen.has(url.href)
              ? 'its pages lead back to one that was read already'
              : seen.size >= MAX_PAGES
                ? `it has more than ${MAX_PAGES} pages`
                : undefined;
        if (stop !== undefined) return problem('TRUNCATED', asked, `${stop}; ${items.length} items were read`, status);
        address = url;
      }
      throw new GovernanceError('INTERNAL', `${asked}: the list did not end`);
    },

    async bytes(route: string, parameters: RouteParameters, maxBytes: number): Promise<Answer<Uint8Array>> {
      const address = addressOf(base, expandRoute(route, parameters));
      const want: Want = { as: 'bytes', maxBytes, timeoutMs };
      const answer = await ask(reading(address, 'application/vnd.github.raw+json', want));
      return answer.ok ? { ok: true, data: answer.data.bytes } : answer;
    },

    async graphql(query: string, variables: Record<string, unknown>): Promise<Answer<unknown>> {
      expectQuery(query);
      const address = graphqlAddress(base);
      const asked = `POST ${address.pathname}`;
      if (token === undefined) {
        const message = `${asked}: no token was given, and GraphQL answers nobody without one`;
        return { ok: false, because: { code: 'NO_CREDENTIAL', message, needs: 'a token' } };
      }
      const want: Want = { ...json, body: JSON.stringify({ query, variables }) };
      const answer = await ask({ address, method: 'POST', asked, quota: 'graphql', accept: 'application/json', want });
      if (!answer.ok) return answer;
      if (isGraphqlBody(answer.data.json)) return { ok: true, data: answer.data.json };
      return problem('GITHUB_DOWN', asked, 'the answer has neither data nor errors', answer.data.status);
    },
  };
}

function refusedBy(refusal: Refusal): Refused {
  return { ok: false, because: classifyRefusal(refusal), status: refusal.status, said: refusal.message };
}

/** The refusal of a rate limit that GraphQL gives with status 200, as the refusal that it is. */
function refusalIn(received: Received, quota: Asking['quota']): Exclude<Last, { kind: 'fault' }> {
  const message = quota === 'graphql' && received.kind === 'data' ? limitMessage(received.json) : undefined;
  if (message === undefined) return received;
  return { kind: 'failed', status: received.status, headers: received.headers, message, limited: true };
}

/**
 * What Octokit needs to know of a failed answer: status and headers for its waits, and the message that names a limit. It waits for a
 * limit only where the status is that of a refusal.
 */
function failure({ status, headers, message }: Extract<Received, { kind: 'failed' }>): Response {
  const kept = [...headers].filter(([name]) => name === 'retry-after' || name.startsWith('x-ratelimit-'));
  return new Response(JSON.stringify({ message }), {
    status: status < 400 ? 403 : status,
    headers: [...kept, ['content-type', 'application/json']],
  });
}

type Page = { items: unknown[]; total: number; incomplete: boolean };

/** The items of a page: an array, or the only array of an object that counts them. Undefined for anything else. */
function listOf(body: unknown): Page | undefined {
  if (Array.isArray(body)) return { items: body, total: 0, incomplete: false };
  if (!isObject(body) || typeof body['total_count'] !== 'number') return undefined;
  const [items, another] = Object.values(body).filter((value) => Array.isArray(value));
  if (items === undefined || another !== undefined) return undefined;
  return { items, total: body['total_count'], incomplete: body['incomplete_results'] === true };
}

/** A value in the shape that is expected, or a clause that says where it is not. */
export function fit<T>(value: unknown, schema: ZodType<T>): { ok: true; data: T } | { ok: false; message: string } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, data: parsed.data };
  const issue = parsed.error.issues[0];
  const at = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join('.')}`;
  return { ok: false, message: `the answer is not as documented${at}: ${issue?.message ?? 'it does not fit'}` };
}

/** The address of an API; anything but a plain http or https address throws `BAD_INPUT`. */
export function baseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const usable =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (!usable) {
    throw new GovernanceError('BAD_INPUT', 'the address of the GitHub API is not a plain http or https address', {
      hint: 'GITHUB_API_URL must be like https://api.github.com or https://<host>/api/v3.',
    });
  }
  return url;
}

/** The token, or undefined when there is none; one that cannot be sent throws `BAD_INPUT`. */
export function usableToken(token: string | undefined): string | undefined {
  if (token === undefined || token === '') return undefined;
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new GovernanceError(
    'BAD_INPUT',
    'the GitHub token holds a space, a line break or another character that none has',
    {
      hint: 'Check how the secret was stored: often a line break was copied with it.',
    },
  );
}

/** The address of a path of the API. */
export function addressOf(base: URL, path: string): URL {
  return new URL(`${base.href.replace(/\/$/, '')}${path}`);
}

/** Path and query without the path of the API's address. */
function relativePath(address: URL, base: URL): string {
  const prefix = base.pathname.replace(/\/$/, '');
  const path = address.pathname.startsWith(`${prefix}/`) ? address.pathname.slice(prefix.length) : address.pathname;
  return `${path}${address.search}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
