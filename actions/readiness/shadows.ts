import type { Collected } from '../../shared/core/collected.ts';
import { artifactReports, producedReports } from '../../shared/domain/found-report/found.ts';
import { judgedCommits } from '../../shared/domain/judged-fact/judged-fact.ts';
import type { Shadow } from '../../shared/domain/readiness/config.ts';
import { readFile } from '../../shared/domain/readiness/file.ts';
import { type Comparison, compareVerdicts, type Own, readVerdict } from '../../shared/domain/readiness/shadow.ts';
import { noData, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';

/** What another gate says, held against this one; or why it could not be compared. */
export type Compared = { shadow: Shadow; said: string; comparison: Comparison } | { shadow: Shadow; verdict: Verdict };

/** Reads the verdict files of all other gates, compares them and records what differs. */
export async function compareShadows(
  ctx: Ctx,
  collected: Collected,
  own: readonly Own[],
  ready: boolean,
): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const shadow of ctx.inputs.shadow) compared.push(await compareShadow(ctx, shadow, collected, own, ready));
  for (const one of compared) tellShadow(ctx, one);
  return compared;
}

/** Reads the verdict file of another gate, and compares it. */
async function compareShadow(
  ctx: Ctx,
  shadow: Shadow,
  collected: Collected,
  own: readonly Own[],
  ready: boolean,
): Promise<Compared> {
  const { path, artifact } = shadow;
  const found =
    artifact === undefined
      ? await producedReports(ctx, { path })
      : await artifactReports(ctx, { path, artifact }, collected, (runId) => runId === ctx.subject.runId);
  const [file] = found.reports;
  const [not] = found.not;
  if (file === undefined) {
    const because = not !== undefined && 'because' in not ? not.because : undefined;
    const message = not !== undefined && 'problem' in not ? not.problem : `there is no ${path}`;
    return { shadow, verdict: unverified(because ?? noData(message, 'the verdict file of the other gate')) };
  }
  const read = readFile({ name: file.name, path, content: file.content, sha256: file.sha256 });
  const commits: readonly unknown[] = judgedCommits(ctx.subject);
  const names = [file.artifact?.headSha, 'document' in read ? read.document.get('/commit') : undefined];
  const foreign = names.find((commit) => commit !== undefined && !commits.includes(commit));
  if (foreign !== undefined) {
    const message = `${file.name} is of another commit: ${JSON.stringify(foreign)}`;
    return { shadow, verdict: unverified(noData(message, 'a verdict on the judged commit')) };
  }
  const verdict = 'document' in read ? readVerdict(read.document.value) : undefined;
  if (verdict?.ok === true)
    return {
      shadow,
      said: verdict.verdict.said,
      comparison: compareVerdicts(verdict.verdict, own, shadow.checks, ready),
    };
  const why =
    verdict === undefined ? ('problem' in read ? read.problem : 'cannot be read') : `${file.name} ${verdict.why}`;
  return { shadow, verdict: unverified(noData(why, 'a file with decision or status, and checks')) };
}

/** Records what was compared: one result for each point that differs. */
function tellShadow(ctx: Ctx, compared: Compared): void {
  const { id } = compared.shadow;
  if ('verdict' in compared) {
    if (compared.verdict.status === 'unverified') ctx.unverified('shadow-agrees', { id }, compared.verdict.because);
    return;
  }
  const { disagreements } = compared.comparison;
  if (disagreements.length === 0) ctx.passed('shadow-agrees', { id });
  const seen = new Set<string>();
  for (const { check, id: ours, ours: here, theirs } of disagreements) {
    // A gate that lists a check twice disagrees once.
    if (seen.has(check)) continue;
    seen.add(check);
    ctx.failed('shadow-agrees', {
      id,
      part: check,
      problem: `${check} is ${theirs} there and ${here} here${ours === undefined ? '' : ` (${ours})`}`,
      expected: here,
      actual: theirs,
      fix: 'find out which of the two is wrong, before the other gate is taken away',
    });
  }
}
