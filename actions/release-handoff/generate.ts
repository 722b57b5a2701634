import { milliseconds } from '../../shared/core/duration.ts';
import { GovernanceError } from '../../shared/core/errors.ts';
import type { Json } from '../../shared/core/json.ts';
import { eachWrong, type Finding, holds, lacks } from '../../shared/domain/finding/finding.ts';
import type { Generate, HandoffMode } from '../../shared/domain/handoff/config.ts';
import { type Handed, readHanded } from '../../shared/domain/handoff/handed.ts';
import { judgeMode, modeNamed } from '../../shared/domain/handoff/mode.ts';
import { packetText } from '../../shared/domain/handoff/packet.ts';
import { type Baseline, type Handoff, handoffKind, handoffText } from '../../shared/domain/handoff/payload.ts';
import { judgeBaseline, judgeSource } from '../../shared/domain/handoff/release.ts';
import { judgeResults } from '../../shared/domain/handoff/results.ts';
import { baselinesOf } from '../../shared/domain/handoff/said-baseline.ts';
import { judgeContained, judgeFilled, judgeGaps } from '../../shared/domain/handoff/texts.ts';
import { namedRepository } from '../../shared/domain/repository/repository.ts';
import { baselineOf, manifestOf, previousOf, releasedCommit, timeOf } from './baselines.ts';
import type { Ctx, Outcome } from './definition.ts';
import { outcomeOf } from './outcome.ts';
import { type Verified, verifiedResults } from './results.ts';
import type { Sought } from './sought.ts';
import { sourceFiles } from './source-files.ts';
import { codesOf, envelopeOf, evidence, impactOf, risksOf, section } from './statements.ts';
import { tell } from './told.ts';

/** What the payload is called in results: it lies beside the report, and in no tree. */
const name = 'release-handoff.payload.json';

/** Draws up a payload and its packet. Only one of which everything was measured is given. */
export async function generate(ctx: Ctx, policy: Generate): Promise<Outcome> {
  const { handoff, handoffs, producer } = ctx.inputs;
  const mode = modeNamed(handoffs, handoff);
  if (mode === undefined)
    throw new GovernanceError('BAD_INPUT', `there is no handoff ${handoff}`, {
      hint: 'Name stable, or one under handoffs of the configuration.',
    });
  const repository = await namedRepository(ctx.github(), producer, 'the input token, with contents: read');
  const files = sourceFiles(ctx, repository);
  const verified = await verifiedResults(ctx);
  if (files === undefined) {
    const none = [lacks('it is not known which commit is handed over', 'a commit')];
    for (const rule of ['sources', 'form', 'filled', 'contained', 'mode-fields', 'release'] as const)
      tell(ctx, rule, none, false);
    tell(ctx, 'results', verified.findings, false);
    return outcomeOf(undefined);
  }
  const sought: Sought = { findings: [], files };
  const draft = await draftOf(ctx, policy, mode, sought, repository, verified);
  const whole = tell(ctx, 'sources', sought.findings, true);
  const text = handoffText(draft as Handoff);
  const { handed, problems } = readHanded(name, new TextEncoder().encode(text), 'release-handoff.v1');
  if (handed === undefined) throw new Error(`the payload cannot be read back: ${problems[0]?.message ?? ''}`);
  const notWhole = lacks('not everything that is handed over is there, as other results say', 'what they name');
  // What is not in the draft was missed by its source; whether it would be filled in is not known.
  const filled = draft.impact === undefined ? [...judgeGaps(handed), notWhole] : judgeFilled(handed);
  const form =
    !whole || verified.results.length === 0
      ? [notWhole]
      : problems.length === 0
        ? [holds()]
        : eachWrong(problems, 'the payload', 'correct what is handed over there');
  const maximumAge = milliseconds(ctx.inputs['results-maximum-age']);
  const release = await judgeReleases(ctx, policy, handed, repository);
  const without = verified.results.length === 0 && verified.findings.some(({ verdict }) => verdict.status !== 'passed');
  const results = without
    ? verified.findings
    : [...verified.findings, ...judgeResults(handed, { asked: [], maximumAge, moment: ctx.time })];
  const holding = [
    tell(ctx, 'form', form, false),
    tell(ctx, 'filled', filled, false),
    tell(ctx, 'contained', judgeContained(handed), false),
    tell(ctx, 'mode-fields', whole ? judgeMode(handed, handoffs, [handoff]) : [notWhole], false),
    tell(ctx, 'release', release, false),
    tell(ctx, 'results', results, false),
  ];
  const { payload } = handed;
  const ready = whole && holding.every((each) => each) && payload !== undefined && !ctx.time.replay;
  if (ready) {
    ctx.document('payload.json', text);
    ctx.document('packet.md', packetText(payload, handed.digest));
  } else ctx.note('No payload was written: not everything that it would hand over was measured.');
  return outcomeOf(ready ? handed : undefined, ready);
}

