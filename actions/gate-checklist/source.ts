import { locate } from '../../shared/core/location.ts';
import { type ReadSource, readSource } from '../../shared/domain/claim/claim.ts';
import type { Copy, Source } from '../../shared/domain/claim/config.ts';
import { dateOfName, statedDates } from '../../shared/domain/claim/dates.ts';
import type { Evidence } from '../../shared/domain/claim/evidence.ts';
import { nameKey } from '../../shared/domain/claim/words.ts';
import { against, noData, passed, unverified, type Verdict, worstOf } from '../../shared/domain/verdict/verdict.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import { judgeAge } from './ages.ts';
import type { Around } from './around.ts';
import { type JudgedClaim, judgeClaims } from './claims.ts';
import type { Ctx } from './definition.ts';
import type { LoadDocument } from './documents.ts';
import { judgeEvidence } from './evidence.ts';
import { type Tally, tallyOf, tell } from './tell.ts';

/** A source that was read, or why it could not be. */
export type LoadedSource = { source: Source } & ({ ok: true; read: ReadSource } | { ok: false; verdict: Verdict });

/** Reads the claims of a source from the judged commit. */
export async function loadSource(source: Source, load: LoadDocument): Promise<LoadedSource> {
  const loaded = await load(source.path);
  return loaded.ok
    ? { source, ok: true, read: readSource(loaded.document, source) }
    : { source, ok: false, verdict: loaded.verdict };
}

/** Judges a source and every claim in it. */
export async function judgeSource(ctx: Ctx, loaded: LoadedSource, around: Around): Promise<JudgedClaim[]> {
  const { source } = loaded;
  const at = { path: source.path };
  if (!loaded.ok) {
    tell(ctx, 'readable', [source.id], loaded.verdict, at);
    const because = noData(`${source.path} could not be read`, 'the document in the judged commit');
    for (const rule of ['kept', 'status', 'measured'] as const)
      ctx.unverified(rule, { about: [source.id] }, because, at);
    return [];
  }
  const { read } = loaded;
  if (read.claims.length + read.template.length === 0) {
    const because = noData(`${source.path} has no claim that could be read`, 'a row or box that can be read');
    ctx.unverified('status', { about: [source.id] }, because, at);
  }
  const tally = tallyOf(ctx, source.id);
  judgeReadable(ctx, source, read);
  const earlier = await around.base(source.path);
  if (!earlier.ok && earlier.verdict.status === 'unverified') tally.tell('kept', [], earlier.verdict);
  const before = earlier.ok ? readSource(earlier.document, source) : undefined;
  judgeKept(source, read, before, tally);
  const judged = await judgeClaims(ctx, source, read, { measure: around.measure, before, tally });
  await judgeEvidence(ctx, source, read, around, tally);
  await judgeCurrent(ctx, source, around, tally);
  tally.end();
  return judged;
}

function judgeReadable(ctx: Ctx, { id, path }: Source, { problems }: ReadSource): void {
  const [first] = problems;
  if (first === undefined) {
    tell(ctx, 'readable', [id], passed, { path });
    return;
  }
  const said = problems.map(({ message, position }) =>
    position === undefined ? message : `${message} (line ${position.line})`,
  );
  const problem = `${path} ${listed(said, 10)}`;
  const verdict = against(problem, 'rows that can be read', said, `mend ${path} there`, locate(path, first.position));
  tell(ctx, 'readable', [id], verdict);
}

