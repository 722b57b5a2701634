import type { Report } from '../../shared/core/report.ts';
import { judgeCheck } from '../../shared/domain/check-run/check-runs.ts';
import { judgeReportOf } from '../../shared/domain/own-report/measured.ts';
import type { RunReports } from '../../shared/domain/own-report/of-run.ts';
import { judgeVerificationOf } from '../../shared/domain/own-report/verification.ts';
import type { Gate } from '../../shared/domain/sign-off/config.ts';
import type { Risk } from '../../shared/domain/sign-off/document.ts';
import { noData, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import type { Platform } from './platform.ts';

/** A gate, and what was found of it. */
export interface JudgedGate {
  gate: Gate;
  /** What measured it says. */
  measured: Verdict;
  /** The same, unless a risk says that it was not run. */
  verdict: Verdict;
  /** The reports that measured it: their digests, and the attempt of the run in which they were made. */
  reports: readonly { sha256: string; startedAt: string; subject: Report['subject'] }[];
}

/** Judges every gate: by reports of this run, or by a check of the judged commit. */
export async function judgeGates(
  ctx: Ctx,
  platform: Platform,
  reports: () => Promise<RunReports>,
): Promise<Omit<JudgedGate, 'verdict'>[]> {
  const gates: Omit<JudgedGate, 'verdict'>[] = [];
  for (const gate of ctx.inputs.gates) gates.push({ gate, ...(await measure(ctx, gate, platform, reports)) });
  return gates;
}

async function measure(
  ctx: Ctx,
  { control, verification, check = '', app }: Gate,
  { repository }: Platform,
  reports: () => Promise<RunReports>,
): Promise<Pick<JudgedGate, 'measured' | 'reports'>> {
  if (control !== undefined) {
    const { verdict, reports: own } = judgeReportOf(ctx, control, await reports());
    return {
      measured: verdict,
      reports: own.map(({ report, file }) => ({
        sha256: file.sha256,
        startedAt: report.startedAt,
        subject: report.subject,
      })),
    };
  }
  if (verification !== undefined)
    return { measured: judgeVerificationOf(ctx, verification, await reports()), reports: [] };
  if (!repository.ok) return { measured: unverified(repository.because), reports: [] };
  const { headSha } = ctx.subject;
  if (headSha === undefined) return { measured: unverified(noData('no commit is judged', 'a commit')), reports: [] };
  const { github, name } = repository.data;
  return { measured: await judgeCheck(github, name, headSha, { check, app }), reports: [] };
}

/** Whether a document that names this id means the gate, or what measures it. */
export function isCalled({ id, control, verification, check }: Gate, name: string): boolean {
  return [id, control, verification, check].includes(name);
}

/** What a gate is worth beside the risks that say that it was not run. */
export function besideRisks(measured: Verdict, risks: readonly Risk[]): Verdict {
  const [first] = risks;
  if (first === undefined || measured.status !== 'passed') return measured;
  return unverified(
    noData(
      `the open risk ${quote(first.text, 120)} says that it was not run${first.at.line === undefined ? '' : ` (${first.at.path}:${first.at.line})`}`,
      'a run of it, and the risk closed',
    ),
  );
}
