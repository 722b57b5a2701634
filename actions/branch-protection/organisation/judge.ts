import type { Because } from '../../../shared/core/errors.ts';
import { needs } from '../../../shared/domain/github-rules/needs.ts';
import type { Outcome } from '../../../shared/domain/organisation/progress.ts';
import type { Observation } from '../../../shared/domain/protection/observation.ts';
import type { RepositoryView } from '../../../shared/domain/protection/observe.ts';
import { sameRepository } from '../../../shared/parse/repository.ts';
import { type Finding, findingsOf } from '../findings.ts';
import { type JudgedGroup, judgeGroup } from '../judged.ts';
import { namedRefs } from '../refs.ts';
import type { AskedOf } from './policy.ts';

/** What became of one repository of the audit. */
export type JudgedRepository = { asked: AskedOf } & (
  | { state: 'judged'; judged: JudgedGroup[]; findings: Finding[]; isPublic: boolean }
  | { state: 'empty' }
  | { state: 'not-read'; because: Because }
);

export async function judgeRepository(asked: AskedOf, outcome: Outcome, now: number): Promise<JudgedRepository> {
  if (outcome.state !== 'read') return { asked, ...outcome };
  const { observation } = outcome;
  const { facts } = observation;
  if (facts.state !== 'read')
    return {
      asked,
      state: 'not-read',
      because: facts.state === 'unknown' ? facts.because : { code: 'NO_DATA', message: facts.message },
    };
  // Under the former name of a repository GitHub answers for the present one, which may be none that is selected.
  if (!sameRepository(facts.data.full_name, asked.listed.repository))
    return {
      asked,
      state: 'not-read',
      because: {
        code: 'NOT_FOUND',
        message: 'GitHub answers for a repository of another name: it was renamed or moved',
        needs: 'a further run, which lists it by its present name',
      },
    };
  const known = { defaultBranch: facts.data.default_branch, now };
  const view = viewOf(observation);
  const { groups } = await namedRefs(asked.entries, view, known.defaultBranch);
  const judged: JudgedGroup[] = [];
  for (const group of groups) judged.push(await judgeGroup(group, view, known));
  return { asked, state: 'judged', judged, findings: findingsOf(judged), isPublic: !facts.data.private };
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
