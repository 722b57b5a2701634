import { needs } from '../../../shared/domain/github-rules/needs.ts';
import type { ReadOutcome } from '../../../shared/domain/organisation/tally.ts';
import type { Observation } from '../../../shared/domain/seen-repository/observation.ts';
import type { RepositoryView } from '../../../shared/domain/seen-repository/observe.ts';
import { type Finding, findingsOf } from '../findings.ts';
import { type JudgedGroup, judgeGroup } from '../judged.ts';
import { namedRefs } from '../refs.ts';
import type { AskedOf } from './policy.ts';

/** What is in force on the default branch of one repository, against what is asked of it. */
export interface Protection {
  judged: readonly JudgedGroup[];
  findings: readonly Finding[];
}

export async function judgeProtection(
  { entries }: AskedOf,
  { observation, facts }: ReadOutcome,
  now: number,
): Promise<Protection> {
  const known = { defaultBranch: facts.default_branch, now };
  const view = viewOf(observation);
  const { groups } = await namedRefs(entries, view, known.defaultBranch);
  const judged: JudgedGroup[] = [];
  for (const group of groups) judged.push(await judgeGroup(group, view, known));
  return { judged, findings: findingsOf(judged) };
}

/** What was read of the default branch, as a repository that may be asked nothing else. */
function viewOf(observation: Observation): RepositoryView {
  const unasked = {
    state: 'unknown',
    because: { code: 'NO_DATA', message: 'the audit does not ask for it', needs: needs.metadata },
  } as const;
  return {
    facts: async () => observation.facts,
    properties: async () => unasked,
    names: async () => unasked,
    observe: async () => observation,
  };
}
