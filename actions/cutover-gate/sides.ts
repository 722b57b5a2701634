import { type Location, locate } from '../../shared/core/location.ts';
import type { Answer } from '../../shared/core/ports.ts';
import type { Checkpoint, Side } from '../../shared/domain/cutover/config.ts';
import { manifestMaxBytes } from '../../shared/domain/producer/producer.ts';
import { parseDocument } from '../../shared/domain/record/parse.ts';
import { fileAt } from '../../shared/domain/repository/file-at.ts';
import { tagCommit, tipOf } from '../../shared/domain/repository/reference.ts';
import { type NamedRepository, namedRepository, type Seen } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';

/** One side of the cutover: where it lies, and the one commit of it that everything is about. */
export interface SidePlace {
  side: Side;
  own: boolean;
  repository: Answer<NamedRepository>;
  commit: Answer<string>;
}

export type Places = Record<Side, SidePlace>;

/**
 * Both sides of a checkpoint. Of this repository the judged commit counts; of a consumer elsewhere the tip of its default branch; of
 * a producer elsewhere the commit of the release, else the one that the judged consumer is pinned to.
 */
export async function placesOf(ctx: Ctx, checkpoint: Checkpoint): Promise<Places> {
  const side = ctx.inputs.side;
  const [here, there] = await Promise.all([repositoryOf(ctx, true), repositoryOf(ctx, false)]);
  const { headSha } = ctx.subject;
  const judged: Answer<string> =
    headSha === undefined ? no('no commit is judged', 'a commit') : { ok: true, data: headSha };
  const own: SidePlace = { side, own: true, repository: here, commit: judged };
  const otherSide: Side = side === 'producer' ? 'consumer' : 'producer';
  const commit = await otherCommit(ctx, checkpoint, own, there);
  const other: SidePlace = { side: otherSide, own: false, repository: there, commit };
  return side === 'producer' ? { producer: own, consumer: other } : { producer: other, consumer: own };
}

async function repositoryOf(ctx: Ctx, own: boolean): Promise<Answer<NamedRepository>> {
  const name = own ? ctx.subject.repository : ctx.inputs.other.repository;
  const github = own ? ctx.github() : ctx.github('other-token');
  const needs = own ? 'the input token' : 'the input other-token, which may read the other repository';
  return namedRepository(github, name, needs);
}

async function otherCommit(
  ctx: Ctx,
  { release }: Checkpoint,
  own: SidePlace,
  other: Answer<NamedRepository>,
): Promise<Answer<string>> {
  if (!other.ok) return other;
  if (own.side === 'producer') return tipOf(other.data);
  if (release !== undefined) return releaseCommit(other.data, release);
  const pinned = await pinnedBy(ctx, 'commit', own);
  return pinned.ok ? { ok: true, data: pinned.data.text } : pinned;
}

/** The commit of a release of the producer. */
export async function releaseCommit(repository: NamedRepository, tag: string): Promise<Answer<string>> {
  const seen = await tagCommit(repository, tag);
  if (seen.state === 'there') return { ok: true, data: seen.data };
  if (seen.state === 'unknown') return { ok: false, because: seen.because };
  return no(`${repository.name} has no tag ${tag}`, `the tag ${tag}`);
}

/** A file of a side at its commit: of the judged tree, or through the API. */
export async function readOf(
  ctx: Ctx,
  { own, repository, commit }: SidePlace,
  path: string,
): Promise<Seen<Uint8Array>> {
  if (own) {
    const found = await ctx.read(path);
    if (found.found) return { state: 'there', data: found.content };
    if (found.because !== undefined) return { state: 'unknown', because: found.because };
    if (found.reason !== 'too-large') return { state: 'absent', message: found.message };
    return {
      state: 'unknown',
      because: { code: 'TRUNCATED', message: `${path} ${found.message}`, needs: 'a smaller file' },
    };
  }
  if (!repository.ok) return { state: 'unknown', because: repository.because };
  if (!commit.ok) return { state: 'unknown', because: commit.because };
  return fileOf(ctx, repository.data, path, commit.data);
}

/** A file of a repository at a commit; recorded in the report. */
export async function fileOf(
  ctx: Ctx,
  repository: NamedRepository,
  path: string,
  ref: string,
  maxBytes: number = manifestMaxBytes,
): Promise<Seen<Uint8Array>> {
  const file = await fileAt(repository, path, ref, maxBytes);
  if (file.state === 'there') ctx.recorded(`${repository.name}/${path}`, ref, file.data);
  return file;
}

/** A value in the pin of the consumer. */
export interface Pinned {
  text: string;
  at: Location;
}

/** What the pin of the consumer says. */
export async function pinnedBy(ctx: Ctx, field: 'commit' | 'tag', consumer: SidePlace): Promise<Answer<Pinned>> {
  const { repin: pin } = ctx.inputs;
  const pointer = pin?.[field];
  if (pin === undefined || pointer === undefined)
    return no(`the configuration does not say where the pin has its ${field}`, `repin: ${field}`);
  const file = await readOf(ctx, consumer, pin.path);
  if (file.state === 'unknown') return { ok: false, because: file.because };
  if (file.state === 'absent') return no(`the consumer has no pin ${pin.path}`, `the pin ${pin.path}`);
  const read = parseDocument(pin.path, file.data);
  if (!read.ok)
    return no(`the pin ${pin.path} ${read.problems[0]?.message ?? 'cannot be read'}`, 'a pin that can be read');
  const value = read.document.get(pointer);
  const at = locate(pin.path, read.document.near(pointer));
  if (typeof value === 'string') return { ok: true, data: { text: value, at } };
  return no(`the pin ${pin.path} has no text at ${pointer}`, `a ${field} at ${pointer}`);
}

function no(message: string, needs: string): Answer<never> {
  return { ok: false, because: noData(message, needs) };
}
