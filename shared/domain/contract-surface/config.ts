import { Pattern } from '../../core/glob-pattern.ts';
import { RelativePath } from '../../core/path.ts';
import { Pointer } from '../../core/pointer-text.ts';
import { Slug, Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { type Contract } from '../contract-pair/config.ts';
import { SurfaceCutoverSchema } from './cutover-config.ts';
import { envelopeProblems } from './envelope.ts';
import { SurfaceNoticesSchema } from './notice-config.ts';
import { Expression, formProblem, ListPlaceSchema, parts, ValuePlaceSchema } from './place-config.ts';
import { tools } from './tool-report.ts';
import { versionParts } from './version-part.ts';

/*
 * `surfaces:` of the configuration: for each contract that the repository offers to others, the files that say what it is, the
 * facts that they must agree on, and what a change of it asks for. Nothing about any producer is known to the code.
 */

const Patterns = z.array(Pattern).min(1, 'name at least one pattern');
const Field = z.string().regex(/^(?:\/(?:[^~/]|~[01])+)+$/, 'expected a JSON Pointer into a body, such as /error/code');

const VersionSchema = z.strictObject({
  id: Slug,
  breaking: z.enum(versionParts).optional().meta({
    description:
      'The part that a breaking change must raise: number is the number at the end (service.v3), the others are of a semantic version. Without it breaking changes do not ask for this version.',
  }),
  places: z.array(ValuePlaceSchema).min(1, 'name at least one place').meta({
    description: 'Every place that says the version; the first one counts, the others must agree.',
  }),
});

const fields = z.array(Field).default([]);
const EnvelopeFieldsSchema = z
  .strictObject({ requires: fields, optional: fields, forbids: fields })
  .superRefine((policy, check) => {
    for (const message of envelopeProblems(policy)) check.addIssue({ code: 'custom', message });
  });

const EnvelopeSchema = z.strictObject({
  version: Slug.meta({ description: 'The id of the version that decides which policy holds.' }),
  policies: z
    .record(
      z.string().min(1),
      z
        .strictObject({ failure: EnvelopeFieldsSchema.optional(), success: EnvelopeFieldsSchema.optional() })
        .refine(
          ({ failure, success }) => failure !== undefined || success !== undefined,
          'give failure, success or both',
        ),
    )
    .refine((policies) => Object.keys(policies).length > 0, 'name at least one version')
    .meta({
      description: 'By the value of the version: what failed (not 2XX) and successful answers must and must not have.',
    }),
  samples: z
    .array(z.strictObject({ files: Patterns, kind: z.enum(['failure', 'success']).default('failure') }))
    .default([])
    .meta({ description: 'Sample bodies (JSON or YAML) that must keep the policy.' }),
});

const classes = z.array(z.enum(['additive', 'breaking', 'docs'])).min(1);
const CompanionSchema = z
  .strictObject({
    id: Slug,
    why: Text.optional(),
    when: classes.default(['additive', 'breaking']).meta({ description: 'The classes of change that ask for it.' }),
    who: z
      .array(z.enum(['request', 'response', 'error-code', 'envelope']))
      .min(1)
      .optional()
      .meta({ description: 'Only changes that are about these. Default: all.' }),
    'all-of': Patterns.optional().meta({ description: 'Each of them must have a change of content.' }),
    'any-of': Patterns.optional().meta({ description: 'One of them must have a change of content.' }),
  })
  .refine(
    (companion) => companion['all-of'] !== undefined || companion['any-of'] !== undefined,
    'give all-of, any-of or both',
  );

const ImpactSchema = z
  .strictObject({
    path: RelativePath,
    heading: parts.heading,
    pointer: parts.pointer,
    labels: z.array(Text).default([]).meta({
      description: 'The questions that must be answered: bullets "- Label: answer", or members of the object.',
    }),
    when: classes.default(['additive', 'breaking']),
  })
  .superRefine((impact, check) => {
    const problem =
      impact.pointer === undefined && impact.labels.length === 0
        ? 'name the labels of the bullets'
        : impact.pointer !== undefined && impact.heading !== undefined
          ? 'give either a pointer or a heading'
          : formProblem(impact.pointer === undefined ? { ...impact, list: true } : impact);
    if (problem !== undefined) check.addIssue({ code: 'custom', message: problem });
  });

const OverlapSchema = z
  .strictObject({
    version: Slug.meta({ description: 'The id of the version whose old and new value overlap.' }),
    active: z.array(ValuePlaceSchema).default([]).meta({
      description: 'Places that say what runs: they still have the old version when the new one is introduced.',
    }),
    'migration-notes': RelativePath.optional().meta({
      description:
        'The file that must be there, and name both versions; {from} and {to} are the versions with hyphens: ledger-v3.',
    }),
  })
  .refine(
    (overlap) => overlap.active.length > 0 || overlap['migration-notes'] !== undefined,
    'give active, migration-notes or both',
  );

export const SurfaceSchema = z
  .strictObject({
    id: Slug.meta({ description: 'A name of your own; results, waivers, notices and reports use it.' }),
    contract: z.string().optional().meta({
      description: 'The id of an entry of contracts: whose mirror and copies are the manifest of this surface.',
    }),
    openapi: z.array(RelativePath).default([]).meta({ description: 'OpenAPI documents (3.0 to 3.2), JSON or YAML.' }),
    schemas: z
      .array(z.strictObject({ path: RelativePath, role: z.enum(['request', 'response', 'error', 'both']) }))
      .default([])
      .meta({ description: 'JSON Schemas, and what the documents that they describe are for.' }),
    documents: z
      .array(
        z.strictObject({
          path: RelativePath,
          identity: z.array(Pointer).default([]).meta({
            description: 'Members that say which release it is (tag, commit, time): no change of the contract.',
          }),
          copies: z.array(Pattern).default([]).meta({ description: 'Further copies, byte by byte.' }),
        }),
      )
      .default([])
      .meta({ description: 'Manifest, source of truth, handoff: JSON or YAML, compared member by member.' }),
    docs: z.array(Pattern).default([]).meta({ description: 'Service documents: a change of them is one of words.' }),
    versions: z.array(VersionSchema).min(1, 'name at least one version'),
    'error-codes': z
      .strictObject({
        fields: z.array(Field).default([]).meta({ description: 'Fields of failed answers that hold a code.' }),
        lists: z.array(ListPlaceSchema).min(1).meta({ description: 'Every place that lists the codes.' }),
      })
      .optional(),
    endpoints: z.array(ListPlaceSchema).default([]).meta({
      description: 'Places that list endpoints ("GET /v1/health", or a path alone); each must be in the OpenAPI.',
    }),
    envelope: EnvelopeSchema.optional(),
    'envelope-fields': z.array(Field).default([]).meta({
      description: 'Fields of successful answers that belong to the envelope.',
    }),
    'closed-responses': z.enum(['breaking', 'additive']).default('breaking').meta({
      description: 'How a field counts that is added to an answer which allowed no other fields.',
    }),
    companions: z.array(CompanionSchema).default([]),
    impact: z
      .array(ImpactSchema)
      .default([])
      .meta({ description: 'Where each change leaves its consumer impact statement.' }),
    'only-in': z
      .array(z.strictObject({ id: Slug, why: Text.optional(), pattern: Expression, files: Patterns, under: Patterns }))
      .default([])
      .meta({ description: 'What may stand under some paths only, e.g. addresses of the service in its adapter.' }),
    overlap: OverlapSchema.optional(),
    notices: SurfaceNoticesSchema.optional().meta({ description: 'How changes must be announced before they land.' }),
    cutover: SurfaceCutoverSchema.optional().meta({
      description: 'What both sides must have recorded before the version is raised, and before the next change.',
    }),
    reports: z
      .array(
        z.strictObject({
          tool: z.enum(tools),
          path: RelativePath.meta({ description: 'The JSON report that a step before wrote, in the same job.' }),
          'exit-code': RelativePath.optional().meta({
            description:
              'A file into which that step wrote the exit code of the tool. Without it an empty report of buf is unverified: it is what a buf that did not run leaves, too.',
          }),
          warnings: z.enum(['breaking', 'additive']).default('breaking').meta({
            description: 'How changes count that the tool calls potentially breaking.',
          }),
        }),
      )
      .default([]),
  })
  .superRefine((surface, check) => {
    const add = (path: (string | number)[], message: string): void => check.addIssue({ code: 'custom', path, message });
    const files = [
      ...surface.openapi,
      ...surface.schemas.map(({ path }) => path),
      ...surface.documents.map(({ path }) => path),
    ];
    for (const [index, path] of files.entries())
      if (files.indexOf(path) !== index) add([], `the file ${path} is listed twice`);
    if (files.length === 0 && surface.contract === undefined)
      add([], 'name the files of the surface: openapi, schemas, documents or contract');
    const ids = surface.versions.map(({ id }) => id);
    for (const [name, list] of [
      ['versions', surface.versions],
      ['companions', surface.companions],
      ['only-in', surface['only-in']],
    ] as const) {
      const own = list.map(({ id }) => id);
      for (const [index, id] of own.entries())
        if (own.indexOf(id) !== index) add([name, index, 'id'], `the id ${id} is used twice`);
    }
    if (surface.versions.every(({ breaking }) => breaking === undefined))
      add(['versions'], 'say which part a breaking change raises: breaking: number, major, minor or patch');
    const lists: [path: (string | number)[], places: readonly unknown[]][] = [
      ...surface.versions.map(({ places }, index): [(string | number)[], readonly unknown[]] => [
        ['versions', index, 'places'],
        places,
      ]),
      [['error-codes', 'lists'], surface['error-codes']?.lists ?? []],
      [['endpoints'], surface.endpoints],
      [['impact'], surface.impact],
      [['reports'], surface.reports],
      [['overlap', 'active'], surface.overlap?.active ?? []],
    ];
    for (const [path, places] of lists) {
      const written = places.map(placeKey);
      for (const [index, place] of written.entries())
        if (written.indexOf(place) !== index) add([...path, index], 'the place is listed twice');
    }
    const known = (path: string[], id: string | undefined): void => {
      if (id !== undefined && !ids.includes(id)) add(path, `there is no version ${id}: ${ids.join(', ')}`);
    };
    known(['envelope', 'version'], surface.envelope?.version);
    known(['overlap', 'version'], surface.overlap?.version);
    const raisedBy = surface.versions.find(({ id }) => id === surface.overlap?.version);
    if (raisedBy !== undefined && raisedBy.breaking === undefined)
      add(['overlap', 'version'], `no breaking change raises ${raisedBy.id}, so nothing would overlap`);
    if (surface.endpoints.length > 0 && surface.openapi.length === 0)
      add(['endpoints'], 'endpoints are compared with the OpenAPI, and there is none');
  });

export const SurfacesSchema = z.array(SurfaceSchema).superRefine((surfaces, check) => {
  const ids = surfaces.map(({ id }) => id);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) !== index)
      check.addIssue({ code: 'custom', path: [index, 'id'], message: `the id ${id} is used twice` });
  }
});

