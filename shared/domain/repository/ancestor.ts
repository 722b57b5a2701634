import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { type Inside, type Seen, seenIn } from './repository.ts';

const Comparison = z.object({ status: z.enum(['ahead', 'behind', 'identical', 'diverged']) });

/** Whether `commit` is `tip` or one of its ancestors; absent when the repository has no such commit. */
export async function isAncestor({ github, name }: Inside, commit: string, tip: string): Promise<Seen<boolean>> {
  const asked = { ...ownerAndRepo(name), basehead: `${commit}...${tip}` };
  const seen = seenIn(await github.get('GET /repos/{owner}/{repo}/compare/{basehead}', asked, Comparison));
  if (seen.state !== 'there') return seen;
  return { state: 'there', data: seen.data.status === 'ahead' || seen.data.status === 'identical' };
}
