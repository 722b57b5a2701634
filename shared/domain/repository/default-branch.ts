import { isAncestor } from './ancestor.ts';
import { tipOf } from './reference.ts';
import type { NamedRepository, Seen } from './repository.ts';

/**
 * Whether the default branch of a repository holds a commit. That the platform knows it under the name of the repository says nothing: it
 * knows those of every fork, too.
 */
export async function onDefaultBranch(repository: NamedRepository, commit: string): Promise<Seen<boolean>> {
  const tip = await tipOf(repository);
  return tip.ok ? isAncestor(repository, commit, tip.data) : { state: 'unknown', because: tip.because };
}
