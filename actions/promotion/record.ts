import { GovernanceError } from '../../shared/core/errors.ts';
import { suggestion } from '../../shared/core/nearest.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { isoTime } from '../../shared/core/time.ts';
import { type Bytes, bytesOf, sourceName } from '../../shared/domain/promotion/bytes.ts';
import { type Environment, environmentBefore } from '../../shared/domain/promotion/config.ts';
import { onlyDecision } from '../../shared/domain/promotion/decision.ts';
import { entryLine, type PromotionEntry, type Source } from '../../shared/domain/promotion/entry.ts';
import { historyMaxBytes } from '../../shared/domain/promotion/history.ts';
import { type RunAttempt, runAttempt } from '../../shared/domain/promotion/run.ts';
import { inForce, judgeWhole, type Standing, standingOf } from '../../shared/domain/promotion/standing.ts';
import { fileAt } from '../../shared/domain/repository/file-at.ts';
import { tipOf } from '../../shared/domain/repository/reference.ts';
import { type NamedRepository, namedRepository } from '../../shared/domain/repository/repository.ts';
import { failed, noData, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx, Outcome } from './definition.ts';
import { decidedBy, historyPath, judgeEntry } from './judge.ts';
import type { Claim, Decided } from './scene.ts';
import { type EntryRule, entryRules, type Teller, teller, unjudged } from './told.ts';

/** Records that something comes to an environment: from what the platform says now, and only when everything about it holds. */
export async function record(ctx: Ctx): Promise<Outcome> {
  const environment = environmentOf(ctx);
  if (ctx.time.replay)
    throw new GovernanceError('BAD_INPUT', 'nothing is recorded as of another time', { hint: 'Leave as-of out.' });
  const told = teller(ctx);
  const name = environment.environment;
  const place = await presentPlace(ctx);
  if (!place.ok) {
    const open = unverified(place.because);
    for (const { environment: each } of ctx.inputs.chain) told.tell('history', [each], open);
    return nothing(told, name, {}, open);
  }
  const { repository, ref } = place.data;
  const histories = await historiesAt(ctx, repository, ref);
  for (const [each, standing] of histories) told.tell('history', [each], judgeWhole(standing));
  const made = await makeEntry(ctx, repository, environment, histories);
  if (!made.ok) return nothing(told, name, made.verdicts, made.rest);
  const { claim, decided } = made;
  const scene = { repository, environment, ref, histories, pull: undefined, decided };
  const { verdicts, target } = await judgeEntry(ctx, scene, claim);
  for (const rule of entryRules) told.tell(rule, [name], made.verdicts[rule] ?? verdicts[rule]);
  if (claim.decision === undefined) return { recorded: false };
  const entry: PromotionEntry = { ...claim, decision: claim.decision };
  const own = histories.get(name);
  if (!told.holds() || own?.ok !== true) return { entry, target, recorded: false };
  const line = new TextEncoder().encode(entryLine(entry));
  const content = new Uint8Array(own.content.length + line.length);
  content.set(own.content);
  content.set(line, own.content.length);
  ctx.document('history.jsonl', content);
  ctx.note(
    target === undefined
      ? `Nothing else was ever in force in ${name}: there is nothing to roll back to.`
      : `What a rollback of ${name} goes back to: ${target.digest} of commit ${target.commit}.`,
  );
  return { entry, target, path: `${ctx.policy.folder}${historyPath(ctx, name)}`, recorded: true };
}

/** The repository and the last commit of its default branch: where the histories are in force. */
async function presentPlace(ctx: Ctx): Promise<Answer<{ repository: NamedRepository; ref: string }>> {
  const { repository: name } = ctx.subject;
  const repository = await namedRepository(ctx.github(), name, 'the input token, with contents: read');
  if (!repository.ok) return repository;
  const tip = await tipOf(repository.data);
  return tip.ok ? { ok: true, data: { repository: repository.data, ref: tip.data } } : tip;
}

function environmentOf({ inputs: { chain, environment: name } }: Ctx): Environment {
  const names = chain.map(({ environment }) => environment);
  const found = chain.find(({ environment }) => environment === name);
  if (found !== undefined) return found;
  const message =
    name === undefined ? 'it is not said to which environment something comes' : `${name} is not in the chain`;
  throw new GovernanceError('BAD_INPUT', message, {
    hint: `Set environment to one of these: ${names.join(', ')}${name === undefined ? '' : suggestion(name, names)}.`,
  });
}

