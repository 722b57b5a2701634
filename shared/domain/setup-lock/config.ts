import { Duration } from '../../core/duration.ts';
import { RelativePath } from '../../core/path.ts';
import type { PointerProblem } from '../../core/pointer-problem.ts';
import { Pointer } from '../../core/pointer-text.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { formNames } from './form.ts';

/*
 * Lock files of set-up outside of the repository, in the configuration. All of it is policy: what a lock says of its own rules is held
 * against this, and loosens nothing.
 */

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case letters, digits and hyphens');

/** Where a lock says what. Pointers of a target and of a plug-in begin at that entry. */
const ShapeSchema = z.strictObject({
  status: Pointer.optional().meta({ description: 'The mode that it claims, one of `modes`.' }),
  'operating-mode': Pointer.optional(),
  targets: Pointer.optional().meta({ description: 'The list of targets.' }),
  name: Pointer.optional(),
  'target-status': Pointer.optional(),
  rationale: Pointer.optional(),
  owner: Pointer.optional(),
  until: Pointer.optional().meta({ description: 'The last day of a deferral, YYYY-MM-DD.' }),
  'own-count': Pointer.optional().meta({ description: 'How many concrete fields the lock says that it needs.' }),
  'own-deferred': Pointer.optional().meta({ description: 'Which targets the lock says may wait.' }),
  'own-placeholder': Pointer.optional().meta({ description: 'Which token the lock says must not be left.' }),
  'own-runbook': Pointer.optional().meta({ description: 'Which section of the runbook the lock names.' }),
  'own-smoke-test': Pointer.optional().meta({ description: 'Whether the lock says that a smoke test is needed.' }),
  'plugin-id': Pointer.optional(),
  'plugin-version': Pointer.optional(),
  'plugin-integrity': Pointer.optional(),
});
export type Shape = z.infer<typeof ShapeSchema>;

const provisioning = '/domains/mcp/externalProvisioning';

/** Shapes by name; `shape` of a lock changes single pointers. */
export const presets = {
  'tooling-setup-lock': {
    status: `${provisioning}/status`,
    'operating-mode': `${provisioning}/operatingMode`,
    targets: `${provisioning}/targets`,
    name: '/name',
    'target-status': '/status',
    rationale: '/rationale',
    owner: '/owner',
    until: '/until',
    'own-count': `${provisioning}/closurePolicy/requiredConcreteFieldCount`,
    'own-deferred': `${provisioning}/closurePolicy/deferredTargets`,
    'own-placeholder': `${provisioning}/closurePolicy/forbidPlaceholderToken`,
    'own-runbook': `${provisioning}/closurePolicy/evidenceRunbookSection`,
    'own-smoke-test': `${provisioning}/closurePolicy/requireSmokeTestEvidence`,
    'plugin-id': '/id',
    'plugin-version': '/version',
    'plugin-integrity': '/integrity',
  },
} as const satisfies Record<string, Shape>;

const ModeSchema = z.strictObject({
  operating: Text.optional().meta({ description: 'What the lock must give as its operating mode.' }),
  deferred: z.array(Text).default([]).meta({ description: 'Targets that may wait in this mode.' }),
  'concrete-fields': z.number().int().nonnegative().optional().meta({
    description: 'How many fields must be concrete. Default: those of all targets that may not wait.',
  }),
});
export type Mode = z.infer<typeof ModeSchema>;

const EvidenceSchema = z.strictObject({
  path: RelativePath,
  names: z.array(Text).default([]).meta({ description: 'Fields of the target whose values it must hold.' }),
  holds: z.array(Text).default([]).meta({ description: 'Texts that it must hold.' }),
});
export type Evidence = z.infer<typeof EvidenceSchema>;

const SmokeTestSchema = EvidenceSchema.extend({
  verification: Text.optional().meta({
    description: 'The verification of this run that measures it; without one the file is only a claim.',
  }),
});

const TargetSchema = z.strictObject({
  name: Text,
  fields: z
    .record(Text, z.enum(formNames))
    .refine((fields) => Object.keys(fields).length > 0, 'names no field')
    .meta({ description: 'What must be concrete once it is closed, each with its form.' }),
  'smoke-test': SmokeTestSchema.optional(),
  transcript: EvidenceSchema.optional().meta({ description: 'What was typed and answered when it was set up.' }),
});
export type Target = z.infer<typeof TargetSchema>;

const PluginListSchema = z.strictObject({
  at: Pointer,
  required: z.array(Text).default([]).meta({ description: 'Ids that must be in the list.' }),
  denied: z.array(Text).default([]).meta({ description: 'Ids that must not be in it.' }),
  'short-commits': z
    .boolean()
    .default(false)
    .meta({ description: 'Whether 7 to 39 digits of a commit are a version.' }),
  integrity: z
    .strictObject({
      where: Pointer.optional().meta({ description: 'Where an entry says of what kind it is.' }),
      except: z.array(Text).default([]).meta({
        description: 'Kinds that need none. Every other one does, also one that nobody knows.',
      }),
    })
    .optional()
    .meta({ description: 'Of which entries an integrity is asked.' }),
});
export type PluginList = z.infer<typeof PluginListSchema>;

export const deferralParts = ['rationale', 'owner', 'until'] as const;
export type DeferralPart = (typeof deferralParts)[number];

