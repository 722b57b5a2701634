import type { Context } from '../../shared/core/control.ts';
import { Duration } from '../../shared/core/duration.ts';
import { choice, integer, list, structured, text } from '../../shared/core/inputs.ts';
import { z } from '../../shared/core/zod.ts';
import {
  ActiveSchema,
  commitRelations,
  DrillPlaceSchema,
  EnvironmentsSchema,
  PostCheckSchema,
  type VersionName,
  VersionsSchema,
  WordsSchema,
} from '../../shared/domain/drill/config.ts';
import type { rules } from './rules.ts';

export const inputs = {
  drills: structured(z.array(DrillPlaceSchema).min(1), {
    description:
      'The drills, each with its record in the base, as { id: quarterly, record: docs/drills/quarterly.md }.',
    policy: true,
  }),
  active: structured(z.array(ActiveSchema), {
    description:
      'Where it is written which flags and pins are on, as { configuration: config/flags.json, at: /flags }, { report: docs/kpi.json, at: /flags } or { configuration: pin.json, at: /tag, pin: ledger }.',
    policy: true,
  }),
  approvers: structured(z.array(z.string().min(1)).min(1), {
    description: 'Roles, or logins with @, of whom one must have approved the pull request that brought a record.',
    policy: true,
  }),
  approvals: integer({ description: 'How many of them.', default: 1, min: 1, max: 10, policy: true }),
  operators: structured(z.array(z.string().min(1)).min(1), {
    description: 'Roles, or logins with @, of those who may do a drill.',
    policy: true,
  }),
  objective: structured(Duration, { description: 'How long the rollback may take, as 15min.', policy: true }),
  'maximum-age': structured(Duration, { description: 'How long ago a drill may have ended, as 90d.', policy: true }),
  environments: structured(EnvironmentsSchema, {
    description:
      'The environments in which a drill counts, each with the modes: { staging: [live], production: [live, dry] }.',
    policy: true,
  }),
  commit: choice(commitRelations, {
    description:
      'What the judged commit is to that of the drill: unchanged but for records and unaffected paths, or any that contains it (ancestor).',
    default: 'unchanged',
    policy: true,
  }),
  unaffected: list({
    description:
      'Globs of paths, from the top of the repository, that may differ from the commit of the drill, such as docs/**.',
    default: [],
    policy: true,
  }),
  'post-checks': structured(z.array(PostCheckSchema), {
    description:
      'What must have been checked after the rollback, as { name: Smoke, verification: smoke }: a verification of this run measures it.',
    default: [],
    policy: true,
  }),
  versions: structured(VersionsSchema, {
    description: 'The versions that must have been tried; none for [].',
    default: ['N-1', 'N', 'N+1'] as VersionName[],
    policy: true,
  }),
  simulated: structured(VersionsSchema, {
    description: 'The versions that may be simulated.',
    default: ['N+1'] as VersionName[],
    policy: true,
  }),
  'version-pin': text({
    description:
      'The pin under active whose present setting is the version N. Unset: N is any version that the record names.',
    optional: true,
    policy: true,
  }),
  words: structured(WordsSchema, {
    description: 'Words that records use besides the common ones, as { switches: [Toggles], re-check: [run] }.',
    default: {},
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
  active: { description: 'The flags and pins that are on, one a line.' },
  uncovered: { description: 'Those of them that no drill covers, one a line.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;
