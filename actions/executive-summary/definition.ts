import type { Context } from '../../shared/core/control.ts';
import { integer, list, structured, text } from '../../shared/core/inputs.ts';
import { RelativePath } from '../../shared/core/path.ts';
import { Slug, Text } from '../../shared/core/texts.ts';
import { z } from '../../shared/core/zod.ts';
import { postureField } from '../../shared/domain/posture/field.ts';
import { PostureExemptionSchema } from './exemption-config.ts';
import type { rules } from './rules.ts';

const ForeignSchema = z.strictObject({
  id: Slug.meta({ description: 'A name of your own; shown in the summary.' }),
  artifact: Text.meta({ description: 'The artifact of this run in which it lies.' }),
  path: RelativePath.meta({ description: 'Its path in the artifact.' }),
  contract: Text.optional().meta({ description: 'What the field `contract` of the report must say.' }),
  job: Text.optional().meta({ description: 'The job that makes it; it must have succeeded.' }),
  owner: Text.optional(),
});
export type Foreign = z.infer<typeof ForeignSchema>;

const SummarySchema = z.strictObject({
  controls: z.array(Text).default([]).meta({ description: 'The controls whose reports this summary expects.' }),
  foreign: z.array(Slug).default([]).meta({ description: 'Ids of reports under `foreign` that it expects.' }),
  summaries: z.array(Slug).default([]).meta({ description: 'Other summaries of this run that it expects.' }),
});

const SummariesSchema = z.record(Slug, SummarySchema).superRefine((summaries, check) => {
  for (const [name, { controls, foreign, summaries: inner }] of Object.entries(summaries)) {
    if (controls.length + foreign.length + inner.length === 0) {
      check.addIssue({ code: 'custom', path: [name], message: `the summary ${name} expects nothing` });
    }
    for (const other of inner.filter((each) => !Object.hasOwn(summaries, each))) {
      check.addIssue({ code: 'custom', path: [name, 'summaries'], message: `there is no summary ${other}` });
    }
    const circle = circleFrom(name, summaries);
    if (circle !== undefined) {
      const message = `summaries wait for each other: ${circle.join(' -> ')}`;
      check.addIssue({ code: 'custom', path: [name, 'summaries'], message });
    }
  }
});

/** The names from one summary back to itself, or undefined when no way leads back. */
function circleFrom(start: string, summaries: Readonly<Record<string, { summaries: string[] }>>): string[] | undefined {
  const seen = new Set<string>();
  const visit = (name: string, path: readonly string[]): string[] | undefined => {
    for (const next of summaries[name]?.summaries ?? []) {
      if (next === start) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = visit(next, [...path, next]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(start, [start]);
}

function unique<T extends { id: string }>(entries: readonly T[]): boolean {
  return new Set(entries.map(({ id }) => id)).size === entries.length;
}

export const inputs = {
  name: text({
    description:
      'Which summary of the configuration this is, when a run has several; without it the one over everything.',
    optional: true,
  }),
  reports: text({
    description:
      'A folder with reports, besides the artifacts of this run; in a workflow below RUNNER_TEMP. Reports that this job itself wrote are found without it.',
    optional: true,
  }),
  expect: list({
    description:
      'Controls whose reports are expected besides those that the configuration asks for; what a workflow gives is added.',
    default: [],
    adds: true,
  }),
  legs: structured(z.record(Text, z.array(Text).min(1)), {
    description: 'Control to the artifact-keys of all legs of its matrix; a leg without a report is missing.',
    default: {},
    policy: true,
  }),
  jobs: list({
    description:
      'Jobs of this run that must have succeeded, besides those that made reports, by the name that GitHub shows (the id, where the job has no name of its own); a name stands for all legs of its matrix.',
    default: [],
    policy: true,
  }),
  foreign: structured(z.array(ForeignSchema).refine(unique, 'two foreign reports have the same id'), {
    description:
      'Reports of other tools, read by the shapes that .github/guides/decision.md#one-decision of the suite lists.',
    default: [],
    policy: true,
  }),
  summaries: structured(SummariesSchema, {
    description: 'Summaries over a part of the reports, by name. The one without a name is always over everything.',
    default: {},
    policy: true,
  }),
  owners: structured(z.record(Text, Text), {
    description: 'Control to its owner; without an entry CODEOWNERS says who owns the first failing file.',
    default: {},
  }),
  posture: postureField,
  environment: text({
    description:
      'The environment that the decision is about; a posture that is restricted to others, or to any where none is named, stops it.',
    optional: true,
    policy: true,
  }),
  'posture-exemptions': structured(z.array(PostureExemptionSchema).refine(unique, 'two exemptions have the same id'), {
    description:
      'Changes that may go on while the posture stops everything, as { id, paths, go: { producer: [roles], consumer: [roles] } }; at most conditional-go.',
    default: [],
    policy: true,
  }),
  'gate-files': list({
    description: 'Globs of further files that belong to the gate, from the top of the repository.',
    default: [],
    policy: true,
  }),
  'gate-approvers': list({
    description: 'Roles, or logins with @, of the people of whom one must approve a change of the gate.',
    default: [],
    policy: true,
  }),
  'gate-approvals': integer({
    description: 'How many of them must approve it; one more for a pull request that a bot opened.',
    default: 1,
    min: 1,
    max: 10,
    policy: true,
  }),
  'ignored-co-authors': list({
    description: 'Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.',
    default: [],
    policy: true,
  }),
};

export const lists = {};

export const outputs = {
  decision: { description: 'The decision: go, conditional-go or no-go.' },
  'first-failing': { description: 'The control that stands first in the way; empty for go.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;
