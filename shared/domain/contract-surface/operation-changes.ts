import { type Json, stableJson } from '../../core/json.ts';
import { quote } from '../../parse/text.ts';
import type { ChangeSink } from './change.ts';
import type { ChangeKind, Who } from './change-kind.ts';
import { sameMeaning } from './deep-equal.ts';
import type { SurfaceRules } from './rules.ts';
import type { SchemaLink } from './schema.ts';
import { linkChanges, type SchemaScene } from './schema-changes.ts';
import type { MediaType, OpenApiSurface, Operation, Parameter, Response } from './surface.ts';

/** What all comparisons of operations share. */
export interface OperationScene {
  before: OpenApiSurface;
  after: OpenApiSurface;
  sink: ChangeSink;
  rules: SurfaceRules;
  /** Pairs of schemas without any change, and those that differ in words alone. */
  clean: Set<string>;
  alike: Set<string>;
}

type Zone = 'request' | 'success' | 'failure';

interface Part {
  name: string;
  /** Where the part belongs: the operation, or a component. */
  where: string;
  what: string;
  who: Who;
}

type Placed = { pointer: string };

/** The changes of one operation that both documents have. */
export function operationChanges(scene: OperationScene, name: string, before: Operation, after: Operation): void {
  const comparison = comparing(scene, name);
  const { add, equal, words } = comparison;
  const part: Part = { name, where: name, what: '', who: 'request' };
  words(
    part,
    before,
    after,
    { docs: before.docs, names: pathNames(before) },
    { docs: after.docs, names: pathNames(after) },
  );
  equal(part, 'rest', before, after, before.rest, after.rest);
  if (stableJson(before.security) !== stableJson(after.security)) add(part, 'security-changed', before, after);
  if (stableJson(before.servers) !== stableJson(after.servers))
    equal(part, 'servers', before, after, before.servers, after.servers);
  comparison.parameters(part, before, after, before.parameters, after.parameters, 'request');
  bodyChanges(comparison, part, before, after);
  for (const status of union(before.responses, after.responses)) {
    const [old, now] = [before.responses.get(status), after.responses.get(status)];
    const response: Part = { ...part, what: `response ${status}`, who: 'response' };
    if (old === undefined) add(response, 'status-added', before, now ?? after);
    else if (now === undefined) add(response, 'status-removed', old, after);
    else responseChanges(comparison, response, old, now, /^[1-3]/.test(status) ? 'success' : 'failure');
  }
  comparison.finish();
}

function pathNames(operation: Operation): Json {
  const names: [string, Json][] = [];
  for (const [key, { in: where, name }] of operation.parameters) if (where === 'path') names.push([key, name]);
  return names.sort(([a], [b]) => (a < b ? -1 : 1));
}

function bodyChanges({ add, words, content }: Comparing, part: Part, before: Operation, after: Operation): void {
  const [old, now] = [before.body, after.body];
  const body: Part = { ...part, what: 'request body' };
  if (old === undefined || now === undefined) {
    if (now !== undefined) add(body, now.required ? 'body-added-required' : 'body-added', before, now);
    if (old !== undefined) add(body, 'body-removed', old, after);
    return;
  }
  words(body, old, now, old.docs, now.docs);
  if (old.required !== now.required)
    add(body, now.required ? 'body-became-required' : 'body-became-optional', old, now);
  content(body, old, now, old.content, now.content, 'request');
}

function responseChanges(comparison: Comparing, part: Part, before: Response, after: Response, zone: Zone): void {
  const shared = before.component !== undefined && before.component === after.component;
  const own: Part = shared ? { ...part, where: `#${before.component}`, what: '' } : part;
  comparison.words(own, before, after, before.docs, after.docs);
  comparison.equal(own, 'rest', before, after, before.rest, after.rest);
  comparison.parameters(own, before, after, before.headers, after.headers, zone);
  comparison.content(own, before, after, before.content, after.content, zone);
}

type Comparing = ReturnType<typeof comparing>;

