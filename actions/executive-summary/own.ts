import type { SummaryUse } from '../../shared/core/executive-summary.ts';
import { workTreePath, workTreeRead } from '../../shared/core/history.ts';
import type { Report } from '../../shared/core/report.ts';
import { digestScan } from '../../shared/core/scan.ts';
import type { ExpectedReport } from '../../shared/domain/decision/decide.ts';
import { placeOf } from '../../shared/domain/own-report/candidates.ts';
import { attemptProblem, type Jobs } from '../../shared/domain/run-jobs/report-job.ts';
import type { Ctx } from './definition.ts';
import { type Entry, labelOf } from './entries.ts';
import type { Judged } from './rows.ts';

const inputMaxBytes = 16 * 1024 * 1024;

/** What reports are held against. */
export interface Against {
  jobs: Jobs;
  work: WorkTree;
  /** The controls that are expected; one that is not may say that it does not apply. */
  controls: readonly string[];
}

/** Judges a report of the suite: what its results mean under the policy of this run, whatever marks they bear. */
export async function judgeOwn(ctx: Ctx, entry: Entry, { jobs, work, controls }: Against): Promise<Judged> {
  const label = labelOf(entry).join(' · ');
  const { candidate } = entry;
  const found =
    candidate === undefined
      ? {}
      : { from: placeOf(candidate.file.origin, candidate.file.path), sha256: candidate.file.sha256 };
  if (entry.state !== 'present' || candidate === undefined)
    return { entry, expected: absent(label, entry), uses: [], ...found };
  const { report } = candidate;
  const stale = (await changedInput(ctx, report, work)) ?? attemptProblem(ctx.subject, report.subject, jobs);
  if (stale !== undefined) {
    const fix = `run ${entry.control} again, and then this`;
    const foreign: Entry = { ...entry, state: 'foreign', problem: stale, fix };
    return { entry: foreign, expected: absent(labelOf(foreign).join(' · '), foreign), uses: [], ...found };
  }
  const { results, uses } = ctx.policy.allow(report.control, report.results, report.facts);
  const expected: ExpectedReport = {
    control: label,
    state: 'present',
    status: report.status,
    results,
    error: report.error,
    ...(ctx.policy.skipped.includes(report.control) || !controls.includes(report.control) ? { exempt: true } : {}),
    ...(isBootstrap(ctx, report) ? { bootstrap: true } : {}),
    ...(report.replay === true ? { replay: true } : {}),
  };
  const ownUses = uses.map((use): SummaryUse => ({ ...use, control: report.control }));
  return { entry, expected, uses: ownUses, summary: report.error?.message ?? report.summary, ...found };
}

function absent(control: string, { state, problem = '' }: Entry): ExpectedReport {
  return { control, state: state === 'present' ? 'invalid' : state, why: problem };
}

function isBootstrap(ctx: Ctx, report: Report): boolean {
  return report.policySource?.kind === 'bootstrap' || ctx.policy.source.kind === 'bootstrap';
}

/** What is in the work tree now; many reports read the same files. */
export interface WorkTree {
  /** The digest of a file, or a clause that says why there is none. `output`: only of one that no commit knows. */
  digest(path: string, source: 'worktree' | 'output'): Promise<{ sha256: string } | { message: string }>;
}

/** The work tree of the run, each file of which is read once. */
export function workTree(ctx: Ctx): WorkTree {
  const known = new Map<string, ReturnType<WorkTree['digest']>>();
  const look: WorkTree['digest'] = async (path, source) => {
    // Files of measurements can be larger than memory.
    const now =
      source === 'output'
        ? await ctx.scan(digestScan, undefined, { path, produced: true }, { maxBytes: Number.MAX_SAFE_INTEGER })
        : await ctx.read(path, { maxBytes: inputMaxBytes });
    return now.found ? { sha256: now.sha256 } : { message: now.message };
  };
  return {
    digest(path, source) {
      const key = `${source} ${path}`;
      const asked = known.get(key) ?? look(path, source);
      known.set(key, asked);
      return asked;
    },
  };
}

/**
 * On a laptop a report names no run. It is about this work tree only as long as every file that it read there, and every one
 * that a step produced there, still has the bytes that it read, and the same is changed if it looked at that.
 */
async function changedInput(ctx: Ctx, report: Report, work: WorkTree): Promise<string | undefined> {
  if (ctx.subject.event !== 'local') return undefined;
  for (const read of report.inputs) {
    if (read.source !== 'worktree' && read.source !== 'output') continue;
    if (read.source === 'worktree' && read.path === workTreePath) {
      if (await hasChanges(ctx, read.sha256)) continue;
      return 'it looked at other changes of the work tree than those that are there now';
    }
    const now = await work.digest(read.path, read.source);
    if ('message' in now) return `it read ${read.path}, which ${now.message} here`;
    if (now.sha256 !== read.sha256) return `it read another ${read.path} than the one that is here now`;
  }
  return undefined;
}

/** Whether the work tree has the changes of that digest, since the work began or since the last commit. */
async function hasChanges(ctx: Ctx, digest: string): Promise<boolean> {
  for (const eachCommit of [false, true]) {
    const answer = await ctx.history.units({ eachCommit });
    const unit = answer.ok ? answer.units.find(({ head }) => head === undefined) : undefined;
    const listed = await unit?.changes();
    if (unit !== undefined && listed?.ok === true && workTreeRead(unit, listed.changes).sha256 === digest) return true;
  }
  return false;
}
