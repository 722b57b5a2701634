import type { Answer, GitHub } from '../../core/ports.ts';
import type { Subject } from '../../core/report.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { noData } from '../verdict/verdict.ts';

/** What is written about a change where people look for it: its pull request, or its release. */
export interface Notes {
  /** `pull request #7`, `release v1.2.0`. */
  of: string;
  text: string;
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
  merge_commit_sha: z.string().nullish(),
  merged_at: z.string().nullish(),
});
const Release = z.object({ tag_name: z.string(), body: z.string().nullish(), author: User });

/** The notes of what is judged: of its pull request, of the release of its tag, else of the pull request that brought the commit. */
export async function notesOf(github: GitHub, subject: Subject): Promise<Answer<Notes>> {
  const { repository, pullRequest, ref, headSha } = subject;
  if (repository === undefined) return none('the run does not say in which repository it is');
  const asked = ownerAndRepo(repository);
  if (pullRequest !== undefined) {
    const answer = await github.get(
      'GET /repos/{owner}/{repo}/pulls/{pull_number}',
      { ...asked, pull_number: pullRequest },
      Pull,
    );
    return answer.ok ? { ok: true, data: ofPull(answer.data) } : answer;
  }
  const tag = /^refs\/tags\/(.+)$/.exec(ref ?? '')?.[1];
  if (tag !== undefined) {
    const answer = await github.get('GET /repos/{owner}/{repo}/releases/tags/{tag}', { ...asked, tag }, Release);
    if (!answer.ok) return answer;
    const { body, author } = answer.data;
    return { ok: true, data: { of: `release ${tag}`, text: body ?? '', author: author?.login } };
  }
  if (headSha === undefined) return none('no commit is judged');
  const answer = await github.all(
    'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    { ...asked, commit_sha: headSha },
    Pull,
  );
  if (!answer.ok) return answer;
  const merged = answer.data.filter(({ merged_at: at }) => typeof at === 'string');
  const exact = merged.filter(({ merge_commit_sha: sha }) => sha === headSha);
  const [only, second] = exact.length > 0 ? exact : merged;
  if (only !== undefined && second === undefined) return { ok: true, data: ofPull(only) };
  return none(`GitHub knows ${only === undefined ? 'no' : 'more than one'} pull request that brought ${headSha}`);
}

function ofPull({ number, body, user, head }: z.infer<typeof Pull>): Notes {
  return {
    of: `pull request #${number}`,
    text: body ?? '',
    author: user?.login,
    head: { branch: head.ref, repository: head.repo?.full_name },
  };
}

function none(message: string): Answer<never> {
  return { ok: false, because: noData(message, 'a run of a pull request or a release, whose notes can be read') };
}

/** Whether notes show a text to their readers: not in a comment, and not as a part of a longer word. */
export function shows(notes: string, text: string): boolean {
  const shown = notes.replace(/<!--[\s\S]*?(?:-->|$)/g, ' ');
  let from = shown.indexOf(text);
  while (from >= 0) {
    const before = shown[from - 1] ?? ' ';
    const after = shown.slice(from + text.length, from + text.length + 4);
    if (!/[\p{L}\p{N}_-]/u.test(before) && !/^(?:[\p{L}\p{N}_/-]|\.[\p{L}\p{N}])/u.test(after)) return true;
    from = shown.indexOf(text, from + 1);
  }
  return false;
}
