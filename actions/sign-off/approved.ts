import { milliseconds } from '../../shared/core/duration.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { type Approvals, approvalsOf } from '../../shared/domain/approval/approvals.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { landedMaxBytes } from '../../shared/domain/landing/landing.ts';
import { fileAt } from '../../shared/domain/repository/file-at.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { coverRoles, type RoleDemand } from '../../shared/domain/role-cover/cover.ts';
import { evidenceMaxBytes } from '../../shared/domain/sign-off/document.ts';
import { against, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { JudgedEvidence } from './evidence.ts';
import type { Brought, FoundDocument } from './found.ts';
import type { Platform } from './platform.ts';

/** An approval that counts, and the role for which it stands. */
export interface Signed {
  role: string;
  by: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** Who approved a document. */
export interface JudgedApproval {
  verdict: Verdict;
  signed: readonly Signed[];
  /** Everything that the platform says of it; undefined when that is not known. */
  approvals: Approvals | undefined;
  /** Approvals from before count for nothing; undefined when that is not known. */
  after: number | undefined;
}

/** The people of each role. */
export function demandsOf(ctx: Ctx): RoleDemand[] {
  return ctx.inputs.approvals.roles.map(({ role, count }) => ({
    role,
    people: peopleOf([role], ctx.policy.roles, 'sign-off: approvals: roles'),
    count,
  }));
}

/** Judges who approved a pull request: each role, by different people, after the evidence and in time. */
export async function judgeApproval(
  ctx: Ctx,
  brought: Answer<Brought>,
  platform: Platform,
  evidence: readonly JudgedEvidence[],
): Promise<JudgedApproval> {
  const nothing = { signed: [], approvals: undefined, after: undefined };
  if (!brought.ok) return { verdict: unverified(brought.because), ...nothing };
  const { repository } = platform;
  if (!repository.ok) return { verdict: unverified(repository.because), ...nothing };
  const demands = demandsOf(ctx);
  const { within, 'maximum-age': age } = ctx.inputs.approvals;
  const { number, head } = brought.data;
  const { github, name } = repository.data;
  const people = [...new Set(demands.flatMap((demand) => demand.people))];
  const answer = await approvalsOf(github, name, number, head, people, ctx.inputs['ignored-co-authors']);
  if (!answer.ok) return { verdict: unverified(answer.because), ...nothing };
  const unknown: Because[] = evidence.flatMap(({ when }) => (when.ok ? [] : [when.because]));
  const times = evidence.flatMap(({ when }) => (when.ok && when.data !== undefined ? [when.data] : []));
  const measured = times.length === 0 ? undefined : Math.max(...times);
  const oldest = age === undefined ? undefined : ctx.time.latest - milliseconds(age);
  const after = latest(measured, oldest);
  let until: number | undefined;
  if (within !== undefined) {
    const pull = await platform.pull(number);
    const opened = pull.state === 'there' ? pull.data.createdAt : undefined;
    const from = latest(measured, opened);
    if (opened === undefined || from === undefined)
      unknown.push(
        pull.state === 'unknown'
          ? pull.because
          : noData(`GitHub does not say when pull request #${number} was opened`, 'the time of its opening'),
      );
    else until = from + milliseconds(within);
  }
  const { covered, lacking } = coverRoles(demands, answer.data, { after, until });
  const known = { signed: covered, approvals: answer.data, after: unknown.length === 0 ? after : undefined };
  if (lacking.length > 0) {
    const problem = `pull request #${number} lacks approvals: ${lacking.join('; ')}`;
    const fix = `have pull request #${number} approved at its head by different people of these roles, after the evidence is there; once it is merged, bring the document again`;
    return { verdict: against(problem, 'approvals for every role', lacking, fix), ...known };
  }
  const [because] = unknown;
  return { verdict: because === undefined ? passed : unverified(because), ...known };
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

/** Judges whether a document, and everything on which it rests, is what its approvers saw. */
export async function judgeUnedited(
  ctx: Ctx,
  { place: { path }, file }: FoundDocument,
  brought: Answer<Brought>,
  { verdict: approved, approvals }: JudgedApproval,
  { repository }: Platform,
): Promise<Verdict> {
  if (!brought.ok) return unverified(brought.because);
  if (!repository.ok) return unverified(repository.because);
  if (file === undefined) return unverified(noData(`there is no document ${path}`, `the document ${path}`));
  if (approvals === undefined)
    return approved.status === 'unverified'
      ? approved
      : unverified(noData('it is not known who approved it', 'the reviews of its pull request'));
  const { number, head, isLanded } = brought.data;
  const problems: string[] = [];
  // The files of a test merge need not be those of the head.
  if (isLanded || ctx.tree.ref !== head) {
    const rest = await besides(ctx, path);
    if (!rest.ok) return unverified(rest.because);
    for (const one of [{ path, sha256: file.sha256 }, ...rest.data]) {
      const same = await sameAt(ctx, repository.data, one, head);
      if (!same.ok) return unverified(same.because);
      if (same.data === 'other') problems.push(`${one.path} is not what it was at ${head}, the head of #${number}`);
      if (same.data === 'absent') problems.push(`${one.path} was not there at ${head}, the head of #${number}`);
    }
  }
  // Where everybody whom the policy asks for approved the last version, it does not matter who approved an earlier one.
  for (const { by, commit } of approved.status === 'failed' ? (approvals.overtaken ?? []) : []) {
    const same = await sameAt(ctx, repository.data, { path, sha256: file.sha256 }, commit);
    if (!same.ok) return unverified(same.because);
    if (same.data === 'other') problems.push(`${by} approved it at ${commit}, and it was edited since`);
  }
  if (problems.length === 0) return passed;
  const fix = `have ${path} approved as it is now, by a pull request whose head holds it and its evidence`;
  return against(problems.join('; '), 'what the approvers saw', problems, fix, { path });
}

/** The files beside the document on which it rests, as far as they are there. */
async function besides(
  { inputs, read }: Pick<Ctx, 'inputs' | 'read'>,
  own: string,
): Promise<Answer<{ path: string; sha256: string }[]>> {
  const { documents, evidence, checklists, matrices, 'risk-registers': registers } = inputs;
  const named = [...documents, ...evidence, ...checklists, ...matrices].flatMap(({ path }) =>
    path === undefined ? [] : [path],
  );
  const files: { path: string; sha256: string }[] = [];
  for (const path of new Set([...named, ...registers])) {
    if (path === own) continue;
    const found = await read(path, { maxBytes: evidenceMaxBytes });
    if (found.found) files.push({ path, sha256: found.sha256 });
    // What is not there is a finding of its own.
    else if (found.because !== undefined) return { ok: false, because: found.because };
  }
  return { ok: true, data: files };
}

async function sameAt(
  ctx: Ctx,
  repository: NamedRepository,
  { path, sha256 }: { path: string; sha256: string },
  commit: string,
): Promise<Answer<'same' | 'other' | 'absent'>> {
  const whole = `${ctx.policy.folder}${path}`;
  const seen = await fileAt(repository, whole, commit, landedMaxBytes);
  if (seen.state === 'unknown') return { ok: false, because: seen.because };
  if (seen.state === 'absent') return { ok: true, data: 'absent' };
  const digest = ctx.recorded(`${repository.name}/${whole}`, commit, seen.data);
  return { ok: true, data: digest === sha256 ? 'same' : 'other' };
}
