import type { Because } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { type Location, locate } from '../../shared/core/location.ts';
import { isCalendarDay, millisecondsPerDay, startOfDay } from '../../shared/core/time.ts';
import { type NoteFacts, type NotePart, noteLabels } from '../../shared/domain/rollback/note.ts';
import { agreements } from '../../shared/domain/rollback/note-facts.ts';
import { isOpenPart, noteMaxBytes, readNote, saidOf, unclearParts } from '../../shared/domain/rollback/noted.ts';
import { plainValue } from '../../shared/domain/rollback/plain-value.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { LabelledLine, MarkdownDocument } from '../../shared/parse/markdown.ts';
import type { Ctx } from './definition.ts';

/** The incident note that is judged. */
export interface Incident {
  path: string;
  document: MarkdownDocument;
}

const noteRules = ['note-complete', 'note-agrees', 'note-milestone'] as const;

/**
 * Finds and reads the one note of the run. What keeps it from being judged is a result, and no note is given then. A change does not choose
 * what is judged of it: every note that it brings is, whatever is named.
 */
export async function findIncident(ctx: Ctx, contract: string): Promise<Incident | undefined> {
  const all = { contract, what: 'the note' };
  const named = ctx.inputs['verify-note'];
  const brought = await broughtNotes(ctx);
  if ('because' in brought) {
    for (const rule of noteRules) ctx.unverified(rule, all, brought.because);
    return undefined;
  }
  if (named !== undefined && !(await ctx.matcher(ctx.inputs.notes))(named)) {
    const problem = `${named} is none of the incident notes`;
    const fix = `put the note where notes has it: ${ctx.inputs.notes.join(', ')}`;
    ctx.failed('note-complete', { ...all, problem, expected: ctx.inputs.notes, actual: named, fix }, { path: named });
    for (const rule of ['note-agrees', 'note-milestone'] as const)
      ctx.unverified(rule, all, noData(`${named} is not judged`, 'an incident note'));
    return undefined;
  }
  const paths = [...new Set([...(named === undefined ? [] : [named]), ...brought.paths])];
  const own = await aboutContract(ctx, contract, paths);
  const [first, ...others] = own;
  if (first === undefined) {
    const why =
      paths.length === 0 ? 'no note was given, and the change brings none' : 'the notes are about other contracts';
    for (const rule of noteRules) ctx.notApplicable(rule, all, why);
    return undefined;
  }
  for (const path of others) {
    const fact = { contract, what: `the note ${path}` };
    const problem = `comes with the change beside ${first}, and one note is judged at a time`;
    const fix = `bring ${path} by a change of its own`;
    ctx.failed('note-complete', { ...fact, problem, expected: first, actual: path, fix }, { path });
  }
  return readIncident(ctx, contract, first);
}

/** The notes that the judged change adds or edits. */
async function broughtNotes(ctx: Ctx): Promise<{ paths: string[] } | { because: Because }> {
  const { before } = ctx;
  const { event } = ctx.subject;
  // On a laptop people name what they want to have judged.
  if (event === 'local') return { paths: [] };
  if ('because' in before) {
    // Of an event that is a change it must be known; a run by hand is about a state.
    return event.startsWith('pull_request') || event === 'merge_group' ? { because: before.because } : { paths: [] };
  }
  const found = await ctx.match(ctx.inputs.notes);
  if (!found.ok) return found;
  const paths: string[] = [];
  for (const path of found.paths) {
    const [now, then] = [await ctx.tree.read(path, noteMaxBytes), await before.read(path, noteMaxBytes)];
    if (!then.found && then.because !== undefined) return { because: then.because };
    if (now.found && then.found && sha256(now.content) === sha256(then.content)) continue;
    if (!now.found && !then.found && now.reason === then.reason) continue;
    paths.push(path);
  }
  return { paths };
}

/** The notes but for those that say of themselves that they are about another contract of the configuration: its job judges them. */
async function aboutContract(ctx: Ctx, contract: string, paths: readonly string[]): Promise<string[]> {
  const foreign = new Set(
    ctx.config.contracts.map(({ id }) => plainValue(id)).filter((id) => id !== plainValue(contract)),
  );
  const own: string[] = [];
  for (const path of paths) {
    const found = foreign.size === 0 ? undefined : await ctx.tree.read(path, noteMaxBytes);
    const read = found?.found === true ? readNote(found.content) : undefined;
    const said = read?.ok === true ? saidOf(read.document, 'contract') : [];
    if (said.length === 0 || !said.every(({ value }) => foreign.has(value))) own.push(path);
  }
  return own;
}

