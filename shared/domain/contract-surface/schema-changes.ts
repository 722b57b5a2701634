import { type Json, stableJson } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { ChangeSink } from './change.ts';
import type { ChangeKind, Who } from './change-kind.ts';
import { composition, type Unnamed, unnamedField } from './composition.ts';
import {
  type Add,
  additionalChanges,
  boundChanges,
  branchChanges,
  type Into,
  subtypeChanges,
  typeChanges,
  valueChanges,
} from './keyword-changes.ts';
import { sameMeaning } from './same-meaning.ts';
import { boundNames, type OpaqueKeyword, type Schema, type SchemaLink } from './schema.ts';
import type { Surface } from './surface.ts';
import { union } from './union.ts';

/** Where in the contract two schemas are compared. */
export interface SchemaScene {
  before: Surface;
  after: Surface;
  sink: ChangeSink;
  /** A field by where it stands in the body (`/error/code`, `*` for items and fields without a name): who breaks with it. */
  who(instance: string): Who;
  /** Whether the field is, or holds, one that `who` tells from the others. */
  telling(instance: string): boolean;
  operation: string | undefined;
  /** Tells scenes apart in which the same schemas are compared for others: `request`, `success`, `failure`. */
  zone: string;
  /** What was compared before in this scene, and in all scenes without a change: only then it need not be done again. */
  visited: Set<string>;
  clean: Set<string>;
  /** Differing in nothing but words is being asked; what was found to be so before. */
  quiet: boolean;
  alike: Set<string>;
}

/** How a place is named: the operation or component it belongs to, the part of it, and the field in the body. */
export interface SchemaName {
  where: string;
  what: string;
  instance: string;
  /** The links at the head of the `allOf` in which the schemas stand: what holds beside them. Undefined when they stand alone. */
  top?: { before: SchemaLink; after: SchemaLink } | undefined;
}

const mostDepth = 250;

/** The changes between what two links mean. */
export function linkChanges(
  scene: SchemaScene,
  before: SchemaLink,
  after: SchemaLink,
  name: SchemaName,
  depth = 0,
): void {
  const { sink } = scene;
  const who = scene.who(name.instance);
  const places = { before: before.pointer, after: after.pointer, operation: scene.operation };
  if (!sameMembers(before.docs, after.docs)) sink.add({ kind: 'words-changed', who, ...placed(name), ...places });
  if (!sameMembers(before.ignored, after.ignored)) {
    const because = 'what stands beside a reference counts for some readers and not for others';
    sink.add({ kind: 'not-provable', who, ...placed(name), ...places, value: '$ref', because });
  }
  if (before.target === undefined || after.target === undefined) {
    // Two equal references out of the document may still mean different things: the problem of the model says so.
    if (before.target !== after.target || before.remote !== after.remote) {
      const because = 'a reference leads to what is not known';
      sink.add({
        kind: 'not-provable',
        who,
        ...placed(name),
        ...places,
        value: after.remote ?? before.remote,
        because,
      });
    }
    return;
  }
  const [old, now] = [scene.before.schemas.get(before.target), scene.after.schemas.get(after.target)];
  if (old === undefined || now === undefined) return;
  const named = before.named && after.named && before.target !== '' && after.target !== '';
  const inside = named ? { ...name, where: componentName(before.target, after.target), what: '' } : name;
  // What fields are called in the body matters only as long as some of them are told from others.
  const told = scene.telling(name.instance) ? name.instance : '';
  const tops = `${name.top?.before.target ?? ''}\n${name.top?.after.target ?? ''}`;
  const key = `${before.target}\n${after.target}\n${scene.zone}\n${who}\n${told}\n${tops}`;
  if (scene.visited.has(key) || scene.clean.has(key) || (scene.quiet && scene.alike.has(key))) return;
  scene.visited.add(key);
  if (!sink.step()) return;
  if (depth > mostDepth) {
    sink.problem(`has schemas more than ${mostDepth} levels inside each other: the rest was not compared`);
    return;
  }
  schemaChanges(scene, old, now, { ...inside, top: name.top ?? { before, after } }, depth);
}

