import { quote } from '../../parse/text.ts';
import { type Job, jobOf, type Workflow } from '../workflow/workflow.ts';
import type { CheckFacts, Gate } from './facts.ts';
import { type Finding, failed, inconclusive, passed, unverified } from './finding.ts';
import { listed } from './policy-rules.ts';
import { reach, runsAlone } from './reach.ts';
import { mergeEvents } from './run-rules.ts';

/** Whether every job that is declared a gate has looked at all jobs of its workflow, and runs when one failed. */
export function gates(facts: CheckFacts): Finding[] {
  return facts.gates.flatMap((gate) => judge(gate, facts));
}

function judge(gate: Gate, facts: CheckFacts): Finding[] {
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
  return [...roster(gate, job, file.workflow, facts), ...runsOnChanges(about, job, file.workflow, facts)];
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

/** Whether a job that the gate waits for is or may be skipped on a change: its result is skipped then, and not failure. */
function staysAway(about: readonly string[], gate: Job, other: Job, facts: CheckFacts): Finding | undefined {
  const rule = 'gate-is-complete';
  const at = other.condition?.at ?? other.at;
  const events = mergeEvents(facts);
  const steps = facts.produced.checks
    .filter(({ workflow, jobs }) => workflow === about[0] && jobs[0] === other.id)
    .flatMap(({ runs }) => runs.filter(({ trigger }) => events.includes(trigger.event)))
    .flatMap((run) => run.steps.slice(0, 1).map((step) => ({ event: run.trigger.event, step })));
  const never = steps.find(({ step }) => step.runs.afterSuccess === false);
  if (never !== undefined) {
    const words = {
      message: `the gate ${quote(gate.id)} waits for ${quote(other.id)}, which is skipped on every ${never.event} and never fails`,
      expected: `a job that runs on ${never.event}`,
      actual: `if: ${other.condition?.value ?? ''}`,
      fix: `let ${other.id} run on ${never.event}, or name it as an exception`,
    };
    return failed(rule, about, words, at);
  }
  const perhaps = steps.find(({ step }) => step.runs.afterSuccess === undefined);
  if (perhaps === undefined) return undefined;
  const message = `${quote(other.id)} can be skipped by its if, and whether the gate ${quote(gate.id)} takes that for success is not in the files`;
  const needs = `a job without if, in which steps are skipped instead, or ${other.id} among the exceptions of the gate`;
  return unverified(rule, about, inconclusive(message, needs), at);
}

function roster(gate: Gate, job: Job, workflow: Workflow, facts: CheckFacts): Finding[] {
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
  const misspelt = gate.except.filter((id) => jobOf(workflow, id) === undefined);
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
        return staysAway(about, job, other, facts) ?? passed(rule, about, 'is waited for', other.at);
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
