import { type Json, stableJson } from '../../core/json.ts';
import { quote } from '../../parse/text.ts';
import type { ChangeSink } from './change.ts';
import type { ChangeKind, Who } from './change-kind.ts';
import type { ComparisonOptions } from './comparison-options.ts';
import { sameMeaning } from './same-meaning.ts';
import type { SchemaLink } from './schema.ts';
import { linkChanges, type SchemaScene } from './schema-changes.ts';
import type { MediaType, OpenApiSurface, Operation, Parameter, Response } from './surface.ts';
import { union } from './union.ts';

/** What all comparisons of operations share. */
export interface OperationScene {
  before: OpenApiSurface;
  after: OpenApiSurface;
  sink: ChangeSink;
  rules: ComparisonOptions;
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

/** `brings`: where the new content stands, when it is not there. */
type Placed = { pointer: string; brings?: readonly string[] };

/** The changes of one operation that both documents have. */
export function operationChanges(scene: OperationScene, name: string, before: Operation, after: Operation): void {
  const comparison = comparing(scene, name);
  const { add, equal, words } = comparison;
  const part: Part = { name, where: name, what: '', who: 'request' };
  words(
    part,
    before,
    after,
    { docs: before.docs, names: pathNames(before), id: before.id === null },
    { docs: after.docs, names: pathNames(after), id: before.id === null && after.id === null },
  );
  equal(part, 'rest', before, after, before.rest, after.rest);
  if (stableJson(before.security) !== stableJson(after.security)) {
    const brings = [`${after.pointer}/security`, '/security'];
    add(part, 'security-changed', before, { pointer: after.pointer, brings });
  }
  if (before.id !== null && stableJson(before.id) !== stableJson(after.id)) {
    const value = `${stableJson(before.id)} -> ${stableJson(after.id)}`;
    add(part, 'not-provable', before, after, value, 'generated clients call the operation by its operationId');
  }
  if (stableJson(before.servers) !== stableJson(after.servers))
    equal(part, 'servers', before, after, before.servers, after.servers);
  comparison.parameters(part, before, after, before.parameters, after.parameters, 'request');
  bodyChanges(comparison, part, before, after);
  for (const status of union(before.responses, after.responses)) {
    const [old, now] = [before.responses.get(status), after.responses.get(status)];
    const response: Part = { ...part, what: `response ${status}`, who: 'response' };
    if (old === undefined) add(response, 'status-added', before, now ?? after);
    if (now === undefined) add(response, 'status-removed', old ?? before, after);
    // A status that gets an answer of its own had the one of its range, and has it again when it loses its own.
    const [had, has] = [old ?? rangeOf(before, status), now ?? rangeOf(after, status)];
    if (had === undefined || has === undefined) continue;
    responseChanges(comparison, response, had, has, isSuccess(status) ? 'success' : 'failure');
  }
  comparison.finish();
}

function isSuccess(status: string): boolean {
  return /^[1-3]/.test(status);
}

/** The answer that is for a status without one of its own. `default` is for failures, as soon as an answer of success is named. */
function rangeOf({ responses }: Operation, status: string): Response | undefined {
  if (status === 'default') return undefined;
  const range = responses.get(`${status.charAt(0)}XX`);
  if (range !== undefined || (isSuccess(status) && [...responses.keys()].some(isSuccess))) return range;
  return responses.get('default');
}

/** What is said of a media type that is not named itself. */
function mediaRange(content: ReadonlyMap<string, MediaType>, type: string): MediaType | undefined {
  const [plain = ''] = type.split(';');
  const ranges = [plain, `${plain.split('/')[0]}/*`, '*/*'];
  return ranges.flatMap((range) => (range === type ? [] : (content.get(range) ?? [])))[0];
}

function pathNames(operation: Operation): Json {
  const names: [string, Json][] = [];
  for (const [key, { in: where, name }] of operation.parameters) if (where === 'path') names.push([key, name]);
  return names.sort(([a], [b]) => (a < b ? -1 : 1));
}

function bodyChanges({ add, words, equal, content }: Comparing, part: Part, before: Operation, after: Operation): void {
  const [old, now] = [before.body, after.body];
  const body: Part = { ...part, what: 'request body' };
  if (old === undefined || now === undefined) {
    if (now !== undefined) add(body, now.required ? 'body-added-required' : 'body-added', before, now);
    if (old !== undefined) add(body, 'body-removed', old, after);
    return;
  }
  words(body, old, now, old.docs, now.docs);
  equal(body, 'rest', old, now, old.rest, now.rest);
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
    const [from, to] = [before.pointer, after.pointer];
    noted.add({ kind, who, where, what, value, before: from, after: to, content: after.brings, operation, because });
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
      const [named, namedNow] = [olds.get(type), nows.get(type)];
      const media: Part = { ...part, what: `${part.what} ${type}`.trim() };
      if (named === undefined) add(media, 'media-type-added', before, namedNow ?? after);
      if (namedNow === undefined) add(media, 'media-type-removed', named ?? before, after);
      const [old, now] = [named ?? mediaRange(olds, type), namedNow ?? mediaRange(nows, type)];
      if (old !== undefined && now !== undefined) {
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
      const [form, formNow] = [formOf(old), formOf(now)];
      if (form !== undefined && formNow !== undefined && form !== formNow) {
        const because = 'its value is written in another way';
        add(own, 'not-provable', old, now, `${form} -> ${formNow}`, because);
        continue;
      }
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

/** Whether the value of a parameter is written by its style, or as a media type; undefined when neither is said. */
function formOf({ schema, content }: Parameter): 'schema' | 'content' | undefined {
  return schema !== undefined ? 'schema' : content.size > 0 ? 'content' : undefined;
}

/** Who breaks with a field of a body: what is configured, else the reader of the answer, or of the envelope of a failure. */
export function whoOf(rules: ComparisonOptions, zone: Zone, otherwise: Who, instance: string): Who {
  if (zone === 'request') return 'request';
  const within = (path: string): boolean => instance === path || instance.startsWith(`${path}/`);
  if (zone === 'failure' && rules.errorCodes.some(within)) return 'error-code';
  return rules.envelope.some(within) ? 'envelope' : otherwise;
}
