import { counted } from '../../shared/core/counted.ts';
import { namedVersions } from '../../shared/domain/contract-surface/version-name.ts';
import { judgeJointRecord } from '../../shared/domain/cutover/joint-record.ts';
import { type Speakers, speakersOf } from '../../shared/domain/cutover/people-of-sides.ts';
import { namedRepository } from '../../shared/domain/repository/repository.ts';
import { quote } from '../../shared/parse/text.ts';
import { placeOf } from './bumps.ts';
import type { JudgedSurface } from './data.ts';
import type { Ctx } from './definition.ts';
import { failed, notAsked, type Outcome, settled, told } from './outcome.ts';
import { changesSince, type SurfaceParts } from './since.ts';

/** Judges what both sides must have recorded before a unit, where that is asked for: that the version may be raised, and that all before it is green. */
export async function judgeJoint(ctx: Ctx, judged: JudgedSurface, parts: SurfaceParts): Promise<Outcome[]> {
  const { surface } = judged.comparison;
  const { cutover } = surface;
  if (cutover === undefined) return [];
  const speakers = speakersOf(cutover.go, ctx.policy.roles, 'cutover: go', ctx.inputs['ignored-co-authors']);
  return [
    ...(cutover.bump === undefined ? notAsked(surface, ['bump-gated']) : await judgeBumpGates(ctx, judged, speakers)),
    ...(cutover.wave === undefined ? notAsked(surface, ['wave-green']) : await judgeWave(ctx, judged, parts, speakers)),
  ];
}

async function judgeBumpGates(
  ctx: Ctx,
  { comparison, versions }: JudgedSurface,
  speakers: Speakers,
): Promise<Outcome[]> {
  const { surface, seen } = comparison;
  const bump = surface.cutover?.bump;
  const rule = 'bump-gated';
  const outcomes: Outcome[] = [];
  for (const change of versions) {
    const { version } = change;
    if (version.breaking === undefined || bump === undefined) continue;
    const fact = { surface: surface.id, what: [version.id], unit: seen.unit.key };
    if (change.state !== 'known') {
      outcomes.push(settled(rule, fact, change.state === 'unknown' ? change.because : undefined));
      continue;
    }
    const { before, after, step, at } = change;
    if (step !== 'raised' && step !== 'other') {
      outcomes.push(settled(rule, fact, undefined));
      continue;
    }
    const id = namedVersions(bump.checkpoint, before, after);
    const path = namedVersions(bump.record, before, after);
    const goes = `${seen.unit.name}: ${version.id} goes from ${quote(before)} to ${quote(after)}`;
    const { verdict } = await judgeJointRecord(ctx.policy, { id, path }, await own(ctx), speakers);
    outcomes.push(
      told(
        rule,
        fact,
        verdict.status === 'failed'
          ? { ...verdict, problem: `${goes}, and ${verdict.problem}`, at: verdict.at ?? at }
          : verdict,
        [before, after],
      ),
    );
  }
  return outcomes;
}

async function judgeWave(
  ctx: Ctx,
  { comparison }: JudgedSurface,
  parts: SurfaceParts,
  speakers: Speakers,
): Promise<Outcome[]> {
  const { surface, seen, changes, unknown } = comparison;
  const wave = surface.cutover?.wave;
  const rule = 'wave-green';
  const fact = { surface: surface.id, unit: seen.unit.key };
  const [worst] = changes.filter((change) => change.class !== 'docs');
  if (worst === undefined || wave === undefined) return [settled(rule, fact, unknown)];
  const { verdict, commit } = await judgeJointRecord(
    ctx.policy,
    { id: wave.checkpoint, path: wave.record },
    await own(ctx),
    speakers,
  );
  if (verdict.status === 'failed') {
    const problem = `${seen.unit.name}: ${surface.id} changes again, and ${verdict.problem}`;
    return [told(rule, fact, { ...verdict, problem, at: verdict.at ?? placeOf(worst) })];
  }
  if (verdict.status !== 'passed' || commit === undefined) return [told(rule, fact, verdict)];
  // What landed since an open pull request began counts too; of a unit among others, what was before it.
  const single = seen.unit.key === '' && ctx.inputs.range === undefined;
  const to = (single ? ctx.policy.source.ref : undefined) ?? seen.unit.base;
  const since = await changesSince(ctx, parts, commit, to);
  const [first] = since.changes;
  if (first === undefined && !since.aside) return [settled(rule, fact, since.because)];
  const recorded =
    first === undefined
      ? `commit ${commit}, which is not in the history of ${to}`
      : `only what was before ${counted(since.changes.length, 'change')} of it: ${first.path}: ${first.message}`;
  return [
    failed(
      rule,
      {
        ...fact,
        problem: `${seen.unit.name}: ${surface.id} changes again, and both sides recorded as green ${recorded} (${wave.record} names commit ${commit})`,
        expected: to,
        actual: commit,
        observed: [commit, since.changes.map(({ fingerprint }) => fingerprint).sort()],
        fix: `record in ${wave.record} that commit ${to} is green on both sides, by a pull request that both approve, and change the contract then`,
      },
      placeOf(worst),
    ),
  ];
}

function own(ctx: Ctx): ReturnType<typeof namedRepository> {
  const needs = 'the input token, with contents: read and pull-requests: read';
  return namedRepository(ctx.github(), ctx.subject.repository, needs);
}