function componentName(before: string, after: string): string {
  return before === after ? `#${before}` : `#${before} -> #${after}`;
}

function placed({ where, what, instance }: SchemaName): { where: string; what: string } {
  return { where, what: what === '' && instance === '' ? '' : what };
}

function sameMembers(a: SchemaLink['docs'], b: SchemaLink['docs']): boolean {
  return sameEntries(new Map(a), new Map(b));
}

/** The changes between two schemas, each once, and those of their parts. */
function schemaChanges(scene: SchemaScene, before: Schema, after: Schema, name: SchemaName, depth: number): void {
  const who = scene.who(name.instance);
  const add: Add = (kind, value, keyword, because, brought): void =>
    scene.sink.add({
      kind,
      who,
      ...placed(name),
      value,
      before: keyword === undefined ? before.pointer : `${before.pointer}/${keyword}`,
      after: keyword === undefined ? after.pointer : `${after.pointer}/${keyword}`,
      content: brought === undefined ? undefined : [brought.target ?? brought.pointer],
      operation: scene.operation,
      because,
    });
  const into = (old: SchemaLink, now: SchemaLink, step: string, field: string, branch = false): void =>
    linkChanges(
      scene,
      old,
      now,
      {
        where: name.where,
        what: `${name.what}${step}`,
        instance: `${name.instance}${field}`,
        top: branch ? name.top : undefined,
      },
      depth + 1,
    );

  const said = ({ readOnly, writeOnly }: Schema): string => `${readOnly} ${writeOnly}`;
  // What a field is in requests and answers is compared with the field.
  if (!sameEntries(before.docs, after.docs) || said(before) !== said(after)) add('words-changed');
  typeChanges(before, after, add);
  valueChanges(before, after, add);
  fieldChanges(scene, before, after, name, into);
  additionalChanges(before, after, add, into);
  if (before.items === undefined || after.items === undefined) {
    if (before.items !== after.items)
      add(before.items === undefined ? 'items-restricted' : 'items-freed', undefined, 'items');
  } else into(before.items, after.items, '/*', '/*');
  for (const bound of boundNames) boundChanges(bound, before.bounds.get(bound), after.bounds.get(bound), add);
  for (const keyword of union(before.constraints, after.constraints)) {
    const [old, now] = [before.constraints.get(keyword), after.constraints.get(keyword)];
    if (stableJson(old) === stableJson(now)) continue;
    add(
      old === undefined ? 'constraint-added' : now === undefined ? 'constraint-removed' : 'constraint-changed',
      keyword,
      keyword,
    );
  }
  branchChanges(before.allOf, after.allOf, add, into);
  subtypeChanges(before, after, add, into);
  if (stableJson(before.default) !== stableJson(after.default)) add('default-changed', undefined, 'default');
  for (const keyword of union(before.opaque, after.opaque)) {
    const [old, now] = [before.opaque.get(keyword), after.opaque.get(keyword)];
    if (!sameKeyword(scene, old, now)) {
      add('not-provable', keyword, keyword, `what a change of ${keyword} means for others is not known`);
    } else if (!scene.quiet) {
      for (const [step, link] of old?.schemas ?? []) {
        wordsOnly(scene, link, now?.schemas.get(step), { ...name, what: `${name.what}(${keyword} ${step})` }, depth);
      }
    }
  }
}

