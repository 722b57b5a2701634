import { catalog, controlNames } from '../../core/catalog.ts';
import { Duration } from '../../core/duration.ts';
import { suggestion } from '../../core/nearest.ts';
import { containedPath, RelativePath } from '../../core/path.ts';
import { childPointer } from '../../core/pointer.ts';
import type { PointerProblem } from '../../core/pointer-problem.ts';
import { severities } from '../../core/severity.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { ConditionSchema, ReportPointer } from './condition.ts';
import { PresetSchema, WorkflowPath } from './preset-config.ts';

const Id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a name in kebab-case, such as runtime-canary')
  .max(80)
  .meta({ description: 'A name of your own; no job and report share one.' });

const Severity = z
  .enum(severities)
  .exclude(['info'])
  .default('critical')
  .meta({ description: 'How bad it is when it is not there; the threshold of the profile is held against it.' });

const Profiles = z
  .array(Text)
  .min(1)
  .optional()
  .meta({ description: 'The profiles that ask for it; every one unless given.' });

const ofWorkflow = {
  workflow: WorkflowPath.optional().meta({
    description: 'Another workflow of this repository, by its path; its newest run for the judged commit counts.',
  }),
  event: Text.optional().meta({ description: 'The event of that run; that of this run unless given.' }),
  branch: Text.optional().meta({ description: 'The branch or tag of that run; that of this run unless given.' }),
};

/** How a job may end besides successfully. */
export const allowedEnds = ['success', 'skipped', 'neutral'] as const;

/** A job that must have run. */
export const JobSchema = z
  .strictObject({
    id: Id,
    title: Text.optional(),
    job: Text.meta({
      description:
        'The name that GitHub shows: the id, where the job has no name of its own; it stands for all legs of a matrix.',
    }),
    legs: z
      .array(Text)
      .min(1)
      .optional()
      .meta({ description: 'The values of every leg of its matrix, as GitHub shows them between the brackets.' }),
    ...ofWorkflow,
    allow: z.array(z.enum(allowedEnds)).min(1).default(['success']).meta({
      description:
        'How it may end. skipped: by its own condition; one that is skipped because of a job that it needs never counts.',
    }),
    severity: Severity,
    profiles: Profiles,
  })
  .superRefine(needsWorkflow);
export type RequiredJob = z.infer<typeof JobSchema>;

function needsWorkflow(
  one: { workflow?: string | undefined; event?: string | undefined; branch?: string | undefined },
  check: z.RefinementCtx,
): void {
  for (const key of ['event', 'branch'] as const)
    if (one[key] !== undefined && one.workflow === undefined)
      check.addIssue({ code: 'custom', path: [key], message: `${key} is for another workflow, and there is none` });
}

const ExternalSchema = z
  .strictObject({
    'could-not-look': z.array(Text).default([]).meta({
      description:
        'Checks of the report that fail when they could not look, by their names, of a control its rules as control/rule; a * at the end stands for any rest. Every other one that fails is a failure.',
    }),
    reports: z.array(Text).default([]).meta({
      description: 'File names of reports that may be unverified in a summary of reports.',
    }),
  })
  .meta({
    description:
      'What it is about lies outside of the repository: an unverified one may be attested, bound to the fact `rulesets`, with the evidence linked in the notes of the change.',
  });

/** How a report is read. */
export const reportShapes = ['status', 'summary', 'data'] as const;

