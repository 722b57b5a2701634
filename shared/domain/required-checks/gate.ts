import { quote } from '../../parse/text.ts';
import { type Job, jobOf, type Workflow } from '../workflow/workflow.ts';
import type { CheckFacts, Gate } from './facts.ts';
import { type Finding, failed, inconclusive, passed, unverified } from './finding.ts';
import { listed } from './policy-rules.ts';
import { reach, runsAlone, skippedWith } from './reach.ts';
import { failsUnseen, mergeEvents } from './run-rules.ts';
import type { FindSkip, Skip } from './skip-chain.ts';

/** Whether every job that is declared a gate has looked at all jobs of its workflow, and runs when one failed. */
export function gates(facts: CheckFacts, findSkip: FindSkip): Finding[] {
  return facts.gates.flatMap((gate) => judge(gate, facts, findSkip));
}

function judge(gate: Gate, facts: CheckFacts, findSkip: FindSkip): Finding[] {
  const { workflows } = facts;
  const rule = 'gate-is-complete';
  const about = [gate.workflow, gate.job];
  const file = workflows.find(({ path }) => path === gate.workflow);
  const job = file?.workflow === undefined ? undefined : jobOf(file.workflow, gate.job);
  if (file?.workflow === undefined || job === undefined) {
    const jobs = file?.workflow?.jobs.map(({ id }) => id);
    const words = {
      message: `the gate ${quote(gate.job)} of ${gate.workflow} does not exist`,
      expected: `the job ${gate.job} in ${gate.workflow}`,
      actual: jobs === undefined ? (file === undefined ? 'no such file' : 'a file that cannot be read') : listed(jobs),
      fix: `add the job ${gate.job} to ${gate.workflow}, or name the right one`,
    };
    return [failed(rule, about, words, gate.at), failed('gate-always-runs', about, words, gate.at)];
  }
  return [...roster(gate, job, file.workflow, { facts, findSkip }), ...runsOnChanges(about, job, file.workflow, facts)];
}

/** Whether the gate looks at changes at all, and runs when a job before it fails; in a merge queue it must look there too. */
function runsOnChanges(about: readonly string[], job: Job, { path, triggers }: Workflow, facts: CheckFacts): Finding[] {
  const rule = 'gate-always-runs';
  const events = triggers.map(({ event }) => event);
  const at = triggers[0]?.at;
  const [inAny, ...inQueue] = mergeEvents(facts).map((event): Finding | undefined => {
    if (events.includes(event)) return undefined;
    const message = `the gate ${quote(job.id)} does not run on ${event}`;
    const fix = `add ${event}: to on: of ${path}, or do not list it under gate-jobs`;
    const words = { message, expected: event, actual: listed(events), fix };
    if (event !== 'merge_group') return failed(rule, about, words, at);
    if (facts.mergeQueue.known) return failed(rule, [...about, event], words, at);
    const { because } = facts.mergeQueue;
    return unverified(rule, [...about, event], { ...because, message: `${message}; ${because.message}` }, at);
  });
  return [inAny ?? alwaysRuns(about, job), ...inQueue.filter((finding) => finding !== undefined)];
}

/**
 * What a gate cannot see of a job that it waits for: one that is or may be skipped on a change, by itself, with what it needs or inside of the
 * workflow that it calls, has the result skipped and not failure; inside of a called workflow a failure can be hidden too.
 */
