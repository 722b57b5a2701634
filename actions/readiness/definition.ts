import type { Context } from '../../shared/core/control.ts';
import { list, pathField, structured, text } from '../../shared/core/inputs.ts';
import { z } from '../../shared/core/zod.ts';
import { IncidentsSchema, JobSchema, ReportSchema, ShadowSchema } from '../../shared/domain/readiness/config.ts';
import { PresetSchema } from '../../shared/domain/readiness/preset-config.ts';
import type { rules } from './rules.ts';

export const inputs = {
  presets: structured(z.array(PresetSchema), {
    description:
      'Sets of jobs and reports that usually belong together, by name or as { preset: playbook-002, workflow: .github/workflows/ci.yml }.',
    default: [],
    policy: true,
  }),
  jobs: structured(z.array(JobSchema), {
    description: 'The jobs that must have run and succeeded, of this run and of other workflows for the same commit.',
    default: [],
    policy: true,
  }),
  reports: structured(z.array(ReportSchema), {
    description: 'The reports that must be there, of this commit and run, with what they must say.',
    default: [],
    policy: true,
  }),
  incidents: structured(IncidentsSchema, {
    description:
      'What is an incident on the default branch, as { on: [runtime-canary], repeated: [{ report: trend-slo, runs: 3 }] }.',
    default: { on: [], repeated: [] },
    policy: true,
  }),
  shadow: structured(z.array(ShadowSchema), {
    description: 'Verdict files of other gates that are compared with this one; they decide nothing.',
    default: [],
  }),
  'report-folder': text({
    description:
      'A folder with reports of controls, besides the artifacts of this run; in a workflow below RUNNER_TEMP.',
    optional: true,
  }),
  needs: list({
    description:
      'What the expression toJson(needs) gives, as far as the runner can hand it on (128 KiB on Linux); it is compared with what the platform recorded, and shows nothing by itself.',
    default: [],
  }),
  'needs-file': pathField({
    description: 'The same in a file that a step of this job wrote, for more than an input can hold.',
    optional: true,
  }),
};

export const lists = {};

export const outputs = {
  ready: { description: 'Whether everything that is asked for happened: true or false.' },
  'first-missing': { description: 'The id of the first job or report that stands in the way; empty when none does.' },
  incident: { description: 'Whether something happened that is an incident: true or false; empty when not known.' },
  disagreements: {
    description: 'In how many points other gates see it differently; empty when one of them could not be compared.',
  },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;
