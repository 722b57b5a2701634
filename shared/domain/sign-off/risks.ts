import type { Location, Position } from '../../core/location.ts';
import { isCalendarDay, millisecondsPerDay, startOfDay } from '../../core/time.ts';
import type { MarkdownDocument } from '../../parse/markdown.ts';
import type { Prose } from '../../parse/markdown-prose.ts';
import { quote } from '../../parse/text.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Gate } from './config.ts';
import { isOpen, type Risk, type Said } from './document.ts';
import { labelled } from './lines.ts';
import { textOf } from './references.ts';
import { calledBy, columnNames, foldedWord, type Words } from './words.ts';

const none =
  /^(?:none(?: (?:known|open|left|remain(?:ing)?))?|n\/?a|(?:there are )?no (?:open |known |residual )*risks?(?: (?:left|remain|known|open))?)(?: (?:at this time|at present|for now|so far))?[.!]?$/i;

interface Block {
  text: string;
  position: Position;
  kind: Prose['kind'];
  under: readonly string[];
  /** The list in which it stands, or of which it is an item. */
  depth: number;
}

/**
 * The risks in the sections that are called so, and behind labels that are: rows of tables, and items and paragraphs with
 * `owner: …; due: …; check: …`. What a heading among them says belongs to each of those below it, or is one itself.
 */
export function risksIn(
  prose: readonly Prose[],
  { tables }: MarkdownDocument,
  words: Words,
  at: (position: Position) => Location,
): Risk[] {
  const isOf = (under: readonly string[]): boolean =>
    under.some((heading) => calledBy(heading, ['risks'], words) !== undefined);
  const blocks = blocksIn(prose, isOf, words);
  const cells = prose.filter(({ under, kind }) => kind === 'cell' && isOf(under));
  const lines = new Set(cells.map(({ position }) => position.line));
  const headings = blocks.filter(({ kind }) => kind === 'heading');
  const said = blocks.filter(({ kind, text }) => kind !== 'heading' && !none.test(text));
  const goOn = (heading: Block, under: readonly string[]): boolean =>
    heading.under.every((one, index) => one === under[index]) && under[heading.under.length] === heading.text;
  const over = (under: readonly string[]): string =>
    headings.flatMap((heading) => (goOn(heading, under) ? [heading.text] : [])).join(' ');
  const follows = (position: Position, under: readonly string[]): boolean =>
    said.some(
      (one) => one.kind === 'item' && one.under.join('\n') === under.join('\n') && one.position.line > position.line,
    ) || cells.some((cell) => cell.under.join('\n') === under.join('\n') && cell.position.line > position.line);
  const ofTables = tables.flatMap((table) => {
    const names = table.header.map(({ text }) => calledBy(text, ['risk', 'owner', 'due', 'check', 'status'], words));
    const isRisks = names.includes('risk') && (names.includes('owner') || lines.has(table.position.line));
    if (!isRisks && !lines.has(table.position.line)) return [];
    const column = (name: (typeof columnNames)[number]): number => names.findIndex((one) => one === name);
    const under = cells.find(({ position }) => position.line === table.position.line)?.under ?? [];
    return table.rows.map((row): Risk => {
      const inColumn = (name: (typeof columnNames)[number]): Said | undefined => {
        const cell = row.cells[column(name)];
        return cell === undefined || cell.text === '' ? undefined : { text: cell.text, at: at(cell.position) };
      };
      const others = row.cells.filter((_cell, index) => names[index] === undefined).map(({ text }) => text);
      return {
        text: inColumn('risk')?.text ?? row.cells[0]?.text ?? '',
        owner: inColumn('owner'),
        due: inColumn('due'),
        check: inColumn('check'),
        status: inColumn('status'),
        also: [...others, over(under)].join(' '),
        leads: false,
        at: at(row.position),
      };
    });
  });
  const ofLines = said.map(({ text, position, kind, depth, under }, index): Risk => {
    const next = said[index + 1];
    const isLead = kind === 'paragraph' && depth === 0 && follows(position, under);
    const leads = isLead || (/[:：]$/.test(text) && next !== undefined && next.depth > depth);
    return { ...riskOf(text, at(position)), also: over(under), leads };
  });
  const alone = headings
    .filter((heading) => ![...said, ...cells].some(({ under }) => goOn(heading, under)) && !none.test(heading.text))
    .map(({ text, position }): Risk => ({ ...riskOf(text, at(position)), also: '', leads: false }));
  return [...ofTables, ...ofLines, ...alone].filter(({ text }) => !none.test(text));
}

/** The items, paragraphs and headings of risks; what stands in an item besides belongs to it. */
function blocksIn(prose: readonly Prose[], isOf: (under: readonly string[]) => boolean, words: Words): Block[] {
  const blocks = new Map<number, Block>();
  let last: Block | undefined;
  let label: Prose | undefined;
  for (const line of prose) {
    const { under, kind, depth, block, text, position } = line;
    const before = blocks.get(block);
    if (label !== undefined && block !== label.block && (depth <= label.depth || kind === 'heading' || kind === 'cell'))
      label = undefined;
    const named = kind === 'cell' || kind === 'heading' ? undefined : labelled(line);
    const value =
      named !== undefined && calledBy(named.label, ['risks'], words) !== undefined ? textOf(named.value) : undefined;
    if (value !== undefined) label = line;
    if (value === undefined && !isOf(under) && label === undefined) continue;
    if (kind === 'cell' || value === '') continue;
    const said = value ?? text;
    if (value === undefined && before !== undefined) before.text += ` ${said}`;
    else if (kind === 'paragraph' && depth > 0 && value === undefined && last !== undefined) last.text += ` ${said}`;
    else {
      last = { text: said, position, kind, under, depth };
      blocks.set(block, last);
    }
  }
  return [...blocks.values()];
}

