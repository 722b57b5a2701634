import type { Result } from '../../shared/core/report.ts';
import { makeResult } from '../../shared/core/result.ts';
import { judgeException, rulesetsDigest, rulesetsFact } from '../../shared/domain/readiness/exception.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import type { Ctx } from './definition.ts';
import type { ReportOutcome } from './reports.ts';
import { rules, type Told } from './rules.ts';
import type { Runs } from './runs.ts';

/** The window for exceptions: what an attestation in it must be bound to. */
export interface Window {
  /** The digest of the rulesets; undefined when nothing is open that could be attested, or when they could not be listed. */
  digest: string | undefined;
}

/** Looks at what exceptions are bound to, where a report could be attested; and reports it as a fact. */
export async function openWindow(ctx: Ctx, outcomes: readonly ReportOutcome[]): Promise<Window> {
  const github = ctx.github();
  const { repository } = ctx.subject;
  if (!outcomes.some(({ excusable }) => excusable) || github === undefined || repository === undefined)
    return { digest: undefined };
  const digest = await rulesetsDigest(github, repository);
  if (!digest.ok) {
    ctx.note(`Nothing can be attested by the rulesets of ${repository}: ${digest.because.message}.`);
    return { digest: undefined };
  }
  ctx.fact(rulesetsFact, digest.data);
  return { digest: digest.data };
}

/** Judges every attestation of an unverified report that may have one. */
export async function judgeExceptions(
  ctx: Ctx,
  outcomes: readonly ReportOutcome[],
  { digest }: Window,
  runs: Runs,
): Promise<void> {
  for (const { asked, verdicts, excusable } of outcomes) {
    const { id, severity, external } = asked;
    if (external === undefined) continue;
    const verdict = verdicts['report-passed'];
    if (verdict.status !== 'unverified' || !excusable) {
      ctx.notApplicable('exception', { id }, 'nothing of it is open that could be attested');
      continue;
    }
    const told: Told = { id, severity, restsOn: [rulesetsFact] };
    const result = makeResult('readiness/report-passed', rules['report-passed'], 'unverified', told, {
      because: verdict.because,
    });
    const attestation = attested(ctx, result, digest);
    if (attestation === undefined)
      ctx.notApplicable('exception', { id }, 'nobody attested it, or not of what is there now');
    else tellVerdict(ctx, 'exception', { id, severity }, judgeException(attestation, await runs.notes()));
  }
}

function attested(ctx: Ctx, result: Result, digest: string | undefined): Result['attestation'] {
  const facts = digest === undefined ? {} : { [rulesetsFact]: digest };
  return ctx.policy.allow('readiness', [result], facts).results[0]?.attestation;
}
