import { posix } from 'node:path';
import { isObject } from '../../shared/core/json.ts';
import { type Location, locate } from '../../shared/core/location.ts';
import { parseTime } from '../../shared/core/time.ts';
import { contraryParts } from '../../shared/domain/claim/contrary.ts';
import { dateOfName, type StatedDate, statedDates } from '../../shared/domain/claim/dates.ts';
import { type Evidence, evidenceIn, evidenceInCell } from '../../shared/domain/claim/evidence.ts';
import { commonColumns, sameName } from '../../shared/domain/claim/words.ts';
import { noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { MarkdownDocument } from '../../shared/parse/markdown.ts';
import { parseListItems } from '../../shared/parse/markdown-list.ts';
import { decodeText, listed, quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import { documentMaxBytes, type LoadDocument } from './documents.ts';
import { against } from './tell.ts';

/** A file of the judged commit that is named as evidence. */
export interface EvidenceFile {
  verdict: Verdict;
  /** The days that it states; undefined where none are looked for: code states none. */
  dates: readonly StatedDate[] | undefined;
  /** The paths of documents on which it rests in turn. */
  restsOn: readonly string[];
}

export interface EvidenceFiles {
  load: LoadDocument;
  /** The files that a piece of evidence names, or what is wrong with it. */
  find(evidence: Evidence, document: string): Promise<{ paths: readonly string[] } | { verdict: Verdict }>;
  /** What a file says; looked at once. */
  look(path: string): Promise<EvidenceFile>;
}

/** Evidence in the judged tree. */
export function evidenceFiles(ctx: Ctx, load: LoadDocument): EvidenceFiles {
  const tree = treeOf(ctx);
  const known = new Map<string, Promise<EvidenceFile>>();
  return {
    load,
    async find(evidence, document) {
      const at = locate(document, evidence.position);
      const missing = (
        why: string,
        fix = `commit what ${document} names, or name what is there`,
      ): { verdict: Verdict } => ({
        verdict: against(`${evidence.text} ${why}`, 'a file of the judged commit', evidence.text, fix, at),
      });
      if (evidence.kind === 'wrong') return missing(evidence.why);
      if (evidence.kind === 'address') {
        const message = `${evidence.text} is an address outside of the commit, which nobody looked at`;
        const needs = 'a file of the commit, or what measures the claim';
        return { verdict: unverified({ code: 'CLAIMED', message, needs }) };
      }
      const all = await tree();
      if (!all.ok) return { verdict: unverified(all.because) };
      const beside = posix.join(posix.dirname(document), evidence.path);
      if (evidence.kind === 'glob') {
        const matched = await ctx.match([evidence.path]);
        if (!matched.ok) return { verdict: unverified(matched.because) };
        return matched.paths.length > 0 ? { paths: matched.paths } : missing('names no file of the judged commit');
      }
      for (const path of [evidence.path, ...(beside.startsWith('..') ? [] : [beside])]) {
        if (all.files.has(path)) return { paths: [path] };
        if (all.folders.has(path)) return { paths: [] };
      }
      const named = evidence.kind === 'name' ? (all.names.get(evidence.path) ?? []) : [];
      if (named.length > 1) return missing(`can be any of ${listed(named)}`, 'write the whole path');
      if (named.length === 1) return { paths: named };
      const here = await ctx.read(evidence.path, { maxBytes: documentMaxBytes });
      if (here.found || here.reason === 'too-large')
        return missing('is ignored or made by a step: no commit has it, so that nobody else can look at it');
      return missing('is no file of the judged commit');
    },
    look(path) {
      const asked = known.get(path) ?? lookAt(ctx, load, path);
      known.set(path, asked);
      return asked;
    },
  };
}

type Listing = {
  files: ReadonlySet<string>;
  folders: ReadonlySet<string>;
  names: ReadonlyMap<string, readonly string[]>;
};

/** The judged tree by path, by folder and by the last part of paths; listed once. */
function treeOf(
  ctx: Ctx,
): () => Promise<({ ok: true } & Listing) | { ok: false; because: Parameters<typeof unverified>[0] }> {
  let asked: ReturnType<ReturnType<typeof treeOf>> | undefined;
  const list: ReturnType<typeof treeOf> = async () => {
    const answer = await ctx.tree.list();
    if (!answer.ok) return answer;
    const folders = new Set<string>();
    const names = new Map<string, string[]>();
    for (const path of answer.paths) {
      for (let folder = posix.dirname(path); folder !== '.' && !folders.has(folder); folder = posix.dirname(folder))
        folders.add(folder);
      const name = posix.basename(path);
      names.set(name, [...(names.get(name) ?? []), path]);
    }
    return { ok: true, files: new Set(answer.paths), folders, names };
  };
  return () => (asked ??= list());
}

async function lookAt(ctx: Ctx, load: LoadDocument, path: string): Promise<EvidenceFile> {
  const byName = dateOfName(path);
  const nothing = { dates: undefined, restsOn: [] };
  if (/\.(?:md|markdown)$/i.test(path)) {
    const loaded = await load(path);
    if (!loaded.ok) return { verdict: loaded.verdict, ...nothing };
    const { document, text } = loaded;
    return {
      verdict: verdictOn(path, document),
      dates: [...(byName === undefined ? [] : [byName]), ...statedDates(document)],
      restsOn: restedOn(path, document, text),
    };
  }
  const found = await ctx.read(path, { maxBytes: documentMaxBytes });
  if (!found.found && found.because !== undefined) return { verdict: unverified(found.because), ...nothing };
  if (!found.found && found.reason !== 'too-large') {
    const verdict = against(`${path} ${found.message}`, 'a file', found.reason, `commit ${path} as a file`, { path });
    return { verdict, ...nothing };
  }
  if (!found.found || !/\.json$/i.test(path)) return { verdict: passed, ...nothing };
  return lookAtJson(path, found.content, byName);
}

async function lookAtJson(path: string, content: Uint8Array, byName: StatedDate | undefined): Promise<EvidenceFile> {
  const { parseJson } = await import('../../shared/parse/json.ts');
  const { readForeign } = await import('../../shared/domain/foreign-report/read.ts');
  const at = { path };
  const text = decodeText(content);
  const parsed = text.ok ? parseJson(text.text) : text;
  if (!text.ok || !parsed.ok) {
    const message = parsed.ok ? '' : parsed.message;
    const verdict = against(`${path} ${message}`, 'JSON', 'nothing', `write ${path} again`, at);
    return { verdict, dates: undefined, restsOn: [] };
  }
  const { value, duplicates } = parsed.document;
  const [twice] = duplicates;
  if (twice !== undefined) {
    const problem = `${path} has the key ${twice.pointer} twice, so that readers see different reports`;
    const verdict = against(
      problem,
      'each key once',
      twice.pointer,
      `write ${path} again`,
      locate(path, twice.position),
    );
    return { verdict, dates: undefined, restsOn: [] };
  }
  const stated = ['generated_at', 'generatedAt', 'startedAt', 'timestamp', 'date'].flatMap((key): StatedDate[] => {
    const said = isObject(value) ? value[key] : undefined;
    const time = typeof said === 'string' ? parseTime(said) : undefined;
    return time === undefined || typeof said !== 'string' ? [] : [{ from: key, time, text: said }];
  });
  const dates = [...(byName === undefined ? [] : [byName]), ...stated];
  const own = isObject(value) ? ownWord(value) : undefined;
  if (own !== undefined && own !== 'passed' && own !== 'go') {
    const verdict = against(`${path} says ${quote(own)}`, 'passed', own, `mend what ${path} reports`, at);
    return { verdict, dates, restsOn: [] };
  }
  const read = readForeign(text.text);
  const said = read.state === 'read' ? listed(read.reasons.map(({ message }) => message)) : '';
  const verdict: Verdict =
    read.state === 'read' && read.status === 'failed'
      ? against(`${path} says that it failed: ${said}`, 'passed', said, `mend what ${path} reports`, at)
      : read.state === 'read' && read.status !== 'passed'
        ? unverified(noData(`${path} does not say that it passed: ${said}`, 'a report that passed'))
        : passed;
  return { verdict, dates, restsOn: [] };
}

/** What a report or a decision of the suite says of itself, which was committed as a file; undefined for other documents. */
function ownWord(value: Record<string, unknown>): string | undefined {
  if (typeof value['kind'] !== 'string' || !value['kind'].startsWith('release-governance/')) return undefined;
  const word = value['status'] ?? value['decision'];
  return typeof word === 'string' ? word : undefined;
}

function verdictOn(path: string, document: MarkdownDocument): Verdict {
  const { against: found, unknown } = contraryParts(document);
  const said = found.map(
    ({ message, position }) => `${message}${position === undefined ? '' : ` (line ${position.line})`}`,
  );
  if (found.length > 0) {
    const at: Location = locate(path, found[0]?.position);
    const fix = `settle what ${path} leaves open, and record it there`;
    return against(`${path} ${listed(said)}`, 'nothing that failed or is open', said, fix, at);
  }
  const [first] = unknown;
  if (first === undefined) return passed;
  const message = `${path} ${listed(unknown.map((one) => one.message))}, and no legend has that word`;
  return unverified(noData(message, 'a word of a legend, as pass or fail'));
}

/** What a document names as its own evidence: in a column for it, in boxes, and in lists under a heading that says evidence or proof. */
function restedOn(path: string, document: MarkdownDocument, text: string): string[] {
  const ofTables = document.tables.flatMap(({ header, rows }) => {
    const column = header.findIndex((cell) => commonColumns.evidence.some((name) => sameName(name, cell.text)));
    return rows.flatMap(({ cells }) => {
      const cell = cells[column];
      return cell === undefined ? [] : evidenceInCell(cell, path);
    });
  });
  const ofBoxes = document.boxes.flatMap(({ references }) => evidenceIn(references, path));
  const headings = new Set(
    document.headings.map((one) => one.text).filter((one) => /\b(?:evidence|proof)\b/i.test(one)),
  );
  const ofLists = [...headings].flatMap((heading) => {
    const items = parseListItems(text, heading);
    const code = items.ok ? (items.items ?? []).filter((item) => item.code) : [];
    return evidenceIn(
      code.map((item) => ({ kind: 'code' as const, text: item.text, position: item.position })),
      path,
    );
  });
  const paths = [...ofTables, ...ofBoxes, ...ofLists].flatMap((one) => (one.kind === 'path' ? [one.path] : []));
  return [...new Set(paths)];
}
