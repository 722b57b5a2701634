import type { Context } from '../../core/control.ts';
import { flag, integer, pathField, secret, structured, text } from '../../core/inputs.ts';
import { ContractsSchema } from '../contract-pair/config.ts';
import {
  AgeSchema,
  ChecksSchema,
  CompanionsSchema,
  DenySchema,
  MayFailSchema,
  MustPassSchema,
  NotesSchema,
} from './config.ts';
import type { planRules } from './rules.ts';

/*
 * What a plan to roll back is made of; whoever carries one out makes it in the very same way.
 */

export const inputs = {
  contract: text({
    description:
      'The id of the contract under contracts; needed where there are several, and each job then has it as artifact-key too.',
    optional: true,
  }),
  deny: structured(DenySchema, {
    description: 'What must not be restored, by commit, tag or version, each with the reason.',
    default: [],
    policy: true,
  }),
  'single-commit-landings': flag({
    description:
      'Every commit on the first-parent line of the default branch landed by itself: only merge commits and squashed ones are allowed there, and no pushes. Unset, GitHub is asked of each state whether it was ever the tip.',
    default: false,
    policy: true,
  }),
  'minimum-age': structured(AgeSchema, {
    description:
      'How long ago the baseline must have been merged at the least, by the time that GitHub recorded. Unset: not asked.',
    policy: true,
  }),
  checks: structured(ChecksSchema, {
    description: 'Checks that must have succeeded for the commit of the baseline, by name and app.',
    default: [],
    policy: true,
  }),
  companions: structured(CompanionsSchema, {
    description: 'Files that are restored together with pin, mirror, matrix and copies.',
    default: [],
    policy: true,
  }),
  'allow-present-pin': flag({
    description:
      'An earlier state of the files with the present pin may be the baseline: for files that drifted while the release is sound.',
    default: false,
    policy: true,
  }),
  'must-pass': structured(MustPassSchema, {
    description:
      'Controls that the restored files must pass, by name, as far as they work without GitHub and without commands. Others are shown, and decide only where the restore makes them fail.',
    default: [],
    policy: true,
  }),
  'may-fail': structured(MayFailSchema, {
    description:
      'Rules of other controls that the restore may make fail, each with the reason: a gate about the release that is left cannot pass any more. They are shown, and stop nothing, unless their control is under must-pass.',
    default: [],
    policy: true,
  }),
  posture: pathField({
    description: 'The posture record with which the incident note must agree. Without one a note must say NO-GO.',
    optional: true,
    policy: true,
  }),
  notes: structured(NotesSchema, {
    description: 'Globs of the files that are incident notes: one that a change brings is judged without being named.',
    default: ['docs/incident*.md', 'docs/incidents/**/*.md'],
    policy: true,
  }),
  'search-limit': integer({
    description: 'How many earlier states of the files are looked at, the newest first.',
    default: 10_000,
    min: 1,
    max: 20_000,
  }),
  'producer-token': secret({ description: 'Token that may read the contents of the producer repositories.' }),
};

export const lists = { contracts: ContractsSchema };

export const outputs = {
  baseline: { description: 'The commit whose files are to be restored; empty when none was found.' },
  'baseline-tag': { description: 'The tag that is pinned there; empty when there is none.' },
};

/** What the parts of the judgement see. */
export type Ctx = Context<typeof inputs, typeof planRules, typeof lists, typeof outputs>;
