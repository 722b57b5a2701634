import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that the server got. `parameters` are the decoded placeholders of the route that answered it. */
export interface RecordedRequest {
  method: string;
  /** As it was sent, escapes included, without the query. */
  path: string;
  query: Readonly<Record<string, string>>;
  parameters: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  authorization: string | undefined;
  /** The credential of `authorization` without its scheme. */
  token: string | undefined;
  /** `http://127.0.0.1:<port>` of this server, for links to it. */
  origin: string;
  /** What was sent with it; empty for a GET. */
  body: string;
  /** How often this route was asked before. */
  earlier: number;
  /** The route that answered; undefined for one that the table does not have. */
  route: string | undefined;
}

export interface RouteAnswer {
  /** Default 200. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`; `application/octet-stream` unless `headers` says otherwise. */
  raw?: Uint8Array | string;
  delayMs?: number;
  /** The connection is cut after so many bytes of the body, whose whole length was promised. */
  cut?: number;
  /** The connection is reset before anything is answered. */
  reset?: true;
}

export type RouteHandler = (request: RecordedRequest) => RouteAnswer | Promise<RouteAnswer>;

/** What answers a route. `optional`: it is no fault if nobody asks. */
export type Route = RouteAnswer | RouteHandler | { optional: true; answer: RouteAnswer | RouteHandler };

/**
 * Routes as GitHub's REST documentation writes them: `GET /repos/{owner}/{repo}`. `{name}` stands for one segment (which may
 * hold an escaped slash), `{+name}` for one or more. The route with the fewest placeholders answers, `{+name}` last.
 */
export type Routes = Readonly<Record<string, Route>>;

export interface GitHubServer {
  /** The base address for the client. */
  url: string;
  /** All requests so far, in the order in which they came. */
  requests: readonly RecordedRequest[];
  /** Throws when a request had no route or a route had no request. */
  expectNoUnknown(): void;
  /** Ends all connections and then does `expectNoUnknown`, unless told not to. */
  close(options?: { check: boolean }): Promise<void>;
}

/** The header that marks the 404 of a route that the table does not have. */
export const unknownRouteHeader = 'x-test-unknown-route';

export interface CompiledRoute {
  key: string;
  method: string;
  pattern: RegExp;
  names: readonly string[];
  weight: number;
  answer: RouteAnswer | RouteHandler;
  optional: boolean;
}

