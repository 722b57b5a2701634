import type { Because } from '../../shared/core/errors.ts';
import type { Unit } from '../../shared/core/history.ts';
import type { PatternMatcher } from '../../shared/domain/change-set/changed-paths.ts';
import { changedPaths } from '../../shared/domain/change-set/changed-paths.ts';
import { type JudgedUnit, judgedUnit } from '../../shared/domain/change-set/judged-unit.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import {
  type ContractChange,
  contractChange,
  fileChange,
  inOrder,
} from '../../shared/domain/contract-surface/contract-change.ts';
import { documentChanges } from '../../shared/domain/contract-surface/document-changes.ts';
import type { SurfaceProblem } from '../../shared/domain/contract-surface/problem.ts';
import { surfaceChanges } from '../../shared/domain/contract-surface/surface-changes.ts';
import type { Parse, ParsedFile, SurfaceFile } from './surface-files.ts';
import { type FileText, noData, type Texts, textsOf } from './texts.ts';

/** A unit with both of its versions; each file of them is read once. */
export interface SeenUnit {
  unit: Unit;
  before: Texts;
  after: Texts;
  /** What changed; undefined when that could not be listed, and `because` says why. */
  judged: JudgedUnit | undefined;
  because: Because | undefined;
}

/**
 * What a unit did to a surface: what every rule about changes sees. `unknown`: why the changes may not be all; nothing may then
 * be said to be unchanged or additive.
 */
export interface SurfaceComparison {
  seen: SeenUnit;
  surface: SurfaceConfig;
  changes: ContractChange[];
  unknown: Because | undefined;
}

export async function seenUnit(unit: Unit): Promise<SeenUnit> {
  const changes = await unit.changes();
  return {
    unit,
    before: textsOf((path, most) => unit.before.read(path, most)),
    after: textsOf((path, most) => unit.after.read(path, most)),
    judged: changes.ok ? judgedUnit(unit, changedPaths(changes.changes)) : undefined,
    because: changes.ok ? undefined : changes.because,
  };
}

/** Compares both versions of every file of a surface. */
export async function compareSurface(
  seen: SeenUnit,
  surface: SurfaceConfig,
  files: readonly SurfaceFile[],
  docs: readonly PatternMatcher[],
  parse: Parse,
): Promise<SurfaceComparison> {
  const found: Found = { changes: [], unknown: undefined };
  for (const file of files) {
    add(found, compareFile(surface, file, await seen.before(file.path), await seen.after(file.path), parse));
  }
  for (const place of surface['error-codes']?.lists ?? []) {
    if (files.some(({ path }) => path === place.path)) continue;
    add(found, await compareList(surface.id, place, await seen.before(place.path), await seen.after(place.path)));
  }
  if (docs.length > 0) add(found, await compareDocs(surface.id, seen, docs));
  return { seen, surface, changes: inOrder(found.changes), unknown: found.unknown };
}

interface Found {
  changes: ContractChange[];
  unknown: Because | undefined;
}

const nothing: Found = { changes: [], unknown: undefined };

function add(found: Found, more: Found): void {
  found.changes.push(...more.changes);
  found.unknown ??= more.unknown;
}

function compareFile(
  surface: SurfaceConfig,
  file: SurfaceFile,
  before: FileText,
  after: FileText,
  parse: Parse,
): Found {
  const { id } = surface;
  const { path } = file;
  if (before.state === 'unknown') return { changes: [], unknown: before.because };
  if (after.state === 'unknown') return { changes: [], unknown: after.because };
  if (before.state === 'absent' && after.state !== 'text') return nothing;
  if (before.state === 'wrong') return { changes: [], unknown: noData(path, before.message, true) };
  if (after.state !== 'text') return { changes: [fileChange(id, path, 'file-removed')], unknown: undefined };
  const now = parse(file, after);
  if (before.state !== 'text') {
    const change = fileChange(id, path, 'file-added', { after: now.document });
    return { changes: [change], unknown: unknownOf(path, now.problems, false) };
  }
  if (before.sha256 === after.sha256) return { changes: [], unknown: unknownOf(path, now.problems, false) };
  const old = parse(file, before);
  const { changes, problems } = differences(surface, file, old, now);
  return {
    changes: changes.map((change) => contractChange(id, path, change, now.document)),
    unknown:
      unknownOf(path, old.problems, true) ?? unknownOf(path, now.problems, false) ?? unknownOf(path, problems, false),
  };
}

