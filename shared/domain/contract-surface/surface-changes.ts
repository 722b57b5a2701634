import { type Json, stableJson } from '../../core/json.ts';
import { quote } from '../../parse/text.ts';
import { changeSink, type SurfaceChange } from './change.ts';
import type { ChangeKind, Who } from './change-kind.ts';
import type { ComparisonOptions } from './comparison-options.ts';
import { likeNumbers } from './like-numbers.ts';
import { operationChanges, whoOf } from './operation-changes.ts';
import type { SurfaceProblem } from './problem.ts';
import { sameMeaning } from './same-meaning.ts';
import { linkChanges } from './schema-changes.ts';
import { shadowedBy } from './shadowed-operation.ts';
import type { JsonSchemaSurface, OpenApiSurface, Surface } from './surface.ts';
import { union } from './union.ts';

/** All that is known of the differences between two versions of a surface. */
export interface SurfaceDifference {
  /** Breaking ones first, then by place. */
  changes: SurfaceChange[];
  /** Why these may not be all changes; nothing may be called unchanged or additive while there is one. */
  problems: { side: 'before' | 'after' | 'comparison'; problem: SurfaceProblem }[];
}

/**
 * Every difference between two versions of a surface, by structure: lines, order of keys, and whether a schema is written in
 * place or referred to, do not count. Never throws.
 */
export function surfaceChanges(before: Surface, after: Surface, rules: ComparisonOptions): SurfaceDifference {
  const sink = changeSink(before, after, rules.closedResponses);
  if (before.kind === 'openapi' && after.kind === 'openapi') openApiChanges(before, after, rules, sink);
  else if (before.kind === 'json-schema' && after.kind === 'json-schema') jsonSchemaChanges(before, after, rules, sink);
  else {
    const because = 'one is an OpenAPI document and the other a JSON Schema';
    sink.add({ kind: 'not-provable', who: 'response', where: '', what: '', before: '', after: '', because });
  }
  const { changes, problems } = sink.result();
  const of = (side: 'before' | 'after' | 'comparison', list: readonly SurfaceProblem[]) =>
    list.map((problem) => ({ side, problem }));
  return {
    changes,
    problems: [
      ...of('before', before.problems),
      ...of('after', after.problems),
      ...likeNumbers(before.document, after.document),
      ...of('comparison', problems),
    ],
  };
}

type Sink = ReturnType<typeof changeSink>;

function openApiChanges(before: OpenApiSurface, after: OpenApiSurface, rules: ComparisonOptions, sink: Sink): void {
  const add = (kind: ChangeKind, where: string, places: [string, string], value?: Json, because?: string): void =>
    sink.add({ kind, who: 'request', where, what: '', value, before: places[0], after: places[1], because });
  if (before.version !== after.version) {
    const value = `${before.version ?? 'none'} -> ${after.version ?? 'none'}`;
    add('version-changed', 'info.version', ['/info/version', '/info/version'], value);
  }
  const scene = { before, after, sink, rules, clean: new Set<string>(), alike: new Set<string>() };
  for (const name of union(before.operations, after.operations)) {
    const [old, now] = [before.operations.get(name), after.operations.get(name)];
    const operation = { what: '', who: 'request', where: name, operation: name } as const;
    if (old === undefined && now !== undefined) {
      // What holds for an operation without standing in it belongs to it.
      const around = now.items.flatMap((item) => [`${item}/parameters`, `${item}/servers`]);
      const content = [now.pointer, ...around, '/security', '/servers'];
      sink.add({ ...operation, kind: 'operation-added', before: '/paths', after: now.pointer, content });
      const shadowed = shadowedBy(now, before);
      const because = `what was a value of ${quote(shadowed ?? '', 120)} has this address now`;
      if (shadowed !== undefined)
        sink.add({
          ...operation,
          kind: 'not-provable',
          value: shadowed,
          before: '/paths',
          after: now.pointer,
          content,
          because,
        });
    } else if (old === undefined) continue;
    else if (now === undefined)
      sink.add({ ...operation, kind: 'operation-removed', before: old.pointer, after: '/paths' });
    else operationChanges(scene, name, old, now);
  }
  for (const url of union(before.servers, after.servers)) {
    const [old, now] = [before.servers.get(url), after.servers.get(url)];
    const places: [string, string] = [old?.pointer ?? '/servers', now?.pointer ?? '/servers'];
    if (old === undefined || now === undefined) {
      add(old === undefined ? 'server-added' : 'server-removed', `server ${url}`, places);
      continue;
    }
    if (stableJson(old.docs) !== stableJson(now.docs)) add('words-changed', `server ${url}`, places);
    if (stableJson(old.rest) !== stableJson(now.rest))
      add('not-provable', `server ${url}`, places, undefined, unknownMember);
  }
  const [[first], [firstNow]] = [before.servers.keys(), after.servers.keys()];
  if (first !== undefined && firstNow !== first && after.servers.has(first)) {
    const because = 'clients that name no server call the first one';
    add('not-provable', 'servers', ['/servers', '/servers'], `${first} -> ${firstNow ?? 'none'}`, because);
  }
  for (const pointer of union(before.rest, after.rest)) {
    const [old, now] = [before.rest.get(pointer), after.rest.get(pointer)];
    const same = sameMeaning({ document: before.document, value: old }, { document: after.document, value: now });
    if (same !== true) add('not-provable', `#${pointer}`, [pointer, pointer], undefined, unknownMember);
  }
  for (const pointer of union(before.docs, after.docs)) {
    if (stableJson(before.docs.get(pointer)) !== stableJson(after.docs.get(pointer))) {
      add('words-changed', `#${pointer}`, [pointer, pointer]);
    }
  }
  unusedChanges(before, after, sink, add);
}

