import { GovernanceError } from '../core/errors.ts';
import { objectId } from '../core/object-id.ts';
import type { Answer, GitHub, GitHubWrite } from '../core/ports.ts';
import type { FileChange, Proposal } from '../core/proposal.ts';
import { CommitId } from '../core/texts.ts';
import { z } from '../core/zod.ts';
import { expectAnswer as answerOrThrow } from './expect-answer.ts';

const Reference = z.object({ object: z.object({ type: z.string(), sha: CommitId }) });
const Commit = z.object({ tree: z.object({ sha: CommitId }), message: z.string() });
const Tree = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: CommitId })),
});
const Made = z.object({ sha: CommitId });
const PullRequest = z.object({
  number: z.number().int(),
  html_url: z.string(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  merged_at: z.string().nullable().optional(),
  head: z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
});

/** Where a pull request is opened. */
export interface PullRequestPlace {
  github: GitHub;
  write: GitHubWrite;
  /** `owner/name`. */
  repository: string;
  /** The branch into which the change shall go. */
  base: string;
  /** The working directory from the top of the repository, with a trailing `/`, or empty. */
  folder: string;
}

/** `closed`: somebody closed it without merging, and it stays so. */
export interface OpenedPullRequest {
  url: string;
  state: 'opened' | 'updated' | 'unchanged' | 'closed';
}

/**
 * Puts a proposal on its branch, as one commit on the present tip of the base, and sees to it that one pull request asks for it. The files
 * of that tip must be what the proposal was made from. A branch on which others have committed, and a pull request that was closed,
 * stay as they are. Throws when GitHub refuses.
 */
export async function openPullRequest(
  place: PullRequestPlace,
  proposal: Proposal,
  text: { title: string; body: string; control: string },
): Promise<OpenedPullRequest> {
  const { github, write } = place;
  const [owner = '', repo = ''] = place.repository.split('/');
  const at = { owner, repo };
  const { branch } = proposal;
  const heads = { ...at, head: `${owner}:${branch}`, base: place.base, state: 'all' };
  const all = expectAnswer(await github.all('GET /repos/{owner}/{repo}/pulls', heads, PullRequest));
  const own = all.filter(
    ({ head }) => head.ref === branch && head.repo?.full_name.toLowerCase() === place.repository.toLowerCase(),
  );
  const open = own.find(({ state }) => state === 'open');
  const closed = own.find(({ title, state, merged_at: merged }) => {
    return state === 'closed' && (merged ?? undefined) === undefined && title === text.title;
  });
  if (open === undefined && closed !== undefined) return { url: closed.html_url, state: 'closed' };

  const tip = await tipOf(place, at, place.base);
  if (tip === undefined) throw new GovernanceError('BAD_INPUT', `there is no branch ${place.base}`);
  const files = await filesOf(place, at, tip.tree, proposal.changes);
  for (const { path, before } of proposal.changes) {
    const found = files.get(path);
    if (isContent(found?.sha, before)) continue;
    throw new GovernanceError('BAD_INPUT', `${path} on ${place.base} is not what the change was made from`, {
      hint: 'It was changed meanwhile: run it again.',
    });
  }
  const present = await tipOf(place, at, branch);
  const trailer = `Proposed-by: release-governance/${text.control}`;
  if (present !== undefined && !present.message.trimEnd().endsWith(trailer)) {
    throw new GovernanceError('BAD_INPUT', `the branch ${branch} has commits of somebody else`, {
      hint: `Merge or close its pull request and delete the branch ${branch}.`,
    });
  }
  // What somebody made of it since, by an amended commit, stays too.
  const there = open !== undefined && present?.message.includes(`\n${identityLine(proposal)}\n`) === true;
  if (there && open.title === text.title) return { url: open.html_url, state: 'unchanged' };
  if (!there) {
    const message = `${text.title}\n\n${identityLine(proposal)}\n${trailer}`;
    await commitOn(place, at, proposal, { message, tip, files, fresh: present === undefined });
  }
  const { title, body } = text;
  if (open !== undefined) {
    const which = { ...at, pull_number: open.number };
    expectAnswer(
      await write.send('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', which, { title, body }, PullRequest),
    );
    return { url: open.html_url, state: 'updated' };
  }
  const asked = { title, body, head: branch, base: place.base };
  const opened = expectAnswer(await write.send('POST /repos/{owner}/{repo}/pulls', at, asked, PullRequest));
  return { url: opened.html_url, state: 'opened' };
}

/** Puts the change on its branch, as the only commit there on the tip. */
async function commitOn(
  { write, folder }: PullRequestPlace,
  at: At,
  { branch, changes }: Proposal,
  { message, tip, files, fresh }: { message: string; tip: Tip; files: ReadonlyMap<string, Entry>; fresh: boolean },
): Promise<void> {
  const entries = [];
  for (const { path, after } of changes) {
    const content = { content: Buffer.from(after).toString('base64'), encoding: 'base64' };
    const blob = expectAnswer(await write.send('POST /repos/{owner}/{repo}/git/blobs', at, content, Made));
    const mode = files.get(path)?.mode ?? '100644';
    entries.push({ path: `${folder}${path}`, mode, type: 'blob', sha: blob.sha });
  }
  const tree = { base_tree: tip.tree, tree: entries };
  const made = expectAnswer(await write.send('POST /repos/{owner}/{repo}/git/trees', at, tree, Made));
  const commit = { message, tree: made.sha, parents: [tip.sha] };
  const { sha } = expectAnswer(await write.send('POST /repos/{owner}/{repo}/git/commits', at, commit, Made));
  if (fresh) {
    const ref = { ref: `refs/heads/${branch}`, sha };
    expectAnswer(await write.send('POST /repos/{owner}/{repo}/git/refs', at, ref, Reference));
  } else {
    const ref = { ...at, ref: `heads/${branch}` };
    const moved = { sha, force: true };
    expectAnswer(await write.send('PATCH /repos/{owner}/{repo}/git/refs/{+ref}', ref, moved, Reference));
  }
}

function identityLine({ identity }: Proposal): string {
  return `Proposal: ${identity}`;
}

type At = { owner: string; repo: string };
type Tip = { sha: string; tree: string; message: string };
type Entry = { mode: string; sha: string };

async function tipOf({ github }: PullRequestPlace, at: At, branch: string): Promise<Tip | undefined> {
  const asked = { ...at, ref: `heads/${branch}` };
  const reference = await github.get('GET /repos/{owner}/{repo}/git/ref/{+ref}', asked, Reference);
  if (!reference.ok && reference.status === 404) return undefined;
  const { sha } = expectAnswer(reference).object;
  const { tree, message } = expectAnswer(
    await github.get('GET /repos/{owner}/{repo}/git/commits/{sha}', { ...at, sha }, Commit),
  );
  return { sha, tree: tree.sha, message };
}

/** Mode and blob of each file that is there; anything on the way to it but folders is refused. */
async function filesOf(
  { github, folder }: PullRequestPlace,
  at: At,
  root: string,
  changes: readonly FileChange[],
): Promise<Map<string, Entry>> {
  const read = new Map<string, z.infer<typeof Tree>['tree']>();
  const entriesOf = async (sha: string): Promise<z.infer<typeof Tree>['tree']> => {
    const known = read.get(sha);
    if (known !== undefined) return known;
    const answer = expectAnswer(
      await github.get('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { ...at, tree_sha: sha }, Tree),
    );
    if (answer.truncated) throw new GovernanceError('BAD_INPUT', 'GitHub listed only a part of a folder');
    read.set(sha, answer.tree);
    return answer.tree;
  };
  const files = new Map<string, Entry>();
  for (const { path } of changes) {
    const parts = `${folder}${path}`.split('/');
    let sha = root;
    for (const [index, part] of parts.entries()) {
      const entry = (await entriesOf(sha)).find((each) => each.path === part);
      if (entry === undefined) break;
      const last = index === parts.length - 1;
      const regular = last ? ['100644', '100755'].includes(entry.mode) : entry.type === 'tree';
      if (!regular)
        throw new GovernanceError('BAD_INPUT', `${path} is not a regular file in a folder of the repository`);
      if (last) files.set(path, { mode: entry.mode, sha: entry.sha });
      sha = entry.sha;
    }
  }
  return files;
}

/** Whether git names this content so; without a content there is no name. */
function isContent(id: string | undefined, content: Uint8Array | undefined): boolean {
  if (id === undefined || content === undefined) return id === content;
  return objectId('blob', content, id.length) === id;
}

function expectAnswer<T>(answer: Answer<T>): T {
  return answerOrThrow(answer, 'the pull request could not be made');
}
