import type { Exhibit, ExhibitRow } from '../../shared/core/exhibit.ts';
import { z } from '../../shared/core/zod.ts';
import { changesFingerprint } from '../../shared/domain/contract-surface/change-fingerprint.ts';
import { type ContractChange, worstClass } from '../../shared/domain/contract-surface/contract-change.ts';
import { askedOf } from './asked.ts';
import type { SurfaceComparison } from './comparison.ts';
import type { VersionChange } from './versions.ts';

/** What became of one surface in one unit. */
export interface JudgedSurface {
  comparison: SurfaceComparison;
  versions: readonly VersionChange[];
}

const Class = z.enum(['breaking', 'additive', 'docs', 'none', 'unknown']);
const Place = z.object({ pointer: z.string(), line: z.number().int().optional() });

const ChangeData = z.object({
  fingerprint: z
    .string()
    .meta({ description: 'What is bound to the change repeats it; another change has another one.' }),
  path: z.string(),
  kind: z.string(),
  class: z.enum(['breaking', 'additive', 'docs']),
  who: z.enum(['request', 'response', 'error-code', 'envelope']).meta({ description: 'Who breaks, or is served.' }),
  where: z.string(),
  what: z.string(),
  value: z.json().optional(),
  operations: z.array(z.string()),
  message: z.string(),
  before: Place,
  after: Place,
});

const SurfaceData = z.object({
  id: z.string(),
  class: Class.meta({
    description: 'The worst class; unknown where not all changes are known and none of those known breaks.',
  }),
  fingerprint: z
    .string()
    .optional()
    .meta({ description: 'Of all changes but those of words together; absent when there are none.' }),
  announce: z
    .string()
    .optional()
    .meta({ description: 'What a notice of these changes names; absent when none must be announced.' }),
  versions: z.array(
    z.object({ id: z.string(), before: z.string().optional(), after: z.string().optional(), step: z.string() }),
  ),
  changes: z.array(ChangeData),
});

export const Data = z.object({
  units: z.array(
    z.object({
      name: z.string(),
      key: z.string(),
      pullRequest: z.number().int().optional(),
      base: z.string(),
      head: z.string().optional(),
      surfaces: z.array(SurfaceData),
    }),
  ),
});

/** What other controls bind to. */
export function dataOf(judged: readonly JudgedSurface[]): z.infer<typeof Data> {
  const units = [...new Set(judged.map(({ comparison }) => comparison.seen.unit))];
  return {
    units: units.map((unit) => ({
      ...{ name: unit.name, key: unit.key, pullRequest: unit.pullRequest, base: unit.base, head: unit.head },
      surfaces: judged.filter(({ comparison }) => comparison.seen.unit === unit).map(surfaceData),
    })),
  };
}

function surfaceData({ comparison, versions }: JudgedSurface): z.infer<typeof SurfaceData> {
  const { surface, changes } = comparison;
  const real = changes.filter((change) => change.class !== 'docs').map(({ fingerprint }) => fingerprint);
  const { notices } = surface;
  const announce = notices === undefined ? [] : askedOf(changes, notices).map(({ fingerprint }) => fingerprint);
  return {
    id: surface.id,
    class: classOf([comparison]),
    ...(real.length === 0 ? {} : { fingerprint: changesFingerprint(real) }),
    ...(announce.length === 0 ? {} : { announce: changesFingerprint(announce) }),
    versions: versions.map((version) =>
      version.state === 'known'
        ? { id: version.version.id, before: version.before, after: version.after, step: version.step }
        : { id: version.version.id, step: version.state },
    ),
    changes: changes.map(changeData),
  };
}

function changeData(change: ContractChange): z.infer<typeof ChangeData> {
  const { fingerprint, path, kind, class: judged, who, where, what, value, operations, message } = change;
  const place = ({ pointer, position }: ContractChange['after']) => ({
    pointer,
    ...(position === undefined ? {} : { line: position.line }),
  });
  return {
    ...{ fingerprint, path, kind, class: judged, who, where, what, operations, message },
    ...(value === undefined ? {} : { value }),
    before: place(change.before),
    after: place(change.after),
  };
}

/** The worst class over some comparisons. */
export function classOf(comparisons: readonly SurfaceComparison[]): z.infer<typeof Class> {
  const worst = worstClass(comparisons.flatMap(({ changes }) => changes));
  if (worst === 'breaking') return worst;
  return comparisons.some(({ unknown }) => unknown !== undefined) ? 'unknown' : (worst ?? 'none');
}

const mostRows = 100;
const order = ['breaking', 'additive', 'docs'] as const;
const words = {
  request: 'who sends requests',
  response: 'who reads answers',
  'error-code': 'who handles error codes',
  envelope: 'who reads the envelope',
};

/** The changes as a table, the worst first; undefined when there are none. */
export function changesExhibit(judged: readonly JudgedSurface[]): Exhibit | undefined {
  const all = judged.flatMap(({ comparison }) =>
    comparison.changes.map((change) => ({ change, unit: comparison.seen.unit.name })),
  );
  if (all.length === 0) return undefined;
  const units = new Set(all.map(({ unit }) => unit)).size > 1;
  const sorted = order.flatMap((each) => all.filter(({ change }) => change.class === each));
  const counts = order.map((each) => `${sorted.filter(({ change }) => change.class === each).length} ${each}`);
  const left = sorted.length - mostRows;
  return {
    title: 'Contract changes',
    columns: [
      ...(units ? [{ name: 'Unit' }] : []),
      { name: 'Class' },
      { name: 'Concerns' },
      { name: 'Surface' },
      { name: 'Where' },
      { name: 'Change' },
      { name: 'Fingerprint' },
    ],
    rows: sorted.slice(0, mostRows).map(({ change, unit }): ExhibitRow => {
      const { position } = change.after;
      const where = position === undefined ? change.path : `${change.path}:${position.line}`;
      return {
        cells: [
          ...(units ? [unit] : []),
          change.class,
          words[change.who],
          change.surface,
          where,
          change.message,
          change.fingerprint,
        ],
        mark: change.class === 'breaking' ? 'bad' : change.class === 'additive' ? 'good' : undefined,
      };
    }),
    remark: `${counts.join(', ')}.${left > 0 ? ` ${left} more are in the data of the report.` : ''}`,
  };
}