const unknownMember = 'what a change of this member means for others is not known';

type Add = (kind: ChangeKind, where: string, places: [string, string], value?: Json, because?: string) => void;

/** Components that differ though no change says so: nothing refers to them, or they were only moved. */
function unusedChanges(before: Surface, after: Surface, sink: Sink, add: Add): void {
  const told = sink.result().changes.flatMap((change) => [change.before.pointer, change.after.pointer]);
  // `/components/schemas/X` of OpenAPI, `/$defs/X` of a JSON Schema.
  const covered = new Set(told.flatMap((pointer) => [3, 4].map((most) => pointer.split('/').slice(0, most).join('/'))));
  for (const pointer of union(before.components, after.components)) {
    const [old, now] = [before.components.get(pointer), after.components.get(pointer)];
    if (covered.has(pointer) || stableJson(old) === stableJson(now)) continue;
    // What the root of a JSON Schema leads to was compared from there; an OpenAPI document is more than its operations.
    const reached = (surface: Surface, value: Json | undefined): boolean =>
      value === undefined || surface.schemas.has(pointer);
    if (before.kind === 'json-schema' && reached(before, old) && reached(after, now)) continue;
    add('component-changed', `#${pointer}`, [pointer, pointer]);
  }
}

/** What the document says its keywords mean. */
function dialectOf({ document }: JsonSchemaSurface): string {
  const dialect = document.get('/$schema');
  return dialect === undefined ? 'no dialect' : stableJson(dialect).replace(/#"$/, '"');
}

function jsonSchemaChanges(
  before: JsonSchemaSurface,
  after: JsonSchemaSurface,
  rules: ComparisonOptions,
  sink: Sink,
): void {
  const who: Who = after.role === 'request' ? 'request' : 'response';
  const add: Add = (kind, where, [old, now], value, because) =>
    sink.add({ kind, who, where, what: '', value, before: old, after: now, because });
  if (before.role !== after.role) {
    const because = `it is for ${before.role} before and for ${after.role} after`;
    add('not-provable', '', ['', ''], undefined, because);
  }
  const [old, now] = [dialectOf(before), dialectOf(after)];
  if (old !== now) {
    const because = `it is written for ${old} before and for ${now} after`;
    add('not-provable', '', ['/$schema', '/$schema'], undefined, because);
  }
  const zones = {
    request: [['request', 'request']],
    response: [['success', 'response']],
    error: [['failure', 'envelope']],
    both: [
      ['request', 'request'],
      ['success', 'response'],
    ],
  } as const satisfies Record<string, readonly (readonly ['request' | 'success' | 'failure', Who])[]>;
  for (const [zone, otherwise] of zones[after.role]) {
    const scene = {
      before,
      after,
      sink,
      who: (instance: string) => whoOf(rules, zone, otherwise, instance),
      telling: (instance: string) => [...rules.errorCodes, ...rules.envelope].some((path) => path.startsWith(instance)),
      operation: undefined,
      zone,
      visited: new Set<string>(),
      clean: new Set<string>(),
      quiet: false,
      alike: new Set<string>(),
    };
    linkChanges(scene, before.root, after.root, { where: '', what: '', instance: '' });
  }
  const [id, idNow] = [before, after].map(({ document }) => document.get('/$id') ?? null);
  if (stableJson(id) !== stableJson(idNow))
    add('not-provable', '$id', ['/$id', '/$id'], undefined, 'who refers to the schema by this name is not known');
  unusedChanges(before, after, sink, add);
}