export const LockSchema = z.strictObject({
  id: Id,
  path: RelativePath.meta({ description: 'The lock: JSON, or YAML by its ending.' }),
  preset: z.enum(Object.keys(presets) as [keyof typeof presets]).optional(),
  shape: ShapeSchema.default({}),
  modes: z
    .record(Text, ModeSchema)
    .refine((modes) => Object.keys(modes).length > 0, 'names no mode')
    .meta({ description: 'The modes that are accepted, by the word that the lock has for each.' }),
  closed: z.array(Text).min(1).default(['closed']).meta({ description: 'Words for a target that is set up.' }),
  deferred: z.array(Text).min(1).default(['deferred']).meta({ description: 'Words for a target that waits.' }),
  'deferral-needs': z
    .array(z.enum(deferralParts))
    .min(1)
    .default(['rationale'])
    .meta({ description: 'What a target that waits must say.' }),
  'longest-deferral': Duration.default('366d').meta({
    description: 'How far away the last day of a deferral may be, where one is asked: 90d.',
  }),
  placeholders: z.array(Text).default([]).meta({ description: 'Further tokens that are no values.' }),
  hosts: z
    .array(Text.regex(/^(?:\*\.)?[^\s/:@*]+$|^\[[0-9a-fA-F:.]+\]$/, 'expected a host without scheme, port and path'))
    .default([])
    .meta({
      description:
        'Hosts that endpoints may have, also without TLS; *.example.org stands for its subdomains. Empty: any with https.',
    }),
  targets: z.array(TargetSchema).default([]),
  runbook: z
    .string()
    .regex(/^[^#]+#[^#]+$/, 'expected path.md#section')
    .optional()
    .meta({ description: 'The section that says how it is set up, as path.md#section.' }),
  plugins: z.array(PluginListSchema).default([]),
});
export type Lock = z.infer<typeof LockSchema>;

/** The pointers by which a lock is read. */
export function shapeOf({ preset, shape }: Pick<Lock, 'preset' | 'shape'>): Shape {
  return { ...(preset === undefined ? {} : presets[preset]), ...shape };
}

/** What the schema of a lock cannot say, by pointers from the list of locks. */
export function lockProblems(locks: readonly Lock[]): PointerProblem[] {
  return locks.flatMap((lock, index) =>
    problemsOf(lock, locks.slice(0, index)).map((each) => ({ ...each, pointer: `/${index}${each.pointer}` })),
  );
}

function problemsOf(lock: Lock, earlier: readonly Lock[]): PointerProblem[] {
  const problems: PointerProblem[] = [];
  const shape = shapeOf(lock);
  const names = lock.targets.map(({ name }) => name);
  if (earlier.some(({ id }) => id === lock.id))
    problems.push({ pointer: '/id', message: `two locks have the id ${lock.id}` });
  const needed: (keyof Shape)[] = [
    'status',
    ...(names.length > 0 ? (['targets', 'name', 'target-status'] as const) : []),
    ...(Object.values(lock.modes).some(({ deferred }) => deferred.length > 0) ? lock['deferral-needs'] : []),
    ...(lock.plugins.length > 0 ? (['plugin-id', 'plugin-version'] as const) : []),
    ...(lock.plugins.some(({ integrity }) => integrity !== undefined) ? (['plugin-integrity'] as const) : []),
    ...(Object.values(lock.modes).some(({ operating }) => operating !== undefined)
      ? (['operating-mode'] as const)
      : []),
  ];
  for (const part of needed)
    if (shape[part] === undefined)
      problems.push({ pointer: '/shape', message: `lacks ${part}: name a preset, or where the lock has it` });
  if (names.length === 0 && lock.plugins.length === 0)
    problems.push({ pointer: '', message: `the lock ${lock.id} asks for no target and no plug-in` });
  for (const word of lock.closed.filter((each) => lock.deferred.includes(each)))
    problems.push({ pointer: '/deferred', message: `the word ${word} stands for both, closed and deferred` });
  for (const [index, { integrity }] of lock.plugins.entries())
    if (integrity !== undefined && integrity.where === undefined && integrity.except.length > 0)
      problems.push({
        pointer: `/plugins/${index}/integrity`,
        message: 'excepts kinds, and does not say where an entry names its own',
      });
  for (const [index, name] of names.entries())
    if (names.indexOf(name) !== index)
      problems.push({ pointer: `/targets/${index}/name`, message: `two targets are called ${name}` });
  for (const [mode, { deferred }] of Object.entries(lock.modes))
    for (const name of deferred.filter((each) => !names.includes(each)))
      problems.push({ pointer: `/modes/${mode}/deferred`, message: `there is no target ${name}` });
  for (const [index, target] of lock.targets.entries())
    for (const part of ['smoke-test', 'transcript'] as const) {
      const evidence = target[part];
      for (const name of evidence?.names.filter((each) => !Object.hasOwn(target.fields, each)) ?? [])
        problems.push({ pointer: `/targets/${index}/${part}/names`, message: `${target.name} has no field ${name}` });
      // A file that need not hold anything of the target would be evidence of every target.
      if (evidence?.names.length === 0)
        problems.push({
          pointer: `/targets/${index}/${part}/names`,
          message: 'names no field, so that any file would do',
        });
    }
  return problems;
}
