import { isObject } from '../core/json.ts';
import { describeFault } from './github-problem.ts';

/** What a request asks for, and its limits. `maxBytes` counts the bytes of the body after decompression. */
export interface Want {
  as: 'json' | 'bytes';
  maxBytes: number;
  timeoutMs: number;
  /** A JSON text to POST; without it the request is a GET. */
  body?: string | undefined;
}

/**
 * What came. `data`: a complete body, `json` parsed when it was wanted (undefined for 204 and 205). `refused`: an answer that
 * no further try would make usable, with a clause that says why. `failed`: a status of 400 or more, with GitHub's `message`.
 */
export type Received =
  | { kind: 'data'; status: number; headers: Headers; bytes: Uint8Array; json: unknown }
  | { kind: 'refused'; status: number; headers: Headers; code: 'TRUNCATED' | 'GITHUB_DOWN'; message: string }
  | { kind: 'failed'; status: number; headers: Headers; message: string };

const MAX_REDIRECTS = 5;
const MAX_ERROR_BYTES = 65_536;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * One request with its redirects, within one time limit for all of it, body included. Throws an Error whose message is a clause
 * when no complete answer came: a further try may help. `authorization` never leaves the origin of `address`: JSON is not
 * taken from another origin at all, bytes are fetched there without it. What is posted follows no redirect.
 */
export async function exchange(address: URL, headers: Record<string, string>, want: Want): Promise<Received> {
  try {
    const signal = AbortSignal.timeout(want.timeoutMs);
    const answer = await follow(address, headers, want, signal);
    return 'kind' in answer ? answer : await receive(answer, want);
  } catch (thrown) {
    throw new Error(describeFault(thrown, want.timeoutMs), { cause: thrown });
  }
}

async function follow(
  address: URL,
  headers: Record<string, string>,
  want: Want,
  signal: AbortSignal,
): Promise<Response | Received> {
  let url = address;
  let sent = headers;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const what = want.body === undefined ? { method: 'GET' } : { method: 'POST', body: want.body };
    const response = await fetch(url, { ...what, headers: sent, redirect: 'manual', signal });
    if (!REDIRECTS.has(response.status)) return response;
    await response.body?.cancel();
    const refused = (message: string): Received => ({
      kind: 'refused',
      status: response.status,
      headers: response.headers,
      code: 'GITHUB_DOWN',
      message,
    });
    if (want.body !== undefined) return refused('it was redirected, and a query is not sent on');
    const location = response.headers.get('location');
    const next = location !== null && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (next === undefined || next.username !== '' || next.password !== '') {
      return refused('it was redirected to no usable address');
    }
    if (next.origin !== url.origin) {
      if (want.as === 'json') return refused(`it was redirected to another server, ${next.host}, which is not asked`);
      if (next.protocol !== 'https:' && next.protocol !== address.protocol) {
        return refused(`it was redirected to ${next.protocol}//${next.host}, which is not encrypted`);
      }
      sent = Object.fromEntries(Object.entries(sent).filter(([name]) => name.toLowerCase() !== 'authorization'));
    }
    url = next;
  }
  return {
    kind: 'refused',
    status: 0,
    headers: new Headers(),
    code: 'GITHUB_DOWN',
    message: `it was redirected more than ${MAX_REDIRECTS} times`,
  };
}

async function receive(response: Response, want: Want): Promise<Received> {
  const { status, headers } = response;
  if (status >= 400 && status <= 599) {
    const body = await readBody(response, MAX_ERROR_BYTES);
    return { kind: 'failed', status, headers, message: body === undefined ? '' : messageOf(body) };
  }
  if (status < 200 || status > 299) {
    await response.body?.cancel();
    throw new Error(`the status ${status} was not expected`);
  }
  const bytes = await readBody(response, want.maxBytes);
  if (bytes === undefined) {
    return { kind: 'refused', status, headers, code: 'TRUNCATED', message: `it is larger than ${want.maxBytes} bytes` };
  }
  const empty = status === 204 || status === 205;
  return { kind: 'data', status, headers, bytes, json: want.as === 'json' && !empty ? parseJson(bytes) : undefined };
}

/** The whole body; undefined as soon as it is known to be longer than `maxBytes`. */
async function readBody(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const { body, headers } = response;
  const promised =
    headers.get('content-encoding') === null ? Number(headers.get('content-length') ?? Number.NaN) : Number.NaN;
  if (promised > maxBytes) {
    await body?.cancel();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (body !== null) {
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > maxBytes) return undefined;
      chunks.push(chunk);
    }
  }
  if (size < promised) throw new Error(`the connection was cut after ${size} of ${promised} bytes`);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Error('the answer is not JSON, or only a part of it');
  }
}

function messageOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) && typeof body['message'] === 'string' ? body['message'] : '';
  } catch {
    return /^\s*</.test(text) ? '' : text;
  }
}
