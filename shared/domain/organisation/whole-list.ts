import type { Because } from '../../core/errors.ts';
import type { GitHub } from '../../core/ports.ts';
import { z } from '../../core/zod.ts';
import { sameRepository } from '../../parse/repository.ts';
import { readBatch } from './answer.ts';
import type { Cost } from './plan.ts';
import { mostNames, namesQuery } from './query.ts';

const NodeSchema = z.looseObject({ nameWithOwner: z.string() });

/** What `changedSince` costs for so many repositories. */
export function costOfNames(repositories: number): Cost {
  const queries = Math.ceil(repositories / mostNames);
  return { requests: queries, points: queries };
}

/**
 * Why a list of repositories may not be whole although it is as long as GitHub counts: one that was deleted or renamed while its pages were
 * read moves another one to a page that was read already. A list of names that are all there after they were counted has no such hole.
 * Undefined when these are. Whoever asks about the others of the list anyway need not ask here. Names nothing: a report may be public.
 */
export async function changedSince(github: GitHub, repositories: readonly string[]): Promise<Because | undefined> {
  for (let from = 0; from < repositories.length; from += mostNames) {
    const some = repositories.slice(from, from + mostNames);
    const { query, variables } = namesQuery(some);
    const answer = await github.graphql(query, variables);
    if (!answer.ok) return notTold(answer.because);
    for (const { repository, node, errors } of readBatch(some, answer.data).answers) {
      const own = NodeSchema.safeParse(node);
      if (own.success && sameRepository(own.data.nameWithOwner, repository)) continue;
      const because = errors.find(({ because: { code } }) => code !== 'NOT_FOUND')?.because;
      if (because !== undefined) return notTold(because);
      return {
        code: 'INCONCLUSIVE',
        message:
          'a repository of the list is no longer there by its name: while it was deleted or renamed another one may have been missed',
        needs: 'a further run, which lists them anew',
      };
    }
  }
  return undefined;
}

function notTold({ code, needs }: Because): Because {
  const message =
    'whether the list of repositories is whole cannot be told: GitHub gave no answer about some of its names';
  return { code, message, needs: needs ?? 'a further run' };
}
