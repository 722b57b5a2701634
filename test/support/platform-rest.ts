import { refusals } from './github-routes.ts';
import type { RecordedRequest, RouteAnswer, RouteHandler } from './github-server.ts';
import { placeFor, type Reader, readerOf, sees } from './platform-access.ts';
import {
  branchAnswer,
  classicAnswer,
  detailOf,
  factsOf,
  rulesAnswer,
  rulesetsOf,
  summaryOf,
} from './platform-protection.ts';
import { listed, named, type PlaceRoute, root } from './platform-route.ts';
import {
  branchesOf,
  type OrganisationData,
  objectId,
  type Place,
  type PlatformState,
  type RepositoryData,
  repositoriesOf,
  shaOf,
} from './platform-state.ts';
import { workRoutes } from './platform-work.ts';
import { paged } from './repository-api.ts';

const found = (body: unknown): RouteAnswer => (body === undefined ? refusals.notFound : { body });

const protection: readonly PlaceRoute[] = [
  [
    `GET ${root}/rules/branches/{branch}`,
    'metadata',
    (place, request) => listed(rulesAnswer(place, named(request, 'branch')), request),
  ],
  [`GET ${root}/rulesets`, 'metadata', (place, request) => listed(listedRulesets(place, request), request)],
  [
    `GET ${root}/rulesets/{ruleset_id}`,
    'metadata',
    (place, request, reader) => {
      const ruleset = rulesetsOf(place).find(({ id }) => String(id) === named(request, 'ruleset_id'));
      return ruleset === undefined ? refusals.notFound : { body: detailOf(place, ruleset, reader) };
    },
  ],
  [
    `GET ${root}/branches/{branch}/protection`,
    'administration',
    (place, request) => classicAnswer(place, named(request, 'branch')),
  ],
];

const content: readonly PlaceRoute[] = [
  [`GET ${root}`, 'metadata', (place) => ({ body: factsOf(place) })],
  [`GET ${root}/branches/{branch}`, 'contents', (place, request) => branchAnswer(place, named(request, 'branch'))],
  [
    `GET ${root}/branches`,
    'contents',
    ({ repository }, request) =>
      listed(
        branchesOf(repository).map((branch) => ({ name: branch.name, commit: { sha: shaOf(repository, branch) } })),
        request,
      ),
  ],
  [
    `GET ${root}/tags`,
    'metadata',
    ({ repository }, request) =>
      listed(
        (repository.tags ?? []).map(({ name, object }) => ({ name, commit: { sha: object.sha } })),
        request,
      ),
  ],
  [
    `GET ${root}/git/ref/{+ref}`,
    'contents',
    ({ repository }, request) => found(refsOf(repository).find(({ ref }) => ref === `refs/${named(request, 'ref')}`)),
  ],
  [
    `GET ${root}/git/matching-refs/{+ref}`,
    'contents',
    ({ repository }, request) =>
      listed(
        refsOf(repository).filter(({ ref }) => ref.startsWith(`refs/${named(request, 'ref')}`)),
        request,
      ),
  ],
  [`GET ${root}/contents/{+path}`, 'contents', ({ repository }, request) => contents(repository, request)],
  [`GET ${root}/properties/values`, 'metadata', ({ repository }) => ({ body: valuesOf(repository) })],
];

function listedRulesets(place: Place, { query }: RecordedRequest): unknown[] {
  const targets = query['targets']?.split(',');
  return rulesetsOf(place)
    .filter(({ level }) => query['includes_parents'] !== 'false' || (level ?? 'Repository') === 'Repository')
    .filter(({ target }) => targets === undefined || targets.includes(target ?? 'branch'))
    .map((ruleset) => summaryOf(place, ruleset));
}

function refsOf(repository: RepositoryData): { ref: string; object: { type: string; sha: string } }[] {
  return [
    ...branchesOf(repository).map((branch) => ({
      ref: `refs/heads/${branch.name}`,
      object: { type: 'commit', sha: shaOf(repository, branch) },
    })),
    ...(repository.tags ?? []).map(({ name, object }) => ({ ref: `refs/tags/${name}`, object })),
  ];
}

