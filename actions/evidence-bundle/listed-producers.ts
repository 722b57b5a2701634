import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { cutRef } from '../../shared/core/workflow-ref.ts';
import { z } from '../../shared/core/zod.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import type { Listing } from '../../shared/domain/bundle/listing.ts';
import type { BundledFile, Producer } from '../../shared/domain/bundle/manifest.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { fileAt } from '../../shared/domain/repository/file-at.ts';
import { type NamedRepository, type Seen, seenIn } from '../../shared/domain/repository/repository.ts';
import type { Ctx } from './definition.ts';
import type { MadeRun } from './made-run.ts';
import { notAsked } from './told.ts';

const scriptMaxBytes = 16 * 1024 * 1024;
/** So many scripts are asked for. */
const mostScripts = 20;
const fix = 'make the bundle anew, in a run of an allowed workflow';

const TreeSchema = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), mode: z.string(), sha: z.string() })),
});

/** Judges that every file is what the commit, the workflow or the script that is named for it made, as far as the platform knows it. */
export async function judgeListedProducers(
  ctx: Ctx,
  policy: Verify,
  { manifest }: Listing,
  repository: Answer<NamedRepository>,
  run: Seen<MadeRun>,
): Promise<Finding[]> {
  if (manifest === undefined) return [notAsked('a list of this shape names no producers')];
  const { files, subject } = manifest;
  const committed = files.filter(({ origin, redactedFrom }) => origin.kind === 'tree' && redactedFrom === undefined);
  const made = files.filter(({ origin }) => origin.kind !== 'tree');
  const findings = committed.length === 0 ? [] : await judgeCommitted(committed, repository);
  const known = new Map<string, { producer: Producer; path: string }>();
  for (const { path, producer, origin } of made)
    if (producer !== undefined) known.set(JSON.stringify(producer), { producer, path });
    else if (origin.kind === 'worktree')
      findings.push(lacks(`${path} is of no commit: it was read from a work tree`, 'a run in GitHub Actions', path));
    else
      findings.push(
        wrong([path], {
          problem: `the list does not say what made ${path}`,
          ...{ expected: 'a producer', actual: 'none', fix },
        }),
      );
  const workflows = policy.workflows ?? ctx.inputs.create?.workflows;
  const allows = workflows === undefined ? () => true : await ctx.matcher(workflows);
  let scripts = 0;
  for (const { producer, path } of known.values())
    if ('workflow' in producer) findings.push(judgeWorkflow(producer.workflow, run, allows, workflows));
    else if (subject.commit === undefined)
      findings.push(lacks('the list names no commit', 'a bundle of a commit', path));
    else if (++scripts > mostScripts)
      findings.push(lacks(`no more than ${mostScripts} scripts are asked for`, 'a bundle of fewer', producer.script));
    else findings.push(await judgeScript(producer, subject.commit, repository));
  return findings.length > 0 ? findings : [notAsked('no file was made in a run')];
}

/** Judges the workflow that is named: the one that the run was of, at the ref of which it was, and one that may. */
function judgeWorkflow(
  workflow: string,
  run: Seen<MadeRun>,
  allows: (workflow: string) => boolean,
  workflows: readonly string[] | undefined,
): Finding {
  if (!allows(workflow)) {
    const problem = `files were made by ${workflow}, which is not among the workflows that may`;
    return wrong([workflow], { problem, expected: workflows, actual: workflow, fix });
  }
  if (run.state === 'unknown') return open(run.because, workflow);
  const against = (actual: string): Finding =>
    wrong([workflow], {
      problem: `files are said to be made by ${workflow}, and ${actual}`,
      expected: workflow,
      actual,
      fix,
    });
  if (run.state === 'absent') return against('the repository has no such run');
  const { path, ref = '' } = cutRef(workflow);
  // GitHub gives the path with or without the ref behind it.
  const shown = cutRef(run.data.path).path;
  if (shown !== path) return against(`the run is of ${shown}`);
  const { event, head_branch: branch } = run.data;
  // Of other events the branch of the run is not that of its workflow.
  const ofBranch = event === 'push' || event === 'workflow_dispatch' || event === 'schedule';
  if (ofBranch && ref !== `refs/heads/${branch ?? ''}` && ref !== `refs/tags/${branch ?? ''}`)
    return against(`the run is of ${branch ?? 'no branch'}`);
  return holds(workflow);
}

async function judgeScript(
  { script, sha256: wanted }: Extract<Producer, { script: string }>,
  commit: string,
  repository: Answer<NamedRepository>,
): Promise<Finding> {
  if (!repository.ok) return open(repository.because, script);
  const seen = await fileAt(repository.data, script, commit, scriptMaxBytes);
  if (seen.state === 'unknown') return open(seen.because, script);
  const actual = seen.state === 'absent' ? 'absent' : sha256(seen.data);
  if (actual === wanted) return holds(script);
  return wrong([script], {
    problem: `the script ${script} of the commit of the bundle is not the one that is named`,
    ...{ expected: wanted, actual, fix },
  });
}

/** Judges that the commits hold the files that are said to be theirs, below whatever folder the bundle was made in. */
async function judgeCommitted(files: readonly BundledFile[], repository: Answer<NamedRepository>): Promise<Finding[]> {
  const commits = [...new Set(files.flatMap(({ origin }) => (origin.kind === 'tree' ? origin.commit : [])))];
  const [commit] = commits;
  if (!repository.ok) return [open(repository.because, 'committed')];
  if (commit === undefined || commits.length > 1)
    return [lacks('the files are of several commits', 'a bundle of one commit', 'committed')];
  const { github, name } = repository.data;
  const route = 'GET /repos/{owner}/{repo}/git/trees/{sha}';
  const seen = seenIn(await github.get(route, { ...ownerAndRepo(name), sha: commit, recursive: '1' }, TreeSchema));
  if (seen.state === 'unknown') return [open(seen.because, 'committed')];
  const tree = seen.state === 'there' ? seen.data : { truncated: false, tree: [] };
  const blobs = new Set(files.map(({ gitBlob }) => gitBlob));
  const held = new Set<string>();
  for (const { path, mode, sha } of tree.tree)
    if (mode.startsWith('100') && blobs.has(sha)) for (const end of endsOf(path)) held.add(`${sha} ${end}`);
  const missing = files.filter(({ origin, gitBlob }) => !held.has(`${gitBlob} ${origin.path}`));
  if (missing.length === 0) return [holds('committed')];
  if (tree.truncated) {
    const message = `${name} has more files at ${commit} than GitHub lists`;
    return [open({ code: 'TRUNCATED', message, needs: 'a verification of the files in a checkout' }, 'committed')];
  }
  return missing.map(({ path, origin, gitBlob }) =>
    wrong(['committed', path], {
      problem: `${path} is said to be ${origin.path} of ${commit}, which has no such file there`,
      expected: gitBlob,
      actual: 'another or none',
      fix: 'make the bundle anew',
    }),
  );
}

/** A path, and what is left of it below each of its folders. */
function endsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, count) => parts.slice(count).join('/'));
}
