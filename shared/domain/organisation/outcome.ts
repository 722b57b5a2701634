import type { Because } from '../../core/errors.ts';
import type { Observation, Part } from '../seen-repository/observation.ts';
import { observationOf, type RulesetsRead } from './observe-batch.ts';
import { type Entry, entryOf, type Progress } from './progress.ts';
import type { WorkflowTree } from './workflows.ts';

/** What is known of each repository, or why it was not read, in order. An empty repository has no branch to judge. */
export type Outcome =
  | {
      repository: string;
      state: 'read';
      observation: Observation;
      /** Unknown where nobody asked, or the audit did not come to it. */
      workflows: Part<WorkflowTree>;
      states: NonNullable<Entry['states']>;
    }
  | { repository: string; state: 'empty' }
  | { repository: string; state: 'not-read'; because: Because };

export function outcomes(progress: Progress): Outcome[] {
  return progress.repositories.map((repository): Outcome => {
    const { own, rulesets: found, classic, branch: summary, workflows, states } = entryOf(progress, repository);
    const missing = { state: 'unknown', because: progress.stopped ?? notYet } as const;
    const files = { workflows: workflows ?? missing, states: states ?? missing };
    if (own !== undefined) {
      const hidden = unseen(own);
      if (hidden !== undefined) return { repository, state: 'not-read', because: hidden };
      return { repository, state: 'read', observation: own, ...files };
    }
    if (found === undefined) return { repository, state: 'not-read', because: progress.stopped ?? notYet };
    if (found.empty) return { repository, state: 'empty' };
    const because = unseen(found);
    if (because !== undefined) return { repository, state: 'not-read', because };
    const observation = observationOf(repository, found, classic ?? missing);
    const seen = summary === undefined ? observation : { ...observation, branch: summary };
    return { repository, state: 'read', observation: seen, ...files };
  });
}

const notYet: Because = {
  code: 'NO_DATA',
  message: 'the audit did not come to it',
  needs: 'a further run with this progress',
};

function unseen({
  facts,
  rules,
  rulesets: list,
}: Pick<RulesetsRead, 'facts' | 'rules' | 'rulesets'>): Because | undefined {
  const parts = [facts, rules, list];
  if (parts.some(({ state }) => state !== 'unknown')) return undefined;
  return facts.state === 'unknown' ? facts.because : undefined;
}
