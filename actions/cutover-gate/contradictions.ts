import { isObject } from '../../shared/core/json.ts';
import type { Checkpoint, Go } from '../../shared/domain/cutover/config.ts';
import type { ConfigProblem } from './problems.ts';

/** What the surfaces of the same configuration say of checkpoints: under which id, where it is recorded, by whose word. */
interface NamedElsewhere {
  id: string;
  record: string;
  go: unknown;
  where: string;
}

/**
 * A checkpoint that a surface asks for as well must be the same one there: recorded in the same file, by the word of the same people.
 * `whole` is the configuration as it is written.
 */
export function contradictions(
  {
    checkpoints = [],
    'joint-go': go,
  }: { checkpoints?: readonly Checkpoint[] | undefined; 'joint-go'?: Go | undefined },
  whole: Readonly<Record<string, unknown>>,
): ConfigProblem[] {
  const elsewhere = namedIn(whole['surfaces']);
  return checkpoints.flatMap(({ id, record }, index) =>
    elsewhere.flatMap((other): ConfigProblem[] => {
      const filled = fillerOf(other.id, id);
      if (filled === undefined) return [];
      const path = filled(other.record);
      return [
        ...(record === path
          ? []
          : [
              {
                pointer: `/checkpoints/${index}${record === undefined ? '' : '/record'}`,
                message: `${id} is recorded in ${record ?? 'no file'} here, and in ${path} by ${other.where}`,
              },
            ]),
        ...(go === undefined || samePeople(go, other.go)
          ? []
          : [{ pointer: '/joint-go', message: `other people say go for ${id} here than by ${other.where}: go` }]),
      ];
    }),
  );
}

function namedIn(surfaces: unknown): NamedElsewhere[] {
  if (!Array.isArray(surfaces)) return [];
  return surfaces.flatMap((surface: unknown, index) => {
    const cutover = isObject(surface) ? surface['cutover'] : undefined;
    if (!isObject(cutover)) return [];
    return ['bump', 'wave'].flatMap((part): NamedElsewhere[] => {
      const named = cutover[part];
      const { checkpoint: id, record } = isObject(named) ? named : {};
      const where = `surfaces/${index}/cutover/${part}`;
      return typeof id === 'string' && typeof record === 'string' ? [{ id, record, go: cutover['go'], where }] : [];
    });
  });
}

/** Fills a path as the id of a template is filled by this one; undefined where the template is about other ids, or leaves it open. */
function fillerOf(template: string, id: string): ((path: string) => string) | undefined {
  const [before = '', after, more] = template.split('{to}');
  if (after === undefined) return template === id ? (path) => path : undefined;
  if (more !== undefined || template.includes('{from}')) return undefined;
  const folded = id.toLowerCase();
  if (!folded.startsWith(before) || !folded.endsWith(after) || folded.length <= before.length + after.length)
    return undefined;
  const to = folded.slice(before.length, folded.length - after.length);
  return (path) => path.replaceAll('{to}', to);
}

function samePeople(go: Go, other: unknown): boolean {
  if (!isObject(other)) return true;
  const { approvals = 1 } = other;
  const same = (side: 'producer' | 'consumer'): boolean => {
    const theirs = other[side];
    return (
      Array.isArray(theirs) &&
      new Set(theirs).size === new Set(go[side]).size &&
      go[side].every((name) => theirs.includes(name))
    );
  };
  return approvals === go.approvals && same('producer') && same('consumer');
}