function fieldChanges(scene: SchemaScene, before: Schema, after: Schema, name: SchemaName, into: Into): void {
  const request = scene.who(name.instance) === 'request';
  // A field that is only read is no part of a request, one that is only written none of an answer.
  const hidden = (surface: Surface, link: SchemaLink | undefined): boolean =>
    composition(surface, link).some(({ readOnly, writeOnly }) => (request ? readOnly : writeOnly));
  const fields = new Set([...union(before.properties, after.properties), ...before.required, ...after.required]);
  for (const field of [...fields].sort()) {
    const [old, now] = [before.properties.get(field), after.properties.get(field)];
    const [oldHidden, nowHidden] = [hidden(scene.before, old), hidden(scene.after, now)];
    const [had, has] = [old !== undefined && !oldHidden, now !== undefined && !nowHidden];
    const must = {
      before: before.required.includes(field) && !oldHidden,
      after: after.required.includes(field) && !nowHidden,
    };
    const step = childPointer('', field);
    const instance = `${name.instance}${step}`;
    const who = scene.who(instance);
    const add = (kind: ChangeKind, value?: Json, because?: string): void =>
      scene.sink.add({
        kind,
        who,
        where: name.where,
        what: `${name.what}${step}`,
        value,
        because,
        before: old === undefined ? before.pointer : old.pointer,
        after: now === undefined ? after.pointer : now.pointer,
        operation: scene.operation,
      });
    // What held for the field, or will hold, while it has no name.
    const unnamed = (surface: Surface, top: SchemaLink | undefined): Unnamed | undefined =>
      top === undefined || oldHidden || nowHidden ? undefined : unnamedField(surface, top, field);
    const notRun = (patterns: readonly string[] | undefined): void => {
      const because = 'whether the patterns are about the field is not known';
      if (patterns !== undefined && patterns.length > 0) add('not-provable', 'patternProperties', because);
    };
    if (had && !has) {
      add('field-removed');
      const then = unnamed(scene.after, name.top?.after);
      if (old !== undefined)
        for (const { link, name: keyword } of then?.links ?? []) into(old, link, `${step}(${keyword})`, step);
      notRun(then?.unknown);
    } else if (!had && has) {
      const then = unnamed(scene.before, name.top?.before);
      if (then?.closed === true && !request) add('field-added-to-closed');
      else add(must.after && !must.before ? 'field-added-required' : 'field-added');
      if (now !== undefined)
        for (const { link, name: keyword } of then?.links ?? []) into(link, now, `${step}(${keyword})`, step);
      notRun(then?.unknown);
    } else {
      if (must.before !== must.after) add(must.after ? 'field-became-required' : 'field-became-optional');
      if (old !== undefined && now !== undefined && had && has) into(old, now, step, step);
    }
  }
}

/** Whether a keyword of which nothing is known but equality is the same on both sides. */
function sameKeyword(scene: SchemaScene, before: OpaqueKeyword | undefined, after: OpaqueKeyword | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  const names = [...before.schemas.keys()];
  if (names.length !== after.schemas.size || names.some((each) => !after.schemas.has(each))) return false;
  const [old, now] = [
    { document: scene.before.document, value: before.rest },
    { document: scene.after.document, value: after.rest },
  ];
  if (sameMeaning(old, now) !== true) return false;
  return names.every((each) => quiet(scene, before.schemas.get(each), after.schemas.get(each)));
}

/** Whether two schemas differ in nothing but words. Schemas that contain themselves are taken to, until something differs. */
function quiet(scene: SchemaScene, before: SchemaLink | undefined, after: SchemaLink | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  const start = { where: '', what: '', instance: '/*' };
  if (scene.quiet) {
    linkChanges(scene, before, after, start);
    return true;
  }
  let same = true;
  const add: ChangeSink['add'] = ({ kind }) => {
    if (kind !== 'words-changed') same = false;
  };
  const visited = new Set<string>();
  const asking = { ...scene, sink: { ...scene.sink, add }, visited, clean: new Set<string>(), quiet: true };
  linkChanges(asking, before, after, start);
  if (same) for (const key of visited) scene.alike.add(key);
  return same;
}

function wordsOnly(
  scene: SchemaScene,
  before: SchemaLink,
  after: SchemaLink | undefined,
  name: SchemaName,
  depth: number,
): void {
  if (after !== undefined) linkChanges(scene, before, after, name, depth + 1);
}

function sameEntries(a: ReadonlyMap<string, Json>, b: ReadonlyMap<string, Json>): boolean {
  return (
    a.size === b.size && [...a].every(([key, value]) => b.has(key) && stableJson(value) === stableJson(b.get(key)))
  );
}
