import { isObject, type Json } from '../../core/json.ts';
import { parseJson } from '../../parse/json.ts';
import { lineIndex, quote } from '../../parse/text.ts';

/** Tools whose reports are read: `oasdiff changelog|breaking -f json`, `buf breaking --error-format json`. */
export const tools = ['oasdiff', 'buf'] as const;
export type Tool = (typeof tools)[number];

/** What a tool says of one change. */
export interface ToolFinding {
  tool: Tool;
  /** The tool's own name of the rule, e.g. `response-property-removed`, `FIELD_NO_DELETE`. */
  rule: string;
  /** `warning`: the tool calls it potentially breaking. */
  level: 'breaking' | 'warning' | 'additive';
  /** The operation, component or file that it names. */
  where: string;
  message: string;
  /** The file and line where it is, as the tool names them. */
  file: string | undefined;
  line: number | undefined;
}

/**
 * The findings of a report, in order. `unknown`: it has not the shape that is known of the tool. `unlooked`: the tool says that it
 * could not compare. Both messages are clauses that continue "the file …".
 */
export type ToolReport =
  | { ok: true; findings: ToolFinding[] }
  | { ok: false; why: 'unknown' | 'unlooked'; message: string };

const mostFindings = 10_000;

/**
 * Never throws. Members that are not known are left alone; those that are must have their form. buf writes nothing when it finds
 * nothing, so that its silence counts only beside the exit code 0.
 */
export function readToolReport(tool: Tool, text: string, exitCode?: number): ToolReport {
  const report = tool === 'oasdiff' ? readOasdiff(text) : readBuf(text);
  if (tool !== 'buf' || !report.ok || report.findings.length > 0 || exitCode === 0) return report;
  const message =
    exitCode === undefined
      ? 'is empty, which does not show that buf ran'
      : `is empty, and buf ended with exit code ${exitCode}`;
  return { ok: false, why: 'unlooked', message };
}

const unknown = (message: string): ToolReport => ({ ok: false, why: 'unknown', message });

/** A list of changes, or an object with `changes`; levels are 1 (info), 2 (warning) and 3 (error). */
function readOasdiff(text: string): ToolReport {
  const parsed = parseJson(text);
  if (!parsed.ok) return unknown(parsed.message);
  const { value } = parsed.document;
  const list = isObject(value) ? value['changes'] : value;
  if (!Array.isArray(list)) return unknown('has no list of changes');
  if (list.length > mostFindings) return unknown(`has more than ${mostFindings} changes`);
  const findings: ToolFinding[] = [];
  for (const [index, change] of list.entries()) {
    const { id, level, text: message } = isObject(change) ? change : {};
    if (typeof id !== 'string' || id === '' || typeof message !== 'string')
      return unknown(`has a change without id or text: the ${index + 1}. of the list`);
    const judged = oasdiffLevels.get(level as number);
    if (judged === undefined)
      return unknown(`has a change of the level ${quote(JSON.stringify(level ?? null))}: expected 1, 2 or 3`);
    const source = isObject(change) && isObject(change['revisionSource']) ? change['revisionSource'] : {};
    const where = ['operation', 'path'].flatMap((key) => textOf(change, key)).join(' ');
    findings.push({
      tool: 'oasdiff',
      rule: id,
      level: judged,
      where: where === '' ? (textOf(change, 'section')[0] ?? '') : where,
      message,
      file: textOf(source, 'file')[0],
      line: lineOf(source['line']),
    });
  }
  return { ok: true, findings };
}

const oasdiffLevels: ReadonlyMap<number, ToolFinding['level']> = new Map([
  [1, 'additive'],
  [2, 'warning'],
  [3, 'breaking'],
]);

/** One object a line; no line at all when there is nothing to say. `COMPILE` is a file that could not be read. */
function readBuf(text: string): ToolReport {
  const findings: ToolFinding[] = [];
  const lines = lineIndex(text);
  for (let number = 1; number <= lines.count; number += 1) {
    const line = lines.line(number) ?? '';
    if (line.trim() === '') continue;
    if (findings.length >= mostFindings) return unknown(`has more than ${mostFindings} findings`);
    const parsed = parseJson(line);
    if (!parsed.ok) return unknown(`is no JSON in line ${number}`);
    const { value } = parsed.document;
    const [rule, message] = [textOf(value, 'type')[0], textOf(value, 'message')[0]];
    if (rule === undefined || message === undefined)
      return unknown(`has a finding without type or message in line ${number}`);
    if (rule === 'COMPILE')
      return { ok: false, why: 'unlooked', message: `says that a file cannot be compiled: ${quote(message, 120)}` };
    const file = textOf(value, 'path')[0];
    findings.push({
      tool: 'buf',
      rule,
      level: 'breaking',
      where: file ?? '',
      message,
      file,
      line: lineOf(isObject(value) ? value['start_line'] : undefined),
    });
  }
  return { ok: true, findings };
}

function textOf(value: Json | undefined, key: string): string[] {
  const member = isObject(value) ? value[key] : undefined;
  return typeof member === 'string' && member !== '' ? [member] : [];
}

function lineOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