/** The claims of the configuration must be there; without any, those of the base, and its columns. */
function judgeKept(
  source: Source,
  { claims, template, columns }: ReadSource,
  before: ReadSource | undefined,
  tally: Tally,
): void {
  const { id, path } = source;
  const present = new Set([...claims, ...template].map(({ name }) => nameKey(name)));
  const asked = [...source.claims, ...source.measured.map(({ claim }) => claim)];
  const configured = new Set(asked.map(nameKey));
  const needed = new Map(asked.map((name) => [nameKey(name), name]));
  if (before !== undefined && source.claims.length === 0)
    for (const { name } of [...before.claims, ...before.template]) needed.set(nameKey(name), name);
  for (const [key, name] of needed) {
    const what = source.boxes === undefined ? 'row' : 'box';
    const instead = configured.has(key)
      ? `take it out of the configuration of ${id} first`
      : `say in the configuration of ${id} under claims what must be there`;
    const fix = `put the ${what} ${quote(name, 80)} back into ${path}, or ${instead}`;
    const gone = against(`the ${what} ${quote(name, 80)} is not in ${path}`, name, 'nothing', fix, { path });
    tally.tell('kept', [name], present.has(key) ? passed : gone);
  }
  const rows = new Map(claims.map((claim) => [nameKey(claim.name), claim.row]));
  for (const [column, name] of before?.columns ?? []) {
    if (column === 'name') continue;
    // Of several tables one may still have the column.
    const isLost = before?.claims.some((claim) => {
      const row = rows.get(nameKey(claim.name));
      return row !== undefined && claim.row?.cells[column] !== undefined && row.cells[column] === undefined;
    });
    const fix = `put the column ${quote(name)} back into ${path}`;
    const gone = against(`the column ${quote(name)}, which the base has, is not in ${path}`, name, 'nothing', fix, {
      path,
    });
    tally.tell('kept', [`column ${column}`], columns.has(column) && isLost !== true ? passed : gone);
  }
}

async function judgeCurrent(ctx: Ctx, source: Source, { files, touched }: Around, tally: Tally): Promise<void> {
  const { path, 'maximum-age': maximum } = source;
  const loaded = await files.load(path);
  if (maximum === undefined || !loaded.ok) return;
  const byName = dateOfName(path);
  const dates = [...(byName === undefined ? [] : [byName]), ...statedDates(loaded.document)];
  tally.tell('current', [], judgeAge(path, dates, maximum, ctx.time, await touched(path)), { path });
}

/** What the claims of each document name as evidence; a copy rests on its source. */
export function restsOf(
  sources: readonly LoadedSource[],
  copies: readonly Copy[],
): ReadonlyMap<string, readonly Evidence[]> {
  const rests = new Map<string, Evidence[]>();
  const add = (path: string, named: readonly Evidence[]): void =>
    void rests.set(path, [...(rests.get(path) ?? []), ...named]);
  for (const loaded of sources)
    add(loaded.source.path, loaded.ok ? loaded.read.claims.flatMap(({ evidence }) => evidence) : []);
  for (const { of, path } of copies) {
    const source = sources.find((one) => one.source.id === of)?.source.path;
    const position = { line: 1, column: 1 };
    if (source !== undefined) add(path, [{ kind: 'path', text: source, path: source, position }]);
  }
  return rests;
}

/** Whether what a document claims itself is so, by its own words: what it is worth as evidence for another one. */
export function wordsOf(sources: readonly LoadedSource[]): ReadonlyMap<string, Verdict> {
  const words = new Map<string, Verdict>();
  for (const loaded of sources) {
    const { path } = loaded.source;
    const own = loaded.ok ? wordOf(path, loaded.read) : loaded.verdict;
    const others = words.get(path);
    words.set(path, others === undefined ? own : worstOf([others, own]));
  }
  return words;
}

function wordOf(path: string, { claims, problems }: ReadSource): Verdict {
  const wrong = claims.filter(({ meaning }) => meaning !== 'met' && meaning !== 'conditional');
  const fix = `settle what ${path} leaves open`;
  const [unread] = problems;
  if (unread !== undefined) {
    const at = locate(path, unread.position);
    return against(`${path} ${unread.message}`, 'rows that can be read', unread.message, fix, at);
  }
  if (wrong.length > 0) {
    const names = wrong.map(({ name }) => quote(name, 80));
    const at = locate(path, wrong[0]?.position);
    return against(`${path} does not say that ${listed(names)} is met`, 'all that it claims', names, fix, at);
  }
  const bound = claims.find(({ meaning }) => meaning === 'conditional');
  if (bound === undefined) return passed;
  const message = `${path} says ${quote(bound.word)} for ${quote(bound.name)}`;
  return unverified({ code: 'CLAIMED', message, needs: 'a status without a condition' });
}