/** Plays GitHub's API from one table, on a free port of 127.0.0.1. It knows nothing of the test runner. */
export async function startGitHub(routes: Routes): Promise<GitHubServer> {
  const table = compileRoutes(routes);
  const requests: RecordedRequest[] = [];
  const faults: string[] = [];
  let origin = '';

  const server = createServer((incoming, outgoing) => {
    if (incoming.method === 'GET') {
      respond(incoming, '', outgoing);
      return;
    }
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => respond(incoming, Buffer.concat(chunks).toString(), outgoing));
  });

  function respond(incoming: IncomingMessage, body: string, outgoing: ServerResponse): void {
    const { request, answer } = route(incoming, body);
    requests.push(request);
    Promise.resolve()
      .then(() => (typeof answer === 'function' ? answer(request) : answer))
      .then((plain) => send(plain, outgoing))
      .catch((thrown: unknown) => {
        faults.push(`the route ${request.route} failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
        outgoing.destroy();
      });
  }

  function route(
    incoming: IncomingMessage,
    body: string,
  ): {
    request: RecordedRequest;
    answer: RouteAnswer | RouteHandler;
  } {
    const method = incoming.method ?? '';
    const [path = '', search = ''] = (incoming.url ?? '').split(/\?(.*)/s);
    const { found, parameters } = matchRoute(table, method, path);
    const authorization = incoming.headers.authorization;
    const request: RecordedRequest = {
      method,
      path,
      query: Object.fromEntries(new URLSearchParams(search)),
      parameters,
      headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
      authorization,
      token: authorization?.replace(/^(token|bearer) /i, ''),
      origin,
      body,
      earlier: requests.filter((earlier) => found !== undefined && earlier.route === found.key).length,
      route: found?.key,
    };
    if (found !== undefined) return { request, answer: found.answer };
    const missing = { message: `no route: ${method} ${path}` };
    return { request, answer: { status: 404, headers: { [unknownRouteHeader]: '1' }, body: missing } };
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function expectNoUnknown(): void {
    const unknown = requests
      .filter((request) => request.route === undefined)
      .map(({ method, path }) => `no route for ${method} ${path}`);
    const unused = table
      .filter(({ optional, key }) => !optional && !requests.some((request) => request.route === key))
      .map(({ key }) => `nobody asked ${key}`);
    const problems = [...new Set([...unknown, ...unused, ...faults])];
    if (problems.length > 0) throw new Error(`the GitHub server was not used as told:\n${problems.join('\n')}`);
  }

  return {
    url: origin,
    requests,
    expectNoUnknown,
    async close({ check } = { check: true }) {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      if (check) expectNoUnknown();
    },
  };
}

/** Starts a server for as long as `use` runs. A fault of `use` is what is thrown; otherwise the table must have been used. */
export async function withGitHub<T>(routes: Routes, use: (server: GitHubServer) => Promise<T>): Promise<T> {
  const server = await startGitHub(routes);
  let result: T;
  try {
    result = await use(server);
  } catch (thrown) {
    await server.close({ check: false });
    throw thrown;
  }
  await server.close();
  return result;
}

/** The routes in the order in which they are tried. */
export function compileRoutes(routes: Routes): CompiledRoute[] {
  return Object.entries(routes)
    .map(([key, route]) => compile(key, route))
    .sort((a, b) => a.weight - b.weight);
}

/** The route that answers a request, and the decoded values of its placeholders. */
export function matchRoute(
  table: readonly CompiledRoute[],
  method: string,
  path: string,
): { found: CompiledRoute | undefined; parameters: Record<string, string> } {
  const found = table.find((one) => one.method === method && one.pattern.test(path));
  const values = found?.pattern.exec(path)?.slice(1) ?? [];
  const parameters = found?.names.map((name, index) => [name, decode(values[index] ?? '')]) ?? [];
  return { found, parameters: Object.fromEntries(parameters) };
}

function compile(key: string, route: Route): CompiledRoute {
  const match = /^([A-Z]+) (\/[^\s?#]*)$/.exec(key);
  if (match === null) throw new Error(`not a route: ${key}`);
  const [, method = '', template = ''] = match;
  const names: string[] = [];
  let weight = 0;
  const pattern = template
    .split(/(\{\+?[a-z_]+\})/)
    .map((part) => {
      const placeholder = /^\{(\+?)([a-z_]+)\}$/.exec(part);
      if (placeholder === null) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(placeholder[2] ?? '');
      weight += placeholder[1] === '+' ? 100 : 1;
      return placeholder[1] === '+' ? '(.+)' : '([^/]+)';
    })
    .join('');
  const marked = typeof route === 'object' && 'optional' in route;
  return {
    key,
    method,
    pattern: new RegExp(`^${pattern}$`),
    names,
    weight,
    answer: marked ? route.answer : route,
    optional: marked,
  };
}

async function send(answer: RouteAnswer, outgoing: ServerResponse): Promise<void> {
  if (answer.delayMs !== undefined) await pause(answer.delayMs, outgoing);
  if (outgoing.destroyed) return;
  if (answer.reset) {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const json = answer.raw === undefined;
  const text = answer.raw ?? (answer.body === undefined ? '' : JSON.stringify(answer.body));
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const chunked = answer.headers?.['transfer-encoding'] === 'chunked';
  outgoing.writeHead(answer.status ?? 200, {
    'content-type': json ? 'application/json; charset=utf-8' : 'application/octet-stream',
    ...(chunked || answer.status === 204 ? {} : { 'content-length': String(bytes.byteLength) }),
    ...answer.headers,
  });
  if (answer.cut === undefined) {
    outgoing.end(bytes);
    return;
  }
  outgoing.write(bytes.subarray(0, answer.cut), () => outgoing.destroy());
  if (answer.cut === 0) outgoing.flushHeaders();
}

/** Waits, but not for a client that has gone. */
async function pause(milliseconds: number, outgoing: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    outgoing.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
