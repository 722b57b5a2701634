import { peopleOf } from '../../shared/domain/approval/people.ts';
import { readPosture } from '../../shared/domain/posture/record.ts';
import { parseDocument, recordMaxBytes } from '../../shared/domain/record/parse.ts';
import type { Package } from '../../shared/domain/sign-off/config.ts';
import {
  approvalNote,
  goNoGoPackage,
  handoffDecision,
  type Shown,
  type SignOffFacts,
  type State,
} from '../../shared/domain/sign-off/package.ts';
import type { DecisionKind } from '../../shared/domain/sign-off/words.ts';
import { against, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Signed } from './approved.ts';
import type { JudgedChecklist } from './boxes.ts';
import type { Ctx } from './definition.ts';
import type { JudgedEvidence } from './evidence.ts';
import type { JudgedGate } from './gates.ts';
import type { JudgedMatrix } from './matrices.ts';
import type { Platform } from './platform.ts';
import type { JudgedRisk } from './risks.ts';

/** What was found, of which documents are drawn up. */
export interface Findings {
  gates: readonly JudgedGate[];
  evidence: readonly JudgedEvidence[];
  checklists: readonly JudgedChecklist[];
  matrices: readonly JudgedMatrix[];
  risks: readonly JudgedRisk[];
  /** Why not all risks are known; undefined when they are. */
  unreadRisks: Verdict | undefined;
  signed: readonly Signed[];
}

/** What is recommended, and why it is no plain go. */
interface Recommended {
  decision: DecisionKind;
  reasons: string[];
  verdict: Verdict;
}

/** Draws up the documents of the sign-off, and says what is recommended. Without a commit there is nothing to sign off. */
export async function render(
  ctx: Ctx,
  said: Package,
  findings: Findings,
  platform: Platform,
): Promise<{ decision: DecisionKind | undefined; verdict: Verdict }> {
  const { headSha: commit } = ctx.subject;
  if (commit === undefined) {
    ctx.note('No document was drawn up: no commit is judged.');
    return { decision: undefined, verdict: unverified(noData('no commit is judged', 'a commit')) };
  }
  const posture = said.posture === undefined ? undefined : await postureSaid(ctx, said.posture);
  const stands = said.posture === undefined ? undefined : postureVerdict(said.posture, posture);
  const { decision, reasons, verdict } = recommend(said, findings, stands);
  const facts = await factsOf(ctx, said, findings, platform, { commit, decision, reasons, posture });
  ctx.document('approval-note.md', approvalNote(facts));
  ctx.document('go-no-go.md', goNoGoPackage(facts));
  ctx.document('handoff.md', handoffDecision(facts));
  return { decision, verdict };
}

/** A release is not recommended while the posture says otherwise. */
function postureVerdict(path: string, posture: string | undefined): Verdict {
  if (posture === undefined) return unverified(noData(`what ${path} says is not known`, `the posture in ${path}`));
  if (posture === 'GO') return passed;
  return against(`${path} says ${posture}`, 'GO', posture, 'lift the posture first', { path });
}

function recommend({ scope, conditions }: Package, findings: Findings, posture: Verdict | undefined): Recommended {
  const { gates, evidence, checklists, matrices, risks, unreadRisks } = findings;
  const all: { what: string; verdict: Verdict }[] = [
    ...gates.map(({ gate, verdict }) => ({ what: `the gate ${gate.id}`, verdict })),
    ...evidence.map(({ evidence: { id }, verdict }) => ({ what: `the evidence ${id}`, verdict })),
    ...checklists.map(({ path, verdict }) => ({ what: `the checklist ${path}`, verdict })),
    ...matrices.flatMap(({ verdicts }) =>
      verdicts.map(({ about, verdict }) => ({ what: `the matrix ${about.join(' ')}`, verdict })),
    ),
    ...risks.map(({ verdict }) => ({ what: 'an open risk', verdict })),
    ...(unreadRisks === undefined ? [] : [{ what: 'the risks', verdict: unreadRisks }]),
    ...(posture === undefined ? [] : [{ what: 'the posture', verdict: posture }]),
  ];
  const failed = all.filter(({ verdict }) => verdict.status === 'failed');
  const open = all.filter(({ verdict }) => verdict.status === 'unverified');
  const reasons = [...failed, ...open].map(({ what, verdict }) => `${what} is ${wordsOf(verdict)}`);
  if (failed.length > 0) {
    const problems = reasons.slice(0, failed.length);
    const fix = 'settle what failed, and draw the documents up again';
    return {
      decision: 'no-go',
      reasons,
      verdict: against(`what was measured does not let go: ${listed(problems)}`, 'everything proven', problems, fix),
    };
  }
  const [first] = open;
  if (first !== undefined) {
    const message = `${open.length} of ${all.length} things are not verified, first ${first.what}`;
    return { decision: 'no-go', reasons, verdict: unverified(noData(message, 'what the other results name')) };
  }
  const restricted = scope.length + conditions.length > 0;
  return {
    decision: restricted ? 'restricted' : 'go',
    reasons: restricted ? ['everything was measured; it may go within the scope and under the conditions below'] : [],
    verdict: passed,
  };
}

