import { isObject } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import { type Handed, textAt } from './handed.ts';
import type { BaselineShape } from './shape.ts';

export const baselineNames = ['baseline', 'active', 'previous'] as const;
export type BaselineName = (typeof baselineNames)[number];

/** A baseline of a payload: what it says, and where. */
export interface SaidBaseline {
  which: BaselineName;
  /** Pointer of the object, and of its parts. */
  at: string;
  tag: string | undefined;
  commit: string | undefined;
  tagAt: string;
  commitAt: string;
  /** Contract versions by name. */
  versions: Readonly<Record<string, string>>;
}

/** The baselines that a payload has, in a fixed order; one that the shape cannot say is left out, and so is an optional one that is not there. */
export function baselinesOf(handed: Handed): SaidBaseline[] {
  return baselineNames.flatMap((which) => {
    const shape = handed.shape[which];
    if (shape === undefined) return [];
    const value = handed.document.get(shape.at);
    return shape.optional && (value === undefined || value === null) ? [] : [saidBaseline(handed, which, shape)];
  });
}

function saidBaseline(handed: Handed, which: BaselineName, shape: BaselineShape): SaidBaseline {
  const { at, versions } = shape;
  const [tagAt, commitAt] = [`${at}${shape.tag}`, `${at}${shape.commit}`];
  const named = typeof versions === 'string' ? handed.document.get(`${at}${versions}`) : undefined;
  const places: [name: string, pointer: string][] =
    typeof versions === 'string'
      ? Object.keys(isObject(named) ? named : {}).map((name) => [name, childPointer(`${at}${versions}`, name)])
      : Object.entries(versions).map(([name, pointer]) => [name, `${at}${pointer}`]);
  const texts = places.flatMap(([name, pointer]): [string, string][] => {
    const text = textAt(handed, pointer);
    return text === undefined ? [] : [[name, text]];
  });
  return {
    ...{ which, at, tagAt, commitAt },
    tag: textAt(handed, tagAt),
    commit: textAt(handed, commitAt),
    versions: Object.fromEntries(texts),
  };
}

/** A fact of a baseline: `tag`, `commit`, or a version by its name. */
export function factOf({ tag, commit, versions }: SaidBaseline, name: string): string | undefined {
  if (name === 'tag') return tag;
  if (name === 'commit') return commit;
  return Object.hasOwn(versions, name) ? versions[name] : undefined;
}

/** Where a fact of a baseline stands. */
export function factPointer(handed: Handed, { which, at, tagAt, commitAt }: SaidBaseline, name: string): string {
  if (name === 'tag') return tagAt;
  if (name === 'commit') return commitAt;
  const versions = handed.shape[which]?.versions;
  if (versions === undefined) return at;
  return typeof versions === 'string' ? childPointer(`${at}${versions}`, name) : `${at}${versions[name] ?? ''}`;
}
