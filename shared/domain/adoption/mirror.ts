import { posix } from 'node:path';
import { parsePointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import type { Parsed } from './ground.ts';
import { type Pin, textsOf } from './pin.ts';

/** The copy of the producer's manifest that belongs to a pin. */
export interface Mirror {
  path: string;
  /** Whether its bytes are those that the pin names, or are but for their line ends; else it only looks like one. */
  proof: 'bytes' | 'line-ends' | 'none';
  /** Further files with the same bytes, or with those that the pin names. */
  copies: readonly string[];
  /** Where it has facts of the pin, by the name of the fact. */
  places: ReadonlyMap<string, string>;
  /** Where it has other facts. */
  alone: readonly string[];
}

/** What was found as the mirror of a pin, and what looks like one and was not taken. */
export interface FoundMirror {
  mirror: Mirror | undefined;
  doubts: readonly { path: string; says: string }[];
}

/**
 * Finds the mirror of a pin: the file beside it with the bytes that it names; else the one manifest beside it that has its tag or commit
 * in the same place, even with other bytes, as that is the one that is used; else the nearest file with those bytes. `nearer` says of a
 * file that it belongs to another pin. Manifests that are not chosen between are doubts, and so are those beside a mirror.
 */
export function mirrorOf(
  pin: Pin,
  files: readonly Parsed<JsonDocument>[],
  nearer: (path: string) => boolean,
): FoundMirror {
  const others = files.filter(({ path }) => path !== pin.path);
  const said = digestOf(pin);
  const proved = others.filter((file) => said !== undefined && [file.sha256, file.plainSha256].includes(said));
  const isBeside = ({ path }: { path: string }): boolean => posix.dirname(path) === posix.dirname(pin.path);
  const alike = others.filter(
    (file) =>
      isBeside(file) &&
      !proved.includes(file) &&
      /manifest/i.test(file.path.slice(file.path.lastIndexOf('/') + 1)) &&
      ['tag', 'commit'].some((name) => placesOf(pin, file).has(name)),
  );
  const mirror = proved.find(isBeside) ?? (alike.length === 1 ? alike[0] : nearest(pin.path, proved));
  const doubts = alike
    .filter((file) => file !== mirror)
    .map(({ path }) => ({
      path,
      says:
        mirror === undefined
          ? `one of ${alike.length} files that may be the manifest of ${pin.path}: none was taken`
          : `looks like the manifest of ${pin.path}, which is ${mirror.path}: it is not judged`,
    }));
  if (mirror === undefined) return { mirror, doubts };
  const places = placesOf(pin, mirror);
  const mapped = new Set(places.values());
  const copies = others.filter(
    (file) => file !== mirror && (file.sha256 === mirror.sha256 || (proved.includes(file) && !proved.includes(mirror))),
  );
  const found: Mirror = {
    path: mirror.path,
    proof: said === mirror.sha256 ? 'bytes' : said === mirror.plainSha256 ? 'line-ends' : 'none',
    copies: copies.map(({ path }) => path).filter((path) => !nearer(path)),
    places,
    alone: mirror.document.leaves().filter((pointer) => pointer !== '' && !mapped.has(pointer)),
  };
  return { mirror: found, doubts };
}

/** The digest of the manifest that a pin names. */
export function digestOf({ facts }: Pin): string | undefined {
  return facts.find(({ name }) => name === 'manifest-sha256')?.value.toLowerCase();
}

/** How many folders two files have in common, from the top. */
export function nearness(a: string, b: string): number {
  const [first, second] = [a, b].map((path) => path.split('/').slice(0, -1));
  const apart = first?.findIndex((folder, at) => folder !== second?.[at]) ?? -1;
  return apart < 0 ? (first?.length ?? 0) : apart;
}

/** The file with the most folders in common; the first one of several. */
function nearest<T extends { path: string }>(path: string, files: readonly T[]): T | undefined {
  return [...files].sort((a, b) => nearness(path, b.path) - nearness(path, a.path))[0];
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
