import { structured, text } from '../../../shared/core/inputs.ts';
import { formatPointer } from '../../../shared/core/pointer.ts';
import { z } from '../../../shared/core/zod.ts';
import { SelectionSchema } from '../../../shared/domain/organisation/selection.ts';
import { maxShards } from '../../../shared/domain/organisation/shard.ts';
import type { Layers } from '../../../shared/domain/protection/layers.ts';
import type { Policy } from '../../../shared/domain/protection/policy.ts';

export const RepositoriesSchema = z.strictObject({
  organisation: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/, 'expected the name of an organisation')
    .meta({ description: 'The organisation whose repositories are judged.' }),
  shards: z.number().int().min(2).max(maxShards).optional().meta({
    description: 'In how many parts, each by a job of its own; without it a part is refused.',
  }),
  ...SelectionSchema.shape,
});
export type Repositories = z.infer<typeof RepositoriesSchema>;

const defaultBudget = { requests: 1000, points: 2500 };
const BudgetSchema = z.strictObject({
  requests: z.number().int().min(1).default(defaultBudget.requests).meta({
    description: 'Requests of one run, of which a token has 5,000 in an hour (the token of a workflow 1,000).',
  }),
  points: z.number().int().min(1).default(defaultBudget.points).meta({
    description: 'Points of the GraphQL API, of which there are as many. A batch of 50 repositories costs 12.',
  }),
});

export const organisationInputs = {
  repositories: structured(RepositoriesSchema.optional(), {
    description:
      'The repositories of an organisation that are judged instead of one: the layers organisation and classes hold, for the default branch of each.',
    policy: true,
  }),
  shard: text({
    description:
      'Which part of the repositories, e.g. 2/4; the policy gives how many there are, and artifact-key is then 2-of-4.',
    optional: true,
  }),
  budget: structured(BudgetSchema, {
    description: 'What an audit of many repositories may spend. What is left over is not verified.',
    default: defaultBudget,
    policy: true,
  }),
  resume: text({
    description:
      'The folder with the journal of an earlier run, below RUNNER_TEMP (on a laptop: from where the command runs). What it knows and is not older than 24 hours is not read again.',
    optional: true,
    policy: true,
  }),
};

/** What sections say that an audit of many repositories cannot judge, so that nothing of it is left out in silence. */
export function organisationProblems(section: {
  policy?: Layers;
  repository?: string | undefined;
  repositories?: Repositories | undefined;
  resume?: string | undefined;
  snapshot?: string | undefined;
  'save-snapshot'?: boolean | undefined;
  history?: unknown;
  'tag-objects'?: string | undefined;
}): { pointer: string; message: string }[] {
  const { policy, repository, repositories, resume } = section;
  const at = (...parts: (string | number)[]): string => formatPointer(['branch-protection', ...parts]);
  if (repositories === undefined)
    return resume === undefined
      ? []
      : [{ pointer: at('resume'), message: 'only an audit of repositories has a journal' }];
  const layers: [place: (string | number)[], policy: Policy][] = [
    ...(policy?.organisation === undefined ? [] : [[['organisation'], policy.organisation] as [string[], Policy]]),
    ...(policy?.classes ?? []).map((each, index): [(string | number)[], Policy] => [
      ['classes', index, 'policy'],
      each.policy,
    ]),
  ];
  const single = (['snapshot', 'save-snapshot', 'history', 'tag-objects'] as const).filter(
    (name) => section[name] !== undefined && section[name] !== false,
  );
  return [
    ...single.map((name) => ({
      pointer: at(name),
      message: 'only where one repository is judged, and repositories is given',
    })),
    ...(repository === undefined
      ? []
      : [{ pointer: at('repository'), message: 'repositories is given as well: judge either one or many' }]),
    ...(policy?.repository === undefined
      ? []
      : [
          {
            pointer: at('policy', 'repository'),
            message: 'an audit of many repositories has no policy of one: use organisation or classes',
          },
        ]),
    ...layers.flatMap(([place, { branches = [], tags, push }]) => [
      ...branches.flatMap(({ pattern, exclude }, index) =>
        isDefaultBranch([pattern].flat(), exclude)
          ? []
          : [{ pointer: at('policy', ...place, 'branches', index), message: onlyDefaultBranch }],
      ),
      ...(tags === undefined ? [] : [{ pointer: at('policy', ...place, 'tags'), message: onlyDefaultBranch }]),
      ...(push === undefined ? [] : [{ pointer: at('policy', ...place, 'push'), message: onlyDefaultBranch }]),
    ]),
  ];
}

export const onlyDefaultBranch =
  'an audit of many repositories judges ~DEFAULT_BRANCH alone: ask for anything else where one repository is judged';

function isDefaultBranch(patterns: readonly string[], exclude: string | string[] | undefined): boolean {
  return exclude === undefined && patterns.length > 0 && patterns.every((pattern) => pattern === '~DEFAULT_BRANCH');
}
