import { counted } from '../../shared/core/counted.ts';
import { type Because, GovernanceError } from '../../shared/core/errors.ts';
import type { Contract } from '../../shared/domain/contract-pair/config.ts';
import { candidates, isTagOf } from '../../shared/domain/contract-repin/release-choice.ts';
import { tagNames } from '../../shared/domain/repository/reference.ts';
import { releaseOf } from '../../shared/domain/repository/release.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import { loadRanges } from '../../shared/parse/semver/load.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** What each result of the rule is about. */
const about = { range: 'the version', order: 'the order of versions', full: 'the release' } as const;

/** How many releases at the newest end are asked whether they are pre-releases. */
const mostAsked = 20;

/** The chosen tag, and whether everything about it is allowed. */
export interface Target {
  tag: string | undefined;
  allowed: boolean;
}

/** Chooses the tag to pin, the one that was named or the newest that is allowed, and judges whether it may be pinned. */
export async function chooseTarget(
  ctx: Ctx,
  contract: Contract,
  producer: NamedRepository,
  pinned: string,
): Promise<Target> {
  const ranges = await loadRanges();
  const configured = Object.hasOwn(ctx.inputs.ranges, contract.id) ? ctx.inputs.ranges[contract.id] : undefined;
  if (configured !== undefined && !ranges.isRange(configured))
    throw new GovernanceError(
      'BAD_CONFIG',
      `manifest-repin: ranges: ${contract.id} is no range of versions: ${configured}`,
      {
        hint: 'Write it as npm does, e.g. ^2.1.0, or >=2 <4.',
      },
    );
  const preReleases = contract.remote['allow-pre-release'];
  const comparable = ranges.isVersion(pinned);
  const range = configured ?? (comparable ? `^${pinned.replace(/^v/, '')}` : undefined);
  const fact = (what: string): { contract: string; what: string } => ({ contract: contract.id, what });
  const unverified = (because: Because): Target => {
    for (const what of Object.values(about)) ctx.unverified('allowed', fact(what), because);
    return { tag: undefined, allowed: false };
  };

  const named = ctx.inputs.tag;
  let tag = named;
  if (named !== undefined && !isTagOf(contract, named))
    throw new GovernanceError('BAD_INPUT', `the input tag is no tag of ${contract.id}: ${named}`, {
      hint: 'Give the name of a release tag in the form of the field tag.',
    });
  if (tag === undefined) {
    if (range === undefined) {
      const message = `the pinned tag ${pinned} is no semantic version, so that none can be called newer`;
      return unverified(noData(message, `a range for ${contract.id} under manifest-repin: ranges, or the input tag`));
    }
    const names = await tagNames(producer);
    if (!names.ok) return unverified(names.because);
    const found = candidates(contract, names.data, { range, preReleases }, ranges);
    const chosen = await firstFull(producer, found, preReleases);
    if ('because' in chosen) return unverified(chosen.because);
    tag = chosen.tag;
    const twin = found.find((other) => other !== tag && tag !== undefined && ranges.order(other, tag) === 0);
    if (tag === undefined || twin !== undefined) {
      const problem =
        tag === undefined
          ? `cannot be chosen: no full release of ${contract.producer} is in the range`
          : `cannot be chosen: ${listed([tag, twin ?? ''])} have the same precedence`;
      ctx.failed('allowed', {
        ...fact(about.range),
        problem,
        expected: range,
        actual: names.data.length === 0 ? 'no tag at all' : counted(names.data.length, 'tag'),
        fix: `widen the range of ${contract.id} under ranges, or name one by the input tag`,
      });
      return { tag: undefined, allowed: false };
    }
  }
  const held = judgeRange(ctx, contract, tag, named === undefined ? range : configured, preReleases, ranges);
  const ordered = judgeOrder(ctx, contract, tag, pinned, ranges);
  const released = await judgeFull(ctx, contract, producer, tag, ranges);
  return { tag, allowed: held && ordered && released };
}

/** The newest tag that is not marked as a draft or pre-release; a tag without a release is a full one. */
async function firstFull(
  producer: NamedRepository,
  found: readonly string[],
  preReleases: boolean,
): Promise<{ tag: string | undefined } | { because: Because }> {
  if (preReleases) return { tag: found[0] };
  for (const tag of found.slice(0, mostAsked)) {
    const seen = await releaseOf(producer, tag);
    if (seen.state === 'unknown') return seen;
    if (seen.state === 'absent' || seen.data.full) return { tag };
  }
  if (found.length <= mostAsked) return { tag: undefined };
  const message = `the newest ${mostAsked} releases in the range are drafts or pre-releases`;
  return { because: { code: 'TRUNCATED', message, needs: 'a narrower range, or the input tag' } };
}

type Ranges = Awaited<ReturnType<typeof loadRanges>>;

function judgeRange(
  ctx: Ctx,
  contract: Contract,
  tag: string,
  range: string | undefined,
  preReleases: boolean,
  ranges: Ranges,
): boolean {
  const fact = { contract: contract.id, what: about.range };
  if (range === undefined) {
    ctx.notApplicable('allowed', fact, 'the tag was named, and the configuration gives no range');
    return true;
  }
  // Whether it is a pre-release is judged by itself.
  const holds = ranges.isVersion(tag) && ranges.inRange(tag, range, preReleases || tag.includes('-'));
  const fix = `name a tag in the range, or widen the range of ${contract.id} under ranges`;
  ctx.judge('allowed', holds, { ...fact, problem: 'is not in the range', expected: range, actual: tag, fix });
  return holds;
}

function judgeOrder(ctx: Ctx, contract: Contract, tag: string, pinned: string, ranges: Ranges): boolean {
  const fact = { contract: contract.id, what: about.order };
  if (ctx.inputs['allow-downgrade']) {
    ctx.notApplicable('allowed', fact, 'the configuration allows a downgrade');
    return true;
  }
  if (tag !== pinned && !(ranges.isVersion(tag) && ranges.isVersion(pinned))) {
    const message = `${pinned} and ${tag} are not both semantic versions, so that neither can be called newer`;
    ctx.unverified('allowed', fact, noData(message, 'tags that are versions, or allow-downgrade: true'));
    return false;
  }
  const holds = tag === pinned || ranges.order(tag, pinned) >= 0;
  const problem = 'is turned round: the release is older than the pinned one';
  const fix = 'name a newer tag, or set allow-downgrade: true';
  ctx.judge('allowed', holds, { ...fact, problem, expected: `${pinned} or newer`, actual: tag, fix });
  return holds;
}

async function judgeFull(
  ctx: Ctx,
  contract: Contract,
  producer: NamedRepository,
  tag: string,
  ranges: Ranges,
): Promise<boolean> {
  const fact = { contract: contract.id, what: about.full };
  if (contract.remote['allow-pre-release']) {
    ctx.notApplicable('allowed', fact, 'the configuration allows pre-releases');
    return true;
  }
  const seen = await releaseOf(producer, tag);
  if (seen.state === 'unknown') {
    ctx.unverified('allowed', fact, seen.because);
    return false;
  }
  const named = ranges.isVersion(tag) && tag.replace(/\+.*$/s, '').includes('-');
  const early = named || (seen.state === 'there' && !seen.data.full);
  const fix = 'name a full release, or set remote.allow-pre-release: true';
  ctx.judge('allowed', !early, { ...fact, problem: 'is a draft or a pre-release', actual: tag, fix });
  return !early;
}
