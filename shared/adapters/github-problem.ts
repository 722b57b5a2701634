import type { Because } from '../core/errors.ts';
import { workflowPermissions } from '../core/workflow-permissions.ts';

/** An answer of GitHub that refuses, as far as it decides what is wrong. */
export interface Refusal {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The `message` of the body; empty when it has none. */
  message: string;
  hadToken: boolean;
  /** The request, e.g. `GET /repos/acme/app`. */
  asked: string;
  /** How often it was asked. */
  tries: number;
  /** The time of the answer in milliseconds since 1970. */
  now: number;
  /** The body says that it is a rate limit: GraphQL says so with status 200. */
  limited?: boolean | undefined;
}

const LONGEST_TEXT = 200;
const SECONDARY_WAIT_MS = 60_000;
const LONGEST_PLAUSIBLE_WAIT_MS = 7 * 24 * 3_600_000;

/** C0, DEL, C1, line and paragraph separators, zero-width and bidirectional controls, the byte order mark. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu;

/**
 * Text from outside as one line of at most 200 characters: runs of control, zero-width and direction characters become
 * one space. The secret, also in lower case as in a host name, is replaced by `***` after that and before the cut, so
 * neither can put it together or leave a part of it.
 */
export function tidy(text: string, secret?: string): string {
  const oneLine = text.replace(CONTROLS, ' ').trim();
  const hidden =
    secret === undefined ? oneLine : oneLine.replace(new RegExp(secret.replace(/[^A-Za-z0-9]/g, '\\$&'), 'gi'), '***');
  const characters = [...hidden.slice(0, LONGEST_TEXT * 2 + 2)];
  return characters.length > LONGEST_TEXT ? `${characters.slice(0, LONGEST_TEXT - 1).join('')}…` : hidden;
}

/** Whether a refusal is a rate limit. It is decided before permissions: both come as 403. */
export function isRateLimit(refusal: Pick<Refusal, 'status' | 'headers' | 'message' | 'limited'>): boolean {
  if (refusal.status === 429 || refusal.limited === true) return true;
  if (refusal.status !== 403) return false;
  const { headers, message } = refusal;
  return headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined || isSecondary(message);
}

/** Whether GitHub says that it is its secondary limit. */
export function isSecondary(message: string): boolean {
  return /\bsecondary rate\b/i.test(message);
}

/**
 * When the next request may be sent, in milliseconds since 1970: `retry-after`, else the reset time of a used up limit,
 * else a minute from now. Times that are not plausible (in the past, more than a week ahead) count as not given.
 */
export function retryAt(headers: Refusal['headers'], now: number): number {
  const seconds = wholeNumber(headers['retry-after']);
  const reset = headers['x-ratelimit-remaining'] === '0' ? wholeNumber(headers['x-ratelimit-reset']) : undefined;
  const named = seconds !== undefined ? now + seconds * 1000 : reset !== undefined ? reset * 1000 : undefined;
  const plausible = named !== undefined && named >= now - 1000 && named <= now + LONGEST_PLAUSIBLE_WAIT_MS;
  return plausible ? named : now + SECONDARY_WAIT_MS;
}

/**
 * What a refusal means, by the table of GitHub's troubleshooting and rate limit pages. The message is one line that
 * quotes at most 200 characters of GitHub's own text; `needs` names the permission and the line to add to the workflow.
 */
export function classifyRefusal(refusal: Refusal): Because {
  const { status, headers, hadToken } = refusal;
  const said = tidy(refusal.message);
  const found = (code: Because['code'], clause: string, needs?: string): Because => ({
    code,
    message: `${tidy(refusal.asked)}: ${clause} (GitHub answered ${status}${said === '' ? '' : ` "${said}"`})`,
    ...(needs === undefined ? {} : { needs }),
  });

  if (isRateLimit(refusal)) {
    const kind = isSecondary(said) ? 'secondary rate limit' : 'rate limit';
    const until = utc(retryAt(headers, refusal.now));
    return found(
      'RATE_LIMITED',
      `the ${kind} of ${hadToken ? 'this token' : 'requests without a token'} is reached until ${until}`,
      hadToken ? `a run after ${until}` : 'a token: without one GitHub allows 60 requests an hour',
    );
  }
  if (status === 401) {
    return hadToken
      ? found('MISSING_PERMISSION', 'the token is not valid (expired or revoked)', 'a valid token')
      : found('NO_CREDENTIAL', 'no token was given, and this cannot be read without one', 'a token');
  }
  if (status === 403) return classifyForbidden(refusal, said, found);
  if (status === 404) return classifyAbsent(refusal, said, found);
  if (status === 409 && /\bempty\b/i.test(said)) return found('NOT_FOUND', 'the repository is empty: it has no commit');
  if (status === 410) return found('NOT_FOUND', 'it is gone: expired, deleted or switched off');
  if (isTooLarge(status, said)) return found('TRUNCATED', 'it is too large for this address of the API');
  if (status === 422) return found('NOT_FOUND', 'GitHub finds nothing for these values, or does not accept them');
  if (status === 451) return found('NOT_FOUND', 'it is blocked for legal reasons');
  const times = refusal.tries === 1 ? '' : ` after ${refusal.tries} tries`;
  return found('GITHUB_DOWN', `no usable answer${times}`);
}

