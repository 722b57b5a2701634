import { GovernanceError } from '../core/errors.ts';
import type { RouteParameters } from '../core/ports.ts';

/**
 * The path and query of a route as GitHub's REST documentation writes it (`GET /repos/{owner}/{repo}`), relative to the
 * API's address.
 *
 * - `{name}`: every character that could mean something in an address is escaped, `/` too: the branch `release/1.0` becomes
 *   `release%2F1.0`, which GitHub asks for. Octokit does the same, also for `{path}` in `/contents/{path}`, and GitHub
 *   accepts it there.
 * - `{+name}`: the same, but each `/` stays. Octokit's own `{+name}` would let `?`, `#` and `%` through, by which a file
 *   name could change the query.
 * - what is left goes into the query, in the order given.
 *
 * Values that would change the path (empty, `.`, `..`, or not Unicode) throw `BAD_INPUT`; a route that is not a GET or that
 * lacks a value throws `INTERNAL`.
 */
export function expandRoute(route: string, parameters: RouteParameters): string {
  const template = /^GET (\/[^\s?#]*)$/.exec(route)?.[1];
  if (template === undefined) throw new GovernanceError('INTERNAL', `not a route that reads: ${route}`);
  const used = new Set<string>();
  const path = template.replace(/\{(\+?)([a-z_]+)\}/g, (_all, plus: string, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) throw new GovernanceError('INTERNAL', `the route ${route} has no value for ${name}`);
    used.add(name);
    const segments = plus === '' ? [String(value)] : String(value).split('/');
    return segments.map((segment) => pathSegment(segment, name)).join('/');
  });
  if (/[{}]/.test(path))
    throw new GovernanceError('INTERNAL', `the route ${route} has a placeholder that is not plain`);
  const query = Object.entries(parameters)
    .filter(([name]) => !used.has(name))
    .map(([name, value]) => `${escape(name, name)}=${escape(String(value), name)}`);
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

function pathSegment(segment: string, name: string): string {
  if (segment === '' || segment === '.' || segment === '..') {
    throw new GovernanceError('BAD_INPUT', `${name} cannot be part of a GitHub address: ${JSON.stringify(segment)}`, {
      hint: `Give ${name} without empty, "." and ".." parts.`,
    });
  }
  return escape(segment, name);
}

function escape(text: string, name: string): string {
  try {
    return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch (cause) {
    throw new GovernanceError('BAD_INPUT', `${name} holds half of a surrogate pair, which no address can carry`, {
      cause,
    });
  }
}

/**
 * The address of the next page in a `Link` header; undefined when there is none. The text is not checked in any other way.
 */
export function nextPage(link: string | undefined): string | undefined {
  for (const [, address, parameters] of (link ?? '').matchAll(/<([^<>]*)>([^<>]*)/g)) {
    if (/;\s*rel\s*=\s*("[^"]*\bnext\b[^"]*"|next\b)/i.test(parameters ?? '')) return address;
  }
  return undefined;
}