async function readIncident(ctx: Ctx, contract: string, path: string): Promise<Incident | undefined> {
  const fact = { contract, what: `the note ${path}` };
  const found = await ctx.read(path, { maxBytes: noteMaxBytes });
  if (!found.found && found.because !== undefined) {
    for (const rule of noteRules) ctx.unverified(rule, fact, found.because, { path });
    return undefined;
  }
  const read = found.found ? readNote(found.content) : { ok: false as const, message: found.message };
  if (read.ok) return { path, document: read.document };
  const expected = 'an incident note in Markdown';
  const fix = `write the note ${path} as Markdown, as the plan leaves it beside its report`;
  ctx.failed('note-complete', { ...fact, problem: read.message, expected, actual: read.message, fix }, { path });
  const because = noData(`the note ${path} ${read.message}`, 'a note that can be read');
  for (const rule of ['note-agrees', 'note-milestone'] as const) ctx.unverified(rule, fact, because, { path });
  return undefined;
}

/** Whether a note says that the retreat was asked for or carried out; what is so the history decides. */
export function saysCarriedOut({ document }: Incident): boolean {
  return saidOf(document, 'rollback').some(({ value }) => value === 'restored' || value === 'opened');
}

/** Judges a note: what a reader sees, every part, the next milestone, and what it says against what is so. */
export function judgeIncident(ctx: Ctx, contract: string, incident: Incident, facts: NoteFacts | undefined): void {
  const { path, document } = incident;
  judgeText(ctx, contract, incident);
  for (const part of Object.keys(noteLabels) as NotePart[]) judgePart(ctx, contract, incident, part);
  judgeMilestone(ctx, contract, incident);
  if (facts === undefined) {
    const because = noData('there is no baseline to compare the note with', 'a baseline');
    return ctx.unverified('note-agrees', { contract, what: `the note ${path}` }, because);
  }
  for (const { what, verdict } of agreements(path, document, facts))
    tellVerdict(ctx, 'note-agrees', { contract, what }, verdict, { at: { path } });
}

function judgeText(ctx: Ctx, contract: string, { path, document }: Incident): void {
  const unclear = unclearParts(document);
  const [first] = unclear;
  const words = [...new Set(unclear.map(({ message }) => message))];
  ctx.judge(
    'note-complete',
    first === undefined,
    {
      contract,
      what: `the note ${path}`,
      problem: words.join('; '),
      expected: 'parts as bullets and one table of files, in plain text',
      actual: unclear.map(({ message, position }) => `line ${position.line}: ${message}`),
      fix: `write ${path} in the form in which the plan leaves it beside its report`,
    },
    locate(path, first?.position),
  );
}

function judgePart(ctx: Ctx, contract: string, { path, document }: Incident, part: NotePart): void {
  const label = noteLabels[part];
  const fact = {
    contract,
    what: `the part ${label}`,
    expected: `one line - ${label}: …`,
    fix: `write it in ${path} as - ${label}: …`,
  };
  const [first, ...others] = saidOf(document, part);
  const other = others.find(({ value }) => value !== first?.value);
  if (first === undefined) ctx.failed('note-complete', { ...fact, problem: 'is missing', actual: null }, { path });
  else if (other !== undefined)
    ctx.failed(
      'note-complete',
      { ...fact, problem: 'says two things', actual: [first.value, other.value] },
      at(path, other),
    );
  else
    ctx.judge(
      'note-complete',
      !isOpenPart(part, first.value),
      { ...fact, problem: 'is not filled in', actual: first.value },
      at(path, first),
    );
}

function judgeMilestone(ctx: Ctx, contract: string, { path, document }: Incident): void {
  const fact = { contract, what: `the part ${noteLabels.milestone}` };
  const expected = 'YYYY-MM-DD: what is validated by then';
  const fix = `write in ${path} a day that is still to come, and what is validated by then`;
  const [said] = saidOf(document, 'milestone');
  const [, day = '', what = ''] = /^(\d{4}-\d{2}-\d{2})[\s:,.–—-]+(.*)$/.exec(said?.value ?? '') ?? [];
  const place = said === undefined ? { path } : at(path, said);
  const fail = (problem: string): void =>
    ctx.failed('note-milestone', { ...fact, problem, expected, actual: said?.value ?? null, fix }, place);
  if (said === undefined) fail('is missing');
  else if (day === '' || !isCalendarDay(day)) fail('does not begin with a day');
  else if (isOpenPart('milestone', what)) fail('does not say what is validated');
  else if (startOfDay(day) + millisecondsPerDay <= ctx.time.latest) fail('is in the past');
  else ctx.passed('note-milestone', fact, place);
}

function at(path: string, { position }: LabelledLine): Location {
  return locate(path, position);
}
