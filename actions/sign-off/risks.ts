import { judgeReportOf } from '../../shared/domain/own-report/measured.ts';
import type { RunReports } from '../../shared/domain/own-report/of-run.ts';
import type { Gate } from '../../shared/domain/sign-off/config.ts';
import type { Risk } from '../../shared/domain/sign-off/document.ts';
import { isClosed, judgeRisk, notRunBy } from '../../shared/domain/sign-off/risks.ts';
import type { Words } from '../../shared/domain/sign-off/words.ts';
import { noData, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { demandsOf } from './approved.ts';
import type { Ctx } from './definition.ts';
import type { FoundDocument } from './found.ts';
import { isCalled, type JudgedGate } from './gates.ts';
import type { RisksOf } from './risk-register.ts';

/** The risks that are open, of documents and registers. */
export async function openRisks(ctx: Ctx, documents: readonly FoundDocument[], words: Words): Promise<RisksOf[]> {
  const found: RisksOf[] = documents.map(({ place: { path }, document, doubt }) => ({
    path,
    risks: document.risks,
    unread: doubt === undefined ? undefined : unverified(doubt),
  }));
  for (const path of ctx.inputs['risk-registers'])
    found.push(await (await import('./risk-register.ts')).risksOfRegister(ctx, path, words));
  return found.map((one) => ({ ...one, risks: one.risks.filter((risk) => !isClosed(risk, words)) }));
}

/** A risk, and what was found of it. */
export interface JudgedRisk {
  risk: Risk;
  verdict: Verdict;
}

/** Judges open risks, and finds those that say that something was not run. */
export async function judgeRisks(
  ctx: Ctx,
  found: readonly RisksOf[],
  gates: readonly Omit<JudgedGate, 'verdict'>[],
  words: Words,
  reports: () => Promise<RunReports>,
): Promise<{ risks: JudgedRisk[]; notRun: Map<Gate | undefined, Risk[]> }> {
  const risks = distinct(found.flatMap((one) => one.risks));
  const notRun = notRunBy(
    risks,
    gates.map(({ gate }) => gate),
    words,
  );
  const nameless = new Set(notRun.get(undefined));
  const demands = demandsOf(ctx);
  const people = new Set(
    [
      ...Object.entries(ctx.policy.roles).flatMap(([role, logins]) => [role, ...logins]),
      ...demands.flatMap((demand) => demand.people),
    ].map((name) => name.toLowerCase()),
  );
  const isPerson = (owner: string): boolean =>
    owner
      .split(/\s*(?:\+|,|&|\band\b)\s*/)
      .every((name) => people.has(name.replace(/^@/, '').toLowerCase()) && name !== '');
  const checks = new Map<string, Verdict>();
  for (const { check } of risks) {
    const id = check?.text.trim() ?? '';
    const gate = gates.find((one) => isCalled(one.gate, id));
    if (gate !== undefined) checks.set(id, gate.measured);
    else if (ctx.policy.asked.includes(id)) checks.set(id, judgeReportOf(ctx, id, await reports()).verdict);
  }
  const around = { latest: ctx.time.latest, isPerson, check: (id: string) => checks.get(id) };
  return {
    notRun,
    // A line that leads to risks is none, unless it says that something was not run.
    risks: risks
      .filter((risk) => !risk.leads || nameless.has(risk))
      .map((risk) => {
        const verdict = judgeRisk(risk, around);
        if (verdict.status !== 'passed' || !nameless.has(risk)) return { risk, verdict };
        const needs = 'the id of the gate that it means, in its text';
        return { risk, verdict: unverified(noData('it says that something was not run, and names no gate', needs)) };
      }),
  };
}

/** One risk may stand in several documents in the same words. */
function distinct(risks: readonly Risk[]): Risk[] {
  const said = ({ text, owner, due, check, status, also, leads }: Risk): string =>
    JSON.stringify([text, owner?.text, due?.text, check?.text, status?.text, also, leads]);
  return [...new Map(risks.map((risk) => [said(risk), risk])).values()];
}

/** What a risk is told by: its words; where several begin alike, with a number. */
export function namesOf(risks: readonly JudgedRisk[]): string[] {
  const short = ({ risk: { text } }: JudgedRisk): string =>
    text.length > 100 ? `${text.slice(0, 99)}…` : text || 'a risk without words';
  const counts = new Map<string, number>();
  return risks.map((risk) => {
    const name = short(risk);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
