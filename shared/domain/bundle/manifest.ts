import { CommitId, RepositoryName, Sha256, Slug } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';

/** The name of the manifest in a bundle; it is not listed in itself. */
export const manifestName = 'bundle.json';
export const manifestKind = 'release-governance/bundle';

/** As it is written: a path that is trimmed while it is read names another file. */
const Text = z.string().min(1, 'must not be empty');
const Count = z.number().int().nonnegative();
const GitBlob = z.string().regex(/^[0-9a-f]{40}$/, 'expected the 40 hexadecimal digits of a git blob');

/** Where the bytes of a file came from, as the platform or git says: nothing of it is typed by hand. */
const OriginSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tree'), commit: CommitId, path: Text }),
  z.strictObject({ kind: z.literal('worktree'), path: Text }).meta({ description: 'On a laptop: of no commit.' }),
  z.strictObject({
    kind: z.literal('produced'),
    path: Text,
    runId: Count.optional(),
    attempt: Count.optional(),
    job: Text.optional(),
  }),
  z.strictObject({
    kind: z.literal('artifact'),
    name: Text,
    id: Count,
    path: Text,
    runId: Count,
    commit: CommitId,
    digest: Sha256.optional().meta({ description: 'sha256 of the archive, as the platform gives it.' }),
    createdAt: Text,
  }),
]);
export type Origin = z.infer<typeof OriginSchema>;

const ProducerSchema = z.union([
  z.strictObject({ workflow: Text.meta({ description: 'Path of the workflow @ its ref, as the platform gives it.' }) }),
  z.strictObject({ script: Text, sha256: Sha256.meta({ description: 'Of the script at the commit of the bundle.' }) }),
]);

export type Producer = z.infer<typeof ProducerSchema>;

const FileSchema = z.strictObject({
  path: Text,
  item: Slug.meta({ description: 'For which item it is there.' }),
  sha256: Sha256,
  gitBlob: GitBlob,
  bytes: Count,
  mediaType: Text,
  origin: OriginSchema,
  producer: ProducerSchema.optional(),
  redactedFrom: Sha256.optional().meta({
    description: 'Of the bytes before secrets and personal data were taken out.',
  }),
});
export type BundledFile = z.infer<typeof FileSchema>;

const BundledItemSchema = z.strictObject({
  id: Slug,
  title: Text,
  required: z.boolean(),
  state: z.enum(['present', 'absent', 'not-applicable', 'not-verified']),
  reason: Text.optional().meta({ description: 'Why it is not applicable, or absent.' }),
  link: Text.optional().meta({ description: 'What stands outside of the bundle: a run, an attachment.' }),
});
export type BundledItem = z.infer<typeof BundledItemSchema>;

export const lineageKinds = ['source', 'run', 'job', 'artifact', 'report', 'decision', 'promotion'] as const;

const NodeSchema = z.strictObject({
  id: Text,
  kind: z.enum(lineageKinds),
  label: Text,
  commit: CommitId.optional(),
  runId: Count.optional(),
  attempt: Count.optional(),
  digest: Text.optional(),
  status: Text.optional(),
});
export type LineageNode = z.infer<typeof NodeSchema>;

const EdgeSchema = z.strictObject({
  from: Text,
  to: Text,
  relation: z.enum(['started', 'ran', 'made', 'read', 'decided', 'promoted']),
});
export type LineageEdge = z.infer<typeof EdgeSchema>;

export const LineageSchema = z.strictObject({ nodes: z.array(NodeSchema), edges: z.array(EdgeSchema) });
export type Lineage = z.infer<typeof LineageSchema>;

/** What is in a bundle, and where each thing came from. The same commit and the same inputs give the same manifest. */
export const ManifestSchema = z.strictObject({
  kind: z.literal(manifestKind),
  schemaVersion: z.literal(1),
  subject: z.strictObject({
    repository: RepositoryName.optional(),
    commit: CommitId.optional(),
    runId: Count.optional(),
    attempt: Count.optional(),
  }),
  items: z.array(BundledItemSchema),
  files: z.array(FileSchema),
  lineage: LineageSchema,
});
export type BundleManifest = z.infer<typeof ManifestSchema>;

/** The bytes of a manifest: sorted, so that they do not depend on the order in which things were found. */
export function manifestText(manifest: BundleManifest): string {
  const files = [...manifest.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const nodes = [...manifest.lineage.nodes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const key = ({ from, to, relation }: LineageEdge): string => `${from}\0${to}\0${relation}`;
  const edges = [...manifest.lineage.edges].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return `${JSON.stringify({ ...manifest, files, lineage: { nodes, edges } }, undefined, 2)}\n`;
}
