import type { Because } from '../../shared/core/errors.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { parseTime } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import type { StatedDate } from '../../shared/domain/claim/dates.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';

/** When git last touched a file: the day of a commit, or why it is not known; undefined when nobody asks. */
export type Touched = { ok: true; date: StatedDate } | { ok: false; because: Because } | undefined;
export type LastTouched = (path: string) => Promise<Touched>;

const Commit = z.object({ sha: z.string(), commit: z.object({ committer: z.object({ date: z.string() }) }) });
/** Each file costs a request. */
const mostFiles = 200;

/**
 * The day of the last commit that touched a file, up to the judged one. A committer sets it: like the days that a document states it only speaks
 * against the file.
 */
export function lastTouched(ctx: Ctx): LastTouched {
  const known = new Map<string, Promise<Touched>>();
  return (path) => {
    if (!ctx.inputs['git-dates']) return Promise.resolve(undefined);
    const asked = known.get(path) ?? (known.size < mostFiles ? ask(ctx, path) : Promise.resolve(tooMany(path)));
    known.set(path, asked);
    return asked;
  };
}

async function ask(ctx: Ctx, path: string): Promise<Touched> {
  const { repository, headSha } = ctx.subject;
  const github = ctx.github();
  if (repository === undefined || headSha === undefined)
    return {
      ok: false,
      because: noData('it is not known which commit is judged', 'a run for a commit of a repository'),
    };
  if (github === undefined) {
    const message = `the commits of ${path} cannot be asked for without a token`;
    return { ok: false, because: { code: 'NO_CREDENTIAL', message, needs: 'contents: read' } };
  }
  const asked = { ...ownerAndRepo(repository), path: `${ctx.policy.folder}${path}`, sha: headSha, per_page: 1 };
  const answer = await github.get('GET /repos/{owner}/{repo}/commits', asked, z.array(Commit));
  if (!answer.ok) return answer;
  const [last] = answer.data;
  const text = last?.commit.committer.date ?? '';
  const time = parseTime(text);
  if (time === undefined) {
    const message = `GitHub knows no commit that touched ${path} up to ${headSha}`;
    return { ok: false, because: noData(message, `${path} in the history of the judged commit`) };
  }
  return { ok: true, date: { from: 'its last commit', time, text } };
}

function tooMany(path: string): Touched {
  const message = `the commits of more than ${mostFiles} files are not asked for, and so not those of ${path}`;
  return { ok: false, because: { code: 'TRUNCATED', message, needs: 'fewer files as evidence, or no git-dates' } };
}