/** The histories of all environments at a commit. */
export async function historiesAt(ctx: Ctx, repository: NamedRepository, ref: string): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>();
  for (const { environment } of ctx.inputs.chain) {
    const path = historyPath(ctx, environment);
    const whole = `${ctx.policy.folder}${path}`;
    const seen = await fileAt(repository, whole, ref, historyMaxBytes);
    if (seen.state === 'there') ctx.recorded(`${repository.name}/${whole}`, ref, seen.data);
    found.set(environment, standingOf(path, environment, seen));
  }
  return found;
}

/** Without an entry there is nothing to judge: what keeps it from being made is told, and that the rest waits for it. */
function nothing(told: Teller, name: string, verdicts: Partial<Record<EntryRule, Verdict>>, rest: Verdict): Outcome {
  // The reasons come before what waits for them.
  const reasons = entryRules.filter((rule) => verdicts[rule] !== undefined);
  for (const rule of new Set([...reasons, ...entryRules])) told.tell(rule, [name], verdicts[rule] ?? rest);
  return { recorded: false };
}

type Verdicts = Partial<Record<EntryRule, Verdict>>;
type Made =
  | { ok: true; claim: Claim; decided: Decided; verdicts: Verdicts }
  | { ok: false; verdicts: Verdicts; rest: Verdict };

/** The entry as the platform has it; nothing of it is typed but what it is about. */
async function makeEntry(
  ctx: Ctx,
  repository: NamedRepository,
  environment: Environment,
  histories: ReadonlyMap<string, Standing>,
): Promise<Made> {
  const { subject, inputs } = ctx;
  const name = environment.environment;
  const verdicts: Verdicts = {};
  const run = await ownRun(ctx, repository);
  if (!run.ok) verdicts.run = unverified(run.because);
  const source = sourceOf(ctx, name, histories);
  const bytes =
    'status' in source ? source : await bytesToPromote(ctx, repository, source, wantedDigest(ctx, name, histories));
  if ('status' in bytes) verdicts.digest = bytes;
  const decisionRun = inputs['decision-run'] ?? subject.runId;
  const collected = await ctx.reports({ artifacts: [], runs: decisionRun === undefined ? [] : [decisionRun] });
  const decided: Decided =
    decisionRun === undefined
      ? { ok: false, because: noData('no run is named that decided', 'a run in Actions') }
      : await decidedBy(ctx, repository, decisionRun, environment, collected);
  const decision = decisionIn(decided, environment);
  if ('status' in decision) verdicts.decision = decision;
  const own = inForce(histories.get(name));
  const rest = unjudged('there is no entry that could be judged, as another result says', 'everything that makes one');
  if (!own.ok || !run.ok || 'status' in source || 'status' in bytes) return { ok: false, verdicts, rest };
  const previous = environmentBefore(inputs.chain, name);
  const isRollback = inputs['rollback-to'] !== undefined;
  const claim: Claim = {
    kind: 'release-governance/promotion',
    schemaVersion: 1,
    environment: name,
    event: isRollback ? 'rollback' : 'promote',
    repository: repository.name,
    digest: bytes.digest,
    commit: bytes.commit,
    source,
    ...(isRollback || previous === undefined ? {} : { from: previous.environment }),
    decision: 'status' in decision ? undefined : decision,
    at: isoTime(run.data.startedAt),
    runId: run.data.id,
    attempt: run.data.run_attempt,
    ...(own.data === undefined ? {} : { previous: own.data.hash }),
  };
  return { ok: true, claim, decided, verdicts };
}

/** The decision as an entry names it, or why there is none that could be recorded. */
function decisionIn(decided: Decided, { accept }: Environment): PromotionEntry['decision'] | Verdict {
  if (!decided.ok) return unverified(decided.because);
  const only = onlyDecision(decided.decisions, decided.run.id);
  if (!only.ok) return only.verdict;
  const { word, attempt, report } = only.decided;
  if (word !== 'no-go') return { word, runId: decided.run.id, attempt, report };
  return failed({
    problem: `the decision of run ${decided.run.id} is no-go`,
    expected: accept,
    actual: word,
    fix: 'mend what the decision names, and decide anew',
  });
}

