import type { Octokit } from '@octokit/rest';
import type { Log } from '../core/ports.ts';
import { createLane } from './github-lane.ts';
import { isSecondary, tidy } from './github-problem.ts';

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

/** A request as the plugins hand it on; `asked` is how it is named. */
interface Asking {
  request: { asked?: unknown; fetch?: unknown };
}

/** Loads Octokit with its retry and throttling plugins: all times come from the options, and nothing is printed. */
export async function loadClient(options: ClientOptions): Promise<Octokit> {
  const { token } = options;
  const [{ Octokit: Client }, { retry }, { throttling }] = await Promise.all([
    import('@octokit/rest'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ]);
  const attempts = options.retry?.attempts ?? 4;
  const baseMs = options.retry?.baseMs ?? 1000;
  const maxWaitMs = options.retry?.maxWaitMs ?? 60_000;
  const spacingMs = options.spacingMs ?? 1000;

  const mayWait =
    (kind: string) =>
    (seconds: number, { request }: Asking, _octokit: unknown, waits: number) => {
      if (seconds * baseMs > maxWaitMs || waits >= attempts - 1) return false;
      const asked = tidy(String(request.asked), token);
      options.log.info(`GitHub's ${kind} is reached: waiting ${seconds} s before ${asked}`);
      return true;
    };

  // The throttling plugin does not know a bare `retry-after`. Inside the retry plugin, which keeps what it finds decided.
  const retryAfter = (octokit: Pick<Octokit, 'hook'>): object => {
    octokit.hook.error('request', (error, request) => {
      const { response } = error as { response?: { status: number; headers: Record<string, string> } };
      const seconds = Number(response?.headers['retry-after']);
      const refused = response?.status === 429 || response?.status === 403;
      const known = isSecondary(error.message) || response?.headers['x-ratelimit-remaining'] === '0';
      if (refused && !known && seconds >= 0) {
        const waits = Number((request.request as { retryCount?: number } | undefined)?.retryCount ?? 0);
        const failed = error as unknown as { request: { request: object } };
        if (mayWait('rate limit')(seconds, request, octokit, waits)) {
          failed.request.request = { ...failed.request.request, retries: attempts - 1, retryAfter: seconds };
        }
      }
      throw error;
    });
    return {};
  };

  const lanes: object = {
    global: createLane(10, 0),
    auth: createLane(1, 0),
    search: createLane(1, 2 * spacingMs),
    // Nothing is written: what is sent as POST is a query, which waits for its turn but for no time.
    write: createLane(1, 0),
    notifications: createLane(1, 3 * spacingMs),
  };
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return new (Client.plugin(retryAfter, retry, throttling))({
    baseUrl: options.baseUrl,
    ...(token === undefined ? {} : { auth: token }),
    userAgent: options.userAgent,
    log: silent,
    request: { log: silent },
    retry: {
      retries: Math.min(attempts - 1, Math.floor(Math.sqrt(maxWaitMs / baseMs))),
      retryAfterBaseValue: baseMs,
      doNotRetry: Array.from({ length: 100 }, (_, index) => 400 + index).filter((status) => status !== 408),
    },
    throttle: {
      ...lanes,
      retryAfterBaseValue: baseMs,
      onRateLimit: mayWait('rate limit'),
      onSecondaryRateLimit: mayWait('secondary rate limit'),
    },
  });
}
