import { defineControl } from '../../shared/core/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import { patternMatcher } from '../../shared/domain/change-set/changed-paths.ts';
import { type SurfaceConfig, surfaceProblems } from '../../shared/domain/contract-surface/config.ts';
import { judgeBumps } from './bumps.ts';
import type { CompanionRule } from './companions.ts';
import { compareSurface, type SeenUnit, seenUnit } from './comparison.ts';
import { judgeCopies } from './copies.ts';
import { changesExhibit, classOf, Data, dataOf, type JudgedSurface } from './data.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { notAsked, type Outcome, record, settled } from './outcome.ts';
import { judgeReadable } from './readable.ts';
import { jointRules, noticeRules, rules } from './rules.ts';
import type { SurfaceParts } from './since.ts';
import { judgeImpact, placeText } from './statements.ts';
import { createParse, filesOf, type Parse, type SurfaceFile } from './surface-files.ts';
import { textsOf } from './texts.ts';
import type { Raised } from './tool-reports.ts';
import { judgeVersions } from './version-agreement.ts';
import { versionChange } from './versions.ts';

export const control = defineControl({
  name: 'contract-change',
  title: 'Contract change',
  kind: 'check',
  description:
    'Compares a producer’s contract before and after each change: what breaks whom, whether the version says so, and whether all its files agree.',
  permissions: { contents: 'read', 'pull-requests': 'read' },
  inputs,
  lists,
  // The contracts that a consumer pins must not start a control about those that a producer offers.
  askedBy: ['surfaces'],
  outputs,
  data: Data,
  rules,
  configProblems: ({ contracts, surfaces }) => surfaceProblems(surfaces, contracts),
  async evaluate(ctx) {
    const { surfaces, contracts } = ctx.config;
    const parse = createParse();
    const parts = surfaces.map((surface) => ({ surface, files: filesOf(surface, contracts) }));
    const outcomes: Outcome[] = [];
    for (const { surface, files } of parts) outcomes.push(...(await judgeState(ctx, surface, files, parse)));

    const { range } = ctx.inputs;
    const asked = await ctx.history.units({ range, eachCommit: ctx.inputs['each-commit'] });
    const units: SeenUnit[] = [];
    for (const unit of asked.ok ? asked.units : []) units.push(await seenUnit(unit));
    const judged: JudgedSurface[] = [];
    for (const { surface, files } of parts) {
      const own = await changesOf(ctx, surface, files, units, parse);
      for (const each of own) outcomes.push(...(await judgeChange(ctx, each)));
      if (asked.ok) outcomes.push(...(await judgeAhead(ctx, own, { surface, files, parse })));
      if (!asked.ok) outcomes.push(...unknownChanges(surface, asked.because));
      const raised = asked.ok ? raisedBy(own) : { because: asked.because };
      const reported = await ifAsked(surface, 'tool-report', surface.reports, async (reports) => {
        const { judgeToolReports } = await import('./tool-reports.ts');
        return judgeToolReports(ctx, surface, reports, raised);
      });
      outcomes.push(...reported);
      judged.push(...own);
    }
    record(ctx, outcomes);
    if (units.length <= mostNotes)
      for (const { unit } of units) ctx.note(`${unit.name} is compared with ${unit.base}.`);
    show(ctx, judged, asked.ok);
  },
});

/** More units than these are not told one by one. */
const mostNotes = 20;

/** What holds for the judged tree, whatever changed. */
async function judgeState(
  ctx: Ctx,
  surface: SurfaceConfig,
  files: readonly SurfaceFile[],
  parse: Parse,
): Promise<Outcome[]> {
  const texts = textsOf((path, maxBytes) => ctx.read(path, { maxBytes }));
  return [
    ...(await judgeReadable(surface, files, texts, parse)),
    ...(await judgeVersions(surface, texts)),
    ...(await judgeCopies(ctx, surface, files)),
    ...(await ifAsked(surface, 'error-codes-agree', surface['error-codes'], async (codes) => {
      const { judgeErrorCodes } = await import('./error-codes.ts');
      return judgeErrorCodes(surface, codes, { files, texts, parse });
    })),
    ...(await ifAsked(surface, 'endpoints-agree', surface.endpoints, async (places) => {
      const { judgeEndpoints } = await import('./endpoints.ts');
      return judgeEndpoints(surface, places, { files, texts, parse });
    })),
    ...(await ifAsked(surface, 'envelope', surface.envelope, async (envelope) => {
      const { judgeEnvelope } = await import('./envelope.ts');
      return judgeEnvelope(ctx, surface, envelope, { files, texts, parse });
    })),
    ...(await ifAsked(surface, 'only-in', surface['only-in'], async (boundaries) => {
      const { judgeBoundaries } = await import('./boundary.ts');
      return judgeBoundaries(ctx, surface, boundaries, texts);
    })),
  ];
}

/** Judges what a part of the configuration asks for. The code for it is loaded only where there is such a part. */
async function ifAsked<T>(
  surface: SurfaceConfig,
  rule: Outcome['rule'],
  part: T | undefined,
  judge: (part: T) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  return part === undefined || (Array.isArray(part) && part.length === 0) ? notAsked(surface, [rule]) : judge(part);
}

