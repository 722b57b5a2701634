import { sha256 } from '../../core/fingerprint.ts';
import { type Location, locate } from '../../core/location.ts';
import { formatPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { readJson } from '../../parse/json-bytes.ts';
import { type Handoff, HandoffSchema } from './payload.ts';
import { type Shape, type ShapeName, shapes } from './shape.ts';

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
  const read = readJson(content);
  if (!read.ok) {
    const { message, line, column } = read;
    const at = { path, line, ...(column === undefined ? {} : { column }) };
    return { handed: undefined, problems: [{ pointer: '', message, at }] };
  }
  const { document } = read;
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
