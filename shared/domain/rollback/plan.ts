import { GovernanceError } from '../../core/errors.ts';
import { judgeAside, overlay } from '../../core/side-judgement.ts';
import { clipped, listed } from '../../parse/text.ts';
import type { Contract } from '../contract-pair/config.ts';
import { syncJudgement, syncName, syncVerdict } from '../contract-sync/aside.ts';
import { PostureSchema } from '../posture/posture.ts';
import { postureSays, readPosture } from '../posture/record.ts';
import { parseRecord, recordMaxBytes } from '../record/parse.ts';
import { tellVerdict } from '../verdict/tell.ts';
import { noData } from '../verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import { incidentNote, type NoteFacts } from './note.ts';
import { judgeOthers, type OtherStanding } from './others.ts';
import { fileMaxBytes, type Present, readPresent, trioPaths } from './present.ts';
import { buildRestore, changed, type Restored, restorePatch } from './restore.ts';
import { type Baseline, findRetreat, type Search, searchBaseline } from './search.ts';

/** So many characters of what is open stand in one line of the note. */
const noteLine = 500;
const mostReason = 200;

/** The retreat of one contract to an earlier state. */
export interface RollbackPlan {
  contract: Contract;
  /** The state that is left: the present one, or the one that was left when the retreat has been carried out. */
  left: Present;
  search: Search;
  /** What is put back; undefined without a baseline. */
  restore: { baseline: Baseline; files: Restored[]; patch: string; note: string; facts: NoteFacts } | undefined;
  others: OtherStanding[];
  /** What a waiver lets live in the restored files, a line each. */
  waived: string[];
  /** Everything that decides was looked at and holds. */
  green: boolean;
}

/**
 * Finds the state to go back to, proves that it can be put back, and says what would still fail; each step is a result. `carriedOut`: the
 * judged files may be those of a retreat already; whether they are the history alone decides.
 */
export async function planRollback(ctx: Ctx, { carriedOut }: { carriedOut: boolean }): Promise<RollbackPlan> {
  const contract = chosenContract(ctx);
  const past = await ctx.past();
  // Git looks back while the present files are judged.
  const [present] = await Promise.all([readPresent(ctx, contract), past.versions(trioPaths(contract), fileMaxBytes)]);
  const back = carriedOut ? await findRetreat(ctx, contract, present) : undefined;
  const left = back?.left ?? present;
  const search = back?.search ?? (await searchBaseline(ctx, contract, present));
  const found: Baseline | undefined = search.baseline && {
    ...search.baseline,
    open: [...search.baseline.open, ...(back?.open ?? [])],
  };
  ctx.output('baseline', found?.version.commit ?? '');
  ctx.output('baseline-tag', found?.tag ?? '');
  tellSearch(ctx, contract, { ...search, baseline: found });
  if (found === undefined) {
    const because = noData('there is no baseline', 'an earlier state that is good');
    for (const rule of ['applies', 'bytes-proved', 'restored-green', 'others-green'] as const)
      ctx.unverified(rule, { contract: contract.id, what: 'the restore' }, because);
    return { contract, left, search, restore: undefined, others: [], waived: [], green: false };
  }
  const { files, whole } = await buildRestore(ctx, contract, found);
  const restored = overlay(ctx.tree, files);
  const { open: unproved, waived } = await judgeRestored(ctx, contract, restored, whole);
  const others = whole ? await judgeOthers(ctx, contract, changed(files), restored) : [];
  if (!whole) {
    const because = noData('the restore is not whole', 'what keeps a file from being restored');
    ctx.unverified('others-green', { contract: contract.id, what: 'other controls' }, because);
  }
  const passedOver = search.skipped.filter(
    ({ why, commit }) => why === 'not verified' && commit !== found.version.commit,
  );
  const open = [
    ...found.open.map(({ message }) => message),
    ...(whole ? [] : ['not every file of the restore set can be put back as it was']),
    ...unproved,
    ...waived.map((each) => `lived with: ${each}`),
    ...passedOver.map(
      ({ commit, reason }) => `the newer state ${commit} was passed over, as it is not verified: ${reason}`,
    ),
    ...others.flatMap(({ control, findings }) => findings.map((finding) => `${control}: ${finding}`)),
  ];
  const facts: NoteFacts = {
    contract: contract.id,
    replaced: left.tag,
    active: found.tag,
    commit: found.version.commit,
    posture: await presentPosture(ctx),
    rollback: back !== undefined && changed(files).length === 0 ? 'restored' : 'planned',
    files,
    open: open.map((line) => clipped(line, noteLine)),
  };
  for (const each of waived) ctx.note(`Lived with: ${clipped(each, noteLine)}.`);
  const patch = restorePatch(files, ctx.policy.folder, found.version.commit);
  const text = incidentNote(facts, ctx.time.earliest);
  const decided = others.every(
    ({ control, state }) =>
      state === 'passes' || (state !== 'fails by the restore' && !ctx.inputs['must-pass'].includes(control)),
  );
  const green = found.open.length === 0 && whole && unproved.length === 0 && decided;
  const restore = { baseline: found, files, patch, note: text, facts };
  return { contract, left, search, restore, others, waived, green };
}

