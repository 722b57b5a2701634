import { posix } from 'node:path';
import { isObject } from '../../core/json.ts';
import { formatPointer } from '../../core/pointer.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import type { V1Report } from '../kpi/v1-schema.ts';

/*
 * The known result of a gate over two v1 reports. It says less than is judged here; it is written for those who read it.
 */

const Text = z.string().refine((text) => text.trim() !== '', 'must not be blank');
const Side = z.strictObject({ path: Text, runId: Text, rawRunsPath: Text, ok: z.boolean() });

export const V1GateSchema = z.strictObject({
  version: z.literal('v1'),
  checkedAt: z.string().refine((text) => parseTime(text) !== undefined, 'names no time'),
  reports: z.strictObject({ first: Side, second: Side }),
  gatePass: z.boolean(),
});

export type V1Gate = z.infer<typeof V1GateSchema>;

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

function side({ path, report }: V1Side): V1Gate['reports']['first'] {
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

export interface V1GateProblem {
  pointer: string;
  message: string;
}

/** Reads a parsed document as the result of a gate; refused is also one that contradicts itself. All problems are returned together. */
export function readV1Gate(document: unknown): { ok: true; gate: V1Gate } | { ok: false; problems: V1GateProblem[] } {
  if (!isObject(document)) return { ok: false, problems: [{ pointer: '', message: 'expected an object' }] };
  const parsed = V1GateSchema.safeParse(document);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({
        pointer: formatPointer(issue.path.map(String)),
        message: issue.message,
      })),
    };
  const problems: V1GateProblem[] = [];
  const { reports, gatePass } = parsed.data;
  const { first, second } = reports;
  for (const key of ['path', 'runId'] as const)
    if (first[key] === second[key])
      problems.push({ pointer: `/reports/second/${key}`, message: `is that of the first report: ${first[key]}` });
  const rows = ({ path, rawRunsPath }: typeof first): string => posix.join(posix.dirname(path), rawRunsPath);
  if (rows(first) === rows(second))
    problems.push({ pointer: '/reports/second/rawRunsPath', message: 'is that of the first report' });
  const pass = first.ok && second.ok;
  if (gatePass !== pass) problems.push({ pointer: '/gatePass', message: `expected ${pass} by the two reports` });
  return problems.length === 0 ? { ok: true, gate: parsed.data } : { ok: false, problems };
}
