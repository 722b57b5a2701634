import { GovernanceError } from '../../core/errors.ts';
import { structured, text } from '../../core/inputs.ts';
import { maxParts } from '../../core/part.ts';
import { formatPointer } from '../../core/pointer.ts';
import type { PointerProblem } from '../../core/pointer-problem.ts';
import { z } from '../../core/zod.ts';
import { credentials } from '../github-rules/judged-repository.ts';
import { SelectionSchema } from './selection.ts';

export const RepositoriesSchema = z.strictObject({
  organisation: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/, 'expected the name of an organisation')
    .meta({ description: 'The organisation whose repositories are judged.' }),
  shards: z.number().int().min(2).max(maxParts).optional().meta({
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

/** What a control is told of an audit of many repositories. `judged` continues "The repositories of an organisation". */
export function organisationInputs(judged: string) {
  return {
    repositories: structured(RepositoriesSchema.optional(), {
      description: `The repositories of an organisation ${judged}`,
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
}

/** What the name of the journal of an audit ends in. */
export const journalEnding = 'journal.ndjson';
export const journals = {
  [journalEnding]: 'of an audit of many repositories: what is known so far, line by line; resume goes on with it',
};

/**
 * What a section says that an audit of many repositories cannot judge, so that nothing of it is left out in silence. `single` are the inputs
 * that are about one repository.
 */
export function auditProblems(
  control: string,
  section: Readonly<Record<string, unknown>>,
  single: readonly string[],
): PointerProblem[] {
  const at = (name: string): string => formatPointer([control, name]);
  if (section['repositories'] === undefined)
    return section['resume'] === undefined
      ? []
      : [{ pointer: at('resume'), message: 'only an audit of repositories has a journal' }];
  const given = single.filter((name) => section[name] !== undefined && section[name] !== false);
  return [
    ...given.map((name) => ({
      pointer: at(name),
      message: 'only where one repository is judged, and repositories is given',
    })),
    ...(section['repository'] === undefined
      ? []
      : [{ pointer: at('repository'), message: 'repositories is given as well: judge either one or many' }]),
  ];
}

const Count = z.number().int();

/** What the report of an audit says as data: counts only. */
export const OrganisationDataSchema = z.object({
  organisation: z.string(),
  shard: z.object({ index: Count, of: Count }),
  'asked-with': z.enum(credentials).meta({ description: 'What the API was asked with.' }),
  repositories: z
    .object({ selected: Count, read: Count, 'not-read': Count, empty: Count, 'not-asked': Count, hidden: Count })
    .meta({ description: 'hidden: those of which a public report says nothing but how many.' }),
  'left-out': z
    .record(z.string(), Count)
    .meta({ description: 'Repositories that the selection leaves out, by reason.' }),
  estimate: z.object({ requests: Count, points: Count }),
  spent: z.object({ requests: Count, points: Count }),
  resumed: z
    .object({ begun: z.string(), repositories: Count, sha256: z.string() })
    .optional()
    .meta({ description: 'The journal of an earlier run of which answers were taken.' }),
});
export type OrganisationData = z.infer<typeof OrganisationDataSchema>;

/** One repository has no parts. */
export function refuseParts(ctx: { inputs: { shard: string | undefined } }): void {
  if (ctx.inputs.shard !== undefined)
    throw new GovernanceError('BAD_INPUT', 'shard is given, and the configuration names no repositories', {
      hint: 'Name them under repositories, with shards, or leave shard out.',
    });
}