function unseen(
  about: readonly string[],
  gate: Job,
  other: Job,
  { except, facts, findSkip }: Seeing,
): Finding | undefined {
  const rule = 'gate-is-complete';
  const [workflow = ''] = about;
  const found: Finding[] = [];
  for (const check of facts.produced.checks) {
    if (check.workflow !== workflow || check.jobs[0] !== other.id || isExcepted(check.jobs, except)) continue;
    if (check.because !== undefined) found.push(unverified(rule, about, check.because, check.at));
    for (const { trigger, steps } of check.runs.filter((run) => mergeEvents(facts).includes(run.trigger.event))) {
      const { event } = trigger;
      for (const [index, { job }] of steps.entries()) {
        const jobs = check.jobs.slice(0, index + 1);
        const skip = findSkip({ workflow, jobs, event });
        if (skip !== undefined) found.push(staysAway(about, gate, { path: jobs.join('/'), event, skip }));
        const blind = index === 0 ? undefined : failsUnseen(job);
        if (blind === undefined) continue;
        const message = `whether the gate ${quote(gate.id)} sees that ${quote(jobs.join('/'))} fails, which has continue-on-error: ${blind.value}, is not documented`;
        const needs = `no continue-on-error, or ${jobs.join('/')} among the exceptions of the gate`;
        found.push(unverified(rule, about, inconclusive(message, needs), blind.at));
      }
    }
  }
  return found.find(({ status }) => status === 'failed') ?? found[0] ?? lostWith(about, gate, other, { except, facts });
}

/** A job that is skipped when an exception fails which the gate does not even need: then it sees neither. */
function lostWith(
  about: readonly string[],
  gate: Job,
  other: Job,
  { except, facts }: Pick<Seeing, 'except' | 'facts'>,
): Finding | undefined {
  const workflow = facts.workflows.find(({ path }) => path === about[0])?.workflow;
  if (workflow === undefined) return undefined;
  const direct = new Set(gate.needs.map(({ value }) => value.toLowerCase()));
  const lost = [...skippedWith(other, workflow)].find(
    ({ id }) => isExcepted([id], except) && !direct.has(id.toLowerCase()),
  );
  if (lost === undefined) return undefined;
  const message = `${quote(other.id)} is skipped when ${quote(lost.id)} fails, an exception that the gate ${quote(gate.id)} does not need; whether it takes that for success is not in the files`;
  const needs = `${lost.id} among needs of ${gate.id}, or ${other.id} among its exceptions too`;
  return unverified('gate-is-complete', about, inconclusive(message, needs), other.needs[0]?.at ?? other.at);
}

interface Seeing {
  except: ReadonlySet<string>;
  facts: CheckFacts;
  findSkip: FindSkip;
}

/** Whether a job, or one that calls it, is left out by name. */
function isExcepted(jobs: readonly string[], except: ReadonlySet<string>): boolean {
  return jobs.some((_id, index) => except.has(pathOf(jobs.slice(0, index + 1))));
}

/** The ids of the jobs that call, and last its own. Ids do not differ by case alone. */
function pathOf(jobs: readonly string[]): string {
  return jobs.join('/').toLowerCase();
}

function staysAway(
  about: readonly string[],
  gate: Job,
  { path, event, skip: { certain, by } }: { path: string; event: string; skip: Skip },
): Finding {
  const rule = 'gate-is-complete';
  const at = by.job.condition?.at ?? by.job.at;
  const own = path.split('/').at(-1) === by.job.id;
  const why = own ? 'by its if' : `with ${by.job.id}, which it needs`;
  if (!certain) {
    const message = `${quote(path)} can be skipped ${why}, and whether the gate ${quote(gate.id)} takes that for success is not in the files`;
    const needs = `a job without if, in which steps are skipped instead, or ${path} among the exceptions of the gate`;
    return unverified(rule, about, inconclusive(message, needs), at);
  }
  const words = {
    message: `the gate ${quote(gate.id)} waits for ${quote(path)}, which is skipped on every ${event} (${why}) and never fails`,
    expected: `a job that runs on ${event}`,
    actual: `if: ${by.job.condition?.value ?? ''}`,
    fix: `let ${by.job.id} run on ${event}, or name ${path} as an exception`,
  };
  return failed(rule, about, words, at);
}

