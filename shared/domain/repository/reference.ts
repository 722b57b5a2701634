import type { Answer } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { CommitId } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { noData } from '../verdict/verdict.ts';
import { type Inside, type NamedRepository, type Seen, seenIn } from './repository.ts';

/*
 * Branches and tags of a repository. Tags are resolved there and nowhere else: another repository can have a tag of the same name.
 */

const Reference = z.object({ object: z.object({ type: z.string(), sha: CommitId }) });
const maxTagDepth = 5;

/** Whether a text can be the name of a tag that is asked for: narrower than git allows, so that no part of an address changes. */
export function canBeTag(name: string): boolean {
  return /^[A-Za-z0-9][\w.+-]*(\/[A-Za-z0-9][\w.+-]*)*$/.test(name) && !name.includes('..') && name.length <= 200;
}

/** The names of all tags. */
export async function tagNames({ github, name }: Inside): Promise<Answer<string[]>> {
  const answer = await github.all('GET /repos/{owner}/{repo}/tags', ownerAndRepo(name), z.object({ name: z.string() }));
  return answer.ok ? { ok: true, data: answer.data.map((tag) => tag.name) } : answer;
}

/** The commit that a tag names, annotated tags peeled. */
export async function tagCommit({ github, name }: Inside, tag: string): Promise<Seen<string>> {
  const at = ownerAndRepo(name);
  let answer = await github.get('GET /repos/{owner}/{repo}/git/ref/{+ref}', { ...at, ref: `tags/${tag}` }, Reference);
  for (let depth = 0; answer.ok && answer.data.object.type === 'tag' && depth < maxTagDepth; depth += 1) {
    const asked = { ...at, tag_sha: answer.data.object.sha };
    answer = await github.get('GET /repos/{owner}/{repo}/git/tags/{tag_sha}', asked, Reference);
  }
  const seen = seenIn(answer);
  if (seen.state !== 'there') return seen;
  const { type, sha } = seen.data.object;
  if (type === 'commit') return { state: 'there', data: sha };
  return { state: 'unknown', because: noData(`the tag ${tag} names a ${type}, not a commit`, 'a tag of a commit') };
}

/** The last commit of a branch. */
export async function branchTip({ github, name }: Inside, branch: string): Promise<Seen<string>> {
  const asked = { ...ownerAndRepo(name), ref: `heads/${branch}` };
  const seen = seenIn(await github.get('GET /repos/{owner}/{repo}/git/ref/{+ref}', asked, Reference));
  return seen.state === 'there' ? { state: 'there', data: seen.data.object.sha } : seen;
}

/** The last commit of the default branch, at this moment. */
export async function tipOf(repository: NamedRepository): Promise<Answer<string>> {
  const { name, defaultBranch } = repository;
  const seen = await branchTip(repository, defaultBranch);
  if (seen.state === 'there') return { ok: true, data: seen.data };
  if (seen.state === 'unknown') return { ok: false, because: seen.because };
  return {
    ok: false,
    because: noData(`the default branch ${defaultBranch} of ${name} is not there`, 'a default branch'),
  };
}