/** `Text (owner: @pat; due: 2026-12-01; check: smoke)`. */
function riskOf(text: string, at: Location): Omit<Risk, 'also' | 'leads'> {
  const said: Partial<Record<string, Said>> = {};
  const rest = text.replace(
    /[(\s;,.–—-]*\b(owner|due|check|status)\s*:\s*([^;,()]+?)\s*(?=[;,()]|\.\s|\.?$)\)?/giu,
    (_all, name: string, value: string) => {
      said[name.toLowerCase()] ??= { text: value, at };
      return '';
    },
  );
  const { owner, due, check, status } = said;
  return { text: rest.replace(/[\s;,()]+$/, '').trim() || text, owner, due, check, status, at };
}

/** Whether a risk is said to be over. */
export function isClosed({ status }: Risk, words: Words): boolean {
  return status !== undefined && calledBy(status.text, ['closed'], words) !== undefined;
}

/** What of a risk can be looked up. */
export interface RiskAround {
  latest: number;
  /** Whether an owner is somebody whom the policy names. */
  isPerson(owner: string): boolean;
  /** What became of a check by its id; undefined for one that nobody knows. */
  check(id: string): Verdict | undefined;
}

/** Whether an open risk has an owner, a day that is still to come, and a check that is alive. */
export function judgeRisk(risk: Risk, { latest, isPerson, check }: RiskAround): Verdict {
  const problems: string[] = [];
  const owner = risk.owner?.text.trim() ?? '';
  if (owner === '' || isOpen(owner)) problems.push('it has no owner');
  else if (!isPerson(owner)) problems.push(`its owner ${quote(owner)} is nobody whom the policy names`);
  const due = risk.due?.text.trim() ?? '';
  if (due === '' || isOpen(due)) problems.push('it has no due date');
  else if (!/^\d{4}-\d{2}-\d{2}$/.test(due) || !isCalendarDay(due))
    problems.push(`its due date ${quote(due)} is no day as YYYY-MM-DD`);
  else if (startOfDay(due) + millisecondsPerDay <= latest) problems.push(`its due date ${due} has passed`);
  const id = risk.check?.text.trim() ?? '';
  const live = id === '' || isOpen(id) ? undefined : check(id);
  if (id === '' || isOpen(id)) problems.push('it has no check');
  else if (live === undefined) problems.push(`its check ${quote(id)} is none that the policy knows`);
  else if (live.status === 'failed') problems.push(`its check ${quote(id)} failed`);
  if (problems.length > 0)
    return {
      status: 'failed',
      problem: problems.join('; '),
      expected: 'an owner, a day that is to come, and the id of a check that runs',
      actual: problems,
      fix: 'write (owner: @login; due: YYYY-MM-DD; check: id) behind the risk, or close it',
      at: risk.at,
    };
  if (live !== undefined && live.status !== 'passed')
    return unverified(noData(`its check ${quote(id)} did not run for this commit`, `the check ${id} in this run`));
  return passed;
}

/** Words with which a text says that something was not done, or not as it has to be. */
const omission =
  / (?:not?|never|none|nobody|without|cannot|cant|isnt|wasnt|werent|didnt|hasnt|havent|couldnt|doesnt|wont|omit\w*|skip\w*|bypass\w*|missing|missed|lack\w*|absent|defer\w*|postpone\w*|pending|waive\w*|disabled|unavailable|outstanding|incomplete|abort\w*|cancel\w*|block\w*|fail\w*|un(?:run|tested|measured|verified|checked|done)|todo|tbd|later) /;

/** Risks that say that something was not run, by the gate that they name; `undefined` for one that names no gate. */
export function notRunBy(risks: readonly Risk[], gates: readonly Gate[], words: Words): Map<Gate | undefined, Risk[]> {
  const found = new Map<Gate | undefined, Risk[]>();
  for (const risk of risks) {
    const text = spaced([risk.text, risk.status?.text ?? '', risk.also].join(' '));
    const saysSo = words['not-run'].some((phrase) => text.includes(spaced(phrase)));
    const named = gates.filter(({ id, title, names, check, verification, control }) =>
      [id, title, check, verification, control, ...names].some(
        (name) => name !== undefined && text.includes(spaced(name)),
      ),
    );
    if (!saysSo && (named.length === 0 || !omission.test(text))) continue;
    for (const gate of named.length === 0 ? [undefined] : named) found.set(gate, [...(found.get(gate) ?? []), risk]);
  }
  return found;
}

/** The words of a text between spaces. */
function spaced(text: string): string {
  const letters = foldedWord(text)
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return ` ${letters} `;
}
