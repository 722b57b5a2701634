import { quote } from '../../parse/text.ts';
import { type Job, jobOf, type Workflow } from '../workflow/workflow.ts';
import type { CheckFacts, Gate } from './facts.ts';
import { type Finding, failed, inconclusive, passed, unverified } from './finding.ts';
import { listed } from './policy-rules.ts';
import { reach, whenFailed } from './reach.ts';

/** Whether every job that is declared a gate has looked at all jobs of its workflow, and runs when one failed. */
export function gates(facts: CheckFacts): Finding[] {
  return facts.gates.flatMap((gate) => judge(gate, facts));
}

function judge(gate: Gate, { workflows }: CheckFacts): Finding[] {
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
  return [...roster(gate, job, file.workflow), alwaysRuns(about, job)];
}

function roster(gate: Gate, job: Job, workflow: Workflow): Finding[] {
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
      if (covered.has(other)) return passed(rule, about, 'is waited for', other.at);
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
  const runs = whenFailed(job);
  if (runs === true && job.needs.length > 0) return passed(rule, about, 'runs when a job that it needs fails', at);
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
