import { classifyRefusal } from '../../shared/adapters/github-problem.ts';
import { expandRoute, nextPage } from '../../shared/adapters/github-route.ts';
import type { Because } from '../../shared/core/errors.ts';
import { isObject } from '../../shared/core/json.ts';
import type { Answer, GitHub, RouteParameters } from '../../shared/core/ports.ts';
import {
  compileRoutes,
  matchRoute,
  type RecordedRequest,
  type RouteAnswer,
  type RouteHandler,
  type Routes,
} from './github-server.ts';
import { withFaults } from './platform-faults.ts';
import { graphqlAnswer } from './platform-graphql.ts';
import { restHandlers } from './platform-rest.ts';
import type { PlatformState } from './platform-state.ts';

/*
 * A whole GitHub from plain state: over HTTP for the adapter and the actions, and as a port for tests of the domain. Both have the same
 * handlers. Routes of one repository whose commits are those of a folder (`repositoryApi`) go beside these.
 */

function handlersOf(state: PlatformState): Record<string, RouteHandler> {
  const graphql: RouteHandler = (request) => graphqlAnswer(state, request);
  return withFaults(state, { ...restHandlers(state), 'POST /graphql': graphql, 'POST /api/graphql': graphql });
}

/** For `startGitHub`. Nobody need ask any of them. */
export function platformRoutes(state: PlatformState): Routes {
  return Object.fromEntries(
    Object.entries(handlersOf(state)).map(([key, answer]) => [key, { optional: true, answer }]),
  );
}

export interface PlatformPort {
  github: GitHub;
  /** What was asked, every page by itself, as `GET /repos/acme/app` without its query. */
  asked: string[];
}

const origin = 'http://127.0.0.1:1';

/** The port of one credential, without a network: it asks once, follows pages and judges as the adapter does. */
export function platformGitHub(state: PlatformState, token?: string): PlatformPort {
  const table = compileRoutes(handlersOf(state));
  const asked: string[] = [];
  const counts = new Map<string, number>();

  async function ask(method: string, address: string, body = '', accept = ''): Promise<RouteAnswer> {
    const [path = '', search = ''] = address.split(/\?(.*)/s);
    const { found, parameters } = matchRoute(table, method, path);
    if (found === undefined) throw new Error(`the platform has no route for ${method} ${path}`);
    asked.push(`${method} ${path}`);
    const earlier = counts.get(found.key) ?? 0;
    counts.set(found.key, earlier + 1);
    const request: RecordedRequest = {
      method,
      path,
      query: Object.fromEntries(new URLSearchParams(search)),
      parameters,
      headers: { accept },
      authorization: token === undefined ? undefined : `token ${token}`,
      token,
      origin,
      body,
      earlier,
      route: found.key,
    };
    return typeof found.answer === 'function' ? found.answer(request) : found.answer;
  }

  async function json(
    method: string,
    address: string,
    body?: string,
  ): Promise<Answer<{ value: unknown; link: string | undefined }>> {
    const name = `${method} ${address}`;
    const answer = await ask(method, address, body);
    const { status = 200, headers = {}, body: value } = answer;
    if (
      answer.reset === true ||
      answer.cut !== undefined ||
      answer.delayMs !== undefined ||
      (status < 400 && answer.raw !== undefined)
    )
      return down(`${name}: no usable answer`);
    if (status < 400) return { ok: true, data: { value, link: headers['link'] } };
    const message = isObject(value) && typeof value['message'] === 'string' ? value['message'] : '';
    const refusal = { status, headers, message, hadToken: token !== undefined, asked: name, tries: 1, now: Date.now() };
    return { ok: false, because: classifyRefusal(refusal), status, said: message };
  }

  async function all(address: string): Promise<Answer<unknown[]>> {
    const items: unknown[] = [];
    const seen = new Set<string>();
    for (let next: string | undefined = address; next !== undefined; ) {
      seen.add(next);
      const answer: Awaited<ReturnType<typeof json>> = await json('GET', next);
      if (!answer.ok) return answer;
      const { value, link } = answer.data;
      const page = Array.isArray(value)
        ? value
        : Object.values(isObject(value) ? value : {}).find((one) => Array.isArray(one));
      if (page === undefined) return down(`GET ${address}: the answer is not a list`);
      items.push(...page);
      const following = nextPage(link);
      next = following?.startsWith(origin) === true ? following.slice(origin.length) : undefined;
      if (following !== undefined && (next === undefined || seen.has(next) || seen.size >= 100))
        return {
          ok: false,
          because: { code: 'TRUNCATED', message: `GET ${address}: ${items.length} items were read` },
        };
    }
    return { ok: true, data: items };
  }

  const query = (route: string, parameters: RouteParameters): string => expandRoute(route, parameters);
  const github: GitHub = {
    host: 'github.com',
    async get(route, parameters, schema) {
      const answer = await json('GET', query(route, parameters));
      if (!answer.ok) return answer;
      const parsed = schema.safeParse(answer.data.value);
      return parsed.success ? { ok: true, data: parsed.data } : down(`${route}: the answer is not as documented`);
    },
    async all(route, parameters, schema) {
      const answer = await all(query(route, { per_page: 100, ...parameters }));
      if (!answer.ok) return answer;
      const parsed = schema.array().safeParse(answer.data);
      return parsed.success ? { ok: true, data: parsed.data } : down(`${route}: the answer is not as documented`);
    },
    async bytes(route, parameters, maxBytes) {
      const address = query(route, parameters);
      const {
        status = 200,
        headers = {},
        raw = '',
        body,
      } = await ask('GET', address, '', 'application/vnd.github.raw+json');
      if (status >= 400) {
        const message = isObject(body) && typeof body['message'] === 'string' ? body['message'] : '';
        const refusal = {
          status,
          headers,
          message,
          hadToken: token !== undefined,
          asked: `GET ${address}`,
          tries: 1,
          now: Date.now(),
        };
        return { ok: false, because: classifyRefusal(refusal), status, said: message };
      }
      const data = typeof raw === 'string' ? new TextEncoder().encode(raw) : raw;
      if (data.length <= maxBytes) return { ok: true, data };
      return { ok: false, because: { code: 'TRUNCATED', message: `it is larger than ${maxBytes} bytes` } };
    },
    async graphql(text, variables) {
      if (token === undefined)
        return { ok: false, because: { code: 'NO_CREDENTIAL', message: 'no token was given', needs: 'a token' } };
      const answer = await json('POST', '/graphql', JSON.stringify({ query: text, variables }));
      return answer.ok ? { ok: true, data: answer.data.value } : answer;
    },
  };
  return { github, asked };
}

function down(message: string): { ok: false; because: Because } {
  return { ok: false, because: { code: 'GITHUB_DOWN', message } };
}
