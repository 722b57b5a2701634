import { checkedOutTag } from '../adapters/git-branches.ts';
import { version } from '../core/version.ts';
import { sameRepository } from '../parse/repository.ts';

const home = 'release-governance/release-governance';

/**
 * The commit of the release that a folder of this suite is a clone of: its tag is what is checked out, and it came from the suite's own
 * repository. Undefined for anything else, e.g. a fork, a mirror or a copy inside of another repository.
 */
export async function releaseCommit(folder: string): Promise<string | undefined> {
  const tagged = await checkedOutTag(folder, `v${version}`);
  return tagged !== undefined && sameRepository(tagged.origin, home) ? tagged.commit : undefined;
}
