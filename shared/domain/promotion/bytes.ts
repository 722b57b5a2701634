import type { Because } from '../../core/errors.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { parseTime } from '../../core/time.ts';
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

/** The same, with when they were uploaded (ms since 1970), by the clock of the platform. */
export interface KeptBytes extends Bytes {
  madeAt: number;
}

const Artifact = z.object({
  name: z.string(),
  created_at: z.string().nullish(),
  expired: z.boolean(),
  digest: z.string().nullish(),
  workflow_run: z.object({ id: z.number().int(), head_sha: z.string() }).partial().nullish(),
});
const Release = z.object({
  draft: z.boolean(),
  assets: z.array(
    z.object({
      name: z.string(),
      digest: z.string().nullish(),
      state: z.string(),
      created_at: z.string().nullish(),
    }),
  ),
});

/** All that the platform keeps under the name of a source: re-runs leave several artifacts of one name. Never empty when there. */
export async function bytesOf(inside: Inside, source: Source): Promise<Seen<KeptBytes[]>> {
  return source.kind === 'artifact' ? artifactBytes(inside, source) : assetBytes(inside, source);
}

async function artifactBytes(
  { github, name }: Inside,
  source: Source & { kind: 'artifact' },
): Promise<Seen<KeptBytes[]>> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
  const seen = seenIn(await github.all(route, { ...ownerAndRepo(name), run_id: source.runId }, Artifact));
  if (seen.state !== 'there') return seen;
  const named = seen.data.filter((each) => each.name === source.name);
  const kept = named.filter(({ expired }) => !expired);
  if (kept.length === 0) return { state: 'absent', message: named.length === 0 ? 'does not exist' : 'has expired' };
  const found: KeptBytes[] = [];
  for (const { digest, created_at, workflow_run: run } of kept) {
    const known = digestIn(digest);
    const madeAt = parseTime(created_at ?? '');
    if (known === undefined || madeAt === undefined || run?.head_sha === undefined || run.id !== source.runId)
      return { state: 'unknown', because: noDigest(source) };
    found.push({ digest: known, commit: run.head_sha, madeAt });
  }
  return { state: 'there', data: found };
}

async function assetBytes(inside: Inside, source: Source & { kind: 'release-asset' }): Promise<Seen<KeptBytes[]>> {
  const { github, name } = inside;
  const route = 'GET /repos/{owner}/{repo}/releases/tags/{tag}';
  const seen = seenIn(await github.get(route, { ...ownerAndRepo(name), tag: source.tag }, Release));
  if (seen.state !== 'there') return seen;
  const asset = seen.data.assets.find((each) => each.name === source.name && each.state === 'uploaded');
  if (seen.data.draft || asset === undefined) return { state: 'absent', message: 'does not exist' };
  const digest = digestIn(asset.digest);
  const madeAt = parseTime(asset.created_at ?? '');
  if (digest === undefined || madeAt === undefined) return { state: 'unknown', because: noDigest(source) };
  const commit = await tagCommit(inside, source.tag);
  return commit.state === 'there' ? { state: 'there', data: [{ digest, commit: commit.data, madeAt }] } : commit;
}

function digestIn(text: string | null | undefined): string | undefined {
  return /^sha256:([0-9a-f]{64})$/.exec(text ?? '')?.[1];
}

function noDigest(source: Source): Because {
  const message = `GitHub does not give a sha256, a commit and a time of ${sourceName(source)}`;
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

/** Whether the platform still keeps these bytes, of this commit, and since when it has them. */
export async function judgeBytes(
  inside: Inside,
  source: Source,
  { digest, commit }: Bytes,
): Promise<{ verdict: Verdict; madeAt: number | undefined }> {
  const seen = await bytesOf(inside, source);
  const only = (verdict: Verdict): { verdict: Verdict; madeAt: undefined } => ({ verdict, madeAt: undefined });
  if (seen.state === 'unknown') return only(unverified(seen.because));
  const words = sourceName(source);
  const expected = `sha256 ${digest} of commit ${commit}`;
  const fix = 'promote what is there, by a new run';
  if (seen.state === 'absent')
    return only(failed({ problem: `${words} ${seen.message}`, expected, actual: seen.message, fix }));
  const same = seen.data.filter((each) => each.digest === digest && each.commit === commit);
  if (same.length > 0) return { verdict: passed, madeAt: Math.min(...same.map(({ madeAt }) => madeAt)) };
  const actual = seen.data.map((each) => `sha256 ${each.digest} of commit ${each.commit}`);
  return only(failed({ problem: `${words} has ${actual.join(', ')}, expected ${expected}`, expected, actual, fix }));
}
