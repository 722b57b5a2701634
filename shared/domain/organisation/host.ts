import type { GitHub } from '../../core/ports.ts';
import { parseRepository, sameRepository } from '../../parse/repository.ts';
import type { RepositoryFacts } from '../github-rules/api-branch.ts';
import type { Part } from '../seen-repository/observation.ts';
import { viewRepository } from '../seen-repository/observe.ts';
import type { AuditContext } from './audit-context.ts';

/**
 * Whether only those can read the report and its log who were let in. On a laptop that is whoever runs it; of a repository that could not be
 * read, is open to a whole enterprise, or answers by another name it is not known. 1 request.
 */
export async function isPrivateHost(ctx: Pick<AuditContext, 'subject'>, github: GitHub): Promise<boolean> {
  const { repository } = ctx.subject;
  if (repository === undefined) return ctx.subject.event === 'local';
  if (parseRepository(repository) === undefined) return false;
  const facts: Part<RepositoryFacts> = await viewRepository(github, repository).facts();
  if (facts.state !== 'read') return false;
  const { private: closed, visibility, full_name: name } = facts.data;
  return closed && (visibility ?? 'private') === 'private' && sameRepository(name, repository);
}
