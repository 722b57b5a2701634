import { certainText, shownName } from '../../shared/domain/check-names/check-name.ts';
import type { CheckFacts } from '../../shared/domain/required-checks/facts.ts';
import { heldBy, requiredOfJobs } from '../../shared/domain/required-checks/held.ts';
import { wantedContexts } from '../../shared/domain/required-checks/wanted.ts';

/** What the configuration names as a gate, and no rule requires: it holds nothing up. */
export function idleGates(facts: CheckFacts): string[] {
  if (!facts.required.known) return [];
  const names = new Set(requiredOfJobs(facts).map(({ context }) => context));
  const holder = heldBy(facts);
  return facts.gates.flatMap(({ workflow, job }) => {
    const own = facts.produced.checks.filter(
      (check) => check.workflow === workflow && check.jobs[0]?.toLowerCase() === job.toLowerCase(),
    );
    const holds = own.some((check) => names.has(certainText(check.name) ?? '') || holder(check) !== undefined);
    return holds
      ? []
      : [`The gate ${job} of ${workflow} holds nothing up: no rule requires it, nor a job that needs it.`];
  });
}

/** What the policy lists as made elsewhere or as optional, and nothing has the name of: most often it is misspelt or gone. */
export function unusedNotes(facts: CheckFacts): string[] {
  const wanted = new Set(wantedContexts(facts).map(({ context }) => context));
  const made = new Set(facts.produced.checks.map(({ name }) => certainText(name) ?? shownName(name)));
  // Without the rules nobody knows what is required.
  const external = facts.required.known ? facts.external.filter((context) => !wanted.has(context)) : [];
  return [
    ...external.map((name) => `external-checks lists ${name}, which is neither required nor declared.`),
    ...facts.optional
      .filter((name) => !made.has(name))
      .map((name) => `optional-checks lists ${name}, which no job of the workflows makes.`),
  ];
}
