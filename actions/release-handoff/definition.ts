import type { Context } from '../../shared/core/control.ts';
import { Duration } from '../../shared/core/duration.ts';
import { integer, list, secret, structured, text } from '../../shared/core/inputs.ts';
import { RepositoryName } from '../../shared/core/texts.ts';
import { z } from '../../shared/core/zod.ts';
import { SurfacesSchema } from '../../shared/domain/contract-surface/config.ts';
import {
  AcknowledgeSchema,
  GenerateSchema,
  HandoffModesSchema,
  VerifySchema,
} from '../../shared/domain/handoff/config.ts';
import type { rules } from './rules.ts';

/** What a job can do; the modes of a handoff are another thing. */
export const tasks = ['generate', 'verify', 'acknowledge'] as const;
export type Task = (typeof tasks)[number];

export const inputs = {
  task: text({
    description:
      'What this job does, one of tasks: generate, verify or acknowledge. Where there are several, each job names its task as artifact-key too.',
    optional: true,
  }),
  tasks: structured(z.array(z.enum(tasks)).min(1), {
    description: 'What is done here: generate and acknowledge by a producer, verify by either side.',
    policy: true,
  }),
  producer: {
    ...text({ description: 'The repository of the producer, as owner/name.', policy: true }),
    schema: RepositoryName,
  },
  handoff: text({ description: 'Which handoff is generated: stable, or a name under handoffs.', default: 'stable' }),
  handoffs: structured(HandoffModesSchema, {
    description: 'What handoffs of a mode must and must not say, by its name.',
    default: {},
    policy: true,
  }),
  generate: structured(GenerateSchema.optional(), {
    description: 'What is handed over, and where it stands.',
    policy: true,
  }),
  verify: structured(VerifySchema.optional(), {
    description: 'Which payload is verified, and by what.',
    policy: true,
  }),
  acknowledge: structured(AcknowledgeSchema.optional(), {
    description: 'Where the consumer answers, until when, and who may.',
    policy: true,
  }),
  'results-maximum-age': structured(Duration, {
    description: 'How old results may be that are handed over.',
    default: '7d',
    policy: true,
  }),
  'source-date-epoch': integer({
    description:
      'Seconds since 1970 that the payload bears as its time; default: those of the commit. The environment is not read: pass SOURCE_DATE_EPOCH on.',
    optional: true,
    min: 0,
    max: 253_402_300_799,
  }),
  'ignored-co-authors': list({
    description: 'Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.',
    default: [],
    policy: true,
  }),
  'producer-token': secret({ description: 'Token that may read contents and checks of a producer elsewhere.' }),
  'consumer-token': secret({
    description: 'Token that may read contents, checks and pull requests of a consumer elsewhere.',
  }),
};

export const lists = { surfaces: SurfacesSchema };

export const outputs = {
  digest: { description: 'The SHA-256 of the payload; empty where there is none.' },
  ready: { description: 'Is true when a payload was generated: everything that it hands over was measured.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

/** What a task leaves: of which payload it was about, and whether that was generated now. */
export interface Outcome {
  digest?: string;
  tag?: string;
  commit?: string;
  ready: boolean;
}
