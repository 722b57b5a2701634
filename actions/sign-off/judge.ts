import { GovernanceError } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { type RunReports, reportsOfRun } from '../../shared/domain/own-report/of-run.ts';
import { namedRepository } from '../../shared/domain/repository/repository.ts';
import type { Reference, SignOffDocument } from '../../shared/domain/sign-off/document.ts';
import { type Words, wordsWith } from '../../shared/domain/sign-off/words.ts';
import { noData, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { demandsOf, judgeApproval, judgeUnedited } from './approved.ts';
import type { JudgedChecklist } from './boxes.ts';
import { approvedCommit, commitIn, judgeAgreement, judgeOfCommit } from './commits.ts';
import { decisionOf, judgeDecision, judgePart, judgeRestricted } from './decision.ts';
import type { Ctx, Task } from './definition.ts';
import type { JudgedEvidence } from './evidence.ts';
import { broughtBy, documentFact, type FoundDocument, findDocument } from './found.ts';
import { besideRisks, type JudgedGate, judgeGates } from './gates.ts';
import type { JudgedMatrix } from './matrices.ts';
import { dataOf, exhibitsOf, type JudgedDocument } from './outcome.ts';
import { ownAddress, type Platform, platformOf } from './platform.ts';
import { type LookUp, lookUp } from './references.ts';
import type { Findings } from './render.ts';
import { judgeRisks, namesOf, openRisks } from './risks.ts';
import type { RuleId } from './rules.ts';
import { borneOut, tell } from './tell.ts';

/** Judges the sign-off: what was measured, and of documents everything that can be looked up. */
export async function judge(ctx: Ctx, task: Task): Promise<void> {
  const words = wordsWith(ctx.inputs.words);
  // Roles that are not there must be found before anything is asked.
  demandsOf(ctx);
  const platform = platformOf(ctx, await namedRepository(ctx.github(), ctx.subject.repository, 'the input token'));
  const references = lookUp(ctx, platform);
  const own = ownAddress(ctx, platform);
  let collected: Promise<RunReports> | undefined;
  const reports = (): Promise<RunReports> => (collected ??= reportsOfRun(ctx));
  const found: FoundDocument[] = [];
  for (const place of ctx.inputs.documents) {
    const one = await findDocument(ctx, place, words, own);
    // What is drawn up need not be there before; the risks of what is there count.
    if (task === 'verify' || one.file !== undefined) found.push(one);
  }
  const deciding = found.filter(({ place }) => place.decides);
  const { headSha } = ctx.subject;
  const commit: Answer<string> =
    task === 'verify'
      ? approvedCommit(deciding)
      : headSha === undefined
        ? { ok: false, because: noData('no commit is judged', 'a commit') }
        : { ok: true, data: headSha };
  const measured = await judgeGates(ctx, platform, reports);
  const registered = await openRisks(ctx, found, words);
  const { risks, notRun } = await judgeRisks(ctx, registered, measured, words, reports);
  const gates: JudgedGate[] = measured.map((gate) => ({
    ...gate,
    verdict: besideRisks(gate.measured, notRun.get(gate.gate) ?? []),
  }));
  // What the section does not ask for is not loaded.
  const evidence: JudgedEvidence[] =
    ctx.inputs.evidence.length === 0 ? [] : await (await import('./evidence.ts')).judgeEvidence(ctx, commit, platform);
  const checklists: JudgedChecklist[] =
    ctx.inputs.checklists.length === 0 ? [] : await (await import('./boxes.ts')).judgeChecklists(ctx);
  const matrices: JudgedMatrix[] = [];
  for (const matrix of ctx.inputs.matrices)
    matrices.push(await (await import('./matrices.ts')).judgeMatrix(ctx, matrix, { words, own, platform, references }));
  const unreadRisks = registered.find(({ unread }) => unread !== undefined)?.unread;

  each(ctx, 'gate', gates, ({ gate, verdict }) => [[gate.id], verdict], 'the configuration names no gate');
  each(ctx, 'measured', evidence, (one) => [[one.evidence.id], one.verdict], 'the configuration names no evidence');
  each(ctx, 'boxes', checklists, ({ path, verdict }) => [[path], verdict], 'the configuration names no checklist');
  const rows = matrices.flatMap(({ verdicts }) => verdicts);
  each(ctx, 'row', rows, ({ about, verdict }) => [about, verdict], 'the configuration names no matrix');
  const names = namesOf(risks);
  for (const [index, { verdict }] of risks.entries()) tell(ctx, 'risk', [names[index] ?? ''], verdict);
  for (const { path, unread } of registered) if (unread !== undefined) tell(ctx, 'risk', ['risks of', path], unread);
  if (risks.length === 0 && unreadRisks === undefined)
    ctx.notApplicable('risk', { about: [] }, 'no risk is open in what is read');

  const findings: Findings = { gates, evidence, checklists, matrices, risks, unreadRisks, signed: [] };
  if (task === 'render') {
    const { package: said } = ctx.inputs;
    if (said === undefined) throw new GovernanceError('BAD_CONFIG', 'render is asked for, and there is no package:');
    const { pullRequest: number } = ctx.subject;
    const asked: Answer<{ number: number; head: string; isLanded: boolean }> =
      number === undefined || headSha === undefined
        ? { ok: false, because: noData('no pull request is judged', 'a pull request') }
        : { ok: true, data: { number, head: headSha, isLanded: false } };
    const { signed } = await judgeApproval(ctx, asked, platform, evidence);
    const { render } = await import('./render.ts');
    const { decision, verdict } = await render(ctx, said, { ...findings, signed }, platform);
    tell(ctx, 'recommended', [], verdict);
    leave(ctx, task, decision, commit, { ...findings, documents: [] });
    return;
  }
  const documents: JudgedDocument[] = [];
  for (const one of found) documents.push(await judgeDocument(ctx, one, { words, platform, references, findings }));
  for (const { what, verdict } of judgeAgreement(found)) tell(ctx, 'agrees', [what], verdict);
  const decisions = new Set(deciding.map(({ document }) => decisionOf(document)));
  leave(ctx, task, decisions.size === 1 ? [...decisions][0] : undefined, commit, { ...findings, documents });
}

function leave(
  ctx: Ctx,
  task: Task,
  decision: ReturnType<typeof decisionOf>,
  commit: Answer<string>,
  found: Parameters<typeof dataOf>[3],
): void {
  const signedOff = commit.ok ? commit.data : undefined;
  const data = dataOf(task, decision, signedOff, found);
  ctx.data(data);
  ctx.output('decision', decision ?? '');
  ctx.output('commit', signedOff ?? '');
  ctx.metric('gates', found.gates.length);
  ctx.metric('open-risks', found.risks.length);
  for (const exhibit of exhibitsOf(data)) ctx.exhibit(exhibit);
}

/** Tells a rule for each of several things, or that there is none. */
function each<T>(
  ctx: Ctx,
  rule: RuleId,
  things: readonly T[],
  told: (thing: T) => [about: string[], verdict: Verdict],
  none: string,
): void {
  if (things.length === 0) ctx.notApplicable(rule, { about: [] }, none);
  for (const thing of things) tell(ctx, rule, ...told(thing));
}

interface Around {
  words: Words;
  platform: Platform;
  references: LookUp;
  findings: Findings;
}

async function judgeDocument(ctx: Ctx, one: FoundDocument, around: Around): Promise<JudgedDocument> {
  const { place, document, doubt } = one;
  const { id, path } = place;
  const { words, platform, references, findings } = around;
  const { gates, checklists, evidence } = findings;
  const verdicts: Verdict[] = [];
  const facts = one.file === undefined ? [] : [documentFact(id)];
  const note = (rule: RuleId, verdict: Verdict, ...more: string[]): void => {
    verdicts.push(verdict);
    tell(ctx, rule, [id, ...more], verdict, facts);
  };
  note('document', one.verdict);
  const kind = decisionOf(document);
  let signed: JudgedDocument['signed'] = [];
  if (place.decides) {
    const brought = await broughtBy(ctx, one, platform.repository);
    const approval = await judgeApproval(ctx, brought, platform, evidence);
    signed = approval.signed;
    note('approved', approval.verdict);
    note('unedited', await judgeUnedited(ctx, one, brought, approval, platform));
    note('decision', judgeDecision(one, gates, checklists, ctx.inputs.accept));
    note('restricted', judgeRestricted(one, gates));
    note('of-commit', await judgeOfCommit(ctx, one));
    for (const part of new Set(place.parts)) note('complete', judgePart(one, part), part);
    if (place.parts.length === 0)
      note('complete', { status: 'not-applicable', why: 'the configuration asks for no part' });
    const record =
      document.record.length === 0 ? [] : (await import('./record.ts')).judgeRecord(ctx, one, approval, words);
    if (record.length === 0) note('record', { status: 'not-applicable', why: 'it has no approval record' });
    const roles = record.map(({ role }) => role);
    for (const [index, { role, verdict }] of record.entries())
      note('record', verdict, roles.indexOf(role) === index ? role : `${role} (${index + 1})`);
  } else
    for (const rule of ['approved', 'unedited', 'decision', 'restricted', 'of-commit', 'complete', 'record'] as const)
      tell(ctx, rule, [id], { status: 'not-applicable', why: 'the document does not decide' });
  let named = 0;
  for (const reference of [...document.references, ...branchesIn(document)]) {
    const seen = await references.judge(reference, path);
    if (seen === undefined) continue;
    // Branches are deleted after the merge: the commit beside it counts.
    const isGone = reference.kind === 'branch' && seen.status === 'failed' && commitIn(document) !== undefined;
    const verdict: Verdict = isGone
      ? { status: 'not-applicable', why: 'the branch is gone; the commit beside it counts' }
      : seen;
    named += 1;
    note('reference', borneOut(verdict, doubt), reference.kind, reference.value);
  }
  if (named === 0)
    note(
      'reference',
      doubt === undefined
        ? { status: 'not-applicable', why: 'it names nothing that could be looked up' }
        : { status: 'unverified', because: doubt },
    );
  const pulls = document.references.filter((reference) => reference.kind === 'pull');
  for (const reference of kind === 'no-go' ? [] : pulls) {
    // The pull request that is judged cannot have been merged yet.
    if (Number(reference.value) === ctx.subject.pullRequest) continue;
    note(
      'pulls',
      borneOut(await references.judgeMerged(Number(reference.value), reference), doubt),
      `#${reference.value}`,
    );
  }
  if (kind === 'no-go') note('pulls', { status: 'not-applicable', why: 'a no-go may wait for pull requests' });
  else if (pulls.every(({ value }) => Number(value) === ctx.subject.pullRequest))
    note(
      'pulls',
      doubt === undefined
        ? { status: 'not-applicable', why: 'it names no other pull request' }
        : { status: 'unverified', because: doubt },
    );
  return { ...one, verdicts, signed };
}

function branchesIn({ branches }: SignOffDocument): Reference[] {
  const named = new Map(branches.map(({ text, at }) => [text, at]));
  return [...named].map(([value, at]) => ({ kind: 'branch', value, text: value, at }));
}
