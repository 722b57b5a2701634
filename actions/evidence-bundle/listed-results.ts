import type { CollectedFile } from '../../shared/core/collected.ts';
import type { Container } from '../../shared/core/container.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { ComparedFile } from '../../shared/domain/bundle/compare.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import type { Listing } from '../../shared/domain/bundle/listing.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { candidatesIn } from '../../shared/domain/own-report/candidates.ts';
import type { Ctx } from './definition.ts';
import { notAsked } from './told.ts';

const reportMaxBytes = 16 * 1024 * 1024;

/** Judges the results that are asked for: those of the list, and those of the reports that lie in the bundle. */
export async function judgeListedResults(
  ctx: Ctx,
  { results: wanted, root = '' }: Verify,
  listing: Listing,
  container: Container | undefined,
  compared: readonly ComparedFile[],
): Promise<Finding[]> {
  if (listing.manifest !== undefined && container !== undefined)
    return reportResults(ctx, wanted, listing, container, compared, root);
  const said = new Map<string, Listing['results'][number][]>();
  for (const result of listing.results) said.set(result.command, [...(said.get(result.command) ?? []), result]);
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

/** The reports in a bundle, judged anew by their results. A report of which the list is wrong is none. */
async function reportResults(
  ctx: Ctx,
  wanted: readonly string[],
  { manifest }: Listing,
  container: Container,
  compared: readonly ComparedFile[],
  root: string,
): Promise<Finding[]> {
  const below = root === '' || root === '.' ? '' : `${root.replace(/\/+$/, '')}/`;
  const entries = new Map(container.entries.map((entry) => [entry.path, entry]));
  const files: CollectedFile[] = [];
  const findings: Finding[] = [];
  for (const { listed, class: of } of compared) {
    if (!listed.path.endsWith('.report.json') || of !== 'same') continue;
    const entry = entries.get(`${below}${listed.path}`);
    if (entry === undefined) continue;
    const read = await container.read(entry, reportMaxBytes);
    if (!read.ok) {
      const needs = 'a report that can be read';
      findings.push(
        open(read.because ?? { code: 'TRUNCATED', message: `${listed.path} ${read.message}`, needs }, listed.path),
      );
      continue;
    }
    const { content } = read;
    files.push({ origin: { kind: 'folder', name: 'bundle' }, path: listed.path, content, sha256: sha256(content) });
  }
  const { candidates, strays } = candidatesIn({ files, problems: [] });
  const fix = 'make the bundle anew, when it has passed';
  for (const { from, problem } of strays)
    findings.push(wrong([from], { problem: `${from} ${problem}`, expected: 'a report', actual: problem, fix }));
  const controls = new Set([...wanted, ...candidates.map(({ report }) => report.control)]);
  for (const control of controls) {
    const own = candidates.filter(({ report }) => report.control === control);
    if (own.length === 0) {
      const problem = `no report of ${control} lies in the bundle`;
      findings.push(wrong([control], { problem, expected: 'passed', actual: 'none', fix }));
      continue;
    }
    const said = own.map(({ report, file }) => {
      const status = reportStatus(ctx.policy.allow(control, report.results, report.facts).results, report.error);
      const foreign =
        report.subject.headSha === manifest?.subject.commit
          ? undefined
          : `is of ${report.subject.headSha ?? 'no commit'}`;
      return (
        foreign ??
        (status === 'passed' && report.status === 'passed' && report.replay !== true
          ? undefined
          : `${file.path} is ${status === 'passed' ? report.status : status}`)
      );
    });
    const problem = said.find((each) => each !== undefined);
    if (problem === undefined) findings.push(holds(control));
    else
      findings.push(
        wrong([control], {
          problem: `the report of ${control} does not show that it passed: ${problem}`,
          expected: 'passed',
          actual: said,
          fix,
        }),
      );
  }
  return findings.length > 0 ? findings : [notAsked('no result is asked for, and the bundle has no report')];
}
