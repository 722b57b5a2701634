import { nearest } from '../../core/nearest.ts';
import { quote } from '../../parse/text.ts';
import { certainText, shownName } from '../check-names/check-name.ts';
import type { ProducedCheck } from '../check-names/produced-check.ts';
import type { CheckFacts } from './facts.ts';
import { type Finding, failed, inconclusive, passed, unverified } from './finding.ts';
import { makerText, type Wanted } from './wanted.ts';

/** Whether something makes the context at all. */
export function checkProduced(wanted: Wanted, facts: CheckFacts): Finding {
  const rule = 'check-produced';
  const { context, makers, candidates, refused } = wanted;
  const about = [context];
  const [maker] = makers;
  if (maker !== undefined) return passed(rule, about, `is made by ${makerText(maker)}`, maker.at);
  // What another app reported than the rules wait for makes nothing.
  const named = (facts.seen?.known ? facts.seen.value : []).filter((check) => check.context === context);
  const seen = named.filter((check) => wanted.required.every(({ app }) => app === undefined || app === check.app));
  if (facts.external.includes(context)) {
    if (seen.length > 0) return passed(rule, about, 'was seen on a recent commit', wanted.at);
    const message = `${quote(context)} is made outside of the workflows`;
    if (facts.seen === undefined || !facts.seen.known) {
      const because = facts.seen?.because ?? inconclusive(message, 'the checks of recent commits');
      return unverified(rule, about, because, wanted.at);
    }
  }
  const [candidate] = candidates;
  if (candidate !== undefined) {
    const depends = candidate.name.unknown.join(', ');
    // What was seen was made by the workflows of another commit: of this job nothing is known, neither its name nor when it runs.
    const before = seen.length === 0 ? '' : '; that it was seen on a recent commit says nothing of this one';
    const message = `${makerText(candidate)} may make ${quote(context)}: its name depends on ${depends}${before}`;
    const because =
      candidate.because ?? inconclusive(message, 'a name without expressions that only a run can evaluate');
    return unverified(rule, about, because, candidate.at);
  }
  const foreign = seen.filter(({ app }) => app !== facts.actionsApp);
  if (foreign.length > 0) return passed(rule, about, 'was seen on a recent commit, reported by another app', wanted.at);
  if (facts.external.includes(context) && named.some(({ kind }) => kind === 'status')) {
    const message = `${quote(context)} was seen as a commit status, which does not tell the app that made it`;
    return unverified(rule, about, inconclusive(message, 'a check run, or a look at who writes the status'), wanted.at);
  }
  const [stopped] = refused;
  if (stopped?.refused !== undefined) {
    const { message, at, fix } = stopped.refused;
    const words = {
      message: `${quote(context)} is never reported: GitHub refuses ${stopped.workflow}, which ${message}`,
      expected: 'a workflow that GitHub accepts',
      actual: message,
      fix: fix ?? `repair ${at.path}`,
    };
    return failed(rule, about, words, at);
  }
  const { actual, fix } = closest(context, facts.produced.checks);
  const words = { message: `no job of the workflows makes ${quote(context)}`, expected: context, actual, fix };
  return failed(rule, about, words, wanted.at);
}

/** What people most likely meant: a name that was cut, the legs of a matrix, a name with its workflow, a similar one. */
function closest(context: string, all: readonly ProducedCheck[]): { actual: string; fix: string } {
  const checks = all.filter((check) => check.refused === undefined);
  const names = [...new Set(checks.flatMap((check) => certainText(check.name) ?? []))];
  const meant = (name: string, why: string): { actual: string; fix: string } => ({
    actual: name,
    fix: `require ${quote(name, 120)}${why}, or rename the job`,
  });
  const uncut = checks.find((check) => check.uncut === context);
  const cutName = uncut === undefined ? undefined : certainText(uncut.name);
  if (cutName !== undefined) return meant(cutName, ', to which GitHub cuts it');
  const legs = names.filter((name) => name.startsWith(`${context} (`) || name.startsWith(`${context} / `));
  if (legs.length > 0) {
    const fix = `require ${legs.map((name) => quote(name, 120)).join(', ')}, or a job that needs them all`;
    return { actual: legs.join(', '), fix };
  }
  const behind = names.find((name) => context.endsWith(` / ${name}`));
  if (behind !== undefined) return meant(behind, ', which is reported without the name of the workflow');
  const unexpanded = checks.find((check) => check.expanded && certainText(check.skippedAs) === context);
  if (unexpanded !== undefined) return meant(shownName(unexpanded.name), ', the name when the job is not skipped');
  const near = nearest(context, names);
  if (near !== undefined) return meant(near, '');
  return { actual: 'no similar name', fix: 'add a job with that name, or do not require it' };
}

