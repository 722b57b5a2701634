import { type Location, locate } from '../../shared/core/location.ts';
import { namesOf } from '../../shared/domain/claim/claim.ts';
import { contraryParts } from '../../shared/domain/claim/contrary.ts';
import { dateOfName, type StatedDate, statedDates } from '../../shared/domain/claim/dates.ts';
import { type Evidence, evidenceIn, evidenceInCell } from '../../shared/domain/claim/evidence.ts';
import { selectTables } from '../../shared/domain/claim/table.ts';
import { commonColumns, sameName } from '../../shared/domain/claim/words.ts';
import { against, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { boxesUnder, type MarkdownDocument } from '../../shared/parse/markdown.ts';
import { parseListReferences } from '../../shared/parse/markdown-list.ts';
import { listed } from '../../shared/parse/text.ts';
import { isCode } from './code-file.ts';
import type { Ctx } from './definition.ts';
import { documentMaxBytes, type LoadDocument } from './documents.ts';

/** A file of the judged commit that is named as evidence. */
export interface EvidenceFile {
  verdict: Verdict;
  /** The days that it states; undefined where none are looked for: code states none but in its name. */
  dates: readonly StatedDate[] | undefined;
  /** What it names as its own evidence. */
  restsOn: readonly Evidence[];
}

const reports = /\.(?:json|xml|tap|jsonl|ndjson|ya?ml)$/i;

/**
 * What a file says of itself. Code says nothing; a report that is of no known form, and whatever else nothing here reads, is not verified.
 */
export async function lookAt(ctx: Ctx, load: LoadDocument, path: string): Promise<EvidenceFile> {
  const byName = dateOfName(path);
  const named = byName === undefined ? undefined : [byName];
  const nothing = { dates: named, restsOn: [] };
  if (/\.(?:md|markdown)$/i.test(path)) {
    const loaded = await load(path);
    if (!loaded.ok) return { verdict: loaded.verdict, ...nothing };
    const { document, text } = loaded;
    return {
      verdict: verdictOn(ctx, path, document),
      dates: [...(named ?? []), ...statedDates(document)],
      restsOn: restedOn(path, document, text),
    };
  }
  const found = await ctx.read(path, { maxBytes: documentMaxBytes });
  if (!found.found && found.because !== undefined) return { verdict: unverified(found.because), ...nothing };
  if (!found.found && found.reason !== 'too-large') {
    const verdict = against(`${path} ${found.message}`, 'a file', found.reason, `commit ${path} as a file`, { path });
    return { verdict, ...nothing };
  }
  if (isCode(path)) return { verdict: passed, ...nothing };
  if (reports.test(path)) {
    if (found.found) {
      const { lookAtReport } = await import('./evidence-reports.ts');
      const { verdict, dates } = lookAtReport(path, found.content);
      return { verdict, dates: dates === undefined ? named : [...(named ?? []), ...dates], restsOn: [] };
    }
    const message = `${path} is larger than ${documentMaxBytes} bytes, and was not read`;
    const needs = `a report of at most ${documentMaxBytes} bytes`;
    return { verdict: unverified({ code: 'TRUNCATED', message, needs }), dates: named ?? [], restsOn: [] };
  }
  const message = `${path} is of no kind that is read, and may say that it failed`;
  const needs = 'what measures the claim, or evidence in Markdown, JSON, YAML or a report of tests';
  return { verdict: unverified({ code: 'CLAIMED', message, needs }), ...nothing };
}

function verdictOn(ctx: Ctx, path: string, document: MarkdownDocument): Verdict {
  // What sources of this document say is judged with them, by their own legend.
  const own = ctx.inputs.sources.filter((source) => source.path === path);
  const tables = own.flatMap(({ table }) => (table === undefined ? [] : selectTables(document, table).tables));
  const boxes = own.flatMap((source) =>
    source.boxes === undefined ? [] : boxesUnder(document, source.boxes.heading).boxes,
  );
  const status = ctx.inputs.sources.flatMap((source) => namesOf(source).status ?? []);
  const options = { tables: new Set(tables), boxes: new Set(boxes), status };
  const { against: found, unknown, hidden } = contraryParts(document, options);
  const said = found.map(
    ({ message, position }) => `${message}${position === undefined ? '' : ` (line ${position.line})`}`,
  );
  if (found.length > 0) {
    const at: Location = locate(path, found[0]?.position);
    const fix = `settle what ${path} leaves open, and record it there`;
    return against(`${path} ${listed(said)}`, 'nothing that failed or is open', said, fix, at);
  }
  if (unknown.length > 0) {
    const message = `${path} ${listed(unknown.map((one) => one.message))}, which does not say how it went`;
    return unverified(noData(message, 'a word of a legend alone, as pass or fail, and ticks'));
  }
  const [first] = hidden;
  if (first === undefined) return passed;
  const at = first.position === undefined ? '' : ` (line ${first.position.line})`;
  const needs = 'what measures the claim, or evidence of text, lists and tables alone';
  return unverified({ code: 'CLAIMED', message: `${path} ${first.message}${at}`, needs });
}

/** What a document names as its own evidence: in a column for it, in boxes, and in lists under a heading that says evidence or proof. */
function restedOn(path: string, document: MarkdownDocument, text: string): Evidence[] {
  const ofTables = document.tables.flatMap(({ header, rows }) => {
    const column = header.findIndex((cell) => commonColumns.evidence.some((name) => sameName(name, cell.text)));
    return rows.flatMap(({ cells }) => {
      const cell = cells[column];
      return cell === undefined ? [] : evidenceInCell(cell, path);
    });
  });
  const ofBoxes = document.boxes.flatMap(({ references }) => evidenceIn(references, path));
  const isMeant = (heading: string): boolean => /\b(?:evidence|proof)\b/i.test(heading);
  const items = document.headings.some((one) => isMeant(one.text))
    ? parseListReferences(text, isMeant)
    : { ok: true as const, references: [] };
  return [...ofTables, ...ofBoxes, ...(items.ok ? evidenceIn(items.references, path) : [])];
}
