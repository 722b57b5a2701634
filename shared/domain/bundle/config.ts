import { Duration } from '../../core/duration.ts';
import { RelativePath } from '../../core/path.ts';
import { RepositoryName, Sha256, Slug, Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { listingShapes } from './listing.ts';
import { lineageKinds } from './manifest.ts';

/** The ways in which an item of evidence can be there; each item has exactly one. */
export const itemSources = ['file', 'produced', 'artifact', 'report', 'run', 'attachment', 'not-applicable'] as const;

/** A list of paths in which `*` stands for a part of a name and `**` for folders. */
const Globs = z.array(Text).min(1);

const ScriptSchema = z.strictObject({
  path: RelativePath,
  sha256: Sha256.optional().meta({
    description: 'Of the script; without it the script must be the one of the base.',
  }),
});

export const ItemSchema = z
  .strictObject({
    id: Slug,
    title: Text.optional(),
    required: z.boolean().default(true).meta({ description: 'An item that is not required may be absent.' }),
    file: RelativePath.optional().meta({ description: 'A tracked file.' }),
    produced: Globs.optional().meta({ description: 'Files that steps of this job produced.' }),
    artifact: Text.optional().meta({ description: 'An artifact of this run, by its name.' }),
    job: Text.optional().meta({ description: 'The name of the job that uploads the artifact.' }),
    report: Slug.optional().meta({ description: 'The report of a control in this run, which must have passed.' }),
    run: z.literal(true).optional().meta({ description: 'The address of this run.' }),
    attachment: z
      .url({ protocol: /^https$/ })
      .optional()
      .meta({ description: 'What lies elsewhere, where only people can look: it is never verified.' }),
    'not-applicable': Text.optional().meta({ description: 'Why there is nothing to show.' }),
    script: ScriptSchema.optional().meta({ description: 'The script that makes the produced files.' }),
  })
  .superRefine((item, check) => {
    const has = itemSources.filter((source) => item[source] !== undefined);
    if (has.length !== 1)
      check.addIssue({
        code: 'custom',
        message: `expected one of ${itemSources.join(', ')}, got ${has.length === 0 ? 'none' : has.join(' and ')}`,
      });
    if (item.job !== undefined && item.artifact === undefined)
      check.addIssue({ code: 'custom', path: ['job'], message: 'only an artifact has a job' });
    if (item.script !== undefined && item.produced === undefined)
      check.addIssue({ code: 'custom', path: ['script'], message: 'only produced files have a script' });
  });
export type Item = z.infer<typeof ItemSchema>;

export const presetNames = ['playbook-002'] as const;

export const CreateSchema = z
  .strictObject({
    preset: z.enum(presetNames).optional().meta({
      description: 'A list of items to begin with; an item of the same id replaces that of the preset.',
    }),
    items: z.array(ItemSchema).default([]),
    workflows: Globs.meta({
      description:
        'The workflows that may produce evidence, as path@ref, e.g. .github/workflows/release.yml@refs/heads/main.',
    }),
    lineage: z
      .array(z.enum(lineageKinds))
      .min(1)
      .default(['source', 'run', 'job'])
      .meta({ description: 'What the lineage must show.' }),
    sensitive: z
      .enum(['refuse', 'redact'])
      .default('refuse')
      .meta({ description: 'What becomes of texts that look like a secret or name a person.' }),
    addresses: z.array(Text).default([]).meta({
      description: 'Email addresses that may stand in evidence; @example.org allows all of a domain.',
    }),
    unseen: Globs.optional().meta({
      description:
        'Files, as <item>/<path>, that go in although nobody can look into them: pictures, PDF files, archives.',
    }),
  })
  .superRefine((create, check) => {
    if (create.preset === undefined && create.items.length === 0)
      check.addIssue({ code: 'custom', path: ['items'], message: 'a bundle of nothing proves nothing: name items' });
    const seen = new Set<string>();
    for (const [index, { id }] of create.items.entries()) {
      if (seen.has(id))
        check.addIssue({ code: 'custom', path: ['items', index, 'id'], message: `the item ${id} stands there twice` });
      seen.add(id);
    }
  });
export type Create = z.infer<typeof CreateSchema>;

export const VerifySchema = z
  .strictObject({
    bundle: Text.optional().meta({
      description:
        'A folder or zip archive that steps of this job brought along, by its path. Without it the tracked files are looked at.',
    }),
    list: RelativePath.optional().meta({
      description: 'The list of what must be there: in the bundle, or else tracked. Default: bundle.json.',
    }),
    root: z
      .union([z.literal('.'), RelativePath])
      .optional()
      .meta({ description: 'The folder that the paths of the list begin in. Default: the top.' }),
    shape: z.enum(listingShapes).default('release-governance'),
    repository: RepositoryName.optional().meta({
      description: 'The repository whose commits are listed. Default: this one.',
    }),
    commit: z
      .enum(['judged', 'listed'])
      .default('listed')
      .meta({ description: 'judged: it must be of the judged commit; listed: of the one commit that it names.' }),
    results: z.array(Text).default([]).meta({
      description: 'The commands, or the controls whose reports lie in it, that must have passed.',
    }),
    items: z.array(Slug).default([]).meta({ description: 'The items that must be in it, by their ids.' }),
    files: Globs.optional().meta({
      description:
        'Files that the list must have, by their paths in it: each pattern matches one at least, and of tracked files all that match are listed.',
    }),
    workflows: Globs.optional().meta({
      description: 'The workflows that may have produced evidence, as path@ref. Default: those of create.',
    }),
    'maximum-age': Duration.optional(),
    statements: z.array(Text).default([]).meta({
      description: 'in-toto statements about it that steps of this job brought along, by their paths.',
    }),
    attestation: z
      .strictObject({
        path: Text.meta({ description: 'What gh attestation verify --format json printed, in a step of this job.' }),
        signers: Globs.meta({
          description: 'Who may have signed, as <host>/owner/name/<workflow path>@<ref>.',
        }),
      })
      .optional(),
  })
  .superRefine((verify, check) => {
    if (verify.bundle === undefined && verify.list === undefined)
      check.addIssue({ code: 'custom', message: 'expected bundle or list' });
  });
export type Verify = z.infer<typeof VerifySchema>;
