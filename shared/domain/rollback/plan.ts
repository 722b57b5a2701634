import { type Because, GovernanceError } from '../../core/errors.ts';
import { sha256 } from '../../core/fingerprint.ts';
import { judgeAside, overlay } from '../../core/side-judgement.ts';
import { listed } from '../../parse/text.ts';
import type { Contract } from '../contract-pair/config.ts';
import { syncJudgement, syncName, syncVerdict } from '../contract-sync/aside.ts';
import { pinnedTexts } from '../contract-sync/fields.ts';
import type { ContractFiles } from '../contract-sync/files.ts';
import { postureSays, readPosture } from '../posture/record.ts';
import { recordMaxBytes } from '../record/parse.ts';
import { noData } from '../verdict/verdict.ts';
import { reasonText } from './candidate.ts';
import type { Ctx } from './definition.ts';
import { incidentNote, type NoteFacts } from './note.ts';
import { judgeOthers, type OtherStanding } from './others.ts';
import { plainValue } from './plain-value.ts';
import { buildRestore, changed, type Restored, restorePatch } from './restore.ts';
import { type Baseline, fileMaxBytes, type Present, type Search, searchBaseline, trioPaths } from './search.ts';
import { judgeNoteFacts, judgeNoteParts, notedCommit, noteRules, type ReadNote, readNote } from './verify-note.ts';

/** So many characters of what is open stand in one line of the note. */
const noteLine = 500;

/** The retreat of one contract to an earlier state. */
export interface RollbackPlan {
  contract: Contract;
  present: Present;
  search: Search;
  /** What is put back; undefined without a baseline. */
  restore: { baseline: Baseline; files: Restored[]; patch: string; note: string; facts: NoteFacts } | undefined;
  others: OtherStanding[];
  /** Everything that decides was looked at and holds. */
  green: boolean;
}

/** Finds the state to go back to, proves that it can be put back, and says what would still fail; each step is a result.
 * With `asked` a note is judged too, or said not to be given. */
export async function planRollback(ctx: Ctx, asked: { note: string | undefined } | undefined): Promise<RollbackPlan> {
  const notePath = asked?.note;
  const contract = chosenContract(ctx);
  const present = await readPresent(ctx, contract);
  const note = notePath === undefined ? undefined : await readNote(ctx, contract.id, notePath);
  const search = await findBaseline(ctx, contract, present, note);
  const found = search.baseline;
  ctx.output('baseline', found?.version.commit ?? '');
  ctx.output('baseline-tag', found?.tag ?? '');
  tellSearch(ctx, contract, search);
  if (found === undefined) {
    const because: Because = {
      code: 'NO_DATA',
      message: 'there is no baseline',
      needs: 'an earlier state that is good',
    };
    for (const rule of ['applies', 'bytes-proved', 'restored-green', 'others-green'] as const)
      ctx.unverified(rule, { contract: contract.id, what: 'the restore' }, because);
    if (asked !== undefined) tellNote(ctx, contract, notePath, note, undefined);
    return { contract, present, search, restore: undefined, others: [], green: false };
  }
  const { files, whole } = await buildRestore(ctx, contract, found);
  const restored = overlay(ctx.tree, files);
  const open = [...found.open.map(({ message }) => message)];
  if (!whole) open.push('not every file of the restore set can be put back as it was');
  const unproved = await judgeRestored(ctx, contract, restored, whole);
  open.push(...unproved);
  const others = whole ? await judgeOthers(ctx, contract, changed(files), restored) : [];
  if (!whole) {
    const because: Because = {
      code: 'NO_DATA',
      message: 'the restore is not whole',
      needs: 'what keeps a file from being restored',
    };
    ctx.unverified('others-green', { contract: contract.id, what: 'other controls' }, because);
  }
  const standing = others.flatMap(({ control, findings }) => findings.map((finding) => `${control}: ${finding}`));
  const facts: NoteFacts = {
    contract: contract.id,
    replaced: present.tag,
    active: found.tag,
    commit: found.version.commit,
    posture: await presentPosture(ctx),
    rollback: changed(files).length === 0 ? 'restored' : 'planned',
    files,
    open: [...open, ...standing].map((line) => reasonText(line, noteLine)),
  };
  if (asked !== undefined) tellNote(ctx, contract, notePath, note, facts);
  const patch = restorePatch(files, ctx.policy.folder, found.version.commit);
  const text = incidentNote(facts, ctx.time.earliest);
  const decided = others.every(
    ({ control, state }) =>
      state === 'passes' || (state !== 'fails by the restore' && !ctx.inputs['must-pass'].includes(control)),
  );
  const green = found.open.length === 0 && whole && unproved.length === 0 && decided;
  return { contract, present, search, restore: { baseline: found, files, patch, note: text, facts }, others, green };
}

/** What a note names as the baseline counts only while its files are the present ones; else the search decides. */
async function findBaseline(
  ctx: Ctx,
  contract: Contract,
  present: Present,
  note: ReadNote | undefined,
): Promise<Search> {
  const named = note === undefined ? undefined : notedCommit(note);
  if (named !== undefined) {
    const own = await searchBaseline(ctx, contract, present, named);
    const files = own.baseline?.version.files;
    const same = [...present.contents].every(([path, content]) => {
      const file = files?.get(path);
      return file?.found === true && content !== undefined && sha256(file.content) === sha256(content);
    });
    if (files !== undefined && same) return own;
  }
  return searchBaseline(ctx, contract, present);
}