async function ownRun({ subject }: Ctx, repository: NamedRepository): Promise<Answer<RunAttempt>> {
  const { runId, attempt } = subject;
  if (runId !== undefined && attempt !== undefined) return runAttempt(repository, runId, attempt);
  return { ok: false, because: noData('this is no run that could record anything', 'a run in Actions') };
}

/** What is promoted: what is in force before, what a rollback goes back to, or what this or a named run or release has. */
function sourceOf(
  { inputs, subject }: Ctx,
  name: string,
  histories: ReadonlyMap<string, Standing>,
): Source | Exclude<Verdict, { status: 'passed' }> {
  const { promotes, chain, release } = inputs;
  const back = inputs['rollback-to'];
  if (back !== undefined) {
    const own = histories.get(name);
    const earlier =
      own?.ok === true ? own.history.entries.filter(({ entry }) => entry.digest === back).at(-1) : undefined;
    if (earlier !== undefined) return earlier.entry.source;
    return failed({
      problem: `${back} was never in force in ${name}, so that nothing can go back to it`,
      expected: own?.ok === true ? [...new Set(own.history.entries.map(({ entry }) => entry.digest))] : null,
      actual: back,
      fix: 'set rollback-to to the digest of an earlier entry',
    });
  }
  const previous = environmentBefore(chain, name);
  if (previous !== undefined && inputs['artifact-run'] === undefined && release === undefined) {
    const there = inForce(histories.get(previous.environment));
    if (!there.ok) return unverified(there.because);
    if (there.data !== undefined) return there.data.entry.source;
    return failed({
      problem: `nothing is in force in ${previous.environment}, from which it would come`,
      expected: `an entry of ${previous.environment}`,
      actual: null,
      fix: `promote it to ${previous.environment} first`,
    });
  }
  if ('artifact' in promotes) {
    const runId = inputs['artifact-run'] ?? subject.runId;
    if (runId !== undefined) return { kind: 'artifact', name: promotes.artifact, runId };
    return unverified(noData('no run is named that made the artifact', 'the input artifact-run'));
  }
  if (release !== undefined) return { kind: 'release-asset', name: promotes.asset, tag: release };
  return unverified(noData('no release is named whose asset is promoted', 'the input release'));
}

/** The digest that it must have: of what is gone back to, or of what is in force where it comes from; undefined for what is new. */
function wantedDigest({ inputs }: Ctx, name: string, histories: ReadonlyMap<string, Standing>): string | undefined {
  const previous = environmentBefore(inputs.chain, name);
  const there = previous && inForce(histories.get(previous.environment));
  return inputs['rollback-to'] ?? (there?.ok === true ? there.data?.entry.digest : undefined);
}

/** The bytes of a source: the wanted ones where they are among those of that name, since a job that runs again leaves others beside them. */
async function bytesToPromote(
  { inputs }: Ctx,
  repository: NamedRepository,
  source: Source,
  asked: string | undefined,
): Promise<Bytes | Exclude<Verdict, { status: 'passed' }>> {
  const seen = await bytesOf(repository, source);
  const words = sourceName(source);
  if (seen.state === 'unknown') return unverified(seen.because);
  const fix = 'promote what is still kept, or build it again and begin with the first environment';
  if (seen.state === 'absent')
    return failed({ problem: `${words} ${seen.message}`, expected: 'bytes that are kept', actual: seen.message, fix });
  const same = seen.data.filter(({ digest }) => digest === asked);
  // Other bytes than those that are in force before are told by their order; a rollback to other bytes is none.
  const wanted = same.length > 0 || inputs['rollback-to'] !== undefined ? same : seen.data;
  const digests = [...new Set(wanted.map(({ digest }) => digest))];
  const [only] = wanted;
  if (only !== undefined && digests.length === 1) return only;
  const actual = [...new Set(seen.data.map(({ digest }) => digest))];
  return failed({
    problem: `${words} has the digests ${actual.join(', ')}, expected ${asked ?? 'one'}`,
    expected: asked ?? 'one digest',
    actual,
    fix: asked === undefined ? 'upload it once, in a run of its own' : fix,
  });
}
