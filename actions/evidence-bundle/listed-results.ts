import type { Unread } from '../../shared/core/container.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Report } from '../../shared/core/report.ts';
import type { ComparedFile } from '../../shared/domain/bundle/compare.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import type { Listing } from '../../shared/domain/bundle/listing.ts';
import type { BundleManifest } from '../../shared/domain/bundle/manifest.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { foreignness } from '../../shared/domain/own-report/binding.ts';
import { candidatesIn } from '../../shared/domain/own-report/candidates.ts';
import { whyNotMeasured } from '../../shared/domain/own-report/measured.ts';
import { isExcused } from '../../shared/domain/own-report/of-run.ts';
import type { Ctx } from './definition.ts';
import { notAsked } from './told.ts';

const reportMaxBytes = 16 * 1024 * 1024;
/** Of all reports together. */
const reportsMaxBytes = 512 * 1024 * 1024;

/** Reads a listed file, wherever it lies. */
export type ReadListed = (path: string, maxBytes: number) => Promise<{ ok: true; content: Uint8Array } | Unread>;

/** Judges the results that are asked for: those of the list, and those of the reports that lie in the bundle. */
export async function judgeListedResults(
  ctx: Ctx,
  { results: wanted }: Verify,
  listing: Listing,
  compared: readonly ComparedFile[],
  read: ReadListed,
): Promise<Finding[]> {
  if (listing.manifest !== undefined) return reportResults(ctx, wanted, listing.manifest, compared, read);
  const said = new Map<string, Listing['results'][number][]>();
  for (const result of listing.results) {
    const known = said.get(result.command);
    if (known === undefined) said.set(result.command, [result]);
    else known.push(result);
  }
  const findings = [...new Set([...wanted, ...said.keys()])].map((command): Finding => {
    const all = said.get(command) ?? [];
    const at = all[0]?.at;
    const fix = 'run it at this commit, and list its result';
    if (all.length === 0)
      return wrong([command], {
        problem: `the list has no result of ${command}`,
        expected: 'passed',
        actual: 'none',
        fix,
      });
    if (all.some(({ passed }) => passed === false))
      return wrong([command], { problem: `${command} did not pass`, expected: 'passed', actual: 'failed', fix, at });
    if (all.some(({ passed }) => passed === undefined))
      return lacks(`the list names ${command}, and no result of it`, 'a result in the list', command);
    return holds(command);
  });
  return findings.length > 0 ? findings : [notAsked('no result is asked for, and the list names none')];
}

const fix = 'make the bundle anew, when it has passed';

/** The reports in a bundle, judged anew by their results. A report of which the list is wrong is none. */
async function reportResults(
  ctx: Ctx,
  wanted: readonly string[],
  manifest: BundleManifest,
  compared: readonly ComparedFile[],
  read: ReadListed,
): Promise<Finding[]> {
  const found = new Map<string, { path: string; report: Report }[]>();
  const findings: Finding[] = [];
  let left = reportsMaxBytes;
  for (const { listed, class: of } of compared) {
    const { path } = listed;
    if (!path.endsWith('.report.json') || of !== 'same') continue;
    const answer = await read(path, Math.min(left, reportMaxBytes));
    if (!answer.ok) {
      const needs = 'a report that can be read';
      findings.push(open(answer.because ?? { code: 'TRUNCATED', message: `${path} ${answer.message}`, needs }, path));
      continue;
    }
    const { content } = answer;
    left -= content.length;
    // One by one: of what was read only the results that matter are kept.
    const file = { origin: { kind: 'folder', name: 'bundle' } as const, path, content, sha256: sha256(content) };
    const { candidates, strays } = candidatesIn({ files: [file], problems: [] });
    for (const { problem } of strays)
      findings.push(wrong([path], { problem: `${path} ${problem}`, expected: 'a report', actual: problem, fix }));
    for (const { report } of candidates) {
      const known = found.get(report.control);
      if (known === undefined) found.set(report.control, [{ path, report }]);
      else known.push({ path, report });
    }
  }
  for (const control of new Set([...wanted, ...found.keys()]))
    findings.push(judgeControl(ctx, control, found.get(control) ?? [], manifest));
  return findings.length > 0 ? findings : [notAsked('no result is asked for, and the bundle has no report')];
}

function judgeControl(
  ctx: Ctx,
  control: string,
  own: readonly { path: string; report: Report }[],
  manifest: BundleManifest,
): Finding {
  if (own.length === 0) {
    const problem = `no report of ${control} lies in the bundle`;
    return wrong([control], { problem, expected: 'passed', actual: 'none', fix });
  }
  const against: string[] = [];
  let unmeasured: string | undefined;
  for (const { path, report } of own) {
    const { results } = ctx.policy.allow(control, report.results, report.facts);
    const [status, excused] = [reportStatus(results, report.error), isExcused(results)];
    const foreign = foreignTo(report, manifest);
    if (foreign.length > 0) against.push(`${path}: ${foreign.join('; ')}`);
    else if (report.replay === true) against.push(`${path} is a replay`);
    else if (status === 'failed' || status === 'error') against.push(`${path} is ${status}`);
    else if (report.status !== status && !excused)
      against.push(`${path} says ${report.status}, and its results say ${status}`);
    else {
      const why = whyNotMeasured({ report, status, excused });
      if (why !== undefined) unmeasured ??= `${path}: ${why}`;
    }
  }
  if (against.length > 0)
    return wrong([control], {
      problem: `the report of ${control} does not show that it passed: ${against.join('; ')}`,
      expected: 'passed, for the commit and run of the bundle',
      actual: against,
      fix,
    });
  if (unmeasured === undefined) return holds(control);
  return lacks(
    `the report of ${control} is not measured as passed: ${unmeasured}`,
    `a report of ${control} that passed`,
    control,
  );
}

/** Why a report is not one of the run and commit of its bundle. */
function foreignTo(report: Report, { subject: { repository, commit, runId, attempt } }: BundleManifest): string[] {
  if (commit === undefined) return ['the bundle names no commit'];
  if (runId !== undefined && report.subject.event === 'local')
    return [`it was made on a laptop, and not in run ${runId}`];
  const { event, mergeSha } = report.subject;
  const subject = {
    event,
    headSha: commit,
    ...(mergeSha === undefined ? {} : { mergeSha }),
    ...(repository === undefined ? {} : { repository }),
    ...(runId === undefined ? {} : { runId }),
    ...(attempt === undefined ? {} : { attempt }),
  };
  return foreignness(report, { subject, policy: undefined, asked: [] });
}
