import type { Repository } from '../adapters/git.ts';
import type { Because } from '../core/errors.ts';
import type { History, UnitsRequest } from '../core/history.ts';
import type { Tree } from '../core/ports.ts';
import { gitEach, gitRange, gitUnit } from './git-units.ts';
import { noProducts } from './offline.ts';
import { type Place, pastOf } from './run-place.ts';
import { planOf } from './unit-plan.ts';

/** What steps of the job produced then. */
export const noProduct: Because = {
  code: 'NOT_REPLAYED',
  message: 'a past commit is judged here: what steps of its job produced is not kept',
  needs: 'a run of its own',
};
export const noCommand: Because = {
  code: 'NOT_REPLAYED',
  message: 'a past commit is judged here: commands run on files that are checked out',
  needs: 'a run of its own, with that commit checked out',
};
const noName: Because = {
  code: 'NOT_REPLAYED',
  message: 'a past commit is judged here: names of branches and tags mean other commits now',
  needs: 'a run of its own',
};

/** The two sides of a landing, and where it stands in history. */
export interface Sides {
  commit: string;
  base: string;
  /** The second parent of a merge: the last commit of what it merged. */
  merged?: string | undefined;
  pullRequest?: number | undefined;
  treeSha: string;
  before: Tree;
  after: Tree;
  /** The base with the policy that judges. */
  trusted: Tree;
}

/** The two sides of a landing as a pull request has them; the working directory counts as the whole repository. */
export function landingPlace(repository: Repository, sides: Sides): Place {
  const { commit, base, merged, pullRequest, treeSha, before, after } = sides;
  const local = { repository, prefix: repository.prefix };
  const name = pullRequest === undefined ? `commit ${commit.slice(0, 12)}` : `pull request #${pullRequest}`;
  const unit = { ...gitUnit(local, { name, key: '', base, head: commit }), before, after };
  const history: History = {
    async units({ range, eachCommit }: UnitsRequest = {}) {
      if (range === undefined)
        return eachCommit === true && merged !== undefined ? gitEach(local, base, merged) : { ok: true, units: [unit] };
      const plan = planOf(undefined, { range });
      if (plan.kind !== 'range' || ![plan.from, plan.to].every((end) => /^[0-9a-f]{40,64}$/.test(end)))
        return { ok: false, because: noName };
      return gitRange(local, plan, eachCommit === true);
    },
  };
  const subject: Place['subject'] = {
    ...{ event: 'pull_request', headSha: commit, baseSha: base, checkedOutSha: commit, treeSha },
    ...(pullRequest === undefined ? {} : { pullRequest }),
  };
  return placeWith(repository, sides, subject, history);
}

/** The base of a landing by itself, as a pull request that changes nothing. */
export function basePlace(repository: Repository, sides: Sides): Place {
  const { base, before } = sides;
  const unit = {
    ...gitUnit({ repository, prefix: repository.prefix }, { name: 'the base', key: '', base, head: base }),
    ...{ before, after: before },
    changes: async () => ({ ok: true, changes: [] }) as const,
  };
  const history: History = { units: async () => ({ ok: true, units: [unit] }) };
  const subject = { event: 'pull_request', headSha: base, baseSha: base, checkedOutSha: base };
  return placeWith(repository, { ...sides, after: before }, subject, history);
}

function placeWith(
  repository: Repository,
  { base, before, after, trusted }: Sides,
  subject: Place['subject'],
  history: History,
): Place {
  return {
    ...{ subject, judged: after, before, history, wholeHistory: history, folder: '' },
    produced: noProducts(noProduct),
    past: pastOf(repository, base, repository.prefix),
    policy: { tree: trusted, top: trusted },
    own: { tree: after, top: after },
  };
}
