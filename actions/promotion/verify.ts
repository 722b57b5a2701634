import type { Unit } from '../../shared/core/history.ts';
import type { Answer, Found, Missing } from '../../shared/core/ports.ts';
import { pullBringing } from '../../shared/domain/approval/pull-request.ts';
import { entryLine, type PromotionEntry } from '../../shared/domain/promotion/entry.ts';
import { continuation, type HistoryEntry, historyMaxBytes, isOld } from '../../shared/domain/promotion/history.ts';
import { judgeWhole, type Standing, standingOf } from '../../shared/domain/promotion/standing.ts';
import { tipOf } from '../../shared/domain/repository/reference.ts';
import { type NamedRepository, namedRepository, type Seen } from '../../shared/domain/repository/repository.ts';
import { failed, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { decodeText, listed } from '../../shared/parse/text.ts';
import type { Ctx, Outcome } from './definition.ts';
import { decidedBy, historyPath, judgeEntry } from './judge.ts';
import { historiesAt } from './record.ts';
import { entryRules, type Teller, teller, unjudged } from './told.ts';

type Histories = ReadonlyMap<string, Standing>;

/** An entry that a change adds to an environment. */
interface Added {
  environment: string;
  entry: HistoryEntry;
}

/** Verifies every history, that a change only ever adds one entry, and everything that this entry says. */
export async function verify(ctx: Ctx): Promise<Outcome> {
  const told = teller(ctx);
  const units = await ctx.history.units();
  const names = ctx.inputs.chain.map(({ environment }) => environment);
  if (!units.ok) {
    const open = unverified(units.because);
    for (const rule of ['history', 'append-only'] as const) for (const name of names) told.tell(rule, [name], open);
    for (const rule of ['one-entry', ...entryRules, 'recorded'] as const) told.tell(rule, [], open);
    return { recorded: false };
  }
  const repository = await namedRepository(
    ctx.github(),
    ctx.subject.repository,
    'the input token, with contents: read',
  );
  let outcome: Outcome = { recorded: false };
  for (const [index, unit] of units.units.entries())
    outcome = { ...outcome, ...(await verifyUnit(ctx, told, unit, repository, index === 0)) };
  return outcome;
}

async function verifyUnit(
  ctx: Ctx,
  told: Teller,
  unit: Unit,
  repository: Answer<NamedRepository>,
  isFirst: boolean,
): Promise<Outcome> {
  const key = unit.key === '' ? [] : [unit.key];
  const before = await historiesBefore(ctx, unit, repository, isFirst);
  const added: Added[] = [];
  let broken = false;
  for (const { environment } of ctx.inputs.chain) {
    const path = historyPath(ctx, environment);
    const after = standingOf(path, environment, seen(await unit.after.read(path, historyMaxBytes)));
    const whole = judgeWhole(after);
    told.tell('history', [...key, environment], whole);
    const leaves =
      continuesTip(ctx, repository) && sameContent(seen(await unit.before.read(path, historyMaxBytes)), after);
    const continues = leaves
      ? { added: [] }
      : before.ok
        ? judgeContinues(before.data.histories.get(environment), after)
        : unverified(before.because);
    told.tell('append-only', [...key, environment], 'added' in continues ? passed : continues);
    if ('added' in continues) added.push(...continues.added.map((entry) => ({ environment, entry })));
    else broken = true;
    if (whole.status !== 'passed') broken = true;
  }
  if (await tellOthers(ctx, told, unit, key)) broken = true;
  const [only] = added;
  told.tell(
    'one-entry',
    key,
    broken
      ? unjudged('it is not known what the change adds, as another result says', 'histories that are whole')
      : judgeOne(added),
  );
  if (only === undefined && !broken) {
    for (const rule of [...entryRules, 'recorded'] as const)
      told.tell(rule, key, { status: 'not-applicable', why: `${unit.name} adds no entry to a history` });
    return { recorded: false };
  }
  if (only === undefined || added.length > 1 || broken || !before.ok || !repository.ok) {
    const open = repository.ok
      ? unjudged('there is no one entry that could be judged, as another result says', 'one entry')
      : unverified(repository.because);
    for (const rule of [...entryRules, 'recorded'] as const) told.tell(rule, key, open);
    return { recorded: false };
  }
  return verifyEntry(ctx, told, { unit, key, before: before.data, added: only, repository: repository.data });
}

async function verifyEntry(
  ctx: Ctx,
  told: Teller,
  {
    unit,
    key,
    before: { ref, histories },
    added: { environment: name, entry: found },
    repository,
  }: { unit: Unit; key: string[]; before: Before; added: Added; repository: NamedRepository },
): Promise<Outcome> {
  const { entry } = found;
  const environment = ctx.inputs.chain.find((each) => each.environment === name);
  if (environment === undefined) throw new Error(`${name} is not in the chain`);
  const collected = await ctx.reports({
    artifacts: [],
    endings: ['.history.jsonl'],
    runs: [...new Set([entry.decision.runId, entry.runId])],
  });
  const decided = await decidedBy(ctx, repository, entry.decision.runId, environment, collected);
  const pull = await pullOf(ctx, unit, repository);
  const { verdicts, target } = await judgeEntry(ctx, { repository, environment, ref, histories, pull, decided }, entry);
  for (const rule of entryRules) told.tell(rule, [...key, name], verdicts[rule]);
  const unlisted = collected.unlistedRuns?.find(({ runId }) => runId === entry.runId)?.because;
  const documents = collected.files.flatMap(({ origin, path, content }) =>
    origin.kind === 'artifact' && origin.runId === entry.runId && path.endsWith('.history.jsonl') ? [content] : [],
  );
  const unseen =
    unlisted ??
    collected.problems.find(({ origin }) => origin.kind === 'artifact' && origin.runId === entry.runId)?.because;
  told.tell('recorded', [...key, name], judgeRecorded(documents, entry, unseen));
  return { entry, target, recorded: false };
}

function judgeRecorded(
  documents: readonly Uint8Array[],
  entry: PromotionEntry,
  unseen: Parameters<typeof unverified>[0] | undefined,
): Verdict {
  const line = entryLine(entry);
  const lastLines = documents.flatMap((content) => {
    const decoded = decodeText(content);
    return decoded.ok ? [`${decoded.text.split('\n').at(-2) ?? ''}\n`] : [];
  });
  if (lastLines.includes(line)) return passed;
  if (unseen !== undefined) return unverified(unseen);
  if (lastLines.length === 0)
    return unverified(
      noData(`run ${entry.runId} keeps no history that it recorded`, 'the artifact of the run that recorded'),
    );
  return failed({
    problem: `the entry is not the one that run ${entry.runId} recorded`,
    expected: lastLines.map((each) => each.trim()),
    actual: line.trim(),
    fix: 'take the history from the artifact of the run, byte for byte',
  });
}

interface Before {
  ref: string;
  histories: Histories;
}

/**
 * The histories that must be continued: those of the default branch at this moment, so that of two pull requests that are open at once the
 * second is told, and nothing counts that a branch had before. What is pushed to the default branch continues what was there before the
 * push, also where it was forced.
 */
async function historiesBefore(
  ctx: Ctx,
  unit: Unit,
  repository: Answer<NamedRepository>,
  isFirst: boolean,
): Promise<Answer<Before>> {
  const { event, baseSha } = ctx.subject;
  // A merge queue continues what stands before in the queue, and a work tree what it was checked out from.
  const isQueued = event === 'merge_group' || event === 'local';
  if (!isQueued && !repository.ok) return repository;
  const isTip = continuesTip(ctx, repository);
  const ref = event === 'push' && isFirst ? (baseSha ?? unit.base) : unit.base;
  if (repository.ok && (isTip || ref !== unit.base)) {
    const at = isTip ? await tipOf(repository.data) : { ok: true as const, data: ref };
    if (!at.ok) return at;
    return { ok: true, data: { ref: at.data, histories: await historiesAt(ctx, repository.data, at.data) } };
  }
  const histories = new Map<string, Standing>();
  for (const { environment } of ctx.inputs.chain) {
    const path = historyPath(ctx, environment);
    histories.set(environment, standingOf(path, environment, seen(await unit.before.read(path, historyMaxBytes))));
  }
  return { ok: true, data: { ref: unit.base, histories } };
}

/** Whether it is a change that is not yet on the default branch, and must continue what stands there at this moment. */
function continuesTip({ subject: { event, ref } }: Ctx, repository: Answer<NamedRepository>): boolean {
  if (event === 'merge_group' || event === 'local' || !repository.ok) return false;
  return event !== 'push' || ref !== `refs/heads/${repository.data.defaultBranch}`;
}

/** Whether a change leaves a history alone: it then stays what it is, also where the default branch has moved on. */
function sameContent(before: Seen<Uint8Array>, after: Standing): boolean {
  if (before.state === 'unknown' || !after.ok) return false;
  const content = before.state === 'there' ? before.data : new Uint8Array();
  return isPrefix(content, after.content) && content.length === after.content.length;
}

function isPrefix(start: Uint8Array, whole: Uint8Array): boolean {
  return start.length <= whole.length && start.every((byte, at) => whole[at] === byte);
}

/**
 * Tells of changes to histories of environments that are not in the chain: one that left it keeps its history, and one that shall come into
 * it begins with what a run records. Whether there are any.
 */
async function tellOthers(ctx: Ctx, told: Teller, unit: Unit, key: string[]): Promise<boolean> {
  const { chain } = ctx.inputs;
  const histories = `${ctx.inputs.histories}`;
  const changes = await unit.changes();
  if (!changes.ok) {
    told.tell('append-only', [...key, histories], unverified(changes.because));
    return true;
  }
  const known = new Set(chain.map(({ environment }) => historyPath(ctx, environment)));
  const others = changes.changes.filter(
    ({ path, kind }) =>
      kind !== 'mode' && path.startsWith(`${histories}/`) && path.toLowerCase().endsWith('.jsonl') && !known.has(path),
  );
  const [first] = others;
  if (first === undefined) return false;
  const paths = others.map(({ path }) => path);
  const verdict = failed({
    problem: `${listed(others.map(({ path, kind }) => `${path} (${kind})`))} is no history of an environment of the chain`,
    expected: [...known],
    actual: paths,
    fix: 'bring an environment into the chain by a change of its own, let a run record its first entry, and keep the history of one that leaves it',
    at: { path: first.path },
  });
  told.tell('append-only', [...key, histories], verdict);
  return true;
}

function seen(read: Found | Missing): Seen<Uint8Array> {
  if (read.found) return { state: 'there', data: read.content };
  if (read.because !== undefined) return { state: 'unknown', because: read.because };
  if (read.reason === 'absent') return { state: 'absent', message: read.message };
  const message = `${read.path} ${read.message}`;
  return { state: 'unknown', because: noData(message, 'a regular file') };
}

function judgeContinues(before: Standing | undefined, after: Standing): Verdict | { added: readonly HistoryEntry[] } {
  if (before === undefined) return unjudged('there is no such history', 'an environment of the chain');
  if (!before.ok) return unverified(before.because);
  if (!after.ok) return unverified(after.because);
  // What the old tool wrote was never measured; it may make room for what is.
  if (isOld(before.history)) return { added: after.history.entries };
  const kept = isPrefix(before.content, after.content);
  const found = continuation(before.history, after.history);
  if (found.state !== 'rewritten' && kept) return { added: found.state === 'same' ? [] : found.added };
  const at = found.state === 'rewritten' ? found.at : undefined;
  const standing = before.history.entries[(at ?? 1) - 1];
  return failed({
    problem: `the history does not continue the one of the default branch: ${at === undefined ? 'its bytes differ' : `entry ${at} is another one, or gone`}`,
    expected: standing?.hash ?? 'the same bytes, and one line more',
    actual: after.history.entries[(at ?? 1) - 1]?.hash ?? null,
    fix: `take ${after.path} from the default branch, and record the promotion anew on top of it`,
    at: { path: after.path, ...(at === undefined ? {} : { line: at }) },
  });
}

function judgeOne(added: readonly Added[]): Verdict {
  if (added.length === 0) return { status: 'not-applicable', why: 'the change adds no entry to a history' };
  if (added.length === 1) return passed;
  const actual = added.map(({ environment, entry }) => `${environment} line ${entry.line}`);
  return failed({
    problem: `the change adds ${added.length} entries: ${actual.join(', ')}`,
    expected: 'one entry',
    actual,
    fix: 'bring each promotion by a pull request of its own',
  });
}

/** The pull request that brings an entry, with the head that its approvers see. */
async function pullOf(
  ctx: Ctx,
  unit: Unit,
  repository: NamedRepository,
): Promise<Answer<{ number: number; head: string }>> {
  const { event, pullRequest, headSha } = ctx.subject;
  if (event.startsWith('pull_request') && pullRequest !== undefined && headSha !== undefined)
    return { ok: true, data: { number: pullRequest, head: headSha } };
  const { head } = unit;
  if (head === undefined)
    return { ok: false, because: noData('a work tree has no pull request', 'a run for the pull request') };
  const pull = await pullBringing(repository.github, repository.name, head);
  return pull.ok ? { ok: true, data: { number: pull.data.number, head: pull.data.head } } : pull;
}
