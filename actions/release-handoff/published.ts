import type { Collected, CollectedFile } from '../../shared/core/collected.ts';
import { startedByWriters } from '../../shared/core/event.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { isCommitId } from '../../shared/core/hash-form.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { z } from '../../shared/core/zod.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import type { Verify } from '../../shared/domain/handoff/config.ts';
import { type Handed, textAt } from '../../shared/domain/handoff/handed.ts';
import { readingAt } from '../../shared/domain/repository/reading-at.ts';
import { tipOf } from '../../shared/domain/repository/reference.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import type { Ctx } from './definition.ts';

/** What the control calls its payload in artifacts, behind its own name and its key. */
const ending = '.payload.json';
const mostRuns = 20;

/**
 * Judges that a payload is the one that the producer gave out. A consumer holds it against the file on the default branch of the producer;
 * the producer itself, who brings that file, against what a run of its own generated for the commit.
 */
export async function judgePublished(
  ctx: Ctx,
  handed: Handed,
  policy: Verify,
  { own, repository }: { own: boolean; repository: Answer<NamedRepository> },
): Promise<Finding> {
  if (!repository.ok) return open(repository.because);
  return own ? ofOwnRun(ctx, handed, repository.data) : onDefaultBranch(ctx, handed, policy, repository.data);
}

async function onDefaultBranch(
  ctx: Ctx,
  handed: Handed,
  { published: path }: Verify,
  repository: NamedRepository,
): Promise<Finding> {
  const { name } = repository;
  if (path === undefined)
    return lacks(
      'it is not said where the producer has the payload, so that what stands in no file of its is compared with nothing',
      'verify: published, the path of the payload on the default branch of the producer',
    );
  const tip = await tipOf(repository);
  if (!tip.ok) return open(tip.because);
  const found = await readingAt({ ok: true, data: repository }, ctx.recorded)(path, tip.data);
  if (found.state === 'unknown') return open(found.because);
  if (found.state === 'absent')
    return lacks(
      `${path} of ${name} ${found.message}: the producer has published no payload`,
      `${path} on the default branch of ${name}`,
    );
  const expected = sha256(found.data);
  return expected === handed.digest ? holds() : other(handed, expected, `${path} of ${name} has other bytes`);
}

function other({ path, digest }: Handed, expected: unknown, problem: string): Finding {
  return wrong([], {
    problem: `the payload ${path} is not what the producer gave out: ${problem}`,
    expected,
    actual: digest,
    fix: `take the payload of the producer as it is into ${path}, byte for byte`,
    at: { path },
  });
}

/** Source: the schema `workflow-run` of GitHub's REST description. */
const Run = z.object({
  id: z.number().int().positive(),
  event: z.string(),
  head_sha: z.string(),
  head_repository: z.object({ full_name: z.string() }).nullish(),
});

async function ofOwnRun(ctx: Ctx, handed: Handed, { github, name }: NamedRepository): Promise<Finding> {
  const commit = textAt(handed, handed.shape.commit);
  if (commit === undefined || !isCommitId(commit))
    return lacks('it is not known of which commit the payload is', 'a commit in the payload');
  const route = 'GET /repos/{owner}/{repo}/actions/runs';
  const listed = await github.all(route, { ...ownerAndRepo(name), head_sha: commit }, Run);
  if (!listed.ok) return open(listed.because);
  // A fork has runs for the same commit, whose workflow is that of its author.
  const runs = listed.data.filter(
    ({ event, head_sha, head_repository }) =>
      startedByWriters.has(event) &&
      head_sha === commit &&
      head_repository?.full_name.toLowerCase() === name.toLowerCase(),
  );
  const needs = `a run of ${name} for ${commit} that generated the payload, with its artifacts, and actions: read`;
  if (runs.length === 0) return lacks(`${name} shows no run for ${commit} that a writer started`, needs);
  const ids = runs.slice(0, mostRuns).map(({ id }) => id);
  const collected = await ctx.reports({ artifacts: [], runs: ids });
  const payloads = generatedIn(collected, new Set(ids), commit);
  if (payloads.some((file) => file.sha256 === handed.digest)) return holds();
  const unseen = collected.unlistedRuns?.[0]?.because ?? collected.problems.find(({ because }) => because)?.because;
  if (unseen !== undefined) return open(unseen);
  if (runs.length > mostRuns)
    return open({
      code: 'TRUNCATED',
      message: `${commit} has ${runs.length} runs, and ${mostRuns} are looked at`,
      needs,
    });
  if (payloads.length === 0) return lacks(`no run of ${name} for ${commit} left a payload`, needs);
  const digests = [...new Set(payloads.map((file) => file.sha256))].sort();
  return other(handed, digests, `runs for ${commit} generated ${payloads.length === 1 ? 'another one' : 'others'}`);
}

/** The payloads that runs left in artifacts of the suite; by what the platform says of run and commit. */
function generatedIn({ files }: Collected, runs: ReadonlySet<number>, commit: string): CollectedFile[] {
  return files.filter(
    ({ origin, path }) =>
      origin.kind === 'artifact' &&
      runs.has(origin.runId) &&
      origin.headSha === commit &&
      origin.name.startsWith('governance-release-handoff-') &&
      path.startsWith('release-handoff') &&
      path.endsWith(ending),
  );
}
