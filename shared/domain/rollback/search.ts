import { milliseconds } from '../../core/duration.ts';
import type { Because } from '../../core/errors.ts';
import type { PastVersion } from '../../core/past.ts';
import { isoTime } from '../../core/time.ts';
import { judgeCheck } from '../check-run/check-runs.ts';
import type { Contract } from '../contract-pair/config.ts';
import { pinnedTexts } from '../contract-sync/fields.ts';
import type { ContractFiles } from '../contract-sync/files.ts';
import { landingOfCommit } from '../landing/landing.ts';
import { judgeVersion } from './candidate.ts';
import type { Ctx } from './definition.ts';
import { type Denials, denialsOf, deniedBy } from './denied.ts';
import { judgeLanding, judgeNames } from './in-force.ts';
import { plainValue } from './plain-value.ts';
import { fileMaxBytes, leftState, type Present, sameFiles, samePin, trioPaths } from './present.ts';
import { quickFailure } from './quick-look.ts';
import { versionTree } from './version-tree.ts';

/** So many states are asked about at GitHub and at the producer. */
const mostAsked = 30;
/** So many are passed over by what GitHub says of them. */
const mostRefused = 300;

/** An earlier state that is not the baseline, and why. */
export interface Skipped {
  commit: string;
  why: 'present' | 'broken' | 'denied' | 'never in force' | 'young' | 'red' | 'not verified';
  reason: string;
}

/** The state to go back to. `open`: what could not be asked about it. */
export interface Baseline {
  version: PastVersion;
  files: ContractFiles;
  tag: string | undefined;
  pinned: string | undefined;
  open: Because[];
}

/** What was found, how far was looked, and what ended it if nothing was. */
export interface Search {
  baseline: Baseline | undefined;
  skipped: Skipped[];
  /** How many states there are; more than were looked at when a good one was found early. */
  count: number;
  cut: Because | undefined;
}

/** Looks back for the newest state that is known to be good, and is not of the release that is left; `before` that commit only, where it is given. */
export async function searchBaseline(ctx: Ctx, contract: Contract, left: Present, before?: string): Promise<Search> {
  const skipped: Skipped[] = [];
  const past = await ctx.past();
  const listed = await past.versions(trioPaths(contract), fileMaxBytes);
  if (!listed.ok) return { baseline: undefined, skipped, count: 0, cut: listed.because };
  const { each, end, count } = listed.data;
  const denials = await denialsOf(ctx, contract);
  const limit = ctx.inputs['search-limit'];
  let first: Baseline | undefined;
  let asked = 0;
  let looked = 0;
  let begun = before === undefined;
  const result = (cut: Because | undefined): Search => ({
    baseline:
      first === undefined || left.unknown === undefined || ctx.inputs['allow-present-pin']
        ? first
        : { ...first, open: [left.unknown, ...first.open] },
    skipped,
    count,
    cut,
  });
  for await (const version of each) {
    if (looked === limit) {
      const message = `only the newest ${limit} of ${count} earlier states were looked at`;
      return result({ code: 'TRUNCATED', message, needs: 'a higher search-limit' });
    }
    looked += 1;
    const { commit } = version;
    if (!begun) {
      begun = commit === before;
      continue;
    }
    const skip = (why: Skipped['why'], reason: string): void => void skipped.push({ commit, why, reason });
    const judged = await judgeState(ctx, contract, { version, left, denials });
    if ('why' in judged) {
      skip(judged.why, judged.reason);
      continue;
    }
    asked += 1;
    const platform = await askAbout(ctx, contract, version);
    if ('why' in platform) {
      skip(platform.why, platform.reason);
      if (asked < mostRefused) continue;
      const message = `GitHub was asked about ${mostRefused} earlier states, and about no more`;
      return result({ code: 'TRUNCATED', message, needs: 'a later state that is good' });
    }
    const open = [...judged.open, ...platform.open];
    const baseline: Baseline = { ...judged, version, open };
    if (open.length === 0) {
      first = baseline;
      return result(undefined);
    }
    first ??= baseline;
    // What nobody may ask about one state nobody may ask about another.
    if (open.some(({ code }) => code !== 'NO_DATA') || asked >= mostAsked) return result(undefined);
    skip('not verified', open[0]?.message ?? '');
  }
  return result(end.kind === 'cut' ? end.because : undefined);
}

type Reason = Pick<Skipped, 'why' | 'reason'>;

