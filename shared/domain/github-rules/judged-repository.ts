import { type Because, GovernanceError } from '../../core/errors.ts';
import type { GitHub } from '../../core/ports.ts';
import { parseRepository, type Repository } from '../../parse/repository.ts';

/** What the API is asked with. What that turns out to see is another matter. */
export const credentials = ['admin-token', 'token', 'none'] as const;
export type Credential = (typeof credentials)[number];

/** In words that continue "asked with". */
export const credentialTexts: Readonly<Record<Credential, string>> = {
  'admin-token': 'admin-token',
  token: 'the token of the workflow',
  none: 'no token, as everybody may',
};

/** The strongest credential that there is. A public repository needs none. */
export function strongest(
  ctx: { github(): GitHub | undefined; publicGitHub(): GitHub },
  admin?: GitHub,
): { credential: Credential; github: GitHub } {
  if (admin !== undefined) return { credential: 'admin-token', github: admin };
  const own = ctx.github();
  return own === undefined ? { credential: 'none', github: ctx.publicGitHub() } : { credential: 'token', github: own };
}

/**
 * Which repository is judged: the one that the configuration names, else the one of the run. Not ok: nobody says which, or it is where nobody
 * asks. Throws BAD_INPUT for a name that is none.
 */
export function judgedRepository(
  asked: string | undefined,
  own: string | undefined,
  { host }: Pick<GitHub, 'host'>,
): { ok: true; repository: Repository } | { ok: false; because: Because } {
  const not = (message: string, needs: string): { ok: false; because: Because } => ({
    ok: false,
    because: { code: 'NO_DATA', message, needs },
  });
  const name = asked ?? own;
  if (name === undefined)
    return not('which repository is judged is not known: a laptop names none', 'the input repository, as owner/name');
  const repository = parseRepository(name, host);
  if (repository === undefined)
    throw new GovernanceError('BAD_INPUT', `the input repository names no repository: ${name}`, {
      hint: 'Write it as owner/name.',
    });
  if (repository.host !== host)
    return not(`the repository is on ${repository.host}, and this run asks ${host}`, `a run on ${repository.host}`);
  return { ok: true, repository };
}