/** A report that must be there. */
export const ReportSchema = z
  .strictObject({
    id: Id,
    title: Text.optional(),
    control: Text.optional().meta({ description: 'A control of the suite, whose reports of this run are meant.' }),
    legs: z.array(Text).min(1).optional().meta({ description: 'The artifact-keys of all legs of its matrix.' }),
    path: Text.superRefine((path, check) => {
      const contained = containedPath(path);
      if (!contained.ok) check.addIssue({ code: 'custom', message: `the path ${contained.message}` });
    })
      .optional()
      .meta({ description: 'Path or glob of the files; in an artifact from its top.' }),
    artifact: Text.optional().meta({
      description: 'The artifact that holds them; else steps of this job wrote them.',
    }),
    job: Text.optional().meta({
      description: 'The job that uploads the artifact; without it one counts in the first attempt of a run only.',
    }),
    ...ofWorkflow,
    shape: z.enum(reportShapes).default('status').meta({
      description:
        'status: a shape that .github/guides/decision.md#one-decision of the suite lists says whether it passed; summary: so do the words of the reports that it lists; data: only the conditions do.',
    }),
    contract: Text.optional().meta({ description: 'What the field `contract` must say.' }),
    minimum: z.number().int().min(1).default(1).meta({ description: 'How many files a glob must find.' }),
    conditions: z.array(ConditionSchema).default([]),
    facts: z
      .record(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a name in kebab-case'), ReportPointer)
      .default({})
      .meta({
        description:
          'What the report is about, by name: commit and run are held against this run, others (flags, definition, baseline) against the other reports.',
      }),
    'maximum-age': Duration.optional().meta({ description: 'How long ago it may have been made.' }),
    at: ReportPointer.optional().meta({
      description: 'Where it says when it was made; /generated_at or /generatedAt unless given.',
    }),
    external: ExternalSchema.optional(),
    severity: Severity,
    profiles: Profiles,
  })
  .superRefine((one, check) => {
    const complain = (message: string, path: string[] = []): void => {
      check.addIssue({ code: 'custom', message, path });
    };
    if ((one.control === undefined) === (one.path === undefined)) complain('needs either control or path');
    if (one.control !== undefined) {
      for (const key of ['artifact', 'job', 'workflow', 'contract', 'at'] as const)
        if (one[key] !== undefined) complain('is for reports of other tools, and this names a control', [key]);
      if (one.shape !== 'status') complain('is for reports of other tools, and this names a control', ['shape']);
      if (one.external?.reports.length !== undefined && one.external.reports.length > 0)
        complain('is for summaries of other tools, and this names a control', ['external', 'reports']);
      if (one.external?.['could-not-look'].length === 0)
        complain('names no rules of the control that may be unable to look', ['external', 'could-not-look']);
      if (one.minimum !== 1) complain('is for files, and this names a control', ['minimum']);
    } else if (one.legs !== undefined) complain('is for a control, and there is none', ['legs']);
    for (const key of ['job', 'workflow'] as const)
      if (one[key] !== undefined && one.artifact === undefined)
        complain('is for an artifact, and there is none', [key]);
    if (one.shape === 'data' && one.conditions.length === 0)
      complain('the shape data has no word of its own: it needs conditions', ['conditions']);
    const pointers = one.conditions.map((condition) => JSON.stringify(condition));
    if (new Set(pointers).size < pointers.length) complain('has a condition twice', ['conditions']);
    needsWorkflow(one, check);
  });
export type RequiredReport = z.infer<typeof ReportSchema>;

export const IncidentsSchema = z.strictObject({
  on: z
    .array(Text)
    .default([])
    .meta({ description: 'Ids of jobs and reports that are an incident when they fail on the default branch.' }),
  repeated: z
    .array(
      z.strictObject({
        report: Text.meta({ description: 'The id of a report in an artifact of this workflow.' }),
        runs: z.number().int().min(2).max(20).default(2).meta({
          description: 'In how many runs one after the other, this one included, it must have failed.',
        }),
      }),
    )
    .default([])
    .meta({ description: 'Reports that are an incident when they fail again and again, as that of a service level.' }),
});
export type Incidents = z.infer<typeof IncidentsSchema>;

export const ShadowSchema = z.strictObject({
  id: Id,
  path: RelativePath.meta({ description: 'The verdict file of the other gate.' }),
  artifact: Text.optional().meta({ description: 'The artifact of this run that holds it; else a step wrote it.' }),
  checks: z.record(Text, Id).default({}).meta({
    description:
      'Names of its checks to ids of jobs and reports here, where the usual names (job_result:<job>, <report>_status_passed) do not tell.',
  }),
});
export type Shadow = z.infer<typeof ShadowSchema>;

/** The part of the section that names each other. */
export interface Asking {
  presets?: readonly z.infer<typeof PresetSchema>[] | undefined;
  jobs?: readonly Pick<RequiredJob, 'id' | 'profiles'>[] | undefined;
  reports?: readonly Pick<RequiredReport, 'id' | 'control' | 'artifact' | 'workflow' | 'profiles'>[] | undefined;
  incidents?: Incidents | undefined;
  shadow?: readonly Pick<Shadow, 'id' | 'checks'>[] | undefined;
}

/** What the configuration may name besides its own entries. */
export interface Nameable {
  /** The ids of what the presets bring. */
  presetJobs: readonly string[];
  presetReports: readonly string[];
  profiles: readonly string[];
}

/** What the schemas cannot say: ids that are there twice, and names of nothing. */
export function readinessProblems(asking: Asking, { presetJobs, presetReports, profiles }: Nameable): PointerProblem[] {
  const { presets = [], jobs = [], reports = [], shadow = [] } = asking;
  const { on, repeated } = asking.incidents ?? { on: [], repeated: [] };
  const problems: PointerProblem[] = [];
  if (presets.length + jobs.length + reports.length === 0)
    problems.push({ pointer: '', message: 'asks for nothing: name presets, jobs or reports' });
  const seen = new Set<string>();
  const once = (id: string, pointer: string): void => {
    if (seen.has(id)) problems.push({ pointer, message: `there are two of the id ${id}` });
    seen.add(id);
  };
  const kept = (id: string, others: readonly string[], kind: string, pointer: string): void => {
    if (others.includes(id))
      problems.push({ pointer, message: `a preset has a ${kind} ${id}, whose place only another ${kind} can take` });
  };
  const profiled = (names: readonly string[] | undefined, pointer: string): void => {
    for (const [index, name] of (names ?? []).entries())
      if (!profiles.includes(name)) {
        const message = `there is no profile ${name}${suggestion(name, profiles)}`;
        problems.push({ pointer: `${pointer}/profiles/${index}`, message });
      }
  };
  for (const [index, { id, profiles: names }] of jobs.entries()) {
    once(id, `/jobs/${index}/id`);
    kept(id, presetReports, 'report', `/jobs/${index}/id`);
    profiled(names, `/jobs/${index}`);
  }
  for (const [index, { id, control, profiles: names }] of reports.entries()) {
    once(id, `/reports/${index}/id`);
    kept(id, presetJobs, 'job', `/reports/${index}/id`);
    profiled(names, `/reports/${index}`);
    if (control !== undefined && !Object.hasOwn(catalog, control)) {
      const message = `there is no control ${control}${suggestion(control, controlNames)}`;
      problems.push({ pointer: `/reports/${index}/control`, message });
    }
    if (control === 'readiness')
      problems.push({ pointer: `/reports/${index}/control`, message: 'it cannot wait for its own report' });
  }
  const known = [...new Set([...seen, ...presetJobs, ...presetReports])];
  const named = (id: string, pointer: string): void => {
    if (!known.includes(id))
      problems.push({ pointer, message: `there is no job or report ${id}${suggestion(id, known)}` });
  };
  for (const [index, id] of on.entries()) named(id, `/incidents/on/${index}`);
  for (const [index, { report }] of repeated.entries()) {
    const pointer = `/incidents/repeated/${index}/report`;
    named(report, pointer);
    const own = reports.find(({ id }) => id === report);
    if (jobs.some(({ id }) => id === report) || (own !== undefined && own.artifact === undefined))
      problems.push({ pointer, message: `${report} is no report in an artifact, of which earlier runs could be read` });
    else if (own?.workflow !== undefined)
      problems.push({ pointer, message: `${report} is of another workflow than this one` });
  }
  const shadows = new Set<string>();
  for (const [index, { id, checks }] of shadow.entries()) {
    if (shadows.has(id)) problems.push({ pointer: `/shadow/${index}/id`, message: `there are two of the id ${id}` });
    shadows.add(id);
    for (const [check, to] of Object.entries(checks)) named(to, childPointer(`/shadow/${index}/checks`, check));
  }
  return problems;
}