function differences(
  surface: SurfaceConfig,
  file: SurfaceFile,
  before: ParsedFile,
  after: ParsedFile,
): { changes: ReturnType<typeof surfaceChanges>['changes']; problems: SurfaceProblem[] } {
  if (before.document === undefined || after.document === undefined) return { changes: [], problems: [] };
  const rules = {
    errorCodes: surface['error-codes']?.fields ?? [],
    envelope: surface['envelope-fields'],
    closedResponses: surface['closed-responses'],
  };
  const compared =
    file.kind === 'document'
      ? documentChanges(before.document, after.document, file.rules)
      : before.surface !== undefined && after.surface !== undefined
        ? surfaceChanges(before.surface, after.surface, rules)
        : { changes: [], problems: [] };
  return { changes: compared.changes, problems: compared.problems.map(({ problem }) => problem) };
}

function unknownOf(path: string, problems: readonly SurfaceProblem[], earlier: boolean): Because | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  const at = first.position === undefined ? '' : `:${first.position.line}`;
  return noData(path, `${first.message}${at === '' ? '' : ` (${path}${at})`}`, earlier);
}

/** Codes that a document or the code lists beside what tools read. */
async function compareList(
  id: string,
  place: NonNullable<SurfaceConfig['error-codes']>['lists'][number],
  before: FileText,
  after: FileText,
): Promise<Found> {
  const { path } = place;
  if (before.state === 'unknown') return { changes: [], unknown: before.because };
  if (after.state === 'unknown') return { changes: [], unknown: after.because };
  const { textsListed, listPlaceText } = await import('../../shared/domain/contract-surface/list-place.ts');
  const where = listPlaceText(place);
  const whole = (kind: 'file-added' | 'file-removed'): Found => ({
    changes: [fileChange(id, path, kind, { who: 'error-code', where })],
    unknown: undefined,
  });
  if (before.state === 'wrong') return { changes: [], unknown: noData(path, before.message, true) };
  if (after.state === 'wrong') return { changes: [], unknown: noData(path, after.message) };
  if (before.state !== 'text') return after.state === 'text' ? whole('file-added') : nothing;
  if (after.state !== 'text') return whole('file-removed');
  if (before.sha256 === after.sha256) return nothing;
  const [old, now] = [textsListed(place, before.text, 'error code'), textsListed(place, after.text, 'error code')];
  const [oldProblem] = old.problems;
  const [nowProblem] = now.problems;
  const from = new Set(old.items.map(({ text }) => text));
  const to = new Set(now.items.map(({ text }) => text));
  const change = (kind: 'value-added' | 'value-removed', code: string, line: number | undefined): ContractChange =>
    fileChange(id, path, kind, {
      who: 'error-code',
      where,
      value: code,
      position: line === undefined ? undefined : { line, column: 1 },
    });
  return {
    changes: [
      ...now.items.flatMap(({ text: code, at }) =>
        from.has(code) || oldProblem !== undefined ? [] : [change('value-added', code, at.line)],
      ),
      ...old.items.flatMap(({ text: code }) =>
        to.has(code) || nowProblem !== undefined ? [] : [change('value-removed', code, now.at.line)],
      ),
    ],
    unknown:
      oldProblem !== undefined
        ? noData(path, oldProblem.message, true)
        : nowProblem !== undefined
          ? noData(path, nowProblem.message)
          : undefined,
  };
}

async function compareDocs(id: string, { judged, because }: SeenUnit, docs: readonly PatternMatcher[]): Promise<Found> {
  if (judged === undefined) return { changes: [], unknown: because };
  const paths = new Set(docs.flatMap((pattern) => judged.changes.matching(pattern).map(({ path }) => path)));
  const changes: ContractChange[] = [];
  let unknown: Because | undefined;
  for (const path of [...paths].sort()) {
    const { changed } = await judged.touch({ pattern: path, matches: (other) => other === path }, false);
    if (changed.is === 'yes') changes.push(fileChange(id, path, 'words-changed'));
    if (changed.is === 'unknown') unknown ??= changed.because;
  }
  return { changes, unknown };
}
