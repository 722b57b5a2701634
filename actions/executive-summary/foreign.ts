import type { Collected, CollectedFile } from '../../shared/core/collected.ts';
import { makeResult } from '../../shared/core/result.ts';
import { rule } from '../../shared/core/rule.ts';
import { readForeign } from '../../shared/domain/foreign-report/read.ts';
import { placeOf } from '../../shared/domain/own-report/candidates.ts';
import type { Jobs } from '../../shared/domain/run-jobs/report-job.ts';
import { uploadedAttempt } from '../../shared/domain/run-jobs/uploaded.ts';
import { decodeText } from '../../shared/parse/text.ts';
import type { Ctx, Foreign } from './definition.ts';
import type { Entry } from './entries.ts';
import type { Judged } from './rows.ts';

/** What the report of another tool says, as a result. Not waivable: its words bind nothing that a waiver could name. */
const foreignSays = rule<{ id: string; problem: string }>({
  severity: 'critical',
  waivable: false,
  asserts: 'The report of the other tool was measured and passed.',
  why: 'A hand-written report is believed only as far as its own numbers go.',
  about: ({ id }) => [id],
  says: ({ problem }) => problem,
});

/** Judges a report of another tool: bound by the artifact's run, commit and digest, and read by its shape. */
export function judgeForeign(ctx: Ctx, foreign: Foreign, collected: Collected, jobs: Jobs): Judged {
  const { id, artifact, path } = foreign;
  const entry: Entry = { control: id, job: foreign.job, state: 'present' };
  const file = newest(collected.files.filter((each) => isAt(each, artifact, path)));
  const other = (state: 'missing' | 'invalid' | 'foreign', problem: string, fix: string): Judged => ({
    entry: { ...entry, state, problem, fix },
    expected: { control: id, state, why: problem },
    uses: [],
    ...(file === undefined ? {} : found(file)),
  });
  if (file === undefined) {
    const loose = collected.files.find((each) => each.origin.kind === 'folder' && `/${each.path}`.endsWith(`/${path}`));
    const problem =
      loose === undefined
        ? `there is no ${path} in an artifact ${artifact} of this run`
        : `${path} lies in a folder, where nothing binds it to this run`;
    return other('missing', problem, `let its job upload ${path} as artifact ${artifact}`);
  }
  const { origin } = file;
  const bound =
    origin.kind === 'artifact' && origin.runId === ctx.subject.runId && origin.headSha === ctx.subject.headSha;
  if (!bound)
    return other('foreign', `the artifact ${artifact} is not of this run and commit`, 'upload it in this run');
  const attempt = attemptProblem(ctx, foreign, origin.createdAt, jobs);
  if (attempt !== undefined)
    return other('foreign', attempt, 'name its job, and let that upload the report in each attempt');
  const decoded = decodeText(file.content);
  const read = decoded.ok
    ? readForeign(decoded.text, foreign.contract === undefined ? {} : { contract: foreign.contract })
    : { state: 'invalid' as const, why: decoded.message };
  if (read.state === 'invalid')
    return other(
      'invalid',
      read.why,
      'make it one of the shapes that .github/guides/decision.md#one-decision of the suite lists',
    );
  const problem = read.reasons.map(({ message }) => message).join('; ') || read.summary;
  const name = `${id}/says`;
  const because = { code: 'NO_DATA' as const, message: problem, needs: `a ${path} that was measured` };
  const result = makeResult(
    name,
    foreignSays,
    read.status,
    { id, problem },
    read.status === 'unverified' ? { because } : {},
  );
  return {
    entry,
    expected: {
      control: id,
      state: 'present',
      status: read.status,
      results: [result],
      ...(read.claimed ? { claimed: true } : {}),
    },
    uses: [],
    owner: foreign.owner,
    summary: `${read.shape}: ${read.summary}`,
    ...found(file),
  };
}

/** Jobs that are not known are judged by themselves. */
function attemptProblem(ctx: Ctx, { job }: Foreign, createdAt: string, jobs: Jobs): string | undefined {
  const attempt = uploadedAttempt(ctx.subject, job, createdAt, jobs);
  if (attempt.ok) return undefined;
  if ('problem' in attempt) return attempt.problem;
  return job !== undefined && jobs?.ok !== true ? undefined : attempt.because.message;
}

function isAt({ origin, path }: CollectedFile, artifact: string, wanted: string): boolean {
  return origin.kind === 'artifact' && origin.name === artifact && path === wanted;
}

/** Re-runs leave artifacts of one name behind; the newest has the greatest id. */
function newest(files: readonly CollectedFile[]): CollectedFile | undefined {
  const id = ({ origin }: CollectedFile): number => (origin.kind === 'artifact' ? origin.id : 0);
  return [...files].sort((a, b) => id(b) - id(a))[0];
}

function found(file: CollectedFile): { from: string; sha256: string } {
  return { from: placeOf(file.origin, file.path), sha256: file.sha256 };
}
