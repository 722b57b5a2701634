import type { Because } from '../../core/errors.ts';
import { locate } from '../../core/location.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';
import type { Contract } from '../contract-pair/config.ts';
import type { MatrixModel } from '../contract-pair/matrix.ts';
import type { Ctx } from './definition.ts';

/** A file of a contract: not configured, not usable (and why), or read. */
export type Loaded<T> =
  | { state: 'none' }
  | { state: 'unusable'; path: string; because: Because; content?: Uint8Array }
  | { state: 'read'; path: string; content: Uint8Array; document: T };

export interface ContractFiles {
  pin: Loaded<JsonDocument>;
  mirror: Loaded<JsonDocument>;
  matrix: Loaded<MatrixModel>;
}

/** Reads the files of a contract and judges each by itself: there, encoded, parsable, no key twice. */
export async function readFiles(ctx: Ctx, contract: Contract): Promise<ContractFiles> {
  return {
    pin: await readJson(ctx, contract.id, contract.pin),
    mirror: await readJson(ctx, contract.id, contract.mirror),
    matrix: await readMarkdown(ctx, contract),
  };
}

type Text =
  | { state: 'none' }
  | { state: 'unusable'; path: string; because: Because; content?: Uint8Array }
  | { state: 'text'; path: string; content: Uint8Array; text: string };

async function readText(ctx: Ctx, contract: string, path: string | undefined): Promise<Text> {
  if (path === undefined) return { state: 'none' };
  const found = await ctx.read(path);
  const fact = { contract, path };
  const at = { path };
  if (!found.found) {
    const because: Because = found.because ?? {
      code: 'NO_DATA',
      message: `${path} ${found.message}`,
      needs: `the file ${path}`,
    };
    if (found.reason === 'unreadable') ctx.unverified('file-present', fact, because, at);
    else ctx.failed('file-present', { ...fact, problem: found.message, ...fixOf(found.reason, path) }, at);
    for (const rule of ['file-encoding', 'file-parses'] as const) ctx.unverified(rule, fact, because, at);
    return { state: 'unusable', path, because };
  }
  ctx.passed('file-present', fact, at);
  const decoded = decodeText(found.content);
  if (!decoded.ok) {
    ctx.failed('file-encoding', { ...fact, problem: decoded.message }, { path, line: decoded.line });
    return { ...unparsable(ctx, fact, { path, line: decoded.line }, decoded.message), content: found.content };
  }
  const marks = [
    decoded.bom ? 'begins with a byte order mark' : '',
    decoded.crlf === undefined ? '' : 'has CRLF or CR line ends',
  ];
  const problem = marks.filter((mark) => mark !== '').join(' and ');
  ctx.judge(
    'file-encoding',
    problem === '',
    { ...fact, problem },
    { path, line: decoded.bom ? 1 : (decoded.crlf ?? 1) },
  );
  return { state: 'text', path, content: found.content, text: decoded.text };
}

function fixOf(reason: string, path: string): { fix?: string } {
  if (reason === 'too-large') return { fix: `${path} must be the manifest, pin or matrix itself, not a data file` };
  if (reason === 'not-a-file') return { fix: `replace ${path} by a regular file` };
  return {};
}

function unparsable(
  ctx: Ctx,
  fact: { contract: string; path: string },
  at: { path: string; line: number; column?: number },
  message: string,
): { state: 'unusable'; path: string; because: Because } {
  ctx.failed('file-parses', { ...fact, problem: message }, at);
  return {
    state: 'unusable',
    path: fact.path,
    because: { code: 'NO_DATA', message: `${fact.path} ${message}`, needs: `a ${fact.path} that can be parsed` },
  };
}

async function readJson(ctx: Ctx, contract: string, path: string | undefined): Promise<Loaded<JsonDocument>> {
  const text = await readText(ctx, contract, path);
  if (text.state === 'none') return text;
  const fact = { contract, path: text.path };
  if (text.state === 'unusable') {
    unread(ctx, fact, text.because);
    return text;
  }
  const parsed = parseJson(text.text);
  if (!parsed.ok) {
    const unusable = unparsable(ctx, fact, { path: text.path, ...parsed.position }, parsed.message);
    unread(ctx, fact, unusable.because);
    return { ...unusable, content: text.content };
  }
  const { document } = parsed;
  ctx.passed('file-parses', fact, { path: text.path });
  const twice = document.duplicates;
  ctx.judge(
    'unique-keys',
    twice.length === 0,
    { ...fact, keys: twice.map(({ pointer }) => pointer) },
    locate(text.path, twice[0]?.position),
  );
  const inexact = document.inexact;
  ctx.judge(
    'exact-numbers',
    inexact.length === 0,
    { ...fact, numbers: inexact.map(({ pointer }) => pointer) },
    locate(text.path, inexact[0]?.position),
  );
  return { state: 'read', path: text.path, content: text.content, document };
}

function unread(ctx: Ctx, fact: { contract: string; path: string }, because: Because): void {
  ctx.unverified('unique-keys', { ...fact, keys: [] }, because, { path: fact.path });
  ctx.unverified('exact-numbers', { ...fact, numbers: [] }, because, { path: fact.path });
}

async function readMarkdown(ctx: Ctx, contract: Contract): Promise<Loaded<MatrixModel>> {
  const { matrix } = contract;
  const text = await readText(ctx, contract.id, matrix?.path);
  if (text.state !== 'text' || matrix === undefined) return text.state === 'text' ? { state: 'none' } : text;
  const fact = { contract: contract.id, path: text.path };
  const { readMatrix } = await import('../contract-pair/matrix-reader.ts');
  const parsed = readMatrix(text.text, matrix);
  if (!parsed.ok) {
    return { ...unparsable(ctx, fact, { path: text.path, ...parsed.position }, parsed.message), content: text.content };
  }
  ctx.passed('file-parses', fact, { path: text.path });
  return { state: 'read', path: text.path, content: text.content, document: parsed.model };
}