function roster(gate: Gate, job: Job, workflow: Workflow, look: Pick<Seeing, 'facts' | 'findSkip'>): Finding[] {
  const rule = 'gate-is-complete';
  if (job.needs.length === 0) {
    const words = {
      message: `the gate ${quote(job.id)} needs no job, so that it cannot fail for any`,
      expected: listed(workflow.jobs.filter((other) => other !== job).map(({ id }) => id)),
      actual: 'no needs',
      fix: `list the jobs of ${gate.workflow} in needs`,
    };
    return [failed(rule, [gate.workflow, gate.job], words, job.at)];
  }
  const { covered, hidden } = reach(job, workflow);
  const excepted = new Set(gate.except.map((id) => id.toLowerCase()));
  const misspelt = gate.except.filter((id) => !isThere(id, workflow, look.facts));
  const others = workflow.jobs.filter((other) => other !== job);
  return [
    ...misspelt.map((id) => {
      const words = {
        message: `the gate ${quote(job.id)} leaves out ${quote(id)}, which is no job of ${gate.workflow}`,
        expected: listed(others.map((other) => other.id)),
        actual: id,
        fix: `remove ${quote(id)} from the exceptions, or correct it`,
      };
      return failed(rule, [gate.workflow, gate.job, id], words, gate.at);
    }),
    ...others.map((other): Finding => {
      const about = [gate.workflow, gate.job, other.id];
      if (excepted.has(other.id.toLowerCase())) return passed(rule, about, 'is left out by name', gate.at ?? other.at);
      const blind = other.continueOnError;
      if (covered.has(other) && blind !== undefined && blind.value !== false) {
        const words = {
          message: `the gate ${quote(job.id)} cannot see that ${quote(other.id)} fails: with continue-on-error its result is success`,
          expected: 'no continue-on-error',
          actual: `continue-on-error: ${blind.value}`,
          fix: `remove continue-on-error from ${other.id}, or name it as an exception`,
        };
        return failed(rule, about, words, blind.at);
      }
      if (covered.has(other))
        return (
          unseen(about, job, other, { ...look, except: excepted }) ?? passed(rule, about, 'is waited for', other.at)
        );
      const through = hidden.get(other);
      const words = {
        message:
          through === undefined
            ? `the gate ${quote(job.id)} does not wait for ${quote(other.id)}`
            : `the gate ${quote(job.id)} sees ${quote(other.id)} only through ${quote(through.id)}, which runs when it fails`,
        expected: `${other.id} among needs of ${job.id}`,
        actual: listed(job.needs.map(({ value }) => value)),
        fix: `add ${other.id} to needs of ${job.id}, or name it as an exception`,
      };
      return failed(rule, about, words, job.needs[0]?.at ?? job.at);
    }),
  ];
}

/** Whether there is a job of that id, or below a job that calls, by the ids with / between them. */
function isThere(id: string, workflow: Workflow, { produced }: CheckFacts): boolean {
  if (jobOf(workflow, id) !== undefined) return true;
  const own = produced.checks.filter((check) => check.workflow === workflow.path);
  return own.some(
    ({ jobs, because }) => isExcepted(jobs, new Set([id.toLowerCase()])) || (because !== undefined && id.includes('/')),
  );
}

function alwaysRuns(about: readonly string[], job: Job): Finding {
  const rule = 'gate-always-runs';
  const at = job.condition?.at ?? job.at;
  const { afterFailure: runs, afterCancel } = runsAlone(job);
  if (runs === true && job.needs.length > 0) {
    if (afterCancel === true) return passed(rule, about, 'runs when a job that it needs fails', at);
    const message = `the gate ${quote(job.id)} is left out when the run is cancelled, and what it reports then is not documented`;
    return unverified(rule, about, inconclusive(message, 'if: always()'), at);
  }
  if (runs === undefined) {
    const message = `whether the gate ${quote(job.id)} runs when a job that it needs fails depends on its if`;
    return unverified(rule, about, inconclusive(message, 'if: always(), and a step that checks the results'), at);
  }
  const words = {
    message: `the gate ${quote(job.id)} is skipped when a job that it needs fails, and GitHub takes that for success`,
    expected: 'if: always()',
    actual: job.condition === undefined ? 'no if' : `if: ${job.condition.value}`,
    fix: `write if: always() and check needs.*.result in a step of ${job.id}`,
  };
  return failed(rule, about, words, at);
}
