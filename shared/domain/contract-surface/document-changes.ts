import { isObject, type Json, stableJson } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { type ChangeSink, changeSink, type SurfaceChange } from './change.ts';
import type { ChangeKind, Who } from './change-kind.ts';
import { likeNumbers } from './like-numbers.ts';
import type { SurfaceProblem } from './problem.ts';

/** What is known of the members of a document that belongs to a contract, by JSON Pointer. */
export interface DocumentRules {
  /** Members that say which release it is (tag, commit, time): another value is no change of the contract. */
  identity: readonly string[];
  /** Members that hold a version of the contract. */
  versions: readonly string[];
  /** Lists of error codes, or objects with error codes as keys. */
  codes: readonly string[];
}

/**
 * The differences of two versions of a manifest, a source of truth or a handoff, member by member. A member that is new is
 * additive; one that is gone, or has another value of which nothing is known, is breaking.
 */
export function documentChanges(
  before: JsonDocument,
  after: JsonDocument,
  rules: DocumentRules,
): { changes: SurfaceChange[]; problems: { side: 'before' | 'after' | 'comparison'; problem: SurfaceProblem }[] } {
  const sink = changeSink({ document: before }, { document: after }, 'breaking');
  memberChanges({ sink, rules, before, after }, '');
  const { changes, problems } = sink.result();
  return {
    changes,
    problems: [...likeNumbers(before, after), ...problems.map((problem) => ({ side: 'comparison' as const, problem }))],
  };
}

interface Scene {
  sink: ChangeSink;
  rules: DocumentRules;
  before: JsonDocument;
  after: JsonDocument;
}

function memberChanges(scene: Scene, pointer: string): void {
  const { sink, rules } = scene;
  if (!sink.step()) return;
  const [old, now] = [scene.before.get(pointer), scene.after.get(pointer)];
  if (stableJson(old ?? null) === stableJson(now ?? null) && (old === undefined) === (now === undefined)) return;
  const add = (kind: ChangeKind, value?: Json, who: Who = 'response'): void =>
    sink.add({ kind, who, where: pointer, what: '', value, before: pointer, after: pointer });
  if (old === undefined || now === undefined) {
    // Its codes, where it has any, come or go with it.
    const listed = codeNames(old ?? now);
    if (rules.codes.includes(pointer) && listed !== undefined) codeChanges(add, old === undefined, listed);
    else add(old === undefined ? 'member-added' : 'member-removed');
    return;
  }
  if (rules.codes.includes(pointer)) {
    const [from, to] = [codeNames(old), codeNames(now)];
    if (from === undefined || to === undefined) add('member-changed', undefined, 'error-code');
    else {
      // A list of codes is read in another way than an object that has them as keys.
      if (isObject(old) !== isObject(now)) add('member-changed', undefined, 'error-code');
      codeChanges(
        add,
        false,
        [...from].filter((code) => !to.has(code)),
      );
      codeChanges(
        add,
        true,
        [...to].filter((code) => !from.has(code)),
      );
      // What stands at a code (a status, a text) is compared as any other member.
      if (isObject(old) && isObject(now))
        for (const code of from) if (to.has(code)) memberChanges(scene, childPointer(pointer, code));
    }
    return;
  }
  if (isObject(old) && isObject(now)) {
    for (const key of new Set([...Object.keys(old), ...Object.keys(now)]))
      memberChanges(scene, childPointer(pointer, key));
    return;
  }
  const alike = old === null || now === null || formOf(old) === formOf(now);
  if (alike && rules.identity.includes(pointer)) add('identity-changed');
  else if (alike && rules.versions.includes(pointer)) add('version-changed', `${shown(old)} -> ${shown(now)}`);
  else add('member-changed', isScalar(old) && isScalar(now) ? `${shown(old)} -> ${shown(now)}` : undefined);
}

function codeChanges(
  add: (kind: ChangeKind, value: Json, who: Who) => void,
  added: boolean,
  codes: Iterable<string>,
): void {
  for (const code of codes) add(added ? 'value-added' : 'value-removed', code, 'error-code');
}

/** The codes of a list of texts, or the keys of an object; undefined when it is neither. */
function codeNames(value: Json | undefined): Set<string> | undefined {
  if (isObject(value)) return new Set(Object.keys(value));
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((code) => typeof code === 'string');
  return texts.length === value.length ? new Set(texts) : undefined;
}

function formOf(value: Json): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
