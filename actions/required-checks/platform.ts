import { type Because, GovernanceError } from '../../shared/core/errors.ts';
import { meteredGitHub } from '../../shared/core/metered.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { type Credential, judgedRepository, strongest } from '../../shared/domain/github-rules/judged-repository.ts';
import { parseRepository, type Repository, repositoryKey } from '../../shared/parse/repository.ts';
import type { Ctx } from './definition.ts';

/** The API and the repository that it is asked about, or why nobody can be asked. */
export type Platform =
  | { ok: true; github: GitHub; at: { owner: string; repo: string }; credential: Credential; asked(): number }
  | { ok: false; because: Because; asked(): number };

/** GitHub with the workflow's own token, or without one; `asked` tells how often it was asked for something, each page of a list by itself. */
export function platformOf(ctx: Ctx): Platform {
  const { repository: own, event } = ctx.subject;
  const { credential, github: inner } = strongest(ctx);
  const judged = judgedRepository(ctx.inputs.repository, own, inner);
  if (!judged.ok) return { ...judged, asked: () => 0 };
  const { repository } = judged;
  if (event !== 'local' && own !== undefined && !isSame(own, repository))
    throw new GovernanceError(
      'BAD_INPUT',
      `the workflows of ${own} say nothing about the rules of ${repository.owner}/${repository.name}`,
      { hint: 'Leave repository out: a run judges its own repository.' },
    );
  const { github, requests } = meteredGitHub(inner);
  return { ok: true, github, at: { owner: repository.owner, repo: repository.name }, credential, asked: requests };
}

function isSame(name: string, repository: Repository): boolean {
  const other = parseRepository(name, repository.host);
  return other !== undefined && repositoryKey(other) === repositoryKey(repository);
}