/** The contract that is asked for. */
function chosenContract({ inputs: { contract: id }, config }: Ctx): Contract {
  const ids = config.contracts.map((contract) => contract.id);
  const contract = config.contracts.find((each) => each.id === (id ?? ids[0]));
  if (contract !== undefined && (id !== undefined || ids.length === 1)) return contract;
  const message = id === undefined ? 'which contract is meant is not said' : `there is no contract ${id}`;
  const hint =
    ids.length === 0 ? 'Add the list contracts: to the configuration.' : `Set contract to one of ${ids.join(', ')}.`;
  throw new GovernanceError(ids.length === 0 ? 'BAD_CONFIG' : 'BAD_INPUT', message, { hint });
}

async function readPresent(ctx: Ctx, contract: Contract): Promise<Present> {
  const contents = new Map<string, Uint8Array | undefined>();
  for (const path of trioPaths(contract)) {
    const found = await ctx.tree.read(path, fileMaxBytes);
    contents.set(path, found.found ? found.content : undefined);
  }
  let files: ContractFiles | undefined;
  // What the producer says of the present pin is not the question.
  const asked: Contract = { ...contract, remote: { ...contract.remote, mode: 'off' } };
  const results = await judgeAside(
    ctx,
    syncJudgement(asked, (read) => (files = read)),
    { tree: ctx.tree, before: ctx.before },
  );
  const { tag, commit } = files === undefined ? {} : pinnedTexts(contract, files);
  const verdict = syncVerdict('the present files', results, '');
  if (verdict.status === 'failed') ctx.note(`At present the files ${verdict.problem}.`);
  return { contents, tag, pinned: commit };
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
    const message = `of ${looked} none is known to be good: ${tally}; the newest that is open is ${open.commit}: ${reasonText(open.reason)}`;
    return ctx.unverified('baseline-found', fact, { code: 'NO_DATA', message, needs: 'what its judgement needs' });
  }
  const oldest = skipped.at(-1);
  const reach = oldest === undefined ? 'none was ever committed' : `none is good, back to ${oldest.commit}: ${tally}`;
  ctx.failed('baseline-found', {
    ...fact,
    problem: `is not there: of ${looked} ${reach}`,
    actual: tally,
    fix: 'restore by hand, or repin to an older release with manifest-repin and allow-downgrade',
  });
}

function tallyOf(skipped: Search['skipped']): string {
  const counts = new Map<string, number>();
  for (const { why } of skipped) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([why, number]) => `${number} ${why}`).join(', ');
}

/** Judges the restored files by manifest-sync; what is not proved, as sentences. */
async function judgeRestored(
  ctx: Ctx,
  contract: Contract,
  tree: ReturnType<typeof overlay>,
  whole: boolean,
): Promise<string[]> {
  const fact = { contract: contract.id, what: 'the restored files' };
  if (!whole) {
    const because: Because = {
      code: 'NO_DATA',
      message: 'the restore is not whole',
      needs: 'what keeps a file from being restored',
    };
    ctx.unverified('restored-green', fact, because);
    return [];
  }
  const all = await judgeAside(
    ctx,
    syncJudgement(contract, () => undefined),
    { tree, before: ctx.tree },
  );
  const { results } = ctx.policy.allow(syncName, all);
  const fix =
    'add under companions what must go back with the pin; a matrix that only grows is restored by manifest-repin';
  const verdict = syncVerdict('the restored files', results, fix);
  if (verdict.status === 'failed') {
    ctx.failed('restored-green', { ...fact, ...verdict });
    return [`the restored files ${verdict.problem}`];
  }
  if (verdict.status === 'unverified') {
    ctx.unverified('restored-green', fact, verdict.because);
    return [verdict.because.message];
  }
  ctx.passed('restored-green', fact);
  return [];
}

/** What the posture record of the judged files says, or why that is not known; where none is configured a retreat is NO-GO. */
async function presentPosture(ctx: Ctx): Promise<NoteFacts['posture']> {
  const { posture: path } = ctx.inputs;
  if (path === undefined) return 'NO-GO';
  const found = await ctx.tree.read(path, recordMaxBytes);
  if (!found.found) return { because: found.because ?? noData(`${path} ${found.message}`, `a posture record ${path}`) };
  const read = readPosture(path, found.content);
  if (!read.ok)
    return {
      because: noData(`${path} ${read.problems[0]?.message ?? 'cannot be read'}`, `a ${path} that can be read`),
    };
  const value = read.value['posture'];
  if (typeof value === 'string') return plainValue(value);
  return { because: noData(`${path} ${postureSays(read.value)}`, `a word under posture in ${path}`) };
}

function tellNote(
  ctx: Ctx,
  contract: Contract,
  path: string | undefined,
  note: ReadNote | undefined,
  facts: NoteFacts | undefined,
): void {
  if (path === undefined) {
    for (const rule of noteRules)
      ctx.notApplicable(rule, { contract: contract.id, what: 'the note' }, 'no note was given');
    return;
  }
  if (note === undefined) return;
  judgeNoteParts(ctx, contract.id, note);
  if (facts !== undefined) return judgeNoteFacts(ctx, note, facts);
  const because: Because = {
    code: 'NO_DATA',
    message: 'there is no baseline to compare the note with',
    needs: 'a baseline',
  };
  ctx.unverified('note-agrees', { contract: contract.id, what: `the note ${path}` }, because);
}
