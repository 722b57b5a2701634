import { type ContractFacts, contractEntry, contractFiles, facts, manifestText, paths } from './contract-files.ts';
import { type GitHubAnswer, type GitHubAnswers, notFound } from './memory-github.ts';

/** The release of the made-up producer that follows the pinned one. */
export const next: ContractFacts = {
  ...facts,
  tag: 'v2.5.0',
  commit: '3f'.repeat(20),
  service: 'ledger.v2.5',
};
export const nextManifest = manifestText(next);
export const tip = 'd'.repeat(40);
export const repo = 'GET /repos/harbour-example/ledger';
export const remote = { mode: 'required', path: 'contracts/manifest.json' };
export const entry = { ...contractEntry, remote };
export const files = contractFiles();
export const pin = files[paths.pin] ?? '';
export const mirror = files[paths.mirror] ?? '';
export const matrix = files[paths.matrix] ?? '';

export function reference(sha: string, type = 'commit'): GitHubAnswer {
  return { json: { object: { type, sha } } };
}

export function release(tag: string, prerelease = false): GitHubAnswer {
  return { json: { tag_name: tag, draft: false, prerelease } };
}

/** What the producer says about one of its releases, whose manifest is at the commit of its tag. */
export function released({ tag, commit }: ContractFacts, manifest: string | Uint8Array): GitHubAnswers {
  return {
    [`${repo}/git/ref/tags/${tag}`]: reference(commit),
    [`${repo}/git/ref/heads/${tag}`]: notFound,
    [`${repo}/releases/tags/${tag}`]: release(tag),
    [`${repo}/compare/${commit}...${tip}`]: { json: { status: 'ahead' } },
    [`${repo}/contents/contracts/manifest.json?ref=${commit}`]: { raw: manifest },
  };
}

/** A producer with the pinned release and the one after it. */
export const producer: GitHubAnswers = {
  [repo]: { json: { full_name: 'harbour-example/ledger', default_branch: 'main' } },
  [`${repo}/tags`]: { json: [{ name: next.tag }, { name: facts.tag }, { name: 'v1.9.0' }, { name: 'nightly' }] },
  [`${repo}/git/ref/heads/main`]: reference(tip),
  [`${repo}/releases/latest`]: release(next.tag),
  ...released(facts, mirror),
  ...released(next, nextManifest),
};
