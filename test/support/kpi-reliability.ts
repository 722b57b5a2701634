/*
 * Rows in the shape of the preset `reliability`, as its harness writes them.
 */

export interface ReliabilityRun {
  runId?: string;
  start?: string;
  rows?: number;
  commit?: string;
  repo?: string;
  /** Rows that differ, by index. */
  differing?: Readonly<Record<number, Record<string, unknown>>>;
}

export function reliabilityRows({
  runId = 'gate-run-9',
  start = '2026-11-20T09:00:00Z',
  rows = 200,
  commit = 'c'.repeat(40),
  repo = 'harbour-example/desk',
  differing = {},
}: ReliabilityRun = {}): Record<string, unknown>[] {
  return Array.from({ length: rows }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    const scenario =
      index < 1
        ? 'open_cursor'
        : index < 40
          ? 'open_settings'
          : index < 160
            ? 'focus_existing_browser_window'
            : 'recover_from_intentional_timeout';
    const open = scenario.startsWith('open_');
    const wobble = (index * index * 31 + runId.length * 17 + runId.charCodeAt(runId.length - 1) * index) % 499;
    return {
      runId: `${runId}-${number}`,
      timestamp: new Date(Date.parse(start) + index * 900 + wobble).toISOString(),
      scenarioId: scenario,
      sessionId: `main-${runId}-${number}`,
      finalStatus: 'completed',
      wrongClick: false,
      maxLoopTermination: false,
      authHardFailure: false,
      environment: {
        git: { repo, branch: 'main', commit },
        model: { provider: 'harbour', name: 'harbour-1' },
        app: { version: '1.4.0' },
      },
      featureFlags: {
        ffToolRegistry: true,
        ffInvokeGate: true,
        ffToolFirstRouting: true,
        ffConfidenceLayer: true,
        ffLoopGuardrails: true,
      },
      probe: { ok: true, timedOut: false, durationMs: 800 + (wobble % 90), stdout: 'window ready', stderr: '' },
      ...(open ? { openAppFirstAttemptSuccess: true } : {}),
      ...differing[index],
    };
  });
}

export function reliabilityFile(run: ReliabilityRun = {}): string {
  return reliabilityRows(run)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}
