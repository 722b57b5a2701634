import { posix } from 'node:path';
import { parsePointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import type { Parsed } from './ground.ts';
import { type Pin, textsOf } from './pin.ts';

/** The copy of the producer's manifest that belongs to a pin. */
export interface Mirror {
  path: string;
  /** Its bytes are those that the pin names; else it only looks like one. */
  proved: boolean;
  /** Further files with the same bytes. */
  copies: readonly string[];
  /** Where it has facts of the pin, by the name of the fact. */
  places: ReadonlyMap<string, string>;
  /** Where it has other facts. */
  alone: readonly string[];
}

/** Finds the mirror of a pin: by its bytes, else the one manifest in the folder of the pin that has its tag or commit in the same place. */
export function mirrorOf(pin: Pin, files: readonly Parsed<JsonDocument>[]): Mirror | undefined {
  const others = files.filter(({ path }) => path !== pin.path);
  const said = pin.facts.find(({ name }) => name === 'manifest-sha256')?.value;
  const near = <T extends { path: string }>(list: readonly T[]): T | undefined =>
    list.find(({ path }) => posix.dirname(path) === posix.dirname(pin.path)) ?? list[0];
  const proved = near(others.filter(({ sha256 }) => sha256 === said));
  const alike = others.filter(
    (file) =>
      posix.dirname(file.path) === posix.dirname(pin.path) &&
      /manifest/i.test(file.path.slice(file.path.lastIndexOf('/') + 1)) &&
      ['tag', 'commit'].some((name) => placesOf(pin, file).has(name)),
  );
  const mirror = proved ?? (alike.length === 1 ? alike[0] : undefined);
  if (mirror === undefined) return undefined;
  const places = placesOf(pin, mirror);
  const mapped = new Set(places.values());
  return {
    path: mirror.path,
    proved: proved !== undefined,
    copies: others
      .filter(({ path, sha256 }) => path !== mirror.path && sha256 === mirror.sha256)
      .map(({ path }) => path),
    places,
    alone: mirror.document.leaves().filter((pointer) => pointer !== '' && !mapped.has(pointer)),
  };
}

/** Where a manifest says what the pin says: in the same place, else in the only one with that key. */
function placesOf(pin: Pin, { document }: Parsed<JsonDocument>): Map<string, string> {
  const texts = textsOf(document);
  const places = new Map<string, string>();
  for (const { name, pointer } of pin.facts) {
    const key = parsePointer(pointer)?.at(-1);
    const alike = texts.filter((text) => parsePointer(text.pointer)?.at(-1) === key);
    const place = texts.find((text) => text.pointer === pointer) ?? (alike.length === 1 ? alike[0] : undefined);
    if (place !== undefined && ![...places.values()].includes(place.pointer)) places.set(name, place.pointer);
  }
  return places;
}
