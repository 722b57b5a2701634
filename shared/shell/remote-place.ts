import { relative, resolve, sep } from 'node:path';
import { apiFirstParent, compareCommits } from '../adapters/api-changes.ts';
import { apiFiles } from '../adapters/api-files.ts';
import { apiTree } from '../adapters/api-tree.ts';
import { type Because, GovernanceError } from '../core/errors.ts';
import type { RunEvent } from '../core/event.ts';
import { containedPath } from '../core/path.ts';
import type { Host } from './host.ts';
import { rooted } from './rooted.ts';
import { changesOf, commitOf, configFrom, type Place, type PolicyPlace, pastOf, producedIn } from './run-place.ts';

/** Without a checkout: the commit of the event, read through the API. */
export async function remotePlace(
  host: Host,
  event: RunEvent,
  workingDirectory: string,
  config: string,
): Promise<{ policy: PolicyPlace; place: Promise<Place> }> {
  const { repository: name = '', mergeSha, headSha } = event.subject;
  const commit = mergeSha ?? headSha ?? '';
  const path = configFrom(host.cwd, host, config);
  const within = relative(host.cwd, resolve(host.cwd, workingDirectory)).split(sep).join('/');
  const inside = within === '' ? undefined : containedPath(within);
  if (inside?.ok === false) {
    throw new GovernanceError('BAD_INPUT', `the working directory ${workingDirectory} ${inside.message}`);
  }
  const prefix = inside === undefined ? '' : `${inside.path}/`;
  const github = host.createGitHub(host.secret('token'));
  const policyAt = await commitOf(host, event.policy, name);
  const inPolicy = 'because' in policyAt ? policyAt : apiTree(github, name, policyAt.sha);
  const judged = apiFiles(github, name, commit);
  const own = { tree: rooted(judged, prefix), top: judged };
  const before = await remoteBefore(host, event, commit);
  const place: Place = {
    subject: event.subject,
    judged: own.tree,
    ...changesOf({ repository: undefined, event, prefix, github: () => github }),
    past: pastOf(undefined, undefined, prefix),
    policy: 'because' in inPolicy ? own : { tree: rooted(inPolicy, prefix), top: inPolicy },
    own,
    before: 'because' in before ? before : rooted(apiTree(github, name, before.sha), prefix),
    folder: prefix,
    produced: producedIn(resolve(host.cwd, workingDirectory), undefined),
  };
  return { policy: { judged, base: inPolicy, path, shown: path }, place: Promise.resolve(place) };
}

/** What `comparedWith` finds, through the API. */
async function remoteBefore(
  host: Host,
  event: RunEvent,
  commit: string,
): Promise<{ sha: string } | { because: Because }> {
  const name = event.subject.repository ?? '';
  const reference = await commitOf(host, event.before, name);
  if ('because' in reference || (commit === event.subject.mergeSha && reference.sha !== commit)) return reference;
  const remote = { github: host.createGitHub(host.secret('token')), repository: name };
  const comparison = await compareCommits(remote, reference.sha, commit);
  if (!comparison.ok) return { because: comparison.because };
  const left = comparison.data.merge_base_commit.sha;
  if (left !== commit) return { sha: left };
  const parent = await apiFirstParent(remote, commit);
  if (!parent.ok) return { because: parent.because };
  if (parent.data !== undefined) return { sha: parent.data };
  return {
    because: { code: 'NO_BASE', message: 'there is no earlier version to compare with: this is the first commit' },
  };
}
