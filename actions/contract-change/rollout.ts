import type { Because } from '../../shared/core/errors.ts';
import { isCommitId } from '../../shared/core/hash-form.ts';
import { patternMatcher } from '../../shared/domain/change-set/changed-paths.ts';
import { judgeCheck } from '../../shared/domain/check-run/check-runs.ts';
import type { RolloutConsumer, SurfaceNotices } from '../../shared/domain/contract-surface/notice-config.ts';
import { type ConsumerRepin, judgeRollout } from '../../shared/domain/notice/emergency.ts';
import type { GatheredNotices } from '../../shared/domain/notice/gather.ts';
import { parseDocument } from '../../shared/domain/record/parse.ts';
import { fileAt } from '../../shared/domain/repository/file-at.ts';
import { tipOf } from '../../shared/domain/repository/reference.ts';
import { namedRepository } from '../../shared/domain/repository/repository.ts';
import type { Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { AskedChange } from './announced.ts';
import type { SurfaceComparison } from './comparison.ts';
import type { Ctx } from './definition.ts';
import { type Outcome, settled, told } from './outcome.ts';
import { changesSince, type SurfaceParts } from './since.ts';

const rule = 'emergency-rollout';
const mostBytes = 1024 * 1024;

/** One unit, what it changes that must be announced, and the notices of the base. */
export interface RolloutQuestion {
  comparison: SurfaceComparison;
  change: AskedChange | undefined;
  policy: SurfaceNotices;
  gathered: GatheredNotices;
  parts: SurfaceParts;
}

/**
 * Judges that whoever rolls something out has, for each emergency notice of the base, consumers who validated a repin to the very
 * contract of the unit. An emergency without a consumer that could do so is none.
 */
export async function judgeRollouts(ctx: Ctx, question: RolloutQuestion): Promise<Outcome[]> {
  const { comparison, change, policy, gathered } = question;
  const { surface, seen } = comparison;
  const fact = { surface: surface.id, unit: seen.unit.key };
  const emergencies = gathered.notices.filter(({ mode }) => mode === 'emergency');
  const { rollout } = policy;
  if (rollout === undefined) {
    const own = emergencies.filter(({ changes }) => changes.includes(change?.change.fingerprint ?? ''));
    if (own.length > 0)
      return own.map((notice) => told(rule, { ...fact, what: [notice.id] }, judgeRollout(notice, [])));
    return [{ rule, fact, status: 'not-applicable', why: 'no emergency notice names the change' }];
  }
  const touched = await rollsOut(ctx, comparison, rollout.files);
  if (touched !== true && touched !== false) return [settled(rule, fact, touched.because)];
  if (!touched) return [{ rule, fact, status: 'not-applicable', why: 'nothing is rolled out by it' }];
  if (emergencies.length === 0) {
    if (gathered.unknown !== undefined) return [settled(rule, fact, gathered.unknown)];
    return [{ rule, fact, status: 'not-applicable', why: 'the base has no emergency notice' }];
  }
  const repins: ConsumerRepin[] = [];
  for (const consumer of rollout.consumers)
    repins.push({ consumer: consumer.repository, verdict: await repinOf(ctx, question, consumer) });
  return emergencies.map((notice) =>
    told(rule, { ...fact, what: [notice.id] }, withReasons(judgeRollout(notice, repins), repins)),
  );
}

/** What each consumer lacks, which the judgement names only by its name. */
function withReasons(verdict: Verdict, repins: readonly ConsumerRepin[]): Verdict {
  if (verdict.status !== 'failed') return verdict;
  const reasons = repins.flatMap((repin) => (repin.verdict.status === 'failed' ? [repin.verdict.problem] : []));
  return reasons.length === 0
    ? verdict
    : { ...verdict, problem: `${verdict.problem} (${reasons.join('; ')})`, actual: reasons };
}

async function rollsOut(
  ctx: Ctx,
  { seen: { judged, because, unit } }: SurfaceComparison,
  patterns: readonly string[],
): Promise<boolean | { because: Because }> {
  if (judged === undefined) {
    const message = `what ${unit.name} changes is not known`;
    return { because: because ?? { code: 'NO_DATA', message, needs: 'its changes' } };
  }
  let unknown: Because | undefined;
  for (const pattern of patterns) {
    const { asks } = await judged.touch(await patternMatcher(pattern, (globs) => ctx.matcher(globs)), false);
    if (asks.is === 'yes') return true;
    if (asks.is === 'unknown') unknown ??= asks.because;
  }
  return unknown === undefined ? false : { because: unknown };
}

async function repinOf(
  ctx: Ctx,
  { comparison, parts }: RolloutQuestion,
  { repository: name, pin, check, app }: RolloutConsumer,
): Promise<Verdict> {
  const unverified = (because: Because): Verdict => ({ status: 'unverified', because });
  const wrong = (problem: string, actual: unknown): Verdict => ({
    status: 'failed',
    problem: `${name} ${problem}`,
    expected: 'a pin to this very contract',
    actual,
    fix: `have ${name} repin, and its check ${check} succeed on its default branch`,
  });
  const needs = 'the input consumer-token, which may read the repositories of the consumers';
  const repository = await namedRepository(ctx.github('consumer-token'), name, needs);
  if (!repository.ok) return unverified(repository.because);
  const tip = await tipOf(repository.data);
  if (!tip.ok) return unverified(tip.because);
  const file = await fileAt(repository.data, pin.path, tip.data, mostBytes);
  if (file.state === 'unknown') return unverified(file.because);
  if (file.state === 'absent') return wrong(`has no pin ${pin.path}`, null);
  ctx.recorded(`${name}/${pin.path}`, tip.data, file.data);
  const read = parseDocument(pin.path, file.data);
  const pinned = read.ok ? read.document.get(pin.commit) : undefined;
  if (typeof pinned !== 'string' || !isCommitId(pinned))
    return wrong(`names no commit at ${pin.commit} of ${pin.path}`, pinned ?? null);
  const { head } = comparison.seen.unit;
  if (head === undefined) {
    const message = 'the work tree has no commit to which a consumer could be pinned';
    return unverified({ code: 'NO_DATA', message, needs: 'a commit' });
  }
  const since = await changesSince(ctx, parts, pinned, head);
  if (since.aside) return wrong(`is pinned to commit ${pinned}, which is not in the history of ${head}`, pinned);
  if (since.changes.length > 0)
    return wrong(`is pinned to commit ${pinned}, since which the contract changed`, [pinned, since.changes.length]);
  if (since.because !== undefined) return unverified(since.because);
  return judgeCheck(repository.data.github, name, tip.data, { check, app });
}
