import type { Because } from '../../shared/core/errors.ts';
import type { Answer, GitHub } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { z } from '../../shared/core/zod.ts';
import type { Checkpoint, Side } from '../../shared/domain/cutover/config.ts';
import { type ProducerRepository, tagCommit } from '../../shared/domain/producer/release.ts';
import { parseDocument } from '../../shared/domain/record/parse.ts';
import type { Ctx } from './definition.ts';

/** A repository that can be asked. */
export interface Repository {
  github: GitHub;
  name: string;
  defaultBranch: string;
}

/** One side of the cutover: where it lies, and the one commit of it that everything is about. */
export interface SidePlace {
  side: Side;
  own: boolean;
  repository: Answer<Repository>;
  commit: Answer<string>;
}

export type Places = Record<Side, SidePlace>;

/** The bytes of a file of a side, or why there are none; `absent`: it is certain that there is none. */
export type SideFile =
  | { state: 'there'; content: Uint8Array }
  | { state: 'absent' }
  | { state: 'unknown'; because: Because };

const mostBytes = 1024 * 1024;

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

async function repositoryOf(ctx: Ctx, own: boolean): Promise<Answer<Repository>> {
  const name = own ? ctx.subject.repository : ctx.inputs.other.repository;
  const github = own ? ctx.github() : ctx.github('other-token');
  if (name === undefined) return no('on a laptop this repository has no name on GitHub', 'a run in GitHub Actions');
  if (github === undefined) {
    const needs = own ? 'the input token' : 'the input other-token, which may read the other repository';
    return no(`${name} cannot be asked without a token`, needs, 'NO_CREDENTIAL');
  }
  const Named = z.object({ full_name: z.string(), default_branch: z.string() });
  const answer = await github.get('GET /repos/{owner}/{repo}', ownerAndRepo(name), Named);
  if (!answer.ok) return answer;
  const { full_name: now, default_branch: defaultBranch } = answer.data;
  if (now.toLowerCase() === name.toLowerCase()) return { ok: true, data: { github, name, defaultBranch } };
  return no(`GitHub answers for ${name} as ${now}: it was renamed or moved`, 'its present name in the configuration');
}

async function otherCommit(
  ctx: Ctx,
  { release }: Checkpoint,
  own: SidePlace,
  other: Answer<Repository>,
): Promise<Answer<string>> {
  if (!other.ok) return other;
  if (own.side === 'producer') return tipOf(other.data);
  return release === undefined ? pinnedBy(ctx, 'commit', own) : releaseCommit(other.data, release);
}

/** The last commit of the default branch. */
export async function tipOf({ github, name, defaultBranch }: Repository): Promise<Answer<string>> {
  const Reference = z.object({ object: z.object({ sha: z.string() }) });
  const route = 'GET /repos/{owner}/{repo}/git/ref/{+ref}';
  const answer = await github.get(route, { ...ownerAndRepo(name), ref: `heads/${defaultBranch}` }, Reference);
  return answer.ok ? { ok: true, data: answer.data.object.sha } : answer;
}

export function asProducer({ github, name }: Repository): ProducerRepository {
  return { github, at: ownerAndRepo(name) };
}

/** The commit of a release of the producer. */
export async function releaseCommit(repository: Repository, tag: string): Promise<Answer<string>> {
  const seen = await tagCommit(asProducer(repository), tag);
  if (seen.state === 'there') return { ok: true, data: seen.data };
  if (seen.state === 'unknown') return { ok: false, because: seen.because };
  return no(`${repository.name} has no tag ${tag}`, `the tag ${tag}`);
}

/** A file of a side at its commit: of the judged tree, or through the API. */
export async function readOf(ctx: Ctx, { own, repository, commit }: SidePlace, path: string): Promise<SideFile> {
  if (own) {
    const found = await ctx.read(path);
    if (found.found) return { state: 'there', content: found.content };
    if (found.because !== undefined) return { state: 'unknown', because: found.because };
    if (found.reason !== 'too-large') return { state: 'absent' };
    return {
      state: 'unknown',
      because: { code: 'TRUNCATED', message: `${path} ${found.message}`, needs: 'a smaller file' },
    };
  }
  if (!repository.ok) return { state: 'unknown', because: repository.because };
  if (!commit.ok) return { state: 'unknown', because: commit.because };
  return fileOf(ctx, repository.data, path, commit.data);
}

/** A file of a repository that is visible, at a commit; recorded in the report. */
export async function fileOf(ctx: Ctx, { github, name }: Repository, path: string, ref: string): Promise<SideFile> {
  const route = 'GET /repos/{owner}/{repo}/contents/{+path}';
  const answer = await github.bytes(route, { ...ownerAndRepo(name), path, ref }, mostBytes);
  if (!answer.ok)
    return answer.because.code === 'NOT_FOUND' ? { state: 'absent' } : { state: 'unknown', because: answer.because };
  ctx.recorded(`${name}/${path}`, ref, answer.data);
  return { state: 'there', content: answer.data };
}

/** What the pin of the consumer says. */
export async function pinnedBy(ctx: Ctx, field: 'commit' | 'tag', consumer: SidePlace): Promise<Answer<string>> {
  const { pin } = ctx.inputs;
  const pointer = pin?.[field];
  if (pin === undefined || pointer === undefined)
    return no(`the configuration does not say where the pin has its ${field}`, `pin: ${field}`);
  const file = await readOf(ctx, consumer, pin.path);
  if (file.state === 'unknown') return { ok: false, because: file.because };
  if (file.state === 'absent') return no(`the consumer has no pin ${pin.path}`, `the pin ${pin.path}`);
  const read = parseDocument(pin.path, file.content);
  if (!read.ok)
    return no(`the pin ${pin.path} ${read.problems[0]?.message ?? 'cannot be read'}`, 'a pin that can be read');
  const value = read.document.get(pointer);
  if (typeof value === 'string') return { ok: true, data: value };
  return no(`the pin ${pin.path} has no text at ${pointer}`, `a ${field} at ${pointer}`);
}

function no(message: string, needs: string, code: 'NO_DATA' | 'NO_CREDENTIAL' = 'NO_DATA'): Answer<never> {
  return { ok: false, because: { code, message, needs } };
}
