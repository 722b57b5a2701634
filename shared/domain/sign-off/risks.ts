import type { Location, Position } from '../../core/location.ts';
import { isCalendarDay, millisecondsPerDay, startOfDay } from '../../core/time.ts';
import type { MarkdownDocument } from '../../parse/markdown.ts';
import type { Prose } from '../../parse/markdown-prose.ts';
import type { MarkdownTable } from '../../parse/markdown-table.ts';
import { quote } from '../../parse/text.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Gate } from './config.ts';
import { isOpen, type Risk, type Said } from './document.ts';
import { labelled } from './lines.ts';
import { textOf } from './references.ts';
import { calledBy, type columnNames, foldedWord, type Words } from './words.ts';

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
  const headings = blocks.filter(({ kind }) => kind === 'heading');
  const said = blocks.filter(({ kind, text }) => kind !== 'heading' && !none.test(text));
  const places = placesOf(headings, said, cells);
  const sections = new Map([...cells].reverse().map(({ position, under }) => [position.line, under]));
  const ofTables = tables.flatMap((table) => risksOfTable(table, sections.get(table.position.line), places, words, at));
  const ofLines = said.map(({ text, position, kind, depth, under }, index): Risk => {
    const next = said[index + 1];
    const isLead = kind === 'paragraph' && depth === 0 && places.goesOnBehind(position, under);
    const leads = isLead || (/[:：]$/.test(text) && next !== undefined && next.depth > depth);
    return { ...riskOf(text, at(position)), also: places.over(under), leads };
  });
  const alone = headings
    .filter((heading) => !places.isOver(heading) && !none.test(heading.text))
    .map(({ text, position }): Risk => ({ ...riskOf(text, at(position)), also: '', leads: false }));
  return [...ofTables, ...ofLines, ...alone].filter(({ text }) => !none.test(text));
}

/** How headings, lines and cells of risks stand to each other. */
interface Places {
  /** The texts of the headings among the risks that stand over what is below these. */
  over(under: readonly string[]): string;
  /** Whether anything stands below a heading. */
  isOver(heading: Block): boolean;
  /** Whether an item or a cell below the same headings comes later. */
  goesOnBehind(position: Position, under: readonly string[]): boolean;
}

function placesOf(headings: readonly Block[], said: readonly Block[], cells: readonly Prose[]): Places {
  // Documents of thousands of headings are looked up by the ways to them, and not compared one by one.
  const way = (headingsAbove: readonly string[]): string => JSON.stringify(headingsAbove);
  const own = new Set(headings.map(({ under, text }) => way([...under, text])));
  const used = new Set<string>();
  const lastLine = new Map<string, number>();
  for (const { under, kind, position } of [...said, ...cells]) {
    for (const index of under.keys()) used.add(way(under.slice(0, index + 1)));
    if (kind !== 'item' && kind !== 'cell') continue;
    lastLine.set(way(under), Math.max(lastLine.get(way(under)) ?? 0, position.line));
  }
  return {
    over: (under) => under.filter((_heading, index) => own.has(way(under.slice(0, index + 1)))).join(' '),
    isOver: ({ under, text }) => used.has(way([...under, text])),
    goesOnBehind: ({ line }, under) => (lastLine.get(way(under)) ?? 0) > line,
  };
}

/** The rows of a table of risks: of one in a section of them (`section`: the headings above it), or of one that has their columns. */
function risksOfTable(
  { header, rows }: MarkdownTable,
  section: readonly string[] | undefined,
  places: Places,
  words: Words,
  at: (position: Position) => Location,
): Risk[] {
  const names = header.map(({ text }) => calledBy(text, ['risk', 'owner', 'due', 'check', 'status'], words));
  if (section === undefined && !(names.includes('risk') && names.includes('owner'))) return [];
  return rows.map((row): Risk => {
    const inColumn = (name: (typeof columnNames)[number]): Said | undefined => {
      const cell = row.cells[names.findIndex((one) => one === name)];
      return cell === undefined || cell.text === '' ? undefined : { text: cell.text, at: at(cell.position) };
    };
    const others = row.cells.filter((_cell, index) => names[index] === undefined).map(({ text }) => text);
    return {
      text: inColumn('risk')?.text ?? row.cells[0]?.text ?? '',
      owner: inColumn('owner'),
      due: inColumn('due'),
      check: inColumn('check'),
      status: inColumn('status'),
      also: [...others, places.over(section ?? [])].join(' '),
      leads: false,
      at: at(row.position),
    };
  });
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