export type SurfaceConfig = z.infer<typeof SurfaceSchema>;
export type Companion = z.infer<typeof CompanionSchema>;
export type Impact = z.infer<typeof ImpactSchema>;
export type VersionConfig = z.infer<typeof VersionSchema>;

/** What tells a place of a file apart from others, whatever is asked of it. */
function placeKey(place: unknown): string {
  const { path, pointer, keys, column, list, pattern, heading, bullet, tool } = place as Record<string, unknown>;
  return JSON.stringify([path, pointer, keys, column, list, pattern, heading, bullet, tool]);
}

/** What is wrong with surfaces that name a contract; pointers begin at the top of the configuration. */
export function surfaceProblems(
  surfaces: readonly SurfaceConfig[],
  contracts: readonly Contract[],
): { pointer: string; message: string }[] {
  return surfaces.flatMap(({ contract: id, documents }, index) => {
    if (id === undefined) return [];
    const [contract] = contracts.filter((each) => each.id === id);
    const problem =
      contract === undefined
        ? `there is no contract ${id} in contracts:`
        : contract.mirror === undefined
          ? `the contract ${id} has no mirror that could be the manifest`
          : documents.some(({ path }) => path === contract.mirror)
            ? `the mirror of ${id} is among the documents too`
            : undefined;
    return problem === undefined ? [] : [{ pointer: `/surfaces/${index}/contract`, message: problem }];
  });
}
