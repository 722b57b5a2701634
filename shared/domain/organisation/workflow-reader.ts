import type { Because } from '../../core/errors.ts';
import type { GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { decodeText } from '../../parse/text.ts';
import { needs, unread } from '../github-rules/needs.ts';
import type { Part } from '../seen-repository/observation.ts';
import { type Entry, entryOf, knownFacts, type OwnReader, type Progress } from './progress.ts';
import {
  isObject,
  isWorkflowName,
  needsContents,
  needsOwnFiles,
  type WorkflowFile,
  type WorkflowTree,
  workflowFolder,
} from './workflows.ts';

/** GitHub takes 1,048,576 characters of at most four bytes. */
const maxBytes = 4 * 1_048_576;
/** So many entries of a folder GitHub lists at the most, without a word about those that are left out. */
const mostListed = 1000;

const ListedSchema = z.array(z.looseObject({ name: z.string(), type: z.string(), sha: z.string() }));
const TipSchema = z.looseObject({ object: z.looseObject({ sha: z.string().min(1) }) });
const StateSchema = z.looseObject({ path: z.string(), state: z.string() });

/** Reads what a batch could not tell of the workflow files: 1 request for each such file, 2 more where the batch told nothing at all. */
export function fileReader(may: (repository: string) => boolean): OwnReader {
  return {
    wanted: (progress) =>
      progress.repositories.filter((name) => {
        const { workflows, alone, own } = entryOf(progress, name);
        if (alone === true || !may(name)) return false;
        // A repository that no batch tells of is asked for everything by itself.
        return workflows === undefined ? own?.facts.state === 'read' : needsOwnFiles(workflows);
      }),
    async read(github, repository, progress) {
      const workflows = await filesAlone(github, repository, progress);
      return { entry: { workflows, alone: true }, ...stateOf(becauseOf(workflows)) };
    },
  };
}

/** Reads which workflows GitHub does not run: 1 request for each repository that has any, which no batch can tell. */
export function stateReader(may: (repository: string) => boolean): OwnReader {
  return {
    wanted: (progress) =>
      progress.repositories.filter((name) => {
        const { workflows, states } = entryOf(progress, name);
        const has = workflows?.state === 'read' && workflows.data.files.length > 0;
        return has && states === undefined && may(name);
      }),
    async read(github, repository) {
      const route = 'GET /repos/{owner}/{repo}/actions/workflows';
      const answer = await github.all(route, ownerAndRepo(repository), StateSchema);
      const states: NonNullable<Entry['states']> = answer.ok
        ? { state: 'read', data: answer.data.map(({ path, state }) => ({ path, state })) }
        : { state: 'unknown', because: unread(answer.because, needs.actions) };
      return { entry: { states }, ...stateOf(states.state === 'unknown' ? [states.because] : []) };
    },
  };
}

function stateOf(because: readonly Because[]): { limit: Because | undefined; fault: Because | undefined } {
  return {
    limit: because.find(({ code }) => code === 'RATE_LIMITED'),
    fault: because.find(({ code }) => code === 'GITHUB_DOWN'),
  };
}

function becauseOf(tree: Part<WorkflowTree>): Because[] {
  if (tree.state === 'unknown') return [tree.because];
  if (tree.state === 'none') return [];
  return tree.data.files.flatMap((file) => (file.state === 'unread' ? [file.because] : []));
}

async function filesAlone(github: GitHub, repository: string, progress: Progress): Promise<Part<WorkflowTree>> {
  const { workflows } = entryOf(progress, repository);
  if (workflows?.state !== 'read') return treeAlone(github, repository, progress);
  const files: WorkflowFile[] = [];
  for (const file of workflows.data.files)
    files.push(file.state === 'unread' ? await fileAlone(github, repository, workflows.data.commit, file.path) : file);
  return { state: 'read', data: { ...workflows.data, files } };
}

async function treeAlone(github: GitHub, repository: string, progress: Progress): Promise<Part<WorkflowTree>> {
  const at = ownerAndRepo(repository);
  const { own } = entryOf(progress, repository);
  const facts = own?.facts.state === 'read' ? own.facts.data : knownFacts(progress, repository);
  if (facts === undefined)
    return unknown({ code: 'NO_DATA', message: 'the default branch is not known', needs: needs.metadata });
  const { full_name, default_branch: branch } = facts;
  const tip = await github.get(
    'GET /repos/{owner}/{repo}/git/ref/{+ref}',
    { ...at, ref: `heads/${branch}` },
    TipSchema,
  );
  if (!tip.ok) return unknown(unread(tip.because, needsContents));
  const { sha: ref } = tip.data.object;
  const route = 'GET /repos/{owner}/{repo}/contents/{+path}';
  const listed = await github.get(route, { ...at, path: workflowFolder, ref }, ListedSchema);
  if (!listed.ok) return unknown(unread(listed.because, needsContents));
  if (listed.data.length >= mostListed)
    return unknown({
      code: 'NO_DATA',
      message: `${workflowFolder} has more entries than GitHub lists`,
      needs: `at most ${mostListed - 1} files in ${workflowFolder}`,
    });
  const files: WorkflowFile[] = [];
  for (const { name, type, sha } of listed.data.filter((one) => isWorkflowName(one.name))) {
    const path = `${workflowFolder}/${name}`;
    files.push(
      type === 'file'
        ? await fileAlone(github, repository, ref, path, sha)
        : { path, state: 'odd', message: 'is not a regular file' },
    );
  }
  return { state: 'read', data: { repository: full_name, branch, commit: ref, files } };
}

async function fileAlone(
  github: GitHub,
  repository: string,
  ref: string,
  path: string,
  oid?: string,
): Promise<WorkflowFile> {
  const not = (because: Because): WorkflowFile => ({ path, state: 'unread', because });
  const route = 'GET /repos/{owner}/{repo}/contents/{+path}';
  const answer = await github.bytes(route, { ...ownerAndRepo(repository), path, ref }, maxBytes);
  if (!answer.ok) return not(unread(answer.because, needsContents));
  if (oid !== undefined && !isObject(oid, answer.data))
    return not({ code: 'INCONCLUSIVE', message: `${path} is not what the folder lists`, needs: 'a further run' });
  const decoded = decodeText(answer.data);
  if (decoded.ok) return { path, state: 'read', text: decoded.text };
  return { path, state: 'odd', message: decoded.message };
}

function unknown(because: Because): Part<WorkflowTree> {
  return { state: 'unknown', because };
}
