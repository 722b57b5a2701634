import type { Location, Position } from '../../core/location.ts';
import { isCalendarDay, millisecondsPerDay, startOfDay } from '../../core/time.ts';
import type { MarkdownDocument } from '../../parse/markdown.ts';
import type { Prose } from '../../parse/markdown-prose.ts';
import { quote } from '../../parse/text.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Gate } from './config.ts';
import { isOpen, type Risk, type Said } from './document.ts';
import { calledBy, columnNames, foldedWord, type Words } from './words.ts';

const none = /^(?:none(?: (?:known|open|left))?|(?:there are )?no (?:open |known )?risks(?: left| remain)?)[.!]?$/i;

/**
 * The risks in the sections that are called so: rows of their tables, and items and paragraphs with `owner: …; due: …; check: …`. A line that
 * only leads to what follows is none.
 */
export function risksIn(
  prose: readonly Prose[],
  { tables }: MarkdownDocument,
  words: Words,
  at: (position: Position) => Location,
): Risk[] {
  const isOf = (under: readonly string[]): boolean =>
    under.some((heading) => calledBy(heading, ['risks'], words) !== undefined);
  const blocks = new Map<number, { text: string; position: Position }>();
  for (const { under, kind, depth, block, text, position } of prose) {
    const before = blocks.get(block);
    if (before !== undefined) before.text += ` ${text}`;
    else if (isOf(under) && (kind === 'item' || (kind === 'paragraph' && depth === 0)))
      blocks.set(block, { text, position });
  }
  const lines = [...blocks.values()].filter(({ text }) => !/[:：]$/.test(text));
  const cells = new Set(
    prose.flatMap(({ under, kind, position }) => (kind === 'cell' && isOf(under) ? [position.line] : [])),
  );
  const ofTables = tables.flatMap((table) => {
    const names = table.header.map(({ text }) => calledBy(text, ['risk', 'owner', 'due', 'check', 'status'], words));
    const isRisks = names.includes('risk') && (names.includes('owner') || cells.has(table.position.line));
    if (!isRisks && !cells.has(table.position.line)) return [];
    const column = (name: (typeof columnNames)[number]): number => names.findIndex((one) => one === name);
    return table.rows.map((row): Risk => {
      const said = (name: (typeof columnNames)[number]): Said | undefined => {
        const cell = row.cells[column(name)];
        return cell === undefined || cell.text === '' ? undefined : { text: cell.text, at: at(cell.position) };
      };
      return {
        text: said('risk')?.text ?? row.cells[0]?.text ?? '',
        owner: said('owner'),
        due: said('due'),
        check: said('check'),
        status: said('status'),
        at: at(row.position),
      };
    });
  });
  const ofItems = lines.map(({ text, position }) => riskOf(text, at(position)));
  return [...ofTables, ...ofItems].filter(({ text }) => !none.test(text));
}

/** `Text (owner: @pat; due: 2026-12-01; check: smoke)`. */
function riskOf(text: string, at: Location): Risk {
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

/** Risks that say that something was not run, by the gate that they name; `undefined` for one that names no gate. */
export function notRunBy(risks: readonly Risk[], gates: readonly Gate[], words: Words): Map<Gate | undefined, Risk[]> {
  const found = new Map<Gate | undefined, Risk[]>();
  for (const risk of risks) {
    const text = ` ${foldedWord(risk.text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
    if (!words['not-run'].some((phrase) => text.includes(` ${phrase.replace(/[^\p{L}\p{N}]+/gu, ' ')} `))) continue;
    const named = gates.filter(({ id, title, names, check, verification, control }) =>
      [id, title, check, verification, control, ...names].some(
        (name) =>
          name !== undefined &&
          text.includes(
            ` ${foldedWord(name)
              .replace(/[^\p{L}\p{N}]+/gu, ' ')
              .trim()} `,
          ),
      ),
    );
    for (const gate of named.length === 0 ? [undefined] : named) found.set(gate, [...(found.get(gate) ?? []), risk]);
  }
  return found;
}
