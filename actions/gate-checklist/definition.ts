import type { Context } from '../../shared/core/control.ts';
import { Duration } from '../../shared/core/duration.ts';
import { choice, flag, list, structured } from '../../shared/core/inputs.ts';
import { z } from '../../shared/core/zod.ts';
import { CopySchema, MatrixSchema, SourceSchema } from '../../shared/domain/claim/config.ts';
import type { rules } from './rules.ts';

export const inputs = {
  sources: structured(z.array(SourceSchema).min(1), {
    description:
      'The tables and sections of boxes in which claims stand, as { id: gates, path: docs/gates.md, table: { heading: Gates }, measured: [{ claim: Tests, verification: unit }] }.',
    policy: true,
  }),
  unmeasured: choice(['conditional-go', 'no-go'], {
    description: 'What a claim that nothing measures leads to.',
    default: 'conditional-go',
    policy: true,
  }),
  'longest-condition': structured(Duration.optional(), {
    description: 'How long from now a conditional status may last.',
    policy: true,
    default: undefined,
  }),
  owners: list({
    description: 'Who may be an owner: names as documents write them, logins with @, and roles.',
    default: [],
    policy: true,
  }),
  'evidence-maximum-age': structured(Duration.optional(), {
    description: 'How old evidence may be by the days that it states: its name, front matter, Date and Updated.',
    policy: true,
    default: undefined,
  }),
  'git-dates': flag({
    description:
      'Ask GitHub for the last commit of documents and evidence that have an age: its day must be young enough too.',
    default: false,
    policy: true,
  }),
  copies: structured(z.array(CopySchema), {
    description:
      'Tables that repeat a source, as { id: packet, of: gates, path: docs/packet.md, table: { first-header: Gate } }.',
    default: [],
    policy: true,
  }),
  matrices: structured(z.array(MatrixSchema), {
    description:
      'Tables of settings for each environment, as { id: env, path: docs/env.md, table: { first-header: Dimension }, environments: [staging, production] }.',
    default: [],
    policy: true,
  }),
};

export const lists = {};

export const outputs = {
  claimed: { description: 'How many things the documents claim.' },
  measured: { description: 'How many of them were measured, and hold.' },
  unmeasured: { description: 'Those that nothing measured, one a line: the source and the claim.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;
