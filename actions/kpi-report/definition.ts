import type { Context } from '../../shared/core/control.ts';
import { choice, flag, list, text } from '../../shared/core/inputs.ts';
import { rowsInputs } from '../../shared/domain/kpi/rows-inputs.ts';
import { KpiSetsSchema } from '../../shared/domain/kpi/sets.ts';
import type { rules } from './rules.ts';

export const inputs = {
  set: text({ description: 'The id of the KPI set, under kpi-sets.', policy: true }),
  rows: list({
    description:
      'The files of rows, NDJSON or a JSON array, also gzip: paths or globs. All of them together are one run.',
    policy: true,
  }),
  evaluate: choice(['as-defined', 'point'], {
    description:
      'How targets are judged: as their definitions say, or by point, the value itself, where kpi-gate judges the intervals over several runs.',
    default: 'as-defined',
    policy: true,
  }),
  'run-id': text({
    description:
      'Tells the runs of a harness apart. Default: workflow run, attempt and artifact-key; on a laptop the name of the first file.',
    optional: true,
  }),
  'run-type': text({ description: 'What the run was made for; kpi-gate takes runs of one type.', default: 'gate' }),
  platform: text({
    description: 'What the run was made on, e.g. linux-x64; runs of different platforms are not comparable.',
    optional: true,
  }),
  'harness-files': list({
    description:
      'The files of the harness (globs in the judged tree): their digest says that two runs were measured alike.',
    default: [],
    policy: true,
  }),
  ...rowsInputs,
  v1: flag({
    description:
      'Also write the report in the known shape v1 (preset reliability-v1, one file of rows, platform given).',
    default: false,
  }),
};

export const lists = { 'kpi-sets': KpiSetsSchema };

export const outputs = {
  'run-id': { description: 'The id of the run.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;
