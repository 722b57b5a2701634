import type { Context } from '../../shared/core/control.ts';
import { choice, list, secret, structured, text } from '../../shared/core/inputs.ts';
import { z } from '../../shared/core/zod.ts';
import {
  CheckpointSchema,
  GoSchema,
  HashGateSchema,
  OtherSchema,
  PinSchema,
  PosturePlaceSchema,
  RehearsalSchema,
  sides,
  VerificationSchema,
} from '../../shared/domain/cutover/config.ts';
import type { rules } from './rules.ts';

export const inputs = {
  checkpoint: text({ description: 'The id of the checkpoint that is judged, under checkpoints.', policy: true }),
  side: choice(sides, { description: 'Which side this repository is.', policy: true }),
  other: structured(OtherSchema, {
    description: 'The repository of the other side, as { repository: owner/name }.',
    policy: true,
  }),
  'joint-go': structured(GoSchema, {
    description:
      'Who may say go for each side, as { producer: [roles], consumer: [roles], approvals: 1 }; a login with @.',
    policy: true,
  }),
  checkpoints: structured(z.array(CheckpointSchema).min(1), {
    description: 'The checkpoints of the plan, each with what it needs.',
    policy: true,
  }),
  verifications: structured(z.array(VerificationSchema).min(1), {
    description: 'What checkpoints can ask to be measured as passed, by id.',
    policy: true,
  }),
  repin: structured(PinSchema.optional(), {
    description: 'Where the consumer says what it is built against, as { path: pin.json, commit: /commit, tag: /tag }.',
    policy: true,
  }),
  'hash-gate': structured(HashGateSchema.optional(), {
    description: 'The check of the consumer that holds the manifest against its hash, as { check: contracts }.',
    policy: true,
  }),
  rehearsal: structured(RehearsalSchema.optional(), {
    description:
      'The workflow that rehearses the rollback, as { side: consumer, workflow: rollback.yml, maximum-age: 30d }.',
    policy: true,
  }),
  posture: structured(z.array(PosturePlaceSchema), {
    description:
      'The posture records of both sides, and copies of them, as { side: producer, path: .github/posture.yml }.',
    default: [],
    policy: true,
  }),
  'ignored-co-authors': list({
    description: 'Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.',
    default: [],
    policy: true,
  }),
  'other-token': secret({
    description: 'Token that may read contents, checks, actions and pull requests of the other repository.',
  }),
};

export const lists = {};

export const outputs = {
  checkpoint: { description: 'The checkpoint that was judged.' },
  'producer-commit': { description: 'The commit of the producer that was judged; empty when it is not known.' },
  'consumer-commit': { description: 'The commit of the consumer that was judged; empty when it is not known.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;
