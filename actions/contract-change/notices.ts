import type { Because } from '../../shared/core/errors.ts';
import { approvalsOf } from '../../shared/domain/approval/approvals.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { broughtContent } from '../../shared/domain/change-set/brought-content.ts';
import { type PatternMatcher, patternMatcher } from '../../shared/domain/change-set/changed-paths.ts';
import type { JudgedUnit } from '../../shared/domain/change-set/judged-unit.ts';
import type { SurfaceNotices } from '../../shared/domain/contract-surface/notice-config.ts';
import type { Announcement } from '../../shared/domain/notice/announcement.ts';
import { type EmergencyPart, judgeEmergencyApproval, judgeSameDay } from '../../shared/domain/notice/emergency.ts';
import { type GatheredNotices, gatherNotices } from '../../shared/domain/notice/gather.ts';
import { judgeNotice } from '../../shared/domain/notice/judge.ts';
import type { Notice } from '../../shared/domain/notice/notice.ts';
import type { Verdict } from '../../shared/domain/verdict/verdict.ts';
import { type AskedChange, askedChange, landsAt } from './announced.ts';
import { placeOf } from './bumps.ts';
import type { SurfaceComparison } from './comparison.ts';
import type { Ctx } from './definition.ts';
import { failed, type Outcome, settled, shown, told } from './outcome.ts';
import { judgeRollouts, type RolloutQuestion } from './rollout.ts';
import type { SurfaceFact } from './rules.ts';
import type { SurfaceParts } from './since.ts';

/** Judges what the notices of the base say of each unit, by the fingerprint of what it changes; nothing where none are asked for. */
export async function judgeNotices(
  ctx: Ctx,
  parts: SurfaceParts,
  comparisons: readonly SurfaceComparison[],
): Promise<Outcome[]> {
  const { surface } = parts;
  const policy = surface.notices;
  if (policy === undefined) return [];
  const changes: { comparison: SurfaceComparison; change: AskedChange | undefined }[] = [];
  for (const comparison of comparisons) changes.push({ comparison, change: await askedChange(comparison, policy) });
  const fingerprints = changes.flatMap(({ change }) => change?.change.fingerprint ?? []);
  const gathered = await gathering(ctx, policy, fingerprints);
  const outcomes = readable(surface.id, gathered);
  for (const { comparison, change } of changes)
    outcomes.push(...(await judgeUnit(ctx, { comparison, change, policy, gathered, parts })));
  return outcomes;
}

async function gathering(ctx: Ctx, policy: SurfaceNotices, fingerprints: readonly string[]): Promise<GatheredNotices> {
  const { tree, folder, source, history } = ctx.policy;
  const ref = source.kind === 'base' ? source.ref : undefined;
  const { repository } = ctx.subject;
  const matcher = (globs: readonly string[]): Promise<(path: string) => boolean> => ctx.matcher(globs);
  return gatherNotices({ tree, folder, ref, history, github: ctx.github(), repository, matcher }, policy, fingerprints);
}

function readable(surface: string, { problems, calendarProblems, calendar, unknown }: GatheredNotices): Outcome[] {
  const rule = 'notices-readable';
  const wrong = [
    ...problems.map((problem) => ({ ...problem, noun: 'notice' })),
    ...calendarProblems.map((problem) => ({ ...problem, noun: 'calendar' })),
  ];
  const files = new Map<string, typeof wrong>();
  for (const problem of wrong) files.set(problem.at.path, [...(files.get(problem.at.path) ?? []), problem]);
  const outcomes = [...files].map(([path, found]) => {
    const messages = found.map(({ message }) => message);
    const noun = found[0]?.noun ?? '';
    return failed(
      rule,
      {
        surface,
        what: [noun, path],
        problem: `the ${noun} ${path} ${messages.join('; ')}`,
        actual: shown(messages, 20),
        fix: `put ${path} right on the default branch`,
      },
      found[0]?.at,
    );
  });
  if (outcomes.length > 0) return outcomes;
  return [settled(rule, { surface }, unknown ?? ('because' in calendar ? calendar.because : undefined))];
}

