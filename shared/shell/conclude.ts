import type { AnyControl } from '../core/control.ts';
import { type CommonInputs, commonFields, type Fields } from '../core/inputs.ts';
import type { Report, ReportError, Subject } from '../core/report.ts';
import { reportKind, reportSchemaVersion } from '../core/report-status.ts';
import { reportName } from '../core/safe-name.ts';
import { isoTime } from '../core/time.ts';
import { version } from '../core/version.ts';
import { exitCode, headline } from '../domain/decision/exit.ts';
import { describeCounts, isBroken, reportStatus } from '../domain/decision/status.ts';
import { redactReport, redactText } from '../render/redact-report.ts';
import { renderSummary } from '../render/summary.ts';
import { renderTerminal } from '../render/terminal.ts';
import { documentsOf } from './documents.ts';
import type { Host } from './host.ts';
import type { Draft, Outcome } from './outcome.ts';

/** What follows from what is known: the report, its words and its exit code. */
export async function conclude(control: AnyControl, draft: Draft, host: Host, started: number): Promise<Outcome> {
  const ended = host.clock();
  const report = compose(control, draft, started, ended);
  const common = draft.values as unknown as CommonInputs;
  const shared = { outputs: draft.evaluation.outputs, common, folder: draft.place?.folder ?? '' };
  const secrets = secretsOf(control, host);
  const name = reportName(control.name, draft.key);
  const packed = report.error === undefined ? draft.evaluation.packed.map((ending) => `${name}.${ending}`) : [];
  if (control.kind === 'decide') {
    const { concludeDecision } = await import('./conclude-decision.ts');
    return { ...shared, ...concludeDecision(report, draft, secrets) };
  }
  const redacted = redactReport(report, secrets);
  const drawn = (redacted.exhibits ?? []).some(({ charts = [], graph }) => charts.length > 0 || graph !== undefined);
  const draw = drawn ? (await import('../render/picture.ts')).drawExhibit : undefined;
  const words = headline(redacted.status, redacted.results);
  return {
    ...shared,
    report: redacted,
    exit: exitCode(redacted.status, common['fail-on'], redacted.error?.code),
    words,
    markdown: (artifact) => renderSummary(redacted, { title: control.title, headline: words, artifact, draw }),
    terminal: (colour, width) => renderTerminal(redacted, words, colour, width),
    ...(await proposed(draft, control.name, secrets)),
    packed,
    documents: await documentsOf(control, redacted, draft, secrets),
  };
}

/** What is proposed, for people; where the run broke it may be half of a change. */
async function proposed(
  { evaluation }: Draft,
  control: string,
  secrets: readonly string[],
): Promise<{ diff?: string }> {
  const { proposal, issue, error } = evaluation;
  if (error !== undefined) return {};
  if (issue !== undefined)
    return { diff: redactText((await import('../render/issue.ts')).issuePreview(issue, control), secrets) };
  if (proposal === undefined) return {};
  const { proposalDiff } = await import('../render/proposal.ts');
  return { diff: redactText(proposalDiff(proposal), secrets) };
}

/** The values of all secret inputs that were given. */
export function secretsOf(control: AnyControl, host: Pick<Host, 'secret'>): string[] {
  const fields: Fields = { ...commonFields, ...(control.inputs as Fields) };
  const names = Object.keys(fields).filter((name) => fields[name]?.shape === 'secret');
  return names.map((name) => host.secret(name)).filter((secret) => secret !== undefined);
}

function compose(control: AnyControl, draft: Draft, started: number, ended: number): Report {
  const { results, reads, metrics, notes, facts, exhibits, data, error, range } = draft.evaluation;
  const broken = results.find(isBroken);
  const fault: ReportError | undefined =
    error ??
    (broken === undefined
      ? undefined
      : { code: 'GITHUB_DOWN', message: broken.because?.message ?? '', hint: 'Run it again when GitHub answers.' });
  return {
    kind: reportKind,
    schemaVersion: reportSchemaVersion,
    control: control.name,
    version,
    status: draft.status ?? reportStatus(results, fault),
    summary: describeCounts(results),
    subject: { ...runSubject(draft), ...(range === undefined ? {} : { range }) },
    ...(draft.loaded?.ok === true ? { policySource: draft.loaded.source } : {}),
    startedAt: isoTime(started),
    durationMs: Math.max(0, Math.round(ended - started)),
    results,
    inputs: reads,
    metrics,
    notes,
    ...(exhibits.length === 0 ? {} : { exhibits: exhibits as Report['exhibits'] }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...(data === undefined ? {} : { data }),
    ...(fault === undefined ? {} : { error: fault }),
    ...(draft.replay === true ? { replay: true as const } : {}),
  };
}

/** What is judged, and which job of the run judges it. */
export function runSubject({ subject, key, values }: Pick<Draft, 'subject' | 'key' | 'values'>): Subject {
  const job = values['check-run-id'];
  return {
    ...subject,
    ...(key === undefined ? {} : { matrixKey: key }),
    ...(typeof job === 'number' ? { checkRunId: job } : {}),
  };
}
