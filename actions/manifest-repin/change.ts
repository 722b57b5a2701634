import type { Because } from '../../shared/core/errors.ts';
import { sameBytes } from '../../shared/core/proposal.ts';
import { isoDay } from '../../shared/core/time.ts';
import type { Contract } from '../../shared/domain/contract-pair/config.ts';
import type { NewRelease } from '../../shared/domain/contract-repin/new-values.ts';
import { changeTrio, type TrioChange } from '../../shared/domain/contract-repin/trio.ts';
import type { ContractFiles } from '../../shared/domain/contract-sync/files.ts';
import { manifestMaxBytes } from '../../shared/domain/producer/producer.ts';
import { fileAt } from '../../shared/domain/repository/file-at.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import { parseJson } from '../../shared/parse/json.ts';
import { decodeText } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** The manifest of the producer at a proved commit; judged as far as it cannot be used. */
export async function fetchManifest(
  ctx: Ctx,
  contract: Contract,
  producer: NamedRepository,
  at: { tag: string; commit: string },
): Promise<NewRelease | undefined> {
  const path = contract.remote.path ?? '';
  const fact = { contract: contract.id, what: `the manifest ${path}` };
  // By the commit: a tag could be moved between the proof and the reading.
  const seen = await fileAt(producer, path, at.commit, manifestMaxBytes);
  if (seen.state === 'unknown') {
    ctx.unverified('complete', fact, seen.because);
    return undefined;
  }
  // The manifest lies elsewhere; what it would replace is what a reader can open.
  const open = contract.mirror ?? contract.pin;
  const place = open === undefined ? undefined : { path: open };
  const fix = `ask ${contract.producer} for a release with a manifest at ${path}, or correct remote.path`;
  if (seen.state === 'absent') {
    ctx.failed('complete', { ...fact, problem: `does not exist at ${at.tag}`, fix }, place);
    return undefined;
  }
  ctx.recorded(`${contract.producer}/${path}`, at.commit, seen.data);
  const decoded = decodeText(seen.data);
  const parsed = decoded.ok ? parseJson(decoded.text) : decoded;
  if (!parsed.ok) {
    ctx.failed('complete', { ...fact, problem: parsed.message, fix }, place);
    return undefined;
  }
  ctx.passed('complete', fact);
  return { ...at, manifest: seen.data, document: parsed.document };
}

/** The change of all files to a release, or undefined when some place cannot be changed; each such place is a result. */
export async function buildChange(
  ctx: Ctx,
  contract: Contract,
  files: ContractFiles,
  release: NewRelease,
): Promise<TrioChange | undefined> {
  const copies = await readCopies(ctx, contract);
  const fact = (what: string): { contract: string; what: string } => ({ contract: contract.id, what });
  if ('because' in copies) {
    ctx.unverified('complete', fact('the copies of the manifest'), copies.because);
    return undefined;
  }
  const change = await changeTrio(contract, files, copies.found, release, isoDay(ctx.time.earliest));
  for (const { what, problem, fix, at } of change.open) ctx.failed('complete', { ...fact(what), problem, fix }, at);
  if (change.open.length > 0) return undefined;
  ctx.passed('complete', fact('the places of the pin'));
  return change;
}

/** Whether the mirror holds another manifest than the release to which it is pinned already. */
export function differsFromMirror({ mirror }: ContractFiles, { manifest }: NewRelease): boolean {
  return mirror.state === 'read' && !sameBytes(mirror.content, manifest);
}

async function readCopies(
  ctx: Ctx,
  contract: Contract,
): Promise<{ found: { path: string; content: Uint8Array }[] } | { because: Because }> {
  if (contract.copies.length === 0) return { found: [] };
  const matched = await ctx.match(contract.copies);
  if (!matched.ok) return matched;
  const found = [];
  for (const path of matched.paths.filter((each) => each !== contract.mirror)) {
    const copy = await ctx.read(path);
    if (!copy.found) {
      const message = `${path} ${copy.message}`;
      return { because: copy.because ?? noData(message, `the file ${path}`) };
    }
    found.push({ path, content: copy.content });
  }
  return { found };
}
