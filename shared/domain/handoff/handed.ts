import { sha256 } from '../../core/fingerprint.ts';
import { isObject } from '../../core/json.ts';
import { type Location, locate } from '../../core/location.ts';
import { childPointer, formatPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';
import { type Handoff, HandoffSchema } from './payload.ts';
import { type BaselineShape, type Shape, type ShapeName, shapes } from './shape.ts';

/** A payload of a known shape, as its bytes have it. Nothing in it is trusted. */
export interface Handed {
  path: string;
  /** Of its bytes: what an acknowledgement repeats. */
  digest: string;
  document: JsonDocument;
  name: ShapeName;
  shape: Shape;
  /** All of it, where it has the present shape without a problem. */
  payload: Handoff | undefined;
}

/** A clause that continues "the payload …", and where. */
export interface FormProblem {
  pointer: string;
  message: string;
  at: Location;
}

/** Reads a payload. What has a problem of form can still be judged by what it says, where it could be read at all. */
export function readHanded(
  path: string,
  content: Uint8Array,
  name: ShapeName,
): { handed: Handed | undefined; problems: FormProblem[] } {
  const fail = (message: string, at: Location = { path }): ReturnType<typeof readHanded> => ({
    handed: undefined,
    problems: [{ pointer: '', message, at }],
  });
  const decoded = decodeText(content);
  if (!decoded.ok) return fail(decoded.message, { path, line: decoded.line });
  if (decoded.bom) return fail('begins with a byte order mark', { path, line: 1 });
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return fail(parsed.message, locate(path, parsed.position));
  const { document } = parsed;
  const [twice] = document.duplicates;
  if (twice !== undefined)
    return fail(
      `has ${twice.pointer} twice, so that readers could see different payloads`,
      locate(path, twice.position),
    );
  const shape = shapes[name];
  const own = name === 'release-handoff.v1' ? HandoffSchema.safeParse(document.value) : undefined;
  const handed: Handed = {
    ...{ path, digest: sha256(content), document, name, shape },
    payload: own?.success === true ? own.data : undefined,
  };
  if (own === undefined) return { handed, problems: shapeProblems(handed) };
  const problems = (own.error?.issues ?? []).map((issue): FormProblem => {
    const pointer = formatPointer(issue.path.map((part) => (typeof part === 'number' ? part : String(part))));
    const message = pointer !== '' && document.get(pointer) === undefined ? 'is missing' : issue.message;
    return { pointer, message: `${pointer || 'as a whole'}: ${message}`, at: placeOf(handed, pointer) };
  });
  return { handed, problems };
}

/** What a payload of a historical shape lacks to be one. */
function shapeProblems(handed: Handed): FormProblem[] {
  const { shape } = handed;
  const problem = (pointer: string, message: string): FormProblem => ({
    pointer,
    message,
    at: placeOf(handed, pointer),
  });
  const needed = [
    ...shape.required,
    ...Object.keys(shape.exactly),
    shape.generatedAt,
    ...shape.files.map(({ path }) => path),
    ...[shape.baseline].flatMap((each) => [`${each.at}${each.tag}`, `${each.at}${each.commit}`]),
  ];
  return [
    ...needed.flatMap((pointer) =>
      textAt(handed, pointer) === undefined ? [problem(pointer, `has no text at ${pointer}`)] : [],
    ),
    ...Object.entries(shape.exactly).flatMap(([pointer, text]) => {
      const said = textAt(handed, pointer);
      return said === undefined || said === text
        ? []
        : [problem(pointer, `says ${said} at ${pointer}, and not ${text}`)];
    }),
    ...[shape.errorCodes, shape.commands].flatMap((pointer) =>
      textsAt(handed, pointer) === undefined ? [problem(pointer, `has no list of texts at ${pointer}`)] : [],
    ),
  ];
}

/** Where a value stands, or would stand. */
export function placeOf({ path, document }: Handed, pointer: string): Location {
  return locate(path, document.near(pointer));
}

/** The text at a pointer; undefined when there is none, or an empty one. */
export function textAt({ document }: Handed, pointer: string | undefined): string | undefined {
  const value = pointer === undefined ? undefined : document.get(pointer);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts of a list; undefined when it is none, is empty, or holds something else. */
export function textsAt({ document }: Handed, pointer: string): string[] | undefined {
  const value = document.get(pointer);
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const texts = value.flatMap((each) => (typeof each === 'string' ? [each] : []));
  return texts.length === value.length ? texts : undefined;
}

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

/** A file that a payload names. */
export interface SaidFile {
  pointer: string;
  path: string;
  sha256: string | undefined;
  /** The baseline at whose commit it is meant; else the commit of the payload. */
  of: BaselineName | undefined;
  manifest: boolean;
}

/** The files that a payload names; those whose place is empty are told by its form. */
export function filesOf(handed: Handed): SaidFile[] {
  const { document, shape } = handed;
  const single = shape.files.flatMap(({ path, sha256: digest, of, manifest }): SaidFile[] => {
    const text = textAt(handed, path);
    if (text === undefined) return [];
    return [{ pointer: path, path: text, sha256: textAt(handed, digest), of, manifest: manifest === true }];
  });
  const many = shape.fileLists.flatMap((list) => {
    const value = document.get(list);
    return (Array.isArray(value) ? value : []).flatMap((_each, index): SaidFile[] => {
      const at = childPointer(list, index);
      const text = textAt(handed, `${at}/path`);
      if (text === undefined) return [];
      const digest = textAt(handed, `${at}/sha256`);
      return [{ pointer: `${at}/path`, path: text, sha256: digest, of: undefined, manifest: false }];
    });
  });
  return [...single, ...many];
}
