import type { Contract } from '../../shared/domain/contract-pair/config.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import type { DocumentRules } from '../../shared/domain/contract-surface/document-changes.ts';
import { readJsonSchema } from '../../shared/domain/contract-surface/json-schema.ts';
import { readOpenApi } from '../../shared/domain/contract-surface/openapi.ts';
import type { SurfaceProblem } from '../../shared/domain/contract-surface/problem.ts';
import type { SchemaRole, Surface } from '../../shared/domain/contract-surface/surface.ts';
import { readSource } from '../../shared/domain/data-file/source.ts';
import type { JsonDocument } from '../../shared/parse/document.ts';
import type { FileText, Texts } from './texts.ts';

/** A file that tools read as a part of the contract. */
export type SurfaceFile =
  | { kind: 'openapi'; path: string }
  | { kind: 'schema'; path: string; role: SchemaRole }
  | { kind: 'document'; path: string; copies: readonly string[]; rules: DocumentRules };

/** One version of such a file. Without `document` nothing of it is known; with problems not all of it is. */
export interface ParsedFile {
  document: JsonDocument | undefined;
  surface: Surface | undefined;
  problems: readonly SurfaceProblem[];
}

/** What the rules about one version of the repository look at: the files of a surface, every other text, and a parser for both. */
export interface JudgedFiles {
  files: readonly SurfaceFile[];
  texts: Texts;
  parse: Parse;
}

/** The files of a surface, each once. */
export function filesOf(surface: SurfaceConfig, contracts: readonly Contract[]): SurfaceFile[] {
  const contract = contracts.find(({ id }) => id === surface.contract);
  const mirror =
    contract?.mirror === undefined
      ? []
      : [{ path: contract.mirror, identity: identityOf(contract), copies: contract.copies }];
  return [
    ...surface.openapi.map((path): SurfaceFile => ({ kind: 'openapi', path })),
    ...surface.schemas.map(({ path, role }): SurfaceFile => ({ kind: 'schema', path, role })),
    ...[...mirror, ...surface.documents].map(
      ({ path, identity, copies }): SurfaceFile => ({
        kind: 'document',
        path,
        copies,
        rules: { identity, versions: versionsIn(surface, path), codes: codesIn(surface, path) },
      }),
    ),
  ];
}

/** What a contract of a consumer calls by these names says which release it is. */
function identityOf({ fields }: Contract): string[] {
  return ['tag', 'commit', 'tag-commit', 'repository'].flatMap((name) => fields[name]?.manifest ?? []);
}

function versionsIn({ versions }: SurfaceConfig, path: string): string[] {
  return versions.flatMap(({ places }) =>
    places.flatMap((place) => (place.path === path && place.pointer !== undefined ? [place.pointer] : [])),
  );
}

function codesIn(surface: SurfaceConfig, path: string): string[] {
  const lists = surface['error-codes']?.lists ?? [];
  return lists.flatMap((place) => (place.path === path ? (place.pointer ?? place.keys ?? []) : []));
}

/** As many versions are kept: a long history has more of them than fit into memory. */
const mostParsed = 32;

/** Parses a version of a file, each once as long as it is among those asked for last. */
export type Parse = (file: SurfaceFile, text: Extract<FileText, { state: 'text' }>) => ParsedFile;

export function createParse(): Parse {
  const known = new Map<string, ParsedFile>();
  return (file, { text, sha256 }) => {
    const key = JSON.stringify([file.kind, file.kind === 'schema' ? file.role : '', file.path, sha256]);
    const parsed = known.get(key) ?? parseFile(file, text);
    known.delete(key);
    known.set(key, parsed);
    const [oldest] = known.keys();
    if (known.size > mostParsed && oldest !== undefined) known.delete(oldest);
    return parsed;
  };
}

/** Never throws: what cannot be read is a problem with its place. */
function parseFile(file: SurfaceFile, text: string): ParsedFile {
  if (file.kind === 'document') {
    const read = readSource({ path: file.path, text });
    return read.ok
      ? { document: read.document, surface: undefined, problems: [] }
      : { document: undefined, surface: undefined, problems: read.problems };
  }
  const source = { path: file.path, text };
  const read = file.kind === 'openapi' ? readOpenApi(source) : readJsonSchema(source, file.role);
  if (!read.ok) return { document: undefined, surface: undefined, problems: read.problems };
  return { document: read.surface.document, surface: read.surface, problems: read.surface.problems };
}
