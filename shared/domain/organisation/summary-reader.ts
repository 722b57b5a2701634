import { ownerAndRepo } from '../../core/repository.ts';
import { BranchSchema } from '../github-rules/api-branch.ts';
import { needs, unread } from '../github-rules/needs.ts';
import { type Entry, entryOf, knownFacts, type OwnReader } from './progress.ts';

/**
 * Reads what every reader sees of the protection of a default branch, where classic protection itself is hidden: 1 request for each such
 * repository.
 */
export function summaryReader(may: (repository: string) => boolean): OwnReader {
  return {
    wanted: (progress) =>
      progress.repositories.filter((name) => {
        const { own, classic, branch } = entryOf(progress, name);
        const isHidden = classic?.state === 'unknown' && classic.because.code === 'MISSING_PERMISSION';
        return isHidden && own === undefined && branch === undefined && may(name);
      }),
    async read(github, repository, progress) {
      const branch = knownFacts(progress, repository)?.default_branch ?? '';
      const route = 'GET /repos/{owner}/{repo}/branches/{branch}';
      const answer = await github.get(route, { ...ownerAndRepo(repository), branch }, BranchSchema);
      if (answer.ok) {
        const { name, protected: isProtected, protection } = answer.data;
        const data = { name, protected: isProtected, ...(protection === undefined ? {} : { protection }) };
        return { entry: { branch: { state: 'read', data } }, limit: undefined, fault: undefined };
      }
      const because = unread(answer.because, needs.contents);
      const entry: Partial<Entry> = { branch: { state: 'unknown', because } };
      return {
        entry,
        limit: because.code === 'RATE_LIMITED' ? because : undefined,
        fault: because.code === 'GITHUB_DOWN' ? because : undefined,
      };
    },
  };
}
