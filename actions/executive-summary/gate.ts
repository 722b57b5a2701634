import type { Because } from '../../shared/core/errors.ts';
import type { Change, Unit } from '../../shared/core/history.ts';
import type { Found, GitHub, Missing } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { z } from '../../shared/core/zod.ts';
import { approvalsOf } from '../../shared/domain/approval/approvals.ts';
import type { Ctx } from './definition.ts';

/** Files that belong to the gate everywhere, from the top of the repository. */
const gateFiles = ['.github/workflows/**', '.github/actions/**', '.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Events that are about a change. The others (schedule, dispatch, release) run on a version that somebody chose. */
const changeEvents = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'merge_group',
];
const gateFileMaxBytes = 16 * 1024 * 1024;

/**
 * Judges whether what judges was changed by what it judges. Each pull request or commit of the run is looked at by itself; a
 * change of the gate passes when enough of the listed people approved it at its head.
 */
export async function judgeGate(ctx: Ctx): Promise<void> {
  const none = { unit: [], paths: [], ids: [] };
  const { source } = ctx.policy;
  if (source.kind !== 'base') {
    const why = source.kind === 'bootstrap' ? 'the base has no gate yet' : 'on a laptop nothing is gated';
    ctx.notApplicable('gate-unchanged', none, why);
    return;
  }
  const globs = [...gateFiles, source.path, ...ctx.inputs['gate-files']];
  const [units, matches] = await Promise.all([ctx.policy.history.units(), ctx.matcher(globs)]);
  if (!units.ok) {
    if (changeEvents.includes(ctx.subject.event)) ctx.unverified('gate-unchanged', none, units.because);
    else await compareTrees(ctx, matches);
    return;
  }
  for (const unit of units.units) await judgeUnit(ctx, unit, matches);
}

async function judgeUnit(ctx: Ctx, unit: Unit, matches: (path: string) => boolean): Promise<void> {
  const about = unit.key === '' ? [] : [unit.key];
  const listed = await unit.changes();
  if (!listed.ok) {
    ctx.unverified('gate-unchanged', { unit: about, paths: [], ids: [] }, listed.because);
    return;
  }
  const touched = listed.changes.filter((change) => namesOf(change).some(matches));
  const paths = touched.map(({ path }) => path);
  const ids: string[] = [];
  for (const change of touched) {
    const now = change.kind === 'deleted' ? undefined : await unit.content(change, 'after', gateFileMaxBytes);
    ids.push(`${change.kind} ${change.path} ${stateOf(now)}`);
  }
  const fact = { unit: about, paths, ids };
  if (touched.length === 0) {
    ctx.passed('gate-unchanged', fact);
    return;
  }
  const approved = await approvalsFor(ctx, unit);
  const at = paths[0] === undefined ? undefined : { path: paths[0] };
  if ('because' in approved) ctx.unverified('gate-unchanged', fact, approved.because, at);
  else ctx.judge('gate-unchanged', approved.enough, { ...fact, problem: approved.problem, fix: approved.fix }, at);
}

/** What a waiver is bound to: the bytes, or why there are none. */
function stateOf(file: Found | Missing | undefined): string {
  if (file === undefined) return 'gone';
  return file.found ? file.sha256 : `${file.reason}: ${file.message}`;
}

