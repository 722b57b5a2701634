import { isRateLimit, isSecondary } from './github-problem.ts';

/** GitHub asks for a minute where it names no time for its secondary limit. */
const secondaryWait = 60;

/** A request that did not succeed, as Octokit tells it: without an answer the status is 500. */
export interface FailedRequest {
  status: number;
  message: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
}

/** Why a request is sent again, and after how many seconds. */
export interface Wait {
  kind: 'rate limit' | 'secondary rate limit' | 'fault';
  seconds: number;
}

/**
 * The wait before a request is sent again that failed `waits + 1` times; undefined when the same request would have the same answer.
 * A limit names its end (`retry-after`, else the reset of a used up quota, one second later); faults of server and network wait 1, 4,
 * 9 … seconds. `now` in milliseconds since 1970.
 */
export function waitFor({ status, message, headers }: FailedRequest, waits: number, now: number): Wait | undefined {
  if (isRateLimit({ status, headers, message })) {
    const after = Number(headers['retry-after'] ?? Number.NaN);
    const reset = headers['x-ratelimit-remaining'] === '0' ? Number(headers['x-ratelimit-reset']) : Number.NaN;
    if (isSecondary(message)) return { kind: 'secondary rate limit', seconds: after > 0 ? after : secondaryWait };
    const seconds = Number.isNaN(after) ? Math.ceil(reset - now / 1000) + 1 : after;
    return Number.isNaN(seconds) ? undefined : { kind: 'rate limit', seconds: Math.max(seconds, 0) };
  }
  return status >= 500 || status === 408 ? { kind: 'fault', seconds: (waits + 1) ** 2 } : undefined;
}
