import { realpathSync } from 'node:fs';
import { type FileContent, gitRepository, type TestRepository } from '../support/git-repository.ts';

export type Files = Readonly<Record<string, FileContent>>;
export type EventName =
  | 'pull_request'
  | 'pull_request_target'
  | 'push'
  | 'merge_group'
  | 'schedule'
  | 'workflow_dispatch';

export const consumerName = 'harbour-example/desk';
export const workflowPath = '.github/workflows/governance.yml';

/** A change to a repository, as the platform runs workflows for it. */
export interface Change {
  /** `owner/name`. */
  repository: string;
  event: EventName;
  /** The repository that a pull request comes from, `owner/name`: another one is a fork. */
  from: string;
  /** What a commit before the base has; it has all of that too. */
  earlier: Files;
  /** Everything at the base, besides the workflow. */
  base: Files;
  /** What the change adds, replaces or (null) removes. */
  head: Files;
  /** The workflow that runs; it is part of the change where the base has another one. */
  workflow: string;
  /** Null where the base has none. */
  baseWorkflow: string | null;
  /** Where it stands. */
  path: string;
  /** `tip` is what actions/checkout fetches by itself; `all` is `fetch-depth: 0`. */
  history: 'tip' | 'all';
}

export interface Consumer {
  /** Has every commit: what GitHub knows. */
  origin: TestRepository;
  /** What a job gets from actions/checkout. */
  workspace: TestRepository;
  baseSha: string;
  headSha: string;
  /** The commit that the workflow runs on. */
  runSha: string;
  ref: string;
  /** The payload of the event. */
  payload: unknown;
  remove: () => void;
}

/** Makes the repository, the change in it, and the checkout of the commit that the workflow runs on. */
export function consumer({
  repository,
  event,
  from,
  earlier,
  base,
  head,
  workflow,
  baseWorkflow,
  path,
  history,
}: Change): Consumer {
  const origin = gitRepository();
  const workspace = gitRepository();
  const remove = (): void => [origin, workspace].forEach((each) => each.remove());
  try {
    if (Object.keys(earlier).length > 0) origin.commit(earlier, 'earlier');
    const baseSha = origin.commit({ ...base, [path]: baseWorkflow }, 'base');
    origin.git('checkout', '-q', '-b', 'change');
    const headSha = origin.commit({ [path]: workflow, 'change.txt': 'a change\n', ...head }, 'change');
    const { runSha, ref, payload } = runOf[event]({ origin, baseSha, headSha, name: repository, from, path });
    const depth = history === 'tip' ? ['--depth=1'] : [];
    workspace.git('fetch', '-q', '--no-tags', ...depth, `file://${realpathSync(origin.folder)}`, `+${ref}:refs/run`);
    workspace.git('checkout', '-q', '--detach', 'refs/run');
    workspace.git('remote', 'add', 'origin', `https://github.com/${repository}`);
    return { origin, workspace, baseSha, headSha, runSha, ref, payload, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

interface RunOf {
  runSha: string;
  ref: string;
  payload: unknown;
}

const described = (name: string): object => ({ full_name: name, default_branch: 'main' });

interface Made {
  origin: TestRepository;
  baseSha: string;
  headSha: string;
  name: string;
  from: string;
  path: string;
}

function pullPayload({ baseSha, headSha, name, from }: Made): object {
  const pull = {
    number: 7,
    head: { sha: headSha, ref: 'change', repo: { full_name: from } },
    base: { sha: baseSha, ref: 'main' },
    updated_at: new Date().toISOString(),
  };
  return { action: 'synchronize', number: 7, repository: described(name), pull_request: pull };
}

const runOf: Record<EventName, (made: Made) => RunOf> = {
  pull_request(made) {
    const { origin, headSha } = made;
    origin.git('checkout', '-q', '--detach', 'main');
    origin.git('merge', '-q', '--no-ff', '-m', 'Merge', headSha);
    const runSha = origin.git('rev-parse', 'HEAD');
    const ref = 'refs/pull/7/merge';
    origin.git('update-ref', ref, runSha);
    return { runSha, ref, payload: pullPayload(made) };
  },
  // With the workflow, the secrets and the branch of the base, whoever opened the pull request.
  pull_request_target(made) {
    made.origin.git('checkout', '-q', '--detach', 'main');
    return { runSha: made.baseSha, ref: 'refs/heads/main', payload: pullPayload(made) };
  },
  push({ origin, baseSha, headSha, name }) {
    const ref = merged(origin, headSha);
    const payload = { ref, before: baseSha, after: headSha, deleted: false, repository: described(name) };
    return { runSha: headSha, ref, payload };
  },
  schedule({ origin, headSha }) {
    return { runSha: headSha, ref: merged(origin, headSha), payload: { schedule: '17 5 * * 1-5' } };
  },
  workflow_dispatch({ origin, headSha, name, path }) {
    const ref = merged(origin, headSha);
    return { runSha: headSha, ref, payload: { ref, inputs: {}, workflow: path, repository: described(name) } };
  },
  merge_group({ origin, baseSha, headSha, name }) {
    const ref = 'refs/heads/gh-readonly-queue/main/pr-7-0000000';
    origin.git('update-ref', ref, headSha);
    const group = { head_sha: headSha, head_ref: ref, base_sha: baseSha, base_ref: 'refs/heads/main' };
    return {
      runSha: headSha,
      ref,
      payload: { action: 'checks_requested', repository: described(name), merge_group: group },
    };
  },
};

/** Puts the change on the default branch, which is named. */
function merged(origin: TestRepository, headSha: string): string {
  origin.git('checkout', '-q', 'main');
  origin.git('merge', '-q', '--ff-only', headSha);
  // A branch that is checked out takes no commits from outside.
  origin.git('checkout', '-q', '--detach');
  return 'refs/heads/main';
}
