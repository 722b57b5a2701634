import type { Context } from '../../shared/core/control.ts';
import { choice, flag, integer, list, structured, text } from '../../shared/core/inputs.ts';
import { Text } from '../../shared/core/texts.ts';
import { z } from '../../shared/core/zod.ts';
import { rowsInputs } from '../../shared/domain/kpi/rows-inputs.ts';
import { KpiSetsSchema } from '../../shared/domain/kpi/sets.ts';
import {
  Alpha,
  BaselineSchema,
  ComparableFacts,
  MaximumGap,
  MinimumGap,
  Power,
  RatchetSchema,
  SelfAuditSchema,
  TolerancesSchema,
} from '../../shared/domain/kpi-gate/config.ts';
import type { rules } from './rules.ts';

/** Which workflow measures. */
const HarnessSchema = z.union([
  z.strictObject({
    workflow: Text.meta({
      description:
        'File name of the workflow that measures, e.g. kpi.yml: every run of it for the commit must be there.',
    }),
  }),
  z.strictObject({
    none: Text.meta({
      description:
        'Why no workflow measures, e.g. runs are made by hand: then nobody can tell whether one is left out.',
    }),
  }),
]);

const HistorySchema = z
  .strictObject({
    reports: z
      .array(Text)
      .min(1)
      .optional()
      .meta({ description: 'Earlier reports: paths or globs of files of the base, which a change cannot choose.' }),
    branch: Text.optional().meta({ description: 'The branch whose last runs of the harness are read, e.g. main.' }),
    runs: z.number().int().min(1).max(100).default(20).meta({ description: 'How many of them at most.' }),
  })
  .refine(
    ({ reports, branch }) => (reports === undefined) !== (branch === undefined),
    'earlier reports are either files (reports) or runs of a branch (branch)',
  );

export const inputs = {
  set: text({ description: 'The id of the KPI set, under kpi-sets.', policy: true }),
  reports: list({
    description:
      'The reports of the runs: paths or globs. None: every report on the set in the artifacts of this run and of the runs of the harness, or in report-dir.',
    default: [],
    policy: true,
  }),
  rows: list({
    description: 'Files of rows that do not lie beside their report: paths or globs. They are found by their sha256.',
    default: [],
    policy: true,
  }),
  ...rowsInputs,
  'run-type': text({ description: 'The run-type that the runs must have.', default: 'gate', policy: true }),
  runs: integer({
    description: 'The fewest runs that are judged together.',
    default: 2,
    min: 2,
    max: 100,
    policy: true,
  }),
  commit: choice(['judged', 'any'], {
    description:
      'Which commit the runs must have measured: the judged one, or any one commit, for evidence that is committed later.',
    default: 'judged',
    policy: true,
  }),
  harness: structured(HarnessSchema, {
    description: 'The workflow that measures, as { workflow: kpi.yml }, or why there is none, as { none: <why> }.',
    policy: true,
  }),
  'minimum-gap': structured(MinimumGap.optional(), {
    description: 'The shortest time from the end of a run to the beginning of the next.',
    policy: true,
  }),
  'maximum-gap': structured(MaximumGap.optional(), {
    description: 'The longest time from the end of a run to the beginning of the next.',
    policy: true,
  }),
  comparable: structured(ComparableFacts.optional(), {
    description: 'The facts that must agree between the runs. Without it all that any of them has.',
    policy: true,
  }),
  baseline: structured(BaselineSchema.optional(), {
    description:
      'The report that the runs are compared with, as { path: kpi/baseline.report.json }; a file of the base.',
    policy: true,
  }),
  history: structured(HistorySchema.optional(), {
    description:
      'Earlier reports, for the trend, the ratchet and the self-audit, as { branch: main, runs: 20 } or { reports: [<globs of the base>] }.',
    policy: true,
  }),
  ratchet: structured(RatchetSchema.optional(), {
    description:
      'Compares the runs with the best value that two consecutive earlier reports reached, as { reports: 20 }.',
    policy: true,
  }),
  'self-audit': structured(SelfAuditSchema.optional(), {
    description:
      'Tells how often the comparison alarms between earlier reports of one commit, as { pairs: 50, minimum-pairs: 10 }.',
    policy: true,
  }),
  tolerances: structured(TolerancesSchema, {
    description:
      'KPI to how much worse it may be than the baseline and the best sustained value, as { p95: { relative: 0.1 } }.',
    default: {},
    policy: true,
  }),
  alpha: structured(Alpha, {
    description: 'The error of comparisons: their intervals are two-sided at 1 - alpha.',
    default: 0.05,
    policy: true,
  }),
  power: structured(Power, {
    description: 'With which probability a difference is to be seen that is told as detectable.',
    default: 0.8,
    policy: true,
  }),
  v1: flag({ description: 'Also write the known result v1 of a gate over two v1 reports.', default: false }),
};

export const lists = { 'kpi-sets': KpiSetsSchema };

export const outputs = {
  runs: { description: 'How many runs were judged together.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;