function contents({ files = {} }: RepositoryData, request: RecordedRequest): RouteAnswer {
  const path = named(request, 'path');
  const text = Object.hasOwn(files, path) ? files[path] : undefined;
  if (text !== undefined && request.headers['accept']?.includes('raw') === true) return { raw: text };
  if (text !== undefined) {
    return { body: { type: 'file', path, encoding: 'base64', content: Buffer.from(text).toString('base64') } };
  }
  const below = Object.keys(files).filter((file) => file.startsWith(`${path}/`));
  if (below.length === 0) return refusals.notFound;
  const names = [...new Set(below.map((file) => file.slice(path.length + 1).split('/')[0] ?? ''))];
  return {
    body: names.map((name) => ({
      name,
      path: `${path}/${name}`,
      type: Object.hasOwn(files, `${path}/${name}`) ? 'file' : 'dir',
      sha: objectId(files[`${path}/${name}`] ?? ''),
    })),
  };
}

function valuesOf({ properties = {} }: RepositoryData): unknown[] {
  return Object.entries(properties).map(([property_name, value]) => ({ property_name, value }));
}

const shown = new WeakMap<OrganisationData, Map<unknown, number[]>>();

/** The places of the repositories of an organisation that the reader sees: found out once, since every page asks for them. */
function seen(organisation: OrganisationData, reader: Reader): number[] {
  const known = shown.get(organisation) ?? new Map<unknown, number[]>();
  shown.set(organisation, known);
  const who = reader.kind === 'token' ? reader.access : reader.kind;
  const { count, at } = repositoriesOf(organisation);
  const places =
    known.get(who) ??
    Array.from({ length: count }, (_, index) => index).filter((index) =>
      sees(reader, { organisation, repository: at(index) }),
    );
  known.set(who, places);
  return places;
}

function ofOrganisation(
  state: PlatformState,
  answer: (organisation: OrganisationData, reader: Reader, request: RecordedRequest) => RouteAnswer,
): RouteHandler {
  return (request) => {
    const reader = readerOf(state, request.token);
    if (reader.kind === 'invalid') return refusals.badCredentials;
    const organisation = state.organisations.find(
      ({ login }) => login.toLowerCase() === named(request, 'org').toLowerCase(),
    );
    return organisation === undefined ? refusals.notFound : answer(organisation, reader, request);
  };
}

function organisationAnswer(organisation: OrganisationData, reader: Reader): RouteAnswer {
  const { count, at } = repositoriesOf(organisation);
  let open = 0;
  for (let index = 0; index < count; index += 1) open += (at(index).visibility ?? 'public') === 'public' ? 1 : 0;
  const told = reader.kind === 'token' && reader.access.organisations?.includes(organisation.login) === true;
  const numbers = told ? { owned_private_repos: count - open, total_private_repos: count - open } : {};
  return { body: { login: organisation.login, type: 'Organization', public_repos: open, ...numbers } };
}

function propertiesAnswer(organisation: OrganisationData, reader: Reader, request: RecordedRequest): RouteAnswer {
  if (reader.kind === 'none') return { status: 401, body: { message: 'Requires authentication' } };
  if (reader.kind !== 'token' || reader.access.organisation?.custom_properties === undefined) {
    return {
      status: 403,
      headers: { 'x-accepted-github-permissions': 'organization_custom_properties=read' },
      body: { message: 'Resource not accessible by integration' },
    };
  }
  return paged(seen(organisation, reader), request, (some) =>
    some.map((index) => {
      const repository = repositoriesOf(organisation).at(index);
      return {
        repository_name: repository.name.split('/')[1],
        repository_full_name: repository.name,
        properties: valuesOf(repository),
      };
    }),
  );
}

/** Every route of REST, without faults. */
export function restHandlers(state: PlatformState): Record<string, RouteHandler> {
  const ofPlaces = [...content, ...protection, ...workRoutes].map(([key, needs, answer]): [string, RouteHandler] => [
    key,
    (request) => {
      const found = placeFor(state, request.token, `${named(request, 'owner')}/${named(request, 'repo')}`, needs);
      if ('refused' in found) return found.refused;
      const { planWithoutProtection } = found.place.repository;
      if (planWithoutProtection === true && protection.some(([one]) => one === key)) return refusals.upgrade;
      return answer(found.place, request, found.reader);
    },
  ]);
  return {
    ...Object.fromEntries(ofPlaces),
    'GET /orgs/{org}': ofOrganisation(state, organisationAnswer),
    'GET /orgs/{org}/repos': ofOrganisation(state, (organisation, reader, request) =>
      paged(seen(organisation, reader), request, (some) =>
        some.map((index) => factsOf({ organisation, repository: repositoriesOf(organisation).at(index) })),
      ),
    ),
    'GET /orgs/{org}/properties/values': ofOrganisation(state, propertiesAnswer),
  };
}