type Found = (code: Because['code'], clause: string, needs?: string) => Because;

function classifyForbidden(refusal: Refusal, said: string, found: Found): Because {
  if (refusal.headers['x-github-sso'] !== undefined) {
    return found(
      'MISSING_PERMISSION',
      'the organisation asks for SAML single sign-on and the token is not authorised for it',
      'the token, authorised for single sign-on of the organisation',
    );
  }
  if (/\bupgrade to github\b/i.test(said)) {
    return found('PLAN_LIMIT', 'the plan of this repository does not have the feature, so nothing of it is enforced');
  }
  if (isTooLarge(refusal.status, said)) return found('TRUNCATED', 'it is too large for this address of the API');
  const needs = neededPermission(refusal, said);
  return refusal.hadToken
    ? found('MISSING_PERMISSION', `the token may not ${refusal.asked.startsWith('GET ') ? 'read' : 'do'} this`, needs)
    : found('NO_CREDENTIAL', 'no token was given, and this cannot be read without one', needs ?? 'a token');
}

function classifyAbsent(refusal: Refusal, said: string, found: Found): Because {
  if (refusal.hadToken && /^branch not protected\b/i.test(said)) {
    return found('NOT_FOUND', 'the branch has no classic protection; a ruleset may still protect it');
  }
  return refusal.hadToken
    ? found('NOT_FOUND', 'it is absent, or hidden from this token', neededPermission(refusal, said))
    : found('NOT_FOUND', 'it is absent, or hidden because no token was given', 'a token, if it is hidden');
}

function isTooLarge(status: number, said: string): boolean {
  return (
    status === 413 ||
    ([403, 406, 422].includes(status) &&
      /too large|exceeded the maximum|taking too long|only the first \d+ search results/i.test(said))
  );
}

/**
 * The permission that `X-Accepted-GitHub-Permissions` names: sets separated by `;`, of which one is enough, permissions
 * in a set separated by `,`. A set that a workflow can grant to its own token is preferred.
 */
function neededPermission(refusal: Refusal, said: string): string | undefined {
  const sets = (refusal.headers['x-accepted-github-permissions'] ?? '')
    .split(';')
    .slice(0, 10)
    .map(permissionSet)
    .filter((set) => set.length > 0);
  const grantable = sets.find((set) => set.every(({ name }) => workflowPermissions.has(name)));
  const set = grantable ?? sets[0];
  if (set === undefined) return undefined;
  const text = set.map(({ name, level }) => `${name}: ${level}`).join(', ');
  if (/personal access token/i.test(said)) return tidy(`the personal access token with ${text}`);
  return grantable === undefined
    ? tidy(`a GitHub App token or fine-grained token with ${text}: a workflow cannot grant this to its own token`)
    : tidy(`permissions: { ${text} }`);
}

function permissionSet(text: string): { name: string; level: string }[] {
  const permissions = text.split(',').map((one) => /^\s*([a-z_]+)\s*=\s*(read|write|admin)\s*$/.exec(one));
  if (permissions.includes(null)) return [];
  return permissions
    .map((match) => ({ name: (match?.[1] ?? '').replaceAll('_', '-'), level: match?.[2] ?? '' }))
    .filter(({ name }) => name !== 'metadata');
}

/** What went wrong below HTTP, as a clause: the names of Node's and undici's errors, found anywhere in the chain of causes. */
export function describeFault(thrown: unknown, timeoutMs: number): string {
  for (const error of causes(thrown)) {
    const code = error.code ?? '';
    if (error.name === 'TimeoutError') return `no complete answer within ${timeoutMs / 1000} s`;
    if (/TIMEDOUT|_TIMEOUT$/.test(code)) return `no connection or no answer in time (${code})`;
    if (['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'].includes(code)) return `the host name was not found (${code})`;
    if (code === 'ECONNREFUSED') return `the connection was refused (${code})`;
    if (['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_ABORTED'].includes(code)) {
      return `the connection was cut before the answer was complete (${code})`;
    }
    if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code)) {
      return `the certificate of the server is not trusted (${code}; NODE_EXTRA_CA_CERTS adds one)`;
    }
  }
  const last = causes(thrown).at(-1);
  return tidy(`${last?.message ?? String(thrown)}${last?.code === undefined ? '' : ` (${last.code})`}`);
}

interface Cause {
  name?: string;
  code?: string;
  message?: string;
}

function causes(thrown: unknown): Cause[] {
  const chain: Cause[] = [];
  let current = thrown;
  while (typeof current === 'object' && current !== null && chain.length < 8) {
    const { name, code, message, cause } = current as Record<string, unknown>;
    chain.push({
      ...(typeof name === 'string' ? { name } : {}),
      ...(typeof code === 'string' ? { code } : {}),
      ...(typeof message === 'string' ? { message } : {}),
    });
    current = cause;
  }
  return chain;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

/** `2026-11-20T09:30:00Z` */
function utc(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
