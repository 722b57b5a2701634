import type { Context } from '../../shared/core/control.ts';
import { integer, list, pathField, structured, text } from '../../shared/core/inputs.ts';
import { Sha256, Text } from '../../shared/core/texts.ts';
import { z } from '../../shared/core/zod.ts';
import { postureField } from '../../shared/domain/posture/field.ts';
import { EnvironmentSchema, PromotedSchema } from '../../shared/domain/promotion/config.ts';
import type { PromotionEntry } from '../../shared/domain/promotion/entry.ts';
import type { rules } from './rules.ts';

export const tasks = ['record', 'verify'] as const;
export type Task = (typeof tasks)[number];

export const inputs = {
  task: text({
    description:
      'What this job does, one of tasks: record, the entry of a promotion; or verify, the histories and what a change adds to them. Where there are several, each job names its task as artifact-key too, or record-<environment>.',
    optional: true,
  }),
  tasks: structured(z.array(z.enum(tasks)).min(1), {
    description: 'What is done here: record, verify, or both.',
    default: [...tasks],
    policy: true,
  }),
  chain: structured(z.array(EnvironmentSchema).min(1), {
    description: 'The environments in their order, each with what it asks for.',
    policy: true,
  }),
  promotes: structured(PromotedSchema, {
    description: 'What is promoted: the name of an artifact, or of an asset of a release.',
    policy: true,
  }),
  workflows: structured(z.array(Text).min(1), {
    description:
      'The files of the workflows below .github/workflows whose runs on the default branch build, decide and record.',
    policy: true,
  }),
  histories: {
    ...pathField({
      description: 'The folder of the histories, <environment>.jsonl each.',
      optional: true,
      policy: true,
    }),
    default: '.github/promotions',
  },
  environment: text({ description: 'For record: the environment to which something comes.', optional: true }),
  'rollback-to': {
    ...text({
      description:
        'For record: the digest of an earlier entry of the environment to which it goes back; it must be in its history, and never have been taken back.',
      optional: true,
    }),
    schema: Sha256.optional(),
  },
  'artifact-run': integer({
    description:
      'For record: the run that made the artifact; default: what is in force in the environment before, for the first this run.',
    optional: true,
    min: 1,
  }),
  release: text({ description: 'For record: the tag of the release whose asset is promoted.', optional: true }),
  'decision-run': integer({
    description: 'For record: the run that decided; default: this run.',
    optional: true,
    min: 1,
  }),
  posture: postureField,
  'ignored-co-authors': list({
    description: 'Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.',
    default: [],
    policy: true,
  }),
};

export const lists = {};

export const outputs = {
  recorded: { description: 'Is true when an entry was recorded: everything about it was measured and holds.' },
  digest: { description: 'The SHA-256 of what is promoted; empty where there is none.' },
  path: { description: 'Where the new history belongs in the repository; empty when nothing was recorded.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

/** What a task leaves. */
export interface Outcome {
  entry?: PromotionEntry | undefined;
  path?: string | undefined;
  /** What a rollback would go to. */
  target?: PromotionEntry | undefined;
  recorded: boolean;
}
