import { forbidden, refusals } from './github-routes.ts';
import type { RecordedRequest, RouteAnswer, RouteHandler, Routes } from './github-server.ts';
import type { GitHubAnswer } from './memory-github.ts';
import type { PlayedRepository } from './played-github.ts';
import type { Grant } from './repository-api.ts';

/** Of whom a played repository is seen, and what of it. */
export interface PlayedAccess {
  token: string;
  grants: readonly Grant[];
  /** Pull requests that are asked for by themselves. */
  pulls?: readonly number[];
}

/**
 * A played repository behind the HTTP API, for one credential. Nobody need ask any of it. Routes of `repositoryApi` for the same
 * repository answer first, but for the pull requests that are named.
 */
export function playedRoutes(name: string, played: PlayedRepository, access: PlayedAccess): Routes {
  const root = `/repos/${name}`;
  const handler: RouteHandler = (request) => {
    if (request.token === undefined) return refusals.notFound;
    if (request.token !== access.token) return refusals.badCredentials;
    const needs = neededFor(request.path.slice(root.length));
    if (needs !== undefined && !access.grants.includes(needs))
      return forbidden('integration', `${needs.replace('-', '_')}=read`);
    const answer = played.answer(asked(request));
    if (answer === undefined) throw new Error(`nobody played ${asked(request)}`);
    return answered(answer);
  };
  const keys = [
    root,
    `${root}/{+rest}`,
    // Beside the routes of repositoryApi the one with the fewest placeholders answers.
    ...(access.pulls ?? []).map((number) => `${root}/pulls/${number}`),
    `${root}/branches/main`,
    `${root}/rules/branches/main`,
  ];
  return Object.fromEntries(keys.map((key) => [`GET ${key}`, { optional: true, answer: handler }]));
}

function neededFor(rest: string): Grant | undefined {
  if (/\/pulls(\/|$)/.test(rest)) return 'pull-requests';
  if (rest.endsWith('/check-runs')) return 'checks';
  return rest === '' || rest.startsWith('/rules/') ? undefined : 'contents';
}

/** The request as plain data names it: without how its list is paged. */
function asked({ path, query }: RecordedRequest): string {
  const { page: _page, ...fields } = query;
  const text = new URLSearchParams(fields).toString();
  return `GET ${decodeURIComponent(path)}${text === '' ? '' : `?${text}`}`;
}

function answered(answer: GitHubAnswer): RouteAnswer {
  if ('raw' in answer) return { raw: answer.raw };
  if ('because' in answer) return { status: answer.status ?? 404, body: { message: answer.said ?? 'Not Found' } };
  const { json } = answer;
  return { body: json };
}
