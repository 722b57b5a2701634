import { expect, test } from '@jest/globals';
import type { V1Report } from '../../../../shared/domain/kpi/v1-schema.ts';
import { v1Gate, v1GateText } from '../../../../shared/domain/kpi-gate/v1-gate.ts';

const report = (runId: string, pass = true, covered = true): V1Report => ({
  reportVersion: 'v1',
  generatedAt: '2026-03-10T12:00:00.000Z',
  scope: { runId, runType: 'gate', sampleCount: 200, scenarios: [], scenarioCounts: {} },
  environment: {
    platform: 'win32',
    git: { repo: 'acme/desktop', branch: 'main', commit: 'c0ffee' },
    model: { provider: 'acme', name: 'one' },
    app: { version: '1.0.0' },
    featureFlags: {
      ffToolRegistry: true,
      ffInvokeGate: true,
      ffToolFirstRouting: true,
      ffConfidenceLayer: true,
      ffLoopGuardrails: true,
    },
  },
  metrics: {
    openAppFirstAttemptSuccessRate: 1,
    wrongClickRate: 0,
    maxLoopTerminationRate: 0,
    authHardFailureRate: 0,
  },
  targets: { openAppFirstAttemptSuccessRate: '>=0.95', wrongClickRate: '<0.01' },
  targetResult: {
    openAppFirstAttemptSuccessRatePass: true,
    wrongClickRatePass: pass,
    sampleCountPass: covered,
    scenarioCoveragePass: true,
    coveragePass: covered,
    minSampleCount: 200,
    missingScenarioIds: [],
    allPass: pass,
  },
  executionStatus: { state: 'executed', rawRunsPath: `${runId}.ndjson` },
});
const at = '2026-03-10T12:30:00.000Z';
const side = (runId: string, pass?: boolean, covered?: boolean) => ({
  path: `reports/${runId}.json`,
  report: report(runId, pass, covered),
});
const gate = v1Gate(side('one'), side('two'), at);

test('the file of a gate has the known text', () => {
  expect(v1GateText(gate)).toBe(`{
  "version": "v1",
  "checkedAt": "2026-03-10T12:30:00.000Z",
  "reports": {
    "first": {
      "path": "reports/one.json",
      "runId": "one",
      "rawRunsPath": "one.ndjson",
      "ok": true
    },
    "second": {
      "path": "reports/two.json",
      "runId": "two",
      "rawRunsPath": "two.ndjson",
      "ok": true
    }
  },
  "gatePass": true
}
`);
});

test.each([
  ['both', true, true, true, true, true],
  ['a target that the first missed', false, true, true, true, false],
  ['samples that the second lacks', true, true, true, false, false],
  ['nothing', false, false, false, false, false],
])('passes by what both reports say: %s', (_, passA, coveredA, passB, coveredB, pass) => {
  const found = v1Gate(side('one', passA, coveredA), side('two', passB, coveredB), at);
  expect(found).toMatchObject({
    reports: { first: { ok: passA && coveredA }, second: { ok: passB && coveredB } },
    gatePass: pass,
  });
});