async function judgeUnit(ctx: Ctx, judged: RolloutQuestion): Promise<Outcome[]> {
  const { comparison, change, policy, gathered } = judged;
  const { surface, seen, unknown } = comparison;
  const fact: SurfaceFact = { surface: surface.id, unit: seen.unit.key };
  const rollouts = await judgeRollouts(ctx, judged);
  const none = (why: string): Outcome[] =>
    (['emergency-same-day', 'emergency-approved'] as const).map((rule) => ({
      rule,
      fact,
      status: 'not-applicable',
      why,
    }));
  if (change === undefined) {
    // What is not known may be what must be announced.
    const settle = (['notice-given', 'notice-period'] as const).map((rule) => settled(rule, fact, unknown));
    return [...settle, ...none('nothing changes that must be announced'), ...rollouts];
  }
  const lands = await landsAt(ctx, comparison);
  const moment = 'moment' in lands ? lands.moment : ctx.time;
  const { given, period, notice, announcement } = judgeNotice(change.change, { ...gathered, moment });
  const bound = [change.change.fingerprint];
  const at = placeOf(change.worst);
  const say = (rule: 'notice-given' | 'notice-period', verdict: Verdict, because: Because | undefined): Outcome => {
    const open: Verdict =
      verdict.status === 'passed' && because !== undefined ? { status: 'unverified', because } : verdict;
    return told(rule, fact, withUnit(open, comparison, at), bound);
  };
  const agreed: Verdict =
    given.status === 'passed' && change.problem !== undefined
      ? { status: 'failed', problem: change.problem, actual: 'nothing', fix: 'map each added code to its status', at }
      : given;
  const outcomes = [
    say('notice-given', agreed, unknown ?? change.because),
    say('notice-period', period, 'because' in lands ? lands.because : unknown),
  ];
  if (notice === undefined) return [...outcomes, ...none('no single notice names the change'), ...rollouts];
  if (notice.mode !== 'emergency') return [...outcomes, ...none('the notice is no emergency'), ...rollouts];
  const approvals = await emergencyApproval(ctx, policy, notice, announcement);
  return [
    ...outcomes,
    told('emergency-same-day', fact, withUnit(await sameDay(ctx, judged), comparison, at), bound),
    told('emergency-approved', fact, withUnit(approvals, comparison, at), bound),
    ...rollouts,
  ];
}

/** The unit is named first, as in every other result about a change. */
function withUnit(verdict: Verdict, { seen, surface }: SurfaceComparison, at: ReturnType<typeof placeOf>): Verdict {
  if (verdict.status !== 'failed') return verdict;
  return { ...verdict, problem: `${seen.unit.name}: ${surface.id}: ${verdict.problem}`, at: verdict.at ?? at };
}

async function emergencyApproval(
  ctx: Ctx,
  policy: SurfaceNotices,
  notice: Notice,
  announcement: Announcement | undefined,
): Promise<Verdict> {
  const people = peopleOf(policy['emergency-approvers'], ctx.policy.roles, 'notices: emergency-approvers');
  const github = ctx.github();
  const { repository } = ctx.subject;
  if (announcement === undefined || github === undefined || repository === undefined) {
    const message = 'who approved the emergency notice is known only once it is announced';
    const needs = 'a notice that is announced, and the input token with pull-requests: read';
    return { status: 'unverified', because: { code: 'NO_DATA', message, needs } };
  }
  const { pullRequest, head } = announcement;
  const ignored = ctx.inputs['ignored-co-authors'];
  return judgeEmergencyApproval(notice, await approvalsOf(github, repository, pullRequest, head, people, ignored));
}

/** Docs, spec and tests by what the unit itself changes: they land with it, and so on one day. */
async function sameDay(ctx: Ctx, { comparison, policy, parts: { files } }: RolloutQuestion): Promise<Verdict> {
  const { seen, surface } = comparison;
  const spec = files.filter(({ kind }) => kind !== 'document').map(({ path }) => path);
  const named: [name: string, patterns: readonly string[]][] = [
    ['docs', surface.docs],
    ['spec', spec.length === 0 ? files.map(({ path }) => path) : spec],
    ['tests', policy.tests],
  ];
  const brought: EmergencyPart[] = [];
  for (const [name, patterns] of named)
    brought.push({
      name,
      patterns,
      updated: seen.judged === undefined ? { because: noUnit(seen) } : await updatedBy(ctx, seen.judged, patterns),
    });
  return judgeSameDay(brought);
}

function noUnit({ because, unit }: SurfaceComparison['seen']): Because {
  const message = `what ${unit.name} changes is not known`;
  return because ?? { code: 'NO_DATA', message, needs: 'its changes' };
}

async function updatedBy(
  ctx: Ctx,
  judged: JudgedUnit,
  patterns: readonly string[],
): Promise<boolean | { because: Because }> {
  const matchers: PatternMatcher[] = [];
  for (const pattern of patterns) matchers.push(await patternMatcher(pattern, (globs) => ctx.matcher(globs)));
  const { brought, because } = await broughtContent(judged, matchers);
  let open = because;
  for (const matcher of matchers) {
    const { changed } = await brought.touch(matcher, false);
    if (changed.is === 'yes') return true;
    if (changed.is === 'unknown') open ??= changed.because;
  }
  return open === undefined ? false : { because: open };
}
