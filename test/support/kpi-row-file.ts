import { closeSync, openSync, writeSync } from 'node:fs';

/*
 * Rows as a harness of a desktop agent writes them: about 720 bytes each, four scenarios of different shapes, nearly everything the same
 * in all rows. The same index always gives the same row.
 */

const begin = Date.parse('2026-03-01T00:00:00.000Z');
/** When all rows of the largest file have been measured. */
export const rowsMeasured = begin + 30 * 86_400_000;

const scenarios = [
  'open_settings',
  'focus_existing_browser_window',
  'focus_existing_browser_window',
  'recover_from_intentional_timeout',
  'focus_existing_browser_window',
  'open_cursor',
] as const;

/** The row of an index from 0, as it stands in a line; each run has ids and days of its own. */
export function kpiRowText(index: number, run = 41): string {
  const scenario = scenarios[Math.imul(index, 7) % scenarios.length] ?? scenarios[0];
  const number = String(index + 1).padStart(7, '0');
  const ms = 400 + (Math.imul(index, 0x9e3779b1) >>> 21);
  const probe = (duration: number): object => ({
    ok: true,
    timedOut: false,
    durationMs: duration,
    stdout: index % 50 === 0 ? 'window "Settings" found\r\n' : '',
    stderr: '',
  });
  const opens = scenario === 'open_settings' || scenario === 'open_cursor';
  return JSON.stringify({
    runId: `nightly-run-${run}-${number}`,
    timestamp: new Date(begin + (run - 41) * 7 * 86_400_000 + index * 250 + (index % 7)).toISOString(),
    scenarioId: scenario,
    sessionId: `main-nightly-run-${run}-${number}`,
    finalStatus: index % 400 === 399 ? 'error' : 'completed',
    wrongClick: index % 500 === 250,
    maxLoopTermination: false,
    authHardFailure: index % 900 === 13,
    environment: {
      git: {
        repo: 'example-organisation/desktop-agent',
        branch: 'main',
        commit: '5f0c3a9d1b7e42c68d90a1f3b5c7d9e0f1a2b3c4',
      },
      model: { provider: 'harness-powershell', name: 'deterministic-tool-probes' },
      app: { version: '0.2.4' },
    },
    featureFlags: {
      ffToolRegistry: true,
      ffInvokeGate: true,
      ffToolFirstRouting: true,
      ffConfidenceLayer: true,
      ffLoopGuardrails: true,
    },
    probe:
      scenario === 'recover_from_intentional_timeout'
        ? { timeoutProbe: { ...probe(ms), ok: false, timedOut: true }, recoveryProbe: probe(ms + 17) }
        : probe(ms),
    ...(opens ? { openAppFirstAttemptSuccess: index % 240 !== 0 } : {}),
  });
}

/** Writes the first so many rows, one in each line. */
export function writeKpiRows(path: string, count: number, run?: number): void {
  const file = openSync(path, 'w');
  try {
    for (let start = 0; start < count; start += 10_000) {
      let text = '';
      for (let index = start; index < Math.min(count, start + 10_000); index += 1)
        text += `${kpiRowText(index, run)}\n`;
      writeSync(file, text);
    }
  } finally {
    closeSync(file);
  }
}
