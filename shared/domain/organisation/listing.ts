import type { Because } from '../../core/errors.ts';
import type { GitHub } from '../../core/ports.ts';
import { z } from '../../core/zod.ts';
import { type Listed, ListedSchema } from './listed.ts';

/*
 * The repositories of an organisation. Source: `minimal-repository`, `organization-full` and `org-repo-custom-property-values` of
 * GitHub's REST description.
 */

const RepositorySchema = z.looseObject({
  full_name: ListedSchema.shape.repository,
  private: z.boolean(),
  visibility: z.string().nullish(),
  archived: z.boolean().nullish(),
  fork: z.boolean().nullish(),
  topics: z.array(z.string()).nullish(),
  default_branch: z.string().nullish(),
});

const OrganisationSchema = z.looseObject({
  public_repos: z.number().int().nonnegative(),
  owned_private_repos: z.number().int().nonnegative().nullish(),
});

const ValuesSchema = z.looseObject({
  repository_full_name: z.string(),
  properties: z.array(
    z.looseObject({ property_name: z.string(), value: z.union([z.string(), z.array(z.string()), z.null()]) }),
  ),
});

export interface Listing {
  ok: true;
  /** As GitHub lists them, each once. */
  listed: Listed[];
  /** Why the organisation may have more repositories than these; undefined where GitHub counts no more of them. */
  unseen: Because | undefined;
  /** Why custom properties are not known; undefined where they are, or nobody asked for them. */
  properties: Because | undefined;
  /** How many requests it took. */
  requests: number;
}

export interface ListingOptions {
  /** Whether a selection or a class asks for custom properties, which is a list of its own. */
  properties: boolean;
}

const page = 100;
const pagesOf = (items: number): number => Math.max(1, Math.ceil(items / page));

/**
 * Lists the repositories of an organisation: one request, one for each 100 repositories, and as many again for custom properties. A
 * list of which a page is missing is none. An account of a person is no organisation (`NOT_FOUND`). A credential is shown
 * only what it may see, so that the list is compared with the numbers that GitHub gives for the organisation.
 */
export async function listOrganisation(
  github: GitHub,
  organisation: string,
  { properties }: ListingOptions,
): Promise<Listing | { ok: false; because: Because }> {
  const org = { org: organisation };
  // In the order of names a repository that comes in the meantime moves no other one off its page.
  const list = await github.all('GET /orgs/{org}/repos', { ...org, type: 'all', sort: 'full_name' }, RepositorySchema);
  if (!list.ok) {
    const { because } = list;
    if (because.code !== 'NOT_FOUND') return { ok: false, because };
    const message = `${because.message}; the account of a person is no organisation`;
    return {
      ok: false,
      because: { needs: 'the name of an organisation that the credential sees', ...because, message },
    };
  }
  const [counted, values] = [
    await github.get('GET /orgs/{org}', org, OrganisationSchema),
    properties ? await github.all('GET /orgs/{org}/properties/values', org, ValuesSchema) : undefined,
  ];
  const known = new Map(
    (values?.ok ? values.data : []).map((one) => [
      one.repository_full_name.toLowerCase(),
      Object.fromEntries(one.properties.map(({ property_name, value }) => [property_name, value])),
    ]),
  );
  const unique = new Map(list.data.map((one) => [one.full_name.toLowerCase(), one]));
  const listed = [...unique].map(([name, one]) => listedOf(one, known.get(name)));
  const count = (isOne: (one: z.infer<typeof RepositorySchema>) => boolean): number =>
    [...unique.values()].filter(isOne).length;
  return {
    ok: true,
    listed,
    unseen: counted.ok
      ? missing(counted.data, { open: count((one) => !one.private), closed: count((one) => one.private) })
      : {
          ...counted.because,
          message: `whether all repositories are listed cannot be told: ${counted.because.message}`,
        },
    properties:
      values === undefined || values.ok
        ? undefined
        : { needs: 'organisation custom properties: read', ...values.because },
    requests: pagesOf(list.data.length) + 1 + (values === undefined ? 0 : pagesOf(values.ok ? values.data.length : 0)),
  };
}

function listedOf(one: z.infer<typeof RepositorySchema>, properties: Listed['properties']): Listed {
  const { data: said } = ListedSchema.shape.visibility.safeParse(
    one.visibility ?? (one.private ? undefined : 'public'),
  );
  // Where the two contradict each other, neither is believed.
  const visibility = (said === 'public') === one.private ? undefined : said;
  return {
    repository: one.full_name,
    ...(visibility === undefined ? {} : { visibility }),
    ...(typeof one.archived === 'boolean' ? { archived: one.archived } : {}),
    ...(typeof one.fork === 'boolean' ? { fork: one.fork } : {}),
    ...(one.topics === undefined || one.topics === null ? {} : { topics: one.topics }),
    ...(properties === undefined ? {} : { properties }),
    ...(one.default_branch === undefined ? {} : { defaultBranch: one.default_branch }),
  };
}

function missing(
  { public_repos: open, owned_private_repos: closed }: z.infer<typeof OrganisationSchema>,
  listed: { open: number; closed: number },
): Because | undefined {
  const needs = 'a GitHub App of the organisation with access to all repositories (metadata: read)';
  const parts = [
    ...(open > listed.open ? [`${listed.open} of ${open} public repositories`] : []),
    ...((closed ?? 0) > listed.closed ? [`${listed.closed} of ${closed} private repositories`] : []),
  ];
  if (parts.length > 0) return { code: 'TRUNCATED', message: `the credential is shown ${parts.join(' and ')}`, needs };
  if (typeof closed === 'number') return undefined;
  const message = 'the credential is not told how many private repositories there are, so that some may not be listed';
  return {
    code: 'MISSING_PERMISSION',
    message,
    needs: 'a credential that GitHub tells the number of private repositories',
  };
}
