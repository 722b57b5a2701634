import type { Ask } from './platform-request.ts';
import type { ReleaseRecord } from './release-record.ts';
import { majorBranch } from './release-texts.ts';

/** A release that is to be published. */
export interface Release {
  /** `<owner>/<name>`. */
  repository: string;
  version: string;
  /** The commit that was verified. */
  sha: string;
  /** The default branch, which must still hold that commit. */
  branch: string;
  /** What the commit itself says of the newest release, where there has been one. */
  newest?: ReleaseRecord | undefined;
  /** What changed, in Markdown. */
  notes: string;
}

/**
 * Publishes a release: its tag, which is never moved, then the branch of its major version, which only moves forward, then the release with its notes.
 * What a run before it has done already stays. Throws where the tag is on another commit or was taken away again, where the default branch no longer
 * holds the commit, and where the branch of the major version has commits that the release lacks.
 */
export async function publishRelease(
  ask: Ask,
  { repository, version, sha, branch: trunk, newest, notes }: Release,
): Promise<string[]> {
  const done: string[] = [];
  const git = `/repos/${repository}/git`;
  const tag = `v${version}`;
  if (newest?.tag === tag && newest.sha !== sha)
    throw new Error(`${tag} was released as ${newest.sha}: a release is never made anew`);
  const tagged = await refAt(ask, git, `tags/${tag}`);
  if (tagged !== undefined && tagged !== sha)
    throw new Error(`the tag ${tag} is on ${tagged}: a release is never moved`);
  const releases = (await ask(`/repos/${repository}/releases?per_page=100`)) as Published[];
  const published = releases.find(({ tag_name }) => tag_name === tag);
  if (published !== undefined && (tagged === undefined || published.draft))
    throw new Error(`there is a release ${tag} without its tag, or as a draft: look who made it, and delete it first`);
  // Days can pass between the proof of a commit and the approval of its release.
  const { status } = (await ask(`/repos/${repository}/compare/${sha}...${encodeURIComponent(trunk)}?per_page=1`)) as {
    status: string;
  };
  if (status !== 'identical' && status !== 'ahead')
    throw new Error(`${trunk} no longer holds ${sha}: what it holds is what is released`);
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

  if (published === undefined) {
    await ask(`/repos/${repository}/releases`, { tag_name: tag, name: tag, body: notes });
    done.push(`published ${tag}`);
  }
  return done;
}

/** A release as `GET /repos/{owner}/{repo}/releases` lists it; GitHub makes a draft of one whose tag was deleted. */
interface Published {
  tag_name: string;
  draft: boolean;
}

/** The commit or object of a ref, or undefined without one. */
async function refAt(ask: Ask, git: string, name: string): Promise<string | undefined> {
  const refs = (await ask(`${git}/matching-refs/${name}`)) as { ref: string; object: { sha: string } }[];
  return refs.find(({ ref }) => ref === `refs/${name}`)?.object.sha;
}
