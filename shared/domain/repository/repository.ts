import type { Because } from '../../core/errors.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';

/** A repository that can be asked: the credential sees it under this very name, so that a 404 inside it means absent. */
export interface NamedRepository {
  readonly github: GitHub;
  /** `owner/name`. */
  readonly name: string;
  readonly defaultBranch: string;
  /** False where issues are switched off. */
  readonly hasIssues?: boolean | undefined;
}

/** What is asked inside of a repository that is visible. */
export type Inside = Pick<NamedRepository, 'github' | 'name'>;

/** A thing that is there, is certainly not there (`message` is a clause that continues its name), or could not be looked at. */
export type Seen<T> =
  | { state: 'there'; data: T }
  | { state: 'absent'; message: string }
  | { state: 'unknown'; because: Because };

const Named = z.object({
  full_name: z.string(),
  default_branch: z.string().min(1),
  has_issues: z.boolean().optional(),
});

/**
 * A repository by its name, or why it cannot be asked. A renamed one answers under another name, and whoever takes the old one over would
 * be asked instead. `needs`: what would show it where no credential was given.
 */
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
  const { full_name: now, default_branch: defaultBranch, has_issues: hasIssues } = answer.data;
  if (now.toLowerCase() === name.toLowerCase()) return { ok: true, data: { github, name, defaultBranch, hasIssues } };
  const message = `GitHub answers for ${name} as ${now}: it was renamed or moved`;
  return no('NOT_FOUND', message, 'its present name in the configuration');
}

/** What an answer from inside of a visible repository shows. */
export function seenIn<T>(answer: Answer<T>): Seen<T> {
  if (answer.ok) return { state: 'there', data: answer.data };
  const { because } = answer;
  return because.code === 'NOT_FOUND' ? { state: 'absent', message: 'does not exist' } : { state: 'unknown', because };
}

function no(code: 'NO_DATA' | 'NO_CREDENTIAL' | 'NOT_FOUND', message: string, needs: string): Answer<never> {
  return { ok: false, because: { code, message, needs } };
}