function wordsOf(verdict: Verdict): string {
  if (verdict.status === 'failed') return `not so: ${verdict.problem}`;
  return verdict.status === 'unverified' ? `not verified: ${verdict.because.message}` : verdict.status;
}

async function factsOf(
  ctx: Ctx,
  said: Package,
  { gates, evidence, checklists, matrices, risks, unreadRisks, signed }: Findings,
  platform: Platform,
  { posture, ...drawn }: { commit: string; decision: DecisionKind; reasons: string[]; posture: string | undefined },
): Promise<SignOffFacts> {
  const { commit, decision, reasons } = drawn;
  const { repository, runId, ref } = ctx.subject;
  const host = platform.repository.ok ? platform.repository.data.github.host : undefined;
  const numbers = [...new Set(matrices.flatMap(({ pulls }) => pulls))].sort((a, b) => a - b);
  const pulls: SignOffFacts['pulls'][number][] = [];
  for (const number of numbers) {
    const seen = await platform.pull(number);
    pulls.push({ number, mergeCommit: seen.state === 'there' ? seen.data.mergeCommit : undefined });
  }
  return {
    title: said.title,
    branch: /^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1],
    commit,
    run:
      runId === undefined || repository === undefined || host === undefined
        ? undefined
        : { id: runId, url: `https://${host}/${repository}/actions/runs/${runId}` },
    at: ctx.time.latest,
    decision,
    reasons,
    gates: gates.map(({ gate: { id, title }, verdict, reports }) =>
      shown(title ?? id, verdict, { commit, digests: reports.map(({ sha256 }) => sha256) }),
    ),
    evidence: evidence.map(({ evidence: { id, title, kind, path }, verdict, commit: measured, file }) => ({
      kind,
      ...claimed(
        shown(title ?? id, verdict, { path, commit: measured, digests: file === undefined ? [] : [file.sha256] }),
      ),
    })),
    checklists: checklists.map(({ path, boxes, verdict }) =>
      claimed(shown(`Checklist, ${boxes} boxes`, verdict, { path })),
    ),
    matrices: matrices.map(({ id, path, rows, verdicts }) => {
      const wrong = verdicts.filter(({ verdict: { status } }) => status !== 'passed' && status !== 'not-applicable');
      const [first] = wrong.filter(({ verdict: { status } }) => status === 'failed').concat(wrong);
      return shown(`Matrix ${id}, ${rows} rows`, first?.verdict ?? passed, { path });
    }),
    pulls,
    risks: risks.map(({ risk: { text, owner, due, check }, verdict }) => ({
      text,
      owner: owner?.text ?? '',
      due: due?.text ?? '',
      check: check?.text ?? '',
      state: stateOf(verdict),
      why: whyOf(verdict),
    })),
    unknownRisks: unreadRisks === undefined ? undefined : whyOf(unreadRisks),
    roles: ctx.inputs.approvals.roles.map(({ role, count }) => ({
      role,
      people: peopleOf([role], ctx.policy.roles, 'sign-off: approvals: roles'),
      count,
      by: signed.flatMap((one) => (one.role === role ? [{ login: one.by, at: one.at }] : [])),
    })),
    intent: said.intent,
    scope: said.scope,
    conditions: said.conditions,
    owners: said.owners,
    rollback: said.rollback,
    posture,
    baseline: said.baseline === undefined ? [] : await baselineSaid(ctx, said.baseline),
  };
}

function shown(title: string, verdict: Verdict, more: Partial<Pick<Shown, 'path' | 'commit' | 'digests'>>): Shown {
  return { title, state: stateOf(verdict), why: whyOf(verdict), digests: [], ...more };
}

/** What a file says of itself is proven by nothing: a tick, a result. */
function claimed(one: Shown): Shown {
  return one.path !== undefined && one.state === 'proven' ? { ...one, state: 'claimed' } : one;
}

function stateOf({ status }: Verdict): State {
  return status === 'passed' ? 'proven' : status === 'failed' ? 'against' : 'open';
}

function whyOf(verdict: Verdict): string {
  if (verdict.status === 'failed') return verdict.problem;
  if (verdict.status === 'unverified') return verdict.because.message;
  return '';
}

/** The word of the posture record of the judged files. */
async function postureSaid(ctx: Ctx, path: string): Promise<string | undefined> {
  const found = await ctx.read(path, { maxBytes: recordMaxBytes });
  const read = found.found ? readPosture(path, found.content) : undefined;
  const word = read?.ok === true ? read.value['posture'] : undefined;
  return typeof word === 'string' ? word : undefined;
}

async function baselineSaid(
  ctx: Ctx,
  { path, fields }: NonNullable<Package['baseline']>,
): Promise<SignOffFacts['baseline']> {
  const found = await ctx.read(path);
  const read = found.found ? parseDocument(path, found.content) : undefined;
  return Object.entries(fields).map(([label, pointer]) => {
    const value = read?.ok === true ? read.document.get(pointer) : undefined;
    return { label, value: typeof value === 'string' || typeof value === 'number' ? String(value) : undefined };
  });
}
