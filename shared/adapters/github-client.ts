import type { Octokit } from '@octokit/rest';
import type { Log } from '../core/ports.ts';
import { createLane } from './github-lane.ts';
import { tidy } from './github-problem.ts';
import { type FailedRequest, type Wait, waitFor } from './github-wait.ts';

export interface ClientOptions {
  /** The address of the API, e.g. `https://api.github.com` or `https://<host>/api/v3`. */
  baseUrl: string;
  /** The host of the web addresses that belong to it, e.g. `github.com`. */
  host: string;
  /** Undefined or empty: only public data can be read, and every refusal says that no token was given. */
  token: string | undefined;
  userAgent: string;
  log: Log;
  retry?:
    | {
        /** How often one request is sent at most. Default 4. */
        attempts?: number | undefined;
        /** How many milliseconds a second of waiting lasts; tests make it short. Faults wait 1, 4, 9 s. Default 1000. */
        baseMs?: number | undefined;
        /** No single wait is longer; a rate limit that needs more is `RATE_LIMITED` at once. Default 60,000. */
        maxWaitMs?: number | undefined;
      }
    | undefined;
  /** Two searches start at least twice this apart; other reads are not spaced. In milliseconds, default 1000. */
  spacingMs?: number | undefined;
}

/** Loads Octokit. Requests wait their turn, and are sent again after limits and faults; all times come from the options, and nothing is printed. */
export async function loadClient(options: ClientOptions): Promise<Octokit> {
  const { token } = options;
  const { Octokit: Client } = await import('@octokit/rest');
  const attempts = options.retry?.attempts ?? 4;
  const baseMs = options.retry?.baseMs ?? 1000;
  const maxWaitMs = options.retry?.maxWaitMs ?? 60_000;
  const all = createLane(10, 0);
  const searches = createLane(1, 2 * (options.spacingMs ?? 1000));

  const mayWait = ({ kind, seconds }: Wait, waits: number, { request }: { request: object }): boolean => {
    if (seconds * baseMs > maxWaitMs || waits >= attempts - 1) return false;
    const asked = tidy(String((request as { asked?: unknown }).asked), token);
    if (kind !== 'fault') options.log.info(`GitHub's ${kind} is reached: waiting ${seconds} s before ${asked}`);
    return true;
  };

  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const client = new Client({
    baseUrl: options.baseUrl,
    ...(token === undefined ? {} : { auth: token }),
    userAgent: options.userAgent,
    log: silent,
    request: { log: silent },
  });
  client.hook.wrap('request', async (request, asking) => {
    for (let waits = 0; ; waits += 1) {
      if (asking.url.startsWith('/search/')) await searches.run(async () => {});
      try {
        return await all.run(async () => request(asking));
      } catch (thrown) {
        const wait = waitFor(failedRequest(thrown), waits, Date.now());
        if (wait === undefined || !mayWait(wait, waits, asking)) throw thrown;
        await new Promise((resolve) => setTimeout(resolve, wait.seconds * baseMs));
      }
    }
  });
  return client;
}

function failedRequest(thrown: unknown): FailedRequest {
  const { status, message, response } = thrown as {
    status?: number;
    message?: string;
    response?: { headers: Record<string, string | undefined> };
  };
  // What is no failure of a request is a defect, which comes again.
  return { status: status ?? 0, message: message ?? '', headers: response?.headers ?? {} };
}
