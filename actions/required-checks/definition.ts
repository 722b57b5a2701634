import type { Context } from '../../shared/core/control.ts';
import { choice, flag, integer, list, secret, structured, text } from '../../shared/core/inputs.ts';
import { RelativePath } from '../../shared/core/path.ts';
import { Text } from '../../shared/core/texts.ts';
import { z } from '../../shared/core/zod.ts';
import { organisationInputs } from '../../shared/domain/organisation/config.ts';
import { classShape, eitherTopicOrProperty, namedOnce } from '../../shared/domain/repository-class/classes.ts';
import { snapshotInputs } from '../../shared/domain/seen-repository/config.ts';
import type { rules } from './rules.ts';

const DocumentSchema = z
  .strictObject({
    path: RelativePath,
    complete: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether nothing else may be required; false for a document that lists a minimum.' }),
    list: Text.optional().meta({
      description:
        'Of a Markdown document: the heading, or the beginning of the line, in front of the list of checks. In the list nothing may stand but code, one check for each item.',
    }),
    table: Text.optional().meta({ description: 'Of a Markdown document: the heading over the table of checks.' }),
    column: Text.optional().meta({ description: 'The column of the table that holds the checks.' }),
  })
  .superRefine(({ list: bullets, table, column }, check) => {
    if (bullets !== undefined && table !== undefined)
      check.addIssue({ code: 'custom', message: 'checks are read from a list or from a table, not from both' });
    if ((table === undefined) !== (column === undefined))
      check.addIssue({ code: 'custom', message: 'table and column go together' });
  });
export type DeclaredDocument = z.infer<typeof DocumentSchema>;

const DocumentsSchema = z
  .array(DocumentSchema)
  .refine(
    (documents) => new Set(documents.map(({ path }) => path)).size === documents.length,
    'a document is listed twice',
  );

const GateSchema = z.strictObject({
  workflow: Text.meta({ description: 'The workflow file; without a folder it lies in .github/workflows.' }),
  job: Text.meta({ description: 'The id of the job.' }),
  except: z.array(Text).default([]).meta({
    description:
      'The ids of jobs of the workflow that it need not wait for; of a job in a called workflow the ids of all, as call/job.',
  }),
});

export type DeclaredGate = z.infer<typeof GateSchema>;

const ClassSchema = z
  .strictObject({
    ...classShape,
    documents: DocumentsSchema.default([]),
    'external-checks': z.array(Text).default([]),
    'optional-checks': z.array(Text).default([]),
    'gate-jobs': z.array(GateSchema).default([]),
  })
  .refine(...eitherTopicOrProperty);

export const inputs = {
  branch: text({
    description: 'The branch whose required checks are judged: its name, or ~DEFAULT_BRANCH.',
    default: '~DEFAULT_BRANCH',
    policy: true,
  }),
  repository: text({
    description: 'The repository whose rules are asked for, as owner/name; only a run on a laptop needs it.',
    optional: true,
    policy: true,
  }),
  ...snapshotInputs,
  documents: structured(DocumentsSchema, {
    description:
      'Documents that list the required checks: JSON as { path }, Markdown as { path, list } or { path, table, column }.',
    default: [],
    policy: true,
  }),
  'external-checks': list({
    description:
      'Checks that something else than the workflows of the repository reports; no job may bear their names.',
    default: [],
    policy: true,
  }),
  'optional-checks': list({
    description: 'Checks of pull requests that need not be required, by the name that the report shows.',
    default: [],
    policy: true,
  }),
  'gate-jobs': structured(z.array(GateSchema), {
    description: 'Jobs that must wait for all other jobs of their workflow, as { workflow, job, except }.',
    default: [],
    policy: true,
  }),
  'decision-job': choice(['if-used', 'required', 'off'], {
    description:
      'Whether a job with executive-summary must be required and always run: when the configuration has that section or a job uses it (in the change or in its base), always, or never.',
    default: 'if-used',
    policy: true,
  }),
  'decision-action': text({
    description: 'The action that makes the decision, where it is not the one of this suite, as owner/name/path.',
    default: 'release-governance/release-governance/actions/executive-summary',
    policy: true,
  }),
  ...organisationInputs(
    'that are judged instead of one, by what their default branch holds: documents, external-checks, optional-checks and gate-jobs hold for each of them.',
  ),
  classes: structured(z.array(ClassSchema).refine(namedOnce, 'a name is used twice'), {
    description:
      'What holds besides for the repositories of a class, where many are judged: documents, external-checks, optional-checks and gate-jobs.',
    default: [],
    policy: true,
  }),
  'admin-token': secret({
    description:
      'Token for an audit of many repositories: a GitHub App token of the organisation (metadata, administration, contents and actions: read). One repository is judged with the token of the workflow.',
  }),
  'actions-app': integer({
    description: 'The id of the app that reports the jobs of workflows; 15368 on github.com.',
    default: 15_368,
    min: 1,
    policy: true,
  }),
  'disabled-workflows': flag({
    description:
      'Whether it is looked at that no workflow of a required check is disabled; 1 request for each repository.',
    default: true,
    policy: true,
  }),
  'recent-commits': integer({
    description:
      'Also look at the checks and statuses of so many last commits of the branch, for what no job of the workflows may make; needs checks: read and statuses: read.',
    optional: true,
    min: 1,
    max: 100,
    policy: true,
  }),
};

export const lists = {};

export const documents = {
  'audit.csv':
    'of an audit of many repositories: every rule of each of them with its verdict, and those that were not read',
};

export const outputs = {
  required: { description: 'How many checks the branch requires; empty when that is not known.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;
