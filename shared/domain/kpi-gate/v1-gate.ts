import type { V1Report } from '../kpi/v1-schema.ts';

/*
 * The known result of a gate over two v1 reports. It says less than is judged here; it is written for those who read it.
 */

interface V1GateSide {
  path: string;
  runId: string;
  rawRunsPath: string;
  ok: boolean;
}

export interface V1Gate {
  version: 'v1';
  checkedAt: string;
  reports: { first: V1GateSide; second: V1GateSide };
  gatePass: boolean;
}

/** A report and its path, as it was given. */
export interface V1Side {
  path: string;
  report: V1Report;
}

/** The gate of two reports, which must have been found distinct and comparable: it passes when both say that all is met. */
export function v1Gate(first: V1Side, second: V1Side, checkedAt: string): V1Gate {
  const [one, other] = [side(first), side(second)];
  return { version: 'v1', checkedAt, reports: { first: one, second: other }, gatePass: one.ok && other.ok };
}

function side({ path, report }: V1Side): V1GateSide {
  const { targetResult, executionStatus, scope } = report;
  return {
    path,
    runId: scope.runId,
    rawRunsPath: executionStatus.rawRunsPath,
    ok: targetResult.coveragePass && targetResult.allPass,
  };
}

/** The file of a gate. */
export function v1GateText(gate: V1Gate): string {
  return `${JSON.stringify(gate, null, 2)}\n`;
}
