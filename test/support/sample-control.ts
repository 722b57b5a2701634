import { z } from 'zod';
import { type Context, defineControl } from '../../shared/core/control.ts';
import { choice, flag, integer, list, secret, structured, text } from '../../shared/core/inputs.ts';
import { rule } from '../../shared/core/rule.ts';

/** What an evaluation of the sample rules knows: a thing, and how big it is. */
export interface Thing {
  thing: string;
  size?: number;
}

const inputs = {
  title: text({ description: 'A line of text.', default: 'none' }),
  strict: flag({ description: 'Yes or no.', default: false }),
  mode: choice(['off', 'soft', 'hard'], { description: 'How hard.', default: 'soft' }),
  limit: integer({ description: 'The most.', default: 10, min: 1, policy: true }),
  globs: list({ description: 'Globs.', default: ['**'] }),
  owners: structured(
    z.array(
      z.strictObject({
        name: z.string().min(1, 'must not be empty'),
        limits: z.strictObject({ 'soft-limit': z.number().optional(), 'hard-limit': z.number().optional() }).optional(),
      }),
    ),
    { description: 'People.', default: [] },
  ),
  'extra-token': secret({ description: 'Another token.' }),
};

const things = z.array(
  z.strictObject({
    id: z.string(),
    'max-size': z.number().int().optional(),
    source: z
      .union([z.string(), z.strictObject({ path: z.string(), 'line-number': z.number().optional() })])
      .optional(),
    shape: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('round'), radius: z.number() }),
        z.strictObject({ kind: z.literal('square') }),
      ])
      .optional(),
    labels: z.record(z.string().regex(/^[a-z-]+$/, 'expected lower-case letters and hyphens'), z.string()).optional(),
  }),
);

const lists = { things };

const rules = {
  fits: rule<Thing>({
    severity: 'high',
    asserts: 'The thing fits.',
    why: 'What does not fit breaks.',
    about: ({ thing }) => [thing],
    says: ({ thing, size }) => `${thing} has the size ${size ?? 0}`,
    expected: () => 'at most 10',
    actual: ({ size }) => size,
    fix: ({ thing }) => `make ${thing} smaller`,
  }),
  named: rule<Thing>({
    severity: 'low',
    waivable: false,
    asserts: 'The thing has a name.',
    why: 'Nobody finds a thing without a name.',
    about: ({ thing }) => [thing],
    says: ({ thing }) => `${thing} has no name`,
  }),
};

const outputs = { largest: { description: 'The largest thing.' } };

export type SampleContext = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

/** A made-up control that judges as the test says. */
export function sampleControl(evaluate: (ctx: SampleContext) => void | Promise<void> = () => undefined) {
  return defineControl({
    name: 'sample',
    title: 'Sample',
    kind: 'check',
    description: 'Checks that things fit.',
    permissions: { contents: 'read' },
    inputs,
    lists,
    outputs,
    rules,
    configProblems: (values) =>
      values.things
        .map(({ id }, index) => ({ id, index, first: values.things.findIndex((one) => one.id === id) }))
        .filter(({ index, first }) => index !== first)
        .map(({ id, index }) => ({ pointer: `/things/${index}/id`, message: `the id ${id} is used twice` })),
    evaluate: async (ctx) => evaluate(ctx),
  });
}
