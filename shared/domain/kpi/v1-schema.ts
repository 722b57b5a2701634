import { z } from '../../core/zod.ts';
import { reliability, reliabilityFlags } from './presets.ts';

/*
 * The known report shape `v1` in its last form. Older forms carry the same version and are told apart by what they lack.
 */

const Text = z.string().refine((text) => text.trim() !== '', 'must not be blank');
const Count = z.number().int().min(0);
const Rate = z.number().min(0).max(1).nullable();
const time = z.string();

export const v1Metrics = [
  'openAppFirstAttemptSuccessRate',
  'wrongClickRate',
  'maxLoopTerminationRate',
  'authHardFailureRate',
] as const;
export const v1Scenarios = reliability.strata[0]?.values ?? [];

export const V1ReportSchema = z.strictObject({
  reportVersion: z.literal('v1'),
  generatedAt: time,
  scope: z.strictObject({
    runId: Text,
    runType: Text,
    sampleCount: Count,
    scenarios: z.array(Text),
    scenarioCounts: z.record(z.string(), Count),
  }),
  environment: z.strictObject({
    platform: Text,
    git: z.strictObject({ repo: Text, branch: Text, commit: Text }),
    model: z.strictObject({ provider: Text, name: Text }),
    app: z.strictObject({ version: Text }),
    featureFlags: z.strictObject(
      Object.fromEntries(reliabilityFlags.map((flag) => [flag, z.boolean()])) as Record<
        (typeof reliabilityFlags)[number],
        z.ZodBoolean
      >,
    ),
  }),
  metrics: z.strictObject(
    Object.fromEntries(v1Metrics.map((name) => [name, Rate])) as Record<(typeof v1Metrics)[number], typeof Rate>,
  ),
  targets: z.strictObject({ openAppFirstAttemptSuccessRate: z.string(), wrongClickRate: z.string() }),
  targetResult: z.strictObject({
    openAppFirstAttemptSuccessRatePass: z.boolean(),
    wrongClickRatePass: z.boolean(),
    sampleCountPass: z.boolean(),
    scenarioCoveragePass: z.boolean(),
    coveragePass: z.boolean(),
    minSampleCount: z.number(),
    missingScenarioIds: z.array(Text),
    allPass: z.boolean(),
  }),
  executionStatus: z.strictObject({ state: z.literal('executed'), rawRunsPath: Text }),
});

export type V1Report = z.infer<typeof V1ReportSchema>;