/** The contract that is asked for. Where there are several, the report bears its name: else a job could judge the one that passes. */
export function chosenContract({
  inputs: { contract: id },
  config,
  subject,
}: Pick<Ctx, 'inputs' | 'config' | 'subject'>): Contract {
  const ids = config.contracts.map((contract) => contract.id);
  const contract = config.contracts.find((each) => each.id === (id ?? ids[0]));
  if (contract === undefined || (id === undefined && ids.length !== 1)) {
    const message = id === undefined ? 'which contract is meant is not said' : `there is no contract ${id}`;
    const hint =
      ids.length === 0 ? 'Add the list contracts: to the configuration.' : `Set contract to one of ${ids.join(', ')}.`;
    throw new GovernanceError(ids.length === 0 ? 'BAD_CONFIG' : 'BAD_INPUT', message, { hint });
  }
  if (ids.length > 1 && subject.event !== 'local' && subject.matrixKey !== contract.id)
    throw new GovernanceError('BAD_INPUT', `the report about the contract ${contract.id} must bear its name`, {
      hint: `Set artifact-key: ${contract.id}, and name the contracts under legs of executive-summary.`,
    });
  return contract;
}

/** Says of the search what it found, or how far it looked. */
function tellSearch(ctx: Ctx, contract: Contract, { baseline, skipped, count, cut }: Search): void {
  const fact = { contract: contract.id, what: 'the last known good state' };
  const looked = `${count === 1 ? 'one state' : `${count} states`} of ${listed(trioPaths(contract))}`;
  ctx.metric('states', count);
  ctx.metric('skipped', skipped.length);
  if (baseline !== undefined) {
    const [first] = baseline.open;
    if (first === undefined) ctx.passed('baseline-found', { ...fact, actual: baseline.version.commit });
    else
      ctx.unverified('baseline-found', fact, {
        ...first,
        message: `${baseline.version.commit} is good as far as it could be looked at: ${first.message}`,
      });
    return;
  }
  const tally = tallyOf(skipped);
  if (cut !== undefined) {
    const message = tally === '' ? cut.message : `${cut.message}; up to there ${tally}`;
    return ctx.unverified('baseline-found', fact, { ...cut, message });
  }
  const open = skipped.find(({ why }) => why === 'not verified');
  if (open !== undefined) {
    const message = `of ${looked} none is known to be good: ${tally}; the newest that is open is ${open.commit}: ${clipped(open.reason, mostReason)}`;
    return ctx.unverified('baseline-found', fact, noData(message, 'what its judgement needs'));
  }
  const oldest = skipped.at(-1);
  const reach = oldest === undefined ? 'none was ever committed' : `none is good, back to ${oldest.commit}: ${tally}`;
  ctx.failed('baseline-found', {
    ...fact,
    problem: `is not there: of ${looked} ${reach}`,
    expected: 'an earlier state that is good',
    actual: tally,
    fix: 'restore by hand, or repin to an older release with manifest-repin and allow-downgrade',
  });
}

function tallyOf(skipped: Search['skipped']): string {
  const counts = new Map<string, number>();
  for (const { why } of skipped) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([why, number]) => `${number} ${why}`).join(', ');
}

/** Judges the restored files by manifest-sync; what is not proved, and what a waiver lets live, as sentences. */
async function judgeRestored(
  ctx: Ctx,
  contract: Contract,
  tree: ReturnType<typeof overlay>,
  whole: boolean,
): Promise<{ open: string[]; waived: string[] }> {
  const fact = { contract: contract.id, what: 'the restored files' };
  if (!whole) {
    const because = noData('the restore is not whole', 'what keeps a file from being restored');
    ctx.unverified('restored-green', fact, because);
    return { open: [], waived: [] };
  }
  const judgement = syncJudgement(contract, () => undefined);
  const all = await judgeAside(ctx, judgement, { tree, before: ctx.tree });
  const { results } = ctx.policy.allow(syncName, all);
  const waived = results
    .filter(({ status, waiver }) => status === 'failed' && waiver !== undefined)
    .map(({ rule, message }) => `${rule} (${message})`);
  const fix =
    'add under companions what must go back with the pin; a matrix that only grows is restored by manifest-repin';
  const verdict = syncVerdict('the restored files', results, fix);
  tellVerdict(ctx, 'restored-green', fact, verdict);
  if (verdict.status === 'failed') return { open: [`the restored files ${verdict.problem}`], waived };
  return { open: verdict.status === 'unverified' ? [verdict.because.message] : [], waived };
}

/**
 * What the posture record of the judged files says, or why that is not known. It is that of the judged files, and not of the base, because
 * the pull request of a retreat brings it together with the note. Where none is configured a retreat is NO-GO.
 */
async function presentPosture(ctx: Ctx): Promise<NoteFacts['posture']> {
  const { posture: path } = ctx.inputs;
  if (path === undefined) return 'NO-GO';
  const found = await ctx.tree.read(path, recordMaxBytes);
  if (!found.found) return { because: found.because ?? noData(`${path} ${found.message}`, `a posture record ${path}`) };
  const read = readPosture(path, found.content);
  const needs = `a ${path} that can be read`;
  if (!read.ok) return { because: noData(`${path} ${read.problems[0]?.message ?? 'cannot be read'}`, needs) };
  const whole = parseRecord(path, found.content, PostureSchema);
  if (whole.ok) return whole.value.posture;
  const problem = whole.problems[0]?.message ?? '';
  return { because: noData(`${path} ${postureSays(read.value)} and is not whole: ${problem}`, needs) };
}
