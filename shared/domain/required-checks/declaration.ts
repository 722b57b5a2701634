import { type Location, locate } from '../../core/location.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { parseMarkdown } from '../../parse/markdown.ts';
import { quote } from '../../parse/text.ts';
import type { DeclaredCheck } from './facts.ts';

/** The checks of a document, or everything that is wrong with it; messages continue "the document …". */
export type ReadDeclaration =
  | { ok: true; checks: readonly DeclaredCheck[] }
  | { ok: false; problems: readonly { message: string; at: Location }[] };

const workflowFolder = '.github/workflows/';

/**
 * Reads `{"required_status_checks": [names], "check_job_mapping": {name: {"workflow", "job_id"}}}`; the mapping can be left
 * out, and must name declared checks only. A workflow without a folder lies in `.github/workflows`.
 */
export function readJsonDeclaration(path: string, text: string): ReadDeclaration {
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, problems: [{ message: parsed.message, at: locate(path, parsed.position) }] };
  const { document } = parsed;
  const problems = document.duplicates.map(({ pointer, position }) => ({
    message: `holds ${pointer} twice`,
    at: locate(path, position),
  }));
  const at = (pointer: string): Location => locate(path, document.near(pointer));
  const names = document.get('/required_status_checks');
  if (!Array.isArray(names)) {
    problems.push({ message: 'has no list required_status_checks', at: at('/required_status_checks') });
    return { ok: false, problems };
  }
  const jobs = readMapping(path, document, problems);
  const checks: DeclaredCheck[] = [];
  names.forEach((context, index) => {
    const place = at(`/required_status_checks/${index}`);
    if (typeof context !== 'string' || context === '') {
      problems.push({ message: 'has a required check that is no text', at: place });
    } else if (checks.some((check) => check.context === context)) {
      problems.push({ message: `lists ${quote(context)} twice`, at: place });
    } else {
      const job = jobs.get(context);
      checks.push({ context, at: place, ...(job === undefined ? {} : { job }) });
    }
  });
  for (const [context, { at: place }] of jobs) {
    if (checks.some((check) => check.context === context)) continue;
    problems.push({ message: `maps ${quote(context)} to a job and does not require it`, at: place });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, checks };
}

function readMapping(
  path: string,
  document: JsonDocument,
  problems: { message: string; at: Location }[],
): Map<string, NonNullable<DeclaredCheck['job']>> {
  const found = new Map<string, NonNullable<DeclaredCheck['job']>>();
  const mapping = document.get('/check_job_mapping');
  if (mapping === undefined) return found;
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) {
    problems.push({
      message: 'has a check_job_mapping that is no object',
      at: locate(path, document.at('/check_job_mapping')),
    });
    return found;
  }
  for (const context of Object.keys(mapping)) {
    const pointer = childPointer('/check_job_mapping', context);
    const workflow = document.get(`${pointer}/workflow`);
    const id = document.get(`${pointer}/job_id`);
    const at = locate(path, document.keyAt(pointer));
    if (typeof workflow !== 'string' || typeof id !== 'string') {
      problems.push({ message: `maps ${quote(context)} to no workflow and job_id`, at });
    } else found.set(context, { workflow: workflow.includes('/') ? workflow : workflowFolder + workflow, id, at });
  }
  return found;
}

/**
 * Reads the first list of code spans behind a heading with that text, or behind a line that begins with it: one check for
 * each item, and nothing else in an item.
 */
export function readMarkdownDeclaration(path: string, text: string, marker: string): ReadDeclaration {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) return { ok: false, problems: [{ message: parsed.message, at: locate(path, parsed.position) }] };
  const { headings, lines } = parsed.document;
  const shown = visibleLines(lines.count, (line) => lines.line(line) ?? '');
  const heading = headings.find((each) => each.text.toLowerCase() === marker.toLowerCase());
  const start = heading?.position.line ?? shown.find(({ text: own }) => own.startsWith(marker))?.line;
  if (start === undefined)
    return { ok: false, problems: [{ message: `has nothing called ${quote(marker)}`, at: { path } }] };
  const end = headings.find(({ position }) => position.line > start)?.position.line ?? lines.count + 1;
  const checks: DeclaredCheck[] = [];
  const problems: { message: string; at: Location }[] = [];
  for (const { line, text: own } of shown) {
    if (line <= start || line >= end || own.trim() === '') continue;
    const item = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s+(?<content>\S.*)$/.exec(own)?.groups?.['content'];
    // What comes behind the list is another one, or prose.
    if (item === undefined) {
      if (checks.length + problems.length > 0) break;
      continue;
    }
    const at = { path, line };
    const context = /^`(?<context>[^`]+)`$/.exec(item.trim())?.groups?.['context'];
    if (context === undefined) problems.push({ message: `has an item that is no check in code: ${quote(item)}`, at });
    else if (checks.some((check) => check.context === context))
      problems.push({ message: `lists ${quote(context)} twice`, at });
    else checks.push({ context, at });
  }
  if (checks.length === 0 && problems.length === 0) {
    problems.push({ message: `has no list behind ${quote(marker)}`, at: { path, line: start } });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, checks };
}

/** The lines that a reader sees as text: none of fenced code, none that an HTML comment touches. */
function visibleLines(count: number, lineOf: (line: number) => string): { line: number; text: string }[] {
  const shown: { line: number; text: string }[] = [];
  let fence: string | undefined;
  let comment = false;
  for (let line = 1; line <= count; line += 1) {
    const text = lineOf(line);
    const mark = /^ {0,3}(?<mark>`{3,}|~{3,})/.exec(text)?.groups?.['mark'];
    if (comment || (fence === undefined && text.includes('<!--'))) {
      comment = text.lastIndexOf('-->') <= text.lastIndexOf('<!--');
    } else if (fence !== undefined) {
      if (mark?.startsWith(fence) === true) fence = undefined;
    } else if (mark !== undefined) fence = mark;
    else shown.push({ line, text });
  }
  return shown;
}
