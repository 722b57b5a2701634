import { fullCheckout } from '../core/errors.ts';
import { sha256 } from '../core/fingerprint.ts';
import { containedPath } from '../core/path.ts';
import type { Answer, GitHub, Missing, Tree } from '../core/ports.ts';
import { ownerAndRepo } from '../core/repository.ts';
import { z } from '../core/zod.ts';
import { tooLarge } from './missing.ts';

const Entry = z.object({ path: z.string(), type: z.string() });
const Reference = z.object({ object: z.object({ sha: z.string() }) });
const Listing = z.object({ truncated: z.boolean(), tree: z.array(Entry) });

/**
 * The tree of a commit through the contents API, for a commit that is not in the checkout. A 404 counts as absent only
 * when the commit itself can be read: else it may be hidden from this credential.
 */
export function apiTree(github: GitHub, repository: string, commit: string): Tree {
  const { owner, repo } = ownerAndRepo(repository);
  return {
    ref: commit,
    async read(path, maxBytes) {
      const contained = containedPath(path);
      if (!contained.ok) return { found: false, path, reason: 'outside', message: contained.message };
      const route = 'GET /repos/{owner}/{repo}/contents/{+path}';
      const answer = await github.bytes(route, { owner, repo, path: contained.path, ref: commit }, maxBytes);
      if (answer.ok) {
        const content = answer.data;
        return {
          found: true,
          source: 'api',
          path: contained.path,
          ref: commit,
          sha256: sha256(content),
          bytes: content.length,
          content,
        };
      }
      if (answer.because.code === 'TRUNCATED') {
        return tooLarge(path, maxBytes);
      }
      const hidden: Missing = {
        found: false,
        path,
        reason: 'unreadable',
        message: answer.because.message,
        because: answer.because,
      };
      if (answer.because.code !== 'NOT_FOUND') return hidden;
      const seen = await github.get(
        'GET /repos/{owner}/{repo}/git/commits/{sha}',
        { owner, repo, sha: commit },
        z.object({ sha: z.string() }),
      );
      return seen.ok ? { found: false, path, reason: 'absent', message: 'does not exist' } : hidden;
    },
    async list() {
      const answer = await github.get(
        'GET /repos/{owner}/{repo}/git/trees/{sha}',
        { owner, repo, sha: commit, recursive: '1' },
        Listing,
      );
      if (!answer.ok) return answer;
      if (answer.data.truncated) {
        const message = `the API lists only a part of the files of commit ${commit}`;
        return { ok: false, because: { code: 'TRUNCATED', message, needs: fullCheckout } };
      }
      const files = answer.data.tree.filter(({ type }) => type !== 'tree');
      return { ok: true, paths: files.map(({ path }) => path).sort() };
    },
  };
}

/** The commit that a branch of a repository points at now. */
export async function branchTip(github: GitHub, repository: string, branch: string): Promise<Answer<string>> {
  const { owner, repo } = ownerAndRepo(repository);
  const parameters = { owner, repo, ref: `heads/${branch}` };
  const answer = await github.get('GET /repos/{owner}/{repo}/git/ref/{+ref}', parameters, Reference);
  return answer.ok ? { ok: true, data: answer.data.object.sha } : answer;
}
