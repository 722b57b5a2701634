import type { Ask } from './platform-request.ts';
import { majorBranch } from './release-texts.ts';

/** A release that is to be published. */
export interface Release {
  /** `<owner>/<name>`. */
  repository: string;
  version: string;
  /** The commit that was verified, on the default branch. */
  sha: string;
  /** What changed, in Markdown. */
  notes: string;
}

/**
 * Publishes a release: its tag, which is never moved, then the branch of its major version, which only moves forward, then the release with its notes.
 * What a run before it has done already stays. Throws where the tag is on another commit, or the branch has commits that the release lacks.
 */
export async function publishRelease(ask: Ask, { repository, version, sha, notes }: Release): Promise<string[]> {
  const done: string[] = [];
  const git = `/repos/${repository}/git`;
  const tag = `v${version}`;
  const tagged = await refAt(ask, git, `tags/${tag}`);
  if (tagged !== undefined && tagged !== sha)
    throw new Error(`the tag ${tag} is on ${tagged}: a release is never moved`);
  if (tagged === undefined) {
    await ask(`${git}/refs`, { ref: `refs/tags/${tag}`, sha });
    done.push(`tagged ${sha} as ${tag}`);
  }

  const branch = majorBranch(version);
  const tip = await refAt(ask, git, `heads/${branch}`);
  if (tip === undefined) {
    await ask(`${git}/refs`, { ref: `refs/heads/${branch}`, sha });
    done.push(`made the branch ${branch}`);
  } else if (tip !== sha) {
    // Without force GitHub refuses a tip that the release does not contain.
    await ask(`${git}/refs/heads/${branch}`, { sha, force: false }, 'PATCH');
    done.push(`moved the branch ${branch} from ${tip}`);
  }

  const releases = (await ask(`/repos/${repository}/releases?per_page=100`)) as { tag_name: string }[];
  if (!releases.some(({ tag_name }) => tag_name === tag)) {
    await ask(`/repos/${repository}/releases`, { tag_name: tag, name: tag, body: notes });
    done.push(`published ${tag}`);
  }
  return done;
}

/** The commit or object of a ref, or undefined without one. */
async function refAt(ask: Ask, git: string, name: string): Promise<string | undefined> {
  const refs = (await ask(`${git}/matching-refs/${name}`)) as { ref: string; object: { sha: string } }[];
  return refs.find(({ ref }) => ref === `refs/${name}`)?.object.sha;
}
