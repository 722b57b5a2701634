import { mayPass } from '../../core/command-environment.ts';
import { Duration, milliseconds } from '../../core/duration.ts';
import { containedPath, RelativePath } from '../../core/path.ts';
import type { PointerProblem } from '../../core/pointer-problem.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { reportFormats } from '../verification-record/record.ts';
import { presetNames } from './presets.ts';

const Id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a name in kebab-case, such as unit-tests')
  .max(60)
  .meta({ description: 'The name of a verification, in kebab-case.' });

const EnvironmentName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected the name of an environment variable');
const Variables = z.record(EnvironmentName, z.string());

const EnvironmentSchema = z
  .strictObject({
    pass: z
      .array(
        EnvironmentName.refine(
          mayPass,
          'is withheld: variables of the runner and what is called a credential are never passed',
        ),
      )
      .default([])
      .meta({ description: 'Variables that the command gets from the environment of the job.' }),
    set: Variables.default({}).meta({ description: 'Variables with their values.' }),
  })
  .meta({ description: 'What the command gets besides PATH, HOME, language and time zone; credentials never.' });

const RepeatSchema = z
  .strictObject({
    times: z.number().int().min(2).max(10).default(2),
    output: z.boolean().default(true).meta({ description: 'Whether standard output must be the same each time.' }),
    files: z.array(RelativePath).default([]).meta({ description: 'Files that must be the same bytes each time.' }),
    variations: z
      .array(Variables)
      .default([])
      .meta({ description: 'Variables for one run after the other, such as time zones, in turn.' }),
  })
  .refine(({ output, files }) => output || files.length > 0, 'asks for nothing: compare the output or files');

const ReportPlaceSchema = z.strictObject({
  path: Text.superRefine((path, check) => {
    const contained = containedPath(path);
    if (!contained.ok) check.addIssue({ code: 'custom', message: `the path ${contained.message}` });
  }).meta({ description: 'Path or glob of the files; in an artifact from its top.' }),
  artifact: Text.optional().meta({
    description: 'The artifact of this run that holds them; else steps of this job wrote them.',
  }),
  job: Text.optional().meta({
    description:
      'The job that uploads the artifact, by the name that GitHub shows; without it an artifact counts in the first attempt of a run only.',
  }),
  format: z.enum(['auto', ...reportFormats]).default('auto'),
  contract: Text.optional().meta({ description: 'What a report of the format summary must name as its contract.' }),
});

const Positive = z.number().int().min(1);

/** One verification: a command, a report on tests, or a command that writes one. */
export const VerificationSchema = z
  .strictObject({
    id: Id,
    title: Text.optional(),
    command: z
      .array(z.string().refine((part) => !part.includes('\0'), 'has a NUL character'))
      .min(1)
      .refine((argv) => argv[0] !== '', 'names no program')
      .optional()
      .meta({ description: 'Program and arguments; no shell reads them.' }),
    folder: RelativePath.optional().meta({ description: 'Where the command runs, from the working directory.' }),
    timeout: Duration.refine((text) => milliseconds(text) <= 6 * 3_600_000, 'is longer than six hours').optional(),
    exit: z
      .number()
      .int()
      .min(0)
      .max(255)
      .optional()
      .meta({ description: 'The exit code that is expected; 0 unless given.' }),
    environment: EnvironmentSchema.optional(),
    'log-kib': Positive.max(64 * 1024)
      .optional()
      .meta({ description: 'The most that is kept of the output, in KiB; 4096 unless given.' }),
    repeat: RepeatSchema.optional().meta({ description: 'Runs the command several times and compares what it gives.' }),
    report: ReportPlaceSchema.optional(),
    expected: z
      .union([Positive, z.strictObject({ minimum: Positive })])
      .optional()
      .meta({ description: 'How many tests must run: exactly, or as { minimum: 100 }.' }),
    suites: z.array(Text).default([]).meta({ description: 'Suites of which a test must have run.' }),
    skips: z
      .array(z.strictObject({ test: Text, reason: Text }))
      .default([])
      .meta({ description: 'Tests that may be skipped, by the name that the result shows, each with the reason.' }),
    retries: z
      .strictObject({ reason: Text })
      .optional()
      .meta({ description: 'Why tests may pass after an attempt that failed; without it none may.' }),
    'maximum-age': Duration.optional().meta({ description: 'How long ago the report may have been made.' }),
  })
  .superRefine((one, check) => {
    const complain = (message: string, path: string[] = []): void => {
      check.addIssue({ code: 'custom', message, path });
    };
    if (one.command === undefined && one.report === undefined) complain('needs a command or a report');
    if (one.command !== undefined && one.report?.artifact !== undefined)
      complain('a command writes its report into the work tree, and not into an artifact', ['report', 'artifact']);
    const ofCommand = ['folder', 'timeout', 'exit', 'environment', 'log-kib', 'repeat'] as const;
    for (const key of ofCommand)
      if (one.command === undefined && one[key] !== undefined) complain('is for a command, and there is none', [key]);
    const ofReport = ['expected', 'retries', 'maximum-age'] as const;
    for (const key of ofReport)
      if (one.report === undefined && one[key] !== undefined) complain('is for a report, and there is none', [key]);
    for (const key of ['suites', 'skips'] as const)
      if (one.report === undefined && one[key].length > 0) complain('is for a report, and there is none', [key]);
    if (one.report?.job !== undefined && one.report.artifact === undefined)
      complain('is for an artifact, and there is none', ['report', 'job']);
    if (one.report?.contract !== undefined && !['auto', 'summary'].includes(one.report.format))
      complain('only reports of the format summary have a contract', ['report', 'contract']);
  });
export type Verification = z.infer<typeof VerificationSchema>;

export const PresetSchema = z.union([
  z.enum(presetNames),
  z.strictObject({
    preset: z.enum(presetNames),
    artifact: Text.optional().meta({ description: 'The artifact of this run in which its reports lie.' }),
    job: Text.optional().meta({ description: 'The job that uploads it, by the name that GitHub shows.' }),
    folder: RelativePath.optional().meta({ description: 'The folder of its reports; artifacts unless given.' }),
  }),
]);
export type PresetChoice = z.infer<typeof PresetSchema>;

/** What the schema cannot say: two verifications of one id. */
export function verificationProblems(section: {
  readonly verifications?: readonly Pick<Verification, 'id'>[] | undefined;
}): PointerProblem[] {
  const seen = new Set<string>();
  return (section.verifications ?? []).flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ pointer: `/verifications/${index}/id`, message: `there are two verifications ${id}` }];
  });
}
