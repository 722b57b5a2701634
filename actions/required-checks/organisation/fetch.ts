import type { Because } from '../../../shared/core/errors.ts';
import { meteredGitHub } from '../../../shared/core/metered.ts';
import type { FetchWorkflow, RemoteCall } from '../../../shared/domain/check-names/produced-check.ts';
import { RepositorySchema } from '../../../shared/domain/github-rules/api-branch.ts';
import { isPublic } from '../../../shared/domain/organisation/listed.ts';
import { budgetUsedUp } from '../../../shared/domain/organisation/progress.ts';
import type { Survey } from '../../../shared/domain/organisation/survey.ts';
import { callText } from '../../../shared/domain/workflow/call.ts';
import type { Ctx } from '../definition.ts';
import { fetching } from '../workflows.ts';
import type { AskedOf } from './policy.ts';

/** The called workflows of all repositories: each is read once, however many call it, as long as the budget goes. */
export interface SharedCalls {
  /** Reads what a repository calls; of one that may not be named nothing is read. */
  of(mayShow: boolean): FetchWorkflow;
  /** How many requests were sent. */
  requests(): number;
}

const notNamed: Because = {
  code: 'NO_DATA',
  message: 'what a repository calls that is not shown here is not asked for',
  needs: 'an audit in a private repository',
};
const notPublic: Because = {
  code: 'NO_DATA',
  message: 'it is not known to be public, and this report may be',
  needs: 'an audit in a private repository',
};

export function sharedCalls(ctx: Ctx, { github, left, isPrivate, listing, credential }: Survey<AskedOf>): SharedCalls {
  const meter = meteredGitHub(github, {
    most: left,
    because: budgetUsedUp('the budget of requests is used up'),
  });
  const open = new Set(listing.listed.filter(isPublic).map(({ repository }) => repository.toLowerCase()));
  const listed = new Set(listing.listed.map(({ repository }) => repository.toLowerCase()));
  const asked = new Map<string, Promise<boolean>>();
  const read = new Map<string, ReturnType<FetchWorkflow>>();
  const fetch = fetching(
    ctx,
    { ok: true, github: meter.github, at: { owner: '', repo: '' }, credential, asked: meter.requests },
    Number.POSITIVE_INFINITY,
  );

  async function askIsOpen({ owner, repository: repo }: RemoteCall): Promise<boolean> {
    const facts = await meter.github.get('GET /repos/{owner}/{repo}', { owner, repo }, RepositorySchema);
    return facts.ok && !facts.data.private && (facts.data.visibility ?? 'public') === 'public';
  }
  function isOpen(call: RemoteCall): Promise<boolean> {
    const name = `${call.owner}/${call.repository}`.toLowerCase();
    if (listed.has(name)) return Promise.resolve(open.has(name));
    const known = asked.get(name) ?? askIsOpen(call);
    asked.set(name, known);
    return known;
  }
  const once: FetchWorkflow = (call) => {
    const name = callText(call);
    const known = read.get(name) ?? fetch(call);
    read.set(name, known);
    return known;
  };
  const refuse = (call: RemoteCall, because: Because): Awaited<ReturnType<FetchWorkflow>> => ({
    ok: false,
    because: { ...because, message: `${callText(call)} could not be read: ${because.message}` },
  });
  return {
    requests: meter.requests,
    of: (mayShow) => async (call) => {
      if (!mayShow) return refuse(call, notNamed);
      // A public report must not tell what a private workflow holds.
      if (!isPrivate && !(await isOpen(call))) return refuse(call, notPublic);
      return once(call);
    },
  };
}
