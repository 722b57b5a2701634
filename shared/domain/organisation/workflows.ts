import { createHash } from 'node:crypto';
import type { Because } from '../../core/errors.ts';
import { z } from '../../core/zod.ts';
import type { Part } from '../seen-repository/observation.ts';
import { BecauseSchema } from '../seen-repository/snapshot.ts';
import { errorAt, type NodeAnswer, ownRequest } from './answer.ts';

/*
 * The workflow files of the default branch of a repository, as a batch tells of them. GitHub cuts the text of a large file, and shows no
 * bytes that are no text: a text counts only when it is that of the object it is said to be.
 */

const FileSchema = z.discriminatedUnion('state', [
  z.strictObject({ path: z.string(), state: z.literal('read'), text: z.string() }),
  /** Nothing that GitHub could run: a link, a folder, or no text. `message` continues "the file …". */
  z.strictObject({ path: z.string(), state: z.literal('odd'), message: z.string() }),
  z.strictObject({ path: z.string(), state: z.literal('unread'), because: BecauseSchema }),
]);
export type WorkflowFile = z.infer<typeof FileSchema>;

/** All files of `.github/workflows` at one commit that are named like a workflow; `repository` and `branch` as GitHub calls them. */
export const WorkflowTreeSchema = z.strictObject({
  repository: z.string(),
  branch: z.string(),
  commit: z.string(),
  files: z.array(FileSchema),
});
export type WorkflowTree = z.infer<typeof WorkflowTreeSchema>;

export const workflowFolder = '.github/workflows';
export const needsContents = 'a token that may read the files of the repository (contents: read)';

const BlobSchema = z.looseObject({
  oid: z.string(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean(),
  text: z.string().nullish(),
});
const NodeSchema = z.looseObject({
  nameWithOwner: z.string(),
  defaultBranchRef: z.looseObject({ name: z.string().min(1), target: z.looseObject({ oid: z.string().min(1) }) }),
  root: z.looseObject({ __typename: z.literal('Tree') }),
  workflows: z
    .union([
      z.looseObject({
        __typename: z.literal('Tree'),
        entries: z.array(
          z.looseObject({
            name: z.string().min(1),
            type: z.string(),
            mode: z.number().int(),
            object: z.unknown(),
          }),
        ),
      }),
      // What is no folder holds no workflow.
      z.looseObject({ __typename: z.enum(['Blob', 'Commit', 'Tag']) }),
    ])
    .nullable(),
});
type Entry = { name: string; type: string; mode: number; object?: unknown };

const unknown = (because: Because): { state: 'unknown'; because: Because } => ({ state: 'unknown', because });

/** The workflow files of one repository. That there is no folder with workflows is certain only where the whole tree was seen. */
export function workflowsRead(answer: NodeAnswer): Part<WorkflowTree> {
  const error = errorAt(answer, []);
  if (error !== undefined) return unknown({ needs: needsContents, ...error });
  const parsed = NodeSchema.safeParse(answer.node);
  if (!parsed.success)
    return unknown({
      code: 'NO_DATA',
      message: 'the workflow files came in a form that is not known',
      needs: ownRequest,
    });
  const { nameWithOwner, defaultBranchRef: ref, workflows } = parsed.data;
  const entries: readonly Entry[] = workflows !== null && 'entries' in workflows ? (workflows.entries as Entry[]) : [];
  return {
    state: 'read',
    data: {
      repository: nameWithOwner,
      branch: ref.name,
      commit: ref.target.oid,
      files: entries.filter(({ name }) => isWorkflowName(name)).map(fileOf),
    },
  };
}

export function isWorkflowName(name: string): boolean {
  return /\.ya?ml$/i.test(name) && !name.includes('/');
}

/** The modes of a plain file, an executable one, and one that a group may write, as Git writes none any more. */
const plainModes: ReadonlySet<number> = new Set([0o100644, 0o100755, 0o100664]);

function fileOf({ name, type, mode, object }: Entry): WorkflowFile {
  const path = `${workflowFolder}/${name}`;
  if (type !== 'blob' || !plainModes.has(mode)) return { path, state: 'odd', message: 'is not a regular file' };
  const blob = BlobSchema.safeParse(object);
  const text = blob.data?.text;
  if (!blob.success || blob.data.isTruncated || typeof text !== 'string')
    return { path, state: 'unread', because: notWhole(path) };
  if (!isObject(blob.data.oid, new TextEncoder().encode(text)))
    return { path, state: 'unread', because: notWhole(path) };
  return { path, state: 'read', text };
}

function notWhole(path: string): Because {
  return { code: 'TRUNCATED', message: `GitHub does not show the whole of ${path} in a batch`, needs: ownRequest };
}

/** Whether these bytes are the Git object of that name. */
export function isObject(oid: string, content: Uint8Array): boolean {
  const algorithm = oid.length === 64 ? 'sha256' : 'sha1';
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex') === oid;
}

/** Whether requests of its own would tell more than the batch did. */
export function needsOwnFiles(tree: Part<WorkflowTree>): boolean {
  if (tree.state === 'unknown') return tree.because.needs === ownRequest || tree.because.code === 'TRUNCATED';
  return (
    tree.state === 'read' &&
    tree.data.files.some((file) => file.state === 'unread' && file.because.needs === ownRequest)
  );
}
