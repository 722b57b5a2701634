import type { KpiSetInput } from './config.ts';

/*
 * KPI sets that need no writing, as values of the configuration. Each is an ordinary set: nothing else in the code knows its
 * names but the writer of the known report shape.
 */

const scenarios = [
  'open_cursor',
  'open_settings',
  'focus_existing_browser_window',
  'recover_from_intentional_timeout',
] as const;
const openScenarios = ['open_cursor', 'open_settings'];
export const reliabilityFlags = [
  'ffToolRegistry',
  'ffInvokeGate',
  'ffToolFirstRouting',
  'ffConfidenceLayer',
  'ffLoopGuardrails',
] as const;

/** Reliability of a desktop agent: first attempts that open an application, wrong clicks, loops and failed sign-ins. */
export const reliability = {
  rows: [
    { pointer: '/runId', type: 'string' },
    { pointer: '/sessionId', type: 'string' },
    { pointer: '/scenarioId', type: 'string', enum: [...scenarios] },
    // A row of a run that is pending measured nothing.
    { pointer: '/finalStatus', type: 'string', enum: ['completed', 'error', 'blocked'] },
    { pointer: '/wrongClick', type: ['boolean', 'number'], min: 0 },
    { pointer: '/maxLoopTermination', type: 'boolean' },
    { pointer: '/authHardFailure', type: 'boolean' },
    {
      pointer: '/openAppFirstAttemptSuccess',
      type: 'boolean',
      when: [{ pointer: '/scenarioId', in: openScenarios }],
    },
    { pointer: '/environment/git/repo', type: 'string' },
    { pointer: '/environment/git/branch', type: 'string' },
    { pointer: '/environment/git/commit', type: 'string' },
    { pointer: '/environment/model/provider', type: 'string' },
    { pointer: '/environment/model/name', type: 'string' },
    { pointer: '/environment/app/version', type: 'string' },
    ...reliabilityFlags.map((flag) => ({ pointer: `/featureFlags/${flag}`, type: 'boolean' as const })),
  ],
  constant: [
    { pointer: '/environment/git/repo', fact: 'repository' },
    { pointer: '/environment/git/branch', fact: 'branch' },
    { pointer: '/environment/git/commit', fact: 'commit' },
    { pointer: '/environment/model/provider', fact: 'model-provider' },
    { pointer: '/environment/model/name', fact: 'model' },
    { pointer: '/environment/app/version', fact: 'app-version' },
    { pointer: '/featureFlags', fact: 'feature-flags' },
  ],
  strata: [{ pointer: '/scenarioId', values: [...scenarios] }],
  unique: [['/runId'], ['/sessionId']],
  timestamp: { pointer: '/timestamp' },
  'minimum-samples': 200,
  kpis: [
    {
      id: 'openAppFirstAttemptSuccessRate',
      title: 'Open app: success at first attempt',
      kind: 'ratio',
      filter: [{ pointer: '/scenarioId', in: openScenarios }],
      numerator: [{ pointer: '/openAppFirstAttemptSuccess', equals: true }],
      direction: 'higher-is-better',
      target: { min: 0.95 },
      // Two runs of so many, all of them good, show the target.
      'minimum-samples': 40,
    },
    {
      id: 'wrongClickRate',
      title: 'Wrong clicks',
      kind: 'ratio',
      numerator: [{ pointer: '/wrongClick', positive: true }],
      direction: 'lower-is-better',
      target: { max: 0.01, inclusive: false },
      'minimum-samples': 200,
    },
    {
      id: 'maxLoopTerminationRate',
      title: 'Terminated as endless loop',
      kind: 'ratio',
      numerator: [{ pointer: '/maxLoopTermination', equals: true }],
      direction: 'lower-is-better',
      required: false,
    },
    {
      id: 'authHardFailureRate',
      title: 'Failed sign-in',
      kind: 'ratio',
      numerator: [{ pointer: '/authHardFailure', equals: true }],
      direction: 'lower-is-better',
      required: false,
    },
  ],
} satisfies KpiSetInput;

const canaryChecks = [
  'durability',
  'policy_shadow',
  'tenant_isolation',
  'bundle_lifecycle',
  'coverage_ratio',
  'executability_ratio',
] as const;

/** Share of the checks of a runtime canary that passed; all must, so no interval is asked of it. */
export const runtimeCanary = {
  rows: [
    { pointer: '/runId', type: 'string' },
    { pointer: '/check', type: 'string', enum: [...canaryChecks] },
    { pointer: '/passed', type: 'boolean' },
    { pointer: '/commit', type: 'string', pattern: '[0-9a-f]{40}' },
  ],
  constant: [{ pointer: '/commit', fact: 'commit' }],
  strata: [{ pointer: '/check', values: [...canaryChecks] }],
  unique: [['/runId', '/check']],
  timestamp: { pointer: '/timestamp', order: 'any' },
  'minimum-samples': canaryChecks.length,
  kpis: [
    {
      id: 'runtime-canary-pass-ratio',
      title: 'Checks of the runtime canary that passed',
      kind: 'ratio',
      numerator: [{ pointer: '/passed', equals: true }],
      direction: 'higher-is-better',
      target: { min: 1 },
      evaluate: 'point',
    },
  ],
} satisfies KpiSetInput;

/** The same as the known report shape `v1` judges it: the value itself is compared with the target, without an interval. */
const reliabilityV1 = {
  ...reliability,
  // It knows no minimum of one KPI.
  kpis: reliability.kpis.map((kpi) => ({ ...kpi, evaluate: 'point' as const, 'minimum-samples': 1 })),
} satisfies KpiSetInput;

export const presets = {
  reliability,
  'reliability-v1': reliabilityV1,
  'runtime-canary': runtimeCanary,
} as const satisfies Record<string, KpiSetInput>;
export type PresetName = keyof typeof presets;