function comparing(scene: OperationScene, operation: string) {
  let changed = false;
  const visited = new Set<string>();
  const noted: ChangeSink = {
    ...scene.sink,
    add: (noticed) => {
      changed = true;
      scene.sink.add(noticed);
    },
  };

  function add(part: Part, kind: ChangeKind, before: Placed, after: Placed, value?: Json, because?: string): void {
    const { where, what, who } = part;
    noted.add({ kind, who, where, what, value, before: before.pointer, after: after.pointer, operation, because });
  }

  function words(part: Part, before: Placed, after: Placed, old: Json, now: Json): void {
    if (stableJson(old) !== stableJson(now)) add(part, 'words-changed', before, after);
  }

  /** What is only compared for equality: member by member when both are objects. */
  function equal(part: Part, label: string, before: Placed, after: Placed, old: Json, now: Json): void {
    const members = (value: Json): Map<string, Json> =>
      new Map(
        label === 'rest' && value !== null && typeof value === 'object' ? Object.entries(value) : [[label, value]],
      );
    const [olds, nows] = [members(old), members(now)];
    for (const key of union(olds, nows)) {
      const same = sameMeaning(
        { document: scene.before.document, value: olds.get(key) },
        { document: scene.after.document, value: nows.get(key) },
      );
      const because = `what a change of ${quote(key)} means for others is not known`;
      if (same !== true) add(part, 'not-provable', before, after, key, because);
    }
  }

  function schemas(
    part: Part,
    before: Placed,
    after: Placed,
    links: [SchemaLink | undefined, SchemaLink | undefined],
    zone: Zone,
  ): void {
    const [old, now] = links;
    if (old === undefined || now === undefined) {
      if (old !== now) add(part, old === undefined ? 'schema-added' : 'schema-removed', old ?? before, now ?? after);
      return;
    }
    const { rules } = scene;
    const body = part.what.includes('body') || zone !== 'request';
    const inner: SchemaScene = {
      before: scene.before,
      after: scene.after,
      sink: noted,
      who: (instance) => whoOf(rules, zone, part.who, instance),
      telling: (instance) => body && [...rules.errorCodes, ...rules.envelope].some((path) => path.startsWith(instance)),
      operation,
      // Headers are judged as answers whatever the status, bodies of failures as envelopes.
      zone: `${zone} ${part.who}`,
      visited,
      clean: scene.clean,
      quiet: false,
      alike: scene.alike,
    };
    linkChanges(inner, old, now, { where: part.where, what: part.what, instance: '' });
  }

  function content(
    part: Part,
    before: Placed,
    after: Placed,
    olds: ReadonlyMap<string, MediaType>,
    nows: ReadonlyMap<string, MediaType>,
    zone: Zone,
  ): void {
    for (const type of union(olds, nows)) {
      const [old, now] = [olds.get(type), nows.get(type)];
      const media: Part = { ...part, what: `${part.what} ${type}`.trim() };
      if (old === undefined) add(media, 'media-type-added', before, now ?? after);
      else if (now === undefined) add(media, 'media-type-removed', old, after);
      else {
        words(media, old, now, old.docs, now.docs);
        equal(media, 'rest', old, now, old.rest, now.rest);
        const inside: Part = zone === 'failure' ? { ...media, who: 'envelope' } : media;
        schemas(inside, old, now, [old.schema, now.schema], zone);
      }
    }
  }

  function parameters(
    part: Part,
    before: Placed,
    after: Placed,
    olds: ReadonlyMap<string, Parameter>,
    nows: ReadonlyMap<string, Parameter>,
    zone: Zone,
  ): void {
    for (const key of union(olds, nows)) {
      const [old, now] = [olds.get(key), nows.get(key)];
      const own: Part = { ...part, what: `${part.what} ${zone === 'request' ? 'parameter' : 'header'} ${key}`.trim() };
      if (old === undefined || now === undefined) {
        if (now !== undefined) add(own, now.required ? 'parameter-added-required' : 'parameter-added', before, now);
        if (old !== undefined) add(own, 'parameter-removed', old, after);
        continue;
      }
      words(own, old, now, old.docs, now.docs);
      equal(own, 'rest', old, now, old.rest, now.rest);
      if (old.required !== now.required) {
        add(own, now.required ? 'parameter-became-required' : 'parameter-became-optional', old, now);
      }
      const direction: Zone = zone === 'request' ? 'request' : 'success';
      schemas(own, old, now, [old.schema, now.schema], direction);
      content(own, old, now, old.content, now.content, direction);
    }
  }

  return {
    add,
    words,
    equal,
    content,
    parameters,
    /** Says that all is compared: what had no change need not be compared again for other operations. */
    finish() {
      if (!changed) for (const key of visited) scene.clean.add(key);
    },
  };
}

/** Who breaks with a field of a body: what is configured, else the reader of the answer, or of the envelope of a failure. */
export function whoOf(rules: SurfaceRules, zone: Zone, otherwise: Who, instance: string): Who {
  if (zone === 'request') return 'request';
  const within = (path: string): boolean => instance === path || instance.startsWith(`${path}/`);
  if (zone === 'failure' && rules.errorCodes.some(within)) return 'error-code';
  return rules.envelope.some(within) ? 'envelope' : otherwise;
}

/** The keys of two maps, each once. */
export function union<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): Set<string> {
  return new Set([...a.keys(), ...b.keys()]);
}
