import type { Because } from '../../core/errors.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { z } from '../../core/zod.ts';
import { parseRepository, type Repository } from '../../parse/repository.ts';
import type { Contract } from '../contract-pair/config.ts';

/*
 * What a producer's repository says about a release. Tags are resolved there and nowhere else: the consumer can have a tag
 * of the same name.
 */

const Sha = z.string().regex(/^[0-9a-f]{40,64}$/);
const Reference = z.object({ object: z.object({ type: z.string(), sha: Sha }) });
const TagObject = Reference;
const Comparison = z.object({ status: z.enum(['ahead', 'behind', 'identical', 'diverged']) });
const Release = z.object({ tag_name: z.string(), draft: z.boolean(), prerelease: z.boolean() });

/** A thing that is there, is certainly not there, or could not be looked at. */
export type Seen<T> = { state: 'there'; data: T } | { state: 'absent' } | { state: 'unknown'; because: Because };

const maxTagDepth = 5;
/** A manifest that is longer is not read. */
export const manifestMaxBytes = 1024 * 1024;

export interface ProducerRepository {
  readonly github: GitHub;
  readonly at: { owner: string; repo: string };
}

function producerRepository(github: GitHub, { owner, name }: Repository): ProducerRepository {
  return { github, at: { owner, repo: name } };
}

/**
 * Whether the credential sees the repository under this very name: only then does a 404 inside it mean that the thing is not
 * there. A renamed repository answers under another name, and whoever takes the old one over would be asked instead.
 */
async function repositoryVisible({
  github,
  at,
}: ProducerRepository): Promise<Answer<{ defaultBranch: string | undefined }>> {
  const Described = z.object({ full_name: z.string(), default_branch: z.string().optional() });
  const answer = await github.get('GET /repos/{owner}/{repo}', at, Described);
  if (!answer.ok) return answer;
  const name = `${at.owner}/${at.repo}`;
  if (answer.data.full_name.toLowerCase() === name.toLowerCase())
    return { ok: true, data: { defaultBranch: answer.data.default_branch } };
  const message = `GitHub answers for ${name} as ${answer.data.full_name}: it was renamed or moved`;
  return {
    ok: false,
    because: { code: 'NOT_FOUND', message, needs: 'the present name of the producer in the configuration' },
  };
}

/** The repository of a contract's producer, seen with a credential, or why it cannot be asked. */
export async function openProducer(
  { producer: text }: Contract,
  github: GitHub | undefined,
): Promise<
  { ok: true; producer: ProducerRepository; defaultBranch: string | undefined } | { ok: false; because: Because }
> {
  const refused = (because: Because): { ok: false; because: Because } => ({ ok: false, because });
  if (github === undefined) {
    return refused({
      code: 'NO_CREDENTIAL',
      message: `no credential for ${text} was given`,
      needs: 'the input producer-token, with contents: read on the producer (pull requests from forks get no secrets)',
    });
  }
  const repository = parseRepository(text);
  if (repository === undefined) throw new Error(`${text} is not a repository`);
  if (repository.host !== github.host) {
    return refused({
      code: 'NO_DATA',
      message: `the producer is on ${repository.host}, and this run asks ${github.host}`,
      needs: `a run on ${repository.host}`,
    });
  }
  const producer = producerRepository(github, repository);
  const visible = await repositoryVisible(producer);
  return visible.ok ? { ok: true, producer, defaultBranch: visible.data.defaultBranch } : refused(visible.because);
}

/** Whether a text can be the name of a tag that is asked for: narrower than git allows, so that no part of an address changes. */
export function canBeTag(name: string): boolean {
  return /^[A-Za-z0-9][\w.+-]*(\/[A-Za-z0-9][\w.+-]*)*$/.test(name) && !name.includes('..') && name.length <= 200;
}

/** The names of all tags of a repository that is visible. */
export async function tagNames({ github, at }: ProducerRepository): Promise<Answer<string[]>> {
  const answer = await github.all('GET /repos/{owner}/{repo}/tags', at, z.object({ name: z.string() }));
  return answer.ok ? { ok: true, data: answer.data.map(({ name }) => name) } : answer;
}

/** The commit that a tag names, annotated tags peeled, in a repository that is visible. */
export async function tagCommit({ github, at }: ProducerRepository, tag: string): Promise<Seen<string>> {
  let answer = await github.get('GET /repos/{owner}/{repo}/git/ref/{+ref}', { ...at, ref: `tags/${tag}` }, Reference);
  for (let depth = 0; answer.ok && answer.data.object.type === 'tag' && depth < maxTagDepth; depth += 1) {
    answer = await github.get(
      'GET /repos/{owner}/{repo}/git/tags/{tag_sha}',
      { ...at, tag_sha: answer.data.object.sha },
      TagObject,
    );
  }
  if (!answer.ok) return absentOr(answer.because);
  const { type, sha } = answer.data.object;
  if (type === 'commit') return { state: 'there', data: sha };
  return {
    state: 'unknown',
    because: { code: 'NO_DATA', message: `the tag ${tag} names a ${type}, not a commit`, needs: 'a tag of a commit' },
  };
}

/** Whether a branch of that name exists, in a repository that is visible. */
export async function branchExists({ github, at }: ProducerRepository, name: string): Promise<Seen<string>> {
  const answer = await github.get(
    'GET /repos/{owner}/{repo}/git/ref/{+ref}',
    { ...at, ref: `heads/${name}` },
    Reference,
  );
  return answer.ok ? { state: 'there', data: answer.data.object.sha } : absentOr(answer.because);
}

/** Whether `commit` is `tip` or one of its ancestors; absent when the repository has no such commit. */
export async function isAncestor(
  { github, at }: ProducerRepository,
  commit: string,
  tip: string,
): Promise<Seen<boolean>> {
  const answer = await github.get(
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    { ...at, basehead: `${commit}...${tip}` },
    Comparison,
  );
  if (!answer.ok) return absentOr(answer.because);
  return { state: 'there', data: answer.data.status === 'ahead' || answer.data.status === 'identical' };
}

/** The raw bytes of a file at a ref, in a repository that is visible. */
export async function fileAt(
  { github, at }: ProducerRepository,
  path: string,
  ref: string,
  maxBytes: number,
): Promise<Seen<Uint8Array>> {
  const answer = await github.bytes('GET /repos/{owner}/{repo}/contents/{+path}', { ...at, path, ref }, maxBytes);
  return answer.ok ? { state: 'there', data: answer.data } : absentOr(answer.because);
}

/** The release of a tag; absent when the tag has none. Drafts are seen only with write access. */
export async function releaseOf(
  { github, at }: ProducerRepository,
  tag: string,
): Promise<Seen<z.infer<typeof Release>>> {
  const answer = await github.get('GET /repos/{owner}/{repo}/releases/tags/{tag}', { ...at, tag }, Release);
  return answer.ok ? { state: 'there', data: answer.data } : absentOr(answer.because);
}

/** The newest full release; absent when there is none. */
export async function latestRelease({ github, at }: ProducerRepository): Promise<Seen<z.infer<typeof Release>>> {
  const answer = await github.get('GET /repos/{owner}/{repo}/releases/latest', at, Release);
  return answer.ok ? { state: 'there', data: answer.data } : absentOr(answer.because);
}

function absentOr(because: Because): { state: 'absent' } | { state: 'unknown'; because: Because } {
  return because.code === 'NOT_FOUND' ? { state: 'absent' } : { state: 'unknown', because };
}