/** What a state says by itself: good, or why it is passed over. */
async function judgeState(
  ctx: Ctx,
  contract: Contract,
  { version, left, denials }: { version: PastVersion; left: Present; denials: Denials },
): Promise<Reason | Pick<Baseline, 'files' | 'tag' | 'pinned' | 'open'>> {
  const { commit } = version;
  if (sameFiles(version, left)) return { why: 'present', reason: 'the files are the present ones' };
  const past = await ctx.past();
  const quick = quickFailure(contract, version);
  if (quick !== undefined) return { why: 'broken', reason: quick };
  const tree = versionTree(version, ctx.policy.folder, () => past.tree(commit));
  const judged = await judgeVersion(ctx, contract, tree);
  if (judged.state === 'bad') return { why: 'broken', reason: judged.reason };
  if (judged.state === 'unknown') return { why: 'not verified', reason: judged.because.message };
  const { tag, commit: pinned } = pinnedTexts(contract, judged.files);
  if (!ctx.inputs['allow-present-pin'] && samePin({ tag, pinned }, left))
    return {
      why: 'present',
      reason: `the pin is the present one, ${plainValue(tag !== undefined && left.tags.has(tag) ? tag : pinned)}`,
    };
  const denied = deniedBy(denials, contract, judged.files, { commit, tag, pinned });
  if (denied !== undefined) return { why: 'denied', reason: denied.reason };
  return { files: judged.files, tag, pinned, open: judged.open === undefined ? [] : [judged.open] };
}

/** What only the platform and other commits know of a state: whether it was ever in force, when it was merged, and how its checks ended. */
async function askAbout(ctx: Ctx, contract: Contract, version: PastVersion): Promise<{ open: Because[] } | Reason> {
  const { 'minimum-age': age, checks } = ctx.inputs;
  const { commit } = version;
  const open: Because[] = [];
  for (const verdict of [await judgeNames(ctx, contract, version), await judgeLanding(ctx, commit)]) {
    if (verdict.status === 'failed') return { why: 'never in force', reason: verdict.problem };
    if (verdict.status === 'unverified') open.push(verdict.because);
  }
  if (age === undefined && checks.length === 0) return { open };
  const [github, repository] = [ctx.github(), ctx.subject.repository];
  if (github === undefined || repository === undefined) {
    const message = 'when a state was merged, and how its checks ended, is not known without GitHub';
    return { open: [{ code: 'NO_CREDENTIAL', message, needs: 'a token, in a workflow of the repository' }, ...open] };
  }
  for (const check of checks) {
    const verdict = await judgeCheck(github, repository, commit, check);
    if (verdict.status === 'failed') return { why: 'red', reason: verdict.problem };
    if (verdict.status === 'unverified') open.push(verdict.because);
  }
  if (age === undefined) return { open };
  const file = trioPaths(contract)
    .map((path) => version.files.get(path))
    .find((each) => each?.found === true);
  if (file?.found !== true) return { open };
  const { path, content } = file;
  const landing = await landingOfCommit(github, { repository, path, content }, commit);
  if (!landing.ok) return { open: [...open, landing.because] };
  const { mergedAt } = landing.data;
  if (mergedAt + milliseconds(age) > ctx.time.earliest)
    return { why: 'young', reason: `it was merged at ${isoTime(mergedAt)}, and must be at least ${age} old` };
  return { open };
}

/** What the history shows of a retreat that has been carried out. */
export interface WentBack {
  /** The state that was left. */
  left: Present;
  search: Search;
  /** What could not be asked about the state that was left. */
  open: Because[];
}

/**
 * The retreat that led to the judged files, if one did: the newest state with other files is the one that was left, and what the search
 * finds from there must be what there is now. Nothing that a note says counts.
 */
export async function findRetreat(ctx: Ctx, contract: Contract, present: Present): Promise<WentBack | undefined> {
  const listed = await (await ctx.past()).versions(trioPaths(contract), fileMaxBytes);
  if (!listed.ok) return undefined;
  let asked = 0;
  for await (const version of listed.data.each) {
    if (sameFiles(version, present)) continue;
    asked += 1;
    if (asked > mostRefused) return undefined;
    const landed = await judgeLanding(ctx, version.commit);
    // An inner commit of what restored the files was never left.
    if (landed.status === 'failed') continue;
    const left = leftState(contract, version);
    const search = await searchBaseline(ctx, contract, left, version.commit);
    const { baseline } = search;
    if (baseline === undefined || !sameFiles(baseline.version, present)) return undefined;
    return { left, search, open: landed.status === 'unverified' ? [landed.because] : [] };
  }
  return undefined;
}
