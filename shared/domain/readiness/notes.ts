import type { Answer, GitHub } from '../../core/ports.ts';
import type { Subject } from '../../core/report.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { noData } from '../verdict/verdict.ts';
import type { SeenAt } from './shown.ts';

/** What is written about a change where people look for it: its pull request, or its release. */
export interface Notes {
  /** `pull request #7`, `release v1.2.0`. */
  of: string;
  text: string;
  /** Where files that it links are seen. */
  at: SeenAt;
  /** Who wrote the pull request or released; undefined when the account is gone. */
  author: string | undefined;
  /** Of a pull request: the branch that it brings, and where that lies. */
  head?: { branch: string; repository: string | undefined } | undefined;
}

const User = z.object({ login: z.string() }).nullish();
const Pull = z.object({
  number: z.number().int(),
  body: z.string().nullish(),
  user: User,
  head: z.object({ ref: z.string(), repo: z.object({ full_name: z.string().optional() }).nullish() }),
  base: z.object({ ref: z.string() }).nullish(),
  merge_commit_sha: z.string().nullish(),
  merged_at: z.string().nullish(),
});
const Release = z.object({ tag_name: z.string(), body: z.string().nullish(), author: User });

/**
 * The notes of what is judged: of its pull request, of the release of its tag, else of the pull request that brought the commit into the branch
 * of the run.
 */
export async function notesOf(github: GitHub, subject: Subject): Promise<Answer<Notes>> {
  const { repository, pullRequest, ref, headSha } = subject;
  if (repository === undefined) return none('the run does not say in which repository it is');
  const asked = ownerAndRepo(repository);
  const at = { host: github.host, repository };
  if (pullRequest !== undefined) {
    const answer = await github.get(
      'GET /repos/{owner}/{repo}/pulls/{pull_number}',
      { ...asked, pull_number: pullRequest },
      Pull,
    );
    return answer.ok ? { ok: true, data: ofPull(answer.data, at) } : answer;
  }
  const tag = /^refs\/tags\/(.+)$/.exec(ref ?? '')?.[1];
  if (tag !== undefined) {
    const answer = await github.get('GET /repos/{owner}/{repo}/releases/tags/{tag}', { ...asked, tag }, Release);
    if (!answer.ok) return answer;
    const { body, author } = answer.data;
    return {
      ok: true,
      data: { of: `release ${tag}`, text: body ?? '', at: { ...at, refs: [tag] }, author: author?.login },
    };
  }
  if (headSha === undefined) return none('no commit is judged');
  const branch = /^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1];
  if (branch === undefined) return none('the run is of no branch, tag or pull request');
  const answer = await github.all(
    'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    { ...asked, commit_sha: headSha },
    Pull,
  );
  if (!answer.ok) return answer;
  const merged = answer.data.filter(({ merged_at: when, base }) => typeof when === 'string' && base?.ref === branch);
  const exact = merged.filter(({ merge_commit_sha: sha }) => sha === headSha);
  const [only, second] = exact.length > 0 ? exact : merged;
  if (only !== undefined && second === undefined) return { ok: true, data: ofPull(only, at) };
  const known = only === undefined ? 'no' : 'more than one';
  return none(`GitHub knows ${known} pull request that brought ${headSha} into ${branch}`);
}

function ofPull({ number, body, user, head, base }: z.infer<typeof Pull>, at: Omit<SeenAt, 'refs'>): Notes {
  const refs = [head.ref, ...(base?.ref === undefined ? [] : [base.ref])];
  return {
    of: `pull request #${number}`,
    text: body ?? '',
    at: { ...at, refs },
    author: user?.login,
    head: { branch: head.ref, repository: head.repo?.full_name },
  };
}

function none(message: string): Answer<never> {
  return { ok: false, because: noData(message, 'a run of a pull request or a release, whose notes can be read') };
}