/** Without a change to look at: whether the version that runs has the gate of the default branch, file by file. */
async function compareTrees(ctx: Ctx, matches: (path: string) => boolean): Promise<void> {
  const { top, judged } = ctx.policy;
  const [trusted, own] = [await top.list(), await judged.list()];
  const unlisted = [trusted, own].find((listed) => !listed.ok);
  if (unlisted?.ok === false) {
    ctx.unverified('gate-unchanged', { unit: [], paths: [], ids: [] }, unlisted.because);
    return;
  }
  const all = [trusted, own].flatMap((listed) => (listed.ok ? listed.paths : []));
  const paths: string[] = [];
  const ids: string[] = [];
  for (const path of [...new Set(all)].filter(matches).sort()) {
    const [before, now] = [await top.read(path, gateFileMaxBytes), await judged.read(path, gateFileMaxBytes)];
    const unread = [before, now].find((file) => !file.found && file.because !== undefined);
    if (unread?.found === false && unread.because !== undefined) {
      ctx.unverified('gate-unchanged', { unit: [], paths: [path], ids: [] }, unread.because, { path });
      return;
    }
    if (stateOf(before) === stateOf(now)) continue;
    paths.push(path);
    ids.push(`${path} ${stateOf(now)}`);
  }
  const problem = ', compared with the default branch';
  const fix = 'run it on a version whose gate is that of the default branch, or waive exactly this difference there';
  const at = paths[0] === undefined ? undefined : { path: paths[0] };
  ctx.judge('gate-unchanged', paths.length === 0, { unit: [], paths, ids, problem, fix }, at);
}

function namesOf({ path, copiedFrom }: Change): string[] {
  return copiedFrom === undefined ? [path] : [path, copiedFrom];
}

type Approved = { enough: boolean; problem: string; fix: string } | { because: Because };

async function approvalsFor(ctx: Ctx, unit: Unit): Promise<Approved> {
  const { 'gate-approvers': approvers, 'gate-approvals': asked, 'ignored-co-authors': ignored } = ctx.inputs;
  const { repository } = ctx.subject;
  const people = [...new Set(approvers.flatMap((name) => ctx.policy.roles[name] ?? [name]))];
  if (people.length === 0) {
    const problem = ', and the configuration names nobody who could approve that';
    const fix =
      'name people under executive-summary: gate-approvers on the default branch, or make the change of the gate by itself and waive it there';
    return { enough: false, problem, fix };
  }
  const github = ctx.github();
  if (github === undefined || repository === undefined) {
    const message = 'the approvals could not be asked for without a token';
    return { because: { code: 'NO_CREDENTIAL', message, needs: 'the input token, with pull-requests: read' } };
  }
  const own =
    ctx.subject.pullRequest === undefined
      ? undefined
      : { number: ctx.subject.pullRequest, head: ctx.subject.headSha ?? '' };
  const pull = own ?? (await pullRequestOf(github, repository, unit));
  if ('code' in pull) return { because: pull };
  const answer = await approvalsOf(github, repository, pull.number, pull.head, people, ignored);
  if (!answer.ok) return { because: answer.because };
  const { approvals, refused, openedByBot } = answer.data;
  const needed = asked + (openedByBot ? 1 : 0);
  const notCounted = refused.map(({ by, why }) => `${by}: ${why}`).join('; ');
  return {
    enough: approvals.length >= needed,
    problem: `; ${approvals.length} of ${needed} approvals by ${people.join(', ')} count${notCounted === '' ? '' : ` (not counted: ${notCounted})`}`,
    fix: `have pull request #${pull.number} approved at its head by ${needed} of: ${people.join(', ')}, and run this again`,
  };
}

const PullRequests = z.array(
  z.object({
    number: z.number().int(),
    head: z.object({ sha: z.string() }),
    merge_commit_sha: z.string().nullable().optional(),
  }),
);

interface PullRequest {
  number: number;
  head: string;
}

/** The pull request that brought a commit, when the platform knows exactly one. */
async function pullRequestOf(
  github: GitHub,
  repository: string,
  { head = '', name }: Unit,
): Promise<PullRequest | Because> {
  const answer = await github.get(
    'GET /repos/{owner}/{repo}/commits/{sha}/pulls',
    { ...ownerAndRepo(repository), sha: head },
    PullRequests,
  );
  if (!answer.ok) return answer.because;
  const merged = answer.data.filter((pull) => pull.merge_commit_sha === head);
  const [only, second] = merged.length > 0 ? merged : answer.data;
  if (only !== undefined && second === undefined) return { number: only.number, head: only.head.sha };
  const message = `GitHub knows ${answer.data.length === 0 ? 'no' : 'more than one'} pull request for ${name}`;
  return { code: 'NO_DATA', message, needs: 'an approved pull request for every change of the gate' };
}
