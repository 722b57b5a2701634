import { GovernanceError } from '../core/errors.ts';
import { isObject } from '../core/json.ts';

/**
 * The address for GraphQL of the API at `base`: beside `https://api.github.com` and `https://api.<tenant>.ghe.com` it is
 * `/graphql`, beside `https://<host>/api/v3` it is `/api/graphql`. Source: GitHub's documentation of forming calls with GraphQL.
 */
export function graphqlAddress(base: URL): URL {
  const path = base.pathname.replace(/\/$/, '').replace(/\/v3$/, '');
  return new URL(`${base.origin}${path}/graphql`);
}

/** Throws `INTERNAL` for a document with anything but queries and their fragments: this port changes nothing. */
export function expectQuery(document: string): void {
  const bare = document.replace(/"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n\r]*/g, ' ');
  let depth = 0;
  let outside = '';
  for (const character of bare) {
    if ('{(['.includes(character)) depth += 1;
    else if ('})]'.includes(character)) {
      depth -= 1;
      if (depth === 0 && character === '}') outside += '}';
    } else if (depth === 0) outside += character;
    if (depth < 0) break;
  }
  const definitions = outside.split('}').map((definition) => definition.trim());
  const rest = definitions.pop();
  const reads = definitions.every((definition) => /^($|query\b|fragment\b)/.test(definition));
  if (depth === 0 && rest === '' && reads && definitions.length > 0) return;
  throw new GovernanceError('INTERNAL', 'not a GraphQL query that only reads');
}

/** What GitHub says in an answer with status 200 that is the refusal of a rate limit; undefined for every other one. */
export function limitMessage(body: unknown): string | undefined {
  const errors = isObject(body) && Array.isArray(body['errors']) ? body['errors'] : [];
  for (const error of errors) {
    if (!isObject(error)) continue;
    const message = typeof error['message'] === 'string' ? error['message'] : '';
    if (error['type'] === 'RATE_LIMITED' || /\bsecondary rate\b/i.test(message)) return message || 'RATE_LIMITED';
  }
  return undefined;
}

/** Whether it is what GraphQL answers with: data, errors or both. */
export function isGraphqlBody(body: unknown): boolean {
  return isObject(body) && (isObject(body['data']) || Array.isArray(body['errors']));
}
