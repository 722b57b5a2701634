import type { Json } from '../../core/json.ts';
import { type Location, locate } from '../../core/location.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import type { ProblemCode, WorkflowProblem, Written } from './workflow.ts';

type Mapping = Readonly<Record<string, Json>>;

/** A place in a workflow file, with the value there and a way to say what is wrong with it. */
export interface Source {
  readonly value: Json;
  /** Where the value stands. */
  at(): Location;
  /** Where the key of the value stands; the value itself for items of a list. */
  keyAt(): Location;
  /** The member of a mapping, or the item of a list by its index; undefined when there is none. */
  member(key: string): Source | undefined;
  members(): [key: string, member: Source][];
  problem(effect: WorkflowProblem['effect'], code: ProblemCode, message: string, fix?: string): void;
}

export function sourceOf(path: string, document: JsonDocument, problems: WorkflowProblem[]): Source {
  const build = (value: Json, pointer: string): Source => ({
    value,
    at: () => locate(path, document.near(pointer)),
    keyAt: () => locate(path, document.keyAt(pointer) ?? document.near(pointer)),
    member: (key) => {
      const own = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
      return own ? child((value as Mapping)[key], pointer, key) : undefined;
    },
    members: () => {
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).map(([key, item]) => [key, build(item, childPointer(pointer, key))]);
    },
    problem: (effect, code, message, fix) => {
      const at = locate(path, document.keyAt(pointer) ?? document.near(pointer));
      problems.push({ effect, code, pointer, message, at, ...(fix === undefined ? {} : { fix }) });
    },
  });
  const child = (value: Json | undefined, pointer: string, key: string): Source | undefined =>
    value === undefined ? undefined : build(value, childPointer(pointer, key));
  return build(document.value, '');
}

export function isMapping(value: Json | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text; numbers and booleans count as theirs, as they do for GitHub. Anything else is a problem. */
export function readText(source: Source | undefined, what: string): Written<string> | undefined {
  if (source === undefined || source.value === null) return undefined;
  if (typeof source.value === 'object') {
    source.problem('invalid', 'not-text', `has ${what} that is no text`);
    return undefined;
  }
  return { value: String(source.value), at: source.at() };
}

/** One text or a list of them. */
export function readTexts(source: Source, what: string): Written<string>[] {
  const items = Array.isArray(source.value) ? source.members().map(([, item]) => item) : [source];
  return items.flatMap((item) => {
    const text = readText(item, what);
    if (text === undefined && item.value === null)
      item.problem('invalid', 'empty-entry', `has an empty entry in ${what}`);
    return text === undefined ? [] : [text];
  });
}

/** Says of every key that is not among the known ones. */
export function checkKeys(source: Source, what: string, known: ReadonlySet<string>): void {
  if (!isMapping(source.value)) return;
  for (const key of Object.keys(source.value)) {
    const member = known.has(key) || key === '<<' ? undefined : source.member(key);
    if (member === undefined) continue;
    member.problem('unclear', 'unknown-key', `has the key ${quote(key)} in ${what}, which is not known`);
  }
}