/** Whether only one job makes the context. GitHub cannot tell two apart. */
export function checkUnique(wanted: Wanted, facts: Pick<CheckFacts, 'actionsApp'>): Finding | undefined {
  const rule = 'check-unique';
  const { context, makers, candidates, standIns } = wanted;
  const [maker, other] = makers;
  if (maker === undefined) return takenOver(wanted, facts);
  if (other !== undefined) {
    const words = {
      message: `${makers.length} jobs report ${quote(context)}, so that one of them can stand for the others`,
      expected: 'one job',
      actual: makers.map(makerText).join(', '),
      fix: 'give each job a name of its own',
    };
    return failed(rule, [context], words, other.at);
  }
  const standIn = standIns.find(({ certain }) => certain) ?? standIns[0];
  if (standIn !== undefined) {
    const { check, certain, words: when } = standIn;
    const message = `${makerText(check)} ${certain ? 'reports' : 'may report'} ${quote(context)} too when it is skipped (${when}), which counts as success`;
    const because = inconclusive(message, 'a name of its own for each job, also for one that is skipped');
    if (!certain) return unverified(rule, [context], because, check.at);
    const words = {
      message,
      expected: 'one job',
      actual: `${makerText(maker)}, ${makerText(check)}`,
      fix: `give ${makerText(check)} a name of its own`,
    };
    return failed(rule, [context], words, check.at);
  }
  const [candidate] = candidates;
  if (candidate !== undefined) {
    const message = `${makerText(candidate)} may report ${quote(context)} too: its name depends on ${candidate.name.unknown.join(', ')}`;
    const because =
      candidate.because ?? inconclusive(message, 'a name without expressions that only a run can evaluate');
    return unverified(rule, [context], because, candidate.at);
  }
  const [alike] = wanted.lookalikes;
  if (alike !== undefined) {
    const message = `${makerText(alike)} reports ${quote(certainText(alike.name) ?? '')}, and whether GitHub tells it from ${quote(context)} is not documented`;
    const because = inconclusive(message, 'names that differ by more than case and white space');
    return unverified(rule, [context], because, alike.at);
  }
  return passed(rule, [context], `is made by ${makerText(maker)} only`, maker.at);
}

/** Whether a job of the workflows reports a check that something else should make. One that is bound to another app cannot be taken over. */
function takenOver(
  { context, intruders, required }: Wanted,
  { actionsApp }: Pick<CheckFacts, 'actionsApp'>,
): Finding | undefined {
  const rule = 'check-unique';
  const intruder = intruders.find(({ certain }) => certain) ?? intruders[0];
  if (intruder === undefined) return undefined;
  const { check, certain } = intruder;
  if (required.length > 0 && required.every(({ app }) => app !== undefined && app !== actionsApp)) {
    return passed(rule, [context], 'is taken from another app than the one that reports jobs', check.at);
  }
  const message = `${makerText(check)} ${certain ? 'reports' : 'may report'} ${quote(context)}, which something else should make`;
  if (!certain) {
    const needs = 'a name that is certain to be another one, or integration_id of the app that reports the check';
    return unverified(rule, [context], check.because ?? inconclusive(message, needs), check.at);
  }
  const words = {
    message,
    expected: 'no job of that name, as external-checks lists it',
    actual: makerText(check),
    fix: `give the job another name, require ${quote(context)} from the app that should report it, or remove it from external-checks`,
  };
  return failed(rule, [context], words, check.at);
}

/** Whether GitHub cuts the name. */
export function checkNameLength({ context, makers }: Wanted): Finding | undefined {
  const rule = 'check-name-length';
  const [maker] = makers;
  if (maker === undefined) return undefined;
  const long = makers.find(({ uncut }) => uncut !== undefined);
  if (long?.uncut === undefined) return passed(rule, [context], 'is not cut', maker.at);
  const words = {
    message: `${quote(context, 120)} is what is left of a name of ${long.uncut.length} characters`,
    expected: 'a name of at most 100 characters',
    actual: long.uncut,
    fix: 'give the job a shorter name, e.g. with name: and one value of the matrix',
  };
  return failed(rule, [context], words, long.at);
}

/** The checks of which the name cannot be told from the files, each once. */
export function namesProvable({ produced }: CheckFacts): Finding[] {
  const found = new Map<string, Finding>();
  for (const check of produced.checks) {
    if (check.refused !== undefined) continue;
    const about = [check.workflow, ...check.jobs];
    const key = about.join('\u0001');
    const isCertain = certainText(check.name) !== undefined;
    if (isCertain && !found.has(key))
      found.set(key, passed('name-provable', about, 'has a name that is certain', check.at));
    if (isCertain || found.get(key)?.status === 'unverified') continue;
    const message = `the name of ${makerText(check)} (${shownName(check.name)}) depends on ${check.name.unknown.join(', ')}`;
    const because = check.because ?? inconclusive(message, 'a name without expressions that only a run can evaluate');
    found.set(key, unverified('name-provable', about, because, check.at));
  }
  return [...found.values()];
}
