import { milliseconds } from '../../core/duration.ts';
import type { Because } from '../../core/errors.ts';
import { objectId } from '../../core/object-id.ts';
import type { PastVersion } from '../../core/past.ts';
import { isoTime } from '../../core/time.ts';
import type { Contract } from '../contract-pair/config.ts';
import { pinnedTexts } from '../contract-sync/fields.ts';
import type { ContractFiles } from '../contract-sync/files.ts';
import { landingOfCommit } from '../landing/landing.ts';
import { judgeCheck } from '../run-jobs/check-runs.ts';
import { judgeVersion, quickFailure, versionTree } from './candidate.ts';
import type { Denied } from './config.ts';
import type { Ctx } from './definition.ts';
import { plainValue } from './plain-value.ts';

export const fileMaxBytes = 1024 * 1024;
/** So many states are asked about at GitHub and at the producer. */
const mostAsked = 30;

/** An earlier state that is not the baseline, and why. */
export interface Skipped {
  commit: string;
  why: 'present' | 'broken' | 'denied' | 'young' | 'red' | 'not verified';
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

/** The present files: what the baseline must not be. */
export interface Present {
  contents: ReadonlyMap<string, Uint8Array | undefined>;
  tag: string | undefined;
  pinned: string | undefined;
}

/** The files of a contract that are followed through the past. */
export function trioPaths({ pin, mirror, matrix }: Contract): string[] {
  return [pin, mirror, matrix?.path].filter((path) => path !== undefined);
}

/** Looks back for the newest state that is known to be good. `wanted` is the only one that counts, where it is given. */
export async function searchBaseline(ctx: Ctx, contract: Contract, present: Present, wanted?: string): Promise<Search> {
  const skipped: Skipped[] = [];
  const past = await ctx.past();
  const listed = await past.versions(trioPaths(contract), fileMaxBytes);
  if (!listed.ok) return { baseline: undefined, skipped, count: 0, cut: listed.because };
  const { each, end, count } = listed.data;
  const limit = ctx.inputs['search-limit'];
  let first: Baseline | undefined;
  let asked = 0;
  let looked = 0;
  const result = (cut: Because | undefined): Search => ({ baseline: first, skipped, count, cut });
  for await (const version of each) {
    if (looked === limit) {
      const message = `only the newest ${limit} of ${count} earlier states were looked at`;
      return result({ code: 'TRUNCATED', message, needs: 'a higher search-limit' });
    }
    looked += 1;
    const { commit } = version;
    if (wanted !== undefined && commit !== wanted) continue;
    const skip = (why: Skipped['why'], reason: string): void => void skipped.push({ commit, why, reason });
    if (wanted === undefined && sameFiles(version, present)) {
      skip('present', 'the files are the present ones');
      continue;
    }
    const tree = versionTree(version, ctx.policy.folder, () => past.tree(commit));
    const quick = quickFailure(contract, version);
    if (quick !== undefined) {
      skip('broken', quick);
      continue;
    }
    const judged = await judgeVersion(ctx, contract, tree);
    if (judged.state === 'bad') skip('broken', judged.reason);
    else if (judged.state === 'unknown') skip('not verified', judged.because.message);
    if (judged.state !== 'good') continue;
    const { tag, commit: pinned } = pinnedTexts(contract, judged.files);
    if (wanted === undefined && !ctx.inputs['allow-present-pin'] && samePin({ tag, pinned }, present)) {
      skip('present', `the pin is the present one, ${plainValue(tag)}`);
      continue;
    }
    const denied = ctx.inputs.deny.find((entry) => denies(entry, contract, judged.files, { commit, tag, pinned }));
    if (denied !== undefined) {
      skip('denied', denied.reason);
      continue;
    }
    asked += 1;
    const platform = await askPlatform(ctx, contract, version);
    if ('why' in platform) {
      skip(platform.why, platform.reason);
      continue;
    }
    const open = [...(judged.open === undefined ? [] : [judged.open]), ...platform.open];
    const baseline: Baseline = { version, files: judged.files, tag, pinned, open };
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

/** Whether a state is the present one, by the ids that git would give the present files. */
export function sameFiles({ files }: PastVersion, { contents }: Present): boolean {
  for (const [path, content] of contents) {
    const file = files.get(path);
    if (content === undefined ? file?.found === true : file?.found !== true) return false;
    if (content === undefined || file?.found !== true) continue;
    // Nearly all states differ in length or in the first of the files.
    if (content.length !== file.content.length || objectId('blob', content, file.id.length) !== file.id) return false;
  }
  return true;
}

/** Whether two states pin the same release; a state that pins nothing pins nothing that another one does. */
function samePin(one: Pick<Present, 'tag' | 'pinned'>, other: Pick<Present, 'tag' | 'pinned'>): boolean {
  if (one.tag !== undefined && other.tag !== undefined) return one.tag === other.tag;
  return one.pinned !== undefined && one.pinned === other.pinned;
}

function denies(
  entry: Denied,
  contract: Contract,
  files: ContractFiles,
  { commit, tag, pinned }: { commit: string; tag: string | undefined; pinned: string | undefined },
): boolean {
  if ('commit' in entry) return entry.commit === commit || entry.commit === pinned;
  if ('tag' in entry) return entry.tag === tag;
  return Object.values(contract.fields).some(({ pin, manifest }) =>
    [
      [files.pin, pin],
      [files.mirror, manifest],
    ].some(([file, pointer]) => {
      if (typeof pointer !== 'string' || typeof file !== 'object' || file.state !== 'read') return false;
      const value = file.document.get(pointer);
      return value === entry.version || (Array.isArray(value) && value.includes(entry.version));
    }),
  );
}

/** What the policy asks of a state that only GitHub knows: when it was merged, and how its checks ended. */
async function askPlatform(
  ctx: Ctx,
  contract: Contract,
  version: PastVersion,
): Promise<{ open: Because[] } | Pick<Skipped, 'why' | 'reason'>> {
  const { 'minimum-age': age, checks } = ctx.inputs;
  const open: Because[] = [];
  if (age === undefined && checks.length === 0) return { open };
  const [github, repository] = [ctx.github(), ctx.subject.repository];
  if (github === undefined || repository === undefined) {
    const message = 'when a state was merged, and how its checks ended, is not known without GitHub';
    return { open: [{ code: 'NO_CREDENTIAL', message, needs: 'a token, in a workflow of the repository' }] };
  }
  const { commit } = version;
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
