import type { Because } from '../../core/errors.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { tagCommit } from '../repository/reference.ts';
import { type Inside, type Seen, seenIn } from '../repository/repository.ts';
import { failed, noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Source } from './entry.ts';

/** Bytes that the platform keeps: their sha256, and the commit of which they are. */
export interface Bytes {
  digest: string;
  commit: string;
}

const Artifact = z.object({
  name: z.string(),
  expired: z.boolean(),
  digest: z.string().nullish(),
  workflow_run: z.object({ id: z.number().int(), head_sha: z.string() }).partial().nullish(),
});
const Release = z.object({
  draft: z.boolean(),
  assets: z.array(z.object({ name: z.string(), digest: z.string().nullish(), state: z.string() })),
});

/** All that the platform keeps under the name of a source: re-runs leave several artifacts of one name. Never empty when there. */
export async function bytesOf(inside: Inside, source: Source): Promise<Seen<Bytes[]>> {
  return source.kind === 'artifact' ? artifactBytes(inside, source) : assetBytes(inside, source);
}

async function artifactBytes({ github, name }: Inside, source: Source & { kind: 'artifact' }): Promise<Seen<Bytes[]>> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
  const seen = seenIn(await github.all(route, { ...ownerAndRepo(name), run_id: source.runId }, Artifact));
  if (seen.state !== 'there') return seen;
  const named = seen.data.filter((each) => each.name === source.name);
  const kept = named.filter(({ expired }) => !expired);
  if (kept.length === 0) return { state: 'absent', message: named.length === 0 ? 'does not exist' : 'has expired' };
  const found: Bytes[] = [];
  for (const { digest, workflow_run: run } of kept) {
    const known = digestIn(digest);
    if (known === undefined || run?.head_sha === undefined || run.id !== source.runId)
      return { state: 'unknown', because: noDigest(source) };
    found.push({ digest: known, commit: run.head_sha });
  }
  return { state: 'there', data: found };
}

async function assetBytes(inside: Inside, source: Source & { kind: 'release-asset' }): Promise<Seen<Bytes[]>> {
  const { github, name } = inside;
  const route = 'GET /repos/{owner}/{repo}/releases/tags/{tag}';
  const seen = seenIn(await github.get(route, { ...ownerAndRepo(name), tag: source.tag }, Release));
  if (seen.state !== 'there') return seen;
  const asset = seen.data.assets.find((each) => each.name === source.name && each.state === 'uploaded');
  if (seen.data.draft || asset === undefined) return { state: 'absent', message: 'does not exist' };
  const digest = digestIn(asset.digest);
  if (digest === undefined) return { state: 'unknown', because: noDigest(source) };
  const commit = await tagCommit(inside, source.tag);
  return commit.state === 'there' ? { state: 'there', data: [{ digest, commit: commit.data }] } : commit;
}

function digestIn(text: string | null | undefined): string | undefined {
  return /^sha256:([0-9a-f]{64})$/.exec(text ?? '')?.[1];
}

function noDigest(source: Source): Because {
  const message = `GitHub does not give a sha256 and a commit of ${sourceName(source)}`;
  return noData(
    message,
    'an artifact of upload-artifact v4 or later, or an asset that was uploaded since digests are kept',
  );
}

/** A source in words. */
export function sourceName(source: Source): string {
  return source.kind === 'artifact'
    ? `the artifact ${source.name} of run ${source.runId}`
    : `the asset ${source.name} of the release ${source.tag}`;
}

/** Whether the platform still keeps these bytes, of this commit. */
export async function judgeBytes(inside: Inside, source: Source, { digest, commit }: Bytes): Promise<Verdict> {
  const seen = await bytesOf(inside, source);
  if (seen.state === 'unknown') return unverified(seen.because);
  const words = sourceName(source);
  const expected = `sha256 ${digest} of commit ${commit}`;
  const fix = 'promote what is there, by a new run';
  if (seen.state === 'absent')
    return failed({ problem: `${words} ${seen.message}`, expected, actual: seen.message, fix });
  if (seen.data.some((each) => each.digest === digest && each.commit === commit)) return passed;
  const actual = seen.data.map((each) => `sha256 ${each.digest} of commit ${each.commit}`);
  return failed({ problem: `${words} has ${actual.join(', ')}, expected ${expected}`, expected, actual, fix });
}
