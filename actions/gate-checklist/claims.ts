import { milliseconds } from '../../shared/core/duration.ts';
import { type Location, locate } from '../../shared/core/location.ts';
import { isCalendarDay, millisecondsPerDay, startOfDay } from '../../shared/core/time.ts';
import type { Claim, ReadSource } from '../../shared/domain/claim/claim.ts';
import type { Measure, Source } from '../../shared/domain/claim/config.ts';
import { type JudgeMeasure, measureText } from '../../shared/domain/claim/measure.ts';
import { nobodyProblem, ownerProblem, type Roster, rosterOf } from '../../shared/domain/claim/people.ts';
import { compareTarget } from '../../shared/domain/claim/target.ts';
import { vocabularyOf, wordsOf } from '../../shared/domain/claim/vocabulary.ts';
import { type ClaimColumn, nameKey } from '../../shared/domain/claim/words.ts';
import { against, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Meaning } from '../../shared/domain/vocabulary/vocabularies.ts';
import type { MarkdownTable } from '../../shared/parse/markdown-table.ts';
import { isPlaceholder } from '../../shared/parse/placeholder.ts';
import { quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import { type Tally } from './tell.ts';

/** A claim, and what became of it: `stands` is undefined where the document does not say that it is so. */
export interface JudgedClaim {
  source: string;
  claim: Claim;
  stands: Verdict['status'] | undefined;
  /** What measures it, in words. */
  by: string | undefined;
}

/** Judges each claim of a source by itself: its word, what measures it, and what its row says besides. `before`: the source as the base has it. */
export async function judgeClaims(
  ctx: Ctx,
  source: Source,
  { claims, template }: ReadSource,
  { measure, before, tally }: { measure: JudgeMeasure; before: ReadSource | undefined; tally: Tally },
): Promise<JudgedClaim[]> {
  const targets = new Map(before?.claims.map(({ name, row }) => [nameKey(name), row?.cells.target?.text ?? '']));
  const measures = new Map(source.measured.map((one) => [nameKey(one.claim), one]));
  const roster = rosterOf(ctx.inputs.owners, ctx.policy.roles);
  for (const { name, ticked, position } of template) {
    const at = locate(source.path, position);
    const fix = `take the tick out of ${source.path}, and tick it in the copy`;
    tally.tell('status', [name], ticked ? against('it is ticked in the template', 'no tick', 'x', fix, at) : passed);
  }
  const judged: JudgedClaim[] = [];
  for (const claim of claims) {
    const at = locate(source.path, claim.position);
    const key = nameKey(claim.name);
    tally.tell('status', [claim.name], judgeWord(source, claim, at), at);
    judged.push(await judgeMeasured(ctx, source, claim, measures.get(key), measure));
    judgeRow(ctx, source, claim, { roster, earlierTarget: targets.get(key) ?? '' }, tally);
  }
  return judged;
}

const boxWords: Readonly<Record<Meaning, string>> = {
  met: '',
  unmet: 'it is ticked',
  open: 'it is not ticked',
  conditional: '',
};

function judgeWord({ path, statuses, boxes }: Source, { word, meaning, row }: Claim, at: Location): Verdict {
  if (meaning === 'met') return passed;
  if (boxes !== undefined) {
    const expected = boxes.mode === 'none' ? 'no tick' : 'a tick';
    const fix =
      boxes.mode === 'none'
        ? `settle what stands against it, and then take the tick out of ${path}`
        : `do it, and then tick it in ${path}`;
    return against(boxWords[meaning ?? 'open'], expected, word, fix, at);
  }
  const vocabulary = vocabularyOf(statuses);
  if (meaning === undefined) {
    const problem = word === '' ? 'it has no status' : `its status ${quote(word)} is none of the legend`;
    return against(problem, wordsOf(vocabulary), word, `write a word of the legend into ${path}`, at);
  }
  if (meaning === 'conditional') {
    const until = row?.cells.expires?.text ?? '';
    const message = `its status is ${quote(word)}${until === '' ? '' : ` until ${quote(until)}`}`;
    return unverified({ code: 'CLAIMED', message, needs: `one of ${vocabulary.met.join(', ')}` });
  }
  const problem = `its status is ${quote(word)}`;
  return against(
    problem,
    vocabulary.met,
    word,
    `meet the gate, and then write ${vocabulary.met[0] ?? ''} into ${path}`,
    at,
  );
}

/** What the document says that is so must be measured; nobody measures what it does not say. */
async function judgeMeasured(
  ctx: Ctx,
  source: Source,
  claim: Claim,
  asked: Measure | undefined,
  measure: JudgeMeasure,
): Promise<JudgedClaim> {
  const base = { source: source.id, claim };
  const at = locate(source.path, claim.position);
  if (claim.meaning !== 'met' && claim.meaning !== 'conditional') return { ...base, stands: undefined, by: undefined };
  const about = { about: [source.id, claim.name] };
  const said =
    source.boxes === undefined
      ? `the document says ${quote(claim.word)}`
      : source.boxes.mode === 'none'
        ? 'it is not ticked'
        : 'it is ticked';
  if (asked === undefined) {
    const message = `${quote(claim.name, 80)}: ${said}, and nothing measures that`;
    const needs = `what measures it, under measured of ${source.id}`;
    const code = ctx.inputs.unmeasured === 'no-go' ? 'NO_DATA' : 'CLAIMED';
    ctx.unverified('measured', about, { code, message, needs }, at);
    return { ...base, stands: 'unverified', by: undefined };
  }
  const verdict = await measure(asked);
  const by = measureText(asked);
  if (verdict.status === 'passed') ctx.passed('measured', about, at);
  else if (verdict.status === 'unverified') ctx.unverified('measured', about, verdict.because, at);
  else if (verdict.status === 'failed') {
    const { problem, expected, actual, fix } = verdict;
    ctx.failed('measured', { ...about, problem: `${said}, and it is not so: ${problem}`, expected, actual, fix }, at);
  }
  return { ...base, stands: verdict.status, by };
}

/** What a row says besides its status. */
function judgeRow(
  ctx: Ctx,
  source: Source,
  claim: Claim,
  { roster, earlierTarget }: { roster: Roster; earlierTarget: string },
  tally: Tally,
): void {
  const { path, require: demanded } = source;
  const { row, name } = claim;
  if (row === undefined) {
    if (demanded.includes('evidence')) judgeBoxEvidence(source, claim, tally);
    return;
  }
  const { owner, target, observed } = row.cells;
  const columns = new Set<ClaimColumn>([...demanded, ...(Object.keys(row.cells) as ClaimColumn[])]);
  for (const column of columns) {
    const text = row.cells[column]?.text ?? '';
    const must = (demanded as readonly ClaimColumn[]).includes(column);
    const isNobody = column === 'owner' && must && nobodyProblem(text) !== undefined;
    const open = isNobody || (isPlaceholder(text) && (must || /\p{L}/u.test(text)));
    const at = locate(path, row.cells[column]?.position ?? row.position);
    const problem = text === '' ? `its ${column} is empty` : `its ${column} is not filled in: ${quote(text)}`;
    const fix = `write the ${column} of ${quote(name)} into ${path}`;
    tally.tell('filled', [name, column], open ? against(problem, `a ${column}`, text, fix, at) : passed);
  }
  if (owner !== undefined && owner.text !== '' && roster.names.length > 0) {
    const problem = ownerProblem(owner.text, roster);
    const fix = `write who answers for ${quote(name)} into ${path}, or add the name under owners`;
    const at = locate(path, owner.position);
    tally.tell(
      'owner',
      [name],
      problem === undefined ? passed : against(`its owner ${problem}`, roster.names, owner.text, fix, at),
    );
  }
  if (earlierTarget !== '' || (target?.text ?? '') !== '' || (observed?.text ?? '') !== '') {
    if (target !== undefined && observed !== undefined)
      judgeTarget(source, name, { target, observed, earlier: earlierTarget }, tally);
  }
  if (claim.meaning === 'conditional') tally.tell('condition', [name], judgeCondition(ctx, source, claim, roster));
}

function judgeBoxEvidence({ path }: Source, { name, evidence, position }: Claim, tally: Tally): void {
  const fix = `name the file that shows it, in code, behind ${quote(name, 80)} in ${path}`;
  const lacking = against('it names no evidence', 'a file of the commit', 'nothing', fix, locate(path, position));
  tally.tell('filled', [name, 'evidence'], evidence.length === 0 ? lacking : passed);
}

type TableCell = MarkdownTable['header'][number];

interface Figures {
  target: TableCell;
  observed: TableCell;
  /** The target of the base; empty when it has none. */
  earlier: string;
}

function judgeTarget({ path }: Source, name: string, { target, observed, earlier }: Figures, tally: Tally): void {
  const outcome = compareTarget(target.text, observed.text);
  const at = locate(path, observed.position);
  if (target.text === '' && earlier !== '') {
    const back = `put the target of ${quote(name)} back into ${path}`;
    tally.tell(
      'target',
      [name],
      against(`its target, which is ${earlier} in the base, is gone`, earlier, '', back, at),
      at,
    );
    return;
  }
  if (outcome.state === 'kept' && earlier !== '' && compareTarget(earlier, observed.text).state !== 'kept') {
    const message = `its target was changed from ${earlier}, which ${observed.text} does not keep, to ${target.text}`;
    const needs = `a base that has the target ${target.text}, or what keeps ${earlier}`;
    tally.tell('target', [name], unverified({ code: 'CLAIMED', message, needs }), at);
    return;
  }
  const fix = `meet the target of ${quote(name)}, and measure it again`;
  const verdict: Verdict =
    outcome.state === 'kept'
      ? passed
      : outcome.state === 'missed'
        ? against(outcome.message, target.text, observed.text, fix, at)
        : unverified(
            noData(
              `${outcome.message}: ${quote(target.text)} against ${quote(observed.text)}`,
              'figures with units, as <= 2s and 1.4s',
            ),
          );
  tally.tell('target', [name], verdict, at);
}

function judgeCondition(ctx: Ctx, { path }: Source, { row, position }: Claim, roster: Roster): Verdict {
  const { owner, expires, mitigation } = row?.cells ?? {};
  const longest = ctx.inputs['longest-condition'];
  const day = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/.exec(expires?.text ?? '')?.[0];
  const ends = day !== undefined && isCalendarDay(day) ? startOfDay(day) + millisecondsPerDay : undefined;
  const hasOwner = owner !== undefined && !isPlaceholder(owner.text);
  const unknown = !hasOwner
    ? undefined
    : roster.names.length > 0
      ? ownerProblem(owner.text, roster)
      : nobodyProblem(owner.text);
  const lacks = [
    ...(hasOwner ? [] : ['it has no owner']),
    ...(unknown === undefined ? [] : [`its owner ${unknown}`]),
    ...(mitigation === undefined || isPlaceholder(mitigation.text, { orUnsaid: true }) ? ['it has no mitigation'] : []),
    ...(ends === undefined ? ['it has no day on which it ends'] : []),
    ...(ends !== undefined && ends <= ctx.time.latest ? [`it ended on ${day ?? ''}`] : []),
    ...(ends !== undefined &&
    longest !== undefined &&
    ends > ctx.time.earliest + milliseconds(longest) + millisecondsPerDay
      ? [`it ends on ${day ?? ''}, which is more than ${longest} from now`]
      : []),
  ];
  if (lacks.length === 0) return passed;
  const fix = `meet the gate, or write owner, mitigation and a day that is still to come into ${path}`;
  return against(lacks.join('; '), 'an owner, a mitigation, and a day to come', lacks, fix, locate(path, position));
}
