import type { Because } from '../../shared/core/errors.ts';
import { isLiteral, patternProblem } from '../../shared/core/glob-pattern.ts';
import type { Change, Unit } from '../../shared/core/history.ts';
import { commonFields } from '../../shared/core/inputs.ts';
import { approvalsOf } from '../../shared/domain/approval/approvals.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { pullBringing } from '../../shared/domain/approval/pull-request.ts';
import type { Ctx } from './definition.ts';

const gateMaxBytes = 16 * 1024 * 1024;
/** It says which other configurations and folders may be named. */
const rootConfig = commonFields.config.default;
/** Files that belong to the gate everywhere, from the top of the repository. */
const gateFiles = ['.github/workflows/**', '.github/actions/**', '.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

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
  // A path without a wildcard may be that of a folder: then everything in it counts.
  const below = ctx.inputs['gate-files'].filter(isLiteral).map((path) => `${path}/**`);
  const globs = [...gateFiles, ...ctx.inputs['gate-files'], ...below];
  const [units, named] = await Promise.all([ctx.policy.history.units({ notLanded: true }), ctx.matcher(globs)]);
  // By name: a folder may be called (app) or [id], which mean something else in a glob.
  const matches = (path: string): boolean => path === rootConfig || path === source.path || named(path);
  if (!units.ok) {
    ctx.unverified('gate-unchanged', none, units.because);
    return;
  }
  if (units.units.length === 0) {
    ctx.notApplicable('gate-unchanged', none, 'the default branch has this commit: nothing is changed');
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
  const ids = await Promise.all(touched.map(async (change) => `${change.path} ${await identityOf(unit, change)}`));
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

/** Globs that could never match, or would match something else than their author means. */
export function gateFileProblems(globs: readonly string[]): { pointer: string; message: string }[] {
  return globs.flatMap((glob, index) => {
    const problem = patternProblem(glob);
    const pointer = `/executive-summary/gate-files/${index}`;
    return problem === undefined ? [] : [{ pointer, message: `the pattern ${problem}` }];
  });
}

/** What a waiver is bound to: the new bytes, or why there are none, which then holds for this commit alone. */
async function identityOf(unit: Unit, change: Change): Promise<string> {
  if (change.kind === 'deleted') return 'gone';
  const now = await unit.content(change, 'after', gateMaxBytes);
  return now.found ? `${change.kind} ${now.sha256}` : `${change.kind} ${now.reason} at ${unit.head ?? unit.name}`;
}

function namesOf({ path, copiedFrom }: Change): string[] {
  return copiedFrom === undefined ? [path] : [path, copiedFrom];
}

type Approved = { enough: boolean; problem: string; fix: string } | { because: Because };

async function approvalsFor(ctx: Ctx, unit: Unit): Promise<Approved> {
  const { 'gate-approvers': approvers, 'gate-approvals': asked, 'ignored-co-authors': ignored } = ctx.inputs;
  const { repository } = ctx.subject;
  const people = peopleOf(approvers, ctx.policy.roles, 'gate-approvers');
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
  const { pullRequest: number, headSha = '' } = ctx.subject;
  const own = number !== undefined && unit.pullRequest === number;
  const { head = '', name } = unit;
  const found = own
    ? { ok: true as const, data: { number, head: headSha } }
    : await pullBringing(github, repository, head, name);
  if (!found.ok) return { because: found.because };
  const pull = found.data;
  const answer = await approvalsOf(github, repository, pull.number, pull.head, people, ignored);
  if (!answer.ok) return { because: answer.because };
  const { approvals, refused, openedByBot, movedTo } = answer.data;
  const needed = asked + (openedByBot ? 1 : 0);
  const notCounted = refused.map(({ by, why }) => `${by}: ${why}`).join('; ');
  return {
    enough: approvals.length >= needed,
    problem: `${movedTo === undefined ? '' : `; the pull request has moved on to ${movedTo}`}; ${approvals.length} of ${needed} approvals by ${people.join(', ')} count${notCounted === '' ? '' : ` (not counted: ${notCounted})`}`,
    fix: `have pull request #${pull.number} approved at its head by ${needed} of: ${people.join(', ')}, and run this again`,
  };
}
