import type { paths } from '@octokit/openapi-types';
import type { RecordedRequest, RouteAnswer, RouteHandler } from './github-server.ts';

/** A value with any of its parts left out, at every depth. */
export type DeepPartial<T> = T extends readonly (infer Item)[]
  ? DeepPartial<Item>[]
  : T extends object
    ? { [Key in keyof T]?: DeepPartial<T[Key]> }
    : T;

type JsonOf<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : never;

/** The JSON that GitHub documents for a successful request. */
export type Payload<
  Path extends keyof paths,
  Method extends keyof paths[Path] = 'get' & keyof paths[Path],
> = paths[Path][Method] extends { responses: infer Responses }
  ? { [Status in keyof Responses]: Status extends 200 | 201 ? JsonOf<Responses[Status]> : never }[keyof Responses]
  : never;

/** A route's body, checked against GitHub's OpenAPI description: fields may be left out, not invented or mistyped. */
export function payload<Path extends keyof paths, Method extends keyof paths[Path] = 'get' & keyof paths[Path]>(
  body: DeepPartial<Payload<Path, Method>>,
): DeepPartial<Payload<Path, Method>> {
  return body;
}

/** Answers in turn; the last one stays. */
export function sequence(...answers: readonly [RouteAnswer, ...RouteAnswer[]]): RouteHandler {
  return ({ earlier }) => answers[Math.min(earlier, answers.length - 1)] ?? answers[0];
}

/**
 * A list in pages as GitHub gives it: `?page` chooses, the `Link` header leads on. `wrap` makes the body of a page; without
 * it the body is the array.
 */
export function pages<Item>(
  all: readonly (readonly Item[])[],
  wrap?: (items: readonly Item[]) => unknown,
): RouteHandler {
  return (request) => {
    const page = Number(request.query['page'] ?? '1');
    const items = all[page - 1] ?? [];
    return {
      body: wrap === undefined ? items : wrap(items),
      headers: page < all.length ? { link: nextLink(request, { page: String(page + 1) }) } : {},
    };
  };
}

/** A `Link` header that leads to the same address with another query. */
export function nextLink({ origin, path, query }: RecordedRequest, change: Record<string, string>): string {
  return `<${origin}${path}?${new URLSearchParams({ ...query, ...change })}>; rel="next", <${origin}${path}>; rel="first"`;
}

/** Different answers for different credentials: by token, else for any other token, else for none. */
export function byToken(answers: {
  tokens?: Readonly<Record<string, RouteAnswer>>;
  other: RouteAnswer;
  none: RouteAnswer;
}): RouteHandler {
  return ({ token }) => (token === undefined ? answers.none : (answers.tokens?.[token] ?? answers.other));
}

/** GitHub's refusals, worded and with the headers as it gives them (github-platform research, sections 1.2 and 5). */
export const refusals = {
  badCredentials: { status: 401, body: { message: 'Bad credentials' } },
  notFound: { status: 404, body: { message: 'Not Found' } },
  branchNotProtected: { status: 404, body: { message: 'Branch not protected' } },
  upgrade: {
    status: 403,
    body: { message: 'Upgrade to GitHub Pro or make this repository public to enable this feature.' },
  },
  secondaryLimit: {
    status: 403,
    body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
  },
} as const satisfies Record<string, RouteAnswer>;

/** 403 of a token without a permission; `permissions` as in GitHub's header, e.g. `contents=read; issues=read`. */
export function forbidden(who: 'integration' | 'personal access token', permissions?: string): RouteAnswer {
  return {
    status: 403,
    headers: permissions === undefined ? {} : { 'x-accepted-github-permissions': permissions },
    body: { message: `Resource not accessible by ${who}` },
  };
}

/** 403 of a used up limit; `reset` is a time in seconds since 1970. */
export function rateLimited(reset: number): RouteAnswer {
  return {
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset), 'x-ratelimit-resource': 'core' },
    body: { message: 'API rate limit exceeded for installation ID 1.' },
  };
}
