import { forbidden, nextLink, rateLimited, refusals } from './github-routes.ts';
import type { RecordedRequest, RouteAnswer, RouteHandler } from './github-server.ts';
import type { Fault, PlatformState } from './platform-state.ts';

const later = 4_000_000_000;

/** What can go wrong with any route. The first group are answers of GitHub, the second is what happens on the way. */
export const platformFaults = {
  'a bad token': refusals.badCredentials,
  'a missing permission': forbidden('integration', 'administration=read'),
  'a single sign-on that is missing': {
    status: 403,
    headers: { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso' },
    body: { message: 'Resource protected by organization SAML enforcement.' },
  },
  'a plan without the feature': refusals.upgrade,
  'a used up limit': rateLimited(later),
  'a hidden 404': refusals.notFound,
  'an unprotected branch': refusals.branchNotProtected,
  'too many requests': { status: 429, headers: { 'retry-after': '3600' }, body: { message: 'Too many requests' } },
  'a secondary limit': { ...refusals.secondaryLimit, headers: { 'retry-after': '3600' } },
  'a server error': { status: 500, body: { message: 'Server Error' } },
  'a bad gateway': { status: 502, raw: '<html>Bad Gateway</html>' },
  'an unavailable service': { status: 503, raw: 'Unicorn!' },
  'a reset connection': { reset: true },
  'an answer that never comes': { body: {}, delayMs: 60_000 },
  'half of the JSON': { raw: '{"id": 1, "na' },
  'half of the body': { body: { message: 'the rest is missing' }, cut: 5 },
  'a web page': { raw: '<html></html>', headers: { 'content-type': 'text/html' } },
} satisfies Record<string, RouteAnswer>;

/** Right items, and a link to a next page that is none. `items` is what the route would have answered. */
export const wrongLinks = {
  'a next page on another server': () => '<https://elsewhere.invalid/page2>; rel="next"',
  'a next page that is this one': (request: RecordedRequest) => nextLink(request, request.query),
  'a next page with credentials': (request: RecordedRequest) =>
    `<${request.origin.replace('//', '//user:secret@')}${request.path}?page=2>; rel="next"`,
  'a next page without an address': () => '<not an address>; rel="next"',
} satisfies Record<string, (request: RecordedRequest) => string>;

/** Lets the faults of a state answer instead, as often as each of them says. */
export function withFaults(
  { faults = [] }: PlatformState,
  handlers: Readonly<Record<string, RouteHandler>>,
): Record<string, RouteHandler> {
  const met = new Map<Fault, number>();
  const faultOf = (key: string, { method, path }: RecordedRequest): Fault | undefined => {
    for (const fault of faults) {
      if (fault.at !== key && !`${method} ${path}`.includes(fault.at)) continue;
      const before = met.get(fault) ?? 0;
      met.set(fault, before + 1);
      const { after = 0, times = Number.POSITIVE_INFINITY } = fault;
      if (before >= after && before < after + times) return fault;
    }
    return undefined;
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([key, handler]): [string, RouteHandler] => [
      key,
      (request) => {
        const fault = faultOf(key, request);
        if (fault === undefined) return handler(request);
        return typeof fault.answer === 'function' ? fault.answer(request) : fault.answer;
      },
    ]),
  );
}

/** The right answer of a route with a link that leads nowhere. */
export function wrongLink(right: RouteHandler, link: keyof typeof wrongLinks): RouteHandler {
  return async (request) => ({ ...(await right(request)), headers: { link: wrongLinks[link](request) } });
}