async function judgeReleases(
  ctx: Ctx,
  policy: Generate,
  handed: Handed,
  repository: Awaited<ReturnType<typeof namedRepository>>,
): Promise<Finding[]> {
  const { handoff, producer } = ctx.inputs;
  const baselines = baselinesOf(handed).filter(({ tag }) => tag !== undefined);
  const baseline = baselines.find(({ which }) => which === 'baseline');
  if (baseline === undefined) return [lacks('it is not known which release is handed over', 'what other results name')];
  const findings = await judgeSource(handed, repository, producer, handoff === 'stable' ? baseline : undefined);
  for (const each of baselines) {
    const relation = each.which === 'previous' ? 'equal' : policy['tag-relation'];
    findings.push(...(await judgeBaseline(handed, each, repository, relation)));
  }
  return findings;
}

/** As much of the payload as there is. */
async function draftOf(
  ctx: Ctx,
  policy: Generate,
  mode: HandoffMode,
  sought: Sought,
  repository: Awaited<ReturnType<typeof namedRepository>>,
  verified: Verified,
): Promise<Partial<Handoff>> {
  const surface = ctx.config.surfaces.find(({ id }) => id === policy.surface);
  if (surface === undefined) throw new GovernanceError('BAD_CONFIG', `there is no surface ${policy.surface}`);
  const manifest = await manifestOf(sought, policy);
  const generatedAt = await timeOf(sought, ctx.inputs['source-date-epoch'], repository);
  const tag = manifest?.said.get('tag') ?? '';
  const tagged = manifest === undefined ? undefined : await releasedCommit(sought, tag, repository);
  const active =
    manifest === undefined || tagged === undefined ? undefined : baselineOf(manifest.said, tagged, manifest.file);
  const previous =
    tagged === undefined ? undefined : await previousOf(sought, ctx, policy, { tag, commit: tagged }, repository);
  const changelog = await section(sought, 'the changelog', policy.changelog, tag);
  const intent = await section(sought, 'the intent', policy.packet.intent, tag);
  const risks = await risksOf(sought, policy.packet.risks, tag);
  const impact = await impactOf(sought, policy, tag);
  const errorCodes = await codesOf(sought, surface);
  const follows = surface.envelope?.version ?? '';
  const envelope = envelopeOf(sought, surface, mode.override[follows] ?? manifest?.said.get(follows));
  const files: NonNullable<Awaited<ReturnType<typeof evidence>>>[] = [];
  for (const path of new Set(policy.packet.evidence)) {
    const file = await evidence(sought, path);
    if (file !== undefined) files.push(file);
  }
  const candidate = ctx.inputs.handoff !== 'stable';
  const { owners, commands } = policy.packet;
  return {
    kind: handoffKind,
    schemaVersion: 1,
    mode: ctx.inputs.handoff,
    ...(generatedAt === undefined ? {} : { generatedAt }),
    producer: ctx.subject.repository ?? ctx.inputs.producer,
    commit: sought.files.commit,
    ...(active === undefined ? {} : { baseline: overridden(active, mode.override) }),
    ...(active === undefined || !candidate ? {} : { active }),
    ...(previous === undefined ? {} : { previous }),
    ...(errorCodes === undefined ? {} : { errorCodes }),
    ...(envelope === undefined || envelope === null ? {} : { envelope }),
    ...(changelog === undefined ? {} : { changelog }),
    verification: { reports: verified.reports, results: verified.results },
    ...impact,
    rollback: rollbackOf(policy, previous ?? null),
    ...(Object.keys(mode.terms).length === 0 ? {} : { terms: mode.terms as Record<string, Json> }),
    packet: {
      ...(intent === undefined ? {} : { intent: intent.text }),
      ...{ evidence: files, owners, commands },
      ...(risks === undefined ? {} : { risks }),
    } as Handoff['packet'],
  };
}

/** A baseline with the facts of which a candidate says another value. */
function overridden(active: Baseline, override: HandoffMode['override']): Baseline {
  const { tag, commit, ...versions } = override;
  return {
    ...active,
    ...(tag === undefined ? {} : { tag }),
    ...(commit === undefined ? {} : { commit }),
    versions: { ...active.versions, ...versions },
  };
}

function rollbackOf({ rollback }: Generate, previous: { tag: string; commit: string } | null): Handoff['rollback'] {
  return {
    to: previous === null ? null : { tag: previous.tag, commit: previous.commit },
    steps: rollback.map((step) =>
      step
        .replaceAll('{previous-tag}', previous?.tag ?? 'no release')
        .replaceAll('{previous-commit}', previous?.commit ?? 'no commit'),
    ),
  };
}