async function changesOf(
  ctx: Ctx,
  surface: SurfaceConfig,
  files: readonly SurfaceFile[],
  units: readonly SeenUnit[],
  parse: Parse,
): Promise<JudgedSurface[]> {
  const compile = (globs: readonly string[]) => ctx.matcher(globs);
  const docs = await Promise.all(surface.docs.map((pattern) => patternMatcher(pattern, compile)));
  const judged: JudgedSurface[] = [];
  for (const seen of units) {
    const comparison = await compareSurface(seen, surface, files, docs, parse);
    const versions = [];
    for (const version of surface.versions) versions.push(await versionChange(seen, version));
    judged.push({ comparison, versions });
  }
  return judged;
}

/** What one unit did to one surface. */
async function judgeChange(ctx: Ctx, { comparison, versions }: JudgedSurface): Promise<Outcome[]> {
  const { surface, seen, unknown } = comparison;
  const compile = (globs: readonly string[]) => ctx.matcher(globs);
  const matchers = (patterns: readonly string[] | undefined) =>
    Promise.all((patterns ?? []).map((pattern) => patternMatcher(pattern, compile)));
  const companions: CompanionRule[] = [];
  for (const companion of surface.companions) {
    const [allOf, anyOf] = [await matchers(companion['all-of']), await matchers(companion['any-of'])];
    companions.push({ companion, allOf, anyOf });
  }
  return [
    settled('change-classified', { surface: surface.id, unit: seen.unit.key }, unknown),
    ...judgeBumps(comparison, versions),
    ...(await ifAsked(surface, 'companions', companions, async () => {
      const { judgeCompanions } = await import('./companions.ts');
      return judgeCompanions(comparison, companions);
    })),
    ...(await judgeImpact(comparison)),
    ...(await ifAsked(surface, 'overlap', surface.overlap, async (overlap) => {
      const { judgeOverlap } = await import('./overlap.ts');
      return judgeOverlap(comparison, overlap, versions);
    })),
  ];
}

/** What must have happened before the units: notices, and the word of both sides. Loaded only where it is asked for. */
async function judgeAhead(ctx: Ctx, own: readonly JudgedSurface[], parts: SurfaceParts): Promise<Outcome[]> {
  const { surface } = parts;
  const outcomes: Outcome[] = [];
  if (surface.notices === undefined) outcomes.push(...notAsked(surface, noticeRules));
  else {
    const { judgeNotices } = await import('./notices.ts');
    const comparisons = own.map(({ comparison }) => comparison);
    outcomes.push(...(await judgeNotices(ctx, parts, comparisons)));
  }
  if (surface.cutover === undefined) outcomes.push(...notAsked(surface, jointRules));
  else {
    const { judgeJoint } = await import('./joint.ts');
    for (const each of own) outcomes.push(...(await judgeJoint(ctx, each, parts)));
  }
  return outcomes;
}

/** All that would have been asked of changes, when nobody can say what they are. */
function unknownChanges(surface: SurfaceConfig, because: Because): Outcome[] {
  const open = (rule: Outcome['rule'], what: string[] = []): Outcome =>
    settled(rule, { surface: surface.id, what }, because);
  const raising = surface.versions.filter(({ breaking }) => breaking !== undefined);
  return [
    open('change-classified'),
    ...raising.flatMap(({ id }) => [open('breaking-bumped', [id]), open('bump-justified', [id])]),
    ...surface.companions.map(({ id }) => open('companions', [id])),
    ...surface.impact.map((impact) => open('impact-statement', [placeText(impact)])),
    ...(surface.overlap === undefined ? [] : [open('overlap', [surface.overlap.version])]),
    ...(surface.notices === undefined ? notAsked(surface, noticeRules) : noticeRules.map((rule) => open(rule))),
    ...(surface.cutover?.bump === undefined
      ? notAsked(surface, ['bump-gated'])
      : raising.map(({ id }) => open('bump-gated', [id]))),
    ...(surface.cutover?.wave === undefined ? notAsked(surface, ['wave-green']) : [open('wave-green')]),
  ];
}

/** Whether some unit raised all versions that breaking changes raise. */
function raisedBy(judged: readonly JudgedSurface[]): Raised {
  let because: Because | undefined;
  for (const { versions } of judged) {
    const asked = versions.filter(({ version }) => version.breaking !== undefined);
    if (asked.every((change) => change.state === 'known' && change.step === 'raised')) return { raised: true };
    for (const change of asked) if (change.state !== 'known') because ??= change.because;
  }
  return because === undefined ? { raised: false } : { because };
}

function show(ctx: Ctx, judged: readonly JudgedSurface[], known: boolean): void {
  const comparisons = judged.map(({ comparison }) => comparison);
  ctx.output('class', known ? classOf(comparisons) : 'unknown');
  if (known) {
    ctx.metric('units', new Set(comparisons.map(({ seen }) => seen.unit)).size);
    for (const each of ['breaking', 'additive', 'docs'] as const) {
      const count = comparisons.flatMap(({ changes }) => changes).filter((change) => change.class === each).length;
      ctx.metric(`${each}-changes`, count);
    }
  }
  ctx.data(dataOf(judged));
  const exhibit = changesExhibit(judged);
  if (exhibit !== undefined) ctx.exhibit(exhibit);
}
