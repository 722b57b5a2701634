import type { Because } from '../../core/errors.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';

/** A repository that can be asked: the credential sees it under this very name, so that a 404 inside it means absent. */
export interface NamedRepository {
  github: GitHub;
  /** `owner/name`. */
  name: string;
  defaultBranch: string;
}

const Named = z.object({ full_name: z.string(), default_branch: z.string() });
const Reference = z.object({ object: z.object({ sha: z.string() }) });

/** A repository by its name, or why it cannot be asked. `needs`: what would show it where no credential was given. */
export async function namedRepository(
  github: GitHub | undefined,
  name: string | undefined,
  needs: string,
): Promise<Answer<NamedRepository>> {
  if (name === undefined)
    return no('NO_DATA', 'on a laptop this repository has no name on GitHub', 'a run in GitHub Actions');
  if (github === undefined) return no('NO_CREDENTIAL', `${name} cannot be asked without a token`, needs);
  const answer = await github.get('GET /repos/{owner}/{repo}', ownerAndRepo(name), Named);
  if (!answer.ok) return answer;
  const { full_name: now, default_branch: defaultBranch } = answer.data;
  if (now.toLowerCase() === name.toLowerCase()) return { ok: true, data: { github, name, defaultBranch } };
  const message = `GitHub answers for ${name} as ${now}: it was renamed or moved`;
  return no('NO_DATA', message, 'its present name in the configuration');
}

/** The last commit of the default branch, at this moment. */
export async function tipOf({ github, name, defaultBranch }: NamedRepository): Promise<Answer<string>> {
  const route = 'GET /repos/{owner}/{repo}/git/ref/{+ref}';
  const answer = await github.get(route, { ...ownerAndRepo(name), ref: `heads/${defaultBranch}` }, Reference);
  return answer.ok ? { ok: true, data: answer.data.object.sha } : answer;
}

/** The bytes of a file, that there is none, or why nobody could look. */
export type FileAtRef =
  | { state: 'there'; content: Uint8Array }
  | { state: 'absent'; message: string }
  | { state: 'unknown'; because: Because };

/** A file of the repository at a commit; `path` counts from the top. */
export async function readAtRef(
  { github, name }: NamedRepository,
  path: string,
  ref: string,
  maxBytes: number,
): Promise<FileAtRef> {
  const route = 'GET /repos/{owner}/{repo}/contents/{+path}';
  const answer = await github.bytes(route, { ...ownerAndRepo(name), path, ref }, maxBytes);
  if (answer.ok) return { state: 'there', content: answer.data };
  if (answer.because.code === 'NOT_FOUND') return { state: 'absent', message: 'does not exist' };
  return { state: 'unknown', because: answer.because };
}

function no(code: 'NO_DATA' | 'NO_CREDENTIAL', message: string, needs: string): Answer<never> {
  return { ok: false, because: { code, message, needs } };
}
