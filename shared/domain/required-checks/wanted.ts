import type { Location } from '../../core/location.ts';
import { quote } from '../../parse/text.ts';
import type { RequiredContext } from '../branch-rules/branch-rules.ts';
import { canBe, certainText } from '../check-names/check-name.ts';
import type { ProducedCheck } from '../check-names/produced-check.ts';
import type { CheckFacts, DeclaredCheck } from './facts.ts';
import { type StandIn, standInsOf } from './skip.ts';

/** A context that is required or declared, with the jobs that make it. */
export interface Wanted {
  context: string;
  declared: readonly DeclaredCheck[];
  required: readonly RequiredContext[];
  /** Jobs that make it for certain. */
  makers: readonly ProducedCheck[];
  /** Jobs that may make it: their names are not certain. */
  candidates: readonly ProducedCheck[];
  /** Jobs that would make it in a workflow that GitHub refuses. */
  refused: readonly ProducedCheck[];
  /** Jobs that report it when they are skipped, though they do not make it. */
  standIns: readonly StandIn[];
  /** Jobs whose names differ from it by case or white space alone. */
  lookalikes: readonly ProducedCheck[];
  /** Jobs that report it, or may, though the policy says that something else than the workflows of the repository makes it. */
  intruders: readonly Intruder[];
  /** Where the document asks for it. */
  at: Location | undefined;
}

/** A job that takes over a check that something else should make. */
export interface Intruder {
  check: Pick<ProducedCheck, 'workflow' | 'jobs' | 'at' | 'because'>;
  /** Whether its name is certain. */
  certain: boolean;
}

/** Every context that is required or declared, each once, sorted. */
export function wantedContexts(facts: CheckFacts): Wanted[] {
  const declared = facts.declarations.flatMap(({ checks }) => checks);
  const required = facts.required.known ? facts.required.value : [];
  const contexts = new Set([...declared, ...required].map(({ context }) => context));
  const byName = new Map<string, ProducedCheck[]>();
  const byLook = new Map<string, ProducedCheck[]>();
  const uncertain: ProducedCheck[] = [];
  for (const check of facts.produced.checks) {
    const name = certainText(check.name);
    if (name === undefined) uncertain.push(check);
    else {
      const same = byName.get(name);
      if (same === undefined) byName.set(name, [check]);
      else same.push(check);
      const alike = byLook.get(look(name));
      if (alike === undefined) byLook.set(look(name), [check]);
      else alike.push(check);
    }
  }
  const isExternal = new Set(facts.external);
  return [...contexts].sort().map((context) => {
    const certain = byName.get(context) ?? [];
    const named = certain.filter((check) => check.refused === undefined);
    const perhaps = uncertain.filter((check) => check.refused === undefined && canBe(check.name, context));
    const external = isExternal.has(context);
    const makers = external ? [] : named;
    const standIns = standInsOf(context, facts.produced.skipped, makers);
    const intruders = [
      ...named.map((check) => ({ check, certain: true })),
      ...standIns.map(({ check, certain: sure }) => ({ check, certain: sure })),
      ...perhaps.map((check) => ({ check, certain: false })),
    ];
    const declaredHere = declared.filter((check) => check.context === context);
    return {
      context,
      declared: declaredHere,
      required: required.filter((check) => check.context === context),
      makers,
      candidates: external ? [] : perhaps,
      refused: certain.filter((check) => check.refused !== undefined),
      lookalikes: (byLook.get(look(context)) ?? []).filter(
        (check) => check.refused === undefined && certainText(check.name) !== context,
      ),
      standIns: external ? [] : standIns,
      intruders: external ? intruders : [],
      at: declaredHere[0]?.at,
    };
  });
}

/** A name without what a reader or a careless comparison may not see. */
function look(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** The branch in words. */
export function branchText({ branch }: Pick<CheckFacts, 'branch'>): string {
  return branch === undefined ? 'the default branch' : quote(branch);
}

/** `ci.yml: a > b`, for people. */
export function makerText({ workflow, jobs }: Pick<ProducedCheck, 'workflow' | 'jobs'>): string {
  return `${workflow}: ${jobs.join(' > ')}`;
}
